"""The second view of English texts: a text as MiniLM (all-MiniLM-L6-v2) sees it.

The weights are those of the published model (Apache-2.0), in whole numbers of eight bits; the arithmetic
below is the published architecture. What goes into a product of matrices
is rounded to whole numbers so small that every sum is exact in single precision, whatever its order; so
every machine gets the same vectors. `vocabulary.txt` is that of the model (BERT's, uncased, Apache-2.0).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from math import erf, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.meaning import files
from pipeline.meaning.exact import Matrix, one_thread, unit
from pipeline.meaning.language import ENGLISH, beginning
from pipeline.meaning.wordpieces import Longest
from pipeline.model import Track, silently

MODEL = "english.safetensors", "ab2b00baf4b799c99da052aa0643084e6696fee86b985564dc2c5f44daa0fcd5"
LAYERS, HEADS, WIDTH = 6, 12, 384
LOWER = 2  # layers that see every piece of a text, however quickly it is looked at
PRODUCTS = "query", "key", "value", "mixed", "wide", "narrow"
BEGIN, END = 101, 102
LONGEST = 128  # word pieces of a text: what follows is not looked at
MOST_LETTERS = 60_000  # of all texts together: of many long ones only the beginnings are looked at
LETTERS = 150  # of each text, however many there are: two dozen words
BATCH = 512  # word pieces at a time
ROWS = 32  # of them whose steps are looked up at a time
STEPS = 255  # 384 products of a number up to it and one of eight bits stay below 2**24
DENYING = frozenset({"no", "nor", "not", "without"})  # small words that turn what a text says
TINY = 1e-12
FINE, FARTHEST = 128, 6  # steps of one in which x is rounded before `_rectified`; beyond: 0 or x
MOST_KNOWN = 20_000

Single = NDArray[np.float32]
Wide = NDArray[np.float64]


def vectors(texts: Sequence[str], track: Track = silently) -> Matrix:
    """Return one unit row a text."""
    return _vectors(texts, track, frozenset())


def quickly(texts: Sequence[str], track: Track = silently) -> Matrix:
    """Return one unit row a text, in two thirds of the time: near to those of `vectors`.

    The upper layers see its telling pieces alone, which know by then what the small words said of them.
    """
    return _vectors(texts, track, _small())


def _vectors(texts: Sequence[str], track: Track, small: frozenset[int]) -> Matrix:
    known = _known.setdefault(small, {})
    most = max(LETTERS, MOST_LETTERS // max(1, len(texts)))
    plain = [" ".join(beginning(text).split())[:most] for text in texts]
    if unknown := sorted(set(plain) - known.keys()):
        if len(known) + len(unknown) > MOST_KNOWN:
            known.clear()
            unknown = sorted(set(plain))
        known.update(zip(unknown, _measured(unknown, track, small), strict=True))
    return np.array([known[text] for text in plain]) if plain else np.zeros((0, WIDTH))


# what was measured before: two stages ask for the same cards
_known: dict[frozenset[int], dict[str, Matrix]] = {}


class Pieces:
    """The pieces of a text, by their numbers, and which of them the upper layers see."""

    def __init__(self, ids: list[int], small: frozenset[int]) -> None:
        self.ids = ids
        self.telling = [piece not in small for piece in ids]
        self.sizes = len(ids), sum(self.telling)


def _measured(texts: Sequence[str], track: Track, small: frozenset[int]) -> Matrix:
    model, cutter = _model(), _cutter()
    pieces = [Pieces([BEGIN, *cutter(text)[:LONGEST], END], small) for text in texts]
    rows = np.zeros((len(texts), WIDTH))
    with one_thread():
        for batch in track(list(_batches(pieces)), "Reading cards"):
            rows[batch] = model.encoded([pieces[text] for text in batch])
    return unit(rows / np.maximum(np.abs(rows).max(axis=1, keepdims=True), TINY))


def _batches(pieces: Sequence[Pieces]) -> Iterator[list[int]]:
    """Yield texts of about as many pieces together, `BATCH` pieces in all; those of as many are side by side."""
    batch: list[int] = []
    filled = 0
    for text in sorted(range(len(pieces)), key=lambda text: pieces[text].sizes):
        size = len(pieces[text].ids)
        if batch and filled + size > BATCH:
            yield batch
            batch, filled = [], 0
        batch.append(text)
        filled += size
    if batch:
        yield batch


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

    def __call__(self, x: Single, shapes: Sequence[tuple[int, int]]) -> Single:
        """Return pieces `x`, a row each, as the next layer sees them.

        `shapes` are how many texts of how many pieces stand in `x`, one below the other.
        """
        looking = self.looking(x)
        looking += self.looking_b
        mixed = self.mixed(_seen(looking, shapes))
        mixed += x
        mixed += self.mixed_b
        x = _leveled(mixed, *self.mixed_n)
        wide = self.wide(x)
        wide += self.wide_b
        narrow = self.narrow(_rectified(wide))
        narrow += x
        narrow += self.narrow_b
        return _leveled(narrow, *self.out_n)


def _seen(looking: Single, shapes: Sequence[tuple[int, int]]) -> Single:
    """Return what each piece sees of the others of its text: the more alike, the more of it."""
    seen = np.empty((len(looking), WIDTH), dtype=np.float32)
    start = 0
    for texts, length in shapes:
        own = slice(start, start + texts * length)
        parts = looking[own].reshape(texts, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.transpose(2, 0, 3, 1, 4).astype(np.float64)
        near = query @ key.swapaxes(-1, -2)
        near /= np.sqrt(WIDTH / HEADS)
        near -= near.max(axis=-1, keepdims=True)
        np.exp(near, out=near)
        near /= near.sum(axis=-1, keepdims=True)
        into = seen[own].reshape(texts, length, HEADS, WIDTH // HEADS)
        into[:] = (near @ value).transpose(0, 2, 1, 3)
        start = own.stop
    return seen


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
        largest = np.maximum(x.max(axis=1, keepdims=True), -x.min(axis=1, keepdims=True))
        step = np.maximum(largest, np.float32(TINY)) / np.float32(STEPS)
        rounded = x / step
        np.rint(rounded, out=rounded)
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

    def encoded(self, texts: Sequence[Pieces]) -> Wide:
        """Return the vector of each text: the mean of its telling pieces. Texts of as many stand side by side."""
        ids = np.array([piece for text in texts for piece in text.ids])
        at = np.array([place for text in texts for place in range(len(text.ids))])
        x = self.words[ids] * self.words_scale[ids] + self.positions[at]
        x = _leveled(x, *self.leveled)
        every, telling = zip(*(text.sizes for text in texts), strict=True)
        for layer in self.layers[:LOWER]:
            x = layer(x, _shapes(every))
        x = x[[told for text in texts for told in text.telling]]
        for layer in self.layers[LOWER:]:
            x = layer(x, _shapes(telling))
        means, start = [], 0
        for count, length in _shapes(telling):
            own = x[start : start + count * length].reshape(count, length, WIDTH)
            means.append(own.astype(np.float64).mean(axis=1))
            start += count * length
        return np.concatenate(means)


def _shapes(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many texts of how many pieces stand side by side, one pair below the other."""
    return [(len(list(own)), length) for length, own in groupby(sizes)]


def _leveled(x: Single, gain: Single, bias: Single) -> Single:
    """Return rows of mean 0 and spread 1, times `gain`, and `bias` more."""
    wide = x.astype(np.float64)
    wide -= wide.mean(axis=1, keepdims=True)
    wide /= np.sqrt(np.einsum("ij,ij->i", wide, wide)[:, None] / x.shape[1] + TINY)
    leveled: Single = wide.astype(np.float32)
    leveled *= gain
    leveled += bias
    return leveled


def _rectified(x: Single) -> Single:
    """Multiply `x`, in place, with the share of a normal distribution that lies below it (GELU), in steps of x.

    A few rows at a time, which stay near the processor.
    """
    shares = _shares()
    for start in range(0, len(x), ROWS):
        own = x[start : start + ROWS]
        at = own * np.float32(FINE)
        np.rint(at, out=at)
        at += np.float32(FARTHEST * FINE)
        np.clip(at, 0, len(shares) - 1, out=at)
        own *= shares.take(at.astype(np.intp))
    return x


@cache
def _shares() -> Single:
    steps = np.arange(-FARTHEST * FINE, FARTHEST * FINE + 1) / FINE
    return np.array([0.5 * (1 + erf(each / sqrt(2))) for each in steps], dtype=np.float32)


@cache
def _model() -> Model:
    return Model(files.tables(*MODEL))


@cache
def _vocabulary() -> list[str]:
    return Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8").split("\n")


@cache
def _cutter() -> Longest:
    return Longest(_vocabulary())


@cache
def _small() -> frozenset[int]:
    """Return the numbers of the pieces that are small words or single signs, and of `END`.

    `BEGIN` is not among them: a piece that finds nothing to look at looks there.
    """
    small = (
        number
        for number, piece in enumerate(_vocabulary())
        if piece in ENGLISH - DENYING or (len(piece) == 1 and not piece.isalnum())
    )
    return frozenset({*small, END})
