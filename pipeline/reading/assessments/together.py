"""Read the forms of a run, which may be several places', or the parts of one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Sheet
from pipeline.problems import InputRefused, LimitReached, Place, Problem
from pipeline.reading import telling
from pipeline.reading.assessments import assessment, health
from pipeline.reading.claims import Chosen
from pipeline.reading.gathering import Gathered

MOST_CELLS = 60_000  # of one sheet: three hundred teams of two hundred items


def read(forms: Sequence[Chosen], site: str, gathered: Gathered) -> None:
    """Read filled and blank forms; `site` is where one comes from that does not say so itself."""
    large = [problem for each in forms for problem in _too_large(each.sheet)]
    if large:
        raise LimitReached(large)
    several = sum(health.recognise(each.sheet) is None for each in forms) > 1
    of_one = assessment.parts([each.sheet for each in forms if not each.pin])
    for each in forms:
        if all(each.sheet is not part for part in of_one):
            _read(each, site, gathered, several=several)
    files: dict[str, list[Sheet]] = {}
    for part in of_one:
        files.setdefault(part.file, []).append(part)
    for parts in files.values():
        _together(parts, site, gathered)


def _too_large(sheet: Sheet) -> Iterator[Problem]:
    """Yield the problem of a sheet of forms that holds more cells than hundreds of teams fill."""
    if len(sheet.cells) > MOST_CELLS:
        message = f"It holds {len(sheet.cells):,} cells; of a self-assessment {MOST_CELLS:,} are read at most."
        hint = "Split it into several workbooks, each with some of the teams."
        yield Problem(Place(sheet.file, sheet.name), message, hint)


def _read(form: Chosen, site: str, gathered: Gathered, *, several: bool) -> None:
    if form.problems:
        gathered.problems += form.problems
        return
    try:
        responses, understood, notices = assessment.read(form.sheet, site, several=several)
    except InputRefused as refused:
        gathered.problems += refused.problems
        return
    gathered.responses += responses
    pinned = form.pin.place.file if form.pin else ""
    asked = "" if form.told or pinned else telling.question(understood)
    gathered.readings.append(replace(understood, pinned=pinned, question=asked))
    gathered.notices += notices


def _together(parts: Sequence[Sheet], site: str, gathered: Gathered) -> None:
    """Read sheets that each hold a role of one form."""
    own = Gathered()
    for sheet in parts:
        try:
            responses, understood, notices = assessment.read(sheet, site, part=True)
        except InputRefused as refused:
            gathered.problems += refused.problems
            return
        own.responses += responses
        gathered.readings.append(understood)
        gathered.notices += notices
    if filled := [each for each in own.responses if each.answers]:
        gathered.responses.append(assessment.together(filled, site))
    names = ", ".join(sheet.name for sheet in parts)
    message = f"The sheets {names} hold different items: they count as the parts of one form."
    hint = (
        "If they are the forms of different places, write the state above each, like State: Alder."
    )
    gathered.notices.append(Problem(Place(parts[0].file), message, hint))
