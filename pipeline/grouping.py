"""Hang every card of a workshop: where people hung it, else as a proposal. Nothing is lost."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import exp

from pipeline.model import (
    UNSAID,
    Group,
    Idea,
    Proposal,
    Repeat,
    Title,
    Typed,
    Unplaced,
    Wall,
    Workshop,
)
from pipeline.problems import Problem

PARKING = frozenset({"parking lot", "parkinglot", "parked", "parking"})
NOT_A_TITLE = frozenset(
    {"", "tbd", "tba", "tbc", "to be decided", "to be determined", "untitled", "no title", "title"}
)
NOT_A_COLUMN = frozenset(
    {
        "not placed",
        "not yet placed",
        "unplaced",
        "ungrouped",
        "no column",
        "no group",
        "none",
        "n a",
    }
)
FEW = 6  # below this many cards there is nothing to divide
MOST_PROPOSALS = 3
CONTRAST = 10.0  # how sharply nearness is told apart when we say how sure we are


@dataclass(slots=True)
class _Column:
    """A column as people made it, while its cards are being collected."""

    mark: str
    spellings: list[Typed] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)
    ruling: Title | None = None  # what the Groups sheet says


def hang(workshop: Workshop, *, groups: int | None = None, max_groups: int = 15) -> Wall:
    """Return where every card hangs: people's columns as they are, the rest as proposals."""
    empty = tuple(idea for idea in workshop.ideas if blank(idea.text))
    merged = tuple(_merged(workshop.ideas))
    aside = {id(idea) for idea in (*empty, *merged)}
    hung = [idea for idea in workshop.ideas if id(idea) not in aside]
    columns = _columns(workshop.titles, hung)
    parking = tuple(idea for idea in hung if _parked(idea, columns))
    aside |= {id(idea) for idea in parking}
    loose = _collect(columns, [idea for idea in hung if id(idea) not in aside])
    made = tuple(_group(column) for column in _ordered(columns))
    if made:
        return Wall(made, tuple(_placed(loose, made)), parking, empty, merged)
    return Wall(tuple(_proposed(loose, groups, max_groups)), (), parking, empty, merged)


def notices(workshop: Workshop) -> tuple[Problem, ...]:
    """Return what a person may want to settle: titles spelled two ways, a merge that is not one."""
    hung = [idea for idea in workshop.ideas if not blank(idea.text)]
    columns = _columns(workshop.titles, hung)
    _collect(columns, hung)
    return (*_two_spellings(columns), *_shared_titles(columns), *_failed_merges(workshop.ideas))


def blank(text: str) -> bool:
    """Say whether `text` shows nothing at all on paper."""
    return not any(unicodedata.category(sign)[0] not in "CZ" for sign in text)


def letters(text: str) -> str:
    """Return `text` for comparing: case, spaces and hyphens do not tell two titles apart."""
    return " ".join(re.sub(r"[\s\-‐‑‒–—/]+", " ", text).casefold().split())


def a_title(text: str) -> bool:
    """Say whether people meant `text` as a title: not TBD, a question mark or nothing."""
    plain = re.sub(r"[^\w ]+", "", letters(text)).strip()
    return plain not in NOT_A_TITLE


def _a_column(text: str) -> bool:
    return not blank(text) and letters(text) not in NOT_A_COLUMN


# ── the columns people made ──────────────────────────────────────────────────────────────────


def _columns(titles: Sequence[Title], ideas: Sequence[Idea]) -> dict[str, _Column]:
    """Return the columns by key, in order of appearance, with every spelling of their titles."""
    columns: dict[str, _Column] = {}
    for title in titles:
        name = title.mark if _a_column(title.mark) else title.title
        if _a_column(name) and letters(name) not in PARKING:
            columns.setdefault(letters(name), _Column(str(name).strip())).ruling = title
    for idea in ideas:
        if _a_column(idea.mark):
            column = columns.setdefault(letters(idea.mark), _Column(str(idea.mark).strip()))
            if a_title(idea.title):
                column.spellings.append(idea.title)
    for idea in ideas:
        if not _a_column(idea.mark) and _a_column(idea.title):
            key = _key(idea, columns)
            columns.setdefault(key, _Column(str(idea.title).strip())).spellings.append(idea.title)
    for key in [key for key, column in columns.items() if _is_parking(key, column)]:
        del columns[key]
    return columns


def _is_parking(key: str, column: _Column) -> bool:
    names = {letters(spelling) for spelling in column.spellings if a_title(spelling)}
    if column.ruling is not None and a_title(column.ruling.title):
        names.add(letters(column.ruling.title))
    return key in PARKING or bool(names and names <= PARKING) or (key == "p" and not names)


def _key(idea: Idea, columns: dict[str, _Column]) -> str:
    """Return the key of the column an idea hangs in: its mark, else the column of its title."""
    if _a_column(idea.mark):
        return letters(idea.mark)
    wanted = letters(idea.title)
    if wanted in columns:
        return wanted
    for key, column in columns.items():
        names = {letters(spelling) for spelling in column.spellings}
        if column.ruling is not None:
            names.add(letters(column.ruling.title))
        if wanted in names:
            return key
    return wanted


def _parked(idea: Idea, columns: dict[str, _Column]) -> bool:
    hangs = _a_column(idea.mark) or _a_column(idea.title)
    return idea.parked or (hangs and _key(idea, columns) not in columns)


def _collect(columns: dict[str, _Column], ideas: Sequence[Idea]) -> list[Idea]:
    """Hang `ideas` in their columns; return those that name none."""
    loose = []
    for idea in ideas:
        column = columns.get(_key(idea, columns))
        if column is None:
            loose.append(idea)
        else:
            column.ideas.append(idea)
    return loose


def _ordered(columns: dict[str, _Column]) -> list[_Column]:
    """Return columns as the Groups sheet lists them, else by number, letter, appearance."""
    ruled = [column for column in columns.values() if column.ruling is not None]
    rest = [column for column in columns.values() if column.ruling is None]
    return ruled + sorted(rest, key=_rank)


def _rank(column: _Column) -> tuple[int, float, str]:
    mark = column.mark.casefold()
    if re.fullmatch(r"\d+(\.\d+)?", mark):
        return (0, float(mark), "")
    if re.fullmatch(r"[a-z]", mark):
        return (1, 0, mark)
    return (2, 0, "")


def _group(column: _Column) -> Group:
    if column.ruling is not None and a_title(column.ruling.title):
        title = _trimmed(column.ruling.title)
        return Group(column.mark, title, column.ruling.agreed, tuple(column.ideas))
    title = _usual(column.spellings)
    return Group(column.mark, title, bool(title), tuple(column.ideas))


def _usual(spellings: Sequence[Typed]) -> Typed:
    """Return the spelling most cards use, the first among equals, no words when none is a title."""
    titles = [_trimmed(spelling) for spelling in spellings if a_title(spelling)]
    counts = Counter(map(str, titles))
    return max(titles, key=lambda title: counts[title], default=UNSAID)


def _trimmed(title: Typed) -> Typed:
    return Typed(title.strip(), title.place)


# ── cards that are printed with another ──────────────────────────────────────────────────────


def _merged(ideas: Sequence[Idea]) -> Iterator[Idea]:
    """Yield the cards a person let us print with another, never a whole circle of them."""
    printed = {_id(idea.id): idea for idea in ideas if not blank(idea.text)}
    gone: set[str] = set()
    for idea in ideas:
        if blank(idea.text) or blank(idea.same_as):
            continue
        other, steps = _id(idea.same_as), 0
        while other in gone and steps <= len(gone):
            other, steps = _id(printed[other].same_as), steps + 1
        if other in printed and other not in gone and other != _id(idea.id):
            gone.add(_id(idea.id))
            yield idea


def _id(text: str) -> str:
    return str(text).strip().casefold()


# ── cards that seem to say the same ──────────────────────────────────────────────────────────


def repeats(ideas: Sequence[Idea]) -> tuple[Repeat, ...]:
    """Return cards in nearly the same letters as an earlier one; never across a "not" or a number."""
    from pipeline import meaning

    return tuple(_twins(ideas, meaning.repeats([idea.text for idea in ideas])))


def similar(ideas: Sequence[Idea]) -> tuple[Repeat, ...]:
    """Return cards that seem to say in other words what an earlier one says: a suggestion only."""
    from pipeline import meaning

    texts = [idea.text for idea in ideas]
    exact = {each.idea.id for each in repeats(ideas)}
    found = _twins(ideas, meaning.paraphrases(texts))
    return tuple(each for each in found if each.idea.id not in exact)


def _twins(ideas: Sequence[Idea], pairs: Iterable[tuple[int, int]]) -> Iterator[Repeat]:
    first: dict[int, int] = {}
    for earlier, later in pairs:
        first[later] = min(first.get(later, earlier), earlier)
    for later, earlier in sorted(first.items()):
        if blank(ideas[later].same_as) and not blank(ideas[later].text):
            yield Repeat(ideas[later], ideas[earlier])


# ── notices ──────────────────────────────────────────────────────────────────────────────────


def _two_spellings(columns: dict[str, _Column]) -> Iterator[Problem]:
    for column in columns.values():
        chosen = _group(column).title
        seen = {chosen}
        for spelling in column.spellings:
            typed = str(spelling).strip()
            if a_title(typed) and typed not in seen:
                seen.add(typed)
                yield Problem(
                    spelling.place,
                    f'Column {column.mark} is titled "{chosen}" and also "{typed}".',
                    f'"{chosen}" is printed. Give all its cards one title to settle it.',
                )


def _shared_titles(columns: dict[str, _Column]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for column in columns.values():
        title = _group(column).title
        if not title:
            continue
        if letters(title) in first:
            place = column.ruling.title.place if column.ruling else column.spellings[0].place
            yield Problem(
                place,
                f'Columns {first[letters(title)]} and {column.mark} have the same title, "{title}".',
                "They stay two columns. Give one of them another title, or both one mark.",
            )
        first.setdefault(letters(title), column.mark)


def _failed_merges(ideas: Sequence[Idea]) -> Iterator[Problem]:
    gone = {id(idea) for idea in _merged(ideas)}
    for idea in ideas:
        if not blank(idea.same_as) and not blank(idea.text) and id(idea) not in gone:
            yield Problem(
                idea.same_as.place,
                f'Card {idea.id} is to be printed with card "{idea.same_as.strip()}", '
                "which is not another card with words on it.",
                "It is printed on its own. Type the id of the card that says the same.",
            )


# ── proposals ────────────────────────────────────────────────────────────────────────────────


def _placed(loose: Sequence[Idea], groups: Sequence[Group]) -> Iterator[Unplaced]:
    """Yield each loose card with the three columns it is nearest to."""
    if not loose:
        return
    from pipeline import meaning

    hung = [idea.text for group in groups for idea in group.ideas]
    rows = meaning.vectors([*hung, *(g.title for g in groups), *(idea.text for idea in loose)])
    of = [g for g, group in enumerate(groups) for _ in group.ideas] + list(range(len(groups)))
    middles = meaning.centers(rows[: len(of)], of, len(groups))
    near = meaning.cosines(rows[len(of) :], middles)
    for idea, row in zip(loose, near, strict=True):
        sure = _shares([float(each) for each in row])
        best = sorted(range(len(groups)), key=lambda g: (-sure[g], g))[:MOST_PROPOSALS]
        yield Unplaced(
            idea, tuple(Proposal(groups[g].mark, groups[g].title, sure[g]) for g in best if sure[g])
        )


def _shares(near: Sequence[float]) -> list[float]:
    """Return how sure each column is, in hundredths: together at most 1."""
    weights = [exp(CONTRAST * (each - max(near))) for each in near]
    return [round(weight / sum(weights), 2) for weight in weights]


def _proposed(loose: Sequence[Idea], wanted: int | None, most: int) -> Iterator[Group]:
    """Yield groups of cards that speak of the same thing, the largest first."""
    if not loose:
        return
    label = _parts(sorted({_line(idea) for idea in loose}), wanted, most)
    parts: dict[int, list[Idea]] = {}
    for idea in loose:
        parts.setdefault(label[_line(idea)], []).append(idea)
    made = sorted(parts.values(), key=lambda part: (-len(part), min(map(_line, part))))
    for number, part in enumerate(made, 1):
        yield Group(str(number), "", agreed=False, ideas=tuple(part), proposed=True)


def _line(idea: Idea) -> str:
    return " ".join(idea.text.split())


def _parts(texts: Sequence[str], wanted: int | None, most: int) -> dict[str, int]:
    """Return the part each of these sorted texts belongs to; repeats stay together."""
    if wanted is None and len(texts) < FEW:
        return dict.fromkeys(texts, 0)
    from pipeline import meaning

    heads = meaning.families(len(texts), tuple(meaning.repeats(texts)))
    unique = sorted(set(heads))
    rows = meaning.vectors([texts[i] for i in unique])
    labels = meaning.parts(rows, most=most) if wanted is None else meaning.exactly(rows, wanted)
    label = dict(zip(unique, labels, strict=True))
    return {text: int(label[head]) for text, head in zip(texts, heads, strict=True)}
