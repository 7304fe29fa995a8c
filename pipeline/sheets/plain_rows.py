"""Take the plain rows of a sheet out of its XML at once, so that only the others are heard by element.

A plain row holds nothing but cells with a number, words or the result of a formula, written as Excel and its kin write them.
What the patterns take is valid XML. Its line ends are left in its place, so that a fault further
down is named by its line.
"""

import re
from collections.abc import Callable, Generator, Iterator, Sequence

BEGIN, END = b"<sheetData>", b"</row>"
LONGEST = 1 << 20  # bytes of a row that is waited for
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_UTF_8 = frozenset({b"", b"utf-8"})
_WORDS = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]"
_FORMULA = (  # whose result is saved beside it
    r"<f(?: t=\"[A-Za-z]{1,9}\")?(?: ref=\"[A-Z0-9:]{1,21}\")?(?: ca=\"1\")?(?: si=\"\d{1,9}\")?"
    rf"(?:/>|>{_WORDS}*+</f>)"
)
_ATTRIBUTES = r"(?: [A-Za-z][A-Za-z0-9_:.-]*=\"[^\"<>&\x00-\x1f\ufffe\uffff]*\")*+"


def _cell(row: str, group: str) -> str:
    """Return the pattern of a cell in a row of that number, each of its five parts in a `group`."""
    named = rf"<c r=\"{group}[A-Z]{{1,3}}){row}\""
    look, kind = rf" s=\"{group}\d{{1,9}})\"", rf" t=\"{group}[A-Za-z]{{1,9}})\""
    value = rf"<v>{group}{_WORDS}++)</v>"
    words = rf"<is><t(?: xml:space=\"preserve\")?>{group}{_WORDS}*+)</t></is>"
    return rf"{named}(?:{look})?(?:{kind})?(?:/>|>(?:(?:{_FORMULA})?{value}|{words})</c>)"


_CELL = re.compile(_cell(r"\d+", "("), re.ASCII)
_ROW = re.compile(
    rf"[ \t\n]*<row r=\"(?P<row>[1-9]\d{{0,6}})\"(?P<more>{_ATTRIBUTES})"
    rf"(?:/>|>(?P<cells>(?:{_cell('(?P=row)', '(?:')})*+)</row>)",
    re.ASCII,
)
_ALONE = re.compile(r"[ \t\r\n]*<row[\s>](?:(?!<row|<[!?]).)*+", re.DOTALL)
_ATTRIBUTE = re.compile(r" ([^=]+)=\"([^\"]*)\"")

Plain = tuple[str, str, str, str, str]  # its column, look and kind, its value or its words
Take = Callable[[dict[str, str], Sequence[Plain]], object]


def left(chunks: Iterator[bytes], take: Take, begun: Callable[[], bool]) -> Iterator[bytes]:
    """Yield what is left of the XML of a sheet once `take` got the attributes and cells of plain rows.

    `begun` says whether what was yielded so far opened the rows.
    """
    head, begins, rows = next(chunks, b"").partition(BEGIN)
    said = _ENCODING.search(head)
    yield head + begins
    if begins and begun() and (said[1].lower() if said else b"") in _UTF_8:
        rows = yield from _taken(rows, chunks, take)
    yield rows
    yield from chunks


def _taken(held: bytes, chunks: Iterator[bytes], take: Take) -> Generator[bytes, None, bytes]:
    """Yield the rows that are not plain, each by itself; return what is held when no row follows."""
    while True:
        cut = held.rfind(END) + len(END)
        if cut >= len(END):
            try:
                rows = held[:cut].decode()
            except UnicodeDecodeError:
                return held
            at = yield from _others(rows, take)
            held = rows[at:].encode() + held[cut:]
            if at < len(rows):
                return held
        chunk = next(chunks, b"")
        if not chunk or len(held) > LONGEST:
            return held + chunk
        held += chunk


def _others(rows: str, take: Take) -> Generator[bytes, None, int]:
    """Take plain rows and yield the others; return where something else than a row begins, or the end."""
    at = 0
    while at < len(rows):
        if (found := _ROW.match(rows, at)) and (given := _given(found)):
            take(given, _CELL.findall(found["cells"] or ""))
            at = found.end()
            if lines := rows.count("\n", found.start(), at):
                yield b"\n" * lines
            continue
        end = rows.find("</row>", at) + len("</row>")
        row = rows[at:end]
        if not _ALONE.fullmatch(row):
            return at
        yield row.encode()
        at = end
    return at


def _given(row: re.Match[str]) -> dict[str, str] | None:
    """Return the attributes of a row, None where one is there twice."""
    more = _ATTRIBUTE.findall(row["more"])
    given = {"r": row["row"], **dict(more)}
    return given if len(given) == len(more) + 1 else None
