"""Faults as people make them in Word, planted one by one: each is named with its rule and a remedy.

`test_seeded_faults` sows each rule into every part; here stand the many forms that one fault takes.
"""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from made import repacked
from test_privacy_tables import pinned
from test_seeded_faults import (
    ALT,
    BODY,
    CORE,
    FOOTER,
    HEAD,
    HEADER,
    NS,
    PARTS,
    ROW,
    SETTINGS,
    STYLES,
    Change,
    cell,
    field,
    link,
    para,
    picture,
    row,
    run,
    said,
    spoiled,
    swap,
    table,
)

from pipeline import proof
from pipeline.proof import letters

TITLE = ">House style[^<]*<"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "word/_rels/document.xml.rels"
LONG = "The van leaves the depot at seven and comes back when the last shift ends. " * 3
SPANISH = "El equipo se reunió con los socios para hablar de las rutas y de la formación."
STYLE = '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>{}<w:rPr>{}</w:rPr></w:style></w:styles>'


def spoiled_all(changes: tuple[tuple[str, Change], ...]) -> bytes:
    """Return the specimen of the house style with several parts changed."""
    (part, change), *more = changes
    content = spoiled(part, change)
    for part, change in more:
        with ZipFile(BytesIO(content)) as package:
            members = {name: package.read(name) for name in package.namelist()}
        content = repacked(content, {part: change(members[part].decode()).encode()})
    return content


def related(kind: str, target: str = "x.bin", mode: str = "") -> Change:
    return swap(
        "</Relationships>",
        f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>',
    )


def setting(markup: str) -> Change:
    return swap("<w:defaultTabStop", f"{markup}<w:defaultTabStop")


def style(look: str, more: str = "") -> Change:
    return swap("</w:styles>", STYLE.format(more, look))


def plain_table(*rows: str) -> str:
    return table(*rows, look="")


def in_header(markup: str) -> Change:
    return swap(r"(?=</w:p>\s*</w:hdr>)", markup)


OTHER_PARTS = [
    ("D1", "template words as title", CORE, swap(TITLE, ">[Document title]<")),
    ("D1", "a copy's title", CORE, swap(TITLE, ">Copy of Plan<")),
    ("D1", "untitled 2", CORE, swap(TITLE, ">Untitled 2<")),
    ("D1", "click to add", CORE, swap(TITLE, ">Click or tap here to enter text.<")),
    ("D1", "only spaces", CORE, swap(TITLE, ">  <")),
    ("D2", "only an East Asian language", STYLES, swap('w:lang w:val="en-US" ', "w:lang ")),
    ("D2", "a word for a language", STYLES, swap('w:lang w:val="en-US"', 'w:lang w:val="American"')),
    ("D5", "forms protected", SETTINGS, setting('<w:documentProtection w:edit="forms" w:enforcement="true"/>')),
    ("D5", "a password to write", SETTINGS, setting('<w:writeProtection w:hash="x"/>')),
    ("D5", "marked as final", "docProps/custom.xml", lambda _: '<Properties><property name="_MarkAsFinal"><bool>true</bool></property></Properties>'),
    ("D6", "Word 2010", SETTINGS, swap('w:val="15"', 'w:val="12"')),
    ("D9", "an embedded object", RELS, related("oleObject", "embeddings/a.bin")),
    ("D9", "an ActiveX control", RELS, related("control", "activeX/a.xml")),
    ("D9", "a chunk of another kind", RELS, related("aFChunk", "a.html")),
    ("D9", "macros under another name", "[Content_Types].xml", swap("</Types>", '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')),
    ("I1", "a VML picture in the header", HEADER, in_header(f'<w:r><w:pict><v:shape {VML} id="logo"><v:imagedata/></v:shape></w:pict></w:r>')),
    ("I4", "a text box in the header", HEADER, in_header(f'<w:r><w:pict><v:shape {VML} id="t" alt="x"><v:textbox><w:txbxContent>{said("Plan")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>')),
    ("I4", "a watermark in the header", HEADER, in_header(f'<w:r><w:pict><v:shape {VML} id="PowerPlusWaterMarkObject1" alt="x"><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')),
    ("X1", "a date in the header alone", HEADER, swap("Header: the document’s name", "Plan of March 3, 2027")),
    ("X1", "a version in the footer alone", FOOTER, swap("Footer: page ", "Version 3.2, page ")),
    ("X1", "confidential in the header alone", HEADER, swap("Header: the document’s name", "Confidential")),
    ("X2", "a typed page number", FOOTER, swap(" PAGE ", " AUTHOR ")),
    ("F1", "a hidden style", STYLES, swap('(?<=styleId="Lead">)(?s:.*?)<w:rPr>', '<w:name w:val="Lead"/><w:rPr><w:vanish/>')),
    ("F1", "small body by Normal", STYLES, swap('(?<=<w:name w:val="Normal"/>)', '<w:rPr><w:sz w:val="18"/></w:rPr>')),
    ("C1", "a band of a table style", STYLES, swap('<w:tblStylePr w:type="firstCol">', '<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="303030"/></w:tcPr></w:tblStylePr><w:tblStylePr w:type="firstCol">')),
    ("C1", "a pale theme", "word/theme/theme1.xml", swap('<a:srgbClr val="0B4F5C"/></a:accent1>', '<a:srgbClr val="A8D8E0"/></a:accent1>')),
    ("C1", "a pale heading", STYLES, swap('(?<=styleId="Heading2">)((?s:.*?))<w:color [^>]*>', '<w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:color w:val="B0B0B0"/>')),
    ("C3", "pale bars", "word/charts/chart1.xml", lambda _: '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:ser><c:spPr><a:solidFill><a:srgbClr val="FFE699"/></a:solidFill></c:spPr></c:ser></c:chartSpace>'),
]  # fmt: skip

FALSE_HEADING = said("Who has vans", "Mine") + said("Nobody knows.")
PALE = '<w:style w:type="character" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr>{}</w:rPr></w:style></w:styles>'
BY_STYLE = [
    ("C1", "a theme color by a character style", swap("</w:styles>", PALE.format('<w:color w:val="auto" w:themeColor="accent1" w:themeTint="33"/>')), para(run("late", '<w:rStyle w:val="Pale"/>'))),
    ("C1", "white by a style's theme color", style('<w:color w:val="auto" w:themeColor="background1"/>'), said("late", "Mine")),
    ("F1", "hidden by a character style", swap("</w:styles>", PALE.format("<w:vanish/>")), para(run("late", '<w:rStyle w:val="Pale"/>'))),
    ("H5", "a heading by a style of one's own", style('<w:b/><w:sz w:val="32"/>'), FALSE_HEADING)
]  # fmt: skip

IN_BODY = [
    ("D4", "Spanish", said(SPANISH)),
    ("D4", "French", said("Les partenaires se sont réunis pour parler de la formation et des emplois.")),
    ("D4", "Haitian Creole", said("Nou pral travay ak tout moun yo pou yo ka jwenn yon travay ki bon.")),
    ("D4", "Vietnamese", said("Chúng tôi và các đối tác là một nhóm cho những người không có việc.")),
    ("D4", "Chinese", said("See 合作 here")),
    ("D7", "a changed look", para('<w:r><w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr><w:t>new</w:t></w:r>')),
    ("D7", "a changed style", para(run("new"), more='<w:pPrChange w:id="2"><w:pPr/></w:pPrChange>')),
    ("D7", "a moved line", para(f'<w:moveTo w:id="3">{run("moved")}</w:moveTo>')),
    ("D7", "a comment's mark", para(run("see") + '<w:r><w:commentReference w:id="4"/></w:r>')),
    ("D9", "a picture from a server", field('INCLUDEPICTURE "http://example.org/a.png"', "x")),
    ("D9", "text from another file", field('INCLUDETEXT "C:\\\\plan.docx"', "x")),
    ("H1", "two titles", said("Another title", "Heading1")),
    ("H2", "from 2 to 4", said("Vans", "Heading2") + said("Keys", "Heading4")),
    ("H3", "only a tab", para("<w:r><w:tab/></w:r>", "Heading2")),
    ("H3", "only a hard space", said("\u00a0", "Heading2")),
    ("H3", "signs without width", said("\u200b\u2060", "Heading2")),
    ("H3", "a soft hyphen and a mark of order", said("\u00ad\u200e\ufeff", "Heading2")),
    ("H4", "a paragraph as heading", said(LONG, "Heading2")),
    ("H5", "bold with a large size", said("Who has vans", look='<w:b/><w:sz w:val="36"/>')),
    ("H7", "forty paragraphs", said(LONG * 9) * 12),
    ("T1", "a head switched off", table(row(cell("Who"), cell("What"), look='<w:tblHeader w:val="0"/><w:cantSplit/>'), ROW)),
    ("T2", "a head that is spaces", table(row(cell("Who"), cell("\u00a0"), look="<w:tblHeader/><w:cantSplit/>"), ROW)),
    ("T3", "merged in Word's old way", table(HEAD, row(cell("Ana", '<w:hMerge w:val="restart"/>'), cell("x", "<w:hMerge/>")))),
    ("T3", "a gap behind the row", table(HEAD, row(cell("Ana"), cell("x"), look='<w:cantSplit/><w:gridAfter w:val="1"/>'))),
    ("T3", "one cell more", table(HEAD, row(cell("Ana"), cell("x"), cell("y")))),
    ("T1", "a head by the look of the table alone", table(row(cell("Who"), cell("What")), ROW, look='<w:tblLook w:val="04A0" w:firstRow="1"/>' + ALT)),
    ("T3", "a head over two columns", table(row(cell("Who and what", '<w:gridSpan w:val="2"/>'), look="<w:cantSplit/><w:tblHeader/>"), ROW)),
    ("T5", "an empty column", table(HEAD, row(cell("Ana"), cell("")), row(cell("Ben"), cell("")))),
    ("T7", "a title without a text", table(HEAD, ROW, look='<w:tblCaption w:val="Vans"/>')),
    ("T10", "an address beside a logo", plain_table(row(cell("Harbor County"), cell("12 Main Street")))),
    ("T10", "one column", plain_table(row(cell("Ana")), row(cell("Ben")))),
    ("T10", "a page in two halves", plain_table(row(f"<w:tc>{said('a') + said('b') + said('c')}</w:tc>", cell("x")), ROW)),
    ("I1", "a title and no text", picture("").replace('descr=""', 'title="Vans"')),
    ("I1", "a drawn shape", para(f'<w:r><w:pict><v:rect {VML} id="Rectangle 3"/></w:pict></w:r>')),
    ("I1", "an oval", para(f'<w:r><w:pict><v:oval {VML} id="Oval 1"/></w:pict></w:r>')),
    ("I1", "a picture of an object", para(f'<w:r><w:object><v:shape {VML} id="s"><v:imagedata/></v:shape></w:object></w:r>')),
    ("I2", "a camera's name", picture("IMG_20270304")),
    ("I2", "Word's own guess", picture("A group of people in a room Description automatically generated")),
    ("I2", "alt text", picture("alt text")),
    ("I2", "photo of", picture("Photo of our vans")),
    ("I2", "the name of its file", picture("harbor-vans_final.png")),
    ("I3", "behind the text", picture("A wall", "anchor").replace("<wp:anchor", '<wp:anchor behindDoc="1"')),
    ("I4", "a box of today", para(f'<w:r><w:drawing><wp:inline {NS}><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:txbxContent>{said("Note")}</w:txbxContent></wps:txbx></wp:inline></w:drawing></w:r>')),
    ("I4", "a drop cap", para(run("T"), more='<w:framePr w:dropCap="margin" w:lines="2"/>')),
    ("L1", "capital letters", said("A. Vans") + said("B. Keys")),
    ("L1", "small letters", said("a. Vans") + said("b. Keys")),
    ("L1", "decimal numbers", said("1.1 Vans")),
    ("L1", "roman capitals", said("II. Vans")),
    ("L1", "a letter o", said("o Vans")),
    ("L1", "a bullet of the Symbol font", said("\uf0b7 Vans")),
    ("L1", "a tick", said("✅ Vans")),
    ("L1", "a long dash", said("— Vans")),
    ("L1", "a tab behind the sign", para("<w:r><w:t>•</w:t><w:tab/><w:t>Vans</w:t></w:r>")),
    ("L1", "in brackets", said("(b) Vans")),
    ("L1", "lines of dashes", para("<w:r><w:t>- Vans</w:t><w:br/><w:t>- Keys</w:t></w:r>")),
    ("L1", "a dash and no space", said("-Vans for all") + said("-Keys for all")),
    ("L1", "a number and no space", said("1)Vans") + said("2)Keys")),
    ("L1", "numbers as pictures", said("1\ufe0f\u20e3 Vans")),
    ("L1", "numbers in circles", said("① Vans")),
    ("L1", "a sign in a run of its own", para(run("•") + run(" Vans"))),
    ("L2", "two levels at once", said("One", "ListBullet") + para(run("Deep"), "ListBullet", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>')),
    ("K1", "this page", para(link("this page"))),
    ("K1", "please click here", para(link("Please click here"))),
    ("K1", "website", para(link("Website"))),
    ("K1", "an address without http", para(link("www.example.org/plan"))),
    ("K1", "a link without words", para('<w:hyperlink w:anchor="a"/>')),
    ("K1", "here in the midst of a sentence", para(run("For the plan see ") + link("here") + run("."))),
    ("K1", "a link in two runs", para(f'<w:hyperlink w:anchor="a">{run("click ")}{run("here")}</w:hyperlink>')),
    ("K1", "here in Spanish", para(link("Haga clic aquí"))),
    ("K3", "a field to nowhere", field('HYPERLINK \\l "gone"', "our vans")),
    ("K3", "a lost reference", said("See Error! Reference source not found. for more.")),
    ("K3", "a page of nothing", field("PAGEREF gone \\h", "4")),
    ("S1", "three lines", said("Words.") + "<w:p/>" * 3),
    ("S1", "lines of spaces", said("Words.") + said(" ") + said(" ")),
    ("S1", "lines of hard spaces", said("Words.") + said("\u00a0") + said("\u00a0")),
    ("S2", "wide spaces", said("Name\u2003\u2003\u2003Date")),
    ("S2", "an indent of spaces", said("     Name")),
    ("S2", "hard spaces", said("Name\u00a0\u00a0\u00a0\u00a0Date")),
    ("S3", "a page break", said("Words.") + para('<w:r><w:br w:type="page"/></w:r>') + said("More.")),
    ("S4", "underlined spaces", para(run("Name: ") + run("          ", '<w:u w:val="single"/>'))),
    ("S4", "underlined tabs", para(run("Name: ") + '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>')),
    ("S4", "a row of hyphens", said("Name: ------------")),
    ("S4", "a row of ellipses", said("Name ………")),
    ("C1", "auto letters on a dark marker", said("late", look='<w:color w:val="auto"/><w:highlight w:val="darkBlue"/>')),
    ("C1", "a pattern", para(run("dim", '<w:color w:val="262626"/>'), more='<w:shd w:val="pct70" w:color="000000" w:fill="FFFFFF"/>')),
    ("C1", "a filled table", table(HEAD, ROW, look='<w:shd w:val="clear" w:fill="333333"/>' + ALT)),
    ("C1", "yellow on white", said("late", look='<w:color w:val="FFC000"/>')),
    ("C1", "an accent made pale", said("late", look='<w:color w:val="0B4F5C" w:themeColor="accent1" w:themeTint="33"/>')),
    ("C1", "white by the theme alone", said("late", look='<w:color w:val="auto" w:themeColor="background1"/>')),
    ("C1", "a fill by the theme alone", para(run("dim", '<w:color w:val="0B4F5C"/>'), more='<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>')),
    ("C1", "a scheme's fill", said("late", look='<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>')),
    ("C2", "items in red", said("Items in red are late.")),
    ("C2", "red means", said("Green means done, red means late.")),
    ("F1", "lines too low", para(run("Cut off at the top"), more='<w:spacing w:line="120" w:lineRule="exact"/>')),
    ("F1", "letters pushed together", said("Pushed", look='<w:spacing w:val="-20"/>')),
    ("F1", "a fancy font", said("Welcome", look='<w:rFonts w:ascii="Comic Sans MS" w:hAnsi="Comic Sans MS"/>')),
    ("F1", "on its side", table(HEAD, row(cell("Ana", '<w:textDirection w:val="btLr"/>'), cell("x")))),
    ("F1", "outlined", said("Welcome", look="<w:outline/>")),
    ("F1", "8 points", said("fine print", look='<w:sz w:val="16"/>')),
    ("F2", "capitals by a look", said("please read this", look="<w:caps/>")),
    ("F2", "centered text", para(run(LONG), more='<w:jc w:val="center"/>')),
    ("F2", "wavy underline", said("late", look='<w:u w:val="wave"/>')),
    ("F3", "a tick of Wingdings 2", said("P", look='<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>')),
    ("X3", "a title of spaces", f'<w:sdt><w:sdtPr><w:alias w:val=" "/></w:sdtPr><w:sdtContent>{said("x")}</w:sdtContent></w:sdt>'),
    ("X3", "a field of an old form", para('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Text1"/></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')),
    ("X4", "a typed footnote", para(run("1", '<w:vertAlign w:val="superscript"/>') + run(" See the plan."))),
    ("X5", "three columns of tabs", para("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:tab/><w:t>C</w:t></w:r>")),
]  # fmt: skip


def plants() -> Iterator[tuple[str, str, tuple[tuple[str, Change], ...]]]:
    for rule, name, part, change in OTHER_PARTS:
        yield rule, name, ((part, change),)
    for rule, name, change, markup in BY_STYLE:
        yield rule, name, ((STYLES, change), (BODY, PARTS[BODY](markup)))
    for rule, name, markup in IN_BODY:
        yield rule, name, ((BODY, PARTS[BODY](markup)),)


PLANTS = list(plants())


def test_there_are_plants_enough() -> None:
    assert len({(rule, name) for rule, name, _ in PLANTS}) == len(PLANTS) >= 88
    assert {rule for rule, _, _ in PLANTS} <= proof.rules.ALL.keys()


@pytest.mark.parametrize(
    ("rule", "name", "changes"), PLANTS, ids=[f"{p[0]} {p[1]}" for p in PLANTS]
)
def test_a_planted_fault_is_named_with_rule_place_and_remedy(rule: str, name: str, changes) -> None:
    faults = proof.faults(spoiled_all(changes), "plan.docx")

    found = [each for each in faults if each.rule == rule]
    assert found, (name, faults)
    assert all(each.message and each.hint for each in found)


def test_a_clean_document_has_none() -> None:
    assert proof.faults(spoiled(BODY, PARTS[BODY](said("Vans and keys."))), "plan.docx") == ()


def test_five_hyphens_are_no_line_to_write_on() -> None:
    faults = proof.faults(spoiled(BODY, PARTS[BODY](said("Vans ----- keys"))), "plan.docx")

    assert [each.rule for each in faults if each.rule == "S4"] == []


@pytest.mark.parametrize("words", ["1.25 hours", "Vans - and keys", "2027 begins", "-5 and -6"])
def test_a_number_or_a_dash_in_a_line_makes_no_list(words: str) -> None:
    faults = proof.faults(spoiled(BODY, PARTS[BODY](said(words) + said("Keys."))), "plan.docx")

    assert [each.rule for each in faults if each.rule == "L1"] == []


@pytest.mark.parametrize("numbers", [("1. ", "2. "), ("A. ", "B. "), ("1)", "2)")])
@pytest.mark.parametrize(
    ("anchor", "style", "listed"),
    [("_Toc900000001", "", False), ("vans", "TOC2", False), ("vans", "", True)],
)
def test_entries_of_a_contents_list_with_the_numbers_of_its_headings_are_no_list(
    numbers: tuple[str, str], anchor: str, style: str, *, listed: bool
) -> None:
    link = f'<w:hyperlink w:anchor="{anchor}">{{}}</w:hyperlink>'
    entries = "".join(para(link.format(run(f"{each}Vans")), style) for each in numbers)

    faults = proof.faults(spoiled(BODY, PARTS[BODY](entries)), "plan.docx")

    assert ("L1" in [each.rule for each in faults]) is listed


# A list that was changed on purpose is counted anew here: the figures are printed by pytest.
def test_no_font_that_is_hard_to_read_is_lost() -> None:
    assert pinned(letters._FANCY) == (34, "e01cba0be8a4")
