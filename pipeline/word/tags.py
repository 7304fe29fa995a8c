"""The tags of a template: found in a text, what each means, and the source they make for Jinja.

Every tag gets a line of its own in the source, so that a line number is a place.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import Any

# Delimiters that no text can hold: a static text is checked for them, a value never meets the lexer.
VARIABLE = ("\ufdd2", "\ufdd3")
BLOCK = ("\ufdd4", "\ufdd5")
COMMENT = ("\ufdd6", "\ufdd7")
MARK = ("\ufdd0", "\ufdd1")  # around the number of a tag, until the part is one string
RESERVED = re.compile("[\ufdd0-\ufdd9]")
BROKEN = "?"  # the kind of a tag that is not closed: it is told, and stands for what it may mean

ENDS = {
    "for": "endfor", "if": "endif", "set": "endset", "with": "endwith", "filter": "endfilter",
}  # fmt: skip
MIDDLES = {"else", "elif"}
CELL_TAGS = {"colspan", "cellbg", "vm", "hm"}
WORDS = [*ENDS, *ENDS.values(), *sorted(MIDDLES), *sorted(CELL_TAGS), "raw", "endraw"]


@dataclass(slots=True)
class Tag:
    """One tag: what was typed, what it means, and where it stands."""

    number: int
    typed: str
    kind: str  # "{{", "{%", "{#", "raw" or BROKEN
    level: str  # "", "p", "tr", "tc" or "r"
    code: str  # what Jinja reads
    where: str
    room: str = "text"  # text, plain, attribute, link or field: what a value may become there
    part: str = ""
    joins: str = ""  # "<" and ">" where a dash asks to merge with the paragraph before or after
    look: Any = field(default=None, repr=False)  # the run it stands in, later its properties
    around: str = ""  # the properties of the paragraph it stands in
    near: str = ""  # the beginning of its paragraph
    stuck: bool = False  # a fault of its place is told already
    made: bool = False  # by us, from a tag such as {% vm %}
    optional: bool = False  # a ? ends it: where it prints nothing, what it stands in goes, too

    @property
    def word(self) -> str:
        """The first word of a block tag, such as for or endif."""
        return self.code.split(None, 1)[0] if self.code.strip() else ""

    @property
    def spot(self) -> str:
        """Where it stands, with the words a reader can look for."""
        return f"{self.where} (“{self.near}”)" if self.near else self.where


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend in a template, where it stands."""

    where: str
    message: str
    hint: str = ""
    tag: int = -1


_INLINE = re.compile(f"{MARK[0]}(\\d+){MARK[1]}")
MARKED = re.compile(f"<\\?aw (\\d+)\\?>|{MARK[0]}(\\d+){MARK[1]}")  # between elements, or in a text


def jinja(
    xml: str,
    tags: list[Tag],
    without: frozenset[int] = frozenset(),
    instead: Mapping[int, list[str]] = MappingProxyType({}),
) -> tuple[str, list[int]]:
    """Return `xml` with its marks replaced by code, and the number of the tag on each line.

    Tags `without` sense do nothing; the blocks in `instead` take the place of others, and those
    under -1 stand at the end.
    """
    lines: list[int] = []

    def block(number: int, code: str) -> str:
        lines.append(number)
        return f"{BLOCK[0]}\n {code} {BLOCK[1]}"

    def code(match: re.Match[str]) -> str:
        tag = tags[int(match[1] or match[2])]
        if tag.number in instead:
            return "".join(block(tag.number, each) for each in instead[tag.number])
        if tag.kind in _NO_CODE:
            return _as_typed(tag, inside=match[2] is not None)
        lines.append(tag.number)
        return _source(tag, _idle(tag) if tag.number in without else tag.code)

    source = MARKED.sub(code, xml)
    return source + "".join(block(lines[-1], each) for each in instead.get(-1, ())), lines


def shortened(xml: str, tags: list[Tag]) -> tuple[str, list[int], list[str]]:
    """Return what `jinja` does, without what Jinja need not read: it looks at every sign.

    What stands between the tags is left out, and so is a tag that only names a value, but for its
    line: a mark stands in the place of each (see `STANDS_FOR`). Last come the texts left out. Where
    a dash takes away what stands beside its tag, texts are left in.
    """
    lines: list[int] = []
    texts: list[str] = []
    pieces: list[str] = []
    trims = any(tag.joins for tag in tags)

    def text(words: str) -> None:
        if trims or not words:
            pieces.append(words)
            return
        pieces.append(f"{MARK[0]}{len(texts)}{MARK[1]}")
        texts.append(words)

    at = 0
    for match in MARKED.finditer(xml):
        text(xml[at : match.start()])
        at = match.end()
        tag = tags[int(match[1] or match[2])]
        if tag.kind in _NO_CODE:
            text(_as_typed(tag, inside=match[2] is not None))
            continue
        lines.append(tag.number)
        named = tag.kind == "{{" and not tag.joins and _names(tag.code)
        pieces.append(f"{MARK[0]}{tag.code}\n{MARK[1]}" if named else _source(tag, tag.code))
    text(xml[at:])
    return "".join(pieces), lines, texts


_NO_CODE = ("{#", BROKEN, "raw")


def _as_typed(tag: Tag, *, inside: bool) -> str:
    """Return what stands for a tag without code: what was typed, where that is to be left alone."""
    typed = tag.kind == "raw" and inside
    return escape(tag.typed, quote=False).replace("\n", " ") if typed else ""


def _source(tag: Tag, code: str) -> str:
    opener, closer = VARIABLE if tag.kind == "{{" else BLOCK
    trims = "-" if "<" in tag.joins else "", "-" if ">" in tag.joins else ""
    body = code.replace("\n", " ")
    return f"{opener}{trims[0]}\n {body} {trims[1]}{closer}"


STANDS_FOR = re.compile(f"{MARK[0]}(?:(?P<text>\\d+)|(?P<name>[\\w.]+)\n){MARK[1]}")
_DOTTED = re.compile(r"(?P<first>[A-Za-z_][A-Za-z0-9_]*)(\.[A-Za-z_][A-Za-z0-9_]*)*")
_KEYWORDS = frozenset(["and", "else", "false", "if", "in", "is", "none", "not", "or", "true"])


def _names(code: str) -> bool:
    """Say whether code is no more than a name, or one in another: r.member.city."""
    match = _DOTTED.fullmatch(code)
    return match is not None and match["first"].casefold() not in _KEYWORDS


def _idle(tag: Tag) -> str:
    """Return code in the place of a tag whose own cannot be carried out."""
    if tag.word == "for":
        target = tag.code.partition(" in ")[0] if " in " in tag.code else "for _"
        return f"{target} in []"
    if tag.word == "set":
        return f"{tag.code.partition('=')[0]} = ''"
    if tag.word == "filter":
        return "filter string"
    return f"{tag.word} false" if tag.word in ("if", "elif") else "''"


def in_order(xml: str) -> list[int]:
    """Return the numbers of all tags in `xml`, in the order they are read."""
    return [int(match[1] or match[2]) for match in MARKED.finditer(xml)]


def numbers_in(text: str | None) -> list[int]:
    """Return the numbers of the tags whose marks stand in `text`."""
    if not text or MARK[0] not in text:
        return []
    return [int(each) for each in _INLINE.findall(text)]


Levels = dict[int, tuple[tuple[str, int], ...]]


def levels(xml: str) -> Levels:
    """Return the elements around each tag, outermost first: the name of each and where it begins."""
    found: Levels = {}
    around: list[tuple[str, int]] = []
    for match in _PIECES.finditer(xml):
        number, inside, closes, name, rest = match.groups()
        if number or inside:
            found[int(number or inside)] = tuple(around)
        elif closes:
            around.pop()
        elif name:
            for each in numbers_in(rest):
                found[each] = (*around, (name, match.start()), ("@", 0))
            if not rest.endswith("/"):
                around.append((name, match.start()))
    return found


_PIECES = re.compile(
    f"<\\?aw (\\d+)\\?>|{MARK[0]}(\\d+){MARK[1]}|<(/?)([A-Za-z_][\\w:.-]*)([^>]*)>"
)


OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_BLANKS = dict.fromkeys(map(ord, "\xa0\u2002\u2003\u2007\u2009\u202f\u3000\t\n\r\v\f"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"), None)
_STRAIGHT = {**_BLANKS, **_DASHES, **_NOTHING}
_DOUBLE, _SINGLE = '"“”„‟', "'‘’‚‛"
QUOTES = _DOUBLE + _SINGLE


def scan(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and code of every tag in `text`; end is -1 where a tag is not closed."""
    at = failed = 0
    while match := _OPENER.search(text, at):
        start = match.start("tag")
        if start < 0:
            at = match.end()
            continue
        last = start + (MOST_SIGNS if failed < _MOST_FAILED else _FEW_SIGNS)
        found = (
            _simple(text, start, last)
            or _closed(text, start, last, strict=True)
            or _closed(text, start, last, strict=False)
        )
        failed += found is None
        if found is None and text.startswith(("{{{", "{{%", "{{#"), start):
            at = start + 1
        elif found is None:
            yield start, -1, ""
            at = start + 2
        else:
            end, code = found
            yield start, end, code
            at = end


MOST_SIGNS = 10_000  # that a tag may have; fewer where many in one text are not closed
_FEW_SIGNS, _MOST_FAILED = 200, 20
_OPENER = re.compile(r"\{_[{%]|(?P<tag>\{[{%#])")


_SIMPLE = re.compile(rf"\{{(?:\{{([^{QUOTES}{{}}%#]*)\}}\}}|%([^{QUOTES}{{}}%#]*)%\}})")


def _simple(text: str, start: int, last: int) -> tuple[int, str] | None:
    """Return the end and the code of a tag in which nothing can hide its end, as most are."""
    match = _SIMPLE.match(text, start, last)
    return (match.end(), match[match.lastindex or 0].translate(_STRAIGHT)) if match else None


def _closed(text: str, start: int, last: int, *, strict: bool) -> tuple[int, str] | None:
    """Return the end of the tag that opens at `start` and its code in plain signs.

    Nothing from `last` on is looked at.
    """
    closer = OPENERS[text[start : start + 2]]
    at = start + 2
    code: list[str] = []
    if closer == "#}":
        end = text.find(closer, at, last)
        return (end + 2, text[at:end]) if end >= 0 else None
    braces = 0
    while at < min(len(text), last):
        sign = text[at]
        if not braces and text.startswith(closer, at):
            return at + 2, "".join(code)
        if sign in _DOUBLE or sign in _SINGLE:
            closed = _string(text, at, last, strict=strict)
            if closed is None:
                return None
            code.append(closed[1])
            at = closed[0]
            continue
        if text.startswith(("{{", "{%", "{#"), at):
            return None
        if sign == "{":
            braces += 1
        elif sign == "}":
            braces -= 1
            if braces < 0:
                return None
        code.append(sign.translate(_STRAIGHT))
        at += 1
    return None


def _string(text: str, start: int, last: int, *, strict: bool) -> tuple[int, str] | None:
    """Return the end of the string that opens at `start`, and the string in straight quotes."""
    sign = text[start]
    family = _DOUBLE if sign in _DOUBLE else _SINGLE
    quote = family[0]
    closers = quote if strict and sign == quote else family
    at, inside = start + 1, []
    while at < min(len(text), last):
        sign = text[at]
        if sign == "\\" and at + 1 < len(text):
            inside.append(text[at : at + 2])
            at += 2
            continue
        if sign in closers:
            return at + 1, quote + "".join(inside) + quote
        inside.append({"\n": "\\n", "\t": "\\t"}.get(sign, sign))
        at += 1
    return None


def without_mark(code: str) -> str:
    """Return the code of a field without the ? that makes it optional; "" where it has none."""
    return code[:-1].rstrip() if code.endswith("?") else ""


def split_code(kind: str, code: str) -> tuple[str, str, str]:
    """Return level, joins and the bare code of what stands between the delimiters."""
    joins = ""
    if code[:1] in "-+" and code[:1]:
        joins += "<" if code[0] == "-" else ""
        code = code[1:]
    if code[-1:] in "-+" and code[-1:] and kind == "{%":
        joins += ">" if code[-1] == "-" else ""
        code = code[:-1]
    elif kind == "{{" and code[-1:] == "-":
        joins, code = joins + ">", code[:-1]
    if match := re.match(r"(p|tr|tc|r)\s+(?=\S)", code):
        return match[1], joins, code[match.end() :].strip()
    return "", joins, code.strip()


def unescaped(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return what to put for the escapes in a stretch of text: {_{ means {{ itself."""
    edits: list[tuple[int, int, str]] = []
    if text.find("_", start, end) < 0:
        return edits
    for sign, meant in ESCAPES:
        at = text.find(sign, start, end)
        while at >= 0:
            edits.append((at, at + 3, meant))
            at = text.find(sign, at + 3, end)
    return sorted(edits)


def shorten(text: str, most: int = 40) -> str:
    """Return the beginning of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
