"""Parse, call the flow, print, exit. Only here and in `completing` is Click, and only here is the clock asked.

Results go to standard output, all prose to standard error: problems, notices, accounts, next steps. The
flow is imported inside the commands, so that `--help` answers at once.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial, wraps
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from pipeline import __version__, forms
from pipeline.deliverables import BY_DEFAULT, NAMES, OFFERED
from pipeline.forms import further
from pipeline.problems import InputRefused, LimitReached, PipelineError, Place, Problem, first

if "_AFTERWORD_COMPLETE" in os.environ:  # a shell asks what may follow
    import pipeline.completing  # noqa: F401 - it makes PowerShell known

if TYPE_CHECKING:
    from pipeline import settings
    from pipeline.flow import Made
    from pipeline.made import Document
    from pipeline.model import Reading

P = ParamSpec("P")
T = TypeVar("T")
PIECES = 1000  # of JSON, and paths, printed at once
FOLDER = click.Path(file_okay=False, path_type=Path)
ANY = click.Path(path_type=Path)


class There(click.Path):
    """A file or folder that is there; with `dash`, "-" stands for what is piped in."""

    def __init__(self, *, folder: bool = True, file: bool = True, dash: bool = False) -> None:
        super().__init__(
            exists=True, dir_okay=folder, file_okay=file, allow_dash=dash, path_type=Path
        )

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return its path, or say which one nearby may be meant, or how to get one."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            self.fail(f"{error.message}{_meant(str(value))}", param, ctx)


def _meant(value: str) -> str:
    """Return what to do where there is no file of that name."""
    if value.lower().startswith(("https://", "http://", "www.")):
        google = "google." in value.lower()
        how = "choose File, Download, Microsoft Excel (.xlsx)" if google else "download it"
        return f" Afterword never goes online. Open it in your browser, {how}, and name that file."
    path = Path(value)
    beside = [each.name for each in path.parent.iterdir()] if os.path.isdir(path.parent) else []
    spaced = sorted(name for name in beside if name.startswith(f"{path.name} "))
    if os.path.exists(path):
        return ""
    if spaced:
        return f' A name with spaces needs quotes: "{path.with_name(spaced[0])}"'
    near = get_close_matches(path.name, beside, n=1)
    return f" Did you mean {path.with_name(near[0])}?" if near else ""


EXISTING = There()
INPUT = There(dash=True)
FILE = There(folder=False)
FILE_OUT = click.Path(dir_okay=False, path_type=Path)


class Day(click.DateTime):
    """A day as 2026-11-04."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, *_: object, **__: object) -> str:
        """Return how the help shows it."""
        return "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day, or say how one is written."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value} is no day. Write it as 2026-11-04: year, month, day.", param, ctx)


DAY = Day()


class WhatItIs(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """What a person answers about a sheet: yes, no, or the kind of sheet that it is."""

    name = "answer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return "yes", "no" or a kind, or say what may be answered."""
        said = str(value).strip().casefold().removeprefix("it is ")
        known = {"y": "yes", "n": "no"} | {each: each for each in ("yes", "no", *SHEET_KINDS)}
        return known.get(said) or self.fail(f"Answer {ANSWERS}.", param, ctx)


class Several(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """Some of a few names, with commas between."""

    name = "names"

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names, or say which may be given."""
        if isinstance(value, tuple):
            return value
        names = tuple(filter(None, (each.strip().casefold() for each in str(value).split(","))))
        if wrong := [each for each in names if each not in self.known]:
            self.fail(f"{wrong[0]!r} is none of {', '.join(self.known)}.", param, ctx)
        return names


SHEET_KINDS = tuple(form.kind for form in (*forms.ALL, forms.HEALTH))
ANSWERS = f"yes, no (leave it out), or what it is: {', '.join(SHEET_KINDS)}"
ANSWER = WhatItIs()
REPLACE = click.option(
    "--replace",
    is_flag=True,
    callback=lambda _context, _option, said: date.today() if said else False,
    help="Take the place of files that are there; a copy of each is kept beside it.",
)
ANEW = click.option(
    "--replace",
    is_flag=True,
    help="Make every file anew; a copy of each that somebody edited is kept beside it.",
)
BEFORE = click.option(
    "--before",
    multiple=True,
    type=EXISTING,
    help="An earlier form or workbook, to say what moved; may be repeated.",
)
SHEET = click.option("--sheet", help="The sheet of the table, where a workbook has several.")
NAMED = click.option(
    "--name", "pattern", help='Names the documents of `fill`: "{{ organization }}".'
)
MAPPING = click.option(
    "--mapping",
    "mappings",
    multiple=True,
    type=FILE,
    help="A mapping file: how sheets are to be read; may be repeated.",
)
YES = click.option("--yes", is_flag=True, help="Take every sheet as Afterword reads it.")
NEXT = "Decide in it in Excel and save; then `afterword make` takes it beside the files given here."
ASKED = "Give it to the assistant, save the whole answer as text, and run this again with --answer."
STEERING = dict.fromkeys(
    {*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {9, 10}, "�"
)
TEMPLATES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
MOMENT = 1.0  # seconds of work before a progress bar is shown
OLLAMA = "http://127.0.0.1:11434"
OPEN = click.option("--open", "open_", is_flag=True, help="Open what was made.")
QUIET = click.option(
    "--quiet",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda context, _, wanted: context.meta.__setitem__("quiet", wanted),
    help="Say only what was made and what is wrong.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def reports_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Print what the user can mend and exit with its code; our own bugs show a traceback."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except PipelineError as error:
            _say(error.problems)
            sys.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads on, as after `| head`
                raise
            place = Place(str(error.filename or "What is printed"))
            hint = "Look whether it is there, who may open it, and whether the disk has room."
            _say([Problem(place, f"{error.strerror or error}.", hint)])
            sys.exit(InputRefused.exit_code)

    return wrapped


class Configured(click.Command):
    """A command whose options may stand in an afterword.toml beside its first input."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what the file says for what is not typed."""
        given, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        options = {each.opts[-1].removeprefix("--"): each for each in self.params if isinstance(each, click.Option) and each.name != "help"}  # fmt: skip
        files = given.get("files")
        if isinstance(files, (list, tuple)) and files and not ctx.resilient_parsing:
            from pipeline import settings

            known = {name: _may_be_said(each) for name, each in options.items()}
            try:
                said = settings.beside([str(each) for each in files], str(self.name), known)
            except PipelineError as error:
                _say(error.problems)
                ctx.exit(error.exit_code)
            if said:
                ctx.default_map = {str(options[name].name): value for name, value in said.options.items()}  # fmt: skip
                _note(f"using {said.path}")
        return super().parse_args(ctx, args)


def _may_be_said(option: click.Option) -> "settings.Kind":
    from pipeline import settings

    return settings.Kind(
        is_flag=option.is_flag,
        several=option.multiple,
        commas=isinstance(option.type, Several),
        files=isinstance(option.type, click.Path) or option.name == "instrument",
    )


class Commands(click.Group):
    """Commands that print every letter, wherever it goes, and say which one may be meant."""

    command_class = Configured

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; what goes to a file or a program is UTF-8, whatever the code page is."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                encoding = stream.encoding if stream.isatty() else "utf-8"
                stream.reconfigure(encoding=encoding, errors="backslashreplace")
        return super().main(*args, **extra)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, or say which one may be meant."""
        near = get_close_matches(args[0], self.list_commands(ctx), n=1)
        if near and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]}?")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="afterword")
def main() -> None:
    """From a workshop's spreadsheets to the Word documents that must follow.

    Give the commands spreadsheets (.xlsx, .csv, .ods and others), or a folder of them. Nothing
    leaves this machine.
    """


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--with",
    "also",
    type=Several(each.name for each in further.CHOICES),
    default=(),
    metavar="NAME,…",
    help=f"Also the sheets of: {', '.join(each.name for each in further.CHOICES)}.",
)
@OPEN
@REPLACE
@QUIET
@reports_problems
def new(file: Path, also: tuple[str, ...], open_: bool, replace: date | bool) -> None:
    """Write an empty workbook to FILE.

    It has every sheet that is read, with drop-downs and advice.

    Example: afterword new workshop.xlsx --with design
    """
    from pipeline import flow, outputs

    _wants(file, ".xlsx")
    book = flow.starter_book(file.name, also)
    (path,) = outputs.write([book], file.parent, replace=replace, tell=_say)
    click.echo(path)
    _show([path] if open_ else ())


@main.command()
@click.argument("files", nargs=-1, required=True, type=INPUT)
@MAPPING
@click.option("--data", type=FILE, help="What a template is to be filled with: .json, .csv, .xlsx.")
@SHEET
@NAMED
@click.option("--details", is_flag=True, help="Show the columns and cells of each sheet, too.")
@click.option(
    "--save-mapping", "save", is_flag=True, help="Write beside each workbook how it was read."
)
@click.option(
    "--report", type=FILE_OUT, help="Write what fails an accessibility check in the .docx files."
)
@JSON
@REPLACE
@QUIET
@reports_problems
def check(
    files: tuple[Path, ...],
    mappings: tuple[Path, ...],
    data: Path | None,
    sheet: str | None,
    pattern: str | None,
    details: bool,
    save: bool,
    report: Path | None,
    as_json: bool,
    replace: date | bool,
) -> None:
    """Say how each file is read, and every problem in it.

    A .docx with tags is checked as a template: what it needs, and what is wrong in it; one without,
    as a finished document: what fails an accessibility check, which ends with 3 where something must be
    mended (E). With --data, every
    record is filled in memory, and what `fill` would say is said. Nothing is written but, with --save-mapping, NAME.mapping.toml beside each workbook NAME: change it to have a
    sheet read differently.

    Example: afterword check workshop.xlsx
    """
    from pipeline import filling, flow, intake, outputs, show

    if pattern and not data:
        raise click.UsageError("--name is for documents that are filled: give --data, too.")
    templates = [path for path in files if path.suffix.lower() in TEMPLATES]
    workbooks = [path for path in files if path not in templates]
    found = filling.data_of(data, sheet) if data else None
    looked = [
        filling.check(template, found, _track, pattern=pattern, workbooks=workbooks)
        for template in templates
    ]
    needs = [show.TemplateNeeds(each.name, each.fields, each.unused) for each in looked]
    checked = (
        flow.check(workbooks, mappings, details=details or as_json) if workbooks else flow.Checked()
    )
    problems = [*(problem for each in looked for problem in each.problems), *checked.problems]
    notices = [*(notice for each in looked for notice in each.notices), *checked.notices]
    written = _reported(report, templates, workbooks, replace=replace)
    if save:
        for folder, document in intake.mapping_files(checked.readings, workbooks):
            written += outputs.write([document], folder, replace=replace, tell=_say)
    if as_json:
        click.echo(show.check_json(checked.readings, needs, notices, problems))
    else:
        for line in (*(line for each in needs for line in show.template(each)), *checked.lines):
            _print(line)
    _say(problems)
    _tell(notices)
    for path in written:
        click.echo(path, err=as_json)
    if checked.next_step and not (as_json or save or _is_quiet()):
        _print(checked.next_step)
    codes = [each.exit_code for each in looked]
    sys.exit(max(InputRefused.exit_code if problems else 0, *codes, 0))


@main.command()
@click.argument("files", metavar="INPUT...", nargs=-1, required=True, type=INPUT)
@click.option("-o", "--out", type=ANY, help="The review workbook.  [default: review.xlsx]")
@click.option("--groups", type=click.IntRange(min=1), help="How many groups to propose, in all.")
@click.option(
    "--max-groups",
    type=click.IntRange(min=1),
    help="At most how many in all, when that is left to Afterword.  "
    "[default: 15; above 1,000 cards 15 in each of at most 12 themes]",
)
@MAPPING
@YES
@click.option("--coach", is_flag=True, help="Say why a title may be weak, and offer others.")
@click.option("--instrument", help="The assessment, for its gaps: one of ours by name, or a form.")
@click.option(
    "--ask",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Only write what to ask the language model that your office allows (.txt).",
)
@click.option(
    "--answer", type=FILE, help="What that model answered, in a text file: it is checked."
)
@click.option(
    "--answered-by", default="a language model", show_default=True, help="Who gave the answer."
)
@click.option(
    "--helper", help="A language model that runs on this computer, to offer groups and titles."
)
@click.option("--helper-at", default=OLLAMA, show_default=True, help="Where that model listens.")
@OPEN
@QUIET
@JSON
@REPLACE
@reports_problems
def group(
    files: tuple[Path, ...],
    out: Path | None,
    groups: int | None,
    max_groups: int | None,
    mappings: tuple[Path, ...],
    yes: bool,
    coach: bool,
    instrument: str | None,
    ask: Path | None,
    answer: Path | None,
    answered_by: str,
    helper: str | None,
    helper_at: str,
    open_: bool,
    as_json: bool,
    replace: date | bool,
) -> None:
    """Group and title the cards.

    Writes a review workbook, in which a person decides.

    Columns and titles that people made stay as typed; the rest are proposals. To hear a language
    model: --ask writes what to ask it, --answer takes what it said. Nothing is sent anywhere.

    Example: afterword group workshop.xlsx -o review.xlsx
    """
    from pipeline import endpoint, flow, intake, outputs, show

    _only_one(ask=ask, answer=answer, helper=helper)
    if out:
        _wants(out, ".xlsx")
    model = endpoint.find(helper_at, helper) if helper else None
    workshop = intake.read(files, mappings=mappings, large=as_json and not out)
    if ask:
        document, held = flow.asking(workshop, ask, groups, max_groups)
        (path,) = outputs.write([document], ask.parent, replace=replace, inputs=files, tell=_say)
        _tell([*workshop.notices, *held])
        click.echo(path)
        _note(ASKED)
        return
    reviewed = bool(out) or not as_json
    flow.refuse_too_many_to_review(workshop, reviewed=reviewed)
    offer = flow.answered(workshop, answer, answered_by) if answer else None
    wall, notices = flow.hang(
        workshop, groups=groups, max_groups=max_groups, said=offer, helper=model, track=_track
    )
    asked = () if yes else flow.unconfirmed(workshop.readings)
    said: Sequence[Problem] = ()
    written: Sequence[Path] = ()
    if reviewed:
        target = out or Path("review.xlsx")
        document, said = flow.review_book(workshop, wall, target.name, instrument)
        written = outputs.write([document], target.parent, replace=replace, inputs=files, tell=_say)
    _tell([*asked, *workshop.notices, *notices])
    if as_json:
        pieces = show.wall_json(workshop.details.question, wall)
        while some := "".join(islice(pieces, PIECES)):
            click.echo(some, nl=False)
        click.echo()
    else:
        for line in show.wall(wall):
            _print(line)
    if coach:
        for line in show.advice(wall, flow.coach(workshop, wall)):
            _print(line, err=as_json)
    _tell(said)
    for path in written:
        click.echo(path, err=as_json)
        _note(NEXT)
    _show(written if open_ else ())


@main.command()
@click.argument("files", metavar="INPUT...", nargs=-1, required=True, type=INPUT)
@click.option("--instrument", help="One of ours by name, or a blank or filled form.")
@MAPPING
@YES
@BEFORE
@JSON
@QUIET
@reports_problems
def score(
    files: tuple[Path, ...],
    instrument: str | None,
    mappings: tuple[Path, ...],
    yes: bool,
    before: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Tally a self-assessment, with its gaps.

    Counts by role and by site; with --before, what moved.

    Example: afterword score assessment.xlsx
    """
    from pipeline import flow, intake, show

    workshop = intake.read(files, mappings=mappings)
    sites, notices = flow.score(workshop, instrument)
    asked = () if yes else flow.unconfirmed(workshop.readings)
    _tell([*asked, *workshop.notices, *notices])
    if not sites:
        place = Place(", ".join(path.name for path in files))
        raise InputRefused([Problem(place, "No assessment answers were read.", "Give the filled form.")])  # fmt: skip
    changes, noticed = flow.since(sites, before, instrument, files)
    _tell(noticed)
    if as_json:
        click.echo(show.sites_json(sites, changes))
    else:
        for line in show.sites(sites, changes):
            _print(line)


def _list_documents(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print which documents there are, and end."""
    if not wanted or context.resilient_parsing:
        return
    width = max(len(each.name) for each in OFFERED)
    for each in OFFERED:
        alone = "; made only when named" if each.by_name_only else ""
        click.echo(f"{each.name:{width}}  {each.what} (sheet {each.sheets}{alone})")
    context.exit()


@main.command()
@click.argument("files", metavar="INPUT...", nargs=-1, required=True, type=INPUT)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([*NAMES, "ledger"]),
    help="Make only this; may be repeated.",
)
@click.option("--out", type=FOLDER, default=Path("outputs"), show_default=True, help="Where to.")
@click.option(
    "--templates",
    "own",
    type=There(file=False),
    help="Your own templates; ours serve where one is not there.",
)
@click.option("--instrument", help="The assessment: one of ours by name, or a form.")
@click.option("--date", "day", type=DAY, help="The date on the documents.  [default: today]")
@MAPPING
@BEFORE
@click.option(
    "--at-least",
    "least",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="A roll-up breaks no site down where fewer people answered, each alone.",
)
@click.option(
    "--fillable",
    is_flag=True,
    help="In the plan and the instructions, let Tab jump to what is missing, and choose a status from a list.",
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    type=click.Choice(["wall", "large-print"]),
    help="Make the outcomes so, too: for a projector, or in large print; may be repeated.",
)
@click.option(
    "--merge", is_flag=True, help="Put all letters in one more file, to print them in one go."
)
@click.option(
    "--one-stop", is_flag=True, help="The MOU is a one-stop MOU: list its required elements, too."
)
@click.option(
    "--roll-up",
    "over_sites",
    is_flag=True,
    help="Make one paper over all INPUTs, each the workshop of a site (a file or a folder).",
)
@click.option(
    "--also",
    type=Several(("tasks", "dates", "web")),
    default=(),
    metavar="NAME,…",
    help="Also tasks (tasks.csv for Planner, Trello, Asana), dates (dates.ics), web (outcomes.html).",
)
@click.option(
    "--pdf", is_flag=True, help="Also a tagged PDF of each document, by LibreOffice or Word."
)
@click.option(
    "--list",
    "listed",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_documents,
    help="Say which documents there are, and which sheets give them.",
)
@YES
@ANEW
@click.option(
    "--dry-run", is_flag=True, help="Say what would be made and what would change; write nothing."
)
@OPEN
@QUIET
@JSON
@reports_problems
def make(
    files: tuple[Path, ...],
    only: tuple[str, ...],
    out: Path,
    own: Path | None,
    instrument: str | None,
    day: datetime | None,
    mappings: tuple[Path, ...],
    before: tuple[Path, ...],
    least: int,
    one_stop: bool,
    fillable: bool,
    merge: bool,
    variants: tuple[str, ...],
    over_sites: bool,
    also: tuple[str, ...],
    pdf: bool,
    yes: bool,
    replace: bool,
    dry_run: bool,
    open_: bool,
    as_json: bool,
) -> None:
    """Make the documents that the sheets give.

    Outcomes, plan, letters and more: --list says which.
    Run again, it keeps what people did to them, and says what changed.

    Example: afterword make workshop.xlsx --out outputs
    """
    from pipeline import flow, outputs, templates

    using = f"Using from {own}: {', '.join(templates.check(own))}" if own else ""
    today = day.date() if day else date.today()
    wanted = only or (*BY_DEFAULT, flow.LEDGER)
    if over_sites:
        from pipeline import sites

        rolled = sites.roll_up(
            files,
            instrument=instrument,
            today=today,
            own=own,
            track=_track,
            least=least,
            before=before,
        )
        for path in outputs.write(
            rolled.documents, out, replace=replace and today, inputs=files, tell=_say
        ):
            click.echo(path)
        _note(f"{len(rolled.sites)} sites: {', '.join(rolled.sites)}")
        _tell(rolled.notices)
        return
    asked: dict[str, Any] = {
        "instrument": instrument,
        "today": today,
        "own": own,
        "least": least,
        "one_stop": one_stop,
        "fillable": fillable,
        "merge": merge,
        "variants": variants,
        "before": before,
        "mappings": mappings,
        "out": out,
        "yes": yes,
        "also": also,
        "pdf": pdf and not dry_run,
        "replace_all": replace,
    }
    run = partial(_made, files, wanted, asked, dry_run=dry_run)
    try:
        made, paths = run()
    except flow.Unconfirmed as unconfirmed:
        if not _at_a_terminal():
            raise
        _ask(unconfirmed.readings, files)
        made, paths = run()
    if using:
        _note(using)
    _say_made(made, paths, dry_run=dry_run, as_json=as_json)
    _show([out] if open_ and paths else ())


def _made(
    files: Sequence[Path], wanted: Sequence[str], asked: dict[str, Any], *, dry_run: bool
) -> tuple["Made", Sequence[Path]]:
    """Make what is asked and write it, unless it is a `dry_run`; go on where one was stopped."""
    from pipeline import flow, outputs

    if dry_run:
        return flow.make(files, wanted, track=_track, **asked), ()
    runs: list[Made] = []
    read: dict[str, str] = {}

    def documents(finished: outputs.Finished) -> "Sequence[Document]":
        runs.append(flow.make(files, wanted, track=_track, finished=finished, **asked))
        read.update(runs[0].read)
        return runs[0].files

    paths = outputs.write(
        documents,
        asked["out"],
        fingerprint=flow.fingerprint(files, wanted, **asked),
        replace=True,
        inputs=files,
        read=read,
        tell=_say,
    )
    return runs[0], paths


def _say_made(made: "Made", paths: Sequence[Path], *, dry_run: bool, as_json: bool) -> None:
    """Print what was made, or would be: its files, what changed in each, the accounts, notices."""
    from pipeline import show

    accounts = (
        *show.account(made.accounting, made.held, made.cells),
        *show.decided(made.decided),
    )
    if as_json:
        documents = [each.facts() for each in made.kept]
        click.echo(show.made_json(documents, map(str, made.not_made), accounts, made.notices))
        return
    for path in paths:
        if not path.name.startswith("."):
            click.echo(path)
    if dry_run:
        click.echo("Nothing is written. Without --dry-run this would change:")
    for line in made.changes(dry_run=dry_run):
        _print(line, err=not dry_run)
    for line in (*map(str, made.not_made), *accounts):
        _note(line)
    _tell(made.notices)


@main.command()
@click.argument("template", type=FILE)
@click.argument("data", type=FILE)
@click.option("-o", "--out", type=ANY, help="A .docx for one document, a folder for many.")
@NAMED
@SHEET
@REPLACE
@QUIET
@reports_problems
def fill(
    template: Path,
    data: Path,
    out: Path | None,
    pattern: str | None,
    sheet: str | None,
    replace: date | bool,
) -> None:
    """Fill any Word TEMPLATE.

    DATA is a .json object for one document, or a .json list, a .csv or an .xlsx table for one
    document a row. A column `Due date` is {{ due_date }} in the template.

    Example: afterword fill letter.docx guests.xlsx -o letters
    """
    from pipeline import filling, outputs

    found = filling.data_of(data, sheet)
    is_file = bool(out and out.suffix and not os.path.isdir(out))
    if is_file and not found.single:
        raise click.BadParameter(f"{out}: for many documents, name a folder.")
    if is_file and out and out.suffix != ".docx":
        raise click.BadParameter(f"{out} must end in .docx, or be a folder.")
    job = filling.job(template, found, out=out, pattern=pattern, track=_track)
    try:
        paths = outputs.write(
            job.documents,
            job.folder,
            fingerprint=outputs.fingerprint([template, data], sheet, pattern),
            replace=replace,
            inputs=[template, data],
            tell=_say,
        )
    except (InputRefused, LimitReached) as error:
        _say(error.problems)
        _tell(job.notices)
        sys.exit(error.exit_code)
    _list(paths)
    _tell(job.notices)


@main.command()
@click.argument("document", type=EXISTING)
@click.argument("phrase", required=False)
@click.option("--cell", help="A cell, to be told where its words stand: workshop.xlsx!Ideas!D7.")
@JSON
@reports_problems
def explain(document: Path, phrase: str | None, cell: str | None, as_json: bool) -> None:
    """Say where words came from, and where they went.

    DOCUMENT is a document that `make` wrote, edited or not, or a folder of them. PHRASE is a few
    words as they are printed.

    Example: afterword explain outputs "warm handoff"
    """
    from pipeline import origins, show

    if (phrase is None) is (cell is None):
        raise click.UsageError('Give some words of the document, "warm handoff", or --cell.')
    if cell is not None:
        answer = origins.of_cell(document, cell)
    else:
        answer = origins.of_phrase(document, phrase or "")
    if as_json:
        click.echo(show.answer_json(map(asdict, answer.origins), answer.why))
        return
    for each in answer.origins:
        for line in each.lines():
            _print(line)
    if answer.why:
        _print(answer.why)


@main.command()
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True, type=EXISTING)
@click.option(
    "-o", "--out", type=ANY, default=Path("edits.xlsx"), show_default=True, help="Where to."
)
@REPLACE
@QUIET
@reports_problems
def sync(documents: tuple[Path, ...], out: Path, replace: date | bool) -> None:
    """Carry edits of documents back.

    Writes them to a workbook, in which a person accepts each.
    Given to `make` beside the workbook, what is accepted is printed in all documents. A DOCUMENT is
    one that `make` wrote, or a folder of them.

    Example: afterword sync outputs -o edits.xlsx
    """
    from pipeline import origins, outputs

    _wants(out, ".xlsx")
    document, count, problems = origins.edited(documents, out.name)
    (path,) = outputs.write([document], out.parent, replace=replace, inputs=documents, tell=_say)
    click.echo(path)
    _note(f"{count} to decide about: write yes or no under Accept, and give it to make.")
    _say(problems)


@main.command()
@click.argument("document", type=FILE)
@reports_problems
def outline(document: Path) -> None:
    """Print what stands in a Word DOCUMENT.

    A paragraph or table row a line, to read or to compare.

    Example: afterword outline outputs/outcomes.docx
    """
    from pipeline import openxml

    click.echo(openxml.outline(document.read_bytes(), document.name), nl=False)


@main.command("open")
@click.argument("files", nargs=-1, type=EXISTING)
@MAPPING
@click.option(
    "--folder",
    type=FOLDER,
    default=lambda: Path.home() / "Afterword",
    show_default="Afterword, in your own folder",
    help="Where workbooks are put that you pick on the page.",
)
@click.option(
    "--out", type=FOLDER, help="Where documents go.  [default: outputs, beside the first file]"
)
@click.option("--date", "day", type=DAY, help="The date on the documents.  [default: today]")
@click.option(
    "--helper", help="A language model that runs on this computer, to be asked on the page."
)
@click.option("--helper-at", default=OLLAMA, show_default=True, help="Where that model listens.")
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
@reports_problems
def open_(
    files: tuple[Path, ...],
    mappings: tuple[Path, ...],
    folder: Path,
    out: Path | None,
    day: datetime | None,
    helper: str | None,
    helper_at: str,
    browser: bool,
) -> None:
    """Open the room: the wall and its documents, in a browser.

    On this computer alone. FILES are never changed. What you do is kept beside the first, in
    NAME.review.xlsx and NAME.room.jsonl. It stops when no page has been open for ten minutes, or with Ctrl+C.

    Example: afterword open workshop.xlsx
    """
    try:
        from pipeline.room.desk import Desk
        from pipeline.room.papers import Papers
        from pipeline.room.server import Room
    except ImportError as error:
        hint = "Install it with its extra: pip install 'afterword[room]'"
        raise InputRefused([Problem(Place("The room"), f"It needs {error.name}, which is not installed.", hint)]) from error  # fmt: skip

    from pipeline import endpoint

    model = endpoint.find(helper_at, helper) if helper else None
    desk = Desk(files, datetime.now, mappings=mappings, helper=model)
    papers = Papers(desk, day.date() if day else date.today(), out)
    room = Room(desk, _folder_of(files, folder), papers, click.launch)
    click.echo(room.door.link)
    click.echo("The page is at this address, for you alone. Ctrl+C ends it.", err=True)
    if browser:
        click.launch(room.door.link)
    room.run()


@main.command()
@click.argument(
    "folder", metavar="[DIR]", required=False, default=Path("afterword-demo"), type=FOLDER
)
@OPEN
@QUIET
@reports_problems
def demo(folder: Path, open_: bool) -> None:
    """Make the documents of a sample workshop.

    The sample is invented. It lies in DIR, to be changed: run it again to see what moves.

    Example: afterword demo
    """
    from pipeline import outputs, starter

    sample = starter.sample()
    missing = [each for each in sample if not os.path.exists(folder / each.filename)]
    outputs.write(missing, folder, replace=False, tell=_say)
    files = tuple(folder / each.filename for each in sample)
    _note(f"The workshop: {', '.join(map(str, files))}")
    click.get_current_context().invoke(make, files=files, out=folder / "documents", open_=open_)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def completion(shell: str) -> None:
    """Print what lets SHELL complete commands and options.

    For PowerShell, put this line into the file that $PROFILE names:
    afterword completion powershell | Out-String | Invoke-Expression

    Example: afterword completion bash >> ~/.bashrc
    """
    from pipeline import completing

    click.echo(completing.script(shell, main))


@main.group("templates")
def own_templates() -> None:
    """Copy the templates, to change them in Word.

    Example: afterword templates copy mine
    """


@own_templates.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@REPLACE
@reports_problems
def copy(folder: Path, replace: date | bool) -> None:
    """Write every template into DIR.

    Beside each lies the list of its fields.

    Example: afterword templates copy mine
    """
    from pipeline import gate, outputs

    for path in outputs.write(gate.templates_to_change(), folder, replace=replace, tell=_say):
        click.echo(path)
    _note(f"Change them in Word; then: afterword make FILES --templates {folder}")


@own_templates.command("fields")
@click.argument("name")
@reports_problems
def list_fields(name: str) -> None:
    """List what the template NAME may mention.

    What each field prints, and from which column; of a file of words, its rows.

    Example: afterword templates fields outcomes
    """
    from pipeline.deliverables import fields

    template = f"{name.removesuffix('.docx')}.docx"
    if template not in fields.listed():
        known = ", ".join(each.removesuffix(".docx") for each in fields.listed())
        raise click.BadParameter(f"there is no template {name}. Choose one of: {known}.")
    click.echo(fields.page(template), nl=False)


def _folder_of(files: Sequence[Path], folder: Path) -> Path:
    """Return where workbooks go that a person picks on the page: beside those that are open."""
    first = next(iter(files), None)
    return folder if first is None else first if first.is_dir() else first.parent


def _reported(
    report: Path | None,
    documents: Sequence[Path],
    workbooks: Sequence[Path],
    *,
    replace: date | bool,
) -> list[Path]:
    """Write what fails an accessibility check in the documents, if a report is asked for."""
    from pipeline import outputs
    from pipeline.filling import audit

    if report is None:
        return []
    _wants(report, ".docx")
    meant = audit.glossary(workbooks)
    made = audit.report([audit.audit(path, meant) for path in documents], report.name)
    return list(outputs.write([made], report.parent, replace=replace, inputs=documents, tell=_say))


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(readings: "Sequence[Reading]", files: Sequence[Path]) -> None:
    """Ask about each sheet that only its shape tells, and keep the answers beside its workbook."""
    from pipeline import intake, outputs

    answers = []
    for each in readings:
        _print(f"{Place(each.file, each.sheet)}: {each.question}", err=True)
        answers.append((each, click.prompt(ANSWERS, type=ANSWER, err=True)))
    for folder, document in intake.answered(answers, files):
        (path,) = outputs.write([document], folder, replace=True, tell=_say)
        click.echo(f"Kept in {path}; delete the file to be asked again.", err=True)


def _say(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    from pipeline import privacy

    for line in first([privacy.discreet(each) for each in problems]):
        _print(line, err=True)


def _tell(notices: Sequence[Problem]) -> None:
    """Say what is good to know, unless nobody wants to hear it."""
    if not _is_quiet():
        _say(notices)


def _note(line: str) -> None:
    """Print a line of prose, unless nobody wants to hear it."""
    if not _is_quiet():
        _print(line, err=True)


def _is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get("quiet"))


def _show(paths: Sequence[Path]) -> None:
    """Open files or folders as a double click would, or say that nothing here can."""
    for path in paths:
        if click.launch(str(path)):
            _print(f"Nothing here opens {path}: open it by hand.", err=True)


def _list(paths: Sequence[Path]) -> None:
    """Print paths, many at a time: a call for each of thousands takes as long as making some."""
    for begin in range(0, len(paths), PIECES):
        click.echo("\n".join(map(str, paths[begin : begin + PIECES])))


def _print(line: str, *, err: bool = False) -> None:
    """Print `line`; marks in it that steer a terminal or turn its writing are shown as �."""
    click.echo(line.translate(STEERING), err=err)


def _only_one(**given: object) -> None:
    """Refuse options of which only one may be given."""
    if sum(each is not None for each in given.values()) > 1:
        *names, last = (f"--{name}" for name in given)
        raise click.UsageError(f"Of {', '.join(names)} and {last} give one.")


def _wants(path: Path, suffix: str) -> None:
    if path.suffix.lower() != suffix:
        raise click.BadParameter(f"{path} must end in {suffix}.")


def _track(things: Sequence[T], label: str) -> Iterable[T]:
    """Yield `things`; on a terminal, show how far we are once it takes more than a moment."""
    began, bar = monotonic(), None
    with ExitStack() as shown:
        for done, thing in enumerate(things):
            if bar is None and sys.stderr.isatty() and monotonic() - began > MOMENT:
                wanted = click.progressbar(length=len(things), label=label, file=sys.stderr)
                bar = shown.enter_context(wanted)
                bar.update(done)
            yield thing
            if bar:
                bar.update(1)
