"""Was this useful? One press on any page, no cookie, no script, and a comment for who wants to write one."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.faces.shelf import fill_the_shelf
from tests.faces.town import Town
from torg.faces.parts.sections import page_path
from torg.faces.portal.asking import PageToken, read_page
from torg.faces.portal.noting import by_a_person
from torg.participation.actions.opinions import MOST_OF_A_PAGE, handle, say_useful
from torg.participation.models import Opinion, PageUse, SearchUse
from torg.people.models import Staff

OURS = {"Sec-Fetch-Site": "same-origin"}


def asked(client: Client, path: str = "/en/promises/") -> str:
    """What the question on a page says of the page."""
    found = re.search(r'name="page" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return unescape(found[1])


def press(client: Client, useful: str = "no", path: str = "/en/promises/", **headers: str) -> str:
    """Answers; gives where the browser is sent."""
    answer = client.post("/en/useful/", {"page": asked(client, path), "useful": useful}, headers=headers or OURS)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_an_answer_and_a_comment_need_no_cookie(town: Town, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    leads_to = press(strict)
    page = strict.get(leads_to).content.decode()
    assert "Thank you for your answer" in page
    assert re.search(r'value="no"[^>]*checked', page)
    more = strict.post(leads_to, {"useful": "yes", "comment": "Found it, fnr 15076500565"}, headers=OURS)
    assert more.status_code == 302
    thanks = strict.get(more["Location"]).content.decode()
    assert 'href="/en/promises/"' in thanks
    one = Opinion.objects.get()
    assert (one.route, one.useful, one.comment, one.language) == ("promises", True, "Found it, fnr •••••••••••", "en")
    assert list(strict.cookies) == []


def test_a_page_with_the_question_is_the_same_for_everybody(town: Town) -> None:
    first, second = Client().get("/en/promises/"), Client().get("/en/promises/")
    assert first.content == second.content
    assert not first.cookies
    assert first["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Accept": "*/*"},
    ],
)
def test_a_form_on_another_site_answers_for_nobody(town: Town, client: Client, headers: dict[str, str]) -> None:
    token = asked(client)
    refused = client.post("/en/useful/", {"page": token, "useful": "no"}, headers=headers)
    assert refused.status_code == 400
    assert Opinion.objects.count() == 0


def test_an_older_browser_says_where_a_form_stood_in_origin(town: Town, client: Client) -> None:
    press(client, Origin="http://testserver")
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("said", [{"page": "made up", "useful": "no"}, {"useful": "no"}, {"page": "", "useful": ""}])
def test_what_we_did_not_ask_is_not_taken_in(town: Town, client: Client, said: dict[str, str]) -> None:
    assert client.post("/en/useful/", said, headers=OURS).status_code == 400
    assert client.post("/en/useful/", {"page": asked(client), "useful": "maybe"}, headers=OURS).status_code == 400
    assert Opinion.objects.count() == 0


def test_too_many_answers_are_told_so(town: Town, client: Client) -> None:
    for _ in range(MOST_OF_A_PAGE):
        say_useful(useful=True, language="en", route="promises", now=timezone.now())
    answer = client.post("/en/useful/", {"page": asked(client), "useful": "no"}, headers=OURS)
    assert answer.status_code == 429
    assert "Try again in some minutes" in answer.content.decode()


def test_a_comment_that_is_too_long_is_not_lost(town: Town, client: Client) -> None:
    page = client.post(press(client), {"useful": "no", "comment": "x" * 2001}, headers=OURS)
    assert page.status_code == 422
    assert "x" * 2001 in page.content.decode()
    assert "Shorten it to 2000 characters" in page.content.decode()


def test_what_has_been_followed_up_is_not_changed_any_more(town: Town, client: Client) -> None:
    leads_to = press(client)
    kari = Staff.objects.get(username="kari")
    handle(Opinion.objects.get().pk, outcome="nothing", note="", by=kari, now=timezone.now())
    assert client.get(leads_to).status_code == 404
    assert client.get("/en/useful/made-up/").status_code == 404


def test_thanks_lead_nowhere_else(town: Town, client: Client) -> None:
    for said in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"):
        page = client.get("/en/useful/thanks/", {"back": said}).content.decode()
        assert '<a class="ds-button" href="/en/">Back to the page</a>' in page, said


def test_the_question_stands_where_there_is_something_to_find(town: Town, client: Client) -> None:
    for path in ("/en/", "/nb/contact/", "/en/follow/", "/en/promises/"):
        assert read_page(asked(client, path)) == PageToken("", read_page(asked(client, path)).route, path)  # type: ignore[union-attr]
    assert 'name="page"' not in client.get(f"/en/receipt/{town.token}/").content.decode()


def request(method: str = "get", **headers: str) -> HttpRequest:
    made = getattr(RequestFactory(), method)("/", headers={"User-Agent": "Mozilla/5.0 (X11) Firefox/140.0", **headers})
    assert isinstance(made, HttpRequest)
    return made


def test_people_are_counted_and_machines_are_not() -> None:
    assert by_a_person(request())
    for agent in (
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5", "python-requests/2.32",
        "Mozilla/5.0 (compatible; bingbot/2.0)", "UptimeRobot/2.0", "facebookexternalhit/1.1", "",
    ):  # fmt: skip
        assert not by_a_person(request(**{"User-Agent": agent})), agent
    assert not by_a_person(request(**{"Sec-Purpose": "prefetch;prerender"}))
    assert not by_a_person(request("head"))


def test_reading_and_searching_are_counted_and_a_page_is_asked_about_by_its_key(town: Town, client: Client) -> None:
    fill_the_shelf(timezone.now())
    person = {"User-Agent": "Mozilla/5.0 (X11) Firefox/140.0"}
    path = page_path("service", "bygge-garasje", "nb")
    answer = client.get(path, headers=person)
    assert answer.status_code == 200
    assert read_page(asked(client, path)) == PageToken("garage", "", path)
    client.get("/nb/sok/", {"q": "Romskip"}, headers=person)
    client.get("/nb/sok/", {"q": "Romskip"}, headers={"User-Agent": "Googlebot/2.1 (+bot.html)"})
    assert list(PageUse.objects.values_list("page__key", "language", "seen")) == [("garage", "nb", 1)]
    assert list(SearchUse.objects.values_list("words", "language", "count", "found")) == [("romskip", "nb", 1, 0)]
    press(client, "yes", path)
    assert Opinion.objects.values_list("page__key", "number", "useful").get() == ("garage", 1, True)
