"""A small invented town for tests of pages: Alver's strategy, three units, two of the staff, a few enquiries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from django.utils import timezone

from torg.catalogue.actions import set_up_service
from torg.editions.actions import draft, publish
from torg.enquiries.actions.answer import answer
from torg.enquiries.actions.take_in import take_in_kept
from torg.mailroom.actions import keep
from torg.people.actions import set_up_staff, set_up_unit

STRATEGIES = Path(__file__).parents[2] / "strategies"
PASSWORD = "sju-sauer-i-havna"


@dataclass(frozen=True)
class Town:
    """What the tests need to know: an open enquiry (number, secret token), and one that lies in quarantine."""

    number: int
    token: str
    quarantined: int


def settle_town(strategy: str = "alver") -> Town:
    """Publishes the strategy and fills the town, through the same actions that the product uses."""
    now = timezone.now()
    text = (STRATEGIES / f"{strategy}.toml").read_text("utf-8")
    publish(draft(text, now=now).pk, from_day=(now - timedelta(days=60)).date(), now=now)
    set_up_unit(key="innbyggarservice", name="Innbyggarservice", front_line=True, phone="56 37 50 00")
    school = set_up_unit(key="skule", name="Skule og barnehage", addresses=["skule@torg.example"])
    set_up_unit(key="teknisk", name="Veg, vatn og avløp", addresses=["veg@torg.example"])
    set_up_service(
        key="sfo", titles={"nb": "SFO-plass", "nn": "SFO-plass", "en": "After-school care"}, unit_id=school.pk
    )
    set_up_staff(username="kari", name="Kari Strand", role="front_line", unit="innbyggarservice", password=PASSWORD)
    teacher = set_up_staff(username="ola", name="Ola Vik", role="case_worker", unit="skule", password=PASSWORD)
    send(
        "Olai Myklebust",
        "Hol i vegen ved skulen",
        "Hei! Det er eit stort hol i Skulevegen.\n\nHelsing Olai",
        now - timedelta(days=30),
    )
    send(
        "Ingrid Bø",
        "SFO-plass frå hausten",
        "Eg lurer på om det er plass.",
        now - timedelta(days=8),
        to="skule@torg.example",
    )
    settled = send("Per Nilsen", "Skulerute", "Når byrjar skulen?", now - timedelta(days=3), to="skule@torg.example")
    answer(settled[0], text="Skulen byrjar 17. august.", by=teacher, now=now - timedelta(days=2))
    _id, number, token = send("Aisha Omar", "Water meter", "Where do I read the water meter? Thank you!", now, files=1)
    kept = keep(kind="email", raw=b"\xff\xfe not a letter", headers={"mail-from": "robot@spam.example"}, now=now)
    take_in_kept(kept, now=now)
    return Town(number, token, kept)


def more_from_aisha(at: datetime, text: str) -> None:
    """The sender of the open enquiry writes again, in the same thread."""
    letter = EmailMessage()
    letter["From"], letter["To"] = "Aisha Omar <aisha@example.org>", "post@torg.example"
    letter["Subject"], letter["In-Reply-To"] = "Re: Water meter", "<Water.meter@example.org>"
    letter["Message-ID"] = "<more@example.org>"
    letter.set_content(text)
    take_in_kept(keep(kind="email", raw=bytes(letter), headers={"mail-from": "aisha@example.org"}, now=at), now=at)


def send(
    name: str, subject: str, text: str, at: datetime, *, to: str = "post@torg.example", files: int = 0
) -> tuple[int, int, str]:
    """An e-mail comes in and is taken in at once; gives the enquiry's id, number and token."""
    letter = EmailMessage()
    address = f"{name.split()[0].lower()}@example.org"
    letter["From"], letter["To"], letter["Subject"] = f"{name} <{address}>", to, subject
    letter["Message-ID"] = f"<{subject.replace(' ', '.')}@example.org>".encode("ascii", "ignore").decode()
    letter.set_content(text)
    for index in range(files):
        letter.add_attachment(
            b"%PDF-1.7 a bill", maintype="application", subtype="pdf", filename=f"bill-{index + 1}.pdf"
        )
    kept = keep(kind="email", raw=bytes(letter), headers={"mail-from": address, "rcpt-to": to}, now=at)
    enquiry = take_in_kept(kept, now=at)
    assert enquiry is not None
    return enquiry.pk, enquiry.number, enquiry.token
