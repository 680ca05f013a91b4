"""Pages are shared between municipalities, and what was adapted stays until somebody decides (DRA-31)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from tests.town import Town
from torg.catalogue.actions.publishing import publish
from torg.catalogue.actions.sharing import Chosen, NotToBeDecided, NotUndone, decide, keep_share, undo
from torg.catalogue.actions.writing import Belonging, NotAnEditor, PageChanged, hand_over, make_page, write
from torg.catalogue.content import Content
from torg.catalogue.files import Entry
from torg.catalogue.models import Borrowed, Page, ShareFile
from torg.catalogue.queries.pages import page
from torg.catalogue.queries.sharing import Compared, came, compared, missing, to_share
from torg.catalogue.sharing import Standing, Unshared, differences, merged, read_share, shared, standing, told
from torg.people.actions import set_up_staff
from torg.people.models import Staff, Unit

ORIGIN = "Fjordby kommune"
FIRST = Content(
    {"nb": {"title": "Byttedag", "summary": "Bytt klær.", "body": "Kom på lørdag. Det koster {block:price}."}},
    {"purpose": "information", "topics": ("waste",)},
)
NOW = datetime.fromisoformat("2026-03-31T10:00:00+02:00")


def said(content: Content, **parts: str) -> Content:
    return replace(content, words={**content.words, "nb": {**content.words["nb"], **parts}})


def file_of(*contents: Content, key: str = "swap-day", origin: str = ORIGIN) -> bytes:
    entries = [Entry("service", key if not n else f"{key}-{n}", one) for n, one in enumerate(contents)]
    return shared(entries, origin=origin, now=NOW).encode()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xff\xfe\x00", "not_text"),
        (b"{", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "no_share"),
        (b'{"services": []}', "no_share"),
        (b'{"share": {"form": 1, "from": " "}}', "no_share"),
        (b'{"share": {"form": 2, "from": "Fjordby"}}', "newer_form"),
        (b'{"share": {"form": 1, "from": "ALVER"}}', "our_own"),
        (json.dumps({"share": {"form": 1, "from": "X"}, "news": [{}] * 2001}).encode(), "too_many"),
        (b" " * 20_000_001, "too_large"),
    ],
)
def test_what_is_no_share_file_is_told(raw: bytes, why: str) -> None:
    with pytest.raises(Unshared) as told_so:
        read_share(raw, own="Alver")
    assert told_so.value.why == why


def test_a_share_file_says_where_each_page_comes_from_and_names_no_unit() -> None:
    entry = Entry("service", "swap-day", FIRST, unit="waste-office")
    share = read_share(shared([entry], origin=ORIGIN, now=NOW).encode())
    assert (share.origin, share.made_at) == (ORIGIN, NOW)
    assert share.reading.entries == (replace(entry, unit="", based_on=ORIGIN, outside_id="swap-day"),)


def test_a_faulty_page_of_a_share_file_is_named_and_the_others_are_read() -> None:
    data = json.loads(file_of(FIRST, FIRST))
    del data["services"][0]["nb"]["title"]
    reading = read_share(json.dumps(data).encode()).reading
    assert [one.key for one in reading.entries] == ["swap-day-1"]
    assert {fault.where for fault in reading.rows[0].faults} == {"nb.title"}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "stands"),
    [
        (FIRST, FIRST, FIRST, Standing.SAME),
        (FIRST, FIRST, said(FIRST, title="X"), Standing.NEWER),
        (FIRST, said(FIRST, title="Y"), FIRST, Standing.SAME),
        (FIRST, said(FIRST, title="Y"), said(FIRST, title="X"), Standing.ADAPTED),
        (FIRST, said(FIRST, title="X"), said(FIRST, title="X"), Standing.SAME),
        (None, said(FIRST, title="Y"), FIRST, Standing.ADAPTED),
        (None, FIRST, FIRST, Standing.SAME),
    ],
)
def test_ours_is_adapted_when_it_is_not_as_theirs_was(
    base: Content | None, ours: Content, theirs: Content, stands: Standing
) -> None:
    assert standing(base, ours, theirs) is stands


def test_each_part_that_differs_is_shown_with_whether_both_changed_it() -> None:
    ours = said(FIRST, title="Bytt klær", body="Hos oss er det torsdag.")
    theirs = replace(said(FIRST, title="Byttedagen"), facts={**FIRST.facts, "declared": True})
    found = [(one.language, one.part.key, one.both) for one in differences("service", FIRST, ours, theirs)]
    assert found == [("nb", "title", True), ("nb", "body", False), ("", "declared", False)]


def test_theirs_comes_in_where_only_they_changed_it() -> None:
    ours = said(FIRST, title="Bytt klær", body="Hos oss er det torsdag.")
    theirs = replace(
        said(FIRST, title="Byttedagen", summary="Bytt klær og sko."), facts={"purpose": "information", "declared": True}
    )
    theirs = replace(theirs, words={**theirs.words, "en": {"title": "Swap day", "summary": "Swap clothes."}})
    made = merged("service", FIRST, ours, theirs)
    assert made.words["nb"] == {
        "title": "Bytt klær", "summary": "Bytt klær og sko.", "body": "Hos oss er det torsdag."
    }  # fmt: skip
    assert made.words["en"]["title"] == "Swap day"
    assert made.facts == {"purpose": "information", "declared": True}


def test_what_a_part_holds_is_told_line_by_line() -> None:
    assert told(({"name": "Avfallsloven", "section": "§ 1"}, {"kind": "phone", "mobile": True})) == (
        "Avfallsloven · § 1\nphone"
    )
    assert (told(None), told(True), told(("a", "b"))) == ("", "✓", "a\nb")


@pytest.fixture
def town(db: None) -> Town:
    return Town()


@pytest.fixture
def editor(town: Town) -> Staff:
    return set_up_staff(username="editor", name="Eva Editor", role="editor", unit="front")


@pytest.fixture
def unit(town: Town) -> int:
    return Unit.objects.get(key="front").pk


class Desk:
    """Somebody at the desk who takes share files in."""

    def __init__(self, editor: Staff, unit: int) -> None:
        self.editor, self.unit, self.file_id = editor, unit, 0

    def receives(self, raw: bytes) -> Compared:
        self.file_id = keep_share(raw, name="fjordby.json", own="Alver kommune", by=self.editor, now=NOW)
        return self.sees()

    def sees(self) -> Compared:
        found = came(self.file_id)
        assert found is not None
        return compared(found[1], file_id=self.file_id)[0]

    def chooses(self, choice: str) -> str:
        seen = self.sees().seen
        chosen = [Chosen("swap-day", choice, seen)]
        return decide(self.file_id, chosen, unit_id=self.unit, by=self.editor, now=NOW)["swap-day"]

    def undoes(self) -> None:
        decision = self.sees().decision
        assert decision is not None
        undo(decision.id, by=self.editor, now=NOW)

    def adapts(self, content: Content) -> None:
        row = Page.objects.get(based_on=ORIGIN)
        write(row.pk, content, seen=row.version, by=self.editor, now=NOW)
        publish(row.pk, by=self.editor, now=NOW)


@pytest.fixture
def desk(editor: Staff, unit: int) -> Desk:
    return Desk(editor, unit)


def shown(key: str = "swap-day") -> Content | None:
    found = page(key)
    return found.content if found else None


def test_a_new_page_is_a_draft_until_somebody_publishes_it(desk: Desk) -> None:
    assert desk.receives(file_of(FIRST)).standing is Standing.NEW
    assert desk.chooses("draft") == "drafted"
    assert shown() is None
    made = Page.objects.get(key="swap-day")
    assert (made.based_on, made.outside_id, made.state) == (ORIGIN, "swap-day", "draft")
    assert desk.sees().standing is Standing.SAME


def test_a_new_page_that_is_taken_is_seen_and_says_what_it_is_based_on(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    found = page("swap-day")
    assert found is not None
    assert (found.based_on, found.content) == (ORIGIN, FIRST)


def test_a_page_that_was_not_adapted_is_brought_up_to_date(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    assert desk.receives(file_of(said(FIRST, body="Kom på søndag."))).standing is Standing.NEWER
    desk.chooses("take")
    assert shown() == said(FIRST, body="Kom på søndag.")


def test_an_adapted_page_is_not_written_over_and_theirs_can_be_drafted(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    ours = said(FIRST, body="Hos oss er det torsdag.")
    desk.adapts(ours)
    newer = said(FIRST, summary="Bytt klær og sko.")
    found = desk.receives(file_of(newer))
    assert found.standing is Standing.ADAPTED
    assert [one.part.key for one in found.differences] == ["summary", "body"]
    assert desk.chooses("draft") == "drafted"
    assert shown() == ours
    publish(Page.objects.get(key="swap-day").pk, by=desk.editor, now=NOW)
    assert shown() == newer


def test_what_was_kept_is_not_asked_about_again_before_theirs_changes(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    ours = said(FIRST, body="Hos oss er det torsdag.")
    desk.adapts(ours)
    desk.receives(file_of(said(FIRST, title="Byttedagen")))
    assert desk.chooses("keep") == "kept"
    assert (desk.sees().standing, shown()) == (Standing.SAME, ours)
    assert desk.receives(file_of(said(FIRST, title="Den store byttedagen"))).standing is Standing.ADAPTED


def test_theirs_is_put_in_where_only_they_changed_it(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    desk.adapts(said(FIRST, body="Hos oss er det torsdag."))
    assert desk.receives(file_of(said(FIRST, title="Byttedagen"))).may_merge
    assert desk.chooses("merge") == "merged"
    publish(Page.objects.get(key="swap-day").pk, by=desk.editor, now=NOW)
    assert shown() == said(FIRST, title="Byttedagen", body="Hos oss er det torsdag.")


def test_a_page_of_ones_own_with_the_same_key_stays_and_theirs_gets_another(desk: Desk) -> None:
    own = said(FIRST, title="Vår egen byttedag")
    made = make_page("swap-day", "service", own, Belonging(desk.unit), by=desk.editor, now=NOW)
    publish(made.pk, by=desk.editor, now=NOW)
    found = desk.receives(file_of(FIRST))
    assert (found.standing, found.key) == (Standing.TAKEN_KEY, "swap-day-fjordby-kommune")
    with pytest.raises(NotToBeDecided):
        desk.chooses("take")
    desk.chooses("draft")
    assert shown() == own
    assert Page.objects.get(key="swap-day-fjordby-kommune").outside_id == "swap-day"


def test_four_eyes_hold_for_what_others_wrote_too(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    row = Page.objects.get(key="swap-day")
    hand_over(row.pk, Belonging(desk.unit, four_eyes=True), by=desk.editor, now=NOW)
    desk.receives(file_of(said(FIRST, title="Byttedagen")))
    assert desk.chooses("take") == "drafted"
    assert shown() == FIRST


@pytest.mark.parametrize("choice", ["take", "draft", "merge", "keep"])
def test_a_decision_can_be_undone_and_is_then_open_again(desk: Desk, choice: str) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    ours = said(FIRST, body="Hos oss er det torsdag.")
    desk.adapts(ours)
    desk.receives(file_of(said(FIRST, title="Byttedagen")))
    desk.chooses(choice)
    assert not desk.sees().is_open
    desk.undoes()
    row = Page.objects.get(key="swap-day")
    assert (shown(), row.draft_id, desk.sees().standing) == (ours, None, Standing.ADAPTED)


def test_undoing_brings_the_draft_back_that_was_there(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    row = Page.objects.get(key="swap-day")
    write(row.pk, said(FIRST, title="Utkast"), seen=row.version, by=desk.editor, now=NOW)
    desk.receives(file_of(said(FIRST, title="Byttedagen")))
    desk.chooses("take")
    desk.undoes()
    row.refresh_from_db()
    assert row.draft is not None
    assert row.draft.content["words"]["nb"]["title"] == "Utkast"
    assert shown() == FIRST


def test_a_page_that_was_made_by_it_is_taken_down_when_that_is_undone(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    desk.undoes()
    assert shown() is None


def test_what_was_written_since_is_not_undone(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    decision = desk.sees().decision
    assert decision is not None
    desk.adapts(said(FIRST, title="Vår"))
    assert not Borrowed.objects.filter(what="undone").exists()
    with pytest.raises(NotUndone):
        undo(decision.id, by=desk.editor, now=NOW)


def test_who_decides_on_what_somebody_has_just_changed_is_told(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.chooses("take")
    desk.receives(file_of(said(FIRST, title="Byttedagen")))
    desk.adapts(said(FIRST, title="Vår"))
    chosen = [Chosen("swap-day", "draft", seen=1)]
    with pytest.raises(PageChanged):
        decide(desk.file_id, chosen, unit_id=desk.unit, by=desk.editor, now=NOW)


def test_only_editors_take_pages_in(town: Town, unit: int) -> None:
    with pytest.raises(NotAnEditor):
        keep_share(file_of(FIRST), name="x", own="", by=town.front, now=NOW)
    file_id = keep_share(file_of(FIRST), name="x", own="", by=None, now=NOW)
    with pytest.raises(NotAnEditor):
        decide(file_id, [Chosen("swap-day", "take")], unit_id=unit, by=town.front, now=NOW)


def test_a_share_file_is_kept_once_and_as_it_came(desk: Desk) -> None:
    desk.receives(file_of(FIRST))
    desk.receives(file_of(FIRST))
    kept = ShareFile.objects.get()
    assert bytes(kept.raw) == file_of(FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareFile.objects.update(origin="Somebody else")


def test_the_blocks_that_a_page_uses_are_shared_with_it(desk: Desk) -> None:
    price = Content({"nb": {"title": "Pris", "body": "100 kroner, se {block:fee}"}})
    fee = Content({"nb": {"title": "Gebyr", "body": "20 kroner"}})
    for key, kind, content in (("swap-day", "service", FIRST), ("price", "block", price), ("fee", "block", fee)):
        made = make_page(key, kind, content, Belonging(desk.unit), by=desk.editor, now=NOW)
        publish(made.pk, by=desk.editor, now=NOW)
    assert [one.key for one in to_share(["swap-day"])] == ["swap-day", "price", "fee"]


def test_blocks_and_pages_that_nobody_has_are_named(desk: Desk) -> None:
    linked = replace(FIRST, facts={**FIRST.facts, "related": ("recycling",)})
    linked = said(linked, body="{block:price} Se [gjenbruk](page:reuse).")
    assert missing(read_share(file_of(linked))) == (["price"], ["recycling", "reuse"])
