"""What refers to another place goes with it: contents lists, cross-references, notes, merged cells."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from made import faults, png, saved

from pipeline.openxml import Image, outline
from pipeline.word import RichText, Template, Words, lint

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ROOMS = {
    "rooms": [
        {"name": "Hall & stage", "uses": ["plays", "dances"]},
        {"name": "Kitchen", "uses": []},
    ],
    "show": True,
}


def field(code: str, shown: str = "x") -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def alone(code: str, shown: str) -> str:
    return f"<w:p>{field(code, shown)}</w:p>"


def marked(name: str, words: str, number: int = 7) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r><w:bookmarkEnd w:id="{number}"/>'
    )


def body_of(made: bytes) -> str:
    return ZipFile(BytesIO(made)).read("word/document.xml").decode()


def lines(made: bytes) -> list[str]:
    return [line.partition("] ")[2] for line in outline(made).splitlines()]


@pytest.fixture
def written(document, paragraph, tmp_path: Path) -> Callable[..., tuple[bytes, Template]]:
    """Fill a template of paragraphs; what comes out is valid, and the same when it is streamed."""

    def write(*paragraphs: str, data: dict[str, object] | None = None) -> tuple[bytes, Template]:
        body = "".join(each if each.startswith("<w:p>") else paragraph(each) for each in paragraphs)
        content = document(body)
        template = Template(content)
        filled = ROOMS if data is None else data
        made = template.render(filled)
        wrong = set(faults(made, tmp_path))
        assert not wrong or wrong <= set(faults(content, tmp_path))
        assert outline(b"".join(template.stream(filled))) == outline(made)
        return made, template

    return write


# ── contents lists ───────────────────────────────────────────────────────────────────────────


def heading(words: str, level: int = 1, inside: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{inside}'
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


LOOPED = (
    "{%p for room in rooms %}", heading("{{ room.name }}"), "{%p for use in room.uses %}",
    heading("For {{ use }}", 2), "{%p endfor %}", "{%p endfor %}",
)  # fmt: skip


def test_a_contents_list_over_looped_headings_is_made_anew(written) -> None:
    listed = alone('TOC \\o "1-3" \\h', "{{ room.name }}")

    made, template = written(listed, *LOOPED)

    assert lines(made)[:4] == ["Hall & stage", "For plays", "For dances", "Kitchen"]
    xml = body_of(made)
    anchors = re.findall('w:anchor="(_Toc[0-9]+)"', xml)
    assert anchors == re.findall('bookmarkStart w:id="[0-9]+" w:name="(_Toc[0-9]+)"', xml)
    assert len(set(anchors)) == 4
    assert 'w:dirty="true"' in xml
    assert "made anew from the headings" in template.notices[0].message


def test_a_contents_list_that_reaches_over_paragraphs_and_stands_in_a_control_is_made_anew(
    written,
) -> None:
    begin, end = field('TOC \\o "1-1" \\n').split("<w:r><w:t ", 1)
    entry = '<w:p><w:pPr><w:pStyle w:val="TOC1"/><w:ind w:left="99"/></w:pPr>{}</w:p>'
    first = entry.format(f'{begin}<w:r><w:t xml:space="preserve">{{{{ room.name }}}}</w:t></w:r>')
    more = entry.format('<w:r><w:t>Old</w:t></w:r><w:bookmarkStart w:id="3" w:name="_GoBack"/>')
    last = f'<w:p><w:bookmarkEnd w:id="3"/><w:r>{end.partition("<w:r>")[2]}</w:p>'
    control = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        f"</w:sdtPr><w:sdtContent>{first}{more}{last}</w:sdtContent></w:sdt>"
    )

    made, _ = written(f"<w:p><w:r><w:t>Top</w:t></w:r></w:p>{control}", *LOOPED)

    assert lines(made)[:3] == ["Top", "Hall & stage", "Kitchen"]
    assert body_of(made).count('<w:ind w:left="99"/>') == 2
    assert "_GoBack" not in body_of(made)
    assert "Old" not in body_of(made)


def test_a_contents_list_that_reaches_out_of_a_control_is_made_anew(written) -> None:
    begin, end = field("TOC", "{{ room.name }}").rsplit("<w:r>", 1)
    control = f"<w:sdt><w:sdtContent><w:p>{begin}</w:p></w:sdtContent></w:sdt>"

    made, _ = written(f"<w:p></w:p>{control}<w:p><w:r>{end}</w:p>", *LOOPED)

    assert lines(made)[:6] == ["", "Hall & stage", "For plays", "For dances", "Kitchen", ""]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('TOC \\o "2-2"', ["For plays", "For dances"]),
        ('TOC \\t "heading 2,1"', ["For plays", "For dances"]),
        ("TOC \\u", ["Hall & stage", "For plays", "For dances", "Kitchen"]),
        ('TOC \\o "4-5"', ["[There is no heading to list.]"]),
        ('TOC \\c "Figure"', ["[In Word: right-click here, and choose Update Field.]"]),
    ],
)
def test_a_contents_list_shows_what_its_code_asks_for(code: str, shown, written) -> None:
    made, _ = written(alone(code, "{{ room.name }}"), *LOOPED)

    assert [each.strip() for each in lines(made)[: len(shown)]] == shown
    assert lines(made)[len(shown)] == "Hall & stage"


def test_a_contents_list_over_headings_that_stay_keeps_its_pages(written) -> None:
    made, template = written(alone("TOC", "Rooms 4"), heading("Rooms"), "Dear {{ rooms[0].name }}")

    assert lines(made)[0] == "Rooms 4"
    assert template.notices == ()


# ── cross-references and links ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("show", [True, False])
def test_a_reference_to_what_is_left_out_becomes_plain_text_and_is_said(show, written) -> None:
    link = '<w:hyperlink w:anchor="annex"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
    it, page = field("REF annex \\h", "it"), field("PAGEREF Annex", "2")
    see = f"<w:p><w:r><w:t>See </w:t></w:r>{it}{page}"
    data = {**ROOMS, "show": show}

    made, template = written(
        f"{see}{link}</w:p>", "{%p if show %}", f"<w:p>{marked('annex', 'it')}</w:p>",
        "{%p endif %}", data=data,
    )  # fmt: skip

    assert lines(made)[0] == "See it2there"
    assert all((code in body_of(made)) is show for code in (" REF annex", "PAGEREF", "w:anchor"))
    assert "may be left out" in template.notices[0].message
    said = [each.message for each in template.fill(data).notices]
    assert said == (
        [] if show else ["“See it2there” refers to what is left out: it is plain text now."]
    )


def test_a_reference_into_a_loop_leads_to_its_first_round(written) -> None:
    made, template = written(
        alone("REF room \\h", "{{ room.name }}"),
        "{%p for room in rooms %}", f"<w:p>{marked('room', '{{ room.name }}')}</w:p>", "{%p endfor %}",
    )  # fmt: skip

    assert lines(made) == ["Hall & stage", "Hall & stage", "Kitchen"]
    assert body_of(made).count("bookmarkStart") == body_of(made).count("bookmarkEnd") == 1
    assert "first round" in template.notices[0].message


def test_a_reference_inside_a_loop_leads_to_its_own_round(written) -> None:
    made, template = written(
        "{%p for room in rooms %}", f"<w:p>{marked('_Ref9', '{{ room.name }}')}</w:p>",
        f"<w:p>{field('REF _Ref9', 'old')}<w:hyperlink w:anchor='_Ref9'><w:r><w:t>up</w:t></w:r>"
        "</w:hyperlink></w:p>", "{%p endfor %}",
    )  # fmt: skip

    assert lines(made) == ["Hall & stage", "Hall & stageup", "Kitchen", "Kitchenup"]
    xml = body_of(made)
    assert re.findall('w:name="([^"]*)"', xml) == re.findall('w:anchor="([^"]*)"', xml)
    assert re.findall('w:name="([^"]*)"', xml) == ["_Ref9", "_Ref9_2"]
    starts, ends = (re.findall(f'bookmark{end} w:id="([^"]*)"', xml) for end in ("Start", "End"))
    assert starts == ends
    assert len(set(starts)) == 2
    assert template.notices == ()


def test_bookmarks_of_one_loop_are_counted_together(written) -> None:
    one, two = (f"<w:p>{marked(name, name, number)}</w:p>" for number, name in enumerate("ab", 1))
    refer = f"<w:p>{field('REF a', 'x')}{field('REF b', 'x')}</w:p>"

    made, _ = written(refer, "{%p for room in rooms %}", one, two, refer, "{%p endfor %}")

    names = re.findall('w:name="([^"]*)"', body_of(made))
    assert names == ["a", "b", "a_2", "b_2"]
    assert re.findall(r" REF (\w+)", body_of(made)) == ["a", "b", *names]


def test_a_reference_to_words_that_are_left_out_shows_a_gap(written) -> None:
    made, _ = written(
        f"<w:p><w:r><w:t>See </w:t></w:r>{field('REF room', '{{ room.name }}')}</w:p>",
        "{%p for room in rooms %}", f"<w:p>{marked('room', '{{ room.name }}')}</w:p>", "{%p endfor %}",
        data={"rooms": []},
    )  # fmt: skip

    assert lines(made) == ["See […]"]


def test_a_reference_that_shows_two_paragraphs_is_emptied_of_both(written) -> None:
    first, last = field("REF room", "{{ room.name }}").rsplit("<w:r>", 1)
    made, _ = written(
        f"<w:p><w:r><w:t>See </w:t></w:r>{first}</w:p>",
        f"<w:p><w:r><w:t>more of it</w:t></w:r><w:r>{last}</w:p>",
        "{%p for room in rooms %}", f"<w:p>{marked('room', '{{ room.name }}')}</w:p>", "{%p endfor %}",
        data={"rooms": []},
    )  # fmt: skip

    assert lines(made) == ["See […]", ""]


def test_a_reference_to_nothing_is_plain_text_and_told_by_check(document, paragraph) -> None:
    content = document(alone("REF gone", "the annex") + paragraph("{{ name }}"))

    found = lint(content)

    assert "“the annex” refers to a place that is not in the file" in found.notices[0].message
    assert "REF gone" not in body_of(Template(content).render({"name": "Ana"}))


def test_a_bookmark_that_nothing_refers_to_goes_out_of_a_loop(written) -> None:
    made, _ = written("{%p for room in rooms %}", f"<w:p>{marked('x', 'a')}</w:p>", "{%p endfor %}")

    assert "bookmark" not in body_of(made)


# ── footnotes and endnotes ───────────────────────────────────────────────────────────────────


@pytest.fixture
def with_notes() -> Callable[..., bytes]:
    """Write a template with notes: paragraphs in which ^1 is the mark of the first note."""

    def write(paragraphs: list[str], notes: list[str], kind: str = "footnote") -> bytes:
        made = docx.Document()
        for words in paragraphs:
            one = made.add_paragraph()
            for piece in re.split(r"(\^\d)", words):
                run = one.add_run("" if piece.startswith("^") else piece)
                if piece.startswith("^"):
                    mark = f'<w:{kind}Reference xmlns:w="{W}" w:id="{piece[1:]}"/>'
                    run._r.append(parse_xml(mark))
        inside = "".join(
            f'<w:{kind} w:id="{number}">{words if words.startswith("<") else _note(words)}</w:{kind}>'
            for number, words in enumerate(notes, 1)
        )
        part = f'<w:{kind}s xmlns:w="{W}">{inside}</w:{kind}s>'
        return _with_part(saved(made), f"word/{kind}s.xml", part, kind)

    return write


def _note(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _with_part(content: bytes, name: str, part: str, kind: str) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w") as new:
        for each in old.namelist():
            text = old.read(each)
            if each == "[Content_Types].xml":
                declared = (
                    f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-'
                    f'officedocument.wordprocessingml.{kind}s+xml"/></Types>'
                )
                text = text.replace(b"</Types>", declared.encode())
            if each == "word/_rels/document.xml.rels":
                link = (
                    '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/'
                    f'officeDocument/2006/relationships/{kind}s" Target="{kind}s.xml"/></Relationships>'
                )
                text = text.replace(b"</Relationships>", link.encode())
            new.writestr(each, text)
        new.writestr(name, part)
    return stream.getvalue()


LOOP = ["{%p for room in rooms %}", "{{ room.name }}^1", "{%p endfor %}"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_in_a_loop_is_printed_in_every_round(kind: str, with_notes, tmp_path: Path) -> None:
    template = Template(with_notes(LOOP, ["For {{ room.uses|join(', ') or 'nothing' }}."], kind))

    made = template.render(ROOMS)

    assert faults(made, tmp_path) == []
    assert [each for each in outline(made).splitlines() if kind in each] == [
        f"[{kind}s] [Normal] For plays, dances.",
        f"[{kind}s] [Normal] For nothing.",
    ]
    notes = ZipFile(BytesIO(made)).read(f"word/{kind}s.xml").decode()
    ids = re.findall(f'<w:{kind} w:id="([^"]*)"', notes)
    assert re.findall(f'{kind}Reference w:id="([^"]*)"', body_of(made)) == ids
    assert len(set(ids)) == 2
    assert outline(b"".join(template.stream(ROOMS))) == outline(made)


def test_a_note_goes_with_its_mark_where_that_is_left_out(with_notes, tmp_path: Path) -> None:
    template = with_notes(
        ["{%p if show %}", "Shown^1", "{%p endif %}", "Always^2 {{ show }}"], ["Secret", "Known"]
    )

    made = Template(template).render({"show": False})

    assert faults(made, tmp_path) == []
    assert "Secret" not in outline(made)
    assert "Known" in outline(made)


def test_a_note_holds_blocks_pictures_links_and_rich_text_of_its_round(
    with_notes, tmp_path: Path
) -> None:
    note = "{{ looks }}{% for use in room.uses %}{{ use }};{% endfor %}{{ picture }}"
    looks = RichText(Words("look", url="https://example.org"))
    data = {**ROOMS, "looks": looks, "picture": Image(png(), "A square")}

    made = Template(with_notes(LOOP, [_note(note) + _note("{%p if show %}") + _note("yes")
                                      + _note("{%p endif %}")])).render(data)  # fmt: skip

    assert faults(made, tmp_path) == []
    assert outline(made).count("[footnotes] [Normal] look") == 2
    assert "plays;dances;" in outline(made)
    assert outline(made).count("[footnotes] [Normal] yes") == 2


def test_the_words_of_a_note_know_their_cell_and_its_faults_their_place(with_notes) -> None:
    content = with_notes(LOOP, ["{{ room.nam }}"])

    problem = Template(content).check(ROOMS)[0]

    assert "footnote 1" in problem.message
    assert "Did you mean name?" in problem.hint


# ── merged cells ─────────────────────────────────────────────────────────────────────────────


def cell(words: str, merge: str = "") -> str:
    kind = {"": "", "from": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{kind}</w:tcPr>'
        f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:tc>'
    )


def rows(*found: tuple[str, ...]) -> str:
    written = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in found)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>{written}</w:tbl>'
    )


def merges(made: bytes) -> list[str]:
    return re.findall(r'<w:vMerge(?: w:val="(\w+)")?/>', body_of(made))


def test_the_first_row_that_is_left_begins_a_merge(document, paragraph, tmp_path: Path) -> None:
    table = rows(
        (cell("{%tr if show %}"), cell("")),
        (cell("Head", "from"), cell("one")),
        (cell("{%tr endif %}"), cell("")),
        (cell("", "on"), cell("two")),
        (cell("", "on"), cell("three")),
    )
    template = Template(document(table + paragraph("{{ show }}")))

    assert merges(template.render({"show": True})) == ["restart", "", ""]
    made = template.render({"show": False})
    assert merges(made) == ["restart", ""]
    assert faults(made, tmp_path) == []
    assert "merges cells beside rows that may go away" in template.notices[0].message


def test_rows_that_a_tag_in_the_text_takes_away_leave_no_lone_merge(document, paragraph) -> None:
    table = rows(
        (cell("{% if show %}Head", "from"), cell("one")),
        (cell("", "on"), cell("two{% endif %}")),
        (cell("", "on"), cell("three")),
    )

    made = Template(document(table + paragraph("x"))).render({"show": False})

    assert "" not in merges(made)[:1]


def test_a_merge_that_begins_in_the_row_of_a_tag_hides_no_words(document, paragraph) -> None:
    table = rows(
        (cell("{%tr for room in rooms %}", "from"), cell("")),
        (cell("{{ room.name }}", "on"), cell("{{ room.uses|length }}")),
        (cell("{%tr endfor %}"), cell("")),
    )

    made = Template(document(table + paragraph("x"))).render(ROOMS)

    assert merges(made) == ["restart", "restart"]


def test_a_cell_merged_in_a_loop_begins_in_the_first_row_that_is_printed(
    document, paragraph
) -> None:
    table = rows(
        (cell("{%tr for use in uses %}"), cell("")),
        (cell("{%tr if use != 'plays' %}"), cell("")),
        (cell("{% vm %}Uses"), cell("{{ use }}")),
        (cell("{%tr endif %}"), cell("")),
        (cell("{%tr endfor %}"), cell("")),
    )

    made = Template(document(table + paragraph("x"))).render({"uses": ["plays", "a", "b"]})

    assert lines(made) == ["Uses | a", " | b", "x"]
    assert re.findall('vMerge w:val="([^"]*)"', body_of(made)) == ["restart", "continue"]
