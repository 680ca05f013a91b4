"""Finding an enquiry by words: in three languages, by the beginning of a word, with and without æ, ø and å."""

from __future__ import annotations

import random
import threading
from datetime import datetime

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from tests.town import BUILDING_ADDRESS, Town
from torg.enquiries.actions.answer import answer, mark_sensitive
from torg.enquiries.actions.index import index_anew, index_forgotten, index_waiting
from torg.enquiries.models import AlsoAddressed, Contact, Enquiry, Event, SearchCursor, SearchText
from torg.enquiries.queries.search import Found, search
from torg.language.letters import folded
from torg.people.models import Unit
from torg.people.queries import Sight, sight_of

pytestmark = pytest.mark.django_db
EVERYTHING = Sight(None, None)
NOW = datetime.fromisoformat("2026-03-02T10:00+01:00")


def gather() -> None:
    while index_waiting():
        pass


def found(words: str, sight: Sight = EVERYTHING, **chosen: object) -> list[Found]:
    return list(search(words, sight=sight, now=NOW, **chosen).rows)  # type: ignore[arg-type]


def subjects(words: str, sight: Sight = EVERYTHING, **chosen: object) -> list[str]:
    return ["".join(piece.text for piece in one.subject) for one in found(words, sight, **chosen)]


@pytest.fixture
def town(db: None) -> Town:
    """A town with five enquiries, gathered."""
    town = Town()
    for day, (sender, subject, text, to) in enumerate(LETTERS):
        town.receive(town.at(f"2026-03-0{day + 1} 09:00"), sender=sender, subject=subject, text=text, to=to)
    gather()
    return town


MAIN = "post@town.example"
LETTERS = (
    ("Ola Nordmann <ola@example.org>", "Barnehageplasser", "Hei! Hvor mange plasser er det i barnehagene?", MAIN),
    ("Åse Bjørnstad <aase.b@example.org>", "Byggesak", "Jeg venter på byggetillatelsen i Åsane.", BUILDING_ADDRESS),
    ("Mette Sørensen <mette@example.org>", "Børnehave", "Hej! Hvornår åbner børnehaverne efter ferien?", MAIN),
    ("John Smith <john@example.org>", "Parking", "Hello, where are the parking permits sold, please?", MAIN),
    ("Per Hansen <per@example.org>", "Ordre AB-1234/7", "Gjelder gnr 12 bnr 34, faktura 990017.", MAIN),
)


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("barnehage", "Barnehageplasser"),
        ("plassene", "Barnehageplasser"),
        ("plass på barnehage", "Barnehageplasser"),
        ("er det i", "Barnehageplasser"),
        ("børnehaven", "Børnehave"),
        ("permit", "Parking"),
        ("Bjørnstad", "Byggesak"),
        ("bjornstad", "Byggesak"),
        ("åsane", "Byggesak"),
        ("Aasane", "Byggesak"),
        ("asane", "Byggesak"),
        ("byggetil", "Byggesak"),
        ("Ase bygge", "Byggesak"),
        ("aase.b@example.org", "Byggesak"),
        ("john", "Parking"),
        ("990017", "Ordre AB-1234/7"),
        ("AB-1234/7", "Ordre AB-1234/7"),
        ('"gnr 12 bnr 34"', "Ordre AB-1234/7"),
        ("hello -barnehage", "Parking"),
    ],
)
def test_words_names_addresses_and_codes_are_found(town: Town, words: str, subject: str) -> None:
    assert subject in subjects(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "!!!",
        "ingenting",
        '"bnr 12"',
        "barnehage -hei",
        "barnehage parking",
        "\0",
        "':*&|!",
        "=is:open",
        "' | ''",
    ],
)
def test_what_is_not_there_is_not_found_and_no_sign_breaks_the_question(town: Town, words: str) -> None:
    assert subjects(words) == []


def test_all_words_must_stand_in_the_enquiry_wherever_they_stand(town: Town) -> None:
    enquiry = Enquiry.objects.get(subject="Byggesak")
    answer(enquiry.pk, text="Du kan hente nøkkelen i resepsjonen.", by=town.builder, now=NOW)
    gather()
    assert subjects("Bjørnstad resepsjonen") == ["Byggesak"]
    assert "resepsjonen" in "".join(p.text for p in found("resepsjonen")[0].snippet)


def test_our_own_receipts_are_not_what_people_wrote(town: Town) -> None:
    receipt = Contact.objects.filter(purpose="receipt").latest("id")
    assert subjects(f'"{" ".join(receipt.text.split()[:4])}"') == []


def test_the_newest_come_first_and_pages_neither_skip_nor_repeat(town: Town) -> None:
    for index in range(60):
        town.receive(town.at(f"2026-02-{1 + index % 28:02} {8 + index % 9:02}:00"), subject=f"Kloakk {index:02}")
    gather()
    seen, after = [], ""
    for _page in range(3):
        page = search("kloakk", sight=EVERYTHING, after=after, now=NOW)
        seen += list(page.rows)
        after = page.next_cursor
    assert after == ""
    assert len({one.id for one in seen}) == len(seen) == 60
    assert [one.opened_at for one in seen] == sorted((one.opened_at for one in seen), reverse=True)
    assert len(search("kloakk", sight=EVERYTHING, after="nonsense", now=NOW).rows) == 25


def test_rare_words_are_found_however_old_the_enquiry(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torg.enquiries.queries.search.NEWEST", 1)
    assert subjects("barnehage") == ["Barnehageplasser"]


def test_the_search_can_be_sifted(town: Town) -> None:
    building = Unit.objects.get(key="building").pk
    answered = Enquiry.objects.get(subject="Parking")
    town.answer(answered, NOW)
    gather()
    assert subjects("example", unit_id=building) == ["Byggesak"]
    assert subjects("example", status="answered") == ["Parking"]
    assert "Parking" not in subjects("example", status="open")
    assert subjects("example", channel="web") == []
    assert len(subjects("example", channel="email")) == 5
    assert "Barnehageplasser" not in search_days(1)


def search_days(days: int) -> list[str]:
    rows = search("example", sight=EVERYTHING, now=datetime.fromisoformat("2026-03-05T10:00+01:00"), days=days).rows
    return ["".join(piece.text for piece in one.subject) for one in rows]


def test_a_case_worker_finds_only_what_their_unit_has_or_was_sent_too(town: Town) -> None:
    sight = sight_of(town.builder)
    assert subjects("example", sight) == ["Byggesak"]
    enquiry = Enquiry.objects.get(subject="Parking")
    AlsoAddressed.objects.create(enquiry=enquiry, unit=Unit.objects.get(key="building"), since=NOW)
    mark_sensitive(enquiry.pk, sensitive=False, by=town.front, now=NOW)
    Event.objects.create(enquiry=enquiry, at=NOW, kind="also_addressed")
    gather()
    assert subjects("example", sight) == ["Parking", "Byggesak"]
    assert subjects("example", Sight(frozenset(), frozenset())) == []


def test_what_is_sensitive_is_never_found_by_its_words_by_those_who_may_not_open_it(town: Town) -> None:
    enquiry = Enquiry.objects.get(subject="Byggesak")
    mark_sensitive(enquiry.pk, sensitive=True, by=town.builder, now=NOW)
    # Even before the words have been gathered again, what stands in the enquiry itself is what counts.
    assert subjects("byggetillatelsen", sight_of(town.front)) == []
    gather()
    assert subjects("byggetillatelsen", sight_of(town.front)) == []
    assert subjects("byggetillatelsen -finnesikke", sight_of(town.front)) == []
    assert subjects("byggetillatelsen", sight_of(town.builder)) == ["Byggesak"]


def test_a_word_that_is_found_is_marked_in_its_text_and_nothing_is_markup(town: Town) -> None:
    town.receive(NOW, subject="<b>Kai</b>", text="Det ligger <script>alert(1)</script> på kaiene i Åsane, sier de.")
    gather()
    [one] = found("kaien asane")
    assert [piece.text for piece in one.snippet if piece.is_hit] == ["kaiene", "Åsane"]
    assert "<script>" in "".join(piece.text for piece in one.snippet)


@pytest.mark.parametrize("text", ["Åse Ærlig Østensjø", "AASE", "Zoë Čáhci Đŋŧ Müller façade", "øø oe OE ae aaa"])
def test_the_database_folds_as_the_code_does(db: None, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT enquiries_folded(%s)", [text])
        assert cursor.fetchone() == (folded(text),)


# -- nothing is lost --------------------------------------------------------------------------------------------------


def test_a_text_of_a_million_words_is_found_by_its_number_and_holds_up_nobody(town: Town) -> None:
    many = " ".join(f"ord{number}ærøå" for number in range(150_000))
    big = town.receive(NOW, subject="Romanen", text="kort")
    Contact.objects.filter(enquiry=big, is_incoming=True).update(text=many)
    after = town.receive(NOW, subject="Etterpå")
    gather()
    assert subjects("Romanen") == ["Romanen"]
    assert subjects(str(big.number)) == ["Romanen"]
    assert subjects("Etterpå") == [after.subject]


def test_words_can_be_thrown_away_and_gathered_anew(town: Town) -> None:
    index_anew()
    assert subjects("barnehage") == []
    gather()
    assert subjects("barnehage") == ["Barnehageplasser"]


def test_what_was_passed_over_is_found_by_the_nightly_look(town: Town) -> None:
    SearchText.objects.filter(enquiry__subject="Parking").delete()
    SearchText.objects.filter(enquiry__subject="Byggesak").update(upto=1)
    assert index_waiting() == 0
    assert index_forgotten() == 2
    assert subjects("parking") == ["Parking"]
    assert index_forgotten() == 0


def test_small_windows_gather_the_same(town: Town) -> None:
    index_anew()
    before = Event.objects.earliest("id").pk - 1  # what earlier tests have counted up
    SearchCursor.objects.update(sure=before, ahead=before, mark=before)
    while index_waiting(window=1):
        pass
    assert SearchText.objects.count() == 5
    cursor = SearchCursor.objects.get()
    assert cursor.sure == cursor.ahead == Event.objects.latest("id").pk


@pytest.mark.django_db(transaction=True)
def test_an_event_whose_transaction_ends_late_is_not_passed_over() -> None:
    SearchCursor.objects.get_or_create(pk=1)
    town = Town()
    late = town.receive(town.at("2026-03-01 09:00"), subject="Sent ute")
    gather()
    gather()
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            Contact.objects.create(
                enquiry_id=late.pk, is_incoming=True, purpose="question", channel="email", at=NOW, text="fjellrype"
            )
            Event.objects.create(enquiry_id=late.pk, at=NOW, kind="contact_added")
            begun.set()
            may_end.wait(20)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    town.receive(town.at("2026-03-01 10:00"), subject="I mellomtiden")  # gets later ids, and is done first
    gather()
    gather()
    assert subjects("mellomtiden") == ["I mellomtiden"]
    assert subjects("fjellrype") == []
    may_end.set()
    thread.join()
    gather()
    assert subjects("fjellrype") == ["Sent ute"]


def test_a_search_asks_the_database_a_few_times_whatever_it_finds(
    town: Town, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        search("example", sight=EVERYTHING, now=timezone.now())


def test_a_text_with_more_words_than_the_index_takes_holds_up_nobody(town: Town) -> None:
    pick = random.Random(1)
    syllables = ["".join(pick.choice("აბგდევზთიკლმნოპ") for _ in range(8)) for _ in range(26_000)]
    words = "\n".join("-".join(syllables[n : n + 4]) for n in range(0, len(syllables), 4))
    town.receive(NOW, subject="Unhandig", text=words)
    town.receive(NOW, subject="Etterpå", text="Hei, når kommer bussen?")
    gather()
    assert subjects("unhandig") == ["Unhandig"]
    assert subjects("bussen") == ["Etterpå"]
    assert index_forgotten() == 0
