"""A chat that was saved or copied: who wrote and when, and what they wrote below.

As Zoom saves it, "09:31:02 From Joy Pruitt to Everyone:", and as Teams copies it, "[9:31 AM] Joy Pruitt".
What people wrote are cards; who wrote them is nobody's title.
"""

import re
from collections.abc import Iterable

from pipeline.model import Cell

LEAST = 2  # messages: one line may begin with a time of day
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?"
_HEAD = re.compile(
    rf"\s*(?:{_TIME}\s+From\s+\S.*?\s+to\s+\S.*:|\[{_TIME}\]\s*[^:]+:?)\s*", re.IGNORECASE
)


def heads(cells: Iterable[Cell]) -> frozenset[tuple[int, int]]:
    """Return the cells that say who wrote and when, as row and column; none where the lines are no chat.

    A chat begins with such a line, and something stands below each.
    """
    typed = [cell for cell in cells if cell.text.strip()]
    found = [cell for cell in typed if _HEAD.fullmatch(cell.text)]
    written = len(typed) - len(found)
    if not LEAST <= len(found) <= written or found[0] is not typed[0]:
        return frozenset()
    return frozenset((cell.row, cell.column) for cell in found)
