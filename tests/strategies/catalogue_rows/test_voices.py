"""What the strategies promise of listening to those who use the pages, as sentences."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests.faces.town import settle_town
from tests.town import Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, make_page
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.catalogue.queries.pages import cards
from torg.mailroom.models import OutgoingMessage
from torg.participation.actions.opinions import handle, say_more, say_useful
from torg.participation.actions.panel import confirm, leave, sign_up
from torg.participation.actions.searches import add_words
from torg.participation.actions.surveys import NobodyToAsk, Plan, answer_on_page, ask
from torg.participation.actions.use import note_search, note_seen, sum_uses
from torg.participation.models import PanelMember
from torg.participation.queries.opinions import opinions, share
from torg.participation.queries.surveys import members, results
from torg.participation.queries.use import searches
from torg.participation.questions import Question
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

pytestmark = pytest.mark.django_db


def editor() -> Staff:
    return set_up_staff(username="editor", name="Eva Editor", role="editor", unit="front")


def published(key: str, title: str, by: Staff, now: datetime, language: str = "nb") -> Page:
    words = {language: {"title": title, "summary": "Kort sagt."}}
    made = make_page(key, "service", Content(words), Belonging(Unit.objects.get(key="building").pk), by=by, now=now)
    return publish(made.pk, by=by, now=now)


# -- Alver ------------------------------------------------------------------------------------------------------------


def test_alver_is_told_by_citizens_how_the_digital_channels_serve_them() -> None:
    """ALV-41, in part: all the time and on every page, beside the surveys (below)."""
    town = Town("alver")
    now, by = town.at("2026-03-31 10:00"), editor()
    published("garage", "Garasje", by, now, "nn")
    for useful in (True, True, False, True, False):
        say_useful(useful=useful, language="nn", key="garage", now=now)
    assert share(since=now).percent == 60


def test_alver_asks_citizens_in_small_surveys_on_the_pages_and_in_a_panel() -> None:
    """ALV-41: surveys among citizens about service level and channels, as often as somebody wants to ask."""
    town = Town("alver")
    now, by = town.at("2026-03-31 10:00"), editor()
    questions = (Question("scale", "Kor nøgd er du med svara våre?"), Question("choice", "Kanal?", ("Telefon", "Nett")))
    page = published("garage", "Garasje", by, now, "nn")
    asked = ask(Plan("Service", "nn", questions, now.date(), page_id=page.pk), by=by, now=now)
    for said in (["5", "1"], ["4", "1"], ["2", "0"], ["5", ""]):
        answer_on_page(asked, said, now=now)
    assert results(asked) is None
    answer_on_page(asked, ["4", "0"], now=now)
    found = results(asked)
    assert found is not None
    assert (found[0].mean, found[1].counts) == (4.0, (("Telefon", 2), ("Nett", 2)))


# -- Drammen ----------------------------------------------------------------------------------------------------------


def test_drammen_asks_on_every_page_and_form(client: Client) -> None:
    """DRA-12: users take part in the development; feedback on every page and form."""
    settle_town("drammen")
    for path in ("/nb/", "/nb/contact/", "/nb/follow/", "/nb/promises/"):
        assert "Did you find" in client.get(path.replace("/nb/", "/en/")).content.decode(), path


def test_drammen_has_a_panel_that_is_asked_and_left_with_one_press() -> None:
    """DRA-12: a panel."""
    town = Town("drammen")
    now, by = town.at("2026-03-31 10:00"), editor()
    sign_up("kari@example.org", interests=["waste"], language="nb", now=now)
    token = PanelMember.objects.get().token
    with pytest.raises(NobodyToAsk):
        ask(Plan("Avfall", "nb", (Question("text", "Hva mangler?"),), now.date()), by=by, now=now)
    confirm(token, now=now)
    ask(Plan("Avfall", "nb", (Question("text", "Hva mangler?"),), now.date(), topics=("waste",)), by=by, now=now)
    assert OutgoingMessage.objects.filter(to_address="kari@example.org", subject__contains="Avfall").count() == 1
    leave(token)
    assert members() == 0


def test_drammen_measures_how_many_find_the_answer_without_help() -> None:
    """DRA-20, in part: of those who come through digital channels 80 % are to find the answer without help."""
    town = Town("drammen")
    now, by = town.at("2026-03-31 10:00"), editor()
    page = published("garage", "Garasje", by, now)
    for useful in (True, True, True, True, False):
        say_useful(useful=useful, language="nb", key="garage", now=now)
    assert share(since=now).percent == 80
    assert share(since=now, unit_id=page.unit_id).count == 5
    assert share(since=now, unit_id=town.front.unit_id).count == 0


# -- Kongsvinger ------------------------------------------------------------------------------------------------------


def test_kongsvinger_follows_feedback_on_pages_up_and_says_what_came_of_it() -> None:
    """KON-44, in part: feedback channels are followed up systematically, also those on the pages."""
    town = Town("kongsvinger")
    now, by = town.at("2026-03-31 10:00"), editor()
    published("garage", "Garasje", by, now)
    made = say_useful(useful=False, language="nb", key="garage", now=now)
    say_more(made, useful=False, comment="Hva koster det?")
    (waits,) = opinions(staff=town.builder, language="nb")
    handle(waits.id, outcome="changed", note="Prisen står der nå", by=town.builder, now=now)
    assert opinions(staff=town.builder, language="nb") == []
    (done,) = opinions(staff=by, language="nb", handled=True)
    assert (done.outcome, done.handled_by) == ("changed", "Bo Bygg")


# -- Halsnæs ----------------------------------------------------------------------------------------------------------


def test_halsnaes_puts_first_what_is_used_and_learns_the_words_that_people_use() -> None:
    """HAL-04, in part: from the user's situation, and found."""
    town = Town("halsnaes")
    now, by = town.at("2026-03-31 10:00"), editor()
    published("fence", "Hegn", by, now, "da")
    shed = published("shed", "Udhus", by, now, "da")
    note_seen(shed.pk, "da", now=now)
    sum_uses(today=now.date())
    assert [one.key for one in cards("da")] == ["shed", "fence"]
    for _ in range(3):
        note_search("Skur", "da", 0, now=now)
    (search,) = searches(today=now.date(), in_vain=True)
    add_words(search.words, search.language, shed.pk, by=by, now=now)
    publish(shed.pk, by=by, now=now)
    shed.refresh_from_db()
    assert shed.published is not None
    assert shed.published.content["words"]["da"]["words"] == ["skur"]
    assert searches(today=now.date(), in_vain=True) == []
