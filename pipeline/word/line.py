"""Fill a line of text by the rules of a template: for the file names that a pattern gives."""

from html import unescape
from xml.sax.saxutils import escape

from pipeline.problems import InputRefused
from pipeline.word.code import Code
from pipeline.word.scanning import OPENERS, scan
from pipeline.word.tags import MARK, Fault, Tag


class Line:
    """One line with tags, compiled once: `{{ organization }} letter`."""

    def __init__(self, pattern: str, name: str = "--name") -> None:
        self._code = Code(name)
        written, at = "", 0
        for start, end, code in scan(pattern):
            if end < 0:
                message = f"{pattern[start:]}: the tag is not closed."
                hint = f"End it with {OPENERS[pattern[start : start + 2]]}."
                self._code.faults.append(Fault("", message, hint))
                continue
            number = len(self._code.tags)
            typed = pattern[start:end]
            tag = Tag(number, typed, typed[:2], "", code.strip(), "", "plain", "line")
            self._code.tags.append(tag)
            written += f"{escape(pattern[at:start])}{MARK[0]}{number}{MARK[1]}"
            at = end
        self._code.compile("line", "", written + escape(pattern[at:]), 0)
        if problems := self._code.problems():
            raise InputRefused(problems)

    def fill(self, data: object, record: str = "") -> str:
        """Return the line for `data`, on one line."""
        written = self._code.texts(self._code.run(data), record)["line"]
        return " ".join(unescape(written).split())
