"""Hear the boxes that people tick over a sheet: where each floats and how it stands.

Check boxes and option buttons are form controls (ECMA-376 part 4, 14.4, VML `ClientData`; since
Excel 2010 also [MS-XLSX] 2.6.77, `formControlPr`) or ActiveX controls ([MS-OFORMS]).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.problems import InputRefused
from pipeline.sheets.controls import Control, Corner, number
from pipeline.sheets.package import Attributes, Package
from pipeline.sheets.remarks import Relations

MARKS = {"checkbox": "check box", "radio": "option button"}
CHOICES = {"drop": "drop-down list", "list": "list box", "combo": "drop-down list"}
_CLASSES = {  # [MS-OFORMS] 2.5.1: which ActiveX control it is
    "8BD21D40-EC42-11CE-9E0D-00AA006002F3": "check box",
    "8BD21D50-EC42-11CE-9E0D-00AA006002F3": "option button",
    "8BD21D60-EC42-11CE-9E0D-00AA006002F3": "toggle button",
    "8BD21D30-EC42-11CE-9E0D-00AA006002F3": "drop-down list",
    "8BD21D20-EC42-11CE-9E0D-00AA006002F3": "list box",
    "8BD21D10-EC42-11CE-9E0D-00AA006002F3": "text field",
}
_TRUE = frozenset({"1", "true", "t", "yes", "checked", "on", "-1"})


_SHAPE = re.compile(r"_s(\d{1,9})$")  # the number of a shape, at the end of its id


@dataclass(slots=True)
class Box:
    """One control that people answer with."""

    what: str  # "check box"
    corners: Sequence[Corner] = ()
    caption: str = ""
    ticked: bool | None = False  # None: neither ticked nor empty
    linked: str = ""  # the cell it is linked with
    chosen: int = 0  # the line chosen in a list, 0 for none
    blind: bool = False  # its state is in no part that is read


def hear(
    package: Package, beside: Relations, controls: Mapping[str, Control]
) -> tuple[Sequence[Box], Counter[str]]:
    """Return the controls that people answer with, and how many text boxes VML holds beside them."""
    shapes = _Shapes()
    for kind, part in beside.values():
        if kind == "vmlDrawing" and package.has(part):
            try:
                package.walk(part, shapes.start, shapes.end, shapes.words)
            except InputRefused:  # VML is often no sound XML; the sheet's own list then serves
                shapes.close()
    found: dict[str, Box] = {key: box for key, box in shapes.found.items() if box.corners}
    for shape, control in controls.items():
        kind, part = beside.get(control.relation, ("", ""))
        stated = _stated(package, kind, part)
        if stated is None:
            continue
        drawn = found.get(shape)
        corners = drawn.corners if drawn and drawn.corners else control.corners
        caption = drawn.caption if drawn else ""
        if caption == control.name:
            caption = ""
        linked = stated.linked or control.linked or (drawn.linked if drawn else "")
        if corners:
            found[shape] = replace(stated, corners=corners, caption=caption, linked=linked)
    return tuple(found.values()), shapes.others


def _stated(package: Package, kind: str, part: str) -> Box | None:
    """Return how a control stands by its own part, None where it is none that people answer with."""
    if kind not in {"ctrlProp", "control"} or not package.has(part):
        return None
    first: list[Attributes] = []
    package.walk(part, lambda _, given: first.append(given) if len(first) < 2 else None)
    given = first[0] if first else {}
    if kind == "control":
        known = next((given[key] for key in given if key.rpartition(":")[2] == "classid"), "")
        what = _CLASSES.get(known.strip("{}").upper(), "")
        return Box(f"{what}", blind=True) if what else None
    what = _kind(given.get("objectType", ""))
    if not what:
        return None
    state = given.get("checked", "")
    chosen = int(number(given.get("sel", "")))
    return Box(what, (), "", _ticked(state), given.get("fmlaLink", ""), chosen)


def _kind(said: str) -> str:
    return MARKS.get(said.casefold(), "") or CHOICES.get(said.casefold(), "")


def _ticked(state: str) -> bool | None:
    return None if state.casefold() in {"mixed", "2"} else state.casefold() in _TRUE


class _Shapes:
    """Hears the shapes of a VML drawing."""

    def __init__(self) -> None:
        self.found: dict[str, Box] = {}  # by the number of its shape
        self.others: Counter[str] = Counter()
        self._shape = ""
        self._box: Box | None = None
        self._kind = ""
        self._caption: list[str] = []
        self._field = ""
        self._pieces: list[str] = []

    def start(self, element: str, given: Attributes) -> None:
        """Hear an element open."""
        if element == "shape":
            self.close()
            named = (_SHAPE.search(given.get(key, "")) for key in ("o:spid", "id"))
            self._shape = next((each[1] for each in named if each), "")
        elif element == "ClientData":
            self._kind = given.get("ObjectType", "").casefold()
            self._box = Box(_kind(self._kind)) if _kind(self._kind) else None
        self._field, self._pieces = element, []

    def end(self, element: str) -> None:
        """Hear an element close."""
        said = "".join(self._pieces).strip()
        if element == "shape":
            self.close()
        elif self._box and element == self._field:
            self._hear(self._box, element, said)
        elif said and not self._kind:
            self._caption.append(said)
        self._field, self._pieces = "", []

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        self._pieces.append(text)

    def close(self) -> None:
        """Keep the shape that is open."""
        caption = " ".join(self._caption)
        if self._box and self._shape:
            self._box.caption = caption
            self.found[self._shape] = self._box
        elif self._kind in {"text", "rect", "label", "gbox", "edit"} and caption:
            self.others["text box"] += 1
        self._shape, self._kind, self._box, self._caption = "", "", None, []

    @staticmethod
    def _hear(box: Box, element: str, said: str) -> None:
        if element == "Anchor":
            box.corners = _vml_corners(said)
        elif element == "Checked":
            box.ticked = _ticked(said or "1")
        elif element == "FmlaLink":
            box.linked = said
        elif element == "Sel":
            box.chosen = int(number(said))


def _vml_corners(said: str) -> Sequence[Corner]:
    """Return the corners that a VML anchor names: eight numbers, the offsets in pixels."""
    numbers = [number(each) for each in said.split(",")]
    if len(numbers) != 8:
        return ()
    first = (int(numbers[0]), numbers[1], int(numbers[2]), numbers[3])
    return first, (int(numbers[4]), numbers[5], int(numbers[6]), numbers[7])
