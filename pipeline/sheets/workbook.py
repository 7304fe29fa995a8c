"""Read an Excel workbook: its visible sheets, and what to know of everything else in it."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cells import Sheet
from pipeline.problems import Place, Problem
from pipeline.sheets import cells, counting, floating, remarks, styles, ticks
from pipeline.sheets.hearing import words_of
from pipeline.sheets.package import Attributes, Package
from pipeline.sheets.remarks import Relations

MOST_SHEETS = 255
CONTENT_TYPES = "[Content_Types].xml"
SAVE_AS = "Open it in Excel and save it as Excel Workbook (.xlsx)."


def too_many(sheets: int) -> tuple[str, str]:
    """Return what to say of a workbook with that many sheets, and what to do."""
    message = f"It has {sheets:,} sheets; {MOST_SHEETS} sheets are read at most."
    return message, "Copy the sheets that count into a new workbook."


def read(content: bytes, file: str, most: int) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the visible sheets of a workbook, and what to know of it."""
    package = Package(content, file)
    book = _contents(package)
    held = [(entry.name, entry.part) for entry in book.sheets if entry.kind == "worksheet"]
    package.refuse_too_large([book.texts, *(part for _, part in held)])
    counting.refuse_too_many_elements(package, book.texts)
    texts = _texts(package, book.texts) if package.has(book.texts) else ()
    looks = styles.read(package, book.styles) if package.has(book.styles) else ()
    counting.refuse_too_many(package, held, texts, most)
    sheets: list[Sheet] = []
    walked = 0  # cells
    notices = [*_macros(package, book)]
    for entry in book.sheets:
        place = Place(file, entry.name)
        if entry.kind != "worksheet":
            message = "It is a chart, a dialog or a module: it has no cells to read."
            notices.append(Problem(place, message))
            continue
        reader = cells.Reader(
            package, entry.name, texts, looks, from_1904=book.from_1904, most=most, held=walked
        )
        reader.walk(entry.part)
        walked += reader.kept()
        if entry.hidden:
            message = f"The sheet is hidden and was not read: {len(reader.sheet().cells):,} cells."
            notices.append(Problem(place, message, "Unhide it in Excel if it counts."))
            continue
        beside = _relations(package, entry.part)
        for reference, words in remarks.of(package, beside):
            reader.remark(reference, words)
        grid = ticks.Grid(reader.widths, reader.heights, reader.width, reader.height, reader.merges)
        sheet, floats = floating.over(package, beside, reader.controls.found, reader.sheet(), grid)
        sheets.append(sheet)
        notices += [*reader.notices, *floats]
    return tuple(sheets), tuple(notices)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One sheet as the workbook lists it."""

    name: str
    kind: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a workbook consists of."""

    sheets: tuple[_Entry, ...]
    texts: str
    styles: str
    from_1904: bool
    macros: bool


def _contents(package: Package) -> _Contents:
    main = _main(package)
    related = _relations(package, main)
    sheets: list[_Entry] = []
    from_1904 = False

    def start(name: str, given: Attributes) -> None:
        nonlocal from_1904
        if name == "workbookPr" and "date1904" in given:  # later versions add one of their own
            from_1904 = given["date1904"] in {"1", "true", "on"}
        elif name == "sheet":
            sheets.append(_entry(package, related, given))

    package.walk(main, start)
    if len(sheets) > MOST_SHEETS:
        raise package.limit(*too_many(len(sheets)))
    if not any(entry.kind == "worksheet" for entry in sheets):
        raise package.damaged("there is no sheet in it")
    parts = dict(related.values())
    return _Contents(
        tuple(sheets),
        parts.get("sharedStrings", ""),
        parts.get("styles", ""),
        from_1904,
        macros="vbaProject" in parts,
    )


def _main(package: Package) -> str:
    """Return the workbook's main part, having refused what is no workbook."""
    kinds: set[str] = set()

    def start(name: str, given: Attributes) -> None:
        if name in {"Override", "Default"}:
            kinds.add(given.get("ContentType", ""))

    if package.has("mimetype") and not package.has(CONTENT_TYPES):
        raise package.refused("It is an OpenDocument spreadsheet, not an Excel workbook.", SAVE_AS)
    if package.has("Index/Document.iwa"):
        raise package.refused(
            "It is a Numbers spreadsheet, not an Excel workbook.",
            "Export it from Numbers as Excel (.xlsx).",
        )
    if not package.has(CONTENT_TYPES):
        raise package.refused("It is a zip file, but not an Excel workbook.", SAVE_AS)
    package.walk(CONTENT_TYPES, start)
    main = next(
        (part for kind, part in _relations(package, "").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    if main.endswith(".bin"):
        raise package.refused("It is a binary workbook (.xlsb).", SAVE_AS)
    if any("wordprocessingml.document.main" in kind for kind in kinds):
        raise package.refused(
            "It is a Word document, not an Excel workbook.",
            "Name the workbook that holds the cards.",
        )
    if any("presentationml.presentation.main" in kind for kind in kinds):
        raise package.refused(
            "It is a PowerPoint file, not an Excel workbook.",
            "Name the workbook that holds the cards.",
        )
    return main


def _entry(package: Package, related: Relations, given: Attributes) -> _Entry:
    name = cells.decoded(given.get("name", ""))
    key = next((given[each] for each in given if each.rpartition(":")[2] == "id"), "")
    kind, part = related.get(key, ("", ""))
    if key and not (part and package.has(part)):
        raise package.damaged(f'the sheet "{name}" is missing')
    return _Entry(name, kind, part, given.get("state", "visible") != "visible")


def _relations(package: Package, part: str) -> Relations:
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, given: Attributes) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "").replace("\\", "/")
            full = target if target.startswith("/") else posixpath.join("/", folder, target)
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = (kind, posixpath.normpath(full).lstrip("/"))

    if package.has(listing):
        package.walk(listing, start)
    return found


def _texts(package: Package, part: str) -> Sequence[str]:
    return [text for _, text in words_of(package, part, "si")]


def _macros(package: Package, book: _Contents) -> Sequence[Problem]:
    if not book.macros:
        return ()
    message = "It holds macros, which are never run and are in no output."
    return (Problem(Place(package.file), message),)
