"""Nothing in the log points at a person."""

import logging

import pytest

from torg.config.logs import DiscreetFormatter, discreet


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Bounced: kari.nordmann@example.org", "Bounced: [address]"),
        ("no such person 01010112345 here", "no such person [number] here"),
        ("Not Found: /nb/follow/9fK2mQx7LpZ0aB3cD4eF/", "Not Found: /nb/follow/[secret]/"),
        ("File /srv/torg/lib/python3.11/site-packages/x.py", "File /srv/torg/lib/python3.11/site-packages/x.py"),
        ("enquiry 12345 answered in 2026", "enquiry 12345 answered in 2026"),
    ],
)
def test_addresses_numbers_and_secret_links_are_left_out(said: str, kept: str) -> None:
    assert discreet(said) == kept


def test_a_stack_trace_is_discreet_too() -> None:
    try:
        raise ValueError("Key (value)=(kari@example.org) already exists")
    except ValueError as error:
        record = logging.LogRecord("torg", logging.ERROR, "x.py", 1, "failed", (), (type(error), error, None))
    assert "kari@example.org" not in DiscreetFormatter().format(record)
