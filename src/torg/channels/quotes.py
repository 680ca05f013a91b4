"""What a person wrote in a message, apart from the earlier messages it quotes and the signature under it.

Only plain text is looked at. Nothing is taken away: the pieces joined are the text again. When in doubt, words are the
person's own, because what is folded is easily overlooked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["quote", "signature"]
_Line = Literal["own", "quote", "signature"]

LONGEST_LINE = 500
"""Characters of a line that are looked at; a longer one is nobody's "Fra:" or "skrev:"."""
LONGEST_SIGNATURE = 25
"""Lines of text under a closing greeting that still are a signature."""

_VERBS = re.compile(
    r"\b(?:skrev|skreiv|wrote|schrieb|a écrit|schreef|kirjoitti|escribió|skrifaði|napisał)\b", re.IGNORECASE
)
_INTRO = re.compile(
    # Such as: den man. 5. okt. 2026 kl. 10:22 skrev Ola; Ola skrev den 05.10.2026 10:22; on Monday Ola wrote.
    r".{0,300}?\b(?:skrev|skreiv|wrote|schrieb|a écrit|schreef|kirjoitti|escribió|skrifaði|napisał)\b.{0,300}?:",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{1,2}[:.]\d\d|\b\d{4}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|@")
_BEGINS_INTRO = re.compile(
    r"(?:den|på|on|am|le|op|el|kl\.?|at|i går|i dag|ma?n|tir?|ty|ons?|tor?s?|fre?|lør?|lau|søn?|sun|må?n|tis|lö|sö"
    r"|mo|di|mi|do|fr|sa|so|wed?|thu?|tue?|sat?|\d{1,4}[.\s/-]|[\w.'-]+ (?:[\w.'-]+ ){0,3}(?:<|skrev|wrote|schrieb))",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:fra|frå|from|från|von|van|de|avsender|afsender)[\s*\xa0]*:[\s*\xa0]*\S", re.IGNORECASE)
_FIELD = re.compile(
    r"(?P<name>sendt|dato|sent|date|skickat|datum|gesendet|til|to|till|an|kopi|cc|emne|subject|ämne|betreff"
    r"|tema|reply-to|svar til|frå|fra|from|från|von|viktigheit|viktighet|prioritet|importance|vedlegg|attachments?"
    r"|kopia|blindkopi|bcc)[\s*\xa0]*:",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"-{2,}[\s*]*(?:opprinneleg|opprinnelig|opphavleg|oprindelig|original|ursprungligt|ursprüngliche)[\s-]*"
    r"(?:melding|e-?post|meddelelse|mail|message|meddelande|nachricht)[\s*]*-{2,}.*"
    r"|(?:opprinnelig melding|opphavleg melding|oprindelig meddelelse|original message)[\s*]*:?",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:_{10,}|-{20,}|={20,})\s*")
_REPLY_ABOVE = re.compile(
    r"(?:#{2,}|-{2,}|={2,}).{0,20}(?:svar|reply|antwort).{0,40}(?:over|above|oven|ovanför).*", re.IGNORECASE
)
_FORWARD = re.compile(
    r"-{2,}[\s*]*(?:forwarded|videresendt|vidaresend|vidaresendt|vidarebefordrat|weitergeleitete)\s"
    r"*(?:message|mail|melding|e-?post|meddelelse|besked|meddelande|nachricht|by).*"
    r"|(?:begin forwarded message|(?:start på )?(?:videresendt|vidaresendt?) (?:melding|besked|meddelelse|e-?post)"
    r"|vidarebefordrat (?:brev|meddelande)|anfang der weitergeleiteten (?:nachricht|e-mail))[\s*]*:?\s*",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(
    r"\b(?:fyi|til (?:info|orientering|etterretning|videre|vidare)|(?:se|sjå) (?:e-?post|mail|under|nedenfor|nedanfor"
    r"|herunder|nedenunder|vedlagt|tråd)|nedenst[åa]ende|undersending|vidare?resend|videresend|oversend|forward"
    r"|(?:zur|z\.) ?(?:info|kenntnis|k\.)|see below|siehe unten|för kännedom|se nedan|oppsend)",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"(?:sendt (?:fra|frå|via|med)|sent (?:from|via|with)|skickat (?:från|via)|(?:von meinem|gesendet mit|gesendet"
    r" von|diese nachricht wurde von meinem)|hent|få|skaff deg|get|hämta|hol(?:en)? (?:sie )?(?:sich )?|laden sie)\s+"
    r"(?:(?:min|mit|mi|my|den|der|meinem|från|fra)\s+)?"
    r"(?:iphone|ipad|android|outlook|mail|e-?post|mobil|samsung|galaxy|yahoo|proton|gmail|huawei|xperia|blackberry|nokia"
    r"|web\.de|gmx|telefon|telenor|hotmail|spark|windows|aol|tutanota|bluemail)\b.{0,200}",
    re.IGNORECASE,
)
_DASHES = re.compile(r"--\s*")
_CLOSING = re.compile(
    r"(?:"
    r"(?:(?:med|ha en|og)\s+)?(?:(?:de\s+)?(?:vennlige?|venlige?|venlege?|vennlege?|beste?|bedste|gode?|hjertelige?"
    r"|kjærlige?|kærlige?|varme?|mange|vänlig(?:a)?|bästa|många|varma|snill)\s+)?(?:hilsen|hilsener|hilsninger|helsing|helsingar"
    r"|hilsner|hälsning(?:ar)?)"
    r"|m\.? ?v\.? ?h\.?|vänligen|på forhånd takk|på forhand takk"
    r"|(?:(?:with )?(?:best|kind|kindest|warm|warmest|(?:many )?thanks and|thanks &)\s+)?regards|best wishes"
    r"|(?:yours )?(?:sincerely|faithfully|truly)|cheers|all the best|"
    r"(?:mit )?(?:freundlichen?|besten?|vielen?|lieben?|herzlichen?|schöne[nr]?|sonnigen?)\s+(?:grüßen?|grüssen?"
    r"|gruß|gruss|gruessen)|mfg|hochachtungsvoll"
    r")(?P<after>[\s*]*[,.!;:]?[\s*]*.{0,60})",
    re.IGNORECASE,
)
_SHORT_CLOSING = re.compile(r"(?:v\.?h|d?bh|kh|br|lg|vg|best)\.?,?!?", re.IGNORECASE)
_NAME_AFTER = re.compile(
    r"[\s*,.!;:]*(?:(?:fra|frå|from|från|von)\s+)?(?:[^\W\d_a-zæøåäöü][\w.'’-]*[\s*,]*|(?:og|and|und|och|&|for|v/)\s+){0,7}"
)
_BESIDE = re.compile(r"\s*p\.? ?s\.?\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")


@dataclass(frozen=True, slots=True)
class Fold:
    """A piece that is folded in a view: earlier messages, or a signature."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in reading order: what is shown, and the pieces after it that are folded; joined they are the text.

    ``own`` ends with the last words of the sender's own. Where somebody answers between quoted lines, those lines are
    in it, so that the answers stand where they were written.
    """

    own: str
    rest: tuple[Fold, ...] = ()


def fold(text: str, *, forwarded: bool = False) -> Folded:
    """Find what may be folded. Time grows with the length of the text.

    ``forwarded`` says that the mail passes on what others wrote (`Incoming.forwarded`): then that is what it is about,
    and nothing is folded. A text that is nothing but a quote or a signature is shown whole.
    """
    lines = text.split("\n")
    kinds = _kinds(lines, forwarded=forwarded)
    last = max((n for n, line in enumerate(lines) if kinds[n] == "own" and line.strip()), default=-1)
    if last < 0:
        return Folded(text)
    while last + 1 < len(lines) and kinds[last + 1] == "own":
        last += 1
    pieces: list[tuple[Kind, list[str]]] = []
    for line, kind in zip(lines[last + 1 :], kinds[last + 1 :], strict=True):
        wanted: Kind = pieces[-1][0] if kind == "own" or (pieces and not line.strip()) else kind
        if not pieces or pieces[-1][0] != wanted:
            pieces.append((wanted, []))
        pieces[-1][1].append(line)
    own = "\n".join(lines[: last + 1]) + ("\n" if pieces else "")
    texts = ["\n".join(piece) + ("\n" if n + 1 < len(pieces) else "") for n, (_, piece) in enumerate(pieces)]
    return Folded(own, tuple(Fold(kind, said) for (kind, _), said in zip(pieces, texts, strict=True)))


def own_words(text: str, *, forwarded: bool = False) -> str:
    """The sender's own words alone, without quotes between them; all of the text when there are none."""
    lines = text.split("\n")
    kinds = _kinds(lines, forwarded=forwarded)
    kept = "\n".join(line for line, kind in zip(lines, kinds, strict=True) if kind == "own").strip()
    return kept or text.strip()


def _bare(line: str) -> str:
    """What is looked at of a line: without blanks and the stars of bold print around it."""
    return line[:LONGEST_LINE].strip(" \t*\xa0")


def _kinds(lines: Sequence[str], *, forwarded: bool) -> list[_Line]:
    """What each line is. Blank lines belong to what stands before them."""
    kinds: list[_Line] = ["own"] * len(lines)
    if forwarded:
        return kinds
    passed_on = _mark_quotes(lines, kinds)
    start = 0
    for end in range(passed_on + 1):
        if end == passed_on or kinds[end] != "own":
            _mark_signature(lines, kinds, start, end)
            start = end + 1
    return kinds


def _mark_quotes(lines: Sequence[str], kinds: list[_Line]) -> int:
    """Mark the quotes; the answer is the line from which on all of it is passed on, and shown."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if _FORWARD.fullmatch(_bare(line)) and not line.startswith(">"):
            return at
        end = _quote_end(lines, at)
        if end > at:
            if end == len(lines) and not line.startswith(">") and _is_passed_on(lines, kinds, at):
                return at
            kinds[at:end] = ["quote"] * (end - at)
        at = max(end, at + 1)
    return len(lines)


def _quote_end(lines: Sequence[str], at: int) -> int:
    """The line after the quote that begins here; ``at`` itself when none does."""
    line = lines[at]
    if line.startswith(">"):
        end = at + 1
        while end < len(lines) and (lines[end].startswith(">") or not lines[end].strip()):
            end += 1
        while not lines[end - 1].strip():
            end -= 1
        return end
    bare = _bare(line)
    if _ORIGINAL.fullmatch(bare) or _REPLY_ABOVE.fullmatch(bare) or _is_block(lines, at):
        return len(lines)
    if _RULE.fullmatch(bare):
        following = _next_said(lines, at + 1)
        return len(lines) if following < len(lines) and _is_block(lines, following) else at
    width = _intro_width(lines, at)
    if width:
        following = _next_said(lines, at + width)
        if following < len(lines) and lines[following].startswith(">"):
            return _quote_end(lines, following)
        if _DATED.search(" ".join(lines[at : at + width])):
            return len(lines)
    return at


def _next_said(lines: Sequence[str], at: int) -> int:
    """The first line from here on that says something, at most five lines away."""
    for number in range(at, min(at + 5, len(lines))):
        if lines[number].strip():
            return number
    return len(lines)


def _is_block(lines: Sequence[str], at: int) -> bool:
    """Whether "Fra: ..." begins here, with at least two of "Sendt:", "Til:", "Emne:" on the lines under it."""
    if not _FROM.match(_bare(lines[at])):
        return False
    names = set()
    for line in lines[at + 1 : at + 10]:
        found = _FIELD.match(_bare(line))
        if found:
            names.add(found.group("name").lower())
    return len(names) >= 2


def _intro_width(lines: Sequence[str], at: int) -> int:
    """How many lines from here are "Den ... skrev ...:", which programs break over up to four; 0 when they are not."""
    first = _bare(lines[at])
    if not first or len(lines[at]) > LONGEST_LINE:
        return 0
    joined = ""
    for width in range(1, 5):
        if at + width > len(lines) or not lines[at + width - 1].strip() or lines[at + width - 1].startswith(">"):
            return 0
        joined = f"{joined} {lines[at + width - 1].strip()}"
        if len(joined) > LONGEST_LINE:
            return 0
        said = _bare(joined)
        ends = said.endswith(":")
        if ends and _VERBS.search(said) and _INTRO.fullmatch(said):
            return width if width == 1 or (_BEGINS_INTRO.match(first) and _DATED.search(joined)) else 0
        if ends or not _BEGINS_INTRO.match(first):
            return 0
    return 0


def _is_passed_on(lines: Sequence[str], kinds: Sequence[str], at: int) -> bool:
    """Whether what follows is what the mail is about: the words before it only say so."""
    said = [line for line, kind in zip(lines[:at], kinds, strict=False) if kind == "own" and line.strip()]
    return len(said) <= 12 and any(_PASSES_ON.search(line[:LONGEST_LINE]) for line in said[:6])


def _mark_signature(lines: Sequence[str], kinds: list[_Line], start: int, end: int) -> None:
    """Mark the signature that ends a stretch of the sender's own lines, from its first sign on."""
    at = start
    while at < end:
        line = _bare(lines[at])
        sure = _DASHES.fullmatch(lines[at][:10]) is not None and len(lines[at]) < 10
        if sure or _MOBILE.fullmatch(line) or _closes(line):
            against = _speaks_against(lines, at + 1, end, sure=sure)
            if against == end:
                kinds[at:end] = ["signature"] * (end - at)
                return
            # What speaks against dashes speaks against all signs before it too: look at no line many times.
            at = against if sure else at
        at += 1


def _closes(line: str) -> bool:
    if _SHORT_CLOSING.fullmatch(line):
        return True
    found = _CLOSING.fullmatch(line)
    return found is not None and len(line) <= 90 and _NAME_AFTER.fullmatch(found.group("after")) is not None


def _speaks_against(lines: Sequence[str], start: int, end: int, *, sure: bool) -> int:
    """The line that is no name, no address, and nothing a firm puts under its letters; ``end`` when there is none."""
    said = 0
    for at in range(start, end):
        line = lines[at]
        if not line.strip():
            continue
        said += 1
        asks = "?" in _ADDRESS.sub("", line[:LONGEST_LINE])
        if _BESIDE.match(line) or (not sure and (asks or said > LONGEST_SIGNATURE)):
            return at
    return end
