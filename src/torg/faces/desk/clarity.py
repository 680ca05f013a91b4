"""What the clear-language check found, under names that the reader of the desk understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from torg.language.clear import ClearReport, Finding

NAMES = {
    "long_sentence": _("Long sentence"),
    "long_paragraph": _("Long paragraph"),
    "passive": _("Nobody does it"),
    "nobody": _("Speaks to nobody"),
    "noun_disease": _("A noun in place of a verb"),
    "participle": _("Stiff word"),
    "officialese": _("Officialese"),
    "abbreviation": _("Abbreviation"),
    "unexplained": _("Letters that are not explained"),
    "law_first": _("The law before the message"),
    "no_you": _("Never says “you”"),
    "no_we": _("Never says “we”"),
    "other_standard": _("Another written language"),
    "placeholder": _("Not filled in"),
    "vague_time": _("No date"),
    "no_next_step": _("The next step is missing"),
    "no_date": _("The date is missing"),
    "no_contact": _("Whom to ask is missing"),
}
LONGEST_SAID = 80


def findings_named(report: ClearReport | None) -> list[tuple[str, str, str]]:
    """(name, what stands there, what to write) of each finding, in reading order; none without a report."""
    return [(name_of(one), said_of(one), one.suggestion) for one in report.findings] if report else []


def name_of(finding: Finding) -> str:
    """What is the matter, under a name that the reader of the desk understands."""
    return str(NAMES[finding.code])


def said_of(finding: Finding) -> str:
    """The words it is about, cut when they are many."""
    line = " ".join(finding.said.split())
    return line if len(line) <= LONGEST_SAID else f"{line[:LONGEST_SAID].rstrip()} …"
