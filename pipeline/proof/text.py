"""Running text: real lists, links that speak, no blank lines, no typed lines to write on, no tags."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.openxml import languages
from pipeline.openxml.walk import TBL, P, T
from pipeline.proof.paper import VAL, Finding, Paper, W, empty, once, owner, quoted, stories, words

_DC = "{http://purl.org/dc/elements/1.1/}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SIGN = r"[•·▪◦‣●○■□*–—-]|[→➔➜➢➤►▶»›✓✔✗✘☐☑]|\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,5}[.)]"
_LIST_SIGN = re.compile(rf"\s{{0,9}}({_SIGN})\s+\S")
_LISTED_LINES = re.compile(
    rf"(?:(?:^|\n)\s{{0,9}}({_SIGN})[ \t\u00a0]+[^\n]{{1,2000}}(?=\n|$)){{2,50}}"
)
_ADDRESS = re.compile(r"(https?://|www\.)\S{1,2000}", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    {"", "click here", "here", "link", "more", "read more", "learn more", "this", "this link"}
)
_WIDE = re.compile(r"\S[ \u00a0]{3,60}\S")
_TABBED = re.compile(r"\S[^\t\n]{0,200}\t[^\t\n]{1,200}\t\s{0,20}\S")
_BROKEN = re.compile(r"\n\s{0,20}\n")
_BLANK = re.compile(r"_{3,200}|\.{5,200}|…{2,200}")


def check(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield what is wrong with the running text of one part."""
    yield from _lists(paper, root)
    yield from _levels(paper, root)
    yield from _links(root)
    yield from once(_dead_links(paper, root))
    yield from once(_led_blanks(paper, root))
    yield from _blank_lines(root)
    yield from _spaces(paper, root)
    yield from _controls(root)
    yield from once(_languages(root))


def _languages(root: Any) -> Iterator[Finding]:
    for found in languages.unmarked(root):
        hint = "In Word: select it; Review, Language, Set Proofing Language."
        yield f"{quoted(found)} is in another script, and does not say its language.", hint


def tags(paper: Paper) -> Iterator[Finding]:
    """Yield each tag that no template should leave behind, in the text and in the title."""
    pages = [words(each) for root in paper.texts for each in root.iter(P)]
    for text in (*pages, paper.core.findtext(f"{_DC}title") or ""):
        for tag in paper.tags(text):
            yield f"The tag {tag} was left over.", "Correct it in the template."


def _lists(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        text = words(paragraph)
        sign = _LIST_SIGN.match(text) or _LISTED_LINES.search(text)
        if not sign or paper.typed(sign[0].strip()):
            continue
        if paper.numbered(paragraph) is None and paper.level(paragraph) is None:
            hint = "Use the style List Bullet or List Number, and delete the sign."
            yield f"{quoted(text)} is a list by its looks only.", hint


def _levels(paper: Paper, root: Any) -> Iterator[Finding]:
    for story in stories(root):
        before = -1
        for block in story:
            listed = block.tag == P and paper.level(block) is None  # a numbered heading is no line
            level = paper.numbered(block) if listed else None
            if level is not None and level > before + 1:
                hint = "In Word: Decrease Indent, until it stands one level under the line above."
                yield f"The list line {quoted(words(block))} skips a level.", hint
            before = -1 if level is None else level


def _links(root: Any) -> Iterator[Finding]:
    led: dict[str, str] = {}
    for shown, target in _link_texts(root):
        text = " ".join(shown.split()).strip(" .:»>")
        if text.casefold() in _SAYS_NOTHING or _ADDRESS.fullmatch(text):
            what = f"The link {quoted(text)}" if text else "A link without words"
            yield f"{what} does not say where it goes.", "Write the name of the page or the site."
        elif led.setdefault(text.casefold(), target) != target:
            hint = "Give each the name of its own page."
            yield f"Two links say {quoted(text)} and lead to different places.", hint


def _dead_links(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each link into the document that leads to no bookmark of it."""
    for link in root.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor and not link.get(_ID) and anchor not in paper.bookmarks | {"_top"}:
            hint = "Link it to a heading that is there, or take the link away."
            yield f"The link {quoted(words(link))} leads nowhere in the document.", hint


def _led_blanks(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each line to write on that a tab with a leader makes."""
    for paragraph in root.iter(P):
        own = paragraph.findall(f"{W}pPr/{W}tabs/{W}tab")
        tabs = paper.find(paper.style(paragraph), f"{W}pPr/{W}tabs")
        leads = {each.get(f"{W}leader", "none") for each in [*own, *([] if tabs is None else tabs)]}
        if leads & _LEADERS and words(paragraph).rstrip(" ").endswith("\t"):
            hint = "Write [Fill in: what], or use a table."
            yield f"A line to write on is made with a tab in {quoted(words(paragraph))}.", hint


_LEADERS = frozenset({"underscore", "dot", "hyphen", "heavy", "middleDot"})


def _link_texts(root: Any) -> Iterator[tuple[str, str]]:
    """Yield the words of each link and where it leads, as far as the part says."""
    for link in root.iter(f"{W}hyperlink"):
        yield words(link), link.get(_ID) or link.get(f"{W}anchor") or ""
    for simple in root.iter(f"{W}fldSimple"):
        code = (simple.get(f"{W}instr") or "").split()
        if code[:1] == ["HYPERLINK"]:
            yield words(simple), " ".join(code[1:])
    for paragraph in {owner(each, P): None for each in root.iter(f"{W}instrText")}:
        if paragraph is not None:
            yield from _field_links(paragraph)


def _field_links(paragraph: Any) -> Iterator[tuple[str, str]]:
    code, text, shown = "", "", False
    for each in paragraph.iter(f"{W}fldChar", f"{W}instrText", T):
        kind = each.get(f"{W}fldCharType")
        if kind == "begin":
            code, text, shown = "", "", False
        elif kind == "separate":
            shown = True
        elif kind == "end":
            if code.split()[:1] == ["HYPERLINK"]:
                yield text, " ".join(code.split()[1:])
            code = ""
        elif each.tag == T:
            text += (each.text or "") if shown else ""
        else:
            code += each.text or ""


def _blank_lines(root: Any) -> Iterator[Finding]:
    last = ""
    for first, second in pairwise(root.iter(P)):
        last = words(first).strip() or last
        if first.getnext() is second and empty(first) and empty(second):
            after = f"after {quoted(last)}" if last else "at the beginning"
            hint = "Delete them; space belongs to the styles."
            yield f"There are blank lines, one upon the other, {after}.", hint
    for story in stories(root):
        for before, line, after in zip(story, story[1:], story[2:], strict=False):
            between = TBL not in (before.tag, after.tag) and line.tag == P
            if between and empty(line) and not empty(before) and not empty(after):
                hint = "Delete it; space belongs to the styles."
                yield f"A blank line is used as space after {quoted(words(before))}.", hint


def _spaces(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        text = words(paragraph)
        for pattern, what, hint in (
            (_WIDE, "Spaces in a row stand in", "Use a tab stop, an indent or a table."),
            (_TABBED, "Columns are made of tabs in", "Use a table."),
            (
                _BROKEN,
                "Line breaks make space in",
                "End the paragraph; space belongs to the styles.",
            ),
            (_BLANK, "A line to write on is typed in", "Write [Fill in: what], or use a table."),
        ):
            found = pattern.search(text)
            if found and not paper.typed(found[0]):
                yield f"{what} {quoted(text)}.", hint


def _controls(root: Any) -> Iterator[Finding]:
    for control in root.iter(f"{W}sdt"):
        alias = control.find(f"{W}sdtPr/{W}alias")
        if alias is None or not alias.get(VAL, "").strip():
            content = control.find(f"{W}sdtContent")
            text = "" if content is None else words(content)
            hint = "In Word: Developer, Properties, Title."
            yield f"The content control {quoted(text)} has no title.", hint
