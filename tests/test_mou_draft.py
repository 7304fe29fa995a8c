import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result
from docx.oxml.ns import qn
from made import numbering, saved, style_of

from pipeline import openxml, proof, word
from pipeline.deliverables import mou_clauses, mou_draft
from pipeline.deliverables.mou_draft import Mou, ToComplete
from pipeline.deliverables.mou_one_stop import ELEMENTS
from pipeline.model import (
    Action,
    Details,
    Findings,
    Partner,
    StaffText,
    Typed,
    Wall,
    When,
    Workshop,
)
from pipeline.problems import InputRefused, Place

TEMPLATES = Path(__file__).parent.parent / "templates"
CLAUSES = mou_clauses.read((TEMPLATES / mou_clauses.FILE).read_bytes())
WORDS = StaffText(
    mou_clauses.FILE,
    openxml.tables((TEMPLATES / mou_clauses.FILE).read_bytes(), mou_clauses.FILE),
)


def typed(words: str, cell: str, sheet: str = "Actions") -> Typed:
    return Typed(words, Place("w.xlsx", sheet, cell))


DETAILS = Details(
    title=typed("Larkspur Valley roundtable", "B2", "Details"),
    organization=typed("Tamarack Plains Workforce Council", "B3", "Details"),
    program=typed("Larkspur Valley Health Careers Project", "B4", "Details"),
    contact=typed("Jonah Novak", "B5", "Details"),
    contact_phone=typed("555-0120", "B6", "Details"),
    purpose=typed("Parents start and keep careers in health care", "B7", "Details"),
    mou_term=typed("two years", "B8", "Details"),
    mou_review=When(typed("January 20, 2028", "B9", "Details"), date(2028, 1, 20)),
)
COUNTY = Partner(
    id=typed("P05", "A6", "Partners"),
    organization=typed("Larkspur County Department of Family Support", "B6", "Partners"),
    kind=typed("public agency", "C6", "Partners"),
    subtype=typed("TANF", "D6", "Partners"),
    contact=typed("Marguerite Oyelaran", "E6", "Partners"),
    phone=typed("555-0105", "H6", "Partners"),
)
COLLEGE = Partner(
    id=typed("P07", "A8", "Partners"),
    organization=typed("Ridgewater Community College", "B8", "Partners"),
    kind=typed("", "C8", "Partners"),
    contact=typed("", "E8", "Partners"),
    phone=typed("", "H8", "Partners"),
)
STEP = Action(
    id=typed("A03", "A4"),
    step=typed("Start a log with a two-business-day answer", "C4"),
    lead_person=typed("M. Oyelaran", "D4"),
    lead_organization=typed("Larkspur County Department of Family Support", "E4"),
    partners=(typed("P07", "F4"),),
    resources=typed("Shared spreadsheet", "G4"),
    start=When(typed("February 1, 2027", "H4"), date(2027, 2, 1)),
    due=When(typed("", "I4")),
    measure=typed("Share answered within two days", "J4"),
    practice=(typed("referral", "N4"),),
)


def findings(
    *actions: Action, partners: tuple[Partner, ...] = (COUNTY, COLLEGE), details: Details = DETAILS
) -> Findings:
    workshop = Workshop(details=details, partners=partners, actions=actions)
    return Findings(workshop, Wall(), (), (), date(2026, 11, 23), clauses=CLAUSES, texts=(WORDS,))


def both(*actions: Action, **more: Any) -> tuple[Mou, ToComplete]:
    draft, to_complete = mou_draft.drafts(findings(*actions, **more))
    assert (draft.filename, draft.template) == ("mou-draft.docx", "mou-draft.docx")
    assert to_complete.filename == to_complete.template == "mou-to-complete.docx"
    assert isinstance(draft.context, Mou)
    assert isinstance(to_complete.context, ToComplete)
    return draft.context, to_complete.context


def mou(*actions: Action, **more: object) -> Mou:
    return both(*actions, **more)[0]


@cache
def template(name: str = "mou-draft.docx") -> word.Template:
    return word.Template(TEMPLATES / name, style=TEMPLATES / "house-style.docx")


def printed(context: Mou | ToComplete) -> str:
    """Return the outline of the document, which must pass the proof-reading."""
    name = "mou-draft.docx" if isinstance(context, Mou) else "mou-to-complete.docx"
    content = template(name).render(context)
    assert proof.check(content, name) == ()
    return openxml.outline(content)


def under(heading: str, text: str) -> list[str]:
    rest = text.split(f"{heading}\n")[1].splitlines()
    ends = [n for n, line in enumerate(rest) if line.startswith(("[Heading", "[header"))]
    return rest[: ends[0]]


def headings(context: Mou) -> list[str]:
    found = re.findall(r"\[Heading (\d)\] (.*)", printed(context))
    return [f"{'  ' * (int(level) - 1)}{words}" for level, words in found]


def switched_on(context: Mou) -> list[str]:
    return [each.title for each in (*context.daily, *context.sections)]


def to_complete(context: ToComplete, who: str) -> list[tuple[str, str, str]]:
    found = {each.who: each.rows for each in context.stacks}
    return [(row.clause, row.what, row.cell) for row in found.get(who, ())]


ALL = replace(STEP, practice=(typed("all", "N4"),))


# ── the document ─────────────────────────────────────────────────────────────────────────────


def test_the_templates_mention_what_is_offered_and_nothing_else() -> None:
    for name, context in mou_draft.TEMPLATES.items():
        assert template(name).requires().differences(context) == ()
        assert word.lint(TEMPLATES / name).tags <= 100


def test_parties_and_what_they_do_come_first_and_every_clause_has_a_number() -> None:
    content = template().render(mou(STEP))
    assert headings(mou(STEP)) == [
        "Memorandum of understanding",
        "  Purpose and people served",
        "  The parties",
        "  What we do every day",
        "    Referral and intake",
        "  What each party does",
        "    Tamarack Plains Workforce Council",
        "    Larkspur County Department of Family Support",
        "    Ridgewater Community College",
        "  Term, changes and ending",
        "    Term",
        "    Changes",
        "    Ending it",
        "  Nondiscrimination and accessibility",
        "  Schedule 1. The steps",
        "  Signatures",
    ]
    numbered = [
        (style_of(p).name, numbering(p).ilvl.val, numbering(p).numId.val)
        for p in docx.Document(BytesIO(content)).paragraphs
        if style_of(p).name in ("Heading 2", "Heading 3") and numbering(p) is not None
    ]
    assert len(numbered) == 13
    assert {(style, level) for style, level, _ in numbered} == {("Heading 2", 0), ("Heading 3", 1)}
    assert len({number for *_, number in numbered}) == 1


def test_the_first_line_and_every_page_say_that_it_is_a_draft() -> None:
    content = template().render(mou(STEP))

    assert openxml.text(content).startswith(
        "Draft for discussion and legal review. Not an agreement until signed.\n"
    )
    outline = openxml.outline(content)
    assert (
        "[header 1] [Header] Memorandum of understanding\tDraft for discussion and legal review\n"
        in outline
    )
    assert (
        "[footer 1] [Footer] Not an agreement until signed. Drafted November 23, 2026.\tPage 1 of 1\n"
        in outline
    )
    assert outline.startswith(
        "[property title] Memorandum of understanding (draft): "
        "Tamarack Plains Workforce Council and 2 partners\n"
    )


def test_a_clause_says_what_the_parties_do_with_its_steps_by_id_and_its_blanks_marked() -> None:
    text = printed(mou(STEP))
    found = under("[Heading 3] Referral and intake", text)
    assert found[0].startswith("[Normal] The parties ")
    assert "[Fill in: number of working days]" in found[0]
    assert found[-1].endswith("[Fill in: consent wording]. Step A03 (Schedule 1).")
    content = template().render(mou(STEP))
    runs = [run for p in docx.Document(BytesIO(content)).paragraphs for run in p.runs]
    assert {run.style.name for run in runs if run.text.startswith("[Fill in")} == {"Fill In"}


def test_the_steps_stand_in_a_schedule() -> None:
    assert under("[Heading 2] Schedule 1. The steps", printed(mou(STEP))) == [
        "[row] Step | Lead | With | By | Measure",
        (
            "[row] A03 Start a log with a two-business-day answer | M. Oyelaran; Larkspur County "
            "Department of Family Support | Ridgewater Community College | "
            "[Fill in: due date of step A03] | Share answered within two days"
        ),
    ]


def test_each_party_finds_what_it_leads_and_what_it_takes_part_in() -> None:
    other = replace(STEP, id=typed("A04", "A5"), step=typed("Meet monthly", "C5"), partners=())
    text = printed(mou(STEP, other))
    assert under("[Heading 3] Larkspur County Department of Family Support", text) == [
        "[List Bullet] Leads step A03: Start a log with a two-business-day answer.",
        "[List Bullet] Leads step A04: Meet monthly.",
    ]
    assert under("[Heading 3] Ridgewater Community College", text) == [
        "[List Bullet] Takes part in step A03 (Schedule 1)."
    ]
    assert under("[Heading 3] Tamarack Plains Workforce Council", text) == [
        "[List Bullet] [Fill in: what the party does]"
    ]


def test_no_step_stands_more_than_twice_in_words() -> None:
    many = replace(STEP, partners=(typed("P07", "F4"), typed("Night Owl Clinic", "F4")))
    assert printed(mou(many)).count("Start a log with a two-business-day answer") == 2


def test_every_clause_can_be_printed_and_every_blank_is_listed() -> None:
    everything = replace(
        STEP, lead_person=typed("", "D4"), start=When(), practice=(typed("all", "N4"),)
    )
    unlisted = replace(
        STEP, id=typed("A04", "A5"), partners=(typed("P99", "F5"), typed("Night Owl Clinic", "F5"))
    )

    context, asked = both(everything, unlisted, details=Details())

    assert switched_on(context) == [each.title for each in CLAUSES]
    blanks = set(re.findall(r"\[Fill in: (.*?)\]", printed(context)))
    listed = {row.what for stack in asked.stacks for row in stack.rows}
    assert len(blanks) > 40
    for each in blanks:
        assert any(
            what == each or what.startswith((f"{each} of ", f"{each}:")) for what in listed
        ), each
    for what in listed:
        named = {what, what.partition(" of ")[0], what.partition(":")[0]}
        assert named & blanks, what
    text = printed(asked)
    for stack in asked.stacks:
        for row in stack.rows:
            assert f"[row] {row.clause} | {row.what} | {row.cell}\n" in text


def test_all_parties_sign_in_one_table() -> None:
    assert under("[Heading 2] Signatures", printed(mou(STEP)))[1:] == [
        "[row] Organization | Name and title | Signature | Date",
        "[row] Tamarack Plains Workforce Council | [Fill in: name, title] | Sign here | Date",
        "[row] Larkspur County Department of Family Support | [Fill in: name, title] | Sign here | Date",
        "[row] Ridgewater Community College | [Fill in: name, title] | Sign here | Date",
    ]


def test_who_signs_for_a_partner_stands_in_the_table_and_nobody_is_made_up() -> None:
    signs = replace(COUNTY, mou_signer=typed("Ada Quill, Deputy director", "X6", "Partners"))
    ours = replace(DETAILS, signer=typed("Priya Sandoval", "B9", "Details"))  # of our letters
    draft, to_complete = both(STEP, partners=(signs, COLLEGE), details=ours)
    rows = [line for line in under("Signatures", printed(draft)) if line.startswith("[row]")]

    assert rows[1:] == [
        "[row] Tamarack Plains Workforce Council | [Fill in: name, title] | Sign here | Date",
        "[row] Larkspur County Department of Family Support | Ada Quill, Deputy director | Sign here | Date",
        "[row] Ridgewater Community College | [Fill in: name, title] | Sign here | Date",
    ]
    text = printed(to_complete)
    assert "who signs for Ridgewater Community College" in text
    assert "who signs for Larkspur" not in text


@pytest.mark.parametrize("heading", ["Signer", "Who signs", "Signatory", "Signed by"])
def test_a_signer_on_a_partner_sheet_signs_for_the_partner_and_not_our_letter(
    heading: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "Partners.csv").write_text(
        f"Organization,Contact,Email,Ask,Evidence,{heading}\n"
        'Cedar College,Ana Reyes,ana@cedar.example,Lend one room,3 of 9 rooms are empty,"Bo Lind, Provost"\n'
    )
    (tmp_path / "Actions.csv").write_text(
        "ID,Action step,Lead organization,Due,Status,MOU practice\nA1,Meet every month,Cedar College,2027-01-05,,meetings\n"
    )
    result = run(
        "make", tmp_path, "--yes", "--only", "mou-draft", "--only", "outreach", "--out", tmp_path / "out",
        "--date", "2026-11-04",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    mou_ = openxml.outline((tmp_path / "out" / "mou-draft.docx").read_bytes())
    assert "[row] Cedar College | Bo Lind, Provost | Sign here | Date" in mou_
    (letter,) = (tmp_path / "out" / "outreach").glob("*-letter.docx")
    assert "Bo Lind" not in openxml.outline(letter.read_bytes())


@pytest.mark.parametrize(("number", "schedule"), [(12, False), (13, True)])
def test_more_than_twelve_parties_stand_in_a_schedule(number: int, *, schedule: bool) -> None:
    partners = tuple(
        replace(
            COUNTY,
            id=typed(f"P{n}", f"A{n}", "Partners"),
            organization=typed(f"Partner {n}", f"B{n}", "Partners"),
        )
        for n in range(2, number + 1)
    )
    step = replace(
        STEP,
        partners=tuple(each.organization for each in partners),
        lead_organization=typed("", "E4"),
    )
    text = printed(mou(step, partners=partners))

    assert ("Schedule 2. The parties" in text) is schedule
    assert (f"[Normal] The {number} parties stand in Schedule 2" in text) is schedule
    where = "Schedule 2. The parties" if schedule else "The parties"
    assert sum(line.startswith("[row] Partner ") for line in under(where, text)) == number - 1


def test_the_contents_list_of_a_long_draft_has_the_numbers_of_its_sections() -> None:
    """They stand there before Word has updated the list, so that it agrees with the headings."""
    many = tuple(replace(COUNTY, organization=typed(f"Partner {n}", f"B{n}")) for n in range(2, 90))
    step = replace(STEP, partners=tuple(each.organization for each in many))
    content = template().render(mou(step, partners=many))
    assert proof.check(content, "mou-draft.docx") == ()
    made = docx.Document(BytesIO(content))
    (listed,) = made.element.body.iter(qn("w:sdtContent"))
    entries = ["".join(each.itertext("{*}t")) for each in listed.iter(qn("w:p"))]

    assert entries[:4] == ["Contents", "1. Purpose and people served", "2. The parties", "3. What we do every day"]  # fmt: skip
    assert entries[-2:] == ["Schedule 2. The parties", "Signatures"]


def test_what_called_for_a_clause_stands_in_the_drafter_s_list_only() -> None:
    context, asked = both(
        STEP, replace(STEP, id=typed("A05", "A6"), practice=(typed("All", "N6"),))
    )
    assert [(each.clause, each.steps, each.cues) for each in asked.reasons][:2] == [
        ("Referral and intake", ("A03", "A05"), ("referral", "all")),
        ("Working at one another’s place", ("A05",), ("all",)),
    ]
    assert "[row] Referral and intake | A03, A05 | referral; all\n" in printed(asked)
    for nothing in ("called for", "To complete", "Actions!"):
        assert nothing not in printed(context)


# ── which clauses ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        ("referral", "Referral and intake"),
        ("Co-location", "Working at one another’s place"),
        ("colocation", "Working at one another’s place"),
        ("meetings", "Meetings"),
        ("cross-training", "Learning from one another"),
        ("learning", "Learning from one another"),
        ("shared measures", "Measures and reporting"),
        ("data", "Data and privacy"),
        ("employer", "What employers do"),
        ("resources", "Resources"),
        ("contacts", "Contacts and backups"),
        ("disagreements", "When we disagree"),
    ],
)
def test_a_practice_word_switches_its_clause_on(practice: str, expected: str) -> None:
    assert switched_on(mou(replace(STEP, practice=(typed(practice, "N4"),)))) == [expected]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("Start a referral log with a two-day handoff", ["Referral and intake"]),
        ("Give each coach a desk on site", ["Working at one another’s place"]),
        ("Put a desk at the front of the library", ["Working at one another’s place"]),
        ("Hold a case conference", ["Meetings"]),
        ("Meet with both coaches each Friday", ["Meetings"]),
        ("Meet monthly", ["Meetings"]),
        ("Shadow each other and co-teach", ["Learning from one another"]),
        ("Publish a dashboard", ["Measures and reporting"]),
        ("Agree one release-of-information form", ["Data and privacy"]),
        ("Offer interviews and clinicals", ["What employers do"]),
        ("Find a stipend or in-kind help", ["Resources"]),
        ("Name a backup for every contact", ["Contacts and backups"]),
        ("Settle disputes in two steps", ["When we disagree"]),
        ("Write the newsletter, preferably monthly", []),
    ],
)
def test_without_a_practice_word_the_words_of_the_step_decide(
    step: str, expected: list[str]
) -> None:
    assert switched_on(mou(replace(STEP, step=typed(step, "C4"), practice=()))) == expected


@pytest.mark.parametrize(
    "step",
    [
        "Print a desk guide for coaches",
        "Hand out a desk-guide and a desk aid",
        "Staff the help desk on Mondays",
        "Paint the front desk area",
        "Find jobs that meet the needs of parents",
        "Make sure the class meets the standard",
        "Meet all of the deadlines",
        "Meet w/ the principal about room 4",
        "Meet the new mayor",
        "Open the learning center on Saturdays",
        "Visit the adult learning class",
        "Ask human resources for a poster",
        "Print a resource guide and a resource map",
        "Teach money management",
        "Put up safety measures",
        "Offer a data entry class",
        "Run a mock interview day",
        "Help self-employed parents",
        "Fill in contact hours",
        "Buy a backup generator",
        "Write a press release",
        "Hold a data walk with caseworkers",
        "Print the desk guide for the data walk",
        "Run a wage theft clinic",
        "Do not contact the union until March",
        "Contact each landlord about the ramp",
        "Read aloud at the early learning day",
    ],
)
def test_a_cue_that_means_something_else_switches_nothing_on(step: str) -> None:
    assert switched_on(mou(replace(STEP, step=typed(step, "C4"), practice=()))) == []


def test_a_practice_word_a_person_typed_overrules_the_words_of_the_step() -> None:
    step = replace(
        STEP, step=typed("Hold a meeting about data", "C4"), practice=(typed("referral", "N4"),)
    )

    assert switched_on(mou(step)) == ["Referral and intake"]


def test_a_dropped_step_calls_for_nothing_and_is_still_named() -> None:
    context = mou(replace(STEP, status=typed("Dropped", "K4")))

    assert switched_on(context) == []
    text = printed(context)
    assert "No step of the action plan calls for a clause of daily practice yet." in text
    assert "[Source Note] Steps that call for no clause: A03.\n" in text
    assert [party.name for party in context.parties] == ["Tamarack Plains Workforce Council"]


def test_a_practice_word_no_clause_answers_is_listed() -> None:
    _, asked = both(replace(STEP, practice=(typed("juggling", "N4"),)))

    assert (
        "What we do every day", "a clause for “juggling”, which step A03 asks for", "Actions!N4",
    ) in to_complete(asked, "To type in the workbook")  # fmt: skip


# ── a one-stop MOU ───────────────────────────────────────────────────────────────────────────


def coverage(*actions: Action) -> dict[str, tuple[tuple[str, ...], str]]:
    _, to_complete = mou_draft.drafts(replace(findings(*actions), one_stop=True))
    assert isinstance(to_complete.context, ToComplete)
    text = printed(to_complete.context)
    for each in to_complete.context.coverage:
        where = "; ".join(each.where) or "Nowhere"
        assert f"[row] {each.rule} | {each.words} | {where} | {each.state}\n" in text
    return {
        each.rule.removeprefix("20 CFR "): (each.where, each.state)
        for each in to_complete.context.coverage
    }


def test_a_one_stop_mou_says_which_elements_the_draft_speaks_to() -> None:
    found = coverage(STEP)
    assert len(found) == 12
    assert found["678.500(b)(3)"] == (("Referral and intake",), "Spoken to")
    assert found["678.500(b)(2)"] == ((), "Missing")
    assert found["678.500(b)(6)"] == (("Term",), "Spoken to")
    assert found["678.755(e)"] == ((), "Missing")
    everything = coverage(ALL)
    assert everything["678.500(b)(2)"] == (("Resources",), "Pointer")
    assert everything["678.755(e)"] == (("When we disagree",), "Spoken to")
    assert everything["678.755(d)"] == ((), "Missing")


def test_the_sections_that_speak_to_an_element_stand_in_the_draft() -> None:
    text = printed(mou(ALL))
    for where, _ in coverage(ALL).values():
        for each in where:
            assert re.search(rf"\[Heading [23]\] {each}\n", text), each


def test_each_element_that_a_clause_names_is_one() -> None:
    known = set(ELEMENTS)
    for clause in CLAUSES:
        for each in clause.elements:
            assert each.removesuffix(" pointer") in known, (clause.title, each)


def test_the_draft_itself_and_any_other_mou_say_nothing_of_elements() -> None:
    context, asked = both(ALL)
    assert "CFR" not in printed(context) + printed(asked)


# ── the clauses that staff write ─────────────────────────────────────────────────────────────


def clauses(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        level, _, words = line.rpartition("# ")
        made.add_heading(words, len(level) + 2) if level or line[0] == "#" else made.add_paragraph(
            line
        )
    return saved(made)


def test_staff_change_the_words_of_a_clause_and_add_their_own() -> None:
    found = mou_clauses.read(
        clauses(
            "# For you", "Read this first.", "# Daily practice", "## Rides",
            "Cue words: ride*; van pool", "Not: ride along", "Legal review: who insures",
            "The parties share a van. [Fill in: who insures]", "# More", "## Food",
            "cue words: food", "The parties share a kitchen.",
        )
    )  # fmt: skip
    assert [(each.title, each.daily, each.lines, each.legal) for each in found] == [
        ("Rides", True, ("The parties share a van. [Fill in: who insures]",), ("who insures",)),
        ("Food", False, ("The parties share a kitchen.",), ()),
    ]
    for words, title in (("Rides home", "Rides"), ("Vanpool", "Rides"), ("ride-along day", "")):
        action = replace(STEP, step=typed(words, "C4"), practice=())
        assert "".join(mou_clauses.called(action, found)) == title


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("# Daily practice", "Words"), "No clause stands in it."),
        (("## A", "Words"), "The clause “A” has no cue words."),
        (("## A", "Cue words: a"), "The clause “A” has no words."),
        (("## A", "Cue words: a", "W", "## A", "Cue words: b", "W"), "Two clauses are called “A”."),
    ],
)
def test_a_file_of_clauses_that_cannot_be_used_says_why(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(InputRefused) as refused:
        mou_clauses.read(clauses(*lines))
    assert [each.message for each in refused.value.problems] == [said]


# ── parties and blanks ───────────────────────────────────────────────────────────────────────


def test_the_parties_are_ours_and_those_the_practical_steps_name() -> None:
    stranger = replace(
        COUNTY, id=typed("P09", "A9", "Partners"), organization=typed("Not named", "B9", "Partners")
    )
    step = replace(
        STEP,
        partners=(typed("ridgewater community college", "F4"), typed("Night Owl Clinic", "F4")),
    )

    context = mou(step, partners=(stranger, COUNTY, COLLEGE))

    assert [party.name for party in context.parties] == [
        "Tamarack Plains Workforce Council",
        "Larkspur County Department of Family Support",
        "Ridgewater Community College",
        "Night Owl Clinic",
    ]


def test_where_no_step_calls_for_a_clause_all_that_stand_name_the_parties() -> None:
    """One party makes no memorandum; what another step calls for leaves the rest out, as ever."""
    paint = replace(STEP, step=typed("Paint the hall", "C4"), practice=())
    dropped = replace(paint, id=typed("A9", "A9"), status=typed("dropped", "L9"))

    alone = mou(paint, dropped)

    assert [str(party.name) for party in alone.parties][1:] == [
        str(party.name) for party in mou(STEP).parties
    ][1:]
    assert len(alone.parties) > 1
    assert [step.id for step in alone.steps] == [STEP.id]
    assert mou(STEP, replace(paint, id=typed("A8", "A8"))).others == ("A8",)


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("Ridgewater Community College, Night Owl Clinic", ["Ridgewater Community College", "Night Owl Clinic"]),
        ("P07 / Night Owl Clinic", ["Ridgewater Community College", "Night Owl Clinic"]),
        ("P05, and P07", ["Ridgewater Community College"]),
        ("Family Support, Ridgewater", ["Family Support", "Ridgewater"]),
        ("Family Support, Night Owl", ["Family Support, Night Owl"]),
        ("P05 & Ridgewater Community College", ["Ridgewater Community College"]),
        ("Owl, Hawk and Wren Clinic", ["Owl, Hawk and Wren Clinic"]),
        ("Ridgewater Community College and Thrift Shop", ["Ridgewater Community College and Thrift Shop"]),
        ("all", []),
        ("?", []),
    ],
)  # fmt: skip
def test_one_cell_may_name_several_partners_whom_we_know(cell: str, parties: list[str]) -> None:
    context = mou(replace(STEP, partners=(typed(cell, "F4"),)))

    assert [party.name for party in context.parties] == [
        "Tamarack Plains Workforce Council",
        "Larkspur County Department of Family Support",
        *parties,
    ]


def test_a_name_with_commas_in_it_stays_one_party() -> None:
    services = replace(
        COLLEGE,
        id=typed("P08", "A9", "Partners"),
        organization=typed("Health, Housing, and Work, Inc.", "B9", "Partners"),
    )
    cell = typed("Health, Housing, and Work, Inc., Night Owl Clinic, P07", "F4")

    context = mou(replace(STEP, partners=(cell,)), partners=(COUNTY, COLLEGE, services))

    assert [party.name for party in context.parties][2:] == [
        "Ridgewater Community College",
        "Health, Housing, and Work, Inc.",
        "Night Owl Clinic",
    ]


def test_all_is_no_party_and_is_asked_about() -> None:
    _, asked = both(replace(STEP, partners=(typed("All partners", "F4"),)))

    assert (
        "The parties", "which partners “All partners” means for step A03", "Actions!F4",
    ) in to_complete(asked, "To type in the workbook")  # fmt: skip


def test_our_program_is_no_party_beside_us_and_what_it_leads_is_ours() -> None:
    step = replace(
        STEP, lead_organization=typed("Larkspur Valley Health Careers Project", "E4"), partners=()
    )

    (ours,) = mou(step).parties
    assert (ours.name, [each.id for each in ours.leads]) == (
        "Tamarack Plains Workforce Council", ["A03"],
    )  # fmt: skip


def test_what_is_missing_about_a_party_is_listed_with_its_cell() -> None:
    refused = replace(COUNTY, do_not_contact=typed("yes", "X6", "Partners"))
    step = replace(STEP, partners=(typed("P07", "F4"), typed("P99", "F4")))
    _, asked = both(step, partners=(refused, COLLEGE))

    found = to_complete(asked, "To type in the workbook")
    assert [each[1:] for each in found if each[0] == "The parties"] == [
        ("type of Ridgewater Community College", "Partners!C8"),
        ("contact of Ridgewater Community College", "Partners!E8"),
        ("telephone or email of Ridgewater Community College", "Partners!H8"),
        ("organization of P99: a row in Partners", "Actions!F4"),
        ("type of P99: a row in Partners", "Actions!F4"),
        ("contact of P99: a row in Partners", "Actions!F4"),
        ("telephone or email of P99: a row in Partners", "Actions!F4"),
    ]
    assert (
        "The parties",
        "whether Larkspur County Department of Family Support is a party: nobody is to contact it",
        "Partners!X6",
    ) in to_complete(asked, "All parties")


def test_each_blank_stands_with_the_person_who_may_know() -> None:
    _, asked = both(STEP)
    assert to_complete(asked, "M. Oyelaran") == [
        ("Schedule 1", "due date of step A03", "Actions!I4"),
        ("Referral and intake", "form, call or shared log", "In the draft"),
        ("Referral and intake", "number of working days", "In the draft"),
        ("Referral and intake", "how the sender hears what happened", "In the draft"),
    ]
    assert to_complete(asked, "Legal review") == [
        ("Nondiscrimination and accessibility", "wording that each party requires", "In the draft"),
        ("Referral and intake", "consent wording", "In the draft"),
    ]


def test_term_and_review_are_printed_or_asked_for() -> None:
    text = printed(mou(STEP))
    assert "How long it runs: two years." in text
    assert "Review date: January 20, 2028." in text

    _, asked = both(
        STEP, details=replace(DETAILS, mou_term=Typed("", Place("")), mou_review=When())
    )
    found = to_complete(asked, "To type in the workbook")
    assert ("Term", "how long it runs", "Details, MOU term") in found
    assert ("Term", "review date", "Details, MOU review date") in found


def test_every_text_of_a_cell_knows_its_cell() -> None:
    filled = template().fill(mou(STEP), record="mou-draft.docx")

    traced = {(str(each.source), each.text) for each in filled.statements}
    assert ("w.xlsx!Actions!C4", "Start a log with a two-business-day answer") in traced
    assert ("w.xlsx!Partners!B8", "Ridgewater Community College") in traced
    assert ("w.xlsx!Details!B7", "Parents start and keep careers in health care") in traced


def test_without_action_steps_there_is_no_mou() -> None:
    assert mou_draft.missing(findings()) == "no action steps were read"
    assert mou_draft.missing(findings(STEP)) == ""


# ── its words ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "row", ["For legal review", "Section: schedule 1", "Our own type", "Blank"]
)
def test_staff_change_the_sentences_of_the_draft_and_its_list_as_text(row: str) -> None:
    tables = tuple(
        tuple((name, *rest) if name != row else (name, "Say so, please.") for name, *rest in table)
        for table in WORDS.tables
    )
    changed = replace(findings(STEP), texts=(replace(WORDS, tables=tables),))

    contexts = [draft.context for draft in mou_draft.drafts(changed)]
    texts = [printed(each) for each in contexts if isinstance(each, Mou | ToComplete)]

    assert len(texts) == 2
    assert any("Say so, please." in each for each in texts)


def test_a_clause_file_of_before_without_its_sentences_says_what_to_do() -> None:
    with pytest.raises(InputRefused) as refused:
        list(mou_draft.drafts(replace(findings(STEP), texts=(replace(WORDS, tables=()),))))

    assert "Copy the file from ours anew." in str(refused.value.problems[0])


def test_the_letters_typed_beside_a_partner_name_that_party() -> None:
    college = replace(COLLEGE, acronym=typed("RCC / Ridgewater", "M8", "Partners"))
    for said in ("RCC", "ridgewater"):
        context, _ = both(replace(STEP, partners=(typed(said, "F4"),)), partners=(COUNTY, college))
        assert [each.name for each in context.parties][2:] == ["Ridgewater Community College"], said
        assert context.parties[2].helps == ("A03",)
        assert context.steps[0].partners == ("Ridgewater Community College",)


def test_letters_of_two_partners_name_neither() -> None:
    letters = typed("FSC", "M8", "Partners")
    twins = replace(COUNTY, acronym=letters), replace(COLLEGE, acronym=letters)
    context, _ = both(replace(STEP, partners=(typed("FSC", "F4"),)), partners=twins)
    assert [each.name for each in context.parties][2:] == ["FSC"]


def test_a_party_that_may_be_short_for_a_partner_is_asked_about_once() -> None:
    step = replace(STEP, partners=(typed("Ridgewater", "F4"),))
    _, asked = both(step, partners=(COUNTY, COLLEGE))
    assert [row for row in to_complete(asked, "To type in the workbook") if "Ridgewater" in row[1]] == [
        (
            "The parties",
            (
                "whether “Ridgewater” is Ridgewater Community College: then spell both the same; "
                "else its type, its contact, and telephone or email, in a row of Partners"
            ),
            "Actions!F4",
        )
    ]  # fmt: skip


def test_a_contact_stands_in_the_draft_as_in_a_letter() -> None:
    partner = replace(COLLEGE, contact=typed("Whitlock, Tanya (Ms.)", "E8", "Partners"))
    context, _ = both(STEP, partners=(COUNTY, partner))
    assert [str(each) for each in context.parties[2].contact] == ["Ms. Tanya Whitlock"]
