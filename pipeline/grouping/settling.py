"""Say what a person may want to settle on the wall: two titles, none, two columns, no real merge."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pipeline.grouping import merging, questions
from pipeline.grouping.columns import (
    Column,
    Columns,
    a_column,
    a_title,
    blank,
    called_by,
    columns_of,
    home_of,
    parts_of,
    says_something,
    says_where,
    title_of,
)
from pipeline.model import MOST_COMPARED, Idea, Workshop
from pipeline.names import name_key
from pipeline.problems import Problem

NEARLY = 0.9  # of two names: a slip of the keyboard apart
MOST_COLUMNS = 200  # compared with one another


def notices(workshop: Workshop) -> tuple[Problem, ...]:
    """Return what a person may want to settle: two titles, none, two columns, no real merge."""
    parts = questions.asked(workshop)
    unclear = questions.unclear(workshop) if len(parts) > 1 else ()
    return (*unclear, *(each for part in parts for each in _of_one(part)))


def _of_one(workshop: Workshop) -> Iterator[Problem]:
    """Yield what a person may want to settle on the wall of one question."""
    hung = [idea for idea in workshop.ideas if not blank(idea.text) or says_where(idea)]
    columns = columns_of(workshop.titles, hung)
    shown = [column for column in columns.values() if not column.parking]
    yield from _two_spellings(shown)
    yield from _no_titles(shown)
    yield from _shared_titles(shown)
    yield from _nearly_the_same(shown)
    yield from _several_marks(columns, hung)
    yield from merging.failed(workshop.ideas)
    yield from _long(workshop.ideas)


def _long(ideas: Sequence[Idea]) -> Iterator[Problem]:
    for idea in ideas:
        if len(idea.text) > MOST_COMPARED:
            yield Problem(
                idea.text.place,
                f"Card {idea.id} has {len(idea.text):,} characters: it is compared with other cards "
                f"by the first {MOST_COMPARED:,}, and printed whole.",
                "If it holds several ideas, give each a row of its own.",
            )


def _two_spellings(columns: Sequence[Column]) -> Iterator[Problem]:
    for column in columns:
        if column.ruling is not None and a_title(column.ruling.title):
            continue  # the Groups sheet settles it
        chosen = title_of(column)
        seen = {_on_paper(chosen)}
        for spelling in column.spellings or column.names:
            typed = str(spelling).strip()
            if a_title(typed) and _on_paper(typed) not in seen:
                seen.add(_on_paper(typed))
                yield Problem(
                    spelling.place,
                    f'Column {column.mark} is titled "{chosen}" and also "{typed}".',
                    f'"{chosen}" is printed. Give all its cards one title to settle it.',
                )


def _nearly_the_same(columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield each column that people may have meant to be another, by a slip: "child care", "childcare"."""
    known: dict[str, str] = {}
    typed = [column for column in columns if says_something(column.mark)][:MOST_COLUMNS]
    for column in sorted(typed, key=lambda each: each.ruling is None):
        name = _plain(column.mark)
        near = get_close_matches(name, known, n=1, cutoff=NEARLY)
        other = known[near[0]] if near else ""
        if other and column.ruling is None:
            yield Problem(
                column.mark.place,
                f'"{column.mark}" is nearly "{other}", and is printed as a title of its own.',
                f'If it is a slip, write "{other}" instead.',
            )
        known.setdefault(name, column.mark)


def _plain(name: str) -> str:
    """Return a name without spaces, its numbers made so large that no two of them are alike."""
    return re.sub(r"\d+", lambda number: number[0] * len(name), name_key(name))


def _on_paper(title: str) -> str:
    """Return a title so that two that look the same are the same: an accent typed in either way."""
    return unicodedata.normalize("NFC", title)


def _no_titles(columns: Sequence[Column]) -> Iterator[Problem]:
    for column in columns:
        chosen = title_of(column)
        printed = f'"{chosen}"' if chosen else "A working title"
        for typed in {str(each).strip(): each for each in reversed(column.no_titles)}.values():
            yield Problem(
                typed.place,
                f'"{typed.strip()}" over column {column.mark} is not taken for a title.',
                f"{printed} is printed. Type the title once the group agrees on one.",
            )


def _several_marks(columns: Columns, ideas: Sequence[Idea]) -> Iterator[Problem]:
    for idea in ideas:
        name = idea.mark if a_column(idea.mark) else idea.title
        if not called_by(name, columns) and (home := home_of(name, columns)):
            first = columns[home].mark
            yield Problem(
                name.place,
                f'Card {idea.id} names {len(parts_of(name))} columns, "{name.strip()}".',
                f"It hangs in the first, {first}. To hang it in another, name only that one.",
            )


def _shared_titles(columns: Sequence[Column]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for column in columns:
        title = title_of(column)
        if not title:
            continue
        if name_key(title) in first:
            yield Problem(
                title.place,
                f'Columns {first[name_key(title)]} and {column.mark} have the same title, "{title}".',
                "They stay two columns. Give one of them another title, or both one mark.",
            )
        first.setdefault(name_key(title), column.mark)
