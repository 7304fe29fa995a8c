"""What goes in comes out: exactly, or refused, or with a notice that names the cell."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Self

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.openxml import outline
from pipeline.problems import InputRefused, LimitReached, Place
from pipeline.word import RichText, Template, Words, sandbox, values

CELL = Place("cards.xlsx", "Ideas", "B7")


class Cell(str):
    """A text that knows its cell, as the rest of the house has them."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, words: str, place: Place = CELL) -> Self:
        self = super().__new__(cls, words)
        self.place = place
        return self


@pytest.fixture(scope="module")
def letter(document, paragraph) -> Template:
    return Template(document(paragraph("{{ x }}")), name="letter.docx")


def words(content: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(BytesIO(content)).paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "Ana & Co <b> \"quoted\" 'single' &amp; ]]>",
        "{{ 7*7 }}{% raw %}{%p if x %}{_{ }_}",
        "</w:t></w:r></w:p><w:p/>",
        "😀 שלום مرحبا 中文 e\u0301",
        "  outer   spaces  ",
        "x" * 32_768,
        "\ue000 private",
        "%s {0} $x \\n",
    ],
)
def test_what_was_typed_is_what_is_printed(text: str, letter) -> None:
    assert words(letter.render({"x": text})) == text


XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(XML_TEXT, min_size=1, max_size=20))
def test_any_text_comes_back(document, paragraph, texts: list[str]) -> None:
    body = "".join(map(paragraph, ["{%p for x in xs %}", "{{ x }}", "{%p endfor %}"]))

    made = Template(document(body)).render({"xs": texts})

    clean = [text.replace("\ufdd8", "\ufffd").replace("\ufdd9", "\ufffd") for text in texts]
    assert [each.text for each in docx.Document(BytesIO(made)).paragraphs] == clean


def test_line_breaks_and_tabs_stay_in_the_paragraph(letter) -> None:
    made = letter.render({"x": "one\ntwo\tthree\r\nfour\rfive"})

    assert words(made) == "one\ntwo\tthree\nfour\nfive"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\x0c", "\a"])
def test_a_sign_word_cannot_show_is_marked_and_told(sign: str, letter) -> None:
    filled = letter.fill({"x": Cell(f"ab{sign}cd")})

    assert words(filled.content) == "ab\ufffdcd"
    assert list(map(str, filled.notices)) == [
        (
            "cards.xlsx!Ideas!B7: It held a sign that Word cannot show, printed as \ufffd. "
            "(letter.docx, paragraph 1)"
        )
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "It is empty (None).\n  Say what to print then: {{ … or 'none' }}."),
        (0.1 + 0.2, "It is a number with decimals.\n  Say how to print it: {{ …|number(1) }}."),
        (
            ["a"],
            (
                "It is a list or a record, not a text.\n"
                "  Print its fields one by one, or join them: {{ …|join(', ') }}."
            ),
        ),
        (
            {"a": 1},
            (
                "It is a list or a record, not a text.\n"
                "  Print its fields one by one, or join them: {{ …|join(', ') }}."
            ),
        ),
        (
            object(),
            (
                "It is a list or a record, not a text.\n"
                "  Print its fields one by one, or join them: {{ …|join(', ') }}."
            ),
        ),
        (
            len,
            (
                "It is a list or a record, not a text.\n"
                "  Print its fields one by one, or join them: {{ …|join(', ') }}."
            ),
        ),
    ],
)
def test_what_has_no_words_is_refused(value: object, message: str, letter) -> None:
    with pytest.raises(InputRefused) as refused:
        letter.render({"x": value})

    assert str(refused.value) == f"letter.docx: paragraph 1: {{{{ x }}}}: {message}"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x|upper }}", "{{ x|string }}", "{{ x|trim }}", "{{ x|replace('a', 'b') }}",
        "{{ '%s'|format(x) }}", "{{ '%s' % x }}", "{{ x ~ '' }}", "{{ [x]|join }}",
        "{{ [x]|map('lower')|join }}", "{% set q %}{{ x }}{% endset %}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("value", "message"), [(None, "It is empty"), (0.1, "It is a number with decimals")]
)
def test_no_filter_turns_nothing_into_words(
    tag: str, value: object, message: str, *, document, paragraph
) -> None:
    with pytest.raises(InputRefused, match=message):
        Template(document(paragraph(tag))).render({"x": value})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_printed_as_one(value: float, document, paragraph) -> None:
    with pytest.raises(InputRefused, match="This is not a number"):
        Template(document(paragraph("{{ x|number }}"))).render({"x": value})


@pytest.mark.parametrize(
    ("tag", "value", "printed"),
    [
        ("{{ x|number }}", 1234.5, "1,234"),
        ("{{ x|number(2) }}", 1234.5, "1,234.50"),
        ("{{ x|percent }}", 0.625, "62%"),
        ("{{ x|round(1) }}", 2.349, "2.3"),
        ("{{ x|date }}", date(2026, 3, 4), "March 4, 2026"),
        ("{{ x|date('%d.%m.%Y') }}", date(2026, 3, 4), "04.03.2026"),
        ("{{ x or 'not stated' }}", None, "not stated"),
        ("{{ x|default('none', true) }}", "", "none"),
        ("{{ x|e }} {{ x|safe }}", "<&>", "<&> <&>"),
        ("{{ x }}", 7, "7"),
        ("{{ x }}", Decimal("1.50"), "1.50"),
        ("{{ x }}", True, "True"),
    ],
)
def test_the_template_says_how(tag: str, value: object, printed: str, document, paragraph) -> None:
    assert words(Template(document(paragraph(tag))).render({"x": value})) == printed


def test_every_printed_text_tells_its_cell_and_where_it_stands(document, paragraph, table) -> None:
    body = table(
        ("{%tr for r in rows %}", ""),
        ("{{ r.idea|trim|upper }}", "by {{ r.who ~ '.' }}"),
        ("{%tr endfor %}", ""),
    ) + paragraph("{{ rows|map(attribute='idea')|join('; ') }}, {{ title }}{{ '' }}")
    rows = [
        {"idea": Cell(" dig "), "who": Cell("Ana", Place("w.xlsx", "Ideas", "C7"))},
        {"idea": Cell("fill"), "who": "nobody"},
    ]

    filled = Template(document(body)).fill({"rows": rows, "title": Cell("")})

    assert [(each.where, each.text, str(each.source)) for each in filled.statements] == [
        ("table 1, row 1, cell 1", " dig ", "cards.xlsx!Ideas!B7"),
        ("table 1, row 1, cell 2", "Ana", "w.xlsx!Ideas!C7"),
        ("table 1, row 2, cell 1", "fill", "cards.xlsx!Ideas!B7"),
        ("paragraph 1", " dig ", "cards.xlsx!Ideas!B7"),
        ("paragraph 1", "fill", "cards.xlsx!Ideas!B7"),
    ]
    assert "\ufdd8" not in outline(filled.content)
    assert filled.content == Template(document(body)).render({"rows": rows, "title": ""})


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ('<w:r><w:instrText>HYPERLINK "{{ x }}"</w:instrText></w:r>', "https://x.example/a"),
        ('<w:r><w:pict><v:shape alt="{{ x }}"/></w:pict></w:r>', "A van"),
    ],
    ids=["an address", "an alt text"],
)
def test_what_is_printed_out_of_sight_tells_its_cell(code, typed, document, paragraph) -> None:
    begin, apart, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    body = paragraph(begin, code, apart, "page", end) if "instrText" in code else paragraph(code)

    filled = Template(document(body)).fill({"x": Cell(typed)})

    assert [(each.text, str(each.source)) for each in filled.statements] == [
        (typed, "cards.xlsx!Ideas!B7")
    ]


def test_rich_text_keeps_the_looks_around_it(document, paragraph) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ x }} after</w:t></w:r>"

    made = Template(document(paragraph(bold))).render(
        {"x": RichText("a<", Words("i", italic=True))}
    )

    runs = docx.Document(BytesIO(made)).paragraphs[0].runs
    assert [(run.text, run.bold, run.italic) for run in runs if run.text] == [
        ("a<", True, None),
        ("i", True, True),
        (" after", True, None),
    ]


def test_a_record_may_be_a_dataclass(letter) -> None:
    @dataclass(frozen=True, slots=True)
    class Context:
        x: str

    assert words(letter.render(Context("said"))) == "said"


def test_a_field_named_like_a_method_is_the_field(document, paragraph) -> None:
    body = "".join(map(paragraph, ["{%p for i in group.items %}", "{{ i }}", "{%p endfor %}"]))

    assert words(Template(document(body)).render({"group": {"items": ["a", "b"]}})) == "a\nb"


def test_a_text_too_long_for_a_document_is_a_limit(letter) -> None:
    with pytest.raises(LimitReached, match="The text is too long"):
        letter.render({"x": "&" * 5_000_000})


def test_the_same_input_gives_the_same_bytes(document, paragraph) -> None:
    template = document(paragraph("{{ x }}"))

    assert Template(template).render({"x": "a"}) == Template(template).render({"x": "a"})


@pytest.mark.parametrize(
    ("items", "columns", "found"),
    [
        (5, 2, [[0, 1, 2], [3, 4]]),
        (4, 2, [[0, 1], [2, 3]]),
        (2, 3, [[0], [1], []]),
        (0, 1, [[]]),
    ],
)
def test_items_are_cut_into_columns_and_nothing_is_added(
    items: int, columns: int, found: list[list[int]]
) -> None:
    assert values.sliced(range(items), columns) == found


MOMENTS = {
    "day": date(2026, 12, 1),
    "next": date(2026, 12, 2),
    "at9": datetime(2026, 12, 1, 9),  # noqa: DTZ001 - as a workbook has it
    "at5": datetime(2026, 12, 1, 17),  # noqa: DTZ001
}


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("next - day", 1),
        ("next - at5", 1),
        ("at5 - day", 0),
        ("day - at9", 0),
        ("at9 - next", -1),
        ("at9 - at5", -1),  # less than none
        ("at5 - at9", 0),
    ],
)
def test_a_moment_beside_a_day_is_the_day_it_is_on(
    document, paragraph, asked: str, days: int
) -> None:
    asking = Template(document(paragraph(f"{{{{ ({asked}).days }}}}")), name="a.docx")

    assert words(asking.render(MOMENTS)) == str(days)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("[]|batch(3, 'x')|list|length", "0"),
        ("[]|batch(3)|list|length", "0"),
        ("[1]|batch(3)|last|join", "1"),
        ("[1]|batch(3, 'x')|last|join", "1xx"),
        ("[1, 2, 3]|batch(3, 'x')|last|join", "123"),
        ("[1, 2, 3, 4]|batch(3, 'x')|first|join", "123"),
        ("[1, 2, 3, 4]|batch(3, 'x')|last|join", "4xx"),
    ],
)
def test_rows_of_a_size_are_filled_up_where_that_is_asked(
    document, paragraph, asked: str, said: str
) -> None:
    assert (
        words(Template(document(paragraph(f"{{{{ {asked} }}}}")), name="a.docx").render({})) == said
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("It is wrong."), "It is wrong."),
        (ValueError("It is wrong"), "It is wrong."),
        (ValueError("object has no len()"), "It has no length: it is empty, or a number."),
        (
            AttributeError("'list' object has no attribute 'join'"),
            "A list or a record stands where words or a number belong.",
        ),
        (
            TypeError("unhashable type: 'list'"),
            "A list or a record stands where words or a number belong.",
        ),
        (TypeError("slice indices must be integers"), "Between [ and ] belong whole numbers."),
        (OverflowError("too large"), "The range or number is too large."),
        (sandbox.Unprintable("Not so.", "Do it so."), "Not so."),
    ],
)
def test_why_a_rendering_stopped_is_one_sentence(error: Exception, said: str) -> None:
    assert values.explain_stop(error)[0] == said
