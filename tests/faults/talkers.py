"""Citizens and a handler in the chat, over HTTP as browsers: what is not acknowledged is sent again under its name."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

LOST_REPLIES = 0.1
"""How often the answer to a message is not waited for, as by a network that breaks off: then it is sent again."""
PAUSE_SECONDS = 0.1
REFUSED = 400
SERVED = re.compile(r'data-talk="(\d+)" data-upto="\d+" data-name="Ada (\d+)"')


@dataclass(frozen=True)
class Page:
    """What was answered: its status, where it leads, and its text."""

    status: int
    leads_to: str
    text: str = field(repr=False)


@dataclass
class Browser:
    """Asks until it is answered; ``tries`` counts how often it asked, ``stop`` ends it."""

    port: int
    dice: random.Random
    stop: threading.Event
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    tries: int = 0

    def get(self, path: str) -> Page:
        """A page."""
        return self._until_answered("GET", path, "")

    def post(self, path: str, may_lose: bool = False, **said: str) -> Page:
        """Sends a form until it is answered, the same one each time."""
        if may_lose and self.dice.random() < LOST_REPLIES:
            self._send_and_go(path, urlencode(said))
        return self._until_answered("POST", path, urlencode(said))

    def _until_answered(self, method: str, path: str, body: str) -> Page:
        while not self.stop.is_set():
            self.tries += 1
            try:
                page = self._once(method, path, body)
            except (OSError, http.client.HTTPException):
                pass
            else:
                if page.status < http.client.INTERNAL_SERVER_ERROR:
                    return page
            time.sleep(PAUSE_SECONDS)
        raise SystemExit

    def _once(self, method: str, path: str, body: str) -> Page:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, body, self._headers())
            answer = connection.getresponse()
            for one in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(one)
            leads_to = answer.headers.get("Location", "")
            return Page(answer.status, leads_to.partition("#")[0], answer.read().decode())

    def _send_and_go(self, path: str, body: str) -> None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
                connection.request("POST", path, body, self._headers())
                time.sleep(self.dice.random() * 0.1)
        except OSError:
            pass

    def _headers(self) -> Mapping[str, str]:
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{one.key}={one.value}" for one in self.cookies.values()),
            "Sec-Fetch-Site": "same-origin",
            "X-By-Script": "1",
        }


def name_of_sending(dice: random.Random) -> str:
    """A name that nobody guesses, as the pages give them."""
    return f"{dice.getrandbits(128):032x}"


@dataclass
class Citizen:
    """Asks the assistant, asks for a person, and then says so many things, each when the one before is answered.

    ``said`` are those that were acknowledged, ``heard`` what the handler knows to have said to them.
    """

    number: int
    messages: int
    browser: Browser
    said: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    token: str = ""

    @property
    def is_done(self) -> bool:
        """Whether both have said everything."""
        return len(self.said) > self.messages and len(self.heard) == self.messages

    def run(self) -> None:
        """From the first word to the last."""
        self._say("/nb/assistent/", f"Kan rådhuset males rosa? Ada {self.number}")
        home, address = f"/nb/assistent/{self.token}/", f"ada{self.number}@firm{self.number}.example"
        asked = self.browser.post(f"{home}person/", name=f"Ada {self.number}", email=address)
        assert asked.status == http.client.FOUND, asked
        for n in range(self.messages):
            while len(self.heard) < n and not self.browser.stop.is_set():
                time.sleep(PAUSE_SECONDS)
            self._say(home, f"Ada {self.number} sier {n}")

    def _say(self, path: str, text: str) -> None:
        page = self.browser.post(path, may_lose=True, text=text, sent_as=name_of_sending(self.browser.dice))
        assert page.status == http.client.FOUND, page
        self.token = page.leads_to.split("/")[3]
        self.said.append(text)


@dataclass
class Handler:
    """Serves the chat: takes who waits, answers each as often as they write, and ends what is done.

    Of two conversations one is ended as answered, and the other is to be answered in writing.
    """

    username: str
    password: str
    citizens: Sequence[Citizen]
    browser: Browser
    is_ready: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until it is stopped."""
        self.browser.get("/nb/desk/login/")
        self._post("/nb/desk/login/", username=self.username, password=self.password)
        self._post("/nb/desk/chat/seat/", do="ready", at_once="9")
        self.is_ready.set()
        while not self.browser.stop.is_set():
            self._post("/nb/desk/chat/stay/")
            self._post("/nb/desk/chat/next/")
            page = self.browser.get("/nb/desk/chat/")
            for talk, number in SERVED.findall(page.text):
                self._serve(int(talk), self.citizens[int(number)])
            time.sleep(PAUSE_SECONDS)

    def _serve(self, talk: int, citizen: Citizen) -> None:
        if citizen.is_done:
            self._post(f"/nb/desk/chat/{talk}/finish/", how="written" if citizen.number % 2 else "answered", says="")
        elif len(citizen.heard) < min(citizen.messages, len(citizen.said) - 1):
            text = f"Svar {len(citizen.heard)} til {citizen.number}"
            name = name_of_sending(self.browser.dice)
            page = self._post(f"/nb/desk/chat/{talk}/reply/", may_lose=True, text=text, sent_as=name)
            if page.status < REFUSED:  # else it is not theirs just now: it waits in the queue, and is taken again
                citizen.heard.append(text)

    def _post(self, path: str, may_lose: bool = False, **said: str) -> Page:
        secret = self.browser.cookies["csrftoken"].value
        return self.browser.post(path, may_lose=may_lose, csrfmiddlewaretoken=secret, **said)
