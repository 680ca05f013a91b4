"""Files of pages at the editors' desk: given, looked through, taken in when that is confirmed, and undone as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.catalogue.actions import importing as deeds
from torg.catalogue.comparing import Comparison, Outcome, What
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.importing import Batch, batch, batches, raw_of
from torg.catalogue.reading import MOST_BYTES
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.import_words import COLOURS, SAID, Told, harmless, place, told
from torg.faces.desk.shell import page

MEGABYTES = MOST_BYTES // 1024 // 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One page of a file as the dry run shows it."""

    place: str
    key: str
    title: str
    parts: str
    faults: Sequence[Told]
    notes: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of a file with which the same is done."""

    what: str
    name: object
    colour: str
    lines: Sequence[Line]
    is_open: bool


class UploadForm(forms.Form):
    """A file of pages, and whether citizens see them at once."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TOML or JSON. First you see what it would do; nothing is written before you confirm it."),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty.")},
    )
    shown = forms.ChoiceField(
        label=_("What is to become of the pages?"),
        choices=[("no", _("Drafts that editors publish")), ("yes", _("Published at once"))],
        widget=forms.RadioSelect,
        initial="no",
    )

    def clean_file(self) -> UploadedFile:
        """Refuses what is too large before it is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                gettext("The file is too large. At most %(n)d megabytes can be read. Split it.") % {"n": MEGABYTES}
            )
        return file


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Takes a file to look through, and shows the files that were given before."""
    _insist(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = deeds.keep(
            file.name or "pages", file.read(), shown=form.cleaned_data["shown"] == "yes", by=staff_of(request),
            now=timezone.now(),
        )  # fmt: skip
        return redirect("desk:import_one", kept)
    shown = {"form": form, "batches": batches()}
    return page(request, "desk/import.html", shown, here="importing", status=422 if form.errors else 200)


@for_staff
@require_safe
def one(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What a file would do; when it was taken in, what it did, and the way to undo it."""
    _insist(request)
    found = _batch(batch_id)
    if found.done_at is not None:
        shown = {"batch": found, "done": [(SAID[What(one.what)], one.key) for one in found.written]}
        return page(request, "desk/import_done.html", shown, here="importing")
    compared = deeds.look_through(batch_id)
    return page(request, "desk/import_one.html", {"batch": found, **_shown(compared)}, here="importing")


@for_staff
@require_safe
def raw(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The file as it came."""
    _insist(request)
    found = _batch(batch_id)
    answer = HttpResponse(raw_of(batch_id), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    return answer


@for_staff
@require_POST
def do(request: HttpRequest, batch_id: int, deed: str) -> HttpResponse:
    """Takes a file in as it was shown, undoes it, or throws it away."""
    _insist(request)
    if deed not in DEEDS:
        raise Http404
    try:
        return DEEDS[deed](request, batch_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except deeds.NotAsLookedThrough:
        messages.warning(request, gettext("Something has changed since you looked. This is what the file does now."))
    except deeds.AlreadyDone:
        messages.info(request, gettext("That has been done already."))
    return redirect("desk:import_one", batch_id) if batch(batch_id) else redirect("desk:import")


def _take(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = deeds.take(batch_id, seen=request.POST.get("mark", ""), by=staff_of(request), now=timezone.now())
    count = len(found.does)
    said = ngettext("%(count)d page was taken in.", "%(count)d pages were taken in.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:import_one", batch_id)


def _undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    done = deeds.undo(batch_id, by=staff_of(request), now=timezone.now())
    count = len(done.back)
    said = ngettext("%(count)d page stands as before.", "%(count)d pages stand as before.", count)
    messages.success(request, said % {"count": count})
    return redirect("desk:import_one", batch_id)


def _throw_away(request: HttpRequest, batch_id: int) -> HttpResponse:
    deeds.throw_away(batch_id, by=staff_of(request))
    messages.success(request, gettext("The file was thrown away. Nothing was taken in."))
    return redirect("desk:import")


DEEDS = {"take": _take, "undo": _undo, "throw-away": _throw_away}


def _insist(request: HttpRequest) -> None:
    if not may_edit(staff_of(request)):
        raise PermissionDenied


def _batch(batch_id: int) -> Batch:
    found = batch(batch_id)
    if found is None:
        raise Http404
    return found


def _shown(found: Comparison) -> Mapping[str, object]:
    """The dry run for its page: what is wrong with the file, and its pages by what is done with them."""
    groups = [
        Group(
            str(what), SAID[what], COLOURS[what], [_line(one) for one in found.outcomes if one.what == what],
            what != What.SAME,
        )
        for what in SAID
        if what in found.counts
    ]  # fmt: skip
    return {
        "wrong": [told(fault) for fault in found.wrong],
        "groups": groups,
        "takes": len(found.does),
        "leaves": found.counts.get(What.FAULTY, 0),
        "mark": found.mark,
    }


def _line(one: Outcome) -> Line:
    return Line(
        place=place(one.row), key=harmless(one.row.key)[:80], title=harmless(one.title)[:200],
        parts=", ".join(one.parts),
        faults=[told(fault) for fault in one.faults], notes=[told(note) for note in one.notes],
    )  # fmt: skip
