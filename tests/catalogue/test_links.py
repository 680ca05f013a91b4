"""Links are tried as a browser would, kindly, and never at a machine that only we reach."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.town import Town
from torg.catalogue.actions.links import gather_links, links_due, note_link, note_links
from torg.catalogue.actions.publishing import publish, withdraw
from torg.catalogue.actions.writing import Belonging, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.models import Link, Page
from torg.catalogue.trying import NO_ANSWER, WITHIN, Trier, in_turn, is_public
from torg.jobs.links import try_links
from torg.people.models import Unit

DAY = timedelta(days=1)


class Site(BaseHTTPRequestHandler):
    """Answers as its path says; notes what it was asked."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        type(self).asked.append((self.command, self.path))
        word = self.path.strip("/").split("/")[0]
        status = 405 if word == "get-only" and self.command == "HEAD" else 200 if word == "get-only" else 0
        if word in ("inside", "round", "moved"):
            self.send_response(302)
            to = {"inside": "http://169.254.169.254/latest/", "round": "/round", "moved": "/200/there"}[word]
            self.send_header("Location", to)
        else:
            self.send_response(status or int(word))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (named so by what it replaces)
        """Quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def ours(address: str) -> bool:
    """Lets the tests' own server be asked, and what is public."""
    return address in ("127.0.0.1", "::1") or is_public(address)


@pytest.fixture
def trier() -> Trier:
    return Trier("tests", allowed=ours, pause=0.0)


@pytest.mark.parametrize(
    ("path", "status"), [("/200", 200), ("/moved", 200), ("/404", 404), ("/410", 410), ("/500", 500), ("/round", 0)]
)
def test_a_server_is_asked_and_what_it_says_is_told(site: str, trier: Trier, path: str, status: int) -> None:
    assert trier.status(site + path) == status


def test_who_does_not_answer_head_is_asked_with_get(site: str, trier: Trier) -> None:
    assert trier.status(f"{site}/get-only") == 200
    assert Site.asked == [("HEAD", "/get-only"), ("GET", "/get-only")]


def test_nobody_there_is_told_as_no_answer(trier: Trier) -> None:
    assert trier.status("http://localhost:1/") == NO_ANSWER
    assert trier.status("https://no-such-host.invalid/") == NO_ANSWER
    assert trier.status("https://[broken/") == NO_ANSWER


def test_a_machine_that_only_we_reach_is_never_asked(site: str) -> None:
    assert Trier("tests", pause=0.0).status(f"{site}/200") == WITHIN
    assert Site.asked == []


def test_a_redirect_to_a_machine_that_only_we_reach_is_not_followed(site: str, trier: Trier) -> None:
    assert trier.status(f"{site}/inside") == WITHIN
    assert Site.asked == [("HEAD", "/inside")]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::", "ff02::1", "x",
    ],
)  # fmt: skip
def test_addresses_within_a_house_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["193.0.2.1", "8.8.8.8", "2a02:c0::1", "64:ff9b::808:808"])
def test_addresses_of_the_world_are(address: str) -> None:
    assert is_public(address)


def test_a_host_is_asked_in_turn_and_not_too_often() -> None:
    urls = [f"https://a.example/{n}" for n in range(50)] + ["https://b.example/", "https://[broken"]
    turns = list(in_turn(urls))
    assert turns[:4] == ["https://a.example/0", "https://b.example/", "https://[broken", "https://a.example/1"]
    assert len(turns) == 42


def test_a_second_question_to_a_host_waits() -> None:
    trier = Trier("tests", pause=0.2)
    trier._wait("a.example")
    first = trier.asked_at["a.example"]
    trier._wait("a.example")
    assert trier.asked_at["a.example"] - first >= 0.2


# -- the book ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def now(db: None) -> datetime:
    return Town().at("2026-03-31 10:00")


def published(key: str, body: str, now: datetime) -> Page:
    content = Content({"nb": {"title": key, "body": body}})
    made = make_page(key, "article", content, Belonging(Unit.objects.get(key="building").pk), by=None, now=now)
    return publish(made.pk, by=None, now=now)


def broken(page: Page) -> int:
    return Page.objects.get(pk=page.pk).broken


def test_the_book_follows_what_is_published(now: datetime) -> None:
    page = published("one", "[a](https://a.example/) [b](https://b.example/)", now)
    gather_links()
    gather_links()
    assert set(Link.objects.values_list("url", flat=True)) == {"https://a.example/", "https://b.example/"}
    for _time in range(2):
        note_link("https://a.example/", 404, now=now)
    assert broken(page) == 1
    write(page.pk, Content({"nb": {"title": "one", "body": "[b](https://b.example/)"}}), seen=1, by=None, now=now)
    publish(page.pk, by=None, now=now)
    gather_links()
    assert (Link.objects.count(), broken(page)) == (1, 0)
    withdraw(page.pk, by=None, now=now)
    gather_links()
    assert Link.objects.count() == 0


def test_a_link_is_broken_after_three_days_or_when_it_is_gone_twice(now: datetime) -> None:
    page = published("one", "[a](https://a.example/) [b](https://b.example/)", now)
    gather_links()
    assert not note_link("https://a.example/", 500, now=now)
    assert not note_link("https://a.example/", NO_ANSWER, now=now + timedelta(hours=1))
    assert not note_link("https://a.example/", 500, now=now + DAY)
    assert note_link("https://a.example/", WITHIN, now=now + 2 * DAY)
    assert not note_link("https://b.example/", 410, now=now)
    assert note_link("https://b.example/", 404, now=now + timedelta(hours=1))
    assert broken(page) == 2
    assert not note_link("https://a.example/", 200, now=now + 3 * DAY)
    assert not note_link("https://b.example/", 403, now=now + 3 * DAY)
    assert broken(page) == 0


def test_what_is_due_is_tried_and_a_failing_one_sooner(now: datetime) -> None:
    published("one", "[a](https://a.example/) [b](https://b.example/)", now)
    gather_links()
    assert set(links_due(now, limit=10)) == {"https://a.example/", "https://b.example/"}
    note_link("https://a.example/", 200, now=now)
    note_link("https://b.example/", 500, now=now)
    assert links_due(now + timedelta(hours=5), limit=10) == []
    assert links_due(now + DAY, limit=10) == ["https://b.example/"]
    assert set(links_due(now + 7 * DAY, limit=10)) == {"https://a.example/", "https://b.example/"}
    assert len(links_due(now + 7 * DAY, limit=1)) == 1


def test_when_nobody_at_all_answers_no_link_is_blamed(now: datetime) -> None:
    published("one", "[a](https://a.example/) [b](https://b.example/)", now)
    gather_links()
    assert note_links({"https://a.example/": NO_ANSWER, "https://b.example/": NO_ANSWER}, now=now) == 0
    assert not Link.objects.filter(checked_at__isnull=False).exists()
    assert note_links({"https://a.example/": 200, "https://b.example/": NO_ANSWER}, now=now) == 2


def test_the_job_tries_the_links_of_published_pages(now: datetime, site: str, trier: Trier) -> None:
    page = published("one", f"[a]({site}/200) [b]({site}/404)", now)
    gather_links()
    try_links(trier)
    assert dict(Link.objects.filter(page=page).values_list("url", "status")) == {f"{site}/200": 200, f"{site}/404": 404}
    try_links(trier)
    assert Site.asked.count(("GET", "/404")) == 1


def test_what_another_page_links_to_has_been_tried_already(now: datetime) -> None:
    published("one", "[a](https://a.example/)", now)
    gather_links()
    for _time in range(2):
        note_link("https://a.example/", 404, now=now)
    other = published("two", "[a](https://a.example/)", now)
    gather_links()
    assert broken(other) == 1
