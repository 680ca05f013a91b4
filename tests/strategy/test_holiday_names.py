"""Public holidays are computed, and each has a name in every language."""

from __future__ import annotations

from datetime import date

import pytest

from torg.strategy.holiday_names import COUNTRIES, holiday_name, public_holidays


def test_seventeenth_of_may_and_whit_monday_fall_together_in_2027() -> None:
    assert public_holidays("NO", 2027)[date(2027, 5, 17)] == ("constitution_day", "whit_monday")


def test_great_prayer_day_is_gone_from_denmark_in_2024() -> None:
    assert public_holidays("DK", 2023)[date(2023, 5, 5)] == ("great_prayer_day",)
    assert all("great_prayer_day" not in keys for keys in public_holidays("DK", 2024).values())


@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)])
def test_days_that_only_agreements_make_free_are_no_public_holidays_in_denmark(day: date) -> None:
    assert day not in public_holidays("DK", day.year)


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 12, 24), date(2026, 12, 31)])
def test_the_eves_are_no_public_holidays_in_norway(day: date) -> None:
    assert day not in public_holidays("NO", day.year)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_holiday_for_a_century_has_a_name_in_every_language(country: str) -> None:
    keys = {key for year in range(2000, 2100) for names in public_holidays(country, year).values() for key in names}
    for key in keys:
        for language in ("nb", "nn", "da", "en"):
            assert holiday_name(key, language) != key


def test_another_country_is_refused_with_the_known_ones_named() -> None:
    with pytest.raises(ValueError, match="NO, DK"):
        public_holidays("XX", 2026)
