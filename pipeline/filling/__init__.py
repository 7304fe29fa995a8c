"""Fill any Word template from a table or a JSON file: the way of `afterword fill`, and its rehearsal.

`job` is both: `fill` writes the documents it yields, `check` lets them go.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline import gate, outputs, records, sheets
from pipeline.filling import audit
from pipeline.filling.conditions import Conditions
from pipeline.made import Document, Track, silently
from pipeline.problems import InputRefused, PipelineError, Place, Problem
from pipeline.word import Filled, Line, Schema, Template

ROW_NUMBER = "row_number"  # in a name: which record it is, from 0001
_SIGNS = re.compile("[{}]")
MOST_NAMED = 12  # fields that are not used
PERSON = (
    "A machine cannot tell whether alternative texts are true, whether the order of reading makes "
    "sense, and whether headings say what follows: look at these yourself."
)
MOST_SHAPES = (
    50  # documents unlike each other that are proof-read: each takes a twentieth of a second
)


@dataclass(frozen=True, slots=True)
class Job:
    """Documents to come, one at a time, and the folder they go to.

    Those that a stopped run had finished are taken as they are. The documents raise PipelineError with every problem: at once where the template or the data
    cannot be used, else after the last record.
    """

    folder: Path
    documents: Callable[[outputs.Finished | None], Iterator[Document]]
    fields: tuple[str, ...]  # that the template needs: rows[].member
    unused: tuple[str, ...]  # fields of the data that no tag asks for
    notices: list[Problem]  # of what was made so far


@dataclass(frozen=True, slots=True)
class Checked:
    """What a template needs, what to mend in it or in its data, and what to know."""

    name: str
    fields: tuple[str, ...]
    unused: tuple[str, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    exit_code: int = 0  # what `fill` ends with


def data_of(data: Path, sheet: str | None) -> records.Records:
    """Return the records of a .json list or a table, or the one object of a .json file."""
    if data.suffix.lower() == ".json":
        return records.from_json(data)
    found, notices = sheets.read(data, large=True)
    return records.from_sheets(found, sheet, notices)


def check(
    template: Path,
    data: records.Records | None,
    track: Track = silently,
    *,
    pattern: str | None = None,
    workbooks: Sequence[Path] = (),
) -> Checked:
    """Look a template over; with `data`, fill every record in memory and say all that `fill` says.

    `pattern` names the documents, as it does for `fill`; `workbooks` may have a sheet *Glossary*, which
    says what the abbreviations of a finished document mean.
    """
    if data is None:
        looked = gate.file_of_words(template) or gate.copy_of_ours(template) or gate.look(template)
        if looked.finished and not looked.problems:
            return _as_finished(template, looked, audit.glossary(workbooks))
        error = looked.lint.error or InputRefused(looked.problems)
        code = error.exit_code if looked.problems else 0
        return Checked(looked.name, looked.fields, (), looked.problems, looked.notices, code)
    rehearsed = job(template, data, out=None, pattern=pattern, track=track)
    problems: tuple[Problem, ...] = ()
    code = 0
    try:
        for _ in rehearsed.documents(None):
            pass
    except PipelineError as error:
        problems, code = error.problems, error.exit_code
    notices = tuple(rehearsed.notices)
    return Checked(template.name, rehearsed.fields, rehearsed.unused, problems, notices, code)


def _as_finished(document: Path, looked: gate.Looked, glossary: Mapping[str, str]) -> Checked:
    """Return what fails a check in a document without tags: each with its rule and its place."""
    found = audit.audit(document, glossary)
    place = Place(document.name)
    notices = [
        Problem(
            place,
            f"{each.rule} ({each.severity}) {each.where}: {each.message}",
            each.hint,
        )
        for each in sorted(found.faults, key=lambda each: "EWT".index(each.severity))
    ]
    looked_at = f"Looked at as a finished document, for there is no tag in it: {found.counts}"
    counts = Problem(place, looked_at, PERSON if notices else "")
    grave = any(each.severity == "E" for each in found.faults)
    code = InputRefused.exit_code if grave else 0
    return Checked(document.name, (), (), (), (*looked.notices, *notices, counts), code)


def job(
    template: Path, data: records.Records, *, out: Path | None, pattern: str | None, track: Track
) -> Job:
    """Fill any template: with an object for one document, with records for one each.

    `out` is a folder, or for one object a file that ends like the template. `pattern` is a line
    with tags that names each document.
    """
    looked = gate.look(template, records=data.shape)
    stem = f"{template.stem}-filled"
    folder = out or Path("." if data.single else stem)
    if data.single and out and out.suffix:
        folder, stem = out.parent, out.stem
    numbered = ""
    if not pattern and not data.single:
        pattern = f"{template.stem}-{{{{ {ROW_NUMBER} }}}}"
        numbered = "" if _SIGNS.search(template.stem) else " ".join(template.stem.split())
    problems = list(looked.problems)
    names: Line | None = None
    try:
        names = Line(pattern) if pattern else None
    except InputRefused as error:
        problems += error.problems
    used = {*looked.needs.fields, *(names.requires().fields if names else ())}
    notices = [*data.notices, *looked.notices]
    for name, faults in data.faults.items():
        if name in used:
            problems += faults
        else:
            notices += (
                replace(each, message=f"{each.message} No tag asks for {name}.") for each in faults
            )
    unused = tuple(name for name in data.fields if name not in used)
    uses = _uses(looked, data, unused)
    suffix = template.suffix.lower().replace("dotx", "docx")
    if problems:
        kind = type(looked.lint.error) if looked.lint.error else InputRefused
        made = partial(_refused, kind(problems), notices, uses)
    else:
        called = _Names(names, numbered, stem, suffix)
        filling = _Filling(looked.template(), called, notices, uses)
        made = partial(filling.all, data, track)
    return Job(folder, made, looked.fields, unused, notices)


def _refused(
    refusal: PipelineError,
    notices: list[Problem],
    uses: Sequence[Problem],
    _: outputs.Finished | None,
) -> Iterator[Document]:
    """Yield nothing: say what the fields are, and raise what refuses the template or the data."""
    notices += uses
    yield from ()
    raise refusal


class _Filling:
    """One run of records through a template, and what is met on the way."""

    def __init__(
        self,
        template: Template,
        names: "_Names",
        notices: list[Problem],
        uses: Sequence[Problem],
    ) -> None:
        self.template, self.names, self.notices, self.uses = template, names, notices, uses
        self.problems: dict[Problem, list[str]] = {}  # → the records that met it
        self.empty: dict[str, list[str]] = {}  # field → the records that say nothing there
        self.when_empty = {
            name: said
            for name, need in template.requires().fields.items()
            if (said := _when_empty(template, need))
        }
        self.conditions = Conditions(template)

    def all(
        self, data: records.Records, track: Track, finished: outputs.Finished | None
    ) -> Iterator[Document]:
        """Yield one document a record; raise at the end with every problem, each said once."""
        proofs = _Proofs(self.template.name)
        for number, (where, record) in enumerate(track(data, "Filling"), start=1):
            self.conditions.see(record)
            document = self._document(number, where, record, finished)
            if document is not None:
                proofs.see(document, where, record)
                yield document
        refused = [_said(problem, met) for problem, met in self.problems.items()]
        if refused := [*refused, *self.conditions.problems()]:
            self.notices += self.uses
            raise InputRefused(refused)
        place = Place(self.template.name)
        for name, met in self.empty.items():
            message = f"{name} is empty: {self.when_empty[name]}"
            self.notices.append(_said(Problem(place, message), met))
        self.notices += self.conditions.notices(data)
        self.notices += [*proofs.found(), *self.uses]

    def _document(
        self,
        number: int,
        where: str,
        record: Mapping[str, Any],
        finished: outputs.Finished | None,
    ) -> Document | None:
        """Return the document for a record, None where a problem was met and noted."""
        empty = [each for each in self.when_empty if _is_blank(record.get(each))]
        try:
            filename = self.names.of(number, where, record)
            document = finished.get(filename) if finished else None
            if document is None:
                made = self.template.fill(record, where, trace=False, reached=bool(empty))
                document = Document(filename, made.content, notices=made.notices, shape=made.shape)
                empty = [each for each in empty if self._is_met(each, made)]
        except InputRefused as error:
            for problem in error.problems:
                message = problem.message.removeprefix(f"{where}: ")
                self.problems.setdefault(replace(problem, message=message), []).append(where)
            return None
        self.notices += document.notices
        for each in empty:
            self.empty.setdefault(each, []).append(where)
        return document

    def _is_met(self, name: str, made: Filled) -> bool:
        """Return whether the document came to a tag that names `name`: those of a block left out do not count."""
        uses = self.template.requires().fields[name].uses
        return any(tag in made.reached or not self.template.prints(tag) for tag in uses)


@dataclass(slots=True)
class _Names:
    """How the documents of one run are called."""

    line: Line | None  # its tags are filled for each; None where there is one document
    numbered: (
        str  # what each name begins with, where but a number follows: no line is filled for that
    )
    stem: str  # of the one document
    suffix: str
    taken: set[str] = field(default_factory=set)

    def of(self, number: int, where: str, record: Mapping[str, Any]) -> str:
        """Return the file name for a record. Raises InputRefused where it comes out empty."""
        name, suffix = self.stem, self.suffix
        if self.line and self.numbered and ROW_NUMBER not in record:
            name = f"{self.numbered}-{number:04}"
        elif self.line:
            name = _name(self.line, {ROW_NUMBER: f"{number:04}", **record}, where)
        plain = name[: -len(suffix)] if name.lower().endswith(suffix) else name
        return outputs.file_name(plain, suffix, self.taken)


class _Proofs:
    """What would fail an accessibility check in the documents of one run.

    Documents that differ in their words alone are of one shape: the first of each shape is
    proof-read, up to `MOST_SHAPES`, and what its words cannot mend is told once.
    """

    def __init__(self, template: str) -> None:
        self.template = template
        self.shapes: set[int] = set()
        self.missed = 0  # documents of shapes beyond the limit
        self.told: dict[Problem, Problem] = {}  # what was found → how it is said

    def see(self, document: Document, where: str, record: Mapping[str, Any]) -> None:
        """Proof-read a document, unless one of its shape was."""
        if document.shape in self.shapes:
            return
        if len(self.shapes) >= MOST_SHAPES:
            self.missed += 1
            return
        self.shapes.add(document.shape)
        for problem in gate.proof_read(document.content, self.template, list(_texts(record))):
            first = len(self.shapes) == 1
            self.told.setdefault(problem, problem if first else _said(problem, [where]))

    def found(self) -> Iterator[Problem]:
        """Yield what was found, and how many documents were not proof-read."""
        yield from self.told.values()
        if self.missed:
            s = "s have" if self.missed > 1 else " has"
            message = (
                f"{self.missed} more document{s} paragraphs or rows as none before: the first "
                f"{MOST_SHAPES} of such were proof-read, these were not."
            )
            hint = "Check one of them: afterword check DOCUMENT.docx."
            yield Problem(Place(self.template), message, hint)


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _when_empty(template: Template, need: Schema) -> str:
    """Return what an empty field does to a document; nothing where the template provides for it."""
    if need.replaced and set(need.uses) <= set(need.replaced):
        return ""
    if not need.asked:
        return "nothing stands there in the document."
    return "" if need.printed else f"{template.typed(need.asked[0])} takes it as no."


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(_texts, value.values()))
    elif isinstance(value, (list, tuple)):
        yield from chain.from_iterable(map(_texts, value))


def _uses(looked: gate.Looked, data: records.Records, unused: Sequence[str]) -> list[Problem]:
    """Return in one line how many fields the template uses, and which of the data it does not."""
    if not unused:
        return []
    count = len(data.fields) - len(unused)
    what = "field" if count == 1 else "fields"
    listed = ", ".join(unused[:MOST_NAMED]) + (", …" if len(unused) > MOST_NAMED else "")
    these = "this one is" if len(unused) == 1 else f"these {len(unused)} are"
    place = data.place.sheet or data.place.file
    message = f"It uses {count} {what} of {place}; {these} not used: {listed}."
    return [Problem(Place(looked.name), message)]


def _name(names: Line, record: Mapping[str, Any], where: str) -> str:
    if name := names.fill(record, record=where):
        return name
    message = f"{where}: The name for its document comes out empty."
    hint = "Fill in the field, or choose another --name."
    raise InputRefused([Problem(Place("--name"), message, hint)])


def _said(problem: Problem, records_met: Sequence[str]) -> Problem:
    """Return a problem with the first record that met it, and how many more did.

    One that names its cell says so already.
    """
    if problem.place.cell:
        return problem
    first, more = records_met[0], len(records_met) - 1
    after = f" (and {more} record{'s' * (more > 1)} more)" if more else ""
    message = ": ".join(filter(None, (first, problem.message)))
    return replace(problem, message=message + after)
