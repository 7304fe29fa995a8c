"""What a file holds for a template: its records, and what is to be known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from pipeline.problems import Place, Problem

Record = tuple[str, Mapping[str, Any]]  # where it came from, and its fields by name
Fields = tuple[str, ...]  # a path to a field: ("rows", "[]", "member")
EACH = "[]"  # in a path: each item of a list


def named(path: Fields) -> str:
    """Return a path as a template's author may read it: rows[].member."""
    return ".".join(path).replace(f".{EACH}", EACH)


@dataclass(frozen=True, slots=True)
class Truth:
    """The words of a field that answer yes or no in every record, as they were typed first."""

    yes: tuple[str, ...]
    no: tuple[str, ...]


class Records(Sequence[Record]):
    """What a file holds for a template, and what is to be known of it.

    `single` says that it is one JSON object, for one document, `alike` that every record has the
    same fields. `faults` are by the field they
    stand in, `truths` by the path of the field.
    """

    def __init__(  # noqa: PLR0913 - each is something to know of the file
        self,
        place: Place,
        records: Sequence[Record],
        *,
        single: bool = False,
        alike: bool = False,
        notices: Iterable[Problem] = (),
        faults: Mapping[str, Sequence[Problem]] | None = None,
        truths: Mapping[Fields, Truth] | None = None,
    ) -> None:
        self.place = place
        self.single = single
        self.notices = tuple(notices)
        self.faults = dict(faults or {})
        self.truths = dict(truths or {})
        self._records, self._alike = records, alike

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        """Return one record, or several."""
        return self._records[index]

    @property
    def shape(self) -> list[Mapping[str, Any]]:
        """Return records that have, between them, every name that any record has."""
        records = self._records[:1] if self._alike else self._records
        return [record for _, record in records]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every name at the top, in the order of the file."""
        return tuple(dict.fromkeys(name for each in self.shape for name in each))
