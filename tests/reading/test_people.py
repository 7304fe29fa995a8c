"""Details, partners, action steps and commitments are read field by field, blanks left blank."""

from datetime import date
from typing import Any

import pytest

from pipeline import reading


def test_an_action_step_keeps_its_parts_and_its_cell(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Actions",
                (
                    "step_id",
                    "action_step",
                    "partners",
                    "from_idea_ids",
                    "start",
                    "due",
                    "mou_practice",
                ),
                (
                    "A1",
                    "Meet monthly",
                    "P05; Clinic, North\nP07",
                    "B02,B06",
                    date(2026, 2, 1),
                    "Q2",
                    "meetings;data",
                ),
            )
        ]
    )

    (action,) = workshop.actions
    assert (action.id, action.step, str(action.step.place)) == (
        "A1",
        "Meet monthly",
        "workshop.xlsx!Actions!B2",
    )
    assert [str(each) for each in action.partners] == ["P05", "Clinic, North", "P07"]
    assert [str(each) for each in action.ideas] == ["B02", "B06"]
    assert action.ideas[1].place == action.ideas[0].place
    assert (action.start.words, action.start.day) == ("February 1, 2026", date(2026, 2, 1))
    assert (action.due.words, action.due.day) == ("Q2", None)
    assert (action.measure, action.lead_person) == ("", "")


@pytest.mark.parametrize(
    ("lead", "organization", "person", "leads"),
    [
        ("Clinic North", "", "", "Clinic North"),
        ("CN", "", "", "CN"),
        ("clinic  north", "", "", "clinic  north"),
        ("Priya S.", "", "Priya S.", ""),
        ("Clinic North", "Mill College", "Clinic North", "Mill College"),
        ("Clinic North; Priya S.", "", "Clinic North; Priya S.", ""),
        ("Priya S. (Clinic North)", "", "Priya S.", "Clinic North"),
        ("Priya S., CN", "", "Priya S.", "CN"),
        ("Priya S. - Clinic North", "", "Priya S.", "Clinic North"),
        ("Priya S. (nights)", "", "Priya S. (nights)", ""),
        ("CN (Clinic North)", "", "CN (Clinic North)", ""),
        ("Priya S. (Clinic North)", "Mill College", "Priya S. (Clinic North)", "Mill College"),
        ("", "", "", ""),
    ],
)
def test_a_partner_that_is_named_as_lead_is_the_lead_organization(
    sheet: Any, lead: str, organization: str, person: str, leads: str
) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Actions",
                ("Action step", "Lead person", "Lead organization"),
                ("Meet monthly", lead, organization),
            ),
            sheet("Partners", ("Organization", "Acronym"), ("Clinic North", "CN")),
        ]
    )
    (action,) = workshop.actions
    assert (action.lead_person, action.lead_organization) == (person, leads)
    if leads and not organization:
        assert str(action.lead_organization.place) == "workshop.xlsx!Actions!B2"


def test_records_without_an_id_are_called_by_their_cell(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet("Actions", ("Action step", "Lead"), ("Meet monthly", ""), ("", "Priya S.")),
            sheet("Partners", ("Organization", "Ask"), ("Clinic North", "")),
        ]
    )

    assert [(action.id, action.step) for action in workshop.actions] == [
        ("A2", "Meet monthly"),
        ("A3", ""),
    ]
    assert workshop.partners[0].id == "A2"


def test_a_commitment_without_a_name_or_without_words_is_kept(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Commitments",
                ("name", "organization", "commitment", "by_when"),
                ("", "Clinic North", "Share our calendar", ""),
                ("Priya S.", "", "", "Friday"),
            )
        ]
    )

    assert [(each.name, each.commitment, each.by_when.words) for each in workshop.commitments] == [
        ("", "Share our calendar", ""),
        ("Priya S.", "", "Friday"),
    ]


PROMISED = [
    ("Okafor Tooling", "Host two tours a month", "March 1", "$4,000 in kind"),
    ("Second Start", "Refer 20 people", None, None),
    ("Elm Creek College", "Run the boot camp", "Spring", "$18,500, asked for"),
]


@pytest.mark.parametrize(
    ("name", "heads", "asks"),
    [
        ("Promises", ("Partner", "We will…", "By when", "$ or in kind"), False),
        ("Sheet1", ("Partner organization", "Our commitment", "Deadline", "Worth"), False),
        ("Sheet1", ("Partner", "Commitment", "By when", "$ or in kind"), True),
        ("Sheet1", ("Organization", "Commitment", "Due", "$ or in kind"), True),
    ],
)
def test_organizations_promise_as_people_do(
    sheet: Any, name: str, heads: tuple[str, ...], asks: bool
) -> None:
    workshop = reading.understand(
        [sheet("Ideas", ("Idea",), ("Vans",)), sheet(name, heads, *PROMISED)]
    )
    assert [(each.organization, each.commitment) for each in workshop.commitments] == [
        row[:2] for row in PROMISED
    ]
    assert any(each.question for each in workshop.readings) is asks


def test_details_keep_what_stands_beside_a_label_and_say_the_rest(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Details",
                ("Field", "Value", "What it is for"),
                ("Workshop", "Roundtable", "The name of the workshop."),
                ("Weather", "sunny", ""),
                ("Place", "", "Where it was held."),
            )
        ]
    )

    how = workshop.readings[0]
    assert workshop.details.title == "Roundtable"
    assert workshop.details.place == ""
    assert [(problem.place.cell, problem.message) for problem in how.left_out] == [
        ("A1", "A heading."),
        ("B1", "A heading."),
        ("C1", "A heading."),
        ("C2", "Only the cell beside the label is read."),
        ("A3", '"Weather" is no detail that Afterword knows.'),
        ("B3", '"Weather" is no detail that Afterword knows.'),
        ("C4", "Only the cell beside the label is read."),
    ]


def test_a_list_of_fields_is_known_by_its_labels_whatever_the_sheet_is_called(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Sheet1",
                ("Workshop:", "Roundtable"),
                ("Location:", "Library"),
                ("Contact e-mail:", "a@example.org"),
                ("Email", "a@example.org"),
            )
        ]
    )

    assert (workshop.details.place, workshop.details.contact_email) == ("Library", "a@example.org")


@pytest.mark.parametrize(
    ("said", "name", "email", "phone"),
    [
        ("Ana Roe, ana@x.example, 555-0188", "Ana Roe", "ana@x.example", "555-0188"),
        ("Ana Roe - (612) 555-0188", "Ana Roe", "", "(612) 555-0188"),
        ("Ana Roe\nana@x.example", "Ana Roe", "ana@x.example", ""),
        ("Ana Roe, coach, ana@x.example", "Ana Roe, coach, ana@x.example", "", ""),
        ("ana@x.example, 555-0188", "", "ana@x.example", "555-0188"),
        ("Ana Roe, 555-0188, 555-0189", "Ana Roe, 555-0188, 555-0189", "", ""),
        ("Ana Roe, Ben Lee", "Ana Roe, Ben Lee", "", ""),
        ("Ana Roe", "Ana Roe", "", ""),
    ],
)
def test_how_to_reach_our_contact_may_stand_in_the_cell_of_the_name(
    sheet: Any, said: str, name: str, email: str, phone: str
) -> None:
    details = reading.understand([sheet("Details", ("Workshop", "X"), ("Contact", said))]).details
    assert (details.contact, details.contact_email, details.contact_phone) == (name, email, phone)
    for each in filter(None, (details.contact, details.contact_email, details.contact_phone)):
        assert str(each.place) == "workshop.xlsx!Details!B2"


def test_an_email_of_its_own_stays_where_the_name_has_a_number_beside_it(sheet: Any) -> None:
    rows = (("Workshop", "X"), ("Contact", "Ana Roe, 555-0188"), ("Contact e-mail", "a@x.example"))
    details = reading.understand([sheet("Details", *rows)]).details
    found = details.contact, details.contact_email, details.contact_phone
    assert found == ("Ana Roe", "a@x.example", "555-0188")


def test_a_title_nobody_marked_counts_as_agreed(sheet: Any) -> None:
    workshop = reading.understand(
        [
            sheet(
                "Groups",
                ("Group", "Title to print", "Agreed"),
                ("1", "Water for all", ""),
                ("2", "Roads", "no"),
            )
        ]
    )

    assert [(each.mark, each.title, each.agreed) for each in workshop.titles] == [
        ("1", "Water for all", True),
        ("2", "Roads", False),
    ]


@pytest.mark.parametrize("yes", ["yes", "Sí", "Si\u0301", "SI.", "✓", "oui", "ja"])
def test_a_title_is_agreed_in_any_language_that_forms_are_typed_in(sheet: Any, yes: str) -> None:
    rows = [
        ("Group", "Title to print", "Agreed"),
        ("1", "Agua para todos", yes),
        ("2", "Roads", "?"),
    ]

    workshop = reading.understand([sheet("Groups", *rows)])

    assert [each.agreed for each in workshop.titles] == [True, False]


def test_two_steps_with_one_number_are_both_kept_and_it_is_said(sheet: Any) -> None:
    found = sheet(
        "Actions",
        ("Step no.", "Action step"),
        ("S1", "Draft the form"),
        ("s1", "Share the form"),
        ("", "Train staff"),
        ("", "Meet again"),
    )
    workshop = reading.understand([found])

    assert [action.step for action in workshop.actions] == [
        "Draft the form",
        "Share the form",
        "Train staff",
        "Meet again",
    ]
    assert [(notice.place.cell, notice.message) for notice in workshop.notices] == [
        ("A3", "Step s1 stands in A2 already: both are kept.")
    ]


@pytest.mark.parametrize(
    "said", ["5.1, 9.9", "5.1 and 9.9", "5.1; 9.9", "5.1 & 9.9", "5.1\n9.9", "5.1 9.9"]
)
def test_ids_with_a_point_are_told_apart(sheet: Any, said: str) -> None:
    rows = ("Action step", "Answers items"), ("Seat two graduates", said)
    (action,) = reading.understand([sheet("Actions", *rows)]).actions
    assert action.items == ("5.1", "9.9")


def test_a_row_that_only_heads_the_partners_below_it_is_none(sheet: Any) -> None:
    rows = (
        ("Organization", "Ask"),
        ("EMPLOYERS",),
        ("Acorn Bank", "Hire ten"),
        ("SCHOOLS",),
        ("Birch College", "Open a lab"),
        ("Cedar Clinic",),
    )
    loud: dict[str, Any] = {"A2": {"bold": True}, "A4": {"bold": True}}

    workshop = reading.understand([sheet("Partners", *rows, **loud)])

    names = [str(each.organization) for each in workshop.partners]
    assert names == ["Acorn Bank", "Birch College", "Cedar Clinic"]
    assert {p.place.cell for p in workshop.readings[0].left_out} == {"A2", "A4"}


def test_a_line_right_above_the_headings_again_heads_the_steps_below_it(sheet: Any) -> None:
    heads = ("Step", "Lead", "Due")
    rows = (
        ("Goal 1: Money up front",), heads, ("Buy 40 scrub sets", "Elm College", "May"),
        ("Goal 2: Nobody trains alone",), heads, ("Start a group of 12", "Job center", "June"), ("Text",),
    )  # fmt: skip
    workshop = reading.understand([sheet("Action plan", *rows)])

    assert [str(each.step) for each in workshop.actions] == [
        "Buy 40 scrub sets", "Start a group of 12", "Text"
    ]  # fmt: skip
    reasons = {p.place.cell: p.message for p in workshop.readings[0].left_out}
    assert reasons["A4"] == "It heads the rows below it."
    assert reasons["A5"] == "The headings again."


def test_rows_of_which_each_could_head_the_others_are_all_partners(sheet: Any) -> None:
    rows = ("Organization", "Ask"), ("ACORN BANK",), ("BIRCH COLLEGE",)
    loud: dict[str, Any] = {"A2": {"bold": True}, "A3": {"bold": True}}

    workshop = reading.understand([sheet("Partners", *rows, **loud)])

    assert [str(each.organization) for each in workshop.partners] == ["ACORN BANK", "BIRCH COLLEGE"]
