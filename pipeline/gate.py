"""Look a template over once before it is used: for `fill`, `check` and `make` alike.

Three things are looked at: the tags and what an author forgot (lint), what could run or fetch
something (screening, which lint does as it reads), and what would fail an accessibility check
(proof).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import deliverables, proof, templates, word
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
    elif records is None and found.draft and not found.tags and path.name not in templates.TEXTS:
        message = "There is no tag in it: nothing would be filled in."
        notices.append(Problem(Place(path.name), message, "Write {{ name }} where the name goes."))
    if records is None and not problems and found.draft:
        notices += proof_read(word.preview(found.draft), path.name)
        if any(tag.optional for tag in found.draft.code.tags):
            bare = proof_read(word.preview(found.draft, bare=True), path.name)
            notices += (each for each in bare if each not in notices)
    return Looked(path.name, found.fields, tuple(problems), tuple(notices), found)


def copy_of_ours(path: Path) -> Looked | None:
    """Look a changed copy of our own template over, in the looks of the house; None for any other.

    A copy is one that carries the name, and asks mostly for what its document offers. It is not
    proof-read here: `make` proof-reads every document.
    """
    context = _contexts().get(path.name)
    if context is None:
        return None
    found = word.lint(path, style=templates.find(templates.STYLE, path.parent))
    if found.problems:
        return None
    needed = found.template().requires()
    known = sum(hasattr(context, field) for field in needed.fields)
    if 2 * known <= len(needed.fields):
        return None
    unknown = tuple(Problem(Place(path.name), each) for each in needed.unknown(context))
    return Looked(path.name, found.fields, unknown, found.notices, found)


def of_ours(own: Path, names: Sequence[str]) -> Iterator[Problem]:
    """Yield what to mend in a person's own templates of these names, in the folder `own`."""
    style = templates.find(templates.STYLE, own)
    contexts = _contexts()
    for name in names:
        if (own / name).is_file():
            yield from word.lint(own / name, data=[contexts[name]], style=style).problems


def _contexts() -> dict[str, type]:
    """Return what each of our templates may mention, by its name."""
    modules = map(deliverables.load, deliverables.NAMES)
    return {name: context for module in modules for name, context in module.TEMPLATES.items()}


def proof_read(document: bytes, template: str, said: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Return what would fail an accessibility check in a document of `template`, said of that.

    `said` are words out of the data, which are not the template's.
    """
    path = Path(template)
    found = proof.check(document, path.with_suffix(".docx").name, said)
    return tuple(replace(each, place=Place(template)) for each in found)
