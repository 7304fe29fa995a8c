"""One column, one line a card; which of the lines are titles, if any, something else must say."""

from collections.abc import Collection
from dataclasses import replace

from pipeline.model import ColumnRead, Layout, Sheet, Typed, Wanted, column_letters
from pipeline.problems import Problem
from pipeline.reading import mapping, questions, telling
from pipeline.reading.cards import lists
from pipeline.reading.cards.lists import Listing
from pipeline.reading.claims import Certainty, Claim, Reader, Taken
from pipeline.reading.mapping import pinned
from pipeline.reading.nouns import details
from pipeline.reading.nouns.ideas import Card

NAMES = (mapping.LIST,)


def claim(sheet: Sheet) -> Claim | None:
    """Claim a column of lines that read like cards."""
    return under(sheet, (), "")


def under(sheet: Sheet, titles: Collection[str], name: str) -> Claim | None:
    """Claim a column of lines; those that are one of `titles` head the lines below them.

    `titles` and `name`, of the workshop, are given as names compare.
    """
    found = lists.plain(sheet, titles, name)
    if found is None:
        return None
    return Claim(found, Certainty.SHAPED, sheet.cells, asks=found.unsure())


def pin(sheet: Sheet, wanted: Wanted) -> Listing | Problem:
    """Return the list with the titles that the mapping file names."""
    chosen = pinned.known(wanted, {"idea": "text"})
    if isinstance(chosen, Problem):
        return chosen
    header = wanted.heading_row or 0
    cells = tuple(
        cell
        for cell in sheet.cells
        if cell.text.strip() and cell.row > header and (not chosen or cell.column in chosen["text"])
    )
    own = replace(sheet, cells=cells)
    if wanted.layout == mapping.HEADED and not wanted.titles:
        nothing = "Nothing sets titles apart from cards."
        return lists.stacked(own) or Problem(wanted.place, nothing, 'List the titles: titles = ["…"].')  # fmt: skip
    found = lists.said(own, wanted.titles, wanted.not_cards)
    above = [cell for cell in sheet.cells if cell.row == header]
    return replace(found, question=next((cell for cell in above if lists.asks(cell)), None))


def read(found: Listing, reader: Reader) -> Taken:
    """Read a card a line, under the question asked above them; say what is unsure."""
    member = reader.member
    cards = tuple(lists.cards(found, reader.account))
    asked = None
    if found.question and (found.titles or (member and member.same_question)):
        asked = details.asked(reader.account, found.question)
    elif found.question:
        prompt = reader.account.typed(found.question.row, found.question.column)
        cards = questions.put((_answering(card, prompt) for card in cards), prompt)
    of_chat = found.how is lists.Apart.CHAT
    if not (found.titles or found.question or of_chat or (member and member.named)):
        reader.account.say(*telling.which_titles(found.sheet, len(cards)))
    return reader.cards(found.how, cards, asked)


def _answering(card: Card, asked: Typed) -> Card:
    return replace(card, idea=replace(card.idea, prompt=asked))


def tell(found: Listing) -> Layout:
    """Return which lines are titles, which name the board; every line where nobody knows."""
    own = (cell for cell in found.sheet.cells if cell.column not in found.beside())
    words = {(cell.row, cell.column): cell.text.strip() for cell in own}
    titles = tuple(words[at] for at in sorted(found.titles))
    names = tuple(words[at] for at in sorted(found.names))
    every = () if titles else tuple(dict.fromkeys(filter(None, words.values())))
    name = mapping.LIST if found.how in lists.UNMARKED else mapping.HEADED
    row = found.question.row if found.question else 0
    votes = (ColumnRead("Votes", column_letters(found.votes)),) if found.votes else ()
    return Layout(name, found.how, row, votes, titles, not_cards=names, lines=every)
