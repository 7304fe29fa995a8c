"""Hang every card of a workshop: where people hung it, else as a proposal. Nothing is lost."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import exp

from pipeline.model import (
    UNSAID,
    Group,
    Idea,
    Proposal,
    Repeat,
    Title,
    Track,
    Typed,
    Unplaced,
    Wall,
    Workshop,
    silently,
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
COLORS = (
    "red|orange|yellow|gold|green|lime|teal|turquoise|cyan|aqua|blue|navy|purple|violet|lilac|pink|"
    "magenta|brown|beige|gray|grey|black|white|silver|amber|peach|"
    "rojo|roja|azul|verde|amarillo|amarilla|naranja|rosa|morado|morada|blanco|blanca|negro|negra|gris"
)
A_MARK = re.compile(  # 7, 1a, B, AA, G2, iv, blue, light green
    rf"\d+(\.\d+)?([a-z]|st|nd|rd|th)?|[a-z]\d*|([a-z])\3|x{{0,3}}(ix|iv|v?i{{0,3}})|{COLORS}|light|dark|pale|bright"
)
AROUND_A_MARK = frozenset(
    "column col columns group grp cluster table row no nr number sticky note card dot columna grupo".split()  # noqa: SIM905
)
BETWEEN_MARKS = re.compile(r"[;|,/&+\n]")
BETWEEN_TITLES = re.compile(r"[;|,\n]")
FEW = 6  # below this many cards there is nothing to divide
MOST_PROPOSALS = 3
CHECKED = 3000  # above this many cards nobody looks at each doubt
CONTRAST = 10.0  # how sharply nearness is told apart when we say how sure we are


@dataclass(slots=True)
class _Column:
    """A column as people made it, while its cards are being collected."""

    mark: Typed
    spellings: list[Typed] = field(default_factory=list)
    names: list[Typed] = field(default_factory=list)  # marks that say what the column is about
    called: set[str] = field(default_factory=set)  # its titles, as they are compared
    no_titles: list[Typed] = field(default_factory=list)  # TBD and the like
    ideas: list[Idea] = field(default_factory=list)
    ruling: Title | None = None  # what the Groups sheet says
    parking: bool = False

    def spell(self, title: Typed) -> None:
        """Keep a title as one card spells it."""
        self.spellings.append(title)
        self.called.add(letters(title))

    def rule(self, ruling: Title) -> None:
        """Keep what the Groups sheet says."""
        self.ruling = ruling
        if a_title(ruling.title):
            self.called.add(letters(ruling.title))
        elif not blank(ruling.title):
            self.no_titles.append(ruling.title)


def hang(
    workshop: Workshop,
    *,
    groups: int | None = None,
    max_groups: int | None = None,
    track: Track = silently,
) -> Wall:
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
        return Wall(made, tuple(_placed(loose, made, track)), parking, empty, merged)
    return Wall(tuple(_proposed(loose, groups, max_groups, track)), (), parking, empty, merged)


def notices(workshop: Workshop) -> tuple[Problem, ...]:
    """Return what a person may want to settle: two titles, none, two columns, no real merge."""
    hung = [idea for idea in workshop.ideas if not blank(idea.text)]
    columns = _columns(workshop.titles, hung)
    shown = [column for column in columns.values() if not column.parking]
    return (
        *_two_spellings(shown),
        *_no_titles(shown),
        *_shared_titles(shown),
        *_several_marks(columns, hung),
        *_failed_merges(workshop.ideas),
    )


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


def says_something(mark: str) -> bool:
    """Say whether `mark` is a title in itself: not a number, a letter, a color or TBD."""
    words = [
        word
        for word in re.findall(r"[^\W_]+(?:&[^\W_]+)*", mark.casefold())
        if word not in AROUND_A_MARK
    ]
    return a_title(mark) and not all(A_MARK.fullmatch(word) for word in words)


# ── the columns people made ──────────────────────────────────────────────────────────────────


def _columns(titles: Sequence[Title], ideas: Sequence[Idea]) -> dict[str, _Column]:
    """Return the columns by key, in order of appearance, with every spelling of their titles."""
    columns: dict[str, _Column] = {}
    for title in titles:
        name = title.mark if _a_column(title.mark) else title.title
        if _a_column(name) and letters(name) not in PARKING:
            columns.setdefault(letters(name), _Column(_trimmed(name))).rule(title)
    marked = [idea for idea in ideas if _a_column(idea.mark)]
    titled = [idea for idea in ideas if not _a_column(idea.mark) and _a_column(idea.title)]
    for idea in sorted(marked, key=lambda i: (len(_parts_of(i.mark)) > 1, not a_title(i.title))):
        own = a_title(idea.title) and len(_parts_of(idea.mark)) == 1
        key = letters(idea.mark) if own else _key(idea, columns)
        column = columns.setdefault(key, _Column(_trimmed(idea.mark)))
        if a_title(idea.title):
            column.spell(idea.title)
        elif not blank(idea.title):
            column.no_titles.append(idea.title)
        if says_something(idea.mark) and key == letters(idea.mark):
            column.names.append(idea.mark)
    for idea in sorted(titled, key=lambda idea: len(_parts_of(idea.title)) > 1):
        key = _key(idea, columns)
        column = columns.setdefault(key, _Column(_trimmed(idea.title)))
        if _called(idea.title, columns):
            column.spell(idea.title)
    for key, column in columns.items():
        column.parking = _is_parking(key, column)
    appeared = dict.fromkeys(_key(idea, columns) for idea in (*marked, *titled))
    ruled = [key for key, column in columns.items() if column.ruling is not None]
    return {key: columns[key] for key in dict.fromkeys((*ruled, *appeared))}


def _is_parking(key: str, column: _Column) -> bool:
    names = {letters(spelling) for spelling in column.spellings if a_title(spelling)}
    if column.ruling is not None and a_title(column.ruling.title):
        names.add(letters(column.ruling.title))
    return key in PARKING or bool(names and names <= PARKING) or (key == "p" and not names)


def _key(idea: Idea, columns: dict[str, _Column]) -> str:
    """Return the key of the column an idea hangs in: its mark, else the column of its title."""
    name = idea.mark if _a_column(idea.mark) else idea.title
    return _home(name, columns) or letters(name)


def _home(name: str, columns: dict[str, _Column]) -> str:
    """Return the key of the column that `name` means, the first where it names several, else ""."""
    if found := _called(name, columns):
        return found
    several = [_called(part, columns) for part in _parts_of(name)]
    return several[0] if len(several) > 1 and all(several) else ""


def _called(name: str, columns: dict[str, _Column]) -> str:
    wanted = letters(name)
    if wanted in columns or wanted in PARKING:
        return wanted
    return next((key for key, column in columns.items() if wanted in column.called), "")


def _parts_of(name: str) -> list[str]:
    """Return the columns that `name` may list: "1; 2" two, "Data, maps; rides" three, "R&D" one."""
    parts = [part.strip() for part in BETWEEN_MARKS.split(name)]
    if any(says_something(part) for part in parts):
        parts = [part.strip() for part in BETWEEN_TITLES.split(name)]
    return [part for part in parts if part]


def _parked(idea: Idea, columns: dict[str, _Column]) -> bool:
    column = columns.get(_key(idea, columns))
    return idea.parked or bool(column and column.parking)


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
    shown = [column for column in columns.values() if not column.parking]
    ruled = [(letters(c.ruling.theme), c) for c in shown if c.ruling is not None]
    themes = list(dict.fromkeys(theme for theme, _ in ruled))
    rest = [column for column in shown if column.ruling is None]
    by_theme = sorted(ruled, key=lambda each: themes.index(each[0]))
    return [column for _, column in by_theme] + sorted(rest, key=_rank)


def _rank(column: _Column) -> tuple[int, float, str]:
    mark = column.mark.casefold()
    if re.fullmatch(r"\d+(\.\d+)?", mark):
        return (0, float(mark), "")
    if re.fullmatch(r"[a-z]", mark):
        return (1, 0, mark)
    return (2, 0, "")


def _group(column: _Column) -> Group:
    title, ruling = _title(column), column.ruling
    ruled = ruling is not None and a_title(ruling.title)
    agreed = ruling.agreed if ruling and ruled else bool(title)
    theme = _trimmed(ruling.theme) if ruling else UNSAID
    return Group(column.mark, title, agreed, tuple(column.ideas), theme=theme)


def _title(column: _Column) -> Typed:
    """Return the title that people gave: on the Groups sheet, on the cards, or as the mark."""
    ruling = column.ruling
    if ruling is not None and a_title(ruling.title):
        return _trimmed(ruling.title)
    if ruling is None or ruling.agreed:
        return _usual(column.spellings) or _usual(column.names) or _name(column.mark)
    return _usual(column.spellings)


def _name(mark: Typed) -> Typed:
    return mark if says_something(mark) else UNSAID


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
    return tuple(replace(each, loosely=True) for each in found if each.idea.id not in exact)


def _twins(ideas: Sequence[Idea], pairs: Iterable[tuple[int, int]]) -> Iterator[Repeat]:
    first: dict[int, int] = {}
    for earlier, later in pairs:
        first[later] = min(first.get(later, earlier), earlier)
    for later, earlier in sorted(first.items()):
        if blank(ideas[later].same_as) and not blank(ideas[later].text):
            yield Repeat(ideas[later], ideas[earlier])


# ── notices ──────────────────────────────────────────────────────────────────────────────────


def _two_spellings(columns: Sequence[_Column]) -> Iterator[Problem]:
    for column in columns:
        chosen = _title(column)
        seen = {str(chosen)}
        for spelling in column.spellings or column.names:
            typed = str(spelling).strip()
            if a_title(typed) and typed not in seen:
                seen.add(typed)
                yield Problem(
                    spelling.place,
                    f'Column {column.mark} is titled "{chosen}" and also "{typed}".',
                    f'"{chosen}" is printed. Give all its cards one title to settle it.',
                )


def _no_titles(columns: Sequence[_Column]) -> Iterator[Problem]:
    for column in columns:
        chosen = _title(column)
        printed = f'"{chosen}"' if chosen else "A working title"
        for typed in {str(each).strip(): each for each in reversed(column.no_titles)}.values():
            yield Problem(
                typed.place,
                f'"{typed.strip()}" over column {column.mark} is not taken for a title.',
                f"{printed} is printed. Type the title once the group agrees on one.",
            )


def _several_marks(columns: dict[str, _Column], ideas: Sequence[Idea]) -> Iterator[Problem]:
    for idea in ideas:
        name = idea.mark if _a_column(idea.mark) else idea.title
        if not _called(name, columns) and (home := _home(name, columns)):
            first = columns[home].mark
            yield Problem(
                name.place,
                f'Card {idea.id} names {len(_parts_of(name))} columns, "{name.strip()}".',
                f"It hangs in the first, {first}. To hang it in another, name only that one.",
            )


def _shared_titles(columns: Sequence[_Column]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for column in columns:
        title = _title(column)
        if not title:
            continue
        if letters(title) in first:
            yield Problem(
                title.place,
                f'Columns {first[letters(title)]} and {column.mark} have the same title, "{title}".',
                "They stay two columns. Give one of them another title, or both one mark.",
            )
        first.setdefault(letters(title), column.mark)


def _failed_merges(ideas: Sequence[Idea]) -> Iterator[Problem]:
    gone = {id(idea) for idea in _merged(ideas)}
    others = {_id(idea.id) for idea in ideas if not blank(idea.text)}
    for idea in ideas:
        if blank(idea.same_as) or blank(idea.text) or id(idea) in gone:
            continue
        asked = f'Card {idea.id} is to be printed with card "{idea.same_as.strip()}", '
        if _id(idea.same_as) in others - {_id(idea.id)}:
            yield Problem(
                idea.same_as.place,
                f"{asked}which is itself to be printed with card {idea.id}.",
                f"The words of card {idea.id} are printed. Empty one of the two cells to settle it.",
            )
        else:
            yield Problem(
                idea.same_as.place,
                f"{asked}which is not another card with words on it.",
                "It is printed on its own. Type the id of the card that says the same.",
            )


# ── proposals ────────────────────────────────────────────────────────────────────────────────


def _placed(loose: Sequence[Idea], groups: Sequence[Group], track: Track) -> Iterator[Unplaced]:
    """Yield each loose card with the three columns it is nearest to."""
    if not loose:
        return
    from pipeline import meaning

    hung = [idea.text for group in groups for idea in group.ideas]
    rows = meaning.vectors(
        [*hung, *(g.title for g in groups), *(idea.text for idea in loose)], track
    )
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


def _proposed(
    loose: Sequence[Idea], wanted: int | None, most: int | None, track: Track
) -> Iterator[Group]:
    """Yield groups of cards that speak of the same thing, the largest first, theme by theme."""
    if not loose:
        return
    hung = _parts(sorted({_line(idea) for idea in loose}), wanted, most, track)
    parts: dict[tuple[int, int], list[Idea]] = {}
    themes: dict[int, list[Idea]] = {}
    for idea in loose:
        spot = hung[_line(idea)]
        parts.setdefault((spot.theme, spot.part), []).append(idea)
        themes.setdefault(spot.theme, []).append(idea)
    by_size = sorted(themes, key=lambda theme: _size(themes[theme]))
    names = {theme: str(n) if len(themes) > 1 else "" for n, theme in enumerate(by_size, 1)}
    ordered = sorted(parts, key=lambda each: (by_size.index(each[0]), _size(parts[each])))
    place = {part: n for n, (_, part) in enumerate(ordered)}
    for n, each in enumerate(ordered, 1):
        spots = ((idea.id, hung[_line(idea)].other) for idea in parts[each])
        yield Group(
            str(n),
            "",
            agreed=False,
            ideas=tuple(parts[each]),
            proposed=True,
            theme=names[each[0]],
            unsure=tuple((card, place[other]) for card, other in spots if other is not None),
        )


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a card hangs: its part, the theme above it, and another part that may fit as well."""

    part: int
    theme: int = 0
    other: int | None = None


def _size(part: Sequence[Idea]) -> tuple[int, str]:
    """Return what puts the largest first."""
    return -len(part), min(map(_line, part))


def _line(idea: Idea) -> str:
    return " ".join(idea.text.split())


def _parts(
    texts: Sequence[str], wanted: int | None, most: int | None, track: Track
) -> dict[str, _Spot]:
    """Return where each of these sorted texts hangs; repeats stay together."""
    if wanted is None and len(texts) < FEW:
        return dict.fromkeys(texts, _Spot(0))
    from pipeline import meaning

    heads = meaning.families(len(texts), tuple(meaning.repeats(texts)))
    apart = [i for i in sorted(set(heads)) if not any(sign.isalpha() for sign in texts[i])]
    unique = sorted(set(heads) - set(apart))
    if not unique and wanted is None:
        return dict.fromkeys(texts, _Spot(0))
    if not unique or (apart and 1 in {wanted, most}):
        unique, apart = sorted({*unique, *apart}), []
    rows = meaning.vectors([texts[i] for i in unique], track)
    found = meaning.parts(rows, wanted, most, track, aside=min(1, len(apart)))
    others = meaning.second(rows, found.labels) if len(rows) <= CHECKED else [-1] * len(rows)
    spots = {
        i: _Spot(int(part), int(found.themes[part]), int(other) if other >= 0 else None)
        for i, part, other in zip(unique, found.labels, others, strict=True)
    }
    spots |= dict.fromkeys(apart, _Spot(len(found.themes)))  # without words: a group of their own
    return {text: spots[head] for text, head in zip(texts, heads, strict=True)}
