"""Proof-read a finished Word document: what Section 508 asks that a machine can see, and stray tags."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from zipfile import ZipFile, is_zipfile

from pipeline.openxml import theme
from pipeline.problems import Place, Problem
from pipeline.proof import beginning, headings, letters, looks, pictures, rules, tables, text, whole
from pipeline.proof.paper import Finding, Paper, words

__all__ = ["Fault", "check", "faults", "rules"]

MOST_PARAGRAPHS = 10_000  # three hundred pages, on which a person waits a few seconds
_LETTER = re.compile(r"(^|[-_ ])letters?$", re.IGNORECASE)
_ODD = re.compile(r"[^\w.-]")
_READ = re.compile(
    r"docProps/(core|custom)\.xml|word/(document|styles|settings|comments|footnotes|endnotes)\.xml"
    r"|word/theme/theme1\.xml|word/(header|footer)\d*\.xml|word/charts/[\w-]+\.xml"
    r"|word/_rels/\w+\.xml\.rels|\[Content_Types\]\.xml"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What fails a check of a document: the rule, where it stands, what is wrong, what to do."""

    rule: str  # one of `rules.ALL`
    where: str  # the heading above it, or the part it stands in
    message: str
    hint: str

    @property
    def severity(self) -> rules.Severity:
        """How grave it is."""
        return rules.ALL[self.rule].severity


def check(document: bytes, name: str, said: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return what to mend before the Word document `name` goes out; `said` are words out of cells."""
    if not name.endswith(".docx"):
        return ()
    found = faults(document, name, said)
    return tuple(dict.fromkeys(Problem(Place(name), each.message, each.hint) for each in found))


def faults(
    document: bytes,
    name: str,
    said: Iterable[str] = (),
    *,
    finished: bool = False,
    glossary: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Fault, ...]:
    """Return what fails a check in the Word document `name`, each with its rule and place.

    One that is `finished` is looked at as a file, too, and for plain language: it has its name and
    its words for good, and all of it is looked at; of any other, the first `MOST_PARAGRAPHS` paragraphs.
    `glossary` says what abbreviations mean.
    """
    if not is_zipfile(BytesIO(document)):
        hint = "In Word: File, Info, Protect Document: take the password away, and save."
        return (
            Fault("D5", "the file", "It is locked with a password, or no Word document.", hint),
        )
    with ZipFile(BytesIO(document)) as package:
        names = package.namelist()
        members = {each: package.read(each) for each in names if _READ.fullmatch(each)}
    long = not finished and beginning.cut(members, MOST_PARAGRAPHS)
    paper = Paper(members, tuple(said))
    letter = _LETTER.search(PurePosixPath(name).stem) is not None or headings.greets(paper)
    found: dict[tuple[str, str], Fault] = {}
    if finished and _ODD.search(PurePosixPath(name).name):
        message = f"Its file name {name} has spaces or odd signs."
        fault = Fault("D8", "the file", message, "Use letters, digits and hyphens.")
        found[fault.message, fault.hint] = fault
    told = [*_findings(paper, names, letter=letter), *_by_theme(paper)]
    told += _plainly(paper, glossary) if finished else ()
    for each in told:
        where = "the document" if each.at is None else paper.where(each.at)
        found.setdefault(each[1:3], Fault(each.rule, where, each.message, each.hint))
    words.cache_clear()
    if long:
        message = (
            f"It has more than {MOST_PARAGRAPHS:,} paragraphs: so many of them are proof-read."
        )
        found[message, ""] = Fault("D10", "the document", message, "")
    return tuple(found.values())


def _plainly(paper: Paper, glossary: Mapping[str, str]) -> Iterator[Finding]:
    from pipeline.proof import plain  # brings numpy, which thousands of letters can do without

    yield from plain.check(paper, glossary)


def _by_theme(paper: Paper) -> Iterator[Finding]:
    """Yield what is hard to read in the colors of the theme: other programs go by the plain ones."""
    if any(theme.resolves(each, paper.colors) for each in (paper.style_part, *paper.texts)):
        themed = Paper(paper.members, paper.said, themed=True)
        for root in themed.texts:
            yield from looks.contrast(themed, root)


def _findings(paper: Paper, names: list[str], *, letter: bool) -> Iterator[Finding]:
    yield from whole.check(paper, names, letter=letter)
    yield from headings.check(paper, letter=letter)
    for root in paper.texts:
        yield from tables.check(root)
        yield from pictures.check(root)
        yield from text.check(paper, root)
        yield from looks.check(paper, root)
        yield from letters.check(paper, root)
    yield from pictures.charts(paper)
    yield from text.tags(paper)
