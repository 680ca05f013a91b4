"""Writing pages: a new one in one step, then its words in each language and its facts; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from torg.catalogue.actions.writing import Belonging, ContentFaulty, KeyTaken, PageChanged, make_page, write
from torg.catalogue.content import LONGEST_KEY, Content, is_key
from torg.catalogue.differences import changes
from torg.catalogue.kinds import LONGEST_TITLE, TEXTS
from torg.catalogue.lacking import doubts, lacking, wanted
from torg.catalogue.queries.care import DeskPage, keys_and_titles, revision_of, shown_among
from torg.catalogue.slugs import slug
from torg.editions.queries import in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.page_clarity import reads
from torg.faces.desk.page_form import FACTS_TAB, PageForm, merge, of_tab, with_tab
from torg.faces.desk.page_pieces import found_page, insist_on_editor, languages_of, look_address, number_in
from torg.faces.desk.page_words import DOUBTS, KINDS, fault_said, part_name
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import LANGUAGE_NAMES, language
from torg.people.queries import staff_names, units


class NewPageForm(forms.Form):
    """What a page needs to begin with."""

    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("What people call it. It can be changed later."), error_messages={"required": _("Write a title")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language you write it in first"))
    unit = forms.TypedChoiceField(label=_("Which unit answers for it"), coerce=int)
    key = forms.CharField(
        label=_("Key"), required=False, max_length=LONGEST_KEY, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("What other pages call it, for ever. Leave it empty: then it is made from the title."),
    )  # fmt: skip

    def __init__(self, *args: Any, languages: list[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices: dict[str, list[tuple[Any, str]]] = {
            "language": [(code, LANGUAGE_NAMES.get(code, code)) for code in languages],
            "unit": [(unit.id, unit.name) for unit in units().by_id.values()],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"].strip()
        if key and not is_key(key):
            raise forms.ValidationError(_("Use small letters a to z, digits and single hyphens"))
        return key


@for_staff
@require_safe
def choose_kind(request: HttpRequest) -> HttpResponse:
    """A new page begins with what it is about."""
    insist_on_editor(request)
    return page(request, "desk/page_kinds.html", {"kinds": KINDS}, here="pages")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new page of a kind: its title, its language, its unit."""
    insist_on_editor(request)
    if kind not in KINDS:
        raise Http404
    staff = staff_of(request)
    languages = languages_of(())
    initial = {"unit": staff.unit_id, "language": in_force(timezone.now()).language}
    form = NewPageForm(request.POST if request.method == "POST" else None, initial=initial, languages=languages)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        key = said["key"] or slug(said["title"], or_else=kind)
        content = Content({said["language"]: {"title": said["title"]}})
        try:
            made = _made(key, kind, content, said["unit"], exact=bool(said["key"]), request=request)
        except KeyTaken:
            form.add_error("key", gettext("Another page has this key. Write another one, or leave it empty."))
        else:
            messages.success(request, gettext("The page is made. Citizens do not see it before you publish it."))
            return redirect(f"{reverse('desk:page_write', args=(made,))}?tab={said['language']}")
    shown = {"form": form, "kind": kind, "kind_name": KINDS[kind][0], "kind_help": KINDS[kind][1]}
    return page(request, "desk/page_new.html", shown, here="pages", status=422 if form.errors else 200)


def _made(key: str, kind: str, content: Content, unit_id: int, *, exact: bool, request: HttpRequest) -> str:
    """Makes the page; when the key was only made from the title, the next free one is taken. Raises KeyTaken."""
    staff = staff_of(request)
    tries = [key] if exact else [key, *(f"{key[: LONGEST_KEY - 3]}-{number}" for number in range(2, 50))]
    for one in tries[:-1]:
        try:
            return make_page(one, kind, content, Belonging(unit_id, staff.pk), by=staff, now=timezone.now()).key
        except KeyTaken:
            continue
    return make_page(tries[-1], kind, content, Belonging(unit_id, staff.pk), by=staff, now=timezone.now()).key


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def writing(request: HttpRequest, key: str) -> HttpResponse:
    """The words of a page in one language, or its facts: shown, saved, and laid over what another has saved."""
    insist_on_editor(request)
    found = found_page(key)
    asked = request.POST if request.method == "POST" else request.GET
    tab = asked.get("tab", found.source_language)
    if tab != FACTS_TAB and tab not in languages_of(found.content.words):
        raise Http404
    source = found.content if tab not in (FACTS_TAB, found.source_language) else None
    deed = request.POST.get("do", "save")
    more = deed.removeprefix("more:") if deed.startswith("more:") else ""
    form = PageForm(
        request.POST if request.method == "POST" else None, kind=found.line.kind, tab=tab, content=found.content,
        source=source, source_language=found.source_language, more=more,
    )  # fmt: skip
    if request.method != "POST":
        return _shown(request, found, form, tab)
    mine, readable = form.read()
    if more or deed == "read" or not readable:
        seen = request.POST.get("seen", "")
        return _shown(request, found, form, tab, status=200 if readable else 422, seen=seen, mine=mine)
    return _save(request, found, form, tab, mine, deed)


def _save(request: HttpRequest, found: DeskPage, form: PageForm, tab: str, mine: Any, deed: str) -> HttpResponse:
    """Saves what was written; where somebody else has changed the same part, both are shown instead."""
    base = revision_of(found.line.id, number_in(request.POST.get("seen"), found.number))
    before = base.content if base else found.content
    merged = merge(form.parts, of_tab(before, tab), of_tab(found.content, tab), mine)
    content = with_tab(found.content, tab, merged.parts)
    if merged.both:
        again = PageForm(kind=found.line.kind, tab=tab, content=content)
        twice = [
            one
            for one in changes(found.line.kind, before, found.content)
            if one.part.key in merged.both and one.language == ("" if tab == FACTS_TAB else tab)
        ]
        newest = revision_of(found.line.id, found.number)
        who = staff_names().get(newest.by_id or 0, "") if newest else ""
        return _shown(request, found, again, tab, status=409, twice=twice, who=who, mine=merged.parts)
    right = [tab] if request.POST.get("right") == "1" and tab != FACTS_TAB else []
    try:
        saved = write(
            found.line.id, content, seen=found.version, by=staff_of(request), now=timezone.now(), up_to_date=right
        )
    except ContentFaulty:
        form.add_error(None, gettext("A page has a title in one language at least."))
        return _shown(request, found, form, tab, status=422, seen=request.POST.get("seen", ""), mine=mine)
    except PageChanged:  # somebody saved in this very moment: lay it over theirs
        return _save(request, found_page(found.line.key), form, tab, mine, deed)
    if merged.theirs:
        kept = ", ".join(part_name(found.line.kind, key) for key in merged.theirs)
        said = gettext("Somebody has changed this meanwhile, and it is kept too: %(parts)s.")
        messages.info(request, said % {"parts": kept})
    return _onward(request, found, tab, deed, is_new=saved.version != found.version)


def _onward(request: HttpRequest, found: DeskPage, tab: str, deed: str, *, is_new: bool) -> HttpResponse:
    key = found.line.key
    if deed == "look":
        return redirect(look_address(key, found_page(key).number, tab if tab != FACTS_TAB else found.source_language))
    if is_new:
        messages.success(request, gettext("Saved as a draft. Citizens do not see it before it is published."))
    if deed == "done":
        return redirect("desk:page", key=key)
    further = deed.removeprefix("go:") if deed.startswith("go:") else tab
    return redirect(f"{reverse('desk:page_write', args=(key,))}?tab={further}")


def _shown(
    request: HttpRequest, found: DeskPage, form: PageForm, tab: str, *, status: int = 200, seen: str = "",
    mine: Any = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    content = found.content if mine is None else with_tab(found.content, tab, mine)
    kind = found.line.kind
    doubted = [
        (part_name(kind, one.part), str(DOUBTS[one.what]) % {"said": one.said})
        for one in doubts(kind, content, shown_among(wanted(kind, content)))
        if one.language in ("", tab)
    ]
    tabs = [(code, LANGUAGE_NAMES.get(code, code), _standing(found, code)) for code in languages_of(content.words)]
    shown = {
        "found": found, "form": form, "tab": tab, "tabs": tabs, "is_facts": tab == FACTS_TAB, "parts": form.shown(),
        "seen": seen or str(found.number), "kind_name": KINDS[kind][0], "doubts": doubted,
        "clarity": None if tab == FACTS_TAB else reads(kind, tab, of_tab(content, tab)),
        "missing": [fault_said(kind, one) for one in lacking(kind, content)],
        "lags": tab in found.line.lagging, "source_name": LANGUAGE_NAMES.get(found.source_language, ""),
        "is_translation": tab not in (FACTS_TAB, found.source_language),
        "titles": keys_and_titles(language()) if tab == FACTS_TAB else (), **more,
    }  # fmt: skip
    return page(request, "desk/page_write.html", shown, here="pages", status=status)


def _standing(found: DeskPage, code: str) -> str:
    if code not in found.line.languages:
        return gettext("not written")
    return gettext("lags behind") if code in found.line.lagging else ""


@for_staff
@require_POST
def clarity(request: HttpRequest, key: str) -> HttpResponse:
    """How what stands in the form reads now, without saving it."""
    insist_on_editor(request)
    found, tab = found_page(key), request.POST.get("tab", "")
    if tab not in dict(settings.LANGUAGES):
        raise Http404
    said = {part.key: request.POST.get(part.key, "")[:20_000] for part in TEXTS[found.line.kind] if part.form == "text"}
    return render(request, "desk/page_clarity.html", {"clarity": reads(found.line.kind, tab, said), "by_script": True})
