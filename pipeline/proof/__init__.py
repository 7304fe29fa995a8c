"""Proof-read a finished Word document: what Section 508 asks that a machine can see, and stray tags."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, is_zipfile

from pipeline.problems import Place, Problem
from pipeline.proof import headings, looks, pictures, tables, text, whole
from pipeline.proof.paper import Finding, Paper

_LETTER = re.compile(r"(^|[-_ ])letter$", re.IGNORECASE)
_READ = re.compile(
    r"docProps/core\.xml|word/(document|styles|settings|comments|footnotes|endnotes)\.xml"
    r"|word/theme/theme1\.xml|word/(header|footer)\d*\.xml|word/_rels/\w+\.xml\.rels|\[Content_Types\]\.xml"
)


def check(document: bytes, name: str, said: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return what to mend before the Word document `name` goes out; `said` are words out of cells."""
    if not name.endswith(".docx"):
        return ()
    if not is_zipfile(BytesIO(document)):
        hint = "In Word: File, Info, Protect Document: take the password away, and save."
        return (Problem(Place(name), "It is locked with a password, or no Word document.", hint),)
    with ZipFile(BytesIO(document)) as package:
        names = package.namelist()
        members = {each: package.read(each) for each in names if _READ.fullmatch(each)}
    paper = Paper(members, tuple(said))
    letter = _LETTER.search(PurePosixPath(name).stem) is not None
    found = [*_findings(paper, names, letter=letter), *_by_theme(members, paper.said)]
    return tuple(Problem(Place(name), *each) for each in dict.fromkeys(found))


def _by_theme(members: dict[str, bytes], said: tuple[str, ...]) -> Iterator[Finding]:
    """Yield what is hard to read in the colors of the theme: other programs go by the plain ones."""
    if any(b"w:theme" in each or b"textFill" in each for each in members.values()):
        paper = Paper(members, said, themed=True)
        for root in paper.texts:
            yield from looks.contrast(paper, root)


def _findings(paper: Paper, names: list[str], *, letter: bool) -> Iterator[Finding]:
    yield from whole.check(paper, names, letter=letter)
    yield from headings.check(paper, letter=letter)
    for root in paper.texts:
        yield from tables.check(root)
        yield from pictures.check(root)
        yield from text.check(paper, root)
        yield from looks.check(paper, root)
    yield from text.tags(paper)
