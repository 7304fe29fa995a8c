"""Wall + acts → wall: pure, nothing lost, the same as the review workbook read back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import flow, grouping, intake, outputs
from pipeline.model import NOWHERE, Accounting, Idea, Typed, Wall, Workshop
from pipeline.problems import Place
from pipeline.room import acts, board
from pipeline.room.acts import Act
from pipeline.room.asked import Asked, Refused

CARDS = (
    ("1", "Warm handoff within two days", "A"),
    ("2", "One intake form for all partners", "A"),
    ("3", "Bus vouchers for night classes", "B"),
    ("4", "Child care in the same building", "B"),
    ("5", "Employers meet students every term", ""),
    ("6", "A dashboard that all can see", ""),
)


def six_cards(cards: tuple[tuple[str, str, str], ...] = CARDS) -> Workshop:
    return Workshop(
        ideas=tuple(
            Idea(
                id_,
                Typed(words, Place("w.xlsx", "Ideas", f"B{n}")),
                Typed(mark, Place("w.xlsx", "Ideas", f"C{n}")),
            )
            for n, (id_, words, mark) in enumerate(cards, start=2)
        )
    )


def done(typed: Workshop, *asked: dict[str, Any]) -> tuple[Act, ...]:
    """Return the journal after what was asked, read back from its lines."""
    made: tuple[Act, ...] = ()
    for said in asked:
        act = Asked(board.after(typed, made), typed, made).act(said, "2026-11-04T10:00:00")
        lines = "".join(f"{acts.line_of(each)}\n" for each in (*made, act))
        made, broken = acts.read(lines.encode(), "w.room.jsonl")
        assert not broken
    return made


def where(wall: Wall) -> dict[str, str]:
    found = {
        idea.id: str(group.title or group.mark) for group in wall.groups for idea in group.ideas
    }
    found |= {each.idea.id: "" for each in wall.not_placed}
    found |= {idea.id: "parked" for idea in wall.parking_lot}
    return found | {idea.id: "merged" for idea in wall.merged}


def move(card: str, to: str) -> dict[str, Any]:
    return {"what": "move", "cards": [card], "to": to}


def test_a_card_hangs_where_it_was_moved_last() -> None:
    typed = six_cards()
    made = done(typed, move("1", "B"), move("1", "Parking lot"), move("5", "A"))
    after = board.after(typed, made)
    assert where(after.wall) == {"1": "parked", "2": "A", "3": "B", "4": "B", "5": "A", "6": ""}
    assert not [each for each in after.workshop.notices if each.place.file == "w.room.jsonl"]


@pytest.mark.parametrize(
    ("most", "asked"),
    [
        (32_000, lambda n: {"what": "type", "words": "a" * n}),
        (300, lambda n: {"what": "column", "title": "a" * n}),
        (300, lambda n: {"what": "title", "column": "A", "title": "a" * n}),
        (9_999, lambda n: {"what": "votes", "cards": ["1"], "votes": n}),
    ],
)
def test_what_is_asked_has_bounds(most: int, asked: Callable[[int], dict[str, Any]]) -> None:
    typed = six_cards()
    before = board.after(typed, ())

    assert done(typed, asked(most))
    with pytest.raises(Refused):
        Asked(before, typed, ()).act(asked(most + 1), "2026-11-04T10:00:00")


def test_undo_takes_acts_back_one_by_one_and_goes_no_further() -> None:
    typed = six_cards()
    made = done(
        typed,
        move("1", "B"),
        {"what": "column", "title": "Rides", "cards": ["3"]},
        {"what": "undo"},
    )
    assert where(board.after(typed, made).wall)["3"] == "B"
    assert where(board.after(typed, made).wall)["1"] == "B"
    made = done(
        typed,
        move("1", "B"),
        {"what": "column", "title": "Rides"},
        {"what": "undo"},
        {"what": "undo"},
    )
    assert where(board.after(typed, made).wall) == where(board.after(typed, ()).wall)
    with pytest.raises(Refused, match="nothing to undo"):
        Asked(board.after(typed, made), typed, made).act({"what": "undo"}, "")


def test_columns_keep_their_order_when_one_is_titled_or_made() -> None:
    typed = six_cards()
    made = done(
        typed,
        {"what": "column", "title": "Rides"},
        {"what": "title", "column": "B", "title": "Help to get there", "agreed": True},
    )
    titles = [str(g.title or g.mark) for g in board.after(typed, made).wall.groups]
    assert titles == ["A", "Help to get there", "Rides"]


def test_a_column_stays_when_its_last_card_is_taken() -> None:
    typed = six_cards()
    made = done(typed, move("1", "B"), move("2", "B"))
    assert [(g.mark, len(g.ideas)) for g in board.after(typed, made).wall.groups] == [
        ("A", 0),
        ("B", 4),
    ]
    assert (
        where(board.after(typed, done(typed, move("1", "B"), move("2", "B"), move("5", "A"))).wall)[
            "5"
        ]
        == "A"
    )


def test_a_title_is_a_working_title_until_the_group_agrees() -> None:
    typed = six_cards()
    made = done(typed, {"what": "title", "column": "A", "title": "One way in", "agreed": False})
    (first, *_) = board.after(typed, made).wall.groups
    assert (first.title, first.agreed) == ("One way in", False)


def test_dots_typed_in_the_workbook_are_changed_there() -> None:
    typed = six_cards()
    voted = Typed("7", Place("w.xlsx", "Ideas", "D2"))
    typed = Workshop(ideas=(Idea("1", typed.ideas[0].text, votes=voted), *typed.ideas[1:]))
    with pytest.raises(Refused, match=r"w\.xlsx!Ideas!D2"):
        done(typed, {"what": "votes", "cards": ["1"], "votes": 3})
    made = done(typed, {"what": "votes", "cards": ["2"], "votes": 3})
    assert [idea.votes for idea in board.after(typed, made).workshop.ideas[:2]] == ["7", "3"]


def test_a_row_put_in_above_moves_no_decision_to_another_card() -> None:
    """Ids that are cells go on to other cards: the words tell which card was meant."""
    before = Workshop(ideas=tuple(Idea(f"B{n}", Typed(w, Place("w.xlsx", "Ideas", f"B{n}")), Typed(m, NOWHERE)) for n, (_, w, m) in enumerate(CARDS, 2)))  # fmt: skip
    made = done(before, move("B4", "A"))
    rows = ("A card that was put in", *(words for _, words, _ in CARDS))
    marks = ("", *(mark for _, _, mark in CARDS))
    now = Workshop(ideas=tuple(Idea(f"B{n}", Typed(w, Place("w.xlsx", "Ideas", f"B{n}")), Typed(m, NOWHERE)) for n, (w, m) in enumerate(zip(rows, marks, strict=True), 2)))  # fmt: skip
    after = board.after(now, made)
    assert where(after.wall)["B5"] == "A"  # the same words, one row down
    assert where(after.wall)["B4"] == "A"  # which it was all along
    assert not after.gone
    gone = Workshop(ideas=tuple(idea for idea in now.ideas if idea.id != "B5"))
    after = board.after(gone, made)
    assert [(card, words) for _, card, words in after.gone] == [("B4", CARDS[2][1])]
    assert Accounting.of(after.wall).cards == len(gone.ideas)


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        # of ten letters the first eight, or seven, are left
        ("abcdefghij", "abcdefgh01", True),
        ("abcdefghij", "abcdefg012", False),
        # short texts are compared by letters: an ending on every other word mends a card
        (" ".join(["voucher"] * 22), " ".join(["voucher", "vouchers"] * 11), True),
        # long ones by words: of which half are others now
        (" ".join(["voucher"] * 26), " ".join(["voucher", "vouchers"] * 13), False),
        (" ".join(["voucher"] * 80), " ".join(["voucher"] * 64 + ["ride"] * 16), True),
        # and by their beginning: what comes late tells no cards apart
        ("a " * 1000 + "b " * 2000, "a " * 1000 + "c " * 2000, True),
        ("a " * 1100 + "b " * 1900, "a " * 700 + "c " * 2300, False),
    ],
)
def test_a_card_that_was_mended_is_the_same_and_one_of_other_words_is_not(
    was: str, now: str, same: bool
) -> None:
    typed = six_cards((("B2", was, "A"), ("B3", "Bus vouchers", "B")))
    made = done(typed, move("B2", "B"))
    after = board.after(six_cards((("B2", now, "A"), ("B3", "Bus vouchers", "B"))), made)
    assert bool(after.gone) is not same
    assert (where(after.wall)["B2"] == "B") is same


def test_an_act_names_a_card_by_the_beginning_of_its_words() -> None:
    typed = six_cards((("1", "a" * 60, "A"), ("2", "b" * 61, "A"), ("3", "c", "B")))
    said = [act.said for act in done(typed, move("1", "B"), move("2", "B"))]
    assert said == [f"“{'a' * 60}” to B", f"“{'b' * 60}…” to B"]


def test_what_the_workbook_says_since_is_shown_and_counts() -> None:
    made = done(six_cards(), move("1", "B"))
    moved = six_cards((("1", CARDS[0][1], "C"), *CARDS[1:]))
    after = board.after(moved, made)
    assert where(after.wall)["1"] == "C"
    assert [(act.number, str(each.value)) for act, each in after.moved_since] == [(1, "B")]


def test_a_line_that_a_kill_left_half_written_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "w.room.jsonl"
    made = done(six_cards(), move("1", "B"), move("2", "B"))
    whole = [acts.line_of(each) for each in made]
    path.write_text(f"{whole[0]}\n{whole[1][:30]}", encoding="utf-8")
    outputs.append(path, whole[1])
    found, broken = acts.read(path.read_bytes(), path.name)
    assert (len(found), broken) == (2, (2,))
    assert where(board.after(six_cards(), found).wall)["2"] == "B"


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", '{"what": "dance"}', '{"when": 1}', "[" * 100_000, "\x00"]
)
def test_a_line_that_somebody_changed_by_hand_spoils_no_other(line: str) -> None:
    (act,) = done(six_cards(), move("1", "B"))
    found, broken = acts.read(f"{line}\n{acts.line_of(act)}\n".encode(), "w.room.jsonl")
    assert ([each.said for each in found], broken) == ([act.said], (1,))


def test_a_card_stays_with_its_workshop_question(tmp_path: Path) -> None:
    book = tmp_path / "w.csv"
    book.write_text(
        "Card,Idea,Column,Workshop question\n1,Warm handoff,Intake,What works?\n2,A van,Rides,What would you change?\n3,First call,Intake,What would you change?\n",
        encoding="utf-8",
    )
    typed, _ = intake.undecided([book])
    first, *others = board.after(typed, ()).wall.groups
    with pytest.raises(Refused, match="another workshop question"):
        done(typed, move("2", first.mark))
    own = next(group for group in others if any(idea.id == "3" for idea in group.ideas))
    after = board.after(typed, done(typed, move("2", own.mark)))
    assert [len(group.ideas) for group in after.wall.groups if group.mark == own.mark] == [2]


TWO = """\
Card,Idea,Column,Workshop question
1,Warm handoff,Intake,What works?
2,A van,,What would you change?
3,Bus vouchers,,What would you change?
"""


def test_of_two_workshop_questions_each_has_its_own_columns_and_cards(tmp_path: Path) -> None:
    book = tmp_path / "w.csv"
    book.write_text(TWO, encoding="utf-8")
    typed, _ = intake.undecided([book])
    change = {"question": "What would you change?"}
    made = done(
        typed,
        {"what": "column", "title": "Intake"} | change,
        {"what": "column", "title": "Front desk", "question": "What works?"},
        {"what": "type", "words": "A ride home"} | change,
        {"what": "column", "title": "Rides", "cards": ["2"]},
    )
    after = board.after(typed, made)
    assert [(str(g.question), str(g.title or g.mark)) for g in after.wall.groups] == [
        ("What works?", "Intake"),
        ("What works?", "Front desk"),
        ("What would you change?", "Intake"),
        ("What would you change?", "Rides"),
    ]
    assert {i.id: str(i.question) for i in after.workshop.ideas}["R1"] == "What would you change?"


@pytest.mark.parametrize(
    "asked",
    [
        {"what": "column", "title": "Rides"},
        {"what": "column", "title": "Rides", "question": "Who knows?"},
        {"what": "column", "title": "Rides", "cards": ["1", "2"]},
        {"what": "column", "title": "Intake", "question": "What works?"},
        {"what": "type", "words": "A ride home"},
        {"what": "same", "cards": ["1"], "as": "2"},
    ],
)
def test_of_two_workshop_questions_one_is_never_guessed(
    tmp_path: Path, asked: dict[str, Any]
) -> None:
    book = tmp_path / "w.csv"
    book.write_text(TWO, encoding="utf-8")
    typed, _ = intake.undecided([book])
    with pytest.raises(Refused):
        done(typed, asked)


def test_a_journal_cut_at_any_byte_keeps_every_whole_line() -> None:
    typed = six_cards()
    asked = (
        move("1", "B"),
        {"what": "type", "words": "Zwölf “neue” Karten", "to": "A"},
        move("2", "B"),
    )
    content = "".join(f"{acts.line_of(each)}\n" for each in done(typed, *asked)).encode()
    for cut in range(len(content) + 1):
        found, broken = acts.read(content[:cut], "w.room.jsonl")
        whole = content[:cut].count(b"\n")
        assert whole <= len(found) <= whole + 1
        assert len(broken) <= 1
        assert board.after(typed, found).wall.cards == 6 + (len(found) > 1)


# ── at random ────────────────────────────────────────────────────────────────────────────────

PLACES = st.sampled_from(["A", "B", "Rides", "Parking lot", "Not yet placed"])
IDS = st.sampled_from([card for card, _, _ in CARDS] + ["R1", "R2"])
ASKED = st.one_of(
    st.builds(lambda cards, to: {"what": "move", "cards": cards, "to": to}, st.lists(IDS, min_size=1, max_size=3), PLACES),
    st.builds(lambda c: {"what": "column", "title": "Rides", "cards": [c]}, IDS),
    st.builds(lambda m, t, a: {"what": "title", "column": m, "title": t, "agreed": a}, PLACES, st.sampled_from(["One way in", "Help to get there", "B"]), st.booleans()),
    st.builds(lambda w, to: {"what": "type", "words": w, "to": to}, st.sampled_from(["A new card", "Another one", "  spaced  out "]), PLACES),
    st.builds(lambda c, n: {"what": "votes", "cards": [c], "votes": n}, IDS, st.integers(0, 9)),
    st.builds(lambda c, o: {"what": "same", "cards": [c], "as": o}, IDS, st.one_of(IDS, st.just(""))),
    st.just({"what": "undo"}),
)  # fmt: skip


def at_random(asked: list[dict[str, Any]]) -> tuple[Workshop, tuple[Act, ...]]:
    """Return a journal of what could be done of what was asked."""
    typed = six_cards()
    made: tuple[Act, ...] = ()
    for said in asked:
        try:
            act = Asked(board.after(typed, made), typed, made).act(said, "2026-11-04T10:00:00")
        except Refused:
            continue
        lines = "".join(f"{acts.line_of(each)}\n" for each in (*made, act))
        made, _ = acts.read(lines.encode(), "w.room.jsonl")
    return typed, made


@given(st.lists(ASKED, max_size=12))
@settings(max_examples=60)
def test_every_card_hangs_once_whatever_is_done(asked: list[dict[str, Any]]) -> None:
    typed, made = at_random(asked)
    after = board.after(typed, made)
    new = {card.id for act in acts.standing(made) for card in act.cards}
    ids = [idea.id for idea in after.workshop.ideas]
    assert sorted(ids) == sorted({card for card, _, _ in CARDS} | new)
    assert Accounting.of(after.wall).cards == len(ids)
    assert board.after(typed, made).wall == after.wall
    undone = done_all(typed, made)
    assert where(undone) == where(board.after(typed, ()).wall)


def done_all(typed: Workshop, made: tuple[Act, ...]) -> Wall:
    """Return the wall when all is undone."""
    while acts.last(made):
        act = Asked(board.after(typed, made), typed, made).act({"what": "undo"}, "")
        lines = "".join(f"{acts.line_of(each)}\n" for each in (*made, act))
        made, _ = acts.read(lines.encode(), "w.room.jsonl")
    return board.after(typed, made).wall


TWICE = {
    "what": "type",
    "words": "A new card",
    "to": "Parking lot",
}  # the second is to be looked at


@given(asked=st.lists(ASKED, min_size=1, max_size=8))
@example(asked=[TWICE, TWICE])
@settings(max_examples=12)
def test_the_review_workbook_says_what_the_page_says(
    asked: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("both")
    rows = "".join(f"{card},{words},{mark}\n" for card, words, mark in CARDS)
    (folder / "w.csv").write_text(f"Card,Idea,Column\n{rows}", encoding="utf-8")
    typed, _ = intake.undecided([folder / "w.csv"])
    made: tuple[Act, ...] = ()
    for said in asked:
        try:
            act = Asked(board.after(typed, made), typed, made).act(said, "2026-11-04T10:00:00")
        except Refused:
            continue
        lines = "".join(f"{acts.line_of(each)}\n" for each in (*made, act))
        made, _ = acts.read(lines.encode(), "w.room.jsonl")
    here = board.after(typed, made)
    hung, _ = flow.hang(here.workshop)
    document, _ = flow.review_book(here.workshop, hung, "w.review.xlsx")
    outputs.write([document], folder)
    read = intake.read([folder / "w.csv", folder / "w.review.xlsx"])
    there = grouping.as_typed(read)
    proposed = {i.id for g in there.groups for i in g.ideas if i.proposed}
    hangs, says = (
        {i.id: g.own_mark() for g in wall.groups for i in g.ideas if i.id not in proposed}
        for wall in (there, here.wall)
    )
    assert hangs == says
    aside, too = ([i.id for i in (*w.parking_lot, *w.merged)] for w in (there, here.wall))
    assert aside == too
    assert {i.id: i.votes for i in read.ideas} == {i.id: i.votes for i in here.workshop.ideas}
    listed, shown = (
        [(g.own_mark(), "" if g.working else str(g.title)) for g in wall.groups if g.ideas]
        for wall in (there, here.wall)
    )
    assert [each for each in listed if each[0] in dict(shown)] == shown
