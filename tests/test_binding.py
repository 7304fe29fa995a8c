"""All letters in one file to print: each on pages of its own, edits, lists and pictures along."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result
from docx.shared import Mm
from made import faults, inside, member, numbering, png, saved, style_of

from pipeline import proof
from pipeline.openxml import outline
from pipeline.openxml.binding import bound
from pipeline.openxml.package import W
from pipeline.problems import InputRefused

Run = Callable[..., Result]
PARTNERS = """Organization,Contact,Email,Ask
Cedar College,Ana Reyes,ana@cedar.example,Lend one room
Harbor Bank,Bo Lind,bo@harbor.example,Hold one clinic
"""


def paper(*lines: str, bullets: int = 0, picture: bool = False) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    for n in range(bullets):
        made.add_paragraph(f"point {n}", "List Bullet")
    if picture:
        made.add_picture(BytesIO(png()), Mm(20))
    made.sections[0].header.paragraphs[0].text = lines[0]
    return saved(made)


def test_each_document_begins_on_a_page_of_its_own_that_is_page_1(tmp_path: Path) -> None:
    content = bound(
        [("a.docx", paper("One")), ("b.docx", paper("Two")), ("c.docx", paper("Three"))], "All"
    )
    made = docx.Document(BytesIO(content))

    assert [each.text for each in made.paragraphs if each.text] == ["One", "Two", "Three"]
    assert [each.header.paragraphs[0].text for each in made.sections] == ["One", "Two", "Three"]
    starts = [
        inside(each._sectPr, f"{{{W}}}pgNumType").get(f"{{{W}}}start") for each in made.sections
    ]
    assert starts == ["1", "1", "1"]
    assert faults(content, tmp_path) == faults(paper("One"), tmp_path)


def test_the_same_documents_give_the_same_bytes() -> None:
    parts = [("a.docx", paper("One", bullets=2)), ("b.docx", paper("Two", picture=True))]

    assert bound(parts, "All") == bound(parts, "All")


def test_lists_and_pictures_come_along(tmp_path: Path) -> None:
    parts = [
        ("a.docx", paper("One", bullets=2)),
        ("b.docx", paper("Two", picture=True)),
        ("c.docx", paper("Three", bullets=1, picture=True)),
    ]
    content = bound(parts, "All")
    made = docx.Document(BytesIO(content))

    assert [style_of(each).name for each in made.paragraphs].count("List Bullet") == 3
    ids = [each._inline.docPr.get("id") for each in made.inline_shapes]
    assert len(ids) == 2
    assert len(set(ids)) == 2
    assert faults(content, tmp_path) == faults(paper("One"), tmp_path)


def test_a_list_that_is_counted_begins_anew_in_the_next_document(tmp_path: Path) -> None:
    def counted(start: int) -> bytes:
        made = docx.Document(BytesIO(paper(f"From {start}")))
        made.add_paragraph("point", "List Number")
        numbers = made.part.numbering_part.element
        for each in numbers.iter(f"{{{W}}}start"):
            each.set(f"{{{W}}}val", str(start))
        properties: Any = made.paragraphs[-1]._p.get_or_add_pPr()  # numbers have no types there
        properties.get_or_add_numPr().get_or_add_numId().val = numbers.num_lst[0].numId
        return saved(made)

    content = bound([("a.docx", counted(1)), ("b.docx", counted(7))], "All")
    made = docx.Document(BytesIO(content))
    first, second = (numbering(each).numId.val for each in made.paragraphs if each.text == "point")

    assert first != second
    assert faults(content, tmp_path) == faults(paper("One"), tmp_path)


def test_a_document_with_footnotes_is_refused_by_name() -> None:
    made = docx.Document(BytesIO(paper("One")))
    made.paragraphs[0].runs[0]._r.append(
        made.paragraphs[0]._p.makeelement(f"{{{W}}}footnoteReference")
    )

    with pytest.raises(InputRefused, match=r"b\.docx: It has footnotes or endnotes\."):
        bound([("a.docx", paper("One")), ("b.docx", saved(made))], "All")


def test_make_puts_all_letters_in_one_file_as_they_were_edited(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Partners.csv").write_text(PARTNERS)
    words = (
        "make",
        tmp_path / "Partners.csv",
        "--only",
        "outreach",
        "--out",
        tmp_path / "out",
        "--date",
        "2026-11-04",
    )
    run(*words)
    letter = next((tmp_path / "out" / "outreach").glob("*cedar*-letter.docx"))
    edited = docx.Document(str(letter))
    edited.add_paragraph("The key is under the mat.")
    edited.save(str(letter))

    result = run(*words, "--merge")

    assert result.exit_code == 0, result.output
    path = tmp_path / "out" / "outreach" / "all-letters.docx"
    text = outline(path.read_bytes())
    assert text.index("Cedar College") < text.index("under the mat") < text.index("Harbor Bank")
    assert "[property title] 2 letters to partners" in text
    assert b" SECTIONPAGES " in b"".join(
        member(path.read_bytes(), name) for name in ("word/header1.xml", "word/header2.xml")
    )
    assert proof.check(path.read_bytes(), path.name) == ()
    assert faults(path.read_bytes(), tmp_path) == []
    again = path.read_bytes()
    run(*words, "--merge")
    assert path.read_bytes() == again
