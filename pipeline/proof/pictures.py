"""Pictures, charts and boxes: words in their place, in line with the text."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from pipeline.openxml.walk import P
from pipeline.proof.paper import Finding, W, once, quoted, stories, words

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_LONG = 150
_SAYS_LITTLE = re.compile(
    r"(?i)(an? )?(image|picture|photo|graphic|chart|screenshot)( of\b.{0,150}|\s*\d*)"
    r"|.{0,150}\.(png|jpe?g|gif|bmp|svg|emf|wmf|tiff?)"
)
_BOXES = (f"{W}txbxContent", f"{_VML}textbox", f"{_VML}textpath", f"{W}background")


def check(root: Any) -> Iterator[Finding]:
    """Yield what is wrong with the pictures of one part."""
    for each in root.iter(f"{_WP}docPr"):
        yield from _words_for(each)
    if next(root.iter(f"{_WP}anchor"), None) is not None:
        hint = "In Word: Picture Format, Wrap Text, In Line with Text."
        yield "A picture floats beside the text.", hint
    if next(root.getroottree().getroot().iter(*_BOXES), None) is not None:
        hint = "Put its words into the body, and delete it."
        yield "There is a text box, WordArt or a background, which screen readers skip.", hint
    if any("watermark" in (each.get("id") or "").casefold() for each in root.iter(f"{_VML}shape")):
        yield "There is a watermark.", "Say it in words in the first lines instead."
    yield from _old_pictures(root)
    yield from once(_charts_alone(root))


def _old_pictures(root: Any) -> Iterator[Finding]:
    """Yield each picture in Word's old way of drawing that no words stand for."""
    for shown in root.iter(f"{_VML}imagedata"):
        shape = shown.getparent()
        if not (shape.get("alt") or shape.get("title") or "").strip():
            name = quoted(shape.get("id") or "without a name")
            hint = "In Word: right click it, View Alt Text, and say what it shows."
            yield f"The picture {name} has no alternative text.", hint


def _words_for(picture: Any) -> Iterator[Finding]:
    text = (picture.get("descr") or "").strip()
    decorative = any(mark.get("val") == "1" for mark in picture.iter(_DECORATIVE))
    name = quoted(picture.get("name") or "without a name")
    hint = "In Word: right click it, View Alt Text, and say what it shows."
    if not text and not decorative:
        yield f"The picture or chart {name} has no alternative text.", hint
    elif len(text) > _LONG:
        short = f"Say it in {_LONG}; the rest belongs into the text below."
        yield f"The alternative text of {name} has {len(text)} characters.", short
    elif _SAYS_LITTLE.fullmatch(text):
        yield f"The alternative text {quoted(text)} does not say what {name} shows.", hint


def _charts_alone(root: Any) -> Iterator[Finding]:
    """Yield each chart that no words and no table follow."""
    for story in stories(root):
        for block, after in zip_longest(story, story[1:]):
            chart = block.tag == P and next(block.iter(f"{_C}chart"), None) is not None
            if chart and (after is None or not words(after).strip()):
                yield "No words and no table follow a chart.", "Give its numbers right below it."
