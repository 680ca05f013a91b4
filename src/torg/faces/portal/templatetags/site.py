"""Tags for the head and the foot of the citizens' pages: where else the page is, and where to tell of a barrier."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from torg.faces.portal.addresses import Address, address_of, is_public

register = template.Library()


@register.simple_tag(takes_context=True)
def this_page(context: template.Context) -> Address | None:
    """The full addresses of this page in all its languages; None on a page that is not public.

    ``elsewhere`` in the context are its paths by language, where their words differ.
    """
    main = context["municipality"].language
    return address_of(context["request"], main, context.get("elsewhere"))


@register.simple_tag(takes_context=True)
def barrier_link(context: template.Context) -> str:
    """Where one tells that this page is hard to use; the page is named unless its address is a secret."""
    request = context["request"]
    said = {"about": "accessibility", "page": request.path if is_public(request) else ""}
    return f"{reverse('portal:contact')}?{urlencode({key: value for key, value in said.items() if value})}"
