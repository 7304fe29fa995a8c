"""Running text: real lists, links that speak, no blank lines, no typed lines to write on, no tags."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.openxml import fieldruns, languages, tongues
from pipeline.openxml.walk import TBL, P, T
from pipeline.proof.paper import (
    VAL,
    Finding,
    Paper,
    W,
    empty,
    once,
    owner,
    quoted,
    seen,
    stories,
    uncited,
    words,
)

_DC = "{http://purl.org/dc/elements/1.1/}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SIGN = (
    r"[•·▪◦‣●○■□*–—~+§◆◇★☆❖⁃∙-]|[→➔➜➢➤►▶»›✓✔✗✘☐☑✅☑️⇒➡\uf000-\uf0ff]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[^\Wa-z_])"
    r"|\(?[a-zA-Z]\)|\(?[ivx]{1,5}[.)]|\(?[IVX]{2,5}[.)]|o(?=\s+[A-Z])|#\d{1,2}"
    r"|[①-⑳❶-❿➀-➓]|\d\ufe0f?\u20e3"
)
_LIST_SIGN = re.compile(rf"\s{{0,9}}({_SIGN})\s+\S")
_LISTED_LINES = re.compile(
    rf"(?:(?:^|\n)\s{{0,9}}({_SIGN})[ \t\u00a0]+[^\n]{{1,2000}}(?=\n|$)){{2,50}}"
)
_ADDRESS = re.compile(r"(https?://|www\.)\S{1,2000}", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"|(?:(?:please )?(?:click|go|see|visit|tap|press|read|follow|open|download|view|find|look)? ?(?:it |more )?"
    r"(?:here|this|link|links|more|this (?:link|page|site|website|document)|website|web ?site|web ?page|page|url|"
    r"details|info|information|pdf|document|file|download|continue|go|next|source|see more|see below))"
    r"|(?:(?:haga|haz|hacer|de|dé) clic (?:en )?|pulse |vea |ver |lea |leer )?"
    r"(?:aquí|acá|enlace|este enlace|más|más información|esta página)",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"\S[ \u00a0\u2000-\u200a\u202f\u3000]{3,60}\S|^[ \u00a0\u2000-\u200a\u3000]{3,60}\S"
)
_TABBED = re.compile(r"\S[^\S\t\n]{0,20}\t{1,20}+[^\t\n]{1,200}+\t\s{0,20}\S")
_BROKEN = re.compile(r"\n\s{0,20}\n")
_BLANK = re.compile(r"_{3,200}|\.{5,200}|…{2,200}|-{6,200}")


def check(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield what is wrong with the running text of one part."""
    yield from _lists(paper, root)
    yield from _levels(paper, root)
    yield from _links(root)
    yield from once(_dead_links(paper, root))
    yield from once(_lost_references(paper, root))
    yield from once(_lettered(paper, root))
    yield from once(_signed(paper, root))
    yield from once(_page_breaks(root))
    yield from once(_drawn_blanks(paper, root))
    yield from once(_led_blanks(paper, root))
    yield from _blank_lines(root)
    yield from _spaces(paper, root)
    yield from _controls(root)
    yield from once(_languages(paper, root))


def _languages(paper: Paper, root: Any) -> Iterator[Finding]:
    own = paper.language or "en"
    english = own.startswith("en")
    for paragraph in root.iter(P) if english else ():
        text = uncited(words(paragraph))
        if (other := tongues.of(text)) and not paper.typed(text.strip()) and not _marked(paragraph):
            hint = "In Word: select it; Review, Language, Set Proofing Language."
            message = f"{quoted(text)} seems to be {other}, and does not say its language."
            yield Finding("D4", message, hint, paragraph)
    for found in languages.unmarked(root, own):
        hint = "In Word: select it; Review, Language, Set Proofing Language."
        yield Finding(
            "D4", f"{quoted(found)} is in another script, and does not say its language.", hint
        )


def _marked(paragraph: Any) -> bool:
    """Say whether some run of a paragraph says its language."""
    return next(paragraph.iter(f"{W}lang"), None) is not None


def tags(paper: Paper) -> Iterator[Finding]:
    """Yield each tag that no template should leave behind, in the text and in the title."""
    pages = [words(each) for root in paper.texts for each in root.iter(P)]
    for text in (*pages, paper.core.findtext(f"{_DC}title") or ""):
        for tag in paper.tags(text):
            yield Finding("D1", f"The tag {tag} was left over.", "Correct it in the template.")


def _lists(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        text = words(paragraph)
        sign = _LIST_SIGN.match(text) or _LISTED_LINES.search(text)
        if not sign or paper.typed(sign[0].strip()) or _leads_to_a_heading(paper, paragraph):
            continue
        if paper.numbered(paragraph) is None and paper.level(paragraph) is None:
            hint = "Use the style List Bullet or List Number, and delete the sign."
            yield Finding("L1", f"{quoted(text)} is a list by its looks only.", hint, paragraph)


def _levels(paper: Paper, root: Any) -> Iterator[Finding]:
    for story in stories(root):
        before = -1
        for block in story:
            listed = block.tag == P and paper.level(block) is None  # a numbered heading is no line
            level = paper.numbered(block) if listed else None
            if level is not None and level > before + 1:
                hint = "In Word: Decrease Indent, until it stands one level under the line above."
                yield Finding(
                    "L2", f"The list line {quoted(words(block))} skips a level.", hint, block
                )
            before = -1 if level is None else level


def _links(root: Any) -> Iterator[Finding]:
    led: dict[str, str] = {}
    for at, shown, target in _link_texts(root):
        text = " ".join(shown.split()).strip(" .:»>")
        if _SAYS_NOTHING.fullmatch(text) or _ADDRESS.fullmatch(text):
            what = f"The link {quoted(text)}" if text else "A link without words"
            yield Finding(
                "K1",
                f"{what} does not say where it goes.",
                "Write the name of the page or the site.",
                at,
            )
        elif led.setdefault(text.casefold(), target) != target:
            hint = "Give each the name of its own page."
            yield Finding(
                "K2", f"Two links say {quoted(text)} and lead to different places.", hint, at
            )


def _dead_links(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each link into the document that leads to no bookmark of it."""
    for link in root.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor and not link.get(_ID) and anchor not in paper.bookmarks | {"_top"}:
            hint = "Link it to a heading that is there, or take the link away."
            yield Finding(
                "K3", f"The link {quoted(words(link))} leads nowhere in the document.", hint, link
            )


_LOST = re.compile(r"Error! (?:Reference source|Bookmark|No)\b[^.!]{0,60}")


def _lost_references(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each field that leads to a bookmark which is not there, or says so itself."""
    hint = "In Word: click into it and press F9, or delete it."
    for paragraph in root.iter(P):
        if (found := _LOST.search(uncited(words(paragraph)))) and not paper.typed(found[0]):
            yield Finding(
                "K3", f"{quoted(found[0])} stands in place of a reference.", hint, paragraph
            )
    for each in fieldruns.fields(root):
        code = each.code.split()
        at = code.index("\\l") + 1 if code[:1] == ["HYPERLINK"] and "\\l" in code else 1
        if code[:1] in (["REF"], ["PAGEREF"], ["NOTEREF"]) or at > 1:
            name = code[at].strip('"') if len(code) > at else ""
            if name not in paper.bookmarks | {"_top"}:
                yield Finding(
                    "K3", f"A reference to {quoted(name)} leads nowhere.", hint, each.paragraph
                )


def _leads_to_a_heading(paper: Paper, paragraph: Any) -> bool:
    """Say whether a paragraph is an entry of a contents list: it has the number of its heading as text."""
    style = paper.find(paper.style(paragraph), f"{W}name")
    if style is not None and re.fullmatch(r"toc \d", style.get(VAL, "").casefold()):
        return True
    links = paragraph.iter(f"{W}hyperlink")
    return any(each.get(f"{W}anchor", "").startswith("_Toc") for each in links)


def _lettered(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each pair of lines that begin with letters in order: A. and B."""
    for first, second in pairwise(root.iter(P)):
        marks = [re.match(r"\s{0,9}([A-Ya-z])\.\s+\S", words(each)) for each in (first, second)]
        if None in marks or paper.numbered(first) is not None or _leads_to_a_heading(paper, first):
            continue
        one, other = (ord(each[1]) for each in marks if each)
        if other == one + 1 and not paper.typed(words(first).strip()):
            hint = "Use the style List Number, and delete the letters."
            yield Finding("L1", f"{quoted(words(first))} is a list by its looks only.", hint, first)


_CLOSE = re.compile(r"\s{0,9}(?:(?P<sign>[•·▪◦*–—-])|\(?(?P<number>\d{1,2})[.)])(?=[^\W\d_])")


def _signed(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each pair of lines that begin with one sign, or with numbers in order, and no space: 1)Vans."""
    for first, second in pairwise(root.iter(P)):
        one, other = (_CLOSE.match(words(each)) for each in (first, second))
        if not one or not other or paper.numbered(first) is not None:
            continue
        if _leads_to_a_heading(paper, first):
            continue
        counted = one["number"] and int(other["number"] or 0) == int(one["number"]) + 1
        signed = one["sign"] and one["sign"] == other["sign"]
        if (counted or signed) and not paper.typed(words(first).strip()):
            hint = "Use the style List Bullet or List Number, and delete the sign."
            yield Finding("L1", f"{quoted(words(first))} is a list by its looks only.", hint, first)


def _page_breaks(root: Any) -> Iterator[Finding]:
    """Yield each line that holds nothing but a page break."""
    for paragraph in root.iter(P):
        breaks = [each for each in paragraph.iter(f"{W}br") if each.get(f"{W}type") == "page"]
        if breaks and not seen(paragraph):
            hint = "In Word: Paragraph, Line and Page Breaks: Page break before, for what follows."
            yield Finding("S3", "A blank line makes a new page.", hint, paragraph)


def _drawn_blanks(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each line to write on that is made of underlined spaces or tabs."""
    for run in root.iter(f"{W}r"):
        text = words(run)
        if text.strip() or not ("\t" in text or len(text) > 2):
            continue
        line = paper.of_run(run, "u")
        if line is not None and line.get(VAL, "single") != "none":
            hint = "Write [Fill in: what], or use a table."
            yield Finding("S4", "A line to write on is made of underlined spaces.", hint, run)


def _led_blanks(paper: Paper, root: Any) -> Iterator[Finding]:
    """Yield each line to write on that a tab with a leader makes."""
    for paragraph in root.iter(P):
        own = paragraph.findall(f"{W}pPr/{W}tabs/{W}tab")
        tabs = paper.find(paper.style(paragraph), f"{W}pPr/{W}tabs")
        leads = {each.get(f"{W}leader", "none") for each in [*own, *([] if tabs is None else tabs)]}
        if leads & _LEADERS and words(paragraph).rstrip(" ").endswith("\t"):
            hint = "Write [Fill in: what], or use a table."
            yield Finding(
                "S4",
                f"A line to write on is made with a tab in {quoted(words(paragraph))}.",
                hint,
                paragraph,
            )


_LEADERS = frozenset({"underscore", "dot", "hyphen", "heavy", "middleDot"})


def _link_texts(root: Any) -> Iterator[tuple[Any, str, str]]:
    """Yield each link, its words and where it leads, as far as the part says."""
    for link in root.iter(f"{W}hyperlink"):
        yield link, words(link), link.get(_ID) or link.get(f"{W}anchor") or ""
    for simple in root.iter(f"{W}fldSimple"):
        code = (simple.get(f"{W}instr") or "").split()
        if code[:1] == ["HYPERLINK"]:
            yield simple, words(simple), " ".join(code[1:])
    for paragraph in {owner(each, P): None for each in root.iter(f"{W}instrText")}:
        if paragraph is not None:
            yield from ((paragraph, *each) for each in _field_links(paragraph))


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
            yield Finding("S1", f"There are blank lines, one upon the other, {after}.", hint, first)
    for story in stories(root):
        for before, line, after in zip(story, story[1:], story[2:], strict=False):
            between = TBL not in (before.tag, after.tag) and line.tag == P
            if between and empty(line) and not empty(before) and not empty(after):
                hint = "Delete it; space belongs to the styles."
                yield Finding(
                    "S1",
                    f"A blank line is used as space after {quoted(words(before))}.",
                    hint,
                    before,
                )


def _spaces(paper: Paper, root: Any) -> Iterator[Finding]:
    for paragraph in root.iter(P):
        text = words(paragraph)
        plain = uncited(text)
        for rule, pattern, what, hint in (
            ("S2", _WIDE, "Spaces in a row stand in", "Use a tab stop, an indent or a table."),
            ("X5", _TABBED, "Columns are made of tabs in", "Use a table."),
            (
                "S2",
                _BROKEN,
                "Line breaks make space in",
                "End the paragraph; space belongs to the styles.",
            ),
            (
                "S4",
                _BLANK,
                "A line to write on is typed in",
                "Write [Fill in: what], or use a table.",
            ),
        ):
            found = pattern.search(plain)
            if found and not paper.typed(found[0]):
                yield Finding(rule, f"{what} {quoted(text)}.", hint, paragraph)


def _controls(root: Any) -> Iterator[Finding]:
    for control in root.iter(f"{W}sdt"):
        alias = control.find(f"{W}sdtPr/{W}alias")
        if alias is None or not alias.get(VAL, "").strip():
            content = control.find(f"{W}sdtContent")
            text = "" if content is None else words(content)
            hint = "In Word: Developer, Properties, Title."
            yield Finding("X3", f"The content control {quoted(text)} has no title.", hint, control)
