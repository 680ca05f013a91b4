"""The citizens' pages follow whichever strategy is in force."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.faces.town import STRATEGIES, settle_town


@pytest.mark.parametrize("strategy", sorted(path.stem for path in STRATEGIES.glob("*.toml")))
def test_the_pages_hold_for_every_strategy(db: None, client: Client, strategy: str) -> None:
    town = settle_town(strategy)
    for path in ("", "contact/", "promises/", f"receipt/{town.token}/", f"follow/{town.token}/"):
        for language in ("nb", "nn", "da", "en"):
            assert client.get(f"/{language}/{path}").status_code == 200, path
