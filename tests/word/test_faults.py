"""Every fault of a template or its data is told at once: where, what, and what to do."""

from io import BytesIO

import docx
import pytest

from pipeline.problems import InputRefused, Place
from pipeline.word import Template


@pytest.fixture
def told(document, paragraph):
    """Return what is said about a template of these paragraphs."""

    def tell(*lines: str, body: str = "", data: dict | None = None) -> list[str]:
        content = document("".join(map(paragraph, lines)) + body)
        try:
            template = Template(content, name="mou.docx")
        except InputRefused as error:
            return [str(each) for each in error.problems]
        return [str(each) for each in template.check({} if data is None else data)]

    return tell


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Dear {{ name", "{{ name: the tag is not closed.\n  End it with }}."),
        (
            "{{ 'a }} b",
            "{{ 'a }} b: the tag is not closed.\n  A quotation mark may be missing before }}.",
        ),
        ("name }}", "}} closes a tag that was not opened.\n  Begin the tag with {{."),
        ("{% endfor %}", "{% endfor %}: there is no for to end here.\n  Take it away, or write the beginning before it."),
        ("{% for x in y %}", "{% for x in y %}: this for has no endfor.\n  Write {% endfor %} where it ends."),
        ("{%p if x %}", "{%p if x %}: this if has no endif.\n  Write {%p endif %} where it ends."),
        ("{% else %}", "{% else %}: there is no if before it."),
        (
            "{{ a b }}",
            "{{ a b }}: “b” is one thing too many.\n  A name has no spaces, and two things need a sign between them.",
        ),
        ("{{ name + }}", "{{ name + }}: something is missing after the last sign.\n  Take the sign away, or write what belongs after it."),
        ("{{ (a }}", "{{ (a }}: a bracket ( or ) is missing.\n  Each ( needs a )."),
        ("{{ a|replace('b') }}", "{{ a|replace('b') }}: “replace” is given too few or too many things."),
        ("{{{ a }}}", "{{{ a }}}: it has a brace too many on each side.\n  Write {{ name }}."),
        (
            "{{ a.replace('b', 'c') }}",
            (
                "{{ a.replace('b', 'c') }}: The call of “replace” is not allowed in a template.\n"
                "  Write it as a filter: {{ …|replace(…) }}."
            ),
        ),
        ("{{ $a }}", "{{ $a }}: “$” means nothing here.\n  Take it away."),
        ("{% if a & b %}x{% endif %}", "{% if a & b %}: “&” means nothing here.\n  Write and."),
        (
            "{% if a AND b %}x{% endif %}",
            "{% if a AND b %}: “AND” is one thing too many.\n  Write it in small letters: and.",
        ),
        ("{{ }}", "{{ }}: it is empty.\n  Write the name of a field in it."),
        (
            "{% if a = 1 %}x{% endif %}",
            "{% if a = 1 %}: one = does not compare.\n  Write == to ask whether two things are the same.",
        ),
        ("{{ a|uper }}", "{{ a|uper }}: There is no filter “uper”.\n  Did you mean upper?"),
        ("{% if a is defned %}x{% endif %}", "{% if a is defned %}: There is no test “defned”.\n  Did you mean defined?"),
        ("{% fro x in y %}", "{% fro x in y %}: “fro” is not known here.\n  Did you mean for?"),
        ("{%pif x %}", "{%pif x %}: “pif” is not known here.\n  Write a space: {%p if … %}."),
        ("{% for x y %}{% endfor %}", "{% for x y %}: a for needs “in”.\n  Write {% for item in items %}."),
        (
            "{%tr if x %}",
            "{%tr if x %} does not stand in a table row.\n  Write it without tr.",
        ),
        (
            "a {%p if x %}",
            "{%p if x %} takes its whole paragraph away, and “a” stands beside it.\n  Give the tag a paragraph of its own.",
        ),
        ("{% macro f() %}", "{% macro f() %}: “macro” is not allowed in a template."),
        ("{% vm %}", "{% vm %} does not stand in a table cell.\n  Move it into the cell it is for."),
    ],
)  # fmt: skip
def test_a_slip_in_a_tag_is_explained(line: str, message: str, told) -> None:
    found = told(line)

    assert found[0].startswith("mou.docx: paragraph 1")
    assert found[0].endswith(f": {message}")


def test_a_missing_quotation_mark_is_one_fault(told) -> None:
    assert len(told("{{ name|default('x) }}")) == 1


def test_words_kept_from_whole_paragraphs_cannot_stand_in_a_line(told) -> None:
    assert told("{%p set q %}", "a", "{%p endset %}", "{{ q }}") == [
        (
            "mou.docx: paragraph 4: {{ q }}: It holds whole paragraphs."
            "\n  Write {{p … }} in a paragraph of its own."
        )
    ]


def test_all_faults_are_told_at_once_each_with_its_place(told, table) -> None:
    body = table(("a", "{{ r.x"), ("{{ a|nope }}", "{%p endif %}"))

    assert told("{{ a b }}", "Dear {{ c d }}, hello", body=body) == [
        "mou.docx: table 1, row 1, cell 2: {{ r.x: the tag is not closed.\n  End it with }}.",
        (
            "mou.docx: paragraph 1: {{ a b }}: “b” is one thing too many.\n"
            "  A name has no spaces, and two things need a sign between them."
        ),
        (
            "mou.docx: paragraph 2 (“Dear {{ c d }}, hello”): {{ c d }}: “d” is one thing too many.\n"
            "  A name has no spaces, and two things need a sign between them."
        ),
        "mou.docx: table 1, row 2, cell 1: {{ a|nope }}: There is no filter “nope”.",
        (
            "mou.docx: table 1, row 2, cell 2: {%p endif %}: there is no if to end here.\n"
            "  Take it away, or write the beginning before it."
        ),
    ]


def test_ends_at_another_level_are_told(told, table) -> None:
    body = table(("{%tr for r in rows %}", ""), ("{{ r }}", "{%p endfor %}"))

    assert told(body=body) == [
        (
            "mou.docx: table 1, row 2, cell 2: {%tr for r in rows %} and {%p endfor %} do not stand at "
            "the same level.\n  Write both with the prefix tr: {%tr for r in rows %}."
        )
    ]


def test_every_misspelt_name_in_the_data_is_told_with_its_place(told, table) -> None:
    body = table(
        ("{%tr for r in rows %}", ""), ("{{ r.neme }}", "{{ r.y.z }}"), ("{%tr endfor %}", "")
    )
    data = {"partner": "Acorn", "rows": [{"name": "a", "y": {"zz": 1}}], "none": None}

    assert told("Dear {{ partnr }}", "{{ none }}", "{{ 1/0 }}", body=body, data=data) == [
        (
            "mou.docx: paragraph 1 (“Dear {{ partnr }}”): {{ partnr }}: “partnr” is not known here.\n"
            "  Did you mean partner?"
        ),
        (
            "mou.docx: paragraph 2: {{ none }}: It is empty (None).\n"
            "  Say what to print then: {{ … or 'none' }}."
        ),
        "mou.docx: paragraph 3: {{ 1/0 }}: division by zero.",
        (
            "mou.docx: table 1, row 2, cell 1: {{ r.neme }}: There is no “neme” in it.\n"
            "  Did you mean name?"
        ),
        "mou.docx: table 1, row 2, cell 2: {{ r.y.z }}: There is no “z” in it.\n  Did you mean zz?",
    ]


def test_a_missing_name_in_a_condition_or_loop_is_told(told) -> None:
    assert told(
        "{% if nmae %}x{% endif %}{% for i in itmes %}{% endfor %}", data={"name": 1, "items": []}
    ) == [
        (
            "mou.docx: paragraph 1 (“{% if nmae %}x{% endif %}{% for i in it…”): {% if nmae %}: "
            "“nmae” is not known here.\n  Did you mean name?"
        ),
        (
            "mou.docx: paragraph 1 (“{% if nmae %}x{% endif %}{% for i in it…”): {% for i in itmes %}: "
            "“itmes” is not known here.\n  Did you mean items?"
        ),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ none.x }}", "There is no “x”: what should hold it is empty (None)."),
        ("{{ text.x }}", "There is no “x” in a text or number."),
        ("{{ rows.x }}", "There is no “x” in a list.\n  Loop over the list, and ask each item."),
        ("{{ [] | first }}", "The list is empty.\n  Ask first: {% if list %} … {% endif %}."),
        ("{{ 1 + text }}", "A text and a number cannot be reckoned together.\n  Join with ~."),
        (
            "{% if 1 < text %}x{% endif %}",
            "These two cannot be compared: they are of different kinds.",
        ),
        (
            "{% for a, b in rows %}{% endfor %}",
            "The loop names another number of things than each item holds.",
        ),
        ("{% for a in 5 %}{% endfor %}", "This is not a list, so it cannot be looped over."),
        ("{% for a in text %}{% endfor %}", "This is not a list, so it cannot be looped over."),
        ("{{ none|length }}", "It has no length: it is empty, or a number."),
        (
            "{%p set q %}",
            "{%p set q %}: this set has no endset.\n  Write {%p endset %} where it ends.",
        ),
        ("{{ text|date }}", "This is not a day.\n  Leave out |date: a text is printed as typed."),
        (
            "{{ text|number }}",
            "This is not a number.\n  Leave out |number: a text is printed as typed.",
        ),
        ("{{ '%d %d'|format(1) }}", "The pattern asks for more values than it is given."),
    ],
)
def test_data_that_does_not_fit_is_explained(line: str, message: str, told) -> None:
    data = {"none": None, "text": "words", "rows": [(1, 2, 3)]}

    [found] = told(line, data=data)

    assert found.endswith(f": {message}")


def test_a_condition_without_else_prints_nothing_and_is_no_fault(told) -> None:
    [found] = told("{{ 'a' if false }}{{ x }}")

    assert found.endswith("{{ x }}: “x” is not known here.")


def test_asking_whether_a_name_is_there_is_no_fault(told) -> None:
    assert (
        told("{% if a is defined %}x{% endif %}{{ b|default('none') }}{{ c.d|default('') }}") == []
    )


def test_the_record_is_named(document, paragraph) -> None:
    template = Template(document(paragraph("{{ x }}")), name="letter.docx")

    with pytest.raises(InputRefused) as refused:
        list(template.render_many([{"x": "a"}, {"y": "b"}]))

    assert str(refused.value) == (
        "letter.docx: record 2: paragraph 1: {{ x }}: “x” is not known here.\n  It has y."
    )
    assert refused.value.problems[0].place == Place("letter.docx")


def test_a_fault_in_a_header_is_placed(document, paragraph) -> None:
    made = docx.Document(BytesIO(document(paragraph("x"))))
    made.sections[0].header.paragraphs[0].text = "{{ a b }}"
    stream = BytesIO()
    made.save(stream)

    with pytest.raises(InputRefused, match=r"mou.docx: header 1, paragraph 1: \{\{ a b \}\}: “b”"):
        Template(stream.getvalue(), name="mou.docx")
