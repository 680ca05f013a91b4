"""The desk's lists, in pages: many at once, kept choices, what is live, and the one search box."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.faces.town import PASSWORD, Town, more_from_aisha, send
from torg.enquiries.actions.answer import mark_sensitive
from torg.enquiries.actions.index import index_waiting
from torg.enquiries.models import Enquiry, Handover, Looking
from torg.people.models import Staff, Unit


def the(subject: str) -> Enquiry:
    return Enquiry.objects.get(subject__contains=subject)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_what_may_not_be_opened_is_listed_masked_and_is_no_link(desk: Client) -> None:
    enquiry = the("SFO-plass")
    mark_sensitive(enquiry.pk, sensitive=True, by=Staff.objects.get(username="ola"), now=timezone.now())
    page = text(desk.get("/en/desk/"))
    assert "Sensitive enquiry" in page
    assert "SFO-plass" not in page
    assert "Ingrid" not in page
    assert f"/enquiry/{enquiry.number}/" not in page


def test_markup_in_a_subject_or_a_name_is_text_in_the_list(desk: Client) -> None:
    Enquiry.objects.filter(pk=the("Water meter").pk).update(subject="<script>alert(1)</script> {number}")
    page = text(desk.get("/en/desk/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {number}" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("only", ["mine", "unit", "replied", "offered", "also", "mentions"])
def test_every_list_has_a_page_also_when_it_is_empty(desk: Client, only: str) -> None:
    page = text(desk.get(f"/en/desk/?only={only}"))
    assert 'aria-current="page"' in page


# -- many at once -----------------------------------------------------------------------------------------------------


def test_many_are_taken_and_put_back_without_a_script(desk: Client) -> None:
    picked = [the("Hol i vegen").pk, the("Water meter").pk]
    said = text(
        desk.post("/en/desk/bulk/", {"deed": "take", "pick": picked, "back": "/en/desk/?only=mine"}, follow=True)
    )
    assert "You handle 2 enquiries more." in said
    assert "Hol i vegen" in said
    batch = re.search(r'name="batch" value="([^"]+)"', said)
    assert batch is not None
    said = text(desk.post("/en/desk/bulk/undo/", {"batch": batch[1]}, follow=True))
    assert "2 were put back as they were." in said
    assert the("Hol i vegen").handler is None


def test_closing_many_asks_why_and_then_says_what_was_left_as_it_was(desk: Client) -> None:
    picked = [the("Hol i vegen").pk, the("Skulerute").pk]
    asked = text(desk.post("/en/desk/bulk/", {"deed": "close", "pick": picked}))
    assert "Why is no answer needed?" in asked
    assert "Hol i vegen" in asked
    assert desk.post("/en/desk/bulk/", {"deed": "close", "pick": picked, "answered": "1"}).status_code == 422
    said = text(desk.post("/en/desk/bulk/", {"deed": "close", "pick": picked, "reason": "Sent twice"}, follow=True))
    assert "1 enquiry is closed." in said
    assert "it is answered or closed already" in said


def test_what_was_written_after_the_list_was_shown_is_not_closed(desk: Client) -> None:
    since = re.search(r'name="seen" value="(\d+)"', text(desk.get("/en/desk/")))
    assert since is not None
    more_from_aisha(timezone.now(), "And where do I send the reading, please?")
    data = {"deed": "close", "pick": [the("Water meter").pk], "reason": "Sent twice", "seen": since[1]}
    assert "something has happened to it since" in text(desk.post("/en/desk/bulk/", data, follow=True))
    assert the("Water meter").status == "open"


def test_many_are_given_to_a_colleague_of_the_unit(desk: Client) -> None:
    picked = [the("Water meter").pk]
    asked = text(desk.post("/en/desk/bulk/", {"deed": "assign", "pick": picked}))
    assert "Kari Strand" in asked
    assert "Ola Vik" not in asked
    kari = Staff.objects.get(username="kari")
    desk.post("/en/desk/bulk/", {"deed": "assign", "pick": picked, "to": kari.pk})
    assert the("Water meter").handler == kari


def test_nothing_chosen_is_told_and_a_deed_that_is_none_is_not_found(desk: Client) -> None:
    assert "Choose one or more" in text(desk.post("/en/desk/bulk/", {"deed": "take"}, follow=True))
    assert desk.post("/en/desk/bulk/", {"deed": "burn", "pick": ["1"]}).status_code == 404


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_one_never_lands_on_another_site(desk: Client, back: str) -> None:
    assert desk.post("/en/desk/bulk/", {"deed": "take", "back": back})["Location"] == "/en/desk/"


# -- offers -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def offered(town: Town) -> Enquiry:
    enquiry = the("Hol i vegen")
    Handover.objects.create(
        enquiry=enquiry, from_unit_id=enquiry.unit_id, to_unit=Unit.objects.get(key="skule"), note="By the school",
        offered_at=timezone.now(), offered_by=Staff.objects.get(username="kari"), answer_by=timezone.now(),
    )  # fmt: skip
    return enquiry


def test_an_offer_is_accepted_from_the_list(offered: Enquiry, client: Client) -> None:
    client.login(username="ola", password=PASSWORD)
    page = text(client.get("/en/desk/?only=offered"))
    assert "By the school" in page
    said = text(client.post(f"/en/desk/offer/{offered.pk}/", {"answer": "accept"}, follow=True))
    assert "Your unit has it now." in said
    assert the("Hol i vegen").unit.key == "skule"
    again = text(client.post(f"/en/desk/offer/{offered.pk}/", {"answer": "accept"}, follow=True))
    assert "Nothing was changed" in again


def test_an_offer_is_refused_with_a_reason(offered: Enquiry, client: Client) -> None:
    client.login(username="ola", password=PASSWORD)
    url = f"/en/desk/offer/{offered.pk}/"
    assert "Write why" in text(client.post(url, {"answer": "refuse", "reason": " "}, follow=True))
    assert "they read your reason" in text(client.post(url, {"answer": "refuse", "reason": "A road"}, follow=True))
    assert the("Hol i vegen").unit.key == "innbyggarservice"


# -- kept choices -----------------------------------------------------------------------------------------------------


def test_a_choice_is_kept_as_a_link_that_works_for_a_colleague(desk: Client, client: Client) -> None:
    desk.post("/en/desk/sieves/save/", {"name": "Late ones", "query": "only=overdue&unit=skule&evil=1&after=x"})
    page = text(desk.get("/en/desk/?only=overdue&unit=skule"))
    assert "<h1" in page
    assert re.search(r'href="/en/desk/\?only=overdue&amp;unit=skule" aria-current="page"', page)
    client.login(username="ola", password=PASSWORD)
    assert client.get("/en/desk/?only=overdue&unit=skule").status_code == 200


def test_kept_choices_are_changed_on_their_page(desk: Client) -> None:
    assert "Nothing is kept yet" in text(desk.get("/en/desk/sieves/"))
    for name in ("One", "Two"):
        desk.post("/en/desk/sieves/save/", {"name": name, "query": "channel=web"})
    page = text(desk.get("/en/desk/sieves/"))
    one, two = (int(pk) for pk in dict.fromkeys(re.findall(r"/desk/sieves/(\d+)/", page)))
    assert "Another of yours" in text(
        desk.post(f"/en/desk/sieves/{one}/", {"do": "rename", "name": "Two"}, follow=True)
    )
    assert "Write a name" in text(desk.post(f"/en/desk/sieves/{one}/", {"do": "rename", "name": ""}, follow=True))
    assert "Write a name" in text(desk.post("/en/desk/sieves/save/", {"name": ""}, follow=True))
    desk.post(f"/en/desk/sieves/{one}/", {"do": "rename", "name": "First <b>"})
    desk.post(f"/en/desk/sieves/{two}/", {"do": "up"})
    page = text(desk.post(f"/en/desk/sieves/{two}/", {"do": "down"}, follow=True))
    assert page.index("First &lt;b&gt;") < page.index("Two")
    assert "First" not in text(desk.post(f"/en/desk/sieves/{one}/", {"do": "remove"}, follow=True))


# -- live -------------------------------------------------------------------------------------------------------------


def test_what_is_new_is_told_and_who_looks_and_nothing_when_it_is_known(desk: Client, town: Town) -> None:
    since = re.search(r'data-since="(\d+)"', text(desk.get("/en/desk/")))
    assert since is not None
    enquiry = the("Water meter")
    ask = f"/en/desk/live/?since={since[1]}&rows={enquiry.pk},x,1"
    first = desk.get(ask)
    assert first.json()["news"] == ""
    assert first.json()["counts"]["open"] == "3"
    assert desk.get(ask, headers={"If-None-Match": first["ETag"]}).status_code == 304
    send("Kai Lund", "Letter", "Hello", timezone.now())
    Looking.objects.create(enquiry=enquiry, staff=Staff.objects.get(username="ola"), at=timezone.now())
    second = desk.get(ask, headers={"If-None-Match": first["ETag"]}).json()
    assert second["news"] == "1 here is new or changed"
    assert second["looks"] == {str(enquiry.pk): "Ola Vik is looking at it"}
    assert second["counts"]["open"] == "4"
    assert desk.get("/en/desk/live/?since=x").json().keys() == {"counts"}


# -- the search box ---------------------------------------------------------------------------------------------------


def test_words_in_the_search_box_find_enquiries_with_the_words_marked(desk: Client, town: Town) -> None:
    while index_waiting():
        pass
    page = text(desk.get("/en/desk/find/?q=meter"))
    assert "<mark>meter</mark>" in page
    assert f"/enquiry/{town.number}/" in page
    assert "No enquiry that you may open" in text(desk.get("/en/desk/find/?q=meter&status=answered&days=7&unit=skule"))
    assert "Words" in text(desk.get("/en/desk/find/"))
    assert "&lt;script&gt;" in text(desk.get("/en/desk/find/", {"q": "<script>"}))


def test_a_number_in_the_search_box_goes_straight_to_its_enquiry(desk: Client, town: Town) -> None:
    assert desk.get("/en/desk/find/", {"q": f"#{town.number}"})["Location"] == f"/en/desk/enquiry/{town.number}/"
