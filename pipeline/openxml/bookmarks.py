r"""Bookmarks, and what refers to them: REF, PAGEREF and NOTEREF fields, and links inside a document.

Word knows a bookmark by its name, in capitals or not. Where the bookmark of a reference is missing,
Word prints “Error! Reference source not found.” as soon as it updates the field.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.openxml.fieldruns import (
    CHAR,
    SIMPLE,
    Field,
    fields,
    plain,
    recode,
    show,
    shown,
    unwrap,
)
from pipeline.openxml.package import R, W
from pipeline.openxml.walk import DELETED, P, T, texts

START, END = f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"
LINK, ANCHOR = f"{{{W}}}hyperlink", f"{{{W}}}anchor"
NAME, ID = f"{{{W}}}name", f"{{{W}}}id"
GAP = "[…]"  # stands where a reference showed words that are not in this document
_DIRTY = f"{{{W}}}dirty"
_CODE = re.compile(
    r'\s*(?:(?:REF|PAGEREF|NOTEREF)\s+"?(?P<name>[^\s"\\]+)"?'
    r'|HYPERLINK\s+(?:""\s+)?\\l\s+"(?P<anchor>[^"]+)")',
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(r"\\[nrwp]\b", re.IGNORECASE)  # it shows a number or “above”, not the words
_OF_WORD = {"_top"}  # the beginning of the document: no bookmark is needed


@dataclass(slots=True)
class Reference:
    """What refers to a bookmark: a field, or an element that links."""

    name: str
    element: Any
    field: Field | None = None

    @property
    def paragraph(self) -> Any:
        """The paragraph it stands in."""
        return next(self.element.iterancestors(P), None)

    @property
    def kind(self) -> str:
        """The kind of its field, or LINK."""
        return self.field.kind if self.field else "LINK"

    @property
    def repeats_words(self) -> bool:
        """Whether it shows the words that the bookmark holds."""
        return self.field is not None and self.kind == "REF" and not _BY_NUMBER.search(
            self.field.code
        )  # fmt: skip

    def rename(self, name: str) -> None:
        """Let it refer to the bookmark `name`."""
        if self.field is None:
            self.element.set(ANCHOR, name)
        else:
            recode(self.field, self.field.code.replace(self.name, name, 1))

    def stale(self) -> None:
        """Mark it for update: what it shows is of another document."""
        if self.field is not None:
            first = self.field.begin
            (first if first.tag == SIMPLE else first.find(CHAR)).set(_DIRTY, "true")

    def plain(self) -> None:
        """Leave its words as plain text that refers to nothing."""
        if self.field is not None:
            plain(self.field)
            return
        for style in list(self.element.iter(f"{{{W}}}rStyle")):
            if style.get(f"{{{W}}}val") == "Hyperlink":
                style.getparent().remove(style)
        unwrap(self.element)


def references(root: Any) -> list[Reference]:
    """Return everything in `root` that refers to a bookmark."""
    found = [
        Reference(each.get(ANCHOR), each)
        for each in root.iter(LINK)
        if each.get(ANCHOR) and not each.get(f"{{{R}}}id")
    ]
    held = fields(root) if next(root.iter(CHAR, SIMPLE), None) is not None else []
    found += [
        Reference(match["name"] or match["anchor"], each.begin, each)
        for each in held
        if (match := _CODE.match(each.code))
    ]
    return [each for each in found if each.name.casefold() not in _OF_WORD]


def starts(root: Any) -> dict[str, Any]:
    """Return where each bookmark of `root` starts, by its name in small letters."""
    return {each.get(NAME, "").casefold(): each for each in reversed(list(root.iter(START)))}


def around(root: Any, wanted: Callable[[str | None], object]) -> set[Any]:
    """Return where the bookmarks of `root` start that hold a text which is `wanted`."""
    found: set[Any] = set()
    opened: dict[str, tuple[Any, int]] = {}
    count = 0
    for each in root.iter(START, END, T):
        if each.tag == START:
            opened[each.get(ID, "")] = each, count
        elif each.tag == T:
            count += bool(wanted(each.text))
        elif each.get(ID, "") in opened:
            start, before = opened.pop(each.get(ID, ""))
            found.update([start] if count > before else [])
    return found


def forget_echoes(root: Any) -> None:
    """Empty what repeats a text with tags from elsewhere: Word has copied the tags with it."""
    if next(root.iter(CHAR, SIMPLE), None) is None:
        return
    for each in fields(root):
        if each.kind in ("REF", "PAGEREF", "NOTEREF", "STYLEREF") and "{" in shown(each):
            show(each, "")


def follow(root: Any, known: Mapping[str, str], words: Callable[[str], str]) -> list[str]:
    """Make plain what refers to no bookmark; let an empty REF show the words of its bookmark.

    `known` gives the words of each bookmark of the document by its name in small letters; `words`
    takes out of a text what is no part of it. Return the paragraphs in which something was made
    plain, as text.
    """
    lost: list[Any] = []
    for each in references(root):
        name = each.name.casefold()
        empty = each.field is not None and each.repeats_words and not words(shown(each.field))
        if each.field is not None and empty:
            show(each.field, known.get(name) or GAP)
        if name not in known:
            if (paragraph := each.paragraph) is not None and paragraph not in lost:
                lost.append(paragraph)
            each.plain()
    return [words("".join(text for _, text in texts(each))) for each in lost]


def said(roots: Iterable[Any], words: Callable[[str], str]) -> dict[str, str]:
    """Return the words of every bookmark in `roots`, by its name in small letters."""
    found: dict[str, str] = {}
    for root in roots:
        opened: dict[str, tuple[str, list[str]]] = {}
        for each in root.iter(START, END, T, P):
            if each.tag == START:
                opened[each.get(ID, "")] = (each.get(NAME, "").casefold(), [])
            elif each.tag == END and each.get(ID, "") in opened:
                name, inside = opened.pop(each.get(ID, ""))
                found.setdefault(name, " ".join(words("".join(inside)).split()))
            elif opened and next(each.iterancestors(*DELETED), None) is None:
                for _, inside in opened.values():
                    inside.append(" " if each.tag == P else each.text or "")
    return found
