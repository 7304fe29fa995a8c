"""Print values into a document: exactly, escaped, and never as code; and the filters for them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import wraps
from html import unescape
from math import isfinite
from typing import Any, Self

from jinja2 import TemplateRuntimeError, Undefined, pass_context, pass_environment
from jinja2.filters import FILTERS as JINJA

from pipeline.openxml.drawings import FIRST, Image, attribute
from pipeline.openxml.properties import laid_over
from pipeline.word.sandbox import (
    COLLECTING,
    INTERNAL,
    MOST_NUMBER,
    MOST_TEXT,
    SHORT,
    Missing,
    OverBudget,
    Run,
    RunContext,
    Unprintable,
    charge,
    counted,
    missed,
    value_of,
    within,
)

_RARE = re.compile("[\x00-\x1f\ud800-\udfff\ufdd8\ufdd9\ufffe\uffff]").search
_SPECIAL = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufdd8\ufdd9\ufffe\uffff]").search
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_BREAKS = {
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_HOLDS_PARAGRAPHS = (
    "It holds whole paragraphs.",
    "Write {{p … }} in a paragraph of its own.",
)
_WHOLE = ("<w:p>", "<w:p ", "<w:p/", "<w:tbl", "<w:sdt")
_IN_TEXT = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufdd8\ufdd9\ufffe\uffff]')
SOURCE = ("\ufdd8", "\ufdd9")  # around the number of a traced text, until its place is known
_TRACED = re.compile(f"{SOURCE[0]}\\d+{SOURCE[1]}")


class Sourced(str):
    """A text put together from others: it knows the place of each that had one."""

    __slots__ = ("sources",)
    sources: tuple[tuple[str, Any], ...]


def without_marks(text: str) -> str:
    """Return `text` without the marks of texts that are traced."""
    return _TRACED.sub("", text)


def sources(value: Any) -> tuple[tuple[str, Any], ...]:
    """Return the texts in `value` that were read somewhere, each with its place."""
    if isinstance(value, Sourced) or hasattr(type(value), "of_sources"):
        return tuple(value.sources)
    place = getattr(value, "place", None)
    nowhere = place is None or not getattr(place, "file", place)
    asked = bool(getattr(value, "blank", ""))
    return () if nowhere or asked or not value else ((str(value), place),)


def sourced(text: str, *parts: Any) -> str:
    """Return `text`, which was made from `parts`, with their places."""
    found = tuple(each for part in parts for each in sources(part))
    if not found:
        return text
    made = Sourced(text)
    made.sources = found
    return made


@pass_context
def print_text(context: RunContext, value: Any, tag: int) -> str:
    """Return `value` as the content of a `w:t`."""
    run = context.run
    if run.reached is not None:
        run.reached.add(tag)
    text = value if isinstance(value, str) else _words(run, value, tag)
    if len(text) > SHORT:
        run.grow(len(text))
    elif not text:
        run.empty = True
        if getattr(text, "blank", ""):
            return traced(run, text, _blank(run, text, tag), tag)
    if not _SPECIAL(text) or type(text) is Markup:
        written = text
        if type(text) is Markup and text.startswith(_WHOLE):
            raise Unprintable(*_HOLDS_PARAGRAPHS)
    elif not _RARE(text) and len(text) < MOST_TEXT:
        written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    else:
        written = _escaped(run, text, tag, value, _BREAKS)
    return written if run.printed is None else traced(run, value, written, tag)


@pass_context
def say(context: RunContext, value: Any, tag: int) -> str:
    """Return `value` as text that is kept in a name, not yet printed."""
    run = context.run
    text = _only_words(run, value, tag)
    run.grow(len(text))
    return text


@pass_context
def print_plain(context: RunContext, value: Any, tag: int) -> str:
    """Return `value` as the text of an attribute, a property, a field, a link or a color."""
    run = context.run
    room = run.tags[tag].room
    if room == "picture" and isinstance(value, Image):
        value = value.alt
    text = _only_words(run, value, tag)
    if room == "color":
        text = text.strip().lstrip("#")
        return text if re.fullmatch("[0-9A-Fa-f]{6}", text) else "auto"
    if room in ("link", "field"):
        if other_scheme(text):
            raise Unprintable("This address does not lead to a page, a mailbox or a phone.")
        text = "".join(_IN_ADDRESS.get(sign, sign) for sign in text.strip())
    written = _escaped(run, text, tag, value, {"\n": " ", "\t": " "})
    traced(run, value, written, tag)
    return written


@pass_context
def print_alone(context: RunContext, value: Any, tag: int) -> str:
    """Return `value` as a run, or as a paragraph, of its own."""
    found = context.run.tags[tag]
    if getattr(value, "whole", False) and found.level == "p":
        return str(value.markup(context.run, found))
    if type(value) is Markup and value.startswith(_WHOLE):
        return value
    text = print_text(context, value, tag)
    if getattr(value, "alone", False):
        runs = text
    else:
        runs = f'<w:r>{found.look}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return runs if found.level == "r" else f"<w:p>{found.around}{runs}</w:p>"


def _blank(run: Run, text: Any, tag: int) -> str:
    """Return `text` with its blanks in the looks of blanks: `blank`, or all of its `blanks`."""
    look = run.tags[tag].look
    of_blank = laid_over(look, f"<w:rStyle w:val={attribute(run.blanks)}/>") if run.blanks else ""
    written = ""
    for blank in getattr(text, "blanks", (text.blank,)):
        before, _, text = text.partition(blank)
        shown = _escaped(run, blank, tag, None, _BREAKS)
        if of_blank:
            shown = (
                f'</w:t></w:r><w:r>{of_blank}<w:t xml:space="preserve">{shown}</w:t></w:r>'
                f'<w:r>{look}<w:t xml:space="preserve">'
            )
        written += _escaped(run, before, tag, None, _BREAKS) + shown
    return written + _escaped(run, text, tag, None, _BREAKS)


class Blank(str):
    """The blank in the place of what nobody said, and words behind it: as a condition, it is false."""

    __slots__ = ("blank",)
    blank: str

    def __new__(cls, text: str, blank: str) -> Self:
        """Return `text`, which begins with the `blank`."""
        self = super().__new__(cls, text)
        self.blank = blank
        return self

    def __bool__(self) -> bool:
        """Return that nothing was said."""
        return False


other_scheme = re.compile(r"\s*(?!https?:|mailto:|tel:|ftp:)[A-Za-z][A-Za-z0-9+.-]*:(?!\d)").match
_IN_ADDRESS = {
    '"': "%22",
    "\\": "%5C",
    " ": "%20",
    "<": "%3C",
    ">": "%3E",
    "\n": "",
    "\r": "",
    "\t": "",
}


class Rounded(float):
    """A number that the template has rounded: it says how to print it."""

    __slots__ = ()


class Markup(str):
    """XML that the template or one of our own objects made: all that is printed as it is."""

    __slots__ = ()


def traced(run: Run, value: Any, written: str, tag: int) -> str:
    """Return what is written for `value`, marked where its source is being followed."""
    if run.printed is None:
        return written
    for text, place, blank in (*((*each, False) for each in sources(value)), *_left_empty(value)):
        run.printed.append((tag, text, place, blank))
        written = f"{SOURCE[0]}{len(run.printed) - 1}{SOURCE[1]}{written}"
    return written


def _left_empty(value: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Return the blank that `value` is, with the empty cell that it asks to be filled."""
    place = getattr(value, "place", None)
    asked = getattr(value, "blank", "") if getattr(place, "cell", "") else ""
    return ((asked, place, True),) if asked else ()


def _words(run: Run, value: Any, tag: int) -> str:
    """Return a value that is not text as text, or say why it must not be printed."""
    if isinstance(value, Missing):
        missed(run, tag, value)
    if isinstance(value, Undefined) or (value is None and run.tags[tag].optional):
        return ""
    if hasattr(value, "markup"):
        run.empty = True  # before it and behind it, where it stands alone in a run
        return Markup(value.markup(run, run.tags[tag]))
    try:
        return worded(value)
    except Unprintable as error:
        return refuse(run, tag, str(error), error.hint)


def _only_words(run: Run, value: Any, tag: int) -> str:
    if run.reached is not None:
        run.reached.add(tag)
    text = value if isinstance(value, str) else _words(run, value, tag)
    if type(text) is Markup:
        del run.objects[-1:]
        raise Unprintable("A picture, chart or rich text can only stand in the text.")
    return text


def worded(value: Any) -> str:
    """Return a value as text, or refuse what nobody would want to read."""
    if type(value) is Markup:
        hint = "Change the words before they are kept under a name."
        raise Unprintable("It holds looks or paragraphs, and not only words.", hint)
    if isinstance(value, str):
        return value
    if value is None:
        raise Unprintable("It is empty (None).", "Say what to print then: {{ … or 'none' }}.")
    if isinstance(value, float) and not isinstance(value, Rounded):
        raise Unprintable(
            "It is a number with decimals.", "Say how to print it: {{ …|number(1) }}."
        )
    if isinstance(value, int) and abs(value) > MOST_NUMBER:
        raise OverBudget("The number is too large.")
    if isinstance(value, (int, Decimal, date, time, Rounded)):
        return str(value)
    said = {name for kind in type(value).__mro__[:-1] for name in vars(kind)}
    if isinstance(value, list) and "__str__" in said:  # one that knows how to be written
        return str(value)
    if "__str__" not in said or isinstance(value, (*_MANY, *INTERNAL)) or is_dataclass(value):
        hint = "Print its fields one by one, or join them: {{ …|join(', ') }}."
        raise Unprintable("It is a list or a record, not a text.", hint)
    return str(value)


_MANY = (Mapping, list, tuple, set, frozenset, bytes)


def refuse(run: Run, tag: int, message: str, hint: str) -> str:
    """Stop, or note the fault and go on where all faults are being collected."""
    if COLLECTING.get() is None:
        raise Unprintable(message, hint)
    run.fault(tag, message, hint)
    return ""


def _escaped(run: Run, text: str, tag: int, value: Any, breaks: Mapping[str, str]) -> str:
    within(len(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lost = 0

    def sign(match: re.Match[str]) -> str:
        nonlocal lost
        found = match[0]
        known = _ESCAPED.get(found) or breaks.get(found)
        if known is None:
            lost += 1
            return "\ufffd"
        return known

    written = _IN_TEXT.sub(sign, text)
    if lost:
        signs = "a sign" if lost == 1 else f"{lost} signs"
        message = f"It held {signs} that Word cannot show, printed as \ufffd."
        run.notices.append((tag, message, getattr(value, "place", None)))
    return written


@pass_context
def count_steps(context: RunContext, items: Any, cost: int, loop: int) -> Any:
    """Return what a loop goes over, charged to the budget; lists in it begin anew."""
    run = context.run
    if isinstance(items, Missing):
        missed(run, loop, items)
    if isinstance(items, Undefined):
        return ()
    if items is None:
        hint = "Loop over “… or []” if there may be none."
        return refuse(run, loop, "There is nothing to loop over: it is empty (None).", hint)
    if isinstance(items, str) or not isinstance(items, Iterable):
        return refuse(run, loop, "This is not a list, so it cannot be looped over.", "")
    if run.numbers:
        for key in [each for each in run.numbers if each[0] == loop]:
            del run.numbers[key]
    if isinstance(items, Sized):
        charge(run, len(items), cost)
        return items
    return counted(run, items, cost)


@pass_context
def weighed(context: RunContext, value: Any, times: int, deep: bool = False) -> Any:
    """Return `value`, charged to the budget."""
    context.run.weigh(value, times, deep=deep)
    return value


@pass_context
def truth(context: RunContext, value: Any, tag: int) -> bool:
    """Return whether a condition holds; a name that is not there is a fault, not a no."""
    if isinstance(value, Missing):
        missed(context.run, tag, value)
        return False
    return bool(value)


@pass_context
def is_there(context: RunContext, value: Any) -> bool:  # noqa: ARG001 - a printer's signature
    """Return whether a field prints something: a blank, a 0 or a No does; of a slip its tag tells."""
    if isinstance(value, (str, list, tuple, Mapping)):
        return len(value) > 0
    return value is not None


@pass_context
def is_given(context: RunContext, value: Any) -> Any:  # noqa: ARG001 - a printer's signature
    """Return whether there is something to print: a 0 or a No that was typed is something."""
    return value if _may_be_nothing(value) else True


def _may_be_nothing(value: Any) -> bool:
    if isinstance(value, str) and hasattr(value, "value"):
        return False
    return isinstance(value, bool) or not isinstance(value, _NUMBERS)


@pass_context
def list_number(context: RunContext, number: str, loop: int) -> str:
    """Return the list that a numbered paragraph of a loop belongs to: a new one every time."""
    run = context.run
    key = (loop, number)
    if key not in run.numbers:
        if number in run.used:
            fresh = str(run.next_list + len(run.fresh))
            run.fresh.append((fresh, number))
            run.numbers[key] = fresh
        else:
            run.used.add(number)
            run.numbers[key] = number
    return run.numbers[key]


@pass_context
def drawing_id(context: RunContext, step: int) -> int:
    """Return an id that no other drawing of this document has; `step` 0 gives the last again."""
    return FIRST + context.run.drawn(step)


@pass_context
def picture(context: RunContext, value: Any, rid: str, tag: int) -> str:
    """Return the id of the picture `value`, which takes the place of the one known as `rid`."""
    run = context.run
    if isinstance(value, Image):
        return run.attach(run.tags[tag].part, value)
    run.kept.add((run.tags[tag].part, rid))
    return rid


@pass_context
def once(context: RunContext, key: str, loop: int = -1) -> bool:
    """Return whether this is asked of `key` for the first time, in this round of `loop`."""
    run = context.run
    if loop in run.rounds:
        key = f"{key} {run.rounds[loop]}"
    first = key not in run.used
    run.used.add(key)
    return first


@pass_context
def enter(context: RunContext, loop: int) -> str:
    """Count one more round of `loop`, and print nothing."""
    context.run.rounds[loop] = context.run.rounds.get(loop, 0) + 1
    return ""


@pass_context
def of_round(context: RunContext, name: str, loop: int) -> str:
    """Return the name of a bookmark in this round of `loop`: it is as typed in the first one."""
    after = f"_{number}" if (number := context.run.rounds.get(loop, 1)) > 1 else ""
    return name[: MOST_NAME - len(after)] + after


@pass_context
def id_of_round(context: RunContext, name: str, loop: int, first: int) -> int:
    """Return the number of a bookmark in this round of `loop`, from `first` on."""
    run = context.run
    return first + run.marks.setdefault((name, run.rounds.get(loop, 1)), len(run.marks))


@pass_context
def noted(context: RunContext, words: str, part: str, mark: str, first: int) -> str:
    """Keep `words`, the content of a note, for the notes in `part`; return its mark."""
    kept = context.run.notes.setdefault(part, [])
    kind, number = mark.partition("Reference")[0], first + len(kept)
    kept.append(f'<w:{kind} w:id="{number}">{words}</w:{kind}>')
    return f'<w:{mark} w:id="{number}"/>'


@pass_context
def begins(context: RunContext, loop: Any, cell: int) -> bool:
    """Return whether the merged `cell` is printed for the first time in this pass of `loop`."""
    merged = context.run.merged
    first = merged.get(cell) is not loop
    merged[cell] = loop
    merged[-cell - 1] = first
    return first


@pass_context
def begun(context: RunContext, cell: int) -> bool:
    """Return what `begins` last said of `cell`."""
    return bool(context.run.merged[-cell - 1])


STOPS = (
    TemplateRuntimeError, OverBudget, Unprintable, TypeError, ValueError, ArithmeticError, LookupError,
    AttributeError, RuntimeError, AssertionError,
)  # fmt: skip


def explain_stop(error: BaseException) -> tuple[str, str]:
    """Return why a rendering stopped, in plain words, and what to do."""
    if isinstance(error, Unprintable):
        return str(error), error.hint
    if isinstance(error, OverflowError):
        return "The range or number is too large.", ""
    said = str(error).rstrip(".") + "."
    for sign, message, hint in _REASONS:
        if sign in said:
            return message, hint
    return said, ""


# Of what Python says where a value is of a kind that a filter, a method or a field does not take.
_OF_KINDS = (
    "object has no attribute", "must be str", "must be a str", "expected string", "unhashable type",
    "must be a unicode character",
)  # fmt: skip
_REASONS = (
    ("has no len", "It has no length: it is empty, or a number.", ""),
    ("to unpack", "The loop names another number of things than each item holds.", ""),
    (
        "not supported between",
        "These two cannot be compared: they are of different kinds.",
        "If one may be empty, ask that first: {% if seats and seats > 3 %}. Where a cell holds words, as in “about 5”, type the number alone.",
    ),
    ("bad operand type for unary", "A sign before a text means nothing: it is no number.", ""),
    ("cannot be interpreted as an integer", "This is not a whole number.", ""),
    ("unsupported operand", "A text and a number cannot be reckoned together.", "Join with ~."),
    ("can only concatenate", "A text and a number cannot be put together with +.", "Join with ~."),
    (
        "non-namespace object",
        "Only what namespace() gives can be given fields.",
        "Give it a name of its own.",
    ),
    ("expected length", "Fewer letters are to be kept than the dots at the end take.", ""),
    ("not enough arguments for format", "The pattern asks for more values than it is given.", ""),
    *(
        (sign, "A list or a record stands where words or a number belong.", "")
        for sign in _OF_KINDS
    ),
    ("slice indices", "Between [ and ] belong whole numbers.", ""),
    ("not all arguments converted", "The pattern is given more values than it asks for.", ""),
)


# What the compiled code calls, under names that no template can say.
PRINTERS = {
    "_text": print_text,
    "_plain": print_plain,
    "_alone": print_alone,
    "_steps": count_steps,
    "_truth": truth,
    "_given": is_given,
    "_there": is_there,
    "_number": list_number,
    "_id": drawing_id,
    "_once": once,
    "_enter": enter,
    "_of_round": of_round,
    "_id_of_round": id_of_round,
    "_noted": noted,
    "_begins": begins,
    "_begun": begun,
    "_picture": picture,
    "_weighed": weighed,
    "_say": say,
    "_markup": Markup,
}


MOST_NAME = 40  # signs of the name of a bookmark, as Word takes it
MOST_DIGITS = 20
MOST_COLUMNS = 1_000


_UNPADDED = re.compile(r"%%|%-([a-zA-Z])")


def on_day(value: Any, pattern: Any = "") -> str:
    """Return a day as people write it: March 4, 2025, or by strftime `pattern`.

    A text is a day where it is written as ISO 8601 has it, 2025-03-04, as JSON holds days.
    """
    day = _day(value)
    if pattern:
        if not isinstance(pattern, str) or "%" not in pattern:
            hint = 'Write |date alone for March 4, 2026, or |date("%d %B %Y") for 04 March 2026.'
            raise Unprintable(f"“{str(pattern)[:_QUOTED]}” names no part of a day.", hint)
        if re.search(r"%[^a-zA-Z%-]|%-?\d", pattern):
            raise Unprintable("This pattern is not allowed for a day.", "Write “%d %B %Y”.")
        plain = _UNPADDED.sub(lambda found: _unpadded(day, found[1]) or found[0], pattern)
        return sourced(day.strftime(plain), value)
    return sourced(f"{day.strftime('%B')} {day.day}, {day.year}", value)


def _unpadded(day: date, part: str | None) -> str:
    """Return a part of a day without zeros before it: Windows knows no %-d."""
    return (day.strftime(f"%{part}").lstrip("0") or "0").replace("%", "%%") if part else ""


def _day(value: Any) -> date:
    day = value_of(value)
    if isinstance(day, str) and _ISO_DAY(day):
        try:
            return datetime.fromisoformat(day.strip())
        except ValueError:
            pass
    if isinstance(day, date):
        return day
    if isinstance(value, Undefined):
        str(value)  # says that it is not there, and goes on where all faults are being collected
        return date(1900, 1, 1)
    if isinstance(value, str):
        hint = "Write it as 2026-03-04, or leave out |date: a text is printed as typed."
        raise Unprintable(_is_no("day", value), hint if value.strip() else _WHERE_EMPTY, value)
    raise Unprintable("This is not a day.", "Leave out |date: a text is printed as typed.")


_ISO_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?\s*").fullmatch
_NUMBER_AS_TEXT = re.compile(r"\s*[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*").fullmatch
_WHERE_EMPTY = (
    "Fill the cell in; where it may stay empty, write {% if NAME %} before the sentence and {% endif %} "
    "behind it, with the name of the field."
)
_QUOTED = 40  # letters of a value that a message shows


def _is_no(kind: str, words: str) -> str:
    """Return that a text out of a cell is no number, or no day."""
    if not words.strip():
        return f"It is empty, and no {kind}."
    return f"“{_shortened(words)}” is not a {kind}."


def _shortened(words: str) -> str:
    bare = " ".join(words.split())
    return bare if len(bare) <= _QUOTED else f"{bare[:_QUOTED]}…"


def a_number(value: Any, filter_name: str) -> float | Decimal:
    """Return the number that `value` is, or that its words say; refuse any other.

    Words say a number as 1234.5 or 1,234.5 does; 1.234,5 and “about 5” do not.
    """
    found = value_of(value)
    if isinstance(found, str) and _NUMBER_AS_TEXT(found):
        plain = found.replace(",", "").strip()
        return float(plain) if "." in plain else int(plain)
    if isinstance(found, _NUMBERS) and not isinstance(found, bool) and isfinite(found):
        return found
    if isinstance(value, Undefined):
        str(value)  # says that it is not there, and goes on where all faults are being collected
        return 0
    if isinstance(value, str):
        hint = f"Mend the cell, or leave out |{filter_name}: a text is printed as typed."
        raise Unprintable(_is_no("number", value), hint if value.strip() else _WHERE_EMPTY, value)
    hint = f"Leave out |{filter_name}: a text is printed as typed."
    raise Unprintable("This is not a number.", hint)


def number(value: Any, decimals: int = 0) -> str:
    """Return a number with `decimals` digits after the point, thousands set apart."""
    found = a_number(value, "number")
    return sourced(f"{found:,.{max(0, _digits(decimals))}f}", value)


def _digits(decimals: Any) -> int:
    """Return how many digits a template asks for behind the point, `MOST_DIGITS` at most."""
    try:
        return min(int(decimals), MOST_DIGITS)
    except (TypeError, ValueError):
        hint = "Write |number(2), or |money for dollars."
        raise Unprintable("How many decimals is a whole number.", hint) from None


def percent(value: Any, decimals: int = 0) -> str:
    """Return a share from 0 to 1 as a percentage."""
    return sourced(f"{number(a_number(value, 'percent') * 100, decimals)}%", value)


def whole(value: Any, default: Any = None, base: int = 10) -> Any:
    """Return the whole number that `value` is or says, or `default`; without one, refuse others.

    Decimals are cut off, as in Jinja: 3.9 is 3. Words of another `base` are read as Python does.
    """
    if base != 10 and isinstance(value, str):
        try:
            return int(value, base)
        except ValueError:
            if default is None:
                raise Unprintable(_is_no("number", value), "", value) from None
            return default
    found = _reckoned(value, default, "int")
    return found if found is default else int(found)


def fractional(value: Any, default: Any = None) -> Any:
    """Return the number that `value` is or says, with its decimals, or `default`."""
    found = _reckoned(value, default, "float")
    return found if found is default else float(found)


def _reckoned(value: Any, default: Any, filter_name: str) -> Any:
    found = value_of(value)
    if isinstance(found, bool):  # as in Jinja: yes is 1
        return int(found)
    try:
        return a_number(value, filter_name)
    except Unprintable as error:
        if default is not None:
            return default
        hint = f"Mend the cell, or say what counts then: |{filter_name}(0)."
        raise Unprintable(str(error), hint, value) from None


def rounded(value: Any, decimals: int = 0, method: str = "common") -> Rounded:
    """Return the number rounded; it prints as it is."""
    return Rounded(
        JINJA["round"](a_number(value, "round"), max(-MOST_DIGITS, _digits(decimals)), method)
    )


def without_tags(value: Any) -> str:
    """Return the text without what stands between < and >."""
    text = unescape(re.sub("<[^<>]*>", "", worded(value)))
    return sourced(" ".join(text.split()), value)


def summed(items: Iterable[Any], attribute: str | None = None, start: float = 0) -> Any:
    """Return the sum of numbers."""
    found = [value_of(each if attribute is None else _attribute(each, attribute)) for each in items]
    if wrong := next((each for each in (*found, start) if not isinstance(each, _NUMBERS)), 0):
        raise Unprintable(f"“{worded(wrong)}” is not a number.")
    return sum(found, start)


_NUMBERS = (int, float, Decimal)


def as_it_is(value: Any) -> Any:
    """Return `value`: everything is escaped when it is printed, and only then."""
    return value


def joined(parts: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """Return the texts put together, each still knowing where it came from."""
    items = list(parts)
    if attribute is not None:
        items = [_attribute(each, attribute) for each in items]
    texts = [worded(each) for each in items]
    if len(texts) == 1:  # nothing to join: a blank stays one
        return texts[0]
    within(sum(map(len, texts)) + len(between) * len(texts))
    return sourced(between.join(texts), *items)


def _attribute(item: Any, path: str) -> Any:
    for name in path.split("."):
        if name.startswith("_"):
            raise Unprintable(f"“{name}” is not allowed: it begins with _.")
        item = item[name] if isinstance(item, Mapping) else getattr(item, name)
    return item


def replaced(value: Any, old: str, new: str, count: int = -1) -> str:
    """Return the text with `old` replaced by `new`."""
    text = worded(value)
    times = text.count(old) if count < 0 else min(count, text.count(old))
    within(len(text) + times * max(len(new) - len(old), 0))
    return sourced(text.replace(old, new, count), value)


def formatted(pattern: str, *arguments: Any) -> str:
    """Return the arguments in a printf pattern: {{ "%.1f"|format(share) }}."""
    if re.search(r"\d{4}|\*|%\(", pattern):
        raise Unprintable("This pattern is not allowed: it is too large.")
    for each in arguments:
        if "%s" in pattern or not isinstance(value_of(each), _NUMBERS):
            worded(each)
    within(len(pattern) + pattern.count("%") * 1000)
    given = arguments if "%s" in pattern else tuple(map(value_of, arguments))
    return sourced(pattern % given, *arguments)


def batched(items: Iterable[Any], size: int, fill: Any = None) -> list[list[Any]]:
    """Return the items in rows of `size`."""
    within(size)
    rows: list[list[Any]] = []
    for item in items:
        if not rows or len(rows[-1]) >= size:
            rows.append([])
        rows[-1].append(item)
    if rows and fill is not None:
        rows[-1] += [fill] * (size - len(rows[-1]))
    return rows


def sliced(items: Iterable[Any], number_of: int, fill: Any = None) -> list[list[Any]]:
    """Return the items in `number_of` columns."""
    if not 0 < number_of <= MOST_COLUMNS:
        raise Unprintable(f"It can be cut into 1 to {MOST_COLUMNS} columns.")
    items = list(items)
    size, longer = divmod(len(items), number_of)
    columns: list[list[Any]] = []
    at = 0
    for column in range(number_of):
        more = size + (column < longer)
        columns.append(items[at : at + more] + [fill] * (fill is not None and more == size))
        at += more
    return columns


def _keeping(change: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter of Jinja's, which returns a new text, keep where the old one came from."""
    if hasattr(change, "jinja_pass_arg"):

        @pass_environment
        @wraps(change)
        def with_first(first: Any, value: Any, *arguments: Any, **named: Any) -> Any:
            changed = change(first, worded(value), *arguments, **named)
            return sourced(str(changed), value) if isinstance(changed, str) else changed

        return with_first

    @wraps(change)
    def alone(value: Any, *arguments: Any, **named: Any) -> Any:
        changed = change(worded(value), *arguments, **named)
        return sourced(str(changed), value) if isinstance(changed, str) else changed

    return alone


def of_list(change: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Let a filter that takes a list refuse a text, which Jinja takes letter by letter."""
    at = 1 if hasattr(change, "jinja_pass_arg") else 0  # behind what Jinja hands over of its own

    @wraps(change)
    def listed(*arguments: Any, **named: Any) -> Any:
        text = arguments[at]
        if isinstance(text, str) and text:
            message = f"“{_shortened(text)}” is a text, and no list."
            hint = (
                f'Write {{{{ NAME.split("; ")|{name} }}}}, with what stands between the items, '
                f"or leave out |{name}."
            )
            raise Unprintable(message, hint, text)
        return change(*arguments, **named)

    return listed


def of_record(change: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Let a filter that takes a record refuse anything else."""

    @wraps(change)
    def fields(value: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(value, (Mapping, Undefined)):
            return change(value, *arguments, **named)
        raise Unprintable("This is no record, with fields.", f"Leave out |{name}.", value)

    return fields


def _of_number(change: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Let a filter of Jinja's take the number that a text stands for."""

    @wraps(change)
    def reckoned(value: Any, *arguments: Any, **named: Any) -> Any:
        return change(a_number(value, name), *arguments, **named)

    return reckoned


def _defaulted(value: Any, default: Any = "", also_empty: bool = False) -> Any:
    if isinstance(value, Undefined) or _is_empty_cell(value):
        return default
    return default if also_empty and not value and _may_be_nothing(value) else value


def _is_empty_cell(value: Any) -> bool:
    """Return whether a cell holds nothing: in a table no field is ever missing, it is empty."""
    return isinstance(value, str) and hasattr(value, "place") and not value.strip()


_PLAIN = (
    "count", "dictsort", "first", "groupby", "items", "last",
    "length", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "select",
    "selectattr", "sort", "unique", "wordcount",
)  # fmt: skip
OF_LISTS = (
    "batch", "groupby", "join", "list", "map", "max", "min", "reject", "rejectattr", "select",
    "selectattr", "slice", "sort", "sum", "unique",
)  # fmt: skip
OF_RECORDS = ("dictsort", "items")
_TEXTS = ("capitalize", "lower", "string", "title", "trim", "truncate", "upper")

FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: JINJA[name] for name in _PLAIN if name in JINJA},
    **{name: _keeping(JINJA[name]) for name in _TEXTS},
    **{name: _of_number(JINJA[name], name) for name in ("abs", "filesizeformat")},
    "int": whole,
    "float": fractional,
    "date": on_day,
    "number": number,
    "percent": percent,
    "join": joined,
    "_join": joined,
    "replace": replaced,
    "striptags": without_tags,
    "sum": summed,
    "round": rounded,
    "format": formatted,
    "batch": batched,
    "slice": sliced,
    "default": _defaulted,
    "d": _defaulted,
    "e": as_it_is,
    "escape": as_it_is,
    "safe": as_it_is,
    "forceescape": as_it_is,
}
