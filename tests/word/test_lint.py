"""A template is looked over before it is used: its fields, its faults, and no false alarm."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.openxml import package
from pipeline.openxml.zipping import Layout, deflate
from pipeline.word import Lint, Template, lint


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    title: str
    groups: tuple[Group, ...] = ()


@pytest.fixture
def look(document, paragraph) -> Callable[..., Lint]:
    def over(*lines: str, body: str = "", data: object = None) -> Lint:
        return lint(document("".join(map(paragraph, lines)) + body), name="t.docx", data=data)

    return over


def test_it_lists_the_fields_nested_as_they_are_needed(look, table) -> None:
    body = table(
        ("{%tr for r in rows|sort(attribute='due') %}", ""),
        ("{{ r.name }}", "{{ x }}"),
        ("{%tr endfor %}", ""),
    )

    found = look("{{ partner.name|upper }} {% set q = other %}{{ q }} {{ 'a' if flag else b }}",
                 "{%p for k, v in d.items() %}", "{{ k }} {{ v.w }}", "{%p endfor %}",
                 "{{ people|map(attribute='name')|join }} {{ l[0].z }} {{ n|default('') }}", body=body)  # fmt: skip

    assert found.problems == ()
    assert sorted(found.fields) == [
        "b", "d", "d[].w", "flag", "l", "l[].z", "n", "other", "partner", "partner.name", "people",
        "people[].name", "rows", "rows[].due", "rows[].name", "x",
    ]  # fmt: skip


PLANTED = {
    "unclosed tag": (["{{ name"], ""),
    "unclosed block tag": (["{% if name"], ""),
    "stray end": (["{% endif %}"], ""),
    "wrong end": (["{% if a %}x{% endfor %}"], ""),
    "missing end": (["{%p for x in y %}", "{{ x }}"], ""),
    "misspelt field": (["{{ partner.nmae }}"], ""),
    "misspelt field, by its letters": (["{{ name }} {{ name }} {{ nmae }}"], ""),
    "wrong prefix": (["{%tr if a %}", "{%tr endif %}"], ""),
    "text beside a prefix": (["a {%p if a %}", "x", "{%p endif %}"], ""),
    "unknown filter": (["{{ name|uper }}"], ""),
    "nothing after a sign": (["{{ name + }}"], ""),
    "two names": (["{{ a b }}"], ""),
    "missing quote": (["{{ 'a }}"], ""),
    "one =": (["{% if a = 1 %}x{% endif %}"], ""),
    "a style that is not there": ([], '<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr></w:p>'),
    "stray closer": (["name }}"], ""),
    "bracket": (["{{ (a }}"], ""),
    "else alone": (["{% else %}"], ""),
    "prefix without blank": (["{%pif a %}", "{%p endif %}"], ""),
    "no part of a day": (["{{ day|date('long') }}"], ""),
    "a number as a pattern": (["{{ day|date(5) }}"], ""),
    "decimals as words": (["{{ paid|number('$1,234.00') }}"], ""),
    "decimals of an amount as words": (["{{ paid|money('$', decimals='two') }}"], ""),
    "a way to round that is none": (["{{ paid|round(1, 'off') }}"], ""),
}


def test_what_a_filter_may_be_told_is_no_fault(look) -> None:
    found = look(
        "{{ day|date }} {{ day|date('%d.%m.') }} {{ day|date(pattern) }} {{ paid|number(2) }}",
        "{{ paid|money('€', 0) }} {{ paid|money(sign='£') }} {{ paid|round(1, 'floor') }}",
        "{{ share|percent(digits) }} {{ paid|number(decimals=1) }} {{ paid|round(-2) }}",
        "{{ paid|number('2') }} {{ paid|round(1.0) }}",
    )
    assert found.problems == ()


@pytest.mark.parametrize("slip", PLANTED)
def test_a_planted_fault_is_found(slip: str, look) -> None:
    lines, body = PLANTED[slip]
    data = {"partner": {"name": "Acorn"}, "name": "x"} if slip == "misspelt field" else None

    found = look(*lines, body=body, data=data)
    assert found.problems or found.notices


def test_every_misspelt_field_is_found_also_where_nothing_would_be_printed(look) -> None:
    data = [{"partner": {"name": "A"}, "rows": []}, {"partner": None, "rows": [{"due": "x"}]}]

    found = look(
        "{{ partner.nmae }}",
        "{%p for r in rows %}",
        "{{ r.deu }}",
        "{{ itme }}",
        "{%p endfor %}",
        data=data,
    )

    assert [str(each) for each in found.problems] == [
        "t.docx: paragraph 1: {{ partner.nmae }}: “nmae” is not in the data.\n  Did you mean name?",
        "t.docx: paragraph 3: {{ r.deu }}: “deu” is not in the data.\n  Did you mean due?",
        "t.docx: paragraph 4: {{ itme }}: “itme” is not in the data.\n  It has partner, r, rows.",
    ]


def test_a_slip_in_a_name_is_told_once(look) -> None:
    data = {"due_date": "x", "people": [{"name": "A"}]}

    found = look(
        "{{ due-date }}",
        "{% for item in people %}{{ itme.name }}{% endfor %}",
        "{{ people|map(attribute='nmae')|join }}",
        data=data,
    )

    assert sorted(str(each).partition(": ")[2] for each in found.problems) == [
        "paragraph 1: {{ due-date }}: “due-date” is not in the data.\n  A name holds no dash: write due_date.",
        "paragraph 2 (“{% for item in people %}{{ itme.name }}…”): {{ itme.name }}: “itme” is not in the data.\n  Did you mean item?",
        "paragraph 3: {{ people|map(attribute='nmae')|join }}: “nmae” is not in the data.\n  Did you mean name?",
    ]  # fmt: skip


def test_a_slip_in_the_name_that_a_loop_gives_is_told_where_it_is(look) -> None:
    lines = "{%p for crad in cards %}", "{{ card.title }} {{ card.size }}", "{%p endfor %}"

    found = look(*lines, data={"cards": [{"title": "x", "size": 1}]})

    assert [str(each).partition(": ")[2] for each in found.problems] == [
        (
            "paragraph 1: {%p for crad in cards %}: The loop names “crad”, and “card” is not in the data."
            "\n  Write the same name in both."
        )
    ]


def test_a_default_does_not_hide_two_letters_changed_over(look) -> None:
    found = look("{{ a.mial|default('none') }} {{ a.phone|default('') }}", data={"a": {"mail": 1}})

    assert [str(each).rpartition(": ")[2] for each in found.problems] == [
        "“mial” is not in the data.\n  Did you mean mail?"
    ]


def test_of_two_names_that_differ_by_two_letters_the_absent_one_is_told(look) -> None:
    found = look("{{ tgas|join }} {{ tgas|length }} {{ tags|join }}", data={"tags": ["a"]})

    assert {each.message.rpartition(": ")[2] for each in found.problems} == {
        "“tgas” is not in the data."
    }


def test_names_that_are_numbered_are_no_slips(look) -> None:
    assert look("{{ a12 }} {{ a21 }} {{ a12 }}").problems == ()


def test_fields_are_looked_over_even_when_a_tag_is_broken(look) -> None:
    found = look("{{ a b }}", "{{ nmae }}", data={"name": "x", "a": 1})

    assert [each.message for each in found.problems] == [
        "paragraph 1: {{ a b }}: “b” is one thing too many.",
        "paragraph 2: {{ nmae }}: “nmae” is not in the data.",
    ]


def test_what_an_author_left_in_is_told(look) -> None:
    body = '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'
    found = look(body=body + '<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr></w:p>')
    assert found.problems == ()
    assert [str(each) for each in found.notices] == [
        (
            "t.docx: 1 tracked change is taken as accepted: deleted words and the names of authors stay behind."
            "\n  To decide otherwise, in Word: Review, Accept or Reject."
        ),
        "t.docx: paragraph 2: the style “Nowhere” is not in the file.",
    ]


VALID = [
    "{{ partner }} {{ partners }} {{ name }} {{ name2 }} {{ county }} {{ country }}",
    "{{ a.b.c }} {{ a['b'] }} {{ l[0] }} {{ l[1:] }}",
    "{% if a and not b or c %}x{% elif d %}y{% else %}z{% endif %}",
    "{% if n % 2 == 0 %}even{% endif %} {{ 'a}}b' }} {{ \"it's\" }} {{ “curly” }} {{ ‘curly’ }}",
    "{{ {'a': {'b': 1}}['a']['b'] }}",
    "{{ 'a' if b else 'c' }} {{ x|default('none', true)|upper }}",
    "{% set ns = namespace(n=0) %}{% for i in l %}{% set ns.n = ns.n + loop.index %}{% endfor %}{{ ns.n }}",
    "{% for k, v in d.items() %}{{ k }}: {{ v }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{% for i in range(3) %}{{ loop.cycle('a', 'b') }}{% else %}none{% endfor %}",
    "{# a comment with {{ a tag }} in it #}",
    "{% raw %}{{ not a tag }}{% endraw %}",
    "{_{ escaped }_} 100 % {sure} a % b } c { d #1",
    "{% with a = b %}{{ a }}{% endwith %}{% set q %}x{% endset %}{{ q }}",
    "{{- a -}} {%- if b -%} x {%- endif -%}",
    "{%r if a %}x{%r endif %}{{r rich }}",
    "{{ a is defined }} {{ b is none }} {{ c is number }} {{ d is in [1, 2] }} {{ 1 in l }}",
    "{{ '%.2f'|format(x) }} {{ x|round(2) }} {{ x|int }} {{ l|length }} {{ l|first }} {{ l|sum }}",
    "{{\xa0a }} {{ b\u200b }} {{ c – d }}",
    'plain {"a": {"b": 1}} braces, { c } and {x={{ a }}}',
    "{% raw %}}} %} {{ {% endraw %}",
    "{% if a: %}x{% endif %}{% for i in l if i %}{{ loop.previtem or i }}{% endfor %}",
]


@pytest.mark.parametrize("line", VALID)
def test_a_valid_template_gives_no_alarm(line: str, look) -> None:
    assert look(line).problems == ()


SHIPPED = sorted((Path(__file__).parents[2] / "templates").glob("*.docx"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_our_own_templates_give_no_alarm(path: Path) -> None:
    style = path.with_name("house-style.docx")

    assert lint(path, style=style if style.exists() and style != path else None).problems == ()


def test_what_cannot_be_read_is_a_problem_too() -> None:
    assert [str(each) for each in lint(b"", name="t.docx").problems] == [
        "t.docx: The file is empty.\n  Choose another file."
    ]


def test_what_a_template_needs_is_compared_with_a_dataclass_both_ways(document, paragraph) -> None:
    template = Template(
        document(
            "".join(
                map(
                    paragraph,
                    [
                        "{{ titel }}",
                        "{%p for g in groups %}",
                        "{{ g.name }} {{ g.mark }}",
                        "{%p endfor %}",
                    ],
                )
            )
        )
    )

    assert template.requires().differences(Context) == (
        "Context.titel is not offered. Did you mean title?",
        "Context.groups[].mark is not offered. It has name, size.",
        "Context.title is offered, and no tag uses it",
        "Group.size is offered, and no tag uses it",
    )


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("chart", "a chart"),
        ("chartEx", "a chart"),
        ("diagramData", "SmartArt"),
        ("numbering", "the numbers of a list"),
        ("styles", "the name of a style"),
    ],
)
@pytest.mark.parametrize("tag", [b"{{ title }}", b"{% if title %}"])
def test_a_tag_is_told_where_nothing_is_filled_in(
    kind: str, where: str, tag: bytes, document, paragraph
) -> None:
    members = package.read(document(paragraph("x")), "t.docx")
    members["word/of-its-own.xml"] = b"<c>" + tag + b"</c>"
    rels = "word/_rels/document.xml.rels"
    link = ("rId99", f"{package.OFFICE}{kind}", "of-its-own.xml", False)
    members[rels] = package.relate(members[rels], [link, ("rId98", *link[1:])])
    made = Layout(deflate(*each) for each in members.items()).closed([])

    [problem] = lint(made, name="t.docx").problems

    assert str(problem) == (
        f"t.docx: word/of-its-own.xml: a tag stands in {where}, where nothing is filled in.\n"
        "  Put it into the text instead."
    )


def test_a_tag_that_no_reader_sees_is_nobodys_fault(document, paragraph) -> None:
    members = package.read(document(paragraph("x")), "t.docx")
    members["customXml/item1.xml"] = b"<c>{{ title }}</c>"
    rels = "word/_rels/document.xml.rels"
    link = ("rId99", f"{package.OFFICE}customXml", "../customXml/item1.xml", False)
    members[rels] = package.relate(members[rels], [link])

    assert not lint(Layout(deflate(*each) for each in members.items()).closed([])).problems
