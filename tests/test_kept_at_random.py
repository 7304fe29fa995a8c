"""Whatever a person does to a document, none of it is lost, and no new words are passed over in silence."""

import random
from copy import deepcopy
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml.ns import qn
from made import png, style_of, take_out
from test_kept_edits import (
    CARDS,
    NEXT,
    OFFICE,
    Room,
    faults,
    move,
    struck,
    through_libreoffice,
    tracked,
)

from pipeline import model
from pipeline.cli import main
from pipeline.keeping import Keeper, Way
from pipeline.openxml import outline

NAMES = ("outcomes.docx", "action-plan.docx", "mou-draft.docx", "assessment-report.docx")
TIMES = 6  # documents of each kind


@pytest.fixture(scope="module")
def retyped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the documents of the sample with other words in twenty cells."""

    def run(*words: object) -> Any:
        return CliRunner().invoke(main, [str(word) for word in words])

    only = [name.removesuffix(".docx") for name in NAMES]
    room = Room(run, tmp_path_factory.mktemp("retyped"), *only)
    room.retype(CARDS | {"Dana Whitlock": "Dana W. Whitlock", "Jonah Novak": "Jo Novak"})
    room.make(NEXT)
    return room.out


def words_of(content: bytes) -> str:
    return outline(content)


class Person:
    """Somebody who edits a document, and marks each edit with words of their own."""

    def __init__(self, content: bytes, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same edits each time
        self.document = Document(BytesIO(content))
        self.typed: list[str] = []

    def word(self) -> str:
        self.typed.append(f"zq{len(self.typed)}x{self.random.randrange(10**6)}")
        return self.typed[-1]

    def edit(self) -> None:
        kinds = (
            self.change,
            self.add,
            self.delete,
            self.move,
            self.row,
            self.cell,
            self.bold,
            self.split,
            self.drop_row,
            self.comment,
            self.picture,
            self.tracked,
            self.struck,
            self.section,
        )
        self.random.choice(kinds)()

    def one(self) -> Any:
        mine = [
            e
            for e in self.document.paragraphs
            if e.text.strip() and not any(w in e.text for w in self.typed)
        ]
        mine = [e for e in mine if e._p.find(".//" + qn("w:sectPr")) is None]
        return self.random.choice([e for e in mine if e.runs and e.runs[-1].text.strip()])

    def change(self) -> None:
        found = self.one()
        found.runs[-1].text = f"{found.runs[-1].text} {self.word()}"

    def add(self) -> None:
        self.one().insert_paragraph_before(
            self.word(), self.random.choice([None, "Heading 3", "List Bullet"])
        )

    def delete(self) -> None:
        gone = self.one()._p
        gone.getparent().remove(gone)

    def move(self) -> None:
        self.one()._p.addprevious(self.one()._p)

    def row(self) -> None:
        row = self.random.choice([r for t in self.document.tables for r in t.rows[1:]])
        new = deepcopy(row._tr)
        for at, text in enumerate(new.iter(qn("w:t"))):
            text.text = self.word() if at == 0 else "and"
        row._tr.addnext(new)

    def cell(self) -> None:
        rows = [r for t in self.document.tables for r in t.rows[1:]]
        cell = self.random.choice(self.random.choice(rows).cells)
        cell.paragraphs[0].add_run(f" {self.word()}")

    def bold(self) -> None:
        self.one().runs[0].bold = True

    def split(self) -> None:
        found = self.one()
        found.insert_paragraph_before(found.text[: len(found.text) // 2] + self.word(), found.style)

    def drop_row(self) -> None:
        table = self.random.choice([t for t in self.document.tables if len(t.rows) > 2])
        take_out(self.random.choice(table.rows[1:])._tr)

    def comment(self) -> None:
        self.document.add_comment(self.one().runs, self.word(), "Ana", "A")

    def picture(self) -> None:
        shape = self.one().add_run().add_picture(BytesIO(png()))
        shape._inline.docPr.set("descr", self.word())

    def tracked(self) -> None:
        tracked(self.one(), f" {self.word()}")

    def struck(self) -> None:
        struck(self.one())

    def section(self) -> None:
        headings = [e for e in self.document.paragraphs if "Heading" in str(style_of(e).name)]
        if len(headings) > 1:
            one, other = self.random.sample(headings, 2)
            move(one, other)

    def saved(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


@pytest.mark.parametrize(
    "saved",
    [
        "python-docx",
        pytest.param("LibreOffice", marks=pytest.mark.skipif(not OFFICE, reason="not installed")),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_no_edit_is_lost_whatever_it_is(
    made: Path, retyped: Path, tmp_path: Path, name: str, saved: str
) -> None:
    base, new = (made / name).read_bytes(), (retyped / name).read_bytes()
    fresh = set(words_of(new).splitlines()) - set(words_of(base).splitlines())
    assert fresh
    brought = 0
    people = [Person(base, seed) for seed in range(TIMES)]
    (tmp_path / "edited").mkdir()
    paths = [tmp_path / "edited" / f"{seed}.docx" for seed in range(TIMES)]
    for seed, (person, path) in enumerate(zip(people, paths, strict=True)):
        for _ in range(1 + 4 * seed):
            person.edit()
        path.write_bytes(person.saved())
    if saved == "LibreOffice":
        through_libreoffice(*paths)
    for seed, (person, path) in enumerate(zip(people, paths, strict=True)):
        edited = path.read_bytes()
        kept = bring(tmp_path / str(seed), name, edited, new)

        if kept.way is Way.BESIDE:
            assert (tmp_path / str(seed) / name).read_bytes() == edited
            continue
        brought += 1
        text, text_before = words_of(kept.document.content), words_of(edited)
        for word in person.typed:
            assert (word in text) is (word in text_before), (seed, word)
        said = " ".join(each.words for each in kept.conflicts)
        for line in fresh:  # all that is new is in it, or its row or paragraph is named
            words = line.partition("] ")[2]
            named = words[:40] in said
            assert named or all(cell.strip() in text for cell in words.split(" | ")), (seed, line)
        wrong = faults(kept.document.content, tmp_path)
        assert not wrong or wrong <= faults(edited, tmp_path), seed
    assert brought >= TIMES * 0.8


def bring(folder: Path, name: str, edited: bytes, new: bytes) -> Any:
    folder.mkdir()
    (folder / name).write_bytes(edited)
    keeper = Keeper(folder, date(2026, 11, 29), {})
    return keeper.keep(model.Document(name, new))
