"""Tables are read as spreadsheets write them, every fault is named with row and column, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.catalogue import cells
from torg.catalogue.content import WHAT, Content, sentence
from torg.catalogue.files import Entry, Reading, read_data
from torg.catalogue.kinds import SHARED_FACTS, Part
from torg.catalogue.reading import MOST_BYTES, NoText, decoded, read_file
from torg.catalogue.tables import IN_CELLS, read_table, write_table
from torg.config.demo.content import entries

LAWS, OPENING, LINES = Part("laws", "laws", ""), Part("hours", "opening", ""), Part("words", "lines", "")
GARAGE = (
    "key;unit;topics;nb.title;nb.summary;nb.words\r\n"
    'garage;building;building-and-planning;Bygge garasje;"Når du må søke.\r\n\r\n- Små\r\n- Store";"carport;bod"\r\n'
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", categories=("L", "N", "P", "S", "Zs", "Cc")))
ITEMS = TEXTS.map(str.strip).filter(bool)


def only(reading: Reading) -> Entry:
    assert (reading.faults, [row.faults for row in reading.rows]) == ((), [()])
    return reading.entries[0]


def told(text: str, name: str = "x.csv") -> list[tuple[str, str, str]]:
    reading = read_file(text.encode(), name=name)
    return [(row.where, fault.where, fault.what) for row in reading.rows for fault in row.faults]


@pytest.mark.parametrize("country", ["NO", "DK"])
def test_the_whole_catalogue_comes_back_from_a_table_as_it_was(country: str) -> None:
    pages = entries(country)
    reading = read_file(write_table(pages).encode("utf-8-sig"), name="pages.csv")
    assert (reading.faults, [row.faults for row in reading.rows if row.faults]) == ((), [])
    assert reading.entries == pages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_are_found_out(encoding: str, separator: str) -> None:
    text = GARAGE.replace(";", separator).replace(f"carport{separator}bod", "carport;bod")
    found = only(read_file(text.encode(encoding), name="garage.csv"))
    assert found.content.words["nb"] == {
        "title": "Bygge garasje",
        "summary": "Når du må søke.\n\n- Små\n- Store",
        "words": ("carport", "bod"),
    }
    assert (found.kind, found.unit, found.content.facts) == (
        "service", "building", {"topics": ("building-and-planning",)}
    )  # fmt: skip


def test_a_line_that_tells_the_spreadsheet_the_separator_is_no_row() -> None:
    assert only(read_file(f"sep=;\r\n{GARAGE}".encode(), name="garage.csv")).key == "garage"


def test_every_fault_is_named_with_row_and_column() -> None:
    table = (
        "key,kind,review_months,topics,mandatory,target,nb.title,nb.summary,hours\n"
        'Garage!,service,12,bilding,kanskje,soon,Garasje,"To\nlinjer",\n'
        ",,,,,,,,\n"
        "boat,ship,,,,,Båt,,\n"
        "hall,place,ofte,,,,Hallen,,when we like\n"
        "hall-2,place,,,,,Hallen,,,more\n"
        "dog,,,,,,Hund,,\n"
        "fee,news,,,yes,,Avgift,x,\n"
    )
    assert told(table) == [
        ("row 2 (Garage!)", "key", "not_key"),
        ("row 2 (Garage!)", "mandatory", "not_flag"),
        ("row 2 (Garage!)", "target", "not_span"),
        ("row 2 (Garage!)", "topics.1", "unknown_word"),
        ("row 4 (boat)", "kind", "unknown_word"),
        ("row 5 (hall)", "review_months", "not_number"),
        ("row 5 (hall)", "hours.1", "not_opening"),
        ("row 6 (hall-2)", "column 10", "nameless_cell"),
        ("row 7 (dog)", "nb.summary", "missing"),
        ("row 8 (fee)", "mandatory", "unknown_key"),
        ("row 8 (fee)", "on", "missing"),
    ]


def test_how_to_mend_a_cell_is_said_in_the_words_of_tables() -> None:
    fault = read_file(b"key,nb.title,nb.summary,mandatory\nx,X,x,perhaps\n", name="x.csv").rows[0].faults[0]
    assert sentence(fault, {**WHAT, **IN_CELLS}) == "mandatory: 'perhaps' is neither yes nor no. Write yes or no."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "nb.title;nb.summary\nA;B\n",
            "The first row names no column key. Write the names of the columns there: key, nb.",
        ),
        ("key;nb.titel\nx;X\n", "nb.titel: there is no such column. Did you mean nb.title?"),
        ("key;nb.title;key\nx;X;y\n", "key: this column stands twice. Take one of them away."),
        ('key;nb.title\nx;"X\ny;Y\n', "row 2: The quotation marks from here on do not fit. See to it that each one"),
        ("key;nb.title\n;\n", "The file holds no pages."),
        (" \n", "The file is empty."),
    ],
)
def test_what_is_wrong_with_the_whole_table_is_said(text: str, told: str) -> None:
    faults = read_file(text.encode(), name="x.csv").faults
    assert len(faults) == 1
    assert faults[0].startswith(told)


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x14\0", b"\xd0\xcf\x11\xe0\xa1", b"%PDF-1.7"])
def test_a_file_of_another_program_is_told_from_a_table(raw: bytes) -> None:
    assert read_file(raw, name="pages.csv").faults == (
        "The file is a spreadsheet or a document of another program. Save it as CSV (UTF-8) there.",
    )


def test_what_is_too_large_or_no_text_is_refused() -> None:
    assert read_file(b"x" * (MOST_BYTES + 1), name="x.csv").faults[0].startswith("The file is too large.")
    assert read_file(b"key;nb.title\nx;\x81\x8d\0", name="x.csv").faults[0].startswith("The file is no text")
    many = "key;nb.title\n" + "".join(f"x{n};X\n" for n in range(1_001))
    assert read_file(many.encode(), name="x.csv").faults[0].startswith("The file holds too many pages. At most 1000")
    with pytest.raises(NoText):
        decoded(b"a\0b")


def test_signs_that_no_text_holds_are_faults_and_not_crashes() -> None:
    wrong = {"blocks": [{"key": "x", "nb": {"title": "a\0b", "summary": "x", "body": "\ud800"}}]}
    faults = read_data(wrong).rows[0].faults
    assert [(fault.where, fault.what) for fault in faults] == [("nb.title", "odd_sign"), ("nb.body", "odd_sign")]
    laws = {"services": [{"key": "x", "laws": [{"name": ["no"]}], "nb": {"title": "X", "summary": "x"}}]}
    assert [fault.where for fault in read_data(laws).rows[0].faults] == ["laws.1.name"]


def test_the_second_of_two_rows_with_one_key_is_faulty() -> None:
    assert told("key,kind,nb.title\na,article,A\na,article,B\n") == [("row 3 (a)", "key", "twice")]


def test_a_column_that_is_not_there_leaves_its_part_and_an_empty_cell_empties_it() -> None:
    old = only(read_table(GARAGE))
    there = {"garage": old}
    changed = only(read_table("key;nb.title\ngarage;Garasje\n", there=there))
    assert changed.content.words["nb"] == {**old.content.words["nb"], "title": "Garasje"}
    assert (changed.unit, changed.content.facts) == (old.unit, old.content.facts)
    emptied = only(read_table("key;topics;nb.words\ngarage;;\n", there=there))
    assert emptied.content == Content(
        {"nb": {part: said for part, said in old.content.words["nb"].items() if part != "words"}}
    )
    dropped = read_table("key;nb.title;nb.summary;nb.words;nn.title;nn.summary\ngarage;;;;G;g\n", there=there)
    assert only(dropped).content.languages() == ("nn",)


@pytest.mark.parametrize(
    ("part", "cell", "value"),
    [
        (LINES, "carport | bod", ["carport", "bod"]),
        (LINES, "carport;bod", ["carport", "bod"]),
        (LINES, "carport\nbod; uthus", ["carport", "bod; uthus"]),
        (LINES, "a; b |", ["a; b"]),
        (LINES, r"a\|b | c\\d |", ["a|b", r"c\d"]),
        (LAWS, "Pasloven # § 4 # https://lov.example/#a", [{"name": "Pasloven", "section": "§ 4", "url": "https://lov.example/#a"}]),
        (LAWS, "Pasloven # # https://lov.example", [{"name": "Pasloven", "url": "https://lov.example"}]),
        (Part("ways", "ways", ""), "self_service # https://x.example # mobile # no | phone",
         [{"kind": "self_service", "url": "https://x.example", "mobile": True, "sign_in": False}, {"kind": "phone"}]),
        (OPENING, "mon-fri 9.00 - 15:00 | sat 10:00–14:00",
         [{"days": "mon-fri", "from": "09:00", "to": "15:00"}, {"days": "sat", "from": "10:00", "to": "14:00"}]),
        (Part("chat", "flag", ""), "SANN", True),
        (Part("chat", "flag", ""), "Nej", False),
        (Part("on", "day", ""), "1.3.2026", "2026-03-01"),
        (Part("from", "moment", ""), "01-03-2026 08:00:00", "2026-03-01T08:00"),
        (Part("on", "day", ""), "2026-03-01", "2026-03-01"),
    ],
)  # fmt: skip
def test_a_cell_means_what_people_and_spreadsheets_mean(part: Part, cell: str, value: object) -> None:
    assert cells.read(part, cell) == value


def test_a_table_holds_no_formula_and_is_read_back_without_the_sign_for_that() -> None:
    page = Entry("unit", "u", Content({"nb": {"title": "=SUM(A1)", "body": "- a\n- b"}}, {"phone": "+47 55 00 00 00"}))
    table = write_table([page])
    assert ";'=SUM(A1);" in table
    assert ";'+47 55 00 00 00;" in table
    assert only(read_table(table)) == page


@given(st.lists(ITEMS, min_size=1))
def test_several_texts_in_a_cell_are_found_again(several: list[str]) -> None:
    assert cells.parted(cells.joined(several)) == several


@given(TEXTS.map(str.strip))
def test_a_cell_that_is_kept_from_being_a_formula_means_the_same(said: str) -> None:
    assert cells.meant(cells.shown(said)) == said


@given(
    st.lists(
        st.fixed_dictionaries({"name": ITEMS}, optional={"section": ITEMS, "url": st.just("https://x.example/a#b|c")}),
        min_size=1,
    )
)
def test_laws_in_a_cell_are_found_again(laws: list[dict[str, str]]) -> None:
    assert cells.read(LAWS, cells.written(LAWS, laws)) == laws


def test_an_empty_table_has_the_columns_of_a_kind() -> None:
    head = write_table([], kinds=["service"], languages=["nb", "nn"]).strip().split(";")
    assert head[:4] == ["key", "kind", "unit", "review_months"]
    assert {"ways", "nb.title", "nn.expect", *(part.key for part in SHARED_FACTS)} <= set(head)
