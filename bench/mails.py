"""Invented e-mails as a municipality gets them: Norwegian and Danish, plain, with markup, with files, and replies.

The same seed gives the same messages, byte for byte. People, places and matters are made up.
"""

from __future__ import annotations

import argparse
import base64
import quopri
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from pathlib import Path

FIRST = [
    "Kari",
    "Ola",
    "Åse",
    "Bjørn",
    "Gudrun",
    "Lars",
    "Mette",
    "Søren",
    "Siv",
    "Håkon",
    "Jørgen",
    "Ingebjørg",
    "Ahmed",
]
LAST = ["Tveit", "Ødegård", "Solheim", "Berg", "Sørensen", "Nygård", "Holm", "Lie", "Møller", "Aasen", "Kjær", "Hassan"]
MATTERS = {
    "nb": [
        ("Søknad om barnehageplass", "jeg søkte om barnehageplass for datteren min i mars, men har ikke hørt noe."),
        ("Brøyting på Åsvegen", "veien er ikke brøytet i dag, og jeg får ikke ut bilen. Når kommer dere?"),
        ("Byggesak garasje", "må jeg søke om å bygge en garasje på 48 kvadratmeter to meter fra nabogrensen?"),
        ("Avfallsgebyr", "jeg har fått regning for to dunker, men vi har bare én. Hva gjør jeg for å få den rettet?"),
        ("Vannlekkasje", "det renner vann over veien ved Torget 5. Det har vært slik siden i går kveld."),
    ],
    "nn": [
        (
            "Skuleskyss til hausten",
            "eg lurer på om dotter mi får skuleskyss når ho byrjar i fyrste klasse til hausten.",
        ),
        (
            "Vegen er ikkje brøyta",
            "vegen til skulen er ikkje brøyta i dag. Kva gjer de med det, og når kjem brøytebilen?",
        ),
        ("Heimehjelp for mor mi", "mor mi treng hjelp heime etter sjukehuset. Korleis søkjer eg om det?"),
    ],
    "da": [
        ("Hul i cykelstien", "der er et stort hul i cykelstien ved skolen. Hvornår bliver det lavet?"),
        ("Ansøgning om boligstøtte", "jeg har ikke hørt noget om min ansøgning. Hvad mangler I fra mig?"),
        ("Affald ikke hentet", "vores affald er ikke blevet hentet i to uger nu. Hvad gør vi?"),
    ],
}
MORE = {
    "nb": "Jeg har prøvd å ringe flere ganger, men kommer ikke gjennom. Det hadde vært fint om noen kunne ta "
    "kontakt med meg på telefon etter klokken fire. Jeg legger ved det jeg har av papirer, og kan sende mer.",
    "nn": "Eg har prøvd å ringje fleire gonger, men kjem ikkje gjennom. Det hadde vore fint om nokon kunne ta "
    "kontakt med meg på telefon etter klokka fire. Eg legg ved det eg har av papir, og kan senda meir om det trengst.",
    "da": "Jeg har prøvet at ringe flere gange, men kommer ikke igennem. Det ville være rart, hvis nogen kunne "
    "kontakte mig på telefon efter klokken fire. Jeg vedlægger de papirer, jeg har, og kan sende mere.",
}
HELLO = {"nb": "Hei,", "nn": "Hei,", "da": "Hej,"}
BYE = {"nb": "Vennlig hilsen", "nn": "Venleg helsing", "da": "Venlig hilsen"}
QUOTE = {
    "nb": "Vi har fått henvendelsen din. Du får svar innen onsdag 8. april. Dette skjer nå: saksbehandleren leser den.",
    "nn": "Vi har fått førespurnaden din. Du får svar innan onsdag 8. april. Dette skjer no: sakshandsamaren les han.",
    "da": "Vi har modtaget din henvendelse. Du får svar senest onsdag den 8. april. Nu læses den.",
}


@dataclass(frozen=True, slots=True)
class Mail:
    """One message: its bytes, its envelope, and what is true of it."""

    raw: bytes
    mail_from: str
    rcpt_to: str
    message_id: str
    kind: str
    language: str


def mails(
    number: int, *, seed: int = 2026, to: str = "post@fjordvik.example", replies_to: tuple[str, ...] = ()
) -> Iterator[Mail]:
    """``number`` messages: 45 % plain, 25 % with markup, 15 % with files, 15 % replies (to ``replies_to`` if given)."""
    dice = random.Random(seed)
    start = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
    for place in range(number):
        kind = dice.choices(["plain", "markup", "files", "reply"], [45, 25, 15, 15])[0]
        language = dice.choices(["nb", "nn", "da"], [60, 20, 20])[0]
        yield _mail(dice, place, seed, kind, language, start + timedelta(minutes=place), to, replies_to)


def _mail(
    dice: random.Random,
    place: int,
    seed: int,
    kind: str,
    language: str,
    at: datetime,
    to: str,
    replies_to: tuple[str, ...],
) -> Mail:
    first, last = dice.choice(FIRST), dice.choice(LAST)
    plain = f"{first}.{last}{dice.randrange(10_000)}".lower().translate(str.maketrans("åøæé", "aoae"))
    address = f"{plain}@brev{dice.randrange(50)}.example"
    identity = f"{seed}.{place}.{dice.getrandbits(64):016x}@{address.partition('@')[2]}"
    subject, matter = dice.choice(MATTERS[language])
    text = f"{HELLO[language]}\n\n{matter[0].upper()}{matter[1:]}\n"
    text += "".join(f"\n{MORE[language]}\n" for _ in range(dice.randrange(4)))
    text += f"\n{BYE[language]}\n{first} {last}\nTlf. {dice.randrange(40_000_000, 99_999_999)}\n"
    head = [
        *(_trace(dice, at, hop) for hop in range(dice.randrange(2, 5))),
        f"From: {_encoded(f'{first} {last}')} <{address}>",
        f"To: {_encoded('Fjordvik kommune')} <{to}>",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <{identity}>",
        "MIME-Version: 1.0",
    ]
    if kind == "reply":
        about = dice.choice(replies_to) if replies_to else f"receipt-{dice.randrange(10_000)}@torg.fjordvik.example"
        subject = f"SV: {subject}"
        head += [f"In-Reply-To: <{about}>", f"References: <{identity[::-1].replace('@', '.')}@x.example>\n <{about}>"]
        text += f"\n{at:%d.%m.%Y} skrev Fjordvik kommune <{to}>:\n" + f"> {QUOTE[language]}\n" * dice.randrange(1, 8)
    head.append(f"Subject: {_encoded(subject)}")
    body = {"plain": _plain, "reply": _plain, "markup": _markup, "files": _files}[kind](dice, text)
    raw = ("\n".join(head) + "\n" + body).replace("\n", "\r\n").encode("ascii")
    return Mail(raw, address, to, identity, kind, language)


def _trace(dice: random.Random, at: datetime, hop: int) -> str:
    return (
        f"Received: from mx{hop}.brev.example (mx{hop}.brev.example [192.0.2.{dice.randrange(255)}])\n"
        f"\tby relay{hop}.fjordvik.example (Postfix) with ESMTPS id {dice.getrandbits(48):012X}\n"
        f"\tfor <post@fjordvik.example>; {format_datetime(at)}"
    )


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()


def _plain(dice: random.Random, text: str) -> str:
    if dice.random() < 0.2:
        coded = quopri.encodestring(text.encode("latin-1", "replace")).decode("ascii")
        return f"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n{coded}"
    return _part("plain", text)


def _part(subtype: str, text: str) -> str:
    coded = quopri.encodestring(text.encode("utf-8")).decode("ascii")
    return f"Content-Type: text/{subtype}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{coded}"


def _markup(dice: random.Random, text: str) -> str:
    boundary = f"----=_Part_{dice.getrandbits(64):016x}"
    style = "<style>" + "p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:'Calibri',sans-serif;}\n" * 12 + "</style>"
    lines = "".join(f"<p class=MsoNormal>{line or '&nbsp;'}<o:p></o:p></p>\n" for line in text.split("\n"))
    page = (
        f"<html><head>{style}</head><body lang=NO-BOK link=blue><div class=WordSection1>{lines}</div></body></html>\n"
    )
    return (
        f'Content-Type: multipart/alternative; boundary="{boundary}"\n\n'
        f"--{boundary}\n{_part('plain', text)}\n--{boundary}\n{_part('html', page)}\n--{boundary}--\n"
    )


def _files(dice: random.Random, text: str) -> str:
    boundary = f"_00{dice.randrange(10)}_{dice.getrandbits(64):016X}_"
    parts = [_part("plain", text) if dice.random() < 0.5 else _markup(dice, text)]
    for number in range(dice.randrange(1, 4)):
        content = base64.encodebytes(dice.randbytes(dice.randrange(2_000, 60_000))).decode("ascii")
        kind, ending = dice.choice([("application/pdf", "pdf"), ("image/jpeg", "jpg"), ("image/png", "png")])
        name = _encoded(f"vedlegg på sak {number + 1}.{ending}")
        parts.append(
            f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
            f"Content-Transfer-Encoding: base64\n\n{content}"
        )
    joined = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n{joined}--{boundary}--\n'


def main() -> None:
    """Write messages as files into a folder."""
    said = argparse.ArgumentParser(description="Write invented e-mails into a folder.")
    said.add_argument("folder", type=Path)
    said.add_argument("--number", type=int, default=100)
    said.add_argument("--seed", type=int, default=2026)
    wanted = said.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for place, mail in enumerate(mails(wanted.number, seed=wanted.seed)):
        (wanted.folder / f"{place:06}.eml").write_bytes(mail.raw)


if __name__ == "__main__":
    main()
