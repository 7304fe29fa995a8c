"""The small rules by which edits are kept, one at a time: what is the same block, and what is done with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st
from made import inside, saved, take_out

from pipeline.keeping import (
    Keeper,
    Kept,
    Way,
    adding,
    carrying,
    changes,
    documents,
    edits_of,
    of_phrase,
    pairing,
    plain,
    tracing,
)
from pipeline.keeping import record as records
from pipeline.keeping.explaining import Line, Origin, now
from pipeline.keeping.merging import Do, Restructured, merge
from pipeline.keeping.pairing import alike, paired
from pipeline.keeping.record import (
    LEFT_EMPTY,
    TITLE,
    Column,
    Mark,
    Print,
    Record,
    Trace,
    marks_of,
    total,
)
from pipeline.model import Document, Statement
from pipeline.openxml.blocks import BODY, Block
from pipeline.problems import NotWritten, Place


def block(words: str, *, table: int = 0, heading: int = 0, exact: str = "") -> Print:
    cells = tuple(map(total, words.split(" | "))) if table else ()
    return Print(total(words), exact or total(words), marks_of(words), heading, table, cells)


def blocks(*words: str) -> list[Print]:
    return [block(each) for each in words]


# ── which block is which ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (block("a b c d"), block("a b c d"), 1.0),
        (block("a b c d"), block("d c b a"), 1.0),
        (block("a b c d"), block("a b x y"), 0.5),
        (block("a b"), block("a b c d e f"), 0.5),
        (block("a a a a"), block("a b c d"), 0.25),
        (block("a b"), block("x y"), 0.0),
        (block(""), block(""), 0.0),
        (block("a b"), block(""), 0.0),
        (block("a b", table=1), block("a b"), 0.0),
        (block("a b", table=1), block("a b", table=2), 1.0),
        (block("a b", heading=1), block("a b"), 0.0),
        (block("a b", heading=1), block("a b", heading=3), 1.0),
    ],
)
def test_two_blocks_are_as_alike_as_their_words(one: Print, other: Print, share: float) -> None:
    assert alike(one, other) == share
    assert alike(other, one) == share


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("a b x y", {0: 0, 1: 1}),  # half of the words
        ("a x y z", {1: 1}),  # a quarter
    ],
)
def test_half_of_the_words_make_an_edited_block(new: str, found: dict[int, int]) -> None:
    old = blocks("a b c d", "one two three four")

    assert paired(old, blocks(new, "one two three five"), moves=False) == found


@pytest.mark.parametrize(("new", "is_same"), [("a v w x y", True), ("v w x y z", False)])
def test_a_fifth_of_the_words_is_enough_where_both_came_from_one_cell(
    new: str, is_same: bool
) -> None:
    old, made = blocks("a b c d e", "one two three four"), blocks(new, "one two three five")
    cell = {0: {"w.xlsx!Ideas!D2!Idea"}}

    assert paired(old, made, moves=False) == {1: 1}
    assert (0 in paired(old, made, moves=False, sources=(cell, cell))) is is_same
    other = {0: {"w.xlsx!Ideas!D3!Idea"}}
    assert paired(old, made, moves=False, sources=(cell, other)) == {1: 1}


def test_a_block_that_is_alone_in_its_place_is_the_same_whatever_it_says() -> None:
    assert paired(blocks("a", "b", "c"), blocks("a", "x", "c"), moves=False) == {0: 0, 1: 1, 2: 2}
    row = [block("a"), block("x y", table=1), block("c")]
    assert paired(blocks("a", "b", "c"), row, moves=False) == {0: 0, 2: 2}


def test_a_block_that_was_moved_is_found_where_moves_are_looked_for() -> None:
    old, new = blocks("a", "b", "c", "d"), blocks("b", "c", "d", "a")

    assert paired(old, new, moves=True) == {0: 3, 1: 0, 2: 1, 3: 2}
    assert 0 not in paired(old, new, moves=False)
    two = paired(blocks("p q r z", "p q r s"), blocks("p q r s", "p q r z", "k l"), moves=True)
    assert two == {0: 1, 1: 0}
    twice = paired(blocks("a", "x", "a"), blocks("x", "a", "a"), moves=True)
    assert sorted(twice.values()) == [0, 1, 2]
    assert paired(blocks("", "x", "y"), blocks("x", "y", ""), moves=True) == {
        1: 0,
        2: 1,
    }  # no words


def test_the_pairs_of_a_gap_are_those_that_are_most_alike_together() -> None:
    old = blocks("a b c d e f", "one two three four")
    new = blocks("a b c x y z", "a b c d e x", "one two three five")

    assert paired(old, new, moves=False) == {0: 1, 1: 2}
    assert paired(old, blocks("a b c d e x"), moves=False) == {0: 0}
    assert paired(old, blocks("one two three five"), moves=False) == {1: 0}


def test_a_very_wide_gap_is_compared_place_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = blocks("a b c d", "k l m n"), blocks("k l m x", "a b c x")
    assert paired(old, new, moves=False)

    monkeypatch.setattr(pairing, "MOST_COMPARED", 3)

    assert paired(old, new, moves=False) == {}
    assert paired(old, blocks("a b c x", "k l m x"), moves=False) == {0: 0, 1: 1}


# ── what is done with each ───────────────────────────────────────────────────────────────────

NINE = ("a a1", "b b1", "c c1", "d d1", "e e1", "f f1", "g g1", "h h1", "i i1")


def done(
    base: Sequence[Print],
    theirs: Sequence[Print],
    ours: Sequence[Print],
    held: Sequence[int] = (),
) -> list[tuple[Do, int, int]]:
    merged = merge(base, theirs, ours, [at in held for at in range(len(theirs))], ({}, {}))
    return [(each.do, each.theirs, each.ours) for each in merged.steps if each.do is not Do.KEEP]


def test_what_nobody_touched_follows_the_workbook() -> None:
    base = blocks("a", "b", "c")

    assert done(base, base, blocks("a", "x", "c")) == [(Do.RENEW, 1, 1)]
    assert done(base, base, blocks("a", "c")) == [(Do.DROP, 1, -1)]
    assert done(base, base, blocks("a", "b", "c", "d")) == [(Do.INSERT, -1, 3)]
    assert done(base, base, base) == []


def test_what_a_person_changed_stays_and_both_stand_where_both_changed() -> None:
    base, theirs = blocks("a", "b", "c"), blocks("a", "mine", "c")

    assert done(base, theirs, base) == []
    assert done(base, theirs, blocks("a", "x", "c")) == [(Do.BOTH, 1, 1)]
    assert done(base, theirs, blocks("a", "c")) == [(Do.KEEP_GONE, 1, -1)]
    assert done(base, theirs, blocks("a", "mine", "c")) == []  # both say the same
    assert done(base, base, blocks("a", "x", "c"), held=[1]) == [(Do.BOTH, 1, 1)]
    assert done(base, base, blocks("a", "c"), held=[1]) == [(Do.KEEP_GONE, 1, -1)]


def test_what_a_person_took_out_stays_out_and_is_named_where_the_workbook_changes_it() -> None:
    base, theirs = blocks("a", "b", "c"), blocks("a", "c")

    merged = merge(base, theirs, blocks("a", "x", "c"), [False] * 2, ({}, {}))
    same = merge(base, theirs, base, [False] * 2, ({}, {}))

    assert [(each.do, each.base, each.ours) for each in merged.missed] == [(Do.BOTH, 1, 1)]
    assert (merged.deleted, merged.edits) == ((1,), 1)
    assert same.missed == ()


@pytest.mark.parametrize(
    ("added", "new", "steps"),
    [
        ("mine is here", "mine is here", [(Do.DROP, 1, -1), (Do.INSERT, -1, 1)]),
        ("mine is here", "Action: mine is here", [(Do.DROP, 1, -1), (Do.INSERT, -1, 1)]),
        (
            "mine is here too",
            "mine is here",
            [(Do.INSERT, -1, 1)],
        ),  # a word of theirs would be lost
        ("mine", "mine a b c d", [(Do.INSERT, -1, 1)]),  # by chance
    ],
)
def test_what_a_person_added_gives_way_to_what_says_all_of_it(
    added: str, new: str, steps: list[tuple[Do, int, int]]
) -> None:
    base = blocks("a", "c")
    theirs, ours = blocks("a", added, "c"), blocks("a", new, "c")

    assert sorted(done(base, theirs, ours), key=lambda each: -each[1]) == steps
    assert [each[0] for each in done(base, theirs, ours, held=[1])] == [Do.INSERT]
    merged = merge(base, theirs, ours, [False] * 3, ({}, {}))
    assert merged.added == (() if len(steps) == 2 else (1,))


@pytest.mark.parametrize(
    ("written", "there", "is_another"), [(8, 4, False), (8, 3, True), (9, 4, True), (7, 0, False)]
)
def test_with_less_than_half_of_it_left_a_document_is_another_one(
    written: int, there: int, is_another: bool
) -> None:
    base = blocks(*NINE[:written])
    theirs = [*base[:there], *blocks(*(f"z{n} y{n}" for n in range(20)))]
    if is_another:
        with pytest.raises(Restructured):
            merge(base, theirs, base, [False] * len(theirs), ({}, {}))
    else:
        merge(base, theirs, base, [False] * len(theirs), ({}, {}))


def test_what_is_new_comes_under_its_own_heading_or_is_marked() -> None:
    def made(*words: str) -> list[Print]:
        return [block(each, heading=1 if each.isupper() else 0) for each in words]

    base = made("ONE", "a", "TWO", "b")
    new = made("ONE", "a", "TWO", "b", "c")

    assert done(base, base, new) == [(Do.INSERT, -1, 4)]
    assert done(base, made("ONE", "a", "b"), new) == [(Do.INSERT_MARKED, -1, 4)]
    assert done(base, base, made("new", "ONE", "a", "TWO", "b")) == [(Do.INSERT, -1, 0)]
    assert done(base, base, made("ONE", "a", "c", "TWO", "b")) == [(Do.INSERT, -1, 2)]


def test_moved_blocks_are_counted_as_edits() -> None:
    base = blocks("a", "b", "c", "d")

    merged = merge(base, blocks("d", "a", "b", "c"), base, [False] * 4, ({}, {}))

    assert (merged.moved, merged.edits) == (1, 1)


def row(words: str, number: int = 1) -> Print:
    return block(words, table=number)


ROWS = (row("Card | Where"), row("A van | Rides"), row("A desk | Care"), row("A form | Forms"))


def where_new(base: Sequence[Print], theirs: Sequence[Print], ours: Sequence[Print]) -> list[int]:
    """Return behind which block that lies there each new one comes, -1: before all."""
    merged = merge(base, theirs, ours, [False] * len(theirs), ({}, {}))
    found, last = [], -1
    for each in merged.steps:
        if each.do in {Do.INSERT, Do.INSERT_MARKED}:
            found.append(last)
        else:
            last = each.theirs
    return found


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "found"),
    [
        ("abc", "abc", "xyabc", [-1, -1]),
        ("abc", "abc", "axybc", [0, 0]),
        ("abc", "abc", "abcxy", [2, 2]),
        (
            "abc",
            "ac",
            "abxc",
            [0],
        ),  # what it follows was taken out: it follows what stood before that
        ("abc", "bc", "axbc", [-1]),
        ("abc", "cab", "abxc", [2]),  # what it follows was moved
        ("abc", "ambc", "axbc", [0]),  # a person's own comes after it
    ],
)
def test_what_is_new_follows_what_it_follows_in_the_workbook(
    base: str, theirs: str, ours: str, found: list[int]
) -> None:
    assert where_new(blocks(*base), blocks(*theirs), blocks(*ours)) == found


@pytest.mark.parametrize(
    ("there", "at", "found"),
    [
        ((0, 1, 2, 3), 4, 4),  # behind the last row, and not behind the first
        ((0, 1, 2, 3), 3, 3),
        ((0, 1, 2, 3), 1, 1),
        ((0, 1, 2), 4, 3),  # the last was taken out
        ((0, 3), 2, 1),
        ((2, 3), 1, 1),  # none stands before it: behind the nearest
    ],
)
def test_a_new_row_follows_the_nearest_row_of_its_table(
    there: Sequence[int], at: int, found: int
) -> None:
    plain, end = block("Cards of the day"), block("Thank you all")
    new, rows = row("A bus | Nights"), list(ROWS)
    base = [plain, *rows, end]
    theirs = [plain, *(rows[n] for n in there), end]
    ours = [plain, *rows[:at], new, *rows[at:], end]

    assert where_new(base, theirs, ours) == [found]


def test_a_row_of_another_table_is_none_of_its_own() -> None:
    base = [row("a | b"), block("two words"), row("k | l", 2)]
    ours = [row("a | b"), block("two words"), row("x | y", 2), row("k | l", 2)]

    assert where_new(base, base, ours) == [2]
    assert where_new(base, base, [*base[:2], row("x | y", 3), base[2]]) == [1]


WORDS_OF = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4).map(" ".join)
PAGES = st.lists(WORDS_OF, max_size=7, unique=True).map(lambda page: blocks(*page))


@given(PAGES, PAGES)
def test_a_page_that_nobody_touched_becomes_the_new_one(
    base: list[Print], ours: list[Print]
) -> None:
    steps = merge(base, base, ours, [False] * len(base), ({}, {})).steps

    assert [each.ours for each in steps if each.do is not Do.DROP] == list(range(len(ours)))
    assert not {each.do for each in steps} & {Do.BOTH, Do.KEEP_GONE}
    for each in steps:
        if each.do is Do.KEEP:
            assert ours[each.ours].exact == base[each.theirs].exact


@given(PAGES, PAGES)
def test_a_workbook_that_nobody_touched_leaves_a_page_as_it_lies(
    base: list[Print], theirs: list[Print]
) -> None:
    merged = merge(base, theirs, base, [False] * len(theirs), ({}, {}))

    assert [(each.do, each.theirs) for each in merged.steps] == [
        (Do.KEEP, at) for at in range(len(theirs))
    ]
    assert merged.missed == ()
    assert (merged.edits == 0) == ([each.seen for each in base] == [each.seen for each in theirs])


@given(PAGES, PAGES, PAGES)
def test_every_block_that_lies_there_has_one_step_and_every_new_one_at_most_one(
    base: list[Print], theirs: list[Print], ours: list[Print]
) -> None:
    merged = merge(base, theirs, ours, [False] * len(theirs), ({}, {}))

    assert [each.theirs for each in merged.steps if each.theirs >= 0] == list(range(len(theirs)))
    printed = [each.ours for each in (*merged.steps, *merged.missed) if each.ours >= 0]
    assert len(printed) == len(set(printed))
    kept = {each.ours for each in merged.steps} | {each.ours for each in merged.missed}
    out = {now for now in range(len(ours)) if now not in kept}
    gone = {base[number].exact for number in merged.deleted}
    assert {ours[now].exact for now in out} <= gone  # taken out by a person, and not changed since


def best(old: Sequence[Print], new: Sequence[Print]) -> float:
    """Return how much alike the pairs of two lists can be together, in order."""
    if not old or not new:
        return 0.0
    share = alike(old[0], new[0])
    both = share + best(old[1:], new[1:]) if share >= 0.5 else 0.0
    return max(both, best(old[1:], new), best(old, new[1:]))


@given(PAGES, PAGES)
def test_no_other_pairs_of_a_gap_are_more_alike_together(
    old: list[Print], new: list[Print]
) -> None:
    found = pairing._edited(old, new, range(len(old)), range(len(new)), ())

    if not len(old) == len(new) == 1:
        assert sum(alike(old[a], new[b]) for a, b in found.items()) == pytest.approx(best(old, new))
    assert sorted(found) == list(found)
    assert sorted(found.values()) == list(found.values())


@pytest.mark.parametrize(("most", "found"), [(4, {0: 1}), (3, {})])
def test_a_gap_is_compared_whole_up_to_a_number_of_pairs(
    monkeypatch: pytest.MonkeyPatch, most: int, found: dict[int, int]
) -> None:
    monkeypatch.setattr(pairing, "MOST_COMPARED", most)

    assert paired(blocks("a b c d", "k l"), blocks("x y", "a b c z"), moves=False) == found


# ── where words stand after an edit ──────────────────────────────────────────────────────────


def trace(first: int, last: int, **more: object) -> Trace:
    said = {
        "part": BODY, "block": 0, "cell": 0, "begin": 0, "length": 0, "aligned": 1, "text": "", "field": "Idea",
        "file": "w.xlsx", "sheet": "Ideas", "place": "D2",
    } | more  # fmt: skip
    return Trace(first=first, last=last, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "stand"),
    [
        ("by Ana and Kim in May", "Ana and Kim"),
        ("now by Ana and Kim in May", "Ana and Kim"),
        ("Ana and Kim in May", "Ana and Kim"),
        ("by Ana, Bo and Kim in May", "Ana, Bo and Kim"),
        ("by Ana and Lee in May", "Ana and Lee"),
        ("by Ana and Kim in June", "Ana and Kim"),
        ("by Ana and Kim", "Ana and Kim"),
        ("by the team in May", "the team"),
        ("by in May", ""),
    ],
)
def test_words_are_found_between_those_that_stayed(words: str, stand: str) -> None:
    written = block("by Ana and Kim in May")

    begin, end = now(written, words, trace(1, 4))

    assert " ".join(words.split()[begin:end]) == stand


@pytest.mark.parametrize(
    ("text", "begin", "span", "aligned"),
    [("Ana", 3, (1, 2), 1), ("Kim", 11, (3, 4), 0), ("No such", 0, (0, 6), 1)],
)
def test_a_statement_knows_its_words(
    text: str, begin: int, span: tuple[int, int], aligned: int
) -> None:
    place = Place("w.xlsx", "Ideas", "D2")
    said = Statement("a.txt", "line", text, place)
    lines = "by Ana and Kim, in May\n" + ("" if text in "by Ana and Kim, in May" else text)

    (found,) = tracing.of_text(lines.encode(), [said], [], {place: "Idea"})

    if text == "No such":
        assert (found.block, found.begin, found.length) == (1, 0, 7)
    else:
        assert (found.begin, (found.first, found.last), found.aligned) == (begin, span, aligned)
    assert (found.field, found.place, found.text) == ("Idea", "D2", total(text))


def test_a_statement_that_is_printed_in_other_words_is_the_whole_line() -> None:
    day = Statement("a", "x", "2027-02-01", Place("w.xlsx", "P", "I2"))

    (found,) = tracing._traces([day], {"x": (BODY, 0, 0)}, {(BODY, 0, 0): "By February 1"}, {})

    assert (found.begin, found.length, found.first, found.last) == (0, 13, 0, 3)


def test_a_blank_of_a_text_is_left_empty_and_one_without_a_cell_is_no_trace() -> None:
    place = Place("w.xlsx", "Partners", "E3")
    blank = Statement("a.txt", "line", "[Fill in: name]", place)
    nowhere = Statement("a.txt", "line", "[Fill in: day]", Place(""))

    (found,) = tracing.of_text(b"Dear [Fill in: name]:\n[Fill in: day]\n", [], [blank, nowhere], {})

    assert (found.field, found.text, found.place) == (LEFT_EMPTY, total(""), "E3")


def test_the_same_words_twice_in_a_line_are_two_traces() -> None:
    one, two = (Statement("a", "x", "Ana", Place("w.xlsx", "P", cell)) for cell in ("A1", "A2"))
    words = {(BODY, 0, 0): "Ana and Ana"}

    found = list(tracing._traces([one, two], {"x": (BODY, 0, 0)}, words, {}))

    assert [(each.begin, each.place) for each in found] == [(0, "A1"), (8, "A2")]


def test_the_columns_of_a_sheet_are_those_read_as_one_field_each() -> None:
    fields = {
        Place("w.xlsx", "Ideas", cell): field
        for cell, field in {
            "D2": "Idea", "D9": "Idea", "F3": "Title", "A2": "Note", "B3": "Note", "C12": "Card", "": "Whole",
        }.items()
    } | {Place("w.xlsx", "Other", "A1"): "Idea"}  # fmt: skip

    found = tracing.named(tracing.columns(fields), [trace(0, 1)])

    assert {(each.field, each.letters, each.last) for each in found} == {
        ("Idea", "D", 12), ("Title", "F", 12), ("Card", "C", 12),
    }  # fmt: skip
    assert {(each.file, each.sheet) for each in found} == {("w.xlsx", "Ideas")}


def test_titles_have_a_column_where_nothing_but_titles_stands_in_it() -> None:
    """Of any sheet: a step stands under the title that a card names. Not over the cards of a wall."""
    fields = {
        Place("w.xlsx", sheet, cell): field
        for sheet, cell, field in (
            ("Actions", "B2", "Title"), ("Actions", "C2", "Action step"),
            ("Wall", "A1", "Title"), ("Wall", "A2", "Idea"), ("Wall", "B2", "Idea"),
        )
    }  # fmt: skip

    (found,) = tracing.named(tracing.columns(fields), [trace(0, 1)])

    assert (found.sheet, found.field, found.letters) == ("Actions", "Title", "B")


# ── what goes back to the cells ──────────────────────────────────────────────────────────────


def carried(words: str, written: Print, *traces: Trace, cell: int = 0) -> list[tuple[str, str]]:
    line = Line("paragraph 1", words, traces, edited=True, written=written, cell=cell)
    return [(str(each.source), each.words) for each in carrying._edits("a.docx", line)]


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("by Ana and Lee in May", "Ana and Lee"),
        ("by Ana, Bo and Kim in May", "Ana, Bo and Kim"),
        ("by the team in May", "the team"),
        ("by Ana and Kim in May", None),  # as it was
        ("by Ana and Lee in June", None),  # more than the words of the cell
        ("with Ana and Lee in May", None),
        ("by in May", None),  # nothing is left of them
        ("by May", None),
    ],
)
def test_the_words_of_one_cell_are_carried_where_all_around_them_stayed(
    words: str, new: str | None
) -> None:
    found = carried(words, block("by Ana and Kim in May"), trace(1, 4))

    assert found == ([("w.xlsx!Ideas!D2", new)] if new else [])


@pytest.mark.parametrize(
    "more",
    [{"aligned": 0}, *({"field": each} for each in ("Answer", "Statement", "Card", "Item", ""))],
)
def test_a_sign_that_touches_and_what_is_typed_as_a_mark_are_not_carried(
    more: dict[str, object],
) -> None:
    assert carried("by Lee", block("by Ana"), trace(1, 2)) == [("w.xlsx!Ideas!D2", "Lee")]
    assert carried("by Lee", block("by Ana"), trace(1, 2, **more)) == []


@pytest.mark.parametrize(
    ("words", "edits", "named"),
    [("by Ana in May", 0, 0), ("by Lee in May", 1, 0), ("with Ana in May", 0, 1)],
)
def test_a_line_is_named_where_more_than_its_looks_and_one_cell_changed(
    monkeypatch: pytest.MonkeyPatch, words: str, edits: int, named: int
) -> None:
    line = Line("paragraph 1", words, (trace(1, 2),), edited=True, written=block("by Ana in May"))
    monkeypatch.setattr(carrying, "opened", lambda _: ([line], SimpleNamespace(columns=())))

    found = carrying.edits_of(Path("a.docx"), Counter())

    assert found is not None
    assert (len(found[0]), len(found[1])) == (edits, named)


def test_a_cell_of_a_row_is_told_from_the_others() -> None:
    row = block("A01 Meet | Ana | May", table=1)

    assert carried("Lee", row, trace(0, 1, cell=1), cell=1) == [("w.xlsx!Ideas!D2", "Lee")]
    assert carried("June", row, trace(0, 1, cell=2), cell=2) == [("w.xlsx!Ideas!D2", "June")]
    odd = block("A | B | Ana | May", table=1)
    assert carried("Lee", Print(odd.seen, "", odd.words, 0, 1, odd.cells[:3]), trace(0, 1)) == []
    assert carried("Lee", row, trace(0, 1, cell=3), cell=3) == []  # somebody added a column


HOME = ("w.xlsx", "Actions")


def cell_line(words: str, *texts: tuple[str, str], **more: object) -> Line:
    """Return a cell's line that was printed of cells: ("Ana", "D2")."""
    traces = []
    for text, place in texts:
        said = {
            "begin": words.index(text),
            "length": len(text),
            "place": place,
            "sheet": "Actions",
        } | more
        traces.append(trace(0, 1, **said))
    return Line("table 1", words, tuple(traces), written=block(words, table=1))


@pytest.mark.parametrize(
    ("words", "beside", "parts"),
    [
        ("R. Abara", cell_line("Priya S.", ("Priya S.", "D2")), {"D": "R. Abara"}),
        (
            "R. Abara; The College",
            cell_line("Priya S.; Care Project", ("Priya S.", "D2"), ("Care Project", "E2")),
            {"D": "R. Abara", "E": "The College"},
        ),
        ("R. Abara", cell_line("Priya S.; Care Project", ("Priya S.", "D2"), ("Care Project", "E2")), {}),
        ("\nWalk it ", cell_line("A01 Meet monthly", ("A01", "A2"), ("Meet monthly", "C2")), {"C": "Walk it"}),
        (
            "Start: May\nDue: June",
            cell_line("Start: Jan\nDue: Feb", ("Jan", "H2"), ("Feb", "I2")),
            {"H": "May", "I": "June"},
        ),
        ("May", cell_line("Start: Jan\nDue: Feb", ("Jan", "H2"), ("Feb", "I2")), {}),
        ("Lee", cell_line("Ana", ("Ana", "B2"), sheet="Partners"), {}),
        ("Lee", cell_line("Ana", ("Ana", "D2"), aligned=0), {}),
        ("Lee", replace(cell_line("Ana", ("Ana", "D2")), edited=True), {}),
    ],
)  # fmt: skip
def test_a_new_cell_is_divided_as_the_one_beside_it(
    words: str, beside: Line, parts: dict[str, str]
) -> None:
    assert adding._parts(words, beside, HOME) == parts


def test_a_table_is_of_the_sheet_whose_rows_are_its_rows() -> None:
    one = [cell_line("Meet", ("Meet", "C2")), cell_line("Ana", ("Ana", "D2"))]
    two = [cell_line("Walk", ("Walk", "C3")), cell_line("Lee", ("Lee", "B9"), sheet="Partners")]
    lists = [cell_line("A02, A03", ("A02", "A3"), ("A03", "A4"))]

    assert adding._home([one, two]) == HOME
    assert adding._home([lists]) is None
    assert adding._home([]) is None


@pytest.mark.parametrize("words", [("Walk", "Lee"), ("Walk", ""), ("", "Lee")])
def test_a_new_row_goes_to_the_sheet_of_its_table_however_few_of_its_cells_are_filled(
    words: tuple[str, str],
) -> None:
    there = Block(None, ("Meet", "Ana"), (), table=1)
    new = Block(None, words, (), table=1)
    lines = [
        replace(cell_line("Meet", ("Meet", "C2")), block=there),
        replace(cell_line("Ana", ("Ana", "D2")), block=there, cell=1),
        *(Line("table 1", each, edited=True, cell=n, block=new) for n, each in enumerate(words)),
    ]
    columns = [Column(*HOME, "Action step", "C", 2), Column(*HOME, "Lead", "D", 2)]

    (found,) = adding.added("a.docx", lines, columns, Counter())

    cells = {"w.xlsx!Actions!C3": words[0], "w.xlsx!Actions!D3": words[1]}
    assert {str(each.source): each.words for each in found.edits} == {
        cell: each for cell, each in cells.items() if each
    }
    assert found.stays == ()


def test_a_paragraph_below_a_table_of_cards_is_no_card() -> None:
    row, new = Block(None, ("One van",), (), table=1), Block(None, ("Thank you",), ())
    lines = [
        Line("table 1", "One van", (trace(0, 2),), block=row, written=block("One van", table=1)),
        Line("paragraph 1", "Thank you", edited=True, block=new),
    ]

    (found,) = adding.added("a.docx", lines, [Column("w.xlsx", "Ideas", "Idea", "D", 2)], Counter())

    assert (found.edits, found.stays) == ((), (lines[1],))


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ({"field": TITLE}, "Rides to work"),
        ({"field": "Theme"}, ""),
        ({"field": TITLE, "edited": True}, ""),
    ],
)
def test_a_card_that_was_added_takes_the_title_that_it_stands_under(
    heading: dict[str, Any], title: str
) -> None:
    def paragraph(words: str, style: str, *traces: Trace, **more: Any) -> Line:
        return Line(words, words, traces, block=Block(None, (words,), (), style=style), **more)

    above = trace(0, 3, begin=8, length=13, place="E2", field=heading["field"])
    lines = [
        paragraph("Column: Rides to work", "heading 3", above, written=block("x"), edited="edited" in heading),
        paragraph("One van", "list bullet", trace(0, 2), written=block("One van")),
        paragraph("Two buses", "list bullet", edited=True),
    ]  # fmt: skip
    columns = [
        Column("w.xlsx", "Ideas", field, at, 2) for field, at in (("Idea", "D"), (TITLE, "E"))
    ]

    (found,) = adding.added("a.docx", lines, columns, Counter())

    told = {str(each.source): each.words for each in found.edits}
    assert told == {"w.xlsx!Ideas!D3": "Two buses"} | ({"w.xlsx!Ideas!E3": title} if title else {})


# ── what is kept of it ───────────────────────────────────────────────────────────────────────


def test_a_record_comes_back_as_it_was() -> None:
    whole = Record(
        {BODY: (block("a b", heading=2), block("a | b", table=3)), "header 1": ()},
        (trace(1, 2, begin=3, length=4, aligned=0), trace(0, 9, file="v.xlsx", sheet="S", field="Due")),
        (Mark(BODY, -1, 2, total("note")),),
        "sum",
        total("title"),
        (Column("w.xlsx", "Ideas", "Idea", "D", 41),),
    )  # fmt: skip
    content = records.encoded(whole)

    assert records.decoded(content) == whole
    assert records.encoded(whole) == content
    for damage in (
        content[:-1],
        b"[]",
        b"null",
        b"{}",
        content.replace(b'"version":1', b'"version":2'),
    ):
        assert records.decoded(damage) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"D2": ("Idea", "a")}, {"D2": ("Idea", "a")}, ""),
        ({"D2": ("Idea", "a")}, {"D2": ("Idea", "b")}, "1 card changed"),
        ({"D2": ("Idea", "a")}, {"D3": ("Idea", "a")}, ""),  # a row was put in above
        ({"D2": ("Idea", "a")}, {}, "1 card gone"),
        ({}, {"D2": ("Idea", "a"), "D3": ("Idea", "b")}, "2 cards new"),
        ({}, {"D2": ("Due", "a"), "D3": ("Idea", "b")}, "1 card and 1 date new"),
        ({"D2": ("Idea", "a")}, {"D2": ("Due", "b")}, "1 date new, 1 card gone"),
        ({}, {"D2": (LEFT_EMPTY, "a")}, ""),
        ({"D2": ("Idea", "a")}, {"D2": ("Idea", "a"), "D3": ("Idea", "a")}, "1 card new"),
        ({}, {"A1": ("Place", "a"), "D2": ("Title", "b")}, "1 title and 1 other text new"),
    ],
)
def test_changes_are_counted_by_cells(
    old: dict[str, tuple[str, str]], new: dict[str, tuple[str, str]], said: str
) -> None:
    before, after = (
        [trace(0, 1, place=cell, field=f, text=t) for cell, (f, t) in each.items()]
        for each in (old, new)
    )

    assert changes.worded(changes.counted(before, after)) == said


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (Kept(Document("a", b""), (), Way.NEW, Counter({("card", "new"): 1})), ""),
        (Kept(Document("a", b""), (), Way.SAME), ""),
        (Kept(Document("a", b""), (), Way.RENEWED), ""),
        (Kept(Document("a", b""), (), Way.RENEWED, Counter({("card", "new"): 1})), "a: 1 card new"),
        (
            Kept(Document("a", b""), (), Way.BROUGHT, edits=1),
            "a: nothing changed in what was read; 1 edit of yours kept",
        ),
        (
            Kept(Document("a", b""), (), Way.BROUGHT, edits=2, open_marks=1),
            "a: nothing changed in what was read; 2 edits of yours kept; 1 to settle",
        ),
        (
            Kept(
                Document("a", b""), (), Way.BROUGHT,
                conflicts=(documents.Conflict("x"),), open_marks=2,
            ),
            "a: nothing changed in what was read; 3 to settle",
        ),
    ],
)  # fmt: skip
def test_a_line_a_document_says_what_became_of_it(kept: Kept, said: str) -> None:
    assert kept.line() == said
    assert kept.as_made is (kept.way is not Way.BROUGHT)


# ── texts ────────────────────────────────────────────────────────────────────────────────────


def brought(theirs: str, ours: str, base: str) -> documents.Brought:
    old, new = plain.recorded(base.encode()), plain.recorded(ours.encode())
    return plain.bring(theirs.encode(), ours.encode(), old, new, "May 1, 2027")


@pytest.mark.parametrize(
    ("theirs", "ours", "there", "kept", "conflicts"),
    [
        ("a\nb\n", "a\nx\n", "a\nx\n", 0, 0),
        ("a\nmine\n", "a\nb\n", "a\nmine\n", 1, 0),
        ("a\nmine\n", "a\nx\n", "a\nmine\n[Also changed in the workbook, May 1, 2027:] x\n", 1, 1),
        ("a\nmine\n", "a\n", "a\nmine\n[No longer in the workbook, May 1, 2027.]\n", 1, 1),
        ("a\n", "a\nx\n", "a\n", 1, 1),
        ("a\nb\nmore\n", "a\n", "a\nmore\n", 1, 0),
        ("a\r\nb\r\nmore\r\n", "a\nx\n", "a\nx\nmore\n", 1, 0),
    ],
)
def test_a_text_is_brought_together_line_by_line(
    theirs: str, ours: str, there: str, kept: int, conflicts: int
) -> None:
    found = brought(theirs, ours, "a\nb\n")

    assert found.content.decode() == there
    assert (found.kept, len(found.conflicts)) == (kept, conflicts)
    assert all(each.noted is ("[" in there) for each in found.conflicts)
    assert found.words == there.rstrip("\n")


# ── a folder ─────────────────────────────────────────────────────────────────────────────────

PLACE = Place("w.xlsx", "Partners", "E3")


def email(words: str, name: str = "a.txt") -> Document:
    said = (Statement(name, "paragraph 1", words, PLACE),)
    return Document(name, f"Dear {words}:\nCome\nThank you\n".encode(), said)


def kept_in(folder: Path, made: Document, *, replace_all: bool = False) -> Kept:
    """Keep a document as a run of its own, write what came of it, and return that."""
    keeper = Keeper(folder, date(2026, 11, 4), {PLACE: "Contact"}, replace_all=replace_all)
    kept = keeper.keep(made)
    for each in keeper.files([kept]):
        (folder / each.filename).write_bytes(each.content)
    return kept


def test_a_text_that_nobody_touched_is_made_anew(tmp_path: Path) -> None:
    ways = [kept_in(tmp_path, email(who)).way for who in ("Ana", "Ana", "Kim")]

    assert ways == [Way.NEW, Way.SAME, Way.RENEWED]
    assert (tmp_path / "a.txt").read_text() == "Dear Kim:\nCome\nThank you\n"


def test_a_text_that_was_edited_is_brought_together_and_its_statements_stand_in_it(
    tmp_path: Path,
) -> None:
    kept_in(tmp_path, email("Ana"))
    (tmp_path / "a.txt").write_text("Dear Ana:\nDo come\nThank you\nPS\n")

    kept = kept_in(tmp_path, email("Kim"))
    again = kept_in(tmp_path, email("Kim"))

    assert (kept.way, kept.edits, kept.line()) == (
        Way.BROUGHT, 2, "a.txt: 1 other text changed; 2 edits of yours kept",
    )  # fmt: skip
    assert (tmp_path / "a.txt").read_text() == "Dear Kim:\nDo come\nThank you\nPS\n"
    assert [each.text for each in kept.document.statements] == ["Kim"]
    assert (again.way, again.edits) == (Way.BROUGHT, 2)


def test_a_statement_that_a_person_took_out_is_no_statement_any_more(tmp_path: Path) -> None:
    kept_in(tmp_path, email("Ana"))
    (tmp_path / "a.txt").write_text("Hello\nCome\nThank you\n")

    kept = kept_in(tmp_path, email("Ana"))

    assert kept.document.statements == ()
    assert kept_in(tmp_path, email("Ana")).document.content == b"Hello\nCome\nThank you\n"


def test_a_copy_is_kept_of_what_gives_way_and_has_a_name_of_its_own(tmp_path: Path) -> None:
    for words in ("Mine\n", "Mine, too\n"):
        kept_in(tmp_path, email("Ana"), replace_all=True)
        (tmp_path / "a.txt").write_text(words)
    last = kept_in(tmp_path, email("Ana"), replace_all=True)

    assert (last.way, last.copy) == (Way.COPIED, "a (before 2026-11-04 2).txt")
    assert (tmp_path / "a (before 2026-11-04).txt").read_text() == "Mine\n"
    assert (tmp_path / "a (before 2026-11-04 2).txt").read_text() == "Mine, too\n"
    assert last.line().endswith("what lay there is now a (before 2026-11-04 2).txt")


def test_the_note_in_a_text_follows_the_workbook_and_goes_when_both_agree(tmp_path: Path) -> None:
    kept_in(tmp_path, email("Ana Ruiz"))
    path = tmp_path / "a.txt"
    path.write_text(path.read_text().replace("Ana Ruiz", "Ana"))
    also = "[Also changed in the workbook, November 4, 2026:] Dear {}:"

    said = [
        (kept_in(tmp_path, email(who)), path.read_text()) for who in ("Kim", "Kim", "Li", "Ana")
    ]

    kim, li = (f"Dear Ana:\n{also.format(who)}\nCome\nThank you\n" for who in ("Kim", "Li"))
    assert [text for _, text in said] == [kim, kim, li, "Dear Ana:\nCome\nThank you\n"]
    assert [len(kept.conflicts) for kept, _ in said] == [1, 0, 1, 0]
    assert [kept.open_marks for kept, _ in said] == [0, 1, 0, 0]


def test_a_note_in_a_text_is_no_edit_and_is_explained_by_its_cell(tmp_path: Path) -> None:
    kept_in(tmp_path, email("Ana Ruiz"))
    path = tmp_path / "a.txt"
    path.write_text(
        path.read_text().replace("Ana Ruiz", "Ana").replace("Thank you", "Thank you all")
    )
    kept_in(tmp_path, Document("a.txt", b"Dear Kim:\nCome\n", email("Kim").statements))
    assert "[No longer in the workbook, November 4, 2026.]" in path.read_text()

    edits, stays = edits_of(path, Counter()) or ((), ())

    assert not [each for each in stays if "the workbook" in each.message]
    assert not [each for each in edits if "the workbook" in each.words]
    (origin,) = of_phrase(path, "Dear Kim") or ()
    assert (origin.words, origin.edited) == ("Kim", False)


@pytest.mark.parametrize("name", ["a.txt", "a.xlsx", "a.docx"])
def test_what_is_not_ours_is_refused_or_copied(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"theirs")
    made = email("Ana", name) if name != "a.docx" else Document(name, saved(docx.Document()))

    with pytest.raises(NotWritten, match="Nothing says that Afterword wrote it"):
        kept_in(tmp_path, made)
    kept = kept_in(tmp_path, made, replace_all=True)

    assert kept.way is Way.COPIED
    assert (tmp_path / kept.copy).read_bytes() == b"theirs"


def test_a_workbook_that_a_person_saved_is_copied(tmp_path: Path) -> None:
    first = kept_in(tmp_path, Document("a.xlsx", b"one"))
    second = kept_in(tmp_path, Document("a.xlsx", b"two"))
    (tmp_path / "a.xlsx").write_bytes(b"theirs")
    third = kept_in(tmp_path, Document("a.xlsx", b"three"))

    assert [each.way for each in (first, second, third)] == [Way.NEW, Way.RENEWED, Way.COPIED]
    assert (tmp_path / third.copy).read_bytes() == b"theirs"
    assert (tmp_path / "a.xlsx").read_bytes() == b"three"


def test_a_statement_says_where_it_stands_after_the_edits_of_a_person(tmp_path: Path) -> None:
    def paper(*words: str) -> Document:
        made = docx.Document()
        for each in words:
            made.add_paragraph(each)
        said = Statement("a.docx", "paragraph 1", "Share one van", PLACE)
        return Document("a.docx", saved(made), (said,))

    kept_in(tmp_path, paper("Share one van", "Old"))
    edited = docx.Document(str(tmp_path / "a.docx"))
    edited.paragraphs[0].insert_paragraph_before("Mine")
    edited.save(str(tmp_path / "a.docx"))

    kept = kept_in(tmp_path, paper("Share one van", "New"))

    assert [(e.text, e.where) for e in kept.document.statements] == [
        ("Share one van", "paragraph 2")
    ]


@pytest.mark.parametrize("typed", ["", "Our own title"])
def test_a_title_that_a_person_gave_a_document_stays(tmp_path: Path, typed: str) -> None:
    def paper(title: str, *words: str) -> Document:
        made = docx.Document()
        made.core_properties.title = title
        for each in words:
            made.add_paragraph(each)
        return Document("a.docx", saved(made))

    kept_in(tmp_path, paper("Outcomes of May", "Share one van", "Old"))
    edited = docx.Document(str(tmp_path / "a.docx"))
    edited.paragraphs[0].insert_paragraph_before("Mine")
    if typed:
        edited.core_properties.title = typed
    edited.save(str(tmp_path / "a.docx"))

    kept = kept_in(tmp_path, paper("Outcomes of June", "Share one van", "New"))

    assert kept.way is Way.BROUGHT
    now = docx.Document(str(tmp_path / "a.docx"))
    assert now.core_properties.title == (typed or "Outcomes of June")


def test_a_list_goes_on_behind_a_line_that_a_person_took_out_of_it(tmp_path: Path) -> None:
    def paper(*words: str) -> Document:
        made = docx.Document()
        for each in words:
            listed = f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'
            made.add_paragraph(each)._p.get_or_add_pPr().append(parse_xml(listed))
        return Document("a.docx", saved(made))

    kept_in(tmp_path, paper("One van", "Two vans", "A bus"))
    edited = docx.Document(str(tmp_path / "a.docx"))
    last = inside(edited.paragraphs[2]._p, qn("w:pPr"))
    take_out(inside(last, qn("w:numPr")))
    edited.save(str(tmp_path / "a.docx"))

    kept_in(tmp_path, paper("One van", "Two vans", "A bus", "A ferry"))

    now = docx.Document(str(tmp_path / "a.docx"))
    found = {each.text: each._p.find(f".//{qn('w:numId')}") for each in now.paragraphs}
    lists = {
        words: "" if number is None else number.get(qn("w:val")) for words, number in found.items()
    }
    assert lists["A bus"] == ""
    assert str(lists["A ferry"]).isdigit()


def test_a_text_of_which_little_is_left_stays_and_the_new_one_lies_beside(tmp_path: Path) -> None:
    lines = "".join(f"line {n} of it\n" for n in range(9))
    kept_in(tmp_path, Document("a.txt", lines.encode()))
    (tmp_path / "a.txt").write_text("Mine\n")

    kept = kept_in(tmp_path, Document("a.txt", f"{lines}more\n".encode()))

    assert (kept.way, kept.document.filename) == (Way.BESIDE, "a (new 2026-11-04).txt")
    assert kept.stays == (Document("a.txt", b"Mine\n"),)
    assert not kept.as_made
    assert (tmp_path / "a.txt").read_text() == "Mine\n"
    assert "laid beside the one that is there, which was rearranged" in kept.line()


@pytest.mark.parametrize(
    ("field", "cell", "edited", "said"),
    [
        ("Idea", "D7", False, "w.xlsx!Ideas!D7 (Idea): “Rides”"),
        ("", "D7", False, "w.xlsx!Ideas!D7: “Rides”"),
        ("Idea", "D7", True, "came from w.xlsx!Ideas!D7 (Idea), and was changed in the document since"),
        (LEFT_EMPTY, "D7", False, "w.xlsx!Ideas!D7 says nothing: type it there"),
        (LEFT_EMPTY, "D7", True, "stands where w.xlsx!Ideas!D7 says nothing: filled in in the document"),
        ("", "", True, "typed or changed in the document by a person: no cell holds it"),
        ("", "", False, "words of the template, or counted by Afterword: no cell holds them"),
    ],
)  # fmt: skip
def test_every_kind_of_origin_is_said(field: str, cell: str, edited: bool, said: str) -> None:
    source = ("w.xlsx", "Ideas", cell) if cell else ("", "", "")
    origin = Origin("a.docx", "line 3", " Rides ", *source, field, edited)

    assert [*origin.lines()] == ["a.docx, line 3: “Rides”", f"  {said}"]
