"""Columns headed in people's own words go to their fields, or to none."""

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from own_words import Own, leave_out, sheets

from pipeline import forms
from pipeline.model import Cell, Sheet
from pipeline.reading.columns import assignment, completing, kinds, matching, wordings
from pipeline.reading.columns.matching import How

FORMS = {form.kind: form for form in forms.ALL}
TABLES = [own for own in sheets() if own.kind != "details"]
GOLDEN = Path(__file__).parent / "matching.txt"


def barred(words: str) -> bool:
    return any(each in words.casefold() for each in ("internal", "private", "just for us"))


def sheet(*rows: str, name: str = "Sheet1") -> Sheet:
    cells = [
        Cell(row, column, text.strip(), text.strip())
        for row, line in enumerate(rows, start=1)
        for column, text in enumerate(line.split("|"), start=1)
        if text.strip()
    ]
    return Sheet("own.csv", name, tuple(cells))


def matched(kind: str, *rows: str, header: int = 1) -> dict[str, str]:
    columns = matching.columns_of(sheet(*rows), header)
    return {
        each.heading: each.field for each in matching.match(FORMS[kind], columns, barred=barred)
    }


def completed(*rows: str) -> tuple[dict[str, int], dict[int, str]]:
    table = kinds.table(sheet(*rows))
    assert table
    whole, _ = completing.complete_table(table, barred=barred)
    return dict(whole.columns), dict(whole.unknown)


# The assignment


def test_the_best_assignment_is_the_best_of_all():
    dice = np.random.default_rng(7)
    for _ in range(200):
        rows = int(dice.integers(1, 5))
        gains = np.round(dice.normal(size=(rows, int(dice.integers(rows, 7)))), 2)
        places = assignment.best(gains)
        ways = itertools.permutations(range(gains.shape[1]), rows)
        assert len(set(places)) == rows
        assert assignment.worth(gains, places) == pytest.approx(
            max(assignment.worth(gains, way) for way in ways)
        )


def test_a_margin_is_what_the_second_best_way_lacks():
    gains = np.array([[1.0, 0.8, 0.0], [0.9, 0.1, 0.0]])
    places = assignment.best(gains)
    assert places == (1, 0)
    assert assignment.margins(gains, places) == pytest.approx((0.6, 0.6))


# Headings


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("partners", "POC", "contact"),
        ("partners", "Their win", "we_offer"),
        ("partners", "Who we're talking about", "organization"),
        ("ideas", "Note (as written)", "text"),
        ("ideas", "Heading on wall", "title"),
        ("ideas", "# dots", "votes"),
        ("actions", "did it happen if...", "measure"),
        ("actions", "Resp.", "lead_person"),
        ("actions", "¿Para cuándo?", "due"),
        ("commitments", "Me comprometo a", "commitment"),
    ],
)
def test_an_everyday_wording_is_known_word_for_word(kind, heading, field):
    assert [each.field for each in wordings.known(kind, heading) if each.listed] == [field]


def test_a_number_sign_makes_another_heading():
    assert wordings.known("ideas", "Card #")[0].field == "id"
    assert not any(each.field == "id" for each in wordings.known("ideas", "Note"))
    assert wordings.known("actions", "Action #")[0].field == "id"
    assert wordings.known("actions", "Action")[0].field == "step"


def test_the_lists_name_only_kinds_and_fields_that_there_are():
    for name in ("everyday", "weak"):
        for kind, fields in wordings.fields(name).items():
            assert {*fields} <= {column.name for column in FORMS[kind].columns}


def test_no_everyday_wording_of_one_field_is_known_for_another_but_by_what_the_cells_hold():
    unclear = {
        (kind, key)
        for kind in wordings.fields("everyday")
        for key, known in wordings._index(kind).items()
        if len({each.field for each in known if each.listed and not each.weak}) > 1
    }
    assert unclear == set()


def test_slips_and_abbreviations_are_near():
    names = ["organization", "email", "phone"]
    near = wordings.nearness("partners", ["Organizaton", "eml", "Mood"], names)
    assert near[0].argmax() == 0
    assert near[0, 0] > 0.85
    assert near[1].argmax() == 1
    assert near[1, 1] >= wordings.SHORTENED
    assert near[2].max() < 0.6
    assert wordings._in_letters("partners", ["Orgtion"]).max() == 0  # too long for an abbreviation


# What the cells hold, and where they stand


def test_contents_tell_what_no_heading_says():
    rows = ("Partner org|Q1|Q2|Our ask", "Cooper Library|a@x.example|555-0100|A room on Tuesdays",
            "Delta Tech|b@x.example|555-0101|An evening lab", "Hope Dental|c@x.example|555-0102|Two students")  # fmt: skip
    assert matched("partners", *rows) == {
        "Partner org": "organization", "Q1": "email", "Q2": "phone", "Our ask": "ask",
    }  # fmt: skip


def test_a_banner_says_whose_columns_they_are():
    rows = ("||Them|Us", "Org|Contact|Brings|Brings", "Cooper Library|Ana Doe|Rooms|Learners",
            "Delta Tech|Ben Roe|A lab|Full classes", "Hope Dental|Cy Poe|Chairs|Students")  # fmt: skip
    columns = matching.columns_of(sheet(*rows), 2)
    found = {each.number: each.field for each in matching.match(forms.PARTNERS, columns, barred=barred)}  # fmt: skip
    assert found == {1: "organization", 2: "contact", 3: "they_bring", 4: "we_offer"}


def test_the_title_of_a_sheet_is_no_banner():
    columns = matching.columns_of(sheet("Our partners", "Org|Contact", "Cooper Library|Ana"), 2)
    assert [column.banner for column in columns] == ["", ""]


def test_a_source_stands_right_of_its_number():
    rows = ("Org|Contact|Stat|Whence", "Cooper Library|Ana Doe|38 seats|yearly report",
            "Delta Tech|Ben Roe|62% finish|fact book", "Hope Dental|Cy Poe|112 openings|their site")  # fmt: skip
    with_left = matching.plan(forms.PARTNERS, matching.columns_of(sheet(*rows), 1), barred=barred)
    apart = [line.split("|") for line in rows]
    moved = ["|".join([line[3], *line[:3]]) for line in apart]
    alone = matching.plan(forms.PARTNERS, matching.columns_of(sheet(*moved), 1), barred=barred)
    assert with_left
    assert alone
    at = with_left.names.index("evidence_source")
    gained = with_left.gains[3, at] - alone.gains[0, at]
    assert gained == pytest.approx(matching.LEFT)


def test_a_private_column_goes_to_no_field():
    rows = (
        "Org|Our ask (internal)|Contact",
        "Cooper Library|never again|Ana",
        "Delta Tech|slow|Ben",
    )
    assert matched("partners", *rows) == {"Org": "organization", "Contact": "contact"}


def test_do_not_contact_and_clear_to_print_are_known_by_words_alone():
    rows = ("Org|Contact|Please avoid them", "Cooper Library|Ana|x", "Delta Tech|Ben|x", "Elm|Cy|x")
    assert "do_not_contact" not in matched("partners", *rows).values()


# Tables whose kind is known


def test_a_known_table_is_given_the_columns_of_other_words():
    columns, unknown = completed(
        "Action step|Lead|Who else|Proof|Mood",
        "Visit each other|Ana Doe|Ben, Cy|six visits|good",
        "Share the data|Ben Roe|Dee|report sent|fair",
        "Hold a breakfast|Cy Poe|Eli|20 employers came|good",
    )
    assert columns == {"step": 1, "lead_person": 2, "partners": 3, "measure": 4}
    assert unknown == {5: "Mood"}


def test_remarks_beside_cards_are_no_cards():
    columns, unknown = completed(
        "group|question_no|individual_postits|type|comment",
        "a|1|Bus passes in the first week|lived|",
        "a|1|Evening hours at the front desk|lived|",
        "b|1|One intake form for all of us|imagined|hard to read",
        "b|1|Shared calendar of orientations|imagined|",
        "c|1|Child care on site|lived|",
    )
    assert columns["text"] == 3
    assert columns["note"] == 5
    assert unknown == {2: "question_no"}


def test_a_flag_called_action_is_no_step():
    rows = (
        "title|Year|Action|Drama",
        "Rain on Tin|1984|0|1",
        "Harbor Chase|1999|1|0",
        "North|2001|1|1",
    )
    table = kinds.table(sheet(*rows))
    assert table
    assert "step" in table.columns
    whole, matches = completing.complete_table(table, barred=barred)
    assert "step" not in whole.columns
    assert not kinds.complete(whole)
    assert matches == ()


def test_cards_under_the_heading_card_are_the_ideas():
    columns, _ = completed(
        "Card|Column|Title", "One intake form|A|One door", "Warm handoff by phone|A|", "A desk for adult ed|B|Share space"
    )  # fmt: skip
    assert columns == {"text": 1, "mark": 2, "title": 3}


def test_an_optional_column_keeps_its_heading_whatever_it_holds():
    columns, _ = completed(
        "Action step|Lead|Status",
        "Visit|Ana Doe|waiting for the county to call us back about it",
        "Share|Ben Roe|we spoke with the clinic and the college at length",
    )
    assert columns["status"] == 3


def test_a_private_column_is_taken_out_of_a_known_table():
    columns, unknown = completed(
        "Organization|Contact|Our ask|Notes (internal)",
        "Cooper Library|Ana|A room|slow to pay",
        "Delta Tech|Ben|A lab|bad history",
    )
    assert 4 not in columns.values()
    assert unknown == {4: "Notes (internal)"}


def test_a_review_workbook_stays_as_it_was_written():
    table = kinds.table(sheet("Idea|From|Remark", "One form|a.xlsx A2|ask", "One door|a.xlsx A3|"))
    assert table
    assert completing.complete_table(table, barred=barred) == (table, ())


# How good it is: docs/models.md


def outcome(own: Own) -> Iterator[tuple[str, str, matching.Match | None]]:
    columns = matching.columns_of(own.sheet, own.header)
    found = {each.number: each for each in matching.match(FORMS[own.kind], columns, barred=barred)}
    for column in columns:
        yield column.heading, own.fields[column.number], found.get(column.number)


def lines(own: Own) -> Iterator[str]:
    yield f"{own.kind} · {own.sheet.name}"
    for heading, right, found in outcome(own):
        what = f"{found.field} by {found.how.name.lower()}, {found.margin:.2f}" if found else "none"
        wrong = "" if (found.field if found else "") == right else f"  not {right or 'none'}"
        yield f"  {heading}: {what}{wrong}"


@pytest.fixture(scope="module")
def both_ways() -> str:
    found = ["# with the lists, then with the sheet's own words taken out of them"]
    for own in TABLES:
        found += lines(own)
        with pytest.MonkeyPatch.context() as patch:
            leave_out(patch, own)
            found += list(lines(own))[1:]
    return "\n".join(found) + "\n"


def test_each_column_goes_where_it_went_before(both_ways, request):
    if request.config.getoption("--bless"):
        GOLDEN.write_text(both_ways, "utf-8")
    assert both_ways == GOLDEN.read_text("utf-8")


def test_all_columns_of_the_sheets_we_have_are_right_with_the_lists():
    wrong = [
        (own.sheet.name, heading, found)
        for own in TABLES
        for heading, right, found in outcome(own)
        if (found.field if found else "") != right
    ]
    assert wrong == []


def test_without_their_own_words_four_in_five_are_right_and_hardly_one_is_wrong():
    counts: Counter[str] = Counter()
    widest = 0.0
    for own in TABLES:
        with pytest.MonkeyPatch.context() as patch:
            leave_out(patch, own)
            for _, right, found in outcome(own):
                field = found.field if found else ""
                counts["right" if field == right else "wrong" if field else "left"] += 1
                if found and found.how is not How.KNOWN and field != right:
                    widest = max(widest, found.margin)
    many = counts["right"] + counts["wrong"] + counts["left"]
    assert counts["right"] >= 0.8 * many
    assert counts["wrong"] <= 0.04 * many
    assert widest < matching.WIDE < widest + 0.05  # as low as it may be


# Questions


@pytest.mark.parametrize(
    "heading",
    [
        "What is the official name of your course?",
        "At what school?",
        "Which county are you from?",
        "How many people do you serve?",
        "What is your role?",
        "Your organization",
        "¿Dónde vive?",
    ],
)
def test_a_question_for_a_fact_gives_no_cards(heading):
    rows = (f"Timestamp|{heading}", "1|Nursing assistant evening course", "2|Bridge math for health jobs", "3|Medical terms in plain words")  # fmt: skip
    column = matching.columns_of(sheet(*rows), 1)[1]
    assert not matching.fits("ideas", "text", column)


@pytest.mark.parametrize(
    "heading",
    ["What made it hard to teach?", "What would help most?", "What does your organization need from partners?", "Ideas", "What should partners do more often?"],
)  # fmt: skip
def test_a_question_for_what_people_think_gives_cards(heading):
    rows = (f"Timestamp|{heading}", "1|Students lost the bus at nine", "2|Nobody had calculators at home", "3|The rooms changed each week")  # fmt: skip
    column = matching.columns_of(sheet(*rows), 1)[1]
    assert matching.fits("ideas", "text", column)
