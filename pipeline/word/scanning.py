"""Read the tags in one text: where each begins and ends, and its code in plain signs."""

import re
from collections.abc import Iterator

OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_BLANKS = dict.fromkeys(map(ord, "\xa0\u2002\u2003\u2007\u2009\u202f\u3000\t\n\r\v\f"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"), None)
_STRAIGHT = {**_BLANKS, **_DASHES, **_NOTHING}
_DOUBLE, _SINGLE = '"“”„‟', "'‘’‚‛"
QUOTES = _DOUBLE + _SINGLE


def scan(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and code of every tag in `text`; end is -1 where a tag is not closed."""
    at = 0
    while match := _OPENER.search(text, at):
        start = match.start("tag")
        if start < 0:
            at = match.end()
            continue
        found = _closed(text, start, strict=True) or _closed(text, start, strict=False)
        if found is None and text.startswith(("{{{", "{{%", "{{#"), start):
            at = start + 1
        elif found is None:
            yield start, -1, ""
            at = start + 2
        else:
            end, code = found
            yield start, end, code
            at = end


_OPENER = re.compile(r"\{_[{%]|(?P<tag>\{[{%#])")


def _closed(text: str, start: int, *, strict: bool) -> tuple[int, str] | None:
    """Return the end of the tag that opens at `start` and its code in plain signs."""
    closer = OPENERS[text[start : start + 2]]
    at = start + 2
    code: list[str] = []
    if closer == "#}":
        end = text.find(closer, at)
        return (end + 2, text[at:end]) if end >= 0 else None
    braces = 0
    while at < len(text):
        sign = text[at]
        if not braces and text.startswith(closer, at):
            return at + 2, "".join(code)
        if sign in _DOUBLE or sign in _SINGLE:
            closed = _string(text, at, strict=strict)
            if closed is None:
                return None
            code.append(closed[1])
            at = closed[0]
            continue
        if text.startswith(("{%", "{#"), at) or (text.startswith("{{", at) and closer == "%}"):
            return None
        if sign == "{":
            braces += 1
        elif sign == "}":
            braces -= 1
            if braces < 0:
                return None
        code.append(sign.translate(_STRAIGHT))
        at += 1
    return None


def _string(text: str, start: int, *, strict: bool) -> tuple[int, str] | None:
    """Return the end of the string that opens at `start`, and the string in straight quotes."""
    sign = text[start]
    family = _DOUBLE if sign in _DOUBLE else _SINGLE
    quote = family[0]
    closers = quote if strict and sign == quote else family
    at, inside = start + 1, []
    while at < len(text):
        sign = text[at]
        if sign == "\\" and at + 1 < len(text):
            inside.append(text[at : at + 2])
            at += 2
            continue
        if sign in closers:
            return at + 1, quote + "".join(inside) + quote
        inside.append({"\n": "\\n", "\t": "\\t"}.get(sign, sign))
        at += 1
    return None


def split_code(kind: str, code: str) -> tuple[str, str, str]:
    """Return level, joins and the bare code of what stands between the delimiters."""
    joins = ""
    if code[:1] in "-+" and code[:1]:
        joins += "<" if code[0] == "-" else ""
        code = code[1:]
    if code[-1:] in "-+" and code[-1:] and kind == "{%":
        joins += ">" if code[-1] == "-" else ""
        code = code[:-1]
    elif kind == "{{" and code[-1:] == "-":
        joins, code = joins + ">", code[:-1]
    if match := re.match(r"(p|tr|tc|r)\s+(?=\S)", code):
        return match[1], joins, code[match.end() :].strip()
    return "", joins, code.strip()


def unescaped(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return what to put for the escapes in a stretch of text: {_{ means {{ itself."""
    edits = []
    for escape, meant in ESCAPES:
        at = text.find(escape, start, end)
        while at >= 0:
            edits.append((at, at + 3, meant))
            at = text.find(escape, at + 3, end)
    return sorted(edits)


def shorten(text: str, most: int = 40) -> str:
    """Return the beginning of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
