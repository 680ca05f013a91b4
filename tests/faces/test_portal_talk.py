"""The assistant and the chat as citizens meet them, without scripts: pages, forms, and the part in the panel."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.town import Town, settle_town
from torg.assistant.actions import seats, serving
from torg.assistant.models import Conversation, Message
from torg.faces.portal.talk_shown import PART
from torg.people.models import Staff

OURS = {"Sec-Fetch-Site": "same-origin"}
HOME = "/nb/assistent/"


@pytest.fixture
def town(db: None) -> Town:
    """Kongsvinger's strategy: an assistant called Mia, and a chat that is open for as long as somebody serves it."""
    return settle_town("kongsvinger")


@pytest.fixture
def shelf(town: Town) -> Town:
    """The town with a few pages to answer from."""
    fill_the_shelf(timezone.now())
    return town


def begin(client: Client, text: str = "Bygge garasje", **more: str) -> str:
    """Asks the first question; gives the path of the conversation."""
    answer = client.post(HOME, {"text": text, "sent_as": "first", **more}, headers=OURS)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer["Location"]).partition("#")[0]


def page_of(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


def ready(username: str = "kari") -> Staff:
    """Somebody of the front line serves the chat."""
    staff = Staff.objects.get(username=username)
    seats.be_ready(by=staff, at_once=3, languages=(), now=timezone.now())
    return staff


def hand_off(client: Client, path: str, **said: str) -> None:
    answer = client.post(f"{path}person/", said, headers=OURS)
    assert answer.status_code == 302, answer.content.decode()[:2000]


@pytest.fixture
def open_chat(town: Town) -> Staff:
    """The chat is open at whatever hour the test runs, and Kari serves it."""
    return ready()


def test_before_the_first_word_nothing_is_stored_and_no_cookie_set(shelf: Town, client: Client) -> None:
    answer = client.get(f"{HOME}?about=/nb/tjenester/bygge-garasje/&q=garasje")
    page = answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=60"
    assert 'name="about" value="/nb/tjenester/bygge-garasje/"' in page
    assert re.search(r"<textarea[^>]*>\s*garasje</textarea>", page)
    assert (Conversation.objects.count(), list(client.cookies)) == (0, [])


def test_a_question_begins_a_conversation_that_has_an_address_of_its_own(shelf: Town) -> None:
    strict = Client(enforce_csrf_checks=True)
    path = begin(strict, about="/nb/tjenester/")
    row = Conversation.objects.get()
    assert path == f"{HOME}{row.token}/"
    assert row.started_on == "/nb/tjenester/"
    page = page_of(strict, path)
    assert "Bygge garasje" in page
    assert 'href="/nb/tjenester/bygge-garasje/"' in page
    assert 'role="log"' in page
    assert list(strict.cookies) == []


def test_the_page_of_a_conversation_is_kept_by_nobody_and_found_by_no_search_engine(
    shelf: Town, client: Client
) -> None:
    answer = client.get(begin(client))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert client.get(f"{HOME}nobody-has-this/").status_code == 404


def test_the_panel_gets_the_same_part_that_stands_on_the_page(shelf: Town, client: Client) -> None:
    path = begin(client)
    whole, part = client.get(path).content.decode(), client.get(path, headers={PART: "1"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    said = re.search(r'<ol class="talk__said">.*?</ol>', part, re.DOTALL)
    assert said
    without_names = re.sub(r'name="sent_as" value="[^"]*"', "", said[0])
    assert re.sub(r"\s+", " ", without_names) in re.sub(r"\s+", " ", re.sub(r'name="sent_as" value="[^"]*"', "", whole))


def test_what_is_sent_twice_is_said_once(shelf: Town, client: Client) -> None:
    path = begin(client)
    before = Message.objects.count()
    for _ in range(2):
        client.post(path, {"text": "Hva koster det?", "sent_as": "same"}, headers=OURS)
    assert Message.objects.count() == before + 2  # the question and one reply


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_a_form_on_another_site_says_nothing_and_what_it_said_is_shown(
    shelf: Town, client: Client, headers: dict[str, str]
) -> None:
    path = begin(client)
    before = Message.objects.count()
    refused = client.post(path, {"text": "Noe annet"}, headers=headers)
    assert refused.status_code == 422
    assert "Noe annet</textarea>" in refused.content.decode()
    assert client.post(HOME, {"text": "Hei"}, headers=headers).status_code == 422
    assert (Message.objects.count(), Conversation.objects.count()) == (before, 1)


def test_an_empty_message_and_one_that_is_too_long_are_told_and_nothing_is_lost(shelf: Town, client: Client) -> None:
    path = begin(client)
    empty = client.post(path, {"text": " "}, headers=OURS)
    long = client.post(path, {"text": "ord " * 600}, headers=OURS)
    assert (empty.status_code, long.status_code) == (422, 422)
    assert 'role="alert"' in empty.content.decode()
    assert "ord ord ord" in long.content.decode()
    assert client.post(HOME, {"text": ""}, headers=OURS).status_code == 422
    assert Conversation.objects.count() == 1


def test_an_identity_number_is_not_stored_and_the_page_says_so(shelf: Town, client: Client) -> None:
    path = begin(client, "Jeg heter Kari og har 15076500565, kan jeg bygge garasje?")
    assert "15076500565" not in page_of(client, path)
    assert not Message.objects.filter(text__contains="15076500565").exists()


def test_danger_comes_first_and_looks_it(shelf: Town, client: Client) -> None:
    page = page_of(client, begin(client, "det brenner i huset"))
    assert "said--urgent" in page
    assert 'href="tel:110"' in page


def test_the_steps_of_a_page_are_a_numbered_list(town: Town, client: Client) -> None:
    path = begin(client)
    row = Conversation.objects.get()
    steps = ["Slik gjør du:", "3. Logg inn.", "4. Velg <tomt>.", "Da hører du fra oss."]
    data = {"verdict": "answer", "paragraphs": steps, "after": ["1. Vi ser på den.", "2. Vi skriver.", "Fire uker."]}
    Message.objects.create(conversation=row, at=timezone.now(), speaker="assistant", data=data)
    shown = client.get(path).content.decode()
    assert '<ol class="ds-list" start="3"><li>Logg inn.</li><li>Velg &lt;tomt&gt;.</li></ol>' in shown
    assert '<ol class="ds-list"><li>Vi ser på den.</li><li>Vi skriver.</li></ol>' in shown
    assert '<ul class="ds-list"><li>Fire uker.</li></ul>' in shown


def test_whether_it_helped_is_asked_and_answered_with_one_press(shelf: Town, client: Client) -> None:
    path = begin(client)
    page = page_of(client, path)
    message = re.search(r'name="message" value="(\d+)"', page)
    assert message, page
    answer = client.post(f"{path}judge/", {"message": message[1], "helped": "yes"}, headers=OURS)
    assert answer.status_code == 302
    assert client.post(f"{path}judge/", {"message": "0", "helped": "yes"}, headers=OURS).status_code == 404


def test_with_nobody_on_duty_no_person_is_promised_and_the_question_goes_along_to_the_form(
    shelf: Town, client: Client
) -> None:
    path = begin(client, "Kan rådhuset males rosa?")
    page = page_of(client, f"{path}person/")
    assert f'action="{path}person/"' not in page
    assert "/nb/contact/?message=Kan+r%C3%A5dhuset+males+rosa" in page
    refused = client.post(f"{path}person/", {"name": "Ada"}, headers=OURS)
    assert refused.status_code == 200
    assert Conversation.objects.get().stage == "assistant"


class TestWithAPerson:
    """From the queue to the end, seen from the citizen's side."""

    def test_the_queue_who_answers_and_what_is_said_stand_on_the_same_page(
        self, shelf: Town, client: Client, open_chat: Staff
    ) -> None:
        path = begin(client, "Kan rådhuset males rosa?")
        hand_off(client, path, name="Ada", email="ada@example.org", wants_transcript="on")
        page = page_of(client, path)
        row = Conversation.objects.get()
        assert row.enquiry is not None
        assert 'data-stage="waiting"' in page
        assert f"/follow/{row.enquiry.token}/" in page
        serving.take(row.pk, by=open_chat, now=timezone.now())
        serving.reply(row.pk, "Hei Ada! Se https://example.org/rosa", by=open_chat, sent_as="a", now=timezone.now())
        page = page_of(client, path)
        assert "Kari Strand" in page
        assert '<a href="https://example.org/rosa"' in page
        row.refresh_from_db()
        assert row.citizen_seen == Message.objects.latest("id").pk
        client.post(path, {"text": "Takk!", "sent_as": "thanks"}, headers=OURS)
        assert Message.objects.latest("id").speaker == "citizen"
        client.post(f"{path}leave/", headers=OURS)
        page = page_of(client, path)
        assert 'data-stage="ended"' in page
        assert "ada@example.org" in page
        refused = client.post(path, {"text": "En ting til"}, headers=OURS)
        assert refused.status_code == 422
        assert "En ting til" in refused.content.decode()

    def test_files_go_both_ways_and_are_only_saved_never_run(
        self, shelf: Town, client: Client, open_chat: Staff
    ) -> None:
        path = begin(client, "Kan rådhuset males rosa?")
        hand_off(client, path)
        bill = SimpleUploadedFile("bill.pdf", b"%PDF-1.7 a bill", "application/pdf")
        sent = client.post(path, {"text": "", "attachments": bill, "sent_as": "file"}, headers=OURS)
        assert sent.status_code == 302
        found = re.search(r'href="([^"]+/file/\d+/)"', page_of(client, path))
        assert found
        got = client.get(found[1])
        assert got.content == b"%PDF-1.7 a bill"
        assert got["Content-Disposition"].startswith("attachment")
        program = SimpleUploadedFile("run.exe", b"MZ", "application/pdf")
        assert client.post(path, {"text": "se", "attachments": program}, headers=OURS).status_code == 422
        other = begin(client, "Hei")
        assert client.get(f"{other}file/{found[1].rstrip('/').rpartition('/')[2]}/").status_code == 404

    def test_seen_and_typing_take_one_small_post_each(self, shelf: Town, client: Client, open_chat: Staff) -> None:
        path = begin(client, "Kan rådhuset males rosa?")
        hand_off(client, path)
        row = Conversation.objects.get()
        serving.take(row.pk, by=open_chat, now=timezone.now())
        last = serving.reply(row.pk, "Hei", by=open_chat, sent_as="a", now=timezone.now())
        for verb, said in (("typing", {}), ("seen", {"upto": str(last)}), ("seen", {"upto": "x" * 30})):
            assert client.post(f"{path}{verb}/", said, headers=OURS).status_code == 204
        row.refresh_from_db()
        assert row.citizen_seen == last

    def test_a_transcript_can_be_asked_for_and_a_wrong_address_is_told(
        self, shelf: Town, client: Client, open_chat: Staff
    ) -> None:
        path = begin(client, "Kan rådhuset males rosa?")
        assert client.post(f"{path}transcript/", {"email": "ada@example.org"}, headers=OURS).status_code == 404
        hand_off(client, path)
        assert client.post(f"{path}transcript/", {"email": "ada"}, headers=OURS).status_code == 422
        assert client.post(f"{path}transcript/", {"email": "ada@example.org"}, headers=OURS).status_code == 302
        assert "ada@example.org" in page_of(client, path)


def test_every_portal_page_leads_to_the_assistant_and_names_no_secret_page(shelf: Town, client: Client) -> None:
    assert "/nb/assistent/?about=%2Fnb%2Fpromises%2F" in page_of(client, "/nb/promises/")
    page = page_of(client, f"/nb/follow/{shelf.token}/")
    assert 'href="/nb/assistent/"' in page
    assert "about=" not in re.findall(r'data-launch.*|href="/nb/assistent/[^"]*"', page)[0]
    assert "data-launch-too" in page_of(client, "/nb/tjenester/bygge-garasje/")
    assert "/nb/assistent/?q=enhj%C3%B8rning" in page_of(client, "/nb/sok/?q=enhjørning")


def test_among_the_ways_to_reach_us_it_can_be_pressed(shelf: Town, client: Client) -> None:
    way = re.search(r"<h3[^>]*>Mia</h3>.*?</li>", page_of(client, "/nb/"), re.DOTALL)
    assert way
    assert 'href="/nb/assistent/?about=%2Fnb%2F" data-launch-too' in way[0]


def test_the_assistant_is_an_app_of_its_own(town: Town, client: Client) -> None:
    said = client.get("/nb/assistent/app.webmanifest").json()
    assert said["start_url"] == said["scope"] == said["id"] == HOME
    assert said["lang"] == "nb"
    assert said["icons"]
    assert f'href="{HOME}app.webmanifest"' in page_of(client, HOME)
    assert f'href="{HOME}app.webmanifest"' not in page_of(client, "/nb/")


def test_what_the_browser_loads_for_it_is_under_30_kb() -> None:
    folder = Path(__file__).parents[2] / "src/torg/faces/portal/static/portal"
    assert sum((folder / name).stat().st_size for name in ("launch.js", "talk.js", "talk.css")) < 30_000
    assert (folder / "launch.js").stat().st_size < 2_000


def test_a_reply_in_another_language_than_the_page_has_all_its_words_in_that(shelf: Town, client: Client) -> None:
    page = page_of(client, begin(client, "where do I apply if I want to build a garage beside my house"))
    reply = page.partition('class="said__reply" lang="en"')[2]
    assert "Taken from:" in reply
    assert "Did this help?" in reply
    assert "Hjalp dette?" not in page


def test_what_the_page_does_not_tell_is_not_asked_about(shelf: Town, client: Client) -> None:
    path = begin(client)
    assert "talk__judge" in page_of(client, path)
    client.post(path, {"text": "når er fristen?", "sent_as": "second"}, headers=OURS)
    page = page_of(client, path)
    assert "Det står ingen frist på siden." in page
    assert "talk__judge" not in page


def test_pages_beside_anothers_matter_are_named_as_that_and_not_as_its_source(shelf: Town, client: Client) -> None:
    page = page_of(client, begin(client, "det brenner i huset"))
    assert page.count("110</a>") >= 2  # the button, and the line that always stands there
    assert "<p>110" not in page
