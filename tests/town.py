"""A small invented town for tests: its strategy in force, two units, staff, and the post going in and out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from torg.channels.email.fingerprints import fingerprint
from torg.editions.actions import draft, publish
from torg.enquiries.actions.answer import Answered, answer
from torg.enquiries.actions.take_in import take_in_waiting
from torg.enquiries.models import Enquiry
from torg.mailroom.actions import keep
from torg.mailroom.models import OutgoingMessage
from torg.people.actions import set_up_staff, set_up_unit
from torg.people.models import Staff

STRATEGIES = Path(__file__).parent.parent / "strategies"
MAIN_ADDRESS = "post@town.example"
BUILDING_ADDRESS = "building@town.example"
COUNTER = count(1)


@dataclass
class Town:
    """A municipality with a front line, a building office, and somebody in each."""

    strategy: str = "alver"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Oslo"))
    front: Staff = field(init=False)
    builder: Staff = field(init=False)

    def __post_init__(self) -> None:
        text = (STRATEGIES / f"{self.strategy}.toml").read_text()
        long_ago = self.at("2020-01-01 12:00")
        publish(draft(text, now=long_ago).pk, from_day=date(2020, 1, 1), now=long_ago)
        set_up_unit(
            key="front", name="Service office", front_line=True, phone="70 00 00 00", email="front@town.example",
            addresses=[MAIN_ADDRESS],
        )  # fmt: skip
        set_up_unit(key="building", name="Building office", email=BUILDING_ADDRESS, addresses=[BUILDING_ADDRESS])
        self.front = set_up_staff(username="front", name="Frida Front", role="front_line", unit="front")
        self.builder = set_up_staff(username="builder", name="Bo Bygg", role="case_worker", unit="building")

    def at(self, moment: str) -> datetime:
        """A moment on the town's own clock: "2026-03-31 15:40"."""
        return datetime.fromisoformat(moment).replace(tzinfo=self.zone)

    def mail(
        self, moment: datetime, *, sender: str = "Ola Nordmann <ola@example.org>", to: str = MAIN_ADDRESS,
        subject: str = "Question", text: str = "Hello, when is the swimming hall open, please?", message_id: str = "",
        raw: bytes = b"", **headers: str,
    ) -> int:  # fmt: skip
        """An e-mail arrives and is kept; gives its id in the mailroom."""
        if not raw:
            message = EmailMessage()
            message["From"], message["To"], message["Subject"] = sender, to, subject
            message["Message-ID"] = message_id or f"<{next(COUNTER)}@example.org>"
            for name, value in headers.items():
                message[name.replace("_", "-")] = value
            message.set_content(text)
            raw = message.as_bytes()
        envelope = {"mail-from": sender, "rcpt-to": to}
        return keep(kind="email", raw=raw, headers=envelope, now=moment, fingerprint=fingerprint(raw))

    def form(self, moment: datetime, token: str = "", **fields: str) -> int:
        """The web form is sent; gives its id in the mailroom."""
        said = {"subject": "Question", "message": "Hello there", "name": "Kari", "email": "kari@example.org", **fields}
        parts = [
            f'--line\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in said.items()
        ]
        raw = ("".join(parts) + "--line--\r\n").encode()
        headers = {"content-type": "multipart/form-data; boundary=line", "language": said.get("language", "")}
        return keep(kind="web", raw=raw, headers=headers, now=moment, outside_id=token or f"form-{next(COUNTER)}")

    def work(self, moment: datetime) -> int:
        """The jobs take in everything that waits, in the same minute."""
        return take_in_waiting(lambda: moment)

    def receive(self, moment: datetime, **mail: str) -> Enquiry:
        """An e-mail arrives and is taken in; gives the newest enquiry."""
        self.mail(moment, **mail)  # type: ignore[arg-type]
        self.work(moment)
        return self.newest()

    @staticmethod
    def newest() -> Enquiry:
        return Enquiry.objects.latest("id")

    def answer(self, enquiry: Enquiry, moment: datetime, text: str = "Yes.", *, sensitive: bool = False) -> Answered:
        """The front line answers."""
        return answer(enquiry.pk, text=text, by=self.front, now=moment, sensitive=sensitive)

    @staticmethod
    def posted(purpose: str = "receipt") -> OutgoingMessage:
        """The newest message of that purpose in the outbox."""
        return OutgoingMessage.objects.filter(purpose=purpose).latest("id")

    @staticmethod
    def days(n: float) -> timedelta:
        return timedelta(days=n)
