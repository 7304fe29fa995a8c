"""Paragraphs, pictures and whole documents that a program puts into a template."""

import re
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made import faults, png, saved

from pipeline.openxml import outline
from pipeline.problems import InputRefused
from pipeline.word import Image, Paragraph, Paragraphs, RichText, Subdocument, Template, Words, lint

PIXEL = png()


def lines(made: bytes) -> list[str]:
    return outline(made).splitlines()


@pytest.fixture(scope="module")
def report() -> bytes:
    made = docx.Document()
    made.add_heading("What was said", 1)
    made.add_paragraph("first", style="List Number")
    made.add_table(1, 1).cell(0, 0).text = "cell"
    return saved(made)


@pytest.fixture
def pictured() -> bytes:
    """A template with two dummy pictures, one of them in a loop, and one in the header."""
    made = docx.Document()
    made.add_paragraph("{%p for one in people %}")
    made.add_picture(BytesIO(PIXEL))
    made.add_paragraph("{%p endfor %}")
    made.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(PIXEL))
    next(made.element.body.iter("{*}docPr")).set("descr", "{{ one.photo }}")
    next(made.sections[0].header._element.iter("{*}docPr")).set("descr", "{{ logo }}")
    return saved(made)


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────


def test_paragraphs_take_the_place_of_their_tag_each_with_its_style(
    document, paragraph, table
) -> None:
    words = Paragraphs(
        Paragraph("a ", Words("b", bold=True), style="ListNumber"), "plain", Paragraph("q & r")
    )
    body = paragraph("{{p words }}", style="Title") + table((paragraph("{{p words }}"), "z"))

    made = Template(document(body)).render({"words": words})

    assert lines(made) == [
        "[List Number] a b", "[Title] plain", "[Title] q & r", "[row] a b / plain / q & r | z",
    ]  # fmt: skip


def test_paragraphs_in_a_line_are_refused_with_what_to_write(document, paragraph) -> None:
    [problem] = Template(document(paragraph("x {{ words }}"))).check({"words": Paragraphs("a")})

    assert str(problem).endswith(
        "It holds whole paragraphs.\n  Write {{p … }} in a paragraph of its own."
    )


def test_words_may_be_underlined_in_another_way(document, paragraph) -> None:
    words = RichText(Words("a", underline=True), Words("b", underline="wave"))

    with ZipFile(BytesIO(Template(document(paragraph("{{ w }}"))).render({"w": words}))) as archive:
        written = archive.read("word/document.xml").decode()

    assert re.findall('<w:u w:val="(.*?)"/>', written) == ["single", "wave"]
    with pytest.raises(ValueError, match="words are underlined as single, words, double"):
        Words("a", underline="twice")


def test_rich_text_lays_its_looks_over_those_of_its_tag(document, tmp_path: Path) -> None:
    look = '<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:color w:val="0000FF"/><w:sz w:val="18"/></w:rPr>'
    body = "".join(
        f"<w:p><w:r>{look}<w:t>{tag}</w:t></w:r></w:p>"
        for tag in ("{{r w }}", "x {{ w }}", "{{p p }}")
    )
    words = RichText(Words("a", bold=True), Words("b", color="FF0000"), Words("c", style="Strong"))
    paragraphs = Paragraphs(Paragraph(Words("d", bold=True)), Paragraph("e", style="Title"))

    made = Template(document(body)).render({"w": words, "p": paragraphs})

    written = ZipFile(BytesIO(made)).read("word/document.xml").decode()
    font, blue, size = re.findall("<w:(?:rFonts|color|sz) [^>]*>", look)
    red = '<w:color w:val="FF0000"/>'
    run = r"<w:r>(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>)?<w:t[^>]*>([abcde])<"
    looks = {words: properties for properties, words in re.findall(run, written)}
    assert looks == {
        "a": f"{font}<w:b/>{blue}{size}", "b": f"{font}{red}{size}", "c": '<w:rStyle w:val="Strong"/>',
        "d": f"{font}<w:b/>{blue}{size}", "e": "",
    }  # fmt: skip
    assert faults(made, tmp_path) == []


@pytest.mark.parametrize("typed", ["{% if no %}x{% endif %}", "{{ empty }}", "{{ w }}", "{{r w }}"])
def test_no_run_is_left_in_which_nothing_stands(typed: str, document, paragraph) -> None:
    made = Template(document(paragraph("a", typed, "b"))).render(
        {"no": False, "empty": "", "w": RichText(Words("w", bold=True))}
    )

    written = ZipFile(BytesIO(made)).read("word/document.xml").decode()
    assert re.findall(r"<w:t[^>]*></w:t>|<w:t[^>]*/>|<w:r></w:r>", written) == []


# ── dummy pictures ───────────────────────────────────────────────────────────────────────────


def test_a_picture_takes_the_place_of_the_one_whose_alt_text_is_its_tag(
    pictured: bytes, tmp_path: Path
) -> None:
    other = PIXEL + b"other"
    people = [{"photo": Image(PIXEL, "Ana & Bo")}, {"photo": Image(other, "Cy")}]

    made = Template(pictured).render({"people": people, "logo": Image(other, "Our logo")})

    found = docx.Document(BytesIO(made))
    header = found.sections[0].header
    shown = [
        (drawn.get("descr"), part.related_parts[next(drawn.getparent().iter("{*}blip")).embed].blob)
        for part, root in ((found.part, found.element), (header.part, header._element))
        for drawn in root.iter("{*}docPr")
    ]
    assert shown == [("Ana & Bo", PIXEL), ("Cy", other), ("Our logo", other)]
    names = ZipFile(BytesIO(made)).namelist()
    assert [each for each in names if "media" in each] == [
        "word/media/object1.png",
        "word/media/object2.png",
    ]
    assert faults(made, tmp_path) == []


def test_words_for_a_dummy_picture_are_its_alt_text(pictured: bytes) -> None:
    made = Template(pictured).render({"people": [], "logo": "two hands"})

    header = docx.Document(BytesIO(made)).sections[0].header
    drawn = next(header._element.iter("{*}docPr"))
    assert drawn.get("descr") == "two hands"
    assert header.part.related_parts[next(header._element.iter("{*}blip")).embed].blob == PIXEL


def test_a_dummy_picture_that_others_show_too_stays_and_streams_are_the_same(
    pictured: bytes,
) -> None:
    data = {"people": [{"photo": "a face"}, {"photo": Image(PIXEL, "Bo")}], "logo": "two hands"}
    template = Template(pictured)

    for made in (template.render(data), b"".join(template.stream(data))):
        names = ZipFile(BytesIO(made)).namelist()
        assert len(set(names)) == len(names)
        assert [each for each in names if "media/image" in each] == ["word/media/image1.png"]
    gone = b"".join(template.stream({"people": [], "logo": Image(PIXEL, "Our logo")}))
    assert not [each for each in ZipFile(BytesIO(gone)).namelist() if "media/image" in each]


def test_a_misspelt_picture_is_told_with_its_place(pictured: bytes) -> None:
    found = lint(pictured, name="t.docx", data={"people": [{"foto": 1}], "logo": 1}).problems

    assert [str(each) for each in found] == [
        (
            "t.docx: paragraph 2, alt text: {{ one.photo }}: “photo” is not in the data."
            "\n  Did you mean foto?"
        )
    ]


# ── documents ────────────────────────────────────────────────────────────────────────────────


def test_a_document_takes_the_place_of_its_tag(
    report: bytes, document, paragraph, table, tmp_path: Path
) -> None:
    body = (
        paragraph("before") + paragraph("{{p report }}") + table((paragraph("{{p report }}"), "z"))
    )
    template = Template(document(body + paragraph("after {{ x }}")))
    data = {"report": Subdocument(report), "x": "{{ 7*7 }}"}

    made = template.render(data)

    assert made == template.render(data)
    assert [line for line in lines(made) if line.strip() != "[Normal]"] == [
        "[Normal] before", "[Heading 1] What was said", "[List Number] first", "[row] cell",
        "[row] What was said / first | z", "  [row] cell", "[Normal] after {{ 7*7 }}",
    ]  # fmt: skip
    assert faults(made, tmp_path) == []


def test_a_document_may_stand_in_the_text_only(report: bytes, document, paragraph) -> None:
    made = docx.Document(BytesIO(document(paragraph("x"))))
    made.sections[0].header.paragraphs[0].text = "{{p report }}"
    template, data = Template(saved(made), name="t.docx"), {"report": Subdocument(report)}

    with pytest.raises(
        InputRefused, match=r"t\.docx: header 1: a document can only be put into the text"
    ):
        template.render(data)
    with pytest.raises(InputRefused, match="cannot be put into one that is written piece by piece"):
        list(Template(document(paragraph("{{p report }}"))).stream(data))
    with pytest.raises(InputRefused, match="It holds whole paragraphs"):
        Template(document(paragraph("{{ report }}"))).render(data)


def test_a_document_is_looked_over_like_a_template(pictured: bytes, document) -> None:
    made = docx.Document()
    made.add_picture(BytesIO(PIXEL))
    fetching = document(
        '<w:p><w:fldSimple w:instr="INCLUDETEXT x"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )

    with pytest.raises(InputRefused, match=r"part\.docx: A picture in it has no alt text"):
        Subdocument(saved(made), "part.docx")
    with pytest.raises(InputRefused, match=r"part\.docx: It holds a INCLUDETEXT field"):
        Subdocument(fetching, "part.docx")
    with pytest.raises(InputRefused, match=r"part\.docx: The file is empty"):
        Subdocument(b"", "part.docx")
    remarked = docx.Document()
    remarked.add_comment(remarked.add_paragraph("x").runs, text="who?", author="A", initials="A")
    with pytest.raises(InputRefused, match=r"part\.docx: Comments are left in it"):
        Subdocument(saved(remarked), "part.docx")
    assert Subdocument(pictured)


@pytest.mark.parametrize(
    "left",
    [
        '<w:p><w:r><w:pict><v:rect style="width:9pt;height:9pt"><v:fill r:id="rId1"/></v:rect></w:pict></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="Odd"/></w:pPr></w:p>',
    ],
)
def test_what_cannot_be_carried_over_is_said(left: str, document, paragraph) -> None:
    odd = docx.Document(BytesIO(document(left)))
    odd.styles.element.append(
        parse_xml(f'<w:style {nsdecls("w")} w:styleId="Odd"><w:name w:val="Odd"/></w:style>')
    )
    template = Template(document(paragraph("{{p report }}")))

    with pytest.raises(
        InputRefused, match=r"part\.docx: Something in it cannot be put into another"
    ):
        template.render({"report": Subdocument(saved(odd), "part.docx")})


def test_without_docxcompose_it_is_said_what_to_install(
    report: bytes, document, paragraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = Template(document(paragraph("{{p report }}")))
    monkeypatch.setitem(sys.modules, "docxcompose.composer", None)

    with pytest.raises(InputRefused, match=r"pip install “afterword\[subdocuments\]”"):
        template.render({"report": Subdocument(report)})
