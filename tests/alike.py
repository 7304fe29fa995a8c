"""Cards that say the same and cards that only look so, made from cards of our own with fixed dice."""

import csv
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

DATA = Path(__file__).parent / "data"
Pair = tuple[str, str]
Dice = random.Random


def cards() -> list[str]:
    """Return every different card of our own among the tests' data."""
    found = []
    for name, column in (("ungrouped.csv", "idea"), ("pairs.csv", "text"), ("pairs.csv", "other")):
        with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
            found += [row[column] for row in csv.DictReader(file)]
    return sorted({card for card in found if len(card.split()) > 3})


def _word(card: str, dice: Dice, least: int = 5) -> tuple[list[str], int]:
    words = card.split()
    long = [i for i, word in enumerate(words) if len(word) >= least and word.isalpha()]
    return words, dice.choice(long or [0])


def swapped(card: str, dice: Dice) -> str:
    words, at = _word(card, dice)
    word, i = words[at], dice.randrange(1, max(2, len(words[at]) - 2))
    words[at] = word[:i] + word[i + 1 : i + 2] + word[i : i + 1] + word[i + 2 :]
    return " ".join(words)


def dropped(card: str, dice: Dice) -> str:
    words, at = _word(card, dice)
    i = dice.randrange(1, max(2, len(words[at]) - 1))
    words[at] = words[at][:i] + words[at][i + 1 :]
    return " ".join(words)


def doubled(card: str, dice: Dice) -> str:
    words, at = _word(card, dice)
    i = dice.randrange(1, max(2, len(words[at]) - 1))
    words[at] = words[at][:i] + words[at][i] + words[at][i:]
    return " ".join(words)


def punctuated(card: str, dice: Dice) -> str:
    return dice.choice([card.upper(), f"{card}!!", f"- {card.lower()}.", card.replace(" ", "  ")])


def with_the(card: str, dice: Dice) -> str:
    words = card.split()
    words.insert(dice.randrange(1, len(words)), "the")
    return " ".join(words)


def turned(card: str, _: Dice) -> str:
    """Turn a list round: "data and maps", "maps and data"."""
    found = re.search(r"(\w+) and (\w+)", card)
    return card.replace(found[0], f"{found[2]} and {found[1]}") if found else card


def with_not(card: str, dice: Dice) -> str:
    words = card.split()
    words.insert(dice.randrange(len(words)), dice.choice(["not", "never", "no", "without"]))
    return " ".join(words)


def with_number(card: str, dice: Dice) -> str:
    words = card.split()
    words.insert(dice.randrange(len(words)), dice.choice(["2", "three", "10", "half", "20%"]))
    return " ".join(words)


def other_word(card: str, dice: Dice) -> str:
    """Put another common word in the place of one: library, county."""
    words, at = _word(card, dice)
    others = ["school", "library", "county", "morning", "river", "manager", "plan", "women"]
    words[at] = dice.choice([each for each in others if each[:4] != words[at].casefold()[:4]])
    return " ".join(words)


def other_sense(card: str, dice: Dice) -> str:
    words, at = _word(card, dice)
    words[at] = dice.choice(["non-", "un", "anti-"]) + words[at]
    return " ".join(words)


SAME: Sequence[Callable[[str, Dice], str]] = (
    swapped,
    dropped,
    doubled,
    punctuated,
    with_the,
    turned,
)
OTHER: Sequence[Callable[[str, Dice], str]] = (with_not, with_number, other_word, other_sense)


def near_pairs(makers: Sequence[Callable[[str, Dice], str]]) -> Iterator[Pair]:
    """Yield each card beside what each of `makers` makes of it."""
    dice = random.Random(4)  # noqa: S311 - fixed dice, not a secret
    for card in cards():
        for make in makers:
            made = make(card, dice)
            if made != card:
                yield card, made


def said_pairs() -> Iterator[tuple[str, str, bool]]:
    """Yield pairs in other words, and whether they say the same: of our own writing."""
    with (DATA / "pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["text"], row["other"], row["same"] == "yes"
