"""Hear the form controls of a sheet: where each floats and which part says how it stands."""

from dataclasses import dataclass, field

from pipeline.sheets.package import Attributes

EMU = 9_525  # English metric units in a pixel
Corner = tuple[int, float, int, float]  # 0-based column, pixels in it, 0-based row, pixels in it


@dataclass(slots=True)
class Control:
    """One control as the sheet lists it."""

    shape: str  # the number of its shape
    name: str
    relation: str  # the id of the part that says how it stands
    linked: str = ""  # the cell it is linked with
    corners: list[Corner] = field(default_factory=list)  # upper left, lower right


@dataclass(slots=True)
class Controls:
    """Hears what stands behind the cells of a sheet's XML."""

    found: dict[str, Control] = field(default_factory=dict)  # by the number of its shape
    _open: Control | None = None
    _corner: dict[str, str] | None = None
    _hears: str = ""

    def start(self, name: str, given: Attributes) -> None:
        """Hear an element open."""
        if name == "control":
            relation = next((given[key] for key in given if key.rpartition(":")[2] == "id"), "")
            new = Control(given.get("shapeId", ""), given.get("name", ""), relation)
            self._open = self.found.setdefault(new.shape, new)
        elif self._open is None:
            return
        elif name == "controlPr":
            self._open.linked = given.get("linkedCell", "")
        elif name in {"from", "to"}:
            self._corner = {}
        elif self._corner is not None:
            self._hears = name
            self._corner[name] = ""

    def end(self, name: str) -> None:
        """Hear an element close."""
        if name == "control":
            self._open = None
        elif name in {"from", "to"} and self._open and self._corner is not None:
            if len(self._open.corners) < 2:
                self._open.corners.append(corner(self._corner))
            self._corner = None
        self._hears = ""

    def words(self, text: str) -> None:
        """Hear what stands in an element."""
        if self._corner is not None and self._hears:
            self._corner[self._hears] += text


def corner(said: dict[str, str]) -> Corner:
    """Return a corner of an anchor in DrawingML, whose offsets are in English metric units."""
    column, across, row, down = (number(said.get(each, "")) for each in ("col", "colOff", "row", "rowOff"))  # fmt: skip
    return int(column), across / EMU, int(row), down / EMU


def number(text: str) -> float:
    """Return the number in `text`, 0 where it is none."""
    bare = text.strip()
    return float(bare) if bare.isascii() and bare.removeprefix("-").isdigit() and len(bare) < 12 else 0.0  # fmt: skip
