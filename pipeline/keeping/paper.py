"""A Word document, opened to be compared: its parts, their blocks, and its record."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.keeping.record import Print, Record, decoded, marks_of, total
from pipeline.openxml import blocks, enclosure, package
from pipeline.openxml.blocks import Block
from pipeline.openxml.package import R


class Paper:
    """A Word document, opened; what is changed in `roots` is written by `content`."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open `content`; raise InputRefused where it is no Word document, or a damaged one."""
        self.members = package.read(content, name)
        with package.readable(name):
            self.main = package.main_part(self.members, name)
            self.parts = dict(blocks.parts(self.members, self.main))
            self.roots = {
                label: package.parse(self.members[part]) for label, part in self.parts.items()
            }
            self.styles = blocks.Styles(self.members, self.main)
            self.blocks = {label: self.read(label) for label in self.parts}

    def read(self, label: str) -> tuple[Block, ...]:
        """Return the blocks of a part as they are now."""
        return blocks.blocks(self.roots[label], self.styles)

    def record(self) -> Record | None:
        """Return how the document was written last, None where nothing in it says so."""
        content = enclosure.get(self.members, self.main)
        return None if content is None else decoded(content)

    def untouched(self, record: Record) -> bool:
        """Say whether nobody has saved it since it was written."""
        return record.digest == enclosure.digest(self.members, self.main)

    def prints(self, label: str) -> tuple[Print, ...]:
        """Return the fingerprints of a part, block by block, as a person sees them."""
        return tuple(map(seen_print, self.blocks[label]))

    def full_prints(self, label: str) -> tuple[Print, ...]:
        """Return the same with a sum over all there is to each block, pictures and charts too."""
        related = {
            rid: self.members.get(package.target_name(self.parts[label], target), target.encode())
            for rid, _, target, _ in package.relations(self.members, self.parts[label])
        }
        return tuple(
            _with_exact(seen_print(each), "".join(_all_of(each.element, related)))
            for each in self.blocks[label]
        )

    def title(self) -> tuple[str, Any]:
        """Return the part of the document's properties, and the element of its title, if any."""
        part = package.related(self.members, "", "core-properties")
        root = package.parse(self.members[part]) if part else None
        found = None if root is None else root.find("{http://purl.org/dc/elements/1.1/}title")
        return part or "", found

    def title_words(self) -> str:
        """Return the title among the document's properties."""
        found = self.title()[1]
        return "" if found is None else found.text or ""

    def retitle(self, words: str) -> None:
        """Give the document another title, where it has one."""
        part, found = self.title()
        if found is not None:
            found.text = words
            self.members[part] = package.serialize(found.getroottree().getroot())

    def words(self) -> str:
        """Return all words of the document as they are now, a block a line."""
        return "\n".join(each.words for label in self.parts for each in self.read(label))

    def content(self, record: bytes) -> bytes:
        """Return the document as a file that carries `record`."""
        for label in self.parts:
            self.members[self.parts[label]] = package.serialize(self.roots[label])
        enclosure.put(self.members, self.main, record)
        return enclosure.packed(self.members)


def seen_print(block: Block) -> Print:
    """Return the fingerprint of a block as a person sees it."""
    cells = tuple(map(total, block.seen)) if block.table else ()
    seen = total("\n".join(block.seen))
    return Print(seen, "", marks_of(block.words), block.heading, block.table, cells)


def _with_exact(found: Print, everything: str) -> Print:
    return Print(
        found.seen, total(everything), found.words, found.heading, found.table, found.cells
    )


def _all_of(element: Any, related: dict[str, bytes]) -> Iterator[str]:
    yield etree.tostring(element, method="c14n", with_tail=False).decode()
    for each in element.iter(etree.Element):
        for key, value in each.attrib.items():
            if key.startswith(f"{{{R}}}") and value in related:
                yield total(related[value].decode("latin-1"))
