"""Hold an answer against the cards that were asked about: nothing in it is taken unseen."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.assistant.prompting import END, Prompt, listed
from pipeline.assistant.shapes import Cards, Mention, key_of, mentions
from pipeline.model import Idea, Offer, OfferedGroup, Wall
from pipeline.names import name_key, plain
from pipeline.privacy import names_a_person
from pipeline.problems import InputRefused, Place, Problem
from pipeline.words import among

NEARLY = 85  # rapidfuzz ratio from which words without an id of ours are a card's own, retouched
REWORDED = 50  # from which words beside an id of ours are that card's in other words
SHARED = 1 / 3  # or so much of the telling words of the shorter is the same
LONGEST, MOST_WORDS = 100, 12  # letters and words of a title
QUOTED = 60  # letters of words that a notice quotes
NO_COLUMN = frozenset(
    map(name_key, ("other", "others", "misc", "miscellaneous", "uncategorized", "leftover",
                   "leftovers", "does not fit", "no fit", "otros", "varios"))
)  # fmt: skip
WHOLE = "Save the whole answer of the model, or ask anew."


@dataclass(slots=True)
class Match:
    """What an answer says of the cards, and what of it does not hold; ids of cards everywhere."""

    home: dict[str, str] = field(default_factory=dict)  # a card → the key of its title
    titles: dict[str, str] = field(default_factory=dict)  # a title's key → the title
    also: dict[str, str] = field(
        default_factory=dict
    )  # a card → another title that it stands under
    fits_none: list[str] = field(default_factory=list)  # the answer itself says so
    untitled: list[str] = field(default_factory=list)
    reworded: dict[str, Mention] = field(default_factory=dict)
    renumbered: dict[str, Mention] = field(default_factory=dict)  # under the id of another card
    unworded: list[str] = field(default_factory=list)  # by the id alone
    strange: dict[str, Mention] = field(default_factory=dict)  # beside words of no card
    moved: list[str] = field(default_factory=list)  # hung by people, and elsewhere in the answer
    invented: list[Mention] = field(default_factory=list)

    def add(self, other: "Match") -> None:
        """Take in what another answer says of cards that this one does not place."""
        for title, words in other.titles.items():
            self.titles.setdefault(title, words)
        for name in ("home", "also", "reworded", "renumbered", "strange"):
            mine = getattr(self, name)
            mine.update({k: v for k, v in getattr(other, name).items() if k not in mine})
        for name in ("fits_none", "unworded", "moved", "invented"):
            mine = getattr(self, name)
            mine += [each for each in getattr(other, name) if each not in mine]


def match(answer: str, prompt: Prompt, wall: Wall) -> Match:
    """Return what `answer` says of the cards of `prompt`; where one of these is `wall` has it hung."""
    asked = {idea.id: str(idea.text) for idea in prompt.cards}
    hung = {idea.id: str(idea.text) for group in wall.groups for idea in group.ideas}
    columns = {idea.id: _names(group.mark, group.title) for group in wall.groups for idea in group.ideas}  # fmt: skip
    cards = Cards(hung | asked)
    twins = defaultdict(list)
    for card in asked:
        twins[cards.words[card]].append(card)
    found = Match()
    for each in mentions(answer.rpartition(END)[2], cards):
        card = _known(each, cards, found)
        if card in hung:
            if each.title and name_key(each.title) not in columns[card]:
                found.moved.append(card)
        elif card:
            free = (twin for twin in twins[cards.words[card]] if twin not in found.home)
            if not each.id and card in found.home:
                card = next(free, card)
            _hang(card, each.title, found)
    return found


def _known(said: Mention, cards: Cards, found: Match) -> str:
    """Return the card that a mention is about, "" where it is about none; note what is amiss."""
    by_words = cards.worded(said.words) if said.words else ""
    if said.id:
        if not said.words:
            found.unworded.append(said.id)
            return said.id
        if cards.says(said.id, said.words):
            return said.id
        if by_words:
            found.renumbered[by_words] = said
            return by_words
        if _alike(cards.words[said.id], key_of(said.words)):
            found.reworded[said.id] = said
            return said.id
        found.strange[said.id] = said
        return ""
    near = by_words or _nearest(key_of(said.words), cards.words)
    if near and not by_words:
        found.reworded[near] = said
    if not near and re.search(r"\w", said.words):
        found.invented.append(said)
    return near


def _hang(card: str, title: str, found: Match) -> None:
    key = name_key(title)
    if not key or key in NO_COLUMN or among("not_placed", title) or among("parking_lot", title):
        if card not in found.home:
            (found.fits_none if key else found.untitled).append(card)
        return
    found.titles.setdefault(key, title)
    first = found.home.setdefault(card, key)
    if first != key:
        found.also.setdefault(card, key)


def _alike(own: str, said: str) -> bool:
    """Say whether words may be those of a card, said otherwise."""
    from rapidfuzz import fuzz

    from pipeline import meaning

    if fuzz.ratio(own, said) >= REWORDED:
        return True
    mine, theirs = set(meaning.words(own)), set(meaning.words(said))
    return bool(mine and theirs) and len(mine & theirs) >= SHARED * min(len(mine), len(theirs))


def _nearest(said: str, words: Mapping[str, str]) -> str:
    from rapidfuzz import fuzz, process

    found = (
        process.extractOne(said, words, scorer=fuzz.ratio, score_cutoff=NEARLY) if said else None
    )
    return str(found[2]) if found else ""


def _names(*names: str) -> frozenset[str]:
    return frozenset(name_key(each) for each in names if each)


# ── what is offered, and what to know of it ──────────────────────────────────────────────────


def checked(
    answer: str, prompt: Prompt, wall: Wall, by: str, file: str
) -> tuple[Offer, tuple[Problem, ...]]:
    """Return what `answer` offers for the cards of `prompt`, and what of it does not hold.

    `by` is who gave the answer, `file` where it stands. Raise InputRefused where it sorts no card.
    """
    found = match(answer, prompt, wall)
    if not found.home:
        raise InputRefused(
            [Problem(Place(file), _why_nothing(answer, found), WHOLE, command=" with --ask.")]
        )
    return offered(found, prompt.cards, by, file)


def _why_nothing(answer: str, found: Match) -> str:
    if END in answer and not answer.rpartition(END)[2].strip():
        return "This is what the model is to be asked, not what it answered."
    if found.untitled:
        return "It names cards, and no titles that they would hang under."
    return "No card that was asked about stands in it."


def offered(
    found: Match, cards: Sequence[Idea], by: str, file: str
) -> tuple[Offer, tuple[Problem, ...]]:
    """Return a match as an offer, and what a person has to know of it."""
    text = {idea.id: idea.text for idea in cards}
    keys = [key for key in found.titles if key in set(found.home.values())]
    at = {key: n for n, key in enumerate(keys)}
    groups, refused = [], []
    for key in keys:
        own = [card for card in found.home if found.home[card] == key]
        title = _clean(found.titles[key])
        if not _stands(title, [text[card] for card in own]):
            refused.append(title)
            title = ""
        unsure = tuple((card, at[found.also[card]]) for card in own if found.also.get(card) in at)
        groups.append(OfferedGroup(title, tuple(own), unsure))
    left_out = [each for each in text if each not in found.home and each not in found.fits_none]
    return Offer(by, tuple(groups)), tuple(_notices(found, left_out, refused, len(text), file))


def _clean(title: str) -> str:
    return " ".join("".join(sign for sign in title if sign.isprintable() or sign.isspace()).split())


def _stands(title: str, cards: Collection[str]) -> bool:
    """Say whether a title can be shown: short, no name of a person, no number that no card holds."""
    said = {each for card in cards for each in re.findall(r"\d+", plain(card))}
    short = len(title) <= LONGEST and len(title.split()) <= MOST_WORDS
    return short and not names_a_person(title) and {*re.findall(r"\d+", plain(title))} <= said


def _notices(
    found: Match, left_out: Sequence[str], refused: Sequence[str], asked: int, file: str
) -> Iterator[Problem]:
    for many, which, what, hint in (
        (len(left_out), listed(left_out), f"of the {asked} cards asked about {{are}} not in the answer",
         "Afterword proposes places for them, beside the columns of the answer."),
        (len(found.fits_none), listed(found.fits_none), "{are} said to fit no column",
         "Afterword proposes places for them, beside the columns of the answer."),
        (len(found.also), listed([*found.also]), "{stand} in two columns of the answer",
         "Each hangs in the first, and the other is said beside it: look at them."),
        (len(found.reworded), _quoted(found.reworded), "{have} other words in the answer",
         "The words that people wrote stand. See that the model read what they mean."),
        (len(found.renumbered), listed([*found.renumbered]), "{stand} under the id of another card",
         "They are known by their words."),
        (len(found.strange), _quoted(found.strange), "{stand} beside words that no card says",
         "Not taken: what the answer says there is not what the card says."),
        (len(found.moved), listed(found.moved), "that people hung {stand} elsewhere in the answer",
         "They stay where people hung them."),
        (len(found.unworded), listed(found.unworded), "{are} named by the id alone",
         "Nothing shows that the model meant the words of the card: look at them."),
    ):  # fmt: skip
        if many:
            place = Place(file)
            yield Problem(place, f"{_count(many)} {_agreeing(what, many)}: {which}.", hint)
    if found.invented:
        said = "; ".join(f"“{_short(each.words)}”{_line(each)}" for each in found.invented[:5])
        more = "; …" if len(found.invented) > 5 else ""
        count = len(found.invented)
        what = "1 line of the answer is no card" if count == 1 else f"{count} lines of the answer are no cards"  # fmt: skip
        yield Problem(Place(file), f"{what} of yours: {said}{more}.", "Not taken.")
    if refused:
        said = "; ".join(f"“{_short(each)}”" for each in refused[:5])
        hint = "They are too long, may name a person, or say a number that no card says."
        yield Problem(Place(file), f"Titles of the answer are not taken: {said}.", hint)


def _count(many: int) -> str:
    return "1 card" if many == 1 else f"{many:,} cards"


def _agreeing(what: str, many: int) -> str:
    verbs = {"are": "is", "stand": "stands", "have": "has"} if many == 1 else {}
    return re.sub(r"\{(\w+)\}", lambda verb: verbs.get(verb[1], verb[1]), what)


def _quoted(found: Mapping[str, Mention]) -> str:
    said = [f"{card} (“{_short(each.words)}”)" for card, each in [*found.items()][:5]]
    return ", ".join(said) + (", …" if len(found) > 5 else "")


def _short(words: str) -> str:
    words = _clean(words)
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"


def _line(said: Mention) -> str:
    return f" (line {said.line})" if said.line else ""
