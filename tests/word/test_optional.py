"""A field with a ? takes what it stands in with it, where it prints nothing; a blank is printed."""

from io import BytesIO
from typing import Self

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from made import saved

from pipeline.deliverables.blanks import Said
from pipeline.gate import look
from pipeline.model import Typed, TypedValue
from pipeline.openxml import outline
from pipeline.problems import InputRefused, Place
from pipeline.word import RichText, Template, lint, preview

CELL = Place("people.xlsx", "People", "B2")
NOTHING: list[object] = [None, "", Typed("", CELL), (), {}]
SOMETHING = [
    "no",
    0,
    False,
    TypedValue("0", CELL, 0),
    Said(Typed("", CELL), "[Fill in: x]"),
    RichText("x"),
]


class Contact(str):
    """A text with a blank, made by somebody else than us."""

    __slots__ = ("blank",)
    blank: str

    def __new__(cls, text: str, blank: str) -> Self:
        self = super().__new__(cls, text)
        self.blank = blank
        return self

    def __bool__(self) -> bool:
        return False


def lines(template: bytes, **data: object) -> list[str]:
    made = outline(Template(template).render(data))
    return [line.partition("] ")[2] for line in made.splitlines()]


@pytest.mark.parametrize("nothing", NOTHING, ids=repr)
def test_where_it_prints_nothing_its_paragraph_goes(nothing: object, document, paragraph) -> None:
    given = document(paragraph("a") + paragraph("Tel. {{ x? }}, any time") + paragraph("b"))

    assert lines(given, x=nothing) == ["a", "b"]


@pytest.mark.parametrize("something", SOMETHING, ids=repr)
def test_what_is_there_is_printed_and_its_paragraph_stays(
    something: object, document, paragraph
) -> None:
    given = document(paragraph("a") + paragraph("Tel. {{ x? }}"))
    shown = "x" if isinstance(something, RichText) else str(something)

    assert lines(given, x=something) == ["a", f"Tel. {shown}"]


def test_several_must_all_print_nothing(document, paragraph) -> None:
    given = document(paragraph("{{ x? }}, {{ y ? }}") + paragraph("end"))

    assert lines(given, x="", y="y") == [", y", "end"]
    assert lines(given, x="", y="") == ["end"]


def test_a_filter_may_stand_before_it(document, paragraph) -> None:
    given = document(paragraph('Names: {{ x|join(", ")? }}') + paragraph("end"))

    assert lines(given, x=["a", "b"]) == ["Names: a, b", "end"]
    assert lines(given, x=[]) == ["end"]


def test_a_paragraph_of_its_own_and_a_run_know_it(document, paragraph) -> None:
    given = document(paragraph("{{p x? }}") + paragraph("{{r x? }}") + paragraph("end"))

    assert lines(given, x="") == ["end"]
    assert lines(given, x="one") == ["one", "one", "end"]


def test_a_row_of_optional_fields_goes(document, table) -> None:
    given = document(table(("Who", "{{ x }}"), ("Tel.", "{{ y? }}"), ("{{ y? }}", "{{ z? }}")))

    assert lines(given, x="x", y="", z="") == ["Who | x"]
    assert lines(given, x="x", y="y", z="") == ["Who | x", "Tel. | y", "y | "]


def test_in_any_other_row_only_the_paragraph_goes_and_the_cell_is_whole(
    document, paragraph, table
) -> None:
    two = paragraph("{{ x }}") + paragraph("{{ y? }}")
    given = document(table((two, "{{ y? }}")))
    made = docx.Document(BytesIO(Template(given).render({"x": "x", "y": ""})))

    assert [[p.text for p in cell.paragraphs] for cell in made.tables[0].rows[0].cells] == [
        ["x"],
        [""],
    ]


def test_the_only_row_takes_its_table_with_it(document, paragraph, table) -> None:
    given = document(paragraph("a") + table(("Tel.", "{{ y? }}")) + paragraph("b"))

    assert lines(given, y="") == ["a", "b"]


def test_in_a_loop_each_round_decides_for_itself(document, paragraph, table) -> None:
    rows = table(
        ("{%tr for p in people %}", ""), ("{{ p.tel? }}", "{{ p.mail? }}"), ("{%tr endfor %}", "")
    )
    items = [
        paragraph(each) for each in ("{%p for p in people %}", "{{ p.tel? }}", "{%p endfor %}")
    ]
    given = document(rows + "".join(items) + paragraph("end"))
    people = [{"tel": "1", "mail": ""}, {"tel": "", "mail": ""}, {"tel": "", "mail": "m"}]

    assert lines(given, people=people) == ["1 | ", " | m", "1", "end"]


def test_headers_and_the_end_of_a_section_know_it(document, paragraph) -> None:
    made = docx.Document(BytesIO(document(paragraph("first {{ x? }}") + paragraph("last"))))
    made.sections[0].header.paragraphs[0].text = "Draft {{ x? }}"
    made.paragraphs[0]._p.get_or_add_pPr().append(made.element.body.sectPr.__copy__())
    given = saved(made)

    empty = docx.Document(BytesIO(Template(given).render({"x": ""})))
    assert [each.text for each in empty.paragraphs] == ["", "last"]
    assert len(empty.sections) == 2
    assert [each.text for each in empty.sections[0].header.paragraphs] == [""]
    assert lines(given, x="y") == ["first y", "last", "[Header] Draft y"]


def test_a_field_that_is_not_there_is_told_once(document, paragraph) -> None:
    with pytest.raises(InputRefused) as refused:
        Template(document(paragraph("{{ nmae? }}"))).render({"name": "x"})

    (problem,) = refused.value.problems
    assert "Did you mean name?" in problem.hint


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{ x }} and {{ y? }}", "{{ x }} would go with {{ y? }}"),
        ("{% for y in x %}{{ y? }}{% endfor %}", "{{ y? }} stands in a paragraph with a loop"),
        ("{{ x|uper? }}", "There is no filter “uper”"),
        ("{{ x ?? }}", "{{ x ?? }}"),
    ],
)
def test_check_says_what_is_wrong_with_it(typed: str, said: str, document, paragraph) -> None:
    problems = lint(document(paragraph(typed))).problems

    assert [said in each.message for each in problems] == [True]


def test_where_there_is_no_paragraph_to_go_check_says_so(document, paragraph) -> None:
    made = docx.Document(BytesIO(document(paragraph("{{ x }}"))))
    made.core_properties.subject = "{{ y? }}"
    (problem,) = lint(saved(made)).problems

    assert "{{ y? }} stands in no paragraph that could go with it." in problem.message


def test_check_looks_at_the_page_that_is_left(document, paragraph, tmp_path) -> None:
    given = docx.Document(
        BytesIO(document(paragraph("{{ x? }}", style="Heading1") + paragraph("a")))
    )
    given.add_heading("Next", 2)
    template = tmp_path / "own.docx"
    template.write_bytes(saved(given))
    told = "\n".join(str(each) for each in look(template).notices)

    assert "level" in told or "Heading 1" in told
    draft = lint(template).draft
    assert draft is not None
    assert "x?" not in outline(preview(draft, bare=True))
    assert "Next" in outline(preview(draft, bare=True))


def styled(document, paragraph, typed: str) -> bytes:
    made = docx.Document(BytesIO(document(paragraph(typed))))
    made.styles.add_style("Fill In", WD_STYLE_TYPE.CHARACTER)
    return saved(made)


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("Dear {{ x }}:", [("Dear ", ""), ("[Fill in: <name>]", "Fill In"), (":", "")]),
        ("{{ x|stop }}", [("[Fill in: <name>]", "Fill In"), (".", "")]),
        ("{{ x }}", [("[Fill in: <name>]", "Fill In")]),
        ("{{p x }}", [("[Fill in: <name>]", "Fill In")]),
        ("a{{r x }}", [("a", ""), ("[Fill in: <name>]", "Fill In")]),
    ],
)
def test_a_blank_is_printed_in_the_looks_of_blanks(
    typed: str, runs: list[tuple[str, str]], document, paragraph
) -> None:
    template = Template(styled(document, paragraph, typed))
    for blank in (
        Said(Typed("", CELL), "[Fill in: <name>]"),
        Contact("[Fill in: <name>]", "[Fill in: <name>]"),
    ):
        made = docx.Document(BytesIO(template.render({"x": blank})))
        found = [
            (run.text, "" if run.style.name == "Default Paragraph Font" else run.style.name)
            for run in made.paragraphs[0].runs
        ]
        assert found == runs


def test_what_was_said_has_no_looks_of_its_own_and_is_traced(document, paragraph) -> None:
    template = Template(styled(document, paragraph, "{{ x|stop }}"))
    filled = template.fill({"x": Said(Typed("Ana Bell", CELL), "[Fill in: name]")})

    run = docx.Document(BytesIO(filled.content)).paragraphs[0].runs[0]
    assert (run.text, run.style.name) == ("Ana Bell.", "Default Paragraph Font")
    assert [(each.text, each.source) for each in filled.statements] == [("Ana Bell", CELL)]


def test_a_condition_asks_whether_something_was_said(document, paragraph) -> None:
    given = document(paragraph("{% if x %}yes{% else %}no{% endif %} {{ x or 'nobody' }}"))

    assert lines(given, x=Said(Typed("Ana", CELL), "[Fill in: x]")) == ["yes Ana"]
    assert lines(given, x=Said(Typed("", CELL), "[Fill in: x]")) == ["no nobody"]


def test_pairs_in_templates_of_ones_own_go_on_working(document, paragraph) -> None:
    given = document(paragraph("{{ x.words }}{{ x.blank }}{{ x.stop }}"))

    assert lines(given, x=Said(Typed("Ana", CELL), "[Fill in: x]")) == ["Ana."]
    assert lines(given, x=Said(Typed("Why?", CELL), "[Fill in: x]")) == ["Why?"]
    assert lines(given, x=Said(Typed("", CELL), "[Fill in: x]")) == ["[Fill in: x]."]
