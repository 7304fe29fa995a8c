"""Hang comments on their cells: the words people wrote, each once, and none of Excel's own.

A conversation ("threaded comment") is kept twice: in a part of its own, and as an old comment in
which Excel says that it cannot be shown. A file that another program saved has only the latter.
"""

import re
from collections.abc import Iterator

from pipeline.sheets.hearing import words_of
from pipeline.sheets.package import Package

Relations = dict[str, tuple[str, str]]  # id → kind and part
Remark = tuple[str, str]  # a cell's reference, and what hangs there

STAND_IN_AUTHOR = "tc="  # Excel gives the stand-in the id of the conversation as its author
_LEARN_MORE = re.compile(r"\S*go\.microsoft\.com/fwlink/\S*linkid=870924\S*", re.IGNORECASE)
_FIRST_LINE = re.compile(r"\s*\[[^\]\n]{3,60}\]")  # [Threaded comment], in any language
_LABEL = re.compile(r"[^\W\d_][^:：\n]{1,30}\s?[:：]")  # Comment: Reply:
_SIGNED = re.compile(r"^\t-\S.*$", re.MULTILINE)  # Google Sheets: a tab, a hyphen, who wrote it
_RULE = re.compile(r"-{3,}\s*$")  # between the comments of a conversation there
_IN_A_LINE = re.compile(
    r"\s*\b(?:Comment|Reply|Kommentar|Antwort|Comentario|Respuesta|Commentaire|Réponse|Comentário|Resposta)\s?:\s+"
)


def of(package: Package, beside: Relations) -> Iterator[Remark]:
    """Yield what hangs on each cell; a conversation's own words win over Excel's stand-in."""
    threads: dict[str, list[str]] = {}
    for part in _parts(package, beside, "threadedComment"):
        for given, words in words_of(package, part, "threadedComment", "text"):
            threads.setdefault(given.get("ref", ""), []).append(words.strip())
    for part in _parts(package, beside, "comments"):
        authors = [words for _, words in words_of(package, part, "author", "author")]
        for given, words in words_of(package, part, "comment"):
            reference, author = given.get("ref", ""), given.get("authorId", "")
            known = author.isdecimal() and len(author) < 10 and int(author) < len(authors)
            by = authors[int(author)] if known else ""
            if not _stands_in(words, by):
                threads.setdefault(reference, []).append(_unsigned(words, by))
            elif reference not in threads:
                threads[reference] = [_said(words)]
    for reference, said in threads.items():
        yield reference, "\n".join(filter(None, said))


def _parts(package: Package, beside: Relations, kind: str) -> list[str]:
    return [part for each, part in beside.values() if each == kind and package.has(part)]


def _stands_in(words: str, author: str) -> bool:
    if _LEARN_MORE.search(words):
        return True
    return author.startswith(STAND_IN_AUTHOR) and _FIRST_LINE.match(words) is not None


def _unsigned(words: str, author: str) -> str:
    """Return a comment without the name of its author, which Excel or Google Sheets puts there."""
    if _SIGNED.search(words):
        lines = words.splitlines()
        words = "\n".join(line for line in lines if not (_SIGNED.match(line) or _RULE.match(line)))
    bare = words.strip()
    return bare.removeprefix(f"{author}:").strip() if author.strip() else bare


def _said(words: str) -> str:
    """Return what people wrote in Excel's stand-in: below its own lines, without the labels."""
    found = _LEARN_MORE.search(words)
    rest = words[found.end() :] if found else _FIRST_LINE.sub("", words, count=1)
    lines = rest.splitlines()
    if len([line for line in lines if line.strip()]) < 2:
        return "\n".join(part.strip() for part in _IN_A_LINE.split(rest) if part.strip())
    labels = {number for number, line in enumerate(lines) if _is_label(lines, number)}
    if not found and labels:
        lines = lines[min(labels) :]
        labels = {number - min(labels) for number in labels}
    kept = [line.strip() for number, line in enumerate(lines) if number not in labels]
    return "\n".join(filter(None, kept))


def _is_label(lines: list[str], number: int) -> bool:
    """Tell whether a line is one of Excel's labels: not set in, and words set in below it."""
    line = lines[number]
    below = next((each for each in lines[number + 1 :] if each.strip()), "")
    return (
        not line[:1].isspace()
        and _LABEL.fullmatch(line.rstrip()) is not None
        and below[:1].isspace()
    )
