"""What the strategies ask about application processes and knowing them, seen at the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, settle_town
from torg.catalogue.actions.taking_in import take_in
from torg.config.demo.content import entries
from torg.people.models import Unit

pytestmark = pytest.mark.django_db


def at_the_desk(strategy: str, country: str) -> Client:
    """Kari at the desk of a municipality with a third of the catalogue of its country, answered for by her unit."""
    settle_town(strategy)
    home = Unit.objects.get(key="innbyggarservice").pk
    every = entries(country)
    pages = [one for place, one in enumerate(every) if place % 3 == 0 or one.key in ("kindergarten", "building-permit")]
    take_in(pages, dict.fromkeys({one.unit for one in pages}, home), by=None, now=timezone.now())
    kari = Client()
    assert kari.login(username="kari", password=PASSWORD)
    return kari


class TestAlver:
    def test_all_application_processes_are_mapped_with_the_citizens_journey(self) -> None:
        """ALV-32."""
        page = at_the_desk("alver", "NO").get("/en/desk/processes/").content.decode()
        for way in ("Digital", "Form to print", "Paper", "In person or by phone"):
            assert f">{way}</span>" in page
        assert "Self-service → " in page


class TestDrammen:
    def test_it_is_told_how_much_self_service_works_on_mobile_devices(self) -> None:
        """DRA-09."""
        page = at_the_desk("drammen", "NO").get("/en/desk/processes/").content.decode()
        assert "services with self-service work on a phone: " in page

    def test_employees_know_the_self_service_of_their_field_and_the_share_is_shown(self) -> None:
        """DRA-05, DRA-10."""
        kari = at_the_desk("drammen", "NO")
        page = kari.get("/en/desk/knowledge/").content.decode()
        assert page.count('class="row-link"') > 30
        version = page.partition('name="version" value="')[2].partition('"')[0]
        kari.post("/en/desk/knowledge/", {"version": version})
        assert "1 of 2 employees have confirmed" in kari.get("/en/desk/knowledge/shares/").content.decode()


class TestAlbertslund:
    def test_each_service_is_reviewed_channel_law_and_form(self) -> None:
        """ALB-14: the most effective channel, mandatory or not, a legal demand to appear, an existing form."""
        kari = at_the_desk("albertslund", "DK")
        moving = kari.get("/en/desk/processes/kindergarten/").content.decode()
        assert "The channel that the strategy puts first" in moving
        assert "Must be done digitally by law</dt><dd>Yes" in moving
        assert "The law demands that one comes in person</dt><dd>No" in moving

    def test_employees_know_their_own_and_neighbouring_fields(self) -> None:
        """ALB-13."""
        page = at_the_desk("albertslund", "DK").get("/en/desk/knowledge/").content.decode()
        assert "I have read this and know it" in page


class TestKongsvinger:
    def test_services_without_a_target_for_the_processing_time_are_named(self) -> None:
        """KON-16."""
        kari = at_the_desk("kongsvinger", "NO")
        page = kari.get("/en/desk/processes/?step=set_target").content.decode()
        assert "Set a target for how long it takes" in page
        assert "/en/desk/processes/building-permit/" not in page


class TestHalsnaes:
    def test_a_solution_without_the_needed_quality_is_phased_out(self) -> None:
        """HAL-10."""
        kari = at_the_desk("halsnaes", "DK")
        address = "/en/desk/processes/kindergarten/"
        url = kari.get(address).content.decode().partition('<option value="https')[2].partition('"')[0]
        kari.post(address, {"url": f"https{url}", "verdict": "phase_out", "works_on_phone": "no"})
        assert "Phase the solution out" in kari.get(address).content.decode()
