"""Count what each site answered, role by role. A blank is not No, two ticks are not Partially.

Answers meet their items by id, then by text where it is close and only one item is. Anything
else is asked, never guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.model import (
    NOWHERE,
    Answer,
    Idea,
    Instrument,
    Item,
    ItemScore,
    Move,
    OpenAnswers,
    Reply,
    Response,
    RoleScore,
    SiteChange,
    SiteScore,
    Unplaced,
    Wall,
)
from pipeline.names import id_key, name_key, same_id, same_words, words_key
from pipeline.problems import InputRefused, Place, Problem

CLOSE = 0.85  # how alike two texts must be to be the same item
WORTH_A_HINT = 0.5  # less alike than this, an item is not even mentioned
COMPARED = 500  # letters; a longer statement is no item
MOST_COMPARED = 300  # items of a form that are compared word for word
_TEAM = re.compile(r"\b(?:team|everyone|all of us|consensus|jointly)\b", re.IGNORECASE)
APART = 0.1  # how much less alike the next best must be


def score(responses: Sequence[Response], instrument: Instrument | None) -> tuple[SiteScore, ...]:
    """Return how each site stands, sites in the order they were read.

    With an `instrument`, every answer is matched to it; without one, each form's own headings
    serve. Raise `InputRefused` naming every cell whose item is unknown.
    """
    problems: list[Problem] = []
    matched: dict[str, list[_Matched]] = {}
    for response in responses:
        if not response.answers:
            continue  # a list of items: it brings headings, not answers
        form = instrument or response.form
        if form is None:
            problem = _headless(response)
            problems += [problem] if problem not in problems else []
            continue
        answers: dict[str, Answer] = {}
        for found in _match(response.answers, form):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                answers[found[0].id] = found[1]
        matched.setdefault(name_key(response.site), []).append(_Matched(response, form, answers))
    problems += [each for members in matched.values() for each in _strangers(members)]
    if problems:
        raise InputRefused(problems)
    return tuple(_site(members) for members in matched.values())


def open_answers(sites: Sequence[SiteScore]) -> Iterator[OpenAnswers]:
    """Yield what people wrote, role by role and about the whole, as cards that hang nowhere yet."""
    for site in sites:
        written = {
            role.role.id: [
                note for item in role.items for each in item.every() for note in each.notes()
            ]
            for role in site.roles
        }
        for role, notes in (*written.items(), ("", site.remarks)):
            loose = tuple(Unplaced(Idea(str(note.place), note)) for note in notes)
            yield OpenAnswers(site.site, role, Wall(not_placed=loose, cards=len(loose)))


def compare(
    now: Sequence[SiteScore], then: Sequence[SiteScore]
) -> tuple[tuple[SiteChange, ...], tuple[Problem, ...]]:
    """Return what moved at each site that has an earlier form, and which sites stand alone."""
    earlier = {_site_key(site): site for site in then}
    if len(now) == len(then) == 1 and not (now[0].told and then[0].told):
        earlier = {_site_key(now[0]): then[0]}  # where one of them does not say its site
    changes = tuple(
        SiteChange(site.site, _first_place(before).file, tuple(_moves(site, before)))
        for site in now
        if (before := earlier.get(_site_key(site)))
    )
    met = {id(earlier.get(_site_key(site))) for site in now}
    here = ", ".join(site.site for site in now)
    alone = tuple(
        Problem(
            _first_place(site),
            f"“{site.site}” is no site of this year's forms, so it is compared with none.",
            f"They come from {here}. Write the site above the form, like State: {now[0].site}.",
        )
        for site in then
        if id(site) not in met
    )
    return changes, (*alone, *_supposed(now, then))


def _supposed(now: Sequence[SiteScore], then: Sequence[SiteScore]) -> Iterator[Problem]:
    """Say when a form that does not name its site was taken for the other one's."""
    if len(now) == len(then) == 1 and _site_key(now[0]) != _site_key(then[0]):
        known, silent = (now[0], then[0]) if now[0].told else (then[0], now[0])
        if not silent.told:
            message = f"This form does not say where it comes from: it is compared as that of {known.site}."
            hint = f"Write the site above it, like State: {known.site}."
            yield Problem(_first_place(silent), message, hint)


def _site_key(site: SiteScore) -> str:
    """Return the name of a site without a year in it, and Alder for State of Alder."""
    bare = words_key(re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", " ", site.site))
    return bare.removeprefix("the ").removeprefix("state of ")


def _first_place(site: SiteScore) -> Place:
    places = [a.typed.place for role in site.roles for item in role.items for a in item.every()]
    return Place(places[0].file, places[0].sheet) if places else Place("")


def _moves(now: SiteScore, then: SiteScore) -> Iterator[Move]:
    """Yield the items of this form, each with the earlier answer; those only of the earlier one last."""
    left = [item for role in then.roles for item in role.items]
    for role in now.roles:
        for item in role.items:
            before = _same_item(item.item, left)
            if before:
                left.remove(before)
            yield Move(before, item)
    yield from (Move(item, None) for item in left)


def _same_item(item: Item, others: Sequence[ItemScore]) -> ItemScore | None:
    """Return the item with the same words, or the same id and words close to them."""
    same = [each for each in others if same_words(each.item.text, item.text)]
    by_id = [each for each in others if same_id(each.item.id, item.id)]
    for found in same, by_id:
        if len(found) == 1 and _alike(item.text, found[0].item.text) >= CLOSE:
            return found[0]
    return None


@dataclass(frozen=True, slots=True)
class _Matched:
    """A response, the form it is read with, and its answers by item id."""

    response: Response
    form: Instrument
    answers: Mapping[str, Answer]


def _site(members: Sequence[_Matched]) -> SiteScore:
    form = members[0].form
    team = _of_the_team(members)
    of_team = set(map(id, team))
    people = [member for member in members if id(member) not in of_team]
    roles = tuple(
        RoleScore(role, tuple(_item(item, team, people) for item in role.items))
        for role in form.roles
    )
    return SiteScore(
        members[0].response.site,
        form.title,
        roles,
        tuple(member.response.respondent for member in members if member.response.respondent),
        tuple(
            each
            for member in members
            for each in (member.response.remark, *member.response.further)
            if each.strip()
        ),
        all(member.response.told for member in members),
    )


def _item(item: Item, team: Sequence[_Matched], people: Sequence[_Matched]) -> ItemScore:
    """Return what a site answered: what its team did, and beside it what single people said."""
    answers, alone = (
        tuple(member.answers[item.id] for member in forms if item.id in member.answers)
        for forms in (team, people)
    )
    said = {answer.reply for answer in answers} - {Reply.BLANK}
    reply = Reply.BLANK if not said else said.pop() if len(said) == 1 else Reply.CONFLICT
    return ItemScore(item, reply, answers, alone)


def _of_the_team(members: Sequence[_Matched]) -> Sequence[_Matched]:
    """Return the forms that the team filled together: those that say so, or the one without a name.

    Where none is, all count alike.
    """
    said = [member for member in members if _TEAM.search(member.response.respondent)]
    nameless = [member for member in members if not member.response.respondent.strip()]
    return said or (nameless if len(nameless) == 1 else members)


def _match(answers: Sequence[Answer], form: Instrument) -> Iterator[tuple[Item, Answer] | Problem]:
    index = _Index.of(form)
    taken: dict[str, Answer] = {}
    for answer in answers:
        found = index.found(answer)
        if isinstance(found, Problem):
            if not _says_nothing(answer):
                yield found
        elif first := taken.get(found.id):
            message = f"{found.id} is answered twice on this form, first in {_place(first).cell}."
            yield Problem(_place(answer), message, "Clear one of the two.")
        else:
            taken[found.id] = answer
            yield found, answer


def unasked(responses: Sequence[Response], instrument: Instrument | None) -> Iterator[Problem]:
    """Yield each line that nobody answered and the instrument does not ask: it is left out."""
    if instrument is None:
        return
    index = _Index.of(instrument)
    for answer in (answer for response in responses for answer in response.answers):
        if _says_nothing(answer) and isinstance(index.found(answer), Problem):
            message = "Nobody answered it and the instrument does not ask it: not counted."
            place = getattr(answer.statement, "place", _place(answer))
            yield Problem(place, message, "Add it to the instrument if it is an item.")


def _says_nothing(answer: Answer) -> bool:
    return answer.reply is Reply.BLANK and not any(answer.notes())


@dataclass(frozen=True, slots=True)
class _Index:
    """The items of a form, to be found by their own cell, their id or their words."""

    items: Sequence[Item]
    places: Mapping[Place, Sequence[Item]]
    ids: Mapping[str, Sequence[Item]]
    texts: Mapping[str, Sequence[Item]]

    @classmethod
    def of(cls, form: Instrument) -> "_Index":
        """Return the index of a form."""
        items = [item for role in form.roles for item in role.items]
        places: dict[Place, list[Item]] = {}
        ids: dict[str, list[Item]] = {}
        texts: dict[str, list[Item]] = {}
        for item in items:
            places.setdefault(getattr(item.text, "place", NOWHERE), []).append(item)
            ids.setdefault(id_key(item.id), []).append(item)
            texts.setdefault(words_key(item.text), []).append(item)
        places.pop(NOWHERE, None)
        return cls(items, places, ids, texts)

    def found(self, answer: Answer) -> Item | Problem:
        """Return the item that was answered: by its cell, its id, its words, or words close to them."""
        own = self.places.get(getattr(answer.statement, "place", NOWHERE), ())
        by_id = self.ids.get(id_key(answer.code), ()) if answer.code else ()
        by_text = self.texts.get(words_key(answer.statement), ())
        if len(own) == 1:
            return own[0]
        if len(by_id) == 1:
            return self._contradiction(answer, by_id[0]) or by_id[0]
        if len(by_text) == 1:
            return by_text[0]
        alike = self._alike(answer)
        best = self.items[alike[0][1]] if alike else None
        runner_up = alike[1][0] if len(alike) > 1 else 0.0
        clear = not answer.code and not by_text
        if best and clear and alike[0][0] >= CLOSE and alike[0][0] - runner_up >= APART:
            return best
        named = f"{answer.code} {answer.statement}".strip()
        hint = (
            f"Closest is {best.id} “{best.text}”." if best and alike[0][0] >= WORTH_A_HINT else ""
        )
        hint = f"{hint} Use the item's id or its words, or add it to the instrument.".strip()
        return Problem(
            _place(answer),
            f"“{named}” is not an item of this instrument, or of more than one.",
            hint,
        )

    def _alike(self, answer: Answer) -> Sequence[tuple[float, int]]:
        """Return how alike each item is to what was answered, the likest first."""
        compared = self.items if len(self.items) <= MOST_COMPARED else ()
        alike = ((_alike(item.text, answer.statement), n) for n, item in enumerate(compared))
        return sorted(alike, reverse=True)

    def _contradiction(self, answer: Answer, named: Item) -> Problem | None:
        """Return the problem of an id on the words of another item, as where a form was renumbered."""
        same = {words_key(named.text), words_key(named.id), ""}
        if words_key(answer.statement) in same or _alike(named.text, answer.statement) >= CLOSE:
            return None
        likeness, at = next(iter(self._alike(answer)), (0.0, 0))
        if likeness < CLOSE:
            return None  # somebody worded it anew
        other = self.items[at]
        message = f"{answer.code} is “{named.text}”, but the words here are those of {other.id}: not counted."
        return Problem(_place(answer), message, f"Write {other.id}, or the words of {named.id}.")


def _strangers(members: Sequence[_Matched]) -> Iterator[Problem]:
    """Yield a problem for each form of a site whose items are not those of its first form.

    A code that somebody typed says which item it is; a number that we gave it does not.
    """
    first = {item.id: item for role in members[0].form.roles for item in role.items}
    for member in members[1:]:
        codes = {answer.code for answer in member.response.answers}
        for item in (item for role in member.form.roles for item in role.items):
            site = member.response.site
            known = first.get(item.id)
            message = f"{item.id} is not on the first form from {site}."
            if known:
                message = f"{item.id} is “{item.text}” here, but “{known.text}” on the first form from {site}."
            same = known and (item.id in codes or _alike(known.text, item.text) >= CLOSE)
            if not same:
                place = getattr(item.text, "place", _place(member.response.answers[0]))
                hint = "Use the same form for one site, or name the sites apart."
                yield Problem(place, message, hint)


def _headless(response: Response) -> Problem:
    place = _place(response.answers[0])
    return Problem(
        Place(place.file, place.sheet),
        "It has answers, but no headings for the roles.",
        command="Pass --instrument NAME or FILE: one of ours, or a copy of the form with its headings.",
    )


def _place(answer: Answer) -> Place:
    return answer.typed.place


def _alike(one: str, other: str) -> float:
    first, second = words_key(one)[:COMPARED], words_key(other)[:COMPARED]
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= WORTH_A_HINT else 0.0
