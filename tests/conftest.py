"""What every test may lean on: a PostgreSQL of the tests' own, started when the first test asks for the database."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from torg.config.database import OwnPostgres

FAST = (("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off"), ("shared_buffers", "64MB"))
"""Safe here alone: nobody misses the data of a test when the power goes."""

# A machine that is busy with something else makes no test fail: how fast cases are made up says nothing of Torg.
hypothesis_settings.register_profile("torg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("torg")


@contextmanager
def a_free_place(folder: Path) -> Iterator[Path]:
    """A folder that no other test run uses now; the next run finds the server in it made already."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in count():
        with (folder / f"{number}.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield folder / str(number)
            return


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[OwnPostgres]:
    """A running PostgreSQL for this run of the tests."""
    with ExitStack() as stack:
        server = OwnPostgres(stack.enter_context(a_free_place(settings.TORG.data / "postgres")), FAST)
        stack.enter_context(server.in_use())
        yield server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(own_postgres: OwnPostgres) -> None:
    """Point Django at that PostgreSQL before pytest-django makes the test database in it."""
    connections.databases["default"]["HOST"] = str(own_postgres.socket_folder)
