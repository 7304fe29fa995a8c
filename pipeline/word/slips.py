"""Tell of what is nearly a tag: not closed, closed otherwise than opened, or closed and never opened."""

import re
from collections.abc import Iterator

from pipeline.word.tags import ESCAPES, MOST_SIGNS, OPENERS, QUOTES, WORDS, Fault, shorten

_NEXT = re.compile(r"\{[{%#]")
_CLOSERS = re.compile(r"\}\}|%\}|#\}")
_SIGNS = re.compile("[{}｛｝]")  # without one of them there is no slip
_NEAR = 250  # signs before an end, in which the tag may begin
_BLOCK = re.compile(
    r"%?\s*(?:\b|(?=end(?:if|for|set|with)))(?=(?P<code>(?P<prefix>(?:p|tr|tc|r)\s+)?(?P<word>[a-z]+)\b[^{}%]{0,200})$)"
)
_SPACED = re.compile(r"\{\s+[{%][^{}]{1,200}[}%]\s+\}|[{｛][｛%][^{}｛｝]{1,200}[｝%][}｝]")


class Slips:
    """The slips in the texts of one part, read one text after the other."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self._waits = ""  # the end that a tag at the end of an earlier text waits for
        self._open = 0  # braces that stand alone in this text and are open
        self.literal = False  # between {% raw %} and {% endraw %}

    def begin(self) -> None:
        """Begin another text."""
        self._open = 0

    def whole(self) -> None:
        """Take note of a tag that is whole."""
        self._waits = ""

    def not_closed(self, text: str, start: int, where: str) -> tuple[int, str]:
        """Note the fault of the tag that opens at `start`; return where to read on, and its code."""
        opener = text[start : start + 2]
        closer, rest = OPENERS[opener], text[start + 2 : start + MOST_SIGNS]
        following = _NEXT.search(rest)
        near = rest[: following.start()] if following else rest
        said, hint = "the tag is not closed.", f"End it with {closer}."
        length, code = 0, near
        if closer in rest and any(sign in rest for sign in QUOTES):
            length = rest.index(closer) + 2
            code, hint = rest[: length - 2], f"A quotation mark may be missing before {closer}."
        elif other := _CLOSERS.search(near):
            length, code = other.end(), near[: other.start()].strip(" -")
            said = f"it begins with {opener} and ends with {other[0]}."
            asks = code.split() and code.split()[0] in WORDS
            hint = f"Write {{% {code} %}}." if asks else f"Write {{{{ {code} }}}}."
        elif "}" in near:
            length, code = near.index("}") + 1, near[: near.index("}")]
        else:
            self._waits = closer
        typed = text[start : start + 2 + length] if length else shorten(opener + near, 30)
        self.faults.append(Fault(where, f"{shorten(typed, 60)}: {said}", hint))
        return start + 2 + length, code

    def stray(self, text: str, where: str, before: str = "") -> list[tuple[int, str]]:
        """Note what is wrong in a `text` without tags that follows the tag `before`.

        Return where in it a block stands that is closed and was not opened, and its code.
        """
        if self.literal or not _SIGNS.search(text):
            return []
        for escape, _ in ESCAPES:
            text = text.replace(escape, " " * len(escape))
        if before.startswith("{{") and text.startswith("}") and not self._open:
            message = f"{before}}}: it has a brace too many at its end."
            self.faults.append(Fault(where, message, f"Write {before}."))
            text = f" {text[1:]}"
        found = list(self._not_opened(text, where))
        if self._ends_none(text):
            self._closed("}}", "{{", where)
        for spaced in _SPACED.findall(text):
            message = f"{spaced} looks like a tag, and is printed as it stands."
            hint = "Write {{ or {% without a space, in plain half-width braces."
            self.faults.append(Fault(where, message, hint))
        return found

    def _not_opened(self, text: str, where: str) -> Iterator[tuple[int, str]]:
        """Yield where a block begins that is closed and was not opened, and its code."""
        *pieces, _ = text.split("%}")
        at = 0
        for piece in pieces:
            near = max(0, len(piece) - _NEAR)
            words = [each for each in _BLOCK.finditer(piece, near) if each["word"] in WORDS]
            loops = [match for match in words if match["word"] == "for" and " in " in match["code"]]
            if self._waits == "%}" or not words:
                self._closed("%}", "{%", where)
            else:
                at_word = max(match.start("word") for match in loops or words)
                match = next(each for each in words if each.start("word") == at_word)
                code = match["code"].strip(" -")
                whole = f"{{%{'' if match['prefix'] else ' '}{code} %}}"
                message = f"{piece[match.start() :].strip()} %}}: the tag is not opened."
                self.faults.append(Fault(where, message, f"Write {whole}."))
                yield at + match.start("code"), code
            at += len(piece) + 2

    def _ends_none(self, text: str) -> bool:
        """Return whether }} ends more than the single braces that are open before it."""
        found = False
        for at, sign in enumerate(text):
            if sign == "{":
                self._open += 1
            elif sign == "}":
                found |= self._open < 2 and text.startswith("}}", at) and text[at - 1 : at] != "}"
                self._open = max(0, self._open - 1)
        return found

    def _closed(self, closer: str, opener: str, where: str) -> None:
        if closer == self._waits:
            self._waits, last = "", self.faults[-1]
            hint = f"Its {closer} stands in another paragraph ({where}): write all of it in one."
            self.faults[-1] = Fault(last.where, last.message, hint)
            return
        message = f"{closer} closes a tag that was not opened."
        self.faults.append(Fault(where, message, f"Begin the tag with {opener}."))
