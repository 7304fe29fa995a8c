"""What can be printed besides text: rich text, pictures and charts, each with its alt text."""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.word.package import NOT_XML
from pipeline.word.values import other_scheme, traced

EMU_PER_MM = 36_000
MOST_POINTS = 1639  # what Word takes
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = f"{_R}/"
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}


def _text(words: str) -> str:
    return escape(NOT_XML.sub("\ufffd", words))


def _attribute(words: str) -> str:
    return quoteattr(NOT_XML.sub("\ufffd", words))


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that stands in a line of text. `alt` says what it shows."""

    data: bytes = field(repr=False)
    alt: str
    width_mm: float | None = None
    height_mm: float | None = None

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture needs an alt text: say what it shows")
        try:
            sound = min(self.size()) > 0
        except (struct.error, IndexError, OverflowError) as error:
            raise ValueError("a picture must be a whole PNG, JPEG or GIF file") from error
        if not sound:
            raise ValueError("a picture needs a width and a height above 0")

    @property
    def extension(self) -> str:
        """The kind of picture, by its first bytes."""
        for head, kind in _KINDS.items():
            if self.data.startswith(head):
                return kind
        raise ValueError("a picture must be a PNG, JPEG or GIF file")

    def markup(self, run: Any, tag: Any) -> str:
        """Return the drawing, and hand its file to the rendering."""
        rid = add(run, tag, self)
        wide, high = self.size()
        picture = (
            f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="0" name="{rid}"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}" xmlns:r="{_R}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        return drawing(run, self.alt, (wide, high), _PIC, picture)

    def size(self) -> tuple[int, int]:
        """Return width and height in EMU; what is not said follows from the picture."""
        pixels_wide, pixels_high = _pixels(self.data, self.extension)
        wide, high = self.width_mm, self.height_mm
        if wide is None and high is None:
            wide = pixels_wide * 25.4 / 96
        if wide is None:
            wide = (high or 0) * pixels_wide / pixels_high
        if high is None:
            high = wide * pixels_high / pixels_wide
        return round(wide * EMU_PER_MM), round(high * EMU_PER_MM)


def _pixels(data: bytes, kind: str) -> tuple[int, int]:
    if kind == "png":
        wide, high = struct.unpack(">II", data[16:24])
    elif kind == "gif":
        wide, high = struct.unpack("<HH", data[6:10])
    else:
        wide, high = _jpeg(data)
    return max(int(wide), 1), max(int(high), 1)


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data):
        marker, size = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return wide, high
        at += 2 + size
    raise IndexError


def add(run: Any, tag: Any, thing: Any) -> str:
    """Hand `thing` to the rendering, and return the id that the part knows it by."""
    run.objects.append((tag.part, thing))
    return f"rIdObject{len(run.objects)}"


def drawing(run: Any, alt: str, size: tuple[int, int], uri: str, graphic: str) -> str:
    """Return a drawing in a line of text, with its alt text."""
    run.ids += 1
    number = 100_000 + run.ids
    kind, (wide, high) = uri.rpartition("/")[2].capitalize(), size
    return (
        f'</w:t><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{kind} {run.ids}" descr={_attribute(alt)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{uri}">'
        f"{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing>"
        '<w:t xml:space="preserve">'
    )


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: its name, a value for each category, its colour as RRGGBB."""

    name: str
    values: tuple[int, ...]
    color: str = ""


# Each colour stands at 3:1 or better against white, its pattern tells it apart without colour.
_LOOKS = (
    ("1F4E79", "", "FFFFFF"),
    ("2E75B6", "wdUpDiag", "FFFFFF"),
    ("9C5700", "pct75", "FFFFFF"),
    ("7F7F7F", "ltHorz", "FFFFFF"),
    ("6B2E7A", "dkDnDiag", "FFFFFF"),
    ("375623", "smGrid", "FFFFFF"),
)


@dataclass(frozen=True, slots=True)
class BarChart:
    """A chart that Word draws itself: one stacked bar a category, numbers on the bars."""

    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    width_mm: float = 160
    height_mm: float | None = None
    font_size: int = 10

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a chart needs an alt text: say what it shows")
        if not self.categories or not self.series:
            raise ValueError("a chart needs categories and series")
        for each in self.series:
            if len(each.values) != len(self.categories):
                raise ValueError(f"{each.name} needs one value for each category")

    def markup(self, run: Any, tag: Any) -> str:
        """Return the drawing, and hand the chart to the rendering."""
        rid = add(run, tag, self)
        high = self.height_mm or 30 + 11 * len(self.categories)
        chart = f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{rid}"/>'
        size = round(self.width_mm * EMU_PER_MM), round(high * EMU_PER_MM)
        return drawing(run, self.alt, size, _C, chart)

    def part(self) -> bytes:
        """Return the chart as a part of its own."""
        points = "".join(
            f'<c:pt idx="{number}"><c:v>{_text(each)}</c:v></c:pt>'
            for number, each in enumerate(self.categories)
        )
        categories = f'<c:ptCount val="{len(self.categories)}"/>{points}'
        title = (
            f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{self._font(self.font_size + 2, 1)}"
            f"</a:pPr><a:r><a:t>{_text(self.title)}</a:t></a:r></a:p></c:rich></c:tx>"
            '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
            if self.title
            else '<c:autoTitleDeleted val="1"/>'
        )
        bars = "".join(
            self._series(number, each, categories) for number, each in enumerate(self.series)
        )
        look = (
            f"<c:txPr><a:bodyPr/><a:p><a:pPr>{self._font(self.font_size)}</a:pPr>"
            '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        )
        axes = (
            '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
            '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f'{look}<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="1"/>'
            '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
            '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>'
            '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="b"/>'
            '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
            '<c:crossAx val="1001"/><c:crosses val="max"/></c:valAx>'
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}">'
            '<c:date1904 val="0"/><c:lang val="en-US"/><c:roundedCorners val="0"/>'
            f'<c:chart>{title}<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
            f'<c:grouping val="stacked"/><c:varyColors val="0"/>{bars}<c:gapWidth val="45"/>'
            '<c:overlap val="100"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
            f'{axes}</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/>{look}'
            '</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"
        ).encode()

    def _font(self, size: int, bold: int = 0, color: str = "000000") -> str:
        return (
            f'<a:defRPr sz="{size * 100}" b="{bold}"><a:solidFill><a:srgbClr val="{color}"/>'
            "</a:solidFill></a:defRPr>"
        )

    def _series(self, number: int, series: Series, categories: str) -> str:
        color, pattern, back = _LOOKS[number % len(_LOOKS)]
        color = series.color or color
        solid = f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
        fill = (
            f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{color}"/></a:fgClr>'
            f'<a:bgClr><a:srgbClr val="{back}"/></a:bgClr></a:pattFill>'
            if pattern
            else solid
        )
        values = "".join(
            f'<c:pt idx="{index}"><c:v>{value}</c:v></c:pt>'
            for index, value in enumerate(series.values)
        )
        letter = chr(ord("B") + number)
        last = len(self.categories) + 1
        white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        return (
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
            f'<c:f>Sheet1!${letter}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
            f"<c:v>{_text(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
            f'<c:spPr>{fill}<a:ln w="9525">{solid}</a:ln></c:spPr><c:invertIfNegative val="0"/>'
            f'<c:dLbls><c:numFmt formatCode="0;;" sourceLinked="0"/><c:spPr>{white}</c:spPr>'
            f"<c:txPr><a:bodyPr/><a:p><a:pPr>{self._font(self.font_size, 1)}</a:pPr>"
            '<a:endParaRPr lang="en-US"/></a:p></c:txPr><c:dLblPos val="ctr"/>'
            '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
            '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
            f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{categories}"
            f"</c:strCache></c:strRef></c:cat><c:val><c:numRef>"
            f"<c:f>Sheet1!${letter}$2:${letter}${last}</c:f><c:numCache>"
            f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(series.values)}"/>{values}'
            "</c:numCache></c:numRef></c:val></c:ser>"
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a rich text, all of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    color: str = ""  # RRGGBB
    highlight: str = ""  # RRGGBB, behind the words
    size: float | None = None  # points
    font: str = ""
    style: str = ""  # id of a character style
    raised: str = ""  # superscript or subscript
    language: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        for color in filter(None, (self.color, self.highlight)):
            if not re.fullmatch("#?[0-9A-Fa-f]{6}", color):
                raise ValueError(f"a color is six signs such as 1F4E79, not {color}")
        if self.size is not None and not 0 < self.size < MOST_POINTS:
            raise ValueError(f"words are 1 to {MOST_POINTS - 1} points high")
        if self.raised not in ("", "superscript", "subscript"):
            raise ValueError("raised is superscript or subscript")
        if other_scheme(self.url):
            raise ValueError("a link leads to a page, a mailbox or a phone")

    def look(self) -> str:
        """Return the run properties, in the order Word wants them."""
        size = f'<w:sz w:val="{round(self.size * 2)}"/>' if self.size else ""
        shade = _attribute(self.highlight.lstrip("#"))
        return "".join(
            (
                f"<w:rStyle w:val={_attribute(self.style)}/>" if self.style else "",
                f"<w:rFonts w:ascii={_attribute(self.font)} w:hAnsi={_attribute(self.font)} "
                f"w:eastAsia={_attribute(self.font)} w:cs={_attribute(self.font)}/>"
                if self.font
                else "",
                "<w:b/>" if self.bold else "",
                "<w:i/>" if self.italic else "",
                "<w:strike/>" if self.strike else "",
                f"<w:color w:val={_attribute(self.color.lstrip('#'))}/>" if self.color else "",
                size,
                '<w:u w:val="single"/>' if self.underline else "",
                f'<w:shd w:val="clear" w:color="auto" w:fill={shade}/>' if self.highlight else "",
                f"<w:vertAlign w:val={_attribute(self.raised)}/>" if self.raised else "",
                f"<w:lang w:val={_attribute(self.language)}/>" if self.language else "",
            )
        )


@dataclass(frozen=True)
class RichText:
    """Text with looks of its own, piece by piece."""

    pieces: tuple[Words | str, ...]
    alone = True  # it makes runs of its own

    def __init__(self, *pieces: "Words | str | Sequence[Words | str]") -> None:
        flat: list[Words | str] = []
        for each in pieces:
            flat += [each] if isinstance(each, (Words, str)) else each
        object.__setattr__(self, "pieces", tuple(flat))

    def markup(self, run: Any, tag: Any) -> str:
        """Return the runs; outside a run tag, the run around them is closed and opened again."""
        runs = "".join(self._run(run, tag, each) for each in self.pieces)
        if tag.level:
            return runs
        return f'</w:t></w:r>{runs}<w:r>{tag.look}<w:t xml:space="preserve">'

    def _run(self, run: Any, tag: Any, piece: Words | str) -> str:
        words = piece if isinstance(piece, Words) else Words(piece)
        look = words.look()
        look = f"<w:rPr>{look}</w:rPr>" if look else tag.look
        text = traced(run, words.text, _text(words.text.replace("\r\n", "\n")), tag.number)
        text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        made = f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
        if words.url:
            rid = add(run, tag, Link(words.url))
            return f'<w:hyperlink r:id="{rid}" xmlns:r="{_R}">{made}</w:hyperlink>'
        return made


@dataclass(frozen=True, slots=True)
class Link:
    """Where a piece of rich text leads."""

    url: str
