"""The chat at the desk, without a browser: the seat, the queue, several conversations at once, and who may do what."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.talks import asks, ready, says, settle_chat_town, staff, waits
from tests.faces.town import PASSWORD, Town
from torg.assistant.actions.chat import leave
from torg.assistant.actions.serving import take
from torg.assistant.models import Conversation, Message, MessageFile, Seat, Wording
from torg.catalogue.actions import Words, make_template
from torg.enquiries.actions.join import join
from torg.enquiries.models import AlsoAddressed, Draft, Enquiry, Handover
from torg.enquiries.numbers import said as number_said
from torg.people.models import LookUp, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
CHAT = "/en/desk/chat/"
SCRIPT = {"X-By-Script": "1"}


@pytest.fixture
def town() -> Town:
    return settle_chat_town()


def logged_in(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


@pytest.fixture
def kari(town: Town) -> Client:
    return logged_in("kari")


def taken(name: str, *texts: str, by: str = "kari", language: str = "en") -> Conversation:
    """A conversation that is with somebody."""
    row = waits(name, *texts, language=language)
    take(row.pk, by=staff(by), now=timezone.now())
    row.refresh_from_db()
    return row


def page_of(client: Client, path: str = CHAT) -> str:
    return client.get(path).content.decode()


def news(client: Client, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(f"{CHAT}news/", asked).content)
    return found


# -- the seat ---------------------------------------------------------------------------------------------------------


def test_one_says_that_one_is_ready_with_how_many_and_which_languages(kari: Client) -> None:
    kari.post(f"{CHAT}seat/", {"do": "ready", "at_once": "2", "languages": ["nn", "en"]})
    seat = Seat.objects.get(staff=staff("kari"))
    assert (seat.is_ready, seat.at_once, sorted(seat.languages)) == (True, 2, ["en", "nn"])
    assert "Ready, up to 2 at once" in page_of(kari)


def test_a_number_that_is_none_is_asked_for_again(kari: Client) -> None:
    answer = kari.post(f"{CHAT}seat/", {"do": "ready", "at_once": "many"})
    assert answer.status_code == 422
    assert "Write a number" in answer.content.decode()


def test_whoever_goes_away_leaves_their_conversations_to_the_queue(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    said = kari.post(f"{CHAT}seat/", {"do": "away"}, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.stage, row.handler) == ("waiting", None)
    assert "You are away from the chat" in said
    assert "came back to the queue" in said


def test_an_open_page_keeps_the_seat(kari: Client) -> None:
    Seat.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert kari.post(f"{CHAT}stay/").status_code == 204
    assert Seat.objects.get(staff=staff("kari")).seen_at > timezone.now() - timedelta(seconds=20)


# -- the queue --------------------------------------------------------------------------------------------------------


def test_the_queue_tells_who_waits_in_which_language_for_which_unit_and_about_what(kari: Client) -> None:
    waits("Liv Aas", "Is the library open?", language="nn")
    shown = page_of(kari)
    assert "Liv Aas" in shown
    assert "Nynorsk" in shown
    assert "Innbyggarservice" in shown
    assert "Is the library open?" in shown


def test_the_menu_counts_who_waits_and_what_one_has(kari: Client) -> None:
    taken("Liv Aas", "Is the library open?")
    waits("Bo Holm", "When?")
    waits("Per Dahl", "Where?")
    counts = json.loads(kari.get("/en/desk/live/").content)["counts"]
    assert (counts["chat_waiting"], counts["chat_mine"]) == ("2", "1")
    assert 'aria-label="1 mine"' in page_of(kari, "/en/desk/")


def test_the_next_is_the_one_who_has_waited_longest(kari: Client) -> None:
    first, second = waits("Liv Aas", "First"), waits("Bo Holm", "Second")
    assert kari.post(f"{CHAT}next/")["Location"].startswith(f"{CHAT}?talk={first.pk}#")
    assert kari.post(f"{CHAT}next/")["Location"].startswith(f"{CHAT}?talk={second.pk}#")
    assert "Nobody waits any more" in kari.post(f"{CHAT}next/", follow=True).content.decode()


def test_nobody_takes_more_than_they_said_they_could(kari: Client) -> None:
    ready("kari", at_once=1)
    waits("Liv Aas", "First")
    second = waits("Bo Holm", "Second")
    kari.post(f"{CHAT}next/")
    said = kari.post(f"{CHAT}{second.pk}/take/", follow=True).content.decode()
    assert "as many as you may have at once" in said
    second.refresh_from_db()
    assert second.stage == "waiting"


def test_whoever_is_away_is_told_to_be_ready_first(kari: Client) -> None:
    ready("ida")
    kari.post(f"{CHAT}seat/", {"do": "away"})
    row = waits("Liv Aas", "First")
    assert "You are away from the chat" in kari.post(f"{CHAT}{row.pk}/take/", follow=True).content.decode()


def test_two_who_take_the_same_one_do_not_both_get_it(kari: Client) -> None:
    ready("ida")
    row = waits("Liv Aas", "First")
    logged_in("ida").post(f"{CHAT}{row.pk}/take/")
    assert "A colleague was quicker" in kari.post(f"{CHAT}{row.pk}/take/", follow=True).content.decode()


# -- answering --------------------------------------------------------------------------------------------------------


def test_three_conversations_stand_side_by_side_each_with_its_own_box(kari: Client) -> None:
    rows = [taken(name, "Hello?") for name in ("Liv Aas", "Bo Holm", "Per Dahl")]
    shown = page_of(kari)
    for row in rows:
        assert f'id="talk-{row.pk}"' in shown
        assert f'action="{CHAT}{row.pk}/reply/' in shown
    assert shown.count("data-current ") == 1


def test_what_was_said_with_the_assistant_is_folded_and_the_question_is_not_lost(kari: Client) -> None:
    taken("Liv Aas", "Is the library open?", "On Sundays?")
    shown = page_of(kari)
    assert "2 messages with the assistant before" in shown
    before, after = shown.split("data-saids")
    assert "Is the library open?" in before
    assert "On Sundays?" in after
    row = taken("Bo Holm", "Only this one?")
    panel = page_of(kari).split(f'id="talk-{row.pk}"')[1]
    assert "Only this one?" in panel.split("data-saids")[1]


def test_numbered_steps_are_a_list_for_the_handler_too(kari: Client) -> None:
    row = taken("Liv Aas", "How do I apply?")
    Message.objects.create(
        conversation=row,
        at=timezone.now(),
        speaker="handler",
        staff=staff("kari"),
        text="Like this:\n1. Sign in.\n2. Send.",
    )
    shown = page_of(kari)
    assert '<li class="uttered__text">Sign in.</li><li class="uttered__text">Send.</li></ol>' in shown
    assert ">Like this:</p>" in shown


def test_an_answer_is_sent_once_however_often_it_is_posted_and_the_draft_is_gone(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    assert row.enquiry is not None
    kari.post(f"/en/desk/enquiry/{row.enquiry.number}/draft/answer/", {"text": "Until five", "by_script": "1"})
    assert ">Until five</textarea>" in page_of(kari)
    form = {"text": "Until six.", "sent_as": "a-name"}
    assert kari.post(f"{CHAT}{row.pk}/reply/", form)["Location"].startswith(f"{CHAT}?talk={row.pk}")
    kari.post(f"{CHAT}{row.pk}/reply/", form)
    assert list(Message.objects.filter(speaker="handler").values_list("text", flat=True)) == ["Until six."]
    assert not Draft.objects.exists()


def test_a_script_is_told_a_new_name_for_the_next_message(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    answer = kari.post(f"{CHAT}{row.pk}/reply/", {"text": "Yes.", "sent_as": "one"}, headers=SCRIPT)
    assert json.loads(answer.content)["sent_as"] not in {"", "one"}


def test_nothing_written_is_lost_when_it_cannot_be_sent(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    program = SimpleUploadedFile("game.exe", b"MZ\x90")
    answer = kari.post(f"{CHAT}{row.pk}/reply/", {"text": "See this.", "files": program})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "of a kind that we do not accept" in shown
    assert ">See this.</textarea>" in shown
    said = kari.post(f"{CHAT}{row.pk}/reply/", {"text": " "}, headers=SCRIPT)
    assert (said.status_code, json.loads(said.content)) == (422, {"faults": ["Write something, or choose a file"]})
    assert not Message.objects.filter(speaker="handler").exists()


def test_files_go_both_ways_and_only_who_reads_the_conversation_gets_them(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    picture = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan", content_type="application/pdf")
    kari.post(f"{CHAT}{row.pk}/reply/", {"text": "", "files": picture})
    file_id = Message.objects.get(speaker="handler").files.get().pk
    url = f"{CHAT}{row.pk}/file/{file_id}/"
    assert "plan.pdf" in page_of(kari)
    answer = kari.get(url)
    assert answer.content == b"%PDF-1.7 plan"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert logged_in("ola").get(url).status_code == 404
    assert kari.get(f"{CHAT}{row.pk}/file/{file_id + 1}/").status_code == 404


def test_a_canned_answer_is_put_after_what_is_written_with_the_values_in(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    made = make_template(
        Words({"en": "Opening hours"}, {"en": "Hello {name}, number {number}."}, "answer"),
        by=staff("mona"), now=timezone.now(),
    )  # fmt: skip
    form = {"text": "First this.", "chosen_template": str(made)}
    shown = kari.post(f"{CHAT}{row.pk}/template/", form).content.decode()
    assert "First this.\n\nHello Liv Aas, number" in shown
    said = json.loads(kari.post(f"{CHAT}{row.pk}/template/", form, headers=SCRIPT).content)
    assert said["text"].startswith("First this.\n\nHello Liv Aas, number")
    assert "Choose a template first." in kari.post(f"{CHAT}{row.pk}/template/", {"text": "x"}).content.decode()


def test_the_clear_language_check_looks_at_what_is_written(kari: Client) -> None:
    row = taken("Liv Aas", "Åpent?", language="nb")
    form = {"text": "Vedrørende åpningstider henvises det til vedlagte."}
    shown = kari.post(f"{CHAT}{row.pk}/look/", form).content.decode()
    assert "Officialese" in shown
    assert form["text"] in shown
    piece = kari.post(f"{CHAT}{row.pk}/look/", form, headers=SCRIPT).content.decode()
    assert "Officialese" in piece
    assert "<html" not in piece


def test_what_the_citizen_asks_is_answered_from_the_same_pages_with_one_press(kari: Client) -> None:
    fill_the_shelf(timezone.now())
    row = taken("Liv Aas", "Can I build a garage?")
    shown = page_of(kari)
    assert "Build a garage" in shown
    assert "Put in the answer" in shown
    page_id = shown.split('name="page" value="')[1].split('"')[0]
    form = {"text": "Hello!", "page": page_id}
    put = {
        deed: json.loads(kari.post(f"{CHAT}{row.pk}/{deed}/", form, headers=SCRIPT).content)["text"]
        for deed in ("answer", "link", "start")
    }
    assert put["answer"].startswith("Hello!\n\nWhen you must apply.\nhttp")
    assert put["link"].startswith("Hello!\n\nBuild a garage: http")
    assert put["start"].endswith("https://selvbetjening.example/garasje")
    assert "Hello!\n\nWhen you must apply." in kari.post(f"{CHAT}{row.pk}/answer/", form).content.decode()


def test_this_was_the_answer_teaches_the_words_that_were_used(kari: Client) -> None:
    fill_the_shelf(timezone.now())
    row = taken("Liv Aas", "Carport beside my garage?")
    page_id = page_of(kari).split('name="page" value="')[1].split('"')[0]
    said = kari.post(f"{CHAT}{row.pk}/teach/", {"text": "Kept", "page": page_id}).content.decode()
    assert "is found by these words from now on" in said
    assert ">Kept</textarea>" in said
    assert "carport" in Wording.objects.get().words


# -- what is new ------------------------------------------------------------------------------------------------------


def test_what_is_new_comes_alone_and_a_new_conversation_comes_whole(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    before = Message.objects.latest("pk").pk
    says(row, "Are you there?")
    other = taken("Bo Holm", "When?")
    told = news(kari, have=f"{row.pk}:{before},99:1", talk=row.pk)
    first, second = told["talks"]
    assert (first["id"], first["says"]) == (row.pk, "Are you there?")
    assert first["lines"].count("<li") == 1
    assert second["id"] == other.pk
    assert f'id="talk-{other.pk}"' in second["panel"]
    assert told["gone"] == [99]
    assert told["unread"] == 3


def test_what_has_not_changed_is_not_sent_again(kari: Client) -> None:
    waits("Liv Aas", "Is the library open?")
    tag = kari.get(f"{CHAT}news/")["ETag"]
    assert kari.get(f"{CHAT}news/", headers={"If-None-Match": tag}).status_code == 304


def test_what_is_looked_at_is_unread_no_longer(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    assert news(kari)["unread"] == 1
    kari.post(f"{CHAT}{row.pk}/seen/", {"upto": str(Message.objects.latest("pk").pk)})
    assert news(kari)["unread"] == 0
    says(row, "Hello?")
    assert "(1) Chat" in page_of(kari)
    page_of(kari, f"{CHAT}?talk={row.pk}")
    assert news(kari)["unread"] == 0


# -- ways -------------------------------------------------------------------------------------------------------------


def test_it_is_passed_on_warmly_to_a_unit_where_somebody_is_ready(kari: Client) -> None:
    ready("ola")
    row = taken("Liv Aas", "Is there a place in school?")
    assert "Skule og barnehage (ready: Ola Vik)" in page_of(kari)
    school = Unit.objects.get(key="skule")
    form = {"unit": str(school.pk), "note": "She moves here in August."}
    said = kari.post(f"{CHAT}{row.pk}/pass-on/", form, follow=True).content.decode()
    assert "Skule og barnehage has it now, first in their queue" in said
    ola = logged_in("ola")
    assert "Liv Aas" in page_of(ola)
    ola.post(f"{CHAT}next/")
    row.refresh_from_db()
    assert row.handler == staff("ola")
    assert row.enquiry is not None
    assert row.enquiry.unit == school


def test_without_anybody_there_it_goes_on_in_writing_and_the_date_stays(kari: Client) -> None:
    row = taken("Liv Aas", "Is there a place in school?")
    assert row.enquiry is not None
    due = row.enquiry.due_by
    school = Unit.objects.get(key="skule")
    assert "Skule og barnehage (in writing)" in page_of(kari)
    form = {"unit": str(school.pk), "note": "She moves here in August."}
    said = kari.post(f"{CHAT}{row.pk}/pass-on/", form, follow=True).content.decode()
    assert "Offered to Skule og barnehage, who answer in writing" in said
    assert Handover.objects.get().note == "She moves here in August."
    assert Enquiry.objects.get(pk=row.enquiry.pk).due_by == due


def test_a_unit_and_a_note_are_asked_for_and_nothing_is_lost(kari: Client) -> None:
    row = taken("Liv Aas", "Is there a place in school?")
    answer = kari.post(f"{CHAT}{row.pk}/pass-on/", {"note": "She moves here."})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose the unit that is to have it" in shown
    assert ">She moves here.</textarea>" in shown
    school = Unit.objects.get(key="skule")
    assert "Write what they need to know" in kari.post(f"{CHAT}{row.pk}/pass-on/", {"unit": school.pk}).content.decode()


def test_it_is_given_back_to_the_front_of_the_queue(kari: Client) -> None:
    row = taken("Liv Aas", "First")
    waits("Bo Holm", "Second")
    kari.post(f"{CHAT}{row.pk}/give-back/")
    shown = page_of(kari)
    assert shown.index("Liv Aas") < shown.index("Bo Holm")


@pytest.mark.parametrize(
    ("how", "status", "why"),
    [("answered", "answered", "done"), ("written", "open", "written"), ("call", "open", "moved")],
)
def test_it_ends_answered_or_goes_on_in_writing_or_as_a_call(kari: Client, how: str, status: str, why: str) -> None:
    row = taken("Liv Aas", "Is the library open?")
    kari.post(f"{CHAT}{row.pk}/reply/", {"text": "Until six."})
    form = {"how": how, "says": "Goodbye!", "phone": "70 00 00 00"}
    said = kari.post(f"{CHAT}{row.pk}/finish/", form, follow=True).content.decode()
    row.refresh_from_db()
    assert row.enquiry is not None
    assert (row.stage, row.ended_why, row.enquiry.status) == ("ended", why, status)
    assert "Ended." in said
    assert f'id="talk-{row.pk}"' not in said


def test_a_call_needs_a_number_and_is_led_to_on_the_page_of_the_enquiry_and_in_the_inbox(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    shown = kari.post(f"{CHAT}{row.pk}/finish/", {"how": "call", "says": "Goodbye!"}).content.decode()
    assert "Write the number to call" in shown
    assert ">Goodbye!</textarea>" in shown
    kari.post(f"{CHAT}{row.pk}/finish/", {"how": "call", "phone": "70 00 00 00"})
    assert row.enquiry is not None
    url = f"/en/desk/enquiry/{row.enquiry.number}/"
    shown = page_of(kari, url)
    assert "We have promised to call by" in shown
    assert 'href="tel:70000000"' in shown
    assert "How did it go?" in shown  # the form is open already
    assert "Call</span>" in page_of(kari, "/en/desk/")
    assert "Write what was said" in kari.post(f"{url}call/", {"how": "answered"}).content.decode()
    shown = kari.post(f"{url}call/", {"how": "not-reached"}, follow=True).content.decode()
    assert "Tried 1 time without reaching them" in shown
    shown = kari.post(f"{url}call/", {"how": "answered", "text": "Until six."}, follow=True).content.decode()
    assert "The call is noted. The promise is kept." in shown
    assert "Nothing was changed: the call has been made meanwhile." in (
        kari.post(f"{url}call/", {"how": "not-reached"}, follow=True).content.decode()
    )


def test_an_answer_to_who_gave_a_phone_number_alone_is_to_be_phoned_and_the_page_says_so(kari: Client) -> None:
    row = waits("Liv Aas", "Is the library open?", phone="70 00 00 00")
    take(row.pk, by=staff("kari"), now=timezone.now())
    assert "an answer must be phoned" in page_of(kari)
    kari.post(f"{CHAT}{row.pk}/finish/", {"how": "written"})
    row.refresh_from_db()
    assert row.enquiry is not None
    shown = page_of(kari, f"/en/desk/enquiry/{row.enquiry.number}/?do=answer")
    assert "The answer must be <strong>phoned</strong>" in shown
    assert "Note what you said, and settle the promise" in shown


def test_how_it_goes_on_must_be_said_and_an_answer_must_have_words(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    shown = kari.post(f"{CHAT}{row.pk}/finish/", {"says": "Goodbye!"}).content.decode()
    assert "Say how it goes on" in shown
    assert ">Goodbye!</textarea>" in shown
    assert (
        "You have not written anything yet"
        in kari.post(f"{CHAT}{row.pk}/finish/", {"how": "answered"}).content.decode()
    )


def test_what_is_not_theirs_to_settle_is_told_of_and_the_last_words_are_kept(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    elsewhere = Unit.objects.exclude(key="innbyggarservice")[0]
    Enquiry.objects.filter(pk=row.enquiry_id or 0).update(sensitive=True, unit=elsewhere)
    answer = kari.post(f"{CHAT}{row.pk}/finish/", {"how": "answered", "says": "Goodbye!"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Another unit answers for this enquiry" in shown
    assert ">Goodbye!</textarea>" in shown
    row.refresh_from_db()
    assert row.stage == "talking"
    leave(row.token, now=timezone.now())
    assert kari.get(f"{CHAT}{row.pk}/").status_code == 404  # it is over, and the enquiry is another unit's to read


def test_one_whose_enquiry_was_joined_to_another_is_finished_there_and_it_is_said_where(kari: Client) -> None:
    row, other = taken("Liv Aas", "Is the library open?"), waits("Bo Holm", "When?").enquiry
    assert row.enquiry is not None
    assert other is not None
    join(row.enquiry.pk, into=other.pk, by=staff("kari"), now=timezone.now())
    answer = kari.post(f"{CHAT}{row.pk}/finish/", {"how": "answered", "says": "At six."}, follow=True)
    shown = answer.content.decode()
    assert (
        f"Ended. {number_said(other.number)} is answered. {number_said(row.enquiry.number)} was joined to it." in shown
    )
    assert Enquiry.objects.get(pk=other.pk).status == "answered"


def test_words_to_a_conversation_that_is_gone_are_told_of_and_not_sent(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    leave(row.token, now=timezone.now())
    answer = kari.post(f"{CHAT}{row.pk}/reply/", {"text": "Until six."}, headers=SCRIPT)
    assert answer.status_code == 409
    assert "not yours any more" in json.loads(answer.content)["faults"][0]
    assert "not yours any more" in kari.post(f"{CHAT}{row.pk}/give-back/", follow=True).content.decode()


def test_one_that_the_citizen_left_can_still_be_noted_as_answered(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    kari.post(f"{CHAT}{row.pk}/reply/", {"text": "Until six."})
    leave(row.token, now=timezone.now())
    assert "It was answered" in page_of(kari, f"{CHAT}{row.pk}/")
    kari.post(f"{CHAT}{row.pk}/finish/", {"how": "answered"})
    row.refresh_from_db()
    assert row.enquiry is not None
    assert row.enquiry.status == "answered"


# -- by its code, and on the page of its enquiry ----------------------------------------------------------------------


def test_a_code_said_on_the_phone_leads_to_the_conversation_and_is_logged(kari: Client) -> None:
    row = waits("Liv Aas", "Is the library open?")
    assert row.enquiry is not None
    for said in (row.code, row.code.replace("-", " "), row.code.replace("-", "")):
        assert kari.get("/en/desk/find/", {"q": said})["Location"] == f"{CHAT}{row.pk}/"
    shown = page_of(kari, f"{CHAT}{row.pk}/")
    assert "Is the library open?" in shown
    assert f"/en/desk/enquiry/{row.enquiry.number}/" in shown
    log = LookUp.objects.filter(purpose="talk_code")
    assert (log.count(), log[0].by, log[0].enquiry_id) == (3, staff("kari"), row.enquiry.pk)


def test_a_code_of_one_that_is_with_the_assistant_alone_shows_what_was_asked(kari: Client) -> None:
    row = asks("Is the library open?")
    shown = kari.get("/en/desk/find/", {"q": row.code}, follow=True).content.decode()
    assert "Is the library open?" in shown
    assert "there is no enquiry yet" in shown
    look = LookUp.objects.get()
    assert (look.by, look.person_id, look.purpose) == (staff("kari"), None, f"talk_code:{row.pk}")
    log = page_of(kari, "/en/desk/look-ups/")
    assert f"A conversation, by the code that was said ({row.pk})" in log
    assert "Nobody was found" not in log


def test_a_talk_with_the_assistant_alone_is_read_through_its_code_and_by_nobody_who_was_not_told_it(
    kari: Client,
) -> None:
    row = asks("Is the library open?")
    said = row.messages.order_by("pk")[0]
    sent = MessageFile.objects.create(
        message=said, name="plan.pdf", size=4, content_type="application/pdf", content=b"%PDF"
    )
    plain = f"{CHAT}{row.pk}/"
    assert kari.get(plain).status_code == 404
    assert kari.get(f"{plain}file/{sent.pk}/").status_code == 404
    assert kari.post(f"{plain}look/", {"text": "x"}).status_code == 404
    ida, other = logged_in("ida"), asks("What is my name?")
    assert kari.get("/en/desk/find/", {"q": row.code})["Location"] == plain
    assert "Is the library open?" in page_of(kari, plain)
    assert kari.get(f"{plain}file/{sent.pk}/").content == b"%PDF"
    assert kari.get(f"{CHAT}{other.pk}/").status_code == 404  # good for one talk
    assert ida.get(plain).status_code == 404  # and for one person
    kari.logout()
    assert logged_in("kari").get(plain).status_code == 404  # as long as they are logged in


def test_a_talk_that_was_found_is_read_until_half_an_hour_after_it_was_used_last(kari: Client) -> None:
    row, begun = asks("Is the library open?"), timezone.now()
    plain = f"{CHAT}{row.pk}/"

    def later(minutes: int, path: str) -> int:
        with patch("django.utils.timezone.now", lambda: begun + timedelta(minutes=minutes)):
            return kari.get(path).status_code

    kari.get("/en/desk/find/", {"q": row.code})
    assert f'hx-get="{plain}still/"' in page_of(kari, plain)
    assert later(29, plain) == 200
    assert later(58, f"{plain}still/") == 204  # the page that is open says so by itself
    assert later(87, plain) == 200
    assert later(118, plain) == 404
    assert later(119, f"{plain}still/") == 404


def test_a_talk_that_was_found_and_has_gone_on_elsewhere_is_read_by_those_alone_who_read_its_enquiry(
    kari: Client,
) -> None:
    row = asks("Is the library open?")
    kari.get("/en/desk/find/", {"q": row.code})
    kari.post(f"{CHAT}{row.pk}/move/", {"channel": "phone"})
    assert kari.get(f"{CHAT}{row.pk}/").status_code == 200
    row.refresh_from_db()
    AlsoAddressed.objects.all().delete()
    elsewhere = Unit.objects.exclude(key="innbyggarservice")[0]
    Enquiry.objects.filter(pk=row.enquiry_id or 0).update(sensitive=True, unit=elsewhere)
    assert kari.get(f"{CHAT}{row.pk}/").status_code == 404


def test_words_that_are_no_code_are_searched_for(kari: Client) -> None:
    assert kari.get("/en/desk/find/", {"q": "abcdef"}).status_code == 200
    assert kari.get("/en/desk/find/", {"q": "school"}).status_code == 200


def test_the_page_of_the_enquiry_tells_of_the_chat_while_it_goes_on_and_after(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    assert row.enquiry is not None
    url = f"/en/desk/enquiry/{row.enquiry.number}/"
    shown = page_of(kari, url)
    assert "Going on now" in shown
    assert "With Kari Strand" in shown
    kari.post(f"{CHAT}{row.pk}/reply/", {"text": "Until six."})
    kari.post(f"{CHAT}{row.pk}/finish/", {"how": "answered"})
    shown = page_of(kari, url)
    assert "Going on now" not in shown
    assert "Read the whole conversation" in shown
    assert "Until six." in shown


def test_beside_a_letter_stand_the_pages_that_answer_it(kari: Client, town: Town) -> None:
    fill_the_shelf(timezone.now())
    row = waits("Liv Aas", "Can I build a garage?")
    assert row.enquiry is not None
    url = f"/en/desk/enquiry/{row.enquiry.number}/"
    shown = page_of(kari, url)
    assert "What the web, the assistant and the chat would answer." in shown
    page_id = shown.split('name="page" value="')[1].split('"')[0]
    put = kari.post(f"{url}put/answer/", {"text": "Hello!", "page": page_id}).content.decode()
    assert ">\nHello!\n\nWhen you must apply.\nhttp" in put
    put = kari.post(f"{url}put/answer/", {"text": "Hello!", "page_link": page_id}).content.decode()
    assert ">\nHello!\n\nBuild a garage: http" in put
    said = kari.post(f"{url}teach/answer/", {"text": "Hello!", "page": page_id}).content.decode()
    assert "is found by these words from now on" in said
    assert ">\nHello!</textarea>" in said


def test_on_the_phone_one_finds_the_same_answers_by_the_callers_words(kari: Client) -> None:
    fill_the_shelf(timezone.now())
    shown = page_of(kari, "/en/desk/answers/?q=build+a+garage")
    assert "Build a garage" in shown
    assert "They can do it themselves" in shown
    assert "No page answers that" in page_of(kari, "/en/desk/answers/?q=qwxyz")
    page_id = shown.split('name="page" value="')[1].split('"')[0]
    said = kari.post("/en/desk/answers/teach/", {"q": "carport", "page": page_id}, follow=True).content.decode()
    assert "is found by these words from now on" in said
    assert logged_in("rolf").post("/en/desk/answers/teach/", {"q": "carport", "page": page_id}).status_code == 403


# -- who may ----------------------------------------------------------------------------------------------------------


def test_whoever_only_reads_serves_no_chat(town: Town) -> None:
    row = waits("Liv Aas", "Is the library open?")
    rolf = logged_in("rolf")
    assert rolf.get(CHAT).status_code == 403
    assert rolf.get(f"{CHAT}{row.pk}/").status_code == 200
    for path in ("seat/", "stay/", "next/", f"{row.pk}/take/", f"{row.pk}/reply/", f"{row.pk}/finish/"):
        assert rolf.post(CHAT + path, {"text": "Hi"}).status_code == 403, path


def test_another_unit_neither_reads_nor_takes_what_is_not_theirs(town: Town) -> None:
    row = waits("Liv Aas", "Is the library open?")
    ready("ola")
    ola = logged_in("ola")
    assert "Liv Aas" not in page_of(ola)
    assert ola.get(f"{CHAT}{row.pk}/").status_code == 404
    assert ola.post(f"{CHAT}{row.pk}/take/").status_code == 404


def test_only_the_one_who_serves_it_writes_in_a_conversation(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?", by="kari")
    ida = logged_in("ida")
    assert ida.post(f"{CHAT}{row.pk}/reply/", {"text": "Hi"}).status_code == 403
    assert not Message.objects.filter(speaker="handler").exists()
    assert kari.post(f"{CHAT}{row.pk}/no-such-deed/").status_code == 404


def test_those_who_lead_see_the_load_and_put_a_conversation_back(kari: Client) -> None:
    row = taken("Liv Aas", "Is the library open?")
    waits("Bo Holm", "When?")
    mona = logged_in("mona")
    shown = page_of(mona, f"{CHAT}load/")
    assert "1 of 3" in shown
    assert "Kari Strand" in shown
    assert "Liv Aas" in shown
    assert kari.get(f"{CHAT}load/").status_code == 403
    assert kari.post(f"{CHAT}{row.pk}/call-back/").status_code == 403
    mona.post(f"{CHAT}{row.pk}/call-back/")
    row.refresh_from_db()
    assert (row.stage, row.handler) == ("waiting", None)


def test_loading_the_page_keeps_the_seat_also_without_a_script(kari: Client) -> None:
    ready("kari")
    Seat.objects.update(seen_at=timezone.now() - timedelta(seconds=55))
    page_of(kari)
    assert timezone.now() - Seat.objects.get().seen_at < timedelta(seconds=10)
