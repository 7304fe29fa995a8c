"""The order of the stages, and nothing else. Read this first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline import (
    deliverables,
    grouping,
    instruments,
    ledger,
    linking,
    press,
    privacy,
    proof,
    reading,
    review,
    scoring,
    sheets,
    show,
    starter,
    titling,
    word,
)
from pipeline.model import (
    Accounting,
    Advice,
    Document,
    Findings,
    Instrument,
    Link,
    OpenAnswers,
    Reading,
    Sheet,
    SiteChange,
    SiteScore,
    Track,
    Wall,
    Wanted,
    Workshop,
)
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem

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
    """How files are read, in lines and sheet by sheet, what to know, and what to mend."""

    lines: tuple[str, ...]
    readings: tuple[Reading, ...]
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def check(paths: Sequence[Path], mappings: Sequence[Path] = (), measure: object = None) -> Checked:
    """Say how spreadsheets are read and what templates need; find every problem, write nothing.

    `measure`, a record or a list of them, is what templates are to be filled with.
    """
    lines: list[str] = []
    readings: tuple[Reading, ...] = ()
    notices: list[Problem] = []
    problems: list[Problem] = []
    for template in (path for path in paths if path.suffix.lower() in TEMPLATES):
        found = word.lint(template, data=measure)
        lines += [template.name, *(f"  needs {field}" for field in found.fields)]
        problems += found.problems or (() if measure else tuple(_not_offered(template)))
    if workbooks := [path for path in paths if path.suffix.lower() not in TEMPLATES]:
        try:
            workshop, wrong = look(workbooks, mappings=mappings)
        except PipelineError as error:
            problems += error.problems
        else:
            readings = workshop.readings
            lines += show.readings(readings)
            notices += [*workshop.notices, *_would_say(workshop)]
            problems += wrong
    return Checked(tuple(lines), readings, tuple(notices), tuple(problems))


def _not_offered(template: Path) -> Iterator[Problem]:
    """Yield what a copy of our own template asks for that its document does not offer.

    A copy is one that carries the name and asks mostly for what the document offers.
    """
    for name in deliverables.NAMES:
        if context := deliverables.load(name).TEMPLATES.get(template.name):
            needed = word.Template(template).requires()
            known = sum(hasattr(context, field) for field in needed.fields)
            if 2 * known > len(needed.fields):
                yield from (Problem(Place(template.name), each) for each in needed.unknown(context))


def _would_say(workshop: Workshop) -> Iterator[Problem]:
    """Yield what making documents would say beyond reading."""
    yield from (*grouping.notices(workshop), *privacy.notices(workshop.ideas))
    try:
        yield from score(workshop, None)[1]
    except InputRefused as error:
        yield from error.problems


def read(
    paths: Sequence[Path], beside: Sequence[Path] = (), mappings: Sequence[Path] = ()
) -> Workshop:
    """Read spreadsheets and folders of them as one workshop, or raise with every problem.

    `beside` are other inputs of the same run: places name a file unlike theirs. `mappings` say how
    sheets are to be read; one that lies beside a workbook is used by itself.
    """
    workshop, problems = look(paths, beside, mappings)
    if problems:
        raise InputRefused(problems)
    return workshop


def look(
    paths: Sequence[Path], beside: Sequence[Path] = (), mappings: Sequence[Path] = ()
) -> tuple[Workshop, tuple[Problem, ...]]:
    """Return what the spreadsheets say and every problem in them; raise where one cannot be opened."""
    found: list[Sheet] = []
    notices: list[Problem] = []
    refused: list[PipelineError] = []
    files = list(_spreadsheets(paths, beside))
    for path, name in files:
        try:
            read_here, noticed = sheets.read(path, name=name)
        except PipelineError as error:
            refused.append(error)
        else:
            notices.extend(noticed)
            if made := ledger.recognise(read_here):
                notices.append(
                    Problem(Place(name), f"This is {made} that Afterword wrote: not read.")
                )
            else:
                found.extend(read_here)
    if refused:
        problems = [problem for error in refused for problem in error.problems]
        limits = all(isinstance(error, LimitReached) for error in refused)
        raise (LimitReached if limits else InputRefused)(problems)
    wanted, used, wrong = _wanted(files, mappings)
    workshop, problems_found = reading.look(found, wanted)
    workshop = replace(workshop, notices=(*used, *notices, *workshop.notices))
    return workshop, (*wrong, *problems_found)


def mapping_files(
    readings: Sequence[Reading], paths: Sequence[Path]
) -> tuple[tuple[Path, Document], ...]:
    """Return for each workbook the folder it lies in and the mapping file to put there."""
    files = [(path, name) for path, name in _spreadsheets(paths) if path.suffix.lower() not in TEMPLATES]  # fmt: skip
    stems = [path.with_suffix("") for path, _ in files]
    made = []
    for path, name in files:
        own = [each for each in readings if each.file == name]
        if own:
            stem = path.name if stems.count(path.with_suffix("")) > 1 else path.stem
            words = reading.mapping.text(own, path.name)
            made.append((path.parent, Document(f"{stem}{reading.mapping.ENDING}", words.encode())))
    return tuple(made)


def _wanted(
    files: Sequence[tuple[Path, str]], given: Sequence[Path]
) -> tuple[tuple[Wanted, ...], tuple[Problem, ...], tuple[Problem, ...]]:
    """Return how sheets are to be read, which mapping files say so, and what is wrong in them."""
    wanted: list[Wanted] = []
    used: list[Problem] = []
    wrong: list[Problem] = []
    for path in given:
        said, problems = reading.mapping.parse(_content(path), path.name)
        wanted += said
        wrong += problems
    pinned = {each.file for each in wanted}
    for path, name in files:
        for lying in _beside(path):
            content = _content(lying)
            if given and ("" in pinned or not pinned.isdisjoint({path.name, name})):
                continue
            if reading.mapping.names_file(content) in {"", path.name}:
                said, problems = reading.mapping.parse(content, lying.name, name)
                wanted += said
                wrong += problems
                used.append(Problem(Place(name), f"using {lying.name}"))
    return tuple(wanted), tuple(used), tuple(wrong)


def _beside(path: Path) -> Iterator[Path]:
    for stem in (path.stem, path.name):
        lying = path.with_name(f"{stem}{reading.mapping.ENDING}")
        if lying.is_file():
            yield lying


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(reading.mapping.LONGEST + 1)
    except OSError as error:
        message = f"It cannot be read: {error.strerror or 'it could not be opened'}."
        raise InputRefused(
            [Problem(Place(path.name), message, "Check who may open it.")]
        ) from error


def hang(
    workshop: Workshop, *, groups: int | None = None, max_groups: int = 15
) -> tuple[Wall, tuple[Problem, ...]]:
    """Return the wall, people's columns as they are and proposals for the rest, and notices."""
    hung = grouping.hang(workshop, groups=groups, max_groups=max_groups)
    titled = titling.title(hung, workshop.details.question)
    notices = (*grouping.notices(workshop), *privacy.notices(workshop.ideas))
    return replace(titled, cards=len(workshop.ideas)), notices


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
    try:
        scores, unclear = score(workshop, instrument)
    except InputRefused as error:  # the other documents can be made all the same
        scores, unclear = (), error.problems
    links, heeded = link(workshop, wall, scores)
    notices = (*workshop.notices, *noticed, *unclear, *heeded)
    workshop = replace(workshop, notices=notices)
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
    links, heeded = review.heed(
        linking.link(tuple(gaps.items()), wall), workshop.gap_choices, wall, tuple(gaps)
    )
    return tuple(_with_cards(links, gaps, wall)), heeded


def _with_cards(links: Sequence[Link], gaps: Mapping[str, str], wall: Wall) -> Iterator[Link]:
    """Yield each link with the card of its group that comes nearest to the gap."""
    ideas = {group.mark: group.ideas for group in wall.groups}
    for each in links:
        own = ideas[each.mark]
        (near,) = linking.similarity([gaps[each.item]], [str(idea.text) for idea in own])
        yield replace(each, card=own[near.index(max(near))]) if near else each


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
    mappings: Sequence[Path] = (),
) -> Made:
    """Read `paths` and return the wanted deliverables, proof-read, unwritten."""
    findings = find_out(read(paths, mappings=mappings), instrument, today)
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
    not_made = tuple(
        f"{name}: not made: {why}" for name, why in reasons.items() if why and name in wanted
    )
    if not drafts and LEDGER not in wanted:
        place = Place(", ".join(path.name for path in paths))
        reasons_why = [Problem(place, line) for line in not_made]
        raise InputRefused([*findings.workshop.notices, *reasons_why])
    documents = press.fill(drafts, own, track)
    notices = [*findings.workshop.notices, *noticed]
    for document in documents:
        said = [statement.text for statement in document.statements]
        notices += proof.check(document.content, document.filename, said)
    if LEDGER in wanted:
        ledger_book = press.book(ledger.book(findings, documents))
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
    return press.book(book), (*noticed, *heeded)


def starter_book(filename: str) -> Document:
    """Return the empty workbook to begin with."""
    return press.book(starter.book(filename))


def _spreadsheets(paths: Sequence[Path], beside: Sequence[Path] = ()) -> Iterator[tuple[Path, str]]:
    """Yield each file once, with the name that places will use: short, but unlike the others."""
    inside = [each for path in paths for each in (_folder(path) if path.is_dir() else [path])]
    every = {path.resolve(): path for path in reversed(inside)}
    names = [path.name for path in every]
    for path in beside:
        names += [each.name for each in _folder(path)] if path.is_dir() else [path.name]
    for path in reversed(every.values()):
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
