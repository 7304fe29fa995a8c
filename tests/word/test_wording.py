"""Amounts, phone numbers, lists and counts are written as people write them; the rest of Jinja stays."""

import pytest

from pipeline.openxml import text
from pipeline.problems import InputRefused
from pipeline.word import Template
from pipeline.word.values import Sourced

DATA = {"n": 1234.5, "one": 1, "empty": [], "two": ["a", "b"], "three": ["a", "b & c", "d"]}


@pytest.fixture
def printed(document, paragraph):
    def write(line: str, **data: object) -> str:
        return text(Template(document(paragraph(line))).render({**DATA, **data})).strip()

    return write


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{{ n|money }}", "$1,234.50"),
        ("{{ -n|money('CHF ') }}", "-CHF 1,234.50"),
        ("{{ 0|money }}", "$0.00"),
        ("{{ one|plural('box') }}, {{ 2|plural('box') }}", "1 box, 2 boxes"),
        ("{{ 0|plural('party') }}, {{ two|plural('day') }}", "0 parties, 2 days"),
        ("{{ 1.5|plural('hour') }}, {{ 1200|plural('hour') }}", "1.5 hours, 1,200 hours"),
        ("{{ empty|plural('person', 'people') }}", "0 people"),
        ("[{{ empty|list }}] {{ [1]|list }} {{ two|list }} {{ three|list('or') }}", "[] 1 a and b a, b & c or d"),
        ("{{ three|list|length }}{{ (three|list)[0] }}", "3a"),
        ("{{ 2 ** 10 }}", "1024"),
        ("{{ 'a-b'.replace('-', '+') }}{{ ', '.join(two) }}{{ 'ab'.zfill(4) }}", "a+ba, b00ab"),
        ("{% set c = cycler('x', 'y') %}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.next() }}", "xyyx"),
        ("{% filter upper|trim %} a &amp; {{ two[0] }} {% endfilter %}!", "A & A!"),
        ("{{ dict(a=1).a }}", "1"),
    ],
)  # fmt: skip
def test_it_is_printed_as_people_write_it(typed: str, shown: str, printed) -> None:
    assert printed(typed) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("6125550123", "(612) 555-0123"),
        (6125550123, "(612) 555-0123"),
        (6125550123.0, "(612) 555-0123"),
        ("1-612-555-0123", "(612) 555-0123"),
        ("+1 (612) 555 0123 ext. 12", "(612) 555-0123 ext. 12"),
        ("555-0123", "555-0123"),
        ("call Ana: 612 555 0123", "call Ana: 612 555 0123"),
        ("+49 30 901820", "+49 30 901820"),
        ("1125550123", "1125550123"),
        ("", ""),
    ],
)
def test_a_phone_number_is_written_alike_and_what_is_none_stays(given, shown, printed) -> None:
    assert printed("{{ tel|phone }}", tel=given) == shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{ 'x'|money }}", "not a number"),
        ("{{ n|list }}", "not a list"),
        ("{{ 5|money([1]) }}", "It is a list or a record, not a text."),
        ("{{ 1|plural([1]) }}", "It is a list or a record, not a text."),
        ("{{ 2|plural([1]) }}", "It is a list or a record, not a text."),
        ("{{ 2|plural('a', [1]) }}", "It is a list or a record, not a text."),
        ("{{ ['a', 'b']|list([1]) }}", "It is a list or a record, not a text."),
        ("{{ 'a'.split([1]) }}", "A list or a record stands where words or a number belong."),
        ("{{ 'a'|center(3000000000) }}", "1 to 1000 signs wide"),
        ("{{ 'a'|center('wide') }}", "1 to 1000 signs wide"),
        ("{{ 10 ** 100 }}", "too large"),
        ("{{ 'a'.ljust(3000000000) }}", "too long"),
        ("{{ cycler() }}", "nothing to take turns"),
        ("{% filter uper %}a{% endfilter %}", "no filter “uper”"),
    ],
)
def test_what_cannot_be_written_is_refused(typed: str, said: str, document, paragraph) -> None:
    content = document(paragraph(typed))
    try:
        problems = Template(content).check(DATA)
    except InputRefused as error:
        problems = error.problems

    assert said in str(problems[0])


@pytest.mark.parametrize(
    "typed",
    [
        "{{ kinds|list }}",
        "{{ kinds|join(', ') }}",
        "{{ ', '.join(kinds) }}",
        "{{ kinds|map('upper')|join }}",
        "{{ kinds|select|list }}",
        "{{ kinds|selectattr('a')|list }}",
        "{{ kinds|reject|list }}",
        "{{ kinds|rejectattr('a')|list }}",
        "{{ kinds|sort|join }}",
        "{{ kinds|unique|join }}",
        "{{ kinds|min }}",
        "{{ kinds|max }}",
        "{{ kinds|sum }}",
        "{% for row in kinds|batch(2) %}{{ row|join }}{% endfor %}",
        "{% for column in kinds|slice(2) %}{{ column|join }}{% endfor %}",
        "{% for each in kinds|groupby('a') %}{{ each.grouper }}{% endfor %}",
    ],
)
def test_a_text_is_never_taken_letter_by_letter(typed: str, document, paragraph) -> None:
    """A cell "keys; soup" is one text: |list would print k, e, y, s, ;, …"""
    with pytest.raises(InputRefused) as refused:
        Template(document(paragraph(typed))).render({"kinds": "keys; soup"})

    (problem,) = refused.value.problems
    assert "“keys; soup” is a text, and no list." in str(problem)
    assert 'NAME.split("; ")|' in problem.hint


def test_a_text_that_is_put_apart_and_one_that_is_empty_are_lists(printed) -> None:
    assert printed("{{ kinds.split('; ')|list }}", kinds="keys; soup") == "keys and soup"
    assert printed("[{{ kinds|list }}{{ kinds|join(', ') }}]", kinds="") == "[]"


@pytest.mark.parametrize(
    "typed", ["{{ kinds|dictsort }}", "{% for a, b in kinds|items %}{{ a }}{% endfor %}"]
)
def test_a_text_has_no_fields_to_sort(typed: str, document, paragraph) -> None:
    with pytest.raises(InputRefused) as refused:
        Template(document(paragraph(typed))).render({"kinds": "keys; soup"})

    assert "This is no record, with fields." in str(refused.value.problems[0])


def test_a_list_as_words_knows_the_cell_of_each_item(document, paragraph) -> None:
    items = [Sourced("keys"), Sourced("soup")]
    for number, each in enumerate(items):
        each.sources = ((str(each), f"A{number}"),)

    made = Template(document(paragraph("{{ items|list }}"))).fill({"items": items})

    assert [(each.text, each.source) for each in made.statements] == [
        ("keys", "A0"),
        ("soup", "A1"),
    ]


def test_a_filter_over_more_than_words_of_one_look_is_refused(document, paragraph) -> None:
    body = "".join(map(paragraph, ("{%p filter upper %}", "{{ n }}", "{%p endfilter %}")))

    with pytest.raises(InputRefused, match="It reaches over more than words of one look"):
        Template(document(body))


def test_words_with_looks_are_not_changed_by_a_filter(document, paragraph) -> None:
    body = "".join(map(paragraph, ("{%p set w %}", "a", "{%p endset %}", "{{ w|upper }}")))

    [problem] = Template(document(body)).check({})

    assert "It holds looks or paragraphs" in problem.message
