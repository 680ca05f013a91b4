"""Real pages in a real browser: a small town, served as in production, and Debian's Chromium where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.served import Served, serving
from tests.faces.town import Town, settle_town
from torg.config.database import OwnPostgres

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop in the thread of the tests
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PICTURES = os.environ.get("SCREENSHOTS", "")  # a folder: then every page looked at is also pictured there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What `torg web` does not warn of is no fault here either (see serving.web_server)."""
    handed_out_whole = "ignore:StreamingHttpResponse must consume synchronous iterators"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings(handed_out_whole))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium on this machine (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def served(django_db_setup: None, own_postgres: OwnPostgres) -> Iterator[Served]:
    """The server, started once; its connections are closed before the database of the tests goes."""
    with serving(own_postgres.data.with_suffix(".static")) as made:
        yield made


@pytest.fixture
def town(transactional_db: None) -> Town:
    """Alver's strategy in force, invented units and staff, and some enquiries."""
    return settle_town()


class Visitor:
    """Somebody at a browser: collects everything the console says, and pictures what they look at."""

    def __init__(self, context: BrowserContext, home: str, name: str) -> None:
        self.context, self.home, self.name = context, home, name
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(f"{self.page.url}: {said.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def go(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    def log_in(self, username: str, password: str) -> Page:
        page = self.go("/en/desk/login/")
        page.get_by_label("User name").fill(username)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/desk/")
        return page

    def picture(self, name: str) -> None:
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{PICTURES}/{name}-{self.name}.png", full_page=True)


@pytest.fixture
def visit(browser: Browser, served: Served, town: Town) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser window: ``visit("phone", width=375, dark=True, scripts=False)``."""
    opened: list[BrowserContext] = []

    def open_window(name: str = "desktop", *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",  # what fades or grows has not yet the colours and sizes that are looked at
            java_script_enabled=scripts,
            locale="en-GB",
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return Visitor(context, served.home, name)

    with served.pressed:
        yield open_window
        for context in opened:
            context.close()
        served.rest()
