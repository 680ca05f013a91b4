"""The commands that look after an installation: `torg database`, `torg migrate`, `torg search`, `torg user`."""

import argparse
import getpass
import subprocess
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from torg.catalogue.actions.index import index_published
from torg.config import starting
from torg.config.database import OwnPostgres
from torg.config.postgres import program
from torg.config.trouble import Trouble
from torg.enquiries.actions.index import index_anew
from torg.people.actions import set_up_staff


def database(arguments: argparse.Namespace) -> int:
    """Start, stop, show or look into our own PostgreSQL; exit code 3 from `status` when it does not run."""
    own: OwnPostgres | None = settings.OWN_POSTGRES
    if own is None:
        raise Trouble("TORG_DATABASE_URL names a PostgreSQL that is not Torg's own, so Torg does not start or stop it.")
    if arguments.do == "psql":
        with own.in_use():
            return subprocess.run([program("psql"), own.url(), *arguments.rest], check=False).returncode
    if arguments.do == "url":
        print(own.url())
    elif arguments.do == "start":
        print("Started." if own.start(keep=True) else "It runs already.", "It runs until `torg database stop`.")
    elif arguments.do == "stop":
        print("Stopped." if own.stop() else "It did not run.")
    else:
        running = own.is_running()
        print(f"PostgreSQL in {own.data} {'runs' if running else 'does not run'}.")
        return 0 if running else 3
    return 0


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the database up to date."""
    with starting.database_in_use():
        done = starting.migrate()
    print(f"{done} migrations done." if done else "The database is up to date.")
    return 0


def search(arguments: argparse.Namespace) -> int:
    """Throw away the words by which enquiries are found, which the worker gathers anew, and read all pages again."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        index_anew()
        pages = index_published()
    print(f"{pages} pages have been read anew.")
    print("The words of enquiries are gathered anew by `torg jobs`; until then a search finds less.")
    return 0


def user(arguments: argparse.Namespace) -> int:
    """Make or change a staff account; the password is asked for, never an argument that others can see."""
    password = sys.stdin.readline().rstrip("\n") if arguments.password_from_stdin else _ask_password()
    with starting.database_in_use():
        starting.insist_on_migrations()
        known = get_user_model().objects.filter(username=arguments.username).select_related("unit").first()
        name, role = arguments.name or (known.name if known else ""), arguments.role or (known.role if known else "")
        if not name or not role:
            raise Trouble(f"{arguments.username} has no account yet: give a --name and a --role.")
        unit = arguments.unit or (known.unit.key if known and known.unit else "")
        email = arguments.email or (known.email if known else "")
        try:
            if password:
                validate_password(password)
            set_up_staff(username=arguments.username, name=name, role=role, unit=unit, email=email, password=password)
        except ValidationError as error:
            raise Trouble("The password is not good enough: " + " ".join(error.messages)) from error
        except ValueError as error:
            raise Trouble(str(error)) from error
        except ObjectDoesNotExist:
            raise Trouble(f"There is no unit with the key {unit!r}.") from None
    print(f"{name} ({arguments.username}) can log in as {role}." if password else f"{name} is noted, as {role}.")
    return 0


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return ""
    first = getpass.getpass("Password (empty: leave it as it is): ")
    if first and getpass.getpass("Once more: ") != first:
        raise Trouble("The two passwords differ.")
    return first
