"""DKIM (RFC 6376): our mails carry a signature, so that other servers can see that they are ours and unchanged."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass

import dkim
import dns.exception
import dns.resolver
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.hazmat.primitives.serialization import load_pem_private_key as load_pem

LEAST_BITS = 1024
DNS_SECONDS = 5.0
# What a reader sees or a mail program acts on; From twice, so that nobody can put another one in front of it.
_SIGNED = (
    b"from", b"from", b"to", b"reply-to", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
    b"mime-version", b"content-type", b"content-transfer-encoding", b"content-language", b"auto-submitted",
)  # fmt: skip
_KEY = re.compile(r"(?:^|;)\s*p\s*=\s*([^;]*)")


class UnfitKey(Exception):
    """A file holds no private key that we could sign with; says why."""


class DnsSilent(Exception):
    """The domain names could not be asked just now."""


def key_of(pem: bytes) -> RSAPrivateKey:
    """The private key in a PEM file, without a password; raises UnfitKey."""
    try:
        key = load_pem(pem, None)
    except (ValueError, TypeError) as trouble:
        raise UnfitKey("it holds no private key in PEM form without a password") from trouble
    if not isinstance(key, RSAPrivateKey):
        raise UnfitKey("its key is not RSA, which is what every mail server can check")
    if key.key_size < LEAST_BITS:
        raise UnfitKey(f"its key has {key.key_size} bits, and fewer than {LEAST_BITS} count for nothing")
    return key


def ask_dns(name: str) -> list[str]:
    """The TXT records under a name, none when there is no such name; raises DnsSilent."""
    try:
        found = dns.resolver.resolve(name, "TXT", lifetime=DNS_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as trouble:
        raise DnsSilent(str(trouble)) from trouble
    return [b"".join(record.strings).decode("ascii", "replace") for record in found]


@dataclass(frozen=True)
class Signer:
    """Signs for a domain with a key whose other half stands in DNS under the selector."""

    domain: str
    selector: str
    key: RSAPrivateKey

    @property
    def record_name(self) -> str:
        """Where the public key must stand."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self) -> str:
        """What must stand there."""
        public = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode('ascii')}"

    def sign(self, content: bytes) -> bytes:
        """The message with the signature in front."""
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        present = _names(content)
        signed = [name for place, name in enumerate(_SIGNED) if name in present or (name == b"from" and place == 0)]
        made: bytes = dkim.sign(
            content, self.selector.encode("ascii"), self.domain.encode("ascii"), pem,
            canonicalize=(b"relaxed", b"relaxed"), include_headers=signed,
        )  # fmt: skip
        return made + content

    def check(self, from_address: str, ask: Callable[[str], list[str]] = ask_dns) -> list[str]:
        """What is wrong with how we sign, as sentences; nothing about DNS when it does not answer."""
        problems = []
        its = from_address.rpartition("@")[2].lower()
        if its != self.domain and not its.endswith("." + self.domain):
            problems.append(
                f"Mail from {from_address} is signed for {self.domain}, which others do not take for ours."
                " See to TORG_DKIM_DOMAIN."
            )
        try:
            records = ask(self.record_name)
        except DnsSilent:
            return problems
        said = ["".join(found[1].split()) for record in records if (found := _KEY.search(record))]
        if not said:
            problems.append(f"There is no DKIM key in DNS at {self.record_name}. Put there: {self.record}")
        elif self.record.rpartition("p=")[2] not in said:
            problems.append(
                f"The DKIM key in DNS at {self.record_name} is another than that of TORG_DKIM_KEY, so what we send"
                f" counts as forged. Put there: {self.record}"
            )
        return problems


def _names(content: bytes) -> frozenset[bytes]:
    head = content.partition(b"\r\n\r\n")[0]
    return frozenset(line.partition(b":")[0].lower() for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t"))
