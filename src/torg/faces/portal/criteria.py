"""How the citizens' pages stand against each demand of WCAG 2.2 at levels A and AA, and how we know.

Gone through on ``ASSESSED_ON``; whoever changes the pages so that an entry is no longer true changes the entry. What
the tests watch over is in ``tests/browser``: axe on every page in light, dark and three pairs of colours; the keyboard;
320 pixels; text spacing; without scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ASSESSED_ON = date(2026, 11, 28)
VERSION = "WCAG 2.2"


class State(Enum):
    """How a demand stands; the value is what the page says of it."""

    TESTED = _("Met; a test watches over it")
    READ = _("Met, as far as can be seen from how the pages are made")
    NOTHING = _("Nothing on these pages falls under it")
    UNTESTED = _("Not tested by hand yet")
    NOT_MET = _("Not met")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One demand: its number, its level, what it is called in each language, how it stands, and a word about that."""

    number: str
    level: str
    names: Mapping[str, str]
    state: State
    note: str | Promise = ""


_TABLE = """
1.1.1 | A | Ikke-tekstlig innhold | Ikkje-tekstleg innhald | Ikke-tekstligt indhold | Non-text content | tested
1.2.1 | A | Bare lyd og bare video | Berre lyd og berre video | Kun lyd og kun video | Audio-only and video-only | nothing
1.2.2 | A | Teksting | Teksting | Undertekster | Captions | nothing
1.2.3 | A | Synstolking eller tekst i stedet | Synstolking eller tekst i staden | Synstolkning eller tekst i stedet | Audio description or text instead | nothing
1.2.4 | AA | Teksting direkte | Teksting direkte | Undertekster i direkte udsendelser | Captions, live | nothing
1.2.5 | AA | Synstolking | Synstolking | Synstolkning | Audio description | nothing
1.3.1 | A | Informasjon og sammenhenger | Informasjon og samanhengar | Information og sammenhænge | Info and relationships | tested
1.3.2 | A | Rekkefølge som gir mening | Rekkjefølgje som gir meining | Meningsfuld rækkefølge | Meaningful sequence | read
1.3.3 | A | Kjennetegn for sansene | Kjenneteikn for sansane | Sensoriske kendetegn | Sensory characteristics | read
1.3.4 | AA | Stående og liggende skjerm | Ståande og liggjande skjerm | Skærmretning | Orientation | read
1.3.5 | AA | Formålet med felter | Formålet med felt | Formålet med felter | Identify input purpose | tested
1.4.1 | A | Bruk av farge | Bruk av farge | Brug af farve | Use of colour | read
1.4.2 | A | Styring av lyd | Styring av lyd | Styring af lyd | Audio control | nothing
1.4.3 | AA | Kontrast i tekst | Kontrast i tekst | Kontrast i tekst | Contrast (minimum) | tested
1.4.4 | AA | Større tekst | Større tekst | Større tekst | Resize text | tested
1.4.5 | AA | Bilder av tekst | Bilete av tekst | Billeder af tekst | Images of text | read
1.4.10 | AA | Ombrekking | Ombrekking | Ombrydning | Reflow | tested
1.4.11 | AA | Kontrast i annet enn tekst | Kontrast i anna enn tekst | Kontrast i andet end tekst | Non-text contrast | untested
1.4.12 | AA | Avstand i tekst | Avstand i tekst | Afstand i tekst | Text spacing | tested
1.4.13 | AA | Innhold ved peking eller fokus | Innhald ved peiking eller fokus | Indhold ved pegning eller fokus | Content on hover or focus | nothing
2.1.1 | A | Tastatur | Tastatur | Tastatur | Keyboard | tested
2.1.2 | A | Ingen tastaturfelle | Inga tastaturfelle | Ingen tastaturfælde | No keyboard trap | tested
2.1.4 | A | Snarveier med ett tegn | Snarvegar med eitt teikn | Genveje med ét tegn | Character key shortcuts | nothing
2.2.1 | A | Tidsgrenser | Tidsgrenser | Tidsgrænser | Timing adjustable | read
2.2.2 | A | Pause, stopp, skjul | Pause, stopp, skjul | Pause, stop, skjul | Pause, stop, hide | nothing
2.3.1 | A | Tre glimt eller mindre | Tre glimt eller mindre | Tre glimt eller færre | Three flashes or below | nothing
2.4.1 | A | Hoppe over det som gjentas | Hoppe over det som går att | Spring over gentagelser | Bypass blocks | tested
2.4.2 | A | Sidetitler | Sidetitlar | Sidetitler | Page titled | tested
2.4.3 | A | Rekkefølge for fokus | Rekkjefølgje for fokus | Rækkefølge for fokus | Focus order | tested
2.4.4 | A | Formålet med lenker | Formålet med lenkjer | Formålet med links | Link purpose (in context) | read
2.4.5 | AA | Flere veier | Fleire vegar | Flere veje | Multiple ways | read
2.4.6 | AA | Overskrifter og ledetekster | Overskrifter og leietekstar | Overskrifter og ledetekster | Headings and labels | read
2.4.7 | AA | Synlig fokus | Synleg fokus | Synligt fokus | Focus visible | tested
2.4.11 | AA | Fokus er ikke skjult | Fokus er ikkje skjult | Fokus er ikke skjult | Focus not obscured (minimum) | read
2.5.1 | A | Bevegelser med pekeren | Rørsler med peikaren | Bevægelser med markøren | Pointer gestures | nothing
2.5.2 | A | Angre et trykk | Angre eit trykk | Fortryd et tryk | Pointer cancellation | read
2.5.3 | A | Ledetekst i navn | Leietekst i namn | Ledetekst i navn | Label in name | read
2.5.4 | A | Bevege apparatet | Røre apparatet | Bevæge apparatet | Motion actuation | nothing
2.5.7 | AA | Dra med pekeren | Dra med peikaren | Trække med markøren | Dragging movements | nothing
2.5.8 | AA | Størrelse på det man treffer | Storleik på det ein treffer | Størrelse på det, man rammer | Target size (minimum) | tested
3.1.1 | A | Språket på siden | Språket på sida | Sidens sprog | Language of page | tested
3.1.2 | AA | Språket i deler av siden | Språket i delar av sida | Sproget i dele af siden | Language of parts | read
3.2.1 | A | Ved fokus | Ved fokus | Ved fokus | On focus | read
3.2.2 | A | Ved utfylling | Ved utfylling | Ved udfyldning | On input | read
3.2.3 | AA | Samme navigasjon overalt | Same navigasjon overalt | Samme navigation overalt | Consistent navigation | read
3.2.4 | AA | Samme navn på det samme | Same namn på det same | Samme navn på det samme | Consistent identification | read
3.2.6 | A | Hjelp på samme sted | Hjelp på same stad | Hjælp samme sted | Consistent help | tested
3.3.1 | A | Feil blir vist | Feil blir viste | Fejl vises | Error identification | tested
3.3.2 | A | Ledetekster og forklaringer | Leietekstar og forklaringar | Ledetekster og forklaringer | Labels or instructions | tested
3.3.3 | AA | Forslag ved feil | Forslag ved feil | Forslag ved fejl | Error suggestion | read
3.3.4 | AA | Hindre feil i rettslige, økonomiske og andre bindende skjemaer | Hindre feil i rettslege, økonomiske og andre bindande skjema | Undgå fejl i juridiske, økonomiske og andre bindende formularer | Error prevention (legal, financial, data) | nothing
3.3.7 | A | Ikke spørre to ganger | Ikkje spørje to gonger | Ikke spørge to gange | Redundant entry | read
3.3.8 | AA | Innlogging som alle klarer | Innlogging som alle klarer | Login, som alle kan klare | Accessible authentication (minimum) | read
4.1.2 | A | Navn, rolle, verdi | Namn, rolle, verdi | Navn, rolle, værdi | Name, role, value | tested
4.1.3 | AA | Meldinger om status | Meldingar om status | Meddelelser om status | Status messages | untested
"""  # noqa: E501

_NOTES: Mapping[str, str | Promise] = {
    "1.1.1": _("Files that people attach are shown by their names."),
    "1.3.1": _("Tested by machine. Nobody has yet listened to all the pages with a screen reader."),
    "1.4.11": _(
        "The shades are reckoned so that borders and signs stand out, but they have not been measured on the page."
    ),
    "2.2.1": _("A code that opens a page about something sensitive is good for 15 minutes; you can ask for a new one."),
    "2.4.5": _("By the menu, from the front page, and by the links on each page."),
    "3.1.2": _("Words of our strategy are marked with their language. Messages are marked with that of the enquiry."),
    "3.3.4": _("A message to us binds nobody, and more can be added afterwards."),
    "3.3.8": _("Nobody has to log in. A code that we send can be pasted."),
    "4.1.3": _("They are marked for screen readers, but nobody has yet listened to them."),
}


def _read() -> tuple[Criterion, ...]:
    found = []
    for line in _TABLE.strip().splitlines():
        number, level, nb, nn, da, en, state = (part.strip() for part in line.split("|"))
        names = {"nb": nb, "nn": nn, "da": da, "en": en}
        found.append(Criterion(number, level, names, State[state.upper()], _NOTES.get(number, "")))
    return tuple(found)


CRITERIA = _read()
"""All 55 of them, in the order of the standard."""
