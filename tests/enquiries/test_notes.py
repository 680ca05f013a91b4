"""Notes between colleagues: who may write and read them, who is told, and that a correction destroys nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.answer import NotYours, mark_sensitive
from torg.enquiries.actions.notes import (
    AlreadyCorrected,
    EmptyNote,
    MayNotSee,
    correct_note,
    read_mentions,
    write_note,
)
from torg.enquiries.models import Enquiry, Event, Mention, Note
from torg.enquiries.queries.following import follow
from torg.enquiries.queries.notes import notes_of
from torg.people.actions import set_up_staff

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Oslo"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def enquiry(town: Town) -> Enquiry:
    return town.receive(NOW, to=BUILDING_ADDRESS)


def test_a_note_is_kept_with_who_and_when_and_leaves_an_event(town: Town, enquiry: Enquiry) -> None:
    write_note(enquiry.pk, text=" She rang too. ", mentions=[], by=town.builder, now=NOW)
    (note,) = notes_of(enquiry.pk)
    assert (note.text, note.who, note.at) == ("She rang too.", "Bo Bygg", NOW)
    assert Event.objects.filter(enquiry=enquiry, kind="note_written", by=town.builder).exists()


def test_the_citizen_never_sees_a_note(town: Town, enquiry: Enquiry) -> None:
    write_note(enquiry.pk, text="Between us", mentions=[], by=town.builder, now=NOW)
    assert "Between us" not in str(follow(enquiry.token))


def test_one_who_is_mentioned_is_told_until_they_have_opened_the_enquiry(town: Town, enquiry: Enquiry) -> None:
    write_note(enquiry.pk, text="Look here", mentions=[town.front.pk], by=town.builder, now=NOW)
    assert Mention.objects.get(staff=town.front).read_at is None
    assert read_mentions(enquiry.pk, by=town.front, now=NOW) == 1
    assert Mention.objects.get(staff=town.front).read_at == NOW
    assert read_mentions(enquiry.pk, by=town.front, now=NOW) == 0


def test_nobody_is_told_of_their_own_note(town: Town, enquiry: Enquiry) -> None:
    write_note(enquiry.pk, text="To myself", mentions=[town.builder.pk], by=town.builder, now=NOW)
    assert not Mention.objects.exists()


def test_one_who_may_not_see_the_enquiry_can_not_be_mentioned(town: Town) -> None:
    enquiry = town.receive(NOW)
    with pytest.raises(MayNotSee) as refused:
        write_note(enquiry.pk, text="Look", mentions=[town.builder.pk], by=town.front, now=NOW)
    assert refused.value.ids == {town.builder.pk}
    assert not Note.objects.exists()


def test_the_front_line_is_not_mentioned_in_what_is_sensitive_and_anothers(town: Town, enquiry: Enquiry) -> None:
    mark_sensitive(enquiry.pk, sensitive=True, by=town.builder, now=NOW)
    with pytest.raises(MayNotSee):
        write_note(enquiry.pk, text="Look", mentions=[town.front.pk], by=town.builder, now=NOW)


def test_a_correction_stands_in_place_of_the_note_and_the_original_stays(town: Town, enquiry: Enquiry) -> None:
    first = write_note(enquiry.pk, text="On Tuesday", mentions=[town.front.pk], by=town.builder, now=NOW)
    later = NOW.replace(hour=10)
    correct_note(first, text="On Wednesday", by=town.builder, now=later)
    (note,) = notes_of(enquiry.pk)
    assert (note.text, note.first_at, note.mentions) == ("On Wednesday", NOW, ("Frida Front",))
    assert [old.text for old in note.earlier] == ["On Tuesday"]
    assert Note.objects.get(pk=first).text == "On Tuesday"
    with pytest.raises(AlreadyCorrected):
        correct_note(first, text="On Friday", by=town.builder, now=later)


def test_only_the_one_who_wrote_a_note_corrects_it(town: Town, enquiry: Enquiry) -> None:
    note = write_note(enquiry.pk, text="On Tuesday", mentions=[], by=town.builder, now=NOW)
    with pytest.raises(NotYours):
        correct_note(note, text="Never", by=town.front, now=NOW)


def test_an_empty_note_is_no_note_and_one_who_only_reads_writes_none(town: Town, enquiry: Enquiry) -> None:
    auditor = set_up_staff(username="auditor", name="Siri Sjå", role="auditor", unit="front")
    with pytest.raises(EmptyNote):
        write_note(enquiry.pk, text="\0 ", mentions=[], by=town.builder, now=NOW)
    with pytest.raises(NotYours):
        write_note(enquiry.pk, text="I saw this", mentions=[], by=auditor, now=NOW)
