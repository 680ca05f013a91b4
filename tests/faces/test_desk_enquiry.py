"""The page of an enquiry: its story, notes, drafts, files, and each turn by its form."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.faces.town import PASSWORD, Town, more_from_aisha
from torg.channels.base import File
from torg.enquiries.actions.take_in import take_in_kept
from torg.enquiries.models import Draft, Enquiry, Mention, Note
from torg.enquiries.queries.page import EnquiryPage, enquiry_page
from torg.faces.parts.files import SALT, answer
from torg.mailroom.actions import keep
from torg.people.actions import set_up_staff
from torg.people.models import DeskSession

pytestmark = pytest.mark.usefixtures("english")
PNG = bytes.fromhex("89504e470d0a1a0a") + b"rest of a picture"


def the(number: int) -> EnquiryPage:
    found = enquiry_page(number, now=timezone.now())
    assert found is not None
    return found


@pytest.fixture
def url(town: Town) -> str:
    return f"/en/desk/enquiry/{town.number}/"


@pytest.fixture
def other_desk(town: Town) -> Client:
    """A colleague of Kari's, who also answers for all."""
    set_up_staff(username="tor", name="Tor Viken", role="front_line", unit="innbyggarservice", password=PASSWORD)
    client = Client()
    assert client.login(username="tor", password=PASSWORD)
    return client


def write(letter: EmailMessage, sender: str = "liv@example.org") -> Enquiry:
    letter["From"], letter["To"] = f"Liv Aas <{sender}>", "post@torg.example"
    kept = keep(kind="email", raw=bytes(letter), headers={"mail-from": sender}, now=timezone.now())
    enquiry = take_in_kept(kept, now=timezone.now())
    assert enquiry is not None
    return enquiry


@pytest.fixture
def rich(town: Town) -> Enquiry:
    """An enquiry whose letter has markup with a picture in it, and another letter as a file."""
    letter = EmailMessage()
    letter["Subject"] = "The lamp"
    letter.set_content("The lamp is dark.\n")
    letter.add_alternative(
        '<p onclick="x()">The <b>lamp</b><img src="cid:lamp"><img src="http://spy.example/x.png"></p>'
        "<script>alert(1)</script>",
        subtype="html",
    )
    letter.get_payload()[1].add_related(PNG, "image", "png", cid="<lamp>", filename="lamp.png")  # type: ignore[union-attr,index]
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "nabo@example.org", "liv@example.org", "Dark here too"
    inner.set_content("I saw it as well.")
    inner.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="kart.pdf")
    letter.add_attachment(inner)
    return write(letter)


def first_contact(enquiry: Enquiry) -> int:
    return enquiry.contacts.earliest("id").pk


# -- the story --------------------------------------------------------------------------------------------------------


def test_the_story_can_be_sifted_to_what_the_sender_sees_and_to_notes(desk: Client, url: str) -> None:
    desk.post(f"{url}note/", {"text": "Between us"})
    everything = desk.get(url).content.decode()
    assert "Between us" in everything
    assert "note, only colleagues see it" in everything
    assert "Between us" not in desk.get(f"{url}?only=citizen").content.decode()
    notes = desk.get(f"{url}?only=notes").content.decode()
    assert "Between us" in notes
    assert "Where do I read the water meter?" not in notes


def test_what_has_come_since_one_last_looked_is_marked_and_leads_there(desk: Client, url: str) -> None:
    assert "New since you last looked" not in desk.get(url).content.decode()
    more_from_aisha(timezone.now() + timedelta(seconds=1), "And the main tap?")
    page = desk.get(url).content.decode()
    assert "New since you last looked" in page
    newest = re.search(r'href="#(contact-\d+)">[^#]*The newest', page)
    assert newest is not None
    assert f'id="{newest[1]}"' in page


def test_a_long_story_shows_its_newest_and_the_rest_when_asked(desk: Client, url: str) -> None:
    for index in range(60):
        desk.post(f"{url}note/", {"text": f"Note {index:02}."})
    page = desk.get(url).content.decode()
    assert "Note 59." in page
    assert "Note 01." not in page
    earlier = re.search(r'href="(\?entries=\d+)#story">Show earlier entries', page)
    assert earlier is not None
    page = desk.get(f"{url}{earlier[1]}").content.decode()
    assert "Note 01." in page
    assert "Show earlier entries" not in page


def test_quoted_text_and_signatures_are_folded_and_nothing_of_them_is_lost(desk: Client, town: Town) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Again"
    letter.set_content(
        "My new words.\n\nOn Mon, 2 Nov 2026 at 10:00 Torg <post@torg.example> wrote:\n> The old words.\n"
    )
    page = desk.get(f"/en/desk/enquiry/{write(letter).number}/").content.decode()
    folded = re.search(r"<summary>Quoted from earlier</summary>.*?</details>", page, re.DOTALL)
    assert folded is not None
    assert "The old words." in folded[0]
    assert "My new words." not in folded[0]


# -- notes ------------------------------------------------------------------------------------------------------------


def test_a_colleague_named_in_a_note_is_told_until_they_open_the_enquiry(
    desk: Client, other_desk: Client, url: str, town: Town
) -> None:
    desk.post(f"{url}note/", {"text": "@Tor Viken, do you know the cellar?"})
    assert "Water meter" in other_desk.get("/en/desk/?only=mentions").content.decode()
    other_desk.get(url)
    assert "Water meter" not in other_desk.get("/en/desk/?only=mentions").content.decode()


def test_without_a_script_colleagues_are_chosen_in_a_list(desk: Client, other_desk: Client, url: str) -> None:
    page = desk.get(f"{url}?do=note").content.decode()
    option = re.search(r'<option value="(\d+)">Tor Viken', page)
    assert option is not None
    desk.post(f"{url}note/", {"text": "Look here", "mentions": [option[1]]})
    assert Mention.objects.get().staff.name == "Tor Viken"


def test_a_note_can_not_tell_somebody_who_may_not_read_it(desk: Client, town: Town, url: str) -> None:
    teacher = set_up_staff(username="ane", name="Ane Lie", role="case_worker", unit="skule")
    said = desk.post(f"{url}note/", {"text": "Look here", "mentions": [str(teacher.pk)]})
    assert said.status_code == 422
    assert "Choose among the colleagues who may read this enquiry" in said.content.decode()
    assert not Note.objects.exists()


def test_a_corrected_note_shows_what_it_said_before(desk: Client, other_desk: Client, url: str) -> None:
    desk.post(f"{url}note/", {"text": "On Tuesday"})
    note = Note.objects.get()
    assert other_desk.post(f"{url}note/{note.pk}/", {"text": "Never"}).status_code == 403
    page = desk.post(f"{url}note/{note.pk}/", {"text": "On Wednesday"}, follow=True).content.decode()
    assert "On Wednesday" in page
    assert "On Tuesday" in page
    assert "what it said before" in page


def test_an_empty_correction_is_told_beside_the_note(desk: Client, url: str) -> None:
    desk.post(f"{url}note/", {"text": "On Tuesday"})
    said = desk.post(f"{url}note/{Note.objects.get().pk}/", {"text": ""})
    assert "Write what the note should say" in said.content.decode()


# -- files ------------------------------------------------------------------------------------------------------------


def test_a_file_is_given_out_where_no_cookie_goes(desk: Client, rich: Enquiry) -> None:
    sent_on = desk.get(f"/en/desk/file/{first_contact(rich)}/0/")
    stranger = Client()
    stranger.cookies["sessionid"] = "short"
    given = stranger.get(sent_on["Location"])
    assert given.content == PNG
    assert not given.cookies
    assert "Cookie" not in given.get("Vary", "")
    assert given["Content-Type"] == "image/png"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Cache-Control"] == "private, no-store"
    assert "sandbox" in given["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "said", "content", "shown_as"),
    [
        ("page.html", "text/html", b"<script>alert(1)</script>", ""),
        ("picture.svg", "image/svg+xml", b"<svg onload='x()'/>", ""),
        ("picture.png", "image/png", b"<html><script>", ""),
        ("lamp.png", "application/octet-stream", PNG, "image/png"),
        ("bill.pdf", "application/pdf", b"%PDF-1.7", "application/pdf"),
        ("words.txt", "text/plain", "blåbær".encode("latin-1"), "text/plain; charset=utf-8"),
        ("words.txt", "text/plain", b"\0\1", ""),
    ],
)
def test_only_what_no_browser_runs_is_shown_whatever_its_sender_calls_it(
    name: str, said: str, content: bytes, shown_as: str
) -> None:
    given = answer(File(name, said, content), save=False)
    assert given["Content-Type"] == (shown_as or "application/octet-stream")
    assert given["Content-Disposition"].startswith("inline" if shown_as else "attachment")
    assert answer(File(name, said, content), save=True)["Content-Disposition"].startswith("attachment")


def test_a_file_keeps_its_nordic_name() -> None:
    given = answer(File("måling på Ås.txt", "text/plain", b"1"), save=True)
    assert "filename*=utf-8''m%C3%A5ling%20p%C3%A5%20%C3%85s.txt" in given["Content-Disposition"]


def test_the_address_of_a_file_soon_stops_working_and_can_not_be_made_up(
    desk: Client, rich: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/en/desk/file/{first_contact(rich)}/0/"
    sent_on = desk.get(path)["Location"]
    assert Client().get(sent_on).status_code == 200
    assert Client().get(sent_on.replace("/files/", "/files/x")).status_code == 404
    monkeypatch.setattr("time.time", lambda: timezone.now().timestamp() + 301)
    assert Client().get(sent_on).status_code == 410

    six_minutes_ago = signing.b62_encode(int(timezone.now().timestamp()) - 360)
    monkeypatch.setattr(signing.TimestampSigner, "timestamp", lambda _self: six_minutes_ago)
    assert Client().get(desk.get(path)["Location"]).status_code == 410


def test_nobody_gets_the_address_of_a_file_they_may_not_see(town: Town, client: Client, rich: Enquiry) -> None:
    client.login(username="ola", password=PASSWORD)
    for path in ("file/{}/0/", "letter/{}/", "letter/{}/1/", "text/{}/"):
        assert client.get(f"/en/desk/{path.format(first_contact(rich))}").status_code == 404


def test_with_a_host_of_their_own_files_are_there_and_nothing_else(desk: Client, rich: Enquiry, settings: Any) -> None:
    settings.FILES_URL, settings.ALLOWED_HOSTS = "https://files.example.net", ["testserver", "files.example.net"]
    sent_on = desk.get(f"/en/desk/file/{first_contact(rich)}/0/")["Location"]
    assert sent_on.startswith("https://files.example.net/files/")
    path = sent_on.removeprefix("https://files.example.net")
    assert Client(headers={"host": "files.example.net"}).get(path).content == PNG
    assert Client(headers={"host": "files.example.net"}).get("/en/desk/login/").status_code == 404
    assert Client().get(path).status_code == 404


def test_markup_is_shown_cleaned_in_a_frame_with_its_own_policy(desk: Client, rich: Enquiry) -> None:
    contact = first_contact(rich)
    page = desk.get(f"/en/desk/enquiry/{rich.number}/?formatted={contact}")
    assert f'src="/en/desk/letter/{contact}/" sandbox="' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    framed = Client().get(desk.get(f"/en/desk/letter/{contact}/")["Location"])
    text, policy = framed.content.decode(), framed["Content-Security-Policy"]
    assert "<b>lamp</b>" in text
    for unwanted in ("<script", "onclick", "spy.example", "cid:"):
        assert unwanted not in text
    picture = re.search(r'src="(http://testserver/files/[^"]+)"', text)
    assert picture is not None
    assert Client().get(picture[1]).content == PNG
    assert policy.startswith("default-src 'none'")
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "style-src 'unsafe-inline'" not in policy


def test_a_letter_in_a_letter_opens_as_a_page_with_its_own_files(desk: Client, rich: Enquiry) -> None:
    contact = first_contact(rich)
    page = desk.get(f"/en/desk/letter/{contact}/1/").content.decode()
    for words in ("Dark here too", "nabo@example.org", "I saw it as well.", "kart.pdf"):
        assert words in page
    assert Client().get(desk.get(f"/en/desk/file/{contact}/1-0/")["Location"]).content == b"%PDF-1.7"
    assert desk.get(f"/en/desk/letter/{contact}/0/").status_code == 404
    assert desk.get(f"/en/desk/file/{contact}/1-7/").status_code == 404
    assert desk.get(f"/en/desk/file/{contact}/x/").status_code == 404


def test_a_signed_address_says_what_it_is_the_key_to(desk: Client, rich: Enquiry) -> None:
    sent_on = desk.get(f"/en/desk/file/{first_contact(rich)}/0/?save")["Location"]
    signed = sent_on.split("/")[-2]
    assert signing.loads(signed, salt=SALT) == [first_contact(rich), [0], "save"]


# -- drafts and presence ----------------------------------------------------------------------------------------------


def test_what_was_written_is_back_with_when_it_was_saved_and_can_be_thrown_away(desk: Client, url: str) -> None:
    desk.post(f"{url}draft/answer/", {"text": "Dear Aisha", "by_script": "1"})
    page = desk.get(url).content.decode()
    assert ">\nDear Aisha</textarea>" in page
    assert "Your draft from" in page
    page = desk.post(f"{url}draft/answer/drop/", follow=True).content.decode()
    assert "Dear Aisha" not in page


def test_without_a_script_a_button_saves_the_draft(desk: Client, url: str) -> None:
    page = desk.post(f"{url}draft/note/", {"text": "To be said"}, follow=True).content.decode()
    assert "The draft is saved. Nothing has been sent." in page
    assert "To be said" in page


def test_a_draft_is_gone_when_it_has_been_sent(desk: Client, url: str) -> None:
    desk.post(f"{url}draft/answer/", {"text": "In the"})
    desk.post(f"{url}answer/", {"text": "In the cellar."})
    assert not Draft.objects.exists()


def test_a_colleague_who_looks_or_writes_is_seen(desk: Client, other_desk: Client, url: str) -> None:
    other_desk.post(f"{url}looking/", {"writing": "1"})
    assert "Tor Viken is writing" in desk.get(url).content.decode()
    other_desk.post(f"{url}looking/", {"leaving": "1"})
    assert "Tor Viken" not in desk.post(f"{url}looking/").content.decode()


def test_what_happens_while_one_writes_is_told_before_anything_is_sent(
    desk: Client, other_desk: Client, url: str
) -> None:
    page = desk.get(url).content.decode()
    seen = {name: re.search(rf'name="{name}" value="(\d+)"', page)[1] for name in ("seen", "last_event")}  # type: ignore[index]
    assert "Something new:" not in desk.post(f"{url}looking/", seen).content.decode()
    more_from_aisha(timezone.now(), "And the tap?")
    other_desk.post(f"{url}take/")
    told = desk.post(f"{url}looking/", seen).content.decode()
    assert "The sender has written again." in told
    assert "Took the enquiry · Tor Viken" in told


# -- turns ------------------------------------------------------------------------------------------------------------


def later(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def school(town: Town) -> str:
    return str(Enquiry.objects.filter(unit__key="skule").values_list("unit_id", flat=True)[0])


def test_an_enquiry_is_handed_over_and_stays_until_it_is_accepted(desk: Client, town: Town, url: str) -> None:
    said = desk.post(f"{url}handover/", {"to_unit": school(town), "note": "About the school"}, follow=True)
    assert "who have not answered yet" in said.content.decode()
    teacher = Client()
    teacher.login(username="ola", password=PASSWORD)
    page = teacher.get(url).content.decode()
    assert "asks you to take this over" in page
    assert "About the school" in page
    before = the(town.number).due_by
    accepted = teacher.post(f"{url}accept/", follow=True).content.decode()
    assert "Your unit has it now" in accepted
    assert (the(town.number).unit_name, the(town.number).due_by) == ("Skule og barnehage", before)


def test_a_unit_refuses_with_a_reason(desk: Client, town: Town, url: str) -> None:
    desk.post(f"{url}handover/", {"to_unit": school(town), "note": "About the school"})
    teacher = Client()
    teacher.login(username="ola", password=PASSWORD)
    assert teacher.post(f"{url}refuse/", {"reason": ""}).status_code == 422
    teacher.post(f"{url}refuse/", {"reason": "It is about water"})
    page = desk.get(url).content.decode()
    assert "It is about water" in page


def test_an_interim_reply_promises_a_new_date(desk: Client, town: Town, url: str) -> None:
    form = {"text": "It takes longer.", "reason": "Many ask", "new_date": later(30)}
    assert desk.post(f"{url}interim/", {**form, "new_date": later(0)}).status_code == 422
    said = desk.post(f"{url}interim/", form, follow=True).content.decode()
    assert "the new date is promised" in said
    assert "Replaced by a new date" in said


def test_asking_for_more_stops_the_clock_and_going_on_starts_it(desk: Client, town: Town, url: str) -> None:
    form = {"text": "Which meter?", "reason": "There are two", "wanted_by": later(5)}
    assert "The clock stands still" in desk.post(f"{url}ask/", form, follow=True).content.decode()
    assert the(town.number).status == "waiting"
    assert "The clock goes on" in desk.post(f"{url}go-on/", follow=True).content.decode()
    assert the(town.number).status == "open"


def test_a_repeat_is_joined_by_its_number_and_taken_apart_again(desk: Client, town: Town, url: str) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Water meter once more"
    letter.set_content("Where do I read the water meter?")
    repeat = write(letter, "aisha@example.org")
    there = f"/en/desk/enquiry/{repeat.number}/"
    assert "Join to" in desk.get(there).content.decode()
    wrong = desk.post(f"{there}join/", {"into": "123"})
    assert "There is no enquiry with that number that you can open" in wrong.content.decode()
    page = desk.post(f"{there}join/", {"into": str(town.number)}, follow=True).content.decode()
    assert "They are joined." in page
    assert "joined to this one" in desk.get(url).content.decode()
    assert "They are apart again." in desk.post(f"{there}unjoin/", follow=True).content.decode()


def test_a_colleague_is_given_an_enquiry(desk: Client, other_desk: Client, town: Town, url: str) -> None:
    page = desk.get(f"{url}?do=assign").content.decode()
    option = re.search(r'<option value="(\d+)">Tor Viken', page)
    assert option is not None
    desk.post(f"{url}assign/", {"to": option[1]})
    assert the(town.number).handler_name == "Tor Viken"


def test_what_is_done_is_opened_again_with_a_reason(desk: Client, town: Town, url: str) -> None:
    desk.post(f"{url}answer/", {"text": "In the cellar."})
    assert desk.post(f"{url}reopen/", {"reason": ""}).status_code == 422
    desk.post(f"{url}reopen/", {"reason": "She has no cellar"})
    assert the(town.number).status == "open"


def test_words_that_could_not_be_sent_are_kept(desk: Client, other_desk: Client, town: Town, url: str) -> None:
    other_desk.post(f"{url}close/", {"reason": "By mistake"})
    form = {"text": "It takes longer.", "reason": "Many ask", "new_date": later(30), "seen": ""}
    said = desk.post(f"{url}interim/", form, follow=True).content.decode()
    assert "answered or closed already" in said
    assert Draft.objects.get(purpose="interim").text == "It takes longer."


def test_one_who_marks_anothers_as_sensitive_and_may_then_not_read_it_is_told_who_can(desk: Client, town: Town) -> None:
    number = Enquiry.objects.filter(unit__key="skule", status="open").values_list("number", flat=True)[0]
    there = f"/en/desk/enquiry/{number}/"
    said = desk.post(f"{there}sensitive/", follow=True)
    assert said.status_code == 200
    refused = desk.get(there)
    assert refused.status_code == 403
    assert "Ola Vik (Skule og barnehage)" in refused.content.decode()


# -- help beside the box ----------------------------------------------------------------------------------------------


def test_the_text_is_checked_without_a_script_and_nothing_is_sent(desk: Client, town: Town, url: str) -> None:
    said = desk.post(f"{url}look/answer/", {"text": "We will look at it as soon as possible."})
    page = said.content.decode()
    assert said.status_code == 200
    assert "<q>as soon as possible</q>" in page
    assert "We will look at it as soon as possible.</textarea>" in page
    assert the(town.number).status == "open"


def test_a_script_gets_the_hints_alone(desk: Client, url: str) -> None:
    said = desk.post(f"{url}look/answer/", {"text": "Hello."}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in said
    assert "Say whom to ask" in said


def test_the_language_to_answer_in_is_said(desk: Client, url: str) -> None:
    assert "Answer in <strong>English</strong>: the sender wrote it." in desk.get(url).content.decode()


def test_the_best_channel_is_told_and_can_be_offered(desk: Client, url: str) -> None:
    page = desk.get(url).content.decode()
    assert "the strategy puts" in page.lower()
    offered = desk.post(f"{url}offer-channel/", {"text": "In the cellar."}).content.decode()
    assert "In the cellar.\n\nNext time you may get an answer sooner by" in offered


def test_a_hidden_address_shows_nothing_on_the_page(desk: Client, town: Town, url: str) -> None:
    person = Enquiry.objects.get(number=town.number).person
    person.protection = "confidential"
    person.save(update_fields=["protection"])
    page = desk.get(url).content.decode()
    assert "Protected" in page
    assert "aisha@example.org" not in page


# -- what an open page does by itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["looking/", ""])
def test_a_page_left_open_does_not_keep_its_session_from_ending(desk: Client, url: str, path: str) -> None:
    desk.get(url)
    long_ago = timezone.now() - timedelta(minutes=10)
    DeskSession.objects.update(seen_at=long_ago)
    desk.post(f"{url}{path}") if path else desk.get("/en/desk/live/")
    assert DeskSession.objects.get().seen_at == long_ago
    desk.get(url)
    assert DeskSession.objects.get().seen_at > long_ago


def test_the_page_asks_the_database_no_more_often_when_its_story_is_long(desk: Client, url: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        return len(queries)

    desk.post(f"{url}note/", {"text": "The first"})
    desk.get(url)
    short = asked()
    for index in range(20):
        desk.post(f"{url}note/", {"text": f"Note {index}"})
        more_from_aisha(timezone.now(), f"More {index}")
    desk.get(url)
    assert asked() == short


def test_a_letter_that_a_form_sent_for_somebody_says_who_sent_it(desk: Client, town: Town) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["Reply-To"] = f"About {town.number}", "Aisha Omar <aisha@example.org>"
    letter.set_content("I withdraw everything.")
    own = write(letter, "no-reply@forms.example")
    assert own.number != town.number
    page = desk.get(f"/en/desk/enquiry/{own.number}/").content.decode()
    assert "Sent by no-reply@forms.example." in page
    assert "Sent by" not in desk.get(f"/en/desk/enquiry/{town.number}/").content.decode()
