"""Fill any Word template from a table or a JSON file: the way of `afterword fill`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import outputs, records, sheets
from pipeline.model import Document, Track
from pipeline.problems import InputRefused, Place, Problem
from pipeline.word import Line, Template

Data = Sequence[records.Record] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """Documents to come, one at a time, and the folder they go to."""

    folder: Path
    documents: Iterable[Document]
    notices: Sequence[Problem]  # of the documents made so far


def data_of(data: Path, sheet: str | None) -> Data:
    """Return the records of a .json list or a table, or the one object of a .json file."""
    if data.suffix.lower() == ".json":
        return records.from_json(data)
    found, _ = sheets.read(data)
    return records.from_sheets(found, sheet)


def measure(data: Path) -> object:
    """Return what a template is measured by: an object, or the records without their places."""
    found = data_of(data, None)
    return found if isinstance(found, Mapping) else [record for _, record in found]


def fill(template: Path, data: Data, *, out: Path | None, pattern: str | None, track: Track) -> Job:
    """Fill any template: with an object for one document, with records for one each.

    `out` is a folder, or for one object a file that ends like the template.
    """
    compiled = Template(template)
    suffix = template.suffix.lower().replace("dotx", "docx")
    one = isinstance(data, Mapping)
    folder, stem = out or Path("." if one else f"{template.stem}-filled"), f"{template.stem}-filled"
    if isinstance(data, Mapping):
        if out and out.suffix:
            folder, stem = out.parent, out.stem
        rows: Sequence[records.Record] = (("", data),)
        names = Line(pattern) if pattern else None
    else:
        rows = data
        names = Line(pattern or f"{template.stem}-{{{{ row_number }}}}")
    notices = list(compiled.notices)
    made = _each(compiled, track(rows, "Filling"), names, (stem, suffix), notices)
    return Job(folder, made, notices)


def _each(
    template: Template,
    rows: Iterable[records.Record],
    names: Line | None,
    fallback: tuple[str, str],
    notices: list[Problem],
) -> Iterator[Document]:
    """Yield one document a record; raise at the end with every problem, each said once.

    What a reader should know of a document is added to `notices`.
    """
    taken: set[str] = set()
    problems: dict[Problem, list[str]] = {}
    empty: dict[str, list[str]] = {}  # field → the records that say nothing there
    needed = template.requires().fields
    stem, suffix = fallback
    for number, (where, record) in enumerate(rows, start=1):
        try:
            made = template.fill(record, where, trace=False)
            name = _name(names, {"row_number": f"{number:04}", **record}, where) if names else stem
        except InputRefused as error:
            for problem in error.problems:
                message = problem.message.removeprefix(f"{where}: ")
                problems.setdefault(replace(problem, message=message), []).append(where)
        else:
            plain = name[: -len(suffix)] if name.lower().endswith(suffix) else name
            notices += made.notices
            for field in needed:
                if isinstance(said := record.get(field), str) and not said.strip():
                    empty.setdefault(field, []).append(where)
            yield Document(outputs.file_name(plain, suffix, taken), made.content)
    if problems:
        raise InputRefused(_said(problem, found) for problem, found in problems.items())
    for field, records_met in empty.items():
        message = f"{field} is empty: nothing stands there in the document."
        notices.append(_said(Problem(Place(template.name), message), records_met))


def _name(names: Line, record: Mapping[str, Any], where: str) -> str:
    if name := names.fill(record, record=where):
        return name
    message = f"{where}: The name for its document comes out empty."
    hint = "Fill in the field, or choose another --name."
    raise InputRefused([Problem(Place("--name"), message, hint)])


def _said(problem: Problem, records_met: Sequence[str]) -> Problem:
    """Return a problem with the first record that met it, and how many more did."""
    first, more = records_met[0], len(records_met) - 1
    after = f" (and {more} record{'s' * (more > 1)} more)" if more else ""
    message = ": ".join(filter(None, (first, problem.message)))
    return replace(problem, message=message + after)
