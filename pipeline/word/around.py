"""The blocks around each element of a part: between which for and endfor, if and endif it stands."""

from collections.abc import Collection
from typing import Any

from lxml import etree

from pipeline.openxml.bookmarks import END, START
from pipeline.openxml.walk import T
from pipeline.word.tags import MIDDLES, Tag, numbers_in

Around = list[tuple[Any, tuple[Tag, ...]]]


def blocks(root: Any, tags: list[Tag], kinds: Collection[str] = ()) -> Around:
    """Return every element that stands in a block, and the tags of its blocks, outermost first.

    With `kinds`, only elements of these. Bookmarks are returned wherever they stand. What stands
    behind an else stands in another block than what stands before it.
    """
    found: Around = []
    opened: list[Tag] = []
    around: tuple[Tag, ...] = ()  # the same one for all that stand in the same blocks
    looked_at = {*kinds, etree.ProcessingInstruction, T} if kinds else ()
    for node in root.iter(*looked_at):
        met: list[int] = []
        if node.tag is etree.ProcessingInstruction:
            met = [int(node.text)]
        elif (opened and (not kinds or node.tag in kinds)) or node.tag in (START, END):
            found.append((node, around))
        if node.tag == T:
            met = numbers_in(node.text)
        for tag in (tags[number] for number in met if tags[number].kind == "{%"):
            if tag.word in ("for", "if"):
                opened.append(tag)
            elif tag.word in ("endfor", "endif") and opened:
                opened.pop()
            elif tag.word in MIDDLES and opened and opened[-1].word != "for":
                opened[-1] = tag
            around = tuple(opened)
    return found


def loops(around: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """Return the loops among the blocks around an element."""
    return tuple(each for each in around if each.word == "for")
