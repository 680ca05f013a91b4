"""Import and export in a real browser: a file is given, looked through, taken in and undone; axe, both sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Visitor
from tests.browser.test_pages import SCREENS, faults, overflow
from tests.faces.town import PASSWORD, Town
from torg.catalogue.queries.pages import page
from torg.people.actions import set_up_staff

TABLE = """key;unit;related;nb.title;nb.summary
boat;teknisk;harbour;Båtplass;Leie.
a-key-that-is-very-long-and-goes-on-and-on-until-it-has-more-than-seventy-letters-in-it;skule;;Feil;x
"""


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(("name", "width", "dark"), [SCREENS[0], ("narrow-dark", 320, True)])
def test_an_editor_takes_a_file_in_and_undoes_it(
    visit: Callable[..., Visitor], town: Town, tmp_path: Path, name: str, width: int, dark: bool, scripts: bool
) -> None:
    set_up_staff(username="eva", name="Eva Editor", role="editor", unit="innbyggarservice", password=PASSWORD)
    file = tmp_path / "pages.csv"
    file.write_bytes(TABLE.encode("cp1252"))
    visitor, found = visit(name, width=width, dark=dark, scripts=scripts), list[str]()

    def look(what: str) -> None:
        visitor.picture(f"import-{what}")
        found.extend(faults(visitor) if scripts else ())
        assert overflow(visitor) == 0, what

    visitor.log_in("eva", PASSWORD)
    shown = visitor.go("/en/desk/import/")
    look("empty")
    shown.locator("#id_file").set_input_files(file)
    shown.get_by_label("Published at once").check()
    shown.get_by_role("button", name="Look through").click()
    shown.get_by_text("Nothing is written yet").wait_for()
    look("looked-through")
    shown.get_by_role("button", name="Take in 1 page").click()
    shown.get_by_text("1 page was taken in.").wait_for()
    look("taken-in")
    assert page("boat") is not None
    shown.get_by_role("button", name="Undo").click()
    shown.get_by_text("1 page stands as before.").wait_for()
    assert page("boat") is None
    visitor.go("/en/desk/import/")
    look("list")
    visitor.go("/en/desk/export/")
    look("export")
    with shown.expect_download() as download:
        shown.get_by_role("button", name="Download").first.click()
    assert download.value.suggested_filename.endswith(".csv")
    assert found == []
    assert visitor.complaints == []
