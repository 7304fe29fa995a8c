"""The tags of a template: what each means, where it stands, and the source they make for Jinja.

Every tag gets a line of its own in the source, so that a line number is a place.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

# Delimiters that no text can hold: a static text is checked for them, a value never meets the lexer.
VARIABLE = ("\ufdd2", "\ufdd3")
BLOCK = ("\ufdd4", "\ufdd5")
COMMENT = ("\ufdd6", "\ufdd7")
MARK = ("\ufdd0", "\ufdd1")  # around the number of a tag, until the part is one string
RESERVED = re.compile("[\ufdd0-\ufdd9]")


@dataclass(slots=True)
class Tag:
    """One tag: what was typed, what it means, and where it stands."""

    number: int
    typed: str
    kind: str  # "{{", "{%" or "{#"
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


def jinja(
    xml: str, tags: list[Tag], without: frozenset[int] = frozenset()
) -> tuple[str, list[int]]:
    """Return `xml` with its marks replaced by code, and the number of the tag on each line."""
    lines: list[int] = []

    def code(match: re.Match[str]) -> str:
        tag = tags[int(match[1] or match[2])]
        if tag.kind == "{#":
            return ""
        if tag.kind == "raw":
            return escape(tag.typed).replace("\n", " ") if match[2] else ""
        lines.append(tag.number)
        opener, closer = VARIABLE if tag.kind == "{{" else BLOCK
        body = (_idle(tag) if tag.number in without else tag.code).replace("\n", " ")
        trims = "-" if "<" in tag.joins else "", "-" if ">" in tag.joins else ""
        return f"{opener}{trims[0]}\n {body} {trims[1]}{closer}"

    pattern = f"<\\?aw (\\d+)\\?>|{MARK[0]}(\\d+){MARK[1]}"
    return re.sub(pattern, code, xml), lines


def _idle(tag: Tag) -> str:
    """Return code in the place of a tag whose own cannot be carried out."""
    if tag.word == "for":
        return f"{tag.code.partition(' in ')[0]} in []"
    if tag.word == "set":
        return f"{tag.code.partition('=')[0]} = ''"
    return f"{tag.word} false" if tag.word in ("if", "elif") else "''"


def numbers_in(text: str | None) -> list[int]:
    """Return the numbers of the tags whose marks stand in `text`."""
    return [int(each) for each in re.findall(f"{MARK[0]}(\\d+){MARK[1]}", text or "")]


def levels(xml: str) -> dict[int, tuple[str, ...]]:
    """Return the elements around each tag, outermost first."""
    found: dict[int, tuple[str, ...]] = {}
    around: list[str] = []
    for match in _PIECES.finditer(xml):
        number, inside, closes, name, rest = match.groups()
        if number or inside:
            found[int(number or inside)] = tuple(around)
        elif closes:
            around.pop()
        elif name:
            for each in numbers_in(rest):
                found[each] = (*around, name, "@")
            if not rest.endswith("/"):
                around.append(name)
    return found


_PIECES = re.compile(
    f"<\\?aw (\\d+)\\?>|{MARK[0]}(\\d+){MARK[1]}|<(/?)([A-Za-z_][\\w:.-]*)([^>]*)>"
)
