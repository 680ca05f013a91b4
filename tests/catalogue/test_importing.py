"""A file is looked through before anything is written, taken in as one, and undone as one."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.town import Town
from torg.catalogue.actions.importing import (
    AlreadyDone,
    FileTooLarge,
    NotAsLookedThrough,
    keep,
    look_through,
    take,
    throw_away,
    undo,
)
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.writing import Belonging, NotAnEditor, hand_over, make_page, write
from torg.catalogue.comparing import Comparison
from torg.catalogue.content import Content
from torg.catalogue.models import ImportBatch, Page
from torg.catalogue.queries.importing import batch, batches, exported, raw_of
from torg.catalogue.queries.pages import page
from torg.catalogue.reading import MOST_BYTES, read_file
from torg.catalogue.tables import write_table
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

pytestmark = pytest.mark.django_db
GARAGE = Content(
    {"nb": {"title": "Garasje", "summary": "Søk."}, "nn": {"title": "Garasje", "summary": "Søk."}},
    {"topics": ("building-and-planning",), "target": "4 weeks"},
)
TABLE = """key;kind;unit;related;target;nb.title;nb.summary;nb.body
garage;;front;;6 weeks;Garasje;Søk nå.;
boat;service;building;garage|harbour;;Båtplass;Leie.;Se [havna](page:harbor) og {block:price} {pryce}.
boat;service;;;;Båtplass;Leie.;
dog;service;kennel;;;Hund;Bånd.;
"""


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def now(town: Town) -> datetime:
    return town.at("2026-03-31 10:00")


@pytest.fixture
def editor(town: Town) -> Staff:
    return set_up_staff(username="editor", name="Eva Editor", role="editor", unit="front")


@pytest.fixture
def building(town: Town) -> int:
    return Unit.objects.get(key="building").pk


@pytest.fixture
def garage(editor: Staff, building: int, now: datetime) -> Page:
    made = make_page("garage", "service", GARAGE, Belonging(building), by=editor, now=now)
    return publish(made.pk, by=editor, now=now)


def taken(table: str, editor: Staff, now: datetime, *, shown: bool = True) -> int:
    kept = keep("pages.csv", table.encode(), shown=shown, by=editor, now=now)
    take(kept, seen=look_through(kept).mark, by=editor, now=now)
    return kept


def title(key: str) -> str:
    found = page(key)
    return found.text("nb", "title") if found else ""


def told(found: Comparison) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.row.key, str(one.what), one.parts) for one in found.outcomes]


def test_the_dry_run_tells_what_would_be_done_and_writes_nothing(garage: Page, editor: Staff, now: datetime) -> None:
    kept = keep("pages.csv", TABLE.encode(), shown=True, by=editor, now=now)
    found = look_through(kept)
    assert told(found) == [
        ("garage", "changed", ("unit", "target", "nb.summary")),
        ("boat", "made", ()),
        ("boat", "faulty", ()),
        ("dog", "faulty", ()),
    ]
    assert [(one.where, one.what, one.said) for one in found.outcomes[1].notes] == [
        ("related", "no_page", "harbour"),
        ("nb.body", "no_page", "harbor"),
        ("nb.body", "no_block", "price"),
        ("nb.body", "bracket", "{pryce}"),
    ]
    assert [fault.what for one in found.outcomes[2:] for fault in one.faults] == ["twice", "no_unit"]
    assert Page.objects.count() == 1
    assert Page.objects.get().version == 1


def test_what_is_confirmed_is_written_and_what_is_faulty_left_out(garage: Page, editor: Staff, now: datetime) -> None:
    kept = taken(TABLE, editor, now)
    garage.refresh_from_db()
    assert (garage.unit.key, garage.facts["target"], title("boat")) == ("front", "6 weeks", "Båtplass")
    assert page("dog") is None
    one = batch(kept)
    assert one is not None
    assert [(done.key, done.what) for done in one.written] == [("garage", "changed"), ("boat", "made")]
    assert (one.done_by, raw_of(kept)) == ("Eva Editor", TABLE.encode())
    assert [(row.id, row.size) for row in batches()] == [(kept, len(TABLE.encode()))]
    with pytest.raises(AlreadyDone):
        take(kept, seen=look_through(kept).mark, by=editor, now=now)


def test_undoing_lets_every_page_stand_as_before(garage: Page, editor: Staff, building: int, now: datetime) -> None:
    before = exported()
    due = garage.review_on
    kept = taken(TABLE, editor, now.replace(month=5))
    done = undo(kept, by=editor, now=now.replace(month=7))
    assert (done.back, done.left) == (("garage", "boat"), ())
    assert exported() == before
    garage.refresh_from_db()
    assert (garage.unit_id, garage.review_on, garage.draft_id, garage.lagging) == (building, due, None, [])
    assert page("boat") is None
    with pytest.raises(AlreadyDone):
        undo(kept, by=editor, now=now)


def test_a_file_that_was_undone_can_be_taken_in_again(garage: Page, editor: Staff, now: datetime) -> None:
    undo(taken(TABLE, editor, now), by=editor, now=now)
    again = keep("pages.csv", TABLE.encode(), shown=True, by=editor, now=now)
    assert [one[:2] for one in told(look_through(again))][:2] == [("garage", "changed"), ("boat", "shown")]
    take(again, seen=look_through(again).mark, by=editor, now=now)
    assert title("boat") == "Båtplass"


def test_undoing_leaves_alone_what_somebody_has_written_since(garage: Page, editor: Staff, now: datetime) -> None:
    kept = taken(TABLE, editor, now)
    write(garage.pk, GARAGE, seen=2, by=editor, now=now)
    done = undo(kept, by=editor, now=now)
    assert (done.back, done.left) == (("boat",), ("garage",))
    one = batch(kept)
    assert one is not None
    assert one.left == ("garage",)


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("had_draft", [True, False])
@pytest.mark.parametrize("was_published", [True, False])
def test_undoing_brings_back_drafts_too(
    editor: Staff, building: int, now: datetime, shown: bool, had_draft: bool, was_published: bool
) -> None:
    made = make_page("garage", "service", GARAGE, Belonging(building), by=editor, now=now)
    if was_published:
        publish(made.pk, by=editor, now=now)
    if had_draft:
        drafted = Content({**GARAGE.words, "nb": {"title": "Utkast", "summary": "x"}}, GARAGE.facts)
        write(made.pk, drafted, seen=1, by=editor, now=now)
    before = (exported(), exported(drafts=True))
    made.refresh_from_db()
    lagged = made.lagging
    kept = taken("key;nb.title\ngarage;Carport\n", editor, now, shown=shown)
    assert exported(drafts=True)[0].content.words["nb"]["title"] == "Carport"
    assert (title("garage") == "Carport") == shown
    assert undo(kept, by=editor, now=now).left == ()
    assert (exported(), exported(drafts=True)) == before
    made.refresh_from_db()
    assert made.lagging == lagged


def test_a_page_that_changed_after_the_dry_run_is_shown_anew(garage: Page, editor: Staff, now: datetime) -> None:
    kept = keep("pages.csv", TABLE.encode(), shown=True, by=editor, now=now)
    seen = look_through(kept).mark
    write(garage.pk, Content({"nb": {"title": "Carport", "summary": "x"}}), seen=1, by=editor, now=now)
    with pytest.raises(NotAsLookedThrough):
        take(kept, seen=seen, by=editor, now=now)
    found = look_through(kept)
    assert [note.what for note in found.outcomes[0].notes] == ["draft_there"]
    assert batch(kept).done_at is None  # type: ignore[union-attr]


def test_a_page_of_another_kind_keeps_its_key(garage: Page, editor: Staff, now: datetime) -> None:
    kept = keep("x.csv", b"key;kind;nb.title\ngarage;article;Garasje\n", shown=True, by=editor, now=now)
    found = look_through(kept)
    assert [(one.what, one.faults[0].what, one.faults[0].near) for one in found.outcomes] == [
        ("faulty", "other_kind", "service")
    ]


def test_a_page_that_wants_four_eyes_becomes_a_draft(garage: Page, editor: Staff, building: int, now: datetime) -> None:
    hand_over(garage.pk, Belonging(building, four_eyes=True), by=editor, now=now)
    kept = keep("x.csv", b"key;nb.title\ngarage;Carport\n", shown=True, by=editor, now=now)
    assert [note.what for note in look_through(kept).outcomes[0].notes] == ["waits"]
    take(kept, seen=look_through(kept).mark, by=editor, now=now)
    assert title("garage") == "Garasje"
    assert Page.objects.get().state == "draft"
    undo(kept, by=editor, now=now)
    assert Page.objects.get().state == ""


def test_a_file_that_says_no_unit_leaves_a_page_with_its_own(garage: Page, editor: Staff, now: datetime) -> None:
    said = b'{"services": [{"key": "garage", "nb": {"title": "Garasje", "summary": "x"}}]}'
    found = look_through(keep("x.json", said, shown=True, by=editor, now=now))
    assert "unit" not in found.outcomes[0].parts
    assert {"target", "topics", "nn.title", "nb.summary"} <= set(found.outcomes[0].parts)


def test_what_is_exported_is_taken_in_as_the_same(garage: Page, editor: Staff, now: datetime) -> None:
    table = write_table(exported()).encode("utf-8-sig")
    assert read_file(table, name="x.csv").entries == tuple(exported())
    assert told(look_through(keep("x.csv", table, shown=True, by=editor, now=now))) == [("garage", "same", ())]


def test_an_export_can_be_of_one_kind_or_unit(garage: Page, editor: Staff, building: int, now: datetime) -> None:
    assert [one.key for one in exported(kinds=("service",), unit_ids=(building,))] == ["garage"]
    assert exported(kinds=("news",)) == []
    assert exported(unit_ids=(Unit.objects.get(key="front").pk,)) == []


def test_a_file_that_was_not_taken_in_can_be_thrown_away(garage: Page, editor: Staff, now: datetime) -> None:
    kept = keep("x.csv", TABLE.encode(), shown=True, by=editor, now=now)
    throw_away(kept, by=editor)
    assert not ImportBatch.objects.exists()
    done = taken(TABLE, editor, now)
    with pytest.raises(AlreadyDone):
        throw_away(done, by=editor)


def test_only_editors_give_files_and_none_that_are_too_large(town: Town, editor: Staff, now: datetime) -> None:
    with pytest.raises(NotAnEditor):
        keep("x.csv", b"key\n", shown=True, by=town.front, now=now)
    with pytest.raises(FileTooLarge):
        keep("x.csv", b"x" * (MOST_BYTES + 1), shown=True, by=editor, now=now)
    kept = keep("x.csv", TABLE.encode(), shown=True, by=editor, now=now)
    for deed in (lambda: take(kept, seen="", by=town.front, now=now), lambda: throw_away(kept, by=town.front)):
        with pytest.raises(NotAnEditor):
            deed()
