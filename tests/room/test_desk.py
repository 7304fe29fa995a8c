"""The desk: files that change underneath, a review that Excel holds or changed, a kill at any moment."""

import shutil
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline import endpoint, flow, intake, outputs, sheets
from pipeline.model import Book, Heading, Table
from pipeline.problems import NotWritten, Place, Problem
from pipeline.room.acts import Verb
from pipeline.room.asked import Refused
from pipeline.room.desk import Desk
from pipeline.room.watch import Watch
from pipeline.sheets import writing

NOON = datetime(2026, 11, 4, 12, 0)  # noqa: DTZ001 - as a clock on the wall says it
HEADS = (Heading("Card"), Heading("Idea"), Heading("Column"))
ROWS = (
    ("1", "Warm handoff within two days", "Intake"),
    ("2", "One intake form for all partners", "Intake"),
    ("3", "Bus vouchers for night classes", "Rides"),
    ("4", "Child care in the same building", None),
)


def write(path: Path, rows: tuple[tuple[str | None, ...], ...] = ROWS) -> Path:
    path.write_bytes(writing.write(Book(path.name, "", (Table("Ideas", HEADS, rows),))))
    return path


def at(*paths: Path) -> Desk:
    return Desk(paths, lambda: NOON)


def where(desk: Desk) -> dict[str, str]:
    wall = desk.seen().board.wall
    found = {idea.id: group.mark for group in wall.groups for idea in group.ideas}
    found |= {each.idea.id: "" for each in wall.not_placed}
    return found | {idea.id: "parked" for idea in wall.parking_lot}


def move(desk: Desk, card: str, to: str) -> None:
    desk.act({"what": "move", "cards": [card], "to": to})


def settle(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk look twice, the files having lain still."""
    monkeypatch.setattr("pipeline.room.watch.STILL", 0)
    desk.look()
    desk.look()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "w.xlsx")


def test_the_workbook_is_never_written_and_any_command_takes_the_review(book: Path) -> None:
    before = book.read_bytes()
    desk = at(book)
    move(desk, "1", "Rides")
    desk.act({"what": "type", "words": "A card of the room", "to": "Rides"})
    desk.save()
    assert book.read_bytes() == before
    workshop = intake.read([book, book.with_name("w.review.xlsx")])
    assert {i.id: (str(i.text), str(i.mark)) for i in workshop.ideas}["R1"] == (
        "A card of the room",
        "Rides",
    )
    assert next(i.mark for i in workshop.ideas if i.id == "1") == "Rides"


def test_after_a_kill_nothing_is_lost(book: Path) -> None:
    desk = at(book)
    move(desk, "1", "Rides")
    desk.save()
    move(desk, "2", "Parking lot")  # killed now: the review workbook does not have it
    again = at(book)
    assert where(again) == {"1": "Rides", "2": "parked", "3": "Rides", "4": ""}
    assert not [act for act in again.seen().acts if act.verb is Verb.EXCEL]
    again.save()
    assert where(at(book)) == where(again)


def test_what_is_changed_in_the_review_workbook_in_excel_comes_in_once(book: Path) -> None:
    desk = at(book)
    move(desk, "1", "Rides")
    move(desk, "2", "Rides")
    desk.save()
    review = book.with_name("w.review.xlsx")
    changed(review, {"2": "Intake", "4": "Parking lot"})
    again = at(book)
    assert where(again) == {"1": "Rides", "2": "Intake", "3": "Rides", "4": "parked"}
    lines = len(again.seen().acts)
    assert len(at(book).seen().acts) == lines
    again.act({"what": "undo"})
    assert where(again)["2"] == "Rides"


def test_a_title_agreed_in_the_review_workbook_in_excel_is_agreed_on_the_wall(book: Path) -> None:
    from openpyxl import load_workbook

    desk = at(book)
    move(desk, "4", "Rides")
    desk.save()
    review = book.with_name("w.review.xlsx")
    workbook = load_workbook(review)
    sheet = workbook["Groups"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "Rides")
    row[heads.index("Agreed")].value = "no"
    workbook.save(review)

    wall = at(book).seen().board.wall

    assert {str(each.title): each.agreed for each in wall.groups} == {
        "Intake": True,
        "Rides": False,
    }


def test_a_card_typed_in_the_review_workbook_comes_in_under_an_id_of_its_own(book: Path) -> None:
    from openpyxl import load_workbook

    desk = at(book)
    desk.act({"what": "type", "words": "Typed on the page", "to": "Rides"})
    desk.save()
    review = book.with_name("w.review.xlsx")
    workbook = load_workbook(review)
    sheet = workbook["Ideas"]
    heads = [cell.value for cell in sheet[1]]
    for words, column in (("Typed in Excel", "Intake"), ("For another day", "Parking lot")):
        row: list[str | None] = [None] * len(heads)
        row[heads.index("Idea")], row[heads.index("Column")] = words, column
        sheet.append(row)
    workbook.save(review)
    again = at(book)
    assert where(again) == {
        "1": "Intake",
        "2": "Intake",
        "3": "Rides",
        "4": "",
        "R1": "Rides",
        "R2": "Intake",
        "R3": "parked",
    }
    again.save()
    assert where(at(book)) == where(again)
    read = intake.read([book, review])
    assert {i.id: str(i.text) for i in read.ideas if i.id in {"R1", "R2", "R3"}} == {
        "R1": "Typed on the page",
        "R2": "Typed in Excel",
        "R3": "For another day",
    }


def changed(review: Path, columns: dict[str, str]) -> None:
    """Choose other columns for cards in a review workbook, as a person does in Excel."""
    from openpyxl import load_workbook

    workbook = load_workbook(review)
    sheet = workbook["Ideas"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        card = row[heads.index("Card")].value
        if isinstance(card, str) and card in columns:
            row[heads.index("Column")].value = columns[card]
    workbook.save(review)


def test_a_file_half_saved_leaves_the_wall_and_is_read_when_it_is_whole(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(book)
    whole = write(
        book.with_name("new.tmp"), (*ROWS, ("5", "Meet every month", "Rides"))
    ).read_bytes()
    book.write_bytes(whole[: len(whole) // 2])
    settle(desk, monkeypatch)
    assert len(where(desk)) == 4
    (words,) = desk.seen().trouble
    assert "w.xlsx" in words
    assert "read last" in words
    book.write_bytes(whole)
    settle(desk, monkeypatch)
    assert where(desk)["5"] == "Rides"
    assert not desk.seen().trouble


def test_a_card_changed_or_gone_underneath_is_shown(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(book)
    desk.act({"what": "move", "cards": ["1", "4"], "to": "Rides"})
    write(book, (("1", "A warm handoff within one day", "Intake"), *ROWS[1:3]))
    settle(desk, monkeypatch)
    board = desk.seen().board
    assert board.reworded == {"1": ROWS[0][1]}
    assert where(desk)["1"] == "Rides"
    assert [words for _, _, words in board.gone] == [ROWS[3][1]]
    (_, card, words) = board.gone[0]
    desk.act({"what": "let go", "card": card, "words": words})
    assert not desk.seen().board.gone
    assert where(desk)["1"] == "Rides"  # of the act before nothing else is let go
    desk.act({"what": "undo"})
    assert desk.seen().board.gone


def test_a_review_workbook_that_cannot_be_written_stops_nothing(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(book)
    move(desk, "1", "Rides")

    def held(*_: object, **__: object) -> None:
        raise NotWritten([Problem(Place("w.review.xlsx"), "It is open in another program.")])

    with monkeypatch.context() as patched:
        patched.setattr(outputs, "write", held)
        desk.save()
        (words,) = desk.seen().trouble
        assert "in the journal" in words
        move(desk, "2", "Rides")
        desk.save()
    assert where(at(book))["2"] == "Rides"
    desk.save()
    assert not desk.seen().trouble
    assert sheets.read(book.with_name("w.review.xlsx"))


def test_what_was_saved_in_excel_a_moment_ago_is_not_written_over(book: Path) -> None:
    desk = at(book)
    move(desk, "1", "Rides")
    desk.save()
    changed(book.with_name("w.review.xlsx"), {"2": "Rides"})
    move(desk, "3", "Intake")  # before anybody looked at the file again
    desk.save()
    assert where(desk) == {"1": "Rides", "2": "Rides", "3": "Intake", "4": ""}
    desk.save()
    read = intake.read([book, book.with_name("w.review.xlsx")])
    assert {i.id: str(i.mark) for i in read.ideas if i.id in "123"} == {
        "1": "Rides",
        "2": "Rides",
        "3": "Intake",
    }


def test_a_slow_save_never_overwrites_a_newer_one(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(book)
    move(desk, "1", "Rides")
    begun, go_on = threading.Event(), threading.Event()
    real = flow.review_book

    def slow(*words: Any) -> Any:
        begun.set()
        go_on.wait(20)
        return real(*words)

    monkeypatch.setattr(flow, "review_book", slow)
    first = threading.Thread(target=desk.save)
    first.start()
    assert begun.wait(20)
    monkeypatch.setattr(flow, "review_book", real)
    move(desk, "2", "Rides")
    second = threading.Thread(target=desk.save)
    second.start()
    go_on.set()
    first.join(20)
    second.join(20)
    assert not desk.seen().unsaved
    read = intake.read([book, book.with_name("w.review.xlsx")])
    assert {i.id: str(i.mark) for i in read.ideas if i.id in "12"} == {"1": "Rides", "2": "Rides"}


def test_a_journal_that_cannot_be_written_says_so_and_nothing_is_done(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(book)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outputs, "append", full)
    with pytest.raises(Refused, match="No space left"):
        move(desk, "1", "Rides")
    assert where(desk)["1"] == "Intake"


def test_two_rooms_on_one_workbook_see_one_wall(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = at(book), at(book)
    move(one, "1", "Rides")
    settle(other, monkeypatch)
    assert where(other)["1"] == "Rides"
    move(other, "2", "Rides")
    settle(one, monkeypatch)
    assert where(one) == where(other)


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("answered", [None, "no"])
def test_an_answer_that_cannot_be_read_so_is_not_kept(
    tmp_path: Path, answered: str | None, alone: bool
) -> None:
    book = tmp_path / "w.csv"
    book.write_text("Place,Sort\nCedar Bluff,hospital\nWillow Court,employer\n", encoding="utf-8")
    kept = tmp_path / "w.mapping.toml"
    desk = at(book) if alone else at(book, write(tmp_path / "cards.xlsx"))
    (sheet,) = {each.sheet for each in desk.seen().typed.readings if each.file == "w.csv"}
    if answered:
        desk.answer("w.csv", sheet, answered, {})
    before = kept.read_bytes() if kept.exists() else None
    problems = desk.seen().problems
    for columns, words in (
        ({"A": "Organization", "B": "Organization"}, "only be one column"),
        ({"B": "Type"}, "Organization"),
    ):
        with pytest.raises(Refused, match=words):
            desk.answer("w.csv", sheet, "partners", columns)
        assert (kept.read_bytes() if kept.exists() else None) == before
        assert desk.seen().problems == problems
    desk.answer("w.csv", sheet, "partners", {"A": "Organization"}, 0)
    assert len(desk.seen().typed.partners) == 3  # the first row, too


def test_an_answer_of_another_kind_is_refused(book: Path) -> None:
    desk = at(book)
    (sheet,) = {each.sheet for each in desk.seen().typed.readings}
    with pytest.raises(Refused, match="what kind of sheet"):
        desk.answer(book.name, sheet, "spaceship", {})
    assert not book.with_name("w.mapping.toml").exists()
    desk.answer(book.name, sheet, "ideas", {})
    assert book.with_name("w.mapping.toml").exists()


def test_a_folder_is_opened_without_what_the_room_wrote_there(tmp_path: Path) -> None:
    folder = tmp_path / "day"
    folder.mkdir()
    desk = at(write(folder / "w.xlsx").parent)
    move(desk, "1", "Rides")
    desk.save()
    again = at(folder)
    assert [each.name for each in again.seen().files] == ["w.xlsx"]
    assert where(again)["1"] == "Rides"
    shutil.rmtree(folder)


def test_a_workbook_put_into_the_folder_or_taken_out_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = write(tmp_path / "w.xlsx")
    desk = at(tmp_path)
    other = write(tmp_path / "z.xlsx", (("9", "Meet every month", "Meetings"),))
    settle(desk, monkeypatch)
    assert where(desk)["9"] == "Meetings"
    other.unlink()
    settle(desk, monkeypatch)
    assert "9" not in where(desk)
    assert [each.name for each in desk.seen().files] == [book.name]


def test_nothing_is_read_while_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "w.xlsx")
    desk = at(tmp_path)
    move(desk, "2", "Rides")
    settle(desk, monkeypatch)

    def read(*_: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr("pipeline.folders.look", read)
    monkeypatch.setattr("pipeline.intake.undecided", read)
    move(desk, "1", "Rides")  # what is written here is known without a look
    for _ in range(5):
        desk.look()
    assert where(desk)["1"] == "Rides"
    assert not desk.seen().trouble


def test_a_watch_waits_until_a_file_lies_still(tmp_path: Path) -> None:
    now = 0.0
    path = tmp_path / "w.csv"
    path.write_text("1")
    watch = Watch(lambda: now)
    watch.took([path])
    assert not watch.changed([path])
    path.write_text("22")
    assert not watch.changed([path])
    now += 0.15
    path.write_text("333")
    assert not watch.changed([path])
    now += 0.25
    assert not watch.changed([path])
    now += 0.1
    assert watch.changed([path])
    watch.took([path])
    assert not watch.changed([path])


def test_the_review_workbook_is_written_a_moment_after_the_last_act(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    desk = Desk([book], lambda: NOON, clock=lambda: now)
    review = book.with_name("w.review.xlsx")

    def later(seconds: float) -> None:
        nonlocal now
        now += seconds
        desk.save_if_calm()

    move(desk, "1", "Rides")
    later(0.9)
    move(desk, "2", "Rides")  # somebody goes on: it waits
    later(0.9)
    assert not review.exists()
    later(0.2)
    assert review.exists()

    tries: list[float] = []
    monkeypatch.setattr(flow, "review_book", lambda *_: refuse(tries, now))
    move(desk, "3", "Intake")
    for _ in range(100):  # ten seconds in which it cannot be written
        later(0.1)
    assert 8 <= len(tries) <= 11


def refuse(tries: list[float], now: float) -> None:
    tries.append(now)
    raise NotWritten([Problem(Place("w.review.xlsx"), "It is open in another program.")])


def test_the_files_are_looked_at_a_few_times_a_second(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(book)
    passed = looks = 0.0

    def wait(seconds: float) -> bool:
        nonlocal passed
        passed += seconds
        return passed > 10

    def look() -> None:
        nonlocal looks
        looks += 1

    monkeypatch.setattr(desk._stopped, "wait", wait)
    monkeypatch.setattr(desk, "look", look)
    desk._look_on()
    assert 20 <= looks <= 40


LOOSE = tuple((str(n), words, None) for n, words in enumerate((
    "Bus vouchers for night classes", "Rides to the job fair", "A van for the night shift",
    "Child care in the same building", "Evening child care", "Baby sitters who know the college",
    "One intake form for all partners", "A shared form at the front desk", "The form in three languages",
), 1))  # fmt: skip


def test_groups_are_hung_as_proposals_all_of_them_or_a_few(tmp_path: Path) -> None:
    desk = at(write(tmp_path / "w.xlsx", LOOSE))
    desk.think()
    desk.act({"what": "groups", "few": True})
    board = desk.seen().board
    few = [len(group.ideas) for group in board.wall.groups]
    assert len(few) > 1
    assert max(few) == 2
    assert all(idea.proposed for group in board.wall.groups for idea in group.ideas)
    desk.act({"what": "undo"})
    desk.think()
    desk.act({"what": "groups"})
    assert not desk.seen().board.wall.not_placed
    (first, *_) = desk.seen().board.wall.groups
    desk.act({"what": "move", "cards": [first.ideas[0].id], "to": first.mark})
    after = {
        idea.id: idea.proposed for group in desk.seen().board.wall.groups for idea in group.ideas
    }
    assert [card for card, proposed in after.items() if not proposed] == [first.ideas[0].id]
    desk.save()
    read = intake.read([tmp_path / "w.xlsx", tmp_path / "w.review.xlsx"])
    assert {idea.id for idea in read.ideas if idea.proposed} == {c for c, p in after.items() if p}


def test_groups_are_hung_for_one_workshop_question_at_a_time(tmp_path: Path) -> None:
    asked = {True: "What works?", False: "What would you change?"}
    rows = "".join(f"{n},{words},{asked[n == '1']}\n" for n, words, _ in LOOSE)
    book = tmp_path / "w.csv"
    book.write_text(f"Card,Idea,Workshop question\n{rows}", encoding="utf-8")
    desk = at(book)
    desk.act({"what": "column", "title": "Rides", "question": "What works?"})
    desk.think()
    with pytest.raises(Refused, match="in columns already"):
        desk.act({"what": "groups", "question": "What works?"})
    desk.act({"what": "groups", "question": "What would you change?"})
    groups = desk.seen().board.wall.groups
    assert {str(group.question) for group in groups if group.ideas} == {"What would you change?"}
    assert [str(each.idea.id) for each in desk.seen().board.wall.not_placed] == ["1"]


def test_the_answer_of_a_model_is_kept_checked_and_only_proposed(tmp_path: Path) -> None:
    desk = at(write(tmp_path / "w.xlsx", LOOSE))
    asked = desk.asking()
    assert all(words in asked for _, words, _ in LOOSE)
    answer = "Getting there\n- 1\n- 2\n- 3\n\nWho minds the children\n- 4\n- 5\n\nOne way in\n- 7\n- 8\n- 99 A card that nobody wrote\n"
    notices = desk.offer(answer, "a model")
    assert any("99" in str(each) or "nobody wrote" in str(each) for each in notices)
    desk.think()
    wall = desk.seen().thought.wall
    assert str(wall.groups[0].title) == "Getting there"
    assert not desk.seen().board.wall.groups
    again = at(tmp_path / "w.xlsx")
    again.think()
    assert [str(g.title) for g in again.seen().thought.wall.groups] == [
        str(g.title) for g in wall.groups
    ]
    again.act({"what": "undo"})
    again.think()
    assert not any(group.offered_by for group in again.seen().thought.wall.groups)


def test_a_model_on_this_computer_is_asked_only_when_it_is_pressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_: endpoint.Helper, prompt: str) -> str:
        asked.append(prompt)
        return "Getting there\n- 1\n- 2\n- 3\n\nWho minds the children\n- 4\n- 5\n- 6\n"

    monkeypatch.setattr(endpoint, "answer", answer)
    helper = endpoint.find("http://127.0.0.1:11434", "small")
    desk = Desk([write(tmp_path / "w.xlsx", LOOSE)], lambda: NOON, helper=helper)
    desk.think()
    assert not asked
    desk.ask_helper()
    for _ in range(200):
        if any(act.verb is Verb.OFFER for act in desk.seen().acts):
            break
        time.sleep(0.02)
    desk.think()
    assert asked == [at(tmp_path / "w.xlsx").asking()]
    assert {group.offered_by for group in desk.seen().thought.wall.groups if group.offered_by} == {
        "small"
    }
    with pytest.raises(Refused, match="No language model"):
        at(tmp_path / "w.xlsx").ask_helper()


def test_a_folder_without_a_workbook_says_so_and_takes_in_the_first_one_saved_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(tmp_path)

    (problem,) = desk.seen().problems
    assert problem.place.file == str(tmp_path)
    assert problem.message == "No .xlsx or .csv is in this folder."

    write(tmp_path / "w.xlsx")
    settle(desk, monkeypatch)

    assert len(where(desk)) == 4
    assert desk.seen().problems == ()
