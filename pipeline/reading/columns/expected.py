"""What the cells of each field hold, and whether those of a column fit it.

A field is of one of some twenty sorts: an address, a day, the name of a person, a text that no other
row repeats … A sort says how much each share of `content.Content` speaks for it, and which speak against it.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.reading.columns.content import Content

Shares = Mapping[str, float]
Names = AbstractSet[str]
NOTHING: Names = frozenset()

AGAINST = 1.0  # for each cell of a share that speaks against a field
DOUBT = 0.35  # for each of one that hardly goes with it


@dataclass(frozen=True, slots=True)
class Sort:
    """How much each share of a column's content speaks for a sort of field, and which speak against it."""

    wants: Shares
    against: Names
    doubts: Names = NOTHING


# No text stands in these; they speak against all that people say in words.
_NO_RECORD: Names = frozenset({"emails", "phones", "urls", "clocks"})
_NO_WORDS = _NO_RECORD | {"days", "money", "yes_no", "numbers"}

SORTS: Mapping[str, Sort] = {
    "email": Sort({"emails": 1.6}, {"days", "numbers", "phones", "texts", "yes_no"}),
    "phone": Sort({"phones": 1.6}, {"days", "emails", "texts", "yes_no"}),
    "day": Sort({"days": 0.8}, _NO_RECORD | {"money"}, {"numbers", "persons", "sentences"}),
    "first day": Sort({"days": 0.4}, _NO_RECORD | {"money"}, {"numbers", "sentences", "texts"}),
    "tally": Sort({"numbers": 0.6}, {"counted", "days", "emails", "money", "texts"}),
    "person": Sort({"persons": 0.7, "texts": 0.05}, _NO_WORDS | {"sentences"}, {"organizations"}),
    # several partners in one cell, or a team
    "helpers": Sort({"persons": 0.4, "names": 0.2, "texts": 0.1}, _NO_WORDS - {"numbers", "yes_no"}, {"sentences"}),
    "organization": Sort({"names": 0.3, "organizations": 0.4, "different": 0.1}, _NO_WORDS, {"empty", "repeated"}),
    "employer": Sort({"names": 0.3, "organizations": 0.3, "texts": 0.05}, _NO_WORDS),  # of a person
    "label": Sort({"short": 0.2, "repeated": 0.2, "texts": 0.1}, _NO_WORDS | {"sentences"}),
    "job": Sort({"short": 0.2, "texts": 0.15}, _NO_WORDS, {"sentences"}),
    "title of many": Sort({"repeated": 0.6, "texts": 0.2}, _NO_WORDS, {"different"}),
    "title of a row": Sort({"texts": 0.2, "different": 0.2}, _NO_WORDS),
    "mark of many": Sort({"ids": 0.4, "short": 0.2, "repeated": 0.3}, {"days", "sentences"}, {"different", "texts"}),
    "mark of a row": Sort({"ids": 0.3, "short": 0.1, "different": 0.3}, {"days", "emails", "repeated", "sentences"}),
    "id": Sort({"ids": 0.3, "counted": 0.4, "different": 0.1}, {"days", "emails", "money", "phones", "repeated", "texts"}),
    "table": Sort({"ids": 0.2, "short": 0.1, "repeated": 0.2}, {"days", "emails", "sentences"}, {"different"}),
    "question": Sort({"repeated": 0.4, "short": 0.1}, _NO_WORDS, {"different"}),
    "card": Sort({"texts": 0.3, "sentences": 0.2, "different": 0.2}, _NO_WORDS | {"empty", "repeated"}, {"organizations", "persons"}),
    "prose": Sort({"texts": 0.2, "figures": 0.1}, _NO_WORDS - {"days", "numbers"}, {"days", "numbers"}),
    "figure": Sort({"figures": 0.6, "texts": 0.05}, _NO_RECORD | {"counted"}, {"persons"}),
    "source": Sort({"texts": 0.2}, _NO_WORDS - {"days"}),
    "state": Sort({"short": 0.2, "repeated": 0.15, "texts": 0.05}, _NO_WORDS - {"numbers", "yes_no"}, {"sentences"}),
    "means": Sort({"texts": 0.2, "money": 0.3, "figures": 0.2}, _NO_RECORD | {"days"}, {"persons"}),
    "tick": Sort({"yes_no": 0.6}, {"days", "emails", "numbers", "texts"}),
    "remark": Sort({"texts": 0.15, "empty": 0.1}, _NO_RECORD),
}  # fmt: skip

FIELDS: Mapping[str, Mapping[str, str]] = {
    "details": {
        "title": "title of a row", "place": "title of a row", "date": "day", "question": "prose",
        "site": "title of a row", "organization": "title of a row", "program": "title of a row",
        "signer": "person", "signer_title": "job", "contact": "person", "contact_title": "job",
        "contact_email": "email", "contact_phone": "phone", "purpose": "prose", "next_session": "day",
        "next_place": "title of a row", "next_bring": "prose", "reply_by": "day", "mou_term": "prose",
        "mou_review": "day", "language": "label", "print_names": "tick",
    },
    "ideas": {
        "id": "id", "small_group": "table", "prompt": "question", "text": "card", "mark": "mark of many",
        "title": "title of many", "votes": "tally", "note": "remark", "parked": "tick", "same_as": "remark",
        "cleared": "tick",
    },
    "groups": {"mark": "mark of a row", "title": "title of a row", "agreed": "tick", "theme": "title of many", "cleared": "tick"},
    "partners": {
        "id": "id", "organization": "organization", "kind": "label", "subtype": "label", "contact": "person",
        "contact_title": "job", "salutation": "person", "address": "prose", "email": "email", "phone": "phone",
        "language": "label", "populations": "prose",
        "issue_areas": "prose", "overlap": "prose", "mutual_goals": "prose", "they_bring": "prose",
        "we_offer": "prose", "bigger_problem": "prose", "evidence": "figure", "evidence_source": "source",
        "ask": "prose", "first_project": "prose", "stage": "state", "introduced_by": "helpers",
        "signer": "job", "mou_signer": "person", "part_of": "employer", "unit": "label", "acronym": "label", "role": "prose", "do_not_contact": "tick", "cleared": "tick",
    },
    "actions": {
        "id": "id", "title": "title of many", "step": "card", "lead_person": "person",
        "lead_organization": "employer", "partners": "helpers", "resources": "means", "start": "first day",
        "due": "day", "measure": "prose", "status": "state", "items": "remark", "ideas": "remark",
        "practice": "remark", "cleared": "tick",
    },
    "commitments": {
        "name": "person", "organization": "employer", "commitment": "card", "by_when": "day",
        "recall": "prose", "hopeful": "prose", "learned": "prose", "consent": "tick", "cleared": "tick",
    },
}  # fmt: skip


def score(kind: str, field: str, content: Content) -> float:
    """Return how much a column's content speaks for a field, from -1; 0 where it says nothing."""
    if not content.cells or field not in FIELDS.get(kind, {}):
        return 0.0
    sort = SORTS[FIELDS[kind][field]]
    worth: float = sum(weight * getattr(content, share) for share, weight in sort.wants.items())
    worth -= AGAINST * sum(getattr(content, share) for share in sort.against)
    worth -= DOUBT * sum(getattr(content, share) for share in sort.doubts)
    return max(-1.0, worth)


def fits(kind: str, field: str, content: Content) -> bool:
    """Return whether nothing in a column's content speaks against a field."""
    return not content.cells or score(kind, field, content) > 0
