"""What floats over a sheet and is in no cell: ticks go into the cells below, the rest is said."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.cells import Sheet
from pipeline.problems import Place, Problem
from pipeline.sheets import boxes, ticks
from pipeline.sheets.controls import Control
from pipeline.sheets.package import Attributes, Package
from pipeline.sheets.remarks import Relations

MOST = 5_000  # boxes over one sheet


def over(
    package: Package,
    beside: Relations,
    controls: Mapping[str, Control],
    sheet: Sheet,
    grid: ticks.Grid,
) -> tuple[Sheet, Sequence[Problem]]:
    """Return `sheet` with the ticks that float over it, and what to know of all that floats.

    Raise `InputRefused` where something is ticked or chosen that cannot be read.
    """
    place = Place(sheet.file, sheet.name)
    found, others = boxes.hear(package, beside, controls)
    notices: list[Problem] = []
    if found:
        if len(found) > MOST:
            message = f"{len(found):,} check boxes float over it; {MOST:,} are the most."
            raise package.limit(message, "Type x into cells instead.", sheet.name)
        sheet, noticed = ticks.Ticks(sheet, grid).put(found)
        notices += noticed
    notices += _outside_cells(package, beside, others, place)
    return sheet, notices


class _Drawing:
    """Counts what a drawing holds: pictures, charts, text boxes; what stands for a control is none."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self._shape: list[bool] = []  # of each open shape: whether it speaks
        self._speaks = False
        self._mute = False
        self._fallback = 0

    def start(self, element: str, given: Attributes) -> None:
        """Hear an element open."""
        if element == "Fallback":
            self._fallback += 1
        if self._fallback:
            return
        if element == "sp":
            self._speaks, self._mute = False, bool(given.get("textlink"))
        elif element == "compatExt" or (element == "cNvPr" and given.get("hidden") in {"1", "true"}):  # fmt: skip
            self._mute = True
        elif element == "pic":
            self.found["picture"] += 1
        elif element == "graphicData" and (what := _graphic(given.get("uri", ""))):
            self.found[what] += 1

    def end(self, element: str) -> None:
        """Hear an element close."""
        if element == "Fallback":
            self._fallback -= 1
        elif element == "sp" and not self._fallback and self._speaks and not self._mute:
            self.found["text box"] += 1

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        self._speaks = self._speaks or bool(text.strip())


def _graphic(uri: str) -> str:
    last = uri.rstrip("/").rpartition("/")[2]
    return {"chart": "chart", "chartex": "chart", "diagram": "diagram"}.get(last, "")


def _outside_cells(
    package: Package, beside: Relations, others: Counter[str], place: Place
) -> Iterator[Problem]:
    """Yield one sentence on what floats over the sheet and is in no cell."""
    drawing = _Drawing()
    for kind, part in beside.values():
        if kind == "drawing" and package.has(part):
            package.walk(part, drawing.start, drawing.end, drawing.words)
    found = Counter({kind: drawing.found[kind] for kind in ("text box", "picture", "chart", "diagram")})  # fmt: skip
    found += others
    found["embedded file"] += sum(kind in {"oleObject", "package"} for kind, _ in beside.values())
    if found := +found:
        message = f"{ticks.counted(found)} over the sheet: what is outside cells is not read."
        yield Problem(place, message, "Type it into cells if it counts.")
