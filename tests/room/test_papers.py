"""The documents of the room: drawn up, made, edits kept, nothing replaced without a yes."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from room.test_desk import at, move, write

from pipeline import flow, openxml, outputs
from pipeline.model import Document
from pipeline.problems import NotWritten, Place, Problem
from pipeline.room.asked import Refused
from pipeline.room.papers import Papers, State

DAY = date(2026, 11, 4)


def settled(papers: Papers) -> State:
    """Return how far they are once nothing is done any more."""
    for _ in range(1200):
        state = papers.state()
        if not state.doing:
            return state
        time.sleep(0.05)
    raise AssertionError(papers.state())


def looked(papers: Papers) -> State:
    papers.look()
    return settled(papers)


def made(papers: Papers, *, replaced: bool = False) -> State:
    papers.make(replaced=replaced)
    return settled(papers)


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(at(write(tmp_path / "w.xlsx")), DAY)


def test_looking_writes_nothing_and_says_what_would_be(papers: Papers) -> None:
    state = looked(papers)
    assert state.fresh
    assert "outcomes.docx" in [each.filename for each in state.papers]
    outcomes = next(each for each in state.papers if each.filename == "outcomes.docx")
    assert any("Warm handoff" in line for line in outcomes.lines)
    assert not outcomes.written
    assert papers.folder is not None
    assert not papers.folder.exists()
    assert "mou-draft" in {each.offered.name for each in state.not_made}


def test_a_document_is_shown_by_its_first_lines(tmp_path: Path) -> None:
    rows = tuple((str(n), f"{n:02} {'words ' * 40}", "Rides") for n in range(20))
    state = looked(Papers(at(write(tmp_path / "w.xlsx", rows)), DAY))
    outcomes = next(each for each in state.papers if each.filename == "outcomes.docx")
    assert len(outcomes.lines) == 6
    assert max(map(len, outcomes.lines)) == len("…") + 160


def test_a_blank_says_in_which_cell_it_is_typed_and_what_is_filled_in_by_hand(
    workshop: Path,
) -> None:
    state = looked(Papers(at(*sorted(workshop.glob("*.xlsx"))), DAY))
    draft = next(each for each in state.papers if each.filename == "mou-draft.docx")
    typed_in = {each.what: each.typed_in for each in draft.missing}
    assert typed_in["lead of step A02"] == "workshop.xlsx!Actions!D3"
    assert typed_in["lead of step A05"] == "workshop.xlsx!Actions!D6"
    assert not typed_in["days of notice"]


def test_progress_is_told_a_few_times_a_second(papers: Papers) -> None:
    now = 100.0
    papers.clock = lambda: now
    before = papers.desk.seen().version
    for _ in papers._track(range(200), "Making the documents"):
        now += 0.05
    told = papers.desk.seen().version - before
    assert 25 <= told <= 40  # in ten seconds
    assert papers.state().of == 200


def test_what_was_decided_on_the_wall_is_in_the_documents(papers: Papers) -> None:
    move(papers.desk, "4", "Rides")
    papers.desk.act(
        {"what": "title", "column": "Rides", "title": "Help to get there", "agreed": True}
    )
    state = made(papers)
    assert "files lie in" in state.made
    assert papers.folder is not None
    assert (papers.folder / "outcomes.docx").is_file()
    words = openxml.text((papers.folder / "outcomes.docx").read_bytes())
    assert "Help to get there" in words


def test_a_workbook_that_a_person_saved_is_not_replaced_without_a_yes(papers: Papers) -> None:
    made(papers)
    assert papers.folder is not None
    ledger = papers.folder / "ledger.xlsx"
    workbook = load_workbook(ledger)
    workbook.worksheets[0]["A1"] = "mine"
    workbook.save(ledger)
    mine = ledger.read_bytes()
    move(papers.desk, "4", "Rides")
    state = made(papers)
    assert "Say yes first: ledger.xlsx" in state.made
    assert ledger.read_bytes() == mine
    assert [each.filename for each in state.papers if each.replaced] == ["ledger.xlsx"]
    made(papers, replaced=True)
    assert ledger.read_bytes() != mine
    assert mine in [each.read_bytes() for each in papers.folder.glob("ledger (before*).xlsx")]


def test_edits_in_word_are_kept_and_said(papers: Papers) -> None:
    from docx import Document as Word

    made(papers)
    assert papers.folder is not None
    path = papers.folder / "outcomes.docx"
    document = Word(str(path))
    document.add_paragraph("A sentence of mine.")
    document.save(str(path))
    move(papers.desk, "4", "Rides")
    state = looked(papers)
    assert "kept" in next(each.edited for each in state.papers if each.filename == "outcomes.docx")
    made(papers)
    assert "A sentence of mine." in [each.text for each in Word(str(path)).paragraphs]


def test_a_file_that_is_not_ours_stops_it_in_words(papers: Papers) -> None:
    assert papers.folder is not None
    papers.folder.mkdir()
    (papers.folder / "outcomes.docx").write_bytes(b"not ours")
    state = looked(papers)
    assert any("not touched" in each.message for each in state.problems)
    assert (papers.folder / "outcomes.docx").read_bytes() == b"not ours"


def test_nothing_is_made_before_the_last_answer(tmp_path: Path) -> None:
    book = tmp_path / "notes.csv"
    book.write_text("Get people to work,Talk to each other\nBus vouchers for night classes,One intake form\nRides to the job fair,A monthly meeting of all\n", encoding="utf-8")  # fmt: skip
    papers = Papers(at(book), DAY)
    assert papers.desk.seen().asked()
    with pytest.raises(Refused, match="Answer first"):
        papers.make(replaced=False)
    assert not (tmp_path / "outputs").exists()


def test_a_document_is_asked_for_by_its_number_alone(papers: Papers) -> None:
    with pytest.raises(Refused, match="not there yet"):
        papers.path(0)
    state = made(papers)
    number = next(each.number for each in state.papers if each.filename == "outcomes.docx")
    assert papers.path(number).name == "outcomes.docx"
    with pytest.raises(Refused):
        papers.path(9999)


def test_a_review_that_excel_holds_keeps_no_document_from_being_made(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(papers.desk, "4", "Rides")
    papers.desk.save()
    papers.desk.act({"what": "title", "column": "Rides", "title": "Help to get there", "agreed": True})  # fmt: skip
    review = papers.desk.review
    assert review
    assert papers.folder
    before = review.read_bytes()
    write = outputs.write

    def held(documents: list[Document], folder: Path, **how: Any) -> Sequence[Path]:
        if folder == review.parent:
            raise NotWritten([Problem(Place(review.name), "It is open in another program.")])
        return write(documents, folder, **how)

    with monkeypatch.context() as patched:
        patched.setattr(outputs, "write", held)
        assert looked(papers).fresh
        assert not looked(papers).doing  # and it is not drawn up on and on
        state = made(papers)
        assert "w.review.xlsx is not written yet" in state.made
        assert any("Close it in Excel" in words for words in papers.desk.seen().trouble)
    outcomes = (papers.folder / "outcomes.docx").read_bytes()
    assert "Help to get there" in openxml.text(outcomes)
    assert review.read_bytes() == before

    papers.desk.save()  # Excel lets go
    assert review.read_bytes() != before
    state = made(papers)
    assert "not written yet" not in state.made
    assert (papers.folder / "outcomes.docx").read_bytes() == outcomes


def test_decisions_that_no_workbook_can_hold_stop_it_in_words(
    papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many(*_: object) -> None:
        raise NotWritten([Problem(Place("w.review.xlsx"), "No sheet holds that many rows.")])

    move(papers.desk, "4", "Rides")
    monkeypatch.setattr(flow, "review_book", too_many)
    assert [each.message for each in made(papers).problems] == ["No sheet holds that many rows."]
    assert papers.folder
    assert not papers.folder.exists()
