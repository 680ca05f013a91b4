"""`torg check`: the settings and all they point at, looked at one by one, with what to mend."""

import argparse
import dataclasses
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.utils import timezone, translation
from psycopg_pool import PoolTimeout

from torg.assistant.rephrasing import NoAnswer, ask, model_in_use
from torg.channels.base import ChecksSettings
from torg.channels.wired import wired
from torg.config import mail, messages, starting
from torg.config.environment import Environment, SettingsFaulty
from torg.config.trouble import Trouble
from torg.editions.queries import NoStrategy, in_force
from torg.mailroom.gaps import gaps_of
from torg.mailroom.queries import books_since, books_that_do_not_fit
from torg.people.queries import NoFrontLine, units

LEAST_POSTGRES = 15
LEAST_FREE_MB = 1024
MOST_SKEW = timedelta(seconds=5)
MENDED_IN = "See docs/operate/settings.md, and README.md of the channel."

Level = Literal["ok", "warning", "fault"]


@dataclass(frozen=True)
class Finding:
    """What one look showed; `mend` is empty when all is well."""

    level: Level
    what: str
    mend: str = ""


def main(arguments: argparse.Namespace) -> int:
    """Show every finding; the exit code is 1 when one of them is a fault."""
    found = list(findings(now=timezone.now()))
    if arguments.json:
        print(json.dumps([dataclasses.asdict(one) for one in found], indent=2))
    else:
        for one in found:
            print(f"{one.level.upper():<8} {one.what}" + (f"\n         -> {one.mend}" if one.mend else ""))
    return 1 if any(one.level == "fault" for one in found) else 0


def findings(*, now: datetime) -> Iterator[Finding]:
    """Every look at the surroundings; our own database is started for as long as it takes."""
    yield from _settings()
    yield from _secrets(settings.TORG)
    yield from _disk()
    yield from _files()
    try:
        with starting.database_in_use():
            yield from _database()
            yield from _inside(now)
    except Trouble as trouble:
        yield Finding("fault", str(trouble), "See TORG_DATABASE_URL and TORG_DATA in docs/operate/settings.md.")
    except (DatabaseError, PoolTimeout) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        yield Finding(
            "fault", f"The database does not answer: {first}", "See TORG_DATABASE_URL; is the server running?"
        )
    yield from _channels()
    yield from _language_model()


def _settings() -> Iterator[Finding]:
    torg = settings.TORG
    kind = "production" if torg.production else "trial, not production (TORG_PRODUCTION)"
    yield Finding("ok", f"Settings can be read; this is {kind}.")
    if torg.debug:
        yield Finding("warning", "Faults are shown to visitors.", "Set TORG_DEBUG=no.")
    if not torg.production and not torg.base_url.startswith(("http://127.", "http://localhost", "http://[::1]")):
        yield Finding("warning", f"{torg.base_url} is not this machine alone.", "Set TORG_PRODUCTION=yes.")


def _secrets(torg: Environment) -> Iterator[Finding]:
    """Private keys are for Torg alone: whoever reads one can write or listen in the municipality's name."""
    for name, file in (("TORG_DKIM_KEY", torg.dkim_key), ("TORG_SMTP_KEY", torg.smtp_key or torg.smtp_certificate)):
        if file is None or not file.is_file():
            continue
        found = file.stat()
        # A key that belongs to root is read by Torg through its group.
        rights = 0o600 if found.st_uid == os.getuid() else 0o640
        if found.st_mode & 0o077 & ~rights:
            yield Finding("warning", f"{name}: others may read or change {file}.", f"Run `chmod {rights:o} {file}`.")


def _disk() -> Iterator[Finding]:
    folder: Path = settings.TORG.data
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free // 2**20
    if free < LEAST_FREE_MB:
        yield Finding("fault", f"{free} MB are free where {folder} lies.", f"Make room: {LEAST_FREE_MB} MB at least.")
    else:
        yield Finding("ok", f"{free // 1024} GB are free where {folder} lies.")


def _files() -> Iterator[Finding]:
    if finders.find("vendor/designsystemet/components.css"):
        yield Finding("ok", "The front-end files are there.")
    else:
        yield Finding("fault", "The front-end files are missing.", "Run `python hatch_build.py`, or install Torg anew.")
    for language in messages.LANGUAGES:
        compiled = messages.LOCALE / language / "LC_MESSAGES" / "django.mo"
        if not compiled.exists():
            yield Finding(
                "fault", f"The texts in {language} are not compiled.", "Run `make messages`, or install anew."
            )


def _database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,"
            " current_setting('server_encoding'), clock_timestamp()"
        )
        version, major, encoding, their_time = cursor.fetchone()
    whose = "our own" if settings.OWN_POSTGRES else "TORG_DATABASE_URL"
    if major < LEAST_POSTGRES:
        yield Finding("fault", f"PostgreSQL {version} is too old.", f"Torg needs {LEAST_POSTGRES} or later.")
    else:
        yield Finding("ok", f"PostgreSQL {version} answers ({whose}).")
    if encoding != "UTF8":
        yield Finding("fault", f"The database is in {encoding}.", "Make it anew with ENCODING 'UTF8'.")
    skew = abs(their_time - timezone.now())
    if skew > MOST_SKEW:
        seconds = int(skew.total_seconds())
        yield Finding("fault", f"The clocks here and in the database differ by {seconds} s.", "Keep both with NTP.")


def _inside(now: datetime) -> Iterator[Finding]:
    if waiting := starting.migrations_waiting():
        yield Finding("fault", f"The database lacks {waiting} migrations.", "Run `torg migrate`.")
        return
    yield Finding("ok", "The database is up to date.")
    try:
        edition = in_force(now)
        yield Finding("ok", f"Edition {edition.number} of the strategy is in force.")
    except NoStrategy:
        yield Finding("fault", "No strategy is in force.", "Run `torg strategy publish FILE`, or set TORG_STRATEGY.")
    try:
        yield Finding("ok", f"The front line is {units().front_line.name}.")
    except NoFrontLine:
        yield Finding(
            "fault",
            "No unit is the front line, so nothing can be routed.",
            "Run `torg units FILE` with one unit that has front_line = true (docs/operate/units.md).",
        )
    yield from _books(now)
    if not get_user_model().objects.filter(is_active=True).exists():
        yield Finding("warning", "Nobody can log in to the desk.", "Run `torg user NAME --role administrator`.")


def _books(now: datetime) -> Iterator[Finding]:
    wrong = books_that_do_not_fit()
    for book in wrong[:10]:
        way = "in" if book.is_incoming else "out"
        with translation.override("en"):
            gaps = gaps_of(book)
        said, look = (" ".join(words) for words in zip(*((gap.said, gap.look) for gap in gaps), strict=True))
        yield Finding("fault", f"Not all messages of {book.day} are accounted for ({book.kind}, {way}). {said}", look)
    if not wrong and books_since(timezone.localdate(now) - timedelta(days=7)):
        yield Finding("ok", "Every message is accounted for, as far as it has been counted.")


def _channels() -> Iterator[Finding]:
    try:
        mail.tls_of(settings.TORG)
    except SettingsFaulty as faulty:
        yield Finding("fault", " ".join(faulty.faults), "See docs/operate/settings.md.")
    for kind, channel in sorted(wired().items()):
        faults = channel.check() if isinstance(channel, ChecksSettings) else []
        for fault in faults:
            yield Finding("fault" if settings.TORG.production else "warning", f"{kind}: {fault}", MENDED_IN)
        if not faults:
            yield Finding("ok", f"The channel {kind} is open.")


def _language_model() -> Iterator[Finding]:
    """Whether the assistant may let a language model rephrase, and whether that answers now."""
    model = model_in_use()
    if model is None:
        yield Finding("ok", "No language model is used; the assistant gives the text as it stands.")
        return
    try:
        ask(model, [{"role": "user", "content": "Answer with one word: ready"}])
    except NoAnswer as trouble:
        yield Finding(
            "warning",
            f"The language model {model.name} does not answer ({trouble}); the assistant gives the text as it stands.",
            "See TORG_LANGUAGE_MODEL_URL in docs/operate/settings.md.",
        )
    else:
        yield Finding("ok", f"The language model {model.name} answers; it may rephrase what the assistant found.")
