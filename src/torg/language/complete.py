"""Whether a letter says what happens next, by when, and whom to ask (ALV-09)."""

from __future__ import annotations

import re

_MONTHS = {
    "nb": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb|mar|apr|jun|jul"
    "|aug|sept?|okt|nov|des",
    "nn": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb|mar|apr|jun|jul"
    "|aug|sept?|okt|nov|des",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan|feb|mar|apr|jun|jul"
    "|aug|sept?|okt|nov|dec",
    "en": "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    "|jul|aug|sept?|oct|nov|dec",
}
_DAY = r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
# "3.12.2026", "3/12", "3.12." and "innen 3.12"; a bare "3.2" may be a chapter.
_IN_FIGURES = (
    rf"{_DAY}[./]{_MONTH}[./](?:20)?\d\d(?!\d)|{_DAY}/{_MONTH}(?![\d/])|{_DAY}\.{_MONTH}\.(?!\d)"
    rf"|\b(?:innen|innan|inden|før|senest|seinast|den|frist|by|before|on) {_DAY}\.{_MONTH}(?![\d.])"
    r"|20\d\d-[01]\d-[0-3]\d"
)
DATE = {
    code: re.compile(
        rf"{_DAY}\.? ?(?:{months})\b|{_IN_FIGURES}"
        if code != "en"
        else rf"{_DAY}(?:st|nd|rd|th)? (?:of )?(?:{months})\b|\b(?:{months})\.? {_DAY}(?:st|nd|rd|th)?\b|{_IN_FIGURES}",
        re.IGNORECASE,
    )
    for code, months in _MONTHS.items()
}
_PHONE = r"(?:\+|\b00)?(?:4[57] ?)?(?<!\d)\d\d ?\d\d ?\d\d ?\d\d(?!\d)|(?<!\d)\d{3} \d\d \d{3}(?!\d)"
_ADDRESS = r"[^\s@]{1,64}@[^\s@]+\.[a-zæøå]{2,}"
_CONTACT = {
    "nb": r"\b(?:ring|kontakt|skriv til|besøk|spør) (?:gjerne )?(?:til )?(?:oss|meg|servicetorget"
    r"|innbyggertorget|kommunen)"
    r"|\bsvar(?:e)? (?:gjerne )?på (?:denne|dette)\b|\bta kontakt med\b|\bring (?:eller|og) ",
    "nn": r"\b(?:ring|kontakt|skriv til|besøk|spør) (?:gjerne )?(?:til )?(?:oss|meg|servicetorget|kommunen)"
    r"|\bsvar(?:e)? (?:gjerne )?på (?:denne|dette)\b|\bta kontakt med\b|\bring (?:eller|og) ",
    "da": r"\b(?:ring|kontakt|skriv til|besøg|spørg) (?:gerne )?(?:til )?(?:os|mig|borgerservice|kommunen)"
    r"|\bsvar(?:e)? (?:gerne )?på (?:denne|dette)\b|\btage? kontakt (?:til|med)\b|\bring (?:eller|og) ",
    "en": r"\b(?:call|contact|phone|ring|write to|ask|visit|e-?mail) (?:us|me|the)\b"
    r"|\b(?:reply|answer)(?:ing)? (?:to )?this\b|\bget in touch with\b",
}
CONTACT = {code: re.compile(f"{words}|{_PHONE}|{_ADDRESS}", re.IGNORECASE) for code, words in _CONTACT.items()}
_NEXT = {
    "nb": r"\bhva skjer|\bneste steg|\bvi (?:vil|skal|kommer|sender|svarer|ringer|tar|gir|ser|behandler"
    r"|undersøker|retter"
    r"|fikser|henter|kontakter|sjekker|leser|melder|har sendt|har rettet|har ordnet)\b|\bdu (?:får|må|kan|skal"
    r"|trenger|hører"
    r"|vil)\b|^(?:send|ring|fyll|søk|logg|møt|hent|svar|ta med)\b|\b(?:får|kan|må) du\b|\b(?:sender|svarer"
    r"|ringer|tar|gir) vi\b",
    "nn": r"\bkva skjer|\bneste steg|\bvi (?:vil|skal|kjem|sender|svarar|ringjer|tek|gir|gjev|ser|behandlar|undersøkjer"
    r"|rettar|fiksar|hentar|kontaktar|sjekkar|les|melder|har sendt|har retta|har ordna)\b|\bdu (?:får|må|kan|skal|treng"
    r"|høyrer|vil)\b|^(?:send|ring|fyll|søk|logg|møt|hent|svar|ta med)\b|\b(?:får|kan|må) du\b|\b(?:sender"
    r"|svarar|tek) vi\b",
    "da": r"\bhvad sker|\bnæste skridt|\bvi (?:vil|skal|kommer|sender|svarer|ringer|tager|giver|ser|behandler"
    r"|undersøger"
    r"|retter|henter|kontakter|tjekker|læser|melder|har sendt|har rettet|har ordnet)\b|\bdu (?:får|skal|kan|må"
    r"|behøver|hører"
    r"|vil)\b|^(?:send|ring|udfyld|søg|log|mød|hent|svar|tag)\b|\b(?:får|kan|skal) du\b|\b(?:sender|svarer"
    r"|ringer) vi\b",
    "en": r"\bwhat happens|\bnext step|\b(?:we|i)(?:'ll| will| are going to| shall| have sent| have fixed)\b"
    r"|\byou (?:can|must|need|will|may|get|should|do not|don't)\b|^(?:send|call|fill|apply|log|bring|collect|reply)\b"
    r"|\b(?:reads|answers|calls|sends) (?:you|your)\b",
}
NEXT_STEP = {code: re.compile(words, re.IGNORECASE | re.MULTILINE) for code, words in _NEXT.items()}
VAGUE = {
    "nb": re.compile(r"snarest(?: mulig)?|så (?:snart|fort|raskt) (?:som mulig|vi kan)|innen (?:kort tid"
    r"|rimelig tid)", re.IGNORECASE),
    "nn": re.compile(r"snarast(?: mogleg)?|så (?:snart|fort|raskt) (?:som mogleg|vi kan)|innan (?:kort"
    r"|rimeleg) tid", re.IGNORECASE),
    "da": re.compile(r"(?:snarest|hurtigst) muligt|så (?:snart|hurtigt) (?:som muligt|vi kan)"
    r"|inden for kort tid|snarest", re.IGNORECASE),
    "en": re.compile(r"as soon as (?:possible|we can)|shortly|in due course|in the near future", re.IGNORECASE),
}  # fmt: skip


def missing(text: str, language: str, wants: frozenset[str]) -> list[tuple[str, int, int]]:
    """(code, start, end) of what is wanted and not said; a vague time is pointed at where it stands."""
    code = language if language in DATE else "en"
    gaps = []
    if "next_step" in wants and not NEXT_STEP[code].search(text):
        gaps.append(("no_next_step", len(text), len(text)))
    if "date" in wants and not DATE[code].search(text):
        vague = VAGUE[code].search(text)
        gaps.append(("vague_time", *vague.span()) if vague else ("no_date", len(text), len(text)))
    if "contact" in wants and not CONTACT[code].search(text):
        gaps.append(("no_contact", len(text), len(text)))
    return gaps
