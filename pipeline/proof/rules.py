"""The rules that proof-reading knows: how grave a breach is, and what each asks for.

E stops a document from going out, W is to be mended, T is a tip. The rules follow Section 508
(36 CFR 1194, E205: WCAG 2.0 A and AA), the AED COP's and HHS's checklists for Word and the rules of
Word's own checker; C3 is WCAG 2.1.
"""

from typing import Literal, NamedTuple

Severity = Literal["E", "W", "T"]


class Rule(NamedTuple):
    """How grave a breach is, and what is asked."""

    severity: Severity
    asks: str


ALL: dict[str, Rule] = {
    "D1": Rule("E", "A title in the properties that says what the document is"),
    "D2": Rule("E", "A language for the whole document"),
    "D3": Rule("W", "An author, a subject or tags in the properties"),
    "D4": Rule("W", "A language for each passage in another one"),
    "D5": Rule("E", "No protection: a screen reader must get in"),
    "D6": Rule("W", "The format of a Word of today"),
    "D7": Rule("W", "No comments and no tracked changes"),
    "D8": Rule("T", "A file name without spaces and odd signs"),
    "D9": Rule("W", "No macros, and nothing that is fetched from elsewhere"),
    "D10": Rule("W", "All of its paragraphs are proof-read"),
    "H1": Rule("E", "One heading of level 1, the title"),
    "H2": Rule("E", "No level of heading skipped"),
    "H3": Rule("E", "No empty heading"),
    "H4": Rule("W", "Short headings, each with words of its own"),
    "H5": Rule("W", "Headings by style, not by looks"),
    "H6": Rule("W", "A first heading that is the title"),
    "H7": Rule("W", "A contents list where a document has more than 5 pages"),
    "T1": Rule("E", "A header row in every table"),
    "T2": Rule("E", "One block of header rows, at the top, with words in every cell"),
    "T3": Rule("E", "No merged cells, as many in every row"),
    "T4": Rule("E", "No table in a table"),
    "T5": Rule("W", "A word in every cell"),
    "T6": Rule("W", "Rows that stay whole"),
    "T7": Rule("W", "Alternative text for every table"),
    "T8": Rule("W", "Tables in line with the text"),
    "T9": Rule("T", "A caption or a sentence that leads to a table"),
    "T10": Rule("E", "No table for layout"),
    "I1": Rule("E", "Alternative text for every picture, chart and shape"),
    "I2": Rule("W", "Alternative text that is short and says what is shown"),
    "I3": Rule("E", "Pictures in line with the text"),
    "I4": Rule("E", "No text boxes, frames, watermarks and backgrounds"),
    "I5": Rule("W", "The numbers of a chart in words or in a table below it"),
    "L1": Rule("E", "Lists by style, not by typed signs"),
    "L2": Rule("W", "No level of list skipped"),
    "K1": Rule("E", "Links that say where they go"),
    "K2": Rule("W", "One place for the same words of a link"),
    "K3": Rule("W", "Links and references that lead somewhere"),
    "S1": Rule("E", "No blank lines as space"),
    "S2": Rule("W", "No spaces or line breaks as space"),
    "S3": Rule("W", "New pages by a style or a section"),
    "S4": Rule("W", "No typed or drawn lines to write on"),
    "C1": Rule("E", "Letters that stand out from what is behind them"),
    "C2": Rule("E", "No meaning by color alone"),
    "C3": Rule("W", "Charts whose bars and lines stand out"),
    "F1": Rule("W", "Letters that are large, plain, still and seen"),
    "F2": Rule("T", "Text to the left, without capitals and underlines"),
    "F3": Rule("T", "Words, not signs of a symbol font"),
    "X1": Rule("E", "What counts in the text, not only in header or footer"),
    "X2": Rule("W", "Page numbers by a field"),
    "X3": Rule("E", "A title for every control that is filled in"),
    "X4": Rule("W", "Footnotes that Word knows"),
    "P1": Rule("T", "A reading grade of 10 at most, and short sentences"),
    "P2": Rule("W", "Abbreviations spelled out where they stand first"),
    "P3": Rule("T", "Words that every reader knows"),
    "X5": Rule("W", "Columns by section or table, not by tabs"),
}  # fmt: skip
