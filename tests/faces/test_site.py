"""The portal as a web site: languages, what may be kept and by whom, what search engines find, and the app."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import brotli
import pytest
from django.test import Client

from tests.faces.test_contact import old_token
from tests.faces.town import PASSWORD, Town
from tests.house.test_routes import PUBLIC as OPEN
from torg.enquiries.models import Enquiry
from torg.faces.parts.icons import PIXELS, png
from torg.faces.parts.languages import asked_for
from torg.faces.portal.addresses import PUBLIC, Page, public_addresses
from torg.faces.portal.criteria import CRITERIA, State
from torg.mailroom.models import KeptMessage

SHEETS = Path(__file__).parents[2] / "src/torg/faces/parts/static/parts"
LANGUAGES = ("nb", "nn", "da", "en")
NOT_FOR_ENGINES = {
    "portal:received",
    "portal:receipt",
    "portal:look_up",
    "portal:follow",
    "portal:offline",
    "portal:manifest",
    "portal:search",
    "portal:suggest",
    "portal:changes",
    "portal:news_feed",
    "portal:declaration",
    "portal:assistant_manifest",
    "portal:talk",
    "portal:talk_person",
    "portal:talk_judge",
    "portal:talk_leave",
    "portal:talk_transcript",
    "portal:talk_seen",
    "portal:talk_typing",
    "portal:talk_file",
    "portal:panel",
    "portal:panel_sent",
    "portal:panel_confirm",
    "portal:panel_leave",
    "portal:survey",
    "portal:survey_on_page",
    "portal:survey_thanks",
    "portal:useful",
    "portal:useful_more",
    "portal:useful_thanks",
}
"""Open pages that no search engine should show: somebody's own, or of no use but to a program."""
PLAIN = sorted(set(PUBLIC) - {"portal:contact"})
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def address(name: str, code: str = "nb") -> str:
    """The address of the first page of a kind; skips where there is none yet."""
    page = next(iter(PUBLIC[name]()), None)
    if page is None:
        pytest.skip(f"there is no page of the kind {name} in this town")
    return page.paths[code]


# -- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "own", "code"),
    [
        ("nb,en;q=0.5", ("nn", "nb"), "nb"),
        ("no,en;q=0.5", ("nn", "nb"), "nn"),
        ("no", ("da",), "nb"),
        ("de,en;q=0.8", ("nn",), "en"),
        ("da-DK,da;q=0.9,en;q=0.8", ("nb",), "da"),
        ("pl", ("nn", "nb"), "nn"),
        ("en;q=0.2,nb;q=0.9", ("da",), "nb"),
        ("*", ("da", "en"), "da"),
        ("", ("nn",), "nn"),
        ("\x00;;q=?,,", ("nn",), "nn"),
    ],
)
def test_the_browsers_wish_counts_and_then_the_municipalitys_own_language(
    header: str, own: tuple[str, ...], code: str
) -> None:
    assert asked_for(header, own) == code


def test_a_choice_is_remembered_and_goes_before_the_browsers_wish(town: Town, client: Client) -> None:
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"
    chosen = client.get("/language/da/?next=/da/promises/", headers={"accept-language": "en"})
    assert chosen["Location"] == "/da/promises/"
    assert list(chosen.cookies) == ["torg_language"]
    assert chosen.cookies["torg_language"].value == "da"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/da/"


def test_a_cookie_with_nonsense_counts_for_nothing(town: Town, client: Client) -> None:
    client.cookies["torg_language"] = "../../xx"
    answer = client.get("/", headers={"accept-language": "pl"})
    assert answer["Location"] == "/nn/"
    assert "public" not in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "\\\\evil.example", "javascript:alert(1)", ""]
)
def test_the_choice_of_a_language_leads_nowhere_but_to_our_own_pages(town: Town, client: Client, to: str) -> None:
    assert client.get("/language/nn/", {"next": to})["Location"] == "/nn/"


def test_there_is_no_language_that_is_not_offered(town: Town, client: Client) -> None:
    answer = client.get("/language/xx/")
    assert answer.status_code == 404
    assert not answer.cookies


@pytest.mark.parametrize("name", sorted(PUBLIC))
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_public_page_names_itself_and_its_sisters_in_every_language(
    town: Town, client: Client, name: str, code: str, settings: Any
) -> None:
    settings.BASE_URL = "https://post.example.org"
    page = client.get(address(name, code), {"from": "elsewhere"}).content.decode()
    host = "https://post.example.org"
    assert f'<html lang="{code}" dir="ltr"' in page
    assert f'<link rel="canonical" href="{host}{address(name, code)}">' in page
    for other in LANGUAGES:
        assert f'<link rel="alternate" hreflang="{other}" href="{host}{address(name, other)}">' in page
    assert f'hreflang="x-default" href="{host}{address(name, "nn")}"' in page


def test_a_secret_page_names_its_address_nowhere_for_engines(town: Town, client: Client) -> None:
    page = client.get(f"/en/follow/{town.token}/").content.decode()
    assert "canonical" not in page
    assert 'rel="alternate"' not in page
    assert f"page=%2Fen%2Ffollow%2F{town.token}" not in page


def test_words_in_another_language_than_the_page_are_marked(town: Town, client: Client) -> None:
    in_english, in_nynorsk = (client.get(f"/{code}/promises/").content.decode() for code in ("en", "nn"))
    assert '<span lang="nn">Kanal- og servicestrategi' in in_english
    assert 'lang="nn"' not in in_nynorsk.partition("<main")[2].partition("</main>")[0]
    assert client.get(f"/nb/follow/{town.token}/").content.count(b' lang="en"') > 4  # Aisha wrote in English


def test_our_stylesheets_know_beginnings_and_ends_and_neither_left_nor_right() -> None:
    sided = re.compile(r"-(?:left|right)\b|text-align: ?(?:left|right)|float:|[{; ](?:left|right):")
    found = {sheet.name: sided.findall(sheet.read_text("utf-8")) for sheet in SHEETS.glob("*.css")}
    assert found == {"torg.css": [], "letter.css": []}


# -- what may be kept, and by whom ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_page_is_the_same_for_all_and_sets_no_cookie(town: Town, client: Client, name: str) -> None:
    first = client.get(address(name))
    client.cookies["torg_language"] = "en"
    client.cookies["sessionid"] = "somebody"
    client.cookies["csrftoken"] = "x" * 32
    second = client.get(address(name))
    assert not first.cookies
    assert not second.cookies
    assert first["Cache-Control"] == "public, max-age=60"
    assert "cookie" not in first["Vary"].lower()
    assert first.content == second.content


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_that_has_not_changed_is_not_sent_again(town: Town, client: Client, name: str) -> None:
    etag = client.get(address(name))["ETag"]
    again = client.get(address(name), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again
    assert client.get(address(name), headers={"if-none-match": '"another"'}).status_code == 200


def test_no_cookie_is_set_before_a_form_is_opened_and_then_only_its_own(town: Town, client: Client) -> None:
    assert list(client.get("/nb/contact/").cookies) == ["csrftoken"]


def test_a_page_seen_by_staff_who_are_logged_in_is_the_same_too(town: Town, client: Client) -> None:
    before = client.get("/nb/").content
    client.login(username="kari", password=PASSWORD)
    assert client.get("/nb/").content == before


@pytest.mark.parametrize("path", ["contact/", "follow/", "follow/{token}/", "receipt/{token}/", "contact/received/"])
def test_what_holds_a_secret_or_a_form_is_kept_by_nobody_and_never_pressed(
    town: Town, client: Client, path: str
) -> None:
    answer = client.get(f"/nb/{path.format(token=town.token)}", headers={"accept-encoding": "br, gzip"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Content-Encoding" not in answer
    assert "ETag" not in answer
    if path != "contact/":
        assert "noindex" in answer["X-Robots-Tag"]


def test_the_desk_is_kept_by_nobody_and_found_by_no_engine(town: Town, client: Client) -> None:
    client.login(username="kari", password=PASSWORD)
    answer = client.get("/nb/desk/", headers={"accept-encoding": "br"})
    assert "public" not in answer.get("Cache-Control", "")
    assert "Content-Encoding" not in answer
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("asked", "coding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", ""), ("", "")],
)
def test_a_public_page_is_pressed_as_the_browser_understands(
    town: Town, client: Client, asked: str, coding: str
) -> None:
    plain = client.get("/nb/").content
    answer = client.get("/nb/", headers={"accept-encoding": asked})
    assert answer.get("Content-Encoding", "") == coding
    assert "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content)
    opened = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
    assert opened(answer.content) == plain


def test_every_open_page_of_the_portal_has_been_thought_of() -> None:
    names = {name for name in OPEN if name.startswith("portal:")}
    assert set(PUBLIC) | NOT_FOR_ENGINES == names
    assert not set(PUBLIC) & NOT_FOR_ENGINES


@pytest.mark.parametrize(
    "path", ["", "contact/", "promises/", "accessibility/", "offline/", "follow/{token}/", "nothing/"]
)
def test_every_page_carries_the_rules_for_browsers(town: Town, client: Client, path: str) -> None:
    answer = client.get(f"/nb/{path.format(token=town.token)}")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {"default-src 'none'", "worker-src 'self'", "manifest-src 'self'"} <= set(policy.split("; "))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


# -- search engines ---------------------------------------------------------------------------------------------------


def test_the_sitemap_has_every_public_page_in_every_language(town: Town, client: Client, settings: Any) -> None:
    settings.BASE_URL = "https://post.example.org"
    answer = client.get("/sitemap.xml")
    entries = ElementTree.fromstring(answer.content).findall("s:url", XML)
    found = {entry.findtext("s:loc", "", XML): entry for entry in entries}
    assert len(found) == len(entries)
    for name in PUBLIC:
        for page in PUBLIC[name]():
            sisters = {code: f"https://post.example.org{path}" for code, path in page.paths.items()}
            for url in sisters.values():
                links = {link.get("hreflang"): link.get("href") for link in found[url].findall("x:link", XML)}
                assert links.items() >= sisters.items()
                assert links["x-default"] in sisters.values()
    assert all(town.token not in url for url in found)
    assert answer["Content-Type"].startswith("application/xml")


def test_every_address_in_the_sitemap_answers(town: Town, client: Client) -> None:
    for one in public_addresses():
        for url in one.by_language.values():
            assert client.get(url.removeprefix("http://testserver")).status_code == 200, url


def test_one_line_adds_a_kind_of_page_with_words_in_its_addresses(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = datetime(2026, 3, 1, 12, tzinfo=UTC)
    pages = [Page({"nb": "/nb/tjenester/sfo/", "nn": "/nn/tenester/sfo/"}, changed), Page({"en": "/en/services/x/"})]
    monkeypatch.setitem(PUBLIC, "portal:service", lambda: pages)
    told = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/nb/tjenester/sfo/</loc>\n<lastmod>2026-03-01T" in told
    assert 'hreflang="x-default" href="http://testserver/nn/tenester/sfo/"' in told
    assert 'hreflang="x-default" href="http://testserver/en/services/x/"' in told
    assert "/da/tjenester/" not in told


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/nb/", True),
        ("/en/promises/", True),
        ("/da/contact/", True),
        ("/sitemap.xml", True),
        ("/nb/desk/", False),
        ("/en/desk/enquiry/1/", False),
        ("/nn/follow/secret/", False),
        ("/da/receipt/secret/", False),
        ("/files/signed/bill.pdf", False),
        ("/language/nb/", False),
    ],
)
def test_engines_are_told_where_to_look(town: Town, client: Client, path: str, may: bool) -> None:
    parser = RobotFileParser()
    said = client.get("/robots.txt").content.decode()
    parser.parse(said.splitlines())
    assert parser.can_fetch("Anybot", path) is may
    assert parser.site_maps() == ["http://testserver/sitemap.xml"]


# -- the app ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_manifest_names_the_municipality_in_the_language_and_its_icons_are_there(
    town: Town, client: Client, code: str
) -> None:
    answer = client.get(f"/{code}/app.webmanifest")
    said = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (said["name"], said["short_name"], said["lang"]) == ("Alver kommune", "Alver", code)
    assert (said["start_url"], said["scope"]) == (f"/{code}/", "/")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        drawn = client.get(icon["src"])
        assert (drawn.status_code, drawn["Content-Type"]) == (200, icon["type"])
        assert "immutable" in drawn["Cache-Control"]
    assert all(client.get(one["url"]).status_code == 200 for one in said["shortcuts"])


def test_the_icons_are_in_the_municipalitys_colours(town: Town, client: Client, settings: Any) -> None:
    settings.COLOUR_MAIN = "#6a1b9a"
    assert b"#6a1b9a" in client.get("/icon.svg").content
    picture = png("#6a1b9a", "#ffffff", "#00ff00")
    assert picture.startswith(b"\x89PNG")
    start = picture.index(b"IDAT") + 4
    rows = zlib.decompress(picture[start : picture.index(b"IEND") - 8])
    width = PIXELS * 3 + 1
    assert len(rows) == width * PIXELS
    middle = rows[width * (PIXELS // 2) + 1 :][: width - 1]
    assert middle[:3] == bytes.fromhex("6a1b9a")  # the square at the edge
    assert middle[PIXELS // 2 * 3 - 30 :][:3] == b"\xff\xff\xff"  # the door left of the middle
    assert middle[PIXELS // 2 * 3 + 15 :][:3] == bytes.fromhex("00ff00")  # and the light right of it


def kept(client: Client) -> dict[str, object]:
    """What the worker says it keeps."""
    script = client.get("/service-worker.js").content.decode()
    said: dict[str, object] = json.loads(script.removeprefix("const KEPT = ").partition(";\n")[0])
    return said


def test_the_worker_keeps_the_page_without_a_network_and_its_files_and_no_other_page(
    town: Town, client: Client
) -> None:
    answer = client.get("/service-worker.js")
    said = kept(client)
    assert answer["Content-Type"].startswith("text/javascript")
    assert said["pages"] == {code: f"/{code}/offline/" for code in LANGUAGES}
    files = said["files"]
    assert isinstance(files, list)
    assert all(one.startswith(("/static/", "/theme.css", "/icon")) for one in files)
    assert "/static/parts/torg.css" in files
    assert b"cache.put" not in answer.content


def test_the_workers_version_changes_with_what_it_keeps(town: Town, client: Client, settings: Any) -> None:
    before = kept(client)
    assert kept(client) == before
    settings.COLOUR_MAIN = "#6a1b9a"
    assert kept(client)["version"] != before["version"]


def test_without_a_strategy_there_is_no_worker(db: None, client: Client) -> None:
    assert client.get("/service-worker.js").status_code == 404


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_without_a_network_tells_numbers_hours_and_places(town: Town, client: Client, code: str) -> None:
    page = client.get(f"/{code}/offline/").content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert 'href="tel:56375000"' in main
    assert ("09.00–15.00" if code == "da" else "09:00–15:00") in main
    assert "Kommunehuset på Frekhaug" in main
    assert "Knarvik Senter" in main


# -- the statement ----------------------------------------------------------------------------------------------------


def test_the_table_has_every_demand_of_wcag_2_2_a_and_aa_once() -> None:
    numbers = [one.number for one in CRITERIA]
    assert len(set(numbers)) == len(numbers) == 55
    assert [sum(one.level == level for one in CRITERIA) for level in ("A", "AA")] == [31, 24]
    assert numbers == sorted(numbers, key=lambda one: [int(part) for part in one.split(".")])
    assert "4.1.1" not in numbers  # taken out of 2.2
    assert all(all(one.names[code] for code in LANGUAGES) for one in CRITERIA)


def test_what_is_not_met_gives_its_reason() -> None:
    assert [one.number for one in CRITERIA if one.state is State.NOT_MET and not one.note] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_statement_shows_each_demand_in_the_language_of_the_page(town: Town, client: Client, code: str) -> None:
    page = client.get(f"/{code}/accessibility/").content.decode()
    assert all(one.names[code] in page for one in CRITERIA)
    assert page.count('<th scope="row">') == 55


def test_the_declaration_in_the_national_register_is_linked_where_there_is_one(
    town: Town, client: Client, settings: Any
) -> None:
    assert b"uustatus.no" not in client.get("/nb/accessibility/").content
    settings.ACCESSIBILITY_URL = "https://uustatus.no/nb/erklaringer/publisert/example"
    assert b'href="https://uustatus.no/nb/erklaringer/publisert/example"' in client.get("/nb/accessibility/").content


def test_a_barrier_is_told_of_with_page_and_purpose_filled_in(town: Town, client: Client) -> None:
    home = client.get("/en/").content.decode()
    assert 'href="/en/contact/?about=accessibility&amp;page=%2Fen%2F"' in home
    page = client.get("/en/contact/", {"about": "accessibility", "page": "/en/promises/"}).content.decode()
    assert 'value="Accessibility: /en/promises/"' in page
    assert '<input type="radio" name="purpose" value="complaint"' in page
    assert page.partition('value="complaint"')[2].partition(">")[0].count("checked") == 1


@pytest.mark.parametrize("page", ["https://evil.example/", "x", "/a\nb", "/" + "a" * 200])
def test_a_page_that_is_none_of_ours_is_not_filled_in(town: Town, client: Client, page: str) -> None:
    shown = client.get("/en/contact/", {"about": "accessibility", "page": page}).content.decode()
    assert 'value="Accessibility"' in shown


def barrier(**more: str) -> dict[str, str]:
    """The form as somebody sends it who could not use a page."""
    said = {"about": "accessibility", "purpose": "complaint", "subject": "Accessibility: /nb/", "message": "No focus."}
    return {**said, "token": old_token(), **more}


def test_a_barrier_becomes_an_enquiry_like_any_other_and_is_followed_up(town: Town, client: Client) -> None:
    answer = client.post("/en/contact/", barrier(email="mona@example.org"))
    made = Enquiry.objects.latest("id")
    assert answer["Location"] == f"/en/receipt/{made.token}/"
    assert (made.subject, made.purpose) == ("Accessibility: /nb/", "complaint")


def test_who_leaves_no_address_is_heard_too(town: Town, client: Client) -> None:
    count = Enquiry.objects.count()
    answer = client.post("/en/contact/", barrier())
    assert answer["Location"] == "/en/contact/received/"
    assert Enquiry.objects.count() == count
    waiting = KeptMessage.objects.latest("id")
    assert (waiting.state, waiting.why) == ("quarantined", "no_sender")  # where a person reads it
    assert client.post("/en/contact/", barrier(about="")).status_code == 422
