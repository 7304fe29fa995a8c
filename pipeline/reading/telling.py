"""The sentences of reading: what is said about how a sheet was taken, each in one place."""

from collections.abc import Sequence

from pipeline import forms
from pipeline.model import ColumnRead, Layout, Reading, Sheet, column_letters
from pipeline.reading import mapping
from pipeline.reading.cards import small_groups
from pipeline.reading.columns import kinds, outline
from pipeline.reading.columns.kinds import Source, Table

COPIED = (
    "Left out: most of it is cards that another sheet gave already, as in a copy of the wall.",
    "If it holds other cards, name one column Idea.",
)
NAME_THE_CARDS = "For cards, name one column Idea and, if they hang in groups, one Group."
HEAD_THE_STATEMENTS = (
    "For a self-assessment, head the column of statements Statement, and that of answers Answer."
)
SAY_WHAT_FIGURES_MEAN = "If it is a self-assessment, write Yes, Partially or No in place of its figures: nobody has said which of them mean yes."
HEAD_THE_ANSWERS = "For a self-assessment, head the columns of ticks Yes, No and Partially."


def head_its_columns(form: forms.Form) -> str:
    """Return what to do about a sheet that has the name of a form, and none of its headings."""
    headings = ", ".join(column.heading for column in form.columns)
    return f"For {form.sheet}, head its columns, or the labels beside its values: {headings}."


def lacks(found: Table, lacking: forms.Column) -> tuple[str, str]:
    """Return that a sheet of a form lacks a column, and what to do."""
    headings = kinds.headings_in(found.sheet, found.header)
    message = f"Left out: no column is headed {lacking.heading}, which {found.form.sheet} needs. Headings found: {kinds.shown(headings)}."
    return message, kinds.how_to_head(lacking, headings)


def no_heading(sheet: Sheet) -> str:
    """Return that a sheet begins with words that are no headings."""
    top = kinds.top(sheet)
    begins = [cell.text for cell in sheet.cells if cell.row == top and cell.text.strip()]
    shown = kinds.shown(begins)
    return f"Left out: it begins with {shown}, which are no headings that Afterword knows."


def question(reading: Reading) -> str:
    """Return what to ask a person about a sheet that only its shape tells, as one sentence."""
    layout = reading.layout
    matched = [each for each in layout.columns if not each.told]
    if matched and len(matched) < len(layout.columns):
        return f"It reads {_columns_seen(matched)} ({reading.summary}). Is that right?"
    if layout.name == mapping.WALL:
        heads = (each.heading for each in layout.columns if each.heading)
        titles = kinds.shown(dict.fromkeys(heads))
        groups = all(each.field == outline.SMALL_GROUP for each in layout.columns)
        called = "small groups" if groups else "titles"
        seen = f"a copy of the wall, with the {called} {titles}" if titles else "a copy of the wall"
    elif layout.name == mapping.LETTERS:
        key = kinds.shown(f"{each.field} = {each.heading}" for each in layout.columns)
        seen = f"cards with letters, and their key: {key}"
    elif layout.name == mapping.SIDEWAYS:
        seen = "a copy of the wall, with its titles in the first column"
    elif layout.name == mapping.HEADED:
        groups = all(map(small_groups.named, layout.titles))
        called = "small groups" if groups else "titles"
        seen = f"a list of cards under the {called} {kinds.shown(layout.titles)}{_beside(layout)}"
    elif layout.name == mapping.FIELDS:
        seen = f"what the workshop was: {layout.reason}"
    elif layout.name == mapping.LIST:
        of_name = f", of the {layout.sheet_name} {reading.sheet}" if layout.sheet_name else ""
        seen = f"a list of cards, one a line{of_name}{_beside(layout)}"
    elif reading.kind == forms.ASSESSMENT.kind:
        seen = "a self-assessment"
    else:
        each = "block" if layout.name == mapping.BLOCKS else "row"
        seen = f"{_PLURAL[reading.kind]}, one a {each}: {_columns_seen(layout.columns)}"
    return f"It looks like {seen} ({reading.summary}). Is that right?"


def _beside(layout: Layout) -> str:
    return f", {_columns_seen(layout.columns)}" if layout.columns else ""


_PLURAL = {
    "ideas": "cards of the wall",
    "groups": "titles of columns",
    "partners": "partners",
    "actions": "action steps",
    "commitments": "commitments",
    "details": "what the workshop was",
}


def _columns_seen(columns: Sequence[ColumnRead]) -> str:
    return ", ".join(map(_column_seen, columns))


def _column_seen(column: ColumnRead) -> str:
    """Return where a field was read from; in blocks a label says it, or the first line of each."""
    where = [f"column {column.letters}"] if column.letters else []
    where += [f"“{column.heading}”"] if column.heading else []
    return f"{' '.join(where) or 'the first line of each'} as {column.field}"


def of_table(found: Table, read_as: Sequence[ColumnRead]) -> str:
    """Return what says which column of a table is which."""
    sentences = "holds sentences, nearly each of them different"
    letters = column_letters(found.columns.get("text", 0))
    match found.source:
        case Source.PERSON:
            return "said by a person"
        case Source.MEANING:
            return "its headings mean the same as ours"
        case Source.CONTENT:
            return f"column {letters} {sentences}, and its heading fits"
        case Source.BARE:
            return f"no headings: column {letters} {sentences}"
        case Source.HEADINGS:
            return _by_headings(found, read_as)


def _by_headings(found: Table, read_as: Sequence[ColumnRead]) -> str:
    known = kinds.shown([column.heading for column in read_as if column.heading and column.told])
    if "headline" in found.columns:
        reason = "a board of posts keeps section, title and words"
    else:
        reason = f"its headings say so: {known}" if known else ""
    if kinds.named(found.sheet) is not found.form:
        return reason
    return f"{reason}; and the sheet's name" if reason else "the sheet's name says so"


def not_ours(what: str) -> tuple[str, str]:
    """Return that a sheet is read into no document, and what to do where that is wrong."""
    return (
        f"Left out: it looks like {what}, which is read into no document.",
        "If it holds cards, partners or steps, head their column Idea, Organization or Action step.",
    )


def of_a_tool(what: str) -> tuple[str, str]:
    """Return that a sheet is a survey tool's own: nobody typed in it, so nothing is to be done."""
    return f"Left out: it is {what}, such as when each answer came and from where.", ""


def which_titles(sheet: Sheet, lines: int) -> tuple[str, str, str]:
    """Return that nobody knows which lines are titles, and what to do: by a command alone."""
    message = f"It has no headings, so which of its {lines} lines are titles is not known: each was read as a card."
    return message, "", _command_for_mapping(sheet, "take the # away in front of each title")


def either_way(sheet: Sheet) -> tuple[str, str, str]:
    """Return that titles may stand in the first row or the first column, and what to do."""
    message = (
        "Its titles may stand in the first row or in the first column: the first row was taken."
    )
    sideways = f'write layout = "{mapping.SIDEWAYS}" if that is wrong'
    return message, "", _command_for_mapping(sheet, sideways)


def _command_for_mapping(sheet: Sheet, what: str) -> str:
    stem = sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    file = f'"{sheet.file}"' if " " in sheet.file else sheet.file
    return f"Run `afterword check {file} --save-mapping`, and in {stem}{mapping.ENDING} {what}."
