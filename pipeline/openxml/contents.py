r"""Contents lists: a list of headings is made anew when what it lists is filled in.

What is listed follows the switches of the field (ECMA-376 part 1, 17.16.5.68): \o headings, \t other
styles, \u outline levels, \h links, \n no page numbers. A numbered heading is listed with its number.
Page numbers are Word's: the field is marked for update, and nothing stands where they come. A list in
a content control that is titled “Contents (over 5 pages)” is left out of shorter documents.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.openxml import digits, length
from pipeline.openxml.counting import Counting
from pipeline.openxml.fieldruns import CHAR, SIMPLE, Field, fields, run_of, show, shown
from pipeline.openxml.length import Looks
from pipeline.openxml.package import W, put, related, tree
from pipeline.openxml.walk import BOX, DELETED, RUN, P, T, texts, value

LISTS = {"TOC", "TOA", "INDEX"}
NOT_YET = "[In Word: right-click here, and choose Update Field.]"
NONE_FOUND = "[There is no heading to list.]"
_VAL, _ID, _NAME = (f"{{{W}}}{each}" for each in ("val", "id", "name"))
_START, _END = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"
_TYPE, _DIRTY = f"{{{W}}}fldCharType", f"{{{W}}}dirty"
_SWITCH = re.compile(r'\\([a-zA-Z])\s*("[^"]*"|[^\s\\"]+)?')
ONLY_OVER = re.compile(r"\(over (\d{1,4}) pages\)")
_MOST_LEVELS = 9
_FIRST_NAME = 900_000_001  # of our bookmarks: Word's own are far from it, and it makes them anew


@dataclass(frozen=True, slots=True)
class Headings:
    """What the styles of a document say of headings, by the id of the style."""

    named: dict[str, str] = field(default_factory=dict)  # the name of the style, in small letters
    outlined: dict[str, int] = field(default_factory=dict)  # its outline level, from 1
    looks: dict[int, Any] = field(default_factory=dict)  # level of an entry → its properties
    length: Looks = field(default_factory=lambda: Looks(etree.Element("none")))
    counting: Counting = field(default_factory=Counting)  # of the numbers before them

    def style(self, name: str) -> str:
        """Return the id of the style `name`, "" where there is none."""
        return next((key for key, named in self.named.items() if named == name), "")


def headings(members: dict[str, bytes], main: str) -> Headings:
    """Return what the styles of the package say of headings."""
    part = related(members, main, "styles")
    styles = tree(members, part) if part else etree.Element("none")
    found = Headings(length=Looks(styles), counting=Counting.of(members, main))
    based: dict[str, str] = {}
    for each in styles.findall(f"{{{W}}}style"):
        key = each.get(f"{{{W}}}styleId", "")
        found.named[key] = value(each, "name").casefold()
        based[key] = value(each, "basedOn")
        if level := value(each, f"pPr/{{{W}}}outlineLvl"):
            found.outlined[key] = int(level) + 1 if digits.unsigned(level) else _MOST_LEVELS + 1
    for key in found.named:
        above, steps = key, 0
        while above and above not in found.outlined and steps < _MOST_LEVELS:
            above, steps = based.get(above, ""), steps + 1
        if above in found.outlined:
            found.outlined[key] = found.outlined[above]
    return found


# ── in the looks of the house ─────────────────────────────────────────────────────────────────

_TITLES = {"es": "Contenido", "fr": "Sommaire", "pt": "Sumário", "de": "Inhalt", "it": "Indice"}
_TITLE = "Contents"
MOST_PAGES = 5  # of a document without a contents list
_LIST = (
    f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:alias w:val="{{title}} (over {MOST_PAGES} pages)"/>'
    '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    '</w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{title}'
    '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="TOC2"/><w:ind w:left="0"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
    ' TOC \\o "2-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>…</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
)
_BEGINS = re.compile(r"(\s*\{%p (?:if|for|else|elif)\b[^{}]*%\}\s*)+")


def for_long_ones(members: dict[str, bytes], main: str) -> None:
    """Put a list for documents of more than `MOST_PAGES` before the second section, where there is none.

    What the first page says stays there. It needs the styles TOC Heading and toc 2.
    """
    content = members[main]
    if b"TOC" in content or content.count(b'w:val="Heading2"') < 2:
        return
    styles = related(members, main, "styles")
    if styles is None or b'"TOCHeading"' not in members[styles]:
        return
    root = tree(members, main)
    body = root.find(f"{{{W}}}body")
    found = [each for each in body if value(each, f"pPr/{{{W}}}pStyle") == "Heading2"]
    if len(found) < 2:
        return
    place = found[1]
    while (before := place.getprevious()) is not None and _begins_block(before):
        place = before
    place.addprevious(etree.fromstring(_LIST.format(title=_title(tree(members, styles)))))
    put(members, main, root)


def _begins_block(paragraph: Any) -> bool:
    words = "".join(each.text or "" for each in paragraph.iter(T))
    return paragraph.tag == P and _BEGINS.fullmatch(words) is not None


def _title(styles: Any) -> str:
    """Return what a contents list is called in the language of the document."""
    found = styles.find(f"{{{W}}}docDefaults//{{{W}}}lang")
    language = "" if found is None else found.get(_VAL, "").partition("-")[0]
    return _TITLES.get(language, _TITLE)


# ── before a template is read ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Emptied:
    """A list that is empty until Word or `anew` makes it: its paragraph, and what may become of it."""

    paragraph: Any
    anew: bool  # it can be made of the headings
    own: bool  # it is one for long documents only: its author knows what becomes of it


def emptied(root: Any, headings: Callable[[], Headings]) -> list[Emptied]:
    """Mark every list in `root` for update, and empty it where what it lists can change.

    Return those that are empty. The `headings` are asked for where there is such a list.
    """
    if next(root.iter(CHAR, SIMPLE), None) is None:
        return []
    changes = "{%" in "".join(each.text or "" for each in root.iter(T))
    done: list[Emptied] = []
    for each in fields(root):
        if each.kind not in LISTS:
            continue
        listed = _spread(each) if each.begin is each.end else each
        if not changes and "{" not in shown(listed):
            listed.begin.find(CHAR).set(_DIRTY, "true")
        else:
            known = headings()
            _empty(listed, known)
            listed.begin.find(CHAR).set(_DIRTY, "true")
            anew = _listing(listed.code, known) is not None
            done.append(Emptied(listed.paragraph, anew, _least(listed) > 0))
    return done


def _spread(simple: Field) -> Field:
    """Return the field of one element as one of several runs, which can reach over paragraphs."""
    parent, at = simple.begin.getparent(), simple.begin.getparent().index(simple.begin)
    inside = list(simple.begin)
    made = [_sign("begin"), _code(simple.code), _sign("separate"), *inside, _sign("end")]
    for offset, run in enumerate(made):
        parent.insert(at + offset, run)
    parent.remove(simple.begin)
    return Field(made[0], simple.code, made[2], made[-1])


def _empty(listed: Field, known: Headings) -> None:
    """Let `listed` show that it waits to be updated."""
    if listed.separate is None:
        listed.separate = _sign("separate")
        listed.end.addprevious(listed.separate)
    first, last = (next(each.iterancestors(P)) for each in (listed.separate, listed.end))
    if first.getparent() is not last.getparent():  # it reaches out of a content control or cell
        show(listed, NOT_YET)
        return
    inside = list(_up_to(listed.end, listed.separate, first))
    following = first.getnext()
    while first is not last and following is not last:
        inside.append(following)
        following = following.getnext()
    if first is not last:
        inside += _before(listed.end, last)
    for entry in [first, *(each for each in inside if each.tag == P)]:
        key = value(entry, f"pPr/{{{W}}}pStyle")
        if match := re.fullmatch(r"toc ?([1-9])", known.named.get(key, key.casefold())):
            known.looks.setdefault(int(match[1]), deepcopy(entry.find(f"{{{W}}}pPr")))
    _cut(inside, first.getroottree().getroot())
    listed.separate.addnext(run_of(NOT_YET))


def _up_to(end: Any, run: Any, paragraph: Any) -> Iterator[Any]:
    """Yield what follows `run` in `paragraph`, no further than the run `end`."""
    for each in _top(run, paragraph).itersiblings():
        if each is end or end in set(each.iterdescendants()):
            return
        yield each


def _top(run: Any, paragraph: Any) -> Any:
    return next(each for each in (run, *run.iterancestors()) if each.getparent() is paragraph)


def _before(run: Any, paragraph: Any) -> Iterator[Any]:
    look = f"{{{W}}}pPr"
    before = _top(run, paragraph).itersiblings(preceding=True)
    yield from (each for each in before if each.tag != look)


def _cut(gone: list[Any], root: Any) -> None:
    """Take elements away, and the other end of each range that begins or ends in them."""
    ends: dict[str, list[Any]] = {}
    for each in gone:
        each.getparent().remove(each)
        for end in each.iter(_START, _END):
            ends.setdefault(end.get(_ID, ""), []).append(end)
    halves = {key for key, found in ends.items() if len(found) == 1}
    for end in [each for each in root.iter(_START, _END) if each.get(_ID) in halves]:
        end.getparent().remove(end)


# ── when a document is filled ────────────────────────────────────────────────────────────────


def anew(root: Any, known: Headings, words: Callable[[str], str]) -> None:
    """Let every list in `root` show the headings that now stand there.

    `words` takes out of the text of a heading what is no part of it.
    """
    for listed in fields(root):
        if _too_short(listed, root, known):
            continue
        listing = _listing(listed.code, known) if listed.kind == "TOC" else None
        if listing is None or listed.separate is None:
            continue
        numbers = dict(known.counting.numbers(root))
        found = [
            (level, f"{numbers.get(heading, '')} {text}".strip(), heading)
            for heading in _headings(root, listed)
            if (level := listing(heading)) and (text := _text(heading, words))
        ]
        _show(listed, root, known, found)


def _least(listed: Field) -> int:
    """Return the pages above which a document has this list, 0 for one that every document has.

    It stands in a content control that is titled “Contents (over 5 pages)”.
    """
    control = next(listed.begin.iterancestors(f"{{{W}}}sdt"), None)
    alias = "" if control is None else value(control, f"sdtPr/{{{W}}}alias")
    only = ONLY_OVER.search(alias)
    return int(only[1]) if only and listed.kind == "TOC" else 0


def _too_short(listed: Field, root: Any, known: Headings) -> bool:
    """Take out a list that is for longer documents than this one; say whether it was."""
    least = _least(listed)
    if not least:
        return False
    control: Any = next(listed.begin.iterancestors(f"{{{W}}}sdt"))
    parent, at = control.getparent(), control.getparent().index(control)
    parent.remove(control)
    if length.pages(root[0], known.length) > least:
        parent.insert(at, control)
        return False
    return True


def _listing(code: str, known: Headings) -> Callable[[Any], int] | None:
    """Return what gives the level of a heading, 0 for none; None for a list of other things."""
    switches = {name.lower(): (said or "").strip('"') for name, said in _SWITCH.findall(code)}
    if code.split()[:1] == ["TOC"] and set(switches) - set("otuhnzpwxs"):
        return None
    if code.split()[:1] != ["TOC"]:
        return None
    lowest, highest = _range(switches.get("o", "") or switches.get("u", ""))
    levels: dict[str, int] = {}
    if "o" in switches or not {"t", "u"} & set(switches):
        for key, name in known.named.items():
            match = re.fullmatch(r"heading ([1-9])", name)
            if match and lowest <= int(match[1]) <= highest:
                levels[key] = int(match[1])
    pairs = re.split("[,;]", switches.get("t", ""))
    for name, level in zip(pairs[::2], pairs[1::2], strict=False):
        if digits.unsigned(level.strip()) and (key := known.style(name.strip().casefold())):
            levels[key] = int(level)

    def level_of(paragraph: Any) -> int:
        style = value(paragraph, f"pPr/{{{W}}}pStyle")
        if style in levels or "u" not in switches:
            return levels.get(style, 0)
        said = value(paragraph, f"pPr/{{{W}}}outlineLvl")
        level = int(said) + 1 if digits.unsigned(said) else known.outlined.get(style, 0)
        return level if lowest <= level <= highest else 0

    return level_of


def _range(said: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*(\d)\s*-\s*(\d)\s*", said)
    return (int(match[1]), int(match[2])) if match else (1, _MOST_LEVELS)


def _headings(root: Any, listed: Field) -> Iterator[Any]:
    own = next(listed.separate.iterancestors(P))
    for paragraph in root.iter(P):
        boxed = next(paragraph.iterancestors(BOX, *DELETED), None) is not None
        if paragraph is not own and not boxed:
            yield paragraph


def _text(heading: Any, words: Callable[[str], str]) -> str:
    return " ".join(words("".join(text for _, text in texts(heading))).split())


def _show(listed: Field, root: Any, known: Headings, found: list[tuple[int, str, Any]]) -> None:
    """Put an entry for each heading into the list."""
    first, last = (next(each.iterancestors(P)) for each in (listed.separate, listed.end))
    for each in list(listed.separate.itersiblings()):
        if each is listed.end:
            break
        first.remove(each)
    if not found:
        listed.separate.addnext(run_of(NONE_FOUND))
        return
    rest = list(listed.separate.itersiblings()) if first is last else []
    names = _Names(root)
    at = first
    for number, (level, text, heading) in enumerate(found):
        entry = first
        if number:
            entry = etree.Element(P)
            at.addnext(entry)
            at = entry
        _dress(entry, level, known)
        entry.extend(_entry(listed.code, text, names.of(heading)))
    at.extend(rest)


def _dress(entry: Any, level: int, known: Headings) -> None:
    """Give an entry the look of its level: as it was in the template, or by its style."""
    look, style = deepcopy(known.looks.get(level)), known.style(f"toc {level}")
    if look is None and style:
        look = etree.Element(f"{{{W}}}pPr")
        etree.SubElement(look, f"{{{W}}}pStyle").set(_VAL, style)
    if look is None:
        return
    old = entry.find(f"{{{W}}}pPr")
    for section in [] if old is None else old.findall(f"{{{W}}}sectPr"):
        look.append(section)
    if old is not None:
        entry.remove(old)
    entry.insert(0, look)


def _entry(code: str, text: str, name: str) -> list[Any]:
    r"""Return the runs of one entry: its words, and the page of its heading unless \n is said."""
    runs = [run_of(text)]
    if not re.search(r"\\n\b", code):
        tab = etree.Element(RUN)
        etree.SubElement(tab, f"{{{W}}}tab")
        page = _code(rf" PAGEREF {name} \h ")
        runs += [tab, _sign("begin"), page, _sign("separate"), _sign("end")]
    if not re.search(r"\\h\b", code):
        return runs
    link = etree.Element(f"{{{W}}}hyperlink", {f"{{{W}}}anchor": name, f"{{{W}}}history": "1"})
    link.extend(runs)
    return [link]


def _sign(kind: str) -> Any:
    run = etree.Element(RUN)
    etree.SubElement(run, CHAR).set(_TYPE, kind)
    return run


def _code(code: str) -> Any:
    run = run_of(code)
    run[-1].tag = f"{{{W}}}instrText"
    return run


class _Names:
    """Bookmarks for headings: each keeps the one it has, or gets one that nothing else has."""

    def __init__(self, root: Any) -> None:
        starts = list(root.iter(_START))
        ids = [each.get(_ID, "") for each in starts]
        self.taken = {each.get(_NAME, "").casefold() for each in starts}
        self.next = max((int(each) for each in ids if digits.unsigned(each)), default=0) + 1
        self.number = _FIRST_NAME

    def of(self, heading: Any) -> str:
        """Return the name that leads to `heading`."""
        for each in heading.iter(_START):
            if each.get(_NAME, "").startswith("_Toc"):
                return str(each.get(_NAME))
        while (name := f"_Toc{self.number}").casefold() in self.taken:
            self.number += 1
        self.number += 1
        start, end = etree.Element(_START), etree.Element(_END)
        start.set(_ID, str(self.next))
        start.set(_NAME, name)
        end.set(_ID, str(self.next))
        self.next += 1
        at = 1 if len(heading) and heading[0].tag == f"{{{W}}}pPr" else 0
        heading.insert(at, start)
        heading.append(end)
        return name
