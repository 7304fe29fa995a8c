"""Read the answers of an online form: a person a row, an idea or several in their answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import forms
from pipeline.model import UNSAID, Cell, Idea, Reason, Sheet, Typed, Unread
from pipeline.names import heading_key, plain, words_key
from pipeline.reading.account import Account
from pipeline.reading.columns import by_content, facts
from pipeline.reading.columns.kinds import SEARCHED, Source, Table, beginning, names_of, rows_of
from pipeline.reading.nouns import lines
from pipeline.reading.nouns.ideas import Card, parked
from pipeline.words import among, keys_of, pattern_of, says_no, says_nothing

TELLING = keys_of("form_telling")
MACHINE = TELLING | keys_of("form_machine")
_TABLE = re.compile(rf"\b(?:{pattern_of('small_group', 'numbered_group')})\b", re.IGNORECASE)
_EACH_LINE = re.compile(
    r"\b(?:(?:one|una|une|uma|eine|een) (?:per|a|on each|idea per|por|par|pro) (?:line|linha|ligne|zeile|riga|regel|l[ií]nea)"
    r"|per line|each line|a line each|separate lines?|por l[ií]nea|par ligne|pro zeile|por linha|per riga)\b",
    re.IGNORECASE,
)
_TITLES = frozenset(by_content.GROUP) | {
    name for name, (_, field) in names_of(forms.IDEAS).items() if field == "title"
}
_SPOKEN = re.compile(r"[^\W\d_]{2,}")
_REPEAT = re.compile(r"(.*\D)\d{1,2}", re.DOTALL)
_KEPT_BY_TOOLS = frozenset(
    {
        "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "uuid", "submissiontime",
        "submissiondate", "submittedby", "validationstatus", "status", "index", "parenttablename", "parentindex",
        "id", "version", "key", "parentkey", "setof", "instanceid", "instancename", "formdefversion", "reviewstatus",
        "starttime", "endtime", "caseid", "devicephonenum", "recordid", "redcapeventname", "redcaprepeatinstance",
        "redcaprepeatinstrument", "redcapdataaccessgroup", "redcapsurveyidentifier", "lastpage", "startlanguage",
        "seed", "datestamp", "ipaddr", "refurl", "token", "xformid", "bambooattached", "xlsformid", "rootuuid",
        "audit", "username", "notes", "tags", "geolocation", "mediaallpresent", "submissionid", "attachments",
        "submittername", "submitterid", "attachmentspresent", "attachmentsexpected", "edits", "devicename",
    }
)  # fmt: skip  # what KoboToolbox, ODK, SurveyCTO, REDCap and LimeSurvey write beside the answers
_BELOW = re.compile(r"_{1,2}[a-z][\w/.-]*|meta/\w+|[a-z_]+_timestamp|\w+_complete", re.IGNORECASE)
LEAST_KEPT = (
    3  # headings that only a tool writes: "id", "status" and "notes" alone stand over any table
)
LEAST_MACHINE = 2  # columns of a tool that tell a survey: a lone "Timestamp" heads any log
DEEPEST = 3  # rows of headings: Qualtrics writes a name, the question and an ImportId
ASKING = 3  # words of a question at least: "What helped you", not "Activity"
SPOKEN = 3  # words of an idea: "Very satisfied" is a choice
MOST = 0.5  # of the answers of a column of ideas are as long
DIFFERENT = 0.5  # of them: a choice comes again and again
PREVIEW = "A preview of the survey, not an answer."
REFUSED = Reason("Its row says no where leave was asked.", Unread.INTERNAL)
BY_THE_TOOL = "Written by the survey tool."


@dataclass(frozen=True, slots=True)
class Survey:
    """A sheet of answers: where the questions stand, and which of them asked for ideas."""

    sheet: Sheet
    header: int
    last_header: int  # headings may be two or three rows deep
    machine: Mapping[int, str]  # column → what the survey tool keeps in it
    asked: tuple[int, ...]  # columns that hold ideas
    small_group: int = 0
    title: int = 0


def tools_own(sheet: Sheet) -> bool:
    """Tell whether `sheet` is what a survey tool keeps for itself: when each answer came, from where.

    At least half of its headings are the tool's, three of them in its way of writing, and no other
    column holds ideas.
    """
    rows = list(rows_of(beginning(sheet, SEARCHED + by_content.ENOUGH)))
    if not rows:
        return False
    (_, row), below = rows[0], [cells for _, cells in rows[1:]]
    by_tool = {column for column, cell in row.items() if _by_a_tool(cell.text)}
    sure = sum(bool(_BELOW.fullmatch(row[column].text.strip())) for column in by_tool)
    others = {column for cells in below for column in cells} - by_tool
    plenty = len(by_tool) >= LEAST_KEPT and sure and 2 * len(by_tool) >= len(row)
    return bool(plenty) and not any(_wordy(below, column) for column in others)


def _by_a_tool(words: str) -> bool:
    own = words.strip()
    return (
        _BELOW.fullmatch(own) is not None or heading_key(own.rpartition("/")[2]) in _KEPT_BY_TOOLS
    )


def recognise(sheet: Sheet) -> Survey | None:
    """Return how `sheet` holds the answers of a form, None when it does not."""
    for number, row in rows_of(beginning(sheet, SEARCHED)):
        machine = {
            column: heading_key(cell.text)
            for column, cell in row.items()
            if heading_key(cell.text) in MACHINE
        }
        if len(machine) >= LEAST_MACHINE and TELLING & set(machine.values()):
            below = [each for each in rows_of(sheet) if each[0] > number]
            return _survey(sheet, number, machine, row, below)
        if survey := _spread(sheet, number, row, machine):
            return survey
    return None


def asks(found: Survey) -> bool:
    """Tell whether a heading over the answers is a question, or says that they are cards.

    "Activity" and "Comments" beside a tool's Start and End head any log.
    """
    rows = range(found.header, found.last_header + 1)
    heads = [c.text for c in found.sheet.cells if c.row in rows and c.column in found.asked]
    return any(
        len(words.split()) >= ASKING
        or words.rstrip().endswith("?")
        or by_content.rank(words, by_content.CARD) < len(by_content.CARD)
        for words in heads
    )


def question(found: Survey) -> Cell | None:
    """Return the one question that all cards answer, None where its columns ask none or several."""
    rows = range(found.header, found.last_header + 1)
    heads = sorted(
        (
            c
            for c in found.sheet.cells
            if c.row in rows and c.column in found.asked and not _asks_again(c.text)
        ),
        key=lambda cell: (cell.column, cell.row),
    )
    asking = [cell for cell in heads if cell.text.rstrip().endswith("?")]
    one = len({_bare(cell.text) for cell in asking}) == 1
    every = {cell.column for cell in heads} == {cell.column for cell in asking}
    return asking[0] if one and every else None


def of_several(found: Table) -> Survey | None:
    """Return a table of cards as a survey, where more than its one column answers a question.

    Its headings did not say what it is: what people were asked over the cards did.
    """
    heads = {c.column: c.text.strip() for c in found.sheet.cells if c.row == found.header}
    answers = [row for _, row in found.rows()]
    asked = tuple(
        column
        for column, words in sorted(heads.items())
        if words.endswith("?")
        and (column == found.columns.get("text") or column in found.unknown)
        and _wordy(answers, column)
        and not facts.asks_a_fact(words)
        and not facts.asks_leave(words)
    )
    if (
        found.source is not Source.CONTENT
        or len(asked) < 2
        or found.columns.get("text") not in asked
    ):
        return None
    machine = {c: heading_key(words) for c, words in heads.items() if heading_key(words) in MACHINE}
    small_group, title = (found.columns.get(name, 0) for name in ("small_group", "title"))
    return Survey(found.sheet, found.header, found.header, machine, asked, small_group, title)


def _spread(
    sheet: Sheet, header: int, heads: Mapping[int, Cell], machine: Mapping[int, str]
) -> Survey | None:
    """Return a sheet of several ideas a row: a person's, a table's, or those under one title."""
    if all(
        by_content.rank(cell.text, by_content.CARD) == len(by_content.CARD)
        for cell in heads.values()
    ):
        return None
    rows = [cells for number, cells in rows_of(beginning(sheet, header + by_content.ENOUGH)) if number > header]  # fmt: skip
    asked = by_content.spread(heads, rows)
    about = {column: cell.text for column, cell in heads.items() if column not in asked}
    table = next((column for column in about if _TABLE.search(plain(about[column]))), 0)
    title = _title(about, table, rows)
    return Survey(sheet, header, header, machine, asked, table, title) if asked else None


def _title(about: Mapping[int, str], table: int, answers: Sequence[Mapping[int, Cell]]) -> int:
    """Return the column of the titles that answers hang under, 0 where there is none."""
    for column, words in about.items():
        held = [row[column] for row in answers if column in row]
        says = heading_key(words) in _TITLES and column != table
        if says and not any(cell.text.strip().isdigit() for cell in held):
            return column
    return 0


def _survey(
    sheet: Sheet,
    header: int,
    machine: Mapping[int, str],
    row: Mapping[int, Cell],
    below: Sequence[tuple[int, Mapping[int, Cell]]],
) -> Survey | None:
    deep = _deep(machine, below)
    last = below[deep - 1][0] if deep else header
    answers = [cells for _, cells in below[deep:]]
    free = sorted({column for cells in answers for column in cells} - set(machine))
    questions = {
        column: _question(column, [row, *(cells for _, cells in below[:deep])]) for column in free
    }
    small_group = next(
        (
            column
            for column in free
            if _TABLE.search(plain(questions[column])) and not _wordy(answers, column)
        ),
        0,
    )
    title = _title(questions, small_group, answers)
    about = {small_group, title}
    asked = tuple(
        column
        for column in free
        if column not in about
        and _wordy(answers, column)
        and not facts.asks_a_fact(questions[column])
        and not facts.asks_leave(questions[column])
    )
    return Survey(sheet, header, last, machine, asked, small_group, title) if asked else None


def _deep(machine: Mapping[int, str], below: Sequence[tuple[int, Mapping[int, Cell]]]) -> int:
    """Return how many of the rows `below` the headings still belong to them."""
    deep = 0
    for index, (_, row) in enumerate(below[:DEEPEST]):
        if any(cell.text.lstrip().startswith('{"ImportId"') for cell in row.values()):
            deep = index + 1
    if deep or not below:
        return deep
    first = below[0][1]
    again = sum(
        column in first and heading_key(first[column].text) in MACHINE for column in machine
    )
    if again * 2 > len(machine):
        return 1  # the headings once more, in words
    answered = [
        column for column in machine if any(column in row for _, row in below[1 : 1 + DEEPEST])
    ]
    return int(bool(answered) and not any(column in first for column in machine))


def _question(column: int, headings: Sequence[Mapping[int, Cell]]) -> str:
    told = [
        row[column].text
        for row in headings
        if column in row and not row[column].text.lstrip().startswith("{")
    ]
    return " ".join(told)


def _wordy(answers: Sequence[Mapping[int, Cell]], column: int) -> bool:
    """Return whether a column holds ideas rather than a choice, a name, a number or a table."""
    cells = [row[column] for row in answers if column in row]
    if not cells:
        return False
    several = sum(len(_SPOKEN.findall(cell.text)) >= SPOKEN for cell in cells)  # a time is no words
    different = len({words_key(cell.text) for cell in cells})
    return several >= MOST * len(cells) and different > DIFFERENT * len(cells)


def cards(found: Survey, account: Account) -> Iterator[Card]:
    """Yield a card for each idea that somebody answered with."""
    sheet = found.sheet
    read = {*found.asked, found.small_group, found.title} - {0}
    preview = _preview_columns(found)
    headings: dict[int, Typed] = {}
    questions: Mapping[int, Typed] | None = None
    leave = _of_leave(found)
    for number, row in rows_of(sheet):
        if number < found.header:
            account.leave(row.values(), "It stands above the headings.")
        elif number <= found.last_header:
            for column in read & set(row):
                headings[column] = _longer(
                    headings.get(column, UNSAID), account.typed(number, column)
                )
            account.leave(row.values(), BY_THE_TOOL)
        elif any(among("form_preview", row[column].text) for column in preview & set(row)):
            account.leave(row.values(), PREVIEW)
            account.notice(number, min(row), f"Row {number} is a preview of the survey: left out.")
        elif refused := [column for column in leave & set(row) if _refuses(row[column].text)]:
            account.leave(row.values(), REFUSED)
            message = f"Row {number} answers “{row[min(refused)].text.strip()}” where leave was asked: none of it is read."
            account.notice(
                number, min(refused), message, "If it may be printed, clear that answer."
            )
        else:
            questions = _questions(found, headings) if questions is None else questions
            yield from _row(found, account, number, headings, questions)
            account.leave((row[column] for column in row if column in found.machine), BY_THE_TOOL)
            account.leave(
                (row[column] for column in row if column not in found.machine),
                "An answer that is no idea.",
            )


def _of_leave(found: Survey) -> set[int]:
    """Return the columns that ask whether answers may be printed."""
    rows = range(found.header, found.last_header + 1)
    heads = (cell for cell in found.sheet.cells if cell.row in rows)
    return {cell.column for cell in heads if facts.asks_leave(cell.text)} - set(found.asked)


def _refuses(answer: str) -> bool:
    """Return whether an answer says no, alone or first of all."""
    first = re.match(r"\s*([^\W\d_]+)", answer)
    return first is not None and says_no(first[1])


def _row(
    found: Survey,
    account: Account,
    number: int,
    headings: Mapping[int, Typed],
    questions: Mapping[int, Typed],
) -> Iterator[Card]:
    table = account.typed(number, found.small_group) if found.small_group else UNSAID
    title = account.typed(number, found.title) if found.title else UNSAID
    for column in found.asked:
        cell = account.cell(number, column)
        if cell is None or says_nothing(cell.text):
            continue
        text = account.typed(number, column)
        one_a_line = bool(_EACH_LINE.search(headings.get(column, UNSAID)))
        note = account.comment(cell)
        prompt = headings.get(column, UNSAID) if _several_questions(found, headings) else UNSAID
        for name, part in lines.named(lines.cards(text, one_a_line=one_a_line)):
            waits = parked(part, "", title)
            idea = Idea(
                name,
                part,
                title=title,
                prompt=prompt,
                small_group=table,
                note=note,
                parked=waits,
                question=questions.get(column, UNSAID),
            )
            yield Card(idea, own_id=False)


def _several_questions(found: Survey, headings: Mapping[int, Typed]) -> bool:
    """Return whether different things were asked; a question asked again has a number behind it."""
    asked = [headings[column] for column in found.asked if column in headings]
    bare = {_bare(words) for words in asked}
    return len(bare) > 1 and len(bare) == len(found.asked)


def _questions(found: Survey, headings: Mapping[int, Typed]) -> Mapping[int, Typed]:
    """Return the workshop question of each column, where there are several: each is a wall.

    A column for one more answer belongs to the question before it.
    """
    first: dict[str, Typed] = {}
    asked: dict[int, Typed] = {}
    last = UNSAID
    for column in filter(headings.__contains__, found.asked):
        words = headings[column]
        more = last.strip() and _asks_again(words)
        last = asked[column] = last if more else first.setdefault(_bare(words), words)
    return asked if len(first) > 1 else {}


def _asks_again(heading: str) -> bool:
    """Return whether a heading only asks for one more card: "Second idea (optional)", "Any other ideas?"."""
    said = {heading_key(word) for word in re.findall(r"[^\W_]+", heading)}
    more, beside = keys_of("another_answer"), keys_of("beside_another_answer")
    cards = {word for word in said if by_content.says(word, by_content.CARD)}
    return bool(said & more) and bool(cards) and said <= more | beside | cards


def _bare(question: str) -> str:
    """Return a question as it compares, without the number of one that is asked again."""
    repeat = _REPEAT.fullmatch(question)
    return words_key(repeat[1] if repeat else question)


def _preview_columns(found: Survey) -> set[int]:
    return {
        column
        for column, name in found.machine.items()
        if name in {"status", "distributionchannel", "responsetype"}
    }


def _longer(before: Typed, after: Typed) -> Typed:
    return after if len(after) > len(before) and not after.lstrip().startswith("{") else before
