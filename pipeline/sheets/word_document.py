"""Read the tables and lists of a Word document (.docx) that people typed cards into."""

from dataclasses import dataclass, field, replace

from pipeline.cells import Sheet
from pipeline.problems import Problem
from pipeline.sheets.package import Attributes, Package
from pipeline.sheets.pages import Pages, TableCell

MAIN = "word/document.xml"
ON = {"", "1", "true", "on"}
PASSED_OVER = {
    "del",
    "moveFrom",
    "instrText",
    "Fallback",
    "txbxContent",
    "pict",
}  # no words of the text
SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
HEADINGS = ("heading", "title", "berschrift", "titre", "titulo")


def read(content: bytes, file: str, most: int) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the tables and lists of a Word document as sheets, and what to know of the rest."""
    package = Package(content, file, "a Word document (.docx)")
    if not package.has(MAIN):
        raise package.refused("It is no Word document.", "Open it in Word and save it as .docx.")
    hears = _Hears(Pages(file, most))
    package.walk(MAIN, hears.start, hears.end, hears.words)
    return hears.pages.read()


@dataclass(slots=True)
class _Hears:
    """Hears the XML of the main text."""

    pages: Pages
    _passed: int = 0  # elements we are in whose words do not count
    _tables: int = 0
    _rows: list[list[TableCell]] = field(default_factory=list)
    _starts: list[dict[int, tuple[int, int]]] = field(default_factory=list)
    _column: int = 0
    _span: int = 1
    _down: str = ""  # "restart" or "continue" where a cell covers rows
    _cell: list[str] = field(default_factory=list)
    _bold: bool = False
    _open: dict[int, tuple[int, int]] = field(default_factory=dict)  # column: row, place in it
    _more: dict[tuple[int, int], list[str]] = field(default_factory=dict)  # words of further rows
    _paragraph: list[str] = field(default_factory=list)
    _is_item: bool = False
    _style: str = ""
    _hears: bool = False

    def start(self, element: str, given: Attributes) -> None:
        """Hear an element open."""
        if element in PASSED_OVER:
            self._passed += 1
        elif self._passed:
            return
        elif element == "tbl":
            self._tables += 1
            if self._tables == 1:
                self._rows, self._open = [], {}
        elif self._tables == 1 and element in {"tr", "tc", "gridSpan", "vMerge"}:
            self._open_in_table(element, given)
        elif element in SIGNS:
            self._paragraph.append(SIGNS[element])
        else:
            self._open_in_paragraph(element, given)

    def _open_in_table(self, element: str, given: Attributes) -> None:
        if element == "tr":
            self._rows.append([])
            self._column = 1
        elif element == "tc":
            self._cell, self._span, self._down, self._bold = [], 1, "", False
        elif element == "gridSpan":
            said = given.get("w:val", "1")
            self._span = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 1
        else:
            self._down = given.get("w:val", "continue")

    def _open_in_paragraph(self, element: str, given: Attributes) -> None:
        if element == "p":
            self._paragraph, self._is_item, self._style = [], False, ""
        elif element == "numPr":
            self._is_item = True
        elif element == "numId" and given.get("w:val") == "0":
            self._is_item = False
        elif element == "pStyle":
            self._style = given.get("w:val", "")
        elif element == "b" and given.get("w:val", "") in ON:
            self._bold = True
        elif element == "t":
            self._hears = True

    def end(self, element: str) -> None:
        """Hear an element close."""
        if element in PASSED_OVER:
            self._passed -= 1
        elif self._passed:
            return
        elif element == "t":
            self._hears = False
        elif element == "p":
            self._close_paragraph()
        elif element == "tc" and self._tables == 1:
            self._close_cell()
        elif element == "tbl":
            self._tables -= 1
            if not self._tables:
                self._put_together()
                self.pages.table(self._rows)

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        if self._hears and not self._passed:
            self._paragraph.append(text)

    def _close_paragraph(self) -> None:
        words = "".join(self._paragraph).strip()
        if self._tables:
            self._cell.append(words)
        elif (self._is_item or "list" in self._style.lower()) and not self._heads():
            self.pages.item(words)
        else:
            self.pages.paragraph(words)

    def _heads(self) -> bool:
        return any(word in self._style.lower() for word in HEADINGS)

    def _put_together(self) -> None:
        """Give each cell that goes on below the words of all its rows."""
        for (at, place), words in self._more.items():
            own = self._rows[at][place]
            self._rows[at][place] = replace(own, words="\n".join(filter(None, words)))
        self._more = {}

    def _close_cell(self) -> None:
        row, column = self._rows[-1], self._column
        self._column += self._span
        above = self._open.get(column)
        if self._down == "continue" and above:
            at, place = above
            own = self._rows[at][place]
            self._rows[at][place] = replace(own, rows=len(self._rows) - at)
            self._more.setdefault(above, [own.words]).extend(self._cell)
            return
        row.append(TableCell("\n".join(self._cell), 1, self._span, self._bold))
        self._open.pop(column, None)
        if self._down:
            self._open[column] = (len(self._rows) - 1, len(row) - 1)
