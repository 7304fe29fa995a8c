"""What the browser asks for → an act, or the reason why not, in words that the page shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pipeline import forms, grouping
from pipeline.model import NOWHERE, About, Decision, Group, Idea, Typed, Wall, Workshop
from pipeline.names import name_key
from pipeline.room.acts import Act, NewCard, Verb, last, quoted
from pipeline.room.board import Board, questions

LONGEST = 32_000  # characters of a card: a cell of Excel holds 32,767
LONGEST_TITLE = 300
MOST_VOTES = 9_999
FEW = 2  # cards of a group to begin with


class Refused(Exception):  # noqa: N818 - reads as a sentence at the raise
    """What was asked for cannot be done, in words for the person who asked."""


@dataclass(slots=True)
class Asked:
    """What is known when somebody asks for an act."""

    board: Board
    typed: Workshop  # before any decision
    acts: Sequence[Act]
    proposed: Wall | None = None  # the wall with all that Afterword proposes, once it is worked out
    _before: Mapping[str, str] = field(default_factory=dict)

    def act(self, said: Mapping[str, Any], at: str) -> Act:
        """Return the act that `said` asks for, without a number; raise Refused where it cannot be."""
        verb = _word(said, "what")
        makers: Mapping[str, Callable[[Mapping[str, Any], str], Act]] = {
            Verb.MOVE: self._move,
            Verb.COLUMN: self._column,
            Verb.TITLE: self._title,
            Verb.TYPE: self._type,
            Verb.VOTES: self._votes,
            Verb.SAME: self._same,
            Verb.CLEAR: self._clear,
            Verb.GROUPS: self._groups,
            Verb.LET_GO: self._let_go,
            Verb.UNDO: self._undo,
        }
        if verb not in makers:
            raise Refused("The page asked for something that this version does not know.")
        return makers[verb](said, at)

    # ── cards ────────────────────────────────────────────────────────────────────────────────

    def _move(self, said: Mapping[str, Any], at: str) -> Act:
        cards = self._cards(said)
        to = _word(said, "to")
        value, name = self._place(to)
        asked = {group.question for group in self.board.wall.groups if group.mark == to}
        if asked and {card.question for card in cards} != asked:
            raise Refused(
                "That column answers another workshop question. Choose one of the card's own."
            )
        decided = tuple(self._hung(card, value) for card in cards)
        return _act(at, Verb.MOVE, f"{_quoted(cards)} to {name}", decided, cards)

    def _hung(self, card: Idea, where: str, *, agreed: bool | None = True) -> Decision:
        against = self._hangs_first(card)
        return Decision(About.CARD, _which(card), "mark", Typed(where, NOWHERE), against, agreed)

    def _hangs_first(self, card: Idea) -> str:
        """Return where a card hangs in the workbook, before any decision."""
        if not self._before:
            self._before = dict(_places(grouping.as_typed(self.typed)))
        typed_here = next(
            (new.mark for act in self.acts for new in act.cards if new.id == card.id), ""
        )
        return self._before.get(card.id, typed_here or forms.NOT_PLACED)

    def _place(self, mark: str) -> tuple[str, str]:
        """Return the column's own mark and its name in words, also of the two that are none."""
        for aside in (forms.PARKING_LOT, forms.NOT_PLACED):
            if name_key(mark) == name_key(aside):
                return aside, aside
        group = self._group(mark)
        return group.own_mark(), str(group.title or group.mark)

    def _group(self, mark: str) -> Group:
        found = next((g for g in self.board.wall.groups if g.mark == mark), None)
        if found is None:
            raise Refused("That column is not there any more. Choose another.")
        return found

    def _question(self, said: Mapping[str, Any]) -> Typed:
        """Return the workshop question that is answered; where there are several, the page names it."""
        known = questions(self.board.workshop)
        found = [each for each in known if each == said.get("question")]
        if not found and len(known) > 1:
            raise Refused("Choose first which workshop question it answers.")
        return (found or known)[0]

    def _cards(self, said: Mapping[str, Any]) -> tuple[Idea, ...]:
        asked = said.get("cards")
        if not isinstance(asked, list) or not asked:
            raise Refused("It did not say which cards.")
        known = {idea.id: idea for idea in self.board.workshop.ideas}
        if any(not isinstance(each, str) or each not in known for each in asked):
            raise Refused("That card is not there any more.")
        return tuple(known[each] for each in dict.fromkeys(asked))

    def _type(self, said: Mapping[str, Any], at: str) -> Act:
        words = _word(said, "words", most=LONGEST).strip()
        if grouping.blank(words):
            raise Refused("The card is empty. Type what it says.")
        where = _word(said, "to") if said.get("to") else forms.NOT_PLACED
        value, name = self._place(where)
        taken = {idea.id for idea in self.board.workshop.ideas}
        taken |= {card.id for act in self.acts for card in act.cards}
        own = next(f"R{number}" for number in count(1) if f"R{number}" not in taken)
        aside = value in {forms.PARKING_LOT, forms.NOT_PLACED}
        question = self._question(said) if aside else self._group(where).question
        card = NewCard(own, words, "" if aside else value, str(question))
        idea = Idea(own, Typed(words, NOWHERE))
        parked = (self._hung(idea, value),) if value == forms.PARKING_LOT else ()
        said_so = f"typed {quoted(words)} under {name}"
        return Act(0, at, Verb.TYPE, said_so, parked, (card,), ((own, words),))

    def _votes(self, said: Mapping[str, Any], at: str) -> Act:
        (card,) = self._one(said)
        first = next((i.votes for i in self.typed.ideas if i.id == card.id), Typed("", NOWHERE))
        if first.strip():
            raise Refused(
                f"Its dots are typed in {first.place}, as {first.strip()}: change them there."
            )
        number = said.get("votes")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_VOTES:
            raise Refused(f"Dots are a whole number from 0 to {MOST_VOTES:,}.")
        value = Typed(str(number) if number else "", NOWHERE)
        decided = Decision(About.CARD, _which(card), "votes", value)
        return _act(at, Verb.VOTES, f"{number} dots on {_quoted([card])}", (decided,), [card])

    def _same(self, said: Mapping[str, Any], at: str) -> Act:
        (card,) = self._one(said)
        first = next((i.same_as for i in self.typed.ideas if i.id == card.id), Typed("", NOWHERE))
        other = said.get("as", "")
        known = {idea.id: idea for idea in self.board.workshop.ideas}
        if not isinstance(other, str) or (other and (other not in known or other == card.id)):
            raise Refused("That card is not there any more.")
        if other and known[other].question != card.question:
            raise Refused("That card answers another workshop question.")
        if first.strip() and not other:
            raise Refused(f"Same as {first.strip()} is typed in {first.place}: change it there.")
        if other and name_key(known[other].same_as) == name_key(card.id):
            raise Refused("That card is printed with this one already.")
        decided = Decision(About.CARD, _which(card), "same_as", Typed(other, NOWHERE))
        cards = [card, *([known[other]] if other else [])]
        told = (
            f"{_quoted([card])} printed with {_quoted([known[other]])}"
            if other
            else f"{_quoted([card])} printed by itself"
        )
        return _act(at, Verb.SAME, told, (decided,), cards)

    def _clear(self, said: Mapping[str, Any], at: str) -> Act:
        (card,) = self._one(said)
        yes = said.get("yes") is True
        decided = Decision(
            About.CARD, _which(card), "cleared", Typed("yes" if yes else "", NOWHERE)
        )
        told = f"{_quoted([card])} {'may be printed' if yes else 'held back'}"
        return _act(at, Verb.CLEAR, told, (decided,), [card])

    def _one(self, said: Mapping[str, Any]) -> tuple[Idea]:
        cards = self._cards(said)
        if len(cards) != 1:
            raise Refused("It did not say which card.")
        return (cards[0],)

    # ── columns ──────────────────────────────────────────────────────────────────────────────

    def _column(self, said: Mapping[str, Any], at: str) -> Act:
        title = _word(said, "title", most=LONGEST_TITLE).strip()
        cards = self._cards(said) if said.get("cards") else ()
        if not grouping.says_something(title):
            raise Refused("A title says in a few words what its cards say.")
        asked = {card.question for card in cards} or {self._question(said)}
        if len(asked) > 1:
            raise Refused("These cards answer several workshop questions: hang them one by one.")
        (question,) = asked
        own = [group for group in self.board.wall.groups if group.question == question]
        names = {name_key(n) for g in own for n in (g.mark, g.title, g.own_mark())}
        if name_key(title) in names | {name_key(forms.PARKING_LOT), name_key(forms.NOT_PLACED)}:
            raise Refused(f"There is a column “{title}” already.")
        mark, value = Typed(title, NOWHERE), Typed(title, NOWHERE)
        made = Decision(About.TITLE, mark, "title", value, question=question)
        hung = tuple(self._hung(card, title) for card in cards)
        return _act(at, Verb.COLUMN, f"new column “{title}”", (made, *hung), cards)

    def _title(self, said: Mapping[str, Any], at: str) -> Act:
        group = self._group(_word(said, "column"))
        words = _word(said, "title", most=LONGEST_TITLE).strip()
        agreed = said.get("agreed") is True
        if not words or not any(map(str.isalnum, words)):
            raise Refused(
                "Type the title first. What nobody has titled is printed as a working title."
            )
        first = self._title_first(group)
        which = Typed(group.own_mark(), NOWHERE)
        decided = [
            Decision(
                About.TITLE,
                which,
                "title",
                Typed(words, NOWHERE),
                first,
                agreed,
                question=group.question,
            )
        ]
        if group.proposed:
            decided.append(
                Decision(
                    About.TITLE, which, "group", which, "", agreed=True, question=group.question
                )
            )
        told = f"“{words}”, {'agreed' if agreed else 'a working title'}"
        return _act(at, Verb.TITLE, told, tuple(decided), ())

    def _title_first(self, group: Group) -> str:
        """Return how a column is titled in the workbook, "" where it is not."""
        typed = grouping.as_typed(self.typed)
        found = (g for g in typed.groups if name_key(g.own_mark()) == name_key(group.own_mark()))
        return next((str(g.title) for g in found if g.question == group.question), "")

    def _groups(self, said: Mapping[str, Any], at: str) -> Act:
        """Hang what Afterword proposes for one workshop question, as proposals: nobody has agreed to any of it.

        Of each group all cards, or a few that it is sure of: people go on from there.
        """
        few = said.get("few") is True
        wall, question = self.proposed, self._question(said)
        groups = [g for g in wall.groups if g.proposed and g.question == question] if wall else []
        if not groups or any(group.question == question for group in self.board.wall.groups):
            raise Refused(
                "There is nothing to propose: cards hang in columns already, or none is there."
            )
        decided: list[Decision] = []
        cards: list[Idea] = []
        for group in groups:
            name = group.title or group.mark
            which = Typed(name, NOWHERE)
            decided += [
                Decision(About.TITLE, which, "group", which, "", None, question=group.question),
                Decision(
                    About.TITLE,
                    which,
                    "title",
                    Typed(name, NOWHERE),
                    "",
                    None,
                    question=group.question,
                ),
            ]
            unsure = {card for card, _ in group.unsure}
            sure = [card for card in group.ideas if card.id not in unsure] or group.ideas
            own = sure[:FEW] if few else group.ideas
            decided += (self._hung(card, name, agreed=None) for card in own)
            cards += own
        told = f"{len(groups)} groups proposed for {len(cards)} cards"
        return _act(at, Verb.GROUPS, told, tuple(decided), cards)

    # ── acts ─────────────────────────────────────────────────────────────────────────────────

    def _let_go(self, said: Mapping[str, Any], at: str) -> Act:
        """Let go of what was decided about a card that is gone, however often."""
        card, words = _word(said, "card"), _word(said, "words", most=LONGEST)
        if (card, words) not in {(old, told) for _, old, told in self.board.gone}:
            raise Refused("That was settled already.")
        return Act(0, at, Verb.LET_GO, f"let go of {quoted(words)}", words=((card, words),))

    def _undo(self, _said: Mapping[str, Any], at: str) -> Act:
        act = last(self.acts)
        if act is None:
            raise Refused("There is nothing to undo.")
        return Act(0, at, Verb.UNDO, f"undone: {act.said}", about=act.number)


def _places(wall: Wall) -> Sequence[tuple[str, str]]:
    found = [(idea.id, group.own_mark()) for group in wall.groups for idea in group.ideas]
    found += [(each.idea.id, forms.NOT_PLACED) for each in wall.not_placed]
    found += [(idea.id, forms.PARKING_LOT) for idea in wall.parking_lot]
    aside = (*wall.merged, *wall.empty)
    return found + [(i.id, str(i.mark or i.title) or forms.NOT_PLACED) for i in aside]


def _act(
    at: str, verb: Verb, said: str, decided: tuple[Decision, ...], cards: Sequence[Idea]
) -> Act:
    words = tuple((idea.id, str(idea.text)) for idea in cards)
    return Act(0, at, verb, said, decided, words=words)


def _which(card: Idea) -> Typed:
    return Typed(card.id, card.text.place)


def _quoted(cards: Sequence[Idea]) -> str:
    return quoted(cards[0].text) if len(cards) == 1 else f"{len(cards)} cards"


def _word(said: Mapping[str, Any], name: str, *, most: int | None = None) -> str:
    found = said.get(name)
    if not isinstance(found, str):
        raise Refused(f"The page did not say {name}.")
    if most and len(found) > most:
        raise Refused(f"It has {len(found):,} characters; {most:,} are the most.")
    return found
