"""Read the tables and lists of a web page (.html) that a form or a survey was saved as."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from lxml import etree

from pipeline.cells import Sheet
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.sheets import amounts, delimited, signature
from pipeline.sheets.pages import Pages, TableCell

PASSED_OVER = {"title", "script", "style", "template", "noscript", "select", "svg"}
BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd",
    "blockquote", "pre", "body", "form", "fieldset", "legend", "ul", "ol", "li", "caption", "nav", "aside", "figure",
}  # fmt: skip
LARGEST = 20 << 20  # bytes
MOST_TAGS = 4_000_000
_CELL = re.compile(
    rb"<t[dh](?:\s[^<>]*)?>(?!\s*</t[dh]>)", re.IGNORECASE
)  # that is not plainly empty
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s{0,9}([A-Za-z0-9_-]{1,40})", re.IGNORECASE)


def read(content: bytes, file: str, most: int) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the tables and lists of a web page as sheets, and what to know of the rest."""
    if content.startswith((signature.ZIP, signature.OLE)) or not content.strip():
        raise _refused(file, "It is no web page." if content.strip() else "It is empty.")
    if len(content) > LARGEST:
        message = f"It is too large: more than {LARGEST >> 20} MB."
        raise LimitReached([Problem(Place(file), message, "Export the answers as CSV.")])
    if sum(1 for _ in islice(_CELL.finditer(content), most + 1)) > most:
        raise amounts.too_many(file, most)
    text, notices = _text(content, file)
    hears = _Hears(file, most)
    target: Any = hears  # the stubs ask for words in bytes, too, which do not come
    parser = etree.HTMLParser(target=target, no_network=True)
    parser.feed(text)
    parser.close()
    hears.leave()
    sheets, left = hears.pages.read()
    return sheets, (*notices, *left)


def _refused(file: str, message: str) -> InputRefused:
    hint = "Save the page again, or export the answers as Excel or CSV."
    return InputRefused([Problem(Place(file), message, hint)])


def _text(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    said = _CHARSET.search(content[:4096])
    if said and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(said[1].decode()), ()
        except (UnicodeDecodeError, LookupError):
            pass
    return delimited.decoded(content, file)


class _Hears:
    """Hears the tags of a page."""

    def __init__(self, file: str, most: int) -> None:
        self.pages = Pages(file, most)
        self._file = file
        self._tags = 0
        self._passed = 0
        self._tables = 0
        self._rows: list[list[TableCell]] = []
        self._cell: list[str] | None = None
        self._comment: list[str] | None = None  # LibreOffice writes those of a cell so
        self._noted = ""
        self._span = (1, 1)
        self._bold = False
        self._lists = 0  # lists we are in
        self._words: list[str] = []

    def start(self, tag: str, given: Mapping[str, str]) -> None:  # noqa: C901 - a line a tag
        """Hear an element open."""
        self._tags += 1
        if self._tags > MOST_TAGS:
            message = "It is too large: it holds too many tags."
            raise LimitReached([Problem(Place(self._file), message, "Export the answers as CSV.")])
        if tag in PASSED_OVER:
            self._passed += 1
        elif self._passed:
            return
        elif tag == "table":
            self._tables += 1
            if self._tables == 1:
                self.leave()
                self._rows = []
        elif self._tables == 1 and tag == "tr":
            self._close_cell()
            self._rows.append([])
        elif self._tables == 1 and tag in {"td", "th"}:
            self._close_cell()
            self._cell, self._bold, self._noted = [], tag == "th", ""
            self._span = (_count(given.get("rowspan")), _count(given.get("colspan")))
        elif tag == "comment":
            self._comment = []
        elif tag == "br":
            self._write("\n")
        elif tag in {"ul", "ol", "li"} and not self._tables:
            self.leave()
            self._lists += tag != "li"
        elif tag in BLOCKS:
            self._block()

    def end(self, tag: str) -> None:
        """Hear an element close."""
        if tag in PASSED_OVER:
            self._passed = max(0, self._passed - 1)
        elif self._passed:
            return
        elif tag == "table" and self._tables:
            self._tables -= 1
            if not self._tables:
                self._close_cell()
                self.pages.table(self._rows)
        elif self._tables == 1 and tag in {"td", "th", "tr"}:
            self._close_cell()
        elif tag == "comment" and self._comment is not None:
            self._noted, self._comment = _tidy(self._comment), None
        elif tag in {"ul", "ol", "li"} and not self._tables:
            self.leave()
            self._lists = max(0, self._lists - (tag != "li"))
        elif tag in BLOCKS:
            self._block()

    def data(self, data: str) -> None:
        """Hear words."""
        if not self._passed:
            self._write(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        """Hear the page end."""

    def leave(self) -> None:
        """Hand over the words of the line or paragraph that ends here."""
        words, self._words = _tidy(self._words), []
        if words and self._lists:
            self.pages.item(words)
        elif words:
            self.pages.paragraph(words)

    def _block(self) -> None:
        if self._tables or self._lists:
            self._write("\n")
        else:
            self.leave()

    def _write(self, words: str) -> None:
        if self._comment is not None:
            self._comment.append(words)
        elif self._cell is not None:
            self._cell.append(words)
        elif not self._tables:
            self._words.append(words)

    def _close_cell(self) -> None:
        if self._cell is not None:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append(
                TableCell(_tidy(self._cell), *self._span, self._bold, self._noted)
            )
        self._cell = None


def _tidy(words: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(filter(None, lines))


def _count(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 4 else 1
