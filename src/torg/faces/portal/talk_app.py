"""The assistant as an app of its own, beside the portal's: its manifest in the language of the page (decision 0104)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from torg.editions.queries import in_force
from torg.faces.parts.colours import shades
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.offline import icons
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.talk_shown import assistant_now, insist_on_assistant, name_of


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the app is called, where it starts, and that all of it lies below the assistant's address (W3C)."""
    now = timezone.now()
    found = in_force(now)
    insist_on_assistant(found, now)
    name, home = name_of(assistant_now(found, now)), reverse("portal:assistant")
    colour = shades(settings.COLOUR_MAIN, "light")
    said = {
        "id": home,
        "name": f"{name} – {found.strategy.municipality.name}",
        "short_name": name,
        "description": gettext("Ask about what the municipality does, at all hours."),
        "lang": language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": colour["background-default"],
        "theme_color": colour["base-default"],
        "icons": icons(),
    }
    response = JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=3600"
    return response
