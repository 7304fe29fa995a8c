"""Plain language of finished documents: grade, long sentences, abbreviations, words to avoid."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import Result
from docx.oxml.ns import qn
from made import first_sheet

from pipeline import proof
from pipeline.meaning import plain

EASY = "The van leaves at seven. It stops at the school. Then it goes to the plant. " * 6
HARD = (
    "Interdisciplinary implementation of comprehensive collaborative infrastructure necessitates "
    "organizational transformation. " * 9
)
LONG = "The van " + "stops at the school and then " * 7 + "goes home."


def document(tmp_path: Path, *lines: str) -> Path:
    made = docx.Document()
    made.add_heading("Our vans", 1)
    for line in lines:
        made.add_paragraph(line)
    made.save(str(tmp_path / "vans.docx"))
    return tmp_path / "vans.docx"


def told(path: Path, rule: str, glossary: dict[str, str] | None = None) -> list[proof.Fault]:
    found = proof.faults(path.read_bytes(), path.name, finished=True, glossary=glossary or {})
    return [each for each in found if each.rule == rule]


def test_the_grade_follows_coleman_and_liau() -> None:
    """By hand: 96 words, 336 letters, 18 sentences … and the same for a hard text."""
    found = EASY.split()
    letters = sum(sum(sign.isalpha() for sign in word) for word in found) / len(found) * 100
    ends = EASY.count(".") / len(found) * 100

    assert plain.grade([EASY]) == max(0, round(0.0588 * letters - 0.296 * ends - 15.8))
    hard = plain.grade([HARD])
    assert hard is not None
    assert hard > 20
    assert plain.grade(["Too short to tell."]) is None


@pytest.mark.parametrize(("text", "messages"), [(EASY, 0), (HARD, 1)])
def test_a_hard_text_is_told_with_its_grade(tmp_path: Path, text: str, messages: int) -> None:
    assert len(told(document(tmp_path, text), "P1")) == messages


@pytest.mark.parametrize(("language", "grade", "words"), [("en-US", 1, 1), ("es-US", 0, 0)])
def test_a_text_in_another_language_has_no_english_grade(
    tmp_path: Path, language: str, grade: int, words: int
) -> None:
    """The formula counts English letters, the list has English words; a long sentence is long anywhere."""
    path = document(tmp_path, HARD + "We utilize vans.", LONG)
    made = docx.Document(str(path))
    (said,) = made.styles.element.iter(qn("w:lang"))
    said.set(qn("w:val"), language)
    made.save(str(path))

    told_of = [each.message for each in told(path, "P1")]

    assert sum(each.startswith("Its reading grade") for each in told_of) == grade
    assert sum(each.startswith("A sentence has") for each in told_of) == 1
    assert len(told(path, "P3")) == words


def test_a_long_sentence_is_told_with_its_place(tmp_path: Path) -> None:
    (fault,) = told(document(tmp_path, "A short one. " + LONG), "P1")

    assert fault.message.startswith('A sentence has 46 words: "The van stops at the school')
    assert fault.where == 'under "Our vans"'


def test_short_forms_end_no_sentence() -> None:
    found = plain.sentences("Dr. Lee meets Ms. Ochoa at 9 a.m. on Friday. They talk!")

    assert found == ["Dr. Lee meets Ms. Ochoa at 9 a.m. on Friday.", "They talk!"]


def test_an_abbreviation_is_told_unless_it_is_spelled_out_first(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        "The Workforce Innovation and Opportunity Act (WIOA) pays for it; WIOA has rules.",
        "TANF pays for the rest, and TANF has rules, too. The MOU says who does what.",
    )

    (fault,) = told(path, "P2", {"TANF": "Temporary Assistance for Needy Families"})

    assert fault.message == "TANF is not spelled out where it stands first."
    assert fault.hint == "Write Temporary Assistance for Needy Families (TANF) the first time."


def test_words_to_avoid_depend_on_who_reads(tmp_path: Path) -> None:
    for_all = document(tmp_path, "We utilize vans. Our clients ride along.")
    assert [each.hint for each in told(for_all, "P3")] == ["Say: use."]

    for_employers = document(tmp_path, "Dear employer, our clients ride along.")
    assert [each.message.partition(" is")[0] for each in told(for_employers, "P3")] == ["“clients”"]


def test_check_takes_the_glossary_of_a_workbook(tmp_path: Path, run: Callable[..., Result]) -> None:
    book = openpyxl.Workbook()
    sheet = first_sheet(book)
    sheet.title = "Glossary"
    for row in (("Short", "Means"), ("TANF", "Temporary Assistance for Needy Families")):
        sheet.append(row)
    book.save(tmp_path / "words.xlsx")

    said = run("check", document(tmp_path, "TANF pays for it."), tmp_path / "words.xlsx").stderr

    assert "Write Temporary Assistance for Needy Families (TANF) the first time." in said


def test_the_send_log_says_how_the_glossary_writes_an_abbreviation(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = first_sheet(book)
    sheet.title = "Partners"
    for row in (
        ("Organization", "Type", "Contact", "Email", "Bigger problem", "Ask"),
        (
            "Cedar Mill",
            "employer",
            "Ana Reyes",
            "ana@cedar.example",
            "RTPB and ZQX end early",
            "Lend a van",
        ),
    ):
        sheet.append(row)
    terms = book.create_sheet("Glossary")
    for term in (
        ("Acronym", "Stands for"),
        ("RTPB", "Regional Transit Planning Board"),
        ("HUM", "Home"),
    ):
        terms.append(term)
    book.save(tmp_path / "Partners.xlsx")

    said = send_log(run, tmp_path)["Cedar Mill"]

    assert (
        "RTPB is not spelled out where it stands first (Partners!E2). "
        "Write Regional Transit Planning Board (RTPB)." in said
    )
    assert "ZQX is not spelled out where it stands first (Partners!E2)." in said
    assert "HUM" not in said


def test_the_send_log_says_what_makes_a_letter_hard_to_read_and_in_which_cell(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    long = "we know that the vans " + "stop at the school and then " * 6 + "go home"
    (tmp_path / "Partners.csv").write_text(
        "Organization,Type,Contact,Email,Bigger problem,Evidence,Source of the evidence,Ask\n"
        f"Cedar Mill,employer,Ana Reyes,ana@cedar.example,{long},3 of 9 vans,RTPB count of 2025,Leverage the RTPB vans\n"
        "Elm House,community organization,Bo Lind,bo@elm.example,The vans stop late,3 of 9 vans,a count in 2025,Lend one van\n"
    )

    rows = send_log(run, tmp_path)

    assert "A sentence has 43 words: make two of it (Partners!E2)." in rows["Cedar Mill"]
    assert (
        rows["Cedar Mill"].count("RTPB is not spelled out where it stands first (Partners!G2).")
        == 1
    )
    assert '"leverage" is hard for some readers: say use (Partners!H2).' in rows["Cedar Mill"]
    for word in ("A sentence has", "is not spelled out", "is hard for", "reading grade"):
        assert word not in rows["Elm House"]


def send_log(run: Callable[..., Result], folder: Path) -> dict[str, str]:
    """Make the letters of the partners in `folder`; return what the send log says of each to settle."""
    out = folder / "out"
    run("make", folder, "--yes", "--only", "outreach", "--out", out, "--date", "2026-11-04")
    sheet = openpyxl.load_workbook(out / "outreach" / "send-log.xlsx")["Send log"]
    return {str(row[0]): str(row[2]) for row in sheet.iter_rows(values_only=True) if row[0]}


def test_a_letter_of_hard_words_is_told_with_its_grade(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    hard = (
        "Interdisciplinary collaboration necessitates comprehensive organizational infrastructure. "
        * 9
    )
    (tmp_path / "Partners.csv").write_text(
        "Organization,Contact,Email,Bigger problem,Evidence,Ask\n"
        f"Cedar Mill,Ana Reyes,ana@cedar.example,{hard},3 of 9 vans,Lend one van\n"
        "Elm House,Bo Lind,bo@elm.example,The vans stop late,3 of 9 vans,Lend one van\n"
    )

    rows = send_log(run, tmp_path)
    told = re.search(
        r"The letter asks for reading grade (\d+); 10 or less is plain", rows["Cedar Mill"]
    )
    assert told is not None
    assert int(told[1]) > plain.GRADE
    assert "reading grade" not in rows["Elm House"]


def test_a_sentence_may_begin_with_a_number_or_a_mark() -> None:
    assert plain.sentences("We met in May. 12 vans came. “Thank you,” they said.") == [
        "We met in May.",
        "12 vans came.",
        "“Thank you,” they said.",
    ]
