"""`torg mail`: our own receiver and the mailboxes that are fetched from, both into the mailroom, until stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import ssl
import threading
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from torg.channels.base import Arrival
from torg.channels.email.mailboxes import Poller
from torg.channels.email.receiver import serve
from torg.config.environment import Environment, SettingsFaulty
from torg.config.serving import listening
from torg.config.wiring import mailbox
from torg.mailroom import actions

log = logging.getLogger("torg.mail")

STOP_SECONDS = 10.0
ENCODED = 1.4
"""Files grow by a third on their way by e-mail, and there are headers and text beside them."""


def main() -> int:
    """Receive and fetch until a signal to stop comes; raises AddressTaken."""
    torg: Environment = settings.TORG
    stop = threading.Event()
    watchers = [
        threading.Thread(target=_watch, args=(Poller(mailbox(box)), stop), name=f"mailbox {box}", daemon=True)
        for box in torg.mailboxes
    ]
    opened = listening(torg.smtp_listen)
    for watcher in watchers:
        watcher.start()
    try:
        asyncio.run(_receive(torg, opened))
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join(STOP_SECONDS)
        opened.close()
    return 0


def keep_many(arrivals: Sequence[Arrival]) -> list[int]:
    """Put arrivals in the mailroom in one transaction; a connection that broke meanwhile is made anew."""
    close_old_connections()
    return actions.keep_many(arrivals, now=timezone.now())


def size_limit(torg: Environment) -> int:
    """Bytes of the largest message that is taken."""
    return int(torg.attachment_limit_mb * 1024 * 1024 * ENCODED) + 1024 * 1024


def tls_of(torg: Environment) -> ssl.SSLContext | None:
    """What STARTTLS is offered with, None when it is not; raises SettingsFaulty."""
    if torg.smtp_certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(torg.smtp_certificate, torg.smtp_key)
    except (ssl.SSLError, OSError) as trouble:
        why = f"TORG_SMTP_CERTIFICATE and TORG_SMTP_KEY hold no certificate with its key ({trouble})."
        raise SettingsFaulty((why,)) from trouble
    return context


async def _receive(torg: Environment, opened: socket.socket) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(
        listening=opened,
        protocol=torg.smtp_listen.protocol,
        domains=torg.mail_domains,
        addresses=(torg.mail_from,),
        size_limit=size_limit(torg),
        keep_many=keep_many,
        stop=stop,
        tls=tls_of(torg),
        when_ready=partial(log.info, "E-mail for %s is received at %s", ", ".join(torg.mail_domains), torg.smtp_listen),
    )


def _watch(poller: Poller, stop: threading.Event) -> None:
    try:
        poller.watch(keep_many, stop)
    finally:
        connection.close()
