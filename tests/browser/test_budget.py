"""How much the front page weighs on its way, as a real Torg in production sends it."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser

from tests.faces.town import Town
from tests.house.test_running import free_port
from torg.config.database import OwnPostgres

MOST = 200_000
"""Bytes over the wire for everything on the front page, pressed as the product presses it."""
START_SECONDS = 90  # the first time the static files are pressed
KEY = "only-for-tests-only-for-tests-only-for-tests"


@pytest.fixture
def product(town: Town, own_postgres: OwnPostgres) -> Iterator[str]:
    """`torg web` in production on the database of this test; gives its address."""
    port = free_port()
    name = str(connection.settings_dict["NAME"])
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("TORG_", "DJANGO_"))} | {
        "TORG_PRODUCTION": "yes",
        "TORG_DATA": str(settings.TORG.data / "production"),
        "TORG_DATABASE_URL": own_postgres.url(name),
        "TORG_BASE_URL": "https://post.example.org",
        "TORG_HOSTS": "127.0.0.1",
        "TORG_WEB_ADDRESS": f"127.0.0.1:{port}",
        "TORG_MAIL_FROM": "post@example.org",
        "TORG_MAIL_DOMAIN": "example.org",
        "TORG_SMTP_SEND": "smtp://127.0.0.1:1",
        "TORG_SECRET_KEY": KEY,
        "TORG_SEALING_KEYS": KEY,
        "TORG_LOOKUP_KEY": KEY,
        "TORG_LOG_LEVEL": "error",
    }
    serving = subprocess.Popen([sys.executable, "-m", "torg.config.cli", "web"], env=surroundings)
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        assert serving.poll() is None, "it stopped"
        assert time.monotonic() < deadline, "it never became ready"
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    serving.terminate()
    serving.wait(20)


def answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/health/ready")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def test_the_front_page_with_all_that_belongs_to_it_is_under_200_kb(browser: Browser, product: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
    page = context.new_page()
    tools, sent, names = context.new_cdp_session(page), dict[str, float](), dict[str, str]()

    def asked(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def arrived(event: dict[str, Any]) -> None:
        url = names[event["requestId"]]
        sent[url] = (
            sent.get(url, 0.0) + event["encodedDataLength"]
        )  # a second time it comes from the browser's own store

    tools.send("Network.enable")
    tools.on("Network.requestWillBeSent", asked)
    tools.on("Network.loadingFinished", arrived)
    page.goto(f"{product}/nb/", wait_until="networkidle")
    # What the worker fetches for itself: its script and the pages without a network; the files are there by then.
    for path in ("/service-worker.js", "/nb/offline/", "/nn/offline/", "/da/offline/", "/en/offline/"):
        page.goto(f"{product}{path}", wait_until="networkidle")
    context.close()
    told = "\n".join(f"{size:8.0f} {url}" for url, size in sorted(sent.items(), key=lambda one: -one[1]))
    assert len(sent) > 12, told
    assert any(url.endswith(".woff2") and size > 10_000 for url, size in sent.items()), told
    assert sum(sent.values()) < MOST, told


def test_what_is_pressed_in_production_and_kept_for_ever_says_so(product: str, town: Town) -> None:
    for path, coding, kept in (
        ("/nb/", "br", "public, max-age=60"),
        ("/nb/contact/", None, "no-store"),
        (f"/nb/follow/{town.token}/", None, "no-store"),
    ):
        line = http.client.HTTPConnection(product.removeprefix("http://"), timeout=10)
        line.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
        answer = line.getresponse()
        assert answer.status == 200, path
        assert answer.getheader("Content-Encoding") == coding, path
        assert kept in answer.getheader("Cache-Control", ""), path
        line.close()
