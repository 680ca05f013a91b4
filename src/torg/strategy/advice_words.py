"""Channel advice in words: its reasons, what there is of help, and what is promised, in nb, nn, da or en."""

from __future__ import annotations

from torg.strategy import sentences_of_advice as said
from torg.strategy import vocabulary
from torg.strategy import words_of_strategy as words
from torg.strategy.advice import Advice, Advised, Help, Processing
from torg.strategy.advice_order import Reason, cost_of
from torg.strategy.defaults import ANSWER_WITHIN
from torg.strategy.model import PromiseRule, Strategy
from torg.strategy.promises import Promised
from torg.strategy.telling import Teller
from torg.strategy.words_of_time import listed, span_in_words, within_in_words

_MOVES = ("in_person", "mandatory", "mandatory_business", "exempt", "without_id", "does_it_all", "cheapest")
_STANDS = ("order_first", "order", "usual", "primary", "secondary")


class Adviser:
    """Puts advice under one strategy into words of one language; what is not in the strategy's words is its own."""

    def __init__(self, strategy: Strategy, language: str) -> None:
        self.strategy = strategy
        self.teller = Teller(strategy, language)
        self.language = self.teller.language

    def name(self, advised: Advised) -> str:
        """What the channel is called."""
        return self.teller.channel_name(advised.channel.key)

    def why(self, advised: Advised) -> tuple[str, ...]:
        """Why a channel stands where it stands, a sentence for each reason; not what is outweighed by another."""
        moved = any(one.code in _MOVES for one in advised.why)
        weighty = [one for one in advised.why if not (moved and one.code in _STANDS)]
        several = len(weighty) > 1
        return tuple(self.reason(one) for one in weighty if not (several and one.code == "usual"))

    def reason(self, reason: Reason) -> str:
        """One reason as a sentence."""
        facts = dict(reason.facts)
        code = reason.code
        if code == "own_order" and facts["because"]:
            code = "own_order_because"
        if "purpose" in facts:
            facts["purpose"] = self._purpose(facts["purpose"])
        if code == "cheapest":
            cost = cost_of(self.strategy, self.strategy.channels[facts["channel"]])
            facts["cost"] = self.teller.cost(cost) if cost else ""
        if code == "succeeded":
            facts["by"] = self.teller.channel_name(facts["by"])
        if code == "exempts":
            keys = (key for one in self.strategy.exemptions.values() for key in one.from_channels)
            facts["channels"] = self.teller.channels(dict.fromkeys(keys))
        return said.REASONS[code][self.language].format(**facts)

    def _purpose(self, key: str) -> str:
        if key in said.PURPOSES:
            return said.PURPOSES[key][self.language]
        return self.teller.purpose_name(key)

    def notes(self, advice: Advice) -> tuple[str, ...]:
        """What holds for all the channels, a sentence or two each."""
        return tuple(self.note(one) for one in advice.notes)

    def note(self, note: Reason) -> str:
        """One note; an exemption is told as the strategy has it: who, from what, and where."""
        if note.code == "exemption":
            return self.teller.exemption(self.strategy.exemptions[note.facts["key"]])
        facts = dict(note.facts)
        if note.code == "other_language":
            names = [
                said.LANGUAGE_NAMES[code][self.language]
                for code in self.strategy.municipality.languages
                if code in said.LANGUAGE_NAMES
            ]
            facts["languages"] = listed(names, self.language)
        return said.NOTES[note.code][self.language].format(**facts)

    def help(self, help_: Help) -> str:
        """Help that there is: a place with its hours and what one is helped with there, a booking, a paper form."""
        if help_.kind == "place":
            return self._place(help_.key)
        if help_.kind == "booking":
            told = vocabulary.name(vocabulary.BOOKINGS, help_.key, self.language)
            return f"{told[:1].upper()}{told[1:]}."
        return help_.key if help_.kind == "number" else said.HELPS[help_.kind][self.language]

    def _place(self, key: str) -> str:
        place = self.strategy.places[key]
        parts = [self.teller.hours(place.hours)] if place.hours else []
        if place.offers:
            parts.append(self.teller.named(vocabulary.PLACE_OFFERS, place.offers))
        return f"{place.name}: {'; '.join(parts)}" if parts else place.name

    def promise(self, promised: Promised) -> str:
        """A promise in the words of its rule; Torg's own default says that the strategy does not."""
        rule = next((one for one in self.strategy.promises if one.key == promised.rule), None)
        if rule is not None:
            return self.teller.promise(rule)
        default = PromiseRule(key="", what=promised.what, latest=ANSWER_WITHIN)
        return f"{self.teller.promise(default)} {words.ADDED['default'][self.language]}"

    def processing(self, processing: Processing) -> tuple[str, ...]:
        """How long it takes to decide: what we aim for, and what the law allows."""
        told = []
        if processing.target is not None:
            within = within_in_words(processing.target, self.language)
            told.append(said.PROCESSING["target"][self.language].format(within=within))
        if processing.limit is not None:
            span = span_in_words(processing.limit, self.language)
            code = "limit_law" if processing.law else "limit"
            told.append(said.PROCESSING[code][self.language].format(span=span, law=processing.law))
        return tuple(told)
