"""The sender's own markup made fit to be shown: cleaned, with the pictures that came with it and no others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

from django.utils.safestring import SafeString, mark_safe

from torg.channels.markup import safe

_OURS = re.compile(r'\bsrc="cid:([^"]*)"', re.IGNORECASE)


def framed(html: str, pictures: Mapping[str, str]) -> SafeString:
    """Cleaned markup; ``pictures`` are the addresses of those that came with the letter, by content id."""
    if not html:
        return SafeString()
    by_id = {content_id.lower(): address for content_id, address in pictures.items()}

    def found(match: re.Match[str]) -> str:
        address = by_id.get(unquote(unescape(match[1])).strip("<> ").lower(), "")
        return f'src="{escape(address)}"'

    return mark_safe(_OURS.sub(found, safe(html)))  # noqa: S308 (cleaned just now; what is put in is escaped)
