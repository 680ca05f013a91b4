"""What the five municipalities promise of content that stays true, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tests.faces.town import PASSWORD, settle_town
from torg.catalogue.actions.by_the_clock import Reminder, remind_of_reviews
from torg.catalogue.actions.deciding import plan
from torg.catalogue.actions.publishing import publish, reviewed
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.models import Page
from torg.catalogue.queries.care import overdue_by_unit
from torg.catalogue.queries.pages import page
from torg.editions.queries import in_force
from torg.jobs.pages import pages
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

pytestmark = pytest.mark.django_db
PRACTICE = "Vi lar barn svømme gratis."
POOL = Content({"nb": {"title": "Svømmehall", "summary": "Når det er åpent.", "practice": PRACTICE}})


@pytest.fixture
def editor(client: Client) -> Iterator[Staff]:
    settle_town()
    staff = set_up_staff(username="eli", name="Eli Ord", role="editor", unit="skule", password=PASSWORD)
    assert client.login(username="eli", password=PASSWORD)
    with override("en"):
        yield staff


def made(key: str, editor: Staff, *, days_ago: int = 0, content: Content = POOL, kind: str = "service") -> Page:
    then = timezone.now() - timedelta(days=days_ago)
    unit = Unit.objects.get(key="skule").pk
    new = make_page(key, kind, content, Belonging(unit, editor.pk), by=editor, now=then)
    return publish(new.pk, by=editor, now=then)


# -- Alver ------------------------------------------------------------------------------------------------------------


def test_alv_31_overdue_pages_are_listed_counted_by_unit_and_reminded_of(editor: Staff, client: Client) -> None:
    Staff.objects.filter(pk=editor.pk).update(email="eli@torg.example")
    old, new = made("svommehall", editor, days_ago=400), made("bibliotek", editor)
    assert (old.review_on is not None, new.review_on is not None) == (True, True)
    shown = client.get("/en/desk/content/pages/?show=overdue").content.decode()
    assert "pages/svommehall/" in shown
    assert "pages/bibliotek/" not in shown
    assert overdue_by_unit(timezone.localdate()) == {old.unit_id: 1}
    told: list[Reminder] = []
    open_at = in_force(timezone.now()).calendar.desk_hours.opens_at(timezone.now())
    assert open_at is not None
    remind_of_reviews(lambda: open_at, lambda one, _now: told.append(one))
    assert [(one.address, [key for key, _title in one.titles]) for one in told] == [
        ("eli@torg.example", ["svommehall"])
    ]
    reviewed(old.pk, by=editor, now=timezone.now())
    assert overdue_by_unit(timezone.localdate()) == {}


def test_alv_03_news_can_be_written_today_and_told_tomorrow(editor: Staff) -> None:
    news = Content({"nn": {"title": "Ny barnehage"}}, {"on": "2026-05-01"})
    now = timezone.now()
    unit = Unit.objects.get(key="skule").pk
    new = make_page("ny-barnehage", "news", news, Belonging(unit), by=editor, now=now - timedelta(days=2))
    plan(new.pk, now - timedelta(days=1), seen=1, by=editor, now=now - timedelta(days=2))
    assert page("ny-barnehage") is None
    pages.func(timestamp=0)
    assert page("ny-barnehage") is not None


def test_alv_08_pages_are_checked_for_clear_language_and_never_held_back(editor: Staff, client: Client) -> None:
    made("svommehall", editor)
    at = "/en/desk/content/pages/svommehall/"
    words = {
        "title": "Svømmehall",
        "summary": "Kort.",
        "body": "Søknaden behandles fortløpende.",
        "tab": "nb",
        "seen": "1",
    }
    shown = client.post(f"{at}write/", {**words, "do": "read"}).content.decode()
    assert "Nobody does it" in shown
    assert "Si hvem som gjør det" in shown
    assert client.post(f"{at}write/", {**words, "do": "save"}).status_code == 302
    client.post(f"{at}publish/", {"seen": "2"})
    found = page("svommehall")
    assert found is not None
    assert found.text("nb", "body") == "Søknaden behandles fortløpende."


# -- Drammen ----------------------------------------------------------------------------------------------------------


def test_dra_12_the_editors_desk_lists_what_nobody_reads(editor: Staff, client: Client) -> None:
    read = made("svommehall", editor, days_ago=40)
    made("bibliotek", editor, days_ago=40)
    made("kulturskole", editor)
    Page.objects.filter(pk=read.pk).update(uses=12)
    shown = client.get("/en/desk/content/pages/?show=unread").content.decode()
    assert "pages/bibliotek/" in shown
    assert "pages/svommehall/" not in shown
    assert "pages/kulturskole/" not in shown  # nobody can have read it yet


# -- Kongsvinger ------------------------------------------------------------------------------------------------------


def test_kon_10_law_and_practice_stand_on_the_page_and_a_translation_that_lags_says_so(
    editor: Staff, client: Client
) -> None:
    both = Content({**POOL.words, "nn": {"title": "Symjehall", "summary": "Når det er ope."}}, POOL.facts)
    hall = made("svommehall", editor, content=both)
    newer = Content({**both.words, "nb": {**both.words["nb"], "cost": "Det koster 50 kroner."}}, both.facts)
    write(hall.pk, newer, seen=1, by=editor, now=timezone.now())
    form = client.get("/en/desk/content/pages/svommehall/write/?tab=nb").content.decode()
    assert 'name="practice"' in form
    assert PRACTICE in form
    assert 'name="laws-0-name"' in client.get("/en/desk/content/pages/svommehall/write/?tab=facts").content.decode()
    lagging = client.get("/en/desk/content/pages/?show=lagging").content.decode()
    assert "Nynorsk lags behind" in lagging


def test_kon_29_each_kind_of_page_has_a_form_of_its_own(editor: Staff, client: Client) -> None:
    wizard = client.get("/en/desk/content/new/").content.decode()
    for kind in ("service", "news", "alert", "place", "unit", "member", "document", "offer", "answer", "block"):
        assert f"/en/desk/content/new/{kind}/" in wizard
