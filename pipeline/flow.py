"""The order of the stages, and nothing else. Read this first."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import (
    assistant,
    decisions,
    deliverables,
    endpoint,
    gaps,
    grouping,
    instruments,
    intake,
    ledger,
    linking,
    outputs,
    press,
    privacy,
    reading,
    review,
    scoring,
    sheets,
    show,
    starter,
    templates,
    titling,
    words,
)
from pipeline.deliverables import NotMade, nothing
from pipeline.model import (
    Accounting,
    Advice,
    Binding,
    Book,
    CellAccounting,
    Clause,
    Decided,
    Decision,
    Document,
    Draft,
    Findings,
    Instrument,
    Link,
    Mailing,
    Offer,
    OpenAnswers,
    Reading,
    SiteChange,
    SiteScore,
    StaffText,
    Track,
    Wall,
    Workshop,
    silently,
)
from pipeline.privacy import guard
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem, Weight

if TYPE_CHECKING:
    from pipeline import gate, keeping

LEDGER = "ledger"
ENOUGH = 8  # open answers of one role; fewer are listed as typed
MOST_GROUPS = 6  # of the open answers of one role


Answered = tuple[Offer | None, tuple[Problem, ...]]  # what a model offers, and what to know of it


@dataclass(frozen=True, slots=True)
class Made:
    """The documents of one run, unwritten, and what to say about them."""

    documents: tuple[Document, ...]  # as they lie in the folder once the files are written
    files: tuple[
        Document, ...
    ]  # these, and what else is to be written: copies, what is kept of them
    read: Mapping[str, str]  # sums over the files that lay there, by their names: "" for none
    kept: tuple["keeping.Kept", ...]  # what became of each that lay there already
    not_made: tuple[NotMade, ...]
    accounting: Accounting
    held: int  # cards that are held back, for they may name a person
    cells: CellAccounting
    notices: tuple[Problem, ...]
    decided: Decided  # what people decided, and what became of it

    def changes(self, *, dry_run: bool) -> Iterator[str]:
        """Yield what is another in each document since the last run; of a dry run, what would be."""
        for each in self.kept:
            if line := each.line() or (each.news() if dry_run else ""):
                yield line


class Unconfirmed(InputRefused):
    """Some sheets are only told by their shape, and nobody has said yet that this is right."""

    def __init__(self, readings: Sequence[Reading], paths: Sequence[Path]) -> None:
        self.readings = tuple(readings)
        files = " ".join(f'"{path}"' if " " in str(path) else str(path) for path in paths)
        place = Place(", ".join(path.name for path in paths))
        message = (
            "Nothing was made: a guess is not printed before somebody has said that it is right."
        )
        command = (
            f"If all of it is right: afterword make {files} --yes. If not: afterword check {files} "
            "--save-mapping, and change what is wrong in the file that it writes."
        )
        super().__init__([*unconfirmed(readings), Problem(place, message, command=command)])


def unconfirmed(readings: Sequence[Reading]) -> Iterator[Problem]:
    """Yield what to ask a person about each sheet that only its shape tells."""
    for each in readings:
        if each.question:
            place = Place(each.file, each.sheet)
            yield Problem(place, each.question, weight=Weight.DOUBT)


@dataclass(frozen=True, slots=True)
class Checked:
    """How files are read, in lines and sheet by sheet, what to know, and what to mend."""

    lines: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    next_step: str = ""  # what to type next


def check(
    workbooks: Sequence[Path], mappings: Sequence[Path] = (), *, details: bool = False
) -> Checked:
    """Say how spreadsheets are read; find every problem, write nothing.

    A line a sheet; with `details` its columns and cells, too.
    """
    try:
        workshop, wrong = intake.look(workbooks, mappings=mappings)
    except PipelineError as error:
        return Checked((), (), (), error.problems, _next_command(workbooks, None))
    readings = workshop.readings
    notices = [
        *unconfirmed(readings),
        *(() if details else show.unread(readings)),
        *workshop.notices,
        *would_say(workshop),
    ]
    said = tuple(each for each in notices if each not in set(wrong))
    lines = tuple(show.readings(readings, details=details))
    step = _next_command(workbooks, None if wrong else workshop)
    return Checked(lines, readings, said, tuple(wrong), step)


def _next_command(paths: Sequence[Path], workshop: Workshop | None) -> str:
    """Return what to do next: one line, with what to type."""
    files = " ".join(f'"{path}"' if " " in str(path) else str(path) for path in paths)
    if workshop is None:
        return f"Next: mend what is said above, and run afterword check {files} again."
    if asked := sum(bool(each.question) for each in workshop.readings):
        sheets_ = "1 sheet" if asked == 1 else f"{asked} sheets"
        return f"Next: afterword make {files} asks about {sheets_}; --yes takes what is said above."
    cards = [idea for idea in workshop.ideas if idea.text.strip() and not idea.parked]
    if cards and not any(idea.mark.strip() or idea.title.strip() for idea in cards):
        return f"Next: afterword group {files} -o review.xlsx, for no card hangs in a column yet."
    return f"Next: afterword make {files}"


def would_say(workshop: Workshop) -> Iterator[Problem]:
    """Yield what making documents would say beyond reading."""
    yield from (*grouping.notices(workshop), *privacy.notices(workshop.ideas))
    yield from guard.guarded(workshop)[1]
    try:
        yield from score(workshop, None)[1]
    except InputRefused as error:
        yield from error.problems


def hang(  # noqa: PLR0913 - each is a thing the groups depend on
    workshop: Workshop,
    *,
    groups: int | None = None,
    max_groups: int | None = None,
    said: Answered | None = None,
    helper: endpoint.Helper | None = None,
    track: Track = silently,
) -> tuple[Wall, tuple[Problem, ...]]:
    """Return the wall, people's columns as they are and proposals for the rest, and notices.

    What a language model offers goes before what Afterword would propose: `said` is what it
    answered to `asking`; a `helper` on this machine is asked now, for groups and for titles.
    """
    if helper:
        said = _sorted_by(helper, workshop, groups, max_groups, track)
    offer, told = said or (None, ())
    hung = grouping.hang(workshop, groups=groups, max_groups=max_groups, offer=offer, track=track)
    titled = titling.title(hung, workshop.details.question, track)
    if helper:
        titled, noticed = endpoint.titles(titled, workshop.details.question, helper, track)
        told = (*told, *noticed)
    notices = (
        *told,
        *_not_grouped(titled, workshop, groups or max_groups),
        *grouping.notices(workshop),
        *privacy.notices(workshop.ideas),
    )
    return replace(titled, cards=len(workshop.ideas)), notices


def _not_grouped(wall: Wall, workshop: Workshop, wanted: int | None) -> Iterator[Problem]:
    """Say that a number of groups was asked for and none was made, where there are columns."""
    columns = bool(workshop.titles) or not all(group.proposed for group in wall.groups)
    if wanted and wall.groups and columns:
        files = ", ".join(dict.fromkeys(idea.text.place.file for idea in workshop.ideas))
        are = "1 column" if len(wall.groups) == 1 else f"{len(wall.groups):,} columns"
        message = f"The cards hang in {are} already, which stay: no groups were made."
        hint = "To have all cards grouped anew, give a copy without columns and titles."
        yield Problem(Place(files), message, hint)


def asking(
    workshop: Workshop, file: Path, groups: int | None, max_groups: int | None
) -> tuple[Document, tuple[Problem, ...]]:
    """Return what a person may ask a language model about the cards in no column, and notices.

    Raise InputRefused where there is no card to ask about.
    """
    wall = grouping.as_typed(workshop)
    asked = assistant.prompt(wall, workshop.details.question, groups=groups, most=max_groups)
    if not asked.cards:
        hint = "Only cards that hang in no column, and may be shown, are asked about."
        raise InputRefused([*asked.notices, Problem(Place(file.name), "There is no card to ask about.", hint)])  # fmt: skip
    return Document(file.name, asked.text.encode()), asked.notices


def answered(workshop: Workshop, answer: Path, by: str) -> Answered:
    """Return what a language model answered to `asking`, held against the cards, and notices."""
    return answered_in_words(workshop, sheets.words_of(answer), by, answer.name)


def answered_in_words(workshop: Workshop, answer: str, by: str, name: str) -> Answered:
    """Return the same of an answer that was pasted; `name` is what notices call it."""
    wall = grouping.as_typed(workshop)
    asked = assistant.prompt(wall, workshop.details.question)
    return assistant.checked(answer, asked, wall, by, name)


def _sorted_by(
    helper: endpoint.Helper,
    workshop: Workshop,
    groups: int | None,
    max_groups: int | None,
    track: Track,
) -> Answered:
    """Return what a model on this machine offers for the cards in no column, and notices."""
    return assistant.sort(
        grouping.as_typed(workshop),
        workshop.details.question,
        partial(endpoint.answer, helper),
        helper.model,
        helper.url,
        groups=groups,
        most=max_groups,
        track=track,
    )


def score(
    workshop: Workshop, instrument: str | None
) -> tuple[tuple[SiteScore, ...], tuple[Problem, ...]]:
    """Tally the assessment answers, site by site; say which form was taken where none was named."""
    if instrument:
        form = instrument_of(instrument)
        left_out = tuple(scoring.unasked(workshop.responses, form))
        return scoring.score(workshop.responses, form), left_out
    responses, notices = instruments.supply(workshop.responses)
    return scoring.score(responses, None), notices


def since(
    scores: Sequence[SiteScore],
    before: Sequence[Path],
    instrument: str | None,
    beside: Sequence[Path],
    *,
    plans: bool = False,
) -> tuple[tuple[SiteChange, ...], tuple[Problem, ...]]:
    """Say what moved since the earlier forms, site by site, and what to know of them.

    Where earlier `plans` are told, too, a workbook that has only steps is one.
    """
    changes: list[SiteChange] = []
    notices: list[Problem] = []
    for path in before:
        earlier = intake.read([path], beside)
        then, noticed = score(earlier, instrument)
        if not then and plans and earlier.actions:
            continue
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
    if path.suffix.lower() not in intake.SPREADSHEETS:
        return instruments.load(name)
    if not os.path.isfile(path):
        raise InputRefused([Problem(Place(name), "No such file.", "Name a form, or one of ours.")])
    found, _ = sheets.read(path)
    return instruments.from_responses(reading.understand(found).responses, path.name)


def find_out(
    workshop: Workshop, instrument: str | None, today: date, track: Track = silently
) -> Findings:
    """Return all that the deliverables may know."""
    wall, noticed = hang(workshop, track=track)
    try:
        scores, unclear = score(workshop, instrument)
    except InputRefused as error:  # the other documents can be made all the same
        scores, unclear = (), error.problems
    links, decided, not_taken = link(workshop, wall, scores)
    notices = (*workshop.notices, *show.unread(workshop.readings), *noticed, *unclear, *not_taken)
    workshop = replace(workshop, notices=notices, decisions=decided)
    answers = tuple(_grouped(scoring.open_answers(scores)))
    workshop = nothing.left_out(workshop)
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
) -> tuple[tuple[Link, ...], tuple[Decision, ...], tuple[Problem, ...]]:
    """Return which titles speak to which gap, as people decided it, all decisions, and notices."""
    asked = {item: str(gap.text) for item, gap in gaps.of(scores).gaps.items()}
    proposed = linking.link(tuple(asked.items()), wall)
    links, decided, notices = decisions.links(proposed, workshop.decisions, wall, tuple(asked))
    return tuple(_with_cards(links, asked, wall)), decided, notices


def _with_cards(links: Sequence[Link], asked: Mapping[str, str], wall: Wall) -> Iterator[Link]:
    """Yield each link with the card of its group that comes nearest to the gap."""
    ideas = {group.mark: group.ideas for group in wall.groups}
    for each in links:
        own = ideas[each.mark]
        (near,) = linking.similarity([asked[each.item]], [str(idea.text) for idea in own])
        yield replace(each, card=own[near.index(max(near))]) if near else each


def fingerprint(paths: Sequence[Path], wanted: Sequence[str], **asked: Any) -> str:
    """Return what tells a run of `make` from any other: every file it reads, and what it is asked.

    `asked` are the options of `make`. Raises InputRefused where a folder holds nothing to read.
    """
    read = intake.files([*paths, *asked["before"]], asked["mappings"])
    maybe = [Path(asked["instrument"] or ""), asked["out"] / deliverables.SEND_LOG]
    piped = sheets.piped() if sheets.PIPE in read else b""
    typed = [each for each in read if each != sheets.PIPE]
    files = [*typed, *templates.all_of(asked["own"]), *filter(Path.is_file, maybe)]
    return outputs.fingerprint(files, paths, wanted, sorted(asked.items()), piped)


def make(  # noqa: PLR0913 - each is a thing the run depends on
    paths: Sequence[Path],
    wanted: Sequence[str],
    *,
    instrument: str | None,
    today: date,
    own: Path | None,
    track: Track,
    least: int = 3,
    one_stop: bool = False,
    fillable: bool = False,
    merge: bool = False,
    variants: Sequence[str] = (),
    before: Sequence[Path] = (),
    mappings: Sequence[Path] = (),
    out: Path | None = None,
    yes: bool = False,
    replace_all: bool = False,
    also: Sequence[str] = (),
    pdf: bool = False,
    finished: outputs.Finished | None = None,
) -> Made:
    """Read `paths` and return the wanted deliverables, proof-read, unwritten.

    `out` is where they will lie: what a person edited there is kept, or, with `replace_all`, copied.
    Raises NotWritten where a file that is not Afterword's would have to give way. `yes` takes every sheet as it was read; without it raise
    Unconfirmed where only the shape of a sheet says what it is. `also` are files for other programs
    (`exports.NAMES`); `pdf` prints each document as well, where a program for that is here. Documents
    that a stopped run had `finished` are not made again, and what is finished here is saved there.
    """
    from pipeline import gate, keeping

    workshop = intake.read(paths, mappings=mappings)
    if not yes and any(each.question for each in workshop.readings):
        raise Unconfirmed([each for each in workshop.readings if each.question], paths)
    workshop, kept = guard.guarded(workshop)
    theirs = gate.Theirs.of(own)
    workshop = replace(workshop, notices=(*workshop.notices, *theirs.notices))
    findings = find_out(workshop, instrument, today, track)
    changes, noticed = since(findings.scores, before, instrument, paths, plans=True)
    earlier = tuple(step for path in before for step in intake.read([path], paths).actions)
    sent = _sent(out, findings.workshop) if out and "outreach" in wanted else ()
    language, untold = _language(findings.workshop)
    findings = replace(
        findings,
        changes=changes,
        least=least,
        sent=sent,
        one_stop=one_stop,
        earlier=earlier,
        fillable=fillable,
        merge=merge,
        variants=tuple(variants),
        texts=texts(own, language),
    )
    names = [name for name in deliverables.NAMES if name in wanted] or deliverables.BY_DEFAULT
    findings = replace(findings, outcomes="outcomes" in names, clauses=_clauses(names, own))
    modules = {name: deliverables.load(name) for name in names}
    reasons = {name: module.missing(findings) for name, module in modules.items()}
    planned = _planned(
        [each for name, each in modules.items() if not reasons[name]], findings, own, theirs
    )
    drafts = [each for each in planned if isinstance(each, Draft | Book)]
    drafts += theirs.drafts(drafts)
    not_made = tuple(
        NotMade(each, reasons[each.name])
        for each in deliverables.OFFERED
        if reasons.get(each.name) and each.name in wanted
    )
    if not drafts and LEDGER not in wanted:
        place = Place(", ".join(path.name for path in paths))
        reasons_why = [Problem(place, str(each)) for each in not_made]
        raise InputRefused([*findings.workshop.notices, *reasons_why])
    organization = findings.workshop.details.organization
    filled, left = press.fill(
        drafts, own, track, language=language, author=organization, finished=finished
    )
    keeper = keeping.Keeper(
        out, today, ledger.fields_of(findings.workshop), replace_all=replace_all
    )
    written = set(wanted) != {LEDGER}
    those, read = _finish(filled, planned, keeper if written else None, finished)
    notices = [*findings.workshop.notices, *kept, *noticed, *left, *untold]
    notices += [fault for each in read for fault in each.notices]
    found = {each.filename: len(each.notices) for each in read}
    open_ = tuple(each for each in read if not each.internal)
    cells, unprinted = ledger.account(findings, open_)
    if LEDGER in wanted:
        ledger_book = press.book(ledger.book(findings, open_, cells, unprinted, found))
        those.append(keeper.keep(ledger_book))
    more, said_of_them = _for_others(also, findings, read, pdf=pdf)
    those += [keeper.keep(each) for each in more]
    notices += [*said_of_them, *(notice for each in those for notice in each.notices())]
    documents = tuple(each.document for each in those)
    decided = Decided((*findings.workshop.decisions, *findings.sent))
    accounting = Accounting.of(findings.wall)
    return Made(
        documents,
        keeper.files(those),
        keeper.read,
        tuple(those),
        not_made,
        accounting,
        sum(map(privacy.holds_back, findings.workshop.ideas)),
        cells,
        tuple(notices),
        decided,
    )


def _for_others(
    also: Sequence[str], findings: Findings, documents: Sequence[Document], *, pdf: bool
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the files that other programs take in, the documents printed among them, and notices."""
    from pipeline import exports, printing

    made, said = exports.make(also, findings, documents)
    prints, not_printed = printing.printed(documents if pdf else ())
    return (*made, *prints), (*said, *not_printed)


def _finish(
    filled: Iterable[Document],
    planned: Sequence[Draft | Book | Mailing | Binding],
    keeper: "keeping.Keeper | None",
    finished: outputs.Finished | None,
) -> tuple[list["keeping.Kept"], list[Document]]:
    """Return the documents with what people did to them, if there is a `keeper`; and each as it is read.

    What in it would fail an accessibility check are its notices there.
    """
    if keeper is None:
        return [], list(map(_proof_read, filled))
    those, read = [], []
    for each in filled:
        those.append(keeper.keep(each))
        read.append(_finished(those[-1], finished))
    letters = [file for each in those for file in (*each.files, *each.stays)]  # as they lie there
    together = [*map(keeper.keep, press.put_together(planned, letters))]
    return [*those, *together], [*read, *(_proof_read(each.document) for each in together)]


def _finished(kept: "keeping.Kept", finished: outputs.Finished | None) -> Document:
    """Return a document, proof-read, and save it; one that a stopped run saved is not read again.

    One that is made of what lies there is not saved.
    """
    known = finished.get(kept.document.filename) if finished else None
    if known and known.content == kept.document.content:
        return known
    document = _proof_read(kept.document)
    if finished and kept.as_made:
        finished.save(document)
    return document


def _proof_read(document: Document) -> Document:
    """Return a finished document with what in it would fail an accessibility check as its notices."""
    from pipeline import proof

    said = [statement.text for statement in document.statements]
    faults = proof.check(document.content, document.filename, said)
    return replace(document, notices=tuple(faults))


def _planned(
    made: Sequence[Any], findings: Findings, own: Path | None, theirs: "gate.Theirs"
) -> list[Any]:
    """Return what the modules of deliverables would make.

    Raises InputRefused with all that is wrong in a person's folder: in files of words and in templates.
    """
    from pipeline.gate import of_ours

    planned: list[Any] = []
    used: list[str] = []
    wrong = list(theirs.problems)
    for module in made:
        try:
            drafts = tuple(module.drafts(findings))
        except InputRefused as error:
            wrong += error.problems
            used += module.TEMPLATES
        else:
            planned += drafts
            used += [each.template for each in drafts if isinstance(each, Draft)]
    wrong += of_ours(own, dict.fromkeys(used)) if own else ()
    if wrong:
        raise InputRefused(dict.fromkeys(wrong))
    return planned


def _clauses(names: Sequence[str], own: Path | None) -> tuple[Clause, ...]:
    """Return the clauses that the MOU may have, from the file that staff edit."""
    if "mou-draft" not in names:
        return ()
    from pipeline.deliverables import mou_clauses

    return mou_clauses.read(templates.find(mou_clauses.FILE, own).read_bytes())


def _language(workshop: Workshop) -> tuple[str, tuple[Problem, ...]]:
    """Return the language of letters and emails, English where we have no templates in what is asked."""
    asked = workshop.details.language
    language = words.language_of(asked)
    known = templates.languages()
    if language in known:
        return language, ()
    message = (
        f"There are no templates in “{asked.strip()}”: letters, emails and outcomes are in English."
    )
    hint = f"We have: {', '.join(sorted(known))}."
    command = ". For another, change copies, and name their folder with --templates."
    return "en", (Problem(asked.place, message, hint, command=command),)


def texts(own: Path | None, language: str = "en") -> tuple[StaffText, ...]:
    """Return the Word files of words, one's own where they are there."""
    from pipeline import gate
    from pipeline.deliverables import wordings

    def read(name: str, of: str) -> StaffText:
        path, ours = templates.find(name, own, of), templates.find(name, None, of)
        found = gate.text_of(path)
        return found if path == ours else wordings.completed(found, gate.text_of(ours))

    wanted = ((templates.WORDINGS, language), *((name, "en") for name in templates.OUR_WORDINGS))
    return tuple(read(*each) for each in wanted)


def _sent(out: Path, workshop: Workshop) -> tuple[Decision, ...]:
    """Return what a person filled in, in a send log that lies where the new one goes."""
    from pipeline.deliverables import send_log

    path = out / deliverables.SEND_LOG
    filled = tuple(send_log.filled(sheets.read(path)[0])) if os.path.isfile(path) else ()
    return decisions.of_partners(filled, workshop.partners)


def coach(workshop: Workshop, wall: Wall) -> tuple[Advice, ...]:
    """Return for each group why its title may be weak, and two others."""
    return titling.advise(wall, workshop.details.question)


def refuse_too_many_to_review(workshop: Workshop, *, reviewed: bool) -> None:
    """Refuse more cards than a review workbook may hold, before they are divided, where one is wanted."""
    problem = review.too_many(workshop.ideas)
    if reviewed and problem:
        raise LimitReached([problem])


def review_book(
    workshop: Workshop, wall: Wall, filename: str, instrument: str | None = None
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the review workbook of the wall and of the gaps, and notices."""
    repeats = (*grouping.repeats(workshop.ideas), *grouping.similar(workshop.ideas))
    advice = coach(workshop, wall)
    try:
        scores, noticed = score(workshop, instrument)
    except InputRefused as error:  # cards can be grouped all the same
        scores, noticed = (), error.problems
    links, decided, not_taken = link(workshop, wall, scores)
    workshop = replace(workshop, decisions=decided)
    book = review.book(workshop, wall, filename, advice, repeats, scores, links)
    return press.book(book), (*noticed, *not_taken)


def starter_book(filename: str, also: Sequence[str] = ()) -> Document:
    """Return the empty workbook to begin with, and the sheets of the choices `also`."""
    return press.book(starter.book(filename, also))
