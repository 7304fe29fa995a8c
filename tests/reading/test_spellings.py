"""Two spellings of one organization are asked about; two organizations are not."""

from typing import Any

import pytest

from pipeline import reading


def notices(sheet: Any, *names: str) -> list[str]:
    rows = ((name, "employer") for name in names)
    workshop = reading.understand([sheet("Partners", ("Organization", "Type"), *rows)])
    return [str(each) for each in workshop.notices if "spelled otherwise" in each.message]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Heron Lake Medical Center", "Heron Lake Medical Ctr."),
        ("Dept. of Family Rides", "Department of Family Rides"),
        ("Quill Staffing", "Quill Staffing, Inc."),
        ("Juniper Clinic", "Juniper Clinci"),
        ("Tamarack Valley Works", "TVW"),
        ("Tern County Human Services", "Tern Co. Human Services"),
        ("Department of Ferry Rides", "DFR"),
        ("Office of Ferries", "OOF"),
    ],
)
def test_two_spellings_of_one_organization_are_asked_about(
    sheet: Any, name: str, other: str
) -> None:
    (notice,) = notices(sheet, name, other)

    assert notice == (
        f"workshop.xlsx!Partners!A3: “{other}” may be “{name}” in workshop.xlsx!Partners!A2, "
        "spelled otherwise: both are kept as two organizations.\n"
        "  If they are one, spell both the same."
    )


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("North Heron Clinic", "South Heron Clinic"),
        ("District 1 Schools", "District 2 Schools"),
        ("Heron Bank", "Heron Lake Bank"),
        ("Heron Lake Clinic", "HERON-LAKE CLINIC"),  # one spelling, as names compare
        ("Eastside Clinic", "Eastlake Clinic"),
        ("Tern County Works", "Tern Creek Works"),
        ("Heron Co.", "Heron County"),
        ("Heron Lake", "HL"),
    ],
)
def test_two_organizations_are_not(sheet: Any, name: str, other: str) -> None:
    assert notices(sheet, name, other) == []


def test_the_leads_of_steps_are_asked_about_too(sheet: Any) -> None:
    partners = sheet("Partners", ("Organization", "Type"), ("Quill Medical Center", "employer"))
    steps = sheet(
        "Actions", ("Action step", "Lead organization"), ("Buy a van", "Quill Med Center")
    )

    workshop = reading.understand([partners, steps])

    assert [str(each.place) for each in workshop.notices if "may be" in each.message] == [
        "workshop.xlsx!Actions!B2"
    ]


def test_the_letters_typed_beside_a_name_are_no_question(sheet: Any) -> None:
    partners = sheet(
        "Partners",
        ("Organization", "Short name"),
        ("Quill Basin College", "QBC"),
        ("Moss Works", ""),
    )
    steps = sheet(
        "Actions", ("Action step", "Lead organization"), ("Buy a van", "QBC"), ("Sell it", "MoW")
    )

    workshop = reading.understand([partners, steps])

    assert [str(each.acronym) for each in workshop.partners] == ["QBC", ""]
    assert not [each for each in workshop.notices if "may be" in each.message]
