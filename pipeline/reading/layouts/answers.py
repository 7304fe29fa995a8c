"""An online form's answers: a person a row, an idea or several in their answers."""

from dataclasses import replace

from pipeline.model import ColumnRead, Layout, Sheet, Wanted, column_letters
from pipeline.names import heading_key
from pipeline.problems import Problem
from pipeline.reading import mapping
from pipeline.reading.cards import surveys
from pipeline.reading.cards.surveys import Survey
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.columns import kinds, outline
from pipeline.reading.mapping import pinned
from pipeline.reading.nouns import details

NAMES = (mapping.ANSWERS,)


def claim(sheet: Sheet) -> Claim | None:
    """Claim a sheet with a survey tool's own columns, or with columns of ideas side by side."""
    found = surveys.recognise(sheet)
    if found is None:
        return None
    cards = kinds.below(sheet, found.last_header, *found.asked)
    told = found.machine and surveys.asks(found)
    certainty = Certainty.TOLD if told else Certainty.SHAPED
    return Claim(found, certainty, cards, bare=not found.title)


def pin(sheet: Sheet, wanted: Wanted) -> Survey | Problem:
    """Return which columns hold ideas, the small group and the title, as the mapping file says it."""
    small_group = heading_key(outline.SMALL_GROUP)
    chosen = pinned.known(wanted, {"idea": "text", small_group: "small_group", "title": "title"})
    if isinstance(chosen, Problem):
        return chosen
    base = surveys.recognise(sheet)
    header = kinds.top(sheet) if wanted.heading_row is None else wanted.heading_row
    if base is None or (wanted.heading_row is not None and header != base.header):
        base = Survey(sheet, header, header, {}, ())
    asked = tuple(sorted(chosen.get("text", base.asked)))
    if not asked:
        return pinned.lacks(wanted, "Idea")
    (group,) = chosen.get("small_group", (0 if chosen else base.small_group,))
    (title,) = chosen.get("title", (0 if chosen else base.title,))
    return replace(base, asked=asked, small_group=group, title=title)


def read(found: Survey, reader: Reader) -> Taken:
    """Read a card for each idea that somebody answered with."""
    letters = ", ".join(column_letters(column) for column in found.asked)
    word = "column" if len(found.asked) == 1 else "columns"
    each = "a person a row, ideas" if found.machine else "several ideas a row,"
    cards = tuple(surveys.cards(found, reader.account))
    question = surveys.question(found)
    asked = details.asked(reader.account, question) if question else None
    return reader.cards(f"{each} in {word} {letters}", cards, asked)


def tell(found: Survey) -> Layout:
    """Return which columns hold ideas, and the tool's own columns that say so."""
    fields = dict.fromkeys(found.asked, outline.IDEA)
    if found.small_group:
        fields[found.small_group] = outline.SMALL_GROUP
    if found.title:
        fields[found.title] = outline.TITLE
    heads = outline.heads(found.sheet, found.header)
    read_as = tuple(
        ColumnRead(name, column_letters(column), heads.get(column, ""))
        for column, name in sorted(fields.items())
    )
    own = kinds.shown(heads[column] for column in sorted(found.machine) if column in heads)
    side_by_side = "columns of ideas stand side by side under one heading, or numbered ones"
    reason = f"a form's own columns ({own}) stand beside answers in sentences" if own else ""
    if not found.machine:
        asked = all(heads.get(column, "").endswith("?") for column in found.asked)
        reason = "each of these columns answers a question" if asked else side_by_side
    return Layout(mapping.ANSWERS, reason, found.header, read_as)
