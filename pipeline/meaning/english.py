"""The second view of English texts: a text as MiniLM (all-MiniLM-L6-v2) sees it.

The weights are those of the published model (Apache-2.0), in whole numbers of eight bits; the arithmetic
below is the published architecture. What goes into a product of matrices
is rounded to whole numbers so small that every sum is exact in single precision, whatever its order; so
every machine gets the same vectors. `vocabulary.txt` is that of the model (BERT's, uncased, Apache-2.0).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from math import erf, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.meaning import files
from pipeline.meaning.exact import Matrix, one_thread, unit
from pipeline.meaning.language import beginning
from pipeline.meaning.wordpieces import Longest
from pipeline.model import Track, silently

MODEL = "english.safetensors", "ab2b00baf4b799c99da052aa0643084e6696fee86b985564dc2c5f44daa0fcd5"
LAYERS, HEADS, WIDTH = 6, 12, 384
PRODUCTS = "query", "key", "value", "mixed", "wide", "narrow"
BEGIN, END = 101, 102
LONGEST = 128  # word pieces of a text: what follows is not looked at
BATCH = 512  # word pieces at a time
STEPS = 255  # 384 products of a number up to it and one of eight bits stay below 2**24
TINY = 1e-12
FINE, FARTHEST = 128, 6  # steps of one in which x is rounded before `_rectified`; beyond: 0 or x
MOST_KNOWN = 20_000

Single = NDArray[np.float32]
Wide = NDArray[np.float64]


def vectors(texts: Sequence[str], track: Track = silently) -> Matrix:
    """Return one unit row a text."""
    plain = [" ".join(beginning(text).split()) for text in texts]
    if unknown := sorted(set(plain) - _known.keys()):
        if len(_known) + len(unknown) > MOST_KNOWN:
            _known.clear()
            unknown = sorted(set(plain))
        _known.update(zip(unknown, _measured(unknown, track), strict=True))
    return np.array([_known[text] for text in plain]) if plain else np.zeros((0, WIDTH))


_known: dict[str, Matrix] = {}  # what was measured before: two stages ask for the same cards


def _measured(texts: Sequence[str], track: Track) -> Matrix:
    model, cutter = _model(), _cutter()
    pieces = [[BEGIN, *cutter(text)[:LONGEST], END] for text in texts]
    rows = np.zeros((len(texts), WIDTH))
    with one_thread():
        for batch in track(list(_batches(pieces)), "Reading cards"):
            rows[batch] = model.encoded(np.array([pieces[text] for text in batch]))
    return unit(rows / np.maximum(np.abs(rows).max(axis=1, keepdims=True), TINY))


def _batches(pieces: Sequence[list[int]]) -> Iterator[list[int]]:
    """Yield texts of as many pieces together, so that none needs to be filled up."""
    by_length: dict[int, list[int]] = {}
    for text, ids in enumerate(pieces):
        by_length.setdefault(len(ids), []).append(text)
    for length, own in sorted(by_length.items()):
        most = max(1, BATCH // length)
        yield from (own[start : start + most] for start in range(0, len(own), most))


class Layer:
    """One layer of the model: which pieces look at which others, then each by itself."""

    def __init__(self, tensors: files.Tables, number: int) -> None:
        def of(name: str) -> Single:
            named: Single = tensors[f"layer.{number}.{name}"]
            return named

        query, key, value, mixed, wide, narrow = (
            Product(tensors, f"layer.{number}.{name}") for name in PRODUCTS
        )
        self.looking = Product.beside([query, key, value])
        self.looking_b = np.concatenate(
            [of(f"attention.self.{name}.bias") for name in ("query", "key", "value")]
        )
        self.mixed, self.mixed_b = mixed, of("attention.output.dense.bias")
        self.mixed_n = (
            of("attention.output.LayerNorm.weight"),
            of("attention.output.LayerNorm.bias"),
        )
        self.wide, self.wide_b = wide, of("intermediate.dense.bias")
        self.narrow, self.narrow_b = narrow, of("output.dense.bias")
        self.out_n = of("output.LayerNorm.weight"), of("output.LayerNorm.bias")

    def __call__(self, x: Single, shape: tuple[int, int]) -> Single:
        """Return pieces `x`, a row each, of `shape` texts and pieces a text, as the next layer sees them."""
        texts, length = shape
        parts = (self.looking(x) + self.looking_b).reshape(texts, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.transpose(2, 0, 3, 1, 4).astype(np.float64)
        near = query @ key.swapaxes(-1, -2) / np.sqrt(WIDTH / HEADS)
        near = np.exp(near - near.max(axis=-1, keepdims=True))
        seen = (near / near.sum(axis=-1, keepdims=True)) @ value
        mixed = seen.transpose(0, 2, 1, 3).reshape(len(x), WIDTH).astype(np.float32)
        x = _leveled(x + self.mixed(mixed) + self.mixed_b, *self.mixed_n)
        wide = _rectified(self.wide(x) + self.wide_b)
        return _leveled(x + self.narrow(wide) + self.narrow_b, *self.out_n)


class Product:
    """A matrix of whole numbers of eight bits, and a scale for each of its columns."""

    def __init__(self, tensors: files.Tables, name: str) -> None:
        self.whole: Single = tensors[f"{name}_q"].astype(np.float32)
        self.scale: Single = tensors[f"{name}_scale"]

    @classmethod
    def beside(cls, products: Sequence["Product"]) -> "Product":
        """Return several matrices as one, side by side."""
        made = cls.__new__(cls)
        made.whole = np.concatenate([each.whole for each in products], axis=1)
        made.scale = np.concatenate([each.scale for each in products], axis=1)
        return made

    def __call__(self, x: Single) -> Single:
        """Return the product of `x` with the matrix, exact but for the rounding of `x`."""
        step = np.maximum(np.abs(x).max(axis=1, keepdims=True), np.float32(TINY)) / np.float32(
            STEPS
        )
        rounded = np.rint(x / step)
        total: Single = rounded[:, :WIDTH] @ self.whole[:WIDTH]
        for start in range(WIDTH, len(self.whole), WIDTH):
            total += rounded[:, start : start + WIDTH] @ self.whole[start : start + WIDTH]
        total *= step
        total *= self.scale
        return total


class Model:
    """The model: what each piece and each position stands for, and the layers above."""

    def __init__(self, tensors: files.Tables) -> None:
        at = "embeddings."
        self.words = tensors[f"{at}word_embeddings.weight_q"]
        self.words_scale: Single = tensors[f"{at}word_embeddings.weight_scale"]
        positions = tensors[f"{at}position_embeddings.weight_q"][: LONGEST + 2].astype(np.float32)
        self.positions = positions * tensors[f"{at}position_embeddings.weight_scale"][: LONGEST + 2]
        self.positions += tensors[f"{at}token_type_embeddings.weight"][0]
        self.leveled = tensors[f"{at}LayerNorm.weight"], tensors[f"{at}LayerNorm.bias"]
        self.layers = [Layer(tensors, number) for number in range(LAYERS)]

    def encoded(self, ids: NDArray[np.int64]) -> Wide:
        """Return the vector of each row of `ids`, texts of as many pieces: the mean of their pieces."""
        flat = ids.ravel()
        x = self.words[flat] * self.words_scale[flat] + np.tile(self.positions[: ids.shape[1]], (len(ids), 1))  # fmt: skip
        x = _leveled(x, *self.leveled)
        for layer in self.layers:
            x = layer(x, ids.shape)
        mean: Wide = x.reshape(*ids.shape, WIDTH).astype(np.float64).mean(axis=1)
        return mean


def _leveled(x: Single, gain: Single, bias: Single) -> Single:
    wide = x.astype(np.float64)
    wide -= wide.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", wide, wide)[:, None] / x.shape[1] + TINY)
    leveled: Single = (wide / spread).astype(np.float32) * gain + bias
    return leveled


def _rectified(x: Single) -> Single:
    """Return x times the share of a normal distribution that lies below it (GELU), in steps of x."""
    at = np.rint(np.clip(x, -FARTHEST, FARTHEST) * np.float32(FINE)).astype(np.int32)
    found: Single = x * _shares()[at + FARTHEST * FINE]
    return found


@cache
def _shares() -> Single:
    steps = np.arange(-FARTHEST * FINE, FARTHEST * FINE + 1) / FINE
    return np.array([0.5 * (1 + erf(each / sqrt(2))) for each in steps], dtype=np.float32)


@cache
def _model() -> Model:
    return Model(files.tables(*MODEL))


@cache
def _cutter() -> Longest:
    words = Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8")
    return Longest(words.split("\n"))
