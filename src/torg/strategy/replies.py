"""Which channel an answer takes: the first rule that fits, the first channel the person can receive (ALB-07, -09)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from torg.strategy import defaults
from torg.strategy.model import ReplyRule, Strategy

RULE = "rule"
SAME_CHANNEL = "same_channel"
REACHABLE = "reachable"
PROTECTED = "protected"
NOT_REACHABLE = "not_reachable"

_WORDS = {
    RULE: {
        "nb": "Strategien sier at svaret går denne veien.",
        "nn": "Strategien seier at svaret går denne vegen.",
        "da": "Strategien siger, at svaret sendes denne vej.",
        "en": "The strategy says that the answer goes this way.",
    },
    SAME_CHANNEL: {
        "nb": "Svaret går samme vei som henvendelsen kom.",
        "nn": "Svaret går same vegen som førespurnaden kom.",
        "da": "Svaret sendes samme vej, som henvendelsen kom.",
        "en": "The answer goes back the way the enquiry came.",
    },
    REACHABLE: {
        "nb": "Det er slik vi kan nå personen.",
        "nn": "Det er slik vi kan nå personen.",
        "da": "Det er sådan, vi kan nå personen.",
        "en": "It is the way the person can be reached.",
    },
    PROTECTED: {
        "nb": "Svaret er sensitivt og kan bare leses bak personens egen lenke; meldingen sier bare at det er der.",
        "nn": "Svaret er sensitivt og kan berre lesast bak lenkja til personen; meldinga seier berre at det er der.",
        "da": "Svaret er følsomt og kan kun læses bag personens eget link; beskeden siger kun, at det er der.",
        "en": "The answer is sensitive and waits behind the person's own link; the message only says it is there.",
    },
    NOT_REACHABLE: {
        "nb": "Vi vet ikke hvordan vi kan nå personen.",
        "nn": "Vi veit ikkje korleis vi kan nå personen.",
        "da": "Vi ved ikke, hvordan vi kan nå personen.",
        "en": "We do not know how the person can be reached.",
    },
}


@dataclass(frozen=True, slots=True)
class Reply:
    """The kind of channel the answer takes ("" when the person cannot be reached), and why.

    ``rule_index`` is the strategy's rule (from 0) or None; ``wanted`` is the rule's first choice, even where it
    cannot be used here.
    """

    kind: str
    why: str
    rule_index: int | None
    wanted: str


def reply_channel(
    strategy: Strategy,
    *,
    came_by: str,
    sensitive: bool,
    exempt: bool,
    business: bool,
    can_receive: Collection[str],
    open_kinds: Collection[str],
) -> Reply:
    """Return the channel of the answer.

    ``came_by`` is a channel key or kind; ``can_receive`` the kinds this person can be reached by, ``open_kinds`` those
    wired in this installation. A sensitive answer never falls back to plain e-mail: it waits behind a secret link.
    """
    came_kind = _kind(strategy, came_by)
    index, rule = _first_rule(strategy, came_by, came_kind, sensitive, exempt, business)
    by = [_kind(strategy, word) for word in rule.by] if rule else []
    wanted = by[0] if by else came_kind
    usable = [kind for kind in _unique(by) if kind in can_receive and kind in open_kinds]
    if sensitive:
        usable = [kind for kind in usable if kind not in defaults.PLAIN_KINDS]
    if usable:
        return Reply(usable[0], RULE, index, wanted)
    return _otherwise(came_kind, sensitive, can_receive, open_kinds, index, wanted)


def why_in_words(reply: Reply, language: str) -> str:
    """The reason for a reply channel as one sentence."""
    words = _WORDS[reply.why]
    return words.get(language, words["en"])


def _otherwise(
    came_kind: str,
    sensitive: bool,
    can_receive: Collection[str],
    open_kinds: Collection[str],
    index: int | None,
    wanted: str,
) -> Reply:
    """No rule gave a channel: back the way it came, or any way that reaches the person; protected when sensitive."""
    reachable = [kind for kind in _unique([came_kind, *sorted(can_receive)]) if kind in can_receive]
    usable = [kind for kind in reachable if kind in open_kinds]
    if sensitive:
        if usable[:1] == [came_kind] and came_kind not in defaults.PLAIN_KINDS:
            return Reply(came_kind, SAME_CHANNEL, index, wanted)
        safe = [kind for kind in usable if kind in defaults.SAFE_KINDS]
        if usable and not safe:
            return Reply(defaults.SENSITIVE_REPLY_KIND, PROTECTED, index, wanted)
        usable = safe
    if not usable:
        return Reply("", NOT_REACHABLE, index, wanted)
    return Reply(usable[0], SAME_CHANNEL if usable[0] == came_kind else REACHABLE, index, wanted)


def _first_rule(
    strategy: Strategy, came_by: str, came_kind: str, sensitive: bool, exempt: bool, business: bool
) -> tuple[int | None, ReplyRule | None]:
    for index, rule in enumerate(strategy.replies):
        came = not rule.came_by or bool({came_by, came_kind} & set(rule.came_by)) or _same_kind(strategy, rule, came_by)
        if (
            came
            and rule.sensitive in (None, sensitive)
            and rule.exempt in (None, exempt)
            and rule.business in (None, business)
        ):
            return index, rule
    return None, None


def _same_kind(strategy: Strategy, rule: ReplyRule, came_by: str) -> bool:
    """A kind that the enquiry came by also means the strategy's channels of that kind, when no channel is known."""
    return came_by not in strategy.channels and any(_kind(strategy, word) == came_by for word in rule.came_by)


def _kind(strategy: Strategy, word: str) -> str:
    channel = strategy.channels.get(word)
    return channel.kind if channel else word


def _unique(kinds: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(kinds))
