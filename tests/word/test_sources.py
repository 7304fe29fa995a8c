"""A template is a path as text or otherwise, bytes, or an open file: each gives the same document."""

import os
from collections.abc import Callable
from io import BytesIO, IOBase
from pathlib import Path

import pytest

from pipeline.openxml import outline
from pipeline.problems import InputRefused
from pipeline.word import Template
from pipeline.word.source import Source, name_of


class Somewhere(os.PathLike[str]):
    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


@pytest.fixture
def letter(tmp_path: Path, document, paragraph) -> Path:
    path = tmp_path / "letter.docx"
    path.write_bytes(document(paragraph("Dear {{ name }}")))
    return path


SOURCES: dict[str, Callable[[Path], Source]] = {
    "text": str,
    "path": Path,
    "a path of another kind": Somewhere,
    "bytes": Path.read_bytes,
    "a bytearray": lambda path: bytearray(path.read_bytes()),
    "an open file": lambda path: path.open("rb"),
    "a file in memory": lambda path: BytesIO(path.read_bytes()),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_template_may_be_given_in_every_way(kind: str, letter: Path) -> None:
    source, style = SOURCES[kind](letter), SOURCES[kind](letter)

    template = Template(source, style=style)

    assert outline(template.render({"name": "Ana"})) == "[Normal] Dear Ana\n"
    known = kind in ("text", "path", "a path of another kind", "an open file")
    assert template.name == ("letter.docx" if known else "template.docx")
    for each in (source, style):
        if isinstance(each, IOBase):
            assert not each.closed
            each.close()


def test_a_file_that_is_open_as_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")

    with (tmp_path / "a.docx").open() as file, pytest.raises(TypeError, match='mode "rb"'):
        Template(file)  # type: ignore[arg-type]  # what a caller without types may give


def test_a_file_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Template(str(tmp_path / "none.docx"))
    with pytest.raises(InputRefused, match="The file is empty"):
        Template(BytesIO())


@pytest.mark.parametrize("kind", SOURCES)
def test_a_template_is_called_as_its_file_where_there_is_one_to_see(
    letter: Path, kind: str
) -> None:
    seen = kind not in {"bytes", "a bytearray", "a file in memory"}
    source = SOURCES[kind](letter)

    assert name_of(source, "a template") == ("letter.docx" if seen else "a template")
    if isinstance(source, IOBase):
        source.close()
