"""What people type is freed of what could name somebody before anything of it is stored."""

from __future__ import annotations

import pytest

from torg.participation.cleaning import comment, searched


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bygge   GARASJE ", "bygge garasje"),
        ("barnehage ring 987 65 432", "barnehage ring"),
        ("barnehage +47 98765432", "barnehage"),
        ("søknad kari.nordmann@example.org", "søknad"),
        ("15076500565", ""),
        ("sak 150765 00565 garasje", "sak garasje"),
        ("https://example.org/min-side faktura", "faktura"),
        ("postnummer 5916", "postnummer 5916"),
        ("§ 20-4", "§ 20-4"),
        ("a", ""),
        ("", ""),
        ("min sønn har adhd", ""),
        ("adhd", "adhd"),
        ("jeg lurer på om dere kan hjelpe meg med en sak om naboen", ""),
        ("x" * 61, ""),
    ],
)
def test_searches_are_counted_without_what_could_name_somebody(typed: str, kept: str) -> None:
    assert searched(typed) == kept


def test_a_comment_is_masked_and_else_as_it_was_written() -> None:
    said = comment("Fant ikke prisen.\r\nRing 98 76 54 32 eller ola@example.org, fnr 15076500565. Gate 12, § 20-4.")
    assert said == "Fant ikke prisen.\nRing •• •• •• •• eller •••@•••••••.•••, fnr •••••••••••. Gate 12, § 20-4."
