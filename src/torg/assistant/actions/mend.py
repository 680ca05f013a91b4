"""What editors make of questions that were not answered: an answer, a mended page, a page that does it (KON-20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from torg.assistant.actions.learn import NoWords, confirm, take_back
from torg.assistant.cleaned import content_words
from torg.assistant.models import Deed, Question, QuestionGroup
from torg.catalogue.actions.writing import Belonging, KeyTaken, insist_on_editor, locked, make_page, newest, write
from torg.catalogue.content import LONGEST_KEY, Content
from torg.catalogue.kinds import LONGEST_TITLE, MOST_LINES
from torg.catalogue.slugs import slug

if TYPE_CHECKING:
    from torg.people.models import Staff

OFFERED = 8  # wordings that go into a page or are learnt at once


class PageWaits(Exception):
    """What was written of the page waits for approval or its moment, and a new draft would take it back."""


class Gone(Exception):
    """There is no such group of questions, or somebody has decided on it meanwhile."""


@transaction.atomic
def write_answer(group_id: int, *, unit_id: int, by: Staff, now: datetime) -> str:
    """Drafts a page that answers the group: the question as its title, the other wordings as its words; gives its key.

    Raises NotAnEditor, Gone.
    """
    insist_on_editor(by)
    group = _open(group_id)
    wordings = [one for one in _wordings(group) if one != group.label]
    said: dict[str, object] = {"title": group.label[:LONGEST_TITLE]}
    if wordings:
        said["words"] = tuple(wordings)
    key, page_id = _make(Content({group.language: said}), unit_id, by=by, now=now)
    _decided(group, Deed.WRITTEN, page_id, [], by=by, now=now)
    return key


@transaction.atomic
def mend(group_id: int, page_id: int, *, by: Staff, now: datetime) -> list[str]:
    """Puts the group's wordings among the words of a page, as a draft; gives those that are new to it.

    Raises NotAnEditor, PageWaits, Gone.
    """
    insist_on_editor(by)
    group, page = _open(group_id), locked(page_id)
    content = newest(page)
    code = content.nearest(group.language)
    there = tuple(content.said(code, "words") or ())
    new = [one for one in _wordings(group) if one not in there and one != content.said(code, "title")]
    new = new[: MOST_LINES - len(there)]
    if new:
        _write_words(page_id, content, code, (*there, *new), by=by, now=now)
    _decided(group, Deed.MENDED, page_id, new, by=by, now=now)
    return new


@transaction.atomic
def link(group_id: int, page_id: int, *, by: Staff, now: datetime) -> int:
    """This page answers it: the group's wordings are learnt at once; gives how many.

    Raises NotAnEditor, Gone, NoWords.
    """
    insist_on_editor(by)
    group = _open(group_id)
    made = []
    for text in _wordings(group):
        try:
            made.append(confirm(text, page_id, by=by, now=now, language=group.language))
        except NoWords:
            continue
    if not made:
        raise NoWords(group.label)
    _decided(group, Deed.LINKED, page_id, sorted(set(made)), by=by, now=now)
    return len(set(made))


@transaction.atomic
def leave(group_id: int, *, by: Staff, now: datetime) -> None:
    """Nothing is to be done about a group. Raises NotAnEditor, Gone."""
    insist_on_editor(by)
    _decided(_open(group_id), Deed.LEFT, None, [], by=by, now=now)


@transaction.atomic
def undo(group_id: int, *, by: Staff, now: datetime) -> None:
    """Takes back what was decided on a group: words go out of the page again, wordings are learnt no more.

    A page that was drafted stays, for somebody may have written in it. Raises NotAnEditor, PageWaits.
    """
    insist_on_editor(by)
    group = QuestionGroup.objects.select_for_update().filter(pk=group_id).first()
    if group is None or not group.deed:
        return
    if group.deed == Deed.LINKED and group.decided_by is not None:
        for wording in group.done:
            take_back(wording, by=group.decided_by, now=now)
    if group.deed == Deed.MENDED and group.page_id is not None and group.done:
        content = newest(locked(group.page_id))
        code = content.nearest(group.language)
        there = tuple(content.said(code, "words") or ())
        left = tuple(one for one in there if one not in group.done)
        if left != there:
            _write_words(group.page_id, content, code, left, by=by, now=now)
    group.deed, group.page, group.decided_at, group.decided_by, group.done = "", None, None, None, []
    group.save()


def learnt_of(texts: Iterable[str]) -> list[str]:
    """The wordings that would be learnt of some questions."""
    return list(dict.fromkeys(words for text in texts if (words := content_words(text))))[:OFFERED]


def _open(group_id: int) -> QuestionGroup:
    group = QuestionGroup.objects.select_for_update().filter(pk=group_id, deed="").first()
    if group is None:
        raise Gone(group_id)
    return group


def _wordings(group: QuestionGroup) -> list[str]:
    """How the group is asked, the most frequent first, its own name at the top."""
    said = Question.objects.filter(group=group, language=group.language).exclude(text="").order_by("-pk")
    counted: dict[str, int] = {}
    for text in said.values_list("text", flat=True)[:2000]:
        counted[text] = counted.get(text, 0) + 1
    ordered = sorted(counted, key=lambda text: (-counted[text], text))
    return list(dict.fromkeys([group.label, *ordered]))[:OFFERED]


def _decided(
    group: QuestionGroup, deed: Deed, page_id: int | None, done: list[str] | list[int], *, by: Staff, now: datetime
) -> None:
    group.deed, group.page_id, group.done, group.decided_at, group.decided_by = deed, page_id, done, now, by
    group.save()


def _make(content: Content, unit_id: int, *, by: Staff, now: datetime) -> tuple[str, int]:
    """Makes the page under the first free key that its title gives."""
    said = next(iter(content.words.values()))
    base = slug(str(said["title"]), or_else="answer")[: LONGEST_KEY - 3].strip("-")
    for key in (base, *(f"{base}-{number}" for number in range(2, 100))):
        try:
            return key, make_page(key, "answer", content, Belonging(unit_id, by.pk), by=by, now=now).pk
        except KeyTaken:
            continue
    raise KeyTaken(base)


def _write_words(
    page_id: int, content: Content, code: str, words: tuple[str, ...], *, by: Staff, now: datetime
) -> None:
    """Words to find a page by are the language's own: that they change makes no translation lag."""
    page = locked(page_id)
    if page.state in {"asked", "planned"}:
        raise PageWaits(page_id)
    said = {**content.words[code], "words": words}
    if not words:
        del said["words"]
    after = replace(content, words={**content.words, code: said})
    right = [one for one in after.languages() if one not in page.lagging]
    write(page_id, after, seen=page.version, by=by, now=now, up_to_date=right)
