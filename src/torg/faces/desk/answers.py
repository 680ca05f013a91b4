"""The same answers in every channel: what the finding engine proposes beside a talk, a letter and a call (KON-15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from torg.assistant.actions.learn import NeverLearnt, NoWords, confirm
from torg.assistant.queries.finding import ask
from torg.catalogue import text
from torg.catalogue.queries.pages import Card, cards
from torg.editions.queries import in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.context import facts as town_facts
from torg.faces.parts.page_ways import ON_THE_WEB
from torg.faces.parts.pages import strategy_values
from torg.faces.parts.sections import page_path
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import READS_ONLY, UnitFacts, units

SURE: tuple[tuple[float, str | Promise, str], ...] = (
    (0.9, _("Almost certain"), "success"),
    (0.7, _("Likely"), "success"),
    (0.3, _("Perhaps"), "neutral"),
    (0.0, _("A guess"), "neutral"),
)
"""From which confidence on it is said in these words."""
MOST = 3
LONGEST_TAUGHT = 300
LONGEST_ASKED = 1_000
"""Characters of a letter that are looked at: what somebody wants stands at its beginning."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A page that may answer: ``sure`` how much so, in words; ``short`` its short text, ``link`` its full address.

    ``start`` is the full address where the citizen can do it themselves, "" when there is none; ``path`` is for us.
    """

    page_id: int
    key: str
    kind: str
    title: str
    language: str
    sure: str | Promise
    colour: str
    confidence: float
    short: str
    path: str
    link: str
    start: str
    unit: UnitFacts | None

    @property
    def as_answer(self) -> str:
        """What is put into an answer: the short text, then where more stands."""
        return f"{self.short}\n{self.link}" if self.short else self.as_link

    @property
    def as_link(self) -> str:
        """The title and the address alone."""
        return f"{self.title}: {self.link}"

    @property
    def as_start(self) -> str:
        """Where it can be done at once."""
        with override(self.language):
            return gettext("You can do it yourself here: %(link)s") % {"link": self.start}


def proposed(question: str, *, code: str, limit: int = MOST) -> tuple[Proposed, ...]:
    """The pages that may answer a question, the best first, in the language of the one who asks; none for no words."""
    asked = " ".join(question.split())[:LONGEST_ASKED]
    if not asked:
        return ()
    found = ask(asked, language=code, limit=limit)
    if not found.answers:
        return ()
    shown = _shown({one.page_id: one.confidence for one in found.answers}, code)
    return tuple(shown[one.page_id] for one in found.answers if one.page_id in shown)


def proposed_page(page_id: int, *, code: str) -> Proposed | None:
    """The same of one page that somebody has chosen; None when citizens do not see it."""
    return _shown({page_id: 1.0}, code).get(page_id)


def pages_shown(page_ids: Iterable[int], *, code: str) -> dict[int, Proposed]:
    """The same of several pages, by their ids."""
    return _shown(dict.fromkeys(page_ids, 1.0), code)


def _shown(confidence: Mapping[int, float], code: str) -> dict[int, Proposed]:
    """The pages by their ids, as they are shown and put in; one that has no address of its own is left out."""
    found = [card for card in cards(code, ids=confidence) if card.slug]
    if not found:
        return {}
    house = units()
    values = strategy_values(town_facts(in_force(timezone.now()), code), house.front_line)
    return {card.id: _proposed(card, confidence[card.id], values, house.by_id.get(card.unit_id)) for card in found}


def _proposed(card: Card, confidence: float, values: Mapping[str, str], unit: UnitFacts | None) -> Proposed:
    words, colour = next((words, colour) for least, words, colour in SURE if confidence >= least or least == 0)
    short = text.plain(text.filled(card.summary, blocks={}, values=values), numbered=True).strip()
    path = page_path(card.kind, card.slug, card.language)
    return Proposed(
        page_id=card.id, key=card.key, kind=card.kind, title=card.title, language=card.language, sure=words,
        colour=colour, confidence=confidence, short=short, path=path, link=settings.BASE_URL + path,
        start=_start(card), unit=unit,
    )  # fmt: skip


def _start(card: Card) -> str:
    """Where the citizen can do it on the web, when the page tells; a path of our own is made a full address."""
    ways: Any = card.facts.get("ways", ())
    url = next((str(way.get("url", "")) for way in ways if way.get("kind") in ON_THE_WEB and way.get("url")), "")
    return settings.BASE_URL + url if url.startswith("/") else url


def taught(question: str, page_id: int, *, code: str, by: Any) -> str:
    """One who answers citizens says that a page answered a question: it is learnt at once. Gives what to tell them."""
    page_shown = proposed_page(page_id, code=code)
    asked = " ".join(question.split())[:LONGEST_TAUGHT]
    if page_shown is None or not asked:
        return gettext("There is nothing to learn of that.")
    try:
        confirm(asked, page_id, by=by, now=timezone.now(), language=code)
    except NeverLearnt:
        return gettext("An editor has decided that these words never lead to “%(title)s”.") % {
            "title": page_shown.title
        }
    except NoWords:
        return gettext("There is no word in the question by which it could be known again.")
    return gettext("Noted: “%(title)s” is found by these words from now on. Editors see it and can take it away.") % {
        "title": page_shown.title
    }


@for_staff
@require_POST
def teach(request: HttpRequest) -> HttpResponse:
    """Notes, after a call or a visit, that a page was the answer."""
    staff, words = staff_of(request), request.POST.get("q", "").strip()[:200]
    if staff.role in READS_ONLY:
        raise PermissionDenied
    said = request.POST.get("page", "")
    page_id = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
    messages.success(request, taught(words, page_id, code=language(), by=staff))
    return redirect(f"{reverse('desk:answers')}?{urlencode({'q': words})}")


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Finds an answer while somebody is on the phone or at the counter: in the words that the citizen uses."""
    words = request.GET.get("q", "").strip()[:200]
    found = proposed(words, code=language(), limit=5)
    may_teach = staff_of(request).role not in READS_ONLY
    return page(request, "desk/answers.html", {"asked": words, "found": found, "may_teach": may_teach}, here="answers")
