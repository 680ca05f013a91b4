"""`torg check` looks at everything around Torg and says what to mend."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from torg.config.publishing import publish_file
from torg.config.surroundings import _channels, _database, _disk, _files, _inside, _secrets, _settings
from torg.people.actions import set_up_staff, set_up_unit

STRATEGIES = Path(__file__).parent.parent.parent / "strategies"
pytestmark = pytest.mark.django_db


def test_an_empty_installation_is_told_what_it_lacks() -> None:
    found = list(_inside(datetime.now(UTC)))
    assert [one.level for one in found] == ["ok", "fault", "fault", "warning"]
    assert [one.mend.split("`")[1] for one in found if "`" in one.mend] == [
        "torg strategy publish FILE",
        "torg units FILE",
        "torg user NAME --role administrator",
    ]


def test_an_installation_that_is_set_up_has_no_fault() -> None:
    publish_file(STRATEGIES / "halsnaes.toml", from_day=date(2026, 1, 1), note="")
    set_up_unit(key="front", name="Borgerservice", front_line=True)
    set_up_staff(username="astrid", name="Astrid", role="administrator")
    assert {one.level for one in _inside(datetime.now(UTC))} == {"ok"}


def test_the_database_of_the_tests_is_fine() -> None:
    assert [one.level for one in _database()] == ["ok"]


def test_every_finding_that_is_not_fine_says_what_to_mend() -> None:
    for look in (_settings, _disk, _files, _channels):
        for one in look():
            assert bool(one.mend) == (one.level != "ok"), one


@pytest.mark.parametrize(
    ("rights", "warned"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True), (0o602, True)]
)
def test_a_private_key_that_others_can_read_is_told_of(tmp_path: Path, rights: int, warned: bool) -> None:
    key = tmp_path / "dkim.pem"
    key.write_text("a key")
    key.chmod(rights)
    found = list(_secrets(replace(settings.TORG, dkim_key=key)))
    assert [one.mend for one in found] == ([f"Run `chmod 600 {key}`."] if warned else [])
    assert all(one.level == "warning" and "TORG_DKIM_KEY" in one.what for one in found)
