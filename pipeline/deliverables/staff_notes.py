"""What staff need beside the outcomes: what to settle, suggested places, what is held back and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import blanks, cards, wordings
from pipeline.deliverables import health as worksheet
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.cards import count
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Commitment, Findings, Idea, Unplaced, Wall

FAIRLY_SURE = 0.5
UNSURE = 2  # titles to suggest where Afterword is not sure of one


@dataclass(frozen=True, slots=True)
class Loose:
    """A card that nobody hung anywhere, and where it could go."""

    card: Sentence
    suggested: Sentence  # titles, and how sure Afterword is


@dataclass(frozen=True, slots=True)
class StaffNotes:
    """What staff-notes.docx may mention."""

    workshop: Said
    today: str
    to_settle: tuple[str, ...]
    nothing_to_settle: str
    loose: tuple[Loose, ...]
    no_loose: str
    held: tuple[str, ...]
    no_held: str


def notes(findings: Findings) -> StaffNotes:
    """Return what staff need beside the outcomes."""
    wall, workshop = findings.wall, findings.workshop
    to_settle = tuple(_to_settle(wall, workshop.commitments))
    loose = tuple(_loose(each, wall) for each in wall.not_placed if not cards.held_back(each.idea))
    held = tuple(_held(findings, wordings.of(findings.texts, wordings.REPORT)))
    return StaffNotes(
        workshop=blanks.words(workshop.details.title, "name of the workshop"),
        today=blanks.written(findings.today),
        to_settle=to_settle,
        nothing_to_settle="" if to_settle else "Nothing is open.",
        loose=loose,
        no_loose="" if loose else "Every card that may be printed hangs under a title or in the parking lot.",
        held=held,
        no_held="" if held else "Nothing is held back.",
    )  # fmt: skip


def _loose(unplaced: Unplaced, wall: Wall) -> Loose:
    titles = {group.mark: cards.title(group) for group in (*wall.groups, *wall.offered)}
    best = max((each.sure for each in unplaced.proposals), default=0)
    near = unplaced.proposals[: 1 if best >= FAIRLY_SURE else UNSURE]
    pieces: list[str] = []
    for each in near:
        pieces += ["; or "] * bool(pieces) + ["a new column, "] * each.new
        pieces.append(titles.get(each.mark, each.title))
    sure = " (fairly sure)" if best >= FAIRLY_SURE else " (not sure)"
    suggested = Sentence([*pieces, sure] if pieces else ["no title is near enough"])
    return Loose(Sentence([f"{unplaced.idea.id}: ", cards.words(unplaced.idea.text)]), suggested)


def _to_settle(wall: Wall, commitments: Sequence[Commitment]) -> Iterator[str]:
    """Yield what is still open before the outcomes are final."""
    if open_titles := sum(not group.agreed for group in wall.groups):
        yield f"{count(open_titles, 'title')} to agree on."
    if proposed := sum(group.proposed for group in wall.groups):
        yield f"{count(proposed, 'group')} proposed by Afterword, to confirm or to change."
    if ours := len(list(cards.placed_by_us(wall))):
        yield f"{count(ours, 'card')} placed by Afterword, to agree on or to move."
    if wall.not_placed:
        yield f"{count(len(wall.not_placed), 'card')} to place under a title."
    if ids := [i.id for i in cards.hanging(wall) if len(i.text.split()) == 1]:
        yield f"{count(len(ids), 'card')} of one word, to ask about: see {cards.these(ids)}."
    if wall.empty:
        yield _empty(wall.empty)
    promised = [
        each for each in commitments if (each.name + each.commitment + each.organization).strip()
    ]
    if nobody := sum(not each.name.strip() for each in promised):
        yield f"{count(nobody, 'commitment')} without a name."
    if nothing := sum(not each.commitment.strip() for each in promised):
        yield f"{count(nothing, 'person', 'people')} whose commitment is not typed yet."
    if undated := sum(not each.by_when.words.strip() for each in promised):
        yield f"{count(undated, 'commitment')} without a date."


def _empty(ideas: Sequence[Idea]) -> str:
    were = "1 card was" if len(ideas) == 1 else f"{len(ideas)} cards were"
    return f"{were} empty: see {cards.these([idea.id for idea in ideas])}."


def _held(findings: Findings, told: Wordings) -> Iterator[str]:
    """Yield what may name a person, and where it stands."""
    wall = findings.wall
    if held := cards.held([*cards.hanging(wall), *wall.merged]):
        it = "it" if held.startswith("1 ") else "each"
        yield f"{held} A person clears {it} in the workbook, in the column “Clear to print”."
    commitments = findings.workshop.commitments
    for heading, answers in (
        ("What we recall", [each.recall for each in commitments]),
        ("What gives us hope", [each.hopeful for each in commitments]),
        ("What we learned", [each.learned for each in commitments]),
    ):
        if said := words.held_words(
            [cards.words(each) for each in answers if words.held(each)], told
        ):
            yield f"{heading}: {said}"
    yield from worksheet.held(findings, told)
