"""The words people use stand in two files, each list once: well formed, all of them used, found in any spelling."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import forms, words
from pipeline.names import heading_key

ROOM = Path(words.__file__).parent
CODE = {path: path.read_text() for path in ROOM.parent.rglob("*.py")}
LISTS = tomllib.loads((ROOM / "lists.toml").read_text())
HEADINGS = tomllib.loads((ROOM / "headings.toml").read_text())
OF_A_PRINTED_FORM = {
    "code",
    "role",
    "site",
    "person",
    "answer",
}  # of an assessment, not of its sheet


def fields() -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    for kind, found in HEADINGS.items():
        for field, languages in found.items():
            yield kind, field, languages


def test_every_heading_belongs_to_a_field_of_a_sheet() -> None:
    known = {(form.kind, column.name) for form in forms.ALL for column in form.columns}
    known |= {("assessment", name) for name in OF_A_PRINTED_FORM}

    assert len(list(fields())) > 60
    assert [(kind, field) for kind, field, _ in fields() if (kind, field) not in known] == []


def test_no_heading_stands_twice_for_one_field_of_a_language() -> None:
    twice = [
        (kind, field, language)
        for kind, field, languages in fields()
        for language, names in languages.items()
        if len(set(map(heading_key, names))) < len(names)
    ]

    assert twice == []


def test_no_word_stands_twice_in_a_list() -> None:
    spelled = {
        "small_group",
        "yes",
        "bullet",
        "board_kind",
        "board_made",
    }  # the spelling counts, with an accent and without
    twice = [
        (name, language)
        for name, languages in LISTS.items()
        for language, own in languages.items()
        if len(set(own if name in spelled else map(heading_key, own))) < len(own)
    ]

    assert len(LISTS) > 30
    assert twice == []


def test_every_list_is_used_by_some_room() -> None:
    used = "".join(text for path, text in CODE.items())

    assert [name for name in LISTS if f'"{name}"' not in used and f"'{name}'" not in used] == []


@pytest.mark.parametrize(
    "word", ["tobeconfirmed", "to be confirmed", "kleingruppe", "parkinglot", "zeitstempel"]
)
def test_no_room_keeps_a_list_of_its_own(word: str) -> None:
    assert any(heading_key(word) in words.keys_of(name) for name in LISTS)
    assert [
        path.name for path, text in CODE.items() if re.search(rf"[\"'|]{word}[\"'|]", text)
    ] == []


@pytest.mark.parametrize(
    "text", ["yes", "YES.", " Sí ", "Si\u0301", "oui", "Sim", "ja!", "x", "✓", "☑", "1", "TRUE"]
)
def test_a_yes_is_known_in_each_language(text: str) -> None:
    assert words.says_yes(text)
    assert not words.says_no(text)


@pytest.mark.parametrize("text", ["no", "N", "Não", "na\u0303o", "Nein", "non", "false", "0"])
def test_a_no_is_known_in_each_language(text: str) -> None:
    assert words.says_no(text)
    assert not words.says_yes(text)


@pytest.mark.parametrize("text", ["", "?", "maybe", "yes but later", "not yet"])
def test_what_is_neither_yes_nor_no_is_neither(text: str) -> None:
    assert not words.says_yes(text)
    assert not words.says_no(text)


@pytest.mark.parametrize(
    "text", ["TBD", "t.b.d.", "[To be confirmed]", "Por definir", "À DÉFINIR", "noch offen"]
)
def test_that_nobody_knows_yet_is_known_in_each_language(text: str) -> None:
    assert words.among("unknown", text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("parking_lot", "PARKING-LOT"),
        ("parking_lot", "Themenspeicher"),
        ("not_placed", "Sin columna"),
        ("no_title", "(sem titulo)"),
        ("person", "Full_Name"),
        ("form_telling", "タイムスタンプ"),
    ],
)
def test_a_word_of_a_list_is_known_in_any_spelling(name: str, text: str) -> None:
    assert words.among(name, text)


def test_a_title_about_real_parking_is_no_parking_lot_in_another_language() -> None:
    assert not words.among("parking_lot", "Estacionamiento")


def test_a_pattern_takes_the_longest_word_first() -> None:
    alternatives = words.pattern_of("small_group", "numbered_group").split("|")

    assert alternatives.index("group\\ number") < alternatives.index("team")
    assert [len(each) for each in alternatives if "\\" not in each] == sorted(
        (len(each) for each in alternatives if "\\" not in each), reverse=True
    )
    assert re.fullmatch(words.pattern_of("bullet"), "*")


def test_a_list_that_does_not_exist_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        words.words_of("no such list")
