"""Which organization offers which service, in a document and a workbook; a gap stands as a gap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.deliverables import blanks
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.sentences import in_a_row
from pipeline.model import Book, Draft, Findings, Heading, Table, Typed
from pipeline.names import name_key, same_name
from pipeline.program import Service
from pipeline.words import says_nothing, says_yes

ACROSS = 6  # organizations in one table: more do not fit a page
GAP = "Gap"
YES = "Yes"


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
    all_offered: str


TEMPLATES = {"resource-map.docx": Context}


def missing(findings: Findings) -> str:
    """Return why the map cannot be drawn, "" when it can."""
    if findings.workshop.program.services:
        return ""
    return "no sheet Services was read."


def drafts(findings: Findings) -> Iterator[Draft | Book]:
    """Yield the map as a document and as a workbook."""
    workshop = findings.workshop
    grid = _Grid.of(workshop.program.services, workshop.details.organization)
    yield Draft("resource-map.docx", "resource-map.docx", _context(grid, findings))
    yield _book(grid)


@dataclass(frozen=True, slots=True)
class _Grid:
    services: tuple[Typed, ...]
    organizations: tuple[Typed, ...]
    offered: Mapping[tuple[str, str], str]  # keys of service and organization → what is offered

    @classmethod
    def of(cls, rows: Sequence[Service], own: Typed) -> "_Grid":
        """Return the services and organizations as they were typed first; the `own` one comes first."""
        services: dict[str, Typed] = {}
        organizations: dict[str, Typed] = {}
        offered: dict[tuple[str, str], list[str]] = {}
        for each in rows:
            service = services.setdefault(name_key(each.service), each.service.bare())
            if not each.organization.strip():
                continue
            organizations.setdefault(name_key(each.organization), each.organization.bare())
            if words := _offered(each):
                offered.setdefault((name_key(service), name_key(each.organization)), []).append(
                    words
                )
        across = sorted(organizations.values(), key=lambda each: not same_name(each, own))
        cells = {at: _together(words) for at, words in offered.items()}
        return cls(tuple(services.values()), tuple(across), cells)

    def cell(self, service: Typed, organization: Typed) -> str:
        """Return what stands in the map for a service and an organization."""
        return self.offered.get((name_key(service), name_key(organization)), GAP)

    def offering(self, service: Typed) -> tuple[Typed, ...]:
        """Return the organizations that offer a service."""
        return tuple(each for each in self.organizations if self.cell(service, each) != GAP)


def _offered(row: Service) -> str:
    """Return what an organization offers: yes, the note, or nothing where the cell says that it does not."""
    note = row.offered.bare()
    if row.gap or (note and says_nothing(note)):
        return ""
    return YES if not note or says_yes(note) else note


def _together(offered: Sequence[str]) -> str:
    """Return what several rows say of one cell: the notes, or yes where there is none."""
    return in_a_row(dict.fromkeys(each for each in offered if each != YES)) or YES


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
        all_offered="" if nobody else "Somebody offers each of the services.",
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
