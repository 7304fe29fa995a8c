"""A letter is ready only when nothing that it needs is missing, whatever it is that is missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from made import changed

from pipeline import flow
from pipeline.deliverables import messages, mou_clauses, outreach, send_log
from pipeline.deliverables.messages import Email, Letter
from pipeline.model import (
    Action,
    Book,
    Cell,
    Details,
    Draft,
    Findings,
    Partner,
    Sheet,
    Typed,
    Wall,
    When,
    Workshop,
)
from pipeline.problems import Place

TEXTS = flow.texts(None)
TODAY = date(2026, 11, 23)
TEMPLATES = Path(__file__).parent.parent / "templates"
NEEDED = {
    "organization": "no organization",
    "contact": "no contact",
    "bigger_problem": "no problem",
    "evidence": "no number",
    "evidence_source": "no source",
    "ask": "no ask",
}
NEEDED_OF_US = {
    "organization": "no sender",
    "contact": "no contact of ours",
    "signer": "no signer",
    "reply_by": "no reply date",
}


def typed(words: str, cell: str = "B2", sheet: str = "Partners") -> Typed:
    return Typed(words, Place("w.xlsx", sheet, cell))


DETAILS = Details(
    organization=typed("Ironwood Works", "B1", "Details"),
    program=typed("Ironwood Paths", "B2", "Details"),
    signer=typed("Nadia Brandt", "B3", "Details"),
    signer_title=typed("Director", "B4", "Details"),
    contact=typed("Owen Pike", "B5", "Details"),
    contact_email=typed("opike@ironwood.example", "B6", "Details"),
    contact_phone=typed("555-0142", "B7", "Details"),
    purpose=typed("Parents keep good work", "B8", "Details"),
    reply_by=When(typed("December 11, 2026", "B9", "Details"), date(2026, 12, 11)),
)
PARTNER = Partner(
    id=typed("P1", "A2"),
    organization=typed("Fernside College", "B2"),
    kind=typed("college", "C2"),
    contact=typed("Lena Fox", "D2"),
    email=typed("lfox@fernside.example", "E2"),
    overlap=typed("Many students work", "F2"),
    mutual_goals=typed("More graduates", "G2"),
    they_bring=typed("Rooms", "H2"),
    we_offer=typed("Students", "I2"),
    bigger_problem=typed("Half of them stop for want of a ride", "J2"),
    evidence=typed("12 of 24 stopped", "K2"),
    evidence_source=typed("Our list, Fall 2026", "L2"),
    ask=typed("Lend one van a week", "M2"),
    first_project=typed("One van in December", "N2"),
)


def made(partner: Partner, details: Details = DETAILS) -> tuple[str, str, str, str]:
    """Return the notice of the letter and of the email, and status and missing of the log."""
    workshop = Workshop(details=details, partners=(partner,))
    findings = Findings(workshop, Wall(), (), (), TODAY, texts=TEXTS)
    letter, email, _, book = outreach.drafts(findings)
    assert isinstance(letter, Draft)
    assert isinstance(email, Draft)
    assert isinstance(letter.context, Letter)
    assert isinstance(email.context, Email)
    assert isinstance(book, Book)
    headings = [heading.text for heading in book.tables[-1].headings]
    row = dict(zip(headings, book.tables[-1].rows[0], strict=True))
    return (
        letter.context.notice,
        email.context.notice,
        str(row["Status"]),
        str(row["What to do"] or ""),
    )


def test_a_letter_that_has_all_is_ready() -> None:
    assert made(PARTNER) == ("", "", "ready", "")


@pytest.mark.parametrize("field", NEEDED)
@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_what_a_partner_row_misses_keeps_both_messages_back(field: str, words: str) -> None:
    letter, email, status, missing = made(changed(PARTNER, **{field: typed(words, "Z2")}))

    assert letter == email
    assert letter.startswith("Draft: not ready to send. Missing: ")
    assert "Partners!" in letter
    assert all(
        each.removeprefix("Fill in: ").rstrip(".") in letter
        for each in missing.splitlines()
        if each.startswith("Fill in")
    )
    assert status == f"draft: {NEEDED[field]}"


@pytest.mark.parametrize("field", NEEDED_OF_US)
def test_what_the_details_miss_keeps_both_messages_back(field: str) -> None:
    empty = When() if field == "reply_by" else typed("", "Z9", "Details")

    letter, email, status, _ = made(PARTNER, changed(DETAILS, **{field: empty}))

    assert letter == email
    assert letter.startswith("Draft: not ready to send. Missing: ")
    assert "Details" in letter
    assert status == f"draft: {NEEDED_OF_US[field]}"


def test_an_email_needs_its_address_and_the_letter_does_not() -> None:
    letter, email, status, _ = made(replace(PARTNER, email=typed("", "E2")))

    assert letter == ""
    assert email == "Draft: not ready to send. Missing: email address (Partners!E2)."
    assert status == "draft: no email address"


@pytest.mark.parametrize(
    ("phone", "email", "ready"),
    [("1", "a@b.example", True), ("1", "", True), ("", "a@b.example", True), ("", "", False)],
)
def test_one_way_to_answer_is_enough(phone: str, email: str, ready: bool) -> None:
    by_phone, by_email = typed(phone, "B7", "Details"), typed(email, "B6", "Details")
    details = replace(DETAILS, contact_phone=by_phone, contact_email=by_email)

    letter, _, status, _ = made(PARTNER, details)

    assert (letter == "") is ready
    assert status == ("ready" if ready else "draft: no way to answer")


@pytest.mark.parametrize(("day", "passed"), [(22, True), (23, False), (24, False)])
def test_a_day_to_answer_by_may_be_today_and_no_earlier(day: int, passed: bool) -> None:
    when = When(typed(f"November {day}, 2026"), date(2026, 11, day))

    _, _, status, _ = made(PARTNER, replace(DETAILS, reply_by=when))

    assert status == ("draft: reply date has passed" if passed else "ready")


@pytest.mark.parametrize("language", ["en", "EN-US", "English", "", "en_us"])
def test_english_needs_no_translation(language: str) -> None:
    assert made(replace(PARTNER, language=typed(language)))[0] == ""


# ── who signs ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wanted", "name", "title", "blank"),
    [
        ("", "Nadia Brandt", "Director", False),
        ("director", "Nadia Brandt", "Director", False),
        ("Nadia Brandt", "Nadia Brandt", "Director", False),
        ("Owen Pike", "Owen Pike", "", False),
        ("Ana Ruiz, Treasurer", "Ana Ruiz", "Treasurer", False),
        ("Ana Ruiz", "Ana Ruiz", "", False),
        ("the program director, Fernside", "name of the the program director, Fernside", "the program director, Fernside", True),
        ("board treasurer", "name of the board treasurer", "board treasurer", True),
        ("Treasurer", "name of the Treasurer", "Treasurer", True),
    ],
)  # fmt: skip
def test_the_signer_is_a_person_or_a_blank(wanted: str, name: str, title: str, blank: bool) -> None:
    signer = messages._signer(replace(PARTNER, signer=typed(wanted, "O2")), DETAILS)

    assert (name in str(signer.name.words or signer.name.blank)) or name in str(signer.name)
    assert signer.title == title
    assert bool(signer.name.blank) is blank


def test_a_role_of_ours_that_nobody_holds_is_a_blank() -> None:
    nobody = replace(DETAILS, signer=typed("", "B3", "Details"))

    letter, _, status, _ = made(replace(PARTNER, signer=typed("Director", "O2")), nobody)

    assert "name of the Director, who signs (Partners!O2)" in letter
    assert status == "draft: no signer"


# ── the send log ─────────────────────────────────────────────────────────────────────────────


def log_sheet(*rows: Sequence[tuple[str, object]]) -> Sheet:
    heads = ("Partner", *send_log.BY_HAND)
    cells = [Cell(1, at, words, words) for at, words in enumerate(heads, start=1)]
    for number, row in enumerate(rows, start=2):
        cells += [Cell(number, at, text, value) for at, (text, value) in enumerate(row, start=1) if text]  # fmt: skip
    return Sheet("send-log.xlsx", "Send log", tuple(cells))


def test_what_was_filled_in_by_hand_is_read_and_blanks_are_not() -> None:
    day, moment = datetime(2026, 12, 1), datetime(2026, 12, 2, 8, 30)  # noqa: DTZ001 - as Excel has them
    sheet = log_sheet(
        [("Fernside College", "Fernside College"), ("12/1/2026", day), ("12/2/2026 8:30", moment), ("yes", "yes")],
        [("Other", "Other"), ("  ", "  "), ("12/3/2026", date(2026, 12, 3)), ("", "")],
    )  # fmt: skip

    found = [(str(each.which), each.field, str(each.value), each.day) for each in send_log.filled([sheet])]  # fmt: skip

    assert found == [
        ("Fernside College", "Sent on", "12/1/2026", date(2026, 12, 1)),
        ("Fernside College", "Follow up on", "12/2/2026 8:30", None),
        ("Fernside College", "Answer", "yes", None),
        ("Other", "Follow up on", "12/3/2026", date(2026, 12, 3)),
    ]


def test_a_sheet_without_its_headings_is_no_send_log() -> None:
    cells = tuple(each for each in log_sheet([("A", "A"), ("1", "1")]).cells if each.column != 4)

    assert list(send_log.filled([Sheet("x.xlsx", "Send log", cells)])) == []


def test_the_answers_are_offered() -> None:
    (answer,) = (each for each in send_log.LOG if each.text == "Answer")

    assert answer.choices == ("yes", "no", "later", "someone else")


# ── what a step calls for in an agreement ────────────────────────────────────────────────────

CLAUSES = mou_clauses.read((TEMPLATES / mou_clauses.FILE).read_bytes())
CALLS = (
    "Refer parents by warm handoff",
    "Put a desk at the college",
    "Sign a release of information",
    "Agree on one measure",
)


def step(words: str, *practice: str, status: str = "") -> Action:
    return Action(
        id=typed("S1", "A2", "Actions"),
        step=typed(words, "B2", "Actions"),
        status=typed(status, "C2", "Actions"),
        practice=tuple(typed(each, "D2", "Actions") for each in practice),
    )


def test_a_dropped_step_calls_for_nothing() -> None:
    for words in CALLS:
        assert mou_clauses.called(step(words), CLAUSES), words
        assert mou_clauses.practical(step(words), CLAUSES)
        for status in ("dropped", "Dropped"):
            assert not mou_clauses.called(step(words, status=status), CLAUSES)
            assert not mou_clauses.calls_for_all(step(words, "all", status=status))
            assert not mou_clauses.practical(step(words, "all", status=status), CLAUSES)


def test_a_step_calls_for_all_only_where_somebody_said_so() -> None:
    assert mou_clauses.calls_for_all(step("Paint the hall", "all"))
    assert not mou_clauses.calls_for_all(step("Refer all parents", "referral"))
    assert not mou_clauses.called(step("Paint the hall"), CLAUSES)
    asked = step("Paint", "all", "weather", "referral")
    assert list(mou_clauses.unanswered(asked, CLAUSES)) == ["weather"]
