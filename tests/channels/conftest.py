"""What the tests of every channel share."""

from __future__ import annotations

import pytest

from tests.channels.email.test_writing import LETTER
from torg.channels.base import Outgoing


@pytest.fixture
def letter() -> Outgoing:
    """A receipt, ready to send."""
    return LETTER
