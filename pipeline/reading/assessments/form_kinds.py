"""Tell the roles, the items and the examples of a form apart, however it was typed or scanned."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median

from pipeline.model import Typed
from pipeline.problems import Problem
from pipeline.reading.account import Account
from pipeline.reading.assessments.form_lines import TOTALS, Line, coded

ROLE, ITEM, EXAMPLE, NOTE = "role", "item", "example", "note"
BESIDE = "note on the item above"
LONGEST_TITLE = 8  # words, where items carry codes
LONGEST_ABOVE = 12  # words of a title above a table
SHORT_ITEM = 5  # words; where items are as short as this, titles are shorter still
LEAST = 3  # items that show a habit
SMALL = 5  # one in so many items begins with a small letter, where that is a habit
NUMBERED = 0.9  # of the items have a number, where that is a habit: a scan loses some
STOPPED = 0.8  # of the items end with a full stop, where that is a habit: people forget some
LEAST_TITLES = 2  # that show a habit of titles
TITLES = 3  # one in so many lines like titles has what titles have: the others are short items
SHORTEST_SHORT = 4  # words that a title may have, however short items are
RAISED_WORDS = 14  # of a title at most, where Most of Its Words Are Raised
WEIGHTY = 4  # letters of a word that a title raises: not "of", "and", "the"
SENTENCES = 2  # of an item at most: what has more explains one

_EXAMPLE = re.compile(
    r"\s*[\[(]?(?:for (?:example|instance)\b|for ex\b|ex\.|e\.\s?g\.|i\.\s?e\.|(?:an? )?(?:examples?|samples?)(?:\s+(?:\d+|[a-z]))?\s*[:(.–—-]"
    r"|(?-i:EXAMPLES?|SAMPLE)\b|illustrations?\b|such as\b|\([^)]{0,80}(?:example|illustration|not scored))"
    r"|.{0,300}[\[(](?:an? |for |not scored[,;] )?(?:example|sample|illustration)s?(?: only|, not scored)?[\])]\s*$",
    re.IGNORECASE | re.DOTALL,
)
_EXAMPLE_WITHIN = re.compile(
    r"\bfor (?:example|instance)\b|\be\.\s?g\.|\bi\.\s?e\.|\bsuch as\b", re.IGNORECASE
)
_LEAD = re.compile(
    r".*:|\s*(?:(?:some|a few) )?(?:examples|illustrations|samples)\b(?:[^\w\n]+\w+){0,5}[^\w\n]*",
    re.IGNORECASE,
)  # a line over examples that stand one a line
_BULLET = re.compile(
    r"\s*(?:[•·▪‣◦●■○□►▶➢\uf000-\uf0ff]\s*|[*»§–—-]\s+|o\s+(?=[^\W\d_a-z]))"
)  # \uf0b7 and its like are bullets of symbol fonts
_NUMBERED = re.compile(r"\s*\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+", re.IGNORECASE)
_HEADED = re.compile(
    r"\s*(?:(?P<word>(?:role|section|part|pillar|domain|area|goal|theme|dimension|component|category|topic|strategy|standard"
    r"|principle|module)\s+(?:\d{1,2}|[ivx]{1,5}|[a-h])\b)|(?P<letter>(?-i:[IVX]{1,5}|[A-H])[.):])|(?P<digit>\d{1,2}[.):]))\W*",
    re.IGNORECASE,
)  # what a role's title begins with
_FOOT = re.compile(
    r"\s*(?:©|\(c\)\s|copyright\b|all rights reserved|(?:page|p\.)\s*\d|https?://|www\.)|\s*\d+\s*(?:of|/)\s*\d+\s*$"
    r"|.{0,100}(?:[|•·–—-]|\s{2}|\t)\s*(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?\s*$",
    re.IGNORECASE,
)  # printed at the foot or head of a page
_THANKS = re.compile(
    r"\s*(?:thank you|thanks)(?: (?:very much|so much|all|again|for [^.!]{3,60}))?\W*",
    re.IGNORECASE,
)
LEAST_ASKED = 3  # words of a last item that nobody ticked: "Thank you" is none
_REMARKS = re.compile(
    r"\s*(?:(?:additional|other|further|general|any) )?(?:comments?|notes?|remarks?)\s*(?::|$)",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:,|\b(?:a|an|and|at|by|for|from|in|into|its|of|on|or|that|the|their|to|with))\s*$",
    re.IGNORECASE,
)  # no sentence ends so
_ENDS = (".", "!", "?", ":", ";", ".”", '."', ".)", "?)", "]")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n\s*(?=[^\W\d_a-z]|[•·▪‣*\uf000-\uf0ff-])")


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one form is written: what its roles and its items have in common."""

    coded: bool  # items carry codes
    with_roles: bool  # a column names the role of each item
    each_role: bool  # and does so in each row
    numbered: bool  # items begin with a number or a letter
    bullet: str  # items begin with this bullet, so that it is no sign of an example
    loud: bool  # roles are bold or merged, and items are not
    blank: bool  # nobody filled it
    stopped: bool  # items end with a full stop
    raised: bool  # roles have Most Words Raised
    headed: (
        str  # what roles begin with and items do not: a digit, a letter, a word like "Section A"
    )
    capitals: bool  # roles are written IN CAPITALS
    short: int  # a line of at most so many words may be a title, if nobody ticked it


def kinds(found: Sequence[Line]) -> list[str]:
    """Return for each line what it is: role, item, example or note; else why it is left out.

    Where items carry codes, a line without one is no item. Where they do not, a role is a line
    without a tick that looks like a heading, or reads like one.
    """
    habits = _habits(found)
    named: list[str] = []
    examples = _Examples(habits)
    remarks = False  # below "Comments:"
    for line in found:
        kind = _kind(line, habits)
        said = None if line.ticked else _REMARKS.match(line.text)
        if said and line.text[said.end() :].strip() and _goes_on_below(found, len(named), named):
            named.append(BESIDE)
            continue
        remarks = bool(said) or (remarks and kind == ITEM and not line.ticked)
        named.append(NOTE if remarks else examples.kind(line, kind))
    first = named.index(ITEM) if ITEM in named else 0
    if first and named[first - 1] == EXAMPLE and _may_head(found[first - 1].text):
        named[first - 1] = ROLE  # above the first item nothing is an example
    scored = [number for number, kind in enumerate(named) if kind in (ROLE, ITEM)]
    for number, following in zip_longest(scored, scored[1:]):
        if named[number] == ROLE and (following is None or named[following] == ROLE):
            next_one = number > 0 and _counts_on(found[number - 1].text, found[number].text)
            last = following is None and _may_be_unanswered(found[number], number, named)
            named[number] = (
                ITEM if next_one or last else "A title with no items under it: not a role."
            )
    return named


def _goes_on_below(found: Sequence[Line], number: int, named: Sequence[str]) -> bool:
    """Return whether a line stands right below an item, and more items or such lines follow or came before."""
    below = number > 0 and named[-1] == ITEM and found[number - 1].row == found[number].row - 1
    return below and (BESIDE in named or any(line.ticked for line in found[number + 1 :]))


def _may_be_unanswered(line: Line, number: int, named: Sequence[str]) -> bool:
    """Return whether the last line, which nobody ticked, is one more item: no other line is a role."""
    alone = named.count(ROLE) == 1 and ITEM in named[:number]
    return alone and not line.loud and len(line.text.split()) >= LEAST_ASKED


def _may_head(text: str) -> bool:
    return not marked_example(text, ()) and not text.rstrip().endswith((".", ":", ";", ","))


def _counts_on(before: str, text: str) -> bool:
    """Tell whether one line is numbered 2 and the next one 3."""
    numbers = [re.match(r"\s*\(?(\d{1,2})[.)]\s", each) for each in (before, text)]
    first, second = (int(number[1]) if number else 0 for number in numbers)
    return first > 0 and second == first + 1


class _Examples:
    """Examples that stand one a line below "For example:"."""

    def __init__(self, habits: _Habits) -> None:
        self._habits = habits
        self._go_on = False
        self._bullet: str | None = None  # what the first of them begins with

    def kind(self, line: Line, kind: str) -> str:
        """Return what `line` is, given what it would be if it stood alone."""
        if self._go_on and self._one_more(line, kind):
            kind = EXAMPLE
        else:
            self._go_on, self._bullet = False, None
        begins = kind == EXAMPLE and _LEAD.fullmatch(line.text) is not None
        self._go_on = kind == EXAMPLE and (self._go_on or begins)
        return kind

    def _one_more(self, line: Line, kind: str) -> bool:
        habits = self._habits
        if line.ticked or line.code or kind not in (ITEM, EXAMPLE, ROLE):
            return False
        like_items = (
            (kind == ITEM and habits.blank and habits.stopped)
            or (habits.numbered and _NUMBERED.match(line.text))
            or (habits.each_role and line.role.strip())
        )
        bullet = _bullet(line.text)
        self._bullet = bullet if self._bullet is None else self._bullet
        like_items = like_items or self._bullet != habits.bullet == bullet
        return not like_items and not (kind == ROLE and (_raised(line.text) or line.loud))


def may_be_title(text: str) -> bool:
    """Tell whether `text`, printed above a table, may be the title of what is in it."""
    return len(text.split()) <= LONGEST_ABOVE and not text.rstrip().endswith(_ENDS)


def marked_example(text: str, items: Sequence[str]) -> bool:
    """Tell whether a line says itself that it is an example, or has a bullet that no item has."""
    bullet = _bullet(text)
    own = bullet and bullet not in map(_bullet, items)
    return bool(_EXAMPLE.match(text) or _LEAD.fullmatch(text) or own)


def without_bullet(text: Typed) -> Typed:
    """Return the text of an item without the bullet it was typed with."""
    return Typed(_unbulleted(text), text.place)


def _unbulleted(text: str) -> str:
    found = _BULLET.match(text)
    return text[found.end() :] if found else text


def _bullet(text: str) -> str:
    found = _BULLET.match(text)
    return found[0].strip() if found else ""


def whole(account: Account, found: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, those that were cut in two, as by the end of a page, put together again."""
    items = _items(found)
    lower = sum(_own(line.text)[:1].islower() for line in items) * SMALL > len(items)
    stopped = _stopped(items)
    short = _short(found)
    before: Line | None = None
    for line in found:
        if before and _goes_on(before, line, lower=lower, stopped=stopped, short=short):
            message = f"It goes on from row {before.row}: the two were read as one."
            account.notices.append(Problem(line.text.place, message))
            before = _together_with(before, line)
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _goes_on(before: Line, line: Line, *, lower: bool, stopped: bool, short: int) -> bool:
    """Tell whether `line` is the second half of the line before it, on a form written so.

    On such a form items end with a full stop (`stopped`), and do not begin with a small letter
    (unless `lower`).
    """
    if not _may_go_on(before, line):
        return False
    if line.text[0] == "&" or (line.text[0].islower() and not lower):
        return True
    ends = line.text.endswith(_ENDS) and not line.ticked and not line.loud
    return stopped and ends and _breaks_off(before, short)


def _may_go_on(before: Line, line: Line) -> bool:
    """Tell whether nothing says that a line begins by itself, or that the one before it is whole."""
    if not before.text or not line.text or line.code or _REMARKS.match(line.text):
        return False
    if before.ticked and line.ticked:
        return False
    if before.text.endswith(_ENDS) or _own(line.text) != line.text:
        return False
    return not _EXAMPLE.match(before.text) and not _EXAMPLE.match(line.text)


def _breaks_off(line: Line, short: int) -> bool:
    """Tell whether a line that is no title stops where no sentence does, or is answered already."""
    if line.loud or _like_a_title(line.text, short):
        return False
    return line.ticked or _DANGLING.search(line.text) is not None


def _together_with(before: Line, line: Line) -> Line:
    join = "" if before.text.endswith("-") else " "
    text = Typed(f"{before.text}{join}{line.text}", before.text.place)
    whole = Typed(f"{before.whole.rstrip()}{join}{line.whole.lstrip()}", before.whole.place)
    answer = before.answer if before.marked or not line.ticked else line.answer
    return replace(
        before, cells=(*before.cells, *line.cells), text=text, whole=whole, answer=answer
    )


def _own(text: str) -> str:
    """Return `text` without the bullet or number in front."""
    bare = _unbulleted(text)
    return _NUMBERED.sub("", bare, count=1) if _NUMBERED.match(bare) else bare


def _habits(found: Sequence[Line]) -> _Habits:
    items = _items(found)
    short = _short(found)
    headed = [line for line in found if line.loud and line.text and not line.ticked]
    loud = headed and not any(line.loud for line in items)
    titles = [
        line
        for line in found
        if not line.ticked and _like_a_title(line.text, short) and not _EXAMPLE.match(line.text)
    ]
    bare = [_HEADED.sub("", line.text) for line in titles]
    longer = [text for text in bare if len(text.split()) > 1]  # a single word is always raised
    return _Habits(
        coded=coded(found),
        with_roles=any(line.role.strip() for line in found),
        each_role=sum(bool(line.role.strip()) for line in items) == len(items) > LEAST,
        numbered=sum(bool(_NUMBERED.match(line.text)) for line in items)
        >= max(LEAST, NUMBERED * len(items)),
        bullet=_usual_bullet(items),
        loud=bool(loud) and not any(line.text.endswith(".") for line in headed),
        blank=not any(line.ticked for line in found),
        stopped=_stopped(items),
        raised=sum(map(_raised, longer)) >= max(LEAST_TITLES, len(longer) / TITLES),
        headed=_usual_head(titles, items),
        capitals=sum(line.text.isupper() for line in titles) >= max(LEAST_TITLES, len(titles) / 2),
        short=short,
    )


def _usual_head(titles: Sequence[Line], items: Sequence[Line]) -> str:
    """Return the kind of number or letter that titles begin with and items do not, "" for none."""
    heads = Counter(_head(line.text) for line in titles)
    heads.pop("", None)
    (head, times), *_ = heads.most_common(1) or [("", 0)]
    of_items = sum(_head(line.text) == head for line in items) * 2 > len(items)
    return head if times >= max(LEAST_TITLES, len(titles) / TITLES) and not of_items else ""


def _head(text: str) -> str:
    found = _HEADED.match(text)
    return (found.lastgroup or "") if found else ""


def _usual_bullet(items: Sequence[Line]) -> str:
    """Return the bullet that most items begin with, "" for none."""
    bullets = Counter(_bullet(line.text) for line in items)
    bullet, times = bullets.most_common(1)[0] if bullets else ("", 0)
    return bullet if times * 2 > len(items) else ""


def _items(found: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that are surely items: those answered, on a blank form the long ones."""
    marked = [line for line in found if line.ticked and line.text]
    long = [
        line
        for line in found
        if len(line.text.split()) > LONGEST_TITLE and not _EXAMPLE.match(line.text)
    ]
    return marked if len(marked) * 3 >= len(long) else long


def _stopped(items: Sequence[Line]) -> bool:
    """Tell whether items end with a full stop."""
    return sum(line.text.endswith(_ENDS) for line in items) >= STOPPED * len(items) > 0


def _short(found: Sequence[Line]) -> int:
    """Return how many words a line may have at most to be a title, if nobody ticked it."""
    if coded(found):
        return LONGEST_TITLE
    lengths = [len(line.text.split()) for line in _items(found) or found] or [0]
    usual = int(median(lengths))
    return max(SHORTEST_SHORT, usual // 2) if usual > SHORT_ITEM else max(1, min(lengths) - 1)


def _kind(line: Line, habits: _Habits) -> str:
    if aside := _aside(line):
        return aside
    if habits.coded and line.code:
        return ITEM
    if _EXAMPLE.match(line.text) or _bullet(line.text) not in {"", habits.bullet}:
        return EXAMPLE
    if line.ticked:
        title = line.loud and _like_a_title(line.text, 0)
        return ROLE if habits.coded and title else ITEM
    return _unmarked(line, habits)


def _aside(line: Line) -> str:
    if not line.text:
        return "A mark with no statement beside it." if line.ticked else NOTE
    if TOTALS.fullmatch(line.text.strip(" :")):
        return "A line of totals: Afterword counts for itself."
    if line.ticked:
        return ""
    if _THANKS.fullmatch(line.text):
        return "Words of thanks: not an item."
    return "Printed at the edge of each page: not an item." if _FOOT.match(line.text) else ""


def _unmarked(line: Line, habits: _Habits) -> str:
    if _own(line.text)[:1].islower() and _own(line.text) == line.text:
        return "Goes on from the line above: not an item."
    if habits.each_role and not line.role.strip():
        return EXAMPLE
    if (habits.with_roles and not habits.coded) or _BULLET.match(line.text):
        return ITEM
    if line.loud if habits.loud else _a_title(line.text, habits):
        return ROLE
    return EXAMPLE if _unlike_items(line.text, habits) else ITEM


def _unlike_items(text: str, habits: _Habits) -> bool:
    """Tell whether a line without a tick or code lacks what the items of this form have."""
    if habits.coded or (habits.numbered and not _NUMBERED.match(text)):
        return True
    own = _EXAMPLE_WITHIN.split(_own(text))[0]
    return (habits.stopped and not text.endswith(_ENDS)) or len(
        _SENTENCE_END.findall(own)
    ) > SENTENCES


def _a_title(text: str, habits: _Habits) -> bool:
    if habits.with_roles or (habits.capitals and not text.isupper()):
        return False
    if habits.headed:
        return _head(text) == habits.headed and _like_a_title(text, LONGEST_TITLE)
    return _like_a_title(text, habits.short) and (_raised(text) or not habits.raised)


def _like_a_title(text: str, short: int) -> bool:
    """Tell whether `text` reads like a heading: few words, or Most of Them Raised, and no full stop."""
    words = re.findall(r"[^\W\d_][\w’'-]*", _HEADED.sub("", text))
    ends = text.rstrip().endswith((".", ";", ",", "?"))
    return (
        bool(words)
        and not ends
        and (len(words) <= short or (_raised(text) and len(words) <= RAISED_WORDS))
    )


def _raised(text: str) -> bool:
    """Tell whether Most Words Begin with a Capital."""
    first, *others = re.findall(r"[^\W\d_][\w’'-]*", _HEADED.sub("", text)) or [""]
    long = [word for word in others or [first] if len(word) >= WEIGHTY]
    return sum(map(str.isupper, (word[0] for word in long))) * 2 > len(long)
