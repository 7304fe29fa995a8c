"""Hold back what may name a person, wherever it was typed, until a person clears its row.

Cards have a guard of their own, `holds_back`: they stay whole for grouping. Every other text is
replaced here, at one door, before any document is made. The fields of Details are not looked at:
they are the staff's own words, typed to be printed, and name who signs and who can be called.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from pipeline.model import (
    About,
    Action,
    Response,
    Typed,
    When,
    Workshop,
)
from pipeline.names import name_key
from pipeline.privacy.contact import asks_no_contact
from pipeline.privacy.signs import names_a_person
from pipeline.problems import Place, Problem
from pipeline.program import (
    Design,
    Habit,
    Initiative,
    Milestone,
    PartnerReview,
    Principle,
    Profile,
    Program,
    RegionReport,
    Segment,
    Service,
    StateNews,
    Term,
    Watcher,
)

HELD = "[Held back: may name a person]"
_SHOWN = 10  # cells named of one sheet
_CLEAR = "Write yes under Clear to print in a row that may be printed, or reword the cell."
_REWORD = "Reword the cell so that it names nobody: then it is printed."

# The fields that hold sentences, or days in any words; the others hold names of those who act, and ids.
_ACTION = ("step", "resources", "measure", "status", "start", "due")
_COMMITMENT = ("commitment", "recall", "hopeful", "learned", "by_when")
_PARTNER = (
    "populations", "issue_areas", "overlap", "mutual_goals", "they_bring", "we_offer", "bigger_problem",
    "evidence", "evidence_source", "ask", "first_project",
)  # fmt: skip
_RATING = ("condition", "sees", "gap", "cause")
_FURTHER: Mapping[type[Any], tuple[str, ...]] = {
    Design: ("rational_aim", "experiential_aim", "capabilities", "image_from", "image_to", "outcomes"),
    Segment: ("segment", "prompt", "supplies"),
    RegionReport: ("progress", "challenge", "lesson", "ask", "asked_on"),
    StateNews: ("ask", "answer", "date"),
    Initiative: ("purpose", "background", "goal", "definition"),
    Milestone: ("what", "date_text", "start", "end"),
    Principle: ("principle",),
    Watcher: (),
    Service: ("service", "offered"),
    Habit: ("habit", "often", "next"),
    Term: (),
    Profile: (
        "tagline", "need", "done", "result", "source", "comparison", "quotation", "copying", "limits", "lessons",
        "disclosure",
    ),
}  # fmt: skip
_REVIEW = tuple(each.name for each in fields(PartnerReview) if each.name != "organization")

Row = TypeVar("Row", bound=Any)


def guarded(workshop: Workshop) -> tuple[Workshop, tuple[Problem, ...]]:
    """Return the workshop without texts that may name a person, and notices that name their cells."""
    guard = _Guard(workshop)
    safe = replace(
        workshop,
        ideas=tuple(
            replace(each, title=guard.title(each.title), mark=guard.title(each.mark))
            for each in workshop.ideas
        ),
        titles=tuple(
            replace(
                each,
                mark=guard.title(each.mark),
                title=guard.title(each.title),
                theme=guard.title(each.theme),
            )
            for each in workshop.titles
        ),
        decisions=tuple(
            replace(each, value=guard.title(each.value))
            if each.about in (About.GAP, About.TITLE)
            else each
            for each in workshop.decisions
        ),
        actions=tuple(guard.action(each) for each in workshop.actions),
        commitments=tuple(
            guard.row(each, _COMMITMENT, each.cleared) for each in workshop.commitments
        ),
        partners=tuple(guard.row(each, _PARTNER, each.cleared) for each in workshop.partners),
        responses=tuple(guard.response(each) for each in workshop.responses),
        program=guard.program(workshop.program),
        partner_reviews=tuple(
            guard.row(each, _REVIEW, False, False) for each in workshop.partner_reviews
        ),
    )
    return safe, tuple(guard.notices())


class _Guard:
    """What is held back so far, and the names that the workbook itself gives as those who act."""

    def __init__(self, workshop: Workshop) -> None:
        self._known = _known(workshop)
        self._cleared = {name_key(each.title) for each in workshop.titles if each.cleared}
        self._cleared |= {name_key(each.title) for each in workshop.ideas if each.cleared}
        self._titles: dict[str, str] = {}
        self._found: dict[Place, bool] = {}  # cell → whether its row can be cleared

    def _personal(self, text: str) -> bool:
        return names_a_person(self._known(text))

    def text(self, typed: Typed, *, cleared: bool, row: bool) -> Typed:
        """Return what was typed, or that it is held back; `row`: its row has a column to clear it."""
        if cleared or not typed or not self._personal(typed):
            return typed
        self._found[typed.place] = row
        # "Do not contact" holds letters back: it must not be lost with the rest.
        order = asks_no_contact(typed, in_passing=True)
        return Typed(f"{HELD} {order}".rstrip(), typed.place)

    def title(self, typed: Typed) -> Typed:
        """Return a title, or a stand-in that is the same wherever the same title was typed."""
        key = name_key(typed)
        if not typed or key in self._cleared or not self._personal(typed):
            return typed
        number = len(self._titles) + 1
        shown = self._titles.setdefault(key, f"[Held back: title {number} may name a person]")
        self._found[typed.place] = True
        return Typed(shown, typed.place)

    def row(self, row: Row, names: tuple[str, ...], cleared: bool, can: bool = True) -> Row:
        """Return a row with each of the fields `names` as it may be printed."""
        safe: dict[str, Any] = {
            name: self._said(getattr(row, name), cleared, can) for name in names
        }
        return replace(row, **safe)

    def _said(self, said: Typed | When | tuple[Typed, ...], cleared: bool, row: bool) -> Any:
        if isinstance(said, tuple):
            return tuple(self.text(each, cleared=cleared, row=row) for each in said)
        if isinstance(said, When):  # its words may be anything
            return replace(said, words=self.text(said.words, cleared=cleared, row=row))
        return self.text(said, cleared=cleared, row=row)

    def action(self, action: Action) -> Action:
        """Return a step as it may be printed."""
        safe = self.row(action, _ACTION, action.cleared)
        return safe if action.cleared else replace(safe, title=self.title(action.title))

    def response(self, response: Response) -> Response:
        """Return a filled form: its rows have no column to clear them, so they are reworded.

        The answers of a self-assessment have a guard of their own, where they are printed.
        """
        sheet = response.worksheet
        if sheet is None:
            return response
        ratings = tuple(self.row(each, _RATING, False, False) for each in sheet.ratings)
        return replace(response, worksheet=replace(sheet, ratings=ratings))

    def program(self, program: Program) -> Program:
        """Return what the sheets beside the wall gave as it may be printed."""
        piles = {each.name: getattr(program, each.name) for each in fields(program)}
        safe: dict[str, Any] = {
            name: tuple(self.row(each, _FURTHER[type(each)], False, False) for each in pile)
            for name, pile in piles.items()
        }
        return replace(program, **safe)

    def notices(self) -> Iterator[Problem]:
        """Yield, sheet by sheet, which cells are held back, and how they are printed after all."""
        sheets: dict[tuple[Place, bool], list[str]] = {}
        for place, row in self._found.items():
            sheets.setdefault((replace(place, cell=""), row), []).append(place.cell)
        for (place, row), cells in sheets.items():
            listed = ", ".join(cells[:_SHOWN]) + (", …" if len(cells) > _SHOWN else "")
            some = "1 text may name a person and is" if len(cells) == 1 else (
                f"{len(cells)} texts may name a person and are"
            )  # fmt: skip
            message = f"{some} held back from the documents: {listed}."
            yield Problem(place, message, _CLEAR if row else _REWORD)


def _known(workshop: Workshop) -> Callable[[str], str]:
    """Return what takes out of a text the names of those who lead, sign, promise or can be called."""
    details = workshop.details
    given = [
        details.signer,
        details.contact,
        *(each.lead_person for each in workshop.actions),
        *(each.name for each in workshop.commitments),
        *(
            name
            for each in workshop.partners
            for name in (each.contact, each.introduced_by, each.mou_signer)
        ),
        *(name for each in workshop.program.segments for name in each.people),
        *(name for each in workshop.program.profiles for name in (each.speaker, each.contact)),
        *(each.contact for each in workshop.program.initiatives),
    ]
    names = {" ".join(each.split()) for each in given if len(each.split()) > 1}
    if not names:
        return str
    longest = sorted(names, key=lambda name: (-len(name), name))
    typed = (r"\s+".join(map(re.escape, name.split())) for name in longest)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(typed)})(?!\w)")
    return lambda text: pattern.sub("somebody", text)
