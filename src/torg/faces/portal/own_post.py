"""Forms on pages that set no cookie: whether what is sent comes from a page of ours, told by what the browser says."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def from_our_page(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours.

    A browser itself says where a form stood, and no page can make it say otherwise: newer ones in Sec-Fetch-Site, all
    of them in Origin. What says neither is no browser that shows our forms. The check against forged posts that Django
    has (CSRF) needs a cookie, and so would make every page one for a single reader (decision 0116).
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", "") in {here, *settings.CSRF_TRUSTED_ORIGINS}
