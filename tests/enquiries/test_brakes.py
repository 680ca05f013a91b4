"""Machines never write to each other in a ring, also when one of them changes its address with every message."""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest

from tests.town import Town
from torg.enquiries.actions.acknowledge import MOST, MOST_IN_DOMAIN, MOST_IN_THREAD
from torg.enquiries.models import Enquiry, Event
from torg.mailroom.models import OutgoingMessage

pytestmark = pytest.mark.django_db
NOW = "2026-03-31 10:00"


@pytest.fixture
def town() -> Town:
    return Town()


def reasons() -> Counter[str]:
    return Counter(Event.objects.filter(kind="no_receipt").values_list("data__why", flat=True))


def receipts() -> int:
    return OutgoingMessage.objects.filter(purpose="receipt").count()


def test_a_ring_that_changes_its_address_with_every_message_comes_to_an_end(town: Town) -> None:
    now, number = town.at(NOW), count()
    town.mail(now, sender="bot0@ring0.example", message_id="<start@ring.example>")
    town.work(now)
    for n in range(1, 20):  # each answers the newest receipt from another address, and names nothing else
        newest = OutgoingMessage.objects.latest("id").message_id
        town.mail(now, sender=f"bot{next(number)}@ring{n}.example", In_Reply_To=f"<{newest}>")
        town.work(now)
    assert receipts() == 1 + MOST_IN_THREAD
    assert reasons() == {"too_many_in_thread": 19 - MOST_IN_THREAD}
    assert Enquiry.objects.count() == 20, "what a person could have written is filed all the same"


def test_a_ring_within_one_batch_is_counted_as_it_goes(town: Town) -> None:
    now = town.at(NOW)
    for n in range(12):
        town.mail(now, sender=f"bot{n}@ring{n}.example", References="<start@ring.example>")
    town.work(now)
    assert (receipts(), reasons()) == (MOST_IN_THREAD, {"too_many_in_thread": 12 - MOST_IN_THREAD})


def test_a_domain_has_its_limit_and_the_big_public_ones_have_not(town: Town) -> None:
    now = town.at(NOW)
    for n in range(MOST_IN_DOMAIN + 3):
        town.mail(now, sender=f"bot{n}@firm.example")
        town.mail(now, sender=f"citizen{n}@gmail.com")
    while town.work(now):
        pass
    assert reasons() == {"too_many_in_domain": 3}
    assert receipts() == 2 * MOST_IN_DOMAIN + 3


def test_an_hour_later_there_are_receipts_again(town: Town) -> None:
    now = town.at(NOW)
    for moment in (now, now + town.days(1 / 24) + town.days(1 / 86400)):
        for _ in range(MOST + 2):
            town.mail(moment)
        town.work(moment)
    assert (receipts(), reasons()) == (2 * MOST, {"too_many": 4})


def test_an_address_that_has_had_too_many_does_not_use_up_what_its_domain_may_have(town: Town) -> None:
    now = town.at(NOW)
    for _ in range(MOST_IN_DOMAIN + 20):
        town.mail(now, sender="one@firm.example")
    town.mail(now, sender="other@firm.example")
    while town.work(now):
        pass
    assert receipts() == MOST + 1
