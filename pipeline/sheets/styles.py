"""Read how a workbook's cells look, as far as it matters: number format, font, bold, struck, fill."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.sheets import moments, numbers, symbols
from pipeline.sheets.package import COPY_WHAT_COUNTS, Attributes, Package

MOST = 1_000_000  # elements; Excel allows some 65,000 formats
LONGEST_CODE = 255  # characters of a number's format, as in Excel
OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, as far as it matters."""

    code: str = numbers.GENERAL
    bold: bool = False
    struck: bool = False
    fill: str = ""
    is_date: bool = False
    symbols: str = ""  # the symbol font, "" for a font of letters


PLAIN = Style()
Format = tuple[int, int, int]  # number format, font, fill


def read(package: Package, part: str) -> Sequence[Style]:
    """Return the workbook's cell formats, in the order cells refer to them."""
    found = _Styles(package)
    package.walk(part, found.start, found.end)
    known = {each: found.style(each) for each in dict.fromkeys(found.formats)}
    return [known[each] for each in found.formats]


@dataclass(slots=True)
class _Styles:
    """Hears the styles part; values that make no sense are passed over, as Excel does."""

    package: Package
    seen: int = 0
    codes: dict[int, str] = field(default_factory=lambda: dict(numbers.BUILT_IN))
    bold: list[bool] = field(default_factory=list)
    struck: list[bool] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    formats: list[Format] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    solid: bool = False

    def start(self, name: str, given: Attributes) -> None:
        """Hear an element open."""
        self.seen += 1
        if self.seen > MOST:
            raise self.package.limit(f"It holds more than {MOST:,} styles.", COPY_WHAT_COUNTS)
        match (*self.path[1:], name):
            case ("numFmts", "numFmt"):
                self._hear_code(given)
            case ("fonts", *font):
                self._hear_font(font, given)
            case ("fills", "fill"):
                self.fills.append("")
            case ("fills", "fill", "patternFill"):
                self.solid = given.get("patternType") == "solid"
            case ("fills", "fill", "patternFill", "fgColor") if self.solid:
                self.fills[-1] = _color(given)
            case ("cellXfs", "xf"):
                parts = (given.get("numFmtId"), given.get("fontId"), given.get("fillId"))
                self.formats.append((whole(parts[0]), whole(parts[1]), whole(parts[2])))
            case _:
                pass
        self.path.append(name)

    def _hear_code(self, given: Attributes) -> None:
        code = given.get("formatCode", numbers.GENERAL)
        long = len(code) > LONGEST_CODE
        self.codes[whole(given.get("numFmtId"))] = numbers.GENERAL if long else code
        if len(self.codes) > numbers.KEPT:
            message = f"It holds more than {numbers.KEPT:,} formats of numbers."
            raise self.package.limit(message, COPY_WHAT_COUNTS)

    def _hear_font(self, path: Sequence[str], given: Attributes) -> None:
        match path:
            case ["font"]:
                self.bold.append(False)
                self.struck.append(False)
                self.symbols.append("")
            case ["font", "b"]:
                self.bold[-1] = given.get("val") not in OFF
            case ["font", "strike"]:
                self.struck[-1] = given.get("val") not in OFF
            case ["font", "name"]:
                self.symbols[-1] = symbols.font(given.get("val", ""))
            case _:
                pass

    def end(self, _: str) -> None:
        """Hear an element close."""
        self.path.pop()

    def style(self, of: Format) -> Style:
        """Return what the format `of` amounts to."""
        number, font, fill = of
        code = self.codes.get(number, numbers.GENERAL)
        return Style(
            code,
            bold=font < len(self.bold) and self.bold[font],
            struck=font < len(self.struck) and self.struck[font],
            fill=self.fills[fill] if fill < len(self.fills) else "",
            is_date=moments.is_date_format(code),
            symbols=self.symbols[font] if font < len(self.symbols) else "",
        )


def _color(given: Attributes) -> str:
    if color := given.get("rgb", ""):
        return color[-6:].upper()
    kind = next((name for name in ("theme", "indexed") if name in given), "")
    return f"{kind} {given[kind]}" if kind else ""


def whole(text: str | None) -> int:
    """Return the whole number in `text`, 0 where it is none or larger than any of a workbook."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
