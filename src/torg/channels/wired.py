"""Which channels this installation has: built once from the wiring that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from torg.channels.base import Channel


class NoSuchChannel(Exception):
    """A message names a kind of channel that this installation does not have."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@lru_cache(maxsize=1)
def wired() -> Mapping[str, Channel]:
    """Every channel that is open here, by kind; ``settings.CHANNELS_WIRING`` is the dotted name of what builds them."""
    build = cast("Callable[[], Mapping[str, Channel]]", import_string(settings.CHANNELS_WIRING))
    return build()


def channel(kind: str) -> Channel:
    """The channel of a kind; raises NoSuchChannel."""
    try:
        return wired()[kind]
    except KeyError:
        raise NoSuchChannel(kind) from None
