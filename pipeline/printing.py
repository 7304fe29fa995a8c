"""Print finished documents as tagged PDF, with LibreOffice or Word on this computer, if a person asks.

A PDF keeps headings, lists, tables and picture words (PDF/UA's tags) as the document has them. Neither program
is part of Afterword: where there is none, that is said, with what to do in Word by hand.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from pipeline.model import Document
from pipeline.problems import Place, Problem

LIBREOFFICE = ("soffice", "libreoffice")
USUAL = (  # where it lies where no PATH says so
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
PATIENCE = 60.0, 20.0  # seconds: to start, and for each document
BY_HAND = (
    "In Word: File, Save As, PDF; under Options tick “Document structure tags for accessibility”."
)
WORD = (  # saved as PDF with its structure, and bookmarks of its headings: ExportAsFixedFormat, format 17
    "$ErrorActionPreference='Stop';$w=New-Object -ComObject Word.Application;$w.Visible=$false;"
    "try{{foreach($f in Get-ChildItem -LiteralPath '{folder}' -Filter *.docx){{"
    "$d=$w.Documents.Open($f.FullName,$false,$true);"
    "$d.ExportAsFixedFormat([IO.Path]::ChangeExtension($f.FullName,'.pdf'),17,$false,0,0,1,1,0,$true,$true,1,$true,$true,$false);"
    "$d.Close($false)}}}}finally{{$w.Quit()}}"
)

Run = Callable[[Sequence[str], float], object]  # a command, and for how long it may run


@dataclass(frozen=True, slots=True)
class Printer:
    """A program that prints: its name, and the command for all documents of a folder."""

    name: str
    command: Callable[[Path, Sequence[Path]], Sequence[str]]


def found() -> Printer | None:
    """Return what can print here: LibreOffice, else Word on Windows, else nothing."""
    office = next(filter(None, map(shutil.which, LIBREOFFICE)), None)
    office = office or next((each for each in USUAL if os.path.isfile(each)), None)
    if office:
        return Printer("LibreOffice", partial(_libreoffice, office))
    shell = shutil.which("powershell") if sys.platform == "win32" else None
    if shell:
        return Printer("Word", partial(_word, shell))
    return None


def printed(
    documents: Sequence[Document], *, run: Run | None = None
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return a PDF of each Word document, and what to know where there is none."""
    wanted = [each for each in documents if each.filename.endswith(".docx")]
    printer = found() if wanted else None
    if printer is None:
        message = "No PDF was made: neither LibreOffice nor Word is on this computer."
        return (), (Problem(Place("PDF"), message, BY_HAND),) if wanted else ()
    made, failed = [], []
    with tempfile.TemporaryDirectory(prefix="afterword-") as own:  # mode 0700, gone at the end
        sources = [Path(own, f"{number}.docx") for number in range(len(wanted))]
        for source, each in zip(sources, wanted, strict=True):
            source.write_bytes(each.content)
        start, one = PATIENCE
        (run or _run)(printer.command(Path(own), sources), start + one * len(sources))
        for source, each in zip(sources, wanted, strict=True):
            pdf = source.with_suffix(".pdf")
            content = pdf.read_bytes() if pdf.is_file() else b""
            if content.startswith(b"%PDF"):
                name = str(PurePosixPath(each.filename).with_suffix(".pdf"))
                made.append(Document(name, content, internal=each.internal))
            else:
                message = f"{printer.name} made no PDF of it."
                failed.append(Problem(Place(each.filename), message, BY_HAND))
    return tuple(made), tuple(failed)


def _libreoffice(office: str, folder: Path, sources: Sequence[Path]) -> Sequence[str]:
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # one that is open is left alone
    quiet = ("--headless", "--norestore", "--nologo", "--nodefault")
    return (
        office,
        own,
        *quiet,
        "--convert-to",
        TAGGED,
        "--outdir",
        str(folder),
        *map(str, sources),
    )


def _word(shell: str, folder: Path, sources: Sequence[Path]) -> Sequence[str]:
    del sources  # all that lie in the folder
    script = WORD.format(folder=str(folder).replace("'", "''"))
    return (shell, "-NoProfile", "-NonInteractive", "-Command", script)


def _run(command: Sequence[str], patience: float) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, timeout=patience, capture_output=True, check=False)  # noqa: S603
