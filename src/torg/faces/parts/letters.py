"""The sender's own markup made fit to be shown: cleaned, with the pictures that came with it and no others."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

from torg.channels.markup import safe


def framed(html: str, pictures: Mapping[str, str]) -> SafeString:
    """Cleaned markup; ``pictures`` are the addresses of those that came with the letter, by content id."""
    return mark_safe(safe(html, pictures)) if html else SafeString()  # noqa: S308 (cleaned just now)
