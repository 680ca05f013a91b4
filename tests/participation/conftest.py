"""The town of `tests.two_pages`."""

from tests.two_pages import editor, fence, garage, now, town

__all__ = ["editor", "fence", "garage", "now", "town"]
