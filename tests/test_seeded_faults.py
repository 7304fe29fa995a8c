"""Faults sown into a clean document, one for each rule and part: proof-reading names every one."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline import proof

STYLE = Path(__file__).parent.parent / "templates" / "house-style.docx"
BODY, CORE, SETTINGS = "word/document.xml", "docProps/core.xml", "word/settings.xml"
STYLES, HEADER, FOOTER = "word/styles.xml", "word/header1.xml", "word/footer1.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NS = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

Change = Callable[[str], str]


def spoiled(part: str, change: Change) -> bytes:
    """Return the specimen of the house style with one part changed, or added where it is not there."""
    out = BytesIO()
    with ZipFile(STYLE) as old, ZipFile(out, "w") as new:
        members = {name: old.read(name).decode() for name in old.namelist()}
        before = members.get(part, "")
        members[part] = change(before)
        assert members[part] != before, "the fault was not sown"
        for name, text in members.items():
            new.writestr(name, text)
    return out.getvalue()


def swap(old: str, new: str, count: int = 1) -> Change:
    return lambda text: re.sub(old, lambda _: new, text, count=count)


def para(inside: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{inside}</w:p>"


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def said(words: str, style: str = "", look: str = "") -> str:
    return para(run(words, look), style)


def cell(words: str, look: str = "") -> str:
    inside = said(words, "TableText") if words else "<w:p/>"
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, look: str = "<w:cantSplit/>") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


HEAD = row(cell("Who"), cell("What"), look="<w:cantSplit/><w:tblHeader/>")
ROW = row(cell("Ana"), cell("Vans"))
ALT = '<w:tblCaption w:val="Vans"/><w:tblDescription w:val="Who has vans."/>'


def table(*rows: str, look: str = ALT, lead: str = "This is who has vans.") -> str:
    led = said(lead) if lead else ""
    return f"{led}<w:tbl><w:tblPr>{look}</w:tblPr>{''.join(rows)}</w:tbl>{said('After.')}"


def picture(descr: str, kind: str = "inline", inside: str = "") -> str:
    told = f'<wp:docPr id="7" name="Picture 7" descr="{descr}"/>{inside}'
    return para(f"<w:r><w:drawing><wp:{kind} {NS}>{told}</wp:{kind}></w:drawing></w:r>")


def link(words: str, target: str = "a") -> str:
    return f'<w:hyperlink w:anchor="{target}">{run(words)}</w:hyperlink>'


def field(code: str, words: str) -> str:
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText> {code} </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{words}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return para("".join(f"<w:r>{each}</w:r>" for each in pieces))


WHOLE = [
    ("D1 no title", CORE, swap("<dc:title>.*</dc:title>", ""), "The document has no title"),
    ("D1 file name", CORE, swap(">House style[^<]*<", ">plan.docx<"), "is a file name"),
    ("D1 template text", CORE, swap(">House style[^<]*<", ">{{ title }}<"), "says nothing of"),
    ("D2 none", STYLES, swap("<w:lang [^>]*/>", ""), "does not say what language"),
    ("D2 invalid", STYLES, swap('<w:lang w:val="en-US"', '<w:lang w:val="English!"'), "does not say what language"),
    ("D2 properties", CORE, swap(">en-US<", ">es-MX<"), "says it is in en-US and also in es-MX"),
    ("D2 theme", SETTINGS, swap('themeFontLang w:val="en-US"', 'themeFontLang w:val="fr-FR"'), "also in fr-FR"),
    ("D3 program", CORE, swap(">Afterword<", ">python-docx<"), 'name "python-docx" as author'),
    ("D3 nobody", CORE, swap("<dc:subject>.*</dc:creator>", ""), "no author, no subject and no tags"),
    ("D5 protected", SETTINGS, swap("<w:defaultTabStop", '<w:documentProtection w:enforcement="1"/><w:defaultTabStop'), "protected against changes"),
    ("D6 old mode", SETTINGS, swap('w:val="15"', 'w:val="14"'), "opens in Compatibility Mode"),
    ("D6 no mode", SETTINGS, swap("<w:compatSetting.*?/>", "", 0), "opens in Compatibility Mode"),
    ("D7 tracking", SETTINGS, swap("<w:defaultTabStop", "<w:trackRevisions/><w:defaultTabStop"), "Changes are tracked"),
    ("D7 comment", "word/comments.xml", lambda _: f'<w:comments {W}><w:comment w:id="0"><w:p/></w:comment></w:comments>', "There are comments"),
    ("D9 macros", "word/vbaProject.bin", lambda _: "x", "There are macros"),
    ("D9 template", "word/_rels/settings.xml.rels", lambda _: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://example.org/a.dotm" TargetMode="External"/></Relationships>', "fetches something from elsewhere"),
    ("D9 picture", "word/_rels/document.xml.rels", swap("</Relationships>", '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://example.org/a.png" TargetMode="External"/></Relationships>'), "fetches something from elsewhere"),
    ("D5 reading only", SETTINGS, swap("<w:defaultTabStop", '<w:writeProtection w:recommended="1"/><w:defaultTabStop'), "for reading only"),
    ("F1 hidden by style", STYLES, swap('(?<=styleId="Heading1">)(?s:(.*?))<w:rPr>', r"\1<w:rPr><w:vanish/>"), "is hidden text"),
    ("F1 tiny by style", STYLES, swap('w:sz w:val="52"', 'w:sz w:val="10"'), "is 5 point: too small"),
    ("H1 none", BODY, swap('<w:pStyle w:val="Heading.?"/>', "", 0), "No heading is of level 1"),
    ("H2 in the styles", STYLES, swap('(?<=styleId="Heading2">)(?s:.*?)outlineLvl w:val="1"', '<w:name w:val="part"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="2"'), "follows level 1"),
    ("H6 first heading", BODY, swap('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading2"/>'), "The first heading, "),
    ("H6 other title", CORE, swap(">House style[^<]*<", ">Minutes of March<"), "and the document's title differ"),
    ("F1 small", STYLES, swap('<w:sz w:val="23"/>', '<w:sz w:val="20"/>'), "Its text is 10 point"),
    ("C1 style", STYLES, swap('w:color w:val="595959"', 'w:color w:val="9A9A9A"', 0), "is hard to read"),
    ("C1 default", STYLES, swap('w:color w:val="262626" w:themeColor="text1"', 'w:color w:val="AAAAAA"'), "is hard to read"),
    ("C1 table style", STYLES, swap('w:fill="0B4F5C"', 'w:fill="F0F0F0"'), "is hard to read"),
    ("F2 style justified", STYLES, swap("<w:widowControl/>", '<w:widowControl/><w:jc w:val="both"/>'), "is justified"),
    ("X2 numbers", FOOTER, swap("PAGE", "DATE", 0), "Its pages carry no numbers"),
    ("I4 background", BODY, swap("<w:body>", '<w:background w:color="FFFF00"/><w:body>'), "a background"),
    ("tag in the footer", FOOTER, swap("Footer: page", "{{ page }}"), "The tag {{ page }} was left over"),
]  # fmt: skip

ANYWHERE = [  # in the body, a header, a footer, a footnote and an endnote
    ("T1 no header row", table(row(cell("Who"), cell("What")), ROW), "first row is not marked as a header row"),
    ("T1 switched off", table(row(cell("Who"), cell("What"), look='<w:tblHeader w:val="false"/>'), ROW), "first row is not marked"),
    ("T2 second block", table(HEAD, ROW, HEAD, ROW), "A row further down is marked"),
    ("T2 empty head", table(row(cell("Who"), cell(""), look="<w:tblHeader/>"), ROW), "A header cell is empty"),
    ("T3 wide", table(HEAD, row(cell("Ana", '<w:gridSpan w:val="2"/>'))), "cells are merged"),
    ("T3 high", table(HEAD, row(cell("Ana", '<w:vMerge w:val="restart"/>'), cell("x"))), "cells are merged"),
    ("T3 fewer", table(HEAD, row(cell("Ana"))), "not as many cells as in row 1"),
    ("T3 gap", table(HEAD, row(cell("Ana"), cell("x"), look='<w:gridBefore w:val="1"/>')), "not as many cells"),
    ("T4 nested", table(HEAD, row(cell("Ana"), f"<w:tc>{table(HEAD, ROW)}</w:tc>")), "A table stands inside it"),
    ("T5 blank cell", table(HEAD, row(cell("Ana"), cell(""))), "In row 2, a cell is empty"),
    ("T5 blank row", table(HEAD, ROW, row(cell(""), cell(""))), "a cell and all others of its row"),
    ("T6 breaks", table(HEAD, row(cell("Ana"), cell("x"), look="")), "A row may break across pages"),
    ("T7 no words", table(HEAD, ROW, look=""), "It has no alternative text"),
    ("T8 floats", table(HEAD, ROW, look='<w:tblpPr w:leftFromText="180"/>' + ALT), "It floats beside the text"),
    ("T9 no lead", table(HEAD, ROW) + table(HEAD, ROW, lead="").replace("<w:tbl>", "<w:p/><w:tbl>", 1), "Nothing leads to the table"),
    ("S1 space in a cell", table(HEAD, row(cell("Ana"), cell("x").replace("</w:tc>", "<w:p/>" + said("y") + "</w:tc>"))), "A blank line is used as space"),
    ("T10 box", table(row(cell("Boxed"))), "It has one cell"),
    ("I1 no words", picture(""), "has no alternative text"),
    ("I2 long", picture("word " * 40), "has 199 characters"),
    ("I2 file", picture("IMG_0001.jpg"), "does not say what"),
    ("I2 image of", picture("Image of a wall"), "does not say what"),
    ("I3 floats", picture("A wall of cards", "anchor"), "A picture floats"),
    ("I4 box", para(f"<w:r><w:pict><v:shape {NS}><v:textbox/></v:shape></w:pict></w:r>"), "There is a text box"),
    ("I4 word art", para(f'<w:r><w:pict><v:shape {NS}><v:textpath string="x"/></v:shape></w:pict></w:r>'), "There is a text box"),
    ("I4 watermark", para(f'<w:r><w:pict><v:shape {NS} id="PowerPlusWaterMarkObject1"/></w:pict></w:r>'), "There is a watermark"),
    ("I5 chart", picture("Five yes, six no", inside="<c:chart/>") + "<w:p/>", "No words and no table follow a chart"),
    ("L1 bullet", said("• Desk, badge"), "is a list by its looks only"),
    ("L1 number", said("1. Desk, badge"), "is a list by its looks only"),
    ("L1 in a cell", table(HEAD, row(cell("Ana"), cell("- vans"))), "is a list by its looks only"),
    ("L2 level", said("One", "ListBullet") + said("Words.") + said("Deep", "ListBullet2"), "skips a level"),
    ("K1 here", para(link("click here")), "does not say where it goes"),
    ("K1 address", para(link("https://example.org/a/b")), "does not say where it goes"),
    ("K1 field", field('HYPERLINK "https://example.org"', "more"), "does not say where it goes"),
    ("K1 simple field", para(f'<w:fldSimple w:instr="HYPERLINK x">{run("here")}</w:fldSimple>'), "does not say where it goes"),
    ("K2 two places", para(link("Guide", "a") + run(" ") + link("Guide", "b")), "lead to different places"),
    ("S1 blank lines", said("Words.") + "<w:p/><w:p/>", "There are blank lines"),
    ("S1 space", said("Words.") + "<w:p/>" + said("More."), "A blank line is used as space"),
    ("S2 spaces", said("Name     Date"), "Spaces in a row stand in"),
    ("S2 tabs", para("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:tab/><w:t>C</w:t></w:r>"), "Columns are made of tabs"),
    ("S2 breaks", para("<w:r><w:t>A</w:t><w:br/><w:br/><w:t>B</w:t></w:r>"), "Line breaks make space"),
    ("S4 underscores", said("Name ________"), "A line to write on"),
    ("S4 dots", said("Name ........."), "A line to write on"),
    ("C1 gray", said("gray", look='<w:color w:val="808080"/>'), "is hard to read"),
    ("C1 shaded run", said("brown", look='<w:color w:val="9C6500"/><w:shd w:val="clear" w:fill="FFEB9C"/>'), "is hard to read"),
    ("C1 highlight", said("marked", look='<w:color w:val="262626"/><w:highlight w:val="darkBlue"/>'), "is hard to read"),
    ("C1 paragraph", para(run("dark", '<w:color w:val="262626"/>'), more='<w:shd w:val="clear" w:fill="333333"/>'), "is hard to read"),
    ("C1 cell", table(HEAD, row(cell("Ana", '<w:shd w:val="clear" w:fill="404040"/>'), cell("x"))), "is hard to read"),
    ("C2 color", table(HEAD, row(cell("Ana"), cell("", '<w:shd w:val="clear" w:fill="C00000"/>'))), "speaks by its color alone"),
    ("F1 hidden", said("secret", look="<w:vanish/>"), "is hidden text"),
    ("F1 effect", said("blinking", look='<w:effect w:val="blinkBackground"/>'), "has a text effect"),
    ("F2 justified", para(run("Wide words."), more='<w:jc w:val="both"/>'), "is justified"),
    ("F2 underlined", said("not a link", look='<w:u w:val="single"/>'), "is underlined and no link"),
    ("F2 capitals", said("PLEASE READ THIS NOW"), "is typed in capitals"),
    ("F3 symbol", para('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "A sign of a symbol font"),
    ("X3 control", f"<w:sdt><w:sdtPr/><w:sdtContent>{said('Words.')}</w:sdtContent></w:sdt>", "has no title"),
    ("D7 inserted", para(f'<w:ins w:id="1">{run("new")}</w:ins>'), "Changes are tracked"),
    ("D7 deleted", para('<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'), "Changes are tracked"),
    ("D4 script", said("Добро пожаловать"), "does not say its language"),
    ("D4 right to left", said("See اجتماع شهري"), "does not say its language"),
    ("C1 theme color", said("white", look='<w:color w:val="000000" w:themeColor="background1"/>'), "is hard to read"),
    ("C1 theme tint", said("pale", look='<w:color w:val="000000" w:themeColor="text1" w:themeTint="40"/>'), "is hard to read"),
    ("C1 theme fill", para(run("dark", '<w:color w:val="262626"/>'), more='<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="text1"/>'), "is hard to read"),
    ("C1 letter fill", said("pale", look='<w:color w:val="000000"/><w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:solidFill><w14:srgbClr w14:val="EEEEEE"/></w14:solidFill></w14:textFill>'), "is hard to read"),
    ("F1 tiny", said("fine print", look='<w:sz w:val="12"/>'), "is 6 point: too small"),
    ("F2 caps", said("please read this now", look="<w:caps/>"), "is shown in capitals"),
    ("F3 wingdings", said("q", look='<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "is set in a symbol font"),
    ("I4 frame", para(run("D"), more='<w:framePr w:dropCap="drop" w:lines="3"/>'), "stands in a frame"),
    ("I1 old picture", para('<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="Picture 9"><v:imagedata/></v:shape></w:pict></w:r>'), "has no alternative text"),
    ("L1 roman", said("ii. Vans"), "is a list by its looks only"),
    ("L1 arrow", said("→ Vans"), "is a list by its looks only"),
    ("L1 line breaks", para("<w:r><w:t>1) Vans</w:t><w:br/><w:t>2) Keys</w:t></w:r>"), "is a list by its looks only"),
    ("K3 dead link", para(link("our vans", "nowhere")), "leads nowhere in the document"),
    ("S4 tab leader", para("<w:r><w:t>Name</w:t><w:tab/></w:r>", more='<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="5000"/></w:tabs>'), "made with a tab"),
    ("tag", said("Dear {{ name }},"), "The tag {{ name }} was left over"),
]  # fmt: skip

IN_BODY = [
    ("H1 two", said("Again", "Heading1"), "A second heading of level 1"),
    ("H3 empty", said("", "Heading2"), "is empty"),
    ("H3 unseen", said("\u200b\u200d", "Heading2"), "is empty"),
    ("H4 long", said("word " * 30, "Heading2"), "has 149 characters"),
    ("H4 twice", said("Vans", "Heading2") + said("x.") + said("Vans", "Heading2"), 'say "Vans"'),
    ("H5 bold", said("Who has vans", look="<w:b/>"), "is a heading by its looks only"),
    (
        "H5 strong",
        said("Who has vans", look='<w:rStyle w:val="Strong"/>'),
        "is a heading by its looks",
    ),
    ("H5 large", said("Who has vans", look='<w:sz w:val="32"/>'), "is a heading by its looks only"),
]

PARTS = {
    BODY: lambda markup: lambda text: text.replace("<w:sectPr>", markup + "<w:sectPr>"),
    HEADER: lambda markup: lambda text: text.replace("</w:hdr>", markup + "</w:hdr>"),
    FOOTER: lambda markup: lambda text: text.replace("</w:ftr>", markup + "</w:ftr>"),
    "word/footnotes.xml": lambda markup: lambda _: f'<w:footnotes {W}><w:footnote w:id="2">{markup}</w:footnote></w:footnotes>',
    "word/endnotes.xml": lambda markup: lambda _: f'<w:endnotes {W}><w:endnote w:id="2">{markup}</w:endnote></w:endnotes>',
}  # fmt: skip


def seeds() -> Iterator[tuple[str, str, Change, str]]:
    for name, part, change, message in WHOLE:
        if message is not None:
            yield name, part, change, message
    for name, markup, message in IN_BODY:
        if message is not None:
            yield name, BODY, PARTS[BODY](markup), message
    for name, markup, message in ANYWHERE:
        for part, sow in PARTS.items():
            if message is not None:
                yield f"{name} in {part}", part, sow(markup), message


SEEDS = list(seeds())


def test_there_are_seeds_enough() -> None:
    assert len({name.split()[0] for name, *_ in SEEDS}) >= 30  # rules
    assert len(SEEDS) >= 300


@pytest.mark.parametrize(("name", "part", "change", "message"), SEEDS, ids=[s[0] for s in SEEDS])
def test_a_sown_fault_is_named(name: str, part: str, change: Change, message: str) -> None:
    told = [problem.message for problem in proof.check(spoiled(part, change), "plan.docx")]

    assert any(message in each for each in told), (name, told)


def test_a_document_locked_with_a_password_is_named() -> None:
    (problem,) = proof.check(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "plan.docx")

    assert problem.message == "It is locked with a password, or no Word document."


@pytest.mark.parametrize("words", ["WIOA, TANF, SNAP", "3 (AF, BF, CF)", "Of AB, CD, EF and GH"])
def test_a_list_of_abbreviations_is_not_shouted(words: str) -> None:
    found = proof.check(spoiled(BODY, PARTS[BODY](said(words))), "plan.docx")

    assert not [each.message for each in found if "capitals" in each.message]
