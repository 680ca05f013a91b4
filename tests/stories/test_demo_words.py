"""The demo's words: complete in every language, and read by Torg in the language they were written in."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from torg.channels.base import Incoming, Receipt
from torg.channels.email import Email
from torg.channels.web import Web
from torg.config.demo.letters import Person, Words, bounce, by_email, by_form
from torg.config.demo.phrases import phrases, table
from torg.config.demo.place import demo
from torg.config.demo.post import Kept, PostOffice
from torg.config.demo.town import plan
from torg.config.demo.traffic import Author, traffic
from torg.language.languages import language_of

ALL = ("alver", "drammen", "albertslund", "kongsvinger", "halsnaes")
NOON = datetime(2026, 3, 25, 11, 0, tzinfo=UTC)
GRO = Person("Gro Lien", "gro@heime.example", "70 00 11 22")


@pytest.mark.parametrize("strategy", ALL)
def test_the_same_day_gives_the_same_weeks(strategy: str) -> None:
    one = demo(strategy, port=8000, weeks=3)
    made = plan(one)
    first, second = (traffic(Author(one, made, random.Random(1)), until=NOON) for _ in range(2))
    assert first == second
    assert 100 < len(first) < 200
    assert {"web", "email"} == {planned.way for planned in first}
    assert all(planned.at < NOON for planned in first)


@pytest.mark.parametrize("strategy", ALL)
def test_every_letter_goes_to_a_unit_or_service_that_there_is(strategy: str) -> None:
    one = demo(strategy, port=8000, weeks=2)
    made = plan(one)
    addresses = {address for unit in made.units for address in unit.addresses}
    topics = {f"service:{service.key}" for service in made.services} | {f"unit:{unit.key}" for unit in made.units}
    for planned in traffic(Author(one, made, random.Random(1)), until=NOON):
        assert planned.to in addresses
        assert planned.topic in topics | {""}
        assert "{" not in planned.words.subject + planned.words.text


@pytest.mark.parametrize("strategy", ALL)
def test_the_municipality_has_the_first_line_of_its_strategy_and_every_role(strategy: str) -> None:
    one = demo(strategy, port=8000, weeks=1)
    made = plan(one)
    assert sum(unit.front_line for unit in made.units) == 1
    assert set(one.strategy.units) <= {unit.key for unit in made.units}
    assert {who.role for who in made.staff} == {
        "front_line", "case_worker", "manager", "editor", "administrator", "auditor",
    }  # fmt: skip
    addresses = [address for unit in made.units for address in unit.addresses]
    assert len(addresses) == len(set(addresses))
    assert all(set(service.titles) == {"nb", "nn", "da", "en"} for service in made.services)


@pytest.mark.parametrize(("language", "home"), [("nb", ("nb", "nn")), ("nn", ("nn", "nb")), ("da", ("da", "en"))])
def test_nearly_every_letter_is_told_to_be_in_its_language(language: str, home: tuple[str, ...]) -> None:
    said = phrases(language)
    slots = dict.fromkeys(("street", "place", "child", "school", "name", "first", "phone", "number"), "Solsida")
    texts = [f"{one.subjects[0]}\n{one.text}\n{said.partings[0]}".format_map(slots) for one in said.letters]
    wrong = [text for text in texts if language_of(text, home=home) != language]
    assert len(wrong) <= len(texts) // 8, wrong


def test_every_letter_is_about_a_service() -> None:
    services = {service["key"] for service in table("town")["services"]}
    for language in ("nb", "nn", "da", "en"):
        assert {letter.about for letter in phrases(language).letters} <= services


def test_mails_forms_and_bounces_are_understood_as_what_they_are() -> None:
    dice = random.Random(1)
    words = Words("Hol i vegen", "Hei,\n\ndet er eit hol i vegen. Blå æøå.", "nn", "hol.png")
    for _ in range(8):
        arrival = by_email(GRO, words, to="post@alver.example", at=NOON, dice=dice)
        (read,) = Email(None).receive(arrival.raw, arrival.headers)
        assert isinstance(read, Incoming)
        assert (read.from_address, read.subject) == (GRO.email, words.subject)
        assert "det er eit hol i vegen. Blå æøå." in read.text
        assert [file.name for file in read.attachments] == ["hol.png"]
        assert Email(None).attachment(arrival.raw, arrival.headers, 0).content.startswith(b"\x89PNG")
    form = by_form(GRO, words, topic="service:road-repair", at=NOON, dice=dice)
    (read,) = Web().receive(form.raw, form.headers)
    assert isinstance(read, Incoming)
    assert (read.from_address, read.fields["service"], read.spam_suspected) == (GRO.email, "road-repair", False)
    kept = Kept("1", NOON, GRO.email, "Svar", "nn", "abc@alver.example")
    back = bounce(kept, at=NOON, dice=dice, host="mx.nettpost.example")
    (news,) = Email(None).receive(back.raw, back.headers)
    assert isinstance(news, Receipt)
    assert (news.outside_id, news.state) == ("abc@alver.example", "bounced")


def test_the_post_office_finds_its_mail_again_after_a_restart(tmp_path: Path) -> None:
    PostOffice(tmp_path).keep(
        b"Subject: Hei\r\nDate: Wed, 25 Mar 2026 12:00:00 +0100\r\n\r\nHei", to="Gro@heime.example"
    )
    (found,) = PostOffice(tmp_path).letters(to="gro@heime.example")
    assert (found.subject, found.at) == ("Hei", NOON)
    assert PostOffice(tmp_path).letter(found.name) is not None
    assert PostOffice(tmp_path).letter("../../etc/passwd") is None
