"""Every word of every entry, in flat arrays, and the phrases that mean something among them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from torg.assistant.finding.asking import SMALL_FOLDED, meaning
from torg.assistant.finding.postings import Numbers, Said
from torg.assistant.finding.reading import places, words
from torg.assistant.finding.values import Entry, Text, Where
from torg.language.everyday import LONGEST, Everyday, everyday
from torg.language.forms import folded, form

PARTS: Sequence[Where] = ("title", "words", "summary", "text")


@dataclass(frozen=True, slots=True)
class Rows:
    """The words of some texts, a row for each word wherever it stands: of which text, in which of ``PARTS``, and which
    of ``vocabulary`` it is. ``owners`` tells whose text each is."""

    vocabulary: Sequence[str]
    owners: Numbers
    texts: Numbers
    parts: Numbers
    words: Numbers

    def weighed(self, weights: Mapping[Where, float], lengths: float) -> Said:
        """The rows of each word as one for each text, weighed by where it stands.

        In a part that is longer than usual a word counts less, the more ``lengths`` (BM25F).
        """
        texts = max(1, len(self.owners))
        times = np.zeros(len(self.words))
        for part, where in enumerate(PARTS):
            here = self.parts == part
            size = np.bincount(self.texts[here], minlength=texts)
            if size.any():
                norm = 1 - lengths + lengths * size / size[size > 0].mean()
                times[here] = weights[where] / norm[self.texts[here]]
        keys, place = np.unique(self.words * texts + self.texts, return_inverse=True)
        counts = np.bincount(keys // texts, minlength=len(self.vocabulary))
        summed = np.bincount(place, times, minlength=len(keys)).astype(np.float32)
        return Said(np.concatenate([[0], np.cumsum(counts)]), keys % texts, summed)


def rows_of(entries: Sequence[Entry]) -> Rows:
    """What some entries say, in all of their languages."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    said, owners, fields = array("q"), array("q"), array("q")
    for place, entry in enumerate(entries):
        for text in texts_of(entry):
            for where, part in places(text):
                before = len(said)
                said.extend(map(numbers.__getitem__, words(part)))
                fields.extend((len(owners), PARTS.index(where), len(said) - before))
            owners.append(place)
    words_said = np.array(said, np.int64)
    text_of, part_of, size = np.array(fields, np.int64).reshape(-1, 3).T
    field = np.repeat(np.arange(len(size)), size)
    meant = [(at, numbers[meaning(number)]) for at, number in _meant(list(numbers), words_said, field)]
    at, word = np.array(meant, np.int64).reshape(-1, 2).T
    field = np.concatenate([field, at])
    return Rows(
        list(numbers), np.array(owners, np.int64), text_of[field], part_of[field], np.concatenate([words_said, word])
    )


def texts_of(entry: Entry) -> Sequence[Text]:
    """What an entry says in each language, and what was learnt that people call it, in whichever."""
    return (*entry.texts, *(Text("", "", words=(question,)) for question in entry.learnt))


def _meant(vocabulary: Sequence[str], said: Numbers, field: Numbers) -> list[tuple[int, int]]:
    """What phrases of several words mean in each field, by the lines of the everyday words: with all of their words,
    and without the small ones."""
    steps = _steps(everyday())
    forms = np.array([steps.forms.get(form(word), -1) for word in vocabulary], np.int64)
    is_small = np.array([folded(word) in SMALL_FOLDED for word in vocabulary], bool)
    telling = ~is_small[said] if len(said) else np.zeros(0, bool)
    found: set[tuple[int, int]] = set()
    for way in (np.ones(len(said), bool), telling):
        for at, end in steps.walked(forms[said[way]], field[way]):
            found.update((at, number) for number in steps.meanings[end])
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Steps:
    """The phrases as ways of several steps, each step a form: from where with which form to where."""

    forms: Mapping[str, int]
    keys: Numbers
    ends: Numbers
    meanings: Sequence[Sequence[int]]

    def walked(self, forms: Numbers, field: Numbers) -> Iterator[tuple[int, int]]:
        """In which field a phrase stands, and where its way ends; ``forms`` is -1 for what stands in no phrase."""
        at, end = np.arange(len(forms)), np.zeros(len(forms), np.int64)
        for length in range(LONGEST):
            inside = at + length < len(forms)
            at, end = at[inside], end[inside]
            next_form = forms[at + length]
            goes_on = (next_form >= 0) & (field[at + length] == field[at])
            at, keys = at[goes_on], end[goes_on] * len(self.forms) + next_form[goes_on]
            place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            is_step = self.keys[place] == keys
            at, end = at[is_step], self.ends[place[is_step]]
            held = set(zip(field[at].tolist(), end.tolist(), strict=True))
            yield from ((here, there) for here, there in held if self.meanings[there])


def _steps(table: Everyday) -> _Steps:
    forms: dict[str, int] = {}
    ways: dict[tuple[str, ...], int] = {(): 0}
    steps: dict[tuple[int, str], int] = {}
    for phrase in sorted(phrase for phrase in table.by_phrase if len(phrase) > 1):
        for length in range(1, len(phrase) + 1):
            end = ways.setdefault(phrase[:length], len(ways))
            steps[ways[phrase[: length - 1]], phrase[length - 1]] = end
            forms.setdefault(phrase[length - 1], len(forms))
    keys = np.array([before * len(forms) + forms[one] for before, one in steps], np.int64)
    order = np.argsort(keys)
    ends: NDArray[np.int64] = np.array(list(steps.values()), np.int64)
    meanings = [table.by_phrase.get(way, ()) if len(way) > 1 else () for way in ways]
    return _Steps(forms, keys[order], ends[order], meanings)
