"""A one-stop MOU: which required element the draft speaks to, and where; whether that is enough is for counsel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Clause

POINTER = "pointer"
# What an MOU of an American Job Center must hold, 20 CFR 678.500(b), and its funding part, 678.755; in our
# words. Behind each the sections of the draft that stand in every MOU and speak to it.
ELEMENTS = (
    ("678.500(b)(1)", "Services, and how they are coordinated and delivered", ()),
    ("678.500(b)(2)", "How services and operating costs are paid for", ()),
    ("678.500(b)(3)", "How people are referred between the partners", ()),
    (
        "678.500(b)(4)",
        "Needs of workers, youth and people with barriers, access to technology and materials included",
        ("Nondiscrimination and accessibility",),
    ),
    ("678.500(b)(5)", "How long it runs, and how it is changed", ("Term", "Changes")),
    ("678.500(b)(6)", "That it is reviewed, and renewed at least every three years", ("Term",)),
    ("678.755(a)", "The period that the funding part is for", ()),
    ("678.755(b)", "A budget, reconciled with costs by use and benefit", ()),
    ("678.755(c)", "Who the partners, chief elected officials and the local board are", ("The parties",)),
    ("678.755(d)", "The steps by which partners agree on costs", ()),
    ("678.755(e)", "How disputes about costs are settled", ()),
    ("678.755(f)", "How the funding part is reviewed and changed", ()),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Element:
    """A required element, the sections that speak to it, and whether one does."""

    rule: str
    words: str
    where: tuple[str, ...]
    state: str  # "Spoken to", "Pointer", "Missing"


def coverage(clauses: Sequence[Clause], on: Sequence[str]) -> Iterator[Element]:
    """Yield each element with the clauses that are `on` and name it in their line One-stop."""
    for rule, words, always in ELEMENTS:
        named = [
            (each.title, POINTER in said.casefold())
            for each in clauses
            if each.title in on
            for said in each.elements
            if said.casefold().replace(POINTER, "").strip() == rule
        ]
        where = (*always, *(title for title, _ in named))
        spoken = bool(always) or not all(points for _, points in named)
        state = "Spoken to" if spoken and where else "Pointer" if named else "Missing"
        yield Element(f"20 CFR {rule}", words, where, state)
