"""The small town for tests without a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from tests.faces.town import PASSWORD, Town, settle_town


@pytest.fixture
def town(db: None) -> Town:
    """Alver's strategy in force, invented units and staff, and some enquiries."""
    return settle_town()


@pytest.fixture
def desk(town: Town, client: Client) -> Client:
    """Kari of the front line, logged in."""
    assert client.login(username="kari", password=PASSWORD)
    return client


@pytest.fixture
def english() -> Iterator[None]:
    """The texts as they stand in the code."""
    with override("en"):
        yield
