"""A finished Word document, opened for reading: its parts, its styles, the words of an element."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from pipeline.openxml import digits, theme
from pipeline.openxml.walk import GAPS, TBL, TC, P, T

W, VAL = theme.W, theme.VAL
OFF = frozenset({"0", "false", "off", "none"})

_THINGS = frozenset(
    f"{W}{each}" for each in ("drawing", "pict", "object", "sectPr", "br", "fldChar", "fldSimple")
)  # what makes a paragraph without words more than a blank line
_HELD = frozenset(f"{W}{each}" for each in ("r", "t", "tr"))  # what properties come before
# children of an element among which its properties are: before them are marks alone
_BEGINNING = 50
_TAG = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^\n]{0,200}?%\}|\{#[^\n]{0,200}?#\}")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)

_PARTS = {
    f"{W}{tag}": part
    for tag, part in (
        ("hdr", "in a header"), ("ftr", "in a footer"), ("footnote", "in a footnote"),
        ("endnote", "in an endnote"), ("comment", "in a comment"),
    )
}  # fmt: skip


class Finding(NamedTuple):
    """What fails a check: the rule, what is wrong, what to do, and the element it was seen in."""

    rule: str  # one of `rules.ALL`
    message: str
    hint: str
    at: Any = None


@dataclass
class Paper:
    """A Word document, opened for reading, and the words in it that came out of cells."""

    members: Mapping[str, bytes]
    said: tuple[str, ...] = ()
    themed: bool = False  # colors are those of the theme, as Word shows them
    _lines: dict[str, list[Any]] = field(default_factory=dict)  # style → all it is based on
    _looks: dict[tuple[str, str], Any] = field(default_factory=dict)
    _styled: dict[Any, str] = field(default_factory=dict)  # paragraph → its style
    _runs: dict[Any, tuple[str, str]] = field(default_factory=dict)  # run → its styles
    _levels: dict[Any, int | None] = field(default_factory=dict)  # paragraph → as a heading
    _named: dict[str, int | None] = field(default_factory=dict)  # style → the same, by its name
    _under: dict[Any, str] = field(default_factory=dict)  # block → the heading above it

    def root(self, name: str) -> Any:
        """Return the root of a part, an empty element where the part is not there."""
        content = self.members.get(name)
        if content is None:
            return etree.Element("none")
        root = etree.fromstring(content, _PARSER)
        if self.themed:
            theme.resolve(root, self.colors)
            theme.resolve_letters(root, self.colors)
        return root

    @cached_property
    def colors(self) -> dict[str, str]:
        """Return the colors of the theme."""
        return theme.colors(self.members.get("word/theme/theme1.xml"))

    @cached_property
    def core(self) -> Any:
        """Return the properties: title, language, author."""
        return self.root("docProps/core.xml")

    @cached_property
    def settings(self) -> Any:
        """Return the settings."""
        return self.root("word/settings.xml")

    @cached_property
    def document(self) -> Any:
        """Return the main part."""
        return self.root("word/document.xml")

    @cached_property
    def body(self) -> Any:
        """Return the body of the main part."""
        body = self.document.find(f"{W}body")
        return etree.Element("none") if body is None else body

    @cached_property
    def margins(self) -> list[Any]:
        """Return the headers and footers."""
        names = [name for name in self.members if re.match(r"word/(header|footer)\d*\.xml", name)]
        return [self.root(name) for name in sorted(names)]

    @cached_property
    def texts(self) -> list[Any]:
        """Return every part that holds text."""
        notes = [self.root(name) for name in ("word/footnotes.xml", "word/endnotes.xml")]
        return [self.body, *self.margins, *notes]

    @cached_property
    def bookmarks(self) -> frozenset[str]:
        """Return the names of the bookmarks, in whatever part they stand."""
        marks = (each for root in self.texts for each in root.iter(f"{W}bookmarkStart"))
        return frozenset(each.get(f"{W}name", "") for each in marks)

    @cached_property
    def style_part(self) -> Any:
        """Return the part that holds the styles."""
        return self.root("word/styles.xml")

    @cached_property
    def defaults(self) -> Any:
        """Return how letters look where no style says otherwise."""
        return self.style_part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    @cached_property
    def language(self) -> str:
        """Return the language of the whole document, "es-US"; "" where it does not say one."""
        found = None if self.defaults is None else self.defaults.find(f"{W}lang")
        return "" if found is None else str(found.get(VAL, ""))

    @cached_property
    def styles(self) -> dict[str, Any]:
        """Return the styles by id."""
        found = self.style_part.findall(f"{W}style")
        return {each.get(f"{W}styleId", ""): each for each in found}

    @cached_property
    def usual(self) -> dict[str, str]:
        """Return the default style of each type."""
        return {
            each.get(f"{W}type", ""): name
            for name, each in self.styles.items()
            if each.get(f"{W}default") in ("1", "true")
        }

    def style(self, paragraph: Any) -> str:
        """Return the style of a paragraph, the usual one where it names none."""
        if paragraph not in self._styled:
            own = style_of(paragraph, "pPr", "pStyle")
            self._styled[paragraph] = own or self.usual.get("paragraph", "")
        return self._styled[paragraph]

    def line_of(self, style: str) -> list[Any]:
        """Return a style and all it is based on."""
        if style not in self._lines:
            self._lines[style] = self._line_of(style)
        return self._lines[style]

    def _line_of(self, style: str) -> list[Any]:
        line: list[Any] = []
        while style in self.styles and self.styles[style] not in line:
            line.append(self.styles[style])
            based = line[-1].find(f"{W}basedOn")
            style = "" if based is None else based.get(VAL, "")
        return line

    def of_run(self, run: Any, name: str) -> Any:
        """Return a property of a run: its own, else its character style's, else its paragraph style's."""
        path = f"{W}rPr/{W}{name}"
        own = run.find(path)
        if own is not None:
            return own
        if run not in self._runs:
            paragraph = owner(run, P)
            around = "" if paragraph is None else self.style(paragraph)
            self._runs[run] = style_of(run, "rPr", "rStyle"), around
        by_character, by_paragraph = (self.find(style, path) for style in self._runs[run])
        return by_paragraph if by_character is None else by_character

    def size(self, paragraph: Any) -> float:
        """Return how large the letters of a paragraph are, in points, as its style says."""
        own = self.find(self.style(paragraph), f"{W}rPr/{W}sz")
        usual = None if self.defaults is None else self.defaults.find(f"{W}sz")
        found = own if own is not None else usual
        said = "20" if found is None else found.get(VAL, "20")
        return int(said) / 2 if digits.unsigned(said) else 10

    def where(self, element: Any) -> str:
        """Return the part that an element stands in, or the heading above it."""
        for each in (element, *element.iterancestors()):
            part = _PARTS.get(each.tag)
            if part:
                return part
        block = next(
            (e for e in (element, *element.iterancestors()) if e.getparent() is self.body), None
        )
        passed: list[Any] = []
        said = "at the beginning"
        while block is not None:
            if block in self._under:
                said = self._under[block]
                break
            passed.append(block)
            if block.tag == P and self.level(block) is not None and seen(block):
                said = f"under {quoted(words(block))}"
                break
            block = block.getprevious()
        self._under.update(dict.fromkeys(passed, said))
        return said

    def find(self, style: str, path: str) -> Any:
        """Return the nearest element at `path` in a style and what it is based on."""
        key = style, path
        if key not in self._looks:
            found = (each.find(path) for each in self.line_of(style))
            self._looks[key] = next((each for each in found if each is not None), None)
        return self._looks[key]

    def level(self, paragraph: Any) -> int | None:
        """Return the heading level of a paragraph, 1 for the highest; None for plain text."""
        if paragraph not in self._levels:
            self._levels[paragraph] = self._level(paragraph)
        return self._levels[paragraph]

    def _level(self, paragraph: Any) -> int | None:
        style = style_of(paragraph, "pPr", "pStyle")
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        found = own if own is not None else self.find(style, f"{W}pPr/{W}outlineLvl")
        if found is not None and digits.unsigned(found.get(VAL, "9")) and int(found.get(VAL)) < 9:
            return int(found.get(VAL)) + 1
        if style not in self._named:
            self._named[style] = self._named_level(style)
        return self._named[style]

    def _named_level(self, style: str) -> int | None:
        for each in self.line_of(style):
            name = each.find(f"{W}name")
            if name is not None and (
                match := re.fullmatch(r"heading (\d)", name.get(VAL, "").casefold())
            ):
                return int(match[1])
        return None

    def numbered(self, paragraph: Any) -> int | None:
        """Return the level of a paragraph in a real list, 0 for the highest; None outside lists."""
        style = style_of(paragraph, "pPr", "pStyle")
        own = paragraph.find(f"{W}pPr/{W}numPr")
        found = own if own is not None else self.find(style, f"{W}pPr/{W}numPr")
        number = None if found is None else found.find(f"{W}numId")
        if found is None or (number is not None and number.get(VAL) == "0"):
            return None
        level = found.find(f"{W}ilvl")
        return digits.number(level.get(VAL)) if level is not None else 0

    def typed(self, words: str) -> bool:
        """Say whether somebody typed these words into a cell: they are not ours to judge."""
        return any(words in each for each in self.said)

    def tags(self, text: str) -> list[str]:
        """Return the tags that a template left in `text`, but for those that somebody typed."""
        found = _TAG.findall(text) if "{" in text else []
        return [tag for tag in found if not self.typed(tag)]


def style_of(element: Any, properties: str, kind: str) -> str:
    """Return the style that a paragraph, a run or a table names."""
    found = property_of(element, properties, kind)
    return "" if found is None else str(found.get(VAL, ""))


def property_of(element: Any, properties: str, name: str) -> Any:
    """Return a property of a paragraph, a run or a table, None where it says nothing of it.

    Properties come first: a table of thousands of rows is not looked through for each of them.
    """
    first = f"{W}{properties}"
    for each in islice(element, _BEGINNING):
        if each.tag == first:
            return each.find(f"{W}{name}")
        if each.tag in _HELD:
            return None
    return None


_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def seen(element: Any) -> str:
    """Return the words of an element that a reader sees: without invisible signs, without edges."""
    return words(element).translate(_UNSEEN).strip()


@lru_cache(maxsize=131_072)
def words(element: Any) -> str:
    """Return the words of an element, tabs and breaks among them.

    A score of checks ask for those of each paragraph; `proof.faults` forgets them with the document.
    """
    pieces = []
    for each in element.iter(T, *GAPS):
        if each.tag != T:
            pieces.append(GAPS[each.tag])
        elif each.text:
            pieces.append(each.text)
    return "".join(pieces)


_CITED = re.compile('"[^"]{0,500}"|“[^”]{0,500}”')


def uncited(text: str) -> str:
    """Return `text` with nothing between its quotation marks: what is cited is not said here."""
    return _CITED.sub("“”", text)


def quoted(text: str) -> str:
    """Return the words in quotation marks, long ones cut for the message."""
    short = " ".join(text.split())
    return f'"{short}"' if len(short) <= 60 else f'"{short[:59].rstrip()}…"'


def on(element: Any) -> bool:
    """Say whether a property is there and not switched off."""
    return element is not None and element.get(VAL, "true") not in OFF


def owner(element: Any, tag: str) -> Any:
    """Return the nearest element around `element` with that tag, None where there is none."""
    return next(element.iterancestors(tag), None)


def empty(paragraph: Any) -> bool:
    """Say whether a paragraph is a blank line."""
    if seen(paragraph):
        return False
    return not any(each.tag in _THINGS for each in paragraph.iter())


def stories(root: Any) -> Iterator[list[Any]]:
    """Yield the paragraphs and tables that stand one after the other: of a part, a note, a cell."""
    for each in root.iter(root.tag, f"{W}footnote", f"{W}endnote", f"{W}sdtContent", TC):
        yield list(each.iterchildren(P, TBL))


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first finding only: one is enough to send a person to the place."""
    yield from list(findings)[:1]
