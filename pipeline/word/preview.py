"""Show a template as a document: each block once, and a name where its value will stand.

What a template looks like in every document, such as its headings, tables and language, can be
proof-read in it before there is any data.
"""

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from pipeline.openxml import mending, zipping
from pipeline.openxml.package import parse
from pipeline.openxml.walk import SAMPLE
from pipeline.word.code import DECLARATION, PartCode
from pipeline.word.tags import ENDS, MARKED, MIDDLES, Tag
from pipeline.word.template import Draft

_LONGEST = 40  # letters of a tag that are shown
_FIRST_TEXT = re.compile(r"'([^']*)'")
_QUOTED_OR_WIDE = re.compile(r"[\"\s]+")
_PICTURE = re.compile(r"\|_picture\('([^']*)'")


def preview(found: Draft, *, bare: bool = False) -> bytes:
    """Return the .docx that shows the template `found`, which must be without faults.

    A `bare` one shows what is left where no optional field is filled.
    """
    members = dict(found.members)
    for part in found.code.parts:
        members[part.name] = DECLARATION + _shown(part, found.code.tags, bare=bare).encode()
    packed = [zipping.deflate(name, content, 1) for name, content in members.items()]
    return zipping.Layout().closed(packed)


def _shown(part: PartCode, tags: list[Tag], *, bare: bool) -> str:
    xml = "".join(_first_branches(part.xml, tags, bare=bare))
    needs = part.needs
    if needs.mends:
        xml = mending.mended(xml)
    if not (needs.grids or needs.merges):
        return xml
    root = parse(DECLARATION + xml.encode())
    mending.regrid(root)
    mending.merges_whole(root)
    return str(etree.tostring(root, encoding="unicode"))


def _first_branches(xml: str, tags: list[Tag], *, bare: bool) -> Iterator[str]:
    """Yield a part with words for its tags; of each block the first branch, up to an else.

    What an optional field would take away is left out of a `bare` one.
    """
    blocks = left = at = (
        0  # blocks that are open; how many were when the else came that is left out
    )
    for match in MARKED.finditer(xml):
        if not left:
            yield xml[at : match.start()]
        at = match.end()
        tag = tags[int(match[1] or match[2])]
        word = tag.word if tag.kind == "{%" else ""
        if word in ENDS and not (word == "set" and "=" in tag.code):
            blocks += 1
            left = left or (blocks if bare and tag.optional else 0)
        elif word in MIDDLES and not left:
            left = blocks
        elif word in ENDS.values():
            left = 0 if left == blocks else left
            blocks -= 1
        elif not left:
            yield _words(tag, in_text=match[2] is not None)
    yield xml[at:]


def _words(tag: Tag, *, in_text: bool) -> str:
    """Return what stands in the place of a tag."""
    if tag.kind == "raw":
        return escape(tag.typed, quote=False).replace("\n", " ") if in_text else ""
    if tag.kind != "{{":
        return ""
    if tag.made:
        return _made(tag)
    if tag.room == "color":
        return "auto"
    bare = _QUOTED_OR_WIDE.sub(" ", tag.code)
    name = f"{SAMPLE[0]}{escape(bare[:_LONGEST], quote=False)}{SAMPLE[1]}"
    if tag.room != "alone":
        return name
    run = f'<w:r>{tag.look}<w:t xml:space="preserve">{name}</w:t></w:r>'
    return run if tag.level == "r" else f"<w:p>{tag.around}{run}</w:p>"


def _made(tag: Tag) -> str:
    """Return what a tag of our own making gives the first time: an id, a list, a merge."""
    if tag.room == "color":
        return "auto"
    if picture := _PICTURE.search(tag.code):
        return picture[1]
    given = _FIRST_TEXT.match(tag.code)
    return given[1] if given else "1"
