"""Texts are cut into the word pieces that each model knows, number for number as `tokenizers` cuts them."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.meaning import english, pieces, sentences

TEXTS = (Path(__file__).parent / "data" / "wordpieces.txt").read_text(encoding="utf-8").split("\n")
CUTTERS: dict[str, Callable[[], Callable[[str], list[int]]]] = {
    "words": pieces._cutter,
    "sentences": sentences._cutter,
    "english": english._cutter,
}
CUT = {  # by tokenizers 0.23.3
    "Bus passes for students on clinical days": {
        "words": [8406, 14517, 363, 8041, 373, 24899, 936, 3841],
        "sentences": [17344, 19846, 48, 3496, 54, 29197, 1617],
        "english": [3902, 5235, 2005, 2493, 2006, 6612, 2420],
    },
    "naïve ﬁx ½ 日本語 <s>x</s>": {
        "words": [1055, 30085, 345, 29871, 31017, 29916, 29871, 30226, 29871, 30325, 30346, 30968, 29871, 1, 921, 2],
        "sentences": [163, 12747, 344, 5333, 32259, 71578, 6, 1, 118, 2],
        "english": [15743, 1984, 2595, 1092, 1864, 1876, 1950, 1026, 1055, 1028, 1060, 1026, 1013, 1055, 1028],
    },
    "e\u0301te\u0301 🙂": {
        "words": [321, 30103, 371, 30103, 29871, 243, 162, 156, 133],
        "sentences": [2133, 6, 0],
        "english": [3802, 2063, 100],
    },
}  # fmt: skip
DIGESTS = {  # of the numbers of all thousand texts, as JSON, by tokenizers 0.23.3
    "words": "75dd04b91730fd44c5a64e0bbded32401ec9d2a30c36aa21b5110cf894869056",
    "sentences": "672044efdef876d7dbdc107b9dbe981d25f7b42b87dd1b22b16cfba1fec5e9fd",
    "english": "e2c2a3d6a6e8fdc5dc0a2a4c377f551fed190e40b3607a539549d53d80a0adec",
}


@pytest.mark.parametrize("model", CUTTERS)
@pytest.mark.parametrize("text", CUT)
def test_a_text_is_cut_as_the_models_were_made_with(text: str, model: str) -> None:
    assert CUTTERS[model]()(text) == CUT[text][model]


@pytest.mark.parametrize("model", CUTTERS)
def test_a_thousand_texts_in_many_scripts_are_cut_number_for_number(model: str) -> None:
    assert len(set(TEXTS)) == 1000
    cut = [CUTTERS[model]()(text) for text in TEXTS]
    assert sha256(json.dumps(cut).encode()).hexdigest() == DIGESTS[model]


@pytest.mark.parametrize("model", CUTTERS)
def test_no_text_is_cut_into_nothing_but_an_empty_one(model: str) -> None:
    assert CUTTERS[model]()("") == []
    assert all(CUTTERS[model]()(text) for text in TEXTS)
