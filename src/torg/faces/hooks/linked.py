"""The service catalogue as linked data for other systems, such as the national catalogue of public services."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import last_modified, require_safe

from torg.catalogue.queries.linked import described, newest_change
from torg.catalogue.rdf import FORMS, Publisher, catalogue, written
from torg.editions.queries import NoStrategy, in_force

NAMES = {"ttl": "turtle", "jsonld": "json-ld"}
_MADE: dict[str, tuple[datetime | None, str]] = {}
"""The text in each form as it was last made, with the newest change that is in it."""


def _newest(request: HttpRequest, name: str) -> datetime | None:
    return newest_change()


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
@last_modified(_newest)
def show(request: HttpRequest, name: str) -> HttpResponse:
    """The whole catalogue as Turtle or JSON-LD (CPSV-AP-NO); made anew when a page has been published since."""
    form = NAMES[name]
    newest = newest_change()
    made = _MADE.get(form)
    if made is None or made[0] != newest:
        try:
            made = newest, _text(form)
        except NoStrategy:
            return HttpResponse("There is no strategy in force yet.", status=503, content_type="text/plain")
        _MADE[form] = made
    return HttpResponse(made[1], content_type=f"{FORMS[form]}; charset=utf-8")


def _text(form: str) -> str:
    town = in_force(timezone.now()).strategy.municipality
    values = {"phone": town.phone, "email": town.email, "address": town.address, "web": town.web}
    publisher = Publisher(town.name, town.country, settings.BASE_URL, town.languages, town.phone, town.email)
    return written(catalogue(publisher, described(town.languages, values)), form)
