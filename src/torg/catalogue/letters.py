"""The letters that the catalogue writes to colleagues."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def reviews_wait(titles: Sequence[tuple[str, str]], *, language: str) -> tuple[str, str]:
    """The subject and text that ask somebody to look at pages again (ALV-31); ``titles`` are (key, title)."""
    with translation.override(language):
        base = f"{settings.BASE_URL.rstrip('/')}/{language}/desk/content/pages"
        lines = [
            ngettext(
                "%(count)d page that you look after is to be looked at again. Is all of it still true?",
                "%(count)d pages that you look after are to be looked at again. Is all of it still true?",
                len(titles),
            )
            % {"count": len(titles)},
            "",
        ]
        for key, title in titles:
            lines += [title, f"{base}/{key}/", ""]
        lines.append(_("If it is, press “Looked through, it is right” there. If not, correct it."))
        return _("Pages to be looked at again"), "\n".join(lines) + "\n"
