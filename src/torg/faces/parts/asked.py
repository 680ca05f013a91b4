"""Pages that are none of the catalogue's and ask their readers too whether they were useful."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ROUTES = {
    "home": _("Front page"),
    "contact": _("Contact us"),
    "look_up": _("Follow your enquiry"),
    "promises": _("What we promise"),
    "search": _("Search"),
    "received": _("Receipt of a form"),
}
"""What each is called, by the name of its address."""
