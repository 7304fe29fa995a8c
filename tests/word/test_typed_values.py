"""Values that stand in cells as text: conditions, comparisons and filters go by what they are."""

from datetime import date, datetime
from io import BytesIO
from time import perf_counter
from typing import Any

import docx
import pytest

from pipeline.model import Typed, TypedValue
from pipeline.problems import InputRefused, Place
from pipeline.word import Template

CELL = Place("people.xlsx", "People", "B2")
DATA = {
    "name": Typed("Ana", CELL),
    "blank": Typed("", CELL),
    "seats": TypedValue("1,200", CELL, 1200),
    "zero": TypedValue("0", CELL, 0),
    "share": TypedValue("25%", CELL, 0.25),
    "visit": TypedValue("3/4/26", CELL, date(2026, 3, 4)),
    "call": TypedValue("3/4/26 9:30", CELL, datetime(2026, 3, 4, 9, 30)),  # noqa: DTZ001 - a cell knows no zone
    "member": TypedValue("No", CELL, value=False),
    "guest": TypedValue("TRUE", CELL, value=True),
    "iso": "2026-03-04",
    "typed": "1,234.5",
    "words": Typed("about 5", CELL),
}


def printed(line: str, document: Any, paragraph: Any) -> str:
    made = Template(document(paragraph(line)), name="letter.docx").render(DATA)
    return docx.Document(BytesIO(made)).paragraphs[0].text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{{ seats }} {{ zero }} {{ share }} {{ visit }} {{ member }}", "1,200 0 25% 3/4/26 No"),
        ("{% if member %}member{% else %}guest{% endif %}", "guest"),
        ("{% if not member and guest %}guest{% endif %}", "guest"),
        ("{{ 'member' if member else 'guest' }}", "guest"),
        ("{% if zero %}some{% else %}no seat{% endif %}", "no seat"),
        ("{% if seats > 3 and seats < 2000 and 1000 <= seats %}many{% endif %}", "many"),
        ("{% if seats == 1200 and seats == '1,200' and seats != 3 %}same{% endif %}", "same"),
        ("{% if member == 'No' and member == 'NO' and guest == 'true' %}as typed{% endif %}", "as typed"),
        ("{% if visit > '2026-01-01' and call > visit or call == visit %}later{% endif %}", "later"),
        ("{% if seats in [3, 1200] %}one of them{% endif %}", "one of them"),
        ("{% if seats is number and seats is even and guest is true %}yes{% endif %}", "yes"),
        ("{{ seats + 1 }} {{ seats * 2 }} {{ -seats }} {{ seats % 7 }} {{ seats ~ '!' }}", "1201 2400 -1200 3 1,200!"),
        ("{{ name + '!' }} {{ seats + ' seats' }}", "Ana! 1,200 seats"),
        ("{{ seats|number(1) }} {{ share|percent }} {{ share|round(1) }} {{ -3|abs }}", "1,200.0 25% 0.2 3"),
        ("{{ seats|int + 1 }} {{ seats|float|number(2) }} {{ guest|int }}", "1201 1,200.00 1"),
        ("{{ [seats, zero, 5]|sum }} {{ '%.1f'|format(share) }} {{ '%s'|format(seats) }}", "1205 0.2 1,200"),
        ("{{ visit|date }} {{ call|date('%H:%M') }} {{ iso|date }}", "March 4, 2026 09:30 March 4, 2026"),
        ("{{ typed|number(1) }} {{ typed|int }} {{ '12'|int + 1 }}", "1,234.5 1234 13"),
        ("{{ words|int(0) }} {{ blank|int(7) }} {{ words|float(1.5)|number(1) }}", "0 7 1.5"),
        ("{{ 'ff'|int(base=16) }}", "255"),
        ("{{ seats|money }} {{ zero|plural('seat') }} {{ 2|plural('seat') }}", "$1,200.00 0 seats 2 seats"),
        ("{{ visit.year + 1 }} {{ call.strftime('%H') }} {{ (call - visit).days }}", "2027 09 0"),
        ("{% for n in range(zero + 2) %}{{ n }}{% endfor %}", "01"),
    ],
)  # fmt: skip
def test_a_template_goes_by_what_a_cell_holds(line: str, text: str, document, paragraph) -> None:
    assert printed(line, document, paragraph) == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{{ zero or 'not stated' }}", "0"),
        ("{{ member or 'not stated' }}", "No"),
        ("{{ zero|default('not stated', true) }}", "0"),
        ("{{ blank or zero or 'not stated' }}", "0"),
        ("{{ blank or 'not stated' }}", "not stated"),
        ("{{ blank or blank or 'not stated' }}", "not stated"),
        ("{{ 0 or 'not stated' }}", "0"),
        ("{{ false or 'not stated' }}", "not stated"),
    ],
)
def test_what_was_typed_is_printed_before_what_stands_for_nothing(
    line: str, text: str, document, paragraph
) -> None:
    assert printed(line, document, paragraph) == text


def test_many_choices_cost_no_more_than_their_number(document, paragraph) -> None:
    line = f"{{{{ {' or '.join(['blank'] * 50)} or name }}}}"

    began = perf_counter()

    assert printed(line, document, paragraph) == "Ana"
    assert perf_counter() - began < 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ words|number }}", "“about 5” is not a number. (letter.docx, paragraph 1: {{ words|number }})"),
        ("{{ words|int }}", "“about 5” is not a number. (letter.docx, paragraph 1: {{ words|int }})"),
        ("{{ words|float }}", "“about 5” is not a number. (letter.docx, paragraph 1: {{ words|float }})"),
        ("{{ words|percent }}", "“about 5” is not a number. (letter.docx, paragraph 1: {{ words|percent }})"),
        ("{{ words|money }}", "“about 5” is not a number. (letter.docx, paragraph 1: {{ words|money }})"),
        ("{{ words|plural('seat') }}", "“about 5” is not a number. (letter.docx, paragraph 1: {{ words|plural('seat') }})"),
        ("{{ blank|int }}", "It is empty, and no number. (letter.docx, paragraph 1: {{ blank|int }})"),
        ("{{ words|date }}", "“about 5” is not a day. (letter.docx, paragraph 1: {{ words|date }})"),
        ("{{ blank|date }}", "It is empty, and no day. (letter.docx, paragraph 1: {{ blank|date }})"),
        ("{{ seats|date }}", "“1,200” is not a day. (letter.docx, paragraph 1: {{ seats|date }})"),
    ],
)  # fmt: skip
def test_a_text_that_is_none_is_refused_with_its_cell_and_is_never_zero(
    line: str, message: str, document, paragraph
) -> None:
    with pytest.raises(InputRefused) as refused:
        printed(line, document, paragraph)

    [problem] = refused.value.problems
    assert (problem.place, problem.message) == (CELL, message)
    assert problem.hint


@pytest.mark.parametrize("line", ["{{ blank|date }}", "{{ blank|money }}"])
def test_where_a_cell_may_stay_empty_the_next_step_is_a_condition(
    line: str, document, paragraph
) -> None:
    with pytest.raises(InputRefused) as refused:
        printed(line, document, paragraph)

    [problem] = refused.value.problems
    assert problem.hint.startswith("Fill the cell in; where it may stay empty, write {% if NAME %}")
    condition = line.replace("{{ blank", "{% if blank %}{{ blank") + "{% endif %}"
    assert printed(condition, document, paragraph) == ""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{% if words > 3 %}x{% endif %}", "These two cannot be compared"),
        ("{% if blank > 3 %}x{% endif %}", "If one may be empty, ask that first"),
        ("{% if seats > '3' %}x{% endif %}", "These two cannot be compared"),
        ("{{ -words }}", "A sign before a text means nothing"),
        ("{{ words|truncate(-1) }}", "Fewer letters are to be kept than the dots at the end take"),
        ("{% set words.n = 1 %}x", "Only what namespace() gives can be given fields"),
        ("{% if words is even %}x{% endif %}", "This is not a number"),
        ("{% for n in range(words) %}x{% endfor %}", "This is not a whole number"),
        ("{{ nobody|int }}", "“nobody” is not known here"),
        ("{{ nobody|number }}", "“nobody” is not known here"),
        ("{{ nobody|date }}", "“nobody” is not known here"),
    ],
)
def test_what_cannot_be_reckoned_is_said_in_plain_words(
    line: str, message: str, document, paragraph
) -> None:
    with pytest.raises(InputRefused) as refused:
        printed(line, document, paragraph)

    assert len(refused.value.problems) == 1
    assert message in str(refused.value)


def test_a_number_that_is_formatted_still_tells_its_cell(document, paragraph) -> None:
    line = "{{ seats|number }} {{ visit|date }}"

    filled = Template(document(paragraph(line))).fill(DATA)

    assert [(each.text, each.source) for each in filled.statements] == [
        ("1,200", CELL),
        ("3/4/26", CELL),
    ]
