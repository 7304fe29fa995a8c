"""Which organization offers which service, in a document and a workbook; a gap stands as a gap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.deliverables import blanks, wordings
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.sentences import in_a_row
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Book, Draft, Findings, Heading, Table, Typed
from pipeline.names import name_key, same_name
from pipeline.program import Service
from pipeline.words import says_nothing, says_yes

ACROSS = 6  # organizations in one table: more do not fit a page


@dataclass(frozen=True, slots=True)
class Row:
    """A service, and what each organization of the table offers of it."""

    service: Typed
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the organizations, beside all services."""

    organizations: tuple[Typed, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """A service that only one organization offers."""

    service: Typed
    organization: Typed


@dataclass(frozen=True, slots=True)
class Context:
    """What resource-map.docx may mention."""

    workshop: Said
    today: str
    parts: tuple[Part, ...]
    nobody: tuple[Typed, ...]
    only_one: tuple[Alone, ...]


TEMPLATES = {"resource-map.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the map cannot be drawn, "" when it can."""
    if findings.workshop.program.services:
        return ""
    return "no sheet Services was read."


def drafts(findings: Findings) -> Iterator[Draft | Book]:
    """Yield the map as a document and as a workbook."""
    workshop, told = findings.workshop, wordings.of(findings.texts, wordings.PROGRAM)
    grid = _Grid.of(workshop.program.services, workshop.details.organization, told)
    context = wordings.told_in(_context(grid, findings), told)
    yield Draft("resource-map.docx", "resource-map.docx", context)
    yield _book(grid)


@dataclass(frozen=True, slots=True)
class _Grid:
    services: tuple[Typed, ...]
    organizations: tuple[Typed, ...]
    offered: Mapping[tuple[str, str], str]  # keys of service and organization → what is offered
    gap: str

    @classmethod
    def of(cls, rows: Sequence[Service], own: Typed, told: Wordings) -> "_Grid":
        """Return the services and organizations as they were typed first; the `own` one comes first."""
        services: dict[str, Typed] = {}
        organizations: dict[str, Typed] = {}
        offered: dict[tuple[str, str], list[Typed]] = {}
        for each in rows:
            service = services.setdefault(name_key(each.service), each.service.bare())
            if not each.organization.strip():
                continue
            organizations.setdefault(name_key(each.organization), each.organization.bare())
            if not _is_gap(each):
                at = name_key(service), name_key(each.organization)
                offered.setdefault(at, []).append(each.offered.bare())
        across = sorted(organizations.values(), key=lambda each: not same_name(each, own))
        cells = {
            at: _together(notes) or told.say("Resource map: Offered, without a note")
            for at, notes in offered.items()
        }
        gap = told.say("Resource map: A gap")
        return cls(tuple(services.values()), tuple(across), cells, gap)

    def cell(self, service: Typed, organization: Typed) -> str:
        """Return what stands in the map for a service and an organization."""
        return self.offered.get((name_key(service), name_key(organization)), self.gap)

    def offering(self, service: Typed) -> tuple[Typed, ...]:
        """Return the organizations that offer a service."""
        key = name_key(service)
        return tuple(each for each in self.organizations if (key, name_key(each)) in self.offered)


def _is_gap(row: Service) -> bool:
    """Say whether a row says that the organization does not offer the service."""
    note = row.offered.bare()
    return row.gap or bool(note and says_nothing(note))


def _together(notes: Sequence[Typed]) -> str:
    """Return the notes that several rows have of one cell; nothing where all only say yes."""
    return in_a_row(dict.fromkeys(each for each in notes if each and not says_yes(each)))


def _context(grid: _Grid, findings: Findings) -> Context:
    firsts = range(0, len(grid.organizations), ACROSS)
    nobody = tuple(each for each in grid.services if not grid.offering(each))
    alone = tuple(
        Alone(each, offering[0])
        for each in grid.services
        if len(offering := grid.offering(each)) == 1
    )
    return Context(
        workshop=blanks.words(findings.workshop.details.title, "name of the workshop"),
        today=blanks.written(findings.today),
        parts=tuple(_part(grid, grid.organizations[at : at + ACROSS]) for at in firsts),
        nobody=nobody,
        only_one=alone,
    )


def _part(grid: _Grid, organizations: Sequence[Typed]) -> Part:
    rows = (
        Row(service, tuple(grid.cell(service, each) for each in organizations))
        for service in grid.services
    )
    return Part(tuple(organizations), tuple(rows))


def _book(grid: _Grid) -> Book:
    headings = (Heading("Service", 34), *(Heading(str(each), 24) for each in grid.organizations))
    rows = tuple(
        (str(service), *(grid.cell(service, each) for each in grid.organizations))
        for service in grid.services
    )
    return Book("resource-map.xlsx", "Resource map", (Table("Services", headings, rows),))
