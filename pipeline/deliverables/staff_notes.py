"""What staff need beside the outcomes: what to settle, suggested places, what is held back and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import blanks, cards, wordings
from pipeline.deliverables import health as worksheet
from pipeline.deliverables.blanks import Said
from pipeline.deliverables.plan_steps import these
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.model import FAIRLY_SURE, Commitment, Findings, Unplaced, Wall

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
    told = wordings.of(findings.texts, wordings.REPORT)
    to_settle = tuple(_to_settle(wall, workshop.commitments, told))
    loose = tuple(
        _loose(each, wall, told) for each in wall.not_placed if not cards.held_back(each.idea)
    )
    held = tuple(_held(findings, told))
    said = StaffNotes(
        workshop=blanks.words(workshop.details.title, "name of the workshop"),
        today=blanks.written(findings.today),
        to_settle=to_settle,
        nothing_to_settle="" if to_settle else told.say("Staff: nothing is open"),
        loose=loose,
        no_loose="" if loose else told.say("Staff: no card is loose"),
        held=held,
        no_held="" if held else told.say("Staff: nothing is held back"),
    )
    return wordings.told_in(said, told)


def _loose(unplaced: Unplaced, wall: Wall, told: Wordings) -> Loose:
    titles = {group.mark: cards.title_in(group, told) for group in (*wall.groups, *wall.offered)}
    best = max((each.sure for each in unplaced.proposals), default=0)
    near = unplaced.proposals[: 1 if best >= FAIRLY_SURE else UNSURE]
    named: list[str] = []
    for each in near:
        title = titles.get(each.mark, each.title)
        named.append(told.say("Staff: a new column", words=title) if each.new else title)
    card = Sentence([f"{unplaced.idea.id}: ", cards.words(unplaced.idea.text)])
    if not named:
        return Loose(card, told.say("Staff: no title is near"))
    row = "Staff: one title is near" if best >= FAIRLY_SURE else "Staff: a title may be near"
    if len(named) > 1:
        return Loose(card, told.say("Staff: two titles may be near", words=named[0], last=named[1]))
    return Loose(card, told.say(row, words=named[0]))


def _to_settle(wall: Wall, commitments: Sequence[Commitment], told: Wordings) -> Iterator[str]:
    """Yield what is still open before the outcomes are final."""
    if open_titles := sum(not group.agreed for group in wall.groups):
        yield told.counted("titles to agree on", open_titles)
    if proposed := sum(group.proposed for group in wall.groups):
        yield told.counted("groups to confirm", proposed)
    if ours := len(list(cards.placed_by_us(wall))):
        yield told.counted("cards placed by us", ours)
    if wall.not_placed:
        yield told.counted("cards to place", len(wall.not_placed))
    if ids := [i.id for i in cards.hanging(wall) if len(i.text.split()) == 1]:
        yield _cards("Staff: cards of one word", ids, told)
    if wall.empty:
        yield _cards("Staff: cards that were empty", [idea.id for idea in wall.empty], told)
    promised = [
        each for each in commitments if (each.name + each.commitment + each.organization).strip()
    ]
    if nobody := sum(not each.name.strip() for each in promised):
        yield told.counted("commitments without a name", nobody)
    if nothing := sum(not each.commitment.strip() for each in promised):
        yield told.counted("people without a commitment", nothing)
    if undated := sum(not each.by_when.words.strip() for each in promised):
        yield told.counted("commitments without a date", undated)


def _cards(row: str, ids: Sequence[str], told: Wordings) -> Sentence:
    return told.either(row, one=len(ids) == 1, number=str(len(ids)), cards=these(ids, told))


def _held(findings: Findings, told: Wordings) -> Iterator[str]:
    """Yield what may name a person, and where it stands."""
    wall = findings.wall
    ids = [idea.id for idea in (*cards.hanging(wall), *wall.merged) if cards.held_back(idea)]
    if ids:
        yield _cards("Staff: cards held back", ids, told)
    commitments = findings.workshop.commitments
    for heading, answers in (
        ("Staff: what people recall", [each.recall for each in commitments]),
        ("Staff: what gives people hope", [each.hopeful for each in commitments]),
        ("Staff: what people learned", [each.learned for each in commitments]),
    ):
        if said := words.held_words(
            [cards.words(each) for each in answers if words.held(each)], told
        ):
            yield told.say(heading, words=said)
    yield from worksheet.held(findings, told)
