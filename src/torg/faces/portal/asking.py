"""Which page a question about its usefulness is asked of, signed, so that answers come about our own pages alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

OF_A_PAGE = frozenset({"page", "declaration"})


@dataclass(frozen=True, slots=True)
class PageToken:
    """A page of the catalogue by its ``key``, or another one by its ``route``; ``back`` is its path."""

    key: str
    route: str
    back: str

    def sealed(self) -> str:
        """As it stands in the form. It is the same for all readers at all times: the page can be kept by a cache."""
        return _signer().sign_object([self.key, self.route, self.back])


def read_page(sealed: str) -> PageToken | None:
    """What a form says of the page it stood on; None when we did not write it."""
    try:
        key, route, back = _signer().unsign_object(sealed)
    except (BadSignature, ValueError, TypeError):
        return None
    return PageToken(key, route, back)


def _signer() -> Signer:
    return Signer(salt="torg.useful.page")
