"""Nothing is made up: each line of each reply stands on the page, in the strategy, or is one of the fixed sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from tests.town import Town
from torg.assistant.queries.matters import matter
from torg.assistant.queries.talking import setting_of
from torg.assistant.talking.answering import tells
from torg.assistant.talking.matters import Matter
from torg.assistant.talking.replies import answer
from torg.assistant.talking.sentences import FACETS, LACKING, SAID
from torg.assistant.values import Reply
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.models import Page
from torg.catalogue.queries.pages import PageFacts, blocks, page_by_id
from torg.catalogue.text import BRACKETS, plain
from torg.config.demo.content import entries
from torg.editions.queries import InForce, in_force
from torg.people.models import Unit
from torg.people.queries import units
from torg.strategy.sentences_of_advice import LANGUAGE_NAMES, PROCESSING
from torg.strategy.values import span
from torg.strategy.vocabulary import LANGUAGES
from torg.strategy.words_of_time import span_in_words, within_in_words

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Oslo"))
MOST_IN_A_REPLY = 900
"""Characters of an answer, but for a single paragraph that is longer by itself."""


def written(facts: PageFacts, put_in: dict[str, dict[str, str]]) -> set[str]:
    """Every line that stands on a page in any language, with blocks and what the strategy says put in."""
    found = set()
    for code in facts.content.languages():
        for text in facts.content.words[code].values():
            if isinstance(text, str):
                filled = BRACKETS.sub(lambda hit, code=code: put_in[code].get(hit[2] or "", "<>"), text)  # type: ignore[misc]
                found |= {line.strip() for line in plain(filled, numbered=True).splitlines()}
    return found


def strategic(facts: PageFacts, language: str) -> set[str]:
    """How long it takes, as the strategy's room tells the facts of a page."""
    own, found = facts.content.facts, set()
    if own.get("target"):
        found.add(PROCESSING["target"][language].format(within=within_in_words(span(own["target"]), language)))
    if own.get("limit"):
        for code in ("limit", "limit_law"):
            text = PROCESSING[code][language]
            found.add(text.format(span=span_in_words(span(own["limit"]), language), law=own.get("limit_law", "")))
    return found


def fixed(line: str) -> tuple[str, ...] | None:
    """What was put into a fixed sentence to make this line; None when it is none of them."""
    for sentence in (*SAID.values(), *LACKING.values()):
        pattern = re.sub(r"\\\{\w+\\\}", "(.+)", re.escape(str(sentence)))
        hit = re.fullmatch(pattern, line)
        if hit:
            return hit.groups()
    return None


def known(page: Matter) -> set[str]:
    """What is known of who answers for a page, and what the page and the languages are called."""
    names = {page.title, *(LANGUAGE_NAMES[code][own] for code in LANGUAGES for own in LANGUAGES)}
    if page.contact:
        one = page.contact
        names |= {one.name, one.phone, one.email, one.address, "; ".join(one.hours), *one.hours}
    return names | set(page.hours)


def unsourced(reply: Reply, page: Matter, lines: set[str]) -> Iterator[str]:
    """The lines of a reply that stand nowhere."""
    allowed, hours = known(page), set(page.hours)
    for line in (*reply.paragraphs, *reply.after):
        if line in lines or line in hours or any("<>" in one and looks_like(one, line) for one in lines):
            continue
        put_in = fixed(line)
        if put_in is None and line in allowed and reply.facet in ("hours", "where"):
            continue
        if put_in is None or not set(put_in) <= allowed:
            yield line


def looks_like(written_line: str, line: str) -> bool:
    """Whether a line is what is written with something of the strategy's in place of {phone} and its like."""
    return re.fullmatch(re.escape(written_line).replace("<>", ".*"), line) is not None


def fill(country: str) -> InForce:
    town = Town(strategy="albertslund" if country == "DK" else "kongsvinger")
    pages = entries(country)
    front = Unit.objects.get(key="front").pk
    take_in(pages, dict.fromkeys({one.unit for one in pages}, front), by=None, now=town.at("2026-03-01 10:00"))
    return in_force(AT)


@pytest.mark.parametrize(("country", "language"), [("NO", "nb"), ("NO", "nn"), ("NO", "en"), ("DK", "da")])
def test_every_line_of_every_answer_of_the_demo_stands_somewhere(country: str, language: str) -> None:
    found = fill(country)
    put_in = {code: blocks(code) for code in LANGUAGES}
    phones = {"".join(c for c in unit.phone if c.isdigit()) for unit in units().by_id.values()}
    asked = wrong = 0
    with override(language):
        setting = setting_of(0, language=language, told_closed=False, found=found, now=AT)
        for page_id in Page.objects.exclude(kind="block").values_list("pk", flat=True):
            page, facts = matter(page_id, language, found), page_by_id(page_id)
            assert page is not None
            assert facts is not None
            lines = written(facts, put_in) | strategic(facts, language)
            urls = {way.get("url", "") for way in facts.content.facts.get("ways", ())}
            for facet in ("", *FACETS):
                reply, _own = answer(page, facet, setting, question="?")
                asked += 1
                made_up = list(unsourced(reply, page, lines))
                assert not made_up, f"{facts.key} {facet}: {made_up}"
                assert reply.paragraphs
                assert sum(map(len, reply.paragraphs)) <= MOST_IN_A_REPLY + max(map(len, reply.paragraphs))
                assert [source.page_id for source in reply.sources] == [page_id]
                for door in reply.doors:
                    leads = door.path in urls or door.path == "" or door.path.startswith("/")
                    wrong += not (leads or door.path.removeprefix("tel:") in phones)
    assert asked > 1000
    assert wrong == 0


def test_a_page_answers_what_it_has_a_part_for_and_says_so_where_it_has_none() -> None:
    found = fill("NO")
    with override("nb"):
        setting = setting_of(0, language="nb", told_closed=False, found=found, now=AT)
        for facts in map(page_by_id, Page.objects.filter(kind="service").values_list("pk", flat=True)):
            assert facts is not None
            page = matter(facts.id, "nb", found)
            assert page is not None
            for facet, part in (("cost", "cost"), ("how", "how"), ("documents", "documents"), ("complain", "appeal")):
                if facts.content.said("nb", part):
                    assert tells(page, facet), f"{facts.key} {facet}"
                elif not tells(page, facet):
                    lacks = str(LACKING[facet])
                    assert answer(page, facet, setting, question="?")[0].paragraphs[0] == lacks
