"""Ask a model that answers at once about all cards of a wall, in rounds that are not too long for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.assistant.matching import Match, match, offered
from pipeline.assistant.prompting import line, prompt
from pipeline.model import Group, Idea, Offer, Track, Wall
from pipeline.problems import Place, Problem

CARDS, LETTERS = 60, 6_000  # of one round: prompt and answer together fit 8,192 tokens


def sort(  # noqa: PLR0913 - each is a thing the prompt depends on
    wall: Wall,
    question: str,
    ask: Callable[[str], str | Problem],
    by: str,
    file: str,
    *,
    groups: int | None = None,
    most: int | None = None,
    track: Track,
) -> tuple[Offer | None, tuple[Problem, ...]]:
    """Return what the model `by` offers for the cards of `wall` that hang nowhere, and notices.

    Each round is told the columns so far. Cards that it leaves out are asked about once more.
    `ask` answers a prompt, or says why not; then what was answered before stands. None: it offers
    nothing that can be used.
    """
    whole = prompt(wall, question)
    found, told = Match(), list(whole.notices)
    for part in track([*_rounds(whole.cards), ()], "Asking for groups"):
        cards = part or [i for i in whole.cards if i.id not in found.home and i.id not in found.fits_none]  # fmt: skip
        if not cards or (not part and not found.home):
            continue
        asked = prompt(_so_far(wall, found), question, groups=groups, most=most, only=cards)
        answer = ask(asked.text)
        if isinstance(answer, Problem):
            told.append(answer)
            break
        found.add(match(answer, asked, wall))
    if not found.home:
        if whole.cards and len(told) == len(whole.notices):
            told.append(Problem(Place(file), "The helper model sorted no card.", "The groups are Afterword's own."))  # fmt: skip
        return None, tuple(told)
    offer, notices = offered(found, whole.cards, by, file)
    return offer, (*told, *notices)


def _rounds(cards: Sequence[Idea]) -> Iterator[Sequence[Idea]]:
    part: list[Idea] = []
    letters = 0
    for idea in cards:
        size = len(line(idea))
        if part and (len(part) == CARDS or letters + size > LETTERS):
            yield part
            part, letters = [], 0
        part.append(idea)
        letters += size
    if part:
        yield part


def _so_far(wall: Wall, found: Match) -> Wall:
    """Return `wall` with the columns that the model has offered until now."""
    cards = {each.idea.id: each.idea for each in wall.not_placed}
    theirs = {each.casefold() for group in wall.groups for each in (group.title, group.mark)}
    new = [
        Group(
            title,
            title,
            agreed=False,
            ideas=tuple(cards[c] for c, home in found.home.items() if home == key),
        )
        for key, title in found.titles.items()
        if title.casefold() not in theirs
    ]
    return replace(wall, groups=(*wall.groups, *(group for group in new if group.ideas)))
