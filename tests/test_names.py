"""Two spellings of one name, id or sentence are the same everywhere, and what differs stays apart."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import names

PIPELINE = Path(__file__).parent.parent / "pipeline"
KEYS = (names.name_key, names.heading_key, names.id_key, names.words_key)
SAME = (names.same_name, names.same_heading, names.same_id, names.same_words)
WORD = st.text("abcdezéñüöçßåøA-Z&+1290", min_size=1, max_size=6)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)

each_key = pytest.mark.parametrize("key", KEYS, ids=lambda key: key.__name__)
each_question = pytest.mark.parametrize("same", SAME, ids=lambda same: same.__name__)


@each_question
@given(text=st.text())
def test_every_text_is_the_same_as_itself(same: Callable[[str, str], bool], text: str) -> None:
    assert same(text, text)


@each_question
@given(one=NAME, other=NAME)
def test_if_one_is_the_same_as_the_other_so_is_the_other(
    same: Callable[[str, str], bool], one: str, other: str
) -> None:
    assert same(one, other) == same(other, one)


@each_question
@given(text=st.text())
def test_an_accent_typed_as_one_sign_or_two_is_the_same(
    same: Callable[[str, str], bool], text: str
) -> None:
    assert same(unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))


@each_key
@given(text=NAME)
def test_a_key_is_its_own_key_and_has_no_capitals(key: Callable[[str], str], text: str) -> None:
    assert key(key(text)) == key(text)
    assert key(text.upper()) == key(text) == key(f"  {text}\t")


@given(parts=st.lists(st.sampled_from(["Harbor", "R", "D", "Año", "Søn", "é"]), min_size=1))
def test_spaces_hyphens_and_quotation_marks_do_not_tell_two_names_apart(parts: list[str]) -> None:
    spellings = [
        sign.join(parts) for sign in ("", " ", "-", " – ", "  ", ". ", "’", " / ", "\u00ad")
    ]
    spellings += [f"“{' '.join(parts)}”", f"({' '.join(parts)})", f"{' '.join(parts)}."]

    assert len({names.name_key(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("R&D", "R and D"),
        ("Harbor & Sons", "harbor AND sons"),
        ("Care—at night", "Care - at night"),
        ("“Rides”", "Rides"),
        ("Acme Rides®", "Acme Rides"),
        ("ＤＡＴＡ", "Data"),
        ("Straße", "Strasse"),
        ("1.1", "(1.1)"),
    ],
)
def test_two_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert names.same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peña", "Pena"),
        ("1.1", "11"),
        ("1; 2", "1.2"),
        ("Year 1 1", "Year 11"),
        ("1_1", "11"),
        ("< 1 year", "> 1 year"),
        ("C++", "C"),
        ("?", "!"),
        ("कि", "का"),
        ("🟢 Go", "🔴 Go"),
    ],
)
def test_names_that_differ_in_what_counts_are_two(one: str, other: str) -> None:
    assert not names.same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("B.12", "b 12"),
        ("C-2", "C2"),
        ("(A1)", "A1."),
        ("1.1.", "1.1"),
        ("P–03", "p03"),
        ("#7", "7"),
    ],
)
def test_two_spellings_of_one_id_are_the_same(one: str, other: str) -> None:
    assert names.same_id(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("1.1", "11"), ("D2.1", "D21"), ("B1.2", "B12"), ("A1", "A01"), ("A1", "1A")]
)
def test_ids_that_differ_in_what_counts_are_two(one: str, other: str) -> None:
    assert not names.same_id(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Título", "TITULO"),
        ("card_text", "Card text"),
        ("Votes 👍", "votes"),
        ("n°", "N"),
        ("Notes & comments", "notes and comments"),
        ("タイムスタンプ", "タイムスタンフ\u309a"),
    ],
)
def test_a_heading_is_known_without_its_accents_and_signs(one: str, other: str) -> None:
    assert names.same_heading(one, other)


def test_headings_of_signs_alone_stay_apart() -> None:
    assert not names.same_heading("#", "?")
    assert not names.same_heading("", "#")


def test_words_are_the_same_without_their_punctuation_and_stay_apart_from_each_other() -> None:
    assert names.same_words("Don’t co-locate; talk!", "don't  co locate, talk")
    assert not names.same_words("Meet 1.5 days", "Meet 15 days")
    assert not names.same_words("the rapists", "therapists")


def test_an_id_typed_to_the_letter_comes_before_one_that_only_compares_the_same() -> None:
    assert names.meant("c-2", ["C1", "C2"]) == "C2"
    assert names.meant("A-1", ["A1", "A-1"]) == "A-1"
    assert names.meant("A 1", ["A1", "A-1"]) == ""  # it could be either
    assert names.meant("A1", ["A1", "A1"]) == "A1"
    assert names.meant("Z9", ["A1"]) == ""


def test_no_other_module_folds_accents_or_cases_to_compare_names() -> None:
    own = re.compile(
        r"def _?(?:fold|key|letters|plain|words)\w*\(\w+: str\) -> str:\n(?:.*\n){0,3}?.*casefold"
    )
    rooms = (
        "reading",
        "grouping",
        "titling",
        "deliverables",
        "instruments",
        "scoring.py",
        "review.py",
    )
    files = [
        path
        for room in rooms
        for path in sorted([PIPELINE / room, *(PIPELINE / room).rglob("*.py")])
    ]
    texts = {str(path): path.read_text() for path in files if path.is_file()}

    assert len(texts) > 60
    assert [path for path, text in texts.items() if own.search(text)] == []
