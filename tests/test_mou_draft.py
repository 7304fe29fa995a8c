import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import openxml, word
from pipeline.deliverables import mou_draft
from pipeline.deliverables.mou_clauses import PRACTICES
from pipeline.deliverables.mou_draft import Mou
from pipeline.model import Action, Details, Draft, Findings, Partner, Typed, Wall, When, Workshop
from pipeline.problems import Place

TEMPLATES = Path(__file__).parent.parent / "templates"


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
    return Findings(workshop, Wall(), (), (), date(2026, 11, 23))


def mou(
    *actions: Action, partners: tuple[Partner, ...] = (COUNTY, COLLEGE), details: Details = DETAILS
) -> Mou:
    (draft,) = mou_draft.drafts(findings(*actions, partners=partners, details=details))
    assert isinstance(draft, Draft)
    assert (draft.filename, draft.template) == ("mou-draft.docx", "mou-draft.docx")
    assert isinstance(draft.context, Mou)
    return draft.context


@pytest.fixture(scope="module")
def template() -> word.Template:
    return word.Template(TEMPLATES / "mou-draft.docx", style=TEMPLATES / "house-style.docx")


def headings(template: word.Template, context: Mou) -> list[str]:
    found = re.findall(r"\[Heading (\d)\] (.*)", openxml.outline(template.render(context)))
    return [f"{'  ' * (int(level) - 1)}{words}" for level, words in found]


def switched_on(context: Mou) -> list[str]:
    return [each.name for each in PRACTICES if getattr(context, each.name) is not None]


def to_complete(context: Mou, clause: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.what, row.who) for row in context.to_complete if row.clause == clause]


# ── the document ─────────────────────────────────────────────────────────────────────────────


def test_the_template_mentions_what_is_offered_and_nothing_else(template: word.Template) -> None:
    assert template.requires().differences(Mou) == ()


def test_daily_practice_comes_before_parties_term_and_signatures(template: word.Template) -> None:
    assert headings(template, mou(STEP)) == [
        "Memorandum of understanding",
        "  Purpose",
        "  Daily practice",
        "    Referral and intake",
        "  Parties",
        "  Term, changes and ending",
        "    Term",
        "    Changes",
        "    Ending it",
        "    Nondiscrimination and accessibility",
        "  To complete",
        "  Signatures",
        "    Tamarack Plains Workforce Council",
        "    Larkspur County Department of Family Support",
        "    Ridgewater Community College",
    ]


def test_the_first_line_and_every_page_say_that_it_is_a_draft(template: word.Template) -> None:
    content = template.render(mou(STEP))

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


def test_a_clause_names_the_step_that_calls_for_it_with_its_facts(template: word.Template) -> None:
    assert (
        "[List Bullet] A03: Start a log with a two-business-day answer. Lead: M. Oyelaran, Larkspur County"
        " Department of Family Support. With: Ridgewater Community College. Start: February 1, 2027."
        " Due: [Fill in: due date of step A03]. Needs: Shared spreadsheet. Measure: Share answered within two days.\n"
    ) in openxml.outline(template.render(mou(STEP)))


def test_every_clause_can_be_printed_and_every_blank_is_listed(template: word.Template) -> None:
    everything = replace(
        STEP, lead_person=typed("", "D4"), start=When(), practice=(typed("all", "N4"),)
    )
    unlisted = replace(
        STEP, id=typed("A04", "A5"), partners=(typed("P99", "F5"), typed("Night Owl Clinic", "F5"))
    )

    context = mou(everything, unlisted, details=Details())

    assert switched_on(context) == [each.name for each in PRACTICES]
    text = openxml.outline(template.render(context))
    assert [each.title for each in PRACTICES] == re.findall(
        r"\[Heading 3\] (.*)", text.split("[Heading 2] Parties")[0]
    )
    printed = set(re.findall(r"\[Fill in: (.*?)\]", text))
    listed = {row.what for row in context.to_complete}
    assert printed == {what if what in printed else what.split(" of ")[0] for what in listed}
    for row in context.to_complete:
        assert all(row.who), row
        assert f"[row] {row.clause} | {row.what} | {'; '.join(row.who)}\n" in text


def test_each_party_signs_in_a_table_of_its_own(template: word.Template) -> None:
    signatures = openxml.outline(template.render(mou(STEP))).split("[Heading 2] Signatures")[1]

    assert signatures.count("[row] Line | To be filled in at signing\n") == 3
    assert (
        "[Heading 3] Ridgewater Community College\n"
        "[row] Line | To be filled in at signing\n"
        "[row] Name | [Fill in: name of the person who signs]\n"
        "[row] Title | [Fill in: title of the person who signs]\n"
        "[row] Organization | Ridgewater Community College\n"
        "[row] Signature | Sign here\n"
        "[row] Date | Date of signing\n"
    ) in signatures
    assert "___" not in signatures


# ── which clauses ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        ("referral", ["referral"]),
        ("Co-location", ["co_location"]),
        ("meetings", ["meetings"]),
        ("cross-training", ["cross_training"]),
        ("learning", ["cross_training"]),
        ("shared measures", ["shared_measures"]),
        ("data", ["data"]),
        ("employer", ["employer"]),
        ("resources", ["resources"]),
        ("contacts", ["contacts"]),
        ("disagreements", ["disagreements"]),
    ],
)
def test_a_practice_word_switches_its_clause_on(practice: str, expected: list[str]) -> None:
    assert switched_on(mou(replace(STEP, practice=(typed(practice, "N4"),)))) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("Start a referral log with a two-day handoff", ["referral"]),
        ("Give each coach a desk on site", ["co_location"]),
        ("Hold a case conference", ["meetings"]),
        ("Shadow each other and co-teach", ["cross_training"]),
        ("Publish a dashboard", ["shared_measures"]),
        ("Agree one release-of-information form", ["data"]),
        ("Offer interviews and clinicals", ["employer"]),
        ("Find a stipend or in-kind help", ["resources"]),
        ("Name a backup for every contact", ["contacts"]),
        ("Settle disputes in two steps", ["disagreements"]),
        ("Write the newsletter, preferably monthly", []),
    ],
)
def test_without_a_practice_word_the_words_of_the_step_decide(
    step: str, expected: list[str]
) -> None:
    assert switched_on(mou(replace(STEP, step=typed(step, "C4"), practice=()))) == expected


def test_a_practice_word_a_person_typed_overrules_the_words_of_the_step() -> None:
    step = replace(
        STEP, step=typed("Hold a meeting about data", "C4"), practice=(typed("referral", "N4"),)
    )

    assert switched_on(mou(step)) == ["referral"]


def test_a_step_that_calls_for_all_is_told_in_full_once(template: word.Template) -> None:
    whole = replace(
        STEP,
        id=typed("A05", "A6"),
        step=typed("Redraft the MOU", "C6"),
        practice=(typed("All", "N6"),),
    )

    text = openxml.outline(template.render(mou(STEP, whole)))

    assert text.count("[List Bullet] A05: Redraft the MOU. Lead:") == 1
    assert text.count("[Source Note] Also called for by step A05, like every clause.\n") == 1
    assert text.count("[Source Note] Called for by step A05, like every clause.\n") == 9


def test_a_dropped_step_calls_for_nothing_and_is_still_named(template: word.Template) -> None:
    context = mou(replace(STEP, status=typed("Dropped", "K4")))

    assert switched_on(context) == []
    text = openxml.outline(template.render(context))
    assert "No step of the action plan calls for a clause of daily practice yet." in text
    assert "[Heading 3] Steps without a clause\n" in text
    assert (
        "[List Bullet] A03: Start a log with a two-business-day answer. Status: Dropped.\n" in text
    )
    assert [party.name.words for party in context.parties] == ["Tamarack Plains Workforce Council"]


def test_a_practice_word_no_clause_answers_is_listed() -> None:
    context = mou(replace(STEP, practice=(typed("juggling", "N4"),)))

    assert to_complete(context, "Daily practice") == [
        ('a clause for "juggling", which step A03 asks for', ("All parties",))
    ]


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

    assert [party.name.words for party in context.parties] == [
        "Tamarack Plains Workforce Council",
        "Larkspur County Department of Family Support",
        "Ridgewater Community College",
        "Night Owl Clinic",
    ]


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("Ridgewater Community College, Night Owl Clinic", ["Ridgewater Community College", "Night Owl Clinic"]),
        ("P07 / Night Owl Clinic", ["Ridgewater Community College", "Night Owl Clinic"]),
        ("P05, and P07", ["Ridgewater Community College"]),
        ("P05 & Ridgewater Community College", ["Ridgewater Community College"]),
        ("Owl, Hawk and Wren Clinic", ["Owl, Hawk and Wren Clinic"]),
        ("Ridgewater Community College and Thrift Shop", ["Ridgewater Community College and Thrift Shop"]),
        ("all", []),
        ("?", []),
    ],
)  # fmt: skip
def test_one_cell_may_name_several_partners_whom_we_know(cell: str, parties: list[str]) -> None:
    context = mou(replace(STEP, partners=(typed(cell, "F4"),)))

    assert [party.name.words for party in context.parties] == [
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

    assert [party.name.words for party in context.parties][2:] == [
        "Ridgewater Community College",
        "Health, Housing, and Work, Inc.",
        "Night Owl Clinic",
    ]


def test_all_is_no_party_and_is_asked_about() -> None:
    context = mou(replace(STEP, partners=(typed("All partners", "F4"),)))

    assert ('which partners "All partners" means for step A03', ("Actions!F4",)) in to_complete(
        context, "Parties"
    )


def test_our_program_is_no_party_beside_us() -> None:
    step = replace(
        STEP, lead_organization=typed("Larkspur Valley Health Careers Project", "E4"), partners=()
    )

    assert [party.name.words for party in mou(step).parties] == [
        "Tamarack Plains Workforce Council"
    ]


def test_what_is_missing_about_a_party_is_listed_with_its_cell() -> None:
    refused = replace(COUNTY, do_not_contact=typed("yes", "X6", "Partners"))
    step = replace(
        STEP, partners=(typed("P07", "F4"), typed("P99", "F4")), practice=(typed("contacts", "N4"),)
    )

    assert to_complete(mou(step, partners=(refused, COLLEGE)), "Parties") == [
        (
            "whether Larkspur County Department of Family Support is a party: nobody is to contact it",
            ("Partners!X6",),
        ),
        ("type of Ridgewater Community College", ("Partners!C8",)),
        ("contact of Ridgewater Community College", ("Partners!E8",)),
        ("telephone or email of Ridgewater Community College", ("Partners!H8",)),
        ("organization of P99", ("Partners: a row for P99, named in Actions!F4",)),
        ("type of P99", ("Partners: a row for P99, named in Actions!F4",)),
        ("contact of P99", ("Partners: a row for P99, named in Actions!F4",)),
        (
            "telephone or email of P99",
            ("Partners: a row for P99, named in Actions!F4",),
        ),
    ]


def test_the_leads_of_its_steps_may_know_what_a_clause_misses() -> None:
    assert to_complete(mou(STEP), "Referral and intake") == [
        ("form, call or shared log", ("M. Oyelaran",)),
        ("number of working days", ("M. Oyelaran",)),
        ("how the sender hears what happened", ("M. Oyelaran",)),
        ("consent wording", ("Legal review",)),
    ]
    assert to_complete(mou(STEP), "Daily practice") == [("due date of step A03", ("Actions!I4",))]


def test_term_and_review_are_printed_or_asked_for(template: word.Template) -> None:
    text = openxml.text(template.render(mou(STEP)))
    assert "How long it runs: two years." in text
    assert "Review date: January 20, 2028." in text

    bare = mou(STEP, details=replace(DETAILS, mou_term=Typed("", Place("")), mou_review=When()))
    assert to_complete(bare, "Term") == [
        ("how long it runs", ("Details, MOU term",)),
        ("review date", ("Details, MOU review date",)),
        ("effective date", ("All parties",)),
    ]


def test_every_text_of_a_cell_knows_its_cell(template: word.Template) -> None:
    filled = template.fill(mou(STEP), record="mou-draft.docx")

    traced = {(str(each.source), each.text) for each in filled.statements}
    assert ("w.xlsx!Actions!C4", "Start a log with a two-business-day answer") in traced
    assert ("w.xlsx!Partners!B8", "Ridgewater Community College") in traced
    assert ("w.xlsx!Details!B7", "Parents start and keep careers in health care") in traced
    assert ("w.xlsx!Actions!H4", "February 1, 2027") in traced


def test_without_action_steps_there_is_no_mou() -> None:
    assert mou_draft.missing(findings()) == "no action steps were read"
    assert mou_draft.missing(findings(STEP)) == ""
