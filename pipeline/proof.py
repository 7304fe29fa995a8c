"""Proof-read a finished Word document: what Section 508 asks that a machine can see, and stray tags."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from lxml import etree

from pipeline.problems import Place, Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VAL = f"{_W}val"
_P, _TBL, _TR, _TC, _RUN, _T = (f"{_W}{each}" for each in ("p", "tbl", "tr", "tc", "r", "t"))
_THINGS = frozenset(
    {
        f"{_W}{each}"
        for each in ("drawing", "pict", "object", "sectPr", "br", "fldChar", "fldSimple")
    }
)  # what makes a paragraph without words more than a blank line
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_TAG = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^\n]{0,200}?%\}|\{#[^\n]{0,200}?#\}")
_LIST_SIGN = re.compile(r"\s{0,9}([•·▪◦‣●○*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_ADDRESS = re.compile(r"(https?://|www\.)\S{1,2000}", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    {"", "click here", "here", "link", "more", "read more", "learn more", "this", "this link"}
)
_LETTER = re.compile(r"(^|[-_ ])letter$", re.IGNORECASE)
_UNTITLED = frozenset({"document", "title", "untitled", "word document", "document1"})
_OFF = frozenset({"0", "false", "off", "none"})
_OPENING = 12  # paragraphs in which a draft must be called one
_SMALL, _LARGE = 4.5, 3.0  # contrast asked of small print and of large
_HEADING_PAIR = 2

Finding = tuple[str, str]  # what is wrong, what to do


def check(document: bytes, name: str, said: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return what keeps the Word document `name` from going out; `said` are words out of cells."""
    if not name.endswith(".docx"):
        return ()
    with ZipFile(BytesIO(document)) as package:
        members = {each: package.read(each) for each in package.namelist() if _read(each)}
    paper = _Paper(members)
    letter = _LETTER.search(PurePosixPath(name).stem) is not None
    findings = [
        *_title(paper),
        *_language(paper),
        *_protection(paper),
        *_headings(paper, letter=letter),
        *_draft_only_in_margin(paper),
    ]
    for root in paper.texts:
        findings += [*_tables(root), *_pictures(root), *_lists(paper, root), *_links(root)]
        findings += [*_blank_lines(root), *_contrast(paper, root), *_controls(root)]
    findings += _tags(paper, tuple(said))
    return tuple(Problem(Place(name), *each) for each in dict.fromkeys(findings))


def _read(name: str) -> bool:
    return name in ("docProps/core.xml", "word/styles.xml", "word/settings.xml") or (
        re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name)
        is not None
    )


# ── the paper ────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Paper:
    """A Word document, opened for reading."""

    members: Mapping[str, bytes]
    _looks: dict[tuple[str, str], Any] = field(default_factory=dict)

    def root(self, name: str) -> Any:
        """Return the root of a part, an empty element where the part is not there."""
        content = self.members.get(name)
        return etree.Element("none") if content is None else etree.fromstring(content, _PARSER)

    @cached_property
    def core(self) -> Any:
        return self.root("docProps/core.xml")

    @cached_property
    def settings(self) -> Any:
        return self.root("word/settings.xml")

    @cached_property
    def body(self) -> Any:
        body = self.root("word/document.xml").find(f"{_W}body")
        return etree.Element("none") if body is None else body

    @cached_property
    def margins(self) -> list[Any]:
        names = [name for name in self.members if re.match(r"word/(header|footer)\d*\.xml", name)]
        return [self.root(name) for name in sorted(names)]

    @cached_property
    def texts(self) -> list[Any]:
        notes = [self.root(name) for name in ("word/footnotes.xml", "word/endnotes.xml")]
        return [self.body, *self.margins, *notes]

    @cached_property
    def defaults(self) -> Any:
        return self.root("word/styles.xml").find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")

    @cached_property
    def styles(self) -> dict[str, Any]:
        found = self.root("word/styles.xml").findall(f"{_W}style")
        return {each.get(f"{_W}styleId", ""): each for each in found}

    @cached_property
    def usual(self) -> dict[str, str]:
        """Return the default style of each type."""
        return {
            each.get(f"{_W}type", ""): name
            for name, each in self.styles.items()
            if each.get(f"{_W}default") in ("1", "true")
        }

    def line_of(self, style: str) -> list[Any]:
        """Return a style and all it is based on."""
        line: list[Any] = []
        while style in self.styles and self.styles[style] not in line:
            line.append(self.styles[style])
            based = line[-1].find(f"{_W}basedOn")
            style = "" if based is None else based.get(_VAL, "")
        return line

    def find(self, style: str, path: str) -> Any:
        """Return the nearest element at `path` in a style and what it is based on."""
        key = style, path
        if key not in self._looks:
            found = (each.find(path) for each in self.line_of(style))
            self._looks[key] = next((each for each in found if each is not None), None)
        return self._looks[key]

    def level(self, paragraph: Any) -> int | None:
        """Return the heading level of a paragraph, 1 for the highest; None for plain text."""
        style = _style(paragraph, "pPr", "pStyle")
        own = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        found = own if own is not None else self.find(style, f"{_W}pPr/{_W}outlineLvl")
        if found is not None and found.get(_VAL, "9").isdigit() and int(found.get(_VAL)) < 9:
            return int(found.get(_VAL)) + 1
        for each in self.line_of(style):
            name = each.find(f"{_W}name")
            if name is not None and (
                match := re.fullmatch(r"heading (\d)", name.get(_VAL, "").casefold())
            ):
                return int(match[1])
        return None


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def _style(element: Any, properties: str, kind: str) -> str:
    found = element.find(f"{_W}{properties}/{_W}{kind}")
    return "" if found is None else str(found.get(_VAL, ""))


def _words(element: Any) -> str:
    pieces = []
    for each in element.iter(_T, *_BREAKS):
        if each.tag != _T:
            pieces.append(_BREAKS[each.tag])
        elif each.text:
            pieces.append(each.text)
    return "".join(pieces)


def _quoted(words: str) -> str:
    short = " ".join(words.split())
    return f'"{short}"' if len(short) <= 60 else f'"{short[:59].rstrip()}…"'


def _on(element: Any) -> bool:
    return element is not None and element.get(_VAL, "true") not in _OFF


# ── the document as a whole ──────────────────────────────────────────────────────────────────


def _title(paper: _Paper) -> Iterator[Finding]:
    title = (paper.core.findtext(f"{_DC}title") or "").strip()
    hint = "In Word: File, Info, Title: write what the document is."
    if not title:
        yield "The document has no title in its properties.", hint
    elif re.search(r"\.(docx?|dotx)$", title, re.IGNORECASE):
        yield f"Its title {_quoted(title)} is a file name.", hint
    elif title.casefold() in _UNTITLED or _TAG.search(title):
        yield f"Its title {_quoted(title)} says nothing of the document.", hint


def _language(paper: _Paper) -> Iterator[Finding]:
    found = None if paper.defaults is None else paper.defaults.find(f"{_W}lang")
    language = "" if found is None else found.get(_VAL, "")
    hint = "In Word: Review, Language, Set Proofing Language, Set As Default."
    if not _LANGUAGE.fullmatch(language):
        yield "The document does not say what language it is in.", hint
        return
    theme = paper.settings.find(f"{_W}themeFontLang")
    others = [paper.core.findtext(f"{_DC}language"), None if theme is None else theme.get(_VAL)]
    for other in others:
        if other and other != language:
            yield f"The document says it is in {language} and also in {other}.", hint


def _protection(paper: _Paper) -> Iterator[Finding]:
    found = paper.settings.find(f"{_W}documentProtection")
    if found is not None and found.get(f"{_W}enforcement", "0") not in _OFF:
        hint = "In Word: Review, Restrict Editing, Stop Protection."
        yield "The document is protected against changes; a screen reader may be shut out.", hint


def _headings(paper: _Paper, *, letter: bool) -> Iterator[Finding]:
    found: list[tuple[int, str]] = []
    for paragraph in paper.body.iter(_P):
        level = paper.level(paragraph)
        if level is not None:
            words = _words(paragraph).strip()
            found.append((level, words))
            if not words:
                after = found[-2][1] if len(found) >= _HEADING_PAIR else ""
                where = f"after {_quoted(after)}" if after else "at the beginning"
                yield f"A heading {where} is empty.", "Write it, or delete the line."
    if letter:
        return
    firsts = [words for level, words in found if level == 1]
    if not firsts:
        yield "No heading is of level 1.", "Give the title of the document the style Heading 1."
    for words in firsts[1:]:
        hint = "Keep Heading 1 for the title of the document; sections are Heading 2."
        yield f"A second heading of level 1, {_quoted(words)}.", hint
    before = 0
    for level, words in found:
        if before and level > before + 1:
            hint = f"Make it Heading {before + 1}."
            yield (
                f"The heading {_quoted(words)} is of level {level} and follows level {before}.",
                hint,
            )
        before = level


def _draft_only_in_margin(paper: _Paper) -> Iterator[Finding]:
    in_margin = any("draft" in _words(each).casefold() for each in paper.margins)
    opening = [_words(each) for _, each in zip(range(_OPENING), paper.body.iter(_P), strict=False)]
    if in_margin and not any("draft" in each.casefold() for each in opening):
        hint = "Say so in its first lines, too: a screen reader skips headers and footers."
        yield "Only the header or footer says that this is a draft.", hint


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def _tables(root: Any) -> Iterator[Finding]:
    for number, table in enumerate(root.iter(_TBL), start=1):
        for message, hint in _table(table):
            yield f"Table {number}: {message}", hint


def _table(table: Any) -> Iterator[Finding]:
    rows = [row for row in table.iter(_TR) if _owner(row, _TBL) is table]
    cells = [[cell for cell in row.iter(_TC) if _owner(cell, _TR) is row] for row in rows]
    if any(each is not table for each in table.iter(_TBL)):
        yield "A table stands inside it.", "Make two tables, one after the other."
    if len(rows) == 1 and len(cells[0]) == 1:
        hint = "Use a paragraph with a border or a shade instead."
        yield "It has one cell: a table is not for layout.", hint
        return
    yield from _head(rows, cells)
    yield from _spans(rows, cells)
    for cell in (cell for row in cells for cell in row):
        shade = cell.find(f"{_W}tcPr/{_W}shd")
        if shade is not None and _color(shade.get(f"{_W}fill")) and not _words(cell).strip():
            yield "A cell speaks by its color alone.", "Write its meaning in words."
            break


def _head(rows: list[Any], cells: list[list[Any]]) -> Iterator[Finding]:
    heads = [_on(row.find(f"{_W}trPr/{_W}tblHeader")) for row in rows]
    if heads and not heads[0]:
        hint = "In Word: select the first row; Table Layout, Repeat Header Rows."
        yield "Its first row is not marked as a header row.", hint
    elif any(later and not earlier for earlier, later in pairwise(heads)):
        yield "A row further down is marked as a header row, too.", "Unmark it, or make two tables."
    for head, row in zip(heads, cells, strict=True):
        if head and any(not _words(cell).strip() for cell in row):
            yield "A header cell is empty.", "Write what its column holds."


def _spans(rows: list[Any], cells: list[list[Any]]) -> Iterator[Finding]:
    for number, (row, here) in enumerate(zip(rows, cells, strict=True), start=1):
        if any(_merged(cell) for cell in here):
            yield f"In row {number}, cells are merged.", "Give every row the same cells."
        elif len(here) != len(cells[0]) or any(
            row.find(f"{_W}trPr/{_W}{each}") is not None for each in ("gridBefore", "gridAfter")
        ):
            what = "there are not as many cells as in row 1"
            yield f"In row {number}, {what}.", "Give every row the same cells."


def _merged(cell: Any) -> bool:
    wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
    if wide is not None and wide.get(_VAL) != "1":
        return True
    return any(cell.find(f"{_W}tcPr/{_W}{each}") is not None for each in ("vMerge", "hMerge"))


def _owner(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


# ── pictures, lists, links, blank lines, controls, tags ──────────────────────────────────────


def _pictures(root: Any) -> Iterator[Finding]:
    for each in root.iter(f"{_WP}docPr"):
        decorative = any(mark.get("val") == "1" for mark in each.iter(_DECORATIVE))
        if not (each.get("descr") or "").strip() and not decorative:
            name = _quoted(each.get("name") or "without a name")
            hint = "In Word: right click it, View Alt Text, and say what it shows."
            yield f"The picture or chart {name} has no alternative text.", hint
    if next(root.iter(f"{_WP}anchor"), None) is not None:
        hint = "In Word: Picture Format, Wrap Text, In Line with Text."
        yield "A picture floats beside the text.", hint
    if next(root.iter(f"{_W}txbxContent", f"{_VML}textbox", f"{_W}background"), None) is not None:
        hint = "Put its words into the body, and delete it."
        yield "There is a text box, WordArt or a background, which screen readers skip.", hint
    if any("watermark" in (each.get("id") or "").casefold() for each in root.iter(f"{_VML}shape")):
        yield "There is a watermark.", "Say it in words in the first lines instead."


def _lists(paper: _Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(_P):
        if _owner(paragraph, _TC) is not None or not _LIST_SIGN.match(words := _words(paragraph)):
            continue
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
        if numbered is None:
            style = _style(paragraph, "pPr", "pStyle")
            numbered = paper.find(style, f"{_W}pPr/{_W}numPr")
        if numbered is None and paper.level(paragraph) is None:
            hint = "Use the style List Bullet or List Number, and delete the sign."
            yield f"{_quoted(words)} is a list by its looks only.", hint


def _links(root: Any) -> Iterator[Finding]:
    for words in _link_texts(root):
        text = " ".join(words.split()).strip(" .:»>")
        if text.casefold() in _SAYS_NOTHING or _ADDRESS.fullmatch(text):
            what = f"The link {_quoted(text)}" if text else "A link without words"
            yield f"{what} does not say where it goes.", "Write the name of the page or the site."


def _link_texts(root: Any) -> Iterator[str]:
    for link in root.iter(f"{_W}hyperlink"):
        yield _words(link)
    for simple in root.iter(f"{_W}fldSimple"):
        if (simple.get(f"{_W}instr") or "").split()[:1] == ["HYPERLINK"]:
            yield _words(simple)
    for paragraph in {_owner(each, _P): None for each in root.iter(f"{_W}instrText")}:
        if paragraph is not None:
            yield from _field_links(paragraph)


def _field_links(paragraph: Any) -> Iterator[str]:
    code, words, shown = "", "", False
    for each in paragraph.iter(f"{_W}fldChar", f"{_W}instrText", _T):
        kind = each.get(f"{_W}fldCharType")
        if kind == "begin":
            code, words, shown = "", "", False
        elif kind == "separate":
            shown = True
        elif kind == "end":
            if code.split()[:1] == ["HYPERLINK"]:
                yield words
            code = ""
        elif each.tag == _T:
            words += (each.text or "") if shown else ""
        else:
            code += each.text or ""


def _blank_lines(root: Any) -> Iterator[Finding]:
    last = ""
    for first, second in pairwise(root.iter(_P)):
        last = _words(first).strip() or last
        if first.getnext() is second and _empty(first) and _empty(second):
            after = f"after {_quoted(last)}" if last else "at the beginning"
            hint = "Delete them; space belongs to the styles."
            yield f"There are blank lines, one upon the other, {after}.", hint


def _empty(paragraph: Any) -> bool:
    if _words(paragraph).strip():
        return False
    return not any(each.tag in _THINGS for each in paragraph.iter())


def _controls(root: Any) -> Iterator[Finding]:
    for control in root.iter(f"{_W}sdt"):
        alias = control.find(f"{_W}sdtPr/{_W}alias")
        if alias is None or not alias.get(_VAL, "").strip():
            content = control.find(f"{_W}sdtContent")
            words = "" if content is None else _words(content)
            hint = "In Word: Developer, Properties, Title."
            yield f"The content control {_quoted(words)} has no title.", hint


def _tags(paper: _Paper, said: tuple[str, ...]) -> Iterator[Finding]:
    pages = [_words(each) for root in paper.texts for each in root.iter(_P)]
    for words in (*pages, paper.core.findtext(f"{_DC}title") or ""):
        for tag in _TAG.finditer(words) if "{" in words else ():
            if not any(tag[0] in each for each in said):
                yield f"The tag {tag[0]} was left over.", "Correct it in the template."


# ── contrast ─────────────────────────────────────────────────────────────────────────────────


def _contrast(paper: _Paper, root: Any) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], bool] = {}
    for paragraph in root.iter(_P):
        style = _style(paragraph, "pPr", "pStyle") or paper.usual.get("paragraph", "")
        cell = _owner(paragraph, _TC)
        around = _behind(paper, paragraph, style, cell)
        in_head = _table_look(paper, cell, "rPr/" + _W + "color")
        for run in paragraph.iter(_RUN):
            properties = run.find(f"{_W}rPr")
            own = b"" if properties is None else etree.tostring(properties)
            key = (style, around, in_head, own.decode())
            if key in seen:
                continue
            if seen.setdefault(key, _readable(paper, run, style, around, in_head)):
                continue
            if words := _words(run).strip():
                hint = "Choose a darker color for the letters or a lighter one behind them."
                yield (
                    f"{_quoted(words)} is hard to read: its color is too near to what is behind it.",
                    hint,
                )
            else:
                del seen[key]


def _readable(paper: _Paper, run: Any, style: str, around: str, in_head: str) -> bool:
    character = _style(run, "rPr", "rStyle")
    shade = _look(paper, run, character, "", "shd", f"{_W}fill")
    behind = _color(shade) or _color(around) or "FFFFFF"
    color = _color(
        _look(paper, run, character, style, "color", _VAL) or in_head or _default(paper, "color")
    )
    if not color:  # automatic: black or white, whichever can be read
        return True
    size = _look(paper, run, character, style, "sz", _VAL) or _default(paper, "sz") or "20"
    bold = _look(paper, run, character, style, "b", _VAL, there="true") not in ("", *_OFF)
    points = int(size) / 2 if size.isdigit() else 10
    large = points >= 18 or (bold and points >= 14)
    return _ratio(color, behind) >= (_LARGE if large else _SMALL)


def _look(  # noqa: PLR0913, PLR0917 - where a look may come from
    paper: _Paper, run: Any, character: str, style: str, name: str, attribute: str, there: str = ""
) -> str:
    """Return what the run says of its look, else its character style, else its paragraph style."""
    path = f"{_W}rPr/{_W}{name}"
    for found in (run.find(path), paper.find(character, path), paper.find(style, path)):
        if found is not None:
            return str(found.get(attribute, there))
    return ""


def _default(paper: _Paper, name: str) -> str:
    found = None if paper.defaults is None else paper.defaults.find(f"{_W}{name}")
    return "" if found is None else str(found.get(_VAL, ""))


def _behind(paper: _Paper, paragraph: Any, style: str, cell: Any) -> str:
    """Return the color behind a paragraph: its own, its style's, its cell's, its table's."""
    for found in (
        paragraph.find(f"{_W}pPr/{_W}shd"),
        paper.find(style, f"{_W}pPr/{_W}shd"),
        None if cell is None else cell.find(f"{_W}tcPr/{_W}shd"),
    ):
        if found is not None and _color(found.get(f"{_W}fill")):
            return str(found.get(f"{_W}fill"))
    return _table_look(paper, cell, f"tcPr/{_W}shd", f"{_W}fill")


def _table_look(paper: _Paper, cell: Any, path: str, attribute: str = _VAL) -> str:
    """Return what the table's style says of this cell: of the first row there, else of all."""
    if cell is None:
        return ""
    table, row = _owner(cell, _TBL), _owner(cell, _TR)
    style = _style(table, "tblPr", "tblStyle")
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    first = row is table.find(_TR) and _first_row_on(look)
    for each in paper.line_of(style):
        parts = [each]
        if first:
            kinds = each.findall(f"{_W}tblStylePr")
            parts = [kind for kind in kinds if kind.get(f"{_W}type") == "firstRow"] + parts
        for part in parts:
            found = part.find(f"{_W}{path}")
            if found is not None and _color(found.get(attribute)):
                return str(found.get(attribute))
    return ""


def _first_row_on(look: Any) -> bool:
    if look is None:
        return False
    named = look.get(f"{_W}firstRow")
    if named is not None:
        return named not in _OFF
    bits = look.get(_VAL, "0")
    return bool(re.fullmatch("[0-9A-Fa-f]{1,4}", bits)) and bool(int(bits, 16) & 0x20)


def _color(typed: str | None) -> str:
    """Return six hexadecimal digits, "" where the color is left to Word."""
    return typed if typed and re.fullmatch("[0-9A-Fa-f]{6}", typed) else ""


def _ratio(one: str, other: str) -> float:
    """Return the contrast of two colors as WCAG reckons it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
