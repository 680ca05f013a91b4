"""The processes that serve: `torg web`, `torg jobs`, `torg mail`, each alone and as many as needed."""

import argparse
import socket
import warnings
from contextlib import closing

import uvicorn
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import import_string

from torg.config import starting
from torg.config.kinds import Listen
from torg.config.processes import Child, Supervisor, die_with, exit_on_terminate
from torg.config.trouble import Trouble

GRACE_SECONDS = 5
"""Open streams are cut this long after a stop is asked for; without it the server waits for them for ever."""


class AddressTaken(Trouble):
    """Something else listens at the address where Torg should."""


def web(arguments: argparse.Namespace) -> int:
    """Serve the pages until stopped."""
    exit_on_terminate()
    die_with(arguments.until_closed)
    with starting.database_in_use():
        starting.insist_on_migrations()
        starting.collect_static()
        _ = get_resolver().url_patterns  # read every page's code now: a fault in it must stop the start, not a visitor
        if arguments.socket is not None:
            return _serve(socket.socket(fileno=arguments.socket))
        with closing(listening(settings.TORG.web_address)) as opened:
            if arguments.workers == 1:
                return _serve(opened)
            return Supervisor(web_children(opened, arguments.workers)).run()


def web_children(opened: socket.socket, workers: int) -> list[Child]:
    """Web processes that share one listening socket."""
    number = opened.fileno()
    names = ["web"] if workers == 1 else [f"web{place}" for place in range(1, workers + 1)]
    return [Child(name, ("web", "--socket", str(number)), (number,)) for name in names]


def jobs(arguments: argparse.Namespace) -> int:
    """Work through the jobs until stopped."""
    return _until_stopped(arguments, "torg.jobs.worker.main")


def mail(arguments: argparse.Namespace) -> int:
    """Receive and fetch e-mail until stopped."""
    return _until_stopped(arguments, "torg.config.mail.main")


def listening(address: Listen) -> socket.socket:
    """A socket that listens there; raises AddressTaken."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((address.host, address.port))
    except OSError as error:
        opened.close()
        sentence = f"{address} cannot be listened to ({error.strerror}). Is Torg running already? See TORG_WEB_ADDRESS."
        raise AddressTaken(sentence) from error
    opened.listen(2048)
    return opened


class _Server(uvicorn.Server):
    """A server that ends its open streams first when it is to stop: they would last for ever."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        application = getattr(self.config.loaded_app, "app", self.config.loaded_app)
        close = getattr(application, "close", None)
        if close is not None:
            close()
        await super().shutdown(sockets)


def web_server() -> uvicorn.Server:
    """The server of the pages and of the streams, which is yet to be run on an open socket."""
    # Static files are handed out whole, not in a stream; they are small and browsers keep them.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    config = uvicorn.Config(
        "torg.config.asgi:application",  # by name: it reads the list of static files, which may just have been made
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        forwarded_allow_ips=settings.TORG.trusted_proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return _Server(config)


def _serve(opened: socket.socket) -> int:
    web_server().run(sockets=[opened])
    return 0


def _until_stopped(arguments: argparse.Namespace, work: str) -> int:
    exit_on_terminate()
    die_with(arguments.until_closed)
    with starting.database_in_use():
        starting.insist_on_migrations()
        return int(import_string(work)())
