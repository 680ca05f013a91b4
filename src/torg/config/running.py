"""`torg run`: web, jobs and mail together, for one machine."""

import argparse
import http.client
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from urllib.parse import urlsplit

from django.conf import settings

from torg.config import publishing, starting
from torg.config.processes import Child, Supervisor
from torg.config.serving import listening, web_children


def run(arguments: argparse.Namespace) -> int:
    """Bring everything up to date, then serve until stopped."""
    with starting.database_in_use():
        starting.migrate()
        starting.collect_static()
        publishing.publish_first()
        return serve_everything(workers=arguments.workers, when_ready=_announce)


def serve_everything(*, workers: int = 1, more: Sequence[Child] = (), when_ready: Callable[[], None]) -> int:
    """Web, jobs, mail and `more` until stopped; `when_ready` is called once the pages can be seen.

    The database must be in use and up to date already. Raises AddressTaken.
    """
    with closing(listening(settings.TORG.web_address)) as opened:
        children = [*web_children(opened, workers), Child("jobs", ("jobs",)), Child("mail", ("mail",)), *more]

        def ready() -> bool:
            if not answers():
                return False
            when_ready()
            return True

        return Supervisor(children).run(ready=ready)


def answers() -> bool:
    """The web server of this installation says that it is ready."""
    address = settings.TORG.web_address
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104
    asking = http.client.HTTPConnection(host, address.port, timeout=2)
    with suppress(OSError, http.client.HTTPException), closing(asking):
        asking.request("GET", "/health/ready", headers={"Host": urlsplit(settings.TORG.base_url).netloc})
        return asking.getresponse().status == http.client.OK
    return False


def _announce() -> None:
    torg = settings.TORG
    lines = [
        f"Torg is running: {torg.base_url}/   desk: {torg.base_url}/{torg.language}/desk/",
        f"E-mail is received at {torg.smtp_listen}. Ctrl-C stops everything.",
    ]
    print("\n".join(lines), file=sys.stderr, flush=True)
