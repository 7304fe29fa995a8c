"""Charts that Word draws itself, from numbers that stand in the document."""

from dataclasses import dataclass

from pipeline.openxml.chartbook import workbook
from pipeline.openxml.drawings import EMU_PER_MM, A, Drawn, content
from pipeline.openxml.package import R

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: its name, a value for each category, its colour as RRGGBB.

    Without a colour of its own it takes one of the theme, which the house style sets.
    """

    name: str
    values: tuple[int, ...]
    color: str = ""


# Colours of the theme, and patterns that tell the bars apart without colour.
_LOOKS = (
    ("accent1", ""),
    ("accent2", "wdUpDiag"),
    ("accent4", "pct75"),
    ("accent6", "ltHorz"),
    ("accent3", "dkDnDiag"),
    ("accent5", "smGrid"),
)
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class BarChart(Drawn):
    """A chart that Word draws itself: one stacked bar a category, numbers on the bars."""

    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    width_mm: float = 160
    height_mm: float | None = None
    font_size: int = 10
    kind, folder, uri, extension = "chart", "charts", _C, "xml"
    content_type = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a chart needs an alt text: say what it shows")
        if not self.categories or not self.series:
            raise ValueError("a chart needs categories and series")
        for each in self.series:
            if len(each.values) != len(self.categories):
                raise ValueError(f"{each.name} needs one value for each category")

    def size(self) -> tuple[int, int]:
        """Return width and height in EMU."""
        high = self.height_mm or 30 + 11 * len(self.categories)
        return round(self.width_mm * EMU_PER_MM), round(high * EMU_PER_MM)

    def graphic(self, rid: str) -> str:
        """Return the chart that stands in the part `rid`."""
        return f'<c:chart xmlns:c="{_C}" xmlns:r="{R}" r:id="{rid}"/>'

    def behind(self) -> tuple[str, str, bytes]:
        """Return the workbook behind the chart, which Word opens to let a person edit its numbers."""
        rows = [("", *(each.name for each in self.series))]
        columns = [self.categories, *(each.values for each in self.series)]
        return "xlsx", _WORKBOOK, workbook([*rows, *zip(*columns, strict=True)])

    def part(self) -> bytes:
        """Return the chart as a part of its own."""
        points = "".join(
            f'<c:pt idx="{number}"><c:v>{content(each)}</c:v></c:pt>'
            for number, each in enumerate(self.categories)
        )
        categories = f'<c:ptCount val="{len(self.categories)}"/>{points}'
        title = (
            f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{self._font(self.font_size + 2, 1)}"
            f"</a:pPr><a:r><a:t>{content(self.title)}</a:t></a:r></a:p></c:rich></c:tx>"
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
            f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{A}" xmlns:r="{R}">'
            '<c:date1904 val="0"/><c:lang val="en-US"/><c:roundedCorners val="0"/>'
            f'<c:chart>{title}<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
            f'<c:grouping val="stacked"/><c:varyColors val="0"/>{bars}<c:gapWidth val="45"/>'
            '<c:overlap val="100"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
            f'{axes}</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/>{look}'
            '</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
            '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        ).encode()

    def _font(self, size: int, bold: int = 0, color: str = "000000") -> str:
        return (
            f'<a:defRPr sz="{size * 100}" b="{bold}"><a:solidFill><a:srgbClr val="{color}"/>'
            "</a:solidFill></a:defRPr>"
        )

    def _series(self, number: int, series: Series, categories: str) -> str:
        slot, pattern = _LOOKS[number % len(_LOOKS)]
        own = f'<a:srgbClr val="{series.color}"/>' if series.color else ""
        color = own or f'<a:schemeClr val="{slot}"/>'
        solid = f"<a:solidFill>{color}</a:solidFill>"
        fill = (
            f'<a:pattFill prst="{pattern}"><a:fgClr>{color}</a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
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
            f"<c:v>{content(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
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
