"""Open pages hear at once that something has changed, by a real server and the real database; never what was said."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from queue import Empty, Queue

import httpx
import pytest
import uvicorn
from django.core.asgi import get_asgi_application
from django.db import connection
from django.utils import timezone

from tests.faces.talks import waits
from tests.faces.town import Town, settle_town
from torg.assistant.actions.chat import typing
from torg.assistant.models import Conversation, Message
from torg.config.kinds import Listen
from torg.config.serving import Server, listening
from torg.faces.live import streams
from torg.faces.live.hub import Hub, Listener
from torg.faces.live.streams import Streams
from torg.faces.parts.tickets import Holder, holder_of, ticket
from torg.mailroom.listening import address
from torg.people.actions.accounts import Browser, begin_session, end_sessions
from torg.people.models import Staff

pytestmark = pytest.mark.django_db(transaction=True)
SOON = 5.0  # seconds in which a line must come on a machine under load


@pytest.fixture
def town() -> Town:
    return settle_town()


@pytest.fixture
def hub() -> Hub:
    return Hub(address)


@pytest.fixture
def home(town: Town, hub: Hub) -> Iterator[str]:
    """The address of a server that runs the pages and the streams, as `torg web` does."""
    with closing(listening(Listen("http", "127.0.0.1", 0))) as opened:
        config = uvicorn.Config(
            Streams(get_asgi_application(), hub), log_config=None, lifespan="off", timeout_graceful_shutdown=5
        )
        server = Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
        thread.start()
        yield f"http://127.0.0.1:{opened.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


class Heard:
    """What a page that listens hears: event and data, in order."""

    def __init__(self) -> None:
        self.lines: Queue[tuple[str, dict[str, object]]] = Queue()
        self.raw = ""
        self.headers: httpx.Headers = httpx.Headers()
        self.is_open = threading.Event()

    def next(self, kind: str, seconds: float = SOON) -> dict[str, object]:
        """The next event of a kind; others before it are passed over."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                event, data = self.lines.get(timeout=left)
            except Empty:
                break
            if event == kind:
                return data
        raise AssertionError(f"no {kind} within {seconds} seconds; heard {self.raw!r}")

    def nothing(self, seconds: float = 0.5) -> bool:
        """Whether nothing comes for so long."""
        try:
            self.lines.get(timeout=seconds)
        except Empty:
            return True
        return False


@contextmanager
def listening_to(address: str) -> Iterator[Heard]:
    """A page that listens until the block ends; what is told to all at the start has been heard."""
    heard = Heard()
    stop = threading.Event()

    def listen() -> None:
        with suppress(httpx.HTTPError), httpx.stream("GET", address, timeout=30) as answer:
            assert answer.status_code == 200, answer.status_code
            heard.headers = answer.headers
            event = ""
            for line in answer.iter_lines():
                heard.raw += line + "\n"
                heard.is_open.set()
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    heard.lines.put((event, json.loads(line.removeprefix("data: "))))
                if stop.is_set():
                    return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    assert heard.is_open.wait(SOON)
    yield heard
    stop.set()


def the_talk() -> Conversation:
    return Conversation.objects.get(pk=waits("Kari", "Where do I take garden waste?"))


def says(talk: Conversation, text: str) -> Message:
    return Message.objects.create(conversation=talk, at=timezone.now(), speaker="citizen", text=text)


def ticket_of(staff: Staff) -> str:
    session = begin_session(staff, how="password", browser=Browser("", ""), now=timezone.now())
    return ticket(Holder(staff.pk, session))


def test_an_open_conversation_hears_at_once_that_something_was_said_and_not_what(home: str) -> None:
    talk = the_talk()
    with listening_to(f"{home}/live/talk/{talk.token}") as page:
        page.next("changed")  # the process has begun to listen: ask for what came before
        made = says(talk, "My neighbour is Ola Hansen")
        assert page.next("changed") == {"talk": talk.pk, "upto": made.pk}
        assert "Hansen" not in page.raw
        assert page.headers["content-type"].startswith("text/event-stream")
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-accel-buffering"] == "no"


def test_others_hear_nothing_of_it(home: str) -> None:
    mine, other = the_talk(), the_talk()
    with listening_to(f"{home}/live/talk/{mine.token}") as page:
        page.next("changed")
        says(other, "Something else")
        assert page.nothing()


def test_a_handler_hears_of_the_queue_and_of_the_typing_in_their_own_conversation(home: str, town: Town) -> None:
    staff = Staff.objects.get(username="kari")
    talk = the_talk()
    with listening_to(f"{home}/live/desk?ticket={ticket_of(staff)}") as desk:
        desk.next("changed")
        Conversation.objects.filter(pk=talk.pk).update(stage="talking", handler=staff, taken_at=timezone.now())
        assert desk.next("changed") == {}
        typing(talk.token)
        assert desk.next("typing") == {"typing": talk.pk}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/live/talk/nobody-has-this", 404), ("/live/desk?ticket=made-up", 404), ("/live/", 404), ("/live/desk", 404)],
)
def test_without_the_secret_there_is_no_stream(home: str, path: str, status: int) -> None:
    assert httpx.get(home + path).status_code == status


def test_a_stream_takes_nothing(home: str) -> None:
    assert httpx.post(f"{home}/live/talk/x").status_code == 405


def test_a_ticket_ends_with_the_log_in(home: str, town: Town) -> None:
    staff = Staff.objects.get(username="kari")
    said = ticket_of(staff)
    holder = holder_of(said)
    assert holder is not None
    end_sessions(staff, only=holder.session_id, by=staff, now=timezone.now())
    assert holder_of(said) is None
    assert httpx.get(f"{home}/live/desk?ticket={said}").status_code == 404


def test_pages_are_served_behind_it(home: str) -> None:
    assert httpx.get(f"{home}/health/live").status_code in (200, 404)
    assert httpx.get(f"{home}/en/", follow_redirects=True).status_code == 200


def test_one_conversation_cannot_hold_all_streams(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ONE", 1)
    talk = the_talk()
    with listening_to(f"{home}/live/talk/{talk.token}"):
        assert httpx.get(f"{home}/live/talk/{talk.token}").status_code == 503


def test_when_the_database_breaks_off_the_pages_are_told_to_ask_again(home: str) -> None:
    talk = the_talk()
    with listening_to(f"{home}/live/talk/{talk.token}") as page:
        page.next("changed")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN %%torg_live%%'"
            )
            assert cursor.fetchall() == [(True,)]
        assert page.next("changed", seconds=10) == {}
        made = says(talk, "Are you there?")
        assert page.next("changed") == {"talk": talk.pk, "upto": made.pk}


def test_a_page_that_was_closed_is_told_nothing_more(home: str, hub: Hub) -> None:
    talk = the_talk()
    with listening_to(f"{home}/live/talk/{talk.token}") as page:
        page.next("changed")
        assert len(hub) == 1
        says(talk, "One line more, so that the page notices that it is to stop")
        page.next("changed")
    says(talk, "And one")
    until = time.monotonic() + SOON
    while len(hub) and time.monotonic() < until:
        says(talk, "And one")
        time.sleep(0.05)
    assert len(hub) == 0


def test_a_slow_page_holds_one_line_of_a_kind_however_much_happens() -> None:
    hub, slow = Hub(lambda: ""), Listener()
    hub._talks[7].add(slow)
    for message in range(1, 1001):
        hub.pass_on(json.dumps({"event": "said", "talk": 7, "upto": message, "staff": [None]}))
    assert {kind: json.loads(what) for kind, what in slow.told.items()} == {"changed": {"talk": 7, "upto": 1000}}


def test_those_who_wait_behind_hear_that_they_move_up() -> None:
    hub, behind, colleague = Hub(lambda: ""), Listener(), Listener()
    hub._talks[8].add(behind)
    hub._staff[3].add(colleague)
    hub.pass_on(
        json.dumps({"event": "changed", "talk": 7, "stage": "talking", "queue": True, "behind": [8], "staff": [2]})
    )
    assert json.loads(behind.told["changed"]) == {"talk": 8}
    assert json.loads(colleague.told["changed"]) == {}


def test_when_the_server_stops_its_streams_end_at_once(home: str, hub: Hub) -> None:
    talk = the_talk()
    with httpx.stream("GET", f"{home}/live/talk/{talk.token}", timeout=30) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "retry: 2000"
        threading.Thread(target=hub.close).start()
        said = says(talk, "Wakes it")
        assert said.pk
        started = time.monotonic()
        assert sum(1 for _line in lines) < 20
        assert time.monotonic() - started < SOON
