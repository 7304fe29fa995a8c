"""The columns people made: their marks, every spelling of their titles, their cards."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.model import UNSAID, Group, Idea, Title, Typed
from pipeline.names import name_key
from pipeline.words import among, words_of

PARKING = frozenset(map(name_key, words_of("parking_lot")))
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
KEPT = 1 << 12  # names of which it is known what they say: a wall has them again and again
BETWEEN_MARKS = re.compile(r"[;|,/&+\n]")
BETWEEN_TITLES = re.compile(r"[;|,\n]")


def blank(text: str) -> bool:
    """Say whether `text` shows nothing at all on paper."""
    if text[:1].isalnum():
        return False
    return not any(unicodedata.category(sign)[0] not in "CZ" for sign in text)


@lru_cache(maxsize=KEPT)
def a_title(text: str) -> bool:
    """Say whether people meant `text` as a title: not TBD, a question mark or nothing."""
    return any(map(str.isalnum, text)) and not (among("unknown", text) or among("no_title", text))


@lru_cache(maxsize=KEPT)
def a_column(text: str) -> bool:
    """Say whether `text` names a column at all: not "not placed", "none" and the like."""
    only_asked = text.strip().startswith("??") and not text.strip(
        " ?"
    )  # nobody knows where it hangs
    return not blank(text) and not only_asked and not among("not_placed", text)


@lru_cache(maxsize=KEPT)
def says_something(mark: str) -> bool:
    """Say whether `mark` is a title in itself: not a number, a letter, a color or TBD."""
    words = [
        word
        for word in re.findall(r"[^\W_]+(?:&[^\W_]+)*", mark.casefold())
        if word not in AROUND_A_MARK
    ]
    return a_title(mark) and not all(A_MARK.fullmatch(word) for word in words)


def says_where(idea: Idea) -> bool:
    """Say whether a row without a card still gives a column its title."""
    return a_column(idea.title) and a_title(idea.title)


@dataclass(slots=True)
class Column:
    """A column as people made it, while its cards are being collected."""

    mark: Typed
    spellings: list[Typed] = field(default_factory=list)
    names: list[Typed] = field(default_factory=list)  # marks that say what the column is about
    no_titles: list[Typed] = field(default_factory=list)  # TBD and the like
    ideas: list[Idea] = field(default_factory=list)
    ruling: Title | None = None  # what the Groups sheet says
    parking: bool = False


class Columns(dict[str, Column]):
    """The columns by key, in their order, and which of them is the first with a title."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self._ranks: dict[str, int] = {}
        self._called: dict[str, str] = {}  # a title as it is compared → the key of its column

    def begin(self, key: str, name: Typed) -> Column:
        """Return the column of that key, a new one of that name where there is none."""
        if key not in self:
            self[key] = Column(_trimmed(name))
            self._ranks[key] = len(self._ranks)
        return self[key]

    def spell(self, key: str, title: Typed) -> None:
        """Keep a title as one card spells it."""
        self[key].spellings.append(title)
        self._call(key, title)

    def rule(self, key: str, ruling: Title) -> None:
        """Keep what the Groups sheet says."""
        self[key].ruling = ruling
        if a_title(ruling.title):
            self._call(key, ruling.title)
        elif not blank(ruling.title):
            self[key].no_titles.append(ruling.title)

    def _call(self, key: str, title: str) -> None:
        called = name_key(title)
        if self._ranks[key] < self._ranks.get(self._called.get(called, ""), len(self._ranks)):
            self._called[called] = key

    def called(self, wanted: str) -> str:
        """Return the key of the first column with that title, "" where none has it."""
        return self._called.get(wanted, "")

    def ordered_by(self, keys: Sequence[str]) -> "Columns":
        """Return the columns of these keys, in the order of these."""
        found = Columns()
        for key in keys:
            found[key] = self[key]
            found._ranks[key] = len(found._ranks)
        for key, column in found.items():
            ruling = column.ruling
            ruled = [ruling.title] if ruling and a_title(ruling.title) else []
            for title in dict.fromkeys([*map(str, column.spellings), *map(str, ruled)]):
                found._call(key, title)
        return found


def columns_of(titles: Sequence[Title], ideas: Sequence[Idea]) -> Columns:
    """Return the columns by key, in order of appearance, with every spelling of their titles."""
    columns = Columns()
    for title in titles:
        name = title.mark if a_column(title.mark) else title.title
        if a_column(name) and name_key(name) not in PARKING:
            columns.begin(name_key(name), name)
            columns.rule(name_key(name), title)
    marked = [idea for idea in ideas if a_column(idea.mark)]
    titled = [idea for idea in ideas if not a_column(idea.mark) and a_column(idea.title)]
    for idea in sorted(marked, key=lambda i: (len(parts_of(i.mark)) > 1, not a_title(i.title))):
        own = a_title(idea.title) and len(parts_of(idea.mark)) == 1
        key = name_key(idea.mark) if own else key_of(idea, columns)
        column = columns.begin(key, idea.mark)
        if a_title(idea.title):
            columns.spell(key, idea.title)
        elif not blank(idea.title):
            column.no_titles.append(idea.title)
        if says_something(idea.mark) and key == name_key(idea.mark):
            column.names.append(idea.mark)
    for idea in sorted(titled, key=lambda idea: len(parts_of(idea.title)) > 1):
        key = key_of(idea, columns)
        columns.begin(key, idea.title)
        if called_by(idea.title, columns):
            columns.spell(key, idea.title)
    for key, column in columns.items():
        column.parking = _is_parking(key, column)
    appeared = dict.fromkeys(key_of(idea, columns) for idea in (*marked, *titled))
    ruled = [key for key, column in columns.items() if column.ruling is not None]
    return columns.ordered_by(tuple(dict.fromkeys((*ruled, *appeared))))


def _is_parking(key: str, column: Column) -> bool:
    names = {name_key(spelling) for spelling in column.spellings if a_title(spelling)}
    if column.ruling is not None and a_title(column.ruling.title):
        names.add(name_key(column.ruling.title))
    return key in PARKING or bool(names and names <= PARKING) or (key == "p" and not names)


def key_of(idea: Idea, columns: Columns) -> str:
    """Return the key of the column an idea hangs in: its mark, else the column of its title."""
    name = idea.mark if a_column(idea.mark) else idea.title
    return home_of(name, columns) or name_key(name)


def home_of(name: str, columns: Columns) -> str:
    """Return the key of the column that `name` means, the first where it names several, else ""."""
    if found := called_by(name, columns):
        return found
    several = [called_by(part, columns) for part in parts_of(name)]
    return several[0] if len(several) > 1 and all(several) else ""


def called_by(name: str, columns: Columns) -> str:
    """Return the key of the column that is called `name`, "" where none is."""
    wanted = name_key(name)
    if wanted in columns or wanted in PARKING:
        return wanted
    return columns.called(wanted)


@lru_cache(maxsize=KEPT)
def parts_of(name: str) -> tuple[str, ...]:
    """Return the columns that `name` may list: "1; 2" two, "Data, maps; rides" three, "Q&A hour" one."""
    parts = [part.strip() for part in BETWEEN_MARKS.split(name)]
    if any(says_something(part) for part in parts):
        parts = [part.strip() for part in BETWEEN_TITLES.split(name)]
    return tuple(part for part in parts if part)


def parked(idea: Idea, columns: Columns) -> bool:
    """Say whether people set a card aside."""
    column = columns.get(key_of(idea, columns))
    return idea.parked or bool(column and column.parking)


def collect(columns: Columns, ideas: Sequence[Idea]) -> list[Idea]:
    """Hang `ideas` in their columns; return those that name none."""
    loose = []
    for idea in ideas:
        column = columns.get(key_of(idea, columns))
        if column is None:
            loose.append(idea)
        else:
            column.ideas.append(idea)
    return loose


def ordered(columns: Columns) -> list[Column]:
    """Return columns as the Groups sheet lists them, else by number, letter, appearance."""
    shown = [column for column in columns.values() if not column.parking]
    ruled = [(name_key(c.ruling.theme), c) for c in shown if c.ruling is not None]
    themes = list(dict.fromkeys(theme for theme, _ in ruled))
    rest = [column for column in shown if column.ruling is None]
    by_theme = sorted(ruled, key=lambda each: themes.index(each[0]))
    return [column for _, column in by_theme] + sorted(rest, key=_rank)


def _rank(column: Column) -> tuple[int, float, str]:
    mark = column.mark.casefold()
    if re.fullmatch(r"\d+(\.\d+)?", mark):
        return (0, float(mark), "")
    if re.fullmatch(r"[a-z]", mark):
        return (1, 0, mark)
    return (2, 0, "")


def group_of(column: Column) -> Group:
    """Return a column as a group, with the title people gave it."""
    title, ruling = title_of(column), column.ruling
    ruled = ruling is not None and a_title(ruling.title)
    agreed = ruling.agreed if ruling and ruled else bool(title)
    theme = _trimmed(ruling.theme) if ruling else UNSAID
    proposed, working = (ruling.proposed, ruling.working) if ruling else (False, False)
    return Group(
        column.mark,
        title,
        agreed,
        tuple(column.ideas),
        proposed=proposed,
        theme=theme,
        working=working and ruled,
    )


def title_of(column: Column) -> Typed:
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
