"""What else can be done in a conversation, each with one press: judge, leave, have it sent, and what a page tells."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from torg.assistant.actions import chat, talk
from torg.assistant.actions.chat_rows import EnoughSent, NobodyThere, NoSuchTalk
from torg.assistant.actions.pace import TooFast
from torg.assistant.queries import conversations
from torg.editions.queries import in_force
from torg.faces.parts import files
from torg.faces.portal.open_to_all import open_to_all
from torg.faces.portal.own_post import from_our_page
from torg.faces.portal.talk import find, why_refused
from torg.faces.portal.talk_forms import SayForm, TranscriptForm
from torg.faces.portal.talk_shown import show_talk

ANSWERS = {"yes": True, "no": False}


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a reply helped."""
    seen = find(token)
    helped = ANSWERS.get(request.POST.get("helped", ""))
    if _is_ours(request) and helped is not None:
        try:
            address = str(request.META.get("REMOTE_ADDR", ""))
            talk.judge(token, _number(request, "message"), helped=helped, now=timezone.now(), address=address)
        except NoSuchTalk as wrong:
            raise Http404 from wrong
        except TooFast as refused:
            now, said = timezone.now(), SayForm(with_files=seen.goes_on)
            more = {"form": said, "refused": why_refused(refused), "transcript": TranscriptForm()}
            return show_talk(request, in_force(now), now, seen, status=422, **more)
    return redirect("portal:talk", token=token)


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ends a conversation with people; what was asked is still answered, in writing."""
    find(token)
    if _is_ours(request):
        chat.leave(token, now=timezone.now())
    return redirect("portal:talk", token=token)


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest, token: str) -> HttpResponse:
    """Where to send what was said."""
    seen = find(token)
    form = TranscriptForm(request.POST)
    if not _is_ours(request):
        return redirect("portal:talk", token=token)
    now = timezone.now()
    if form.is_valid():
        try:
            chat.want_transcript(token, email=form.cleaned_data["email"], now=now)
        except NobodyThere as wrong:
            raise Http404 from wrong
        except EnoughSent as enough:
            words = gettext(
                "This has been sent to %(count)d addresses already, and can be sent to no more. You can read it here."
            )
            form.add_error("email", words % {"count": enough.most})
        else:
            return redirect("portal:talk", token=token)
    said = SayForm(with_files=seen.goes_on)
    return show_talk(request, in_force(now), now, seen, status=422, form=said, transcript=form)


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seen(request: HttpRequest, token: str) -> HttpResponse:
    """A page that is looked at tells how far it has been read; nothing is shown for it."""
    found = find(token)
    if _is_ours(request) and found.stage == "talking":
        chat.note_seen(token, upto=_number(request, "upto"), now=timezone.now())
    return HttpResponse(status=204)


@open_to_all
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody is writing; nothing is stored."""
    find(token)
    if _is_ours(request):
        chat.typing(token)
    return HttpResponse(status=204)


@open_to_all
@never_cache
@require_safe
def file(request: HttpRequest, token: str, file_id: int) -> HttpResponse:
    """A file that was sent in the conversation, to be saved: a browser never runs it."""
    found = conversations.file_for_citizen(token, file_id)
    if found is None:
        raise Http404
    return files.answer(found, save=True)


def _is_ours(request: HttpRequest) -> bool:
    return request.method == "POST" and from_our_page(request)


def _number(request: HttpRequest, name: str) -> int:
    """A number from the form, 0 for what is none."""
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
