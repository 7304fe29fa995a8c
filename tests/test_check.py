"""`check` shows how each sheet was read, and keeps it in a mapping file that a person can change."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment

from pipeline.problems import Place, Problem, Weight, first

Run = Callable[..., Result]
LINES = ("Roundtable", "Working side by side", "Coach at the office", "Badge for partners", "Shared data", "One dashboard for all")  # fmt: skip


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "miro.csv"
    path.write_text("".join(f'"{line}"\n' for line in LINES), encoding="utf-8-sig")
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Ideas"
    for row in (("Card", "Idea", "Group", "Mood"), ("B1", "Dig a well", "Water", "glad"), ("B2", "Fix the road", "Roads", "calm")):  # fmt: skip
        sheet.append(row)
    workbook.save(tmp_path / "workshop.xlsx")
    return tmp_path / "workshop.xlsx"


def test_the_reading_is_shown_as_a_small_table(run: Run, book: Path) -> None:
    assert run("check", book, "--details").stdout.splitlines() == [
        "workshop.xlsx",
        "  sheet Ideas: column B is the idea, 2 cards, 2 columns",
        "    read as   ideas, one a row: its headings say so: Card, Idea, Group; and the sheet's name",
        "    headings  row 1",
        "    columns   as headed: A Card, B Idea",
        "              C  “Group” → Title",
        "    cells     12 read = 9 used + 3 left out",
        '    left out  3: The heading "Mood" is not one that Afterword knows. (D1, D2, D3)',
        f"Next: afterword make {book}",
    ]


def test_a_sheet_is_a_line_and_the_last_line_says_what_to_do_next(run: Run, book: Path) -> None:
    checked = run("check", book)

    assert checked.stdout.splitlines() == [
        "workshop.xlsx",
        "  sheet Ideas: column B is the idea, 2 cards, 2 columns",
        f"Next: afterword make {book}",
    ]
    assert checked.stderr.startswith("workshop.xlsx!Ideas: A column is not read")


def test_the_next_step_is_to_group_cards_without_columns(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("Idea\nDig a well\nFix the road\n")

    last = run("check", path).stdout.splitlines()[-1]

    assert last.startswith(f"Next: afterword group {path} -o review.xlsx")


def test_the_next_step_is_to_mend_what_is_wrong(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("weight,height\n70,180\n")

    last = run("check", path).stdout.splitlines()[-1]

    assert last == f"Next: mend what is said above, and run afterword check {path} again."


def test_the_next_step_names_the_questions(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("reflection,author,Votes\nDig a deep well,Ana,3\nFix the old road,Ben,2\nPlant more trees,Cy,1\n")  # fmt: skip

    checked = run("check", path)

    assert checked.stdout.splitlines()[-1].startswith(
        f"Next: afterword make {path} asks about 1 sheet"
    )


def test_what_is_lost_is_said_before_what_is_only_to_know() -> None:
    note = Problem(Place("a.xlsx", "Ideas"), "A card id is here twice.")
    lost = Problem(Place("a.xlsx", "Ideas"), "Two columns are not read.", weight=Weight.LOST)

    assert list(first([note, lost])) == [str(lost), str(note)]


def test_the_reading_is_given_as_json(run: Run, book: Path) -> None:
    said = json.loads(run("check", book, "--json").stdout)

    (sheet,) = said["files"][0]["sheets"]
    assert (sheet["kind"], sheet["layout"], sheet["heading_row"]) == ("ideas", "one a row", 1)
    assert sheet["mapping"] is None
    assert sheet["columns"][2] == {"column": "C", "heading": "Group", "field": "Title"}
    assert sheet["cells_read"] == sheet["cells_used"] + sheet["cells_left_out"] == 12
    assert sheet["left_out"] == [
        {
            "reason": 'The heading "Mood" is not one that Afterword knows.',
            "cells": ["D1", "D2", "D3"],
        }
    ]
    assert (said["notices"], said["problems"]) == ([], [])


def test_a_mapping_is_saved_beside_the_workbook_and_used_by_itself(run: Run, book: Path) -> None:
    saved = run("check", book, "--save-mapping")

    path = book.with_name("workshop.mapping.toml")
    assert saved.stdout.splitlines()[-1] == str(path)
    path.write_text(path.read_text().replace('"Title" = "C"', '"Title" = "D"').replace('C = "Group"', 'D = "Mood"'))  # fmt: skip
    grouped = run("group", book, "--json")
    assert [group["title"] for group in json.loads(grouped.stdout)["groups"]] == ["glad", "calm"]
    assert grouped.stderr.startswith("workshop.xlsx: using workshop.mapping.toml\n")


def test_a_mapping_that_is_there_is_not_overwritten(run: Run, book: Path) -> None:
    path = book.with_name("workshop.mapping.toml")
    path.write_text('[[sheet]]\nname = "Ideas"\nkind = "ideas"\n')

    refused = run("check", book, "--save-mapping")

    assert refused.exit_code == 4
    assert f"{path}: Already there.\n" in refused.stderr
    assert run("check", book, "--save-mapping", "--replace").exit_code == 0
    assert "as they stood" in path.read_text()


def test_a_mapping_named_on_the_command_line_counts_before_the_one_beside(
    run: Run, book: Path, tmp_path: Path
) -> None:
    book.with_name("workshop.mapping.toml").write_text('[[sheet]]\nname = "Ideas"\nkind = "x"\n')
    other = tmp_path / "mine.toml"
    other.write_text('file = "workshop.xlsx"\n[[sheet]]\nname = "Ideas"\nkind = "ideas"\n')

    assert run("check", book).exit_code == 3
    assert run("check", book, "--mapping", other).exit_code == 0


def test_a_wrong_mapping_stops_every_command(run: Run, book: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[sheet]]\nname = "Idees"\nkind = "ideas"\n')

    for command in ("check", "group", "score", "make"):
        result = run(command, book, "--mapping", wrong)
        assert result.exit_code == 3, command
        assert "wrong.toml!Idees: There is no sheet “Idees”. Sheets found: Ideas." in result.stderr


def test_titles_set_free_in_the_mapping_order_a_bare_board(run: Run, board: Path) -> None:
    run("check", board, "--save-mapping")
    path = board.with_name("miro.mapping.toml")
    words = path.read_text()
    for title in ("Working side by side", "Shared data"):
        words = words.replace(f'# "{title}"', f'"{title}"', 1)
    path.write_text(words)

    said = json.loads(run("group", board, "--json").stdout)

    assert [(g["title"], len(g["ideas"])) for g in said["groups"]] == [
        ("Working side by side", 2),
        ("Shared data", 1),
    ]


def test_a_workbook_that_is_refused_can_be_mended_by_a_mapping(run: Run, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Ideas"
    sheet.append(["Nr", "Scribbled down", "Group"])
    sheet.append([1, "Dig a well", "Water"])
    path = tmp_path / "cards.xlsx"
    workbook.save(path)

    assert run("check", path, "--save-mapping").exit_code == 3
    saved = path.with_name("cards.mapping.toml")
    words = saved.read_text().replace("# [sheet.columns]", "[sheet.columns]")
    words = words.replace('# "Group"', '"Group"').replace('# "Scribbled down"', '"Idea"').replace('kind = "leave out"', 'kind = "ideas"')  # fmt: skip
    saved.write_text(words.replace("# heading_row", "heading_row"))

    (group,) = json.loads(run("group", path, "--json").stdout)["groups"]
    assert (group["title"], [idea["text"] for idea in group["ideas"]]) == ("Water", ["Dig a well"])


def test_workbooks_of_one_name_keep_a_mapping_each(run: Run, book: Path) -> None:
    shutil.copy(book, book.with_name("other.xlsx"))
    other = book.with_name("workshop.csv")
    other.write_text("Idea\nPlant trees\n")

    saved = run("check", book, other, "--save-mapping").stdout.splitlines()[-2:]

    assert [Path(line).name for line in saved] == ["workshop.xlsx.mapping.toml", "workshop.csv.mapping.toml"]  # fmt: skip
    assert run("check", book, other).exit_code == 0


def test_a_workbook_whose_sheets_are_all_hidden_says_so(run: Run, book: Path) -> None:
    workbook = load_workbook(book)
    workbook["Ideas"].sheet_state = "hidden"
    chart = workbook.create_chartsheet("Chart")
    chart.add_chart(BarChart())
    workbook.save(book)

    refused = run("check", book)

    assert (refused.exit_code, refused.stderr.splitlines()[:2]) == (
        3,
        [
            "workshop.xlsx!Ideas: The sheet is hidden and was not read: 12 cells.",
            "  Unhide it in Excel if it counts.",
        ],
    )


def test_a_workbook_with_nothing_but_a_comment_says_that_it_is_empty(
    run: Run, tmp_path: Path
) -> None:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active["B2"].comment = Comment("Ask Ada", "us")
    workbook.save(tmp_path / "cards.xlsx")

    refused = run("check", tmp_path / "cards.xlsx")

    assert (refused.exit_code, refused.stderr.splitlines()) == (
        3,
        [
            "cards.xlsx!Sheet: Comments hang on B2: they are in no document.",
            "cards.xlsx: It is empty: no cell holds anything.",
            "  Type or paste the cards into it.",
        ],
    )


def test_why_a_file_is_refused_is_said_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_text("Mood\nglad\ncalm\n")

    assert run("check", tmp_path / "cards.csv").stderr.count("Left out") == 1


def test_words_that_would_steer_the_terminal_are_shown_and_not_obeyed(
    run: Run, tmp_path: Path
) -> None:
    cards = tmp_path / "cards.csv"
    cards.write_text("Idea,Mo\x1b[2Jod\u202e\nDig,\x9b31mglad\n", encoding="utf-8")

    said = run("check", cards)

    assert "Mo�[2Jod�" in said.output
    assert not set("\x1b\x9b\u202e") & set(said.output)
