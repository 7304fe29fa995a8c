"""Check finished Word documents, and write the result as a document of its own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline import proof, sheets, templates
from pipeline.made import Document
from pipeline.openxml import package
from pipeline.problems import PipelineError
from pipeline.word import Template

GLOSSARY = "glossary"  # the sheet with abbreviations
REPORT = "accessibility-report.docx"


@dataclass(frozen=True, slots=True)
class Audited:
    """A finished document, and what fails a check in it."""

    name: str
    faults: tuple[proof.Fault, ...]

    @property
    def counts(self) -> str:
        """How many breaches there are, by how grave they are."""
        found: Counter[str] = Counter(each.severity for each in self.faults)
        kinds = (("E", "must be mended"), ("W", "should be mended"), ("T", "to think of"))
        said = [f"{found[key]} {words} ({key})" for key, words in kinds if found[key]]
        return f"{', '.join(said)}." if said else "Nothing that a machine can see has to be mended."


@dataclass(frozen=True, slots=True)
class Context:
    """What the template of the report may say."""

    title: str
    lead: str
    documents: tuple[Audited, ...]


def audit(path: Path, glossary: Mapping[str, str] = MappingProxyType({})) -> Audited:
    """Return what fails a check in the Word document at `path`; `glossary` says what abbreviations mean.

    Raises OSError where it is not there, InputRefused where a part of it cannot be read.
    """
    content = path.read_bytes()
    with package.readable(path.name):
        found = proof.faults(content, path.name, finished=True, glossary=glossary)
    return Audited(path.name, found)


def glossary(workbooks: Iterable[Path]) -> dict[str, str]:
    """Return the abbreviations of the sheets *Glossary*: the first column, and what the second says."""
    meant: dict[str, str] = {}
    for path in workbooks:
        try:
            found, _ = sheets.read(path)
        except PipelineError:  # told where the workbook itself is checked
            continue
        for sheet in (each for each in found if each.name.strip().casefold() == GLOSSARY):
            rows: dict[int, dict[int, str]] = {}
            for cell in sheet.cells:
                rows.setdefault(cell.row, {})[cell.column] = " ".join(cell.text.split())
            for row in rows.values():
                first, *others = [row[column] for column in sorted(row)]
                if others and first.isupper():
                    meant[first] = others[0]
    return meant


def report(audited: Sequence[Audited], name: str) -> Document:
    """Return the result for the documents as the Word document `name`."""
    grave = sum(each.severity == "E" for one in audited for each in one.faults)
    all_of_them = sum(len(one.faults) for one in audited)
    names = ", ".join(each.name for each in audited)
    lead = (
        f"{all_of_them} points were found, of which {grave} must be mended."
        if all_of_them
        else "Nothing that a machine can see has to be mended."
    )
    template = Template(templates.find(REPORT), style=templates.find(templates.STYLE))
    title = (
        f"Accessibility of {names}"
        if len(audited) == 1
        else f"Accessibility of {len(audited)} documents"
    )
    return Document(name, template.render(Context(title, lead, tuple(audited))))
