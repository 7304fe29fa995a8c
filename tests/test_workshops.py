"""Whatever a workshop's workbook holds, one judge finds nothing lost, nothing ready too early."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from judge import Run, judge, make, readable, reads_back, written_books
from workshops import books, decide, decisions, save

from pipeline import flow, intake
from pipeline.problems import PipelineError

TRIES = 400 if os.environ.get("TORTURE") else 12
TRIED = settings(
    max_examples=TRIES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink one would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip


@TRIED
@given(books())
def test_nothing_of_a_workshop_is_lost(
    tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("workshop")
    workshop = save(drawn, folder / "w.xlsx")

    run = make([workshop.path])

    if isinstance(run, PipelineError):
        assert_refused_well(run)
        return
    judge(run, workshop.typed)
    for document in run.made.documents:
        readable(document)


@TRIED
@given(books(), decisions())
def test_nothing_is_lost_when_a_review_decides(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: dict[str, object],
    decided: list[tuple[str, str]],
) -> None:
    folder = tmp_path_factory.mktemp("review")
    workshop = save(drawn, folder / "w.xlsx")
    try:
        found = intake.read([workshop.path])
        with written_books() as written:
            wall, _ = flow.hang(found)
            document, _ = flow.review_book(found, wall, "review.xlsx")
    except PipelineError as refused:
        assert_refused_well(refused)
        return
    for book, content in written:
        reads_back(book, content)
    (folder / "review.xlsx").write_bytes(document.content)
    decide(folder / "review.xlsx", decided)

    run = make([workshop.path, folder / "review.xlsx"])

    if isinstance(run, Run):
        judge(run, workshop.typed)
    else:
        assert_refused_well(run)


def assert_refused_well(refused: PipelineError) -> None:
    """Each problem names a file and says something; that it says where is asked of every one."""
    assert refused.problems
    for problem in refused.problems:
        assert problem.place.file
        assert problem.message.strip()


def test_the_judge_finds_what_is_planted(tmp_path: Path) -> None:
    """A judge that can find nothing would be no judge."""
    (tmp_path / "w.csv").write_text(
        "Card,Idea,Title\nN1,Rides to work,One door\n", encoding="utf-8"
    )
    run = make([tmp_path / "w.csv"])
    assert isinstance(run, Run)

    judge(run, {("w.csv", "w", "B2"): "Rides to work"})
    with pytest.raises(AssertionError):
        judge(run, {("w.csv", "w", "B9"): "never read"})
    (book, content), *_ = run.books
    with pytest.raises(AssertionError):
        reads_back(book.__class__(book.filename, book.title, book.tables[:-1]), content)
