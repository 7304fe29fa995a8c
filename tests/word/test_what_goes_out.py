"""What a part, a link or a relationship says it is counts for nothing: what it is does."""

import gzip
import re

import pytest
from made import LINK, OUTSIDE, member, repacked

from pipeline.openxml import links, sniffing
from pipeline.problems import InputRefused
from pipeline.word import Template

RELS = "word/_rels/document.xml.rels"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
EMPTY = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'


def links_of(content: bytes, *wanted: tuple[str, str, str], of: str = RELS) -> bytes:
    old = member(content, RELS) if of == RELS else EMPTY
    pattern = LINK.removesuffix("</Relationships>")
    found = (pattern.format(*each).replace("rIdX", f"rIdX{at}") for at, each in enumerate(wanted))
    written = "".join(found)
    return old.replace(b"</Relationships>", f"{written}</Relationships>".encode())


@pytest.mark.parametrize(
    "element",
    [
        f'<a:blip xmlns:a="{A}" r:link="rIdX0"/>',
        '<w:pict><v:shape><v:imagedata r:href="rIdX0"/></v:shape></w:pict>',
        '<w:pict><v:shape><v:imagedata xmlns:o="urn:schemas-microsoft-com:office:office" o:relid="rIdX0"/></v:shape></w:pict>',
        '<w:sourceFileName r:id="rIdX0"/>',
    ],
)
def test_what_is_shown_may_not_come_from_where_a_link_leads(element, document, paragraph) -> None:
    content = document(paragraph("x", f"<w:r>{element}</w:r>"))
    changes = {RELS: links_of(content, ("hyperlink", "https://x.example/a", OUTSIDE))}

    with pytest.raises(InputRefused, match="It shows or loads something from outside"):
        Template(repacked(content, changes))


def test_a_link_may_lead_where_nothing_else_may(document, paragraph) -> None:
    content = document(
        paragraph('<w:hyperlink r:id="rIdX0"><w:r><w:t>here</w:t></w:r></w:hyperlink>')
    )
    changes = {RELS: links_of(content, ("hyperlink", "https://x.example/a", OUTSIDE))}

    assert Template(repacked(content, changes)).notices == ()


@pytest.mark.parametrize("whose", ["document", "building blocks"])
def test_settings_forget_their_author_wherever_they_stand(whose, document, paragraph) -> None:
    content = document(paragraph("x"))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    settings = f'<w:settings {space} xmlns:r="{R}"><w:attachedTemplate r:id="rIdX0"/><w:smartTagType w:url="http://x.example"/><w:zoom/></w:settings>'
    own = links_of(content, ("attachedTemplate", "C:\\Users\\jane\\a.dotm", OUTSIDE), of="")
    if whose == "document":
        changes = {
            RELS: links_of(content, ("settings", "more.xml", "")),
            "word/more.xml": settings.encode(),
            "word/_rels/more.xml.rels": own,
        }
    else:
        changes = {
            RELS: links_of(content, ("glossaryDocument", "glossary/document.xml", "")),
            "word/glossary/document.xml": f"<w:glossaryDocument {space}/>".encode(),
            "word/glossary/_rels/document.xml.rels": links_of(
                content, ("settings", "more.xml", ""), of=""
            ),
            "word/glossary/more.xml": settings.encode(),
            "word/glossary/_rels/more.xml.rels": own,
        }
    named = next(each for each in changes if each.endswith("/more.xml"))

    written = member(Template(repacked(content, changes)).render({}), named)

    assert b"zoom" in written
    assert b"attachedTemplate" not in written
    assert b"smartTagType" not in written


@pytest.mark.parametrize(
    "caller",
    [
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="a"/><w:{each}Macro w:val="Boo"/></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for each in ("entry", "exit")
    ]
    + [f'<w:r><a:hlinkHover xmlns:a="{A}" r:id="" action="ppaction://program?Boo"/></w:r>'],
)
def test_what_calls_a_macro_stays_behind(caller, document, paragraph) -> None:
    template = Template(document(paragraph("x", caller)))

    assert [each.message for each in template.notices] == [
        "It calls a macro or a program: that stays behind."
    ]
    assert b"Boo" not in member(template.render({}), "word/document.xml")


def test_an_add_in_in_the_text_is_refused(document, paragraph) -> None:
    space = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
    body = paragraph("x", f'<w:r><x:webextensionref xmlns:x="{space}" r:id="a"/></w:r>')

    with pytest.raises(InputRefused, match="It holds an add-in in its text"):
        Template(document(body))


def test_a_line_for_a_signature_leads_to_nobody(document, paragraph) -> None:
    line = '<w:r><w:pict><o:signatureline xmlns:o="urn:schemas-microsoft-com:office:office" o:suggestedsigner="Ana" o:sigprovurl="https://x.example"/></w:pict></w:r>'

    written = member(Template(document(paragraph("x", line))).render({}), "word/document.xml")

    assert b'suggestedsigner="Ana"' in written
    assert b"x.example" not in written


SVG = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'


@pytest.mark.parametrize(
    "content",
    [
        b"%!PS-Adobe-3.0 EPSF", b"%PDF-1.7", b"{\\rtf1 x}", b"L\0\0\0\1\x14\2\0...", b"PK\3\4",
        b"<html><p>x</p></html>", b"<svg><not closed>", gzip.compress(b"MZ program"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_told_by_its_bytes(content) -> None:
    assert list(sniffing.picture(content)) == [sniffing.NO_PICTURE]


@pytest.mark.parametrize(
    "inside",
    [
        b"<style>a { fill: u\\72l(//x.example/a) }</style>",
        b"<style>a { fill: u\\72 l(//x.example/a) }</style>",
        b"<style>@im\\port 'a.css'</style>",
        b'<rect fill="u&#114;l(//x.example/a)"/>',
        b'<set attributeName="xlink:href" to="//x.example"/>',
        b"<SCRIPT>x</SCRIPT>",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_drawing_that_fetches_is_told_however_its_signs_are_written(inside, packed) -> None:
    content = SVG % inside

    assert list(sniffing.picture(gzip.compress(content) if packed else content)) == [
        sniffing.LIVELY
    ]


@pytest.mark.parametrize(
    "content",
    [
        SVG % b"<text>C:\\72 and more</text>",
        b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", gzip.compress(b"\1\0\0\0 EMF"), b"\x1f\x8b cut", b"",
    ],
)  # fmt: skip
def test_a_picture_is_left_in_peace(content) -> None:
    assert list(sniffing.picture(content)) == []


def test_a_picture_with_a_style_sheet_of_its_own_is_refused() -> None:
    content = b'<?xml-stylesheet href="a.css"?>' + SVG % b""

    assert list(sniffing.picture(content)) == [sniffing.LIVELY]


KEY = "{302EE813-EB4A-4642-A93A-89EF99B2457E}"
HIDDEN = bytes(one ^ other for one, other in zip(b"OTTO", b"\x7e\x45\xb2\x99", strict=True))


@pytest.mark.parametrize(
    ("font", "key", "said"),
    [(b"OTTO", "", True), (HIDDEN, KEY, True), (HIDDEN, "", False), (b"MZ program", KEY, False)],
)
def test_an_embedded_font_is_one(font, key, said, document, paragraph) -> None:
    content = document(paragraph("x"))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    fonts = f'<w:fonts {space} xmlns:r="{R}"><w:font w:name="a"><w:embedRegular r:id="rIdX0" w:fontKey="{key}"/></w:font></w:fonts>'
    changes = {
        "word/fontTable.xml": fonts.encode(),
        "word/_rels/fontTable.xml.rels": links_of(content, ("font", "a.odttf", ""), of=""),
        "word/a.odttf": font,
    }

    if said:
        assert Template(repacked(content, changes))
        return
    with pytest.raises(InputRefused, match="What it holds as an embedded font is none"):
        Template(repacked(content, changes))


def test_a_part_of_words_is_no_program(document, paragraph) -> None:
    content = document(paragraph("x"))
    changes = {
        RELS: links_of(content, ("customXml", "../customXml/item1.xml", "")),
        "customXml/item1.xml": b"\xd0\xcf\x11\xe0",
    }

    message = "customXml/item1.xml is not what it is said to be (customXml)."
    with pytest.raises(InputRefused, match=re.escape(message)):
        Template(repacked(content, changes))


@pytest.mark.parametrize(
    ("target", "may"),
    [
        ("setup.exe", False), ("..\\Setup.EXE", False), ("a/b.hta#x", False), ("a.js?x=1", False),
        ("a.lnk.", False), ("plan.docx", True), ("acorn.com", True), ("exe", True),
        ("https://x.example/setup.exe", True), ("minutes.execution.docx", True),
    ],
)  # fmt: skip
def test_a_link_beside_the_document_starts_no_program(target, may) -> None:
    assert links.fits(target) is may
