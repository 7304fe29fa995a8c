"""Records typed as blocks of lines, each a label and what it says."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.model import Workshop
from pipeline.reading import mapping
from pipeline.reading.columns import turning
from pipeline.reading.layouts import blocks

TWO = (
    ("Organization:", "Alder Mill Library"),
    ("Contact:", "Ines Vole"),
    ("Email:", "ines@aldermill.example"),
    ("What they bring:", "Rooms after six"),
    (),
    ("Organization:", "Brook Street Clinic"),
    ("Contact:", "Tom Garnet"),
    ("What they bring:", "A nurse at intake"),
)


def in_one_cell(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(" ".join(row),) if row else () for row in rows]


def partners(workshop: Workshop) -> list[tuple[str, ...]]:
    return [
        (str(p.organization), str(p.contact), str(p.email), str(p.they_bring))
        for p in workshop.partners
    ]


BOTH = [
    ("Alder Mill Library", "Ines Vole", "ines@aldermill.example", "Rooms after six"),
    ("Brook Street Clinic", "Tom Garnet", "", "A nurse at intake"),
]


@pytest.mark.parametrize("way", ["labels beside", "no blank rows", "no colons", "in one cell"])
def test_partners_are_read_block_by_block(sheet: Any, way: str) -> None:
    rows: list[tuple[str, ...]] = list(TWO)
    if way == "no blank rows":
        rows = [row for row in rows if row]
    elif way == "no colons":
        rows = [(row[0].rstrip(":"), row[1]) if row else () for row in rows]
    elif way == "in one cell":
        rows = in_one_cell(*rows)

    workshop = reading.understand([sheet("Sheet1", *rows)])

    assert partners(workshop) == BOTH
    assert workshop.readings[0].cells_used == workshop.readings[0].cells_read
    assert not workshop.readings[0].question
    assert not workshop.ideas


def test_what_a_block_says_is_traced_to_the_cell_it_was_typed_in(sheet: Any) -> None:
    beside, one = (
        reading.understand([sheet("Sheet1", *rows)]).partners[1]
        for rows in (TWO, in_one_cell(*TWO))
    )

    assert [str(each.place.cell) for each in (beside.contact, one.contact)] == ["B7", "A7"]
    assert beside.email.place.sheet == "Sheet1"


def test_a_line_without_a_label_begins_each_block_and_is_asked_about(sheet: Any) -> None:
    rows = in_one_cell(*(row[1:] if row and row[0] == "Organization:" else row for row in TWO))

    (found,) = (workshop := reading.understand([sheet("Sheet1", *rows)])).readings

    assert partners(workshop) == BOTH
    assert "the first line of each as Organization" in found.question


def test_lines_that_only_number_the_blocks_are_no_names(sheet: Any) -> None:
    rows = [("OUR PARTNERS",), ("Partner 1",), *TWO[:4], ("Partner 2",), *TWO[5:]]

    workshop = reading.understand([sheet("Sheet1", *rows)])

    assert partners(workshop) == BOTH
    left = workshop.readings[0].left_out
    assert [cell.text for cell in left.cells] == ["OUR PARTNERS", "Partner 1", "Partner 2"]


def test_a_number_behind_a_label_is_no_part_of_it(sheet: Any) -> None:
    rows = [
        (row[0].replace("Organization:", f"Organization {at}:"), *row[1:]) if row else ()
        for at, row in enumerate(TWO, 1)
    ]

    assert partners(reading.understand([sheet("Sheet1", *rows)])) == BOTH


def test_steps_are_read_block_by_block_and_asked_about(sheet: Any) -> None:
    rows = in_one_cell(
        ("Step:", "Print the sign-up sheets"), ("Who:", "Ines"), ("By when:", "May 4"),
        ("Step:", "Call the bus line"), ("Who:", "Tom"), ("By when:", "May 9"),
    )  # fmt: skip

    workshop = reading.understand([sheet("Sheet1", *rows)])

    assert [(str(a.step), str(a.lead_person)) for a in workshop.actions] == [
        ("Print the sign-up sheets", "Ines"),
        ("Call the bus line", "Tom"),
    ]
    assert "one a block" in workshop.readings[0].question


@pytest.mark.parametrize("one_cell", [True, False])
def test_what_is_internal_in_a_block_stays_in_and_still_holds_a_letter_back(
    sheet: Any, one_cell: bool
) -> None:
    note = ("Internal notes:", "She is leaving: do not contact before May")
    rows: list[tuple[str, ...]] = [*TWO[:4], note, *TWO[4:]]

    workshop = reading.understand([sheet("Sheet1", *(in_one_cell(*rows) if one_cell else rows))])

    assert partners(workshop) == BOTH
    assert [bool(p.do_not_contact.strip()) for p in workshop.partners] == [True, False]
    assert set(map(str, workshop.readings[0].left_out.reasons)) <= {
        str(reading.aside.INTERNAL),
        str(reading.aside.OF_ITSELF),
    }
    assert not any("leaving" in str(value) for p in workshop.partners for value in _words(p))


def _words(partner: Any) -> list[str]:
    return [str(getattr(partner, name)) for name in partner.__slots__]


def test_what_stands_in_no_block_is_left_out_with_its_reason(sheet: Any) -> None:
    rows = [
        *TWO[:3], ("", "or at the desk"), ("What they bring:", "Rooms after six", "ask first"),
        ("Contact:", "Una Heron"), ("Phone",), *TWO[4:],
    ]  # fmt: skip

    found = reading.understand([sheet("Sheet1", *rows)]).readings[0]

    reasons = zip((c.text for c in found.left_out.cells), found.left_out.reasons, strict=True)
    assert dict(reasons) == {
        "or at the desk": turning.NO_LABEL,
        "ask first": turning.BESIDE,
        "Una Heron": turning.TWICE,
        "Phone": turning.NO_LABEL,
    }


def test_a_label_with_nothing_beside_it_is_an_empty_field(sheet: Any) -> None:
    rows = [*TWO[:5], *TWO[5:7], ("Email",), TWO[7]]

    workshop = reading.understand([sheet("Sheet1", *rows)])

    assert workshop.readings[0].cells_used == workshop.readings[0].cells_read
    assert str(workshop.partners[1].email.place.cell) == "B8"


def test_a_yes_is_kept_and_not_asked_again(sheet: Any, say_yes: Any) -> None:
    rows = in_one_cell(*(row[1:] if row and row[0] == "Organization:" else row for row in TWO))
    found = sheet("Sheet1", *rows)

    asked, workshop = say_yes(found)

    assert asked.question
    assert partners(workshop) == BOTH
    assert not workshop.readings[0].question


def test_a_mapping_file_that_asks_for_blocks_where_there_are_none_is_told_so(sheet: Any) -> None:
    said = b'[[sheet]]\nname = "Sheet1"\nkind = "partners"\nlayout = "blocks of labels"\n'
    wanted, _ = mapping.parse(said, "workshop.mapping.toml")

    _, problems = reading.look([sheet("Sheet1", ("One", "Two"), ("Three", "Four"))], wanted)

    assert [str(each.message) for each in problems] == [
        "No labels come again here, block after block."
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("Workshop:", "Heron day"), ("Contact:", "Ines"), ("Place:", "Library"), ("Date:", "May 3")),
        (("Rides", "Share one van"), ("Rides", "Mend the bus"), ("Care", "Train two sitters"), ("Care", "Pay the sitter")),
        (("Date: May 3",), ("Present: Ines, Tom",), ("We met at noon",), ("Date: May 10",), ("Present: Una",), ("We met late",)),
    ],
)  # fmt: skip
def test_other_sheets_with_colons_are_no_blocks(sheet: Any, rows: Any) -> None:
    assert blocks.claim(sheet("Sheet1", *rows)) is None


# ── each number, from both sides ─────────────────────────────────────────────────────────────


def test_two_blocks_and_two_labels_that_come_again_are_the_least(sheet: Any) -> None:
    assert turning.turned(sheet("Sheet1", *TWO))
    assert turning.turned(sheet("Sheet1", *TWO[:4])) is None
    assert turning.turned(sheet("Sheet1", TWO[0], TWO[1], TWO[5], TWO[6]))
    assert turning.turned(sheet("Sheet1", TWO[0], TWO[1], TWO[5], ("Phone:", "1"))) is None


def test_six_labelled_lines_in_ten_have_a_label_that_comes_again(sheet: Any) -> None:
    def found(others: int) -> bool:
        more = [(f"Remark {'abcdef'[at]}:", "said") for at in range(others)]
        twice = [*TWO[:2], *TWO[5:7], *TWO[:2], *TWO[5:7]]
        return turning.turned(sheet("Sheet1", *twice, *more)) is not None

    assert found(5)
    assert not found(6)


def test_a_label_has_forty_letters_at_most(sheet: Any) -> None:
    def labels(long: int, *, one_cell: bool) -> bool:
        label = "x" * long
        rows = [
            (f"{label}:", "this"),
            ("Contact:", "Ines"),
            (f"{label}:", "that"),
            ("Contact:", "Tom"),
        ]
        found = turning.turned(sheet("Sheet1", *(in_one_cell(*rows) if one_cell else rows)))
        return found is not None and not found.headless

    assert labels(40, one_cell=True)
    assert not labels(41, one_cell=True)
    assert labels(40, one_cell=False)
    assert not labels(41, one_cell=False)


def test_a_label_comes_again_among_the_first_lines_or_nobody_reads_on(
    sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lines, read in ((6, True), (4, False)):  # the second block begins in the fifth of its lines
        monkeypatch.setattr(turning, "LOOKED_AT", lines)
        assert (turning.turned(sheet("Sheet1", *TWO)) is not None) is read
