"""The numbers before headings and items, as Word counts them when it shows a document."""

import docx
import pytest
from docx.oxml import parse_xml
from made import saved

from pipeline.openxml import package
from pipeline.openxml.counting import Counting

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, kind: str = "decimal", shows: str = "", start: int = 1) -> str:
    shows = shows or ".".join(f"%{each + 1}" for each in range(at + 1))
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{shows}"/></w:lvl>'
    )


def told(paragraphs: list[str], levels: str, *lists: str, styles: str = "") -> list[str]:
    """Return the number before each of `paragraphs`, "" for one that no list counts."""
    made = docx.Document()
    numbering = made.part.numbering_part.element
    for each in list(numbering):
        numbering.remove(each)
    numbering.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="7">{levels}</w:abstractNum>'))
    for number, own in enumerate(lists or ("",), 1):
        num = f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="7"/>{own}</w:num>'
        numbering.append(parse_xml(num))
    for each in parse_xml(f"<w:styles {W}>{styles}</w:styles>"):
        made.styles.element.append(each)
    section = made.element.body.sectPr
    for each in paragraphs:
        section.addprevious(parse_xml(each))
    content = saved(made)
    members = package.read(content, "made.docx")
    main = package.main_part(members, "made.docx")
    root = package.parse(members[main])
    found = dict(Counting.of(members, main).numbers(root))
    return [found.get(each, "") for each in root[0] if each.tag.endswith("}p")]


def item(at: int, number: int = 1) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p {W}><w:pPr>{listed}</w:pPr><w:r><w:t>{at}</w:t></w:r></w:p>"


def plain(style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p {W}>{look}<w:r><w:t>words</w:t></w:r></w:p>"


def test_each_level_counts_under_the_one_above_and_begins_again_with_it() -> None:
    clauses = [item(0), item(1), item(1), plain(), item(0), item(1)]

    assert told(clauses, level(0, shows="%1.") + level(1)) == ["1.", "1.1", "1.2", "", "2.", "2.1"]


def test_a_level_whose_upper_one_nobody_used_counts_under_its_first_number() -> None:
    assert told([item(1), item(1), item(0)], level(0, start=3) + level(1)) == ["3.1", "3.2", "4"]


@pytest.mark.parametrize(
    ("kind", "start", "shown"),
    [
        ("decimal", 12, "12"), ("decimalZero", 4, "04"), ("decimalZero", 14, "14"),
        ("lowerRoman", 4, "iv"), ("upperRoman", 1994, "MCMXCIV"), ("upperLetter", 26, "Z"),
        ("lowerLetter", 1, "a"), ("lowerLetter", 27, "aa"), ("lowerLetter", 28, "bb"),
        ("bullet", 1, ""), ("none", 1, ""), ("chineseCounting", 1, ""), ("decimal", 40_000, ""),
    ],
)  # fmt: skip
def test_a_number_is_written_as_its_kind_says(kind: str, start: int, shown: str) -> None:
    assert told([item(0)], level(0, kind, start=start)) == [shown]


def test_a_list_with_a_start_of_its_own_begins_there_once() -> None:
    own = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'

    assert told([item(0), item(0, 2), item(0, 2)], level(0), "", own) == ["1", "5", "6"]


def test_a_style_puts_its_paragraphs_in_a_list_and_so_does_one_based_on_it() -> None:
    base = '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    on_it = '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Clause"/></w:style>'
    out = f'<w:p {W}><w:pPr><w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>out</w:t></w:r></w:p>'

    found = told([plain("Clause"), plain("Own"), out, plain("Clause")], level(0), styles=base + on_it)  # fmt: skip

    assert found == ["1", "2", "", "3"]
