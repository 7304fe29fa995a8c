"""What refers to another place of the document goes with it: into a loop, or out where it is left out.

A bookmark in a loop stands in its first round. What refers to it from inside the same loop refers to
the same round. What refers to something that is left out becomes plain text when it is filled.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.openxml import bookmarks, digits, fieldruns
from pipeline.openxml.bookmarks import END, ID, NAME, START, Reference
from pipeline.openxml.walk import places, texts
from pipeline.word.around import blocks, loops
from pipeline.word.part import Part, mark
from pipeline.word.tags import MARK, Fault, Tag, numbers_in, shorten

Blocks = tuple[Tag, ...]


@dataclass(slots=True)
class Followed:
    """What was found: what to say of it, and whether each document must be looked through."""

    notes: list[Fault] = field(default_factory=list)
    watch: bool = False


@dataclass(slots=True)
class _Bookmark:
    part: Part
    name: str
    ends: list[Any]
    around: Blocks


@dataclass(slots=True)
class _Use:
    part: Part
    reference: Reference
    around: Blocks
    where: str


def follow(parts: list[Part]) -> Followed:
    """Let what refers to a bookmark in `parts`, whose tags are lifted, go with it."""
    found = Followed()
    uses = [use for part in parts for use in _uses(part)]
    of_name: dict[str, list[_Use]] = {}
    for use in uses:
        of_name.setdefault(use.reference.name.casefold(), []).append(use)
    known: dict[str, _Bookmark] = {}
    for part in parts:
        for bookmark in _bookmarks(part, of_name.keys()):
            known.setdefault(bookmark.name.casefold(), bookmark)
    tagged = (
        {start for part in parts for start in bookmarks.around(part.root, numbers_in)}
        if uses
        else set()
    )
    for use in uses:
        _note(use, known.get(use.reference.name.casefold()), found, tagged)
    ids = [each.get(ID, "") for part in parts for each in part.root.iter(START)]
    rounds = _Rounds(max((int(each) for each in ids if digits.unsigned(each)), default=0) + 1)
    for name, bookmark in known.items():
        rounds.keep_once(bookmark, of_name[name])
    return found


def _uses(part: Part) -> list[_Use]:
    found = bookmarks.references(part.root)
    if not found:
        return []
    around = dict(blocks(part.root, part.tags))
    wheres = {paragraph: where for where, paragraph in places(part.root, part.title)}
    return [
        _Use(part, each, around.get(each.element, ()), wheres.get(each.paragraph, part.title))
        for each in found
        if MARK[0] not in each.name
    ]


def _bookmarks(part: Part, wanted: AbstractSet[str]) -> list[_Bookmark]:
    """Return the bookmarks that something refers to; take out those a loop would print twice.

    Take out also those of which a block would print only one end.
    """
    if next(part.root.iter(START, END), None) is None:
        return []
    ends: dict[str, list[tuple[Any, Blocks]]] = {}
    for element, around in blocks(part.root, part.tags, (START, END)):
        if element.tag in (START, END):
            ends.setdefault(element.get(ID, ""), []).append((element, around))
    kept: list[_Bookmark] = []
    for found in ends.values():
        around = found[0][1]
        name = next((each.get(NAME, "") for each, _ in found if each.tag == START), "")
        halved = any(each != around for _, each in found)
        if halved or (loops(around) and name.casefold() not in wanted):
            for element, _ in found:
                element.getparent().remove(element)
        elif name.casefold() in wanted:
            kept.append(_Bookmark(part, name, [each for each, _ in found], around))
    return kept


def _note(use: _Use, bookmark: _Bookmark | None, found: Followed, tagged: AbstractSet[Any]) -> None:
    """Say where a reference does not simply stay, and make plain one that leads nowhere.

    `tagged` are the starts of bookmarks that hold tags.
    """
    reference = use.reference
    paragraph = reference.paragraph
    words = "" if paragraph is None else "".join(text for _, text in texts(paragraph))
    said = shorten(_typed(words, use.part.tags), 60)
    if bookmark is None:
        message = f"“{said}” refers to a place that is not in the file: it becomes plain text."
        found.notes.append(Fault(use.where, message, "Insert the cross-reference again."))
        reference.plain()
        return
    if reference.kind == "PAGEREF":
        reference.stale()
    start = next(each for each in bookmark.ends if each.tag == START)
    if reference.field is not None and reference.repeats_words:
        shown = fieldruns.shown(reference.field)
        if not shown or start in tagged:
            fieldruns.show(reference.field, "")
            found.watch = True
    if use.around[: len(bookmark.around)] == bookmark.around and use.part is bookmark.part:
        return
    found.watch = True
    inside = loops(bookmark.around)
    to = "the first round of a loop" if inside else "a part that may be left out"
    message = f"“{said}” refers to {to}. Where that is left out, it becomes plain text."
    found.notes.append(Fault(use.where, message))


def _typed(words: str, tags: list[Tag]) -> str:
    """Return `words` with the tags as they were typed."""
    for number in numbers_in(words):
        words = words.replace(f"{MARK[0]}{number}{MARK[1]}", tags[number].typed)
    return words


class _Rounds:
    """Loops of which each round has bookmarks of its own, numbered from `first` on."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.begins: dict[int, Any] = {}  # loop → the node that counts its rounds

    def keep_once(self, bookmark: _Bookmark, uses: list[_Use]) -> None:
        """Let a bookmark in a loop stand once, or once in each round that refers to it."""
        inside = loops(bookmark.around)
        if not inside:
            return
        part, like = bookmark.part, inside[-1]
        shared = [(use, _common(inside, loops(use.around))) for use in uses if use.part is part]
        deepest = max((common for _, common in shared), key=len, default=())
        within = ""
        if deepest and self._counted(part, deepest[-1]):
            loop = deepest[-1]
            within = f"({loop.number})"
            named = f"{bookmark.name!r}|_of_round({loop.number})"
            for use, common in shared:
                if common == deepest:
                    use.reference.rename(part.make(loop, "{{", named))
            for each in bookmark.ends:
                code = f"{bookmark.name!r}|_id_of_round({loop.number}, {self.first})"
                each.set(ID, part.make(like, "{{", code))
                if each.tag == START:
                    each.set(NAME, part.make(like, "{{", named))
        for each in bookmark.ends:
            key = f"{bookmark.name} {etree.QName(each).localname}"
            part.only_if(f"{key!r}|_once{within}", each, like)

    def _counted(self, part: Part, loop: Tag) -> bool:
        """Count the rounds of `loop`; False where it begins inside of a text."""
        if loop.number not in self.begins:
            self.begins[loop.number] = node = _begin(part, loop)
            if node is not None:
                counted = part.make(loop, "{{", f"{loop.number}|_enter")
                node.addnext(mark(numbers_in(counted))[0])
        return self.begins[loop.number] is not None


def _common(one: Blocks, other: Blocks) -> Blocks:
    same = 0
    while same < min(len(one), len(other)) and one[same] is other[same]:
        same += 1
    return one[:same]


def _begin(part: Part, loop: Tag) -> Any:
    """Return the node at which `loop` begins, None where it begins inside of a text."""
    for node in part.root.iter(etree.ProcessingInstruction):
        if node.text == str(loop.number):
            return node
    return None
