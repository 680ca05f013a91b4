"""Torg's own PostgreSQL starts, stops, is shared, and comes back after the worst."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from torg.config.database import OwnPostgres
from torg.config.postgres import DatabaseFailed

FAST = (("fsync", "off"), ("shared_buffers", "16MB"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnPostgres]:
    server = OwnPostgres(tmp_path_factory.mktemp("own"), FAST)
    yield server
    server.stop()


@pytest.fixture
def server(made: OwnPostgres) -> OwnPostgres:
    made.stop()
    return made


def postmaster(server: OwnPostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def write_down(server: OwnPostgres, what: str) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS written (what text)")
        connection.execute("INSERT INTO written VALUES (%s)", [what])


def read_back(server: OwnPostgres) -> set[str]:
    with psycopg.connect(server.url()) as connection:
        return {row[0] for row in connection.execute("SELECT what FROM written")}


def test_it_runs_while_it_is_used_and_stops_after(server: OwnPostgres) -> None:
    with server.in_use():
        write_down(server, "first")
        assert server.is_running()
    assert not server.is_running()


def test_what_was_written_is_there_at_the_next_start(server: OwnPostgres) -> None:
    with server.in_use():
        write_down(server, "kept")
    with server.in_use():
        assert "kept" in read_back(server)


def test_the_last_user_stops_it_not_the_first_to_leave(server: OwnPostgres) -> None:
    with server.in_use():
        with server.in_use():
            pass
        assert server.is_running()
    assert not server.is_running()


def test_started_by_hand_it_runs_until_stopped_by_hand(server: OwnPostgres) -> None:
    assert server.start(keep=True)
    with server.in_use():
        pass
    assert server.is_running()
    assert not server.start()
    assert server.stop()
    assert not server.stop()


def test_a_user_killed_without_warning_leaves_no_trace(server: OwnPostgres) -> None:
    code = (
        "import sys, time; from pathlib import Path; from torg.config.database import OwnPostgres\n"
        f"with OwnPostgres(Path({str(server.folder)!r})).in_use(): print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        other.kill()
    assert server.is_running()
    with server.in_use():
        pass
    assert not server.is_running()


def test_it_recovers_after_everything_was_killed(server: OwnPostgres) -> None:
    with server.in_use():
        write_down(server, "before the crash")
        os.kill(postmaster(server), signal.SIGKILL)
        time.sleep(0.2)
        assert not server.is_running()
        assert (server.data / "postmaster.pid").exists()
        with server.in_use():
            assert "before the crash" in read_back(server)


def test_a_process_number_that_somebody_else_has_now_does_not_confuse_it(server: OwnPostgres) -> None:
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n1\n5432\n\n\n\nready\n")
    assert not server.is_running()
    with server.in_use():
        assert server.is_running()


def test_data_of_another_version_is_left_alone_with_a_sentence(server: OwnPostgres) -> None:
    version = server.data / "PG_VERSION"
    before = version.read_text()
    version.write_text("16\n")
    try:
        with pytest.raises(DatabaseFailed, match="made by PostgreSQL 16"), server.in_use():
            pass
    finally:
        version.write_text(before)


def test_a_long_path_gets_a_short_socket() -> None:
    deep = Path("/var/lib") / ("x" * 120)
    assert len(str(OwnPostgres(deep).socket_folder)) < 60


def test_it_is_made_for_every_alphabet_and_listens_to_nobody_outside(server: OwnPostgres) -> None:
    with server.in_use(), psycopg.connect(server.url()) as connection:
        row = connection.execute(
            "SELECT lower('ÆØÅČĐ'), current_setting('server_encoding'), current_setting('listen_addresses')"
        ).fetchone()
    assert row == ("æøåčđ", "UTF8", "")


def test_what_people_wrote_does_not_end_up_in_its_log(server: OwnPostgres) -> None:
    with server.in_use(), psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE addresses (address text PRIMARY KEY)")
        connection.execute("INSERT INTO addresses VALUES ('kari@example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO addresses VALUES ('kari@example.org')")
    said = server.log_file.read_text()
    assert "duplicate key" in said
    assert "kari" not in said
