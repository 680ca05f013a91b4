"""Writing in the catalogue: services, and the templates that answers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from torg.catalogue import placeholders
from torg.catalogue.models import Agreement, Answerer, Purpose, ReplyTemplate, Service, TemplateVersion
from torg.catalogue.queries import may_edit
from torg.catalogue.slugs import slug
from torg.people.queries import READS_ONLY, may_act

if TYPE_CHECKING:
    from torg.people.models import Staff


class NotForYou(Exception):
    """Only who answers for the unit, or for all of them, settles who answers what."""


class RoutineNeeded(Exception):
    """An agreement must say what the front line answers and what it hands over."""


LONGEST_TITLE, LONGEST_BODY = 200, 20_000


class NotAnEditor(Exception):
    """Templates are written by editors, managers and administrators."""


class TemplateChanged(Exception):
    """Somebody has written another version since this one was read."""


class TemplateFaulty(Exception):
    """What was written can not be saved; ``faults`` says why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a template: ``what`` is unknown_placeholder, no_words, no_title, no_body or too_long.

    ``language`` is where ("" for the whole), ``said`` what stands there.
    """

    what: str
    language: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A template as somebody writes it: titles and bodies by language, and where it belongs."""

    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    purpose: str = Purpose.ANSWER
    unit_id: int | None = None
    service_id: int | None = None
    owner_id: int | None = None
    review_on: date | None = None
    key: str = field(default="")


@transaction.atomic
def set_up_service(*, key: str, titles: Mapping[str, str], unit_id: int, field: str = "", purpose: str = "") -> Service:
    """Makes or changes the service with this key."""
    service, _ = Service.objects.update_or_create(
        key=key, defaults={"titles": dict(titles), "unit_id": unit_id, "field": field, "purpose": purpose}
    )
    return service


@transaction.atomic
def agree(service_id: int, *, answerer: str, routine: str, review_on: date, by: Staff, now: datetime) -> Agreement:
    """Settles who answers questions about a service (KON-39); the agreement before it ends and stays to be read.

    Raises NotForYou, RoutineNeeded, and ValueError for an answerer that is none.
    """
    service = Service.objects.select_for_update().get(pk=service_id)
    if by.role in READS_ONLY or not may_act(by, service.unit_id):
        raise NotForYou(service_id)
    if not routine.strip():
        raise RoutineNeeded
    Agreement.objects.filter(service=service, ended_at__isnull=True).update(ended_at=now)
    return Agreement.objects.create(
        service=service,
        answerer=Answerer(answerer),
        routine=routine.strip(),
        review_on=review_on,
        made_at=now,
        made_by=by,
    )


# -- templates --------------------------------------------------------------------------------------------------------


def make_template(words: Words, *, by: Staff | None, now: datetime) -> int:
    """Makes a template and gives its id; ``by`` is None when it is set up. Raises NotAnEditor, TemplateFaulty."""
    _insist(by)
    words = _checked(words)
    with transaction.atomic():
        template = ReplyTemplate(key=_free_key(words))
        _write(template, words, "made", by=by, now=now)
    return template.pk


def set_up_template(words: Words, *, now: datetime) -> bool:
    """Makes the template with this key unless there is one: what editors have written is never set back."""
    if ReplyTemplate.objects.filter(key=words.key).exists():
        return False
    make_template(words, by=None, now=now)
    return True


@transaction.atomic
def change_template(template_id: int, words: Words, *, seen: int, by: Staff, now: datetime) -> None:
    """Writes a new version; the one before stays in the history. ``seen`` is the version that the writer has read.

    Raises NotAnEditor, TemplateFaulty, TemplateChanged.
    """
    _insist(by)
    words = _checked(words)
    template = ReplyTemplate.objects.select_for_update().get(pk=template_id)
    if template.version != seen:
        raise TemplateChanged(template_id)
    _write(template, words, "changed", by=by, now=now)


@transaction.atomic
def retire_template(template_id: int, *, by: Staff, now: datetime) -> None:
    """Takes a template out of use; its words and its history stay. Raises NotAnEditor."""
    _turn(template_id, is_active=False, by=by, now=now)


@transaction.atomic
def restore_template(template_id: int, *, by: Staff, now: datetime) -> None:
    """Takes a retired template into use again. Raises NotAnEditor."""
    _turn(template_id, is_active=True, by=by, now=now)


@transaction.atomic
def bring_back(template_id: int, number: int, *, by: Staff, now: datetime) -> None:
    """Writes the words of an earlier version once more, as the newest. Raises NotAnEditor."""
    _insist(by)
    template = ReplyTemplate.objects.select_for_update().get(pk=template_id)
    before = TemplateVersion.objects.get(template=template, number=number)
    template.titles, template.bodies = before.titles, before.bodies
    _note(template, "changed", by=by, now=now, brought_back=number)


def note_used(template_id: int, *, now: datetime) -> None:
    """Counts that an answer was made of a template; the event of the enquiry says which, by whom and when."""
    ReplyTemplate.objects.filter(pk=template_id).update(uses=F("uses") + 1, last_used_at=now)


def _insist(by: Staff | None) -> None:
    if by is not None and not may_edit(by):
        raise NotAnEditor(by.pk)


def _turn(template_id: int, *, is_active: bool, by: Staff, now: datetime) -> None:
    _insist(by)
    template = ReplyTemplate.objects.select_for_update().get(pk=template_id)
    if template.is_active != is_active:
        template.is_active = is_active
        _note(template, "restored" if is_active else "retired", by=by, now=now)


def _write(template: ReplyTemplate, words: Words, what: str, *, by: Staff | None, now: datetime) -> None:
    template.titles, template.bodies = dict(words.titles), dict(words.bodies)
    template.purpose, template.review_on = words.purpose, words.review_on
    template.unit_id, template.service_id, template.owner_id = words.unit_id, words.service_id, words.owner_id
    _note(template, what, by=by, now=now)


def _note(template: ReplyTemplate, what: str, *, by: Staff | None, now: datetime, **data: object) -> None:
    template.version += 1
    template.save()
    belongs = {
        "purpose": template.purpose, "unit": template.unit_id, "service": template.service_id,
        "owner": template.owner_id, "review_on": template.review_on.isoformat() if template.review_on else "",
    }  # fmt: skip
    TemplateVersion.objects.create(
        template=template, number=template.version, what=what, titles=template.titles, bodies=template.bodies, at=now,
        by=by, data={**belongs, **data},
    )  # fmt: skip


def _checked(words: Words) -> Words:
    """The words as they are stored: placeholders under their keys, empty languages left out; raises TemplateFaulty."""
    titles = {code: said.strip() for code, said in words.titles.items() if said.strip()}
    bodies = {code: said.strip().replace("\r\n", "\n") for code, said in words.bodies.items() if said.strip()}
    faults = [Fault("no_words")] if not bodies and not titles else []
    for code in sorted({*titles, *bodies}):
        if code not in titles:
            faults.append(Fault("no_title", code))
        if code not in bodies:
            faults.append(Fault("no_body", code))
        if len(titles.get(code, "")) > LONGEST_TITLE or len(bodies.get(code, "")) > LONGEST_BODY:
            faults.append(Fault("too_long", code))
        wrong = placeholders.unknown(bodies.get(code, ""))
        faults += [Fault("unknown_placeholder", code, said) for said in wrong]
    if faults:
        raise TemplateFaulty(tuple(faults))
    return Words(
        titles=titles, bodies={code: placeholders.canonical(said) for code, said in bodies.items()},
        purpose=words.purpose, unit_id=words.unit_id, service_id=words.service_id, owner_id=words.owner_id,
        review_on=words.review_on, key=words.key,
    )  # fmt: skip


def _free_key(words: Words) -> str:
    key = slug(words.key or next(iter(words.titles.values())), or_else="template")
    taken = set(ReplyTemplate.objects.filter(key__startswith=key).values_list("key", flat=True))
    number = 1
    found = key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found
