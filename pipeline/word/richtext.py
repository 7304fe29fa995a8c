"""Text with looks and links of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.openxml.drawings import attribute, content
from pipeline.openxml.package import R
from pipeline.openxml.properties import laid_over
from pipeline.word.values import other_scheme, traced

MOST_POINTS = 1639  # what Word takes
UNDERLINES = (
    "single", "words", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a rich text, all of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool | str = False  # or how: double, dotted, wave …
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
        if isinstance(self.underline, str) and self.underline not in UNDERLINES:
            raise ValueError(f"words are underlined as {', '.join(UNDERLINES)}")
        if self.raised not in ("", "superscript", "subscript"):
            raise ValueError("raised is superscript or subscript")
        if other_scheme(self.url):
            raise ValueError("a link leads to a page, a mailbox or a phone")

    def look(self) -> str:
        """Return the run properties, in the order Word wants them."""
        size = f'<w:sz w:val="{round(self.size * 2)}"/>' if self.size else ""
        shade = attribute(self.highlight.lstrip("#"))
        return "".join(
            (
                f"<w:rStyle w:val={attribute(self.style)}/>" if self.style else "",
                f"<w:rFonts w:ascii={attribute(self.font)} w:hAnsi={attribute(self.font)} "
                f"w:eastAsia={attribute(self.font)} w:cs={attribute(self.font)}/>"
                if self.font
                else "",
                "<w:b/>" if self.bold else "",
                "<w:i/>" if self.italic else "",
                "<w:strike/>" if self.strike else "",
                f"<w:color w:val={attribute(self.color.lstrip('#'))}/>" if self.color else "",
                size,
                f'<w:u w:val="{"single" if self.underline is True else self.underline}"/>'
                if self.underline
                else "",
                f'<w:shd w:val="clear" w:color="auto" w:fill={shade}/>' if self.highlight else "",
                f"<w:vertAlign w:val={attribute(self.raised)}/>" if self.raised else "",
                f"<w:lang w:val={attribute(self.language)}/>" if self.language else "",
            )
        )


@dataclass(frozen=True)
class RichText:
    """Text with looks of its own, piece by piece, laid over those of the tag."""

    pieces: tuple[Words | str, ...]
    alone = True  # it makes runs of its own

    def __init__(self, *pieces: "Words | str | Sequence[Words | str]") -> None:
        flat: list[Words | str] = []
        for each in pieces:
            flat += [each] if isinstance(each, (Words, str)) else each
        object.__setattr__(self, "pieces", tuple(flat))

    def markup(self, run: Any, tag: Any) -> str:
        """Return the runs; outside a run tag, the run around them is closed and opened again."""
        runs = self.runs(run, tag, tag.look)
        if tag.level:
            return runs
        return f'</w:t></w:r>{runs}<w:r>{tag.look}<w:t xml:space="preserve">'

    def runs(self, run: Any, tag: Any, under: str) -> str:
        """Return the runs, their looks laid over the run properties `under`."""
        return "".join(self._run(run, tag, each, under) for each in self.pieces)

    def _run(self, run: Any, tag: Any, piece: Words | str, under: str) -> str:
        words = piece if isinstance(piece, Words) else Words(piece)
        look = words.look()
        if words.style:  # a named style wins
            under = ""
        look = laid_over(under, look) if look else under
        text = traced(run, words.text, content(words.text.replace("\r\n", "\n")), tag.number)
        text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        made = f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
        if words.url:
            rid = run.attach(tag.part, Link(words.url))
            return f'<w:hyperlink r:id="{rid}" xmlns:r="{R}">{made}</w:hyperlink>'
        return made


@dataclass(frozen=True)
class Paragraph:
    """Words that fill a paragraph; `style` is the id of a paragraph style, else that of the tag."""

    words: RichText
    style: str = ""

    def __init__(self, *pieces: "Words | str | Sequence[Words | str]", style: str = "") -> None:
        object.__setattr__(self, "words", RichText(*pieces))
        object.__setattr__(self, "style", style)


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs in the place of one that holds only {{p … }}.

    The words of one with a style of its own look as that style says, not as the tag does.
    """

    each: tuple[Paragraph, ...]
    whole = True  # it makes paragraphs of its own

    def __init__(self, *paragraphs: "Paragraph | str") -> None:
        made = (each if isinstance(each, Paragraph) else Paragraph(each) for each in paragraphs)
        object.__setattr__(self, "each", tuple(made))

    def markup(self, run: Any, tag: Any) -> str:
        """Return the paragraphs."""
        return "".join(
            f"<w:p>{self._look(each, tag)}"
            f"{each.words.runs(run, tag, '' if each.style else tag.look)}</w:p>"
            for each in self.each
        )

    def _look(self, paragraph: Paragraph, tag: Any) -> str:
        if not paragraph.style:
            return str(tag.around)
        return f"<w:pPr><w:pStyle w:val={attribute(paragraph.style)}/></w:pPr>"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a piece of rich text leads."""

    url: str
