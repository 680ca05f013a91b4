"""What we send is signed so that any other server can check it, and a wrong key is told of before citizens notice."""

from __future__ import annotations

from dataclasses import replace

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.channels.email.test_sending import Sink, sender, server, sink
from tests.channels.email.test_writing import LETTER
from torg.channels.email.letters import with_markup
from torg.channels.email.sending import Sender, Server
from torg.channels.email.signing import DnsSilent, Signer, UnfitKey, key_of

__all__ = ["sender", "server", "sink"]
KEY = rsa.generate_private_key(65537, 2048)
SIGNER = Signer("fjordvik.example", "torg2026", KEY)


def in_dns(name: bytes, timeout: int = 5) -> bytes | None:
    """What the other server finds in DNS."""
    return SIGNER.record.encode() if name.decode().rstrip(".") == SIGNER.record_name else None


def verifies(content: bytes) -> bool:
    return bool(dkim.verify(content, dnsfunc=in_dns))


@pytest.mark.parametrize("text", [LETTER.text, "Blåbær " * 300, "y" * 2500, ".\n..\n", "\n\n\n"])
def test_the_signature_holds_after_the_letter_has_travelled(sink: Sink, server: Server, text: str) -> None:
    ours = Sender(server, SIGNER)
    ours.send(with_markup(replace(LETTER, text=text)))
    ours.close()
    (content,) = sink.kept
    assert content.startswith(b"DKIM-Signature:")
    assert verifies(content)


@pytest.mark.parametrize("header", [b"Subject: ", b"From: ", b"Message-ID: <", b"To: "])
def test_a_letter_that_was_changed_on_its_way_does_not_verify(sink: Sink, server: Server, header: bytes) -> None:
    ours = Sender(server, SIGNER)
    ours.send(LETTER)
    ours.close()
    (content,) = sink.kept
    assert not verifies(content.replace(header, header + b"x", 1))
    assert not verifies(content.replace(b"svar", b"Svar", 1))
    assert not verifies(content.replace(b"MIME-Version", b"From: evil@evil.example\r\nMIME-Version", 1))


def test_connections_are_kept_when_letters_are_signed_too(sink: Sink, server: Server) -> None:
    ours = Sender(server, SIGNER)
    for _ in range(4):
        ours.send(LETTER)
    ours.close()
    assert (len(sink.kept), len(sink.sessions)) == (4, 1)


def test_the_check_says_when_key_selector_and_record_do_not_fit() -> None:
    def silent(name: str) -> list[str]:
        raise DnsSilent("no network")

    others = Signer("fjordvik.example", "torg2026", rsa.generate_private_key(65537, 2048)).record
    split = SIGNER.record.replace("p=", "p= ").replace("v=DKIM1; ", "")
    assert SIGNER.check("post@fjordvik.example", lambda name: [split]) == []
    assert SIGNER.check("post@mail.fjordvik.example", lambda name: [SIGNER.record]) == []
    assert SIGNER.check("post@fjordvik.example", silent) == [], "what cannot be asked is no fault"
    (missing,) = SIGNER.check("post@fjordvik.example", lambda name: [])
    assert "torg2026._domainkey.fjordvik.example" in missing
    assert SIGNER.record in missing
    (another,) = SIGNER.check("post@fjordvik.example", lambda name: [others])
    assert "counts as forged" in another
    (unaligned,) = SIGNER.check("post@elsewhere.example", silent)
    assert "TORG_DKIM_DOMAIN" in unaligned


def test_a_file_without_a_fit_key_is_told_why() -> None:
    def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    assert key_of(pem(KEY)).key_size == 2048
    for bad, why in ((b"nothing", "no private key"), (pem(ec.generate_private_key(ec.SECP256R1())), "not RSA")):
        with pytest.raises(UnfitKey, match=why):
            key_of(bad)
