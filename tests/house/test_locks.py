"""The lock files pin everything that the project needs, with hashes, and tell nothing about where they were made."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ["run.lock", "dev.lock", "node.lock"]


def pinned(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(one): version
        for one, version in re.findall(r"^([\w.-]+)(?:\[.*\])?==(\S+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run.lock", PROJECT["dependencies"]),
        ("dev.lock", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
)
def test_every_dependency_is_pinned_at_a_version_that_fits(lock: str, wanted: list[str]) -> None:
    have = pinned(lock)
    for requirement in map(Requirement, wanted):
        version = have.get(canonicalize_name(requirement.name))
        assert version, f"{requirement} is not in {lock}: run `make lock`"
        assert requirement.specifier.contains(version), f"{requirement} is pinned at {version}: run `make lock`"


def test_both_locks_agree() -> None:
    run, dev = pinned("run.lock"), pinned("dev.lock")
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    entries = re.split(
        r"^(?=[\w.-]+(?:\[.*\])?==)", (ROOT / "requirements" / lock).read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert [entry.split()[0] for entry in entries[1:] if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_host_or_a_place(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:/|--index|--find-links|--trusted|^# +via -r /", text, re.MULTILINE) == []


def test_the_front_end_lock_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_the_node_wheel_of_the_build_hook_is_the_locked_one() -> None:
    hook = (ROOT / "hatch_build.py").read_text(encoding="utf-8")
    ((name, version),) = pinned("node.lock").items()
    assert f'NODE_WHEEL = "{name}=={version}"' in hook
