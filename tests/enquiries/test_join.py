"""A repeat is joined to what it is about: one answer, every number works, and nobody reads another's words."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.answer import IsJoined, NotYours, StillSensitive, answer, close, mark_sensitive
from torg.enquiries.actions.ask import ask_for_more
from torg.enquiries.actions.handover import accept, offer
from torg.enquiries.actions.interim import send_interim
from torg.enquiries.actions.join import NotJoined, SameEnquiry, join, unjoin
from torg.enquiries.actions.send_link import send_link_again
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Contact, Enquiry, Event, Handover, Promise
from torg.enquiries.queries.following import FollowPage, follow
from torg.enquiries.queries.inbox import number_of_found
from torg.enquiries.queries.page import EnquiryPage, enquiry_page
from torg.mailroom.models import OutgoingMessage
from torg.people.models import Unit

pytestmark = pytest.mark.django_db
OTHER = "Kari Nordmann <kari@example.org>"
SWIM = "When does the swimming hall open on Sundays, and what does it cost for children?"


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def wednesday(town: Town) -> datetime:
    return town.at("2026-03-18 10:00")


@pytest.fixture
def first(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday, message_id="<first@example.org>", subject="Swimming hall", text=SWIM)


@pytest.fixture
def again(town: Town, first: Enquiry, wednesday: datetime) -> Enquiry:
    """The same person, by the form."""
    kept = town.form(wednesday, email="ola@example.org", name="Ola", subject="Opening hours", message=SWIM)
    made = take_in_kept(kept, now=wednesday)
    assert made is not None
    return made


@pytest.fixture
def others(town: Town, first: Enquiry, wednesday: datetime) -> Enquiry:
    """Somebody else, about the same."""
    return town.receive(
        wednesday,
        sender=OTHER,
        message_id="<others@example.org>",
        subject="Pool",
        text="My daughter Ida cannot get in.",
    )


def page_of(enquiry: Enquiry, now: datetime) -> EnquiryPage:
    found = enquiry_page(enquiry.number, now=now)
    assert found is not None
    return found


def followed(enquiry: Enquiry) -> FollowPage:
    found = follow(enquiry.token)
    assert found is not None
    return found


def joined(town: Town, repeat: Enquiry, into: Enquiry, now: datetime) -> None:
    join(repeat.pk, into=into.pk, by=town.front, now=now)
    repeat.refresh_from_db()
    into.refresh_from_db()


def test_the_same_person_and_matter_is_suggested_across_channels_and_never_joined_by_itself(
    first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    found = page_of(again, wednesday)
    assert [(one.number, one.why) for one in found.likely_repeats] == [(first.number, "same_words")]
    assert found.likely_repeats[0].likeness > 0.5
    assert [one.number for one in found.other_open] == [first.number]
    assert again.status == "open"


def test_another_matter_or_another_person_is_not_suggested(
    town: Town, first: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    another = town.receive(
        wednesday, subject="Dog tax", text="Must I register my labrador puppy somewhere, and does it cost anything?"
    )
    assert page_of(another, wednesday).likely_repeats == ()
    assert page_of(others, wednesday).likely_repeats == ()


def test_what_is_older_than_the_strategy_says_is_no_repeat(town: Town, first: Enquiry) -> None:
    later = town.at("2026-04-01 10:01")
    assert page_of(town.receive(later, subject="Swimming hall", text=SWIM), later).likely_repeats == ()


def test_joined_they_are_one_line_of_time_with_the_earliest_date(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    due_by = first.due_by
    joined(town, again, first, wednesday)
    assert (again.status, again.joined_to, again.due_by) == ("joined", first, None)
    assert (first.repeats, first.due_by) == (1, due_by)
    page = page_of(first, wednesday)
    said = [(c.channel, c.number_said) for c in page.contacts if c.is_incoming]
    assert said == [("email", ""), ("web", page.joined[0].number_said)]
    assert page_of(again, wednesday).joined_to == (first.number, page.number_said)


def test_one_answer_settles_the_promises_of_all(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    joined(town, again, first, wednesday)
    assert town.answer(first, wednesday).kept
    assert list(Promise.objects.values_list("state", flat=True)) == ["kept", "kept"]
    assert OutgoingMessage.objects.filter(purpose="answer").count() == 1


def test_somebody_else_joined_gets_the_answer_too_under_their_own_number(
    town: Town, first: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    joined(town, others, first, wednesday)
    town.answer(first, wednesday, "It opens at ten.")
    sent = {m.to_address: m.text for m in OutgoingMessage.objects.filter(purpose="answer")}
    assert set(sent) == {"ola@example.org", "kari@example.org"}
    assert all("It opens at ten." in text for text in sent.values())
    assert str(others.number)[:4] in sent["kari@example.org"]
    assert str(first.number) not in sent["kari@example.org"].replace(" ", "")


def test_behind_ones_own_link_one_reads_ones_own_words_and_how_it_stands_and_no_word_of_others(
    town: Town, first: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    joined(town, others, first, wednesday)
    town.answer(first, wednesday, "It opens at ten.")
    theirs, mine = followed(others), followed(first)
    assert (theirs.status, theirs.number, theirs.joined_to_said) == ("answered", others.number, "")
    words = " ".join(c.text for c in theirs.contacts)
    assert "Ida" in words
    assert "It opens at ten." in words
    assert "swimming hall" not in words
    assert "Ida" not in " ".join(c.text for c in mine.contacts)
    assert len(theirs.promises) == len(mine.promises) == 1


def test_behind_the_link_of_a_repeat_its_sender_reads_the_whole(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    joined(town, again, first, wednesday)
    page = followed(again)
    assert (page.status, page.number) == ("open", again.number)
    assert page.joined_to_said.replace(" ", "") == str(first.number)
    assert sum(c.is_incoming for c in page.contacts) == 2


def test_its_number_keeps_working_wherever_it_is_said(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    joined(town, again, first, wednesday)
    assert number_of_found(str(again.number)) == again.number
    send_link_again(str(again.number), "ola@example.org", now=wednesday)
    assert again.token in town.posted("notice").text
    town.receive(wednesday, subject=f"Enquiry {again.number}", text="And is there a sauna?")
    assert Contact.objects.filter(is_incoming=True).latest("id").enquiry == first
    assert Enquiry.objects.count() == 2


def test_a_reply_to_the_repeat_lands_in_what_it_was_joined_to_and_stays_with_its_writer(
    town: Town, first: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    joined(town, others, first, wednesday)
    town.answer(first, wednesday)
    town.receive(wednesday, sender=OTHER, in_reply_to="<others@example.org>", text="And what about my daughter Ida?")
    contact = Contact.objects.filter(is_incoming=True).latest("id")
    assert contact.enquiry == others
    first.refresh_from_db()
    assert (first.status, first.unread, first.replied_at) == ("open", True, wednesday)
    assert first.due_by is not None
    assert "Ida?" in page_of(first, wednesday).contacts[-2].text + page_of(first, wednesday).contacts[-1].text
    assert "Ida?" not in " ".join(c.text for c in followed(first).contacts)
    assert town.answer(first, wednesday).kept


def test_an_answered_enquiry_is_open_again_by_the_date_of_its_repeat(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    town.answer(first, wednesday)
    due_by = again.due_by
    joined(town, again, first, wednesday)
    assert (first.status, first.due_by, first.closed_at) == ("open", due_by, None)
    unjoin(again.pk, by=town.front, now=wednesday)
    first.refresh_from_db()
    again.refresh_from_db()
    assert (first.status, first.closed_at, first.due_by) == ("answered", wednesday, None)
    assert (again.status, again.due_by, again.closed_at, again.joined_to) == ("open", due_by, None, None)


def test_joining_is_undone_in_one_click_and_both_are_told_in_the_story(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    due_by = again.due_by
    joined(town, again, first, wednesday)
    unjoin(again.pk, by=town.front, now=wednesday)
    again.refresh_from_db()
    first.refresh_from_db()
    assert (again.status, again.due_by, first.repeats) == ("open", due_by, 0)
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[-4:] == ["joined", "repeat_joined", "unjoined", "repeat_left"]
    with pytest.raises(NotJoined):
        unjoin(again.pk, by=town.front, now=wednesday)


def test_what_was_answered_meanwhile_is_answered_when_taken_apart(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    joined(town, again, first, wednesday)
    town.answer(first, wednesday)
    unjoin(again.pk, by=town.front, now=wednesday)
    again.refresh_from_db()
    assert again.status == "answered"


def test_repeats_of_a_repeat_come_along_and_go_back_with_it(
    town: Town, first: Enquiry, again: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    joined(town, others, again, wednesday)
    joined(town, again, first, wednesday)
    others.refresh_from_db()
    assert (others.joined_to, first.repeats) == (first, 2)
    unjoin(again.pk, by=town.front, now=wednesday)
    others.refresh_from_db()
    first.refresh_from_db()
    assert (others.joined_to, first.repeats) == (again, 0)


def test_what_is_joined_is_answered_closed_and_joined_only_where_it_belongs(
    town: Town, first: Enquiry, again: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    with pytest.raises(SameEnquiry):
        join(first.pk, into=first.pk, by=town.front, now=wednesday)
    joined(town, again, first, wednesday)
    for act in (
        lambda: answer(again.pk, text="Yes.", by=town.front, now=wednesday),
        lambda: close(again.pk, reason="-", by=town.front, now=wednesday),
        lambda: join(again.pk, into=others.pk, by=town.front, now=wednesday),
        lambda: join(others.pk, into=again.pk, by=town.front, now=wednesday),
    ):
        with pytest.raises(IsJoined):
            act()


def test_nobody_joins_their_own_to_another_units(town: Town, first: Enquiry, wednesday: datetime) -> None:
    own = town.receive(wednesday, to="building@town.example", subject="Garage", text="May I build a garage there?")
    with pytest.raises(NotYours):
        join(own.pk, into=first.pk, by=town.builder, now=wednesday)


def test_whoever_writes_again_while_we_wait_for_them_starts_the_clock(
    town: Town, first: Enquiry, again: Enquiry, wednesday: datetime
) -> None:
    ask_for_more(
        first.pk, text="Which hall?", reason="There are two.", wanted_by=date(2026, 3, 27), by=town.front, now=wednesday
    )
    joined(town, again, first, wednesday)
    assert first.status == "open"
    assert first.wait_until is None


def test_we_wait_for_one_and_the_date_of_another_stands(
    town: Town, first: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    due_by = others.due_by
    joined(town, others, first, wednesday)
    ask_for_more(
        first.pk, text="Which hall?", reason="There are two.", wanted_by=date(2026, 3, 27), by=town.front, now=wednesday
    )
    first.refresh_from_db()
    assert (first.status, first.due_by) == ("open", due_by)
    assert (followed(first).status, followed(others).status) == ("waiting", "open")
    assert OutgoingMessage.objects.filter(purpose="ask").count() == 1


def test_an_interim_reply_goes_to_all_who_wait_with_one_new_date(
    town: Town, first: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    joined(town, others, first, wednesday)
    send_interim(
        first.pk, text="It takes longer.", reason="We must measure.", new_date=date(2026, 4, 10), by=town.front,
        now=wednesday,
    )  # fmt: skip
    assert {m.to_address for m in OutgoingMessage.objects.filter(purpose="interim")} == {
        "ola@example.org",
        "kari@example.org",
    }
    assert Promise.objects.filter(state="open", due_by=town.at("2026-04-10 23:59:59")).count() == 2


def test_a_handover_of_the_whole_tells_all_who_wait_and_joining_ends_an_offer_of_the_repeat(
    town: Town, first: Enquiry, others: Enquiry, wednesday: datetime
) -> None:
    building = Unit.objects.get(key="building").pk
    offer(others.pk, to_unit=building, note="Yours?", by=town.front, now=wednesday)
    joined(town, others, first, wednesday)
    assert Handover.objects.get().state == "withdrawn"
    offer(first.pk, to_unit=building, note="Yours?", by=town.front, now=wednesday)
    accept(first.pk, by=town.builder, now=wednesday)
    told = {m.to_address: m.text for m in OutgoingMessage.objects.filter(purpose="notice")}
    assert set(told) == {"ola@example.org", "kari@example.org"}
    assert all("Building office" in text for text in told.values())


def test_a_page_costs_no_more_statements_for_each_that_is_joined_to_it(
    town: Town, first: Enquiry, tuesday: datetime
) -> None:
    counts = []
    for size in (1, 8):
        for n in range(size):
            other = town.receive(tuesday, sender=f"P <p{size}-{n}@example.org>")
            join(other.pk, into=first.pk, by=town.front, now=tuesday)
        with CaptureQueriesContext(connection) as asked:
            enquiry_page(first.number, now=tuesday)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nobody_joins_what_is_sensitive_and_not_theirs_to_open(town: Town, first: Enquiry, tuesday: datetime) -> None:
    theirs = town.receive(tuesday, to=BUILDING_ADDRESS, subject="My diagnosis", text="I have cancer, and need help.")
    with pytest.raises(NotYours):
        join(theirs.pk, into=first.pk, by=town.front, now=tuesday)


def test_what_a_sensitive_repeat_is_joined_to_stays_sensitive_until_they_are_taken_apart(
    town: Town, first: Enquiry, wednesday: datetime
) -> None:
    ill = town.receive(wednesday, sender=OTHER, message_id="<ill@example.org>", text="I have cancer, and may I swim?")
    joined(town, ill, first, wednesday)
    assert first.sensitive
    with pytest.raises(StillSensitive):
        mark_sensitive(first.pk, sensitive=False, by=town.front, now=wednesday)
    unjoin(ill.pk, by=town.front, now=wednesday)
    mark_sensitive(first.pk, sensitive=False, by=town.front, now=wednesday)
    first.refresh_from_db()
    assert not first.sensitive
