"""Writes the page about settings from the table of settings, so that the two cannot disagree.

`python -m torg.config.documenting` writes it; the tests check that it is written.
"""

from pathlib import Path

from torg.config.environment import SETTINGS, Setting

PAGE = Path("docs/operate/settings.md")

OPENING = """# Settings

Torg is set by environment variables and by nothing else. All of them are here. To look around, none is needed:
`torg demo` and `torg run` start with nothing set.

A setting that is missing or wrong stops the start with a sentence that says what to mend, all of them at once. A
variable that begins with `TORG_` and is not on this page does so too, because it is most likely misspelt. `torg check`
goes further: it tries the database, the mail server and the mailboxes that the settings point at.

Where a setting takes several values, put a comma between them. A password inside an address is written with `%40` for
`@`, `%3A` for `:` and `%2F` for `/`.

*(This page is written by `make fix` from `src/torg/config/environment.py`.)*
"""


def page() -> str:
    """The whole page."""
    required = ", ".join(f"`{one.name}`" for one in SETTINGS if one.required)
    production = f"\nIn production (`TORG_PRODUCTION=yes`) these must be set: {required}.\n"
    return OPENING + production + "".join(_entry(one) for one in SETTINGS)


def _entry(one: Setting) -> str:
    default = f"`{one.default}`" if one.default else "empty"
    marks = [f"Default: {default}.", f"Example: `{one.example}`."]
    if one.required:
        marks.append("**Required in production.**")
    if one.secret:
        marks.append("**Secret**: keep it out of files that others read.")
    return f"\n## {one.name}\n\n{one.explanation}\n\n" + " ".join(marks) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
