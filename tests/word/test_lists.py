"""A numbered list begins again at one where a loop begins again; a bullet or a heading does not."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made import member, saved

from pipeline.word import Template

DATA = {
    "groups": [
        {"name": "A", "cards": ["a", "b"]},
        {"name": "B", "cards": []},
        {"name": "C", "cards": ["c"]},
    ]
}


def lists(content: bytes) -> list[tuple[str, str]]:
    """Return each numbered paragraph with the list that counts it."""
    found = []
    for paragraph in docx.Document(BytesIO(content)).paragraphs:
        number = paragraph._p.find(".//{*}numPr/{*}numId")
        if number is not None:
            found.append((paragraph.text, str(number.values()[0])))
    return found


def template(*lines: tuple[str, str]) -> Template:
    made = docx.Document()
    for words, style in lines:
        made.add_paragraph(words, style=style or None)
    stream = BytesIO()
    made.save(stream)
    return Template(stream.getvalue())


NESTED = [
    ("{%p for g in groups %}", ""),
    ("{{ g.name }}", "Heading 1"),
    ("{%p for c in g.cards %}", ""),
    ("{{ c }}", "List Number"),
    ("{%p endfor %}", ""),
    ("{%p endfor %}", ""),
]


def test_each_group_counts_its_cards_from_one() -> None:
    made = template(*NESTED).render(DATA)

    found = lists(made)
    assert [words for words, _ in found] == ["a", "b", "c"]
    assert found[0][1] == found[1][1] != found[2][1]
    with ZipFile(BytesIO(made)) as archive:
        numbering = archive.read("word/numbering.xml").decode()
    fresh = re.search(rf'<w:num w:numId="{found[2][1]}">(.*?)</w:num>', numbering)
    assert fresh
    assert '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' in fresh[1]


def test_a_list_that_begins_at_five_begins_there_again_in_each_group() -> None:
    made = docx.Document()
    numbering = made.part.numbering_part.element
    listed = numbering[-1].find(".//{*}abstractNumId").values()[0]
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="{listed}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    for words, style in NESTED:
        paragraph = made.add_paragraph(words, style=style or None)
        if words == "{{ c }}":
            own = f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(own))
    template_of_it = saved(made)

    filled = Template(template_of_it).render(DATA)

    numbering_of_it = member(filled, "word/numbering.xml").decode()
    starts = {
        number: re.search(
            rf'<w:num w:numId="{number}">.*?w:startOverride w:val="(\d+)"', numbering_of_it
        )
        for _, number in lists(filled)
    }
    assert [each and each[1] for each in starts.values()] == ["5", "5"]


def test_two_loops_are_two_lists_and_each_record_begins_anew() -> None:
    loop = [("{%p for g in groups %}", ""), ("{{ g.name }}", "List Number"), ("{%p endfor %}", "")]
    twice = template(*loop, *loop)

    first, second = twice.render(DATA), twice.render(DATA)

    numbers = [number for _, number in lists(first)]
    assert numbers[:3] == [numbers[0]] * 3
    assert numbers[3:] == [numbers[3]] * 3
    assert numbers[0] != numbers[3]
    assert first == second


def test_a_list_that_counts_the_groups_goes_on_through_them() -> None:
    lines = [
        ("{%p for g in groups %}", ""),
        ("{{ g.name }}", "List Number"),
        ("{%p for c in g.cards %}", ""),
        ("{{ c }}", "List Number"),
        ("{%p endfor %}", ""),
        ("{%p endfor %}", ""),
    ]

    assert len({number for _, number in lists(template(*lines).render(DATA))}) == 1


@pytest.mark.parametrize("style", ["List Bullet", "Normal", "Heading 2"])
def test_what_is_not_counted_is_left_alone(style: str) -> None:
    lines = [(words, style if "{{ c" in words else other) for words, other in NESTED]

    assert lists(template(*lines).render(DATA)) == []
