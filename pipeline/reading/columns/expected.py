"""What the cells of each field hold, and whether those of a column fit it.

A field is of one of some twenty sorts: an address, a day, the name of a person, a text that no other
row repeats … A sort says how much each share of `content.Content` speaks for it or against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.reading.columns.content import Content

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sort:
    """How much each share of a column's content speaks for a sort of field."""

    wants: Shares
    avoids: Shares


# No text stands in these; they speak against all that people say in words.
_NO_WORDS: Shares = {"emails": 1, "phones": 1, "urls": 1, "days": 0.7, "clocks": 1, "money": 0.7, "yes_no": 0.7, "numbers": 0.8}  # fmt: skip
_NO_RECORD: Shares = {"emails": 1, "phones": 1, "urls": 1, "clocks": 1}

SORTS: Mapping[str, Sort] = {
    "email": Sort({"emails": 1.6}, {"texts": 1, "numbers": 1, "phones": 1, "days": 1, "yes_no": 1}),
    "phone": Sort({"phones": 1.6}, {"texts": 1, "emails": 1, "days": 1, "yes_no": 1}),
    "day": Sort({"days": 0.8, "texts": 0.1}, {**_NO_RECORD, "sentences": 0.3, "persons": 0.3, "numbers": 0.5, "money": 1}),
    "first day": Sort({"days": 0.4}, {**_NO_RECORD, "texts": 0.3, "sentences": 0.3, "numbers": 0.5, "money": 1}),
    "tally": Sort({"numbers": 0.6}, {"texts": 1, "money": 1, "days": 1, "emails": 1, "counted": 0.8}),
    "person": Sort({"persons": 0.7, "texts": 0.05}, {**_NO_WORDS, "sentences": 0.7, "organizations": 0.3}),
    # several partners in one cell, or a team
    "helpers": Sort({"persons": 0.4, "names": 0.2, "ids": 0.1, "texts": 0.1}, {**_NO_RECORD, "sentences": 0.3, "days": 1, "money": 1}),
    "organization": Sort({"names": 0.3, "organizations": 0.4, "different": 0.1}, {**_NO_WORDS, "empty": 0.5, "repeated": 0.4}),
    "employer": Sort({"names": 0.3, "organizations": 0.3, "texts": 0.05}, {**_NO_WORDS, "sentences": 0.1}),  # of a person
    "label": Sort({"short": 0.2, "repeated": 0.2, "texts": 0.1}, {**_NO_WORDS, "sentences": 0.6}),
    "job": Sort({"short": 0.2, "texts": 0.15}, {**_NO_WORDS, "sentences": 0.4, "organizations": 0.1, "repeated": 0.1}),
    "title of many": Sort({"repeated": 0.6, "texts": 0.2}, {**_NO_WORDS, "different": 0.5}),
    "title of a row": Sort({"texts": 0.2, "different": 0.2}, _NO_WORDS),
    "mark of many": Sort({"ids": 0.4, "short": 0.2, "repeated": 0.3}, {"sentences": 1, "texts": 0.4, "different": 0.5, "days": 1}),
    "mark of a row": Sort({"ids": 0.3, "short": 0.1, "different": 0.3}, {"sentences": 1, "repeated": 1, "days": 1, "emails": 1}),
    "id": Sort({"ids": 0.3, "counted": 0.4, "different": 0.1}, {"texts": 1, "repeated": 1, "days": 1, "emails": 1, "phones": 1, "money": 1}),
    "table": Sort({"ids": 0.2, "short": 0.1, "repeated": 0.2}, {"sentences": 0.8, "different": 0.3, "days": 1, "emails": 1}),
    "question": Sort({"repeated": 0.4, "short": 0.1}, {**_NO_WORDS, "different": 0.3}),
    "card": Sort({"texts": 0.3, "sentences": 0.2, "different": 0.2}, {**_NO_WORDS, "empty": 1.2, "repeated": 0.6, "persons": 0.3, "organizations": 0.3}),
    "prose": Sort({"texts": 0.2, "figures": 0.1}, {**_NO_WORDS, "numbers": 0.4, "days": 0.4, "persons": 0.15, "repeated": 0.1}),
    "figure": Sort({"figures": 0.6, "texts": 0.05}, {**_NO_RECORD, "counted": 1, "persons": 0.5}),
    "source": Sort({"texts": 0.2, "days": 0.1}, {**_NO_WORDS, "days": 0.2}),
    "state": Sort({"short": 0.2, "yes_no": 0.2, "repeated": 0.15, "texts": 0.05}, {**_NO_RECORD, "sentences": 0.3, "days": 0.6, "money": 1, "persons": 0.2}),
    "means": Sort({"texts": 0.2, "money": 0.3, "figures": 0.2}, {**_NO_RECORD, "days": 1, "persons": 0.3}),
    "tick": Sort({"yes_no": 0.6}, {"texts": 0.8, "numbers": 0.8, "days": 1, "emails": 1}),
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
    worth -= sum(weight * getattr(content, share) for share, weight in sort.avoids.items())
    return max(-1.0, worth)


def fits(kind: str, field: str, content: Content) -> bool:
    """Return whether nothing in a column's content speaks against a field."""
    return not content.cells or score(kind, field, content) > 0
