"""The service catalogue as linked data for other systems, such as the national catalogue of public services."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from torg.catalogue.queries.linked import described, standing
from torg.catalogue.rdf import FORMS, Publisher, catalogue, written
from torg.editions.queries import InForce, NoStrategy, in_force

NAMES = {"ttl": "turtle", "jsonld": "json-ld"}
_MADE: dict[str, tuple[str, str]] = {}
"""The text in each form as it was last made, with what it was made of."""


def _made_of(request: HttpRequest, name: str) -> str | None:
    try:
        edition = in_force(timezone.now()).edition_id
    except NoStrategy:
        return None
    return f'"{name}-{edition}-{standing()}"'


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
@etag(_made_of)
def show(request: HttpRequest, name: str) -> HttpResponse:
    """The whole catalogue as Turtle or JSON-LD (CPSV-AP-NO); made anew when what is published is another."""
    form, made_of = NAMES[name], _made_of(request, name)
    if made_of is None:
        return HttpResponse("There is no strategy in force yet.", status=503, content_type="text/plain")
    made = _MADE.get(form)
    if made is None or made[0] != made_of:
        made = _MADE[form] = made_of, _text(form, in_force(timezone.now()))
    return HttpResponse(made[1], content_type=f"{FORMS[form]}; charset=utf-8")


def _text(form: str, found: InForce) -> str:
    town = found.strategy.municipality
    values = {"phone": town.phone, "email": town.email, "address": town.address, "web": town.web}
    publisher = Publisher(town.name, town.country, settings.BASE_URL, town.languages, town.phone, town.email)
    return written(catalogue(publisher, described(town.languages, values)), form)
