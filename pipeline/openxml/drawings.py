"""Pictures, and all else that is drawn in a line of text: each says what it shows (alt text)."""

import re
import struct
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from html import escape
from typing import Any, ClassVar

from pipeline.openxml.package import R

EMU_PER_MM = 36_000
FIRST = 100_000  # ids of drawings: above all that a template has
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
_SPACES = {9: "&#9;", 10: "&#10;", 13: "&#13;"}  # a plain one in an attribute is read as a space
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def content(words: str) -> str:
    """Return `words` as the content of an element."""
    return escape(_NOT_XML.sub("\ufffd", words), quote=False)


def attribute(words: str) -> str:
    """Return `words` as an attribute, in quotation marks."""
    return f'"{escape(_NOT_XML.sub(chr(0xFFFD), words)).translate(_SPACES)}"'


class Drawn(ABC):
    """What is drawn in a line of text, and kept in a part of its own."""

    __slots__ = ()
    alt: str
    kind: ClassVar[str]  # the short type of the relationship
    folder: ClassVar[str]  # where its parts are kept
    uri: ClassVar[str]  # what kind of graphic it is

    @property
    @abstractmethod
    def extension(self) -> str:
        """How the name of its part ends."""

    @property
    @abstractmethod
    def content_type(self) -> str:
        """What its part is declared to be."""

    @abstractmethod
    def part(self) -> bytes:
        """Return its part."""

    def behind(self) -> tuple[str, str, bytes] | None:
        """Return a file that its part was made from: how it ends, what it is, its content."""
        return None

    @abstractmethod
    def size(self) -> tuple[int, int]:
        """Return width and height in EMU."""

    @abstractmethod
    def graphic(self, rid: str) -> str:
        """Return the element that refers to its part as `rid`."""

    def markup(self, run: Any, tag: Any) -> str:
        """Return the drawing between two texts, and hand its part to the rendering."""
        graphic = self.graphic(run.attach(tag.part, self))
        number, (wide, high) = run.drawn(), self.size()
        name = f"{self.uri.rpartition('/')[2].capitalize()} {number}"
        return (
            f'</w:t><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{FIRST + number}" name="{name}" descr={attribute(self.alt)}/>'
            f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}"><a:graphicData uri="{self.uri}">'
            f"{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing>"
            '<w:t xml:space="preserve">'
        )


@dataclass(frozen=True, slots=True)
class Image(Drawn):
    """A picture that stands in a line of text. `alt` says what it shows."""

    data: bytes = field(repr=False)
    alt: str
    width_mm: float | None = None
    height_mm: float | None = None
    kind, folder, uri = "image", "media", _PIC

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

    @property
    def content_type(self) -> str:
        """What its part is declared to be."""
        return f"image/{self.extension}"

    def part(self) -> bytes:
        """Return the file."""
        return self.data

    def graphic(self, rid: str) -> str:
        """Return the picture that stands in the part `rid`."""
        wide, high = self.size()
        return (
            f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="0" name="{rid}"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}" xmlns:r="{R}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )

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
