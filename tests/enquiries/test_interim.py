"""It takes longer: the sender is told why and until when, before the promise breaks, and nothing is rewritten."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.town import Town
from torg.enquiries.actions.answer import Changed, EmptyAnswer, NotOpen, ReasonNeeded, mark_sensitive
from torg.enquiries.actions.interim import DateNotLater, draft_interims, send_interim
from torg.enquiries.models import Draft, Enquiry, Event, Promise
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.page import enquiry_page
from torg.mailroom.models import OutgoingMessage

pytestmark = pytest.mark.django_db
LATER = date(2026, 4, 10)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def tuesday(town: Town) -> datetime:
    return town.at("2026-03-17 10:00")


@pytest.fixture
def enquiry(town: Town, tuesday: datetime) -> Enquiry:
    return town.receive(tuesday)


def sent(town: Town, enquiry: Enquiry, at: datetime, new_date: date = LATER, reason: str = "We must measure.") -> None:
    send_interim(enquiry.pk, text="It takes longer.", reason=reason, new_date=new_date, by=town.front, now=at)


def test_the_old_promise_is_replaced_by_a_new_one_and_never_rewritten(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    before = Promise.objects.get()
    sent(town, enquiry, town.at("2026-03-23 09:00"))
    old, new = Promise.objects.order_by("id")
    assert (old.due_by, old.steps) == (before.due_by, before.steps)
    assert (old.state, old.replaced_by, old.reason) == ("replaced", new, "We must measure.")
    assert (new.state, new.due_by) == ("open", town.at("2026-04-10 23:59:59"))
    assert new.rule == old.rule
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.due_by) == ("open", new.due_by)


def test_the_sender_is_told_the_reason_the_new_date_and_whom_to_contact(town: Town, enquiry: Enquiry) -> None:
    sent(town, enquiry, town.at("2026-03-23 09:00"))
    mail = town.posted("interim")
    assert mail.to_address == "ola@example.org"
    for part in ("It takes longer.", "We must measure.", "Friday 10 April", "70 00 00 00", "Frida Front"):
        assert part in mail.text, part


def test_the_new_date_is_explained_by_the_old_one(town: Town, enquiry: Enquiry) -> None:
    sent(town, enquiry, town.at("2026-03-23 09:00"))
    page = enquiry_page(enquiry.number, now=town.at("2026-03-23 09:00"))
    assert page is not None
    assert page.promises[-1].sentences("en") == [
        "We first promised you an answer by Tuesday 24 March.",
        "On Monday 23 March we wrote to you that it takes longer.",
        "The reason: We must measure.",
        "You will have an answer by Friday 10 April.",
    ]
    assert page.promises[-1].sentences("nn")[-1] == "Du får svar seinast fredag 10. april."


def test_what_was_late_already_is_broken_and_not_made_good_by_a_new_date(town: Town, enquiry: Enquiry) -> None:
    sent(town, enquiry, town.at("2026-03-25 00:00:00"))
    old, new = Promise.objects.order_by("id")
    assert (old.state, old.late_seconds, old.replaced_by) == ("broken", 1, new)
    assert new.state == "open"


def test_an_answer_by_the_new_date_keeps_the_new_promise(town: Town, enquiry: Enquiry) -> None:
    sent(town, enquiry, town.at("2026-03-23 09:00"))
    assert town.answer(enquiry, town.at("2026-04-10 12:00")).kept


def test_a_new_date_must_be_later_and_both_words_and_reason_are_needed(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    with pytest.raises(DateNotLater):
        sent(town, enquiry, tuesday, date(2026, 3, 24))
    with pytest.raises(ReasonNeeded):
        sent(town, enquiry, tuesday, reason=" ")
    with pytest.raises(EmptyAnswer):
        send_interim(enquiry.pk, text=" ", reason="-", new_date=LATER, by=town.front, now=tuesday)
    town.answer(enquiry, tuesday)
    with pytest.raises(NotOpen):
        sent(town, enquiry, tuesday)


def test_a_writer_who_has_not_seen_the_newest_message_is_shown_it_first(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    with pytest.raises(Changed):
        send_interim(
            enquiry.pk, text="Later.", reason="-", new_date=LATER, by=town.front, now=tuesday, seen=0
        )  # fmt: skip


def test_it_is_drafted_before_the_promise_breaks_in_the_senders_language_and_once(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    assert draft_interims(lambda: tuesday) == 0
    soon = town.at("2026-03-24 08:30")
    assert draft_interims(lambda: soon) == 1
    assert draft_interims(lambda: soon) == 0
    draft = Draft.objects.get()
    assert (draft.staff, draft.purpose) == (None, "interim")
    assert draft.data["new_date"] == "2026-03-31"
    assert "Tuesday 31 March" in draft.text
    page = enquiry_page(enquiry.number, now=soon)
    assert page is not None
    assert page.interim_due is not None
    assert (page.interim_due.code, page.interim_due.text) == ("interim", draft.text)
    assert "§ 11 a" in page.interim_due.law("nn")
    assert Event.objects.filter(kind="interim_drafted").count() == 1


def test_the_draft_is_gone_when_it_has_been_sent_or_the_answer_has(town: Town, enquiry: Enquiry) -> None:
    soon = town.at("2026-03-24 08:30")
    draft_interims(lambda: soon)
    sent(town, enquiry, soon)
    assert not Draft.objects.exists()
    near = town.at("2026-04-10 08:30")
    assert draft_interims(lambda: near) == 1
    town.answer(enquiry, near)
    assert not Draft.objects.exists()


def test_what_is_sensitive_is_read_behind_the_link_and_the_mail_does_not_call_it_an_answer(
    town: Town, enquiry: Enquiry
) -> None:
    mark_sensitive(enquiry.pk, sensitive=True, by=town.front, now=town.at("2026-03-23 08:00"))
    sent(town, enquiry, town.at("2026-03-23 09:00"), reason="We wait for the doctor.")
    mail = town.posted("notice")
    assert "There is a message for you" in mail.subject
    assert "answered" not in mail.text
    assert "doctor" not in mail.text
    assert enquiry.token in mail.text
    page = follow(enquiry.token)
    assert page is not None
    assert page.before is not None
    assert page.before.reason == "We wait for the doctor."


def test_a_person_who_left_only_a_phone_number_is_called_and_the_new_date_holds(town: Town, tuesday: datetime) -> None:
    town.form(tuesday, email="", phone="90 00 00 00")
    town.work(tuesday)
    called = town.newest()
    sent(town, called, tuesday)
    assert not OutgoingMessage.objects.exists()
    assert called.promises.order_by("id").last().due_by == town.at("2026-04-10 23:59:59")  # type: ignore[union-attr]


def test_those_that_need_no_draft_do_not_keep_the_others_from_theirs(
    town: Town, enquiry: Enquiry, tuesday: datetime
) -> None:
    pressing = town.receive(tuesday, sender="Kari <kari@example.org>")
    Enquiry.objects.update(purpose="transaction")
    sent(town, enquiry, tuesday, date(2026, 6, 1))
    # A law's month is near for both; the first has had an interim reply already and comes first by its date.
    Enquiry.objects.filter(pk=pressing.pk).update(
        due_by=town.at("2026-06-15 23:59:59"), remind_at=town.at("2026-06-10 10:00")
    )
    near = town.at("2026-04-15 10:00")
    assert [draft_interims(lambda: near, limit=1) for _ in range(2)] == [1, 0]
    assert Draft.objects.get().enquiry == pressing


def test_a_draft_that_has_lain_names_the_date_that_is_proposed_now(town: Town, enquiry: Enquiry) -> None:
    draft_interims(lambda: town.at("2026-03-24 08:30"))
    page = enquiry_page(enquiry.number, now=town.at("2026-05-19 10:00"))
    assert page is not None
    assert page.interim_due is not None
    assert page.interim_due.new_date == date(2026, 5, 27)
    assert "Wednesday 27 May" in page.interim_due.text
    assert "31 March" not in page.interim_due.text
