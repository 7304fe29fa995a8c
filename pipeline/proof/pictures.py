"""Pictures, charts and boxes: words in their place, in line with the text."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from pipeline.openxml.walk import P
from pipeline.proof.looks import ratio
from pipeline.proof.paper import Finding, Paper, W, once, quoted, stories, words

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LEAST = 3.0  # contrast of what is drawn
_VML = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_LONG = 150
_SAYS_LITTLE = re.compile(
    r"(?i)(an? )?(image|picture|photo|graphic|chart|screenshot)( of\b.{0,150}|\s*\d*)"
    r"|.{0,150}\.(png|jpe?g|gif|bmp|svg|emf|wmf|tiff?)|(IMG|DSC|DSCN|PXL|scan)[_ -]?\d{2,20}.{0,20}"
    r"|(alt|alternative)[ -]?text|description|placeholder|tbd|todo|untitled|logo|.{0,150}generated automatically|.{0,150}automatically generated"
)
_BOXES = (f"{W}txbxContent", f"{_VML}textbox", f"{_VML}textpath", f"{W}background")


def check(root: Any) -> Iterator[Finding]:
    """Yield what is wrong with the pictures of one part."""
    for each in root.iter(f"{_WP}docPr"):
        yield from _words_for(each)
    if next(root.iter(f"{_WP}anchor"), None) is not None:
        hint = "In Word: Picture Format, Wrap Text, In Line with Text."
        yield Finding(
            "I3", "A picture floats beside the text.", hint, next(root.iter(f"{_WP}anchor"))
        )
    if next(root.getroottree().getroot().iter(*_BOXES), None) is not None:
        hint = "Put its words into the body, and delete it."
        yield Finding(
            "I4", "There is a text box, WordArt or a background, which screen readers skip.", hint
        )
    if any("watermark" in (each.get("id") or "").casefold() for each in root.iter(f"{_VML}shape")):
        yield Finding("I4", "There is a watermark.", "Say it in words in the first lines instead.")
    yield from _old_pictures(root)
    yield from once(_shapes(root))
    yield from once(_charts_alone(root))


def charts(paper: Paper) -> Iterator[Finding]:
    """Yield each chart whose bars or lines are too near to the white of the page."""
    for name in sorted(paper.members):
        if name.startswith(("word/charts/chart", "word/charts/object")):
            chart = paper.root(name)
            filled = (
                color.get("val", "")
                for look in chart.iter(f"{_C}spPr")
                if look.getparent().tag in (f"{_C}ser", f"{_C}dPt")
                for fill in look.iterchildren(f"{_A}solidFill")
                for color in fill.iterchildren(f"{_A}srgbClr")
            )
            if any(
                re.fullmatch("[0-9A-Fa-f]{6}", each) and ratio(each, "FFFFFF") < _LEAST
                for each in filled
            ):
                hint = "In Word: Format Data Series, Fill: choose a darker color."
                yield Finding("C3", "A chart has bars or lines too pale to be seen on white.", hint)


def _shapes(root: Any) -> Iterator[Finding]:
    """Yield each shape of Word's old way of drawing that no words stand for."""
    for kind in ("shape", "rect", "roundrect", "oval", "group", "line"):
        for shape in root.iter(f"{_VML}{kind}"):
            inside = next(shape.iterancestors(f"{_VML}group"), None) is not None
            spoken = (shape.get("alt") or shape.get("title") or "").strip()
            parts = {f"{_VML}{each}" for each in ("imagedata", "textbox", "textpath")}
            if inside or spoken or any(each.tag in parts for each in shape.iter()):
                continue
            if "watermark" not in (shape.get("id") or "").casefold():
                name = quoted(shape.get("id") or "without a name")
                hint = "In Word: right click it, View Alt Text, and say what it shows."
                yield Finding("I1", f"The shape {name} has no alternative text.", hint, shape)


def _old_pictures(root: Any) -> Iterator[Finding]:
    """Yield each picture in Word's old way of drawing that no words stand for."""
    for shown in root.iter(f"{_VML}imagedata"):
        shape = shown.getparent()
        if not (shape.get("alt") or shape.get("title") or "").strip():
            name = quoted(shape.get("id") or "without a name")
            hint = "In Word: right click it, View Alt Text, and say what it shows."
            yield Finding("I1", f"The picture {name} has no alternative text.", hint, shape)


def _words_for(picture: Any) -> Iterator[Finding]:
    text = (picture.get("descr") or "").strip()
    decorative = any(mark.get("val") == "1" for mark in picture.iter(_DECORATIVE))
    name = quoted(picture.get("name") or "without a name")
    hint = "In Word: right click it, View Alt Text, and say what it shows."
    if not text and not decorative:
        yield Finding("I1", f"The picture or chart {name} has no alternative text.", hint, picture)
    elif len(text) > _LONG:
        short = f"Say it in {_LONG}; the rest belongs into the text below."
        yield Finding(
            "I2", f"The alternative text of {name} has {len(text)} characters.", short, picture
        )
    elif _SAYS_LITTLE.fullmatch(text):
        yield Finding(
            "I2",
            f"The alternative text {quoted(text)} does not say what {name} shows.",
            hint,
            picture,
        )


def _charts_alone(root: Any) -> Iterator[Finding]:
    """Yield each chart that no words and no table follow."""
    for story in stories(root):
        for block, after in zip_longest(story, story[1:]):
            chart = block.tag == P and next(block.iter(f"{_C}chart"), None) is not None
            if chart and (after is None or not words(after).strip()):
                yield Finding(
                    "I5",
                    "No words and no table follow a chart.",
                    "Give its numbers right below it.",
                    block,
                )
