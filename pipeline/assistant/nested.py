"""Read an answer that is JSON, whole or broken off, alone or in a fence with prose around it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.assistant.shapes import Cards, Mention, title_of

HALF = 0.5  # of the signs of an answer: it is JSON that holds so many
CUTS = 200  # places that are tried, from the end
CLOSES = {"{": "}", "[": "]"}
TITLES = ("title", "name", "group", "column", "theme", "category", "cluster", "topic", "label",
          "heading", "titulo", "título", "grupo", "columna", "tema")  # fmt: skip
IDS = ("id", "card_id", "cardid", "card", "card id", "number", "no", "ref", "key")
WORDS = ("words", "text", "card_text", "content", "idea", "card", "description", "texto")
CONTAINERS = frozenset(
    ("groups", "columns", "cards", "ideas", "items", "themes", "categories", "clusters", "members",
     "result", "results", "answer", "data", "card_ids", "ids", "notes", "grupos", "tarjetas")
)  # fmt: skip


def mentions(answer: str, cards: Cards) -> Iterator[Mention]:
    """Yield each card of an answer that is JSON for the most part; nothing of any other."""
    begin = re.search(r"[{\[]", answer)
    if not begin:
        return
    text = re.sub(r"^\s*```\w*\s*$", "", answer, flags=re.MULTILINE)
    values, spent = _values(text)
    if spent < HALF * len("".join(text.split())):
        return
    for value in values:
        yield from _walk(value, "", cards)


def _values(text: str) -> tuple[list[Any], int]:
    """Return every JSON value in `text`, and how many signs they take; a broken one is mended."""
    decoder, values, spent, at = json.JSONDecoder(strict=False), [], 0, 0
    while found := re.compile(r"[{\[]").search(text, at):
        start = found.start()
        try:
            value, at = decoder.raw_decode(text, start)
        except ValueError:
            mended = _mended(text[start:])
            if mended is None:
                at = start + 1
                continue
            value, at = mended, len(text)
        values.append(value)
        spent += len("".join(text[start:at].split()))
    return values, spent


def _mended(text: str) -> Any:
    """Return a value whose commas are amiss, or that breaks off: as far as it goes, None for others."""
    text = re.sub(r",(\s*[}\]])", r"\1", text)
    for end, closing in list(_ends(text))[:-CUTS:-1]:
        try:
            return json.loads(text[:end] + closing, strict=False)
        except ValueError:
            continue
    return None


def _ends(text: str) -> Iterator[tuple[int, str]]:
    """Yield where `text` may be cut, behind a bracket or a string, and what then closes it."""
    open_: list[str] = []
    for part in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if part[0] in CLOSES:
            open_.append(CLOSES[part[0]])
        elif part[0] in "]}" and (not open_ or open_.pop() != part[0]):
            return
        yield part.end(), "".join(reversed(open_))
        if not open_:
            return


def _walk(value: Any, title: str, cards: Cards) -> Iterator[Mention]:
    if isinstance(value, dict):
        yield from _of_object({str(key): each for key, each in value.items()}, title, cards)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each, title, cards)
    elif isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
        yield _single(str(value), title, cards)


def _of_object(value: dict[str, Any], title: str, cards: Cards) -> Iterator[Mention]:
    low = {key.casefold().strip(): key for key in value}
    own = next((value[low[k]] for k in TITLES if k in low and isinstance(value[low[k]], str)), "")
    nested = {k: v for k, v in value.items() if isinstance(v, (dict, list))}
    card = next(
        (str(value[low[k]]) for k in IDS if k in low and cards.id_of(str(value[low[k]]))), ""
    )
    words = next(
        (str(value[low[k]]) for k in WORDS if k in low and _other(value[low[k]], card)), ""
    )
    if (card or (words and not nested)) and not any(key in CONTAINERS for key in nested):
        listed = next((v for v in nested.values() if isinstance(v, list)), [])
        yield Mention(0, cards.id_of(card), words, title_of(own) if own else title)
        for each in listed if not words and not card else ():
            yield from _walk(each, title, cards)
        return
    for key, each in value.items():
        if isinstance(each, (dict, list)):
            named = "" if key.casefold().strip() in CONTAINERS else title_of(key)
            yield from _walk(each, title_of(own) if own else named or title, cards)
        elif known := cards.id_of(key):  # {"a1-01": "Rides"}, or the card's words
            text = str(each)
            worded = cards.says(known, text) or bool(cards.worded(text))
            yield Mention(0, known, text if worded else "", title if worded else title_of(text))
        elif (
            isinstance(each, (str, int)) and key.casefold() not in TITLES and _ids(str(each), cards)
        ):
            for one in _ids(str(each), cards):
                yield Mention(
                    0, one, "", title_of(key) if key.casefold() not in CONTAINERS else own
                )


def _other(value: Any, card: str) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value != card


def _ids(text: str, cards: Cards) -> list[str]:
    before, ids = cards.many(text)
    return ids if not before.strip() else []


def _single(text: str, title: str, cards: Cards) -> Mention:
    found = cards.entry(text)
    if found and (not cards.worded(text) or cards.says(*found)):
        return Mention(0, found[0], found[1], title)
    return Mention(0, "", text, title)
