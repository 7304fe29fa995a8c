import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from made import changed
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from pipeline import decisions, forms, mailing, openxml, proof, word
from pipeline.deliverables import (
    nothing,
    outreach,
    partner_pages,
    send_log,
    talking_points,
    wordings,
)
from pipeline.deliverables.audience import WATCH, audience, contact, held_off
from pipeline.deliverables.blanks import line, stop, where
from pipeline.deliverables.messages import Email, Kept, Letter, Mail
from pipeline.deliverables.salutation import to_ask_about
from pipeline.model import (
    About,
    Action,
    Book,
    Cell,
    Decision,
    Details,
    Document,
    Draft,
    Findings,
    Mailing,
    Outcome,
    Partner,
    Sheet,
    StaffText,
    Typed,
    Wall,
    When,
    Workshop,
)
from pipeline.problems import InputRefused, Place

TEMPLATES = Path(__file__).parent.parent / "templates"
KINDS = {
    "employer": "employer",
    "hospital": "hospital",
    "bank": "Bank or credit union",
    "community": "CBO",
    "public": "public agency",
    "college": "college or adult education",
    "faith": "faith-based",
    "elected": "elected official or board",
    "neutral": "sports club",
}


def typed(words: str, cell: str, sheet: str = "Partners") -> Typed:
    return Typed(words, Place("w.xlsx", sheet, cell))


DETAILS = Details(
    organization=typed("Tamarack Plains Workforce Council", "B2", "Details"),
    program=typed("Larkspur Valley Health Careers Project", "B3", "Details"),
    signer=typed("Priya Sandoval", "B4", "Details"),
    signer_title=typed("Program director", "B5", "Details"),
    contact=typed("Jonah Novak", "B6", "Details"),
    contact_title=typed("Partnership coordinator", "B7", "Details"),
    contact_email=typed("jnovak@larkspurvalley.example.org", "B8", "Details"),
    contact_phone=typed("555-0120", "B9", "Details"),
    purpose=typed("Parents start and keep careers in health care", "B10", "Details"),
    reply_by=When(typed("December 11, 2026", "B11", "Details"), date(2026, 12, 11)),
)

BANK = Partner(
    id=typed("P03", "A4"),
    organization=typed("Prairie Lantern Bank", "B4"),
    kind=typed("bank", "C4"),
    contact=typed("Renee Castellano", "E4"),
    contact_title=typed("Community Development Officer", "F4"),
    email=typed("rcastellano@prairielantern.example.org", "G4"),
    language=typed("en", "I4"),
    overlap=typed("Most customers earn under 80 percent of area median income", "L4"),
    mutual_goals=typed("Safe accounts and better credit for working families", "M4"),
    they_bring=typed("Volunteer financial coaches; small grants; meeting space", "N4"),
    we_offer=typed("A steady audience of job seekers ready for coaching", "O4"),
    bigger_problem=typed("Many workers pay fees to cash the checks they earn", "P4"),
    evidence=typed("22 of 40 new students had no checking account", "Q4"),
    evidence_source=typed("Program intake, Fall 2026", "R4"),
    ask=typed("Provide a monthly money clinic at the job center", "S4"),
    first_project=typed("One 60-minute clinic in January", "T4"),
    stage=typed("warm", "U4"),
    introduced_by=typed("", "V4"),
    signer=typed("program director", "W4"),
    do_not_contact=typed("", "X4"),
)


WORDINGS, PROGRAM = (
    StaffText(name, openxml.tables((TEMPLATES / name).read_bytes(), name))
    for name in (wordings.FILE, wordings.PROGRAM)
)


def findings(
    *partners: Partner, details: Details = DETAILS, actions: tuple[Action, ...] = ()
) -> Findings:
    workshop = Workshop(details=details, partners=partners, actions=actions)
    return Findings(workshop, Wall(), (), (), date(2026, 11, 23), texts=(WORDINGS, PROGRAM))


def both(
    partner: Partner, details: Details = DETAILS, actions: tuple[Action, ...] = ()
) -> tuple[Letter, Email]:
    drafts = list(outreach.drafts(findings(partner, details=details, actions=actions)))
    letter, email = drafts[0], drafts[1]
    assert isinstance(letter, Draft)
    assert isinstance(email, Draft)
    assert isinstance(letter.context, Letter)
    assert isinstance(email.context, Email)
    return letter.context, email.context


@pytest.fixture(scope="module")
def templates() -> dict[str, word.Template]:
    style = TEMPLATES / "house-style.docx"
    return {name: word.Template(TEMPLATES / name, style=style) for name in outreach.TEMPLATES}


def texts(
    templates: dict[str, word.Template], partner: Partner, details: Details = DETAILS
) -> tuple[str, str]:
    letter, email = both(partner, details)
    return (
        openxml.text(templates["letter.docx"].render(letter)),
        openxml.text(templates["email.docx"].render(email)),
    )


def log(
    *partners: Partner, details: Details = DETAILS, actions: tuple[Action, ...] = ()
) -> Iterator[dict[str, object]]:
    *_, book = outreach.drafts(findings(*partners, details=details, actions=actions))
    assert isinstance(book, Book)
    table = book.tables[-1]
    for row in table.rows:
        yield dict(zip((heading.text for heading in table.headings), row, strict=True))


def words_of(text: str) -> int:
    found = re.search(r"\nDear .*?\n(.*)\n(?:Sincerely|Thank you),", text, re.DOTALL)
    assert found
    return len(found[1].split())


# ── what a letter says ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", outreach.TEMPLATES)
def test_the_templates_mention_what_is_offered_and_nothing_else(
    name: str, templates: dict[str, word.Template]
) -> None:
    assert templates[name].requires().differences(outreach.TEMPLATES[name]) == ()


def test_the_email_is_plain_text_with_its_subject_first(
    templates: dict[str, word.Template],
) -> None:
    _, email = texts(templates, BANK)

    assert email == (
        "Subject: One 60-minute clinic in January\n"
        "To: rcastellano@prairielantern.example.org\n"
        "\n"
        "Dear Renee Castellano:\n"
        "\n"
        "I am writing for Tamarack Plains Workforce Council about the money questions that can"
        " decide whether a person starts a job and stays in it. Most customers earn under 80"
        " percent of area median income. 22 of 40 new students had no checking account (source:"
        " program intake, Fall 2026).\n"
        "\n"
        "Many workers pay fees to cash the checks they earn. Would you provide a monthly money"
        " clinic at the job center?\n"
        "\n"
        "A first step could be small: one 60-minute clinic in January.\n"
        "\n"
        "We would bring a steady audience of job seekers ready for coaching.\n"
        "\n"
        "Whom you lend to, and on what terms, stays your decision.\n"
        "\n"
        "Could you answer by December 11, 2026? A short no is a good answer, and so is the name of a"
        " better person to ask. To talk it over: Jonah Novak, 555-0120,"
        " jnovak@larkspurvalley.example.org.\n"
        "\n"
        "Thank you,\n"
        "\n"
        "Priya Sandoval\n"
        "Program director\n"
        "Tamarack Plains Workforce Council\n"
    )


def test_letter_and_email_say_the_same_facts(templates: dict[str, word.Template]) -> None:
    for text in texts(templates, BANK):
        for fact in (
            BANK.overlap, BANK.bigger_problem, BANK.evidence, BANK.evidence_source, BANK.we_offer,
            BANK.ask, BANK.first_project, "December 11, 2026", "Jonah Novak, 555-0120", "Priya Sandoval",
        ):  # fmt: skip
            said = [fact, fact[0].lower() + fact[1:]]  # a small letter within a sentence
            assert any(text.count(each) for each in said), fact


def test_what_is_for_our_eyes_is_in_no_letter(templates: dict[str, word.Template]) -> None:
    known = replace(BANK, introduced_by=typed("Copperline manager", "V4"))
    for text in texts(templates, known):
        for inner in ("Copperline", "warm", "P03"):
            assert inner not in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_audience_has_its_own_words_and_the_right_length(
    kind: str, templates: dict[str, word.Template]
) -> None:
    partner = replace(BANK, kind=typed(KINDS[kind], "C4"))
    others = [
        replace(BANK, kind=typed(other, "C4")) for name, other in KINDS.items() if name != kind
    ]

    assert audience(partner) == kind
    for number, (text, (least, most)) in enumerate(
        zip(texts(templates, partner), ((120, 210), (95, 160)), strict=True)
    ):
        assert least <= words_of(text) <= most
        opening = re.search(r"I am writing for .*? about (.*?)\.", text)
        assert opening
        assert not [other for other in others if opening[1] in texts(templates, other)[number]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_audience_has_a_subject_of_its_own_where_no_cell_is_short_enough(kind: str) -> None:
    long = replace(
        BANK,
        kind=typed(KINDS[kind], "C4"),
        ask=typed("Lend " * 12, "S4"),
        first_project=typed("", "T4"),
    )

    subject = both(long)[0].subject

    assert 4 <= len(subject.split()) <= 9
    others = [replace(long, kind=typed(told, "C4")) for name, told in KINDS.items() if name != kind]
    assert subject not in [both(other)[0].subject for other in others]


@pytest.mark.parametrize("kind", WATCH)
def test_our_own_words_avoid_what_an_audience_may_stumble_over(
    kind: str, templates: dict[str, word.Template]
) -> None:
    watched = WATCH[kind].replace(r"|\bvotes?\b", "")  # "asks for no vote" is meant
    allowed = {"faith": "asked about belief", "elected": "asks for no vote"}.get(kind, "")

    for text in texts(templates, replace(BANK, kind=typed(KINDS[kind], "C4"))):
        assert not re.search(watched, text.replace(allowed, ""))


@pytest.mark.parametrize(
    ("kind", "subtype", "expected"),
    [
        ("public agency", "TANF", "public"),
        ("public agency", "community college", "college"),
        ("public agency", "adult education", "college"),
        ("CBO", "child care network", "community"),
        ("Nonprofit", "", "community"),
        ("bank", "credit union", "bank"),
        ("private", "community bank", "bank"),
        ("Employer", "hospital", "hospital"),
        ("hospital", "", "hospital"),
        ("Employer", "long-term care", "employer"),
        ("faith-based", "interfaith council", "faith"),
        ("Workforce board", "", "elected"),
        ("", "credit union", "bank"),
        ("", "", "neutral"),
        ("sports club", "credit union", "neutral"),
        ("food bank", "", "community"),
        ("community bank", "", "bank"),
        ("Legal aid clinic", "", "community"),
        ("health clinic", "", "hospital"),
        ("Area council on aging", "", "community"),
        ("City council", "", "elected"),
        ("Staffing agency", "", "employer"),
        ("State agency", "", "public"),
        ("Real estate", "", "employer"),
        ("Distribution center", "", "employer"),
        ("Tribal government", "", "public"),
        ("High school", "", "neutral"),
        ("school district", "", "neutral"),
        ("Adult school", "", "college"),
    ],
)
def test_a_type_is_folded_into_an_audience(kind: str, subtype: str, expected: str) -> None:
    partner = replace(BANK, kind=typed(kind, "C4"), subtype=typed(subtype, "D4"))

    assert audience(partner) == expected


def test_what_nobody_said_is_left_out_when_a_letter_can_go_without_it(
    templates: dict[str, word.Template],
) -> None:
    bare = replace(
        BANK, overlap=typed("", "L4"), mutual_goals=typed("", "M4"), they_bring=typed("", "N4"),
        we_offer=typed("", "O4"), first_project=typed("  ", "T4"), contact_title=typed("", "F4"),
    )  # fmt: skip

    letter, email = texts(templates, bare)

    for text in (letter, email):
        for lead_in in (
            "connects us",
            "first step",
            "would bring",
            "could bring",
            "may both want",
            "[Fill in",
            "Draft",
        ):
            assert lead_in not in text
    assert [row["Status"] for row in log(bare)] == ["ready"]
    assert [row["What to do"] for row in log(bare)] == [
        "Nothing says why you write to them (Partners!L4).\nNo first small step (Partners!T4)."
    ]


def test_a_sentence_that_ends_by_itself_gets_no_second_stop() -> None:
    assert [stop(words) for words in ("Yes", "Yes.", "Why?", "He said “no.”", "(so)")] == [
        ".",
        "",
        "",
        "",
        ".",
    ]


def test_words_over_several_lines_are_printed_on_one() -> None:
    letter, _ = both(replace(BANK, ask=typed(" Join the table\n and stay ", "S4")))

    assert letter.request == "Would you join the table and stay?"
    assert [(text, str(place)) for text, place in letter.request.sources] == [
        ("join the table and stay", "w.xlsx!Partners!S4")
    ]


# ── drafts ───────────────────────────────────────────────────────────────────────────────────


def test_a_letter_that_misses_something_says_so_first(templates: dict[str, word.Template]) -> None:
    partner = replace(
        BANK,
        contact=typed("", "E4"),
        ask=typed("", "S4"),
        evidence_source=typed("", "R4"),
        email=typed("", "G4"),
    )

    letter, email = texts(templates, partner)

    missing = (
        "contact name (Partners!E4); source of the number (Partners!R4); the ask (Partners!S4)"
    )
    assert letter.startswith(f"Draft: not ready to send. Missing: {missing}.\n")
    assert email.startswith(
        "Subject: One 60-minute clinic in January\n"
        "To: [Fill in: email address]\n\n"
        f"Draft: not ready to send. Missing: {missing}; email address (Partners!G4).\n"
    )
    for text in (letter, email):
        assert "Dear [Fill in: contact name]:" in text
        assert "Our request: [Fill in: the one thing you ask for]." in text
        assert "(source: [Fill in: where the number is from, and its period])." in text
    assert [(row["Status"], row["What to do"]) for row in log(partner)] == [
        (
            "draft: no contact, no source, no ask, no email address",
            (
                "Fill in: contact name (Partners!E4).\nFill in: source of the number (Partners!R4).\n"
                "Fill in: the ask (Partners!S4).\nFill in: email address (Partners!G4)."
            ),
        )
    ]


def test_details_that_are_missing_keep_every_letter_back(
    templates: dict[str, word.Template],
) -> None:
    letter, _ = texts(templates, replace(BANK, signer=typed("", "W4")), Details())

    assert letter.startswith(
        "Draft: not ready to send. Missing: your organization (Details, Organization); whom they can"
        " call (Details, Contact); telephone or email (Details, Contact's phone); name of the signer"
        " (Details, Signer); date to answer by (Details, Reply by).\n"
    )
    for blank in (
        "your organization",
        "whom they can call",
        "telephone or email",
        "name of the signer",
        "date to answer by",
    ):
        assert f"[Fill in: {blank}]" in letter


def test_who_writes_is_said_as_a_blank_where_nobody_said_it(
    templates: dict[str, word.Template],
) -> None:
    employer = replace(BANK, kind=typed("employer", "C4"), overlap=typed("", "P4"))

    letter, email = texts(templates, employer, Details())

    for text in (letter, email):
        assert "I am writing for [Fill in: your organization] about finding good people" in text


def test_a_partner_without_a_name_gets_a_blank_for_it() -> None:
    nameless = replace(BANK, organization=typed("", "B4"))

    letter, _ = both(nameless)

    assert letter.organization == "[Fill in: organization]"
    assert letter.notice == "Draft: not ready to send. Missing: organization (Partners!B4)."
    assert [row["Status"] for row in log(nameless)] == ["draft: no organization"]


def test_a_letter_is_no_draft_when_nothing_is_missing(templates: dict[str, word.Template]) -> None:
    for text in texts(templates, BANK):
        assert "Draft" not in text
        assert "[Fill in" not in text


def test_a_reply_date_that_has_passed_keeps_the_letter_back() -> None:
    past = replace(
        DETAILS, reply_by=When(typed("2026-11-22", "B11", "Details"), date(2026, 11, 22))
    )

    letter, _ = both(BANK, past)

    assert letter.notice == (
        "Draft: not ready to send. Missing: a date to answer by that has not passed, as"
        " November 22, 2026 has (Details!B11)."
    )
    assert letter.reply.startswith("Could you answer by November 22, 2026?")


def test_words_about_time_are_printed_as_typed() -> None:
    letter, _ = both(
        BANK, replace(DETAILS, reply_by=When(typed("the end of June", "B11", "Details")))
    )

    assert letter.reply.startswith("Could you answer by the end of June?")
    assert letter.notice == ""


@pytest.mark.parametrize("words", ["soon", "as soon as you can", "when it suits you!"])
def test_words_that_name_no_day_are_nothing_to_answer_by(
    templates: dict[str, word.Template], words: str
) -> None:
    details = replace(DETAILS, reply_by=When(typed(words, "B11", "Details")))

    for text in texts(templates, BANK, details):
        assert "answer by" not in text
        assert f"We hope to hear from you {words}" in text


@pytest.mark.parametrize("language", ["es", "Spanish"])
def test_another_language_is_marked_and_never_translated(language: str) -> None:
    partner = replace(BANK, language=typed(language, "I4"))

    letter, email = both(partner)

    assert (
        letter.notice
        == email.notice
        == f"Draft: not ready to send. Needs translation ({language})."
    )
    assert [row["Status"] for row in log(partner)] == [f"draft: needs translation ({language})"]


def test_nobody_writes_to_a_partner_who_is_not_to_be_contacted() -> None:
    kept = replace(BANK, do_not_contact=typed("Yes, until March", "X4"))

    drafts = list(outreach.drafts(findings(kept)))

    assert [draft.filename for draft in drafts] == ["outreach/send-log.xlsx"]
    assert [(r["Partner"], r["Status"], r["Letter"], r["What to do"]) for r in log(kept)] == [
        (
            "Prairie Lantern Bank",
            "no letter: do not contact",
            None,
            'Do not contact says "Yes, until March" in Partners!X4.',
        )
    ]


@pytest.mark.parametrize(
    ("ours", "unit", "kept"),
    [
        ("Prairie Lantern Bank", "", True),
        ("prairie  lantern bank", "", True),
        ("Prairie Lantern Bank", "Lending desk", False),
        ("Prairie Lantern Council", "", False),
        ("", "", False),
    ],
)
def test_nobody_writes_to_the_own_organization(ours: str, unit: str, kept: bool) -> None:
    partner = replace(BANK, unit=typed(unit, "C4"))
    details = replace(DETAILS, organization=typed(ours, "B4", "Details"))

    (row,) = log(partner, details=details)

    assert (row["Status"] == "no letter: your own organization") is kept
    if kept:
        assert row["What to do"] == "Details names it (Details!B4)."
        assert row["Letter"] is None


@pytest.mark.parametrize(
    "stage", ["do not contact til Jan", "Don’t call yet", "warm; DO NOT EMAIL"]
)
def test_a_stage_that_says_not_to_write_holds_the_letters_back_too(stage: str) -> None:
    kept = replace(BANK, stage=typed(stage, "U4"))

    assert [draft.filename for draft in outreach.drafts(findings(kept))] == [
        "outreach/send-log.xlsx"
    ]
    assert [row["What to do"] for row in log(kept)] == [f'Stage says "{stage}" in Partners!U4.']


def test_a_question_mark_under_do_not_contact_holds_the_letters_back() -> None:
    kept = replace(BANK, do_not_contact=typed("?", "X4"))

    assert [draft.filename for draft in outreach.drafts(findings(kept))] == [
        "outreach/send-log.xlsx"
    ]


@pytest.mark.parametrize("contact", ["??", "TBD", " - ", "to be decided"])
def test_a_sign_that_nobody_knows_is_a_blank_and_no_greeting(contact: str) -> None:
    letter, _ = both(replace(BANK, contact=typed(contact, "E4")))

    assert letter.contact == letter.greeting == "[Fill in: contact name]"
    assert "contact name (Partners!E4)" in letter.notice


# ── who signs ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "name", "title"),
    [
        ("program director", "Priya Sandoval", "Program director"),
        ("Priya Sandoval", "Priya Sandoval", "Program director"),
        ("", "Priya Sandoval", "Program director"),
        ("partnership coordinator", "Jonah Novak", "Partnership coordinator"),
        ("Ana Ruiz", "Ana Ruiz", ""),
        ("Ana Ruiz, Board Chair", "Ana Ruiz", "Board Chair"),
        ("board chair", "", "board chair"),
        ("Treasurer", "", "Treasurer"),
        ("Bookkeeper", "", "Bookkeeper"),
        ("our bookkeeper", "", "our bookkeeper"),
        ("Executive Director", "", "Executive Director"),
        ("Program Manager", "", "Program Manager"),
        ("Head Start Manager, North", "", "Head Start Manager, North"),
        ("North, Program Manager", "North", "Program Manager"),
        ("Ana ruiz", "", "Ana ruiz"),
    ],
)
def test_the_signer_is_the_person_we_know_in_that_role_or_a_blank(
    told: str, name: str, title: str
) -> None:
    letter, _ = both(replace(BANK, signer=typed(told, "W4")))

    assert (letter.signer.name.words, letter.signer.title) == (name, title)
    assert letter.signer.name.blank == ("" if name else f"[Fill in: name of the {told}]")
    assert letter.notice == (
        ""
        if name
        else f"Draft: not ready to send. Missing: name of the {told}, who signs (Partners!W4)."
    )


def test_a_contact_never_signs_unasked() -> None:
    letter, _ = both(
        replace(BANK, signer=typed("", "W4")), replace(DETAILS, signer=typed("", "B4", "Details"))
    )

    assert letter.signer.name.blank == "[Fill in: name of the signer]"


# ── files and the send log ───────────────────────────────────────────────────────────────────


def test_files_are_named_after_the_partner_and_never_twice() -> None:
    partners = (
        BANK,
        BANK,
        replace(BANK, id=typed("B7", "B7"), organization=typed("Niños & Café, Inc.", "B7")),
        replace(BANK, id=typed("../x", "A8"), organization=typed("健康", "B8")),
    )

    names = [draft.filename for draft in outreach.drafts(findings(*partners))]

    assert names == [
        *(
            f"outreach/{name}-{kind}"
            for name in (
                "P03-prairie-lantern-bank",
                "P03-prairie-lantern-bank-2",
                "ninos-cafe-inc",
                "x",
            )
            for kind in ("letter.docx", "email.txt", "email.eml")
        ),
        "outreach/send-log.xlsx",
    ]


def test_the_send_log_leaves_the_sending_to_people() -> None:
    step = Action(
        id=typed("A06", "A2"), step=typed("Hold a clinic", "C2"), partners=(typed("P03", "F2"),)
    )

    rows = list(log(BANK, actions=(step,)))

    assert rows == [{
        "Partner": "Prairie Lantern Bank", "Status": "ready", "What to do": None,
        "Contact": "Renee Castellano", "Email": "rcastellano@prairielantern.example.org",
        "Letter": "P03-prairie-lantern-bank-letter.docx", "Email file": "P03-prairie-lantern-bank-email.eml",
        "Signed by": "Priya Sandoval", "Steps": "A06", "Sent on": None, "Follow up on": None,
        "Answer": None, "Notes": None,
    }]  # fmt: skip


def test_what_a_person_filled_in_stays_when_the_log_is_made_anew() -> None:
    filled_in = [
        ("Prairie Lantern Bank (2)", "Sent on", "November 24, 2026", date(2026, 11, 24)),
        ("Prairie Lantern Bank (2)", "Follow-up on", "next week", None),
        ("Prairie Lantern Bank (2)", "Answer", "yes", None),
        ("Closed Credit Union", "Answer", "no", None),
    ]
    sent = [
        Decision(About.PARTNER, typed(name, "A3"), heading, typed(words, "K3"), day=day)
        for name, heading, words, day in filled_in
    ]
    again = replace(findings(BANK, BANK), sent=decisions.of_partners(sent, [BANK, BANK]))
    assert [each.outcome for each in again.sent] == [*[Outcome.APPLIED] * 3, Outcome.GONE]
    *_, book = outreach.drafts(again)
    assert isinstance(book, Book)

    assert [(row[0], row[1], *row[-4:]) for row in book.tables[-1].rows] == [
        ("Prairie Lantern Bank", "ready", None, None, None, None),
        ("Prairie Lantern Bank", "ready", date(2026, 11, 24), "next week", "yes", None),
        ("Closed Credit Union", "not among the partners any more", None, None, "no", None),
    ]
    assert {len(row) for row in book.tables[-1].rows} == {len(book.tables[-1].headings)}


def test_the_second_row_of_one_partner_in_a_send_log_keeps_its_own_answers() -> None:
    heads = ("Partner", "Sent on", "Follow-up on", "Answer")
    rows = (
        heads,
        ("Acorn Bank",),
        ("ACORN BANK", date(2026, 11, 24), "", "yes"),
        ("", "", "", "no"),
    )
    cells = tuple(
        Cell(row, column, str(value), value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value
    )

    found = send_log.filled([Sheet("send-log.xlsx", "Send log", cells)])

    assert [(str(each.which), each.field, str(each.value.place), each.day) for each in found] == [
        ("ACORN BANK (2)", "Sent on", "send-log.xlsx!Send log!B3", date(2026, 11, 24)),
        ("ACORN BANK (2)", "Answer", "send-log.xlsx!Send log!D3", None),
        ("", "Answer", "send-log.xlsx!Send log!D4", None),
    ]


def test_the_send_log_shows_what_a_person_may_want_to_see_to() -> None:
    partner = replace(
        BANK,
        kind=typed("employer", "C4"),
        ask=typed("Open five slots for TANF families", "S4"),
        they_bring=typed("word " * 120, "N4"),
        introduced_by=typed("the dean", "V4"),
        first_project=typed("Have them meet our coaches", "T4"),
    )
    club = replace(BANK, kind=typed("club", "C5"), organization=typed("Prairie Lantern Bk.", "B5"))

    first, second = (row["What to do"] for row in log(partner, club))
    assert first == (
        "First ask: the dean, who can introduce us (Partners!V4).\n"
        'Is this the same organization as "Prairie Lantern Bk." (Partners!B5)? Then keep one row.\n'
        '"them" speaks about the partner, not to it (Partners!T4).\n'
        'This reader may stumble over "slots" (Partners!S4).\n'
        "Long cells: see that the letter keeps to one page.\n"
        "A sentence has 120 words: make two of it (Partners!N4).\n"
        "TANF is not spelled out where it stands first (Partners!S4)."
    )
    assert second == (
        'Is this the same organization as "Prairie Lantern Bank" (Partners!B4)? Then keep one row.\n'
        '"club" is no type we have wording for: the wording is neutral.'
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("employer", "clients"), ("employer", "barrier"), ("employer", "slots"), ("employer", "WIOA"),
        ("hospital", "client"), ("hospital", "slots"), ("hospital", "WIOA"),
        ("bank", "CRA"), ("bank", "regulatory credit"), ("bank", "LMI"),
        ("community", "your people"),
        ("public", "silos"), ("public", "siloed"), ("public", "failed"),
        ("faith", "God"), ("faith", "prayers"), ("faith", "worship"), ("faith", "beliefs"), ("faith", "scripture"),
        ("elected", "vote"), ("elected", "bills"), ("elected", "lobbying"), ("elected", "legislation"),
        ("elected", "appropriation"),
    ],
)  # fmt: skip
def test_each_audience_stumbles_over_words_of_its_own(kind: str, words: str) -> None:
    ask = typed(f"Speak of {words} once a month", "S4")

    told = {
        name: f'This reader may stumble over "{words}" (Partners!S4).'
        in str(next(log(replace(BANK, kind=typed(KINDS[name], "C4"), ask=ask)))["What to do"])
        for name in (kind, "neutral")
    }

    assert told == {kind: True, "neutral": False}


def test_two_rows_of_one_organization_are_told() -> None:
    again = replace(BANK, organization=typed("PRAIRIE LANTERN BANK", "B9"))

    assert [row["What to do"] for row in log(BANK, again)] == [
        "Another row names this organization (Partners!B9).",
        "Another row names this organization (Partners!B4).",
    ]


def test_without_partners_there_are_no_letters() -> None:
    assert outreach.missing(findings()) == "no partners were read"
    assert outreach.missing(findings(BANK)) == ""


def test_where_to_type_it_is_said_as_near_as_we_know() -> None:
    nowhere = Typed("", Place(""))

    assert where(typed("", "E7")) == "Partners!E7"
    assert where(nowhere, typed("Bank", "B12")) == "Partners, row 12"
    assert where(nowhere, Typed("Reply by", Place("", "Details"))) == "Details, Reply by"


def test_what_was_typed_on_two_lines_is_one_line() -> None:
    assert line(typed(" a \n b ", "A1")) == "a b"


@pytest.mark.parametrize(
    ("field", "cell", "heading", "words"),
    [
        ("contact", "E4", "Contact", "DO NOT CONTACT - bad history"),
        ("organization", "B4", "Organization", "Prairie Lantern Bank (do not contact)"),
        ("email", "G4", "Email", "don’t email"),
        ("introduced_by", "V4", "Introduced by", "the dean; they asked not to be contacted"),
        ("ask", "S4", "Ask", "One more loan. Do not call before May"),
    ],
)
def test_do_not_contact_said_in_another_cell_holds_the_letters_back(
    field: str, cell: str, heading: str, words: str
) -> None:
    kept = changed(BANK, **{field: typed(words, cell)})

    assert [draft.filename for draft in outreach.drafts(findings(kept))] == [
        "outreach/send-log.xlsx"
    ]
    assert [(row["Status"], row["What to do"]) for row in log(kept)] == [
        ("no letter: do not contact", f'{heading} says "{words}" in Partners!{cell}.')
    ]


@pytest.mark.parametrize("column", forms.PARTNERS.columns, ids=lambda column: column.name)
def test_a_cell_of_a_few_words_on_a_partner_forbids_letters_where_a_sentence_may_not(
    column: forms.Column,
) -> None:
    of_whom = {
        "organization", "kind", "subtype", "contact", "contact_title", "email", "phone", "language",
        "stage", "introduced_by", "signer", "mou_signer", "do_not_contact",
    }  # fmt: skip
    said = typed("A plant whose old owner was not to be called", "K4")

    if isinstance(getattr(BANK, column.name), Typed):
        partner = changed(BANK, **{column.name: said})
        assert bool(held_off(partner)) == (column.name in of_whom)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("bigger_problem", "Families do not call back when the bus is late"),
        ("contact", "No contact yet"),
        ("email", "no email"),
        ("do_not_contact", "No"),
    ],
)
def test_words_that_forbid_no_letter_hold_none_back(field: str, words: str) -> None:
    partner = changed(BANK, **{field: typed(words, "K4")})

    assert len(list(outreach.drafts(findings(partner)))) == 4


def test_an_internal_note_holds_letters_back_and_stays_in_the_workbook(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    rows = [
        ["Organization", "Type", "Contact", "Internal context"],
        ["Heron Lake Clinic", "employer", "Wren Halloway", "Owes the mill. Do not contact, zq99."],
        ["Quill Bank", "bank", "Ash Merriweather", "zq98 families do not call them"],
    ]
    workbook = Workbook()
    workbook.worksheets[0].title = "Partners"
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.worksheets[0]["A3"].comment = Comment("zq97 pays late", "a person")
    workbook.save(tmp_path / "w.xlsx")

    run("make", tmp_path / "w.xlsx", "--out", tmp_path / "out")

    sent = load_workbook(tmp_path / "out" / "outreach" / "send-log.xlsx")["Send log"]
    seen = {row[0]: row for row in sent.iter_rows(values_only=True)}
    assert seen["Heron Lake Clinic"][1] == "no letter: do not contact"
    assert seen["Heron Lake Clinic"][2] == '"Do not contact" is said in Partners!D2.'
    assert seen["Quill Bank"][5] == "quill-bank-letter.docx"
    for path in (tmp_path / "out").rglob("*.*"):
        assert not {b"zq99", b"zq98"} & set(re.findall(rb"zq\d\d", everything(path)))


def everything(path: Path) -> bytes:
    """Return all that a file holds, unpacked where it is a package."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return b"".join(map(package.read, package.namelist()))


def test_the_mou_does_not_print_do_not_contact_as_a_name() -> None:
    assert contact(replace(BANK, contact=typed("DO NOT CONTACT", "E4"))) == ""
    assert contact(BANK) == BANK.contact


# ── frames, greetings, dates ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("request", "Would you host us?", "Would you host us?"),
        ("request", "We need two rooms.", "We need two rooms."),
        ("request", "Host two paid shifts a week", "Would you host two paid shifts a week?"),
        ("request", "Host two paid shifts a week.", "Would you host two paid shifts a week?"),
        ("request", "Place one coach in your office", "Our request: place one coach in your office."),
        ("request", "x", "Our request: x."),
        ("first_step", "One class visit", "A first step could be small: one class visit."),
        ("first_step", "TANF rules in one page", "A first step could be small: TANF rules in one page."),
        ("first_step", "could we meet once?", "Could we meet once?"),
        ("problem", "Jobs go unfilled", "Jobs go unfilled."),
        ("problem", "turnover", "The problem as we see it: turnover."),
        ("number", "5 of 9 left", "5 of 9 left (source: program intake, Fall 2026)."),
        ("number", "31 of 44 openings unfilled", "One number: 31 of 44 openings unfilled (source: program intake, Fall 2026)."),
        ("offer", "Rooms; free evenings", "We would bring rooms and free evenings."),
        ("offer", "Rooms", "We would bring rooms."),
        ("offer", "We pay the bus", "What we would bring: We pay the bus."),
        ("together", "Space; vans; time", "You could bring space, vans or time."),
        ("together", "Vans and drivers; time", "You could bring vans and drivers, or time."),
        ("opening", "Our graduates apply here", "I am writing to Prairie Lantern Bank for a simple reason: our graduates apply here."),
        ("opening", "Reaches people we never meet", "Prairie Lantern Bank reaches people we never meet."),
        ("opening", "Half of our students", "What connects us: half of our students."),
    ],
)  # fmt: skip
def test_a_cell_gets_the_sentence_that_its_form_asks_for(field: str, words: str, said: str) -> None:
    columns = {
        "request": "ask", "first_step": "first_project", "problem": "bigger_problem", "number": "evidence",
        "offer": "we_offer", "together": "they_bring", "opening": "overlap",
    }  # fmt: skip
    bank = replace(BANK, mutual_goals=typed("", "M4"))
    letter, _ = both(changed(bank, **{columns[field]: typed(words, "Z4")}))

    assert getattr(letter, field).endswith(said)


def test_three_things_that_we_bring_are_a_list(templates: dict[str, word.Template]) -> None:
    partner = replace(BANK, we_offer=typed("- Rooms\n- Free evenings\n- Two coaches", "O4"))

    letter, email = texts(templates, partner)

    assert "We would bring:\n\nrooms\n\nfree evenings\n\ntwo coaches\n" in letter
    assert "We would bring: rooms; free evenings; two coaches.\n" in email


def test_no_first_word_of_a_name_that_we_know_begins_small() -> None:
    partner = replace(BANK, we_offer=typed("Larkspur coaches", "O4"))

    assert both(partner)[0].offer == "We would bring Larkspur coaches."


@pytest.mark.parametrize(
    ("contact", "salutation", "address", "greeting"),
    [
        ("Whitlock, Tanya (Ms.)", "", "Ms. Tanya Whitlock", "Ms. Whitlock"),
        ("Ms. Tanya Whitlock", "", "Ms. Tanya Whitlock", "Ms. Whitlock"),
        ("Dana Whitlock", "", "Dana Whitlock", "Dana Whitlock"),
        ("Rev. Amos Tillery", "", "Rev. Amos Tillery", "Rev. Amos Tillery"),
        ("Dr. Ana Lucia Mora", "", "Dr. Ana Lucia Mora", "Dr. Ana Lucia Mora"),
        ("Dana Whitlock", "Dear Dana,", "Dana Whitlock", "Dana"),
        ("Rev. Amos Tillery, D.Min.", "", "Rev. Amos Tillery, D.Min.", "Rev. Amos Tillery"),
        ("Tillery, Ann", "", "Tillery, Ann", "Tillery, Ann"),
        ("Ms. Bo Lind and Mr. Cy Ray", "", "Ms. Bo Lind and Mr. Cy Ray", "Ms. Lind and Mr. Ray"),
        ("Ms. Bo Lind and staff", "", "Ms. Bo Lind and staff", "Ms. Bo Lind and staff"),
        ("Bo Lind and Mr. Cy Ray", "", "Bo Lind and Mr. Cy Ray", "Bo Lind and Mr. Cy Ray"),
    ],
)
def test_a_title_greets_with_the_last_name_and_none_is_made_up(
    contact: str, salutation: str, address: str, greeting: str
) -> None:
    letter, _ = both(
        replace(BANK, contact=typed(contact, "E4"), salutation=typed(salutation, "Y4"))
    )

    assert (letter.contact, letter.greeting) == (address, greeting)


@pytest.mark.parametrize("name", ["Whitlock, Tanya", "Ms. Lind / Mrs. Ray", "Poe (Dr.), Sam"])
def test_a_name_that_no_letter_greets_keeps_the_letter_a_draft(name: str) -> None:
    """Nobody signs "Dear Whitlock, Tanya:"; a salutation that somebody typed is taken."""
    asked, told = replace(BANK, contact=typed(name, "E4")), typed("Ms. Whitlock", "F4")
    (row,), (told_row,) = log(asked), log(replace(asked, salutation=told))
    (mail,) = made_of(asked)

    assert row["Status"] == "draft: a greeting to look at"
    assert str(row["What to do"]).startswith(f"Look at: how {name} is greeted: fill in Salutation,")
    assert isinstance(mail, Mail)
    assert "To look at: how " in mail.letter.notice
    assert told_row["Status"] == "ready"


@pytest.mark.parametrize("name", ["Tanya Whitlock", "Whitlock, Tanya (Ms.)", "Ms. Lind & Mr. Ray"])
def test_a_name_that_a_letter_greets_is_not_asked_about(name: str) -> None:
    (row,) = log(replace(BANK, contact=typed(name, "E4")))

    assert row["Status"] == "ready"
    assert "is greeted" not in str(row["What to do"])


def test_an_email_to_two_addresses_has_a_comma_between_them() -> None:
    wanted = Mailing("a.eml", "b@e.example; c@e.example;", "One visit", "a.txt", "a.docx")

    made = mailing.message(wanted, Document("a.txt", b"To\n\nHello"), Document("a.docx", b"PK"))

    assert (
        message_from_bytes(made.content, policy=policy.default)["To"] == "b@e.example, c@e.example"
    )


def test_an_address_stands_in_lines(templates: dict[str, word.Template]) -> None:
    letter, _ = texts(
        templates, replace(BANK, address=typed("12 Mill Rd; Larkspur, AL 00000", "Z4"))
    )

    assert "Prairie Lantern Bank\n\n12 Mill Rd\nLarkspur, AL 00000\n" in letter


@pytest.mark.parametrize(
    ("field", "cell", "words", "wrong"),
    [
        ("first_project", "T4", "One clinic in December 2026", ""),
        ("first_project", "T4", "One clinic on December 3", "December 3 lies before the day to answer by"),
        ("first_project", "T4", "One clinic in October", "October: the last one has passed; say which year"),
        ("ask", "S4", "Join us in March 2026", "March 2026 has passed"),
        ("ask", "S4", "We may march in May", ""),
        ("ask", "S4", "Meet June Park once", ""),
        ("we_offer", "O4", "Seats from 2026-11-01", "2026-11-01 has passed"),
        ("evidence_source", "R4", "Report, Jan 2027", "Jan 2027 is dated after this letter"),
        ("evidence_source", "R4", "Report, Jan 2025", ""),
        ("bigger_problem", "P4", "The mill closed in March 2024", ""),
    ],
)  # fmt: skip
def test_a_date_that_makes_no_sense_keeps_the_letter_back(
    field: str, cell: str, words: str, wrong: str
) -> None:
    partner = changed(BANK, **{field: typed(words, cell)})

    letter, _ = both(partner)
    (row,) = log(partner)

    if wrong:
        assert letter.notice == f"Draft: not ready to send. To look at: {wrong} (Partners!{cell})."
        assert row["Status"] == "draft: a date to look at"
        assert f"Look at: {wrong} (Partners!{cell})." in str(row["What to do"])
    else:
        assert (letter.notice, row["Status"]) == ("", "ready")


@pytest.mark.parametrize(
    ("step", "ask", "subject"),
    [
        ("One clinic soon", "Lend the large hall", "One clinic soon"),
        ("one clinic soon.", "Lend the large hall", "One clinic soon"),
        ("One clinic", "Lend the large hall.", "Lend the large hall"),
        ("One clinic soon!", "Lend the large hall", "Lend the large hall"),
        ("One clinic soon?", "Lend the large hall", "Lend the large hall"),
        ("One clinic soon…", "Lend the large hall", "Lend the large hall"),
        (" ".join("abcdefghi"), "Lend the large hall", "A b c d e f g h i"),
        (" ".join("abcdefghij"), "Lend the large hall", "Lend the large hall"),
        ("", "Lend the large hall", "Lend the large hall"),
    ],
)
def test_a_short_step_or_ask_is_the_subject(step: str, ask: str, subject: str) -> None:
    letter, email = both(replace(BANK, first_project=typed(step, "T4"), ask=typed(ask, "S4")))

    assert letter.subject == email.subject == subject


def test_a_first_step_that_comes_too_early_is_no_subject() -> None:
    early = replace(BANK, first_project=typed("One clinic on December 3", "T4"))

    assert both(early)[0].subject == "Provide a monthly money clinic at the job center"


@pytest.mark.parametrize(
    ("stage", "partner"),
    [
        *((each, True) for each in ("partner", "Existing", "current partner", "Partner since 2024", "strong partner", "socio actual")),
        *((each, False) for each in ("potential partner", "not yet a partner", "Partner?", "former partner", "could become a partner", "partner, if the board agrees", "posible socio", "warm", "new", "partnership talks", "")),
    ],
)  # fmt: skip
def test_only_who_is_a_partner_reads_that_we_work_together(stage: str, *, partner: bool) -> None:
    letter, _ = both(replace(BANK, stage=typed(stage, "U4")))

    assert letter.opening.startswith("We already work together") is partner


def test_an_existing_partner_reads_of_the_next_step() -> None:
    steps = [
        Action(id=typed(f"A{n}", f"A{n}"), step=typed("Meet", "C2"), lead_organization=typed(lead, "D2"), partners=(typed(helper, "F2"),))
        for n, (lead, helper) in enumerate([("P03", "P03"), ("Other", "P03"), ("Other", "P04")])
    ]  # fmt: skip
    partner = replace(BANK, stage=typed("partner", "U4"))
    details = replace(DETAILS, title=typed("Spring table", "B1", "Details"))

    letter, _ = both(partner, actions=tuple(steps))
    new, _ = both(BANK, details, tuple(steps))

    assert letter.opening.startswith(
        "We already work together; this letter is about the next step."
        " Our action plan has you leading 1 of its 3 steps and helping with 1."
    )
    assert letter.together == (
        "You bring volunteer financial coaches, small grants and meeting space."
        " What we both want: safe accounts and better credit for working families."
    )
    assert letter.first_step is not None
    assert new.first_step is not None
    assert "has a place" not in letter.first_step
    assert new.first_step.endswith(" The plan of the Spring table has a place for you: meet.")
    assert "leading" not in new.opening


def test_wordings_that_are_wrong_are_all_named_at_once() -> None:
    audiences, (head, *sentences), *others = WORDINGS.tables
    broken = replace(
        WORDINGS, tables=(audiences, (head, *sentences[1:], ("Ask: begins with a verb", "Would you {{ word }}?")), *others)
    )  # fmt: skip

    with pytest.raises(InputRefused) as refused:
        wordings.of([broken])

    assert [str(each).splitlines()[0] for each in refused.value.problems] == [
        f"wordings.docx: The row “{sentences[0][0]}” is not there.",
        "wordings.docx: In the row “Ask: begins with a verb” there is no word.",
    ]


# ── emails to open ───────────────────────────────────────────────────────────────────────────


def test_the_email_opens_as_an_unsent_draft_with_the_letter_attached(made: Path) -> None:
    path = made / "outreach" / "P01-marrow-creek-medical-center-email.eml"
    message = message_from_bytes(path.read_bytes(), policy=policy.default)

    assert message["X-Unsent"] == "1"
    assert message["To"] == "dwhitlock@marrowcreek.example.org"
    assert message["Subject"] == "One class visit by two nurse managers in January"
    assert message["Date"] is None
    body = message.get_body()
    assert body is not None
    text = path.with_suffix(".txt").read_text(encoding="utf-8").partition("\n\n")[2]
    assert body.get_content().replace("\r\n", "\n") == text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "P01-marrow-creek-medical-center-letter.docx"
    assert attached.get_content() == (path.parent / str(attached.get_filename())).read_bytes()


def test_letters_and_emails_open_from_the_send_log(made: Path) -> None:
    sheet = load_workbook(made / "outreach" / "send-log.xlsx")["Send log"]

    linked = [cell.hyperlink.target for cell in (sheet["F2"], sheet["G2"])]

    assert all((made / "outreach" / name).is_file() for name in linked)
    assert sheet.freeze_panes == "C2"
    assert sheet.print_area == "'Send log'!$A$1:$I$13"


@pytest.mark.parametrize(("name", "most"), [("letter.docx", 35), ("email.docx", 30)])
def test_a_template_reads_like_its_document(name: str, most: int) -> None:
    assert len(re.findall(r"\{[{%]", openxml.outline((TEMPLATES / name).read_bytes()))) <= most


# ── in another language ──────────────────────────────────────────────────────────────────────


def in_language(language: str, folder: Path) -> Path:
    """Return the sample workbook, its letters asked for in a language."""
    workbook = load_workbook(TEMPLATES.parent / "inputs" / "roundtable" / "workshop.xlsx")
    workbook["Details"].append(("Language", language))
    workbook.save(folder / "w.xlsx")
    return folder / "w.xlsx"


def test_letters_and_emails_are_in_the_language_of_details(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = in_language("Spanish", tmp_path)

    run("make", path, "--out", tmp_path, "--only", "outreach", "--date", "2026-11-04")

    letter = tmp_path / "outreach" / "P09-puentes-del-valle-letter.docx"
    said = openxml.outline(letter.read_bytes())
    assert proof.check(letter.read_bytes(), letter.name) == ()
    for words in (
        "[property language] es-US",
        "[Letter Text] 4 de noviembre de 2026",
        "[Letter Text] Apreciable Lucía Barrera:",
        "Nuestra petición: Co-host two information nights in Spanish.",
        "a más tardar el 18 de diciembre de 2026?",
    ):
        assert words in said
    assert "Needs translation" not in said
    email = letter.with_name("P01-marrow-creek-medical-center-email.txt").read_text("utf-8")
    assert email.startswith("Asunto: One class visit by two nurse managers in January\nPara: ")
    assert "Necesita traducción (en)" in email


def test_pages_beside_the_letters_are_in_the_language_of_details(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """Who calls and who meets a partner says the sentences of the letter: in one language, days included."""
    only = ("--only", "talking-points", "--only", "partner-pages")
    run("make", in_language("Spanish", tmp_path), "--out", tmp_path, *only, "--date", "2026-11-04")

    name = "P05-larkspur-county-department-of-family-support.docx"
    for folder, told in (
        ("talking-points", "Impreso el 4 de noviembre de 2026|[Por completar: quién puede presentarnos]|feudo, fracaso"),
        ("partner-pages", "| Ustedes dirigen |30 de abril de 2027|[Por completar: día]|Todavía sin responsable"),
    ):  # fmt: skip
        content = (tmp_path / folder / name).read_bytes()
        said = openxml.outline(content)
        assert [each for each in told.split("|") if each not in said] == []
        assert "[property language] es-US" in said
        assert ("Fill in" in said, "November" in said) == (False, False)
        assert proof.check(content, name) == ()


@pytest.mark.parametrize("language", ["English", "Spanish"])
def test_blanks_and_drafts_speak_the_language_of_the_letter(
    run: Callable[..., Result], language: str, tmp_path: Path
) -> None:
    (tmp_path / "Partners.csv").write_text(
        "Organization,Contact,Ask,Letter signer,Evidence,Source of the evidence\n"
        "Cedar College,,Lend one room,Treasurer,3 of 9 rooms are empty,count of March 2027\n"
    )
    (tmp_path / "Details.csv").write_text(
        f"Field,Value\nLanguage,{language}\nReply by,2026-11-01\n"
    )

    run(
        "make",
        tmp_path,
        "--yes",
        "--out",
        tmp_path / "out",
        "--only",
        "outreach",
        "--date",
        "2026-11-04",
    )

    (letter,) = (tmp_path / "out" / "outreach").glob("*-letter.docx")
    said = openxml.outline(letter.read_bytes())
    told = {
        "English": ("[Fill in: contact name]", "Missing: contact name (", "[Fill in: name of the Treasurer]",
            "that has not passed, as November 1, 2026 has (", "To look at: March 2027 is dated after this letter ("),
        "Spanish": ("[Por completar: nombre del contacto]", "Falta: nombre del contacto (",
            "[Por completar: nombre de la persona en el puesto: Treasurer]",
            "que no haya pasado, como pasó 1 de noviembre de 2026 (", "Por revisar: March 2027 es posterior a esta carta ("),
    }  # fmt: skip
    for language_, words in told.items():
        assert [each in said for each in words] == [language_ == language] * len(words)
    assert ("Fill in" in said, "Draft" in said.replace("[Draft Notice]", "")) == (
        language == "English",
    ) * 2


def test_outcomes_are_in_the_language_of_details(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = in_language("Spanish", tmp_path)

    run(
        "make",
        path,
        "--out",
        tmp_path,
        "--only",
        "outcomes",
        "--variant",
        "wall",
        "--date",
        "2026-11-04",
    )

    content = (tmp_path / "outcomes.docx").read_bytes()
    said = openxml.outline(content)
    for words in (
        "[property title] Resultados del taller: Larkspur Valley partnership roundtable",
        "[property language] es-US",
        "[Meta] Tri-River Library, Larkspur · 4 de noviembre de 2026",
        "[row] Título | Tarjetas | La primera tarjeta",
        "[List Bullet] Acción: Quarterly learning lunch: one partner brings one problem",
        "40 tarjetas en total: 37 bajo 7 títulos, 3 sin lugar todavía",
        "Sin nombre",
    ):
        assert words in said
    ours = [
        line for line in said.splitlines() if not line.startswith(("[List", "[row]", "[Heading 3]"))
    ]
    assert not any(f" {each} " in line for line in ours for each in ("the", "and", "of", "cards"))
    assert proof.check(content, "outcomes.docx", ["TANF"]) == ()
    wall = openxml.outline((tmp_path / "outcomes-wall.docx").read_bytes())
    assert "[Wall Heading] Sin lugar todavía" in wall


def test_what_is_missing_has_words_in_every_language() -> None:
    """A blank whose words nobody wrote in the wordings would stand in English among other words."""
    found: set[str] = set()
    for path in ("messages", "outcomes"):
        text = (TEMPLATES.parent / "pipeline" / "deliverables" / f"{path}.py").read_text("utf-8")
        found |= {
            each
            for pair in re.findall(r'words\([^,()]+, "([^"]+)"|Lack\(\s*"([^"]+)"', text)
            for each in pair
            if each
        }

    assert found <= set(wordings.lacks())


def test_a_language_without_templates_is_told_and_english_is_taken(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = in_language("Klingon", tmp_path)

    result = run("make", path, "--out", tmp_path, "--only", "outreach", "--date", "2026-11-04")

    assert (
        "There are no templates in “Klingon”: letters, emails and outcomes are in English."
        in result.stderr
    )
    assert "Dear Dana Whitlock:" in (
        tmp_path / "outreach" / "P01-marrow-creek-medical-center-email.txt"
    ).read_text("utf-8")


def test_the_wordings_of_every_language_have_every_row() -> None:
    for path in TEMPLATES.rglob("wordings.docx"):
        tables = openxml.tables(path.read_bytes(), path.name)
        assert wordings.of([StaffText("wordings.docx", tables)]).texts


# ── cells that only say there is nothing, and rows that may be one organization ──────────────


def made_of(*partners: Partner) -> list[Mail | Kept]:
    workshop = nothing.left_out(Workshop(details=DETAILS, partners=partners))
    found = Findings(workshop, Wall(), (), (), date(2026, 11, 4), texts=(WORDINGS, PROGRAM))
    return list(outreach.entries(found))


@pytest.mark.parametrize("said", ["n/a", "N/A", "none", "None.", "not applicable"])
def test_a_cell_that_says_there_is_nothing_gives_a_letter_no_words(said: str) -> None:
    fields = ("contact", "contact_title", "introduced_by", "we_offer", "overlap", "do_not_contact")
    cells: dict[str, Any] = {name: typed(said, "Z4") for name in fields}
    bare = replace(BANK, **cells)
    (mail,) = made_of(bare)
    assert isinstance(mail, Mail)
    assert mail.letter.greeting == "[Fill in: contact name]"
    assert [each.where for each in mail.gaps if each.status == "no contact"] == ["Partners!Z4"]
    assert mail.letter.offer is None
    assert said not in " ".join(mail.letter.sentences())


def test_a_step_that_takes_nothing_says_so_and_nobody_called_none_is_a_party() -> None:
    step = Action(
        id=typed("A1", "A2"),
        step=typed("Open the hall", "B2"),
        lead_organization=typed("n/a", "C2"),
        partners=(typed("none", "D2"), typed("P03", "D2")),
        resources=typed("none", "E2"),
    )
    (action,) = nothing.left_out(Workshop(actions=(step,))).actions
    assert (action.lead_organization, action.partners, action.resources) == ("", ("P03",), "none")


@pytest.mark.parametrize(
    ("contact", "greeting", "asked"),
    [
        ("The Regional Manager", "Regional Manager", False),
        ("front desk", "front desk", True),
        ("Theo Marsh", "Theo Marsh", False),
        ("office", "office", False),
    ],
)
def test_a_job_is_greeted_without_its_article_and_nobody_by_name_is_asked_about(
    contact: str, greeting: str, *, asked: bool
) -> None:
    (mail,) = made_of(replace(BANK, contact=typed(contact, "E4"), salutation=typed("", "F4")))
    assert isinstance(mail, Mail)
    assert mail.letter.greeting == greeting
    assert to_ask_about(contact) is asked


@pytest.mark.parametrize(
    ("name", "draft"),
    [
        ("Fern Co. Human Services", True),
        ("Fern County Human Services", True),
        ("Moss County Human Services", False),
    ],
)
def test_nothing_is_ready_for_a_row_that_may_be_one_nobody_is_to_contact(
    name: str, *, draft: bool
) -> None:
    held = replace(
        BANK,
        organization=typed("Fern County Human Services", "B3"),
        do_not_contact=typed("until the audit ends", "T3"),
    )
    kept, mail = made_of(held, replace(BANK, organization=typed(name, "B4")))
    assert isinstance(kept, Kept)
    assert isinstance(mail, Mail)
    said = "whether this is Fern County Human Services, whom nobody is to contact (Partners!B3)"
    assert (said in mail.letter.notice) is draft
    assert ("maybe not to be contacted" in [each.status for each in mail.gaps]) is draft


@pytest.mark.parametrize(
    ("typed_words", "said"),
    [
        ("Tours, mentors and shop time", "What you could bring: tours, mentors and shop time."),
        ("We run the van. You drive.", "What you could bring: We run the van. You drive."),
    ],
)
def test_things_go_on_small_after_a_label(typed_words: str, said: str) -> None:
    (mail,) = made_of(replace(BANK, they_bring=typed(typed_words, "N4")))
    assert isinstance(mail, Mail)
    assert said in str(mail.letter.together)


def test_a_person_is_called_the_same_on_every_paper() -> None:
    turned = replace(BANK, contact=typed("Whitlock, Tanya (Ms.)", "E4"))
    workshop = Workshop(details=DETAILS, partners=(turned,))
    found = Findings(workshop, Wall(), (), (), date(2026, 11, 4), texts=(WORDINGS, PROGRAM))
    (mail,) = [each for each in outreach.entries(found) if isinstance(each, Mail)]
    papers = [*partner_pages.drafts(found), *talking_points.drafts(found)]
    contacts = [getattr(each.context, "contact", "") for each in papers]
    called = {str(mail.letter.contact), *map(str, contacts)}
    assert called == {"Ms. Tanya Whitlock"}
    assert len(papers) == 2


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("ask", "Share enrollment counts each term", "Our request: share enrollment counts each term."),
        ("ask", "Support letters", "Our request: support letters."),
        ("ask", "Lend vans", "Would you lend vans?"),
        ("ask", "We ask for two vans.", "We ask for two vans."),
        ("first_project", "Two interviews in May 2027", "A first step could be small: two interviews in May 2027."),
        ("first_project", "Students may visit the lab", "Students may visit the lab."),
        ("overlap", "both serve dislocated workers", "Where our work meets yours: both serve dislocated workers."),
        ("overlap", "Both of us see the same parents", "I am writing to Prairie Lantern Bank for a simple reason: both of us see the same parents."),
        ("bigger_problem", "No child care on night shift", "The problem as we see it: no child care on night shift."),
    ],
)  # fmt: skip
def test_words_that_read_two_ways_stand_behind_a_label(field: str, words: str, said: str) -> None:
    cells: dict[str, Any] = {field: typed(words, "Z4")}
    (mail,) = made_of(replace(BANK, stage=typed("warm", "U4"), **cells))
    assert isinstance(mail, Mail)
    assert said in " ".join(mail.letter.sentences())


def test_a_reason_to_write_stands_in_the_place_of_the_topic() -> None:
    shared = typed("Both of us see the same parents", "L4")
    letter, _ = both(replace(BANK, overlap=shared))

    assert letter.opening == (
        "I am writing to Prairie Lantern Bank for a simple reason: both of us see the same parents."
    )
