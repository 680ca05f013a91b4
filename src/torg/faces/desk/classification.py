"""Classifying services by Los and KLE: what lacks words, what fits by its words, and picking others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from torg.catalogue.actions.terms import UnknownTerm, classify
from torg.catalogue.actions.writing import PageChanged
from torg.catalogue.kinds import LONGEST_LINE, MOST_LINES
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.terms import (
    Classified,
    SchemeFacts,
    classified,
    loaded,
    misfits,
    shown_code,
    suggested,
    term_named,
    terms,
)
from torg.catalogue.terms import TermSaid
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.faces.parts.templatetags.torg import language

SHOWS = ("", "without", "misfits")


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that can be put on a page: its code, its name, whether it is on it, and why it is offered."""

    code: str
    name: str
    checked: bool
    because: str = ""
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One scheme on a page: what stands there, what fits, and all that can be written in."""

    facts: SchemeFacts
    there: Sequence[Choice]
    fits: Sequence[Choice]
    options: Sequence[str]
    written: str = ""
    error: str = ""


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every service with its words; those without any, or those with words that are none."""
    schemes, wrong = loaded(), misfits(language())
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    odd: dict[str, list[str]] = {}
    for misfit in wrong:
        odd.setdefault(misfit.key, []).append(misfit.code)
    found = classified(language())
    names = {one.scheme: {term.code: term.title(language()) for term in terms(one.scheme)} for one in schemes}
    lines = [
        (one, _named(one, names), [shown_code(code) for code in odd.get(one.key, ())])
        for one in found
        if show == "" or (show == "without" and not _has(one, schemes)) or (show == "misfits" and one.key in odd)
    ]
    shown = {
        "schemes": schemes,
        "lines": lines,
        "show": show,
        "all": len(found),
        "without": sum(not _has(one, schemes) for one in found),
        "wrong": len(odd),
    }
    return page(request, "desk/classification.html", shown, here="classification")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """The words of one page: those it has, those that fit it, and one that is written in."""
    found = next(iter(classified(language(), key)), None)
    schemes = loaded()
    if found is None:
        raise Http404
    errors: dict[str, str] = {}
    if request.method == "POST":
        if not may_edit(staff_of(request)):
            raise PermissionDenied(gettext("Pages are classified by editors, managers and administrators."))
        chosen, errors = _chosen(request, schemes)
        if not errors:
            _save(request, found, chosen)
            return redirect("desk:classification_page", key=key)
    sides = [_side(request, found, one, errors.get(one.scheme, "")) for one in schemes]
    shown = {
        "found": found,
        "sides": sides,
        "errors": [(f"add-{side.facts.scheme}", side.error) for side in sides if side.error],
        "may_edit": may_edit(staff_of(request)),
    }
    return page(request, "desk/classification_page.html", shown, here="classification", status=422 if errors else 200)


def _chosen(request: HttpRequest, schemes: Sequence[SchemeFacts]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The codes that were ticked and written in, by scheme, and what is wrong with what was written."""
    chosen, errors = {}, {}
    for one in schemes:
        codes = [code[:LONGEST_LINE] for code in request.POST.getlist(one.scheme)[:MOST_LINES]]
        written = request.POST.get(f"add_{one.scheme}", "").strip()[:LONGEST_LINE]
        if written:
            term, near = term_named(one.scheme, written)
            if term is None:
                said = gettext("There is no “%(said)s” in %(scheme)s.") % {"said": written, "scheme": one.name}
                near_said = " " + gettext("Did you mean “%(near)s”?") % {"near": near} if near else ""
                errors[one.scheme] = said + near_said
            else:
                codes.append(term.code)
        chosen[one.scheme] = codes
    return chosen, errors


def _save(request: HttpRequest, found: Classified, chosen: Mapping[str, Sequence[str]]) -> None:
    """Saves the words, and says what became of them."""
    seen = request.POST.get("seen", "")
    try:
        saved = classify(
            found.page_id, chosen, seen=int(seen[:9]) if seen.isdecimal() else 0, by=staff_of(request),
            now=timezone.now(), shown="publish" in request.POST,
        )  # fmt: skip
    except PageChanged:
        messages.warning(request, gettext("Somebody has changed this meanwhile. Look at it once more, please."))
        return
    except UnknownTerm as unknown:
        messages.warning(request, gettext("“%(code)s” is not there any more.") % {"code": unknown.code})
        return
    if saved.version == found.number:
        messages.info(request, gettext("Nothing was changed."))
    elif saved.draft_id is None:
        messages.success(request, gettext("The words are saved and published."))
    else:
        messages.success(request, gettext("The words are saved in the draft of the page."))


def _side(request: HttpRequest, found: Classified, facts: SchemeFacts, error: str) -> Side:
    scheme = facts.scheme
    known = terms(scheme)
    by_code = {one.code: one for one in known}
    posted = set(request.POST.getlist(scheme)) if request.method == "POST" else None
    codes = found.codes[scheme]
    there = [
        Choice(code, _name(code, by_code), code in posted if posted is not None else True, is_wrong=code not in by_code)
        for code in codes
    ]
    fits = [
        Choice(one.term.code, _name(one.term.code, by_code), bool(posted and one.term.code in posted),
               ", ".join(one.because))
        for one in suggested(found.content, scheme)
    ]  # fmt: skip
    options = [one.title(language()) if scheme == "los" else f"{one.code} {one.title(language())}" for one in known]
    return Side(facts, there, fits, options, request.POST.get(f"add_{scheme}", ""), error)


def _name(code: str, by_code: Mapping[str, TermSaid]) -> str:
    term = by_code.get(code)
    if term is None:
        return shown_code(code)
    title = term.title(language())
    return f"{code} {title}" if code[:1].isdecimal() else title


def _named(one: Classified, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [
        f"{code} {known[code]}" if code in known and code[:1].isdecimal() else known.get(code, shown_code(code))
        for scheme, known in names.items()
        for code in one.codes[scheme]
    ]


def _has(one: Classified, schemes: Sequence[SchemeFacts]) -> bool:
    return any(one.codes[scheme.scheme] for scheme in schemes)
