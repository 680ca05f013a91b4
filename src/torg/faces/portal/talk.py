"""The assistant as pages: before the first word, and the conversation, which is the chat once a person is in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from torg.assistant.actions import chat, talk
from torg.assistant.actions.chat_rows import EmptyMessage, TalkEnded, TooLarge
from torg.assistant.actions.pace import TooFast
from torg.assistant.queries import conversations
from torg.assistant.talks import Talk
from torg.catalogue.queries.pages import cards
from torg.editions.queries import in_force
from torg.faces.parts.sent_files import MEGABYTE
from torg.faces.parts.templatetags.torg import language
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.own_post import from_our_page
from torg.faces.portal.talk_forms import SayForm, TranscriptForm
from torg.faces.portal.talk_shown import insist_on_assistant, new_name, show, show_talk

COMMON = 4
WITH_PEOPLE = ("waiting", "talking")
WORDS = 1 * MEGABYTE
"""Room in a post for what is not files."""


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Before the first word nothing is stored and no cookie set: a conversation begins with what is said in it.

    ``?about=`` is the path of the page that it begins on, ``?q=`` words to begin with.
    """
    now = timezone.now()
    found = in_force(now)
    insist_on_assistant(found, now)
    said = request.POST if request.method == "POST" else request.GET
    started_on = own_path(said.get("about", ""))
    form = SayForm(request.POST if request.method == "POST" else None, with_files=False, initial=_words(request))
    if request.method == "POST" and form.is_valid():
        if not from_our_page(request):
            form.add_error(None, gettext("This did not come from our own page. Send it once more from here."))
        else:
            begun = talk.begin(language=language(), started_on=started_on, sent_as=_sent_as(form), now=now)
            try:
                talk.say(begun.token, form.cleaned_data["text"], sent_as=_sent_as(form), now=now)
            except (EmptyMessage, talk.TooLong, TooFast) as refused:
                form.add_error("text", why_refused(refused))
            else:
                return redirect("portal:talk", token=begun.token)
    shown = {
        "form": form,
        "started_on": started_on,
        "common": cards(language(), kinds=("service",), limit=COMMON),
    }
    return show(request, "begin", found, now, shown, status=422 if form.errors else 200)


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The conversation behind a secret link, on any device; posted to, something is said in it."""
    seen = find(token)
    if request.method == "POST":
        return _say(request, seen)
    now = timezone.now()
    if request.method == "GET" and seen.stage == "talking" and seen.upto > seen.citizen_seen:
        chat.note_seen(token, upto=seen.upto, now=now)
    return show_talk(request, in_force(now), now, seen, form=_empty(seen), transcript=TranscriptForm())


def find(token: str) -> Talk:
    """The conversation behind a secret link; there is no such page (404) where there is none."""
    found = conversations.talk(token)
    if found is None:
        raise Http404
    return found


def own_path(said: str) -> str:
    """A path on this site, "" for anything else: what an address says is not to lead elsewhere."""
    fine = said.startswith("/") and not said.startswith("//") and "\\" not in said and said.isprintable()
    return said[:300] if fine else ""


def _words(request: HttpRequest) -> dict[str, str]:
    # The page before the first word is the same for all, so it names no sending: the browser does.
    return {"text": " ".join(request.GET.get("q", "").replace("\0", " ").split())[:200]}


def _empty(seen: Talk) -> SayForm:
    return SayForm(with_files=seen.stage in WITH_PEOPLE, initial={"sent_as": new_name()})


def _sent_as(form: SayForm) -> str:
    return str(form.cleaned_data.get("sent_as") or "")


def _say(request: HttpRequest, seen: Talk) -> HttpResponse:
    """Says it, with files where a person gets them; what was refused stands in the box still, with why."""
    now = timezone.now()
    most = settings.ATTACHMENT_LIMIT_MB * MEGABYTE + WORDS
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        form = _empty(seen)
        fault = TooLarge(settings.ATTACHMENT_LIMIT_MB)
        return _refused(request, seen, form, why_refused(fault), status=413)
    form = SayForm(request.POST, request.FILES, with_files=seen.stage in WITH_PEOPLE)
    if not form.is_valid():
        return _refused(request, seen, form)
    if not from_our_page(request):
        return _refused(
            request, seen, form, gettext("This did not come from our own page. Send it once more from here.")
        )
    text, files = form.cleaned_data["text"], form.sent_files()
    try:
        if files:
            made = chat.attach(seen.token, files, text=text, sent_as=_sent_as(form), now=now)
        else:
            made = talk.say(seen.token, text, sent_as=_sent_as(form), now=now)
    except (EmptyMessage, TalkEnded, TooLarge, talk.TooLong, TooFast) as refused:
        return _refused(request, find(seen.token), form, why_refused(refused))
    return redirect(f"{reverse('portal:talk', args=(seen.token,))}#m{made}")


def _refused(request: HttpRequest, seen: Talk, form: forms.Form, why: str = "", *, status: int = 422) -> HttpResponse:
    now = timezone.now()
    more: dict[str, Any] = {"form": form, "refused": why, "transcript": TranscriptForm()}
    return show_talk(request, in_force(now), now, seen, status=status, **more)


def why_refused(refused: Exception) -> str:
    """Why something was not taken, and what to do, as a sentence."""
    if isinstance(refused, TalkEnded):
        return gettext("The conversation has ended, so this was not sent. You can begin a new one.")
    if isinstance(refused, TooLarge):
        return gettext(
            "The files are too large together; the limit for a conversation is %(limit)d MB. Nothing was sent."
        ) % {"limit": refused.limit_mb}
    if isinstance(refused, talk.TooLong):
        return ngettext(
            "Shorten it to %(count)d character.", "Shorten it to %(count)d characters.", refused.longest
        ) % {"count": refused.longest}
    if isinstance(refused, TooFast):
        return gettext("That was very much in a short time. Wait a minute, and send it then.")
    return gettext("Write what you want to know")
