"""One text may be as long as a cell takes: what is reckoned of it is bounded, and that is said."""

import time
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pytest
from made import first_sheet, member, repacked, saved

from pipeline import meaning, proof, titling
from pipeline.grouping import proposals
from pipeline.meaning import english, grammar, plain, sameness
from pipeline.model import MOST_COMPARED, Idea, Typed
from pipeline.openxml import languages
from pipeline.problems import InputRefused, LimitReached, Place
from pipeline.reading.assessments import marks, together
from pipeline.word import Template

LONG = [
    "a." * 16_000,
    "no-space" * 4_000,
    "A. " * 10_000,
    "one and two or " * 2_100,
    "12 Ab " * 5_400,
]


def typed(words: str) -> Typed:
    return Typed(words, Place("cards.xlsx", "Ideas", "B2"))


@pytest.mark.parametrize("text", LONG)
def test_a_text_as_long_as_a_cell_is_compared_in_a_blink(text: str) -> None:
    meaning.plainly(["warm up"])  # the models are read once
    start = time.process_time()

    meaning.vectors([text, f"{text}b", "Meet each month"])
    assert list(meaning.repeats([text, text, f"{text} b", "Meet each month"])) == [(0, 1)]
    assert list(meaning.paraphrases([text, f"{text} b"])) == []
    grammar.parse(text)

    assert time.process_time() - start < 2


def test_a_word_of_many_like_texts_is_looked_at_once() -> None:
    sameness._counts.cache_clear()
    texts = [
        f"{'work ' * 100}{each}" for each in ("ways", "day", "paths", "two", "trails", "roads")
    ]

    assert list(sameness.repeats(texts)) == []
    assert sameness._counts.cache_info().misses <= len({word for text in texts for word in text.split()})  # fmt: skip


def test_two_long_texts_are_no_repeats_for_they_begin_alike() -> None:
    text = "We meet each month. " * 200

    assert len(text) > MOST_COMPARED
    assert list(sameness.repeats([f"{text}Yes.", f"{text}No."])) == []
    assert list(meaning.paraphrases([f"{text}Yes.", f"{text}No."])) == []


def test_only_the_beginning_of_a_long_text_tells_its_meaning() -> None:
    text = "Share one intake form with every partner. " * 60

    rows = meaning.plainly([text, text + "Build a bridge over the river. " * 60])

    assert (rows[0] == rows[1]).all()


def test_a_long_card_is_said_and_printed_whole(run, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = first_sheet(workbook)
    long = "Share one intake form. " * 1_000 + "The end."
    for row in (
        ["Card", "Idea", "Column"],
        ["K1", long, "Intake"],
        ["K2", "Meet each month", "Meetings"],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "cards.xlsx")

    said = run("check", tmp_path / "cards.xlsx").output
    result = run("make", tmp_path / "cards.xlsx", "--out", tmp_path / "out")

    for output in (said, result.output):
        assert (
            "cards.xlsx!Sheet!B2: Card K1 has 23,008 characters: it is compared with other cards by the first "
            "2,000, and printed whole." in output
        )
    shown = run("outline", tmp_path / "out" / "outcomes.docx").output
    assert long in shown


@pytest.mark.parametrize("columns", [2_000, 2_001])
def test_a_sheet_wider_than_anybody_types_is_refused(run, tmp_path: Path, columns: int) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(",".join(f"{row} {n}" for n in range(columns)) for row in ("A", "b")))

    result = run("make", path, "--out", tmp_path / "out")

    refused = "wide.csv!wide: It uses 2,001 columns; 2,000 are read at most." in result.output
    assert refused is (columns > 2_000)
    assert (result.exit_code == 5) is refused


@pytest.mark.parametrize("most", [18, 17])
def test_an_assessment_of_more_cells_than_teams_fill_is_refused(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(together, "MOST_CELLS", most)
    rows = [
        "Team,Statement,Answer",
        *[f"North,{n}.1 We share one intake form,Yes" for n in range(1, 5)],
    ]
    (tmp_path / "form.csv").write_text("\n".join([*rows, "North,5.1 We meet each month,No"]))

    result = run("check", tmp_path / "form.csv")

    assert result.exit_code == (3 if most < 18 else 0)
    if most < 18:
        assert (
            "form.csv!form: It holds 18 cells; of a self-assessment 17 are read at most.\n"
            "  Split it into several workbooks, each with some of the teams."
        ) in result.output


def test_one_far_column_makes_no_sheet_wide(run, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = first_sheet(workbook)
    sheet.append(["Idea", "Column"])
    sheet.append(["Meet each month", "Meetings"])
    sheet["XFD1"] = "far away"
    workbook.save(tmp_path / "far.xlsx")

    assert run("check", tmp_path / "far.xlsx").exit_code == 0


def with_body(inside: str) -> bytes:
    empty = saved(docx.Document())
    old = member(empty, "word/document.xml").decode()
    new = old.replace("<w:body>", f"<w:body>{inside}")
    return repacked(empty, {"word/document.xml": new.encode()})


def run_of(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


BUILT = {
    "an element with many attributes": "<w:p " + " ".join(f'w:a{n}="v"' for n in range(20_000)) + "/>",
    "very many paragraphs": "<w:p><w:r/></w:p>" * 101_000,
    "more paragraphs than a book": "<w:p><w:r/></w:p>" * 50_100,
    "very many tags": f"<w:p>{run_of('{{ x }}')}</w:p>" * 20_000,
    "very many tags in attributes": '<w:bookmarkStart w:id="1" w:name="{{ x }}"/>' * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", BUILT)
def test_a_template_that_no_hand_has_built_is_a_limit(kind: str) -> None:
    with pytest.raises(LimitReached, match=r"too large to be read|too many to be read"):
        Template(with_body(BUILT[kind]))


def test_fields_in_fields_without_end_are_refused() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText></w:r>'

    with pytest.raises(InputRefused, match="nested too deep"):
        Template(with_body(f"<w:p>{begin * 5_000}</w:p>"))


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{run_of('x ') * 29_000}{run_of('{{ x }}')}</w:p>",
        "<w:p>" + (run_of("{{ ") + run_of("x") + run_of(" }} ")) * 2_500 + "</w:p>",
        "".join(
            f'<w:p><w:bookmarkStart w:id="{n}" w:name="{{{{ x }}}}{n}"/><w:bookmarkEnd w:id="{n}"/></w:p>'
            for n in range(2_500)
        ),
    ],
    ids=["many runs", "tags cut in a paragraph of many", "tags in attributes"],
)
def test_a_template_of_many_pieces_is_read_in_the_time_it_takes_to_read_it(body: str) -> None:
    start = time.process_time()

    Template(with_body(body)).render({"x": "a"})

    assert time.process_time() - start < 6


def test_a_finished_document_of_many_pieces_is_proof_read_in_the_time_it_takes_to_read_it() -> None:
    document = docx.Document()
    document.add_paragraph("Dear Ann,")
    paragraph = document.add_paragraph()
    for number in range(20_000):
        paragraph.add_run(f"word {number} ")
    content = saved(document)
    start = time.process_time()

    proof.check(content, "letter.docx")

    assert time.process_time() - start < 6  # where each run looked through its paragraph: 60


def test_a_table_of_many_rows_is_proof_read_in_the_time_it_takes_to_read_it() -> None:
    row = f"<w:tr><w:tc><w:p>{run_of('x')}</w:p></w:tc></w:tr>"
    content = with_body(f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{row * 15_000}</w:tbl>")
    start = time.process_time()

    proof.check(content, "letter.docx")

    assert time.process_time() - start < 10  # where each cell looked through its table: 20


@pytest.mark.parametrize("text", [*LONG, "word " * 6_400])
def test_a_long_text_is_proof_read_in_a_blink(text: str) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    content = saved(document)
    start = time.process_time()

    proof.check(content, "letter.docx")
    plain.sentences(text)

    assert time.process_time() - start < 1.5


def test_words_of_no_other_script_are_one_stretch() -> None:
    assert list(languages.stretches("Dear Ann, 1.")) == [(("", ""), "Dear Ann, 1.")]
    assert list(languages.stretches("Señora – “hola”")) == [(("", ""), "Señora – “hola”")]
    assert list(languages.stretches("")) == []
    assert list(languages.stretches("Ann ¿Sí?")) == [(("", ""), "Ann "), (("es", ""), "¿Sí?")]


def test_of_many_long_texts_only_the_beginnings_are_seen_as_wholes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(english, "MOST_LETTERS", 40)
    monkeypatch.setattr(english, "LETTERS", 12)
    one, other = "Share one intake form", "Share one intake list"

    alone = english.vectors([one, other])  # 20 letters of each
    assert alone[0] @ alone[1] < 0.99
    assert np.allclose(alone[0], english.vectors([one[:20]])[0])
    among = english.vectors([one, other, *["Meet"] * 3])  # the least: 12 letters
    assert among[0] @ among[1] > 0.99


def test_of_many_long_cards_only_the_beginnings_are_looked_at_for_titles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(titling, "MOST_LETTERS", 40)
    monkeypatch.setattr(titling, "LETTERS", 12)
    cards = [Idea(str(at), typed(f"Share  one form {at} with partners")) for at in range(4)]

    two = titling.Desk([cards[:2]], "")
    assert two.cards == [["Share one form 0 wit", "Share one form 1 wit"]]
    four = titling.Desk([cards], "")
    assert four.cards == [["Share one fo"] * 4]


@pytest.mark.parametrize("hung", ["", ",1"])
@pytest.mark.parametrize(
    ("most", "long", "refused"), [(359, 29, True), (360, 29, False), (0, 30, False)]
)
def test_a_book_in_a_dozen_cards_is_not_divided(  # noqa: PLR0917 - the limits are two
    run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    hung: str,
    most: int,
    long: int,
    *,
    refused: bool,
) -> None:
    """Twelve cards of thirty letters, beside people's columns and without any."""
    monkeypatch.setattr(proposals, "MOST_LETTERS", most)
    monkeypatch.setattr(proposals, "LONG", long)
    cards = [f"c{at:02},Card {at:02} of thirty letters; all" for at in range(12)]
    begun = [f"h{at},A card that hangs{hung}" for at in range(2)] if hung else []
    path = tmp_path / "cards.csv"
    path.write_text("\n".join(["Card,Idea,Column", *cards, *begun]), encoding="utf-8")

    said = run("group", path, "--json", "--yes")

    assert (said.exit_code != 0) is refused
    told = "The cards that hang nowhere hold 360 letters, this one 30"
    assert (told in said.stderr) is refused


@pytest.mark.parametrize(
    "answer", ["Yes", "yes, but only in the north", "Perhaps", "2 - No: never"]
)
def test_a_long_answer_says_what_a_short_one_says(answer: str) -> None:
    assert marks.meaning(answer + " and more" * 60)[0] == marks.meaning(f"{answer} and more")[0]
