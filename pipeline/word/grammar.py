"""Read every tag by itself and as part of its blocks, so that all faults are told, not the first."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError

from pipeline.word import syntax
from pipeline.word.sandbox import plain_room
from pipeline.word.tags import BROKEN, ENDS, MIDDLES, WORDS, Fault, Levels, Tag

NOT_ALLOWED = {
    "macro", "endmacro", "call", "endcall", "import", "from", "include", "extends", "block",
    "endblock", "do", "autoescape", "trans", "debug", "break", "continue",
}  # fmt: skip


Repairs = dict[int, list[str]]


def read(found: list[Tag], levels: Levels, room: Any) -> tuple[list[Fault], Repairs | None]:
    """Return every fault of the tags of one part, given in the order they are read.

    Return also, for each block tag that breaks the balance, the code that would keep it: what
    else is wrong is then told as well. Under -1 stands what is missing at the end. It is None
    where there are too many blocks in each other to read them all at once.
    """
    faults: list[Fault] = []
    blocks = _Blocks(levels)
    for tag in found:
        alone = [] if tag.kind == BROKEN else list(_alone(tag, room, blocks.banned))
        if not tag.made and tag.kind != "{{":
            faults += blocks.read(tag, told=bool(alone))
        if not tag.made or tag.kind == "{{":
            faults += [
                Fault(tag.spot, f"{tag.typed}: {message}", hint, tag.number)
                for message, hint in alone
            ]
    faults += blocks.left_open()
    return faults, None if blocks.too_much else blocks.repairs


def is_plain(found: list[Tag], levels: Levels) -> bool:
    """Return whether the tags of a part are sound as blocks, so that all can be read at once."""
    if any(tag.kind == BROKEN or _misused(tag) for tag in found):
        return False
    if any(tag.kind == "{%" and not tag.made and tag.word not in WORDS for tag in found):
        return False
    blocks = _Blocks(levels)
    for tag in found:
        if tag.kind != "{{" and not tag.made and next(blocks.read(tag, told=False), None):
            return False
    return next(blocks.left_open(), None) is None


def _misused(tag: Tag) -> bool:
    return tag.kind == "{{" and tag.level in ("tr", "tc") and not tag.stuck


MOST_BLOCKS, MOST_LOOPS = 40, 16  # in each other; Python takes some more
MOST_BRANCHES = 300  # of one if


@dataclass(slots=True)
class _Block:
    """A block that is open: the tag that begins it, what it is meant to be, and whether it is told."""

    tag: Tag
    word: str
    told: bool = False
    ended: bool = False  # by an else, behind which only the end may stand
    branches: int = 0

    @property
    def end(self) -> str:
        return ENDS[self.word]


class _Blocks:
    """The blocks of one part while its tags are read: one slip is told once, not twice."""

    def __init__(self, levels: Levels) -> None:
        self.levels = levels
        self.open: list[_Block] = []
        self.repairs: Repairs = {}
        self.told: list[str] = []  # ends that were missed where another block ended
        self.too_much = False  # to be read as a whole
        self.banned: set[str] = set()  # ends of what is not allowed, told with its beginning

    def read(self, tag: Tag, *, told: bool) -> Iterator[Fault]:
        """Open or close a block; `told` says that a fault of this tag is told already."""
        word = meant(tag)
        guessed = tag.kind == BROKEN or word != tag.word
        if guessed:
            self.repairs[tag.number] = []
        if word in NOT_ALLOWED:
            self.banned.add(f"end{word}")
        if word in ENDS and not (word == "set" and "=" in tag.code):
            if guessed:
                self.repairs[tag.number] = [_IDLE[word]]
            self.open.append(_Block(tag, word, guessed or (told and word == "set")))
            loops = sum(block.word == "for" for block in self.open)
            if len(self.open) == MOST_BLOCKS or (word == "for" and loops == MOST_LOOPS):
                self.too_much = True
                yield Fault(tag.spot, f"{tag.typed}: it stands in too many others.")
        elif word == "end" and self.open:
            self.repairs[tag.number] = [self.open.pop().end]
        elif word in ENDS.values():
            yield from self._end(tag, word, told=guessed)
        elif word in MIDDLES:
            yield from self._middle(tag, word, told=guessed)

    def _middle(self, tag: Tag, word: str, *, told: bool) -> Iterator[Fault]:
        block = self.open[-1] if self.open else None
        if block is None or block.word not in ("if", "for"):
            message, hint = "there is no if before it.", "write {% if … %} before it."
        elif block.ended or (word == "elif" and block.word == "for"):
            message = f"no {word} can stand here any more."
            hint = f"end {block.tag.typed} first: {{% {block.end} %}}."
        else:
            block.ended = word == "else"
            block.branches += 1
            if block.branches == MOST_BRANCHES:
                self.too_much = True
                hint = f"{block.tag.typed} has {MOST_BRANCHES} of them before it: use fewer."
                yield Fault(tag.spot, f"{tag.typed}: it is one branch too many.", hint)
            if told:
                self.repairs[tag.number] = [_IDLE[word]]
            elif not block.told:
                for fault in _same_level(block.tag, tag, self.levels):
                    block.told = True
                    yield fault
            return
        self.repairs[tag.number] = []
        if block is None and "endif" not in self.told:
            self.told.append("endif")
        elif block is None:
            return
        if not told:
            yield Fault(tag.spot, f"{tag.typed}: {message}", f"Take it away, or {hint}")

    def _end(self, tag: Tag, word: str, *, told: bool) -> Iterator[Fault]:
        if not any(block.end == word for block in self.open):
            self.repairs[tag.number] = []
            if word in self.told:
                self.told.remove(word)
            elif not told:
                yield self._stray(tag, word)
            return
        ends = [word]
        while self.open[-1].end != word:
            inner = self.open.pop()
            self.told.append(inner.end)
            ends.insert(-1, inner.end)
            if not inner.told:
                message = f"{inner.tag.typed}: this {inner.word} has no {inner.end}."
                yield Fault(inner.tag.spot, message, f"End it before {tag.typed}.")
        begin = self.open.pop()
        if told or len(ends) > 1:
            self.repairs[tag.number] = ends
        if not told and not begin.told:
            yield from _same_level(begin.tag, tag, self.levels)

    def _stray(self, tag: Tag, word: str) -> Fault:
        hint = "Take it away, or write the beginning before it."
        if self.open:
            last = self.open[-1]
            last.told = True
            hint = f"{last.tag.typed} is open: end it with {{% {last.end} %}}."
        begin = word.removeprefix("end")
        return Fault(tag.spot, f"{tag.typed}: there is no {begin} to end here.", hint)

    def left_open(self) -> Iterator[Fault]:
        """Yield every block that has no end."""
        for block in self.open:
            if not block.told:
                tag, level = block.tag, f"{block.tag.level} " if block.tag.level else " "
                message = f"{tag.typed}: this {block.word} has no {block.end}."
                hint = f"Write {{%{level}{block.end} %}} where it ends."
                yield Fault(tag.spot, message, hint)
        self.repairs[-1] = [block.end for block in reversed(self.open)]


# What stands in for a block tag that cannot be read.
_IDLE = {
    "for": "for _ in []",
    "if": "if false",
    "set": "set _",
    "with": "with",
    "filter": "filter string",
    "else": "else",
    "elif": "elif false",
}


def meant(tag: Tag) -> str:
    """Return the first word of a block tag, or the known word that a misspelt one is meant to be."""
    return tag.word if tag.word in WORDS or tag.word in NOT_ALLOWED else _guess(tag)[0]


def _same_level(begin: Tag, end: Tag, levels: Levels) -> Iterator[Fault]:
    here, there = levels.get(begin.number, ()), levels.get(end.number, ())
    if (
        begin.stuck
        or end.stuck
        or (_names(here) == _names(there) and not _apart(begin, end, levels))
    ):
        return
    message = f"{begin.typed} and {end.typed} do not stand at the same level."
    if begin.level == end.level and "w:sdt" in set(_names(here)) ^ set(_names(there)):
        hint = "One of them stands in a content control: move both into it, or both out of it."
    elif begin.level == end.level:
        hint = f"Move both into the same {_HOLDS.get(begin.level, 'paragraph, link or box')}."
    else:
        prefix = next(each for each in _WIDEST if each in (begin.level, end.level))
        wrong = end if begin.level == prefix else begin
        hint = f"Write {{%{prefix} {wrong.code} %}}{_alone_in(prefix)}."
    yield Fault(end.spot, message, hint)


_WIDEST = ("tr", "tc", "p", "r")


def _alone_in(prefix: str) -> str:
    kind = {"tr": "row", "tc": "cell", "p": "paragraph"}.get(prefix)
    return f" in a {kind} of its own" if kind else ""


_HOLDS = {"p": "cell, box or note", "tr": "table", "tc": "row"}
_WHOLE = {
    f"w:{each}" for each in ("tbl", "tr", "tc", "txbxContent", "footnote", "endnote", "comment")
}


def _names(around: tuple[tuple[str, int], ...]) -> list[str]:
    return [name for name, _ in around]


def _apart(begin: Tag, end: Tag, levels: Levels) -> bool:
    """Return whether two tags with a prefix stand in different tables, rows, cells or boxes."""
    one, other = (
        [each for each in levels.get(tag.number, ()) if each[0] in _WHOLE] for tag in (begin, end)
    )
    return begin.level in _HOLDS and one != other


def _alone(tag: Tag, room: Any, banned: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one tag, read by itself; the `banned` ends are told already."""
    if not tag.code:
        hint = "Write the name of a field in it." if tag.kind == "{{" else "Take it away."
        yield "it is empty.", hint
        return
    if _misused(tag):
        yield f"the prefix {tag.level} is for {{% … %}} only.", f"Write {{{{ {tag.code} }}}}."
    source = _whole(tag)
    if source is None:
        if tag.word not in banned:
            yield from _without_code(tag)
        return
    try:
        tree = plain_room().parse(source)
    except TemplateSyntaxError as error:
        yield explain(tag.code, error)
    except RecursionError:
        yield "it is nested too deep.", ""
    except ValueError:  # Python reads no number of more than some thousand digits
        yield "the number is too large.", ""
    else:
        ours = bool(tag.made)
        for _, message, hint in syntax.refusals(tree, room.filters, room.tests, lambda _: ours):
            yield message, hint


def _whole(tag: Tag) -> str | None:
    """Return a source that holds the code of `tag` alone, None where there is nothing to read."""
    code, word = tag.code, tag.word
    if tag.kind == "{{":
        return f"{{{{ {code} }}}}"
    if word == "set" and "=" in code:
        return f"{{% {code} %}}"
    if word in ENDS:
        return f"{{% {code} %}}{{% {ENDS[word]} %}}"
    return f"{{% if 1 %}}{{% {code} %}}{{% endif %}}" if word == "elif" else None


def _without_code(tag: Tag) -> Iterator[tuple[str, str]]:
    word = tag.word
    if word == "endraw":
        yield "there is no raw to end here.", "Take it away."
    elif word in MIDDLES or word in ENDS.values():
        if len(tag.code.split()) > 1:
            yield f"nothing can follow {word}.", "Did you mean elif?" if word == "else" else ""
    elif word in NOT_ALLOWED:
        yield f"“{word}” is not allowed in a template.", ""
    else:
        yield f"“{word}” is not known here.", _guess(tag)[1]


_ELSEWHERE = {"elseif": "elif", "elsif": "elif", "foreach": "for", "each": "for", "fi": "endif"}
_PREFIXES = ("tr", "tc", "p", "r")


def _guess(tag: Tag) -> tuple[str, str]:
    """Return the known word that an unknown one is meant to be, and what to write."""
    word, *rest = tag.code.split() or [""]
    small = word.casefold()
    if small in _PREFIXES and rest and rest[0] in WORDS:
        return rest[0], f"Write the prefix right behind the %: {{%{small} {' '.join(rest)} %}}."
    for prefix in _PREFIXES:
        if small.startswith(prefix) and (bare := small.removeprefix(prefix)) in WORDS:
            return bare, f"Write a space: {{%{prefix} {' '.join((bare, *rest))} %}}."
    if small == "end":
        last = f"end{rest[0]}" if rest and f"end{rest[0]}" in WORDS else "end"
        return last, f"Did you mean {last if last in WORDS else 'endif or endfor'}?"
    near = _ELSEWHERE.get(small) or _near(small)
    return (near, f"Did you mean {near}?") if near else ("", "")


@lru_cache(maxsize=1_000)
def _near(word: str) -> str:
    """Return the known word that is most like an unknown one, "" where none is."""
    return next(iter(get_close_matches(word, WORDS, n=1)), "")


_NO_SIGN = re.compile("unexpected (?:char )?'(.{1,2})'")
_INSTEAD = {
    "&": "Write and.", "&&": "Write and.", "|": "Write or.", "||": "Write or.",
    "!": "Write not, or != for “is not the same”.", "?": "Write {{ 'this' if field else 'that' }}.",
}  # fmt: skip
_SMALL = {"and", "or", "not", "in", "is", "if", "else"}
_EXPECTED = re.compile(r"expected token '(.+?)', got '(.+?)'")
_AT_END = ("unexpected end of template", "Expected an expression", "unexpected 'end of")


def explain(code: str, error: TemplateSyntaxError) -> tuple[str, str]:
    """Return what is wrong with `code`, in plain words, and what to do."""
    for is_it, message, hint in _SLIPS:
        if is_it(code):
            return message, hint
    said = error.message or ""
    if match := _EXPECTED.search(said):
        found = "the end" if match[2].startswith("end of") else f"“{match[2]}”"
        if match[1].startswith("end of"):
            hint = _joined(code) or "A name has no spaces, and two things need a sign between them."
            if match[2].lower() in _SMALL and not match[2].islower():
                hint = f"Write it in small letters: {match[2].lower()}."
            elif match[2] in (";", "then"):
                hint = "Take it away."
            return f"{found} is one thing too many.", hint
        return f"it needs {match[1]} where {found} stands.", _INSTEAD.get(match[2], "")
    if any(sign in said for sign in _AT_END):
        return "something is missing at the end.", "Write what belongs there."
    match = _NO_SIGN.match(said)
    hint = _INSTEAD.get(match[1], "Take it away.") if match else ""
    return f"“{match[1]}” means nothing here." if match else f"{said[:1].lower()}{said[1:]}.", hint


_WORDS_ALONE = re.compile(r"\s*([^\W\d]\w*(?: +\w+)+)\s*(?:\||\Z)")


def _joined(code: str) -> str:
    """Return how to name the column whose heading was written into a tag, "" where it is none."""
    found = _WORDS_ALONE.match(code)
    if not found or not {*WORDS, *_SMALL, "set"}.isdisjoint(found[1].lower().split()):
        return ""
    name = "_".join(found[1].lower().split())
    return f"A name has no spaces: write {name} for a column headed “{found[1]}”."


_ONE_EQUALS = re.compile(r"\s*(?:el)?if\b.*(?<![=!<>])=(?![=>])")
_SLIPS: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (re.compile("[^'\"]*<>").match, "<> does not compare.", "Write != to ask whether two things differ."),
    (re.compile("[^'\"]*=>").match, "=> does not compare.", "Write >= to ask whether one is at least the other."),
    (re.compile("[^'\"]*===").match, "=== does not compare.", "Write == to ask whether two things are the same."),
    (_ONE_EQUALS.match, "one = does not compare.", "Write == to ask whether two things are the same."),
    (lambda code: code.count('"') % 2 or code.count("'") % 2, "a quotation mark is missing.", "Put one at the end of the text."),
    (lambda code: code.count("(") != code.count(")"), "a bracket ( or ) is missing.", "Each ( needs a )."),
    (lambda code: code.count("[") != code.count("]"), "a bracket [ or ] is missing.", "Each [ needs a ]."),
    (lambda code: re.fullmatch("{[^:]*}", code), "it has a brace too many on each side.", "Write {{ name }}."),
    (lambda code: code.rstrip()[-1:] in set("+-*/~|.,"), "something is missing after the last sign.", "Take the sign away, or write what belongs after it."),
    (re.compile("[^'\"]*[.][.]").match, "a name is missing between two dots.", "Write one dot."),
    (lambda code: code.startswith("for ") and " in " not in code, "a for needs “in”.", "Write {% for item in items %}."),
)  # fmt: skip
