"""Tell the files of a folder apart: each is read, is ours, or is named with the reason.

A run is refused where a file that is not read may hold cards: what people type in other programs.
What is only looked at (a picture, a printed page) is named.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline import ledger, openxml, reading, sheets, templates
from pipeline.problems import PipelineError, Place, Problem
from pipeline.sheets.kinds import COPY, NAME_IT, SAVE_AS_EXCEL, Kind, kind_of

SPREADSHEETS = sheets.READ - {".docx"}  # those may be reports on the cards: a person names them
COPIES = (
    ".xlsb",
    ".ods",
    ".xls",
    ".html",
    ".htm",
    ".xhtml",
)  # people keep these beside the workbook itself
NAMED = 20  # files of one kind that a notice names
MOST_INSIDE = 2_000  # files looked at in the folders of a folder
LARGEST = 50 << 20  # bytes; no document of ours is larger
KEPT_BESIDE = (
    reading.mapping.ENDING,
    ".room.jsonl",
    "afterword.toml",
)  # what we keep beside a workbook
FIRST_BYTES = 8
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

NOT_KNOWN = Kind("of a kind that Afterword does not know", frozenset())
NOTES = frozenset("readme liesmich lisezmoi leame leeme license licence lizenz licencia copying changelog".split())  # fmt: skip  # noqa: SIM905
A_NOTE = Kind("a note on the folder, by its name", frozenset())
SYSTEM = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx", "ehthumbs.db"})


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in one folder: what to read, what to know of the rest, and what stops the run."""

    spreadsheets: tuple[Path, ...]
    notices: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def look(folder: Path, given: Collection[Path] = ()) -> Folder:
    """Return what lies in `folder`; `given` are files and folders of the run that are named apart."""
    here = folder.resolve()
    apart = {path.resolve() for path in given} - {here, *here.parents}
    try:
        inside = sorted(path for path in folder.iterdir() if not _passed_over(path))
    except OSError as error:
        reason = error.strerror or "it could not be opened"
        unreadable = Problem(Place(str(folder)), f"It cannot be read: {reason}.", "Check who may open it.")  # fmt: skip
        return Folder((), (), (unreadable,))
    readable = [path for path in inside if _readable(path)]
    notes = {path for path in readable if _a_note(path)} if len(readable) > 1 else set()
    spreadsheets = [path for path in readable if path not in notes and not _an_email_of_ours(path)]
    known = {path.stem.casefold() for path in spreadsheets if path.suffix.lower() not in COPIES}
    copies = list(_copies(spreadsheets))
    spreadsheets = [path for path in spreadsheets if path not in copies]
    others = [path for path in inside if path not in readable and not _within(path, apart)]
    named: dict[Kind, list[str]] = {A_NOTE: [path.name for path in sorted(notes)]}
    notices = [_a_copy(path, "a copy in another format") for path in copies]
    problems: list[Problem] = []
    for path in others:
        if path.is_dir() and not _kind_of(path):
            problems += _inside(path, folder, apart)
        elif _ours(path):
            continue
        elif (kind := _kind_of(path)) is None or not kind.remedy:
            named.setdefault(kind or NOT_KNOWN, []).append(path.name)
        elif kind.remedy not in {COPY, NAME_IT} and path.stem.casefold() in known:
            notices.append(_a_copy(path, kind.what))
        else:
            problems.append(_may_hold_cards(path, kind))
    notices += [_named(folder, kind, names) for kind, names in named.items() if names]
    return Folder(tuple(spreadsheets), tuple(notices), tuple(problems))


# ── what kind of file it is ──────────────────────────────────────────────────────────────────


def _passed_over(path: Path) -> bool:
    """Tell whether nobody put `path` there: a lock, a hidden file, what the system keeps."""
    return path.name.startswith((".", "~$")) or path.name.casefold() in SYSTEM


def _readable(path: Path) -> bool:
    return path.suffix.lower() in SPREADSHEETS


def _copies(spreadsheets: Sequence[Path]) -> Iterator[Path]:
    """Yield what has the name of a workbook beside it, saved in another format."""
    stems: set[str] = set()
    order = {ending: number for number, ending in enumerate(COPIES, start=1)}
    for path in sorted(spreadsheets, key=lambda path: order.get(path.suffix.lower(), 0)):
        if path.suffix.lower() in COPIES and path.stem.casefold() in stems:
            yield path
        elif path.suffix.lower() != ".zip":
            stems.add(path.stem.casefold())


def _a_note(path: Path) -> bool:
    """Tell whether `path` is called like what tells about a folder: README.txt, 2-readme.txt."""
    words = re.findall(r"[a-z]+", path.stem.casefold().replace("read me", "readme"))
    return path.suffix.lower() == ".txt" and not NOTES.isdisjoint(words)


def _kind_of(path: Path) -> Kind | None:
    """Return what kind of file `path` is, None where its name does not say so."""
    suffix = path.suffix.lower()
    by_name = kind_of(suffix)
    if by_name and by_name.remedy and _note_in_marks(path):
        return A_NOTE
    return by_name or (_by_content(path) if path.is_file() else None)


def _note_in_marks(path: Path) -> bool:
    return path.suffix.lower() in {".md", ".markdown", ".rst"} and _a_note(path.with_suffix(".txt"))


def _by_content(path: Path) -> Kind | None:
    """Return the kind of a file whose name says nothing: a workbook may lie behind it."""
    remedy = "Rename it so that it ends in .xlsx"
    try:
        with path.open("rb") as file:
            if file.read(FIRST_BYTES) == OLE:
                return Kind("an old Office file", frozenset(), SAVE_AS_EXCEL)
        with ZipFile(path) as archive:
            if any(name.startswith("xl/") for name in archive.namelist()):
                return Kind("an Excel workbook, by what it holds,", frozenset(), remedy)
    except (OSError, BadZipFile, ValueError, NotImplementedError):
        return None
    return None


# ── what Afterword wrote ─────────────────────────────────────────────────────────────────────


def _ours(path: Path) -> bool:
    """Tell whether Afterword wrote `path`, or keeps it beside a workbook."""
    if path.name.casefold().endswith(KEPT_BESIDE) or _an_email_of_ours(path):
        return True
    return path.suffix.lower() == ".docx" and (_a_document_of_ours(path) or _printed(path))


def _a_document_of_ours(path: Path) -> bool:
    """Tell whether `path` has the subject of a template of ours, or is a template itself."""
    try:
        if path.stat().st_size > LARGEST:
            return False
        words = openxml.outline(path.read_bytes(), path.name)
    except (OSError, PipelineError):
        return False
    return _subject(words) in _subjects() or re.search(r"\{[{%#]", words) is not None


def _subject(outline: str) -> str:
    found = re.search(r"^\[property subject\] (.+)$", outline, re.MULTILINE)
    return found[1] if found else " "


@cache
def _subjects() -> frozenset[str]:
    """Return the subjects of our templates, which every document made from one keeps."""
    ours = templates.shipped().glob("*.docx")
    return frozenset(_subject(openxml.outline(path.read_bytes(), path.name)) for path in ours)


def _printed(path: Path) -> bool:
    """Tell whether a ledger beside `path` says that a document of that name was made."""
    beside = path.with_name(ledger.FILE)
    try:
        return os.path.isfile(beside) and path.name in ledger.documents(
            sheets.read(beside, large=True)[0]
        )
    except PipelineError:
        return False


def _an_email_of_ours(path: Path) -> bool:
    """Tell whether `path` is an email that outreach wrote, beside the letter to the same partner."""
    if path.suffix.lower() not in {".txt", ".eml"} or not path.stem.endswith("-email"):
        return False
    letter = path.with_name(f"{path.stem.removesuffix('-email')}-letter.docx")
    return os.path.isfile(letter) and _ours(letter)


def _an_account_of_ours(path: Path) -> bool:
    """Tell whether `path` is a ledger or a send log."""
    try:
        return path.suffix.lower() == ".xlsx" and bool(ledger.recognise(sheets.read(path)[0]))
    except PipelineError:
        return False


# ── folders in the folder ────────────────────────────────────────────────────────────────────


def _inside(inner: Path, folder: Path, apart: Collection[Path]) -> Iterator[Problem]:
    """Yield what stops the run where a folder in the folder holds what may be cards."""
    held = [path for path in islice(_walk(inner), MOST_INSIDE) if not _within(path, apart)]
    if not (cards := [path for path in held if _may_be_cards(path)]):
        return
    names = _listed([str(path.relative_to(inner)) for path in cards])
    message = f"It is a folder in the folder, and was not read. It may hold cards: {names}."
    hint = "Name it beside the folder to have it read, or move it out."
    yield Problem(Place(f"{folder.name}/{inner.name}"), message, hint)


def _within(path: Path, apart: Collection[Path]) -> bool:
    """Tell whether `path`, or a folder that it lies in, is named apart."""
    real = path.resolve()
    return any(each in apart for each in (real, *real.parents))


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not _passed_over(Path(each)))
        yield from (Path(root) / name for name in sorted(names) if not _passed_over(Path(name)))


def _may_be_cards(path: Path) -> bool:
    if _readable(path):
        return not (_a_note(path) or _an_email_of_ours(path) or _an_account_of_ours(path))
    kind = _kind_of(path)
    return kind is not None and bool(kind.remedy) and not _ours(path)


# ── what is said ─────────────────────────────────────────────────────────────────────────────


def _may_hold_cards(path: Path, kind: Kind) -> Problem:
    message = f"It is {kind.what}: it may hold cards, and it cannot be read."
    return Problem(Place(path.name), message, f"{kind.remedy}, or move it out of the folder.")


def _a_copy(path: Path, what: str) -> Problem:
    message = f"It is {what}: not read. The file of the same name beside it is read."
    return Problem(Place(path.name), message)


def _named(folder: Path, kind: Kind, names: Sequence[str]) -> Problem:
    hint = "If it holds cards, type them into a workbook."
    if kind is A_NOTE:
        hint = "If it holds cards, give it another name."
    if len(names) == 1:
        return Problem(Place(names[0]), f"It is {kind.what}: not read.", hint)
    message = f"{len(names)} files are not read, for each is {kind.what}: {_listed(names)}."
    return Problem(Place(folder.name), message, hint.replace("it holds", "one holds"))


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
