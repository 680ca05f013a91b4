"""What the beginning of a subject tells: whether the mail replies ("SV:") or passes on what another wrote ("VS:").

Programs put their own language's letters in front, and another program puts its own in front of those. The outermost
one is what was done last, and it counts: "SV: VS: x" replies to what was passed on, "VS: SV: x" passes a reply on.
"VS" passes on in Norwegian and Danish (in Finnish it replies; that is not meant here).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_REPLIES = frozenset(
    # also Dutch, Polish, Turkish, Italian and Slovak programs, which tourists and newcomers use
    "re sv svar aw antw antwort ref réf rif r odp ynt besv res atb".split()
)
_FORWARDS = frozenset("vs fwd fw vb wg tr videresendt vidaresendt vidarebefordrat doorst rv pd framsent".split())
# Before a mark may stand a filter's tag ("[EXTERNAL]"), after it how many times ("Re[2]:").
_MARK = re.compile(
    r"\s*(?:\[[^\]\n]{1,40}\]\s*)*([^\W\d_][\w-]{0,12})\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|[*^]\d{1,3})?\s?[:：]"
)
_BRACKETED = re.compile(r"\s*(?:\[fwd?\s*:|\(fwd?\)|fwd?\s*\()", re.IGNORECASE)
_AFTER = re.compile(r"\(fwd?\)\s*$", re.IGNORECASE)
_LONGEST = 400


def marks(subject: str) -> Iterator[str]:
    """The marks at the beginning of a subject, outermost first: "reply" or "forward" for each."""
    said, position = subject[:_LONGEST], 0
    while True:
        if _BRACKETED.match(said, position):
            yield "forward"
            return
        found = _MARK.match(said, position)
        word = found.group(1).lower() if found else ""
        if found and word in _REPLIES:
            yield "reply"
        elif found and word in _FORWARDS:
            yield "forward"
        else:
            return
        position = found.end()


def is_forward(subject: str) -> bool:
    """Whether what was done last is to pass on what another wrote ("VS: Re: hull i vegen")."""
    first = next(marks(subject), "")
    return first == "forward" or (not first and _AFTER.search(subject[:_LONGEST]) is not None)


def is_reply(subject: str) -> bool:
    """Whether what was done last is to reply ("SV: VS: hull i vegen")."""
    return next(marks(subject), "") == "reply"
