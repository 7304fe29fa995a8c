"""Records of a table or a JSON file: values as Excel holds them, faults told, nothing lost unsaid."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from made import first_sheet
from openpyxl import Workbook
from openpyxl.styles import Font

from pipeline import filling
from pipeline import words as lists
from pipeline.model import Typed, TypedValue
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place
from pipeline.records import Records, objects

Reads = Callable[..., Records]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """Read rows as the records of a workbook; `change` does what else is to be done to its sheet."""

    def read(*rows: tuple[object, ...], change: Callable[[Any], None] = lambda _: None) -> Records:
        book = Workbook()
        sheet = first_sheet(book)
        sheet.title = "People"
        for row in rows:
            sheet.append(list(row))
        change(sheet)
        book.save(tmp_path / "people.xlsx")
        return filling.data_of(tmp_path / "people.xlsx", None)

    return read


@pytest.fixture
def of_text(tmp_path: Path) -> Callable[[str], Records]:
    """Read a text as the records of a CSV file."""

    def read(text: str) -> Records:
        (tmp_path / "people.csv").write_text(text, encoding="utf-8")
        return filling.data_of(tmp_path / "people.csv", None)

    return read


@pytest.fixture
def of_json(tmp_path: Path) -> Callable[[object], Records]:
    """Read a value as the records of a JSON file."""

    def read(value: object) -> Records:
        (tmp_path / "people.json").write_text(json.dumps(value), encoding="utf-8")
        return filling.data_of(tmp_path / "people.json", None)

    return read


def messages(found: Records) -> list[str]:
    return [f"{each.place}: {each.message}" for each in found.notices]


def test_a_cell_prints_as_excel_shows_it_and_counts_as_what_excel_holds(reads: Reads) -> None:
    def formats(sheet: Any) -> None:
        sheet["B2"].number_format, sheet["D2"].number_format = "#,##0", "0%"

    row = ("Ana", 1200, date(2026, 3, 4), 0.25, True, time(9, 30))
    found = reads(("Name", "Seats", "Visit", "Share", "Member", "At"), row, change=formats)

    [(where, record)] = found
    assert where == "people.xlsx!People row 2"
    assert {name: str(each) for name, each in record.items()} == {
        "name": "Ana", "seats": "1,200", "visit": "2026-03-04", "share": "25%", "member": "TRUE",
        "at": "9:30:00",
    }  # fmt: skip
    assert [each.value for each in record.values() if isinstance(each, TypedValue)] == [
        1200, date(2026, 3, 4), 0.25, True, time(9, 30),
    ]  # fmt: skip
    assert record["seats"].place == Place("people.xlsx", "People", "B2")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("5", 5), ("-3", -3), ("1.50", 1.5), ("0", 0), ("2026-03-04", date(2026, 3, 4)),
        ("02134", None), ("555-0100", None), ("1,200", None), ("5 seats", None), ("1e3", None),
        ("4/11/2026", None), ("1234567890123456", None), ("2026-02-30", None), ("-", None),
    ],
)  # fmt: skip
def test_a_text_is_a_number_or_a_day_only_where_it_can_be_no_other(
    words: str, value: object, of_text: Callable[[str], Records]
) -> None:
    [(_, record)] = of_text(f'Field,Name\n"{words}",Ana\n')

    assert record["field"] == words
    assert getattr(record["field"], "value", None) == value


def test_a_value_compares_as_what_it_is_and_with_a_text_as_its_words() -> None:
    place = Place("a.xlsx", "S", "B2")
    nine, ten = TypedValue("9", place, 9), TypedValue("10.0", place, 10)
    day = TypedValue("3/4/26", place, datetime(2026, 3, 4, 9, 30))  # noqa: DTZ001 - a cell knows no zone

    assert nine < ten
    assert ten > 9
    assert (nine <= 9, nine >= 10, ten == 10, ten != 10) == (True, False, True, False)
    assert ten == "10.0"
    assert ten != "10"
    assert nine != Typed("9.0", place)
    assert TypedValue("x", place, 9) == nine
    assert day > "2026-03-03"
    assert day == date(2026, 3, 4)
    assert (bool(TypedValue("0", place, 0)), bool(TypedValue("No", place, value=False))) == (
        False,
        False,
    )
    assert list(range(3))[TypedValue("2", place, 2)] == 2
    assert TypedValue(" 2 ", place, 2).bare().value == 2
    with pytest.raises(TypeError):
        assert nine < "10"
    with pytest.raises(TypeError):
        range(TypedValue("1.5", place, 1.5))


@pytest.mark.parametrize(
    ("yes", "no"),
    [("Yes", "no"), ("Sí", "No"), ("oui", "NON"), ("Sim", "Não"), ("ja", "nein"), ("TRUE", "False"), ("✔", "✗")],
)  # fmt: skip
def test_a_column_of_yes_and_no_is_true_or_false_in_many_languages(
    yes: str, no: str, of_text: Callable[[str], Records], of_json: Callable[[object], Records]
) -> None:
    table = of_text(f"Name,Member\nAna,{yes}\nBen,{no}\nCy,\n")
    listed = of_json([{"member": yes}, {"member": no}, {"member": ""}])

    for found in (table, listed):
        assert [bool(record["member"]) for _, record in found] == [True, False, False]
        assert [str(record["member"]) for _, record in found] == [yes, no, ""]
        assert found.truths["member",].no == (no,)


def test_a_column_with_another_word_stays_text(of_text: Callable[[str], Records]) -> None:
    found = of_text("Name,Member\nAna,Yes\nBen,No\nCy,n/a\n")

    assert not found.truths
    assert [type(record["member"]) for _, record in found] == [Typed, Typed, Typed]


def test_no_word_says_both_yes_and_no() -> None:
    yes = lists.keys_of("yes") | lists.keys_of("checked")
    no = lists.keys_of("no") | lists.keys_of("unchecked") | lists.keys_of("nothing")

    assert not yes & no
    assert lists.answer_in("yes " * 20) is None
    names = ("yes", "no", "checked", "unchecked")
    spelled = [word for name in names for word in lists.words_of(name) if not word.isdecimal()]
    assert all(lists.answer_in(word) is not None for word in spelled)
    assert (lists.answer_in("1"), lists.answer_in("0")) == (None, None)
    assert all(map(lists.says_nothing, ["N/A", "No.", "-", "—", "?", "none", "Keine", "TBD"]))
    assert not any(map(lists.says_nothing, ["Nora", "✓", "Yes", "5", "none of them"]))


def test_numbers_among_yes_and_no_count_as_what_they_are(
    of_text: Callable[[str], Records],
) -> None:
    mixed = of_text("Name,Member\nAna,Yes\nBen,0\nCy,1\n")
    numbers = of_text("Name,Seats\nAna,1\nBen,0\n")

    assert [bool(record["member"]) for _, record in mixed] == [True, False, True]
    assert mixed.truths["member",].no == ()
    assert [record["seats"].value for _, record in numbers] == [1, 0]
    assert not numbers.truths


def test_yes_and_no_are_found_in_lists_of_records_too(of_json: Callable[[object], Records]) -> None:
    found = of_json({"rows": [{"signed": "No"}, {"signed": "yes"}], "note": "No news"})

    [(_, record)] = found
    assert found.single
    assert [bool(row["signed"]) for row in record["rows"]] == [False, True]
    assert record["rows"][0]["signed"].place == Place("people.json", "", "rows[].signed")
    assert not isinstance(record["note"], TypedValue)
    assert record["note"].place == Place("people.json", "", "note")


def test_errors_and_formulas_without_a_result_are_faults_of_their_field(reads: Reads) -> None:
    found = reads(
        ("Name", "Org", "Seats"),
        ("=VLOOKUP(A9,B:C,2,0)", "Acorn", "#DIV/0!"),
        ("#N/A", "Birch", 3),
    )

    assert {name: [str(each) for each in faults] for name, faults in found.faults.items()} == {
        "name": [
            (
                "people.xlsx!People!A2: It holds a formula without a saved result.\n"
                "  Open the workbook in Excel, save it, and try again."
            ),
            "people.xlsx!People!A3: It shows the error #N/A.\n  Mend or clear the cell.",
        ],
        "seats": ["people.xlsx!People!C2: It shows the error #DIV/0!.\n  Mend or clear the cell."],
    }


@pytest.mark.parametrize("words", ["#REF!", "#n/a", "=VLOOKUP(A2,B:C,2,0)", "=IF(A1,1)", "#####"])
def test_what_a_spreadsheet_wrote_in_place_of_a_value_is_a_fault_as_text_too(
    words: str, of_text: Callable[[str], Records], of_json: Callable[[object], Records]
) -> None:
    assert list(of_text(f'Name,Org\nAna,"{words}"\n').faults) == ["org"]
    [fault] = of_json([{"org": "Acorn"}, {"org": words}]).faults["org"]
    assert fault.place == Place("people.json", "record 2", "org")


@pytest.mark.parametrize("words", ["#1 choice", "= equal =", "=)", "N/A"])
def test_words_that_only_begin_like_one_are_words(
    words: str, of_text: Callable[[str], Records]
) -> None:
    assert not of_text(f'Name,Org\nAna,"{words}"\n').faults


@pytest.mark.parametrize(("letters", "said"), [(200_000, []), (200_001, ["org"])])
def test_a_text_of_seventy_pages_is_printed_a_longer_one_is_a_fault_of_its_field(
    letters: int,
    said: list[str],
    of_text: Callable[[str], Records],
    of_json: Callable[[object], Records],
) -> None:
    assert list(of_text(f"Name,Org\nAna,{'x' * letters}\n").faults) == said
    assert list(of_json([{"org": "x" * letters}]).faults) == said


def test_a_merged_cell_counts_for_each_of_its_rows(reads: Reads) -> None:
    found = reads(
        ("Org", "Name"), ("Acorn", "Ana"), (None, "Ben"), (None, None), ("Birch", "Cy"),
        change=lambda sheet: sheet.merge_cells("A2:A4"),
    )  # fmt: skip

    assert [(str(r["org"]), str(r["name"])) for _, r in found] == [
        ("Acorn", "Ana"), ("Acorn", "Ben"), ("Birch", "Cy"),
    ]  # fmt: skip
    assert found[1][1]["org"].place.cell == "A2"
    assert messages(found) == [
        "people.xlsx!People!A2: The merged cell A2:A4 counts for each of its 3 rows."
    ]


def test_hidden_rows_hidden_sheets_and_struck_cells_are_said(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = first_sheet(book)
    for row in (("Name", "Org"), ("Ana", "Acorn"), ("Ben", "Birch"), ("Cy", "Cedar")):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet["A4"].font = Font(strike=True)
    book.create_sheet("Old").append(["Name"])
    book["Old"].sheet_state = "hidden"
    other = book.create_sheet("Other")
    other.append(["Word"])
    other.row_dimensions[1].hidden = True
    book.save(tmp_path / "hid.xlsx")

    found = filling.data_of(tmp_path / "hid.xlsx", "Sheet")

    assert messages(found) == [
        "hid.xlsx!Sheet: Row 3 is hidden; what it holds was read.",
        "hid.xlsx!Old: The sheet is hidden and was not read: 1 cells.",
        "hid.xlsx!Sheet: Struck through, and read all the same: A4.",
    ]


def test_a_hidden_sheet_that_is_asked_for_is_said_to_be_hidden(tmp_path: Path) -> None:
    book = Workbook()
    first_sheet(book).append(["Name"])
    book.create_sheet("Old").append(["Name"])
    book["Old"].sheet_state = "hidden"
    book.save(tmp_path / "hid.xlsx")

    with pytest.raises(InputRefused, match="No sheet “Old” to read") as refused:
        filling.data_of(tmp_path / "hid.xlsx", "Old")

    assert "The sheet is hidden and was not read" in str(refused.value)


def test_the_foot_of_a_report_is_no_record(of_text: Callable[[str], Records]) -> None:
    table = "Name,Org\nAna,Acorn\nBen,\n"

    found = of_text(f"{table},\n,\nConfidential,\n,\nGenerated By: Pat Roe,\n")
    whole = of_text(f"{table}Cy,\n\nDee,Dogwood\n")
    single = of_text("Name\nAna\n\nBen\n")

    assert [str(record["name"]) for _, record in found] == ["Ana", "Ben"]
    assert messages(found) == [
        (
            "people.csv!people: Rows 6 to 8 are left out, as the foot of a report: after a blank row, "
            "with one cell each (“Confidential”)."
        )
    ]
    assert [str(record["name"]) for _, record in whole] == ["Ana", "Ben", "Cy", "Dee"]
    assert [str(record["name"]) for _, record in single] == ["Ana", "Ben"]


def test_a_line_that_adds_up_the_others_is_no_record(of_text: Callable[[str], Records]) -> None:
    found = of_text("Name,Seats\nAna,2\nBen,3\nTotal,5\n,\nPage 1,\n")

    assert [str(record["name"]) for _, record in found] == ["Ana", "Ben"]
    assert messages(found)[1] == (
        "people.csv!people: Row 4 is left out, as a line that adds up the others."
    )
    assert len(of_text("Name,Seats\nTotal,5\n")) == 1


def test_a_title_above_the_headings_is_left_out_and_said(
    reads: Reads, of_text: Callable[[str], Records]
) -> None:
    merged = reads(
        ("Partners",), ("Name", "Org"), ("Ana", "Acorn"),
        change=lambda sheet: sheet.merge_cells("A1:B1"),
    )  # fmt: skip
    apart = of_text("Partners,\nMay 2026,\n,\nName,Org\nAna,Acorn\n")
    many = of_text("Partners,,\nName,Org,Fax\nAna,Acorn,1\n")
    first = of_text("Name,\nAna,Acorn\n")
    single = of_text("Name\nAna\n")

    assert [each.fields for each in (merged, apart, many, first, single)] == [
        ("name", "org"), ("name", "org"), ("name", "org", "fax"), ("name",), ("name",),
    ]  # fmt: skip
    assert [where for where, _ in apart] == ["people.csv!people row 5"]
    assert messages(apart) == [
        (
            "people.csv!people: The headings are taken from row 4; what stands above them is left "
            "out, as titles: “Partners”, “May 2026”."
        )
    ]


def test_a_heading_that_no_tag_can_name_is_passed_over_and_said(
    of_text: Callable[[str], Records],
) -> None:
    found = of_text("#,Name,%\n1,Ana,5\n")

    assert found.fields == ("name",)
    assert messages(found) == [
        (
            "people.csv!people: The headings “#” (A1), “%” (C1) hold no letter and no digit, so that no "
            "tag can name their columns: they are passed over."
        )
    ]


def test_two_headings_of_one_name_are_a_fault_of_that_field(
    of_text: Callable[[str], Records],
) -> None:
    found = of_text("Org,Due date,Due-date,Org\nAcorn,a,b,Birch\n")

    assert [str(each) for faults in found.faults.values() for each in faults] == [
        ("people.csv!people!C1: The headings “Due-date” and “Due date” (B1) are both due_date in a template.\n"
        "  Give each column a name of its own."),
        ("people.csv!people!D1: The heading “Org” stands in A1 already.\n"
        "  Give each column a name of its own."),
    ]  # fmt: skip


def test_a_cell_without_a_heading_is_said(of_text: Callable[[str], Records]) -> None:
    found = of_text("Name,\nAna,stray\n")

    assert found.fields == ("name",)
    assert messages(found) == [
        "people.csv!people!B2: This cell has no heading above it, so that no tag can print it."
    ]


def test_an_accent_typed_in_two_ways_makes_one_name(of_text: Callable[[str], Records]) -> None:
    assert of_text("Re\u0301gion\nNord\n").fields == ("r\u00e9gion",)


def test_what_is_no_object_in_a_list_is_named_by_its_number(
    of_json: Callable[[object], Records],
) -> None:
    with pytest.raises(InputRefused) as refused:
        of_json([{"who": "Ana"}, 7, {"who": "Kim"}, ["Lee"]])

    assert [str(each.place) for each in refused.value.problems] == [
        "people.json!record 2",
        "people.json!record 4",
    ]
    with pytest.raises(InputRefused, match="Expected one object"):
        of_json("Ana")
    with pytest.raises(InputRefused, match="There is no record"):
        of_json([])


@pytest.mark.parametrize(("count", "more"), [(10, ""), (11, ", …")])
def test_ten_struck_cells_are_named(tmp_path: Path, count: int, more: str) -> None:
    book = Workbook()
    sheet = first_sheet(book)
    sheet.append(["Name", "Organization"])
    for number in range(count):
        sheet.append([f"Person {number}", "House"])
        sheet.cell(number + 2, 1).font = Font(strike=True)
    book.save(tmp_path / "people.xlsx")

    said = " ".join(messages(filling.data_of(tmp_path / "people.xlsx", None)))

    assert f"A2, A3, A4, A5, A6, A7, A8, A9, A10, A11{more}." in said


@pytest.mark.parametrize("over", [0, 1])
def test_a_json_file_larger_than_it_may_be_is_refused_with_what_is_too_much(
    of_json: Callable[[object], Records], monkeypatch: pytest.MonkeyPatch, over: int
) -> None:
    monkeypatch.setattr(objects, "MOST_FIELDS", 3)
    monkeypatch.setattr(objects, "MOST_HELD", 4)
    monkeypatch.setattr(objects, "DEEPEST", 5)
    deep: object = "x"
    for _ in range(3 + over):
        deep = [deep]
    for record, told in (
        ({"a": dict.fromkeys("bcde"[: 3 + over], 1)}, "4 fields in one object; 3 are read at most"),
        ({"a": ["x"] * (4 + over)}, "record 2: It holds more than 4 texts and numbers"),
        ({"a": [1, 2.5, None, True, "x"][: 4 + over]}, "record 2: It holds more than 4 texts"),
        ({"a": {"b": deep}}, "nested too deep"),
    ):
        if not over:
            assert len(of_json([{}, record])) == 2
            continue
        with pytest.raises(PipelineError, match=told):
            of_json([{}, record])


@pytest.mark.parametrize(
    "written", ['{"org": 1, "name": "a", "name": "b"}', '[{"rows": [{"name": "a", "name": "a"}]}]']
)
def test_a_name_that_stands_twice_in_an_object_is_refused(written: str, tmp_path: Path) -> None:
    (tmp_path / "twice.json").write_text(written, encoding="utf-8")

    with pytest.raises(InputRefused, match=r"twice\.json: “name” stands twice in one object"):
        filling.data_of(tmp_path / "twice.json", None)


def test_a_json_file_of_too_many_bytes_or_digits_is_refused(
    of_json: Callable[[object], Records], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "digits.json").write_text(f'{{"name": {"9" * 5_000}}}', encoding="utf-8")
    with pytest.raises(InputRefused, match="A number in this JSON has thousands of digits"):
        filling.data_of(tmp_path / "digits.json", None)
    monkeypatch.setattr(objects, "LARGEST", 14)
    assert of_json({"name": "An"})
    with pytest.raises(LimitReached, match="It is too large: more than 0 MB"):
        of_json({"name": "Ann"})
