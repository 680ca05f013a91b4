"""What the demo tells when it is up: where it can be seen, who can log in, and how to write to it."""

from __future__ import annotations

from torg.config.demo.place import HOST, Demo
from torg.config.demo.town import TownPlan

SHOWN_CASE_WORKERS = 3


def summary(one: Demo, made: TownPlan) -> str:
    """The whole text, at most 100 characters wide."""
    desk = f"{one.base_url}/{one.language}/desk/"
    parts = [
        [
            f"{one.strategy.municipality.name} is open, with invented people and an invented past.",
            "",
            f"  Portal         {one.base_url}/{one.language}/",
            f"  Desk           {desk}",
            f"  Outgoing mail  {one.post_url}/   (nothing leaves this machine)",
        ],
        [f"Log in at the desk with one of these, and the password {made.password}", "", *_log_ins(made)],
        [f"E-mail is received by SMTP on {HOST}, port {one.mail_in_port}, for", "", *_addresses(made)],
        ["Send one yourself, and read the receipt where outgoing mail is:", "", *_example(one)],
        ["Ctrl-C stops everything. The next start goes on from here; --fresh begins anew."],
    ]
    return "\n".join(["", *("\n".join(part) + "\n" for part in parts)])


def _log_ins(made: TownPlan) -> list[str]:
    names = {unit.key: unit.name for unit in made.units}
    workers = [who for who in made.staff if who.role == "case_worker"]
    hidden = {who.username for who in workers[SHOWN_CASE_WORKERS:]}
    lines = [
        f"  {who.username:<14} {who.role.replace('_', ' '):<14} {who.name}"
        + (f", {names[who.unit]}" if who.role == "case_worker" else "")
        for who in made.staff
        if who.username not in hidden
    ]
    return [*lines, f"  Case workers too: {', '.join(sorted(hidden))}"] if hidden else lines


def _addresses(made: TownPlan) -> list[str]:
    return [
        f"  {address:<34} {unit.name}"
        for unit in (made.front_line, *(unit for unit in made.units if not unit.front_line))
        for address in unit.addresses
    ]


def _example(one: Demo) -> list[str]:
    # Not indented, so that it can be copied as it stands.
    return [
        "python3 - <<'END'",
        "import smtplib",
        f"smtplib.SMTP('{HOST}', {one.mail_in_port}).sendmail('me@home.example', '{one.mail_from}', \"\"\"\\",
        "From: Me <me@home.example>",
        f"To: {one.mail_from}",
        "Subject: A question",
        "",
        "Hello, when do you open on Monday?",
        '""")',
        "END",
    ]
