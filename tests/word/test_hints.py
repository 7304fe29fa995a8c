"""Following what a refusal says leads to a template that is accepted: every hint here is carried out."""

import re
from collections.abc import Callable

import docx
import pytest
from made import saved

from pipeline.problems import InputRefused, Problem
from pipeline.word import Template, lint

# What people typed: paragraphs, and rows of a table where it is a list.
TYPED: dict[str, list[str | list[str]]] = {
    "a closing brace is missing": ["Dear {{ name },"],
    "a tag is not closed": ["Dear {{ name"],
    "a block is closed as a field": ["{% if draft }}draft{% endif %}"],
    "a field is closed as a block": ["{{ name %}"],
    "braces of two kinds": ["{{% if draft %}}yes{{% endif %}}"],
    "braces of two kinds in rows": [["{{%tr for i in items %}}"], ["{{ i }}"], ["{{%tr endfor %}}"]],
    "braces of two kinds around a note": ["{{# ask Ana #}} {{ name }}"],
    "three braces": ["{{{ name }}}"],
    "a brace too many": ["Dear {{ name }}}"],
    "a block has no end": ["{%p for i in items %}", "{{ i }}"],
    "an inline block has no end": ["{% if draft %}yes"],
    "an end too many": ["{{ name }}", "{%p endif %}"],
    "a row loop that ends without its prefix": [["{%tr for i in items %}"], ["{{ i }}"], ["{% endfor %}"]],
    "a row loop that begins without its prefix": [["{% for i in items %}"], ["{{ i }}"], ["{%tr endfor %}"]],
    "a row loop that ends as a paragraph": [["{%tr for i in items %}"], ["{{ i }}"], ["{%p endfor %}"]],
    "a paragraph loop that ends without its prefix": ["{%p for i in items %}", "{{ i }}", "{% endfor %}"],
    "a paragraph condition that begins without its prefix": ["{% if draft %}", "x", "{%p endif %}"],
    "an else without the prefix": ["{%p if draft %}", "x", "{% else %}", "y", "{%p endif %}"],
    "words beside a paragraph tag": ["{%p if draft %} only in drafts", "x", "{%p endif %}"],
    "a label beside a row tag": [["{%tr if draft %}", "draft_step"], ["1", "Read it"], ["{%tr endif %}", ""]],
    "labels at both ends": [["begin {%tr if draft %}", ""], ["1", "x"], ["{%tr endif %}", "until here"]],
    "a field beside a paragraph tag": ["{{ name }} {%p if draft %}", "x", "{%p endif %}"],
    "a prefix without its space": ["{%pif draft %}", "x", "{%p endif %}"],
    "a prefix apart from the sign": ["{% p if draft %}", "x", "{%p endif %}"],
    "a prefix on a field": [["{{tr name }}"]],
    "else if": ["{% if draft %}a{% else if name %}b{% endif %}"],
    "elseif": ["{% if draft %}a{% elseif name %}b{% endif %}"],
    "a misspelt end": ["{%p for i in items %}", "{{ i }}", "{%p endfro %}"],
    "a misspelt filter": ["{{ name|uper }}"],
    "one equals sign": ["{% if name = 'a' %}a{% endif %}"],
    "a paragraph prefix in two cells": [["{%p if draft %}", "{%p endif %}"]],
    "a row prefix outside of a table": ["{%tr if draft %}", "x", "{%tr endif %}"],
    "AND in capitals": ["{% if name AND draft %}a{% endif %}"],
    "a colspan without a number": [["{% colspan %}{{ name }}", "b"]],
    "a misspelt name": ["Dear {{ nmae }}"],
    "a filter block over paragraphs": ["{%p filter upper %}", "{{ name }}", "{%p endfilter %}"],
}  # fmt: skip
DATA = {"name": "Ana", "draft": True, "items": ["a", "b"]}
Typed = list[str | list[str]]
ACCEPTED_BEFORE = 8  # hints that are followed one after the other


def written(typed: Typed) -> bytes:
    made = docx.Document()
    rows = [each for each in typed if isinstance(each, list)]
    if rows:
        table = made.add_table(len(rows), max(map(len, rows)))
        for at, row in enumerate(rows):
            for cell, words in zip(table.rows[at].cells, row, strict=False):
                cell.text = words
    for each in typed:
        if isinstance(each, str):
            made.add_paragraph(each)
    return saved(made)


def replaced(typed: Typed, old: str, new: str) -> Typed:
    """Replace the first `old` in what was typed."""
    done = False
    out: Typed = []
    for each in typed:
        row = [each] if isinstance(each, str) else each
        changed = []
        for words in row:
            here = not done and old in words
            changed.append(words.replace(old, new, 1) if here else words)
            done |= here
        out.append(changed[0] if isinstance(each, str) else changed)
    assert done, (old, typed)
    return out


def followed(typed: Typed, problem: Problem) -> Typed:
    """Return what was typed after doing what the hint of `problem` says."""
    said = re.sub(r"^.*?(?=\{[{%#]|there|“)", "", re.sub(r" \(“.*?”\)", "", problem.message))
    for hint, follow in FOLLOWED.items():
        if match := re.match(hint, problem.hint):
            return follow(typed, said, match)
    raise AssertionError((problem.message, problem.hint))


def tag_of(said: str) -> str:
    """Return the tag that a message is about."""
    if ": the tag" in said:
        return said.partition(": the tag")[0]
    tag = re.match(r"\{[{%#].*?[}%#]\}+|\{\{[^}]*\}?", said)
    assert tag is not None, said
    return tag[0]


def write_it(typed: Typed, said: str, hint: re.Match[str]) -> Typed:
    wrong, right = tag_of(said), hint[1].replace("colspan name", "colspan 2")
    if "same level" in said:
        pair = re.findall(r"\{%.*?%\}", said)
        words = right.split()[1:]
        wrong = next(
            each for each in pair if each != right and each.split()[-len(words) :] == words
        )
    return replaced(typed, wrong, right)


def end_it(typed: Typed, _: str, hint: re.Match[str]) -> Typed:
    if "%p" in hint[1]:
        return [*typed, hint[1]]
    return replaced(typed, said_last(typed), said_last(typed) + hint[1])


def did_you_mean(typed: Typed, said: str, hint: re.Match[str]) -> Typed:
    if hint[1] == "elif":
        wrong = tag_of(said)
        return replaced(
            typed, next(each for each in ("else if", "elseif") if each in wrong), "elif"
        )
    return replaced(typed, re.findall(r"“(\w+)”", said)[-1], hint[1])


def own_paragraph(typed: Typed, said: str, _: re.Match[str]) -> Typed:
    tag = tag_of(said)
    at, words = next(
        (at, each) for at, each in enumerate(typed) if isinstance(each, str) and tag in each
    )
    return [*typed[:at], words.replace(tag, "").strip(), tag, *typed[at + 1 :]]


def one_cell(typed: Typed, said: str, _: re.Match[str]) -> Typed:
    first, second = re.findall(r"\{%.*?%\}", said)[:2]
    inline = f"{first.replace('%p', '%')}x{second.replace('%p', '%')}"
    return replaced(replaced(typed, second, ""), first, inline)


# What each hint asks for, done.
FOLLOWED: dict[str, Callable[[Typed, str, re.Match[str]], Typed]] = {
    r".*make a note of what stands beside it: (\{# (.*?) #\})": (
        lambda typed, _, hint: replaced(typed, hint[2], hint[1])
    ),
    r"Write (\{%.*%\}) where it ends": end_it,
    r"Write (?:a space: |the prefix right behind the %: )?(\{[#%{].*?[#%}]\})": write_it,
    r"End it with (\S+?)\.$": lambda typed, said, hint: replaced(
        typed, tag_of(said), f"{tag_of(said).rstrip('}% ')} {hint[1]}"
    ),
    r"Take it away": lambda typed, said, _: replaced(typed, tag_of(said), ""),
    r"Did you mean (\w+)\?": did_you_mean,
    r"Write it in small letters: (\w+)": (
        lambda typed, _, hint: replaced(typed, hint[1].upper(), hint[1])
    ),
    r"Write == ": lambda typed, *_: replaced(typed, " = ", " == "),
    r"Give the tag a paragraph of its own\.": own_paragraph,
    r"Write it without (\w+)\.": lambda typed, said, hint: replaced(
        typed, tag_of(said), tag_of(said).replace(f"%{hint[1]} ", "% ")
    ),
    r"Move both into the same cell": one_cell,
    r"Take the block away": lambda *_: ["{{ name|upper }}"],
}


def said_last(typed: Typed) -> str:
    return typed[-1] if isinstance(typed[-1], str) else typed[-1][-1]


@pytest.mark.parametrize("case", TYPED)
def test_following_the_hints_leads_to_a_template_that_is_accepted(case: str) -> None:
    typed = TYPED[case]
    for _ in range(ACCEPTED_BEFORE):
        found = lint(written(typed), data=DATA)
        if not found.problems:
            break
        typed = followed(typed, found.problems[0])

    assert typed != TYPED[case]
    assert Template(written(typed)).render(DATA)


@pytest.mark.parametrize(
    "typed",
    [
        ["{%p if draft %}{# begin draft #}", "A draft.", "{%p endif %} {# end draft #}"],
        [["{%tr for i in items %}", "{# one row an item #}"], ["{{ i }}", "x"], ["{%tr endfor %}", "{# end #}"]],
        [["{%tr if draft %}", "{#p whole paragraph #}"], ["x", "y"], ["{%tr endif %}", ""]],
        ["{% for _s in items %}{{ _s }}{% endfor %}"],
        ["{% set _total = items|length %}{{ _total }}"],
    ],
)  # fmt: skip
def test_what_loses_nothing_is_accepted(typed: Typed) -> None:
    assert Template(written(typed)).render(DATA)


@pytest.mark.parametrize("typed", ["{% for __s in items %}{{ __s }}{% endfor %}", "{{ __name }}"])
def test_names_of_pythons_own_are_refused(typed: str) -> None:
    with pytest.raises(InputRefused, match="begins with __"):
        Template(written([typed]))
