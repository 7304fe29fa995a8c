"""Turn drafts into finished files: templates compiled once, every draft filled, all faults told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import templates
from pipeline.model import (
    UNSAID,
    Binding,
    Book,
    Document,
    Draft,
    Mailing,
    Statement,
    Track,
    Typed,
)
from pipeline.openxml import text
from pipeline.problems import InputRefused, Problem

if TYPE_CHECKING:
    from pipeline.outputs import Finished
    from pipeline.word import Template

MOST_COMPILED = 32  # templates that are kept: more than one run needs


def fill(  # noqa: PLR0913 - each is a thing that a document depends on
    drafts: Sequence[Draft | Book],
    own: Path | None,
    track: Track,
    *,
    language: str = "en",
    author: Typed = UNSAID,
    finished: "Finished | None" = None,
) -> tuple[Iterator[Document], tuple[Problem, ...]]:
    """Compile each template once, and return the finished files to come, one at a time.

    Also what of the templates stays behind. Those that a stopped run had `finished` are taken as they
    are. Raises InputRefused once with every problem: of the templates at once, of the drafts after
    the last one.
    """
    problems: list[Problem] = []
    compiled: dict[tuple[str, bool], Template] = {}
    for name, large in dict.fromkeys(map(_set_in, _of_templates(drafts))):
        try:
            compiled[name, large] = _compiled(name, own, language, author, large=large)
        except InputRefused as error:
            problems.extend(error.problems)
    if problems:
        raise InputRefused(problems)
    left = [notice for template in compiled.values() for notice in template.notices]
    return _filled(track(drafts, "Filling"), compiled, author, finished), tuple(left)


def _filled(
    drafts: Iterable[Draft | Book],
    compiled: Mapping[tuple[str, bool], "Template"],
    author: Typed,
    finished: "Finished | None",
) -> Iterator[Document]:
    """Yield every draft, filled; raise at the end with every problem."""
    faults: dict[Problem, list[str]] = {}
    for draft in drafts:
        try:
            if isinstance(draft, Book):
                yield book(draft)
            elif finished and (made := finished.get(draft.filename)):
                yield made
            else:
                yield _fill(draft, compiled[_set_in(draft)], author)
        except InputRefused as error:
            for problem in error.problems:
                alone = replace(
                    problem, message=problem.message.removeprefix(f"{draft.filename}: ")
                )
                faults.setdefault(alone, []).append(draft.filename)
    if faults:
        raise InputRefused(_told(problem, met) for problem, met in faults.items())


def _of_templates(drafts: Iterable[Draft | Book]) -> Iterator[Draft]:
    return (draft for draft in drafts if isinstance(draft, Draft))


def _set_in(draft: Draft) -> tuple[str, bool]:
    """Return the template of a draft, and whether it is set in large print."""
    return draft.template, draft.large


def _compiled(
    name: str, own: Path | None, language: str, author: str, *, large: bool
) -> "Template":
    path = templates.find(name, own, language)
    spoken = language if path.parent.name == language else "en"  # not all are translated
    style = templates.find(templates.STYLE, own, spoken)
    return _of_files(path, style, (path.read_bytes(), style.read_bytes()), str(author), large=large)


@lru_cache(maxsize=MOST_COMPILED)
def _of_files(
    path: Path, style: Path, _read: tuple[bytes, bytes], author: str, *, large: bool
) -> "Template":
    """Compile a template, once for what is `_read` from both files: a page shows documents often."""
    from pipeline.openxml.enlarging import enlarged
    from pipeline.word import Template

    if not large:
        return Template(path, style=style, author=author)
    template, looks = (enlarged(each.read_bytes(), each.name) for each in (path, style))
    return Template(template, name=path.name, style=looks, author=author)


def _told(problem: Problem, met: Sequence[str]) -> Problem:
    """Return a fault once, with the document that met it, or the first of them and how many more."""
    if met[0] == problem.place.file:
        return problem
    more = f" and {len(met) - 1} more" if len(met) > 1 else ""
    return replace(problem, message=f"{problem.message} It was met in {met[0]}{more}.")


def put_together(
    wanted: Iterable[Draft | Book | Mailing | Binding], documents: Sequence[Document]
) -> Iterator[Document]:
    """Yield the email drafts and bound files among `wanted`, each made of finished `documents`."""
    from pipeline import mailing
    from pipeline.openxml.binding import bound

    made = {each.filename: each for each in documents}
    for each in wanted:
        if isinstance(each, Mailing):
            yield mailing.message(each, made[each.text], made[each.attached])
        elif isinstance(each, Binding):
            parts = [(name, made[name].content) for name in each.documents]
            yield Document(each.filename, bound(parts, each.title))


def _fill(draft: Draft, template: "Template", author: Typed) -> Document:
    filled = template.fill(
        draft.context, record="" if draft.filename == draft.template else draft.filename
    )
    content = filled.content
    if draft.filename.endswith(".txt"):
        content = text(content).encode()
    texts = [
        (each.blank, Statement(draft.filename, each.where, each.text, each.source))
        for each in filled.statements
    ]
    said = tuple(each for blank, each in texts if not blank)
    name = " ".join(author.split())
    if name and draft.filename.endswith(".docx"):  # in the properties: whose document it is
        said += (Statement(draft.filename, "properties", name, author.place),)
    blanks = tuple(each for blank, each in texts if blank)
    return Document(draft.filename, content, said, blanks, draft.internal)


def book(drawn: Book) -> Document:
    """Return the workbook as a finished file."""
    from pipeline.sheets import writing

    return Document(drawn.filename, writing.write(drawn))
