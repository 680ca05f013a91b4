"""Conversations whose streams are opened: `python -m bench.inside bench.live_filling COUNT` prints what to open.

Some are being talked in, by handlers with three each; all others have ended, and their pages are still open.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from bench.places import ROOT
from torg.assistant.actions.chat import ask_for_person
from torg.assistant.actions.seats import be_ready
from torg.assistant.actions.serving import take
from torg.assistant.models import Conversation, Message
from torg.assistant.tickets import desk_stream
from torg.config import starting
from torg.config.publishing import publish_file
from torg.people.actions import set_up_staff, set_up_unit
from torg.people.models import Staff

HANDLERS, EACH = 20, 3


def filled(count: int) -> dict[str, Any]:
    """So many conversations in an empty database: ``talks`` as [id, token, upto], and ``handlers`` who talk in some."""
    starting.migrate()
    now = timezone.now()
    set_up_unit(key="front", name="Servicekontoret", phone="62 87 40 00", front_line=True)
    publish_file(ROOT / "strategies" / "kongsvinger.toml", from_day=timezone.localdate() - timedelta(days=1), note="")
    made = Conversation.objects.bulk_create(
        Conversation(token=f"token-{n}", code=f"C{n}", language="nb", started_at=now, last_at=now) for n in range(count)
    )
    handlers, served = [], 0
    for number in range(HANDLERS):
        set_up_staff(
            username=f"staff-{number}", name=f"Kari {number}", role="front_line", unit="front", password="not-used-here"
        )
        staff = Staff.objects.get(username=f"staff-{number}")
        be_ready(by=staff, at_once=EACH, languages=(), now=now)
        own = made[served : served + EACH]
        served += len(own)
        for row in own:
            Message.objects.create(conversation=row, at=now, speaker="citizen", text="Hvor er rådhuset?")
            ask_for_person(
                row.token, name="Ada", email="", phone="", about="", wants_transcript=False, now=timezone.now()
            )
            take(row.pk, by=staff, now=timezone.now())
        client = Client()
        client.force_login(staff)
        session = client.cookies["sessionid"].value
        handlers.append({"stream": desk_stream(staff.pk), "session": session, "talks": [row.pk for row in own]})
    rest = Conversation.objects.filter(stage="assistant")
    rest.update(stage="ended", ended_at=now, ended_why="done", outcome="contained")
    said = {row.conversation_id: row.pk for row in Message.objects.order_by("pk")}
    return {"talks": [[row.pk, row.token, said.get(row.pk, 0)] for row in made], "handlers": handlers}


if __name__ == "__main__":
    print(json.dumps(filled(int(sys.argv[1]))))
