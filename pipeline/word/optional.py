"""Let what a field stands in go with it: the paragraph or row of {{ name? }}, where it prints nothing."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.openxml.package import W
from pipeline.openxml.walk import TR, P, T
from pipeline.word.tags import Fault, Tag, numbers_in

if TYPE_CHECKING:
    from pipeline.word.part import Part

_PRINTS = "{{"


def let_go(part: "Part") -> None:
    """Let every paragraph, item and row of `part` go where all its fields are optional and print nothing."""
    for tag in part.found:
        if tag.optional and tag.room in _NO_PARAGRAPH:
            hint = f"Leave out the ?: {{{{ {tag.code} }}}}."
            message = f"{tag.typed} stands in no paragraph that could go with it."
            part.faults.append(Fault(tag.spot, message, hint))
    for paragraph, tags in _held(part, P).items():
        if any(tag.optional for tag in tags) and _sound(part, tags):
            section = paragraph.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None
            _only_if(part, paragraph, tags, inside=section)
    for row, tags in _held(part, TR).items():
        if all(tag.optional and tag.kind == _PRINTS for tag in tags):
            _only_if(part, row, tags)


_NO_PARAGRAPH = ("attribute", "plain", "link", "field", "picture")


def _held(part: "Part", kind: str) -> dict[Any, list[Tag]]:
    """Return the tags in each element of a `kind`, in their order; notes are no tags here."""
    held: dict[Any, list[Tag]] = defaultdict(list)
    for text in part.root.iter(T):
        holder = next(text.iterancestors(kind), None)
        for number in numbers_in(text.text) if holder is not None else ():
            if part.tags[number].kind not in ("{#", "raw"):
                held[holder].append(part.tags[number])
    return held


def _sound(part: "Part", tags: Sequence[Tag]) -> bool:
    """Say whether nothing that somebody filled would be lost with the paragraph of `tags`."""
    first = next(tag for tag in tags if tag.optional)
    sound = True
    for tag in tags:
        if tag.kind == _PRINTS and not tag.optional:
            message = f"{tag.typed} would go with {first.typed}, though it may be filled."
            hint = "Mark both with ?, or give each a paragraph of its own."
        elif tag.word == "for":
            message = f"{first.typed} stands in a paragraph with a loop, which it cannot look into."
            hint = 'Join what the loop prints: {{ names|join(", ")? }}.'
        else:
            continue
        part.faults.append(Fault(first.spot, message, hint))
        sound = False
    return sound


def _only_if(part: "Part", element: Any, tags: Sequence[Tag], *, inside: bool = False) -> None:
    optional = [tag for tag in tags if tag.optional]
    asked = " or ".join(f"({tag.code})|_there" for tag in optional)
    part.only_if(asked, element, optional[0], inside=inside).optional = True
