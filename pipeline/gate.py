"""Look a template over once before it is used: for `fill`, `check` and `make` alike.

Three things are looked at: the tags and what an author forgot (lint), what could run or fetch
something (screening, which lint does as it reads), and what would fail an accessibility check
(proof).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pipeline import openxml, proof, templates, word
from pipeline.deliverables import fields, wordings
from pipeline.made import Document, Draft, StaffText
from pipeline.openxml import house
from pipeline.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Looked:
    """What a template needs, what to mend in it, and what to know of it."""

    name: str
    fields: tuple[str, ...]  # nested as the template asks for them: rows[].member
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    lint: word.Lint

    @property
    def finished(self) -> bool:
        """Whether it is a finished document: there is no tag in it."""
        return self.lint.draft is not None and not self.lint.tags and self.name != templates.STYLE

    @property
    def needs(self) -> word.Schema:
        """Return the names it needs, as far as it can be read."""
        return self.lint.draft.code.schema if self.lint.draft else word.Schema()

    def template(self) -> word.Template:
        """Return the template, compiled; raises InputRefused with the problems where it has any."""
        return self.lint.template()


def look(
    path: Path, *, records: Sequence[object] | None = None, style: Path | None = None
) -> Looked:
    """Look the template at `path` over, in the looks of `style` if one is named.

    `records` are what it is to be filled with: every name it needs is looked for in them. Without
    them it is proof-read as it stands; with them its first document will be.
    """
    found = word.lint(path, data=records, style=style)
    problems = list(found.problems)
    notices = list(found.notices)
    if records is not None and found.draft and not found.tags:
        message = "There is no tag in it: every document would say the same."
        problems.append(Problem(Place(path.name), message, "Write {{ name }} where the name goes."))
    if (
        records is None
        and not problems
        and found.draft
        and (found.tags or path.name == templates.STYLE)
    ):
        notices += proof_read(word.preview(found.draft), path.name)
        if path.name == templates.STYLE:
            styles = _every_style(path, found.draft)
            notices += (each for each in styles if each not in notices)
        if any(tag.optional for tag in found.draft.code.tags):
            bare = proof_read(word.preview(found.draft, bare=True), path.name)
            notices += (each for each in bare if each not in notices)
    return Looked(path.name, found.fields, tuple(problems), tuple(notices), found)


def _every_style(path: Path, draft: word.Draft) -> tuple[Problem, ...]:
    """Return the styles of a house style whose letters are too near to what is behind them."""
    shown = proof.faults(house.with_every_style(draft.members, draft.main), path.name)
    return tuple(
        Problem(Place(path.name), each.message, each.hint) for each in shown if each.rule == "C1"
    )


def copy_of_ours(path: Path) -> Looked | None:
    """Look a changed copy of our own template over, in the looks of the house; None for any other.

    A copy is one that carries the name, and asks mostly for what its document offers. It is not
    proof-read here: `make` proof-reads every document.
    """
    context = fields.contexts().get(path.name)
    if context is None:
        return None
    found = word.lint(path, style=templates.find(templates.STYLE, path.parent))
    if found.problems or not _asks_mostly(found, context):
        return None
    gone = tuple(_gone(path.name, found))
    unknown = [Problem(Place(path.name), each) for each in _needs(found).unknown(context)]
    wrong = gone or (*unknown, *_not_kept(path.name, path.name, found))
    return Looked(path.name, found.fields, wrong, found.notices, found)


def file_of_words(path: Path) -> Looked | None:
    """Look a changed copy of a file of words over, row by row; None for any other file."""
    if path.name not in wordings.names():
        return None
    looked = look(path)
    if looked.problems:
        return looked
    text = text_of(path)
    notices = (*looked.notices, *wordings.noticed(text))
    return replace(looked, fields=(), problems=wordings.faults(text), notices=notices)


def text_of(path: Path) -> StaffText:
    """Return a Word file of words."""
    return StaffText(path.name, openxml.tables(path.read_bytes(), path.name))


def of_ours(own: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield what to mend in a person's own templates of these names, in the folder `own`."""
    style = templates.find(templates.STYLE, own)
    contexts = fields.contexts()
    for name in names:
        if name in contexts and (own / name).is_file():
            found = word.lint(own / name, data=[contexts[name]], style=style)
            gone = tuple(_gone(name, found))
            yield from gone or found.problems
            if not found.problems:
                yield from _not_kept(name, name, found)


def _gone(name: str, found: word.Lint) -> Iterator[Problem]:
    """Yield the fields of an earlier version that the person's own template `name` still mentions."""
    for each in fields.gone(name):
        if each in found.fields:
            message = f"{each} is no field any more: its words stand in our template, or in a file of words."
            hint = "Take the field out, and write there what our template says."
            command = ": `afterword templates copy FOLDER` writes it anew."
            yield Problem(Place(name), message, hint, command=command)


@dataclass(frozen=True, slots=True)
class Theirs:
    """What a person's folder of templates holds beside copies of ours."""

    like: dict[str, str]  # a template → the one of ours whose fields it uses
    notices: tuple[Problem, ...]  # what is not used, and what is wrong in the looks
    problems: tuple[Problem, ...]  # what must be mended before anything is made

    @classmethod
    def of(cls, own: Path | None) -> Self:
        """Return what the folder holds, and what is wrong in the fields of such templates."""
        like: dict[str, str] = {}
        problems: list[Problem] = []
        notices: list[Problem] = []
        for path in sorted(own.glob("*.docx")) if own else ():
            if path.name == templates.STYLE:
                notices += look(path).notices
            if path.name in wordings.names():
                notices += wordings.noticed(text_of(path))
            if path.name in templates.known() or path.name.startswith("~$"):
                continue
            found = word.lint(path, style=templates.find(templates.STYLE, own))
            offered = fields.contexts()
            near = [name for name in offered if _asks_mostly(found, offered[name])]
            if not near:
                message = "It is not used: its fields are those of no document that `make` makes."
                command = "Write fields that `afterword templates fields NAME` lists, or use `afterword fill`."
                notices.append(Problem(Place(path.name), message, command=command))
                continue
            best = max(near, key=lambda name: _known(found, offered[name]))
            unknown = _needs(found).unknown(offered[best])
            problems += [*found.problems, *(Problem(Place(path.name), each) for each in unknown)]
            like[path.name] = best
        return cls(like, tuple(notices), tuple(problems))

    def drafts(self, ours: Sequence[object]) -> list[Draft]:
        """Return a draft of each such template for every one of `ours` that it is like."""
        pairs = [(name, each) for name in self.like for each in ours if isinstance(each, Draft)]
        return [_like(each, name) for name, each in pairs if each.template == self.like[name]]


def _like(draft: Draft, name: str) -> Draft:
    """Return a draft of the template `name` with what `draft` may mention."""
    made, kind = Path(draft.filename), Path(draft.template).stem
    whose = made.stem.removesuffix(f"-{kind}")
    filename = (
        name if made.name == draft.template else f"{whose}-{Path(name).stem}-{kind}{made.suffix}"
    )
    return Draft(made.with_name(filename).as_posix(), name, draft.context, draft.internal)


def templates_to_change() -> Iterator[Document]:
    """Yield every template of ours, and the list of its fields, or of its rows in a file of words."""
    for path in sorted(templates.shipped().glob("*.docx")):
        yield Document(path.name, path.read_bytes())
        if path.name in fields.listed():
            yield Document(f"{path.stem}-fields.md", fields.page(path.name).encode())


def _known(found: word.Lint, context: type) -> int:
    """Return how many of the fields that a template asks for `context` offers."""
    return sum(hasattr(context, each) for each in _needs(found).fields)


def _asks_mostly(found: word.Lint, context: type) -> bool:
    """Say whether a template asks mostly for what `context` offers."""
    return 2 * _known(found, context) > len(_needs(found).fields)


def _needs(found: word.Lint) -> word.Schema:
    return found.draft.code.schema if found.draft else word.Schema()


def _not_kept(template: str, like: str, found: word.Lint) -> Iterator[Problem]:
    """Yield each field that a template must keep and does not mention."""
    for path in fields.missing(like, found.fields):
        message = f"{path} was deleted: what was typed there would be nowhere in the document."
        command = ", as it stands in the template that `afterword templates copy` writes."
        yield Problem(Place(template), message, "Put it back.", command=command)


def proof_read(document: bytes, template: str, said: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Return what would fail an accessibility check in a document of `template`, said of that.

    `said` are words out of the data, which are not the template's.
    """
    path = Path(template)
    found = proof.check(document, path.with_suffix(".docx").name, said)
    return tuple(replace(each, place=Place(template)) for each in found)
