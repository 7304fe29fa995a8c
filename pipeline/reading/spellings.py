"""Ask about names that may be two spellings of one organization: Medical Center, Medical Ctr."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from pipeline.model import Typed
from pipeline.names import alike_names, name_key
from pipeline.problems import Problem

MOST = 400  # names compared with one another


def asked(organizations: Iterable[Typed], letters: Iterable[Typed] = ()) -> Iterator[Problem]:
    """Yield each organization that may be one named before, spelled in another way.

    The `letters` that somebody typed beside a name are no question.
    """
    known = {name_key(each) for typed in letters for each in re.split(r"[;,/\n]", typed)}
    first: dict[str, Typed] = {}
    for name in organizations:
        if name.strip() and name_key(name) not in known:
            first.setdefault(name_key(name), name)
    names = list(first.values())[:MOST]
    for other, name in combinations(names, 2):
        if alike_names(name, other):
            message = (
                f"“{name.strip()}” may be “{other.strip()}” in {other.place}, spelled otherwise: "
                "both are kept as two organizations."
            )
            yield Problem(name.place, message, "If they are one, spell both the same.")
