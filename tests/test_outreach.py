import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from pipeline import decisions, openxml, word
from pipeline.deliverables import outreach, send_log
from pipeline.deliverables.audience import WATCH, audience, contact
from pipeline.deliverables.blanks import line, stop, where
from pipeline.deliverables.messages import Email, Letter
from pipeline.model import (
    About,
    Action,
    Book,
    Cell,
    Decision,
    Details,
    Draft,
    Findings,
    Outcome,
    Partner,
    Sheet,
    Typed,
    Wall,
    When,
    Workshop,
)
from pipeline.problems import Place

TEMPLATES = Path(__file__).parent.parent / "templates"
KINDS = {
    "employer": "employer",
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
    first_project=typed("One 60-minute clinic in November", "T4"),
    stage=typed("warm", "U4"),
    introduced_by=typed("Copperline manager", "V4"),
    signer=typed("program director", "W4"),
    do_not_contact=typed("", "X4"),
)


def findings(
    *partners: Partner, details: Details = DETAILS, actions: tuple[Action, ...] = ()
) -> Findings:
    workshop = Workshop(details=details, partners=partners, actions=actions)
    return Findings(workshop, Wall(), (), (), date(2026, 11, 23))


def both(partner: Partner, details: Details = DETAILS) -> tuple[Letter, Email]:
    drafts = list(outreach.drafts(findings(partner, details=details)))
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
        "Subject: Money questions at work: one first step\n"
        "To: rcastellano@prairielantern.example.org\n"
        "\n"
        "Dear Renee Castellano:\n"
        "\n"
        "I am writing for Tamarack Plains Workforce Council about the money questions that can"
        " decide whether a person starts a job and stays in it. Where our work meets that of"
        " Prairie Lantern Bank: Most customers earn under 80 percent of area median income.\n"
        "\n"
        "The problem as we see it: Many workers pay fees to cash the checks they earn. One number:"
        " 22 of 40 new students had no checking account (source: Program intake, Fall 2026).\n"
        "\n"
        "Our one request: Provide a monthly money clinic at the job center. A small way to begin:"
        " One 60-minute clinic in November. What we would bring: A steady audience of job seekers"
        " ready for coaching.\n"
        "\n"
        "Could you answer by December 11, 2026? A short no is a good answer. If someone else is"
        " the right person, please send me the name.\n"
        "\n"
        "To talk it over: Jonah Novak, 555-0120, jnovak@larkspurvalley.example.org.\n"
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
            assert text.count(fact) == 1, fact


def test_what_is_for_our_eyes_is_in_no_letter(templates: dict[str, word.Template]) -> None:
    for text in texts(templates, BANK):
        for inner in (BANK.introduced_by, "warm", "P03"):
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
        zip(texts(templates, partner), ((200, 300), (100, 170)), strict=True)
    ):
        subject = re.search(r"Subject: (.*)", text)
        assert subject
        assert 4 <= len(subject[1].split()) <= 9
        assert least <= words_of(text) <= most
        opening = re.search(r"I am writing for .*? about (.*?)\.", text)
        assert opening
        assert not [other for other in others if opening[1] in texts(templates, other)[number]]


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
        ("Employer", "hospital", "employer"),
        ("faith-based", "interfaith council", "faith"),
        ("Workforce board", "", "elected"),
        ("", "credit union", "bank"),
        ("", "", "neutral"),
        ("sports club", "credit union", "neutral"),
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
            "Where our work meets",
            "A small way to begin",
            "would bring",
            "[Fill in",
            "Draft",
        ):
            assert lead_in not in text
    assert "working together could look like" not in letter
    assert [row["Status"] for row in log(bare)] == ["ready"]
    assert [row["Worth a look"] for row in log(bare)] == [
        "Nothing says why you write to them (Partners!L4). No first small step (Partners!T4)."
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

    assert letter.ask.words == "Join the table and stay"
    assert isinstance(letter.ask.words, Typed)
    assert str(letter.ask.words.place) == "w.xlsx!Partners!S4"


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
        "Subject: Money questions at work: one first step\n"
        "To: [Fill in: email address]\n\n"
        f"Draft: not ready to send. Missing: {missing}; email address (Partners!G4).\n"
    )
    for text in (letter, email):
        assert "Dear [Fill in: contact name]:" in text
        assert "Our one request: [Fill in: the one thing you ask for]." in text
        assert "(source: [Fill in: where the number is from, and its period])." in text
    assert [(row["Status"], row["Missing"]) for row in log(partner)] == [
        (
            "draft: no contact, no source, no ask, no email address",
            f"{missing}; email address (Partners!G4)",
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
    assert letter.reply_by.words == "November 22, 2026"


def test_words_about_time_are_printed_as_typed() -> None:
    letter, _ = both(
        BANK, replace(DETAILS, reply_by=When(typed("the end of June", "B11", "Details")))
    )

    assert letter.reply_by.words == "the end of June"
    assert letter.notice == ""


@pytest.mark.parametrize("words", ["soon", "as soon as you can", "when it suits you!"])
def test_words_that_name_no_day_are_nothing_to_answer_by(
    templates: dict[str, word.Template], words: str
) -> None:
    details = replace(DETAILS, reply_by=When(typed(words, "B11", "Details")))

    for text in texts(templates, BANK, details):
        assert "answer by" not in text
        assert f"When we hope to hear from you: {words.rstrip('!')}" in text


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
    assert [
        (r["Partner"], r["Status"], r["Letter file"], r["Worth a look"]) for r in log(kept)
    ] == [
        (
            "Prairie Lantern Bank",
            "no letter: do not contact",
            None,
            'Do not contact says "Yes, until March" in Partners!X4.',
        )
    ]


@pytest.mark.parametrize(
    "stage", ["do not contact til Jan", "Don’t call yet", "warm; DO NOT EMAIL"]
)
def test_a_stage_that_says_not_to_write_holds_the_letters_back_too(stage: str) -> None:
    kept = replace(BANK, stage=typed(stage, "U4"))

    assert [draft.filename for draft in outreach.drafts(findings(kept))] == [
        "outreach/send-log.xlsx"
    ]
    assert [row["Worth a look"] for row in log(kept)] == [f'Stage says "{stage}" in Partners!U4.']


def test_a_question_mark_under_do_not_contact_holds_the_letters_back() -> None:
    kept = replace(BANK, do_not_contact=typed("?", "X4"))

    assert [draft.filename for draft in outreach.drafts(findings(kept))] == [
        "outreach/send-log.xlsx"
    ]


@pytest.mark.parametrize("contact", ["??", "TBD", " - ", "to be decided"])
def test_a_sign_that_nobody_knows_is_a_blank_and_no_greeting(contact: str) -> None:
    letter, _ = both(replace(BANK, contact=typed(contact, "E4")))

    assert letter.contact.blank == "[Fill in: contact name]"
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
        ("Executive Director", "", "Executive Director"),
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
        "outreach/P03-prairie-lantern-bank-letter.docx",
        "outreach/P03-prairie-lantern-bank-email.txt",
        "outreach/P03-prairie-lantern-bank-2-letter.docx",
        "outreach/P03-prairie-lantern-bank-2-email.txt",
        "outreach/ninos-cafe-inc-letter.docx",
        "outreach/ninos-cafe-inc-email.txt",
        "outreach/x-letter.docx",
        "outreach/x-email.txt",
        "outreach/send-log.xlsx",
    ]


def test_the_send_log_leaves_the_sending_to_people() -> None:
    step = Action(
        id=typed("A06", "A2"), step=typed("Hold a clinic", "C2"), partners=(typed("P03", "F2"),)
    )

    rows = list(log(BANK, actions=(step,)))

    assert rows == [{
        "Partner": "Prairie Lantern Bank", "Contact": "Renee Castellano", "Email": "rcastellano@prairielantern.example.org",
        "Letter file": "P03-prairie-lantern-bank-letter.docx", "Email file": "P03-prairie-lantern-bank-email.txt",
        "Signed by": "Priya Sandoval", "Status": "ready", "Missing": None, "Worth a look": None,
        "Plan steps that name them": "A06", "Sent on": None, "Follow-up on": None, "Answer": None,
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

    assert [(row[0], row[6], *row[-3:]) for row in book.tables[-1].rows] == [
        ("Prairie Lantern Bank", "ready", None, None, None),
        ("Prairie Lantern Bank", "ready", date(2026, 11, 24), "next week", "yes"),
        ("Closed Credit Union", "not among the partners any more", None, None, "no"),
    ]


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
    )

    assert [
        row["Worth a look"] for row in log(partner, replace(BANK, kind=typed("club", "C5")))
    ] == [
        (
            '2 rows name this organization. This reader may stumble over "slots" (Partners!S4).'
            " Long cells: see that the letter keeps to one page."
        ),
        '2 rows name this organization. "club" is no type we have wording for: the wording is neutral.',
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
    kept = replace(BANK, **{field: typed(words, cell)})  # type: ignore[arg-type]

    assert [draft.filename for draft in outreach.drafts(findings(kept))] == [
        "outreach/send-log.xlsx"
    ]
    assert [(row["Status"], row["Worth a look"]) for row in log(kept)] == [
        ("no letter: do not contact", f'{heading} says "{words}" in Partners!{cell}.')
    ]


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
    partner = replace(BANK, **{field: typed(words, "K4")})  # type: ignore[arg-type]

    assert len(list(outreach.drafts(findings(partner)))) == 3


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
    assert seen["Heron Lake Clinic"][6] == "no letter: do not contact"
    assert seen["Heron Lake Clinic"][8] == '"Do not contact" is said in Partners!D2.'
    assert seen["Quill Bank"][3] == "quill-bank-letter.docx"
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
