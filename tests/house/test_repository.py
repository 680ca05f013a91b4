"""The repository carries nothing of the machine it was written on, and nothing that is not ours."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ELSEWHERE = re.compile(
    r"registry\.(?:npmjs|yarnpkg)\.|(?:files\.)?python"
    r"hosted\.org|(?<![\w.])pypi\.(?:org|python)|/(?:home|Users)/\w|/root/|/opt/pypi",
)
OURS = Path(__file__).name


def tracked() -> list[Path]:
    """Every file that git keeps."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no git checkout")
    said = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in said.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if path.name not in {OURS, "LICENSE"}:
            assert not ELSEWHERE.search(text), f"{path.relative_to(ROOT)}: {ELSEWHERE.search(text)}"


def test_no_file_of_others_is_committed() -> None:
    inside = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [
        path for path in inside if "/vendor/" in path or "node_modules" in path or path.endswith((".mo", ".pyc"))
    ] == []


def test_every_package_begins_with_its_one_sentence() -> None:
    for path in (ROOT / "src" / "torg").rglob("__init__.py"):
        if "migrations" not in path.parts:
            assert path.read_text(encoding="utf-8").startswith('"""'), path
