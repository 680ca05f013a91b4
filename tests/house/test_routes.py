"""Every address either stands on the list of public ones or asks for a log-in."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PUBLIC = {
    "hooks:live",
    "hooks:ready",
    "hooks:identifier",
    "hooks:identifier_part",
    "hooks:catalogue_turtle",
    "hooks:catalogue_json",
    "parts:theme",
    "parts:file",
    "parts:front",
    "parts:language",
    "parts:icon",
    "parts:icon_whole",
    "parts:icon_png",
    "site:sitemap",
    "site:robots",
    "site:worker",
    "desk:login",
    "desk:second",
    "desk:passkey",
    "desk:outside",
    "desk:outside_back",
    "desk:outside_leave",
    "portal:home",
    "portal:contact",
    "portal:received",
    "portal:receipt",
    "portal:look_up",
    "portal:follow",
    "portal:promises",
    "portal:accessibility",
    "portal:offline",
    "portal:manifest",
    "portal:search",
    "portal:suggest",
    "portal:changes",
    "portal:news_feed",
    "portal:pages",
    "portal:page",
    "portal:group",
    "portal:declaration",
    "portal:panel",
    "portal:panel_sent",
    "portal:panel_confirm",
    "portal:panel_leave",
    "portal:assistant",
    "portal:assistant_manifest",
    "portal:talk",
    "portal:talk_person",
    "portal:talk_judge",
    "portal:talk_leave",
    "portal:talk_transcript",
    "portal:talk_seen",
    "portal:talk_typing",
    "portal:talk_file",
    "portal:survey",
    "portal:survey_on_page",
    "portal:survey_thanks",
    "portal:useful",
    "portal:useful_thanks",
    "portal:useful_more",
}
GO_ON = {"parts:front", "desk:second", "desk:outside", "desk:outside_back", "desk:outside_leave"}
"""What leads on: the way in to a language, and steps of the log-in to its beginning when the step before is missing."""
VALUES = {"int": 1, "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}
VALUES |= {"kind": "service", "group": "topic"}


def routes(resolver: URLResolver, space: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    """Every (name with its space, route) below."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = ":".join(word for word in (space, one.namespace or "") if word)
            yield from routes(one, inner, route + str(one.pattern))
        else:
            assert isinstance(one, URLPattern)
            assert one.name, f"{route}{one.pattern} has no name"
            yield ":".join(word for word in (space, one.name) if word), route + str(one.pattern)


ROUTES = dict(routes(get_resolver()))


def address(name: str) -> str:
    found = re.findall(r"<(?:(\w+):)?(\w+)>", ROUTES[name])
    return reverse(name, kwargs={argument: VALUES[converter or "str"] for converter, argument in found})


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(ROUTES) - PUBLIC))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_log_in(client: Client, name: str, method: str) -> None:
    answer = getattr(client, method)(address(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse(settings.LOGIN_URL))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_page_asks_nobody_who_they_are(client: Client, name: str) -> None:
    answer = client.get(address(name))
    assert answer.status_code in {200, 404, 503} or name in GO_ON


def test_the_list_of_public_addresses_names_no_page_that_is_gone() -> None:
    assert set(ROUTES) >= PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_the_way_in_leads_to_a_language(client: Client, language: str) -> None:
    answer = client.get("/", headers={"accept-language": language})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
