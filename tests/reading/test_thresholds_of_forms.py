"""Each number by which a form is read, from both sides."""

from collections import Counter
from typing import Any

from pipeline.model import NOWHERE, UNSAID, Reply, Typed
from pipeline.reading.account import Account
from pipeline.reading.assessments import form_heads, form_kinds, form_layout, form_lines, marks
from pipeline.reading.assessments.counting import Counted
from pipeline.reading.assessments.form_lines import Line, Replied
from pipeline.reading.columns.kinds import rows_of


def said(words: int, start: str = "word") -> str:
    """Return a text of as many words."""
    return " ".join([start, *(["more"] * (words - 1))])


def line(words: str, *, ticked: bool = False, code: str = "") -> Line:
    text = Typed(words, NOWHERE)
    typed = Typed("x" if ticked else "", NOWHERE)
    reply = Replied(Reply.YES if ticked else Reply.BLANK, typed)
    return Line(1, (), code, text, text, UNSAID, reply, loud=False)


def below(sheet: Any, *rows: tuple[str, ...]) -> dict[int, Any]:
    return dict(rows_of(sheet("Form", *rows)))


# ── tick columns ─────────────────────────────────────────────────────────────────────────────


def heads(sheet: Any, *row: str) -> Any:
    (found,) = below(sheet, row).values()
    return found


def test_tick_columns_stand_twelve_columns_apart_at_most(sheet: Any) -> None:
    assert form_heads.ticks(heads(sheet, "Yes", "No", *[""] * 10, "Partially"))
    assert not form_heads.ticks(heads(sheet, "Yes", "No", *[""] * 11, "Partially"))


def test_three_ticks_show_a_form_of_yes_and_no_alone(sheet: Any) -> None:
    def two(ticks: int) -> Any:
        rows = [{1: cell} for cell in sheet("F", *[("x",)] * ticks).cells]
        return form_heads.two(heads(sheet, "Yes", "No"), rows)

    assert two(3)
    assert not two(2)


def test_of_two_columns_of_no_one_stands_over_numbers(sheet: Any) -> None:
    assert form_heads.ticks(heads(sheet, "No", "Statement", "Yes", "Partially", "No"))
    assert form_heads._without_numbers({1: Reply.NO, 3: Reply.YES}) == {1: Reply.NO, 3: Reply.YES}


def test_a_heading_of_ticks_has_six_words_at_most() -> None:
    assert marks.heading("No, not yet in our county")
    assert marks.heading("No, not yet in our own county") is None


def test_a_cell_that_lists_two_boxes_has_two_hundred_letters_at_most() -> None:
    assert marks.chosen("[x] Yes [ ] No".ljust(200)) == "Yes"
    assert marks.chosen("[x] Yes [ ] No".ljust(201)) is None
    assert marks.chosen("[x] Yes") is None


def test_a_sign_of_a_forms_own_has_three_letters_and_stands_on_three_lines_once_each() -> None:
    def sign(mark: str, times: int, lines: int) -> str:
        return form_lines._only_sign(Counter({mark: times}), lines)

    assert sign("qqq", 3, 3) == "qqq"
    assert sign("qqqq", 3, 3) == ""
    assert sign("qqq", 2, 2) == ""
    assert sign("qqq", 60, 40) == "qqq"  # on twenty of forty lines twice
    assert sign("qqq", 61, 40) == ""
    assert form_lines._only_sign(Counter({"q": 2, "w": 2}), 4) == ""


def test_a_title_alone_where_a_tick_would_stand_has_four_letters(sheet: Any) -> None:
    def column(words: str) -> int:
        layout = form_layout.Layout(1, statement=1, ticks=((2, Reply.YES),))
        return form_lines._statement(layout, heads(sheet, "", words))

    assert column("Role") == 2
    assert column("Rol") == 1


def test_a_sentence_over_the_statements_of_nine_words_is_one_itself() -> None:
    assert form_lines.an_item(f"{said(9)}.")
    assert not form_lines.an_item(f"{said(8)}.")


# ── answers in a column ──────────────────────────────────────────────────────────────────────


def test_six_in_ten_of_a_column_of_answers_are_answers(sheet: Any) -> None:
    def replies(answers: int, of: int) -> bool:
        rows = [("Yes" if at < answers else "to be seen",) for at in range(of)]
        return form_layout._replies(Counted(below(sheet, *rows)), 1, 0, least=2)

    assert replies(6, 10)
    assert not replies(11, 20)
    assert replies(2, 2)
    assert not replies(1, 1)


def test_three_codes_alone_are_a_column_of_ids(sheet: Any) -> None:
    assert form_layout._codes(below(sheet, ("A1",), ("A2",), ("A3",)), 1)
    assert not form_layout._codes(below(sheet, ("A1",), ("A2",)), 1)


def test_eight_in_ten_of_one_answer_in_words_are_a_tick_column(sheet: Any) -> None:
    def in_words(yes: int) -> bool:
        return bool(form_layout._in_words(below(sheet, *[("Yes",)] * yes, *[("No",)] * (20 - yes))))

    assert in_words(15)
    assert not in_words(16)


STEPS = "We meet each month", "We share one van", "We pay a nurse", "We open at night"


def layout(sheet: Any, *rows: tuple[str, ...]) -> Any:
    return form_layout.find(sheet("Form", *rows))


def test_three_statements_and_three_answered_columns_are_a_form(sheet: Any) -> None:
    def answered(many: int) -> Any:
        return layout(sheet, ("Statement", "Answer"), *[(step, "Yes") for step in STEPS[:many]])

    def teams(many: int) -> Any:
        return layout(
            sheet, ("Team", *STEPS[:many]), ("Oak", *["Yes"] * many), ("Elm", *["No"] * many)
        )

    assert answered(3)
    assert answered(2) is None
    assert teams(3).items == (2, 3, 4)
    assert teams(2) is None


def test_an_item_over_a_column_has_four_words(sheet: Any) -> None:
    def teams(*items: str) -> Any:
        return layout(sheet, ("Team", *items), ("Oak", *["Yes"] * 4), ("Elm", *["No"] * 4))

    assert teams(*STEPS)
    assert teams(*(step.rpartition(" ")[0] for step in STEPS)) is None


def test_a_hundred_columns_of_answers_stand_side_by_side(sheet: Any) -> None:
    def sites(many: int) -> Any:
        heads = ("Statement", *(f"Site {at}" for at in range(many)))
        return layout(sheet, heads, *[(step, *["Yes"] * many) for step in STEPS])

    assert len(sites(100).answers) == 100
    assert sites(101) is None


def test_a_sign_in_a_column_of_answers_has_three_letters(sheet: Any) -> None:
    assert form_layout._only_signs(below(sheet, ("---",)), 1)
    assert not form_layout._only_signs(below(sheet, ("----",)), 1)


def test_headings_of_a_form_stand_in_the_first_forty_rows(sheet: Any) -> None:
    def found(row: int) -> Any:
        advice = [("Read this first",)] * (row - 1)
        return layout(sheet, *advice, ("Statement", "Answer"), *[(step, "Yes") for step in STEPS])

    assert found(40)
    assert found(41) is None


def test_what_a_form_is_shows_in_three_hundred_rows(sheet: Any) -> None:
    def answer(at: int) -> Any:
        rows = [(f"{STEPS[0]}, {row}", "Yes" if row >= at else "") for row in range(2, 400)]
        return layout(sheet, ("Item", "In our county"), *rows)

    assert answer(299)
    assert answer(300) is None


def test_a_third_of_the_rows_of_a_form_without_headings_are_ticked(sheet: Any) -> None:
    def unheaded(ticks: int) -> bool:
        rows = [(STEPS[0], *("x" if at % 2 == side and at < ticks else "" for side in (0, 1))) for at in range(12)]  # fmt: skip
        return form_layout.unheaded(sheet("Form", *rows))

    assert unheaded(5)
    assert not unheaded(4)


# ── roles and items ──────────────────────────────────────────────────────────────────────────


def test_a_title_above_a_table_has_twelve_words_at_most() -> None:
    assert form_kinds.may_be_title(said(12))
    assert not form_kinds.may_be_title(said(13))


def test_a_title_has_half_the_words_of_an_item_four_at_least() -> None:
    def short(words: int) -> int:
        return form_kinds._short([line(said(words), ticked=True)] * 3)

    assert [short(words) for words in (12, 7, 6, 5, 2)] == [6, 4, 4, 4, 1]
    assert form_kinds._short([line(said(9), code="A1", ticked=True)] * 3) == 8


def test_a_title_is_shorter_than_any_item_where_items_have_five_words() -> None:
    def short(*words: int) -> int:
        return form_kinds._short([line(said(each), ticked=True) for each in words])

    assert short(5, 5, 3) == 2
    assert short(6, 6, 3) == 4


def test_a_line_in_small_letters_goes_on_unless_over_a_fifth_begin_so(sheet: Any) -> None:
    def lines(many: int, small: int) -> int:
        own = [
            line(said(9, "word" if at % 2 and at // 2 < small else "Word")) for at in range(many)
        ]
        return len(list(form_kinds.whole(Account(sheet("Form")), own)))

    assert lines(5, 1) == 4
    assert lines(9, 2) == 9


def test_of_a_title_with_most_words_raised_fourteen_count() -> None:
    def title(words: int) -> bool:
        return form_kinds._like_a_title(" ".join(["Word"] * words), 0)

    assert title(14)
    assert not title(15)


def test_a_word_of_four_letters_is_raised_in_a_title() -> None:
    assert form_kinds._raised("Care for the Sick")
    assert not form_kinds._raised("Care with Sick pets")
    assert not form_kinds._raised("Care with Many pets near")


def test_four_fifths_of_the_items_end_with_a_full_stop() -> None:
    def stopped(many: int) -> bool:
        return form_kinds._stopped(
            [line("We meet." if at < many else "We meet") for at in range(20)]
        )

    assert stopped(16)
    assert not stopped(15)


def test_nine_in_ten_items_and_three_at_least_are_numbered() -> None:
    def numbered(many: int, of: int) -> bool:
        own = [
            line(f"{at + 1}. We meet" if at < many else "We meet", ticked=True) for at in range(of)
        ]
        return form_kinds._habits(own).numbered

    assert numbered(18, 20)
    assert not numbered(17, 20)
    assert numbered(3, 3)
    assert not numbered(2, 2)


def test_a_third_of_the_titles_and_two_at_least_begin_alike() -> None:
    def head(alike: int, of: int) -> str:
        titles = [line(f"Section {at} Care" if at < alike else "Care") for at in range(of)]
        return form_kinds._usual_head(titles, [line("We meet each month", ticked=True)] * 4)

    assert head(3, 9) == "word"
    assert head(3, 10) == ""
    assert head(2, 2) == "word"
    assert head(1, 1) == ""


def test_what_has_over_two_sentences_is_no_item() -> None:
    def example(sentences: int) -> bool:
        habits = form_kinds._habits([line("We meet", ticked=True)] * 4)
        return form_kinds._unlike_items("We meet. " * sentences, habits)

    assert not example(2)
    assert example(3)


def test_a_bullet_that_over_half_of_the_items_have_is_no_sign_of_an_example() -> None:
    def bullet(many: int) -> str:
        return form_kinds._usual_bullet([line(f"{'• ' if at < many else ''}We meet") for at in range(4)])  # fmt: skip

    assert bullet(3) == "•"
    assert bullet(2) == ""
