"""Several sites stand side by side in the order they were read; no site is ranked, no person told on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import flow, proof, reading, scoring
from pipeline.deliverables import assessment_report, assessment_rollup
from pipeline.model import (
    Answer,
    Cell,
    Findings,
    Instrument,
    Item,
    Reply,
    Response,
    Role,
    Sheet,
    Typed,
    Wall,
    Workshop,
)
from pipeline.openxml import outline
from pipeline.problems import Place
from pipeline.word import Template

TEMPLATES = Path(__file__).parent.parent / "templates"
TEXTS = {"V1": "Agencies share one vision", "V2": "Leaders wrote it", "P1": "One agenda serves it"}


@pytest.fixture(scope="module")
def template() -> Template:
    return Template(TEMPLATES / "assessment-rollup.docx", style=TEMPLATES / "house-style.docx")


def form(texts: dict[str, str] = TEXTS) -> Instrument:
    vision = tuple(Item(each, text) for each, text in texts.items() if each[0] == "V")
    policy = tuple(Item(each, text) for each, text in texts.items() if each[0] == "P")
    return Instrument("form", "A check", (Role("1", "Vision", vision), Role("2", "Policy", policy)))


def filled(site: str, *replies: Reply, texts: dict[str, str] = TEXTS) -> Response:
    answers = tuple(
        Answer(item, text, reply, Typed(reply.value, Place(f"{site}.csv", site, f"A{row}")))
        for row, ((item, text), reply) in enumerate(zip(texts.items(), replies, strict=True), 2)
    )
    return Response(site, "", answers, form(texts))


def rolled(
    template: Template, *responses: Response, least: int = 3, then: Sequence[Response] = ()
) -> str:
    scores = scoring.score(responses, None)
    changes, _ = scoring.compare(scores, scoring.score(then, None))
    found = Findings(
        Workshop(),
        Wall(),
        scores,
        (),
        date(2026, 11, 4),
        least=least,
        changes=changes,
        texts=flow.texts(None),
    )
    (draft,) = assessment_rollup.drafts(found)
    content = template.fill(draft.context).content
    assert proof.check(content, draft.filename) == ()
    return outline(content)


def rows(text: str) -> Sequence[str]:
    return [line.removeprefix("[row] ") for line in text.splitlines() if line.startswith("[row]")]


Y, P, N, B = Reply.YES, Reply.PARTIALLY, Reply.NO, Reply.BLANK


def test_the_template_mentions_all_that_is_offered_and_no_more(template: Template) -> None:
    assert template.requires().differences(assessment_rollup.Context) == ()


def test_one_site_needs_no_roll_up() -> None:
    scores = scoring.score([filled("Dune", Y, N, B)], None)
    found = Findings(Workshop(), Wall(), scores, (), date(2026, 11, 4), texts=flow.texts(None))

    assert [draft.filename for draft in assessment_report.drafts(found)] == [
        "assessment-report.docx"
    ]


def test_forms_of_one_role_are_not_counted_twice(template: Template) -> None:
    texts = {item: text for item, text in TEXTS.items() if item[0] == "V"}
    one = tuple(
        replace(each, form=replace(form(), roles=form().roles[:1]))
        for each in (filled("Zeal", N, N, texts=texts), filled("Alder", Y, Y, texts=texts))
    )
    assert "[Heading 2] Role by role" not in rolled(template, *one)
    assert "[Heading 2] Role by role" in rolled(
        template, filled("Zeal", N, N, B), filled("Alder", Y, Y, P)
    )


def test_sites_stand_in_the_order_they_were_read_and_nothing_ranks_them(template: Template) -> None:
    text = rolled(template, filled("Zeal", N, N, B), filled("Alder", Y, Y, P))

    assert rows(text)[:6] == [
        "Site | Yes | Partially | No | Not clear | Answered",
        "Zeal | 0 | 0 | 2 | 1 | 2 of 3",
        "Alder | 2 | 1 | 0 | 0 | 3 of 3",
        "Role | Z | A",
        "Vision | 0 / 0 / 2 / 0 | 2 / 0 / 0 / 0",
        "Policy | 0 / 0 / 0 / 1 | 0 / 1 / 0 / 0",
    ]
    assert "The initials stand for the sites: Z is Zeal; A is Alder." in text
    assert "%" not in text


def test_each_item_stands_once_with_the_sites_that_answered_it_so(template: Template) -> None:
    text = rolled(template, filled("Zeal", N, Y, B), filled("Alder", N, Y, P))

    at = rows(text).index("Item | What it says | Yes | Partially | No | Not clear")
    assert rows(text)[at + 1 :] == [
        "V1 | Agencies share one vision | 0 | 0 | 2 (Z, A) | 0",
        "V2 | Leaders wrote it | 2 (Z, A) | 0 | 0 | 0",
        "P1 | One agenda serves it | 0 | 1 (A) | 0 | 1 (Z)",
    ]


def test_sites_that_begin_alike_are_told_apart(template: Template) -> None:
    sites = [filled(name, N, Y, Y) for name in ("State of Alder", "South Arbor", "elm")]
    text = rolled(template, *sites)

    assert "SA is State of Alder; SA2 is South Arbor; e is elm." in text
    assert "V1 | Agencies share one vision | 0 | 0 | 3 (SA, SA2, e) | 0" in rows(text)


def test_a_role_that_a_form_does_not_have_is_said(template: Template) -> None:
    texts = {item: text for item, text in TEXTS.items() if item[0] == "V"}
    text = rolled(template, filled("Zeal", N, N, B), filled("Alder", Y, Y, texts=texts))

    assert "Policy | 0 / 0 / 0 / 1 | Not on its form" in rows(text)


def test_a_site_of_two_people_is_named_and_not_broken_down(template: Template) -> None:
    two = (filled("Zeal", N, N, N), filled("Zeal", Y, N, N))

    text = rolled(template, *two, filled("Alder", Y, Y, Y))

    assert (
        "[Normal] Not broken down: Zeal. Fewer than 3 people answered there, each on a form of "
        "their own, so counts could tell what one person said. Their answers are in no count here."
    ) in text
    assert [row for row in rows(text) if "Zeal" in row] == []
    assert "Of 3 answers asked for, one for each item and site, 3 came to yes" in text


def test_the_least_number_of_people_is_for_the_user_to_say(template: Template) -> None:
    two = (filled("Zeal", N, N, N), filled("Zeal", Y, N, N))

    text = rolled(template, *two, filled("Alder", Y, Y, Y), least=2)

    assert "Zeal | 0 | 0 | 2 | 1 | 2 of 3" in rows(text)
    assert "Not broken down" not in text


def test_items_that_differ_between_forms_are_said(template: Template) -> None:
    other = {"V1": "Agencies share a budget", "V2": TEXTS["V2"]}

    text = rolled(template, filled("Zeal", Y, Y, Y), filled("Alder", Y, Y, texts=other))

    _, _, after = text.partition("[Heading 2] Where the forms differ\n")
    assert after.splitlines()[:2] == [
        "[List Bullet] V1 reads Agencies share a budget at Alder, and otherwise at Zeal.",
        "[List Bullet] P1 One agenda serves it: not on the form from Alder.",
    ]


def test_many_sites_are_counted_not_listed(template: Template) -> None:
    sites = [filled(f"Site {name}", N, Y, Y) for name in "ABCDEFG"]

    text = rolled(template, *sites)
    assert "V1 | Agencies share one vision | 0 | 0 | 7 | 0" in rows(text)
    assert "Role by role" not in text


def test_what_moved_is_told_site_by_site_and_not_of_a_site_kept_back(template: Template) -> None:
    two = (filled("Zeal", N, N, N), filled("Zeal", Y, N, N))
    then = [filled("Alder", N, Y, Y), filled("Zeal", Y, Y, Y)]

    text = rolled(template, *two, filled("Alder", P, Y, Y), then=then)

    _, _, after = text.partition("[Heading 2] What moved since the earlier forms\n")
    assert after.splitlines()[:5] == [
        "[Heading 3] Alder",
        "[Normal] The earlier form is in Alder.csv. 3 items stand on both forms: 1 was answered differently, 2 the same.",
        "[row] Item | What it says | Earlier | Now",
        "[row] V1 | Agencies share one vision | no | partially",
        "[Heading 3] How the numbers were made",
    ]


def sheet(name: str) -> Sheet:
    lines = [("Yes", "No", "Partially", "Statement"), ("", "", "", "Vision"), ("x", "", "", "V1 Agencies share it"), ("", "x", "", "V2 Leaders wrote it")]  # fmt: skip
    cells = [
        Cell(row, column, words, words)
        for row, line in enumerate(lines, 1)
        for column, words in enumerate(line, 1)
        if words
    ]
    return Sheet("workshop.xlsx", name, tuple(cells))


DETAILS = Sheet(
    "workshop.xlsx",
    "Details",
    tuple(
        Cell(row, column, words, words)
        for row, line in enumerate([("Field", "Value"), ("Site or state", "Alder")], 1)
        for column, words in enumerate(line, 1)
    ),
)


def test_of_several_sheets_each_says_its_own_site() -> None:
    alone = reading.understand([DETAILS, sheet("Birchmont")])
    several = reading.understand([DETAILS, sheet("Birchmont"), sheet("Caldera"), sheet("Form 3")])

    assert [each.site for each in alone.responses] == ["Alder"]
    assert [each.site for each in several.responses] == ["Birchmont", "Caldera", "Alder"]


def test_make_writes_the_roll_up_beside_the_reports(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    head = "Yes,No,Partially,Statement\n,,,Vision\n"
    for site in ("Dune", "Elm"):
        (tmp_path / f"{site}.csv").write_text(f"{head}x,,,V1 Agencies share it\n,x,,V2 Leaders\n")

    result = run("make", tmp_path, "--only", "assessment-report", "--out", tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "assessment-report-dune.docx",
        "assessment-report-elm.docx",
        "assessment-rollup.docx",
    ]
