"""The whole views of a text: the one for English, the one for sixteen languages, and which is taken."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

import numpy as np
import pytest

from pipeline import grouping, meaning, show
from pipeline.meaning import dictionary, english, exact, language, sentences
from pipeline.model import Expect, Idea, Title, Typed, Unplaced, Wall, Workshop
from pipeline.problems import Place

TEXTS = (
    "Bus passes for students on clinical days",
    "Rides to class",
    "One shared intake form",
    "Café meeting: 3 forms, 2 desks!",
    "I",
)
PUBLISHED = (  # cosines of TEXTS as an engine for ONNX files has them, from the same file
    (1.000, 0.386, 0.225, 0.275, 0.000),
    (0.386, 1.000, 0.143, 0.183, 0.069),
    (0.225, 0.143, 1.000, 0.295, 0.039),
    (0.275, 0.183, 0.295, 1.000, 0.119),
    (0.000, 0.069, 0.039, 0.119, 1.000),
)
BEGINS = (0.0424, 0.0418, 0.0239, -0.0715, -0.0117, 0.0152)  # the first text, as it has it


def test_english_is_seen_as_the_published_model_sees_it() -> None:
    rows = english.vectors(TEXTS)
    assert rows @ rows.T == pytest.approx(np.array(PUBLISHED), abs=0.015)
    assert rows[0, :6] == pytest.approx(np.array(BEGINS), abs=0.004)


@pytest.mark.parametrize("view", [english.vectors, english.quickly])
def test_a_text_has_the_same_vector_in_any_company(
    view: Callable[[Sequence[str]], np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fresh(texts: Sequence[str]) -> list[bytes]:
        monkeypatch.setattr(english, "_known", {})
        return [row.tobytes() for row in view(texts)]

    long = " ".join(["a very long card about forms"] * 80)
    alone = [fresh([text])[0] for text in (*TEXTS, long, "")]
    assert fresh((*TEXTS, long, "")) == alone
    assert fresh([*TEXTS[::-1], *(f"{text} again" for text in TEXTS)])[: len(TEXTS)] == alone[4::-1]


def test_texts_of_different_lengths_are_seen_together() -> None:
    lengths = [5, 3, english.BATCH, 3, 4]
    pieces = [english.Pieces([0] * each, frozenset()) for each in lengths]
    batches = list(english._batches(pieces))
    assert batches == [[1, 3, 4, 0], [2]]  # the shortest first, those of as many side by side


def test_a_quick_look_sees_nearly_the_same_with_fewer_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(english, "_known", {})
    seen: list[int] = []
    layer = english.Layer.__call__

    def counted(
        self: english.Layer, x: np.ndarray, shapes: Sequence[tuple[int, int]]
    ) -> np.ndarray:
        seen.append(len(x))
        return layer(self, x, shapes)

    monkeypatch.setattr(english.Layer, "__call__", counted)
    texts = ["A van for those of us who work at night", "We do not have a bus, or a ride!"]
    both = zip(english.vectors(texts), english.quickly(texts), strict=True)
    assert all(0.7 < row @ quick < 0.999 for row, quick in both)
    # in the upper layers: van, work, night; not, bus, ride; and where each text begins
    assert seen == [25] * 6 + [25] * 2 + [8] * 4


@pytest.mark.parametrize(("rows", "alone"), [(2499, True), (2500, False)])
def test_a_small_product_is_made_by_one_thread(
    rows: int, alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = []

    def one_thread() -> AbstractContextManager[None]:
        limited.append(True)
        return nullcontext()

    monkeypatch.setattr(exact, "one_thread", one_thread)
    narrow, wide = np.ones((rows, 10), np.float32), np.ones((10, 40_000), np.float32)
    found = exact.product(narrow, wide)
    assert bool(limited) == alone
    assert found.shape == (rows, 40_000)
    assert (found == 10).all()


def test_products_of_matrices_are_exact_in_any_order() -> None:
    most = english.STEPS * 127 * english.WIDTH
    assert most < 2**24


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Bus passes", "One intake form for us all", "Child care"], True),
        (["Bus passes", "TANF", "DHS 2"], True),
        (["Pases de autobús", "Un formulario para todos", "Cuidado de niños"], False),
        (["Des bus pour les élèves", "Une crèche"], False),
        (["Eine Kita für alle", "Bus am Morgen"], False),
        (["Bus passes for all", "We need the café", "Rides to work", "Pases de autobús"], False),
        (["A form for us", *["The bus is late"] * 8, "Cuidado de los niños"], True),
        ([], True),
    ],
)
def test_english_is_told_by_its_small_words(texts: Sequence[str], told: bool) -> None:
    assert language.english(texts) is told


def test_each_language_has_its_view(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for view in (english, sentences):

        def vectors(texts: Sequence[str], _: object, name: str = view.__name__) -> np.ndarray:
            asked.append(name)
            return np.eye(len(texts))

        monkeypatch.setattr(view, "vectors", vectors)

    def quickly(texts: Sequence[str], _: object) -> np.ndarray:
        asked.append("quick")
        return np.eye(len(texts))

    monkeypatch.setattr(english, "quickly", quickly)
    ours, theirs = ["The bus is late", "One form for us"], ["El autobús llega tarde", "Un lugar"]
    meaning.vectors(ours * (meaning.FEW // 2), sight=meaning.Sight.OWN)
    meaning.vectors([*ours * (meaning.FEW // 2), "One more"], sight=meaning.Sight.OWN)
    meaning.vectors(theirs, sight=meaning.Sight.BOTH)
    meaning.vectors(ours, sight=meaning.Sight.BOTH)
    meaning.vectors(ours)
    names = [name.rpartition(".")[2] for name in asked]
    assert names == ["english", "quick", "sentences", "english", "sentences", "sentences"]


# ── cards among columns that people began ────────────────────────────────────────────────────

BEGUN = {
    "Getting there": ("Bus passes for students", "A van from the harbor"),
    "One way in": ("Same form filled in four times", "One intake, please"),
    "Care of children": ("Kids' club closes at five", "Sitters cost too much"),
    "Pay": ("Wages start too low", "No raise in three years"),
}


def among(loose: Sequence[str], titles: Sequence[str] = ()) -> tuple[Unplaced, ...]:
    place = Place("cards.xlsx", "Ideas", "B2")
    names = titles or tuple(BEGUN)
    ideas = [
        Idea(f"{k}{n}", Typed(text, place), mark=Typed(f"m{k}", place))
        for k, texts in enumerate(BEGUN.values())
        for n, text in enumerate(texts)
    ]
    ideas += [Idea(f"x{n}", Typed(text, place)) for n, text in enumerate(loose)]
    heads = tuple(Title(Typed(f"m{k}", place), Typed(t, place)) for k, t in enumerate(names))
    return grouping.hang(Workshop(ideas=tuple(ideas), titles=heads)).not_placed


def test_each_card_gets_its_best_three_however_little_they_are_told_apart() -> None:
    for unplaced in among(["Zebra", "Bus passes for students today", "xyzzy"]):
        assert len([each for each in unplaced.proposals if not each.new]) == 3


def test_a_column_is_known_by_its_title_too() -> None:
    (unplaced,) = among(["Who looks after my daughter at night?"])
    assert unplaced.proposals[0].title == "Care of children"
    (unplaced,) = among(["Tomatoes and beans"], ["Rides", "Forms", "Care", "Vegetable garden"])
    assert unplaced.proposals[0].title == "Vegetable garden"


def test_a_column_is_known_by_its_nearest_card_too() -> None:
    (unplaced,) = among(["Vans from the harbor at night"], ["A", "B", "C", "D"])
    assert unplaced.proposals[0].mark == "m0"


# ── how sure we are of groups ────────────────────────────────────────────────────────────────


def wall_at(angles: Sequence[float], labels: Sequence[int], blur: float) -> meaning.Doubt:
    """Return the doubt about texts that lie in the plane, each with a direction of its own besides."""
    rows = [
        [np.cos(a), np.sin(a), *(blur if n == k else 0 for k in range(len(angles)))]
        for n, a in enumerate(angles)
    ]
    return meaning.doubt(meaning.unit(np.array(rows)), np.array(labels))


def test_a_text_between_two_parts_is_doubted_with_the_other_part_named() -> None:
    angles = [0, 0.1, 0.2, 0.85, 1.4, 1.5, 1.6]
    doubt = wall_at(angles, [0, 0, 0, 0, 1, 1, 1], blur=0.1)
    assert doubt.others.tolist() == [-1, -1, -1, 1, -1, -1, -1]


def test_where_a_whole_wall_is_less_clear_a_text_has_to_stand_clearer() -> None:
    angles, labels = [0, 0.1, 0.2, 0.5, 1.4, 1.5, 1.6], [0, 0, 0, 0, 1, 1, 1]
    clear, vague = wall_at(angles, labels, blur=0.1), wall_at(angles, labels, blur=4)
    assert (clear.typical > 0.3, vague.typical < 0.1) == (True, True)
    assert clear.others.tolist() == [-1] * 7
    assert (vague.others >= 0).all()


CLEAR = [f"{start} {thing}" for thing in ("bus pass for students", "intake form for partners", "wage of new nurses") for start in ("One", "The new", "A shared", "Another")]  # fmt: skip
VAGUE = (
    "finals week, then sanctioned", "Ms. Oda at desk two", "nine to five only", "strep means absent",
    "bridge shut again", "who signs?", "gas is up", "fractions since school", "twice the same letters",
    "no one told me", "interview if you pass", "cold in the annex", "phones off at noon",
)  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "expect"),
    [(CLEAR, Expect.FEW), (VAGUE, Expect.MOST), (CLEAR[:11], None)],
)
def test_what_to_expect_of_groups_is_said(texts: Sequence[str], expect: Expect | None) -> None:
    place = Place("cards.xlsx", "Ideas", "B2")
    ideas = tuple(Idea(str(n), Typed(text, place)) for n, text in enumerate(texts))
    wall = grouping.hang(Workshop(ideas=ideas))
    assert wall.expect is expect
    lines = list(show.wall(replace(wall, cards=len(ideas))))
    assert lines[0] == expect.in_full if expect else not lines[0].startswith("These")
    if expect is Expect.MOST:
        assert sum("[not sure" in line for line in lines) > 9


def test_the_option_that_asks_a_model_is_named_on_the_command_line_alone() -> None:
    assert [("--ask" in each, each.in_full.endswith("model (--ask).")) for each in Expect] == [
        (False, False), (False, False), (False, True), (False, True),
    ]  # fmt: skip


def test_of_several_walls_the_worst_is_said() -> None:
    walls = {
        Typed(each, Place("a")): Wall(expect=each)
        for each in (Expect.THIRD, Expect.MOST, Expect.FEW)
    }
    assert Wall.together(walls).expect is Expect.MOST
    assert Wall.together({}).expect is None


FORMS = [
    "shared",
    "training",
    "met",
    "housing",
    "is",
    "can",
    "coming",
    "dogs",
    "their",
    "xyzzied",
    "cross-train",
    "Boston",
    "the",
    "running",
]


def test_words_are_found_in_the_tables_as_the_dictionary_itself_finds_them() -> None:
    import lemminflect

    ours = lemminflect.Lemmatizer()._getLemmaDict()
    words = [*FORMS, *sorted(word for word in ours if word.islower())[::97]]
    for word in words:
        theirs = lemminflect.getAllLemmas(word.lower())
        assert dictionary.kinds(word.lower()) == set(theirs), word
        assert dictionary.verb(word.lower()) == theirs.get("VERB", ("",))[0], word


def test_a_verb_has_its_ing_form_from_the_table_or_by_rule() -> None:
    said = {"share": "sharing", "run": "running", "sting": "stinging", "blorp": "blorping"}
    assert {verb: dictionary.doing(verb) for verb in said} == said


@pytest.mark.parametrize(
    ("module", "unneeded"),
    [
        ("pipeline.cli", "jinja2 openpyxl docx http.client lemminflect numpy"),
        ("pipeline.flow", "jinja2 openpyxl docx http.client lemminflect"),
        ("pipeline.filling", "openpyxl docx http.client lemminflect numpy pipeline.model"),
        ("pipeline.privacy", "pipeline.model pipeline.program"),
        ("pipeline.sheets.workbook", "pipeline.model pipeline.program"),
        ("pipeline.sheets.delimited", "pipeline.model pipeline.program"),
    ],
)
def test_a_command_imports_no_more_than_it_needs(module: str, unneeded: str) -> None:
    """Making no document, `group` needs nothing of Word, Excel or templates; letters need no numbers."""
    code = f"import sys, {module}; print(*sorted({set(unneeded.split())} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
