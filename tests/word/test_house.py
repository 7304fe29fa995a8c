"""The looks of all documents change in one place: the house style."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor
from made import saved
from openxml_audit import OpenXmlValidator

from pipeline.word import Template


def house() -> bytes:
    made = docx.Document()
    made.styles["Heading 1"].font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
    made.styles.add_style("Callout", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
    return saved(made)


def plain() -> bytes:
    made = docx.Document()
    made.add_heading("{{ x }}", 1)
    made.add_paragraph("{{ x }}", style="List Number")
    made.styles.add_style("Mine", WD_STYLE_TYPE.PARAGRAPH).font.italic = True
    made.styles["Heading 1"].font.color.rgb = RGBColor(0xFF, 0, 0)
    return saved(made)


def test_house_styles_replace_and_own_styles_stay(tmp_path: Path) -> None:
    content = Template(plain(), style=house()).render({"x": "a"})

    made = docx.Document(BytesIO(content))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x1F, 0x38, 0x64)
    assert made.styles["Callout"].font.bold
    assert made.styles["Mine"].font.italic
    (tmp_path / "a.docx").write_bytes(content)
    assert [str(each) for each in OpenXmlValidator().validate(tmp_path / "a.docx").errors] == []


def test_house_lists_come_along_under_numbers_of_their_own() -> None:
    content = Template(plain(), style=house()).render({"x": "a"})

    made = docx.Document(BytesIO(content))
    number = made.styles["List Number"].element.find(".//{*}numId").values()[0]
    numbering = made.part.numbering_part.element
    ids = [each.get(each.keys()[0]) for each in numbering.findall("{*}num")]
    before = docx.Document(BytesIO(plain())).part.numbering_part.element.findall("{*}num")
    assert number in ids
    assert len(ids) == len(set(ids)) > len(before)


def test_a_template_without_lists_gets_those_of_the_house() -> None:
    stream = BytesIO()
    with ZipFile(BytesIO(plain())) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                import re

                content = re.sub(rb"<(?:Relationship|Override) [^>]*numbering[^>]*/>", b"", content)
            if name != "word/numbering.xml":
                new.writestr(name, content)

    content = Template(stream.getvalue(), style=house()).render({"x": "a"})

    assert docx.Document(BytesIO(content)).part.numbering_part.element.findall("{*}num")
