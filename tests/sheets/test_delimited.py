"""Text with commas, semicolons or tabs between, in whatever letters it comes."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import sheets
from pipeline.problems import InputRefused, LimitReached
from pipeline.sheets import delimited

AGAIN = "  Save it again as CSV UTF-8 (.csv)."
TWICE = '  Inside quotation marks, a quotation mark is written twice: "".'


def table(bench: Any, content: bytes, name: str = "cards.csv") -> list[list[str]]:
    (sheet,), _ = sheets.read(bench.save(content, name))
    found: dict[int, list[str]] = {}
    for cell in sheet.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


def refusal(bench: Any, content: bytes) -> str:
    with pytest.raises(InputRefused) as refused:
        sheets.read(bench.save(content, "cards.csv"))
    return str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        b'Idea,Group\r\n"a, b; c",Water\r\n',
        b"Idea;Group\r\na, b; c;Water\r\n".replace(b"a, b; c", b'"a, b; c"'),
        b"Idea\tGroup\r\na, b; c\tWater\r\n",
        b"Idea|Group\na, b; c|Water",
        b'sep=;\r\nIdea;Group\r\n"a, b; c";Water\r\n',
        b'\xef\xbb\xbfIdea,Group\r\n"a, b; c",Water\r\n',
        "\ufeffIdea\tGroup\r\na, b; c\tWater\r\n".encode("utf-16-le"),
        "\ufeffIdea\tGroup\r\na, b; c\tWater\r\n".encode("utf-16-be"),
        "Idea\tGroup\r\na, b; c\tWater\r\n".encode("utf-16-le"),
        b'Idea,Group\r"a, b; c",Water\r',
    ],
)
def test_the_delimiter_and_the_encoding_are_found(bench: Any, content: bytes) -> None:
    assert table(bench, content) == [["Idea", "Group"], ["a, b; c", "Water"]]


def test_quoted_line_breaks_and_doubled_quotation_marks_stay_in_their_cell(bench: Any) -> None:
    assert table(bench, b'Idea,Group\r\n"one\r\n""two""",Water\r\n') == [
        ["Idea", "Group"],
        ['one\r\n"two"', "Water"],
    ]


def test_a_bare_quotation_mark_inside_words_is_just_that(bench: Any) -> None:
    assert table(bench, b'Idea,Group\n5" pipe,Water\n')[1] == ['5" pipe', "Water"]


def test_spaces_behind_a_closing_quotation_mark_are_just_spaces(bench: Any) -> None:
    assert table(bench, b'"Idea","Group" \r\n"Dig, deep" ,"Water"  \r\n') == [
        ["Idea", "Group "],
        ["Dig, deep ", "Water  "],
    ]


def test_a_line_of_a_list_may_begin_with_a_word_in_quotation_marks(bench: Any) -> None:
    assert table(bench, b'"Walk-in" hours\n"Open\nlate"\nShared desk\n') == [
        ['"Walk-in" hours'],
        ["Open\nlate"],
        ["Shared desk"],
    ]


def test_windows_letters_are_read_and_said(bench: Any) -> None:
    (sheet,), notices = sheets.read(bench.save("Idea\nCafé “new”\n".encode("cp1252"), "cards.csv"))

    assert sheet.cells[1].text == "Café “new”"
    assert [str(notice) for notice in notices] == [
        (
            "cards.csv: It is not UTF-8; it was read as Windows-1252, in line 2 for example “Café”.\n"
            "  If that is not what was typed: save it again as CSV UTF-8 (.csv)."
        )
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Dig a well; café", "café"),
        ("-é" * 45, "-é" * 20),
        ("“wide” road", "“wide”"),
        ("x" * 90 + " 5 €", "€"),
    ],
)
def test_the_first_word_that_may_be_wrong_is_shown(bench: Any, words: str, shown: str) -> None:
    _, notices = sheets.read(bench.save(f"Idea\n{words}\n".encode("cp1252"), "cards.csv"))

    assert f"in line 2 for example “{shown}”." in notices[0].message


@pytest.mark.parametrize(
    ("encoding", "words", "shown"),
    [
        ("cp1251", "Выкопать колодец", "Âûêîïàòü"),
        ("cp1253", "Σκάψτε πηγάδι", "ÓêÜøôå"),
        ("cp1255", "לחפור באר", "ìçôåø"),
    ],
)
def test_letters_of_another_alphabet_are_not_taken_for_western_ones(
    bench: Any, encoding: str, words: str, shown: str
) -> None:
    assert refusal(bench, f"Idea\n\n{words}\n".encode(encoding)) == (
        f"cards.csv: It is not UTF-8, and as Windows-1252 line 3 makes no words: “{shown}”.\n{AGAIN}"
    )


@pytest.mark.parametrize("encoding", ["gb18030", "euc-kr"])
def test_letters_of_an_encoding_we_do_not_know_are_not_called_mixed(
    bench: Any, encoding: str
) -> None:
    words = {"gb18030": "挖一口井,水", "euc-kr": "우물을 파다,물"}[encoding]

    assert refusal(bench, f"Idea,Group\n{words}\n".encode(encoding)) == (
        f"cards.csv: It is not UTF-8 (line 2), and whether it is Windows-1252 is not sure.\n{AGAIN}"
    )


def test_two_encodings_in_one_file_are_refused(bench: Any) -> None:
    assert refusal(bench, "Idea\nCafé\n".encode() + b"Caf\xe9\n") == (
        "cards.csv: In line 3 there is a letter that is not UTF-8, while other letters are: two encodings are mixed.\n"
        "  Type the letter again and save the file as CSV UTF-8 (.csv)."
    )


def test_bytes_that_are_no_letters_are_refused(bench: Any) -> None:
    assert refusal(bench, b"Idea\na\x81b\n") == (
        f"cards.csv: In line 2 there are bytes that are no letters in UTF-8 or Windows-1252.\n{AGAIN}"
    )
    assert refusal(bench, b"Idea\nab\na\0b\n") == (
        f"cards.csv: In line 3 there is a NUL character, which is no text.\n{AGAIN}"
    )


def test_a_quotation_mark_that_never_closes_swallows_nothing(bench: Any) -> None:
    assert refusal(bench, b'Idea,Group\n"a,Water\nb,Land\n') == (
        f"cards.csv: In line 2 a quotation mark opens and is never closed.\n{TWICE}"
    )
    assert refusal(bench, b'Idea,Group\na,Water\n"b" and c,Land\n') == (
        f"cards.csv: In line 3 there is text after the closing quotation mark.\n{TWICE}"
    )


def test_what_is_no_text_is_called_what_it_is(bench: Any) -> None:
    assert refusal(bench, b"\xef\xbb\xbf") == (
        "cards.csv: It is empty.\n  Check that it was saved and copied whole."
    )
    assert refusal(bench, b"PK\x03\x04...") == (
        "cards.csv: It is an Excel workbook or another zip file, not CSV.\n"
        "  Rename it so that it ends in .xlsx, or save it as CSV UTF-8."
    )


def test_blank_fields_are_no_cells_and_rows_keep_their_numbers(bench: Any) -> None:
    (sheet,), _ = sheets.read(bench.save(b"Idea,Group\n\n ,\na,\n", "cards.csv"))

    assert [(cell.row, cell.column) for cell in sheet.cells] == [(1, 1), (1, 2), (4, 1)]
    assert (sheet.name, sheet.file) == ("cards", "cards.csv")


def test_a_very_long_field_is_read_whole(bench: Any) -> None:
    assert len(table(bench, b"Idea\n" + b"x" * 200_000)[1][0]) == 200_000


WORDS = st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]))


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1), st.sampled_from(",;\t"))
def test_what_a_program_wrote_is_read_word_for_word(rows: list[list[str]], between: str) -> None:
    rows = [["Idea", "Column"], *rows]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=between, quoting=csv.QUOTE_ALL).writerows(rows)

    (sheet,), _ = delimited.read(written.getvalue().encode(), "cards.csv", 10_000)

    assert {(cell.row, cell.column): cell.text for cell in sheet.cells} == {
        (row, column): words
        for row, values in enumerate(rows, start=1)
        for column, words in enumerate(values, start=1)
        if words.strip()
    }


def test_lines_of_words_are_a_cell_each_whatever_commas_are_in_them(bench: Any) -> None:
    content = b"Dig a well, and soon\nFix the road\nPlant trees; water them\nListen, learn, do\n"

    assert table(bench, content) == [
        ["Dig a well, and soon"],
        ["Fix the road"],
        ["Plant trees; water them"],
        ["Listen, learn, do"],
    ]


def test_one_column_of_quoted_lines_and_a_table_between_is_still_comma_separated(
    bench: Any,
) -> None:
    assert table(bench, b'"Board"\n"a","b"\n"one, two"\n') == [["Board"], ["a", "b"], ["one, two"]]


@pytest.mark.parametrize(
    ("content", "line", "how"),
    [
        ("Card;Idea;Column\nC1;One, two;Care\nC2,Another van,Care\n", 3, "commas"),
        ("Card,Idea,Column\nC1,One van,Care\n\nC2;Another van;Care\n", 4, "semicolons"),
        ("Card,Idea,Column\nC1,One van,Care\nC2\tAnother van\tCare\n", 3, "tabs"),
        ("Card;Idea;Column\nC1;One van;Care\nC2|Another van|Care", 3, "bars (|)"),
        ("Idea;Title\nA van;Care\nA bus,Care\n", 3, "commas"),
        ("Card;Idea;Column\nC1;One van;Care\nC2,Another van\n", 3, "commas"),
        ('sep=;\nCard;Idea;Column\nC1;"One\nvan";Care\nC2,Another van,Care\n', 5, "commas"),
    ],
)
def test_a_line_that_is_separated_in_another_way_is_asked_about(
    bench: Any, content: str, line: int, how: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        sheets.read(bench.save(content.encode(), "cards.csv"))

    (problem,) = refused.value.problems
    assert problem.message.startswith(f"Line {line} is separated by {how}, the others by ")


def test_lines_that_are_separated_in_another_way_are_told_together(bench: Any) -> None:
    content = "Card;Idea;Column\nC1;One van;Care\nC2,A bus,Care\nC3,A bike,Care\n"

    with pytest.raises(InputRefused, match="Lines 3, 4 are separated by commas"):
        sheets.read(bench.save(content.encode(), "cards.csv"))


@pytest.mark.parametrize(
    "content",
    [
        "Roundtable, Larkspur, May\nCard;Idea;Column\nC1;One, two;Care\n",
        "Idea;Title\nA van, and a driver\nA bus;Care\n",
        'Card;Idea;Column\nC1;A van;Care\n"Rides, vans, buses"\n',
        "Card;Idea;Column\nC1;A van;Care\nThank you, all\n",
        "Card;Idea;Column\nC1;A van;Care\nRides, vans, buses;;\n",
    ],
)
def test_commas_of_a_sentence_separate_nothing(bench: Any, content: str) -> None:
    (sheet,), _ = sheets.read(bench.save(content.encode(), "cards.csv"))

    lines = content.splitlines()
    assert [cell.text for cell in sheet.cells if cell.column == 1] == [
        line.split(";")[0].strip('"') for line in lines
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Ideas of the day\nA;;x\nB;;y\n", [["Ideas of the day"], ["A", "x"], ["B", "y"]]),
        ("Ideas of the day\nA;b;x\n;;\n;;\n;;\n", [["Ideas of the day"], ["A", "b", "x"]]),
        ("Vans, bikes\nand buses\nfor all\n", [["Vans, bikes"], ["and buses"], ["for all"]]),
    ],
)
def test_a_row_counts_for_its_delimiter_where_it_holds_a_word(
    bench: Any, text: str, rows: list[list[str]]
) -> None:
    assert table(bench, text.encode()) == rows


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Ideas\nof the day\nA;b\n", []),
        ("A;b\nc\nd;e\n", [4]),
        ("A;b\n \nd;e\n", []),
        ("A;b\nc;\n", []),
        ("Ideas\nA;b\nc\nd\n", [10, 12]),
    ],
)
def test_a_row_of_one_field_is_noted_below_wider_ones(text: str, alone: list[int]) -> None:
    found: list[int] = []
    list(delimited._watched(delimited._Reader(text, ""), ";", found))
    assert found == alone


def test_more_lines_than_rows_are_refused_before_they_are_decoded(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MOST_ROWS", 3)

    assert len(table(bench, b"Idea\na\nb\n")) == 3
    assert len(table(bench, b'Idea\na\n"b\nc\nd"\n')) == 3
    monkeypatch.setattr(delimited, "decoded", None)
    with pytest.raises(LimitReached, match=r"cards.csv: It holds more than 3 rows"):
        table(bench, b"Idea\na\nb\nc\n")
