"""What must stand before Torg may serve: the database and its tables, and the static files."""

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from torg.config.postgres import DatabaseFailed

log = logging.getLogger("torg.start")

MIGRATION_LOCK = 0x746F7267
"""Any number will do, as long as every Torg uses the same: the letters of its name."""


@contextmanager
def database_in_use() -> Iterator[None]:
    """The database runs for as long as this lasts, when it is our own; another's we take as running."""
    with settings.OWN_POSTGRES.in_use() if settings.OWN_POSTGRES else nullcontext():
        yield


def migrations_waiting() -> int:
    """How many migrations the database lacks; raises django.db.DatabaseError when it cannot be asked."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> int:
    """Bring the tables up to date, one process at a time; how many migrations that took."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            waiting = migrations_waiting()
            if waiting:
                log.info("Bringing the database up to date: %s migrations", waiting)
                call_command("migrate", interactive=False, verbosity=0)
            return waiting
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def insist_on_migrations() -> None:
    """Raises DatabaseFailed when the tables are not up to date; our own database is brought up to date instead."""
    if settings.OWN_POSTGRES:
        migrate()
    elif waiting := migrations_waiting():
        raise DatabaseFailed(f"The database lacks {waiting} migrations. Run `torg migrate` once, then start again.")


def collect_static() -> None:
    """In production: copy and press the static files when they are others than last time."""
    if settings.STATIC_ROOT is None:
        return
    stamp = Path(settings.STATIC_ROOT) / "collected"
    found = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == found:
        return
    log.info("Collecting the static files in %s", settings.STATIC_ROOT)
    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO())
    stamp.write_text(found)


def _static_fingerprint() -> str:
    total = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            total.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return total.hexdigest()
