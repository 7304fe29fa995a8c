"""Sheets headed in people's own words are recognised, and sheets of other work are not."""

from collections.abc import Sequence
from functools import lru_cache

import other_sheets
import pytest
from own_words import leave_out, sheets

from pipeline import reading
from pipeline.model import Cell, Sheet
from pipeline.reading.columns import content, detail_labels, matching, recognising
from pipeline.reading.columns.content import Content
from pipeline.reading.columns.recognising import Recognised

OWN = list(sheets())


def barred(words: str) -> bool:
    return "internal" in words.casefold()


def look(sheet: Sheet) -> Recognised | None:
    return recognising.recognise(sheet, barred=barred) or detail_labels.recognise(
        sheet, barred=barred
    )


def sheet(*rows: str, name: str = "Sheet1") -> Sheet:
    cells = [
        Cell(row, column, text.strip(), text.strip())
        for row, line in enumerate(rows, start=1)
        for column, text in enumerate(line.split("|"), start=1)
        if text.strip()
    ]
    return Sheet("own.csv", name, tuple(cells))


@lru_cache
def seems(at: int) -> Recognised | None:
    return look(OWN[at].sheet)


@pytest.mark.parametrize(
    "at", range(len(OWN)), ids=lambda at: f"{OWN[at].kind} {OWN[at].sheet.name}"
)
def test_a_sheet_in_own_words_is_recognised_and_its_headings_found(at):
    own, found = OWN[at], seems(at)
    assert found
    assert (found.form.kind, found.header) == (own.kind, own.header)
    fields = {each.number: each.field for each in found.matches}
    assert fields == {number: field for number, field in own.fields.items() if field}


def test_most_of_them_say_what_they_are():
    told = [own for at, own in enumerate(OWN) if (found := seems(at)) and found.told]
    assert len(told) >= 25


def test_half_of_the_sheets_are_recognised_without_any_of_their_words_in_the_lists():
    right: list[tuple[str, Recognised]] = []
    wrong: list[tuple[str, Recognised]] = []
    tables = [own for own in OWN if own.kind != "details"]
    for own in tables:
        with pytest.MonkeyPatch.context() as patch:
            leave_out(patch, own)
            found = recognising.recognise(own.sheet, barred=barred)
        if found:
            (right if found.form.kind == own.kind else wrong).append((own.sheet.name, found))
    assert len(right) >= len(tables) / 2
    assert len(wrong) <= 0.06 * len(tables), wrong
    assert not any(found.told for _, found in wrong)


def test_sheets_of_other_work_are_never_told_and_hardly_ever_asked_about():
    every = [(subject, look(other)) for subject, other in other_sheets.all_of_them()]
    claimed = [(subject, found) for subject, found in every if found]
    assert len(every) >= 100
    assert [each for each in claimed if each[1].told] == []
    assert len(claimed) <= 0.02 * len(every)


def test_the_guard_against_other_work_is_not_only_a_list_of_words(monkeypatch):
    monkeypatch.setattr(recognising, "_elsewhere", lambda _column: False)
    some = [other for _, other in other_sheets.all_of_them()][::2]
    claimed = [other.name for other in some if recognising.recognise(other, barred=barred)]
    assert len(claimed) <= 0.06 * len(some)


@pytest.mark.parametrize(
    "rows",
    [
        ("Time|What we are doing|Who|Stuff needed", "8:30|Coffee|Ray|tags", "9:00|Welcome|Dee|", "9:20|Wall|Dee|cards"),
        ("Name|From|Email|Here?", "Ana Doe|Alder|a@x.example|x", "Ben Roe|Birch|b@x.example|x", "Cy Poe|Elm|c@x.example|"),
        ("When|What happened|Who|Felt like", "1998|The mill closed|all|fear", "2004|First class|Ann|hope", "2011|Grant lost|us|down"),
        ("Vendor|State|Item|Paid", "Alder Print|Ohio|Name tags|True", "Elm Paper|Utah|Vans|False", "Fir|Iowa|Chairs|True"),
        ("title|Year|Action|Drama", "Rain on Tin|1984|0|1", "Harbor Chase|1999|1|0", "North|2001|1|1"),
        ("First name|Last name|Organization|Job title|Email", "Ana|Doe|Alder Bank|Manager|a@x.example", "Ben|Roe|Birch College|Dean|b@x.example"),
        ("Guest|Side|Table|Notes", "Ana Doe|bride|1|no nuts", "Ben Roe|groom|2|", "Cy Poe|bride|1|wheelchair"),
        ("Strengths|Weaknesses|Opportunities", "Good staff|Old building|New plant", "Central|Few hands|A grant"),
    ],
)  # fmt: skip
def test_agendas_sign_ins_histories_orders_and_films_are_none_of_ours(rows):
    assert look(sheet(*rows)) is None


def test_only_sheets_with_records_are_recognised():
    assert look(sheet("What|Lead?|Due by", "Visit the clinic|Ana|May")) is None


def test_a_partner_list_needs_more_than_addresses():
    rows = (
        "Company|Contact|Phone|Email",
        "Alder Print|Ana Doe|555-0101|a@x.example",
        "Elm Paper|Ben Roe|555-0102|b@x.example",
    )
    assert look(sheet(*rows)) is None
    asks = (
        "Company|Contact|Phone|What we ask",
        "Alder Print|Ana Doe|555-0101|Two shifts",
        "Elm Paper|Ben Roe|555-0102|A tour",
    )
    found = look(sheet(*asks))
    assert found
    assert found.told


def test_a_private_column_is_none_of_a_recognised_sheet():
    rows = (
        "Org|POC|Our ask|Their win (internal)",
        "Cooper Library|Ana Doe|A room|slow",
        "Delta Tech|Ben Roe|A lab|bad",
    )
    found = look(sheet(*rows))
    assert found
    assert {each.number for each in found.matches} == {1, 2, 3}


def test_under_field_and_value_one_known_label_is_enough():
    found = look(sheet("Field|Value", "Workshop|Alder Day", "Weather|sunny"))
    assert found
    assert (found.form.kind, found.header, found.told) == ("details", 1, True)
    assert [(each.number, each.field) for each in found.matches] == [(2, "title")]
    assert look(sheet("Label|Other", "Workshop|Alder Day", "Weather|sunny")) is None


def test_an_invoice_has_a_date_and_a_contact_and_is_no_sheet_of_details():
    rows = (
        "Invoice no.|A117",
        "Date|2026-03-01",
        "Contact|Ana Doe",
        "Email|a@x.example",
        "Phone|555-0101",
    )
    assert look(sheet(*rows)) is None


def test_headings_stand_in_a_wide_row_of_short_words_with_records_below():
    table = (
        "Org|POC|Our ask|Stat|Source",
        "Cooper Library|Ana|A room|38 seats|report",
        "Delta Tech|Ben|A lab|62%|book",
    )
    assert list(recognising._headers(sheet(*table))) == [1]
    assert list(recognising._headers(sheet("Facilitator|Dana", *table))) == [2]
    long = "Our organization, which " + "and ".join(["is named here "] * 6)
    assert list(recognising._headers(sheet(f"{long}|POC|a|b|c", *table))) == [2]
    many = [f"Org|POC|{number}" for number in range(6)]
    assert len(list(recognising._headers(sheet(*many, "a|b|c", "d|e|f")))) == recognising.MOST_TRIED


def test_half_of_the_columns_need_a_field():
    known = ("Action step|Lead|By when", "Visit the clinic|Ana|May", "Share the data|Ben|June")
    strange = "Zeal|Ohm|Yarn|Ebb"
    rows = [
        f"{known[0]}|{strange}",
        *(f"{row}|so it is|as ever|not so|we say" for row in known[1:]),
    ]
    assert look(sheet(*known))
    assert look(sheet(*rows)) is None


def test_a_sheet_of_details_is_narrow_and_short():
    rows = ("Workshop|Alder Day", "Date held|May 1", "Hosted by|Alder Works", "Where we met|hall")
    assert look(sheet(*rows))
    assert look(sheet(*rows, "a|b|c|d")) is None
    assert look(sheet("Workshop|Alder Day", "Sky|blue")) is None
    assert look(sheet(*rows, *(f"Line {number}|so" for number in range(100)))) is None


STEPS = "Draft the flyer", "Meet the transit board", "Train ten mentors", "Share one phone line"
PEOPLE = "Ana", "Dana", "Joel", "Kit"
HELD = {
    "#": "1234",
    "Who": PEOPLE,
    "Lead": PEOPLE,
    "Agency": ("Alder Bank", "Birch College", "Elm Clinic", "Fir Works"),
    "Pints": "3185",
    "Miles": ("12", "7", "140", "33"),
    "Budget": ("$200", "$50", "$900", "$10"),
    "By when": ("12/4/2026", "mid-Jan", "Q1", "asap"),
    "Due": ("12/4/2026", "mid-Jan", "Q1", "asap"),
}


@pytest.mark.parametrize(
    ("heads", "read"),
    [
        ("What|Who|By when|Risk", True),
        ("Action|Lead|Due|Budget", True),
        ("#|What|Who|By when|Done?|Depends on", True),
        ("Step|Agency|Due|Discussion", True),
        ("What|Who|By when|Pints", True),
        ("What|Who|By when|Pints|Miles", False),
        ("What|Who|By when|Risk|Mitigation", False),
        ("What|Who|Risk", False),
        ("What|By when|Risk", False),
    ],
)
def test_a_plan_may_have_one_column_of_other_work(heads: str, read: bool) -> None:
    rows = (
        "|".join(HELD.get(head, STEPS)[row] for head in heads.split("|"))
        for row in range(len(STEPS))
    )
    (found,) = reading.look([sheet(heads, *rows)])[0].readings

    assert (found.kind == "actions") is read


CRM = (
    ("Account Name", "Primary Contact", "Title", "Email", "Relationship Stage", "Last Contacted", "What we'd ask"),
    ("Lakeshore Chamber", "Bo Ferris", "Director", "bo@x.example", "Warm", "9/1/2026", "host two kiosks in June"),
    ("Loon Casino", "Dale Redhawk", "Manager", "dale@x.example", "Cold", "9/8/2026", "share the night shuttle"),
    ("School District 118", "Petra Lind", "Coordinator", "petra@x.example", "Active", "10/2/2026", "give credit"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("days", "read"), [("Last Contacted", True), ("Mailing Zip", True), ("Invoiced", False)]
)
def test_a_list_of_partners_may_keep_when_they_were_called(days: str, read: bool) -> None:
    heads = [days if head == "Last Contacted" else head for head in CRM[0]]
    (found,) = reading.look([sheet(*map("|".join, (heads, *CRM[1:])))])[0].readings

    assert (found.kind == "partners") is read


@pytest.mark.parametrize("more", [0, 1])
def test_what_columns_hold_is_not_looked_at_where_most_of_them_can_have_no_place(
    more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def of(cells: Sequence[Cell], rows: int) -> Content:
        looked.append(rows)
        return content.of(cells, rows)

    monkeypatch.setattr(matching, "of", of)
    columns = int(recognising.MOST_COLUMNS) + more
    heads = " | ".join(f"Heading {at}" for at in range(columns))
    rows = [" | ".join(f"words {row} of {at}" for at in range(columns)) for row in range(3)]

    assert look(sheet(heads, *rows)) is None
    assert len(looked) == (0 if more else columns)
