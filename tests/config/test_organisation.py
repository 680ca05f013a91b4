"""`torg units FILE`: units and services from a file; every fault at once, and nothing half done."""

from __future__ import annotations

import re

import pytest

from torg.catalogue.queries import services
from torg.config.organisation import read, store
from torg.config.trouble import Trouble
from torg.people.actions import set_up_unit
from torg.people.models import Unit
from torg.people.queries import units

TOWN = """
[units.roads]
name = "Roads"
parent = "office"
addresses = ["Roads@example.org"]

[units.office]
name = "Service office"
front_line = true
phone = "70 00 00 00"
addresses = ["post@example.org"]

[services.streetlight]
unit = "roads"
title = { nb = "Gatelys", en = "Street light" }
"""


@pytest.mark.django_db
def test_a_file_makes_units_addresses_and_services_whatever_order_they_stand_in() -> None:
    said, faults = read(TOWN)
    assert said is not None, faults
    store(said)
    assert units().front_line.name == "Service office"
    assert units().by_address["roads@example.org"].key == "roads"
    assert services()["streetlight"].title("en") == "Street light"
    assert Unit.objects.get(key="roads").parent == Unit.objects.get(key="office")


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing_and_the_front_line_can_move() -> None:
    moved = TOWN.replace("front_line = true\n", "").replace('name = "Roads"', 'name = "Roads"\nfront_line = true')
    for text in (TOWN, TOWN, moved):
        said, faults = read(text)
        assert said is not None, faults
        store(said)
    assert units().front_line.key == "roads"
    assert Unit.objects.count() == 2


@pytest.mark.django_db
def test_an_address_of_a_unit_the_file_does_not_name_is_told_and_nothing_is_stored() -> None:
    set_up_unit(key="old", name="Old", addresses=["post@example.org"])
    said, faults = read(TOWN, known=frozenset({"old"}))
    assert said is not None, faults
    with pytest.raises(Trouble, match=r"post@example\.org"):
        store(said)
    assert Unit.objects.count() == 1


@pytest.mark.django_db
def test_a_unit_has_a_line_a_place_words_and_hours_of_the_strategy_or_its_own() -> None:
    more = """
line = "second"
place = "Knarvik"
words = ["pothole", "street  light"]
hours = { mon-thu = "09:00-15:00", fri = "09:00-11:00, 12:00-14:00" }
"""
    said, faults = read(TOWN.replace('name = "Roads"', f'name = "Roads"{more}'), hours=frozenset({"main"}))
    assert said is not None, faults
    store(said)
    roads = units().by_key["roads"]
    assert (roads.line, roads.place, roads.words, roads.hours) == ("second", "Knarvik", ("pothole", "street light"), "")
    assert roads.own_hours[0] == (0, "09:00", "15:00")
    assert roads.own_hours[-2:] == ((4, "09:00", "11:00"), (4, "12:00", "14:00"))
    said, faults = read(TOWN.replace('name = "Roads"', 'name = "Roads"\nhours = "main"'), hours=frozenset({"main"}))
    assert said is not None, faults
    store(said)
    assert (units().by_key["roads"].hours, units().by_key["roads"].own_hours) == ("main", ())


FAULTY = {
    "no such line": ("[units.a]\nname='A'\nfront_line=true\nline='fourth'", r"units\.a\.line: .*third"),
    "no such hours": ("[units.a]\nname='A'\nfront_line=true\nhours='mian'", r'units\.a\.hours: .*"main"'),
    "no such day": ("[units.a]\nname='A'\nfront_line=true\nhours={fri-mon='09:00-15:00'}", "such as mon, or mon-fri"),
    "no such time": ("[units.a]\nname='A'\nfront_line=true\nhours={mon='15:00-09:00'}", 'such as "09:00-15:00"'),
    "no words": ("[units.a]\nname='A'\nfront_line=true\nwords='pothole'", r"units\.a\.words: .*list of words"),
    "misspelt key": (
        '[units.a]\nname = "A"\nfront_line = true\nadresses = []', 'units.toml:4, units.a.adresses: .*"addresses"',
    ),
    "misspelt section": ("[unit.a]\nname = 'A'", 'unit: .*"units"'),
    "no name": ("[units.a]\nfront_line = true", "units.toml:1, units.a: name is missing"),
    "no front line": ("[units.a]\nname = 'A'", "No unit is the front line"),
    "two front lines": (
        "[units.a]\nname='A'\nfront_line=true\n[units.b]\nname='B'\nfront_line=true", 'units.b: .*"a" is',
    ),
    "no parent": ("[units.a]\nname='A'\nfront_line=true\nparent='x'", '"x" can not be above it'),
    "a ring": (
        "[units.a]\nname='A'\nfront_line=true\nparent='b'\n[units.b]\nname='B'\nparent='a'", "units.b.parent",
    ),
    "no address": (
        "[units.a]\nname='A'\nfront_line=true\naddresses=['nowhere']", "units.a.addresses: .*list of e-mail",
    ),
    "shared address": (
        "[units.a]\nname='A'\nfront_line=true\naddresses=['x@y.no']\n[units.b]\nname='B'\naddresses=['X@y.no']",
        '"a" has the address x@y.no too',
    ),
    "no such unit": (
        "[units.roads]\nname='A'\nfront_line=true\n[services.s]\nunit='road'\ntitle={nb='S'}",
        'services.s.unit: .*"roads"',
    ),
    "no such language": (
        "[units.a]\nname='A'\nfront_line=true\n[services.s]\nunit='a'\ntitle={no='S'}", r"services\.s\.title\.no",
    ),
    "a bad key": ("[units.'A b']\nname='A'\nfront_line=true", "small letters"),
    "broken TOML": ("[units.a\n", "line 1"),
    "a list for a table": ("units = []", "Write tables"),
    "a number for a name": ("[units.a]\nname = 7\nfront_line = true", "units.a.name: Write a text"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), FAULTY.values(), ids=FAULTY)
def test_each_fault_is_told_with_its_place_and_how_to_mend_it(text: str, told: str) -> None:
    said, faults = read(text, hours=frozenset({"main"}))
    assert said is None
    assert re.search(told, "\n".join(faults)), faults


def test_all_faults_are_told_at_once() -> None:
    _said, faults = read("[units.a]\nnam = 'A'\n[units.b]\nphone = 7\n[servises.c]\n")
    assert len(faults) >= 5
