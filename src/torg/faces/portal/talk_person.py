"""Asking for a person: a small form while somebody is there, and the other ways when nobody is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from torg.assistant.actions import chat
from torg.assistant.actions.chat_rows import NobodyThere, TalkEnded
from torg.assistant.queries.availability import availability
from torg.assistant.talks import Talk
from torg.editions.queries import in_force
from torg.faces.parts.ways import ways
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.own_post import from_our_page
from torg.faces.portal.talk import find
from torg.faces.portal.talk_forms import PersonForm
from torg.faces.portal.talk_shown import addresses, show

NOT_HERE = ("chat", "chatbot", "web")
"""What stands above the list already, or is where one comes from."""
CARRIED = 500
"""How much of the last question goes along into the form by which one writes instead."""


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, token: str) -> HttpResponse:
    """Hands the conversation on to people; where nobody is there any more, it says so and how else one reaches us."""
    talk = find(token)
    if talk.stage != "assistant":
        return redirect("portal:talk", token=token)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and from_our_page(request):
        said = form.cleaned_data
        try:
            chat.ask_for_person(
                token, name=said["name"], email=said["email"], phone="", about=said["about"],
                wants_transcript=said["wants_transcript"], now=timezone.now(),
            )  # fmt: skip
        except (NobodyThere, TalkEnded):
            return _page(request, talk, form)
        return redirect("portal:talk", token=token)
    return _page(request, talk, form)


def _page(request: HttpRequest, talk: Talk, form: PersonForm) -> HttpResponse:
    now = timezone.now()
    found = in_force(now)
    asked = [said.text for said in talk.messages if said.speaker == "citizen" and said.text]
    shown = {
        "talk": talk,
        "urls": addresses(talk.token),
        "form": form,
        "people": availability(now, language=talk.language),
        "asked": asked[-1][:CARRIED] if asked else "",
        "ways": [way for way in ways(found, now) if way.kind not in NOT_HERE],
    }
    return show(request, "person", found, now, shown, status=422 if form.errors else 200)
