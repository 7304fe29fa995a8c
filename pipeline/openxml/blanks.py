"""Words of ours in which blanks stand, printed so that each blank looks like one."""

import re
from typing import Any

from pipeline.openxml.drawings import attribute, content
from pipeline.openxml.properties import laid_over

BLANK = re.compile(r"\[Fill in: ([^\]]*)\]")
_APART = re.compile(f"({BLANK.pattern.replace('(', '(?:')})")


class WithBlanks:
    """A sentence with blanks: "… answers within [Fill in: number of working days]."."""

    __slots__ = ("words",)

    def __init__(self, words: str) -> None:
        self.words = words

    def __str__(self) -> str:
        """Return the sentence, blanks and all."""
        return self.words

    def blanks(self) -> tuple[str, ...]:
        """Return what each blank asks for."""
        return tuple(BLANK.findall(self.words))

    def markup(self, run: Any, tag: Any) -> str:
        """Return the sentence as the inside of a run, which its blanks end and begin anew."""
        return "".join(self._piece(each, run, tag) for each in _APART.split(self.words))

    def _piece(self, words: str, run: Any, tag: Any) -> str:
        if not run.blanks or not BLANK.fullmatch(words):
            return content(words)
        look = laid_over(tag.look, f"<w:rStyle w:val={attribute(run.blanks)}/>")
        blank = f'<w:r>{look}<w:t xml:space="preserve">{content(words)}</w:t></w:r>'
        return f'</w:t></w:r>{blank}<w:r>{tag.look}<w:t xml:space="preserve">'
