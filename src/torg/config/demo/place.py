"""Where a demo lies on the disk and where it listens, and the settings that its processes get."""

from __future__ import annotations

import os
import re
import shutil
import socket
import tomllib
from collections.abc import Mapping, MutableMapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torg.config.trouble import Trouble
from torg.strategy.model import Strategy
from torg.strategy.problems import StrategyFaulty
from torg.strategy.reading import load

DATA = Path(__file__).parent / "data"
HOST = "127.0.0.1"
MAIL_IN, POST_PAGES, MAIL_OUT = 25, 26, 27
"""Ports, counted from the port of the pages."""
HIGHEST_PORT = 65_535 - MAIL_OUT
KEPT_SETTINGS = frozenset({"TORG_DATA", "TORG_LOG_LEVEL", "TORG_DEBUG", "TORG_DATABASE_POOL"})
"""What a demo takes over from the surroundings; everything else it sets itself, so that nothing real is touched."""


@dataclass(frozen=True, slots=True)
class Demo:
    """One demo: the strategy it runs, its folder, its ports and how it looks."""

    name: str
    strategy: Strategy
    file: Path
    folder: Path
    port: int
    weeks: int
    domain: str
    colour_main: str
    colour_accent: str

    @property
    def language(self) -> str:
        return self.strategy.municipality.languages[0]

    @property
    def base_url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def post_url(self) -> str:
        return f"http://{HOST}:{self.port + POST_PAGES}"

    @property
    def mail_in_port(self) -> int:
        return self.port + MAIL_IN

    @property
    def mail_out_port(self) -> int:
        return self.port + MAIL_OUT

    @property
    def mail_from(self) -> str:
        return f"post@{self.domain}"

    @property
    def mark(self) -> Path:
        """Stands when the setting up was finished; without it the next start begins anew."""
        return self.folder / "set-up"


def demo(said: str, *, port: int, weeks: int) -> Demo:
    """The demo of a strategy, named by its municipality or by its file; raises Trouble."""
    if not 1 <= port <= HIGHEST_PORT:
        raise Trouble(f"--port {port} cannot be used: choose a number from 1 to {HIGHEST_PORT}.")
    if not 1 <= weeks <= 5:
        raise Trouble(f"--weeks {weeks} cannot be used: choose a number from 1 to 5.")
    file = _file(said)
    try:
        strategy = load(file.read_text(encoding="utf-8"), name=file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{file} cannot be read: {error}") from error
    except StrategyFaulty as faulty:
        raise Trouble(f"{file} has {len(faulty.problems)} faults. See `torg strategy check {file}`.") from faulty
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "strategy"
    look: Mapping[str, Any] = tomllib.loads((DATA / "looks.toml").read_text(encoding="utf-8"))
    colours = look.get(name, look["otherwise"])
    return Demo(
        name=name,
        strategy=strategy,
        file=file,
        folder=Path(os.environ.get("TORG_DATA") or "var").expanduser().resolve() / "demo" / name,
        port=port,
        weeks=weeks,
        domain=f"{name}.example",
        colour_main=colours["main"],
        colour_accent=colours["accent"],
    )


def _file(said: str) -> Path:
    if said.endswith(".toml") or os.sep in said:
        path = Path(said).expanduser()
        if not path.is_file():
            raise Trouble(f"There is no strategy file {path}.")
        return path.resolve()
    folders = (Path("strategies"), Path(__file__).parents[4] / "strategies")
    for folder in folders:
        if (folder / f"{said}.toml").is_file():
            return (folder / f"{said}.toml").resolve()
    known = sorted({path.stem for folder in folders for path in folder.glob("*.toml")})
    raise Trouble(f"There is no strategy {said!r}. There are {', '.join(known) or 'none here'}; or name a file.")


def settings_of(one: Demo) -> dict[str, str]:
    """Torg's settings for every process of the demo."""
    town = one.strategy.municipality
    shown = town.email.rpartition("@")[2]
    return {
        "TORG_DATA": str(one.folder),
        "TORG_STRATEGY": str(one.file),
        "TORG_WEB_ADDRESS": f"{HOST}:{one.port}",
        "TORG_BASE_URL": one.base_url,
        "TORG_LANGUAGE": one.language,
        "TORG_TIME_ZONE": one.strategy.calendar.zone,
        "TORG_SMTP_LISTEN": f"smtp://{HOST}:{one.mail_in_port}",
        "TORG_SMTP_SEND": f"smtp://{HOST}:{one.mail_out_port}",
        "TORG_MAIL_FROM": one.mail_from,
        # The address that the strategy names is shown on the pages, so mail to it is taken too: on this machine only.
        "TORG_MAIL_DOMAIN": ", ".join(dict.fromkeys(filter(None, (one.domain, shown)))),
        "TORG_COLOUR_MAIN": one.colour_main,
        "TORG_COLOUR_ACCENT": one.colour_accent,
    }


def set_environment(one: Demo, variables: MutableMapping[str, str]) -> None:
    """Put the demo's settings in the place of all others; must happen before Django's settings are read."""
    for name in [name for name in variables if name.startswith("TORG_") and name not in KEPT_SETTINGS]:
        del variables[name]
    variables.setdefault("TORG_LOG_LEVEL", "warning")
    variables.update(settings_of(one))


def insist_on_ports(one: Demo) -> None:
    """Raises Trouble when something else listens where the demo should."""
    wanted = {
        "the pages": one.port,
        "e-mail coming in": one.mail_in_port,
        "reading outgoing mail": one.port + POST_PAGES,
        "e-mail going out": one.mail_out_port,
    }
    taken = [f"{port} ({what})" for what, port in wanted.items() if not _is_free(port)]
    if taken:
        raise Trouble(
            f"Something else listens on {' and '.join(taken)}; perhaps another demo. Stop it, or choose other ports: "
            f"torg demo --strategy {one.name} --port {_free_port(one.port)}"
        )


def _free_port(after: int) -> int:
    places = (MAIL_IN, POST_PAGES, MAIL_OUT, 0)
    higher = range(after + 100, HIGHEST_PORT, 100)
    return next((port for port in higher if all(_is_free(port + place) for place in places)), 8000)


def _is_free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True


def forget(one: Demo) -> None:
    """Remove what earlier starts left in the demo's folder; its PostgreSQL must be stopped."""
    one.mark.unlink(missing_ok=True)
    for part in ("postgres", "post"):
        shutil.rmtree(one.folder / part, ignore_errors=True)
