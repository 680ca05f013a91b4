"""The questions that must stay right, which editors own; and what a draft would do to them before it is published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from torg.assistant.actions import expected
from torg.assistant.actions.foretelling import want, want_again
from torg.assistant.queries.expected import how_many, kept, runs
from torg.assistant.queries.outlook import outlook
from torg.catalogue.queries import may_edit
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_choice import PageChoiceForm
from torg.faces.desk.page_pieces import found_page, insist_on_editor, languages_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language

LARGEST = 2_000_000  # bytes
SOURCES = {"hand": _("by hand"), "group": _("from what people ask"), "file": _("from a file")}


class QuestionForm(PageChoiceForm):
    """A question, its language, and the page that must answer it."""

    text = forms.CharField(
        label=_("Question"), max_length=expected.LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a question")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"))
    field_order = ("text", "language", "page")

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["page"].label = _("The page that must answer it")
        chosen = self.fields["language"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(code, LANGUAGE_NAMES.get(code, code)) for code in languages_of(())]


class FileForm(forms.Form):
    """Questions in a file."""

    file = forms.FileField(
        label=_("A file with a question on each line (JSONL)"), error_messages={"required": _("Choose a file")},
        help_text=_('Each line is such as {"question": "…", "language": "nb", "expected": ["key-of-the-page"]}.'),
    )  # fmt: skip

    def clean_file(self) -> list[str]:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("The file is too large; at most 2 MB."))
        try:
            lines: list[str] = given.read().decode("utf-8-sig").splitlines()
        except UnicodeDecodeError as unreadable:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from unreadable
        return lines


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """All questions with where their page comes now; one is added, or many from a file."""
    added, given = QuestionForm(), FileForm()
    status = 200
    if request.method == "POST":
        insist_on_editor(request)
        if request.POST.get("do") == "file":
            given = FileForm(request.POST, request.FILES)
            if given.is_valid() and _take_in(request, given):
                return redirect("desk:expected")
        else:
            added = QuestionForm(request.POST)
            if added.is_valid():
                _add(request, added.cleaned_data)
                return redirect("desk:expected")
        status = 422
    rows = kept(language())
    shown = {
        "rows": [(row, SOURCES.get(row.source, "")) for row in rows], "form": added, "file_form": given,
        "first": sum(row.place == 1 for row in rows), "three": sum(row.place > 0 for row in rows), "runs": runs(),
        "all": how_many(),
        "may_edit": may_edit(staff_of(request)), "tab": "expected",
        "gone": next(iter(request.session.get("expected_gone", ())), ""),
    }  # fmt: skip
    return page(request, "desk/expected.html", shown, here="questions", status=status)


def _add(request: HttpRequest, said: dict[str, Any]) -> None:
    new = expected.add(said["text"], said["page"], language=said["language"], by=staff_of(request), now=timezone.now())
    messages.success(request, gettext("The question is added.") if new else gettext("The question was there already."))


def _take_in(request: HttpRequest, form: FileForm) -> bool:
    try:
        taken = expected.take_in(form.cleaned_data["file"], by=staff_of(request), now=timezone.now())
    except expected.ManyLines:
        form.add_error("file", gettext("The file has more than %(n)d lines. Split it.") % {"n": expected.MOST_LINES})
        return False
    said = ngettext("%(n)d question is added.", "%(n)d questions are added.", taken.new) % {"n": taken.new}
    messages.success(request, said)
    if taken.faulty:
        lines = ", ".join(map(str, taken.faulty[:20]))
        messages.warning(request, gettext("Lines that could not be used: %(lines)s.") % {"lines": lines})
    return True


@for_staff
@require_POST
def remove(request: HttpRequest, expected_id: int) -> HttpResponse:
    """A question is taken away; the form holds it still, so that it can be added again."""
    insist_on_editor(request)
    gone = expected.remove(expected_id, by=staff_of(request))
    if gone is None:
        return redirect("desk:expected")
    text, code, page_id = gone
    messages.success(request, gettext("“%(text)s” is taken away.") % {"text": text})
    request.session["expected_gone"] = [text, code, page_id]
    return redirect("desk:expected")


@for_staff
@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """The question that was taken away last is there again."""
    insist_on_editor(request)
    gone = request.session.pop("expected_gone", None)
    if gone:
        expected.add(gone[0], gone[2], language=gone[1], by=staff_of(request), now=timezone.now())
        messages.success(request, gettext("It is undone."))
    return redirect("desk:expected")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def of_page(request: HttpRequest, key: str) -> HttpResponse:
    """What a page's draft would do to the questions that must stay right; as a part of its page, or by itself.

    A worker finds it out, and meanwhile the page tells how far that is. Posted, it is found out once more.
    """
    insist_on_editor(request)
    found, count, now = found_page(key), how_many(), timezone.now()
    if request.method == "POST":
        want_again(found.line.id, version=found.version, now=now)
        return redirect("desk:page_questions", key=key)
    known = None
    if found.has_draft and count:
        want(found.line.id, version=found.version, now=now)
        known = outlook(found.line.id, version=found.version)
    is_part = request.headers.get("HX-Request") == "true"
    shown = {"found": found, "line": found.line, "count": count, "outlook": known, "is_part": is_part}
    if is_part:
        return render(request, "desk/page_questions_part.html", shown)
    return page(request, "desk/page_questions.html", shown, here="pages")
