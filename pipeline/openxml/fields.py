"""The fields of a Word part: their codes, and which kinds only show something.

A field of any other kind either fetches or starts something, and is refused, or is not known and
becomes plain text. The kinds are those of ISO/IEC 29500-1, 17.16.5, and of Word's own list of codes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile

MOST_NESTED = 64  # Word takes twenty
MADE = "\ufffc"  # where another field gives a piece of the code

FETCHES = frozenset(
    {
        "database", "dde", "ddeauto", "import", "include", "includepicture", "includetext", "link",
        "rd",
    }
)  # fmt: skip
SHOWS = frozenset(
    {
        "=", "addin", "addressblock", "advance", "ask", "author", "autonum", "autonumlgl",
        "autonumout", "autotext", "autotextlist", "barcode", "bibliography", "citation", "comments",
        "compare", "createdate", "date", "displaybarcode", "docproperty", "docvariable", "edittime",
        "eq", "filename", "filesize", "fillin", "formcheckbox", "formdropdown", "formtext", "glossary",
        "gotobutton", "greetingline", "hyperlink", "if", "index", "info", "keywords", "lastsavedby",
        "listnum", "mergebarcode", "mergefield", "mergerec", "mergeseq", "next", "nextif", "noteref",
        "numchars", "numpages", "numwords", "page", "pageref", "printdate", "private", "quote", "ref",
        "revnum", "savedate", "section", "sectionpages", "seq", "set", "shape", "skipif", "styleref",
        "subject", "symbol", "ta", "tc", "template", "time", "title", "toa", "toc", "useraddress",
        "userinitials", "username", "xe",
    }
)  # fmt: skip

_NAME = re.compile(rf"\s*([A-Za-z]+(?![\w.{MADE}])|=)")
_NO_MACRO = re.compile(r"\s*MACROBUTTON\s+no", re.IGNORECASE)  # click to type, as forms have it
_TARGET = re.compile(r'\s*HYPERLINK\s*(?:\\[a-z]\s*)*(?:"([^"]*)"|([^\s\\"]+))', re.IGNORECASE)
_PIECES = ("fldSimple", "fldChar", "instrText", "delInstrText", "t", "Choice", "Fallback")
_CODE = ("instrText", "delInstrText", "t")


@dataclass(slots=True)
class Field:
    """A field: its code, the elements of the code, and those that open and close it."""

    code: str = ""
    pieces: list[Any] = field(default_factory=list)
    frame: list[Any] = field(default_factory=list)
    coding: bool = True  # its result has not begun

    @property
    def name(self) -> str:
        """Return the kind of field in small letters; nothing where it is no plain word."""
        found = _NAME.match(self.code)
        return found[1].lower() if found else ""

    @property
    def fetches(self) -> bool:
        """Say whether it fetches something, or may: another field makes the name of its kind."""
        made = MADE in (self.code.split() or [""])[0]
        return self.name in FETCHES or (made and self.name not in SHOWS)

    @property
    def known(self) -> bool:
        """Say whether it only shows something."""
        shows = self.name in SHOWS or _NO_MACRO.match(self.code) is not None
        return shows or not self.code.strip()

    @property
    def target(self) -> str:
        """Return where a link leads; nothing where it is no link or leads within the document."""
        found = _TARGET.match(self.code)
        return (found[1] or found[2] or "").replace("\\\\", "\\") if found else ""


def fields(root: Any) -> Iterator[Field]:
    """Yield every field of a part, the inner ones first.

    Word reads one branch of alternate content only, so that each is read by itself.
    Raises BadZipFile, as `package.parse` does, where more than `MOST_NESTED` fields are open.
    """
    branches = list(root.iter("{*}Choice", "{*}Fallback"))
    owner = {each: branch for branch in branches for each in branch.iter(*_tags())}
    stories: dict[Any, list[Any]] = {root: [], **{branch: [] for branch in branches}}
    for each in root.iter(*_tags()):
        if local(each) in _PIECES[:5]:
            stories[owner.get(each, root)].append(each)
    for story in stories.values():
        yield from _read(story)


def _tags() -> list[str]:
    return [f"{{*}}{each}" for each in _PIECES]


def _read(elements: Iterable[Any]) -> Iterator[Field]:
    open_fields: list[Field] = []
    for each in elements:
        name = local(each)
        kind = attribute(each, "fldCharType") if name == "fldChar" else ""
        inner = open_fields[-1] if open_fields else None
        for one in open_fields[:-1] if kind == "end" else open_fields:
            if one.coding and not (one is inner and kind == "separate"):
                one.pieces.append(each)
        if name == "fldSimple":
            _note(inner, MADE)
            yield Field(attribute(each, "instr"), [], [each])
        elif name == "fldChar" and kind == "begin":
            _note(inner, MADE)
            _open(open_fields, each)
        elif name == "fldChar" and inner is not None:
            inner.frame.append(each)
            inner.coding = False
            if kind == "end":
                yield open_fields.pop()
        elif name in _CODE and inner is not None:
            _note(inner, each.text or "")
        elif name == "instrText":
            yield Field(each.text or "", [each], [])
    yield from open_fields


def _open(open_fields: list[Field], begin: Any) -> None:
    if len(open_fields) == MOST_NESTED:
        raise BadZipFile("fields in fields")
    open_fields.append(Field("", [], [begin]))


def _note(inner: Field | None, text: str) -> None:
    if inner is not None and inner.coding:
        inner.code += text


def unfield(found: Field) -> None:
    """Let only the result of a field stand, as plain text."""
    for each in [*found.pieces, *found.frame]:
        parent = each.getparent()
        if parent is None:
            continue
        if local(each) == "fldSimple":
            at = parent.index(each)
            for child in [one for one in each if local(one) != "fldData"]:
                parent.insert(at, child)
                at += 1
        parent.remove(each)


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str:
    """Return an attribute, whatever namespace it stands in."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))
