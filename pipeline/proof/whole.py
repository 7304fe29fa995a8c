"""What must be true of the document as a whole: its properties, its settings, its parts."""

import re
from collections.abc import Iterator, Sequence

from pipeline.openxml import digits, fieldruns, fields, length
from pipeline.openxml.walk import P
from pipeline.proof.paper import OFF, VAL, Finding, Paper, W, on, quoted, words

_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_UNTITLED = re.compile(
    r"(word )?document ?\d*|title|untitled.*|no title|new document|template|.*\btemplate text\b.*|draft ?\d*|"
    r"(copy|kopie) of .*|\[.*\]|click (here|or tap).*|type (the )?(document )?title.*|microsoft word.*",
    re.IGNORECASE,
)
_CHANGES = tuple(
    f"{W}{each}"
    for each in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
        "sectPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
_NOTED = tuple(f"{W}{each}" for each in ("commentReference", "commentRangeStart"))
_BRINGS = {
    "oleObject": "an embedded object", "aFChunk": "a document of another kind", "control": "an ActiveX control",
    "subDocument": "a linked document", "video": "a film", "audio": "a sound", "media": "a film or a sound",
}  # fmt: skip
_FACT = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}"
    r"|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\bversion \d[\d.]{0,8}|\bconfidential\b|\binternal use\b|\bembargo\w{0,4}",
    re.IGNORECASE,
)
_MOST_PAGES = 5  # of a document without a contents list
_OPENING = 12  # paragraphs in which a draft must be called one
_NEWEST = 15  # the mode of Word since 2013


def check(paper: Paper, names: Sequence[str], *, letter: bool) -> Iterator[Finding]:
    """Yield what is wrong with the document as a whole."""
    yield from _title(paper)
    yield from _properties(paper)
    yield from _language(paper)
    yield from _settings(paper)
    yield from _unfinished(paper)
    yield from _from_elsewhere(paper, names)
    yield from _draft_only_in_margin(paper)
    yield from _facts_only_in_margin(paper)
    yield from _final(paper)
    if not letter:  # most have one page
        yield from _page_numbers(paper)
        yield from _contents(paper)


def _title(paper: Paper) -> Iterator[Finding]:
    title = (paper.core.findtext(f"{_DC}title") or "").strip()
    hint = "In Word: File, Info, Title: write what the document is."
    if not title:
        yield Finding("D1", "The document has no title in its properties.", hint)
    elif re.search(r"\.(docx?|dotx)$", title, re.IGNORECASE):
        yield Finding("D1", f"Its title {quoted(title)} is a file name.", hint)
    elif _UNTITLED.fullmatch(title) or paper.tags(title):
        yield Finding("D1", f"Its title {quoted(title)} says nothing of the document.", hint)


def _properties(paper: Paper) -> Iterator[Finding]:
    told = {
        name: (paper.core.findtext(tag) or "").strip()
        for name, tag in (
            ("author", f"{_DC}creator"),
            ("subject", f"{_DC}subject"),
            ("comments", f"{_DC}description"),
            ("tags", f"{_CP}keywords"),
        )
    }
    for name, value in told.items():
        if "python-docx" in value.casefold():
            hint = f"In Word: File, Info: write your own {name}, or clear it."
            yield Finding(
                "D3",
                f"Its properties name {quoted(value)} as {name}: a program, not a person.",
                hint,
            )
    if not any(told[name] for name in ("author", "subject", "tags")):
        hint = "In Word: File, Info: fill in one of them."
        yield Finding("D3", "Its properties hold no author, no subject and no tags.", hint)


def _language(paper: Paper) -> Iterator[Finding]:
    language = paper.language
    hint = "In Word: Review, Language, Set Proofing Language, Set As Default."
    if not _LANGUAGE.fullmatch(language):
        yield Finding("D2", "The document does not say what language it is in.", hint)
        return
    theme = paper.settings.find(f"{W}themeFontLang")
    others = [paper.core.findtext(f"{_DC}language"), None if theme is None else theme.get(VAL)]
    for other in others:
        if other and other != language:
            yield Finding("D2", f"The document says it is in {language} and also in {other}.", hint)


def _settings(paper: Paper) -> Iterator[Finding]:
    found = paper.settings.find(f"{W}documentProtection")
    if found is not None and found.get(f"{W}enforcement", "0") not in OFF:
        hint = "In Word: Review, Restrict Editing, Stop Protection."
        yield Finding(
            "D5",
            "The document is protected against changes; a screen reader may be shut out.",
            hint,
        )
    if paper.settings.find(f"{W}writeProtection") is not None:
        hint = "In Word: Save As, Tools, General Options: take the password and the advice away."
        yield Finding("D5", "The document asks to be opened for reading only.", hint)
    modes = [
        each.get(VAL, "")
        for each in paper.settings.iter(f"{W}compatSetting")
        if each.get(f"{W}name") == "compatibilityMode"
    ]
    if not modes or not digits.unsigned(modes[0]) or int(modes[0]) < _NEWEST:
        hint = "In Word: File, Info, Convert."
        yield Finding(
            "D6", "It opens in Compatibility Mode, as if it were made by an old Word.", hint
        )


def _unfinished(paper: Paper) -> Iterator[Finding]:
    hint = "In Word: Review: accept or reject every change, and stop tracking."
    if on(paper.settings.find(f"{W}trackRevisions")) or any(
        next(root.iter(*_CHANGES), None) is not None for root in paper.texts
    ):
        yield Finding("D7", "Changes are tracked in it.", hint)
    noted = any(next(root.iter(*_NOTED), None) is not None for root in paper.texts)
    if noted or next(paper.root("word/comments.xml").iter(f"{W}comment"), None) is not None:
        yield Finding(
            "D7", "There are comments in it.", "In Word: Review, Delete All Comments in Document."
        )


def _from_elsewhere(paper: Paper, names: Sequence[str]) -> Iterator[Finding]:
    types = paper.members.get("[Content_Types].xml", b"")
    macros = b"macroEnabled" in types or b"vbaProject" in types
    if macros or any("vbaproject" in name.casefold() for name in names):
        yield Finding(
            "D9", "There are macros in it.", "In Word: save it as a Word Document (.docx)."
        )
    for name in paper.members:
        if name.endswith(".rels"):
            for each in paper.root(name):
                kind = each.get("Type", "").rpartition("/")[2]
                if kind in _BRINGS:
                    message = f"It holds {_BRINGS[kind]}, which many cannot open or hear."
                    yield Finding("D9", message, "Put its words into the document instead.")
                if each.get("TargetMode") == "External" and kind != "hyperlink":
                    hint = "Put it into the document, or take the link to it away."
                    yield Finding(
                        "D9",
                        f"It fetches something from elsewhere: {quoted(each.get('Target', ''))}.",
                        hint,
                    )

    for root in paper.texts:
        for code in fields.fields(root):
            if code.fetches:
                message = f"A field fetches something from elsewhere: {quoted(code.code)}."
                yield Finding("D9", message, "In Word: click into it, and press Ctrl+Shift+F9.")


def _final(paper: Paper) -> Iterator[Finding]:
    for each in paper.root("docProps/custom.xml"):
        if each.get("name") == "_MarkAsFinal" and "".join(each.itertext()).strip() in ("true", "1"):
            hint = "In Word: File, Info, Protect Document, Mark as Final: take it away."
            yield Finding("D5", "It is marked as final: it opens for reading only.", hint)


def _facts_only_in_margin(paper: Paper) -> Iterator[Finding]:
    """Yield a date, a version or a warning that only a header or footer holds."""
    body = " ".join(words(each) for each in paper.body.iter(P)).casefold()
    for margin in paper.margins:
        for found in _FACT.finditer(words(margin)):
            if found[0].casefold() not in body and not paper.typed(found[0]):
                message = f"Only the header or footer says {quoted(found[0])}."
                hint = "Say it in the text, too: a screen reader skips headers and footers."
                yield Finding("X1", message, hint, margin)


def _contents(paper: Paper) -> Iterator[Finding]:
    """Yield that a long document has no contents list, or one that is empty."""
    hint = "In Word: References, Table of Contents."
    codes = [each.code.split()[:1] for each in fieldruns.fields(paper.body)]
    if ["TOC"] in codes:
        return
    count = length.pages(paper.body, length.Looks(paper.style_part))
    if count > _MOST_PAGES:
        yield Finding("H7", f"It has about {count} pages, and no contents list.", hint)


def _draft_only_in_margin(paper: Paper) -> Iterator[Finding]:
    in_margin = any("draft" in words(each).casefold() for each in paper.margins)
    opening = [words(each) for _, each in zip(range(_OPENING), paper.body.iter(P), strict=False)]
    if in_margin and not any("draft" in each.casefold() for each in opening):
        hint = "Say so in its first lines, too: a screen reader skips headers and footers."
        yield Finding("X1", "Only the header or footer says that this is a draft.", hint)


def _page_numbers(paper: Paper) -> Iterator[Finding]:
    codes = [
        (each.text or "") + (each.get(f"{W}instr") or "")
        for root in paper.margins
        for each in root.iter(f"{W}instrText", f"{W}fldSimple")
    ]
    if not any(code.split()[:1] == ["PAGE"] for code in codes):
        hint = "In Word: Insert, Page Number."
        yield Finding("X2", "Its pages carry no numbers.", hint)
