"""What is told only by how letters are set: on their side, cut off, in color, or as a mark of a note."""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.openxml import digits
from pipeline.openxml.walk import RUN, TC, P
from pipeline.proof.paper import (
    VAL,
    Finding,
    Paper,
    W,
    on,
    once,
    owner,
    quoted,
    seen,
    uncited,
    words,
)

_FANCY = (
    "algerian", "blackadder", "bradley hand", "brush script", "chiller", "comic sans", "curlz",
    "edwardian script", "freestyle script", "french script", "gigi", "harlow", "jokerman", "juice itc",
    "kristen", "kunstler", "lucida calligraphy", "lucida handwriting", "mistral", "monotype corsiva",
    "old english", "palace script", "papyrus", "parchment", "ravie", "rage italic", "script mt",
    "segoe script", "showcard", "snap itc", "stencil", "tempus sans", "viner hand", "vivaldi",
)  # fmt: skip
_DRESSED = ("outline", "shadow", "emboss", "imprint", "dstrike")
_NARROW = -10  # twentieths of a point between letters
_LONG = 120  # letters of a line that should begin at the left
_BY_COLOR = re.compile(
    r"\b(?:in|marked|shown|shaded|highlighted|colou?red)(?: in)? "
    r"(?:red|green|yellow|blue|orange|grey|gray|purple)\b",
    re.IGNORECASE,
)
_SAYS_COLOR = re.compile(
    r"\b(?:red|green|yellow|blue|orange|grey|gray|purple)(?: (?:items?|rows?|cells?|text|words?|letters?|steps?|"
    r"lines?|ones))? (?:means?|is for|are|is|stands? for|shows?|=)",
    re.IGNORECASE,
)


def check(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield what is wrong with how letters are set in one part."""
    yield from once(_cut_off(paper, root))
    yield from once(_turned(root))
    yield from once(_fancy(paper, root))
    yield from once(_dressed(root))
    yield from once(_off_left(paper, root))
    yield from once(_by_color(paper, root))
    yield from once(_typed_notes(root))
    yield from once(_form_fields(root))


def _cut_off(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each line that is lower than its letters, or whose letters are pushed together."""
    for paragraph in root.iter(P):
        own = paragraph.find(f"{W}pPr/{W}spacing")
        lines = own if own is not None else paper.find(paper.style(paragraph), f"{W}pPr/{W}spacing")
        exact = lines is not None and lines.get(f"{W}lineRule") == "exact"
        height = lines.get(f"{W}line", "") if exact else ""
        if digits.unsigned(height) and seen(paragraph) and int(height) / 20 < paper.size(paragraph):
            hint = "In Word: Paragraph, Line spacing: Multiple."
            message = f"The lines of {quoted(words(paragraph))} are lower than their letters."
            yield Finding("F1", message, hint, paragraph)
    for run in root.iter(RUN):
        found = run.find(f"{W}rPr/{W}spacing")
        pushed = "" if found is None else found.get(VAL, "")
        if digits.signed(pushed) and int(pushed) <= _NARROW and seen(run):
            hint = "In Word: Font, Advanced, Spacing: Normal."
            yield Finding(
                "F1", f"The letters of {quoted(words(run))} are pushed together.", hint, run
            )


def _turned(root: Any) -> Iterator[Finding]:
    for cell in root.iter(TC):
        way = cell.find(f"{W}tcPr/{W}textDirection")
        if way is not None and way.get(VAL, "lrTb") not in ("lrTb", "lr", "tb") and seen(cell):
            hint = "In Word: Table Layout, Text Direction: let it run from left to right."
            yield Finding("F1", f"{quoted(words(cell))} stands on its side.", hint, cell)


def _fancy(paper: Paper, root: Any) -> Iterator[Finding]:
    for run in root.iter(RUN):
        fonts = paper.of_run(run, "rFonts")
        named = "" if fonts is None else fonts.get(f"{W}ascii", "")
        if named.casefold().startswith(_FANCY) and seen(run):
            hint = "Choose a plain font, such as Calibri or Arial."
            yield Finding(
                "F1", f"{quoted(words(run))} is set in {named}, which is hard to read.", hint, run
            )


def _dressed(root: Any) -> Iterator[Finding]:
    for run in root.iter(RUN):
        own = run.find(f"{W}rPr")
        if own is not None and any(on(own.find(f"{W}{each}")) for each in _DRESSED) and seen(run):
            hint = "In Word: Font: take the effect away."
            yield Finding(
                "F1", f"{quoted(words(run))} has outlines, a shadow or lines through it.", hint, run
            )


def _off_left(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        own = paragraph.find(f"{W}pPr/{W}jc")
        found = own if own is not None else paper.find(paper.style(paragraph), f"{W}pPr/{W}jc")
        way = "" if found is None else found.get(VAL)
        if (
            way in ("center", "right", "end")
            and len(seen(paragraph)) > _LONG
            and paragraph.find(f"{W}pPr/{W}bidi") is None
        ):
            yield Finding(
                "F2",
                f"{quoted(words(paragraph))} does not begin at the left.",
                "Align it left.",
                paragraph,
            )


def _by_color(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each sentence that tells a reader to go by a color."""
    for paragraph in root.iter(P):
        text = uncited(words(paragraph))
        found = _BY_COLOR.search(text) or _SAYS_COLOR.search(text)
        if found and not paper.typed(found[0]):
            hint = "Say it in words, too: “late”, “done”, in a column of their own."
            yield Finding("C2", f"{quoted(text)} lets a reader go by color alone.", hint, paragraph)


def _typed_notes(root: Any) -> Iterator[Finding]:
    """Yield each line that begins with a raised number, as a footnote does that is typed."""
    for paragraph in root.iter(P):
        first = next((each for each in paragraph.iter(RUN) if words(each).strip()), None)
        if (
            first is None
            or owner(paragraph, f"{W}footnote") is not None
            or owner(paragraph, f"{W}endnote") is not None
        ):
            continue
        raised = first.find(f"{W}rPr/{W}vertAlign")
        mark = words(first).strip()
        if (
            raised is not None
            and raised.get(VAL) == "superscript"
            and re.fullmatch(r"\d{1,3}|[*†‡]{1,3}", mark)
        ):
            hint = "In Word: References, Insert Footnote."
            yield Finding(
                "X4",
                f"{quoted(words(paragraph))} is a footnote by its looks only.",
                hint,
                paragraph,
            )


def _form_fields(root: Any) -> Iterator[Finding]:
    """Yield each field of an old form that does not say what to fill in."""
    for data in root.iter(f"{W}ffData"):
        told = [data.find(f"{W}{each}") for each in ("helpText", "statusText")]
        if all(each is None or not each.get(VAL, "").strip() for each in told):
            name = data.find(f"{W}name")
            named = quoted("" if name is None else name.get(VAL, ""))
            hint = "In Word: Developer, Properties, Add Help Text; or use a content control with a title."
            yield Finding("X3", f"The form field {named} does not say what to fill in.", hint, data)
