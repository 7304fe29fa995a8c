"""Headings: one title, no level skipped, none empty, none by its looks only."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pipeline.openxml import digits
from pipeline.openxml.walk import RUN, SAMPLE, TC, P
from pipeline.proof.paper import VAL, Finding, Paper, W, on, owner, quoted, seen, style_of, words

_DC = "{http://purl.org/dc/elements/1.1/}"
_PAIR = 2
_LONG = 100
_SHORT = 80  # a line of its own that long may be a heading
_LARGER = 4  # half points above the letters around it

_BEGINNING = 40  # paragraphs in which a letter greets its reader
_GREETING = re.compile(
    r"(?i)(?:(?:dear|estimad[oa]s?|apreciables?|chers?|ch[eè]res?|sehr geehrte[rn]?)\b.{1,150}"
    r"|to whom it may concern)\s?[:,]"
)

Heading = tuple[int, str]


def greets(paper: Paper) -> bool:
    """Say whether a document without headings greets somebody, as a letter of any name does."""
    first = islice(paper.body.iter(P), _BEGINNING)
    bare = all(paper.level(each) is None for each in paper.body.iter(P))
    return bare and any(_GREETING.fullmatch(" ".join(words(each).split())) for each in first)


def check(paper: Paper, *, letter: bool) -> Iterator[Finding]:
    """Yield what is wrong with the headings; a letter needs none."""
    found: list[Heading] = []
    for paragraph in paper.body.iter(P):
        level = paper.level(paragraph)
        if level is not None:
            found.append((level, seen(paragraph)))
            if not found[-1][1]:
                after = found[-2][1] if len(found) >= _PAIR else ""
                where = f"after {quoted(after)}" if after else "at the beginning"
                yield Finding(
                    "H3", f"A heading {where} is empty.", "Write it, or delete the line.", paragraph
                )
    if not letter:
        yield from _levels(found)
        yield from _title(paper, found)
    yield from _texts(paper, found)
    yield from _by_looks(paper, letter=letter)


def _levels(found: Sequence[Heading]) -> Iterator[Finding]:
    firsts = [text for level, text in found if level == 1]
    if not firsts:
        yield Finding(
            "H1", "No heading is of level 1.", "Give the title of the document the style Heading 1."
        )
    for text in firsts[1:]:
        hint = "Keep Heading 1 for the title of the document; sections are Heading 2."
        yield Finding("H1", f"A second heading of level 1, {quoted(text)}.", hint)
    before = 0
    for level, text in found:
        if before and level > before + 1:
            hint = f"Make it Heading {before + 1}."
            yield Finding(
                "H2",
                f"The heading {quoted(text)} is of level {level} and follows level {before}.",
                hint,
            )
        before = level


def _title(paper: Paper, found: Sequence[Heading]) -> Iterator[Finding]:
    title = " ".join((paper.core.findtext(f"{_DC}title") or "").split()).casefold()
    if SAMPLE[0] in title:
        title = ""  # nobody knows it yet
    for level, text in found[:1]:
        first = " ".join(text.split()).casefold()
        if level != 1:
            hint = "Put the title of the document, in Heading 1, before it."
            yield Finding("H6", f"The first heading, {quoted(text)}, is of level {level}.", hint)
        elif title and first and first not in title and title not in first:
            hint = "Let File, Info, Title and the first heading say the same."
            yield Finding(
                "H6", f"The first heading, {quoted(text)}, and the document's title differ.", hint
            )


def _texts(paper: Paper, found: Sequence[Heading]) -> Iterator[Finding]:
    above: list[tuple[int, int]] = []  # the headings over this one: level and number
    seen: set[tuple[int, str]] = set()
    for number, (level, text) in enumerate(found):
        above = [each for each in above if each[0] < level]
        key = above[-1][1] if above else -1, text.casefold()
        above.append((level, number))
        if len(text) > _LONG and not paper.typed(text):
            hint = "Say it in fewer words; the rest goes into the text below."
            yield Finding("H4", f"The heading {quoted(text)} has {len(text)} characters.", hint)
        if text and key in seen and not paper.typed(text):
            hint = "Name each by what sets it apart."
            yield Finding("H4", f"Two headings beside each other say {quoted(text)}.", hint)
        seen.add(key)


def _by_looks(paper: Paper, *, letter: bool) -> Iterator[Finding]:
    usual = paper.usual.get("paragraph", "")
    for paragraph in paper.body.iter(P):
        style = style_of(paragraph, "pPr", "pStyle")
        styled = not letter and _by_style(paper, style)  # a letter has a letterhead
        plain = style in ("", usual) or styled
        if not plain or owner(paragraph, TC) is not None or paper.numbered(paragraph) is not None:
            continue
        text = words(paragraph).strip()
        if not text or len(text) > _SHORT or text[-1] in ".:;,?!…)]”":
            continue
        runs = [run for run in paragraph.iter(RUN) if words(run).strip()]
        loud = styled or all(_stands_out(paper, run) for run in runs)
        if loud and paper.level(paragraph) is None:
            hint = "Give it a heading style; or, if it is none, take away the bold or the size."
            yield Finding("H5", f"{quoted(text)} is a heading by its looks only.", hint, paragraph)


def _by_style(paper: Paper, style: str) -> bool:
    """Say whether a style makes of a line what looks as a heading: bold, and larger than the text."""
    bold, size = (paper.find(style, f"{W}rPr/{W}{each}") for each in ("b", "sz"))
    usual = None if paper.defaults is None else paper.defaults.find(f"{W}sz")
    body = digits.number(usual.get(VAL), 22) if usual is not None else 22
    large = (
        size is not None
        and digits.unsigned(size.get(VAL, ""))
        and int(size.get(VAL)) >= body + _LARGER
    )
    name = paper.find(style, f"{W}name")
    named = "" if name is None else name.get(VAL, "").casefold()
    return on(bold) and large and named not in ("title", "toc heading")


def _stands_out(paper: Paper, run: Any) -> bool:
    bold, size = run.find(f"{W}rPr/{W}b"), run.find(f"{W}rPr/{W}sz")
    if bold is None and (character := style_of(run, "rPr", "rStyle")):
        bold = paper.find(character, f"{W}rPr/{W}b")
    usual = None if paper.defaults is None else paper.defaults.find(f"{W}sz")
    body = digits.number(usual.get(VAL), 22) if usual is not None else 22
    larger = (
        size is not None
        and digits.unsigned(size.get(VAL, ""))
        and int(size.get(VAL)) >= body + _LARGER
    )
    return on(bold) or larger
