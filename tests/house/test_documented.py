"""What can be set, said, wired or run is documented, and what is documented exists."""

import argparse
import re
from pathlib import Path

import pytest

from torg.channels.wired import wired
from torg.config import strategies
from torg.config.cli import COMMANDS, parser
from torg.config.documenting import PAGE, page
from torg.config.environment import SETTINGS
from torg.strategy.schema import json_schema

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "torg"


def sections(path: Path) -> dict[str, str]:
    """The text under each second-level heading of a page."""
    parts = re.split(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options(command: str) -> list[str]:
    """The options of a command that its help shows."""
    subs = next(one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    actions = subs.choices[command]._actions
    shown = [one for one in actions if one.help != argparse.SUPPRESS and one.dest != "help"]
    return [word for one in shown for word in one.option_strings]


def test_the_page_about_settings_is_the_table_of_settings() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(), "run `make fix`"


def test_no_page_names_a_setting_that_does_not_exist() -> None:
    known = {one.name for one in SETTINGS}
    for path in (ROOT / "README.md", *DOCS.rglob("*.md"), *SOURCE.rglob("*.md")):
        named = set(re.findall(r"\bTORG_[A-Z_]+[A-Z]\b", path.read_text(encoding="utf-8")))
        assert named <= known, path


@pytest.mark.parametrize("command", [one.name for one in COMMANDS])
def test_every_command_and_its_options_are_documented(command: str) -> None:
    text = sections(DOCS / "operate" / "commands.md")[f"torg {command}"]
    assert [word for word in options(command) if f"`{word}" not in text] == []


def test_everything_to_do_with_strategies_is_documented() -> None:
    text = sections(DOCS / "operate" / "commands.md")["torg strategy"]
    subs = next(one for one in strategies.parser()._actions if isinstance(one, argparse._SubParsersAction))
    for word, below in subs.choices.items():
        assert f"torg strategy {word}" in text
        wanted = [
            flag for one in below._actions for flag in one.option_strings if flag.startswith("--") and flag != "--help"
        ]
        assert [flag for flag in wanted if flag not in text] == [], word


def test_every_documented_command_exists() -> None:
    assert set(sections(DOCS / "operate" / "commands.md")) == {f"torg {one.name}" for one in COMMANDS}


@pytest.mark.parametrize("kind", sorted(wired()))
def test_every_open_channel_has_a_readme_and_stands_among_the_channels(kind: str) -> None:
    assert (SOURCE / "channels" / kind / "README.md").is_file()
    assert f"`{kind}`" in (DOCS / "operate" / "channels.md").read_text(encoding="utf-8")


def test_every_job_is_documented() -> None:
    page = (DOCS / "operate" / "jobs.md").read_text(encoding="utf-8")
    jobs = [
        path.stem for path in (SOURCE / "jobs").glob("*.py") if not path.stem.startswith("_") and path.stem != "apps"
    ]
    assert [job for job in sorted(jobs) if f"`{job}`" not in page] == []


def strategy_keys(schema: object) -> set[str]:
    """Every key that a strategy file may hold, at any depth."""
    if isinstance(schema, list):
        return set().union(*(strategy_keys(part) for part in schema))
    if not isinstance(schema, dict):
        return set()
    inner = set().union(*(strategy_keys(part) for part in schema.values()))
    names = schema.get("properties")
    return inner | (set(names) if isinstance(names, dict) else set())


def test_every_key_of_a_strategy_is_documented() -> None:
    text = (DOCS / "strategy-language.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z][a-z0-9_]*", " ".join(re.findall(r"`([^`]+)`", text))))
    assert strategy_keys(json_schema()) - named == set()
