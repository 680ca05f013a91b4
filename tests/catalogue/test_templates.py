"""Templates: one knowledge, one answer, in every language; nothing that was written is ever lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.town import Town
from torg.catalogue.actions import (
    NotAnEditor,
    TemplateChanged,
    TemplateFaulty,
    Words,
    bring_back,
    change_template,
    make_template,
    note_used,
    restore_template,
    retire_template,
    set_up_template,
)
from torg.catalogue.models import TemplateVersion
from torg.catalogue.queries import fill, history, template, templates_for, templates_listed
from torg.people.actions import set_up_staff
from torg.people.models import Staff

pytestmark = pytest.mark.django_db
NOW = "2026-11-27 10:00"


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def editor(town: Town) -> Staff:
    return set_up_staff(username="editor", name="Eli Ord", role="editor", unit="front")


def words(**rest: object) -> Words:
    said = {"titles": {"nb": "Åpningstider"}, "bodies": {"nb": "Hei {navn}, vi har åpent 9 til 15."}, **rest}
    return Words(**said)  # type: ignore[arg-type]


def test_a_placeholder_may_be_written_in_any_language_and_is_stored_under_its_key(town: Town, editor: Staff) -> None:
    made = make_template(
        words(bodies={"nb": "Hei { Navn }, frist {svarfrist}, {TELEFON}"}), by=editor, now=town.at(NOW)
    )
    found = template(made, language="nb")
    assert found is not None
    assert found.body == "Hei {name}, frist {due}, {phone}"


def test_a_wrong_placeholder_is_refused_when_it_is_saved(town: Town, editor: Staff) -> None:
    with pytest.raises(TemplateFaulty) as refused:
        make_template(words(bodies={"nb": "Hei {fornavn}, {name}, {"}), by=editor, now=town.at(NOW))
    assert [(f.what, f.said) for f in refused.value.faults] == [
        ("unknown_placeholder", "{fornavn}"),
        ("unknown_placeholder", "{"),
    ]


def test_every_language_that_is_begun_has_a_title_and_a_body(town: Town, editor: Staff) -> None:
    with pytest.raises(TemplateFaulty) as refused:
        make_template(words(titles={"nb": "A", "da": "B"}, bodies={"nb": "A", "en": "C"}), by=editor, now=town.at(NOW))
    assert [(f.what, f.language) for f in refused.value.faults] == [("no_body", "da"), ("no_title", "en")]


def test_filling_names_what_is_missing_and_reads_no_value_as_a_placeholder(town: Town, editor: Staff) -> None:
    made = make_template(words(bodies={"nb": "{name} {number} {due}"}), by=editor, now=town.at(NOW))
    found = template(made, language="nb")
    assert found is not None
    filled = fill(found, {"name": "{number}", "number": "12", "due": ""})
    assert (filled.text, filled.missing) == ("{number} 12 {due}", ("due",))


@pytest.mark.parametrize(("asked", "given"), [("nn", "nn"), ("da", "nb"), ("en", "nb"), ("nb", "nb")])
def test_who_has_no_text_in_their_language_gets_the_nearest(town: Town, editor: Staff, asked: str, given: str) -> None:
    both = {"nb": "Hei", "nn": "Hei du"}
    make_template(words(titles=both, bodies=both), by=editor, now=town.at(NOW))
    (found,) = templates_for(unit_id=None, service_id=None, language=asked)
    assert found.language == given


def test_a_units_own_template_comes_before_everybodys_and_is_not_seen_by_another_unit(
    town: Town, editor: Staff
) -> None:
    make_template(words(key="all"), by=editor, now=town.at(NOW))
    make_template(words(key="building", unit_id=town.builder.unit_id), by=editor, now=town.at(NOW))
    ours = templates_for(unit_id=town.builder.unit_id, service_id=None, language="nb")
    assert [one.key for one in ours] == ["building", "all"]
    assert [one.key for one in templates_for(unit_id=town.front.unit_id, service_id=None, language="nb")] == ["all"]


def test_what_is_used_most_comes_first(town: Town, editor: Staff) -> None:
    make_template(words(key="a"), by=editor, now=town.at(NOW))
    used = make_template(words(key="b"), by=editor, now=town.at(NOW))
    note_used(used, now=town.at(NOW))
    assert [(t.key, t.uses) for t in templates_for(unit_id=None, service_id=None, language="nb")] == [
        ("b", 1),
        ("a", 0),
    ]


def test_whoever_answers_reads_templates_and_does_not_write_them(town: Town) -> None:
    with pytest.raises(NotAnEditor):
        make_template(words(), by=town.builder, now=town.at(NOW))


def test_a_correction_keeps_the_original_and_says_who_and_when(town: Town, editor: Staff) -> None:
    made = make_template(words(), by=None, now=town.at(NOW))
    change_template(made, words(bodies={"nb": "Nytt."}), seen=1, by=editor, now=town.at("2026-11-28 10:00"))
    newest, first = history(made)
    assert (newest.what, newest.by, newest.bodies) == ("changed", "Eli Ord", {"nb": "Nytt."})
    assert (first.what, first.bodies) == ("made", {"nb": "Hei {name}, vi har åpent 9 til 15."})


def test_the_database_itself_refuses_to_rewrite_a_version(town: Town, editor: Staff) -> None:
    made = make_template(words(), by=editor, now=town.at(NOW))
    rows = TemplateVersion.objects.filter(template_id=made)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(bodies={})
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


def test_two_editors_at_once_do_not_write_over_each_other(town: Town, editor: Staff) -> None:
    made = make_template(words(), by=editor, now=town.at(NOW))
    change_template(made, words(bodies={"nb": "Første"}), seen=1, by=editor, now=town.at(NOW))
    with pytest.raises(TemplateChanged):
        change_template(made, words(bodies={"nb": "Andre"}), seen=1, by=editor, now=town.at(NOW))


def test_an_earlier_version_comes_back_as_the_newest(town: Town, editor: Staff) -> None:
    made = make_template(words(), by=editor, now=town.at(NOW))
    change_template(made, words(bodies={"nb": "Nytt."}), seen=1, by=editor, now=town.at(NOW))
    bring_back(made, 1, by=editor, now=town.at(NOW))
    found = template(made, language="nb")
    assert found is not None
    assert (found.version, found.body) == (3, "Hei {name}, vi har åpent 9 til 15.")
    assert history(made)[0].brought_back == 1


def test_a_retired_template_is_offered_to_nobody_and_can_be_restored(town: Town, editor: Staff) -> None:
    made = make_template(words(), by=editor, now=town.at(NOW))
    retire_template(made, by=editor, now=town.at(NOW))
    assert templates_for(unit_id=None, service_id=None, language="nb") == []
    assert [one.id for one in templates_listed(language="nb", retired=True)] == [made]
    restore_template(made, by=editor, now=town.at(NOW))
    assert len(templates_for(unit_id=None, service_id=None, language="nb")) == 1
    assert [version.what for version in history(made)] == ["restored", "retired", "made"]


def test_the_list_finds_words_and_what_should_have_been_looked_at(town: Town, editor: Staff) -> None:
    make_template(words(key="old", review_on=date(2026, 1, 1)), by=editor, now=town.at(NOW))
    make_template(words(key="new", titles={"nb": "Søppel"}, review_on=date(2027, 1, 1)), by=editor, now=town.at(NOW))
    assert [one.key for one in templates_listed(language="nb", words="SØPPEL åpent")] == ["new"]
    assert [one.key for one in templates_listed(language="nb", overdue_on=date(2026, 11, 27))] == ["old"]


def test_setting_up_again_never_sets_back_what_an_editor_wrote(town: Town, editor: Staff) -> None:
    assert set_up_template(words(key="hours"), now=town.at(NOW))
    (made,) = templates_listed(language="nb")
    change_template(made.id, words(bodies={"nb": "Våre egne ord."}), seen=1, by=editor, now=town.at(NOW))
    assert not set_up_template(words(key="hours"), now=town.at(NOW))
    found = template(made.id, language="nb")
    assert found is not None
    assert found.body == "Våre egne ord."
