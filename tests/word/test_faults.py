"""Every fault of a template or its data is told at once: where, what, and what to do."""

from io import BytesIO

import docx
import pytest

from pipeline.problems import InputRefused, Place
from pipeline.word import Template


@pytest.fixture
def told(document, paragraph):
    """Return what is said about a template of these paragraphs."""

    def tell(*lines: str, body: str = "", data: dict[str, object] | None = None) -> list[str]:
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
            "{{ 'a }}: the tag is not closed.\n  A quotation mark may be missing before }}.",
        ),
        ("name }}", "}} closes a tag that was not opened.\n  Begin the tag with {{."),
        ("{% endfor %}", "{% endfor %}: there is no for to end here.\n  Take it away, or write the beginning before it."),
        ("{% for x in y %}", "{% for x in y %}: this for has no endfor.\n  Write {% endfor %} where it ends."),
        ("{%p if x %}", "{%p if x %}: this if has no endif.\n  Write {%p endif %} where it ends."),
        ("{% else %}", "{% else %}: there is no if before it.\n  Take it away, or write {% if … %} before it."),
        (
            "{{ a b }}",
            "{{ a b }}: “b” is one thing too many.\n  A name has no spaces: write a_b for a column headed “a b”.",
        ),
        ("{{ name + }}", "{{ name + }}: something is missing after the last sign.\n  Take the sign away, or write what belongs after it."),
        ("{{ (a }}", "{{ (a }}: a bracket ( or ) is missing.\n  Each ( needs a )."),
        ("{{ a|replace('b') }}", "{{ a|replace('b') }}: “replace” is given too few or too many things."),
        ("{{{ a }}}", "{{{ a }}}: it has a brace too many on each side.\n  Write {{ name }}."),
        (
            "{{ a.format('c') }}",
            (
                "{{ a.format('c') }}: The call of “format” is not allowed in a template.\n"
                "  Write it as a filter: {{ …|format(…) }}."
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
        ("{%pif x %}", "{%pif x %}: “pif” is not known here.\n  Write a space: {%p if x %}."),
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
            "  A name has no spaces: write a_b for a column headed “a b”."
        ),
        (
            "mou.docx: paragraph 2 (“Dear {{ c d }}, hello”): {{ c d }}: “d” is one thing too many.\n"
            "  A name has no spaces: write c_d for a column headed “c d”."
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
            "the same level.\n  Write {%tr endfor %} in a row of its own."
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
            "These two cannot be compared: they are of different kinds.\n  If one may be empty, ask that first: {% if seats and seats > 3 %}. Where a cell holds words, as in “about 5”, type the number alone.",
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
        (
            "{{ text|date }}",
            "“words” is not a day.\n  Write it as 2026-03-04, or leave out |date: a text is printed as typed.",
        ),
        (
            "{{ text|number }}",
            "“words” is not a number.\n  Mend the cell, or leave out |number: a text is printed as typed.",
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


# One slip: a line or several, and what is told of it, once. Paragraph 1 is the first of them.
ONE_SLIP = {
    "{% if flag yes{% endif %}": ("{% if flag yes: the tag is not closed.", "End it with %}."),
    "{% if flag }yes{% endif %}": ("{% if flag }: the tag is not closed.", "End it with %}."),
    "{%p if flag %}|x|{%p endif }": ("{%p endif }: the tag is not closed.", "End it with %}."),
    "{{ name %} x": ("{{ name %}: it begins with {{ and ends with %}.", "Write {{ name }}."),
    "{{ if flag %}yes{% endif %}": ("{{ if flag %}: it begins with {{ and ends with %}.", "Write {% if flag %}."),
    "Dear {{ name|}}, hello": ("{{ name: the tag is not closed.", "Its }} stands in another paragraph (paragraph 2): write all of it in one."),
    "% if flag %}yes{% endif %}": ("% if flag %}: the tag is not opened.", "Write {% if flag %}."),
    "p for i in items %}|{{ i }}|{%p endfor %}": ("p for i in items %}: the tag is not opened.", "Write {%p for i in items %}."),
    "{% if flag %}yesendif %}": ("endif %}: the tag is not opened.", "Write {% endif %}."),
    "x {% else %} y {% endif %}": ("{% else %}: there is no if before it.", "Take it away, or write {% if … %} before it."),
    "{% if flag %}|{%p else %}|x|{%p endif %}": ("{% if flag %} and {%p else %} do not stand at the same level.", "Write {%p if flag %} in a paragraph of its own."),
    "{%pif flag %}|{%p else %}|x|{%p endif %}": ("{%pif flag %}: “pif” is not known here.", "Write a space: {%p if flag %}."),
    "{{ name }}}": ("{{ name }}}: it has a brace too many at its end.", "Write {{ name }}."),
    "{ { name } }": ("{ { name } } looks like a tag, and is printed as it stands.", "Write {{ or {% without a space, in plain half-width braces."),
    "｛｛ name ｝｝": ("｛｛ name ｝｝ looks like a tag, and is printed as it stands.", "Write {{ or {% without a space, in plain half-width braces."),
    "{% if flag %}x{% endfor %}": ("{% endfor %}: there is no for to end here.", "{% if flag %} is open: end it with {% endif %}."),
    "{% if flag %}{% for i in items %}{% endif %}{% endfor %}": ("{% for i in items %}: this for has no endfor.", "End it before {% endif %}."),
    "{% foreach i in items %}{{ i }}{% endfor %}": ("{% foreach i in items %}: “foreach” is not known here.", "Did you mean for?"),
    "{% if flag %}a{% elseif name %}b{% endif %}": ("{% elseif name %}: “elseif” is not known here.", "Did you mean elif?"),
    "{% if flag %}a{% end if %}": ("{% end if %}: “end” is not known here.", "Did you mean endif?"),
    "{% if flag %}a{% end %}": ("{% end %}: “end” is not known here.", "Did you mean endif or endfor?"),
    "{% if flag %}a{% Endif %}": ("{% Endif %}: “Endif” is not known here.", "Did you mean endif?"),
    "{% p if flag %}": ("{% p if flag %}: “p” is not known here.", "Write the prefix right behind the %: {%p if flag %}."),
    "{% if flag %}a{% else %}b{% else %}c{% endif %}": ("{% else %}: no else can stand here any more.", "Take it away, or end {% if flag %} first: {% endif %}."),
    "{% for i in items %}a{% elif flag %}b{% endfor %}": ("{% elif flag %}: no elif can stand here any more.", "Take it away, or end {% for i in items %} first: {% endfor %}."),
    "{% for items %}{{ i }}{% endfor %}": ("{% for items %}: a for needs “in”.", "Write {% for item in items %}."),
    "{% for i in items %}{{ loop.idnex }}{% endfor %}": ("{{ loop.idnex }}: A loop has no “idnex”.", "Did you mean index?"),
    "{{ First name }}": ("{{ First name }}: “name” is one thing too many.", "A name has no spaces: write first_name for a column headed “First name”."),
    "{{ name or title city }}": ("{{ name or title city }}: “city” is one thing too many.", "A name has no spaces, and two things need a sign between them."),
    "{% set total count %}": ("{% set total count %}: “count” is one thing too many.", "A name has no spaces, and two things need a sign between them."),
    "{% macro f() %}x{% endmacro %}": ("{% macro f() %}: “macro” is not allowed in a template.", ""),
    "{%tr if flag %}x{%tr endif %}": ("{%tr if flag %} does not stand in a table row.", "Write it without tr."),
    "{% raw %}{{ x }}": ("{% raw %}: this raw has no endraw.", "Write {% endraw %} where it ends."),
    "x {% endraw %}": ("{% endraw %}: there is no raw to end here.", "Take it away."),
    "{% if count <> 3 %}x{% endif %}": ("{% if count <> 3 %}: <> does not compare.", "Write != to ask whether two things differ."),
    "{% if count > %}x{% endif %}": ("{% if count > %}: something is missing at the end.", "Write what belongs there."),
    "{% if a || b %}x{% endif %}": ("{% if a || b %}: it needs name where “|” stands.", "Write or."),
    "{{ a ? 'x' : 'y' }}": ("{{ a ? 'x' : 'y' }}: “?” means nothing here.", "Write {{ 'this' if field else 'that' }}."),
    "{{ partner..name }}": ("{{ partner..name }}: a name is missing between two dots.", "Write one dot."),
}  # fmt: skip


@pytest.mark.parametrize("lines", ONE_SLIP)
def test_one_slip_is_told_once_with_what_to_do(lines: str, told) -> None:
    message, hint = ONE_SLIP[lines]

    [found] = told(*lines.split("|") if "||" not in lines else [lines])

    assert found.partition("\n  ")[0].endswith(f": {message}")
    assert found.partition("\n  ")[2] == hint


def test_what_is_wrong_beside_a_broken_block_is_told_too(told) -> None:
    found = told(
        "{% foreach r in rows %}{{ r.x }}{% endfor %}", "{% if flag", "{{ a b }}", "{{ c|nope }}"
    )

    assert [each.partition(": ")[2].partition(":")[0] for each in found] == [
        "paragraph 2",
        "paragraph 1 (“{% foreach r in rows %}{{ r.x }}{% endf…”)",
        "paragraph 3",
        "paragraph 4",
    ]


@pytest.mark.parametrize(
    ("rows", "hint"),
    [
        ([("{%p for i in l %}", "{%p endfor %}")], "Move both into the same cell, box or note."),
        ([("h", "{%tc for i in l %}"), ("h", "{%tc endfor %}")], "Move both into the same row."),
    ],
)
def test_a_block_that_would_cut_through_cells_is_told(rows, hint: str, told, table) -> None:
    [found] = told(body=table(*rows))

    assert found.endswith(f"do not stand at the same level.\n  {hint}")


def test_a_block_half_in_a_content_control_names_the_control(told, table) -> None:
    row = "<w:tr><w:tc><w:p><w:r><w:t>{%tr for i in l %}</w:t></w:r></w:p></w:tc></w:tr>"
    body = table(("{{ i }}",), ("{%tr endfor %}",)).replace(
        "<w:tr>", f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt><w:tr>", 1
    )

    [found] = told(body=body)

    assert found.endswith(
        "One of them stands in a content control: move both into it, or both out of it."
    )


def test_a_merging_tag_without_a_loop_is_told(told, table) -> None:
    assert told(body=table(("{% vm %}x", "{% hm %}y"))) == [
        (
            "mou.docx: table 1, row 1, cell 1 (“{% vm %}x”): {% vm %}: There is no loop around it."
            "\n  Put it between {% for … %} and {% endfor %}."
        ),
        (
            "mou.docx: table 1, row 1, cell 2 (“{% hm %}y”): {% hm %}: There is no loop around it."
            "\n  Put it between {% for … %} and {% endfor %}."
        ),
    ]


def test_a_tag_that_is_not_closed_is_told_in_properties_too(document) -> None:
    made = docx.Document(BytesIO(document("")))
    made.core_properties.title = "About {{ name"
    stream = BytesIO()
    made.save(stream)

    with pytest.raises(InputRefused, match=r"properties, title: \{\{ name: the tag is not closed"):
        Template(stream.getvalue(), name="mou.docx")


def test_what_was_deleted_is_not_looked_at(told) -> None:
    gone = '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ a + }}</w:delText></w:r></w:del></w:p>'

    assert told(body=gone) == []
