"""Content controls: a place in a document that a person fills in, and a screen reader names."""

from typing import Any

from pipeline.openxml.blanks import BLANK
from pipeline.openxml.drawings import attribute, content
from pipeline.openxml.properties import laid_over


class Control:
    """Words that a person may change, in a content control called `title`; with `choices`, one of these.

    As a text it is its words.
    """

    __slots__ = ("choices", "title", "words")

    def __init__(self, words: str, title: str, choices: tuple[str, ...] = ()) -> None:
        self.words, self.title, self.choices = words, title, choices

    def __str__(self) -> str:
        """Return what stands in it."""
        return self.words

    @property
    def place(self) -> Any:
        """Return the cell its words were typed in, None where they are ours."""
        return getattr(self.words, "place", None)

    def markup(self, run: Any, tag: Any) -> str:
        """Return the control as the inside of a run, which it ends and begins anew."""
        others = (each for each in self.choices if each.casefold() != self.words.casefold())
        items = "".join(
            f"<w:listItem w:displayText={attribute(each)} w:value={attribute(each)}/>"
            for each in (self.words, *others)
        )
        kind = f"<w:dropDownList>{items}</w:dropDownList>" if self.choices else "<w:text/>"
        look = tag.look
        if run.blanks and BLANK.fullmatch(self.words):
            look = laid_over(look, f"<w:rStyle w:val={attribute(run.blanks)}/>")
        return (
            f"</w:t></w:r><w:sdt><w:sdtPr><w:alias w:val={attribute(self.title)}/>"
            f'<w:id w:val="{run.drawn()}"/>{kind}</w:sdtPr><w:sdtContent><w:r>{look}'
            f'<w:t xml:space="preserve">{content(self.words)}</w:t></w:r></w:sdtContent></w:sdt>'
            f'<w:r>{tag.look}<w:t xml:space="preserve">'
        )
