"""What a channel may be used for, and whether one can come through it with an enquiry."""

from __future__ import annotations

from torg.strategy import defaults, vocabulary
from torg.strategy.model import Channel, Strategy


def may_be_used_for(channel: Channel, use: str) -> bool:
    """Say whether a channel may be used for something; a channel without ``use`` is for everything."""
    if use == "casework" and channel.kind == "social":
        return False
    return not channel.use or use in channel.use


def is_way_in(channel: Channel) -> bool:
    """Say whether people can come with something through it, unlike a newsletter or alerts by text message."""
    if channel.kind in defaults.ONE_WAY_KINDS:
        return False
    return any(may_be_used_for(channel, use) for use in defaults.INBOUND_USES)


def takes_enquiries(strategy: Strategy, key: str) -> bool:
    """Say whether a channel (its key, or a kind) takes enquiries; what the strategy does not name may still arrive."""
    named = _named(strategy, key)
    return not named or any(is_way_in(channel) for channel in named)


def is_written(strategy: Strategy, key: str) -> bool:
    """Say whether people write and wait there (a key, or a kind); a kind that Torg does not know counts as written."""
    channel = strategy.channels.get(key)
    kind = key if channel is None else channel.kind
    return kind in defaults.WRITTEN_KINDS or kind not in vocabulary.CHANNEL_KINDS


def _named(strategy: Strategy, key: str) -> list[Channel]:
    if key in strategy.channels:
        return [strategy.channels[key]]
    return [channel for channel in strategy.channels.values() if channel.kind == key]
