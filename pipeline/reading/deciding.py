"""Decide what each sheet of a run is: the one place that knows of more than one sheet.

Every layout claims a sheet by itself (`reading.layouts`). Here stand the rules by which one claim
bars another, also across sheets and files; each names the reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline import forms
from pipeline.model import Sheet, Wanted
from pipeline.names import name_key, words_key
from pipeline.problems import Problem
from pipeline.reading import layouts, mapping
from pipeline.reading.cards import families, small_groups
from pipeline.reading.cards.families import Member
from pipeline.reading.claims import Certainty, Chosen, Claim, Claimed, LayoutModule
from pipeline.reading.columns import kinds
from pipeline.reading.layouts import (
    answers,
    form,
    headed,
    lettered,
    lines,
    loose,
    rows,
    unknown,
    wall,
)
from pipeline.reading.layouts.unknown import Unknown
from pipeline.reading.mapping import pinned

OF_CARDS = (
    lettered,
    headed,
    wall,
    loose,
    answers,
    lines,
)  # layouts that take a sheet for cards by its shape
BEYOND_DOUBT = (headed, wall)  # of those, what is a wall also beside another file that says cards
MOST_OF_A_SURVEY = 2  # columns that we know (an idea and one more): else it is a table of ours
WIDE_WALL = 3  # titles: two columns of words may be any table, like tasks and who does them
BY_THEMSELVES = (headed, wall, lines)  # told by being alone: nothing else is there to be meant


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet, or an area of one, that is to be read."""

    sheet: Sheet
    pin: Wanted | None = None  # how a person wants it read
    area: str = ""  # where it stands, where its sheet holds several tables
    _asked: dict[LayoutModule, Claim | None] = field(default_factory=dict, compare=False)

    def claims(self, table: Sequence[LayoutModule]) -> Iterator[Claimed]:
        """Yield the claims of `table` in its order; each layout looks at the sheet only once."""
        for layout in table:
            if layout not in self._asked:
                self._asked[layout] = layout.claim(self.sheet)
            if claim := self._asked[layout]:
                yield layout, claim


@dataclass(slots=True)
class _Known:
    """What the sheets decided so far say of the others."""

    says_cards: set[str] = field(default_factory=set)  # files with a sheet whose headings say so
    gives_cards: bool = False
    bare: bool = True  # the cards so far are lists that do not say where they hang
    name: str = ""  # of the workshop, as names compare
    titles: set[str] = field(default_factory=set)  # of columns, as names compare
    reviewed: set[str] = field(default_factory=set)  # sheets (file!sheet) that a review is about
    _claims: list[Claim] = field(default_factory=list)
    _words: set[str] = field(default_factory=set)

    def learn(self, chosen: Chosen) -> None:
        """Add what one sheet says."""
        claim, file = chosen.claim, chosen.sheet.file
        if claim.says_cards:
            self.says_cards.add(file)
        self.gives_cards = self.gives_cards or bool(claim.cards)
        self.bare = self.bare and (claim.bare or not claim.cards)
        self.titles |= {name_key(cell.text) for cell in claim.titles}
        self.name = self.name or next((name_key(cell.text) for cell in claim.name), "")
        self.reviewed |= claim.reviews
        self._claims.append(claim)

    def words(self) -> set[str]:
        """Return the words of all cards so far, as they compare; each card is looked at once."""
        for claim in self._claims:
            self._words.update(words_key(cell.text) for cell in claim.cards)
        self._claims.clear()
        return self._words


def decide(candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """Return for each sheet what it is, in the order given.

    Sheets that say what they are come first, for they say of others that they are copies, hold
    notes beside the cards, or stand under titles known elsewhere.
    """
    known = _Known()
    chosen: dict[int, Chosen] = {}
    kin = _families(candidates)
    for number, candidate in enumerate(candidates):
        if found := _told(candidate, kin.get(number)):
            chosen[number] = found
            known.learn(found)
    for number, candidate in enumerate(candidates):
        if number not in chosen:
            chosen[number] = _by_shape(candidate, kin.get(number), known)
            known.learn(chosen[number])
    return tuple(_alone([chosen[number] for number in range(len(candidates))]))


def _families(candidates: Sequence[Candidate]) -> dict[int, Member]:
    """Return the sheets of one shape whose names say where their cards hang, by number."""
    numbers = [
        number
        for number, each in enumerate(candidates)
        if not each.pin and kinds.top(each.sheet) and not any(each.claims((form,)))
    ]
    members = families.of([candidates[number].sheet for number in numbers])
    return {numbers[at]: member for at, member in members.items()}


# ── what headings, names and people say ──────────────────────────────────────────────────────


def _told(candidate: Candidate, member: Member | None) -> Chosen | None:
    """Return what a person or the sheet itself says it is, None where neither says it."""
    sheet = candidate.sheet
    if candidate.pin:
        return _pinned(candidate, candidate.pin)
    if not kinds.top(sheet):
        return _chosen(candidate, None, Claim(None))
    if member and member.listing and not layouts.advice.claim(sheet):
        return None
    claims = candidate.claims(layouts.TOLD)
    first = next((each for each in claims if each[1].certainty is Certainty.TOLD), None)
    return _chosen(candidate, *_rather(*first, sheet), member) if first else None


def _rather(layout: LayoutModule, claim: Claim, sheet: Sheet) -> Claimed:
    """Return a survey for a table of which only an idea and one more column are known."""
    narrow = (
        layout is rows
        and claim.found.form is forms.IDEAS
        and len(claim.found.columns) <= MOST_OF_A_SURVEY
    )
    survey = answers.claim(sheet) if narrow else None
    return (answers, survey) if survey else (layout, claim)


def _pinned(candidate: Candidate, pin: Wanted) -> Chosen | None:
    """Return the sheet as a mapping file wants it; None for a list, whose titles others may know."""
    sheet = candidate.sheet
    if pin.kind == mapping.LEAVE_OUT or not kinds.top(sheet):
        return _chosen(candidate, None, Claim(None))
    if pin.kind in mapping.ASSESSED:
        problem = pinned.only_kind(pin)
        return _chosen(candidate, form, Claim(sheet), None, (problem,) if problem else ())
    if problems := pinned.wrong(sheet, pin):
        return _chosen(candidate, None, Claim(None), None, problems)
    layout = layouts.by_name(pin)
    if layout is None:
        return None
    found = layout.pin(sheet, pin)
    member = Member(pin.sheet_name)
    if isinstance(found, Problem):
        return _chosen(candidate, None, Claim(None), member, (found,))
    claim = rows.claim_of(found) if layout is rows else Claim(found)
    return _chosen(candidate, layout, claim, member)


# ── what only the shape of a sheet says ──────────────────────────────────────────────────────


def _by_shape(candidate: Candidate, member: Member | None, known: _Known) -> Chosen:
    """Return what `candidate` seems to be, for nothing says so."""
    sheet, pin = candidate.sheet, candidate.pin
    if pin:
        return _laid_out(candidate, pin, known)
    if member and member.listing:
        asks = bool(member.named) and small_groups.unsure(sheet.name)
        claim = Claim(member.listing, Certainty.SHAPED, tuple(sheet.cells), asks=asks)
        return _chosen(candidate, lines, claim, member)
    reviewed = _reviewed(sheet, known)
    listed = known.gives_cards and known.bare and not reviewed
    if listed and (shown := wall.of_listed(sheet, known.words())):
        return _chosen(candidate, wall, shown, member)
    copies = not reviewed and _copies(sheet, known)
    for layout, claim in candidate.claims(layouts.SHAPED):
        if layout is lines and (known.titles or known.name):
            claim = lines.under(sheet, known.titles, known.name) or claim  # noqa: PLW2901
        if layout is unknown:
            claim = Claim(Unknown(sheet, copies=copies), Certainty.SHAPED)  # noqa: PLW2901
        if not _barred(layout, claim, sheet, known, copies=copies):
            return _chosen(candidate, layout, claim, member)
    raise AssertionError("what nothing claims is unknown")


def _barred(
    layout: LayoutModule, claim: Claim, sheet: Sheet, known: _Known, *, copies: bool
) -> bool:
    """Return whether another sheet of the run bars `layout` from taking `sheet` for cards."""
    if layout not in OF_CARDS:
        return False
    if layout is lines:  # the weakest: any column of words is lines
        return known.gives_cards and not (claim.found.titles or _reviewed(sheet, known))
    if copies or sheet.file in known.says_cards:
        return True
    return bool(known.says_cards) and layout not in BEYOND_DOUBT


def _reviewed(sheet: Sheet, known: _Known) -> bool:
    """Return whether a review says that its cards come from `sheet`: then they are no copy of it."""
    return f"{sheet.file}!{sheet.name}" in known.reviewed


def _copies(sheet: Sheet, known: _Known) -> bool:
    """Return whether most of `sheet` stands on cards that another sheet gives already."""
    on_cards = known.words()
    if not on_cards:
        return False
    words = [words_key(cell.text) for cell in sheet.cells if cell.text.strip()]
    return sum(each in on_cards for each in words) * 2 > len(words)


def _laid_out(candidate: Candidate, pin: Wanted, known: _Known) -> Chosen:
    """Return the cards of a sheet of which a mapping file says only that it holds cards."""
    sheet, member = candidate.sheet, Member(pin.sheet_name)
    for layout, claim in candidate.claims((*layouts.TOLD, *layouts.SHAPED)):
        if layout is lines:
            claim = lines.under(sheet, known.titles, known.name) or claim  # noqa: PLW2901
        of_cards = layout in (layouts.notes, layouts.linked, *OF_CARDS)
        if of_cards or (layout is rows and claim.found.form is forms.IDEAS):
            told = replace(claim, certainty=Certainty.TOLD)
            return _chosen(candidate, layout, told, member)
    return _chosen(candidate, None, Claim(None), member, (pinned.untold(pin),))


def _alone(chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """Yield every sheet; a wall or a list with no other sheet beside it is told by being alone.

    A list is only where its file can hold nothing else: in a workbook it may be any list.
    """
    holding = [each for each in chosen if each.layout not in (None, layouts.advice)]
    kin = all(each.member for each in holding)
    for each in chosen:
        alone = each.layout in BY_THEMSELVES and (kin or (len(holding) == 1 and _is_plain(each)))
        yield replace(each, claim=replace(each.claim, certainty=Certainty.TOLD)) if alone else each


def _is_plain(chosen: Chosen) -> bool:
    """Return whether a lone sheet can hardly be anything but cards: a file of lines, or a wide wall.

    A table whose every cell is a sentence looks like a wall; its columns end in one row.
    """
    if chosen.layout is wall:
        found = chosen.claim.found
        return len(found.titles) >= WIDE_WALL and found.hangs()
    return chosen.sheet.file.lower().endswith(kinds.DELIMITED)


def _chosen(
    candidate: Candidate,
    layout: LayoutModule | None,
    claim: Claim,
    member: Member | None = None,
    problems: tuple[Problem, ...] = (),
) -> Chosen:
    return Chosen(candidate.sheet, candidate.pin, candidate.area, layout, claim, member, problems)
