"""The page where every message is accounted for, and the red entry in the menu when one is not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town
from torg.config.surroundings import _books
from torg.enquiries.queries.filed import contacts_between
from torg.mailroom.actions import reconcile
from torg.mailroom.models import KeptMessage, OutgoingMessage

pytestmark = pytest.mark.usefixtures("english")
PAGE = "/en/desk/reconciliation/"


def test_the_books_show_what_came_in_and_went_out(town: Town, desk: Client) -> None:
    assert "Nothing has been counted yet" in desk.get(PAGE).content.decode()
    OutgoingMessage.objects.update(next_try_at=timezone.now())
    reconcile(timezone.now, days=14, heart_of=contacts_between)
    page = desk.get(PAGE).content.decode()
    assert "All of it fits." in page
    assert page.count("<caption") == 2
    assert [finding.level for finding in _books(timezone.now())] == ["ok"]


def test_what_does_not_fit_is_red_in_the_menu_of_every_page_and_told_with_what_to_look_at(
    town: Town, desk: Client
) -> None:
    KeptMessage.objects.filter(pk=town.quarantined).delete()
    reconcile(timezone.now, heart_of=contacts_between)
    inbox = desk.get("/en/desk/").content.decode()
    entry = inbox[inbox.index('data-entry="reconciliation"') :].partition("</li>")[0]
    assert 'data-count="1" data-badge="books" data-color="danger"' in entry
    page = desk.get(PAGE).content.decode()
    assert "1 message was counted and is not there." in page
    assert "an older copy of it has been put back" in page
    (finding,) = _books(timezone.now())
    assert finding.level == "fault"
    assert "1 message was counted" in finding.what


def test_who_sees_one_unit_alone_does_not_see_the_books(town: Town) -> None:
    teacher = Client()
    assert teacher.login(username="ola", password=PASSWORD)
    assert teacher.get(PAGE).status_code == 403
    assert 'data-entry="reconciliation" hidden' in teacher.get("/en/desk/").content.decode()
