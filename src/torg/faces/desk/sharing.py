"""Sharing with other municipalities: pages as a file for them, and theirs decided on page by page (DRA-31)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.catalogue.actions.sharing import CHOICES, Chosen, NotToBeDecided, NotUndone, decide, keep_share, undo
from torg.catalogue.actions.writing import KeyTaken, PageChanged, SecondPairOfEyes
from torg.catalogue.content import sentence
from torg.catalogue.kinds import FACTS, LANGUAGES, TEXTS
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.pages import cards
from torg.catalogue.queries.sharing import CameIn, Compared, came, came_in, compared, missing, still_open, to_share
from torg.catalogue.sharing import MOST_BYTES, Share, Standing, Unshared, shared, told
from torg.catalogue.slugs import slug
from torg.catalogue.topics import TOPICS, topic_name
from torg.editions.queries import every_edition, in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language
from torg.people.queries import units

WHY = {
    "too_large": _("The file is too large; it may be 20 MB."),
    "not_text": _("The file is not text. Choose a share file, which ends in .json."),
    "not_json": _("The file is damaged, or no share file. Ask the other municipality to make it again."),
    "no_share": _("This is no share file: it does not say whom it is from."),
    "newer_form": _("The file was made by a newer version of Torg than this one."),
    "our_own": _("This is our own file. Choose one from another municipality."),
    "too_many": _("The file holds too many pages. Ask for it in parts, a field at a time."),
}
STANDS = {
    Standing.NEW: (_("New here"), "info"),
    Standing.NEWER: (_("Theirs is newer, ours is as theirs was"), "info"),
    Standing.ADAPTED: (_("Theirs is newer, and we have adapted ours"), "warning"),
    Standing.TAKEN_KEY: (_("We have a page of our own like it"), "warning"),
    Standing.SAME: (_("Nothing to decide"), "neutral"),
    Standing.OTHER_KIND: (_("Ours is of another kind, so it is left alone"), "neutral"),
}
DECIDED = {
    "taken": _("Theirs is published"),
    "drafted": _("Theirs is saved as a draft"),
    "merged": _("Ours, with what only they changed, is saved as a draft"),
    "kept": _("Ours is kept"),
}
BY_THEMSELVES = (Standing.NEW, Standing.NEWER)
NAMES = dict(settings.LANGUAGES)


class ShareForm(forms.Form):
    """A share file from another municipality."""

    file = forms.FileField(
        label=_("Share file from another municipality"),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> UploadedFile:
        """A file that is not larger than we read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(str(WHY["too_large"]))
        return file


@dataclass(frozen=True, slots=True)
class Line:
    """A page of a share file in the list."""

    one: Compared
    stands: object
    colour: str
    decided: object


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a page as it is shown: where, and its text here and there."""

    where: str
    language: str
    ours: str
    theirs: str
    both: bool = False


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What can be shared and what came; POST takes a share file in, which changes no page yet."""
    form = ShareForm(request.POST or None, request.FILES or None) if request.method == "POST" else ShareForm()
    if request.method == "POST":
        _insist(request)
        if form.is_valid():
            kept = _keep(request, form)
            if kept:
                return redirect("desk:sharing_file", file_id=kept)
    topic = request.GET.get("topic", "")
    topic = topic if topic in TOPICS else ""
    shown = {
        "form": form,
        "files": came_in(),
        "topic": topic,
        "topics": [(key, topic_name(key, language())) for key in TOPICS],
        "cards": sorted(cards(language(), topic=topic), key=lambda one: (one.kind == "block", one.title.casefold())),
        "may_edit": may_edit(staff_of(request)),
    }
    return page(request, "desk/sharing.html", shown, here="sharing", status=422 if form.errors else 200)


def _keep(request: HttpRequest, form: ShareForm) -> int:
    """The id of the kept file; 0 when it is no share file, and the form says why."""
    file = form.cleaned_data["file"]
    now = timezone.now()
    own = in_force(now).strategy.municipality.name
    try:
        return keep_share(file.read(), name=file.name or "", own=own, by=staff_of(request), now=now)
    except Unshared as error:
        form.add_error("file", str(WHY[error.why]))
        return 0


@for_staff
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """A share file of the chosen pages."""
    entries = to_share(request.POST.getlist("key"))
    if not entries:
        messages.warning(request, gettext("Choose the pages to share first."))
        return redirect("desk:sharing")
    now = timezone.now()
    name = in_force(now).strategy.municipality.name
    answer = HttpResponse(shared(entries, origin=name, now=now), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug(name)}-{now:%Y-%m-%d}.json"'
    return answer


@for_staff
@require_safe
def strategy(request: HttpRequest) -> HttpResponse:
    """The strategy in force as its file, which another municipality can begin with."""
    found = in_force(timezone.now())
    text = next(one.text for one in every_edition() if one.pk == found.edition_id)
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    name = slug(found.strategy.municipality.name)
    answer["Content-Disposition"] = f'attachment; filename="{name}-strategy-{found.number}.toml"'
    return answer


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """How the pages of a share file stand to ours; POST saves what is new or newer, and was not adapted, as drafts."""
    file, share = _came(file_id)
    found = compared(share, file_id=file_id)
    simple = [one for one in found if one.standing in BY_THEMSELVES]
    if request.method == "POST":
        _insist(request)
        chosen = [Chosen(one.entry.outside_id, "draft", one.seen) for one in simple]
        if _tried(request, lambda: _decide(request, file_id, chosen)):
            n = len(chosen)
            messages.success(request, ngettext("%(n)d draft is saved.", "%(n)d drafts are saved.", n) % {"n": n})
        return redirect("desk:sharing_file", file_id=file_id)
    blocks, pages = missing(share)
    shown = {
        "file": file,
        "lines": sorted((_line(one) for one in found), key=lambda line: (not line.one.is_open, line.one.standing)),
        "open": still_open(found),
        "simple": len(simple),
        "faults": [*share.reading.faults, *(f"{row.where} {sentence(f)}" for row in share.reading.rows
                                            for f in row.faults)],
        "blocks": blocks,
        "pages": pages,
        "may_edit": may_edit(staff_of(request)),
    }  # fmt: skip
    return page(request, "desk/sharing_file.html", shown, here="sharing")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, file_id: int, outside_id: str) -> HttpResponse:
    """A page of a share file beside ours; POST does what was chosen, or undoes it."""
    file, share = _came(file_id)
    found = next((one for one in compared(share, file_id=file_id) if one.entry.outside_id == outside_id), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        _insist(request)
        return _do(request, file_id, found)
    shown = {
        "file": file,
        "line": _line(found),
        "found": found,
        "parts": _parts(found),
        "may_edit": may_edit(staff_of(request)),
        "may_publish": found.standing != Standing.TAKEN_KEY,
    }
    return page(request, "desk/sharing_page.html", shown, here="sharing")


def _do(request: HttpRequest, file_id: int, found: Compared) -> HttpResponse:
    """Does what was chosen for a page, says what became of it, and goes back to the list."""
    choice, outside_id, decision = request.POST.get("choice", ""), found.entry.outside_id, found.decision
    if choice == "undo" and decision is not None:
        if _tried(request, lambda: undo(decision.id, by=staff_of(request), now=timezone.now())):
            messages.success(request, gettext("Undone. What was here before is here again."))
        return redirect("desk:sharing_page", file_id=file_id, outside_id=outside_id)
    seen = request.POST.get("seen", "")
    if choice not in CHOICES or not seen.isdecimal():
        raise Http404
    chosen = [Chosen(outside_id, choice, int(seen[:9]))]
    if not _tried(request, lambda: _decide(request, file_id, chosen)):
        return redirect("desk:sharing_page", file_id=file_id, outside_id=outside_id)
    now_found = next(one for one in compared(_came(file_id)[1], file_id=file_id) if one.entry == found.entry)
    if now_found.decision:
        messages.success(request, f"{found.title}: {DECIDED[now_found.decision.what]}.")
    return redirect("desk:sharing_file", file_id=file_id)


def _decide(request: HttpRequest, file_id: int, chosen: list[Chosen]) -> None:
    decide(file_id, chosen, unit_id=units().front_line.id, by=staff_of(request), now=timezone.now())


def _tried(request: HttpRequest, deed: Callable[[], None]) -> bool:
    """Whether a deed went well; if not, somebody was quicker, and the page says so."""
    try:
        deed()
    except (PageChanged, NotToBeDecided, KeyTaken):
        messages.warning(request, gettext("Somebody has changed this meanwhile. Look at it once more, please."))
    except NotUndone:
        messages.warning(
            request, gettext("The page was written since, so this can not be undone here. See its history.")
        )
    except SecondPairOfEyes:
        messages.warning(request, gettext("The page wants a second pair of eyes, so somebody else must undo this."))
    else:
        return True
    return False


def _came(file_id: int) -> tuple[CameIn, Share]:
    found = came(file_id)
    if found is None:
        raise Http404
    return found


def _insist(request: HttpRequest) -> None:
    if not may_edit(staff_of(request)):
        raise PermissionDenied(gettext("Pages are taken in by editors, managers and administrators."))


def _line(found: Compared) -> Line:
    name, colour = STANDS[found.standing]
    return Line(found, name, colour, DECIDED[found.decision.what] if found.decision else "")


def _parts(found: Compared) -> list[Said]:
    """What differs; of a page that is not here, all that it says."""
    if found.page_id is not None:
        return [
            Said(_where(one.language, one.part.label), one.language, told(one.ours), told(one.theirs), one.both)
            for one in found.differences
        ]
    content, kind = found.entry.content, found.entry.kind
    places: list[tuple[str, Any, Any]] = [
        (code, part.label, content.words.get(code, {}).get(part.key)) for code in LANGUAGES for part in TEXTS[kind]
    ]
    places += [("", part.label, content.facts.get(part.key)) for part in FACTS[kind]]
    return [Said(_where(code, label), code, "", told(value)) for code, label, value in places if told(value)]


def _where(code: str, label: object) -> str:
    return f"{label} · {NAMES.get(code, code)}" if code else str(label)
