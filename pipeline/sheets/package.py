"""Open the zip that a workbook is, and trust nothing it says about itself."""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from pipeline.problems import InputRefused, LimitReached, Place, Problem

BUDGET = 200 * 1024 * 1024  # bytes of XML we unpack
CHUNK = 1 << 16
DEEPEST = 256
MOST_PARTS = 10_000

Attributes = Mapping[str, str]


class Package:
    """The parts of one workbook file, found without regard to case or the slash's direction."""

    def __init__(self, content: bytes, file: str) -> None:
        self.file = file
        self._left = BUDGET
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except zipfile.BadZipFile as error:
            raise self.damaged("it is cut or not a zip at all") from error
        self._names = {_plain(info.filename): info for info in self._zip.infolist()}

    def damaged(self, how: str, cell: str = "", sheet: str = "") -> InputRefused:
        """Return the refusal of a file that is not valid."""
        message = f"The file is damaged: {how}."
        hint = "Open it in Excel, save it as a new Excel Workbook (.xlsx), and use that."
        return InputRefused([Problem(Place(self.file, sheet, cell), message, hint)])

    def has(self, part: str) -> bool:
        """Return whether there is a part of that name."""
        return _plain(part) in self._names

    def walk(
        self,
        part: str,
        start: Callable[[str, Attributes], object],
        end: Callable[[str], object] | None = None,
        words: Callable[[str], object] | None = None,
    ) -> None:
        """Read the XML of `part` in one pass, calling back for each element and its words."""
        info = self._names.get(_plain(part))
        if info is None:
            raise self.damaged(f"its part {part} is missing")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        depth = 0

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise self.damaged(f"{part} is nested too deep")
            start(name.rpartition(":")[2], attributes)

        def closed(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end:
                end(name.rpartition(":")[2])

        def doctype(*_: object) -> None:
            message = f"Its part {part} holds a DOCTYPE, which is not allowed in a workbook."
            hint = "Open it in Excel, save it as a new Excel Workbook (.xlsx), and use that."
            raise InputRefused([Problem(Place(self.file), message, hint)])

        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.StartDoctypeDeclHandler = doctype
        if words:
            parser.CharacterDataHandler = words
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    self._count(len(chunk), part)
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self.damaged(f"{part} is not valid XML (line {error.lineno})") from error

    def _count(self, size: int, part: str) -> None:
        self._left -= size
        if self._left < 0:
            message = f"It is too large to unpack: its part {part} passes {BUDGET >> 20} MB."
            hint = "Copy the cells that hold something into a new workbook and use that."
            raise LimitReached([Problem(Place(self.file), message, hint)])


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
