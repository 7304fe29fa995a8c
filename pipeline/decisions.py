"""Apply what people decided, once, to the workshop and its wall. Nothing is passed over.

Decisions come from the rows of a review workbook, from mapping files, from a send log. Each is
applied or named with the reason: what it is about is gone, the workbook has changed since, a later
one says otherwise. A new source only has to give decisions; nothing here asks where one is from.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline import forms
from pipeline.model import (
    UNSAID,
    About,
    Decision,
    Group,
    Idea,
    Link,
    Outcome,
    Partner,
    Reading,
    Title,
    Typed,
    Wall,
    Workshop,
    unique,
)
from pipeline.names import meant, name_key
from pipeline.problems import Place, Problem
from pipeline.words import among

ANEW = "Change it there, or write the review anew."
CHOOSE = "Choose a title of the Groups sheet."
PARKING, NOT_PLACED = name_key(forms.PARKING_LOT), name_key(forms.NOT_PLACED)
BETWEEN = re.compile(r"[;|,/&+\n]")  # the columns that one cell names
HEADINGS = {column.name: column.heading for column in forms.IDEAS.columns}


def apply(workshop: Workshop) -> Workshop:
    """Return `workshop` as people decided, its decisions with what became of each, and notices.

    What people decided about gaps and partners is applied where these are known: `links`, `of_partners`.
    """
    decisions = _without_overruled([*_of_sheets(workshop.readings), *workshop.decisions])
    questions = tuple(dict.fromkeys(idea.question for idea in workshop.ideas)) or (UNSAID,)
    wall_of = {idea.id: idea.question for idea in workshop.ideas}
    ideas: dict[str, Idea] = {idea.id: idea for idea in workshop.ideas}
    unasked = [each for each in workshop.titles if each.question not in questions]
    titles = list(unasked)
    for question in questions:  # marks and titles belong to their question
        mine = [
            n for n, each in enumerate(decisions) if _wall(each, wall_of, questions) == question
        ]
        part = _Part(
            tuple(idea for idea in workshop.ideas if idea.question == question),
            tuple(each for each in workshop.titles if each.question == question),
            [decisions[n] for n in mine],
        )
        _decide(part, _Before(part.ideas, (*unasked, *part.titles)))
        ideas |= {idea.id: idea for idea in part.ideas}
        titles += part.titles
        for n, each in zip(mine, part.decisions, strict=True):
            decisions[n] = each
    notices = (*workshop.notices, *_said(decisions, workshop.ideas))
    kept = tuple(each for each in decisions if each.outcome is not Outcome.UNCHANGED)
    decided = tuple(ideas[idea.id] for idea in workshop.ideas)
    return replace(workshop, ideas=decided, titles=tuple(titles), decisions=kept, notices=notices)


@dataclass(slots=True)
class _Part:
    """What answers one workshop question: its cards, its titles, what people decided about them."""

    ideas: tuple[Idea, ...]
    titles: tuple[Title, ...]
    decisions: list[Decision]


def _wall(decision: Decision, wall_of: Mapping[str, Typed], questions: Sequence[Typed]) -> Typed:
    """Return the workshop question that a decision is about, the first where nobody knows."""
    asked = decision.question
    if decision.about is About.CARD:
        asked = wall_of.get(str(decision.which), questions[0])
    return asked if asked in questions else questions[0]


def _decide(part: _Part, before: "_Before") -> None:
    """Apply the decisions about the cards and titles of one workshop question."""
    part.ideas, part.decisions = _cards(part.ideas, part.decisions, before)
    part.titles, part.decisions = _titles(part.titles, part.ideas, part.decisions, before)
    part.ideas, part.decisions = _agreed(part.ideas, part.titles, part.decisions)


def _of_sheets(readings: Sequence[Reading]) -> Iterator[Decision]:
    """Yield what mapping files say of sheets; reading has followed them."""
    for each in readings:
        if each.pinned:
            sheet = Typed(each.sheet, Place(each.file, each.sheet))
            value = Typed(each.layout.name or each.kind or "leave out", Place(each.pinned))
            yield Decision(About.SHEET, sheet, "layout", value, outcome=Outcome.APPLIED)


def _without_overruled(decisions: Sequence[Decision]) -> list[Decision]:
    """Return all decisions, those named that a later one about the same thing contradicts.

    What Afterword proposed never overrules a person, however late it comes.
    """
    last: dict[tuple[object, ...], Decision] = {}
    for each in sorted(decisions, key=lambda each: each.agreed is not None):
        last[_thing(each)] = each
    return [
        replace(each, outcome=Outcome.OVERRULED)
        if _says(last[_thing(each)]) != _says(each) and each.outcome is Outcome.PENDING
        else each
        for each in decisions
    ]


def _thing(decision: Decision) -> tuple[object, ...]:
    """Return what a decision is about: of two about the same thing one can be applied."""
    about = (decision.about, decision.question, name_key(decision.which), decision.field)
    if decision.about is About.GAP:
        return (*about, name_key(decision.value))
    return about


def _says(decision: Decision) -> tuple[object, ...]:
    return name_key(decision.value), decision.agreed


@dataclass(slots=True)
class _Before:
    """Where cards hung and what columns were called before anybody decided."""

    marks: Mapping[str, set[str]]  # a title's key → the keys of the columns it is over
    titles: Mapping[str, list[Typed]]  # a mark's key → its titles, else the mark itself
    given: set[str]  # the keys of the columns that people gave a title
    spelled: Mapping[str, Title]  # a mark's key → the title most of its cards spell

    def __init__(self, ideas: Sequence[Idea], titles: Sequence[Title]) -> None:
        self.marks, self.titles, self.given = defaultdict(set), defaultdict(list), set()
        self.spelled = _spelled(ideas)
        typed = [(each.mark, each.title) for each in titles]
        typed += [(each.mark, each.title) for each in ideas]
        for mark, title in dict.fromkeys(typed):
            own = mark if _a_column(mark) else title
            if _a_column(own):
                self.titles[name_key(own)].append(title if _a_title(title) else own)
                if _a_title(title):
                    self.given.add(name_key(own))
                self.marks[name_key(title)].add(name_key(own))

    def hangs(self, idea: Idea, where: str) -> bool:
        """Return whether a card hangs in the column that is called `where`."""
        names = self._columns(idea)
        titles = {name_key(title) for name in names for title in self.titles.get(name, ())}
        parked = idea.parked or PARKING in names | titles
        if parked or name_key(where) == PARKING:
            return parked and name_key(where) == PARKING
        if name_key(where) == NOT_PLACED:
            return not names
        return name_key(where) in names

    def _columns(self, idea: Idea) -> set[str]:
        """Return every name of the column a card hangs in: its marks, its titles, as they compare."""
        typed = [each for each in (idea.mark, idea.title) if _a_column(each)]
        names = {name_key(each) for each in typed} - {""}
        parts = [name_key(part) for each in typed for part in BETWEEN.split(each)]
        known = (part for part in parts if part in self.titles or part in self.marks)
        names |= set(islice(known, 1))  # of several it hangs in the first
        return names | {mark for name in names for mark in self.marks.get(name, ())}


def _spelled(ideas: Iterable[Idea]) -> Mapping[str, Title]:
    """Return for each column the title that most of its cards spell, the first among equals."""
    titles: defaultdict[str, Counter[Title]] = defaultdict(Counter)
    for idea in ideas:
        own = idea.mark if _a_column(idea.mark) else idea.title
        if _a_column(own) and _a_title(idea.title):
            titles[name_key(own)][Title(own, idea.title, question=idea.question)] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in titles.items()}


def _a_column(name: str) -> bool:
    return bool(name.strip()) and not among("not_placed", name)


def _a_title(name: str) -> bool:
    return bool(name_key(name)) and not (among("unknown", name) or among("no_title", name))


# ── cards ────────────────────────────────────────────────────────────────────────────────────


def _cards(
    ideas: Sequence[Idea], decisions: Sequence[Decision], before: _Before
) -> tuple[tuple[Idea, ...], list[Decision]]:
    now = {idea.id: idea for idea in ideas}
    typed = dict(now)
    found: list[Decision] = []
    for each in decisions:
        if each.about is not About.CARD or each.outcome is not Outcome.PENDING:
            found.append(each)
            continue
        name = str(each.which)
        if name in now:
            now[name], outcome = _card(now[name], typed[name], each, before)
        else:
            outcome = Outcome.GONE
        found.append(replace(each, outcome=outcome))
    return tuple(now.values()), found


def _card(idea: Idea, typed: Idea, decision: Decision, before: _Before) -> tuple[Idea, Outcome]:
    """Return a card as decided, and what became of the decision; `typed` is it as it was typed."""
    value = decision.value
    match decision.field:
        case "mark":
            return _hung(idea, typed, decision, before)
        case "title":
            return replace(idea, title=value), Outcome.APPLIED
        case "same_as" if value.strip() or not typed.same_as.strip():
            return replace(idea, same_as=value), Outcome.APPLIED
        case "cleared":
            return replace(idea, cleared=bool(value.strip())), Outcome.APPLIED
        case "note" | "votes" as name if not getattr(typed, name).strip():
            noted = replace(idea, note=value) if name == "note" else replace(idea, votes=value)
            return noted, Outcome.APPLIED
        case _:
            return idea, Outcome.ELSEWHERE


def _hung(idea: Idea, typed: Idea, decision: Decision, before: _Before) -> tuple[Idea, Outcome]:
    """Return a card where a person hung it, unless the workbook has moved it since."""
    value, against = decision.value, decision.against
    taken_down = name_key(value) == NOT_PLACED == name_key(against or "")
    if taken_down and before.hangs(typed, value):
        return idea, Outcome.APPLIED  # a place of Afterword's is refused: it is not written again
    if before.hangs(typed, value):
        return idea, Outcome.UNCHANGED
    if against is not None and not before.hangs(typed, against):
        return idea, Outcome.CHANGED
    parked = name_key(value) == PARKING
    nowhere = parked or name_key(value) == NOT_PLACED
    mark = Typed("", value.place) if nowhere else value
    proposed = decision.agreed is None
    moved = replace(idea, mark=mark, title=UNSAID, parked=parked, proposed=proposed)
    return moved, Outcome.APPLIED


# ── titles ───────────────────────────────────────────────────────────────────────────────────


def _titles(
    typed: Sequence[Title], ideas: Sequence[Idea], decisions: Sequence[Decision], before: _Before
) -> tuple[tuple[Title, ...], list[Decision]]:
    """Return the titles as decided, in the order in which the last Groups sheet lists them."""
    now = {name_key(each.mark) or name_key(each.title): each for each in typed}
    order: dict[str, Decision] = {}
    only_listed: set[str] = set()  # columns that only a review knows, their rows left as they were
    found: list[Decision] = []
    for each in decisions:
        if each.about is not About.TITLE or each.outcome is not Outcome.PENDING:
            found.append(each)
            continue
        key = name_key(each.which)
        order.setdefault(key, each)
        title = now.get(key, Title(each.which, UNSAID, question=each.question))
        theirs = before.titles.get(key, ())
        changed, outcome = _title(title, each, theirs, given=key in before.given)
        if outcome is Outcome.APPLIED:
            now[key] = changed
        if outcome is Outcome.APPLIED and not theirs and _says_the_same(each):
            only_listed.add(key)
        found.append(replace(each, outcome=outcome))
    hung = {name_key(idea.mark) or name_key(idea.title) for idea in ideas}
    still = _spelled(ideas)
    for key, title in before.spelled.items():
        if key not in still:  # the cards that spelled it hang elsewhere now: it is not lost
            now.setdefault(key, title)
    for key, listed_as in order.items():
        if key in hung:  # it stands in the list, so it has its place
            now.setdefault(key, Title(listed_as.which, UNSAID, question=listed_as.question))
    dropped = {key for key in now if key in only_listed and key not in hung}
    ours = {name_key(idea.mark) for idea in ideas if idea.proposed}
    now |= {
        key: replace(title, proposed=False)  # people hung every card of it
        for key, title in now.items()
        if title.proposed and key not in ours
    }
    listed = [key for key in dict.fromkeys((*order, *now)) if key in now and key not in dropped]
    return tuple(now[key] for key in listed), found


def _says_the_same(decision: Decision) -> bool:
    """Return whether nobody changed what stood there when the review was written."""
    return decision.agreed is None or name_key(decision.value) == name_key(decision.against or "")


def _title(
    title: Title, decision: Decision, people: Sequence[Typed], *, given: bool
) -> tuple[Title, Outcome]:
    """Return a title as decided, and what became of the decision.

    `people` is what the column is called in the workbook, `given` whether that is a title.
    """
    value, against = decision.value, decision.against
    if decision.field == "group":
        return replace(title, proposed=decision.agreed is None), Outcome.APPLIED
    if decision.field == "theme":
        same = name_key(value) == name_key(title.theme)
        return replace(title, theme=value), Outcome.UNCHANGED if same else Outcome.APPLIED
    theirs = {name_key(each) for each in people}
    agreed = bool(decision.agreed)
    known = given if against == "" else bool(people)
    if (
        against is not None and known and name_key(against) not in theirs
    ):  # it has another title now
        untouched = name_key(value) in {name_key(against), *theirs}
        quiet = untouched or decision.agreed is None
        return title, Outcome.UNCHANGED if quiet else Outcome.CHANGED
    was_agreed = title.agreed if title.title.strip() else True
    if name_key(value) in theirs and agreed is was_agreed:
        return title, Outcome.UNCHANGED
    words = replace(title, title=value, agreed=agreed, working=decision.agreed is None)
    return words, Outcome.APPLIED


def _agreed(
    ideas: Sequence[Idea], titles: Sequence[Title], decisions: Sequence[Decision]
) -> tuple[tuple[Idea, ...], list[Decision]]:
    """Return the cards and decisions, those of a group that people agreed on as agreed."""
    groups = {
        name_key(each.which) for each in decisions if each.field == "group" and each.agreed
    } - {name_key(title.mark) for title in titles if title.proposed}
    found = [
        replace(each, agreed=True)
        if each.about is About.CARD and each.agreed is None and name_key(each.value) in groups
        else each
        for each in decisions
    ]
    settled = (
        replace(idea, proposed=False) if idea.proposed and name_key(idea.mark) in groups else idea
        for idea in ideas
    )
    return tuple(settled), found


# ── what is not applied ──────────────────────────────────────────────────────────────────────


def _said(decisions: Iterable[Decision], ideas: Sequence[Idea]) -> Iterator[Problem]:
    """Yield why a decision of a person is not applied; what Afterword proposed gives way in silence."""
    cards = {idea.id: idea for idea in ideas}
    for each in decisions:
        if each.agreed is None or each.about not in {About.CARD, About.TITLE}:
            continue
        place, at = each.value.place, each.which.place
        match each.outcome:
            case Outcome.GONE:
                message = f"The card of {each.which} is not there any more: this decides nothing."
                yield Problem(place, message, "Write the review anew, or delete the row.")
            case Outcome.CHANGED if each.about is About.CARD:
                card = cards[str(each.which)]
                hangs = card.mark.strip() or card.title.strip() or forms.NOT_PLACED
                hangs = forms.PARKING_LOT if card.parked else hangs
                message = f"“{each.against}” was the place of card {each.which} then; {at} says “{hangs}” now, which counts."
                yield Problem(place, message, ANEW)
            case Outcome.CHANGED:
                message = f"The title was “{each.against}” then; the workbook says another now, which counts."
                yield Problem(place, message, ANEW)
            case Outcome.OVERRULED:
                message = f"A later file says otherwise of {each.about} {each.which}: not applied."
                yield Problem(place, message, "Give only the review that counts.")
            case Outcome.ELSEWHERE if each.field == "text":
                message = f"The card reads differently in {at}, which is printed."
                yield Problem(
                    place, message, "To change a card, change it where it was typed first."
                )
            case Outcome.ELSEWHERE:
                heading = HEADINGS[each.field]
                message = (
                    f"{heading} of card {each.which} is otherwise in the row of {at}, which counts."
                )
                yield Problem(place, message, "Change it there.")
            case _:
                pass


# ── gaps and partners ────────────────────────────────────────────────────────────────────────


def links(
    found: Sequence[Link], decisions: Sequence[Decision], wall: Wall, items: Sequence[str]
) -> tuple[tuple[Link, ...], tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the links as people decided, accepted ones said and refused ones gone; all decisions.

    `items` are the ids of the gaps.
    """
    kept = {(link.item, link.mark): link for link in found}
    notices: list[Problem] = []
    outcomes: list[Decision] = []
    for each in decisions:
        if each.about is not About.GAP or each.outcome is not Outcome.PENDING:
            outcomes.append(each)
            continue
        group, item = _chosen(each, wall), meant(each.which, items)
        if not item or group is None:
            notices += _not_taken(each, group, gone=not item, any_gaps=bool(items))
            outcomes.append(replace(each, outcome=Outcome.UNCLEAR if item else Outcome.GONE))
            continue
        at = (item, group.mark)
        outcome = Outcome.APPLIED
        if each.agreed:
            kept[at] = replace(kept.get(at, Link(item, group.mark, 1.0)), said=True)
        elif each.agreed is False:
            kept.pop(at, None)
        elif at not in kept:
            message = f"{item} is given the title “{group.title}” here, but Accept does not say yes: not taken."
            notices.append(Problem(each.value.place, message, "Write yes under Accept."))
            outcome = Outcome.UNCLEAR
        outcomes.append(replace(each, outcome=outcome))
    return tuple(kept.values()), tuple(outcomes), tuple(notices)


def _not_taken(
    decision: Decision, group: Group | None, *, gone: bool, any_gaps: bool
) -> Iterator[Problem]:
    item, title = decision.which.strip(), decision.value.strip()
    if not any_gaps:
        if decision.agreed is not None:
            message = "No gap of a self-assessment was read, so this links nothing."
            yield Problem(decision.value.place, message, "Give the filled form, too.")
    elif gone:
        message = f"{item} is no gap of the self-assessment that was read."
        yield Problem(decision.which.place, message)
    elif title and group is None:
        message = f"“{title}” is no title on the wall, so {item} is linked to none."
        yield Problem(decision.value.place, message, CHOOSE)
    elif decision.agreed:
        message = f"{item} is accepted here, but no title is chosen."
        yield Problem(decision.value.place, message, CHOOSE)


def _chosen(decision: Decision, wall: Wall) -> Group | None:
    """Return the group that the drop-down names: by its label, its mark or its title."""
    named = {name_key(name): group for name, group in zip(wall.labels(), wall.groups, strict=True)}
    marked = {name_key(group.mark): group for group in wall.groups}
    titled = {name_key(group.title): group for group in wall.groups}
    return {**titled, **marked, **named}.get(name_key(decision.value))


def of_partners(decisions: Sequence[Decision], partners: Sequence[Partner]) -> tuple[Decision, ...]:
    """Return what a send log says of partners, each applied, or gone where the partner is.

    The second partner of one name is called by it and (2), as in the log.
    """
    names = unique(partner.organization for partner in partners)
    known = {name_key(name) for name in names}
    return tuple(
        replace(each, outcome=Outcome.APPLIED if name_key(each.which) in known else Outcome.GONE)
        for each in decisions
    )
