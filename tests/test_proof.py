"""Proof-reading: a document of ours is clean, and each fault planted in it is told."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from made import saved

from pipeline import proof
from pipeline.proof import headings
from pipeline.proof.paper import Paper

STYLE = Path(__file__).parent.parent / "templates" / "house-style.docx"
BODY = "word/document.xml"


def changed(part: str, change: Callable[[str], str]) -> bytes:
    """Return the house style's specimen with one part changed."""
    out = BytesIO()
    with ZipFile(STYLE) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == part:
                assert change(text) != text, "the fault was not planted"
                text = change(text)
            new.writestr(name, text)
    return out.getvalue()


def with_body(markup: str) -> bytes:
    return changed(BODY, lambda text: text.replace("<w:sectPr>", markup + "<w:sectPr>"))


def told(document: bytes, name: str = "plan.docx") -> list[str]:
    return [str(problem) for problem in proof.check(document, name)]


def test_the_specimen_of_the_house_style_has_no_fault():
    assert told(STYLE.read_bytes()) == []


def test_what_is_not_a_word_document_is_left_alone():
    assert proof.check(b"Subject: hello", "email.txt") == ()


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("", "The document has no title in its properties."),
        ("plan.docx", 'Its title "plan.docx" is a file name.'),
        ("{{ title }}", 'Its title "{{ title }}" says nothing of the document.'),
        ("Untitled", 'Its title "Untitled" says nothing of the document.'),
    ],
)
def test_a_title_that_says_nothing_is_told(title, message):
    document = changed(
        "docProps/core.xml",
        lambda text: re.sub("<dc:title>.*</dc:title>", f"<dc:title>{title}</dc:title>", text),
    )
    assert told(document)[0] == (
        f"plan.docx: {message}\n  In Word: File, Info, Title: write what the document is."
    )


def test_a_missing_language_is_told():
    document = changed("word/styles.xml", lambda text: re.sub("<w:lang [^>]*/>", "", text))
    assert told(document) == [
        (
            "plan.docx: The document does not say what language it is in.\n"
            "  In Word: Review, Language, Set Proofing Language, Set As Default."
        )
    ]


def test_two_languages_are_told():
    document = changed("word/settings.xml", lambda text: text.replace("en-US", "es-MX"))
    assert told(document)[0].startswith(
        "plan.docx: The document says it is in en-US and also in es-MX."
    )


def test_protection_is_told():
    document = changed(
        "word/settings.xml",
        lambda text: text.replace(
            "<w:defaultTabStop",
            '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop',
        ),
    )
    assert "protected against changes" in told(document)[0]


def heading(level: int, words: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
    )


PLAIN = "<w:p><w:r><w:t>Words between</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (heading(1, "Again"), 'A second heading of level 1, "Again".'),
        (heading(2, "In") + heading(2, " "), 'A heading after "In" is empty.'),
    ],
)
def test_faulty_headings_are_told(markup, message):
    assert told(with_body(markup))[0].startswith(f"plan.docx: {message}\n")


def test_a_skipped_level_is_told_with_what_to_do():
    document = changed(BODY, lambda text: text.replace("Heading2", "Heading3"))
    assert told(document) == [
        (
            'plan.docx: The heading "Heading 2: a section" is of level 3 and follows level 1.\n'
            "  Make it Heading 2."
        )
    ]


def test_a_document_without_a_title_heading_is_told_but_a_letter_needs_none():
    document = changed(BODY, lambda text: re.sub('<w:pStyle w:val="Heading.?"/>', "", text))
    assert told(document) == [
        (
            "plan.docx: No heading is of level 1.\n"
            "  Give the title of the document the style Heading 1."
        )
    ]
    assert told(document, "outreach/P01-marrow-creek-letter.docx") == []


def test_a_draft_named_only_in_the_header_is_told():
    header = changed("word/header1.xml", lambda text: text.replace("Header:", "DRAFT:"))
    assert told(header) == []  # its first lines say so, too
    out = BytesIO()
    with ZipFile(BytesIO(header)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, text.replace("raft", "one") if name == BODY else text)
    assert told(out.getvalue())[0].startswith(
        "plan.docx: Only the header or footer says that this is a draft."
    )


def test_a_table_without_a_header_row_is_told():
    document = changed(BODY, lambda text: text.replace("<w:tblHeader/>", ""))
    assert told(document) == [
        (
            "plan.docx: Table 1: Its first row is not marked as a header row.\n"
            "  In Word: select the first row; Table Layout, Repeat Header Rows."
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Table Head</w:t>", "</w:t>", "Table 1: A header cell is empty."),
        (
            '<w:tcW w:w="3400" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>',
            '<w:tcW w:w="3400" w:type="dxa"/><w:vMerge/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>',
            "Table 1: In row 2, cells are merged.",
        ),
        ("Table Text</w:t></w:r></w:p></w:tc>", "Table Text</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>", "Table 1: In row 2, there are not as many cells as in row 1."),
        (
            "Table Text</w:t></w:r></w:p></w:tc>",
            "Table Text</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc>",
            "Table 1: A table stands inside it.",
        ),
        ("<w:cantSplit/></w:trPr>", "<w:cantSplit/><w:tblHeader/></w:trPr>", "Table 1: A row further down is marked as a header row, too."),
    ],
)  # fmt: skip
def test_a_table_no_screen_reader_can_follow_is_told(old, new, message):
    def plant(text: str) -> str:
        if "further down" not in message:
            return text.replace(old, new, 1)
        before, mark, after = text.rpartition(old)
        return before + (new if mark else "") + after

    assert any(each.startswith(f"plan.docx: {message}") for each in told(changed(BODY, plant)))


def test_a_table_of_one_cell_is_told():
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    assert told(with_body(cell)) == [
        (
            "plan.docx: Table 2: It has one cell: a table is not for layout.\n"
            "  Use a paragraph with a border or a shade instead."
        )
    ]


def test_a_cell_that_speaks_by_color_alone_is_told():
    document = changed(
        BODY,
        lambda text: re.sub(
            r'(<w:tcW w:w="2200" w:type="dxa"/>)(</w:tcPr>.{0,200}?)>12<',
            r'\1<w:shd w:val="clear" w:fill="C00000"/>\2><',
            text,
            count=1,
        ),
    )
    assert any("A cell speaks by its color alone." in each for each in told(document))


WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'


def test_a_picture_without_words_is_told_and_one_with_words_is_not():
    picture = '<w:p><w:r><w:drawing><wp:{0} {1}><wp:docPr id="7" name="Picture 7"{2}/></wp:{0}></w:drawing></w:r></w:p>'
    assert told(with_body(picture.format("inline", WP, ' descr="Five yes, six no"'))) == []
    assert told(with_body(picture.format("inline", WP, ""))) == [
        (
            'plan.docx: The picture or chart "Picture 7" has no alternative text.\n'
            "  In Word: right click it, View Alt Text, and say what it shows."
        )
    ]
    assert told(with_body(picture.format("anchor", WP, ' descr="x"'))) == [
        (
            "plan.docx: A picture floats beside the text.\n"
            "  In Word: Picture Format, Wrap Text, In Line with Text."
        )
    ]


def test_a_text_box_and_a_watermark_are_told():
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>"
    assert any("text box" in each for each in told(with_body(box)))
    mark = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="PowerPlusWaterMarkObject1"/></w:pict></w:r></w:p>'
    assert any("watermark" in each for each in told(with_body(mark)))


@pytest.mark.parametrize("sign", ["• ", "- ", "* ", "1. ", "2) "])
def test_a_list_by_its_looks_only_is_told(sign):
    typed = f"<w:p><w:r><w:t>{sign}Desk, badge</w:t></w:r></w:p>"
    assert told(with_body(typed)) == [
        (
            f'plan.docx: "{sign}Desk, badge" is a list by its looks only.\n'
            "  Use the style List Bullet or List Number, and delete the sign."
        )
    ]


def test_a_card_that_begins_with_a_dash_may_stand_in_a_real_list():
    card = '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:r><w:t>- wifi</w:t></w:r></w:p>'
    assert told(with_body(card)) == []


@pytest.mark.parametrize("words", ["click here", "Here.", "https://example.org/a", ""])
def test_a_link_that_does_not_say_where_it_goes_is_told(words):
    link = f'<w:p><w:hyperlink w:anchor="x"><w:r><w:t>{words}</w:t></w:r></w:hyperlink></w:p>'
    assert "does not say where it goes." in told(with_body(link))[0]


def test_a_link_made_by_a_field_is_read_too():
    pieces = [
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText> HYPERLINK "https://example.org" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>{}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ]
    field = "<w:p>" + "".join(f"<w:r>{each}</w:r>" for each in pieces) + "</w:p>"
    assert told(with_body(field.format("Partner guide, Example Library"))) == []
    assert told(with_body(field.format("more"))) == [
        (
            'plan.docx: The link "more" does not say where it goes.\n'
            "  Write the name of the page or the site."
        )
    ]


def test_blank_lines_one_upon_the_other_are_told():
    assert told(with_body(f"{PLAIN}<w:p/><w:p/>")) == [
        (
            'plan.docx: There are blank lines, one upon the other, after "Words between".\n'
            "  Delete them; space belongs to the styles."
        )
    ]
    assert told(with_body(f"{PLAIN}<w:p/>{PLAIN}")) == [
        (
            'plan.docx: A blank line is used as space after "Words between".\n'
            "  Delete it; space belongs to the styles."
        )
    ]


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ('<w:color w:val="808080"/>', "gray on white"),
        ('<w:color w:val="9C6500"/><w:shd w:val="clear" w:fill="FFEB9C"/>', "brown on yellow"),
    ],
)
def test_letters_too_near_to_what_is_behind_them_are_told(look, words):
    run = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>"
    assert told(with_body(run)) == [
        (
            f'plan.docx: "{words}" is hard to read: its color is too near to what is behind it.\n'
            "  Choose a darker color for the letters or a lighter one behind them."
        )
    ]


def test_large_letters_need_less_contrast():
    look = '<w:b/><w:color w:val="808080"/><w:sz w:val="28"/>'
    run = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>Large.</w:t></w:r></w:p>"
    assert told(with_body(run)) == []


def test_white_letters_outside_a_header_row_are_told():
    lost = '<w:p><w:pPr><w:pStyle w:val="TableHead"/></w:pPr><w:r><w:t>Lost</w:t></w:r></w:p>'
    assert '"Lost" is hard to read' in told(with_body(lost))[0]


def test_a_content_control_without_a_title_is_told():
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>" + PLAIN + "</w:sdtContent></w:sdt>"
    assert told(with_body(control.format('<w:alias w:val="Lead"/>'))) == []
    assert told(with_body(control.format(""))) == [
        (
            'plan.docx: The content control "Words between" has no title.\n'
            "  In Word: Developer, Properties, Title."
        )
    ]


def test_a_tag_left_over_is_told_but_not_one_that_somebody_typed_on_a_card():
    document = with_body("<w:p><w:r><w:t>Dear {{ </w:t></w:r><w:r><w:t>name }},</w:t></w:r></w:p>")
    assert told(document) == [
        "plan.docx: The tag {{ name }} was left over.\n  Correct it in the template."
    ]
    assert proof.check(document, "plan.docx", said=["we all write {{ name }} by hand"]) == ()


def test_what_somebody_typed_is_not_blamed_on_the_template():
    typed = ["1. one", "{{ x }} & Sons", "_____", "NOT FOR US TO CHANGE", "a     b"]
    page = "".join(
        f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>"
        for each in ("1. one, District Supervisor", "For NOT FOR US TO CHANGE.", "Lead: _____.", "a     b (card B1)")
    )  # fmt: skip
    assert len(told(with_body(page))) == 4
    assert proof.check(with_body(page), "plan.docx", typed) == ()
    title = changed("docProps/core.xml", lambda text: text.replace(">House", ">{{ x }}: House"))
    assert len(told(title)) == 2
    assert proof.check(title, "plan.docx", typed) == ()


def test_headings_that_say_the_same_are_told_only_under_one_heading():
    twice = heading(2, "Vans") + heading(3, "Steps") + PLAIN
    said = [each.partition("\n")[0] for each in told(with_body(twice + twice))]
    assert said == ['plan.docx: Two headings beside each other say "Vans".']


def test_every_rule_has_a_severity_and_a_sentence_of_what_is_meant() -> None:
    assert {rule.severity for rule in proof.rules.ALL.values()} == {"E", "W", "T"}
    assert all(len(rule.asks.split()) > 2 for rule in proof.rules.ALL.values())


@pytest.mark.parametrize(
    ("lines", "letter"),
    [
        ((("Dear Ana Ruiz:", ""), ("We thank you.", "")), True),
        ((("June 4", ""), ("To whom it may concern,", "")), True),
        ((("Dear Ana Ruiz:", ""), ("What comes next", "Heading 1")), False),
        ((("Letters", "Heading 1"), ("Dear Ana Ruiz:", "")), False),
        ((("We thank you.", ""),), False),
        ((("Dear Ana Ruiz", ""),), False),
        ((*((f"Line {n}", "") for n in range(39)), ("Dear Ana:", "")), True),
        ((*((f"Line {n}", "") for n in range(40)), ("Dear Ana:", "")), False),
    ],
)
def test_a_paper_without_headings_that_greets_somebody_is_a_letter(
    lines: tuple[tuple[str, str], ...], letter: bool
) -> None:
    paper = docx.Document()
    for words, style in lines:
        paper.add_paragraph(words, style or None)
    with ZipFile(BytesIO(saved(paper))) as package:
        members = {name: package.read(name) for name in package.namelist()}

    assert headings.greets(Paper(members, ())) is letter


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("in_table", [False, True])
def test_of_a_very_long_document_the_beginning_is_proof_read(
    more: int, in_table: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "MOST_PARAGRAPHS", 6)
    document = docx.Document()
    if in_table:
        table = document.add_table(5 + more, 1)
        table.cell(4 + more, 0).text = "a    b"
        document.add_paragraph("c    d")
    else:
        for _ in range(5 + more):
            document.add_paragraph("fine")
        document.add_paragraph("c    d")
    content = saved(document)

    told = [each.message for each in proof.check(content, "a.docx")]

    assert ("It has more than 6 paragraphs: so many of them are proof-read." in told) is bool(more)
    assert ('Spaces in a row stand in "c d".' in told) is not more
    assert not any(
        "so many" in each.message for each in proof.faults(content, "a.docx", finished=True)
    )
