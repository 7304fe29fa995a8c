"""What goes out is looked at as if a stranger had sent it: kinds are known, or they stay behind."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from made import LINK, OUTSIDE, faults, member, repacked, saved

from pipeline.openxml import leaving, outline, package, screening
from pipeline.problems import InputRefused
from pipeline.word import Template, lint

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")
)
RELS = "word/_rels/document.xml.rels"


def code(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def result(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(words: str, shown: str = "shown") -> str:
    return f"{BEGIN}{code(words)}{SEPARATE}{result(shown)}{END}"


def related(content: bytes, kind: str, target: str, mode: str = "", part: str = RELS) -> bytes:
    link = LINK.format(kind, target, mode)
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    with ZipFile(BytesIO(content)) as archive:
        old = archive.read(part) if part in archive.namelist() else empty
    return old.replace(b"</Relationships>", link.encode())


def whole(content: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


FETCHING = {
    "a name in two pieces": BEGIN + code("DDE") + code('AUTO c:\\\\x "/k y"') + SEPARATE + END,
    "no blank after the name": field('INCLUDETEXT"c:\\\\x"'),
    "a name that another field makes": BEGIN + field("QUOTE 68 68 69") + code(" x") + SEPARATE + END,
    "a name that another field makes longer": (
        BEGIN + code("D") + field("QUOTE 68 69") + code(" x") + SEPARATE + END
    ),
    "a name that is typed as text": BEGIN + result("DDE x") + SEPARATE + END,
    "inside an IF": BEGIN + code("IF 1 = 1 ") + field("LINK Excel.Sheet x") + SEPARATE + END,
    "in the branch that Word takes": (
        BEGIN
        + '<w:r><mc:AlternateContent><mc:Choice Requires="none"><w:instrText>PAGE </w:instrText></mc:Choice>'
        "<mc:Fallback><w:instrText>DDEAUTO x</w:instrText></mc:Fallback></mc:AlternateContent></w:r>"
        + SEPARATE
        + END
    ),
    "not closed": BEGIN + code("DATABASE x"),
    "without a beginning": code("DDE x"),
}  # fmt: skip


@pytest.mark.parametrize("how", FETCHING)
def test_a_field_that_fetches_is_refused_however_it_is_written(how, document, paragraph) -> None:
    with pytest.raises(InputRefused, match="field, which fetches from outside"):
        Template(document(paragraph(FETCHING[how])))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_is_read_whatever_its_name_and_letters_are(encoding, document, paragraph) -> None:
    content = document(paragraph("x"))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f'<w:footnotes {space}><w:footnote w:id="1"><w:p>{field("DDEAUTO x")}</w:p></w:footnote></w:footnotes>'
    written = f'<?xml version="1.0" encoding="{encoding}"?>{note}'.encode(encoding)
    changes = {"data/notes.dat": written, RELS: related(content, "footnotes", "../data/notes.dat")}

    with pytest.raises(InputRefused, match="It holds a DDEAUTO field"):
        Template(repacked(content, changes))


@pytest.mark.parametrize(
    ("kind", "target", "mode", "message"),
    [
        ("package", "embeddings/a.xlsx", "", "It holds an embedded file."),
        ("vbaProject", "a.dat", "", "It holds macros."),
        ("control", "a.xml", "", "It holds an ActiveX control."),
        ("OLEOBJECT", "rIdX", "", "It holds something of a kind that is not known here (OLEOBJECT)."),
        ("video", "https://x.example/a", OUTSIDE, "It holds a film or"),
        ("image", "evil.png", "", "What it holds as a picture is none."),
        ("image", "evil.svg", "", "A picture in it (SVG) runs or fetches something."),
    ],
)  # fmt: skip
def test_a_relationship_is_known_by_its_kind(
    kind, target, mode, message, *, document, paragraph
) -> None:
    content = document(paragraph('<w:r><w:object><o:x xmlns:o="o" r:id="rIdX"/></w:object></w:r>'))
    changes = {
        RELS: related(content, kind, target, mode),
        "word/evil.png": b"MZ program",
        "word/evil.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://x.example/a"/></svg>',
        "word/embeddings/a.xlsx": b"PK",
    }
    if kind == "video":
        message = message.removesuffix(" or").replace("a film", "a film.")

    with pytest.raises(InputRefused, match=re.escape(message)):
        Template(repacked(content, changes))


@pytest.mark.parametrize(
    ("inside", "runs"),
    [
        (b"<style>@import 'https://x.example/a.css';</style>", True),
        (b'<rect style="fill:url(https://x.example/a.svg#b)"/>', True),
        (b"<rect style=\"fill:url( 'https://x.example/a' )\"/>", True),
        (b'<rect fill="url(#shade)"/>', False),
        (b"<rect fill=\"url('#shade')\"/>", False),
        (b'<rect fill="url(data:image/png;base64,AA)"/>', False),
    ],
)
def test_a_picture_whose_looks_come_from_outside_is_refused(
    inside: bytes, runs: bool, *, document, paragraph
) -> None:
    content = document(paragraph("x"))
    picture = b'<svg xmlns="http://www.w3.org/2000/svg">' + inside + b"</svg>"
    changes = {RELS: related(content, "image", "a.svg", ""), "word/a.svg": picture}

    if not runs:
        assert Template(repacked(content, changes))
        return
    with pytest.raises(InputRefused, match="runs or fetches something"):
        Template(repacked(content, changes))


def test_what_only_the_settings_point_to_stays_behind(document, paragraph) -> None:
    content = document(paragraph("x"))
    rels = "word/_rels/settings.xml.rels"
    changes = {
        rels: related(content, "oleObject", "embeddings/evil.bin", part=rels),
        "word/embeddings/evil.bin": b"MZ program",
    }

    finished = Template(repacked(content, changes)).render({})

    assert not any("evil" in each for each in ZipFile(BytesIO(finished)).namelist())


@pytest.mark.parametrize("name", ["../evil.png", "word/../../evil.png", "/etc/evil.png"])
def test_a_part_outside_of_the_package_is_refused(name, document, paragraph) -> None:
    content = document(paragraph("x"))
    changes = {name: b"png", RELS: related(content, "image", f"/{name}")}

    with pytest.raises(InputRefused, match="cannot be unpacked"):
        Template(repacked(content, changes))


def test_macros_are_known_by_what_a_part_is_declared_to_be(document, paragraph) -> None:
    content = document(paragraph("x"))
    declared = member(content, "[Content_Types].xml")
    macros = (
        b'<Default Extension="dat" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    types = {"[Content_Types].xml": declared.replace(b"</Types>", macros)}
    kept = {RELS: related(content, "customXml", "a.dat"), "word/a.dat": b"Sub Go()"}

    assert Template(repacked(content, dict(types)))  # a declaration alone is none
    with pytest.raises(InputRefused, match="It holds macros"):
        Template(repacked(content, types | kept))


@pytest.mark.parametrize(
    "shape",
    [
        '<w:r><w:pict><v:shape><v:imagedata src="https://x.example/a.png"/></v:shape></w:pict></w:r>',
        '<w:r><w:pict><v:shape><v:fill src="\\\\x\\a.png"/></v:shape></w:pict></w:r>',
        '<w:r><w:pict><v:shape><v:imagedata src = "https://x.example/a.png"/></v:shape></w:pict></w:r>',
        '<w:r><w:pict><v:shape href="file://x/a.exe"/></w:pict></w:r>',
        '<w:r><w:drawing><x embeddedHtml="&lt;iframe src=&quot;x&quot;/>"/></w:drawing></w:r>',
    ],
)
def test_a_shape_that_fetches_or_starts_something_is_refused(shape, document, paragraph) -> None:
    with pytest.raises(InputRefused):
        Template(document(paragraph(shape)))


TAGGED = {
    "a simple field": '<w:fldSimple w:instr="{{ x }}"><w:r><w:t>y</w:t></w:r></w:fldSimple>',
    "two tags": BEGIN + code("{{ x }}{{ y }} z") + SEPARATE + END,
    "after a link": field('HYPERLINK "https://example.org"') + field("{{ x }} y"),
    "before the name": BEGIN + code("{{ x }}HYPERLINK y") + SEPARATE + END,
    "from one field into the next": field("HYPERLINK {{ x") + BEGIN + code("}}DDE y") + END,
    "as text in a code": BEGIN + result("{{ x }}") + SEPARATE + END,
    "in an address of a shape": '<w:r><w:pict><v:shape href="{{ x }}"/></w:pict></w:r>',
    "as an id": '<w:hyperlink r:id="{{ x }}"><w:r><w:t>y</w:t></w:r></w:hyperlink>',
}


@pytest.mark.parametrize("how", TAGGED)
def test_no_tag_makes_a_code(how, document, paragraph) -> None:
    with pytest.raises(InputRefused, match=r"where nothing is filled in|the tag is not closed"):
        Template(document(paragraph(TAGGED[how])))


def test_no_condition_takes_a_piece_out_of_a_code(document, paragraph) -> None:
    body = paragraph(BEGIN) + paragraph("{%p if a %}") + paragraph(code("PAGE "))
    body += paragraph("{%p endif %}") + paragraph(code("NUMPAGES"), SEPARATE, END)

    with pytest.raises(InputRefused, match="stands inside a field"):
        Template(document(body))


@pytest.mark.parametrize(
    "data",
    [
        {"a": "file", "b": "//host/share"},
        {"a": "", "b": "javascript:x"},
        {"a": "https", "b": "//example.org"},
    ],
)
def test_values_make_no_link_together_that_none_may_make_alone(data, document, paragraph) -> None:
    content = document(paragraph(field('HYPERLINK "{{ a }}:{{ b }}"')))
    linked = {RELS: related(content, "hyperlink", "{{ a }}:{{ b }}", OUTSIDE)}
    fits = data["a"] == "https"

    for each in (content, repacked(content, linked)):
        template = Template(each)
        if fits:
            assert b"https://example.org" in whole(template.render(data))
            continue
        with pytest.raises(InputRefused):
            template.render(data)


PLAIN = {
    "MACROBUTTON FileExit": "no longer a button",
    "PRINT x": "no printer's code",
    "SOMETHING new": "unknown",
    'HYPERLINK "file:///C:/Users/pat/plan.docx"': "a link to a disk",
    'HYPERLINK "\\\\\\\\host\\\\share"': "a link to a machine",
}


@pytest.mark.parametrize("words", PLAIN)
def test_a_field_that_is_not_known_becomes_plain_text(words, document, paragraph, tmp_path) -> None:
    template = Template(document(paragraph("See ", field(words), ".")))
    made = template.render({})

    assert outline(made) == "[Normal] See shown.\n"
    assert b"instrText" not in member(made, "word/document.xml")
    assert b"fldChar" not in member(made, "word/document.xml")
    assert len(template.notices) == 1
    assert faults(made, tmp_path) == []


@pytest.mark.parametrize(
    "words",
    ["PAGE", " numpages \\* MERGEFORMAT", "=SUM(ABOVE)", 'HYPERLINK "https://example.org"', "TOC \\o",
     "MACROBUTTON NoMacro [Click here]", "MERGEFIELD name", 'HYPERLINK \\l "part"', "ADDIN ZOTERO_ITEM {}",
     'HYPERLINK "other.docx"', "REF part", 'IF"a"="b""c""d"'],
)  # fmt: skip
def test_a_field_that_only_shows_something_stays(words, document, paragraph) -> None:
    template = Template(document(paragraph(field(words.replace('"', "&quot;")))))

    assert member(template.render({}), "word/document.xml").count(b"fldCharType") == 3
    assert template.notices == ()


def test_a_link_to_somebodys_disk_keeps_its_words_only(document, paragraph, tmp_path) -> None:
    body = paragraph('<w:hyperlink r:id="rIdX"><w:r><w:t>our plan</w:t></w:r></w:hyperlink>')
    content = document(body)
    target = "file:///C:/Users/pat.roe/plan.docx"

    template = Template(repacked(content, {RELS: related(content, "hyperlink", target, OUTSIDE)}))

    made = template.render({})
    assert b"pat.roe" not in whole(made)
    assert outline(made) == "[Normal] our plan\n"
    assert target in template.notices[0].message
    assert faults(made, tmp_path) == []


def test_what_nobody_sees_stays_behind_and_is_said(document, paragraph) -> None:
    content = document(paragraph("x"))
    chart = (
        b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        b'<c:externalData r:id="rIdX"/></c:chartSpace>'
    )
    changes = {
        "word/chart.dat": chart,
        "word/_rels/chart.dat.rels": related(
            content, "package", "secret.xlsx", "", "word/_rels/chart.dat.rels"
        ),
        "word/secret.xlsx": b"PK salaries",
        "word/panes.xml": b"<x>salaries</x>",
        RELS: related(content, "chart", "chart.dat"),
        "_rels/.rels": related(
            content, "webextensiontaskpanes", "word/panes.xml", "", "_rels/.rels"
        ),
    }

    template = Template(repacked(content, changes))
    everything = whole(template.render({}))

    assert b"salaries" not in everything
    assert b"externalData" not in everything
    assert b"chartSpace" in everything
    assert sorted(each.message for each in template.notices) == [
        "It holds an add-in: that stays behind.",
        "The workbook behind a chart stays behind: the chart shows what it showed.",
    ]


@pytest.mark.parametrize("kind", ["thumbnail", "comments", "people", "printerSettings"])
@pytest.mark.parametrize("target", ["document.xml", "styles.xml", "nowhere.xml", ""])
def test_a_part_that_stays_behind_takes_no_other_with_it(kind, target, document, paragraph) -> None:
    content = document(paragraph("Dear {{ x }}"))
    changes = {RELS: related(content, kind, target)}

    made = Template(repacked(content, changes)).render({"x": "Ana"})

    assert outline(made).endswith("Dear Ana\n")
    assert member(made, "word/styles.xml")


def test_comments_are_never_filled_never_sent_and_said(tmp_path: Path) -> None:
    made = docx.Document()
    runs = made.add_paragraph("Dear {{ partner }},").runs
    made.add_comment(runs, text="Ask {{ who }} first", author="Pat Roe", initials="PR")
    made.add_comment(runs, text="They never answer", author="Pat Roe", initials="PR")

    template = Template(saved(made), name="t.docx")
    written = template.render({"partner": "Acorn"})

    assert outline(written).endswith("[Normal] Dear Acorn,\n")
    everything = whole(written)
    for trace in (b"comment", b"Pat Roe", b"They never", b"Ask "):
        assert trace not in everything
    assert faults(written, tmp_path) == []
    said = (
        "t.docx: 2 comments stay behind: comments are never filled in, and no document holds them."
    )
    assert [str(each) for each in template.notices] == [said]
    assert [str(each) for each in lint(saved(made), name="t.docx").notices] == [said]


BY = 'w:id="9" w:author="Pat Roe" w:date="2026-01-01T00:00:00Z"'
CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
GRID = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
CHANGED = {
    "words": (
        (
            f"<w:p><w:r><w:t>a</w:t></w:r><w:ins {BY}><w:r><w:t>b</w:t></w:r></w:ins>"
            f"<w:del {BY}><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        ),
        "[Normal] ab\n",
    ),
    "looks": (
        (
            f'<w:p><w:pPr><w:jc w:val="left"/><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr><w:r><w:rPr><w:b/>'
            f"<w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>"
        ),
        "[Normal] a\n",
    ),
    "moved words": (
        (
            f'<w:p><w:moveFromRangeStart {BY} w:name="m"/><w:moveFrom {BY}><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
            f'<w:moveFromRangeEnd w:id="9"/><w:moveTo {BY}><w:r><w:t>a</w:t></w:r></w:moveTo></w:p>'
        ),
        "[Normal] a\n",
    ),
    "the end of a paragraph": (
        (
            f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>b</w:t></w:r></w:p>"
        ),
        "[Normal] ab\n",
    ),
    "a paragraph": (
        (
            f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr><w:del {BY}><w:r><w:delText>gone</w:delText></w:r></w:del>"
            "</w:p><w:p><w:r><w:t>a</w:t></w:r></w:p>"
        ),
        "[Normal] a\n",
    ),
    "a new paragraph": (
        (
            f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr><w:ins {BY}><w:r><w:t>a</w:t></w:r></w:ins></w:p>"
        ),
        "[Normal] a\n",
    ),
    "rows": (
        (
            f"<w:tbl>{GRID}<w:tr>{CELL.format('', 'a')}</w:tr><w:tr><w:trPr><w:del {BY}/></w:trPr>"
            f"{CELL.format('', 'gone')}</w:tr><w:tr><w:trPr><w:ins {BY}/></w:trPr>{CELL.format('', 'b')}</w:tr></w:tbl>"
            "<w:p/>"
        ),
        "[row] a\n[row] b\n[Normal]\n",
    ),
    "a whole table": (
        (
            f"<w:tbl>{GRID}<w:tr><w:trPr><w:del {BY}/></w:trPr>{CELL.format('', 'gone')}</w:tr></w:tbl>"
            "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
        ),
        "[Normal] a\n",
    ),
    "a cell": (
        (
            f"<w:tbl>{GRID}<w:tr>{CELL.format('', 'a')}{CELL.format(f'<w:cellDel {BY}/>', 'gone')}</w:tr></w:tbl><w:p/>"
        ),
        "[row] a\n[Normal]\n",
    ),
    "a bookmark in deleted words": (
        (
            f'<w:p><w:del {BY}><w:bookmarkStart w:id="3" w:name="m"/><w:r><w:delText>gone</w:delText></w:r></w:del>'
            '<w:r><w:t>a</w:t></w:r><w:bookmarkEnd w:id="3"/></w:p>'
        ),
        "[Normal] a\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGED)
def test_tracked_changes_are_taken_as_accepted_and_said(kind, document, tmp_path) -> None:
    body, shown = CHANGED[kind]

    template = Template(document(body))
    made = template.render({})

    assert outline(made) == shown
    for trace in (b"Pat Roe", b"gone", b"Change", b"delText"):
        assert trace not in whole(made)
    assert faults(made, tmp_path) == []
    assert len(template.notices) == 1
    assert "taken as accepted" in template.notices[0].message


def test_words_that_a_change_cuts_are_one_tag_again(document) -> None:
    body = (
        f"<w:p><w:r><w:t>{{{{ na</w:t></w:r><w:del {BY}><w:r><w:delText>x</w:delText></w:r></w:del>"
        f"<w:ins {BY}><w:r><w:t>me }}}}</w:t></w:r></w:ins></w:p>"
    )

    assert outline(Template(document(body)).render({"name": "Ana"})) == "[Normal] Ana\n"


def test_settings_that_fetch_or_track_do_not_go_out(document, paragraph) -> None:
    content = document(paragraph("x"))
    settings = member(content, "word/settings.xml").replace(
        b"</w:settings>",
        b'<w:trackRevisions/><w:saveThroughXslt w:solutionID="https://x.example"/>'
        b'<sl:schemaLibrary xmlns:sl="http://schemas.openxmlformats.org/schemaLibrary/2006/main">'
        b'<sl:schema sl:schemaLocation="https://x.example/a.xsd"/></sl:schemaLibrary></w:settings>',
    )

    everything = whole(Template(repacked(content, {"word/settings.xml": settings})).render({}))

    assert b"x.example" not in everything
    assert b"trackRevisions" not in everything


def test_every_document_of_the_sample_passes_as_a_strangers_file(made: Path) -> None:
    found = sorted(made.rglob("*.docx"))
    assert found
    for path in found:
        members = package.read(path.read_bytes(), path.name)
        assert leaving.leave_behind(members) == ()
        assert list(screening.screen(members)) == []
