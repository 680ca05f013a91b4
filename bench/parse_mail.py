"""How fast a message is understood here, beside Python's own e-mail package, on the same messages in the same run.

Peers decode subject and sender and take the text and the bytes of every file, which is less than `read` does: it also
finds language, thread, automatic mail and names of files. Rounds are interleaved; CPU time counts.
"""

from __future__ import annotations

import argparse
import email
import email.header
import email.policy
import statistics
import time
from collections.abc import Callable
from email.message import EmailMessage

from bench.mails import Mail, mails
from torg.channels.base import Incoming
from torg.channels.email.fingerprints import fingerprint
from torg.channels.email.reading import read


def torg(mail: Mail) -> str:
    """All that Torg does to understand a message."""
    (one,) = read(mail.raw, {"mail-from": mail.mail_from, "rcpt-to": mail.rcpt_to})
    return one.text if isinstance(one, Incoming) else ""


def torg_print(mail: Mail) -> str:
    """What the receiver does before the message is stored."""
    return fingerprint(mail.raw).hex()


def modern(mail: Mail) -> str:
    """Python's email package with its modern policy."""
    message = email.message_from_bytes(mail.raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    _ = (message["subject"], message["from"], message["to"], message["date"])
    body = message.get_body(("plain", "html"))
    _ = [part.get_content() for part in message.iter_attachments() if not part.is_multipart()]
    return str(body.get_content()) if body else ""


def older(mail: Mail) -> str:
    """Python's email package with its older policy, headers and bodies decoded."""
    message = email.message_from_bytes(mail.raw)
    for name in ("subject", "from", "to"):
        str(email.header.make_header(email.header.decode_header(message[name])))
    text = ""
    for part in message.walk():
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/plain" and not text and isinstance(content, bytes):
            text = content.decode(part.get_content_charset("utf-8"))
    return text


def tree(mail: Mail) -> str:
    """Python's email package with its older policy, and nothing decoded."""
    return "" if email.message_from_bytes(mail.raw) else "never"


CANDIDATES: dict[str, Callable[[Mail], str]] = {
    "torg: read": torg,
    "torg: fingerprint": torg_print,
    "email, policy.default": modern,
    "email, compat32": older,
    "email, compat32, tree only": tree,
}
SAME_TEXT = ("torg: read", "email, policy.default", "email, compat32")


def main() -> None:
    """Measure, and insist that all read the same text."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--number", type=int, default=500)
    said.add_argument("--rounds", type=int, default=5)
    wanted = said.parse_args()
    heap = list(mails(wanted.number))
    for mail in heap:
        first, *others = ["\n".join(CANDIDATES[name](mail).split()) for name in SAME_TEXT]
        assert all(other == first for other in others), f"read differently: {mail.message_id}"
    spent: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for _ in range(wanted.rounds):
        for name, understand in CANDIDATES.items():
            started = time.process_time()
            for mail in heap:
                understand(mail)
            spent[name].append((time.process_time() - started) / len(heap))
    size = sum(len(mail.raw) for mail in heap) / len(heap)
    print(f"{len(heap)} messages of {size / 1024:.1f} KB on average, {wanted.rounds} rounds; CPU time a message")
    ours = statistics.median(spent["torg: read"])
    for name, times in spent.items():
        middle = statistics.median(times)
        bounds = f"[{min(times) * 1e6:.0f}..{max(times) * 1e6:.0f}]"
        print(f"{name:<28} {middle * 1e6:7.0f} µs {bounds:>14}  {1 / middle:8.0f} /s  {middle / ours:5.1f} x torg")


if __name__ == "__main__":
    main()
