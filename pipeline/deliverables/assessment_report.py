"""Report one site's self-assessment: counts first, then what to build on and what to talk about."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.deliverables import blanks, cards
from pipeline.deliverables.cards import count, listed
from pipeline.model import (
    UNSAID,
    Action,
    Answer,
    Draft,
    Findings,
    Idea,
    ItemScore,
    Reply,
    RoleScore,
    SiteScore,
    Typed,
)
from pipeline.word import BarChart, Series

WORDS = {
    Reply.YES: "Yes",
    Reply.PARTIALLY: "Partially",
    Reply.NO: "No",
    Reply.BLANK: "Left blank",
    Reply.CONFLICT: "Two answers",
    Reply.UNREADABLE: "Not readable",
    Reply.NOT_APPLICABLE: "Not applicable",
}
UNCLEAR = (Reply.CONFLICT, Reply.BLANK, Reply.UNREADABLE, Reply.NOT_APPLICABLE)
COLORS = ("0B4F5C", "8A5A1E", "7A3E48", "595959")
FEW = 8  # more item ids than this are counted, not listed


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of the table of counts, in words."""

    role: str
    yes: str
    partially: str
    no: str
    unclear: str
    answered: str
    share: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note somebody wrote beside an item, and what stands before it."""

    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item and what was answered to it: our words, or words as typed."""

    id: str
    text: str
    answer: str
    typed: Typed
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A role with its items; those of a role without notes stand in a table without that column."""

    title: str
    said: str
    plain: tuple[Line, ...]
    noted: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """Items that were answered alike, under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the team; the words of a form stand in its middle."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the action plan that answers a gap."""

    before: str
    text: Typed


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap and the steps that answer it, or that there is none yet."""

    line: Line
    steps: tuple[Step, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A step that names an item this form does not have."""

    step: str
    item: Typed


@dataclass(frozen=True, slots=True)
class Context:
    """What assessment-report.docx may mention."""

    title: str
    site: str
    form: str
    answered_by: str
    today: str
    lead: str
    chart: BarChart
    tallies: tuple[Tally, ...]
    parts: tuple[Part, ...]
    remarks: tuple[Typed, ...]
    remarks_held: str
    strengths: tuple[Line, ...]
    no_strengths: str
    gaps: tuple[Pile, ...]
    no_gaps: str
    unclear: tuple[Pile, ...]
    all_clear: str
    questions: tuple[Question, ...]
    coverage: str
    next_steps: tuple[Gap, ...]
    strays: tuple[Stray, ...]
    weight: str
    sources: str


TEMPLATES: Mapping[str, type[Any]] = {"assessment-report.docx": Context}


def missing(findings: Findings) -> str:
    """Return why no report can be made, "" when it can."""
    return "" if findings.scores else "no assessment answers were read"


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield one report a site."""
    taken: set[str] = set()
    for score in findings.scores:
        name = "assessment-report.docx"
        if len(findings.scores) > 1:
            name = f"assessment-report-{_short(score.site, taken)}.docx"
        yield Draft(name, "assessment-report.docx", _context(findings, score))


def _short(site: str, taken: set[str]) -> str:
    """Return a short name for the site's file that no other site has."""
    ascii_only = unicodedata.normalize("NFKD", site).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_only)[:40].strip("-") or "site"
    unique = next(
        each
        for n in range(1, len(taken) + 2)
        if (each := f"{name}-{n}" if n > 1 else name) not in taken
    )
    taken.add(unique)
    return unique


def _context(findings: Findings, score: SiteScore) -> Context:
    items = [item for role in score.roles for item in role.items]
    whole = RoleScore(score.roles[0].role, tuple(items))
    actions = _actions(findings, score)
    next_steps = tuple(_gap(item, actions) for _, item in score.gaps())
    strengths = _alike(items, Reply.YES)
    gaps = tuple(_piles(items, {Reply.NO: "Answered no", Reply.PARTIALLY: "Answered partially"}))
    unclear = tuple(_piles(items, {reply: WORDS[reply] for reply in UNCLEAR}))
    printed = tuple(each for each in score.remarks if not _held(each))
    return Context(
        title=f"Self-assessment report: {score.site}",
        site=score.site,
        form=score.instrument,
        answered_by=_answered_by(score),
        today=blanks.written(findings.today),
        lead=_lead(whole),
        chart=_chart(score, whole),
        tallies=(*(_tally(role, str(role.role.title)) for role in score.roles), _tally(whole, "All roles")),
        parts=tuple(map(_part, score.roles)),
        remarks=tuple(map(cards.words, printed)),
        remarks_held=_held_words([each for each in score.remarks if _held(each)]),
        strengths=strengths,
        no_strengths="" if strengths else "No item was answered yes.",
        gaps=gaps,
        no_gaps="" if gaps else "No item was answered no or partially.",
        unclear=unclear,
        all_clear="" if unclear else "Every item has one clear answer.",
        questions=tuple(_questions(score, next_steps)),
        coverage=_coverage(findings, score, next_steps),
        next_steps=next_steps,
        strays=tuple(_strays(actions, items)),
        weight=_weight(score),
        sources=_sources(items),
    )  # fmt: skip


# ── where we stand ───────────────────────────────────────────────────────────────────────────


def _answered_by(score: SiteScore) -> str:
    if len(score.respondents) == 1:
        return f"Answered by {score.respondents[0]}"
    forms = max((len(item.answers) for role in score.roles for item in role.items), default=0)
    return f"{count(forms, 'form')} filled"


def _lead(whole: RoleScore) -> str:
    of = len(whole.items)
    first = f"{whole.answered} of {count(of, 'item')} have a clear answer: {_counts(whole)}."
    rest = [
        f"{count(number, 'item')} {said}"
        for reply, said in (
            (Reply.BLANK, "left blank"),
            (Reply.CONFLICT, "with two answers"),
            (Reply.UNREADABLE, "with an answer we cannot read"),
            (Reply.NOT_APPLICABLE, "said not to apply"),
        )
        if (number := whole.count(reply))
    ]
    return f"{first} Besides, {listed(rest)}." if rest else first


def _counts(role: RoleScore) -> str:
    yes, partially, no = map(role.count, (Reply.YES, Reply.PARTIALLY, Reply.NO))
    return f"{yes} yes, {partially} partially and {no} no"


def _tally(role: RoleScore, title: str) -> Tally:
    return Tally(
        title,
        str(role.count(Reply.YES)),
        str(role.count(Reply.PARTIALLY)),
        str(role.count(Reply.NO)),
        str(sum(map(role.count, UNCLEAR))),
        f"{role.answered} of {len(role.items)}",
        "No share" if role.share is None else f"{role.share:.0%}",
    )


def _chart(score: SiteScore, whole: RoleScore) -> BarChart:
    values = {
        "Yes": [role.count(Reply.YES) for role in score.roles],
        "Partially": [role.count(Reply.PARTIALLY) for role in score.roles],
        "No": [role.count(Reply.NO) for role in score.roles],
        "No clear answer": [sum(map(role.count, UNCLEAR)) for role in score.roles],
    }
    series = [
        Series(name, tuple(numbers), color)
        for (name, numbers), color in zip(values.items(), COLORS, strict=True)
    ]
    unclear = sum(map(whole.count, UNCLEAR))
    alt = (
        f"Answers by role, in all {_counts(whole)}, {unclear} without a clear answer. "
        "The table below gives each role."
    )
    titles = tuple(str(role.role.title) for role in score.roles)
    return BarChart("", alt, titles, tuple(series), height_mm=24 + 9 * len(titles))


# ── role by role ─────────────────────────────────────────────────────────────────────────────


def _part(role: RoleScore) -> Part:
    lines = tuple(map(_line, role.items))
    noted = any(line.notes for line in lines)
    said = f"{_counts(role)}, of {count(len(role.items), 'item')}."
    if not role.answered:
        said = f"Nothing was answered clearly here, so this role has no share. {said}"
    if noted:
        lines = tuple(_with_a_word(line) for line in lines)
    return Part(role.role.title, said, () if noted else lines, lines if noted else ())


def _with_a_word(line: Line) -> Line:
    notes = line.notes or (Note("None", UNSAID),)
    return Line(line.id, line.text, line.answer, line.typed, notes)


def _line(item: ItemScore) -> Line:
    answer, typed = _answer(item)
    return Line(item.item.id, item.item.text, answer, typed, tuple(_notes(item.answers)))


def _answer(item: ItemScore) -> tuple[str, Typed]:
    """Return what was answered, in our words and, where they say it themselves, as typed."""
    said = [answer for answer in item.answers if answer.reply is not Reply.BLANK]
    word = WORDS[item.reply]
    if item.reply is Reply.CONFLICT:
        return f"Two answers: {_sides(item.answers)}", UNSAID
    if item.reply is Reply.UNREADABLE:
        return "Not readable, typed: ", cards.words(said[0].typed)
    if said and said[0].typed.strip().casefold() == word.casefold():
        return "", cards.words(said[0].typed)
    return word, UNSAID


def _sides(answers: Sequence[Answer]) -> str:
    if len(answers) == 1:
        return listed([WORDS[reply] for reply in answers[0].given]) or "see the form"
    told = Counter(answer.reply for answer in answers)
    return listed([f"{number} {WORDS[reply].lower()}" for reply, number in told.items()])


def _notes(answers: Sequence[Answer]) -> Iterator[Note]:
    notes = [answer.note for answer in answers if answer.note.strip()]
    before = ""
    for note in notes:
        yield (
            Note(before + _held_words([note]), UNSAID)
            if _held(note)
            else Note(before, cards.words(note))
        )
        before = "; "


def _held(words: Typed) -> bool:
    return cards.held_back(Idea(str(words.place), words))


def _held_words(notes: Sequence[Typed]) -> str:
    """Return how many notes are held back and where they stand, "" when none is."""
    if not notes:
        return ""
    are = "1 note is" if len(notes) == 1 else f"{len(notes)} notes are"
    they = "it may name a person" if len(notes) == 1 else "they may name a person"
    cells = listed([note.place.cell for note in notes])
    return f"{are} held back because {they}: see cell {cells} of {notes[0].place.sheet or notes[0].place.file}."


# ── strengths, gaps, what is unclear ─────────────────────────────────────────────────────────


def _alike(items: Sequence[ItemScore], reply: Reply) -> tuple[Line, ...]:
    return tuple(_line(item) for item in items if item.reply is reply)


def _piles(items: Sequence[ItemScore], headings: Mapping[Reply, str]) -> Iterator[Pile]:
    for reply, heading in headings.items():
        if lines := _alike(items, reply):
            yield Pile(heading, lines)


def _questions(score: SiteScore, gaps: Sequence[Gap]) -> Iterator[Question]:
    """Yield what the answers leave to talk about; nothing here judges them."""
    items = [item for role in score.roles for item in role.items]
    for role in score.roles:
        if role.items and role.count(Reply.BLANK) == len(role.items):
            yield Question("Nobody answered ", role.role.title, ". Who could answer for it?")
    silent = {
        id(item)
        for role in score.roles
        if role.count(Reply.BLANK) == len(role.items)
        for item in role.items
    }
    said = {
        reply: [item.item.id for item in items if item.reply is reply and id(item) not in silent]
        for reply in Reply
    }
    asked = (
        (Reply.CONFLICT, "What would settle which answer holds for ", "?"),
        (Reply.BLANK, "Was an answer left out because nobody knows, or by accident: ", "?"),
        (Reply.UNREADABLE, "What was meant by the answer to ", "?"),
        (Reply.NO, "Which of the items answered no should be taken up first: ", "?"),
        (Reply.PARTIALLY, "What is in place already, and what is missing, for ", "?"),
        (Reply.YES, "What makes these work, and could it help with a gap: ", "?"),
    )
    for reply, before, after in asked:
        if ids := said[reply]:
            words = (
                listed(ids) if len(ids) <= FEW else f"the {len(ids)} items answered {reply.value}"
            )
            yield Question(before, words, after)
    if without := sum(not gap.steps for gap in gaps):
        yield Question(
            f"Which of the {count(without, 'gap')} without a step needs one now?", "", ""
        )


# ── next steps ───────────────────────────────────────────────────────────────────────────────


def _actions(findings: Findings, score: SiteScore) -> tuple[Action, ...]:
    """Return the steps that are this site's: all where there is one site, else those of its workshop."""
    if not _ours(findings, score):
        return ()
    return tuple(
        each for each in findings.workshop.actions if each.status.strip().casefold() != "dropped"
    )


def _ours(findings: Findings, score: SiteScore) -> bool:
    workshop_site = blanks.fold(findings.workshop.details.site)
    return len(findings.scores) == 1 or workshop_site == blanks.fold(score.site)


def _gap(item: ItemScore, actions: Sequence[Action]) -> Gap:
    answering = [each for each in actions if _key(item.item.id) in map(_key, each.items)]
    steps = tuple(
        Step(f"{'; ' if number else ''}{each.id}: ", cards.words(each.step))
        for number, each in enumerate(answering)
    )
    return Gap(_line(item), steps, "" if steps else "No step yet")


def _key(words: str) -> str:
    return words.strip().casefold()


def _coverage(findings: Findings, score: SiteScore, gaps: Sequence[Gap]) -> str:
    if not gaps:
        return "There are no gaps to answer."
    if findings.workshop.actions and not _ours(findings, score):
        return (
            "The steps that were read are not shown here: they do not say which site they are for. "
            "Name the site on the Details sheet to show them in its report."
        )
    answered = sum(bool(gap.steps) for gap in gaps)
    have = "has" if answered == 1 else "have"
    return f"{answered} of {count(len(gaps), 'gap')} {have} a step; {len(gaps) - answered} without one yet."


def _strays(actions: Sequence[Action], items: Sequence[ItemScore]) -> Iterator[Stray]:
    known = {_key(item.item.id) for item in items}
    for action in actions:
        for item in action.items:
            if item.strip() and _key(item) not in known:
                yield Stray(action.id, item)


# ── the method ───────────────────────────────────────────────────────────────────────────────


def _weight(score: SiteScore) -> str:
    """Return how far one answer moves a role's share, for the roles of this form."""
    sizes = [len(role.items) for role in score.roles]
    least, most = min(sizes), max(sizes)
    if least == most:
        return f"Each role has {count(least, 'item')}, so one answer moves its share by up to {100 / least:.0f} points."
    return (
        f"The roles have {least} to {most} items, so one answer moves a role’s share "
        f"by {100 / most:.0f} to {100 / least:.0f} points."
    )


def _sources(items: Sequence[ItemScore]) -> str:
    places = [answer.typed.place for item in items for answer in item.answers]
    sheets = dict.fromkeys(
        f"{place.file}, sheet {place.sheet}" if place.sheet else place.file for place in places
    )
    return f"Read from {'; '.join(sheets)}." if sheets else "No form was read."
