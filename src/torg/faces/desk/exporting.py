"""Pages as a file for a spreadsheet or for another system, and empty tables to fill in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from torg.catalogue.files import write_text
from torg.catalogue.queries import may_edit
from torg.catalogue.queries.importing import exported
from torg.catalogue.tables import write_table
from torg.editions.queries import in_force
from torg.faces.desk.gate import for_staff, staff_of
from torg.faces.desk.shell import page
from torg.people.queries import units

KINDS = {
    "service": _("Services"), "article": _("Guidance"), "news": _("News"), "alert": _("Alerts"),
    "place": _("Places to come to"), "unit": _("Departments"), "member": _("Elected members"),
    "document": _("Plans and strategies"), "offer": _("Offered by others"),
    "answer": _("Questions and answers"), "block": _("Blocks of text"),
}  # fmt: skip
FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@for_staff
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Asks which pages are wanted, and in which form."""
    _insist(request)
    shown = {"kinds": list(KINDS.items()), "units": [(one.key, one.name) for one in units().by_key.values()]}
    return page(request, "desk/export.html", shown, here="importing")


@for_staff
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The file: published pages, with ``drafts`` what was saved last, with ``empty`` no pages but the columns."""
    _insist(request)
    asked = {name: request.GET.get(name, "") for name in ("kind", "unit", "form", "drafts", "empty")}
    form, kind, known = asked["form"] or "csv", asked["kind"], units().by_key
    if form not in FORMS or (kind and kind not in KINDS) or (asked["unit"] and asked["unit"] not in known):
        raise Http404
    now = timezone.now()
    if asked["empty"]:
        languages = in_force(now).strategy.municipality.languages
        said, form = write_table((), kinds=(kind or "service",), languages=languages), "csv"
    else:
        unit_ids = (known[asked["unit"]].id,) if asked["unit"] else ()
        pages = exported(kinds=(kind,) if kind else (), unit_ids=unit_ids, drafts=bool(asked["drafts"]))
        said = write_table(pages) if form == "csv" else write_text(pages)
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if form == "csv" else ""  # by which spreadsheets know UTF-8
    answer = HttpResponse(mark + said, content_type=FORMS[form])
    name = "-".join(word for word in ("catalogue", kind, asked["unit"], timezone.localdate(now).isoformat()) if word)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _insist(request: HttpRequest) -> None:
    if not may_edit(staff_of(request)):
        raise PermissionDenied
