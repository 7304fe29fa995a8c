"""Open the zip that a workbook is, and trust nothing it says about itself."""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.sheets import signature

BUDGET = (
    100 << 20
)  # bytes of XML we unpack from one workbook; a hundred thousand cells are some 6 MB
CHUNK = 1 << 16
DEEPEST = 256
MOST_ELEMENTS = 2_000_000  # in one workbook: twenty for each cell that is read
LONGEST_TAG = 1 << 20  # bytes
MOST_PARTS = 10_000
HEADER = 30  # bytes in front of a part's name and data
COPY_WHAT_COUNTS = "Copy the cells that hold something into a new workbook and use that."
SAVE_AGAIN = "Open it in Excel, save it as a new Excel Workbook (.xlsx), and use that."

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Often:
    """Elements that come by the million: each has a call of its own, which may change meanwhile.

    `left` gets what a part unpacks to, and gives what is still to be heard by element.
    """

    opens: dict[str, Callable[[Attributes], object]] = field(default_factory=dict)
    closes: dict[str, Callable[[], object]] = field(default_factory=dict)
    left: Callable[[Iterator[bytes]], Iterator[bytes]] = iter


class Package:
    """The parts of one workbook file, found without regard to case or the slash's direction."""

    def __init__(self, content: bytes, file: str, what: str = signature.WORKBOOK) -> None:
        """Open the zip that a file named `file` is; `what` it should be is said where it is none."""
        self.file = file
        self._left = BUDGET
        self._elements = 0
        signature.refuse_disguised_workbook(content, file, what)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            listed = self._zip.infolist()
        except (
            zipfile.BadZipFile,
            struct.error,
            ValueError,
            OSError,
            NotImplementedError,
        ) as error:
            raise self.damaged(
                "it is incomplete, as if it was cut off while it was copied"
            ) from error
        self._screen(listed)
        self._parts = {_plain(info.filename): info for info in listed}

    def damaged(self, how: str, cell: str = "", sheet: str = "") -> InputRefused:
        """Return the refusal of a file that is not valid."""
        return self.refused(f"The file is damaged: {how}.", SAVE_AGAIN, cell, sheet)

    def refused(
        self, message: str, hint: str = "", cell: str = "", sheet: str = ""
    ) -> InputRefused:
        """Return a refusal of this file."""
        return InputRefused([Problem(Place(self.file, sheet, cell), message, hint)])

    def limit(self, message: str, hint: str, sheet: str = "") -> LimitReached:
        """Return the refusal of a file that is larger than we promise to handle."""
        return LimitReached([Problem(Place(self.file, sheet), message, hint)])

    def has(self, part: str) -> bool:
        """Return whether there is a part of that name."""
        return _plain(part) in self._parts

    def parts(self) -> list[str]:
        """Return the names of the files in it, in their order, folders left out."""
        return [info.filename for info in self._parts.values() if not info.is_dir()]

    def size(self, part: str) -> int:
        """Return how many bytes the part of that name unpacks to by what the zip says, 0 without it."""
        info = self._parts.get(_plain(part))
        return info.file_size if info else 0

    def elements_left(self) -> int:
        """Return how many elements more may be heard."""
        return MOST_ELEMENTS - self._elements

    def refuse_too_large(self, parts: Iterable[str]) -> None:
        """Refuse at once parts that pass the budget together, by what the zip says of them."""
        left = self._left
        for part in parts:
            left -= self.size(part)
            if left < 0:
                raise self._too_large(part)

    def content(self, part: str) -> bytes:
        """Return what the part of that name unpacks to, as long as the budget lasts."""
        return b"".join(self._unpacked(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield what the part of that name unpacks to, piece by piece, for a look that costs no budget."""
        info = self._parts.get(_plain(part))
        if info is None:
            raise self.damaged(f"its part {part} is missing")
        if info.flag_bits & 1:
            message = "It is protected by a password (encrypted)."
            raise self.refused(message, "Save it without a password and use that.")
        if info.file_size > BUDGET:
            raise self._too_large(part)
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error) as error:
            how = f"{part} does not unpack to the size and checksum (CRC) it should have"
            raise self.damaged(how) from error
        except (NotImplementedError, RuntimeError) as error:
            raise self.damaged(f"{part} is packed in a way that Excel does not use") from error

    def walk(
        self,
        part: str,
        start: Callable[[str, Attributes], object],
        end: Callable[[str], object] | None = None,
        words: Callable[[str], object] | None = None,
        often: Often | None = None,
    ) -> None:
        """Read the XML of `part` in one pass, calling back for each element and its words.

        What is in `often` is heard there, in place of `start` and `end`.
        """
        often = often or Often()
        parser = self._parser(part, start, end, words, often)
        fed = 0
        try:
            for chunk in often.left(self._counted(part)):
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > LONGEST_TAG:
                    raise self.damaged(f"{part} holds a tag or remark without end")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self.damaged(f"{part} is not valid XML, line {error.lineno}") from error
        except (LookupError, ValueError) as error:
            if "encoding" not in str(error):
                raise
            raise self.damaged(f"{part} is written in letters that Excel does not use") from error

    def _counted(self, part: str) -> Iterator[bytes]:
        """Yield what `part` unpacks to, and refuse too many elements once they were heard."""
        for chunk in self._unpacked(part):
            yield chunk
            self._elements += chunk.count(b"<") - chunk.count(b"</")
            if self._elements > MOST_ELEMENTS:
                raise self.too_many(part)

    def _unpacked(self, part: str) -> Iterator[bytes]:
        """Yield what `part` unpacks to, and count it against the budget."""
        if self.size(part) > self._left:
            raise self._too_large(part)
        for chunk in self.chunks(part):
            self._left -= len(chunk)
            if self._left < 0:
                raise self._too_large(part)
            yield chunk

    def _parser(
        self,
        part: str,
        start: Callable[[str, Attributes], object],
        end: Callable[[str], object] | None,
        words: Callable[[str], object] | None,
        often: Often,
    ) -> expat.XMLParserType:
        depth = 0
        opens, closes = often.opens, often.closes

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise self.damaged(f"{part} is nested too deep")
            if ":" in name:
                name = name.rpartition(":")[2]
            if name in opens:
                opens[name](attributes)
            else:
                start(name, attributes)

        def closed(name: str) -> None:
            nonlocal depth
            depth -= 1
            if ":" in name:
                name = name.rpartition(":")[2]
            if name in closes:
                closes[name]()
            elif end:
                end(name)

        def doctype(*_: object) -> None:
            message = f"{part} holds a DOCTYPE, which is not allowed in a workbook."
            raise self.refused(message, SAVE_AGAIN)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.StartDoctypeDeclHandler = doctype
        parser.CharacterDataHandler = words
        return parser

    def _screen(self, listed: list[zipfile.ZipInfo]) -> None:
        """Refuse a zip that two readers could read in two ways, or that is made to overwhelm."""
        if len(listed) > MOST_PARTS:
            message = f"It has too many parts: {len(listed):,}, where {MOST_PARTS:,} are allowed."
            raise self.limit(message, SAVE_AGAIN)
        names = Counter(_plain(info.filename) for info in listed)
        if twice := [name for name, number in names.items() if number > 1]:
            raise self.damaged(f"its part {twice[0]} is in it twice")
        free = 0
        for info in sorted(listed, key=lambda info: info.header_offset):
            if info.header_offset < free:
                raise self.damaged("its parts overlap, which is unsafe")
            free = (
                info.header_offset + HEADER + len(info.orig_filename.encode()) + info.compress_size
            )

    def _too_large(self, part: str) -> LimitReached:
        return self.limit(
            f"It is too large to unpack: {part} passes {BUDGET >> 20} MB.", COPY_WHAT_COUNTS
        )

    def too_many(self, part: str) -> LimitReached:
        """Return the refusal of a part that holds too many elements."""
        message = f"It is too large: {part} holds too many cells, empty or not, or other elements."
        return self.limit(message, COPY_WHAT_COUNTS)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
