"""Say in a finished part what language words of another script are in, and which way they run.

A screen reader and a speller go by `w:lang`; Word sets right-to-left words only where `w:rtl` says so,
and a paragraph of them from the right where `w:bidi` does. Scripts are told by Unicode's blocks; a
language only where its script or its own letters leave no choice, else the script alone (`und-Cyrl`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any, Literal

from lxml import etree

from pipeline.openxml.package import W
from pipeline.openxml.properties import put
from pipeline.openxml.walk import RUN, P, T

MOST_MARKED = 10_000_000
MOST_TURNS = 20_000  # from letters of another script to Latin ones: each makes a piece of text
Way = Literal["", "eastAsia", "rtl", "cs"]  # how Word sets a script
_ATTRIBUTE: dict[Way, str] = {"": "val", "eastAsia": "eastAsia", "rtl": "bidi", "cs": "bidi"}


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its language, where it has one, and how Word sets it."""

    name: str
    language: str
    way: Way = ""
    own: tuple[tuple[str, str], ...] = ()  # letters that only one of its languages has → language


_ARABIC = (("ٹڈڑےںھہ", "ur"), ("ښځډړږټڼ", "ps"), ("ەێۆڕڵ", "ckb"), ("یکپچژگ", "fa"))
_CYRILLIC = (("іїєґІЇЄҐ", "uk"), ("ўЎ", "be"), ("ђћЂЋ", "sr"), ("ѓќѕЃЌЅ", "mk"), ("әғқңұһӘҒҚҢҰҺ", "kk"), ("ыэёЫЭЁ", "ru"))  # fmt: skip
_GREEK = Script("Greek", "el")
_CYRL = Script("Cyrillic", "und-Cyrl", own=_CYRILLIC)
_HAN = Script("Han", "zh", "eastAsia", own=())
_KANA = Script("Kana", "ja", "eastAsia")
_HANGUL = Script("Hangul", "ko", "eastAsia")
_ARAB = Script("Arabic", "ar", "rtl", own=_ARABIC)
_LATIN = None

# Where a block begins: from there on letters are of that script.
_BLOCKS: tuple[tuple[int, Script | None], ...] = (
    (0x0000, _LATIN), (0x0370, _GREEK), (0x0400, _CYRL), (0x0530, Script("Armenian", "hy")),
    (0x0590, Script("Hebrew", "he", "rtl")), (0x0600, _ARAB), (0x0700, Script("Syriac", "syr", "rtl")),
    (0x0750, _ARAB), (0x0780, Script("Thaana", "dv", "rtl")), (0x07C0, Script("N’Ko", "nqo", "rtl")),
    (0x0800, _LATIN), (0x0860, Script("Syriac", "syr", "rtl")), (0x0870, _ARAB),
    (0x0900, Script("Devanagari", "und-Deva", "cs")), (0x0980, Script("Bengali", "bn", "cs")),
    (0x0A00, Script("Gurmukhi", "pa", "cs")), (0x0A80, Script("Gujarati", "gu", "cs")),
    (0x0B00, Script("Oriya", "or", "cs")), (0x0B80, Script("Tamil", "ta", "cs")),
    (0x0C00, Script("Telugu", "te", "cs")), (0x0C80, Script("Kannada", "kn", "cs")),
    (0x0D00, Script("Malayalam", "ml", "cs")), (0x0D80, Script("Sinhala", "si", "cs")),
    (0x0E00, Script("Thai", "th", "cs")), (0x0E80, Script("Lao", "lo", "cs")),
    (0x0F00, Script("Tibetan", "bo", "cs")), (0x1000, Script("Burmese", "my", "cs")),
    (0x10A0, Script("Georgian", "ka")), (0x1100, _HANGUL), (0x1200, Script("Ethiopic", "und-Ethi")),
    (0x13A0, Script("Cherokee", "chr")), (0x1400, _LATIN), (0x1780, Script("Khmer", "km", "cs")),
    (0x1800, Script("Mongolian", "mn")), (0x18B0, _LATIN), (0x1C80, _CYRL), (0x1C90, Script("Georgian", "ka")),
    (0x1CC0, _LATIN), (0x1F00, _GREEK), (0x2000, _LATIN), (0x2E80, _HAN), (0x3000, _LATIN),
    (0x3005, _HAN), (0x3008, _LATIN), (0x3040, _KANA), (0x3100, Script("Bopomofo", "zh", "eastAsia")),
    (0x3130, _HANGUL), (0x3190, _HAN), (0x31F0, _KANA), (0x3200, _LATIN), (0x3400, _HAN), (0xA000, _LATIN),
    (0xAC00, _HANGUL), (0xD7B0, _LATIN), (0xF900, _HAN), (0xFB00, _LATIN),
    (0xFB1D, Script("Hebrew", "he", "rtl")), (0xFB50, _ARAB), (0xFE00, _LATIN), (0xFE70, _ARAB),
    (0xFF00, _LATIN), (0xFF66, _KANA), (0xFFA0, _HANGUL), (0xFFE0, _LATIN), (0x20000, _HAN), (0x323B0, _LATIN),
)  # fmt: skip
_STARTS = [start for start, _ in _BLOCKS]
_SPANISH = re.compile(r"¿[^¿?]{1,2000}\?|¡[^¡!]{1,2000}!")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)  # it keeps our own marks
_GAPS = {f"{{{W}}}{each}" for each in ("tab", "br", "cr", "noBreakHyphen")}
_RPR, _PPR, _LANG = f"{{{W}}}rPr", f"{{{W}}}pPr", f"{{{W}}}lang"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Mark = tuple[str, Way]  # a language, and how Word sets its script
_NONE: Mark = ("", "")


def script_of(sign: str) -> Script | None:
    """Return the script of a letter; None where it is Latin, a digit or a sign of any script."""
    return _BLOCKS[bisect_right(_STARTS, ord(sign)) - 1][1] if sign.isalpha() else None


def holds_other_scripts(text: str) -> bool:
    """Say whether `text` holds a letter of another script than the Latin one, or Spanish signs."""
    return not text.isascii() and ("¿" in text or "¡" in text or bool(_foreign().search(text)))


@cache
def _foreign() -> re.Pattern[str]:
    """Return what finds a letter of another script; few documents ask, and it takes long to be made."""
    blocks = (
        f"{chr(start)}-{chr(end - 1)}"
        for (start, script), (end, _) in pairwise(_BLOCKS)
        if script is not None
    )
    return re.compile(f"[{''.join(blocks)}]")


def _turns(xml: str) -> int:
    """Return how often Latin letters follow those of another script in one piece of text."""
    return sum(1 for _ in re.finditer(f"{_foreign().pattern}[^A-Za-z<]{{0,20}}[A-Za-z]", xml))


def marked(xml: str) -> str:
    """Return a part with its words of other scripts marked; as it is where there are none.

    A part of more than `MOST_MARKED` characters, or of more than `MOST_TURNS` from one script to another,
    stays as it is: it would take too much memory.
    """
    if len(xml) > MOST_MARKED or not holds_other_scripts(xml) or _turns(xml) > MOST_TURNS:
        return xml
    root = etree.fromstring(xml.encode(), _PARSER)
    for run in [each for each in root.iter(RUN) if _words(each) and not _has_language(each)]:
        _mark_run(run)
    for paragraph in root.iter(P):
        _turn(paragraph)
    return str(etree.tostring(root, encoding="unicode"))


def unmarked(root: Any, own: str) -> Iterator[str]:
    """Yield the words of each run that does not say its language, where that is not the document's `own`."""
    at_home = {"", own.partition("-")[0]}
    for run in root.iter(RUN):
        words = _words(run)
        said = {language for (language, _), _ in stretches(words)}
        if said - at_home and not _has_language(run):
            yield words


def stretches(text: str) -> Iterator[tuple[Mark, str]]:
    """Yield `text` in stretches of one language, an empty one where it is the document's own.

    Spaces and signs between two words of one script belong to it.
    """
    if not holds_other_scripts(text):
        if text:
            yield _NONE, text
        return
    marks: list[Mark | None] = [None] * len(text)
    for found in _SPANISH.finditer(text):
        marks[found.start() : found.end()] = [("es", "")] * (found.end() - found.start())
    scripts = [script_of(sign) for sign in text]
    languages = _languages(text, scripts)
    for at, (sign, script) in enumerate(zip(text, scripts, strict=True)):
        if script is not None:
            marks[at] = languages[script.name], script.way
        elif sign.isalpha() and marks[at] is None:
            marks[at] = _NONE
    filled = _joined(marks)
    at = 0
    for mark, same in groupby(filled):
        size = len(list(same))
        yield mark, text[at : at + size]
        at += size


def _languages(text: str, scripts: list[Script | None]) -> dict[str, str]:
    """Return the language of each script in `text`: by letters that only one language has."""
    present = {each.name: each for each in scripts if each is not None}
    found = {
        name: next((tag for letters, tag in each.own if any(s in text for s in letters)), each.language)
        for name, each in present.items()
    }  # fmt: skip
    if "Kana" in found and "Han" in found:
        found["Han"] = "ja"
    return found


def _joined(marks: list[Mark | None]) -> list[Mark]:
    """Give spaces and signs the mark of the words around them, where both sides have the same."""
    known = [at for at, mark in enumerate(marks) if mark is not None]
    if not known:
        return [_NONE] * len(marks)
    filled: list[Mark] = []
    whole = len({marks[at] for at in known}) == 1  # one language: signs at the edges, too
    following = iter([*known, len(marks)])
    ahead, before = next(following), None
    for at, mark in enumerate(marks):
        if at == ahead:
            before, ahead = mark, next(following, len(marks))
            filled.append(mark or _NONE)
            continue
        after = marks[ahead] if ahead < len(marks) else None
        alike = before == after or (whole and (before is None or after is None))
        filled.append((before or after or _NONE) if alike else _NONE)
    return filled


def _words(run: Any) -> str:
    return "".join(each.text or "" for each in run if each.tag == T)


def _has_language(run: Any) -> bool:
    look = run.find(_RPR)
    return look is not None and (
        look.find(_LANG) is not None or look.find(f"{{{W}}}rtl") is not None
    )


def _mark_run(run: Any) -> None:
    """Cut `run` where the language changes, and say in each piece which one it is."""
    pieces: list[tuple[Mark, list[Any]]] = []
    last: Mark = _NONE
    for child in [each for each in run if each.tag != _RPR]:
        parts = [(last, child)] if child.tag in _GAPS else [(_NONE, child)]
        if child.tag == T:
            parts = [(mark, _text(words)) for mark, words in stretches(child.text or "")]
        for mark, element in parts:
            if pieces and pieces[-1][0] == mark:
                pieces[-1][1].append(element)
            else:
                pieces.append((mark, [element]))
            last = mark
    if all(mark == _NONE for mark, _ in pieces):
        return
    look = run.find(_RPR)
    for mark, elements in pieces:
        fresh = etree.Element(RUN, run.attrib)
        if look is not None:
            fresh.append(deepcopy(look))
        fresh.extend(elements)
        if mark != _NONE:
            _say(fresh, mark)
        run.addprevious(fresh)
    run.getparent().remove(run)


def _text(words: str) -> Any:
    made = etree.Element(T)
    made.text = words
    made.set(_SPACE, "preserve")
    return made


def _say(run: Any, mark: Mark) -> None:
    language, way = mark
    look = run.find(_RPR)
    if look is None:
        look = etree.Element(_RPR)
        run.insert(0, look)
    if way in ("rtl", "cs"):
        put(look, etree.Element(f"{{{W}}}{way}"))
    put(look, etree.Element(_LANG, {f"{{{W}}}{_ATTRIBUTE[way]}": language}))


def _turn(paragraph: Any) -> None:
    """Let a paragraph run from the right where its first letter does (Unicode's rule P2)."""
    words = "".join(each.text or "" for each in paragraph.iter(T))
    first = next((sign for sign in words if sign.isalpha()), "")
    script = script_of(first) if first else None
    if script is None or script.way != "rtl":
        return
    look = paragraph.find(_PPR)
    if look is None:
        look = etree.Element(_PPR)
        paragraph.insert(0, look)
    if look.find(f"{{{W}}}bidi") is None:
        put(look, etree.Element(f"{{{W}}}bidi"))
