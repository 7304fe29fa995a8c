"""Every part of a document is filled, nothing is left broken, and every file is valid."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree
from made import faults, member, png, repacked, saved

from pipeline.openxml import BarChart, Series, outline, package, text, theme
from pipeline.problems import InputRefused
from pipeline.word import Image, RichText, Template, Words

HOUSE = Path(__file__).parents[2] / "templates" / "house-style.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


CHART = BarChart(
    "Answers by role",
    "Community: 3 yes, 1 no. Research: 2 yes.",
    ("Community & co", "Research"),
    (Series("Yes", (3, 2)), Series("No", (1, 0))),
)


@pytest.fixture
def everything() -> bytes:
    """A template with a tag in every part that a person can type into."""
    made = docx.Document()
    made.core_properties.title = made.core_properties.subject = "{{ title }}"
    made.core_properties.language = "en-US"
    section = made.sections[0]
    section.header.paragraphs[0].text = "Head {{ title }}"
    section.footer.paragraphs[0].text = "Foot {{ title }}"
    made.add_heading("{{ title }}", 1)
    made.add_paragraph("{%p for g in groups %}")
    made.add_heading("{{ g.name }}", 2)
    made.add_paragraph("{%p for i in g.cards %}")
    made.add_paragraph("{{ i }}", style="List Number")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{{ picture }}")
    made.add_paragraph("{%p endfor %}")
    table = made.add_table(4, 2)
    table.cell(0, 0).text = "Card"
    table.cell(1, 0).text = "{%tr for g in groups %}"
    table.cell(2, 0).text = "{{ g.name }}"
    table.cell(2, 1).text = "{%p if g.cards %}"
    table.cell(2, 1).add_paragraph("{{ g.cards|join(', ') }}")
    table.cell(2, 1).add_paragraph("{%p endif %}")
    table.cell(3, 0).text = "{%tr endfor %}"
    made.add_paragraph("{{ chart }}")
    made.add_paragraph("{{ rich }} and {{r rich }}")
    target = "https://example.org/%7B%7B%20slug%20%7D%7D"
    rid = made.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(
        f'<w:hyperlink xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships" r:id="{rid}"><w:r><w:t>our page</w:t></w:r></w:hyperlink>'
    )
    made.add_paragraph("See ")._p.append(link)
    made.add_comment(made.paragraphs[0].runs, text="For {{ title }}", author="A", initials="A")
    return saved(made)


DATA = {
    "title": "Dig & <fill>",
    "groups": [{"name": "Water", "cards": ["a", "b"]}, {"name": "Roads", "cards": []}],
    "picture": Image(png(), "A blue square", 20),
    "chart": CHART,
    "rich": RichText("plain, ", Words("bold", bold=True), Words("link", url="https://example.org")),
    "slug": 'a b"c',
}


def test_every_part_is_filled_and_valid(everything: bytes, tmp_path: Path) -> None:
    made = Template(everything).render(DATA)

    assert set(faults(made, tmp_path)) <= set(faults(everything, tmp_path))
    assert b"comment" not in member(made, "word/document.xml")
    assert outline(made) == (
        "[property title] Dig & <fill>\n"
        "[property subject] Dig & <fill>\n"
        "[property language] en-US\n"
        "[Heading 1] Dig & <fill>\n"
        "[Heading 2] Water\n"
        "[List Number] a\n"
        "[List Number] b\n"
        "[Normal]\n"
        "[picture] A blue square\n"
        "[Heading 2] Roads\n"
        "[Normal]\n"
        "[picture] A blue square\n"
        "[row] Card | \n"
        "[row] Water | a, b\n"
        "[row] Roads | \n"
        "[Normal]\n"
        "[chart] Community: 3 yes, 1 no. Research: 2 yes.\n"
        "[Normal] plain, boldlink and plain, boldlink\n"
        "[Normal] See our page\n"
        "[header 1] [Header] Head Dig & <fill>\n"
        "[footer 1] [Footer] Foot Dig & <fill>\n"
    )
    rels = docx.Document(BytesIO(made)).part.rels.values()
    targets = {each.target_ref for each in rels}
    assert {"https://example.org/a%20b%22c", "https://example.org"} <= targets


def test_one_picture_is_kept_once_and_each_drawing_has_its_id(everything: bytes) -> None:
    made = Template(everything).render(DATA)

    with ZipFile(BytesIO(made)) as archive:
        names = [name for name in archive.namelist() if "media" in name]
        body = etree.fromstring(archive.read("word/document.xml"))
    ids = [each.get("id") for each in body.iter("{*}docPr")]
    assert names == ["word/media/object1.png"]
    assert len(ids) == len(set(ids)) == 3


def test_streamed_and_whole_are_the_same_document(everything: bytes) -> None:
    template = Template(everything)

    streamed = ZipFile(BytesIO(b"".join(template.stream(DATA))))

    whole = ZipFile(BytesIO(template.render(DATA)))
    assert streamed.testzip() is None
    assert {name: streamed.read(name) for name in streamed.namelist()} == {
        name: whole.read(name) for name in whole.namelist()
    }


def test_a_long_table_is_streamed_from_a_generator(document, table) -> None:
    body = table(("{%tr for r in rows %}", ""), ("{{ r.a }}", "{{ r.b }}"), ("{%tr endfor %}", ""))
    rows = ({"a": number, "b": "words & more"} for number in range(20_000))

    pieces = Template(document(body)).stream({"rows": rows})

    assert isinstance(pieces, Iterator)
    made = b"".join(pieces)
    assert ZipFile(BytesIO(made)).read("word/document.xml").count(b"<w:tr>") == 20_000


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_are_filled(kind: str, document, paragraph) -> None:
    made = docx.Document(BytesIO(document(paragraph("x"))))
    note = kind.removesuffix("s")
    content = (
        f'<w:{kind} xmlns:w="{W}"><w:{note} w:id="2"><w:p><w:r><w:t>See {{{{ x }}}}</w:t></w:r></w:p>'
        f"</w:{note}></w:{kind}>"
    )
    part = Part(
        PackURI(f"/word/{kind}.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml",
        content.encode(),
        made.part.package,
    )
    made.part.relate_to(part, f"{RELATIONSHIP_TYPE.FOOTNOTES.rpartition('/')[0]}/{kind}")

    assert f"[{kind}] [Normal] See <a>" in outline(Template(saved(made)).render({"x": "<a>"}))


def test_alt_texts_and_hyperlink_fields_are_filled(document, paragraph) -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText>HYPERLINK "{{ url }}"</w:instrText></w:r>'
    body = paragraph(field("begin"), code, field("separate"), "page", field("end"))
    body += '<w:tbl><w:tblPr><w:tblCaption w:val="{{ alt }}"/></w:tblPr><w:tblGrid/></w:tbl>'
    data = {"url": 'https://x.example/"\\o', "alt": 'say "&"'}

    with ZipFile(BytesIO(Template(document(body + paragraph("x"))).render(data))) as archive:
        made = etree.fromstring(archive.read("word/document.xml"))

    assert made.findtext(f".//{{{W}}}instrText") == 'HYPERLINK "https://x.example/%22%5Co"'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "vbscript:x"])
def test_a_link_leads_only_to_pages_mailboxes_and_phones(address: str, everything: bytes) -> None:
    template = Template(everything)

    assert [each.message for each in template.check(DATA | {"slug": address})] == [
        "a link: {{ slug }}: This address does not lead to a page, a mailbox or a phone."
    ]


def test_a_picture_in_an_attribute_is_refused(document) -> None:
    body = (
        '<w:p><w:r><w:t>x</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblCaption w:val="{{ a }}"/></w:tblPr>'
        "<w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
    )

    [problem] = Template(document(body)).check({"a": Image(png(), "alt")})

    assert problem.message.endswith("A picture, chart or rich text can only stand in the text.")


def test_custom_properties_keep_only_what_is_filled_or_shown(document, paragraph) -> None:
    shown = '<w:fldSimple w:instr=" DOCPROPERTY Program "><w:r><w:t>Relay</w:t></w:r></w:fldSimple>'
    made = docx.Document(BytesIO(document(paragraph(shown))))
    content = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Author"><vt:lpwstr>Jane'
        '</vt:lpwstr></property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="4" '
        'name="Program"><vt:lpwstr>Relay</vt:lpwstr></property>'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Site">'
        "<vt:lpwstr>{{ site }}</vt:lpwstr></property></Properties>"
    )
    part = Part(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        content.encode(),
        made.part.package,
    )
    made.part.package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

    with ZipFile(BytesIO(Template(saved(made)).render({"site": "A & B"}))) as archive:
        written = archive.read("docProps/custom.xml").decode()

    assert "A &amp; B" in written
    assert "Relay" in written
    assert "Jane" not in written


def test_a_picture_may_hold_the_name_of_a_field_in_its_bytes(document, paragraph) -> None:
    made = docx.Document(BytesIO(document(paragraph("{{ site }}"))))
    made.add_picture(BytesIO(png() + b"DOCPROPERTY Client"))
    made.inline_shapes[0]._inline.docPr.set("descr", "A field of blue")

    assert text(Template(saved(made)).render({"site": "Mill"})).startswith("Mill")


@pytest.mark.parametrize(
    ("code", "kind"),
    [("FROBNICATE now \\* MERGEFORMAT", "FROBNICATE"), ("1.2.3  now", "1.2.3 now")],
)
def test_a_field_of_an_unknown_kind_becomes_plain_text_and_is_said(
    code: str, kind: str, document, paragraph
) -> None:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    asked = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    body = paragraph(sign("begin"), asked, sign("separate"), "as shown", sign("end"))
    template = Template(document(body))

    assert [each.message.partition(": ")[2] or each.message for each in template.notices] == [
        f"A field of a kind that is not known here ({kind}) becomes plain text."
    ]
    assert text(template.render({})).strip() == "as shown"


def test_what_was_deleted_with_tracked_changes_is_not_filled(document) -> None:
    body = (
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ gone</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="2" w:author="a"><w:r><w:t>{{ moved }}</w:t></w:r></w:moveFrom>'
        '<w:ins w:id="3" w:author="a"><w:r><w:t>{{ new }}</w:t></w:r></w:ins></w:p>'
    )
    template = Template(document(body))

    assert list(template.requires().names()) == ["new"]
    assert outline(template.render({"new": "n"})) == "[Normal] n\n"


@pytest.mark.parametrize(
    "body",
    [
        "{%p for i in l %}|<{{ i }}|{%p endfor %}|>after",  # it begins in a loop
        "{%p if t %}|<x|{%p endif %}|>after",  # it begins in what may not be printed
        "{%p if t %}|<x|{%p else %}|>y|{%p endif %}",
    ],
)
def test_a_bookmark_is_there_whole_or_not_at_all(body: str, document, paragraph) -> None:
    ends = {
        "<": '<w:bookmarkStart w:id="1" w:name="m"/>',
        ">": '<w:bookmarkEnd w:id="1"/>',
    }
    lines = [paragraph(*((ends[e[0]], e[1:]) if e[0] in ends else (e,))) for e in body.split("|")]

    made = Template(document("".join(lines))).render({"l": ["a", "b"], "t": False})

    with ZipFile(BytesIO(made)) as archive:
        assert b"bookmark" not in archive.read("word/document.xml")


def test_a_bookmark_that_begins_in_a_row_of_a_tag_is_kept(document, table) -> None:
    body = table(("{%tr if t %}",), ("x",), ("{%tr endif %}",), ("y",))
    body = body.replace("<w:p>", '<w:p><w:bookmarkStart w:id="1" w:name="m"/>', 1)

    made = Template(document(body + '<w:p><w:bookmarkEnd w:id="1"/></w:p>')).render({"t": False})

    with ZipFile(BytesIO(made)) as archive:
        written = archive.read("word/document.xml")
    assert written.count(b"<w:bookmarkStart") == written.count(b"<w:bookmarkEnd") == 1


def test_a_bookmark_in_a_loop_is_not_doubled(document, paragraph) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="m"/>', '<w:bookmarkEnd w:id="1"/>'
    body = paragraph("{%p for i in l %}") + paragraph(mark[0], "{{ i }}", mark[1])
    template = Template(document(body + paragraph("{%p endfor %}")))

    with ZipFile(BytesIO(template.render({"l": ["a", "b"]}))) as archive:
        assert b"bookmark" not in archive.read("word/document.xml")


def test_a_shape_or_comment_in_a_loop_keeps_its_ids_apart(document, paragraph, tmp_path) -> None:
    shape = (
        '<w:r><w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600"/><v:shape id="Box1" '
        'type="#_x0000_t202" style="width:90pt;height:20pt"><v:textbox><w:txbxContent>'
        f"{paragraph('{{ i }}')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    body = paragraph("{%p for i in l %}") + paragraph("x", shape) + paragraph("{%p endfor %}")
    made = docx.Document(BytesIO(document(body + paragraph("end"))))
    made.add_comment(made.paragraphs[1].runs[0], text="For {{ who }}", author="A", initials="A")

    written = Template(saved(made)).render({"l": ["a", "b"], "who": "Ana"})

    assert outline(written).startswith(
        "[Normal] x\n[box] [Normal] a\n[Normal] x\n[box] [Normal] b\n"
    )
    assert set(faults(written, tmp_path)) <= set(faults(saved(made), tmp_path))


EMPTIED = [
    ([("{%tr for r in empty %}",), ("{{ r }}",), ("{%tr endfor %}",)], "[Normal] end\n"),
    ([("{%tc for r in empty %}", "{{ r }}", "{%tc endfor %}")], "[Normal] end\n"),
    ([("a", "<w:p><w:r><w:t>{%p if no %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>")],
     "[row] a | \n[Normal] end\n"),
    ([("a", "b"), ("{%tr if no %}", ""), ("x", "y"), ("{%tr endif %}", "")], "[row] a | b\n[Normal] end\n"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "written"), EMPTIED)
def test_nothing_invalid_is_left_of_an_empty_loop(
    rows: list[tuple[str, ...]], written: str, *, document, paragraph, table, tmp_path: Path
) -> None:
    made = Template(document(table(*rows) + paragraph("end"))).render({"empty": [], "no": False})

    assert outline(made) == written
    assert faults(made, tmp_path) == []


def test_an_empty_header_keeps_a_paragraph(document, paragraph, tmp_path: Path) -> None:
    made = docx.Document(BytesIO(document(paragraph("x"))))
    header = made.sections[0].header
    header.paragraphs[0].text = "{%p if no %}"
    header.add_paragraph("gone")
    header.add_paragraph("{%p endif %}")

    written = Template(saved(made)).render({"no": False})

    assert len(docx.Document(BytesIO(written)).sections[0].header.paragraphs) == 1
    assert faults(written, tmp_path) == []


def test_looped_columns_fit_the_table(document, table, paragraph) -> None:
    body = table(("h", "{%tc for i in l %}", "{{ i }}", "{%tc endfor %}")) + paragraph("")

    made = Template(document(body)).render({"l": [str(each) for each in range(9)]})

    grid = docx.Document(BytesIO(made)).tables[0]._tbl.tblGrid
    assert [each.w.twips for each in grid.gridCol_lst if each.w] == [800] * 10


@pytest.mark.parametrize("prefix", ["ns0", ""])
def test_a_file_that_calls_words_elements_otherwise_is_filled(
    prefix: str, document, paragraph
) -> None:
    body = "".join(map(paragraph, ["{%p for i in l %}", "{{ i }}", "{%p endfor %}"]))
    stream = BytesIO()
    with ZipFile(BytesIO(document(body))) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                written = content.decode().replace("<w:", f"<{prefix}:" if prefix else "<")
                written = written.replace("</w:", f"</{prefix}:" if prefix else "</")
                content = (
                    written.replace("<document ", f'<document xmlns="{W}" ')
                    .replace("<ns0:document ", f'<ns0:document xmlns:ns0="{W}" ')
                    .encode()
                )
            new.writestr(name, content)

    made = Template(stream.getvalue()).render({"l": ["a\nb", "c"]})

    assert outline(made) == "[Normal] a\nb\n[Normal] c\n"


def test_no_blank_paragraph_is_left_by_a_paragraph_tag(document, paragraph) -> None:
    body = "".join(map(paragraph, ["{%p if yes %}", "a", "{%p endif %}", "{#p note #}", "b"]))

    assert outline(Template(document(body)).render({"yes": True})) == "[Normal] a\n[Normal] b\n"


def test_a_section_ends_where_its_tag_stood(document, paragraph) -> None:
    section = '<w:pPr><w:sectPr><w:pgSz w:w="100" w:h="100"/></w:sectPr></w:pPr>'
    body = (
        paragraph("{%p if yes %}")
        + paragraph("a")
        + (f"<w:p>{section}<w:r><w:t>{{%p endif %}}</w:t></w:r></w:p>")
    )

    made = Template(document(body + paragraph("b"))).render({"yes": True})

    assert len(docx.Document(BytesIO(made)).sections) == 2


def test_a_template_file_of_word_is_outlined(document, paragraph) -> None:
    kind = b"wordprocessingml.document.main+xml"
    stream = BytesIO()
    with ZipFile(BytesIO(document(paragraph("x")))) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(kind, b"wordprocessingml.template.main+xml")
            new.writestr(name, content)

    assert outline(stream.getvalue()) == "[Normal] x\n"


def test_text_is_plain_enough_for_an_email() -> None:
    made = docx.Document()
    made.add_paragraph("Dear Ana,")
    made.add_paragraph("We ask:")
    made.add_paragraph("dig", style="List Bullet")
    made.add_paragraph("fill", style="List Bullet")
    made.styles.add_style("Plain Line", WD_STYLE_TYPE.PARAGRAPH)
    made.add_paragraph("Bo", style="Plain Line")
    made.add_paragraph("Director", style="Plain Line")

    assert text(saved(made)) == "Dear Ana,\n\nWe ask:\n\n- dig\n- fill\n\nBo\nDirector\n"


def test_a_chart_or_picture_without_alt_text_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="a picture needs an alt text: say what it shows"):
        Image(png(), " ")
    with pytest.raises(ValueError, match="a chart needs an alt text: say what it shows"):
        BarChart("t", "", ("a",), (Series("s", (1,)),))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "must be a PNG, JPEG or GIF file"),
        (b"BM", "must be a PNG, JPEG or GIF file"),
        (b"\x89PNG\r\n\x1a\n", "must be a whole PNG, JPEG or GIF file"),
        (b"GIF89a", "must be a whole PNG, JPEG or GIF file"),
        (b"\xff\xd8\xff", "must be a whole PNG, JPEG or GIF file"),
    ],
)
def test_what_is_no_whole_picture_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Image(data, "what it shows")


@pytest.mark.parametrize("width", [0, -1])
def test_a_picture_without_size_is_refused(width: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Image(png(), "what it shows", width)


@pytest.mark.parametrize(
    ("looks", "message"),
    [
        ({"color": "red"}, "a color is six signs such as 1F4E79, not red"),
        ({"highlight": "#12"}, "a color is six signs such as 1F4E79, not #12"),
        ({"size": 0}, "words are 1 to 1638 points high"),
        ({"size": float("nan")}, "words are 1 to 1638 points high"),
        ({"raised": "up"}, "raised is superscript or subscript"),
        ({"url": "javascript:alert(1)"}, "a link leads to a page, a mailbox or a phone"),
    ],
)
def test_looks_that_word_does_not_know_are_refused(looks: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Words("a", **looks)


def test_charts_can_be_told_apart_without_colour_and_stand_out() -> None:
    many = BarChart("t", "alt", ("a",), tuple(Series(f"s{each}", (1,)) for each in range(6)))

    part = many.part().decode()

    fills = [each.partition("<a:ln")[0] for each in part.split("<c:ser>")[1:]]
    looks = [each[each.index("<c:spPr>") :] for each in fills]
    assert len(set(looks)) == 6
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="'
    slots = {each.partition('"')[0] for each in part.split(line)[1:]}
    with ZipFile(HOUSE) as package:
        of_theme = theme.colors(package.read("word/theme/theme1.xml"))
    assert len(slots) == 6
    assert all(contrast(of_theme[slot]) >= 3 for slot in slots)


def test_the_numbers_of_a_chart_can_be_edited_in_word(tmp_path: Path) -> None:
    """Word opens the workbook that a chart names; its cells are those the chart was drawn from."""
    template = Template(saved_with("{{ chart }}"))
    made = template.render({"chart": replace(CHART, categories=("=1+1", "b & c"))})

    with ZipFile(BytesIO(made)) as package:
        named = package.read("word/charts/_rels/object1.xml.rels").decode()
        chart = package.read("word/charts/object1.xml").decode()
        book = package.read("word/embeddings/object1.xlsx")
    assert 'Target="/word/embeddings/object1.xlsx"' in named
    assert '<c:externalData r:id="rId1">' in chart
    sheet = openpyxl.load_workbook(BytesIO(book))["Sheet1"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [None, "Yes", "No"],
        ["=1+1", 3, 1],
        ["b & c", 2, 0],
    ]
    assert sheet["A2"].data_type == "s"
    assert template.render({"chart": replace(CHART, categories=("=1+1", "b & c"))}) == made
    assert faults(made, tmp_path) == []


def saved_with(line: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(line)
    return saved(made)


def contrast(color: str) -> float:
    def light(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (light(color[at : at + 2]) for at in (0, 2, 4))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_a_merged_cell_of_a_column_loop_that_spans_is_as_wide_as_all_it_replaces(
    document, tmp_path: Path
) -> None:
    cell = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    span = '<w:gridSpan w:val="2"/>'
    looped = (
        cell.format(1000, "", "{%tc for i in l %}") + cell.format(2000, span, "{% hm %}{{ i }}")
        + cell.format(1000, "", "{%tc endfor %}")
    )  # fmt: skip
    below = "".join(cell.format(1000, "", each) for each in "abcd")
    grid = '<w:gridCol w:w="1000"/>' * 4
    body = (
        f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{looped}</w:tr><w:tr>{below}</w:tr>"
        "</w:tbl><w:p/>"
    )

    made = Template(document(body)).render({"l": ["x", "y"]})

    xml = ZipFile(BytesIO(made)).read("word/document.xml").decode()
    assert 'gridSpan w:val="4"' in xml
    assert xml.count("<w:gridCol ") == 4
    assert faults(made, tmp_path) == []


def test_a_run_without_words_is_no_fault(document, paragraph) -> None:
    empty = "<w:r><w:t/></w:r>"
    template = Template(document(paragraph(empty, "Dear {{ who }}", empty) + paragraph(empty)))

    made = template.render({"who": "Ana"})

    assert outline(made).splitlines()[0].endswith("Dear Ana")


def test_what_was_read_of_a_part_is_kept_until_the_part_changes(document, paragraph) -> None:
    members = package.read(document(paragraph("one")), "a.docx")
    name = "word/document.xml"
    first = package.tree(members, name)

    assert package.tree(members, name) is first
    members[name] = members[name].replace(b"one", b"two")
    second = package.tree(members, name)
    assert "".join(second.itertext()).strip() == "two"

    next(second.iter("{*}t")).text = "three"
    package.put(members, name, second)
    assert b">three<" in members[name]
    assert package.taken(members, name) is second
    assert package.tree(members, name) is not second


def test_of_more_parts_than_fit_into_memory_only_the_first_are_kept(
    document, paragraph, monkeypatch
) -> None:
    members = package.read(document(paragraph("one")), "a.docx")
    names = ["word/document.xml", "word/styles.xml"]
    size = sum(len(members[each]) for each in names)

    monkeypatch.setattr(package, "MOST_KEPT", size)
    assert all(package.tree(members, each) is package.tree(members, each) for each in names)
    members.trees.clear()
    monkeypatch.setattr(package, "MOST_KEPT", size - 1)
    kept = [package.tree(members, each) is package.tree(members, each) for each in names]
    assert kept == [True, False]


def test_a_style_sheet_for_previews_is_left_out_unread(document, paragraph) -> None:
    content = document(paragraph("one"))
    assert any("stylesWithEffects" in each for each in ZipFile(BytesIO(content)).namelist())
    broken = repacked(content, {"word/stylesWithEffects.xml": b"<no"})

    finished = Template(broken).render({})

    assert not any("stylesWithEffects" in each for each in ZipFile(BytesIO(finished)).namelist())


def one_row(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr></w:tbl>"


@pytest.mark.parametrize("level", ["tr", "tc"])
def test_a_note_takes_its_row_or_cell_only_where_nothing_stands_beside_it(
    document, paragraph, level: str
) -> None:
    note = f"{{#{level} note #}}"
    alone = document(one_row(paragraph(note), paragraph("b")) + paragraph("z"))
    beside = document(one_row(paragraph(f"a {note}"), paragraph("b")) + paragraph("z"))

    assert outline(Template(alone).render({})).endswith("[Normal] z\n")
    with pytest.raises(InputRefused, match="stands beside it"):
        Template(beside)


@pytest.mark.parametrize("begin", ["{%tc if x %}", "{%tr if x %}", "{{tr x }}", "{{tc x }}"])
def test_a_tag_that_stands_in_no_row_or_cell_is_told_once(document, paragraph, begin: str) -> None:
    level, is_block = begin[2:4], "%" in begin
    end = one_row(paragraph(f"{{%{level} endif %}}")) if is_block else ""

    with pytest.raises(InputRefused) as refused:
        Template(document(paragraph(begin) + end))

    (fault,) = refused.value.problems
    assert f"does not stand in a table {'row' if level == 'tr' else 'cell'}" in fault.message


def test_a_picture_is_no_markup_whatever_its_bytes_spell() -> None:
    paper = docx.Document()
    paper.add_picture(
        BytesIO(png() + b"<w:instrText>INCLUDEPICTURE</w:instrText><a src='y' href='z'/>")
    )

    assert "[" in outline(Template(saved(paper)).render({}))
