"""The channel advice box: which way to choose now, and which then, with what to expect and why in this order.

How a page shows it::

    box = advice_box(request, found, now, service=ServiceFacts(purpose="transaction", has_self_service=True, ...),
                     links={"self_service": "https://..."})
    return render(request, "portal/service.html", {"advice": box, ...})

and in the template ``{% include "parts/advice.html" with level="h2" %}``. The box needs ``advice`` in the context, and
the id ``advice`` to be free on the page. ``level`` is the level of its heading (h2 when it is not said); the names of
the channels are strong text and no headings. ``links`` leads from a kind of channel (or "self_service") to where this
service is found in it; "form" and "paper" lead to its forms.

Who looks can tell of themselves that they ask for a business, have no digital ID, or are exempt: a small form with the
method GET, whose parameters (``business``, ``noid``, ``exempt``) are read here and stored nowhere. The page's other
parameters are carried along. With ``asks_purpose`` the form asks what they want to do, too (``to``, read by
``asked_purpose``). A desk or a kiosk that knows the person gives ``person`` instead, and the form is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from torg.editions.queries import InForce
from torg.faces.parts.templatetags.torg import language
from torg.faces.parts.ways import Way, way_of
from torg.strategy.advice import INTERACTION, Advice, PersonFacts, ServiceFacts, advise
from torg.strategy.advice_order import INFORMATION, TRANSACTION
from torg.strategy.advice_words import Adviser

BUSINESS, NO_ID, EXEMPT, TO = "business", "noid", "exempt", "to"
ASKED_PURPOSES = {
    "ask": gettext_lazy("Ask about something"),
    "apply": gettext_lazy("Apply, report or change something"),
    "find": gettext_lazy("Find information"),
}
SHOWN = 4  # the others are behind "more ways"


@dataclass(frozen=True, slots=True)
class Form:
    """The way to a form of a service: ``kind`` is form (on the web) or paper."""

    kind: str
    link: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something one can want to do, and whether it is what was chosen."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class AdviceBox:
    """The box: ``best`` is the way to choose, ``others`` the next few, ``more`` the rest; None and empty for none.

    ``notes`` hold whichever way one takes. ``processing`` tells how long it takes to decide, ``target_by`` and
    ``limit_by`` when that would be. ``open_now`` is the first way that is open while the best is closed. ``carried``
    are the page's other parameters, as (name, value).
    """

    best: Way | None
    others: tuple[Way, ...]
    more: tuple[Way, ...]
    notes: tuple[str, ...]
    processing: tuple[str, ...]
    target_by: datetime | None
    limit_by: datetime | None
    forms: tuple[Form, ...]
    person: PersonFacts
    asks: bool
    carried: tuple[tuple[str, str], ...]
    purposes: tuple[Choice, ...]
    open_now: Way | None = None

    @property
    def ways(self) -> tuple[Way, ...]:
        """All of them in order."""
        return (*((self.best,) if self.best else ()), *self.others, *self.more)

    @property
    def is_told(self) -> bool:
        """Whether the one who looks has told something of themselves."""
        return self.person.is_business or self.person.no_digital_id or self.person.exempt


def advice_box(
    request: HttpRequest,
    found: InForce,
    now: datetime,
    *,
    service: ServiceFacts | None = None,
    person: PersonFacts | None = None,
    links: Mapping[str, str] | None = None,
    asks_purpose: bool = False,
) -> AdviceBox:
    """The box for a service (None: no service in particular); ``person`` None asks the one who looks."""
    asks, links = person is None, links or {}
    person = person or told_in(request.GET)
    advice = advise(found.strategy, found.calendar, at=now, service=service, person=person)
    adviser = Adviser(found.strategy, language())
    ways = [way_of(advised, adviser, links) for advised in advice.channels]
    processing = advice.processing
    return AdviceBox(
        best=ways[0] if ways else None,
        others=tuple(ways[1:SHOWN]),
        more=tuple(ways[SHOWN:]),
        notes=adviser.notes(advice),
        processing=adviser.processing(processing) if processing else (),
        target_by=processing.target_by if processing else None,
        limit_by=processing.limit_by if processing else None,
        forms=tuple(Form(kind, links[kind]) for kind in ("form", "paper") if kind in links),
        person=person,
        asks=asks,
        carried=_carried(request.GET) if asks else (),
        purposes=_choices(request.GET) if asks_purpose else (),
        open_now=_meanwhile(advice, ways),
    )


def _meanwhile(advice: Advice, ways: list[Way]) -> Way | None:
    best, open_one = advice.best, advice.best_open
    if best is None or best.open is not False or open_one is None:
        return None
    return ways[open_one.place - 1]


def told_in(query: QueryDict) -> PersonFacts:
    """What the one who looks has told of themselves in the page's address."""
    return PersonFacts(
        business=BUSINESS in query, no_digital_id=NO_ID in query, exempt=EXEMPT in query, language=language()
    )


def asked_purpose(query: QueryDict) -> ServiceFacts:
    """What the one who looks wants to do, as a service of no name; a question when they have not said."""
    if query.get(TO) == "apply":
        return ServiceFacts(purpose=TRANSACTION, has_self_service=True)
    return ServiceFacts(purpose=INFORMATION if query.get(TO) == "find" else INTERACTION)


def _choices(query: QueryDict) -> tuple[Choice, ...]:
    chosen = query.get(TO, "")
    chosen = chosen if chosen in ASKED_PURPOSES else next(iter(ASKED_PURPOSES))
    return tuple(Choice(value, str(name), value == chosen) for value, name in ASKED_PURPOSES.items())


def _carried(query: QueryDict) -> tuple[tuple[str, str], ...]:
    own = (BUSINESS, NO_ID, EXEMPT, TO)
    return tuple((name, str(value)) for name, values in query.lists() if name not in own for value in values)
