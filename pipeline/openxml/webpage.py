"""A finished Word document as one web page that stands by itself and passes an accessibility check.

What a page needs (WCAG 2.2; Section 508): its language, a title, one main landmark, headings that are headings,
lists that are lists, tables with a caption and column headings, links with their words, pictures in words.
Nothing is fetched: no script, no font, no picture from elsewhere.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from pipeline.openxml import digits, package
from pipeline.openxml.outline import lists_headings, numbered, properties, style_names, style_of
from pipeline.openxml.package import W
from pipeline.openxml.properties import span_of
from pipeline.openxml.walk import BOX, DELETED, RUN, TBL, TC, TR, P, own, texts

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_LANG = f"{{{W}}}lang"
_VAL = f"{{{W}}}val"
CAPTION = "Caption"
STYLE = (
    "body{font:1.05rem/1.55 Calibri,Arial,sans-serif;color:#1b1b1b;background:#fff;margin:0}"
    "main{max-width:46rem;margin:0 auto;padding:1.5rem}h1,h2,h3,h4{line-height:1.25;color:#14375a}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:bold;padding:.4rem 0}"
    "th,td{border:1px solid #6b6b6b;padding:.4rem .6rem;text-align:left;vertical-align:top}th{background:#e8eef4}"
    "a{color:#0b4f9c}a:focus{outline:3px solid #0b4f9c}.notice{border-left:.3rem solid #8a5a00;padding-left:.8rem}"
    "@media print{main{max-width:none}}"
)


def webpage(content: bytes, name: str) -> str:
    """Return the document as HTML."""
    members = package.read(content, name)
    with package.readable(name):
        main = package.main_part(members, name)
        said = dict(line[len("[property ") :].split("] ", 1) for line in properties(members))
        links = {rid: target for rid, kind, target, _ in package.relations(members, main) if kind.endswith("/hyperlink")}  # fmt: skip
        page = _Page(style_names(members, main), links)
        body = "\n".join(page.blocks(package.parse(members[main])))
    title = escape(said.get("title", name))
    language = escape(said.get("language", "en"))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


class _Page:
    """Turns the blocks of one part into HTML."""

    def __init__(self, names: dict[str, str], links: dict[str, str]) -> None:
        self._names = names
        self._links = links
        self._list = ""  # the kind of list that is open
        self._caption = ""

    def blocks(self, root: Any) -> Iterator[str]:
        """Yield the lines of everything in `root`."""
        yield from self._inside(root)
        yield from self._close_list()
        yield from self._close_caption()

    def _inside(self, root: Any) -> Iterator[str]:
        for child in root:
            if lists_headings(child):
                continue
            if child.tag == P:
                yield from self._paragraph(child)
            elif child.tag == TBL:
                yield from self._close_list()
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag not in DELETED:
                yield from self._inside(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        style = style_of(paragraph, self._names)
        words = self._words(paragraph)
        if words.strip():
            if style.startswith("List") or numbered(paragraph):
                yield from self._item("ol" if "Number" in style else "ul", words)
            else:
                yield from self._close_list()
                yield from self._close_caption()
                if style == CAPTION:
                    self._caption = words
                else:
                    yield _tagged(style, words)
        yield from self._drawn(paragraph)

    def _drawn(self, paragraph: Any) -> Iterator[str]:
        for drawn in paragraph.iter("{*}docPr"):
            if said := drawn.get("descr", "").strip():
                yield from self._close_list()
                yield f"<p><em>Picture:</em> {escape(said)}</p>"
        for box in paragraph.iter(BOX):
            if next(box.iterancestors("{*}Fallback"), None) is None:
                yield from self._close_list()
                yield "<aside>"
                yield from self._inside(box)
                yield from self._close_list()
                yield "</aside>"

    def _item(self, kind: str, words: str) -> Iterator[str]:
        if self._list != kind:
            yield from self._close_list()
            yield from self._close_caption()
            self._list = kind
            yield f"<{kind}>"
        yield f"<li>{words}</li>"

    def _close_list(self) -> Iterator[str]:
        if self._list:
            yield f"</{self._list}>"
        self._list = ""

    def _close_caption(self) -> Iterator[str]:
        """Yield a caption under which no table stands."""
        if self._caption:
            yield f"<p><strong>{self._caption}</strong></p>"
        self._caption = ""

    # ── tables ──

    def _table(self, table: Any) -> Iterator[str]:
        yield "<table>"
        titled = table.find(f"{{{W}}}tblPr/{{{W}}}tblCaption")
        said = self._caption or ("" if titled is None else escape(titled.get(_VAL, "")))
        self._caption = ""
        if said:
            yield f"<caption>{said}</caption>"
        rows = list(own(table, TR))
        heads = 0
        while heads < len(rows) and rows[heads].find(f"{{{W}}}trPr/{{{W}}}tblHeader") is not None:
            heads += 1
        if heads:
            yield "<thead>"
            for number in range(heads):
                yield self._row(rows, number, ' scope="col"')
            yield "</thead>"
        yield "<tbody>"
        for number in range(heads, len(rows)):
            yield self._row(rows, number, "")
        yield "</tbody>"
        yield "</table>"

    def _row(self, rows: list[Any], number: int, scope: str) -> str:
        made = []
        for at, cell in _cells(rows[number]):
            down = _down(cell)
            if down == "continue":
                continue
            wide, high = span_of(cell), _height(rows, number, at) if down else 1
            spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")  # fmt: skip
            tag = "th" if scope else "td"
            made.append(f"<{tag}{scope}{spans}>{'<br>'.join(self._lines(cell))}</{tag}>")
        return f"<tr>{''.join(made)}</tr>"

    def _lines(self, cell: Any) -> Iterator[str]:
        for paragraph in cell.iter(P):
            if next(paragraph.iterancestors(TC)) is cell and (words := self._words(paragraph)):
                yield words
        for inner in cell.iter(TBL):
            if next(inner.iterancestors(TC)) is cell:
                yield "".join(self._table(inner))

    # ── words ──

    def _words(self, paragraph: Any) -> str:
        """Return the words of one paragraph, with its links and what is strong."""
        made: list[str] = []
        link: Any = None
        for element, words in texts(paragraph):
            run = next(element.iterancestors(RUN), None)
            holder = next(element.iterancestors(f"{{{W}}}hyperlink"), None)
            target = self._links.get(holder.get(f"{{{R}}}id", ""), "") if holder is not None else ""
            if link is not None and holder is not link:
                made.append("</a>")
                link = None
            if link is None and target.lower().startswith(("https:", "http:", "mailto:")):
                made.append(f'<a href="{escape(target)}">')
                link = holder
            made.append(_marked(escape(words).replace("\n", "<br>").replace("\t", " "), run))
        if link is not None:
            made.append("</a>")
        return "".join(made).replace("</strong><strong>", "").strip()


def _marked(words: str, run: Any) -> str:
    """Return the words of a run: strong where they are bold, and in the language that they say."""
    looks = None if run is None else run.find(f"{{{W}}}rPr")
    if looks is None or not words.strip():
        return words
    said = looks.find(XML_LANG)
    language = "" if said is None else said.get(_VAL, "")
    if language:
        words = f'<span lang="{escape(language)}">{words}</span>'
    bold = looks.find(f"{{{W}}}b")
    return f"<strong>{words}</strong>" if bold is not None and bold.get(_VAL) not in {"0", "false"} else words  # fmt: skip


def _tagged(style: str, words: str) -> str:
    head, _, level = style.rpartition(" ")
    if head == "Heading" and digits.unsigned(level):
        tag = f"h{min(6, int(level))}"
        return f"<{tag}>{words}</{tag}>"
    if style == "Title":
        return f"<h1>{words}</h1>"
    return f'<p class="notice">{words}</p>' if "Notice" in style else f"<p>{words}</p>"


def _cells(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield each cell of a row, and the column that it begins in."""
    column = 0
    for cell in own(row, TC):
        yield column, cell
        column += span_of(cell)


def _down(cell: Any) -> str:
    """Return how a cell joins others down the rows: restart, continue, or not at all."""
    found = cell.find(f"{{{W}}}tcPr/{{{W}}}vMerge")
    return "" if found is None else found.get(_VAL, "continue")


def _height(rows: list[Any], number: int, at: int) -> int:
    high = 1
    for row in rows[number + 1 :]:
        below = next((cell for column, cell in _cells(row) if column == at), None)
        if below is None or _down(below) != "continue":
            break
        high += 1
    return high
