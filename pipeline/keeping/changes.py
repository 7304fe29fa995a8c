"""What is new, changed or gone in a document since it was written last, counted by cells."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.keeping.record import LEFT_EMPTY, Trace

NOUNS = {
    "Idea": "card",
    "Title": "title",
    "Step": "step",
    "Answer": "answer",
    "Statement": "item",
    "Organization": "partner",
    "Commitment": "commitment",
    "Lead person": "lead",
    "Lead organization": "lead",
}
DAYS = frozenset({"Start", "Due", "Date", "By when", "Next session", "Reply by", "MOU review date"})
OTHER = "other text"
VERBS = ("new", "changed", "gone")


def noun(field: str) -> str:
    """Return what a person calls what was read as `field`: a card, a date."""
    return "date" if field in DAYS else NOUNS.get(field, OTHER)


def counted(old: Sequence[Trace], new: Sequence[Trace]) -> Counter[tuple[str, str]]:
    """Return how many cells of each sort are new, changed and gone: ("card", "new") → 3.

    Words that stand in another cell now, for a row was put in above, are the same words.
    """
    found: Counter[tuple[str, str]] = Counter()
    before, now = _by_cell(old), _by_cell(new)
    known = Counter((field, text) for field, text in before.values())
    known_now = Counter((field, text) for field, text in now.values())
    fresh = {cell: said for cell, said in now.items() if not _one_of(known, said)}
    lost = {cell: said for cell, said in before.items() if not _one_of(known_now, said)}
    for cell, (field, _) in fresh.items():
        found[noun(field), "changed" if cell in lost and lost[cell][0] == field else "new"] += 1
    for cell, (field, _) in lost.items():
        if cell not in fresh or fresh[cell][0] != field:
            found[noun(field), "gone"] += 1
    return found


def _by_cell(traces: Iterable[Trace]) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    return {
        (each.file, each.sheet, each.place, each.field): (each.field, each.text)
        for each in traces
        if each.field != LEFT_EMPTY
    }


def _one_of(known: Counter[tuple[str, str]], said: tuple[str, str]) -> bool:
    if known[said] <= 0:
        return False
    known[said] -= 1
    return True


def worded(found: Counter[tuple[str, str]]) -> str:
    """Return the counts in words: "2 cards and 1 date changed, 1 card new"; "" for none."""
    parts = []
    for verb in VERBS:
        own = [(sort, count) for (sort, each), count in found.items() if each == verb and count]
        own.sort(key=lambda each: (each[0] == OTHER, each[0]))
        if own:
            parts.append(f"{' and '.join(_many(*each) for each in own)} {verb}")
    return ", ".join(parts)


def _many(sort: str, count: int) -> str:
    return f"{count} {sort}" if count == 1 else f"{count} {sort}s"
