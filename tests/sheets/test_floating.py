"""Ticks that float over a sheet are read; pictures, charts and text boxes are counted and said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from pipeline import sheets
from pipeline.problems import InputRefused

FORM = (
    ("Yes", "No", "Partially", "Statement"),
    ("", "", "", "The van runs on time"),
    ("", "", "", "The clinic shares its calendar"),
)
A_CHECK_BOX = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"
DRAWN = '<cNvPr id="7" name="Shape 7"/>'


@dataclass(frozen=True)
class Drawn:
    """One control as a test draws it: an anchor in VML (pixels), and how it stands."""

    anchor: str
    ticked: bool = False
    caption: str = ""
    kind: str = "Checkbox"
    link: str = ""
    state: str = ""  # of the newer part, where it is another


def workbook(bench: Any, drawn: Sequence[Drawn], rows: Any = FORM, **how: Any) -> dict[str, Any]:
    """Return a workbook over which controls float; `how` says which of the two parts tell of them."""
    data = how.pop("data", "") or bench.rows(*rows)
    shapes, props, listed = [], {}, []
    relations = [("vmlDrawing", "../drawings/vmlDrawing1.vml")]
    for number, each in enumerate(drawn, start=1025):
        checked = "<x:Checked>1</x:Checked>" if each.ticked else ""
        link = f"<x:FmlaLink>{each.link}</x:FmlaLink>" if each.link else ""
        shapes.append(
            f'<v:shape id="_x0000_s{number}"><v:textbox><div><font>{each.caption}</font></div></v:textbox>'
            f'<x:ClientData ObjectType="{each.kind}"><x:Anchor>{each.anchor}</x:Anchor>{checked}{link}</x:ClientData></v:shape>'
        )
        relations.append(("ctrlProp", f"../ctrlProps/ctrlProp{number}.xml"))
        state = each.state or ("Checked" if each.ticked else "")
        props[f"xl/ctrlProps/ctrlProp{number}.xml"] = (
            f'<formControlPr objectType="{each.kind.replace("Checkbox", "CheckBox")}" checked="{state}" fmlaLink="{each.link}"/>'
        )
        listed.append(f'<control shapeId="{number}" r:id="rId{number - 1023}" name="Check Box 1"/>')
    after = f'<controls xmlns:r="r">{"".join(listed)}</controls>' if how.get("new", True) else ""
    parts = dict(bench.parts(data, after=after, before=how.get("before", "")))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = bench.relations(*relations)
    parts["xl/drawings/vmlDrawing1.vml"] = (
        '<xml xmlns:v="v" xmlns:x="x">' + how.get("broken", "") + "".join(shapes) + "</xml>"
    )
    return {**parts, **props} if how.get("new", True) else parts


def marks(bench: Any, parts: Any) -> dict[str, str]:
    """Return what stands in the cells that hold no words of the form."""
    (sheet,), _ = sheets.read(bench.save(parts))
    known = {word for row in FORM for word in row}
    return {sheet.place(c.row, c.column).cell: c.text for c in sheet.cells if c.text not in known}


def said(bench: Any, parts: Any) -> list[str]:
    return [notice.message for notice in sheets.read(bench.save(parts))[1]]


@pytest.mark.parametrize("new", [True, False])
def test_a_ticked_box_is_a_mark_in_the_cell_below_it(bench: Any, new: bool) -> None:
    drawn = [
        Drawn("0, 10, 1, 2, 0, 40, 1, 18", ticked=True),
        Drawn("1, 10, 1, 2, 1, 40, 1, 18"),
        Drawn("2, 10, 2, 2, 2, 40, 2, 18", ticked=True),
    ]
    parts = workbook(bench, drawn, new=new)

    assert marks(bench, parts) == {"A2": "x", "C3": "x"}
    assert said(bench, parts) == [
        "3 check boxes float over the sheet; each tick counts as a mark in the cell below it: A2, C3."
    ]


def test_option_buttons_are_read_too(bench: Any) -> None:
    parts = workbook(bench, [Drawn("1, 4, 1, 2, 1, 40, 1, 18", ticked=True, kind="Radio")])

    assert marks(bench, parts) == {"B2": "x"}


def test_the_newer_part_says_how_a_box_stands(bench: Any) -> None:
    parts = workbook(bench, [Drawn("0, 10, 1, 2, 0, 40, 1, 18", state="Checked")])

    assert marks(bench, parts) == {"A2": "x"}


def test_a_sheet_without_a_sound_drawing_has_its_own_list(bench: Any) -> None:
    parts = workbook(bench, [Drawn("0, 10, 1, 2, 0, 40, 1, 18", ticked=True)], broken="&nbsp;")
    anchor = "<anchor><from><col>1</col><colOff>95250</colOff><row>2</row><rowOff>9525</rowOff></from><to><col>1</col><colOff>381000</colOff><row>2</row><rowOff>171450</rowOff></to></anchor>"
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        'name="Check Box 1"/>', f'name="Check Box 1"><controlPr>{anchor}</controlPr></control>'
    )

    assert marks(bench, parts) == {"B3": "x"}


@pytest.mark.parametrize(
    ("anchor", "before", "cell"),
    [
        ("0, 10, 0, 15, 0, 40, 1, 17", "", "A2"),  # a little too high
        ("0, 10, 1, 12, 0, 40, 2, 4", "", "A2"),  # a little too low
        ("0, 62, 1, 2, 2, 20, 1, 18", "", "B2"),  # begins in the last pixels of the column before
        ("1, 2, 1, 2, 3, 20, 1, 18", "", "B2"),  # its caption reaches over the next columns
        ("0, 100, 1, 2, 0, 130, 1, 18", '<cols><col min="1" max="1" width="40"/></cols>', "A2"),
        ("0, 2, 0, 30, 0, 20, 0, 50", '<sheetFormatPr defaultRowHeight="60"/>', "A1"),
    ],
)
def test_a_box_belongs_to_the_cell_under_its_square(
    bench: Any, anchor: str, before: str, cell: str
) -> None:
    rows = (("", "", "", "The van runs on time"),) * 3
    parts = workbook(bench, [Drawn(anchor, ticked=True)], rows, before=before)

    assert marks(bench, parts) == {cell: "x"}


def test_a_merged_cell_is_one_cell(bench: Any) -> None:
    parts = workbook(bench, [Drawn("0, 10, 2, 2, 0, 40, 2, 18", ticked=True)])
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    )

    assert marks(bench, parts) == {"A2": "x"}


def test_the_words_beside_a_box_say_what_its_tick_means(bench: Any) -> None:
    drawn = [
        Drawn("0, 2, 1, 2, 0, 20, 1, 18", caption="Yes"),
        Drawn("0, 22, 1, 2, 0, 40, 1, 18", caption="Not yet", ticked=True),
        Drawn("0, 2, 2, 2, 0, 20, 2, 18", caption="Check Box 7", ticked=True),
    ]

    assert marks(bench, workbook(bench, drawn)) == {"A2": "Not yet", "A3": "x"}


def test_a_box_over_words_that_only_label_it_keeps_or_drops_them(bench: Any) -> None:
    rows = (("Statement", "Answer", "Or"), ("One form", "Yes", "No"), ("One list", "Yes", "No"))
    drawn = [
        Drawn("1, 2, 1, 2, 1, 20, 1, 18", ticked=True),
        Drawn("2, 2, 1, 2, 2, 20, 1, 18"),
        Drawn("1, 2, 2, 2, 1, 20, 2, 18"),
        Drawn("2, 2, 2, 2, 2, 20, 2, 18", ticked=True),
    ]
    (sheet,), _ = sheets.read(bench.save(workbook(bench, drawn, rows)))

    assert [c.text for c in sheet.cells if c.row > 1] == ["One form", "Yes", "One list", "No"]


def test_a_box_that_is_linked_with_a_cell_is_not_read_twice(bench: Any) -> None:
    data = (
        f'<row r="1">{bench.cell("A1", "Yes")}{bench.cell("D1", "Statement")}</row>'
        f'<row r="2">{bench.cell("D2", "The van runs on time")}<c r="F2" t="b"><v>1</v></c></row>'
        f'<row r="3"><c r="A3" t="b"><v>0</v></c>{bench.cell("D3", "The van is full")}</row>'
    )
    drawn = [
        Drawn("0, 10, 1, 2, 0, 40, 1, 18", ticked=True, link="$F$2"),
        Drawn("0, 10, 2, 2, 0, 40, 2, 18", link="$A$3"),
    ]
    parts = workbook(bench, drawn, data=data)
    (sheet,), notices = sheets.read(bench.save(parts))

    assert [(c.row, c.column, c.text) for c in sheet.cells if c.column != 4 and c.row > 1] == [
        (2, 1, "x"),
        (3, 1, "FALSE"),
    ]
    assert "TRUE or FALSE in F2 says the same and is not read again." in notices[0].message


def test_a_tick_over_words_is_refused_with_the_cell(bench: Any) -> None:
    drawn = [Drawn("3, 10, 1, 2, 3, 40, 1, 18", ticked=True), Drawn("3, 10, 2, 2, 3, 40, 2, 18")]

    with pytest.raises(InputRefused) as refused:
        sheets.read(bench.save(workbook(bench, drawn)))

    (problem,) = refused.value.problems
    assert problem.message.endswith("hold words, and cannot be read: D2.")
    assert problem.hint.startswith("Type x into an empty cell")


def test_boxes_that_nothing_tells_apart_are_refused(bench: Any) -> None:
    drawn = [
        Drawn("0, 2, 1, 2, 0, 20, 1, 18"),
        Drawn("0, 22, 1, 2, 0, 40, 1, 18", ticked=True),
    ]

    with pytest.raises(InputRefused, match="no words tell them apart: A2"):
        sheets.read(bench.save(workbook(bench, drawn)))


def active_x(bench: Any, linked: str, kind: str = A_CHECK_BOX) -> dict[str, Any]:
    anchor = "<anchor><from><col>0</col><colOff>95250</colOff><row>1</row></from><to><col>0</col><colOff>381000</colOff><row>1</row><rowOff>171450</rowOff></to></anchor>"
    control = f'<control shapeId="1025" r:id="rId1" name="CheckBox1"><controlPr linkedCell="{linked}">{anchor}</controlPr></control>'
    rows = bench.rows(*FORM).replace("</row>", '<c r="G1" t="b"><v>1</v></c></row>', 1)
    parts = dict(bench.parts(rows, after=f'<controls xmlns:r="r">{control}</controls>'))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = bench.relations(
        ("control", "../activeX/activeX1.xml")
    )
    parts["xl/activeX/activeX1.xml"] = f'<ax:ocx xmlns:ax="ax" ax:classid="{kind}"/>'
    return parts


def test_a_box_of_the_other_kind_is_read_from_its_linked_cell_or_refused(bench: Any) -> None:
    assert marks(bench, active_x(bench, "G1")) == {"A2": "x"}
    with pytest.raises(InputRefused, match="whose ticks cannot be read"):
        sheets.read(bench.save(active_x(bench, "")))


def test_an_option_button_of_the_other_kind_is_refused_too(bench: Any) -> None:
    parts = active_x(bench, "", A_CHECK_BOX.replace("8BD21D40", "8BD21D50"))
    with pytest.raises(InputRefused, match="An option button floats over the sheet, of a kind"):
        sheets.read(bench.save(parts))


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("8BD21D60", "A toggle button"),
        ("8BD21D30", "A drop-down list"),
        ("8BD21D20", "A list box"),
        ("8BD21D10", "A text field"),
    ],
)
def test_a_choice_of_the_other_kind_that_is_not_read_is_said(
    bench: Any, kind: str, what: str
) -> None:
    parts = active_x(bench, "", A_CHECK_BOX.replace("8BD21D40", kind))
    assert f"{what} floats over the sheet: what was chosen there is not read." in said(bench, parts)


def test_a_box_in_the_third_state_is_said(bench: Any) -> None:
    parts = workbook(bench, [Drawn("0, 10, 1, 2, 0, 40, 1, 18", state="Mixed")])

    assert marks(bench, parts) == {}
    assert "Boxes that are neither ticked nor empty count as empty: A2." in said(bench, parts)


def test_a_box_far_away_holds_nothing_up(bench: Any) -> None:
    parts = workbook(bench, [Drawn("99999999999, 9, 99999999999, 99999999999, 3, 4, 5, 6", ticked=True)])  # fmt: skip

    assert marks(bench, parts) == {"XFD1048576": "x"}


def test_what_floats_is_counted_in_one_sentence_and_what_stands_for_a_control_is_none(
    bench: Any,
) -> None:
    words = "<txBody><t>remember the vans</t></txBody>"
    chart = '<graphicFrame><graphic><graphicData uri="http://x.example/2006/chart"/></graphic></graphicFrame>'
    parts = bench.parts()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = bench.relations(
        ("drawing", "../drawings/drawing1.xml"), ("oleObject", "../embeddings/o.bin")
    )
    parts["xl/drawings/drawing1.xml"] = (
        f"<wsDr>{chart}<pic>{DRAWN}</pic><pic>{DRAWN}</pic><sp>{DRAWN}{words}</sp>"
        f'<sp><cNvPr hidden="1"/>{words}</sp><sp><compatExt spid="_x0000_s1025"/>{words}</sp>'
        f'<sp textlink="$A$1">{words}</sp><sp>{DRAWN}</sp>'
        f"<AlternateContent><Choice>{chart}</Choice><Fallback><sp>{words}</sp></Fallback></AlternateContent></wsDr>"
    )

    assert said(bench, parts) == [
        "1 text box, 2 pictures, 2 charts and 1 embedded file float over the sheet: what is outside cells is not read."
    ]


# ── conversations in comments ────────────────────────────────────────────────────────────────

EXPLAINED = (
    "[{0}]\n\nYour version of Excel allows you to read this; however, any edits will get removed. "
    "Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\n"
)


def comments(bench: Any, words: str, author: str, thread: str = "") -> list[str]:
    parts = bench.parts()
    kinds = [("comments", "../comments1.xml")]
    parts["xl/comments1.xml"] = (
        f"<comments><authors><author>Robin</author><author>{author}</author></authors><commentList>"
        f'<comment ref="A2" authorId="1"><text><t xml:space="preserve">{words}</t></text></comment>'
        f'<comment ref="A3" authorId="0"><text><t>ask the college</t></text></comment></commentList></comments>'
    )
    if thread:
        kinds.append(("threadedComment", "../threadedComments/threadedComment1.xml"))
        parts["xl/threadedComments/threadedComment1.xml"] = thread
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = bench.relations(*kinds)
    (sheet,), _ = sheets.read(bench.save(parts))
    return [cell.comment for cell in sheet.cells if cell.comment]


@pytest.mark.parametrize(
    ("words", "author"),
    [
        (EXPLAINED.format("Threaded comment") + "Comment:\n    Nobody has time\nReply:\n    We could ask: who?", "tc={1}"),
        (EXPLAINED.format("Threaded comment") + "Comment:\n    Nobody has time\nReply:\n    We could ask: who?", "Robin"),
        (EXPLAINED.format("Kommentarthread") + "Kommentar:\n    Nobody has time\nAntwort:\n    We could ask: who?", "tc={1}"),
        ("[Comentario encadenado]\n\nSu versión no lo permite.\n\nComentario:\n    Nobody has time\nRespuesta:\n    We could ask: who?", "tc={1}"),
        (EXPLAINED.format("Threaded comment").replace("\n", " ") + "Comment:     Nobody has time Reply:     We could ask: who?", "tc={1}"),
    ],
)  # fmt: skip
def test_of_excels_stand_in_only_what_people_wrote_remains(
    bench: Any, words: str, author: str
) -> None:
    assert comments(bench, words, author) == [
        "Nobody has time\nWe could ask: who?",
        "ask the college",
    ]


def test_a_conversation_is_read_once_with_its_replies(bench: Any) -> None:
    thread = (
        '<ThreadedComments><threadedComment ref="A2" id="{1}"><text>Nobody has time</text></threadedComment>'
        '<threadedComment ref="A2" parentId="{1}"><text>Ask the county</text></threadedComment></ThreadedComments>'
    )
    words = EXPLAINED.format("Threaded comment") + "Comment:\n    Nobody has time"

    assert comments(bench, words, "tc={1}", thread) == [
        "Nobody has time\nAsk the county",
        "ask the college",
    ]


def test_lines_of_a_comment_that_look_like_labels_stay(bench: Any) -> None:
    words = (
        EXPLAINED.format("Threaded comment") + "Comment:\n    Two things:\nFirst: pens\nLast: ink"
    )

    assert comments(bench, words, "tc={1}")[0] == "Two things:\nFirst: pens\nLast: ink"


def test_words_in_brackets_that_somebody_typed_are_a_comment(bench: Any) -> None:
    assert comments(bench, "[Draft] ask again", "Robin")[0] == "[Draft] ask again"


@pytest.mark.parametrize(
    "words",
    [
        "Kim Fox:\nNobody has time",
        "Nobody has time\n\t-Kim Fox",
    ],
)
def test_the_name_that_a_program_puts_on_a_comment_is_no_word_of_it(bench: Any, words: str) -> None:
    assert comments(bench, words, "Kim Fox")[0] == "Nobody has time"


def test_a_conversation_from_google_sheets_is_its_words(bench: Any) -> None:
    words = "Nobody has time\n\t-Kim Fox\n----\nAsk the county\n\t-Robin Lee"

    assert comments(bench, words, "")[0] == "Nobody has time\nAsk the county"


def test_a_rule_and_a_name_that_somebody_typed_stay(bench: Any) -> None:
    words = "Kim: two things\n----\n- pens"

    assert comments(bench, words, "Robin Lee")[0] == words
