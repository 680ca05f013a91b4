"""Fetches mail from mailboxes over IMAP; a message is marked on the server only after it is committed here.

What is kept gets a mark of ours (the keyword ``$TorgKept``) beside ``\\Seen``, and nothing else ever gets it. New is
what lacks the mark and is unread, or came lately: so a mail which somebody opened before we came is fetched all the
same, and the years of read mail that lie there are not (decision 0043). A message that was kept but not yet marked when
the power went comes again, and its fingerprint makes it the same row.
"""

from __future__ import annotations

import logging
import random
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from torg.channels.base import Arrival, KeepMany
from torg.channels.email.fingerprints import fingerprint, message_id
from torg.channels.email.gathering import keep_each
from torg.channels.email.reading import KIND

log = logging.getLogger(__name__)

KEPT = b"$TorgKept"
"""Our mark on a message that is safely here."""
LATELY = timedelta(days=7)
"""A mail that somebody else has read is fetched when it came no longer ago."""
BATCH = 50
BATCH_BYTES = 32 * 1024 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
IDLE_SECONDS = 60.0
"""How long we listen for news in one go; then the mailbox is looked through anyway."""


class MailboxTrouble(Exception):
    """A mailbox could not be fetched from; ``mend`` says whether a person must see to the settings."""

    def __init__(self, why: str, *, mend: bool) -> None:
        super().__init__(why)
        self.why = why
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox; ``address`` is the address of ours that it takes mail for, ``timeout`` and ``poll`` in seconds."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    security: Literal["none", "starttls", "tls"] = "tls"
    address: str = ""
    poll: float = 30.0
    timeout: float = 30.0

    def __str__(self) -> str:
        return f"{self.user}@{self.host}/{self.folder}"


class Poller:
    """Keeps fetching from one mailbox, on one connection while it lasts."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self._client: IMAPClient | None = None
        self._marks = False
        self._validity = 0
        self._kept: set[int] = set()

    def fetch(self, keep_many: KeepMany) -> int:
        """Keep everything that is new, batch by batch; how many messages that were.

        What could not be stored is not marked on the server and comes again. Raises MailboxTrouble, also when
        nothing of a batch could be stored.
        """
        try:
            client = self._ready()
            uids = self._new(client)
            kept = 0
            while uids:
                batch, uids = self._batch(client, uids)
                kept += self._keep(client, batch, keep_many)
        except (IMAPClientError, OSError) as error:
            self.close()
            raise _trouble(self.mailbox, error) from error
        except BaseException:
            self.close()
            raise
        return kept

    def watch(self, keep_many: KeepMany, stop: threading.Event) -> None:
        """Fetch until ``stop`` is set, waiting for news in between; trouble is logged and tried again, ever slower."""
        failures = 0
        while not stop.is_set():
            try:
                kept = self.fetch(keep_many)
                failures = 0
                if kept:
                    # What came meanwhile was announced meanwhile: look again before waiting to be told.
                    log.info("%s: %s messages kept", self.mailbox, kept)
                    continue
                self._wait(stop)
            except MailboxTrouble as trouble:
                failures += 1
                log.warning("%s", trouble.why)
                stop.wait(_pause(failures))
            except Exception:
                # Whatever it is, a mailbox that nobody looks through any more must not go unnoticed, nor stay so.
                failures += 1
                log.exception("%s: unexpected trouble", self.mailbox)
                self.close()
                stop.wait(_pause(failures))
        self.close()

    def check(self) -> list[str]:
        """What keeps us from fetching, as sentences; empty when the mailbox opens."""
        try:
            self._ready()
        except (IMAPClientError, OSError) as error:
            return [f"{_trouble(self.mailbox, error).why} See to TORG_MAILBOXES."]
        finally:
            self.close()
        return []

    def close(self) -> None:
        """Log out, if we are in."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(IMAPClientError, OSError, ValueError, AttributeError):
                client.logout()

    def _ready(self) -> IMAPClient:
        """A client that has the folder open; messages stay unread until we mark them."""
        if self._client is not None:
            try:
                self._client.noop()
            except (IMAPClientError, OSError):
                self.close()
            else:
                return self._client
        box = self.mailbox
        context = None if box.security == "none" else ssl.create_default_context()
        client = IMAPClient(box.host, box.port, ssl=box.security == "tls", ssl_context=context, timeout=box.timeout)
        try:
            if box.security == "starttls":
                client.starttls(context)
            client.login(box.user, box.password)
            self._opened(client.select_folder(box.folder))
        except BaseException:
            with suppress(IMAPClientError, OSError):
                client.shutdown()
            raise
        self._client = client
        return client

    def _opened(self, said: dict[bytes, Any]) -> None:
        validity = int(said.get(b"UIDVALIDITY", 0))
        if validity != self._validity:
            self._validity, self._kept = validity, set()
        self._marks = bool({rb"\*", KEPT} & set(said.get(b"PERMANENTFLAGS", ())))

    def _new(self, client: IMAPClient) -> list[int]:
        """What lacks our mark, and is unread or came lately, without what we ourselves kept since this folder's UIDs
        mean the same: a server that takes no marks, or forgets them, would have us fetch that for ever."""
        lately = (datetime.now(UTC) - LATELY).date()
        asked: list[Any] = ["UNDELETED", "OR", "UNSEEN", "SINCE", lately]
        _told_of_news(client)
        found = client.search(["UNKEYWORD", KEPT, *asked] if self._marks else asked)
        self._kept.intersection_update(found)
        return sorted(uid for uid in found if uid not in self._kept)

    def _batch(self, client: IMAPClient, uids: Sequence[int]) -> tuple[list[int], list[int]]:
        """The next messages to fetch together, few enough and small enough; and the rest."""
        sizes: dict[int, Any] = client.fetch(uids[:BATCH], ["RFC822.SIZE"])
        batch: list[int] = []
        total = 0
        for uid in uids[:BATCH]:
            size = int(sizes.get(uid, {}).get(b"RFC822.SIZE", 0))
            if batch and total + size > BATCH_BYTES:
                break
            batch.append(uid)
            total += size
        return batch, list(uids[len(batch) :])

    def _keep(self, client: IMAPClient, batch: Sequence[int], keep_many: KeepMany) -> int:
        fetched: dict[int, Any] = client.fetch(batch, ["BODY.PEEK[]"])
        uids: list[int] = []
        arrivals: list[Arrival] = []
        for uid in batch:
            raw = fetched.get(uid, {}).get(b"BODY[]")
            if raw is not None:
                uids.append(uid)
                arrivals.append(self._arrival(uid, bytes(raw)))
        if not arrivals:
            return 0
        ids = keep_each(keep_many, arrivals)
        # Committed: only now may the server hear of it.
        safe = [uid for uid, number in zip(uids, ids, strict=True) if number is not None]
        if not safe:
            raise MailboxTrouble(f"{self.mailbox}: what was fetched could not be stored; it stays there.", mend=False)
        self._kept.update(safe)
        client.add_flags(safe, [rb"\Seen", KEPT] if self._marks else [rb"\Seen"], silent=True)
        return len(safe)

    def _arrival(self, uid: int, raw: bytes) -> Arrival:
        box = self.mailbox
        return Arrival(
            kind=KIND,
            raw=raw,
            headers={"rcpt-to": box.address, "mailbox": str(box), "uid": f"{self._validity}:{uid}"},
            outside_id=message_id(raw),
            fingerprint=fingerprint(raw),
        )

    def _wait(self, stop: threading.Event) -> None:
        """Until there is news, where the server can tell (IDLE), else until it is time to look again."""
        client, box = self._client, self.mailbox
        if client is None or not client.has_capability("IDLE"):
            stop.wait(box.poll)
            return
        if _told_of_news(client):
            return
        try:
            client.idle()
            waited = 0.0
            while not stop.is_set() and waited < IDLE_SECONDS:
                if client.idle_check(timeout=1):
                    break
                waited += 1
            client.idle_done()
        except (IMAPClientError, OSError) as error:
            self.close()
            raise _trouble(box, error) from error


def _told_of_news(client: IMAPClient) -> bool:
    """Whether the server has said, since this was asked last, that more has come.

    It may say so behind the very search that came too early to find it, and does not say it again while we listen.
    """
    # IMAPClient has no word for it; the imaplib beneath it keeps what was said until it is asked.
    return bool(client._imap.response("EXISTS")[1] != [None])


def _trouble(box: Mailbox, error: Exception) -> MailboxTrouble:
    if isinstance(error, LoginError):
        return MailboxTrouble(f"{box}: the mailbox does not let us in: user or password is wrong.", mend=True)
    words = str(error) or type(error).__name__
    return MailboxTrouble(f"{box}: the mailbox cannot be fetched from ({words}).", mend=False)


def _pause(failures: int) -> float:
    """Seconds until the next try: twice as long each time, never in step with others."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10)) * random.uniform(0.8, 1.2))  # noqa: S311
