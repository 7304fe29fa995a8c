"""What must be true of the document as a whole: its properties, its settings, its parts."""

import re
from collections.abc import Iterator, Sequence

from pipeline.openxml.walk import P
from pipeline.proof.paper import OFF, VAL, Finding, Paper, W, on, quoted, words

_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_UNTITLED = frozenset({"document", "title", "untitled", "word document", "document1"})
_CHANGES = tuple(f"{W}{each}" for each in ("ins", "del", "moveFrom", "moveTo"))
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
    if not letter:  # most have one page
        yield from _page_numbers(paper)


def _title(paper: Paper) -> Iterator[Finding]:
    title = (paper.core.findtext(f"{_DC}title") or "").strip()
    hint = "In Word: File, Info, Title: write what the document is."
    if not title:
        yield "The document has no title in its properties.", hint
    elif re.search(r"\.(docx?|dotx)$", title, re.IGNORECASE):
        yield f"Its title {quoted(title)} is a file name.", hint
    elif title.casefold() in _UNTITLED or paper.tags(title):
        yield f"Its title {quoted(title)} says nothing of the document.", hint


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
            yield f"Its properties name {quoted(value)} as {name}: a program, not a person.", hint
    if not any(told[name] for name in ("author", "subject", "tags")):
        hint = "In Word: File, Info: fill in one of them."
        yield "Its properties hold no author, no subject and no tags.", hint


def _language(paper: Paper) -> Iterator[Finding]:
    found = None if paper.defaults is None else paper.defaults.find(f"{W}lang")
    language = "" if found is None else found.get(VAL, "")
    hint = "In Word: Review, Language, Set Proofing Language, Set As Default."
    if not _LANGUAGE.fullmatch(language):
        yield "The document does not say what language it is in.", hint
        return
    theme = paper.settings.find(f"{W}themeFontLang")
    others = [paper.core.findtext(f"{_DC}language"), None if theme is None else theme.get(VAL)]
    for other in others:
        if other and other != language:
            yield f"The document says it is in {language} and also in {other}.", hint


def _settings(paper: Paper) -> Iterator[Finding]:
    found = paper.settings.find(f"{W}documentProtection")
    if found is not None and found.get(f"{W}enforcement", "0") not in OFF:
        hint = "In Word: Review, Restrict Editing, Stop Protection."
        yield "The document is protected against changes; a screen reader may be shut out.", hint
    if paper.settings.find(f"{W}writeProtection") is not None:
        hint = "In Word: Save As, Tools, General Options: take the password and the advice away."
        yield "The document asks to be opened for reading only.", hint
    modes = [
        each.get(VAL, "")
        for each in paper.settings.iter(f"{W}compatSetting")
        if each.get(f"{W}name") == "compatibilityMode"
    ]
    if not modes or not modes[0].isdigit() or int(modes[0]) < _NEWEST:
        hint = "In Word: File, Info, Convert."
        yield "It opens in Compatibility Mode, as if it were made by an old Word.", hint


def _unfinished(paper: Paper) -> Iterator[Finding]:
    hint = "In Word: Review: accept or reject every change, and stop tracking."
    if on(paper.settings.find(f"{W}trackRevisions")) or any(
        next(root.iter(*_CHANGES), None) is not None for root in paper.texts
    ):
        yield "Changes are tracked in it.", hint
    if next(paper.root("word/comments.xml").iter(f"{W}comment"), None) is not None:
        yield "There are comments in it.", "In Word: Review, Delete All Comments in Document."


def _from_elsewhere(paper: Paper, names: Sequence[str]) -> Iterator[Finding]:
    if any("vbaproject" in name.casefold() for name in names):
        yield "There are macros in it.", "In Word: save it as a Word Document (.docx)."
    for name in paper.members:
        if name.endswith(".rels"):
            for each in paper.root(name):
                kind = each.get("Type", "").rpartition("/")[2]
                if each.get("TargetMode") == "External" and kind != "hyperlink":
                    hint = "Put it into the document, or take the link to it away."
                    yield (
                        f"It fetches something from elsewhere: {quoted(each.get('Target', ''))}.",
                        hint,
                    )


def _draft_only_in_margin(paper: Paper) -> Iterator[Finding]:
    in_margin = any("draft" in words(each).casefold() for each in paper.margins)
    opening = [words(each) for _, each in zip(range(_OPENING), paper.body.iter(P), strict=False)]
    if in_margin and not any("draft" in each.casefold() for each in opening):
        hint = "Say so in its first lines, too: a screen reader skips headers and footers."
        yield "Only the header or footer says that this is a draft.", hint


def _page_numbers(paper: Paper) -> Iterator[Finding]:
    codes = [
        (each.text or "") + (each.get(f"{W}instr") or "")
        for root in paper.margins
        for each in root.iter(f"{W}instrText", f"{W}fldSimple")
    ]
    if not any(code.split()[:1] == ["PAGE"] for code in codes):
        hint = "In Word: Insert, Page Number."
        yield "Its pages carry no numbers.", hint
