"""A one-stop MOU: which required element the draft speaks to, and where; whether that is enough is for counsel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.deliverables.wordings import Wordings
from pipeline.model import Clause

POINTER = "pointer"
# What an MOU of an American Job Center must hold, 20 CFR 678.500(b), and its funding part, 678.755; the
# clause file says it in words. Behind each the sections that stand in every MOU and speak to it.
ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "678.500(b)(1)": (),
    "678.500(b)(2)": (),
    "678.500(b)(3)": (),
    "678.500(b)(4)": ("nondiscrimination",),
    "678.500(b)(5)": ("term", "changes"),
    "678.500(b)(6)": ("term",),
    "678.755(a)": (),
    "678.755(b)": (),
    "678.755(c)": ("parties",),
    "678.755(d)": (),
    "678.755(e)": (),
    "678.755(f)": (),
}


@dataclass(frozen=True, slots=True)
class Element:
    """A required element, the sections that speak to it, and whether one does."""

    rule: str
    words: str
    where: tuple[str, ...]
    state: str  # whether one speaks to it, or only points to it, or none does


def coverage(clauses: Sequence[Clause], on: Sequence[str], told: Wordings) -> Iterator[Element]:
    """Yield each element with the clauses that are `on` and name it in their line One-stop."""
    for rule, always in ELEMENTS.items():
        named = [
            (each.title, POINTER in said.casefold())
            for each in clauses
            if each.title in on
            for said in each.elements
            if said.casefold().replace(POINTER, "").strip() == rule
        ]
        sections = (told.say(f"Section: {each}") for each in always)
        where = (*sections, *(title for title, _ in named))
        spoken = bool(always) or not all(points for _, points in named)
        state = "spoken to" if spoken and where else "pointer" if named else "missing"
        words = told.say(f"Element {rule}")
        yield Element(f"20 CFR {rule}", words, where, told.say(f"State: {state}"))
