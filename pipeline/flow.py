"""The order of the stages, and nothing else. Read this first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline import (
    deliverables,
    grouping,
    instruments,
    ledger,
    linking,
    proof,
    reading,
    review,
    scoring,
    sheets,
    show,
    starter,
    templates,
    titling,
    word,
)
from pipeline.model import (
    Accounting,
    Advice,
    Book,
    Document,
    Draft,
    Findings,
    Instrument,
    Link,
    OpenAnswers,
    Sheet,
    SiteChange,
    SiteScore,
    Statement,
    Track,
    Wall,
    Workshop,
)
from pipeline.problems import InputRefused, Place, Problem
from pipeline.sheets import writing

LEDGER = "ledger"
ENOUGH = 8  # open answers of one role; fewer are listed as typed
MOST_GROUPS = 6  # of the open answers of one role
TEMPLATES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".txt"})


@dataclass(frozen=True, slots=True)
class Made:
    """The documents of one run, unwritten, and what to say about them."""

    documents: tuple[Document, ...]
    not_made: tuple[str, ...]  # "mou-draft: no partners were read"
    accounting: Accounting
    notices: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How files are read, in lines, what to know, and what to mend."""

    lines: tuple[str, ...]
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def check(paths: Sequence[Path]) -> Checked:
    """Say how spreadsheets are read and what templates need; find every problem, write nothing."""
    lines: list[str] = []
    notices: list[Problem] = []
    problems: list[Problem] = []
    for template in (path for path in paths if path.suffix.lower() in TEMPLATES):
        found = word.lint(template)
        lines += [template.name, *(f"  needs {field}" for field in found.fields)]
        problems += found.problems
    if workbooks := [path for path in paths if path.suffix.lower() not in TEMPLATES]:
        try:
            workshop = read(workbooks)
        except InputRefused as error:
            problems += error.problems
        else:
            lines += show.readings(workshop.readings)
            notices += workshop.notices
    return Checked(tuple(lines), tuple(notices), tuple(problems))


def read(paths: Sequence[Path], beside: Sequence[Path] = ()) -> Workshop:
    """Read spreadsheets and folders of them as one workshop, or raise with every problem.

    Their files are called by names unlike those of the files `beside` them.
    """
    found: list[Sheet] = []
    notices: list[Problem] = []
    refused: list[Problem] = []
    for path, name in _spreadsheets(paths, beside):
        try:
            read_here, noticed = sheets.read(path, name=name)
        except InputRefused as error:
            refused.extend(error.problems)
        else:
            found.extend(read_here)
            notices.extend(noticed)
    if refused:
        raise InputRefused(refused)
    workshop = reading.understand(found)
    return replace(workshop, notices=(*notices, *workshop.notices))


def hang(
    workshop: Workshop, *, groups: int | None = None, max_groups: int = 15
) -> tuple[Wall, tuple[Problem, ...]]:
    """Return the wall, people's columns as they are and proposals for the rest, and notices."""
    hung = grouping.hang(workshop, groups=groups, max_groups=max_groups)
    titled = titling.title(hung, workshop.details.question)
    return replace(titled, cards=len(workshop.ideas)), grouping.notices(workshop)


def score(
    workshop: Workshop, instrument: str | None
) -> tuple[tuple[SiteScore, ...], tuple[Problem, ...]]:
    """Tally the assessment answers, site by site; say which form was taken where none was named."""
    if instrument:
        return scoring.score(workshop.responses, instrument_of(instrument)), ()
    responses, notices = instruments.supply(workshop.responses)
    return scoring.score(responses, None), notices


def since(
    scores: Sequence[SiteScore],
    before: Sequence[Path],
    instrument: str | None,
    beside: Sequence[Path],
) -> tuple[tuple[SiteChange, ...], tuple[Problem, ...]]:
    """Say what moved since the earlier forms, site by site, and what to know of them."""
    changes: list[SiteChange] = []
    notices: list[Problem] = []
    for path in before:
        earlier = read([path], beside)
        then, noticed = score(earlier, instrument)
        if not then:
            place = Place(path.name)
            raise InputRefused([Problem(place, "No assessment answers were read.", "Give the earlier form.")])  # fmt: skip
        found, alone = scoring.compare(scores, then)
        changes += found
        notices += [*earlier.notices, *noticed, *alone]
    return tuple(changes), tuple(notices)


def instrument_of(name: str) -> Instrument:
    """Return the instrument called `name`, or the one in the form at that path."""
    path = Path(name)
    if path.suffix.lower() not in SPREADSHEETS:
        return instruments.load(name)
    if not path.is_file():
        raise InputRefused([Problem(Place(name), "No such file.", "Name a form, or one of ours.")])
    found, _ = sheets.read(path)
    return instruments.from_responses(reading.understand(found).responses, path.name)


def find_out(workshop: Workshop, instrument: str | None, today: date) -> Findings:
    """Return all that the deliverables may know."""
    wall, noticed = hang(workshop)
    scores, notices = score(workshop, instrument)
    workshop = replace(workshop, notices=(*workshop.notices, *noticed, *notices))
    links, heeded = link(workshop, wall, scores)
    workshop = replace(workshop, notices=(*workshop.notices, *heeded))
    answers = tuple(_grouped(scoring.open_answers(scores)))
    return Findings(workshop, wall, scores, links, today, open_answers=answers)


def _grouped(found: Iterable[OpenAnswers]) -> Iterator[OpenAnswers]:
    """Yield the open answers that are many enough to be grouped, as groups with working titles."""
    for each in found:
        if each.wall.cards >= ENOUGH:
            ideas = tuple(unplaced.idea for unplaced in each.wall.not_placed)
            wall, _ = hang(Workshop(ideas=ideas), max_groups=MOST_GROUPS)
            yield replace(each, wall=wall)


def link(
    workshop: Workshop, wall: Wall, scores: Sequence[SiteScore]
) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """Return which titles speak to which gap, as people decided it, and notices."""
    gaps = {item.item.id: str(item.item.text) for site in scores for _, item in site.gaps()}
    links = linking.link(tuple(gaps.items()), wall)
    return review.heed(links, workshop.gap_choices, wall, tuple(gaps))


def make(  # noqa: PLR0913 - each is a thing the run depends on
    paths: Sequence[Path],
    wanted: Sequence[str],
    *,
    instrument: str | None,
    today: date,
    own: Path | None,
    track: Track,
    least: int = 3,
    before: Sequence[Path] = (),
) -> Made:
    """Read `paths` and return the wanted deliverables, proof-read, unwritten."""
    findings = find_out(read(paths), instrument, today)
    changes, noticed = since(findings.scores, before, instrument, paths)
    findings = replace(findings, changes=changes, least=least)
    names = [name for name in deliverables.NAMES if name in wanted] or deliverables.NAMES
    modules = {name: deliverables.load(name) for name in names}
    reasons = {name: module.missing(findings) for name, module in modules.items()}
    drafts = [
        draft
        for name, module in modules.items()
        if not reasons[name]
        for draft in module.drafts(findings)
    ]
    not_made = tuple(f"{name}: not made: {why}" for name, why in reasons.items() if why)
    if not drafts and LEDGER not in wanted:
        place = Place(", ".join(path.name for path in paths))
        raise InputRefused([Problem(place, line) for line in not_made])
    documents = _fill_all(drafts, own, track)
    notices = [*findings.workshop.notices, *noticed]
    for document in documents:
        said = [statement.text for statement in document.statements]
        notices += proof.check(document.content, document.filename, said)
    if LEDGER in wanted:
        ledger_book = _write(ledger.book(findings, documents))
        documents = (*documents, ledger_book) if set(wanted) != {LEDGER} else (ledger_book,)
    return Made(documents, not_made, Accounting.of(findings.wall), tuple(notices))


def coach(workshop: Workshop, wall: Wall) -> tuple[Advice, ...]:
    """Return for each group why its title may be weak, and two others."""
    return titling.advise(wall, workshop.details.question)


def review_book(
    workshop: Workshop, wall: Wall, filename: str, instrument: str | None = None
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the review workbook of the wall and of the gaps, and notices."""
    repeats, advice = grouping.repeats(workshop.ideas), coach(workshop, wall)
    try:
        scores, noticed = score(workshop, instrument)
    except InputRefused as error:  # cards can be grouped all the same
        scores, noticed = (), error.problems
    links, heeded = link(workshop, wall, scores)
    book = review.book(workshop, wall, filename, advice, repeats, scores, links)
    return _write(book), (*noticed, *heeded)


def starter_book(filename: str) -> Document:
    """Return the empty workbook to begin with."""
    return _write(starter.book(filename))


def _fill_all(
    drafts: Sequence[Draft | Book], own: Path | None, track: Track
) -> tuple[Document, ...]:
    """Compile each template once, then fill every draft; raise once with every problem."""
    problems: list[Problem] = []
    compiled: dict[str, word.Template] = {}
    for name in dict.fromkeys(draft.template for draft in drafts if isinstance(draft, Draft)):
        try:
            style = templates.find(templates.STYLE, own)
            compiled[name] = word.Template(templates.find(name, own), style=style)
        except InputRefused as error:
            problems.extend(error.problems)
    if problems:
        raise InputRefused(problems)
    documents = []
    for draft in track(drafts, "Filling"):
        try:
            documents.append(
                _write(draft) if isinstance(draft, Book) else _fill(draft, compiled[draft.template])
            )
        except InputRefused as error:
            problems.extend(error.problems)
    if problems:
        raise InputRefused(problems)
    return tuple(documents)


def _fill(draft: Draft, template: word.Template) -> Document:
    filled = template.fill(draft.context, record=draft.filename)
    content = filled.content
    if draft.filename.endswith(".txt"):
        content = word.text(content).encode()
    statements = tuple(
        Statement(draft.filename, each.where, each.text, each.source) for each in filled.statements
    )
    return Document(draft.filename, content, statements)


def _write(book: Book) -> Document:
    return Document(book.filename, writing.write(book))


def _spreadsheets(paths: Sequence[Path], beside: Sequence[Path] = ()) -> Iterator[tuple[Path, str]]:
    """Yield each file with the name that places will use: short, but unlike the others."""
    every = [each for path in paths for each in (_folder(path) if path.is_dir() else [path])]
    names = [path.name for path in every]
    for path in beside:
        names += [each.name for each in _folder(path)] if path.is_dir() else [path.name]
    for path in dict.fromkeys(every):
        shared = names.count(path.name) > 1
        yield path, f"{path.parent.name}/{path.name}" if shared else path.name


def _folder(folder: Path) -> list[Path]:
    inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in SPREADSHEETS)
    real = [path for path in inside if not path.name.startswith(("~$", ".", ".~lock"))]
    if not real:
        hint = "Put the workshop's workbooks there, or name the files themselves."
        raise InputRefused(
            [Problem(Place(str(folder)), "No .xlsx or .csv is in this folder.", hint)]
        )
    return real
