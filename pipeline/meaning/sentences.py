"""The second view: a text as the Universal Sentence Encoder, multilingual, sees it.

The weights are those of Google's model (Apache-2.0); the arithmetic below is the published architecture in double precision, so that after rounding
every machine gets the same numbers.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from mmap import mmap

import numpy as np
from numpy.typing import NDArray

from pipeline.meaning import files
from pipeline.meaning.exact import Matrix, one_thread, unit
from pipeline.meaning.language import beginning
from pipeline.meaning.wordpieces import Likeliest
from pipeline.model import Track, silently

WEIGHTS = (
    "sentences.safetensors",
    "ba0f74d2a323dee058d589687a778524b84b71ca924cf70551aa77549eaa9811",
)
DIGESTS = (
    "sentences-digests.bin",
    "05b3844aa71d6df55c2f8992b3f997af9d89c05b1c5589c38437fab4f33b6ccf",
)
BUNDLES, ENDS = "sentences-rows.bin", "sentences-ends.bin"
PIECES = "sentences.txt", "677f9fa9fce0ec310dbfbc34c1a5800471f4b5ea7e0a984072b7110f6d73d37d"
SIGNS = (
    "sentences-signs.json",
    "7fcd7b0218a8f7104305d50a34f7449d8373375e918b5d6a6f277f95fd125fbc",
)
PARTS = 17  # the table of pieces has so many scales, dealt like cards
ROWS = 16  # pieces packed together
WINDOWS = ((2, 0), (3, 1), (5, 2))  # pieces seen at once, and how many of them lie before
BRANCH = 256  # width of what one window sees
WIDTH = 512
BATCH = 512  # pieces at a time, and of one text: what follows is not looked at
MOST_KNOWN = 20_000
MOST_BUNDLES = 2_000  # 16 MB
BEGIN, END = 1, 2

Weights = dict[str, Matrix]


def vectors(texts: Sequence[str], track: Track = silently) -> Matrix:
    """Return one unit row a text."""
    plain = [" ".join(beginning(text).split()) or "." for text in texts]
    if unknown := sorted(set(plain) - _known.keys()):
        if len(_known) + len(unknown) > MOST_KNOWN:
            _known.clear()
            unknown = sorted(set(plain))
        _known.update(zip(unknown, _measured(unknown, track), strict=True))
    return np.array([_known[text] for text in plain]) if plain else np.zeros((0, WIDTH))


_known: dict[str, Matrix] = {}  # what was measured before: two stages ask for the same cards


def _measured(texts: Sequence[str], track: Track) -> Matrix:
    weights, cutter = _weights(), _cutter()
    pieces = [[BEGIN, *cutter(text)[:BATCH], END] for text in texts]
    with one_thread():
        batches = track(list(_batches(pieces)), "Reading cards")
        rows = [_encoded(batch, weights) for batch in batches]
    return unit(np.concatenate(rows))


def _batches(found: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    batch: list[list[int]] = []
    for ids in found:
        if batch and sum(map(len, batch)) + len(ids) > BATCH:
            yield batch
            batch = []
        batch.append(ids)
    if batch:
        yield batch


def _encoded(batch: list[list[int]], w: Weights) -> Matrix:
    """Return the sentence vectors of one batch: pieces, windows of pieces, mean, two layers."""
    lengths = np.array([len(ids) for ids in batch])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    ids = np.concatenate(batch)
    part = ids % PARTS
    pieces = _rows(ids) * w["scale"][part, None] + w["lo"][part, None]
    inside = np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)
    seen = [pieces]
    branches = _leveled(pieces @ w["proj"] + w["proj_b"], w["branch_g"], w["branch_b"], w["eps"])
    for branch, (size, before) in enumerate(WINDOWS):
        x = branches[:, branch * BRANCH : (branch + 1) * BRANCH]
        at = np.arange(len(ids))[:, None] + np.arange(-before, size - before)
        at = np.where((at >= inside[0][:, None]) & (at < inside[1][:, None]), at, len(ids))
        for layer in ("1", "2"):
            padded = np.concatenate([x, np.zeros((1, x.shape[1]))])
            wide = padded[at].reshape(len(ids), -1)
            x = x + np.maximum(wide @ w[f"w{layer}_{size}"] + w[f"b{layer}_{size}"], 0)
        seen.append(x)
    features = _leveled(np.concatenate(seen, axis=1), w["ln_g"], w["ln_b"], w["eps"])
    total = np.add.reduceat(features, starts, axis=0) @ w["cnn_W"] + lengths[:, None] * w["cnn_b"]
    mean = total / np.sqrt(lengths)[:, None]
    first = np.maximum(mean @ w["p1"] + np.maximum(mean @ w["d0"], 0) @ w["d1"], 0)
    sentence: Matrix = np.tanh(first @ w["p3"] + np.maximum(first @ w["d2"], 0) @ w["d3"])
    return sentence


def _leveled(x: Matrix, gain: Matrix, bias: Matrix, eps: Matrix) -> Matrix:
    x = x - x.mean(axis=1, keepdims=True)
    leveled: Matrix = x / np.sqrt((x * x).mean(axis=1, keepdims=True) + eps) * gain + bias
    return leveled


@cache
def _weights() -> Weights:
    stored = files.tables(*WEIGHTS)
    weights = {name: each.astype(np.float64) for name, each in stored.items() if "." not in name}
    for name, which in stored.items():
        if name.endswith(".which"):
            plain = name.removesuffix(".which")
            weights[plain] = stored[f"{plain}.values"].astype(np.float64)[which]
    for ours, theirs in {
        "proj": "proj",
        "proj_b": "proj_b",
        "branch_g": "ln_g",
        "branch_b": "ln_b",
    }.items():
        weights[ours] = np.concatenate([weights[f"{theirs}{size}"] for size, _ in WINDOWS], axis=-1)
    return weights


@cache
def _cutter() -> Likeliest:
    scores = files.tables(*WEIGHTS)["scores"].tolist()
    return Likeliest(files.lines(*PIECES), scores, json.loads(files.read(*SIGNS)[:]))


def _rows(ids: NDArray[np.int64]) -> Matrix:
    """Return the row of each piece in whole numbers, as they are stored."""
    unique, which = np.unique(ids, return_inverse=True)
    rows: Matrix = np.array([_bundle(int(each) // ROWS)[int(each) % ROWS] for each in unique])[
        which
    ]
    return rows.astype(np.float64)


@lru_cache(MOST_BUNDLES)
def _bundle(number: int) -> NDArray[np.uint8]:
    """Return the rows of the pieces from `number` times ROWS on, if they are those we know."""
    packed, ends, digests = _bundles()
    start = ends[number - 1] if number else 0
    try:
        content = zlib.decompress(packed[start : ends[number]])
    except zlib.error:
        raise files.changed(BUNDLES) from None
    size = sha256().digest_size
    if sha256(content).digest() != digests[number * size : (number + 1) * size]:
        raise files.changed(BUNDLES)
    return np.frombuffer(content, np.uint8).reshape(-1, WIDTH)


@cache
def _bundles() -> tuple[mmap, NDArray[np.uint32], mmap]:
    ends = np.frombuffer(files.opened(ENDS), "<u4")
    return files.opened(BUNDLES), ends, files.read(*DIGESTS)
