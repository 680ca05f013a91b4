"""A talk whose code somebody says goes on by phone or at the counter: it is made an enquiry, or joins one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from torg.assistant.actions.chat_rows import EmptyMessage, NotForYou
from torg.assistant.actions.moving import CHANNELS, NoSuchEnquiry, go_on
from torg.assistant.talks import Talk
from torg.enquiries.numbers import heard


def move(request: HttpRequest, staff: Any, talk: Talk) -> HttpResponse:
    """Goes on in an enquiry: a new one, or the one whose number is written."""
    channel, written = request.POST.get("channel", ""), request.POST.get("number", "").strip()[:40]
    number = heard(written) if written else None
    try:
        if written and number is None:
            raise NoSuchEnquiry(written)
        made = go_on(
            talk.id, channel=channel if channel in CHANNELS else CHANNELS[0], number=number, by=staff,
            by_code=True, now=timezone.now(),  # whoever is here was told the code, or reads its enquiry
        )  # fmt: skip
    except NotForYou as not_for_you:
        raise PermissionDenied(gettext("Another unit serves this conversation.")) from not_for_you
    except NoSuchEnquiry:
        said = gettext("There is no enquiry %(number)s that you may open. Check the number with whoever says it.")
        messages.error(request, said % {"number": written})
        return redirect("desk:talk", talk_id=talk.id)
    except EmptyMessage:
        messages.error(request, gettext("Nothing was said in this conversation, so there is nothing to go on from."))
        return redirect("desk:talk", talk_id=talk.id)
    messages.success(request, gettext("The conversation goes on here, with all that was said."))
    return redirect("desk:enquiry", number=made)
