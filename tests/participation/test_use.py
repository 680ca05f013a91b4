"""Use is counted, by day, page and language; who read or searched is not known to anybody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.models import Field

from torg.catalogue.models import Page
from torg.catalogue.queries.pages import cards
from torg.participation.actions.opinions import say_more, say_useful
from torg.participation.actions.searches import ManyWords, PageWaits, add_words, leave, undo
from torg.participation.actions.use import forget, note_search, note_seen, sum_uses
from torg.participation.models import Opinion, PageUse, SearchUse
from torg.participation.queries.use import decisions, pages_by_use, searches
from torg.people.models import Staff

pytestmark = pytest.mark.django_db


def searched(words: str, times: int, now: datetime, *, found: int = 0, language: str = "nb") -> None:
    for _ in range(times):
        note_search(words, language, found, now=now)


def test_a_day_a_page_and_a_language_are_one_row_that_counts(garage: Page, now: datetime) -> None:
    for language in ("nb", "nb", "nn"):
        note_seen(garage.pk, language, now=now)
    note_seen(garage.pk, "nb", now=now + timedelta(days=1))
    rows = PageUse.objects.order_by("day", "language").values_list("language", "seen")
    assert list(rows) == [("nb", 2), ("nn", 1), ("nb", 1)]


def test_no_column_of_what_is_counted_could_say_who_it_was_or_when_in_the_day() -> None:
    """A column that is added must be looked at: this list is what is stored, and nothing else is."""
    stored = {
        model.__name__: {field.name for field in model._meta.get_fields() if isinstance(field, Field)}
        for model in (PageUse, SearchUse)
    }
    assert stored == {
        "PageUse": {"id", "page", "day", "language", "seen"},
        "SearchUse": {"id", "day", "language", "words", "count", "found"},
    }
    said = {field.name for field in Opinion._meta.get_fields() if isinstance(field, Field)}
    assert said == {
        "id", "page", "number", "route", "language", "useful", "comment", "at",
        "outcome", "note", "handled_at", "handled_by",
    }  # fmt: skip


def test_the_most_read_pages_of_the_last_month_stand_first(garage: Page, fence: Page, now: datetime) -> None:
    note_seen(garage.pk, "nb", now=now - timedelta(days=31))
    note_seen(garage.pk, "nb", now=now - timedelta(days=31))
    note_seen(fence.pk, "nn", now=now - timedelta(days=2))
    assert sum_uses(today=now.date()) == 1
    assert [(one.key, one.uses) for one in cards("nb")] == [("fence", 1), ("garage", 0)]
    assert sum_uses(today=now.date()) == 0
    assert sum_uses(today=now.date() + timedelta(days=40)) == 1
    assert [one.uses for one in cards("nb")] == [0, 0]


def test_most_and_least_read(garage: Page, fence: Page, now: datetime) -> None:
    note_seen(fence.pk, "nb", now=now)
    most, least = pages_by_use("nb", today=now.date(), limit=10)
    assert [(card.key, count) for card, count in most] == [("fence", 1)]
    assert [(card.key, count) for card, count in least] == [("garage", 0), ("fence", 1)]


def test_counts_are_kept_for_400_days_and_rare_searches_for_30(garage: Page, now: datetime) -> None:
    note_seen(garage.pk, "nb", now=now - timedelta(days=401))
    note_seen(garage.pk, "nb", now=now - timedelta(days=399))
    searched("carport", 3, now - timedelta(days=100))
    searched("nabokrangel i bakkeveien", 2, now - timedelta(days=31))
    searched("hageskur", 1, now - timedelta(days=29))
    old = say_useful(useful=False, language="nb", key="garage", now=now - timedelta(days=401))
    say_more(old, useful=False, comment="Fant ikke prisen")
    assert forget(now=now) == (2, 1)
    assert PageUse.objects.count() == 1
    assert set(SearchUse.objects.values_list("words", flat=True)) == {"carport", "hageskur"}
    assert Opinion.objects.values_list("useful", "comment").get(pk=old) == (False, "")


def test_a_search_is_shown_when_three_have_made_it(town: object, now: datetime) -> None:
    searched("carport", 2, now - timedelta(days=1))
    searched("kari nordmann", 2, now)
    assert searches(today=now.date(), in_vain=True) == []
    searched("Carport ", 1, now)
    (one,) = searches(today=now.date(), in_vain=True)
    assert (one.words, one.count, one.found, one.last) == ("carport", 3, 0, now.date())


def test_what_was_found_in_the_end_is_not_in_vain(town: object, now: datetime) -> None:
    searched("carport", 3, now - timedelta(days=1))
    searched("carport", 1, now, found=4)
    assert searches(today=now.date(), in_vain=True) == []
    assert [one.words for one in searches(today=now.date(), in_vain=False)] == ["carport"]


def test_words_become_words_of_a_page_as_a_draft_and_can_be_taken_back(
    garage: Page, editor: Staff, now: datetime
) -> None:
    searched("carport", 3, now)
    made = add_words("carport", "da", garage.pk, by=editor, now=now)
    garage.refresh_from_db()
    assert garage.draft is not None
    assert garage.draft.content["words"]["nb"]["words"] == ["carport"]
    assert (garage.state, garage.lagging) == ("draft", [])
    assert [one.title for one in decisions("nb")] == ["Bygge garasje"]
    undo(made, by=editor, now=now)
    garage.refresh_from_db()
    assert garage.draft is not None
    assert "words" not in garage.draft.content["words"]["nb"]
    assert decisions("nb") == []


def test_a_search_that_is_left_comes_back_when_it_is_made_again(town: object, editor: Staff, now: datetime) -> None:
    searched("carport", 3, now)
    made = leave("carport", "nb", by=editor, now=now)
    assert searches(today=now.date(), in_vain=True) == []
    searched("carport", 3, now + timedelta(days=1))
    assert len(searches(today=now.date() + timedelta(days=1), in_vain=True)) == 1
    undo(made, by=editor, now=now)
    assert searches(today=now.date(), in_vain=True)[0].count == 6


def test_what_waits_for_approval_is_not_taken_back_by_a_word(garage: Page, editor: Staff, now: datetime) -> None:
    add_words("bod", "nb", garage.pk, by=editor, now=now)
    Page.objects.filter(pk=garage.pk).update(state="asked")
    with pytest.raises(PageWaits):
        add_words("carport", "nb", garage.pk, by=editor, now=now)


def test_a_page_has_so_many_words_and_no_more(garage: Page, editor: Staff, now: datetime) -> None:
    for number in range(60):
        add_words(f"ord {number}", "nb", garage.pk, by=editor, now=now)
    with pytest.raises(ManyWords):
        add_words("ett til", "nb", garage.pk, by=editor, now=now)
