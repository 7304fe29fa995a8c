"""Fill any Word template from a table or a JSON file: the way of `afterword fill`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import outputs, records, sheets
from pipeline.model import Document, Track
from pipeline.problems import InputRefused, Problem
from pipeline.word import Template
from pipeline.word.line import Line


@dataclass(frozen=True, slots=True)
class Job:
    """Documents to come, one at a time, and the folder they go to."""

    folder: Path
    documents: Iterable[Document]


def records_of(data: Path) -> tuple[records.Record, ...] | Mapping[str, Any]:
    """Return the records of a .json list or a table, or the one object of a .json file."""
    if data.suffix.lower() == ".json":
        return records.from_json(data)
    found, _ = sheets.read(data)
    return records.from_sheets(found)


def fill(
    template: Path,
    rows: Sequence[records.Record] | Mapping[str, Any],
    *,
    out: Path | None,
    pattern: str | None,
    track: Track,
) -> Job:
    """Fill any template: with an object for one document, with records for one each."""
    compiled = Template(template)
    suffix = template.suffix.lower().replace("dotx", "docx")
    filled = f"{template.stem}-filled"
    if isinstance(rows, Mapping):
        target = out or Path(filled + suffix)
        if target.suffix.lower() != suffix:
            target = target / (template.stem + suffix)
        return Job(target.parent, [Document(target.name, compiled.render(rows))])
    names = Line(pattern or f"{template.stem}-{{{{ row_number }}}}")
    return Job(out or Path(filled), _each(compiled, rows, names, suffix, track))


def _each(
    template: Template,
    rows: Sequence[records.Record],
    names: Line,
    suffix: str,
    track: Track,
) -> Iterator[Document]:
    """Yield one document a record; raise at the end with every problem of every record."""
    taken: set[str] = set()
    problems: list[Problem] = []
    for number, (where, record) in enumerate(track(rows, "Filling"), start=1):
        try:
            content = template.render(record, record=where)
            name = names.fill({"row_number": f"{number:04}", **record}, record=where)
        except InputRefused as error:
            problems.extend(error.problems)
        else:
            yield Document(outputs.file_name(name, suffix, taken), content)
    if problems:
        raise InputRefused(problems)
