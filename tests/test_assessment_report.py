"""A report tells a site where it stands: counts first, gaps printed as gaps, nothing judged."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline import flow, proof, scoring
from pipeline.deliverables import assessment_report
from pipeline.model import (
    Action,
    Answer,
    Details,
    Findings,
    Instrument,
    Item,
    Reply,
    Response,
    Role,
    Typed,
    Wall,
    Workshop,
)
from pipeline.openxml import outline
from pipeline.problems import Place
from pipeline.word import Template

TEMPLATES = Path(__file__).parent.parent / "templates"
FILE, SHEET = "form.xlsx", "Assessment"


@pytest.fixture(scope="module")
def template() -> Template:
    return Template(TEMPLATES / "assessment-report.docx", style=TEMPLATES / "house-style.docx")


def typed(words: str, cell: str) -> Typed:
    return Typed(words, Place(FILE, SHEET, cell))


VISION = Role(
    "1",
    typed("Shared Vision", "D2"),
    (
        Item("V1", typed("Agencies share one vision", "D3")),
        Item("V2", typed("Leaders wrote it together", "D4")),
        Item("V3", typed("It is spoken up for in public", "D5")),
    ),
)
POLICY = Role(
    "2",
    typed("Policy Alignment", "D6"),
    (
        Item("P1", typed("One agenda serves the vision", "D7")),
        Item("P2", typed("Rule changes are coordinated", "D8")),
    ),
)
FORM = Instrument(FILE, "Self-assessment", (VISION, POLICY))
YES_AND_PARTIALLY = (Reply.YES, Reply.PARTIALLY)


def answer(item: Item, reply: Reply, words: str, cell: str, note: str = "") -> Answer:
    given = YES_AND_PARTIALLY if reply is Reply.CONFLICT else ()
    return Answer(item.id, item.text, reply, typed(words, cell), typed(note, "E3"), given)


def alder(note: str = "", site: str = "Alder") -> Response:
    v1, v2, v3 = VISION.items
    p1, p2 = POLICY.items
    answers = (
        answer(v1, Reply.YES, "x", "A3", note),
        answer(v2, Reply.PARTIALLY, "x", "C4"),
        answer(v3, Reply.NO, "x", "B5"),
        answer(p1, Reply.BLANK, "", "A7"),
        answer(p2, Reply.CONFLICT, "x, x", "A8, C8"),
    )
    return Response(site, "", answers, FORM)


def step(name: str, words: str, *items: str, status: str = "") -> Action:
    cells = tuple(typed(item, "L2") for item in items)
    return Action(typed(name, "A2"), typed(words, "C2"), status=typed(status, "K2"), items=cells)


def findings(*responses: Response, actions: tuple[Action, ...] = (), site: str = "") -> Findings:
    details = Details(site=typed(site, "B5"))
    workshop = Workshop(details, responses=responses, actions=actions)
    scores = scoring.score(responses, None)
    return Findings(workshop, Wall(), scores, (), date(2026, 11, 4), texts=flow.texts(None))


def report(template: Template, found: Findings) -> str:
    (draft,) = assessment_report.drafts(found)
    return outline(template.fill(draft.context).content)


def section(text: str, heading: str) -> list[str]:
    """Return the lines of the outline under `heading`."""
    _, _, after = text.partition(f"] {heading}\n")
    lines = after.splitlines()
    end = next((n for n, line in enumerate(lines) if line.startswith("[Heading")), len(lines))
    return lines[:end]


def test_the_template_mentions_all_that_is_offered_and_no_more(template: Template) -> None:
    offered = assessment_report.TEMPLATES["assessment-report.docx"]

    differences = template.requires().differences(offered)

    assert [each for each in differences if not each.startswith("BarChart.")] == []


def test_there_is_no_report_without_answers() -> None:
    assert assessment_report.missing(findings()) == "no assessment answers were read"
    assert assessment_report.missing(findings(alder())) == ""


def test_it_begins_with_the_site_the_counts_and_what_it_is_not(template: Template) -> None:
    text = report(template, findings(alder()))

    assert "[property title] Self-assessment report: Alder" in text
    assert "[Kicker] Alder" in text
    assert (
        "[Draft Notice] A start for talk, not a grade. Draft of November 4, 2026: answers stand as "
        "typed, and the team confirms them."
    ) in text
    assert (
        "[Lead] 3 of 5 items have a clear answer: 1 yes, 1 partially and 1 no. "
        "Of the other 2, 1 was answered in more than one way and 1 was left blank."
    ) in text


def test_a_role_without_a_clear_answer_has_no_share(template: Template) -> None:
    text = report(template, findings(alder()))

    assert [line for line in section(text, "Where we stand") if line.startswith("[row]")] == [
        "[row] Role | Yes | Partially | No | Not clear | Answered | Share",
        "[row] Shared Vision | 1 | 1 | 1 | 0 | 3 of 3 | 50%",
        "[row] Policy Alignment | 0 | 0 | 0 | 2 | 0 of 2 | No share",
        "[row] All roles | 1 | 1 | 1 | 2 | 3 of 5 | 50%",
    ]


def test_the_chart_says_its_numbers_to_those_who_cannot_see_it(template: Template) -> None:
    text = report(template, findings(alder()))

    (chart,) = [line for line in text.splitlines() if line.startswith("[chart]")]
    assert chart == (
        "[chart] Answers by role, in all 1 yes, 1 partially and 1 no, 2 not clear. "
        "The table above gives each role."
    )
    assert len(chart) < 150


def test_every_item_stands_under_its_role_with_its_answer_in_words(template: Template) -> None:
    text = report(template, findings(alder(note="since May")))

    assert section(text, "Shared Vision") == [
        "[row] Item | What it says, and the note beside it | Answer | Step",
        "[row] V1 | Agencies share one vision / Note: since May | Yes | None",
        "[row] V2 | Leaders wrote it together | Partially | No step yet",
        "[row] V3 | It is spoken up for in public | No | No step yet",
    ]
    assert section(text, "Policy Alignment") == [
        "[Normal] Nothing was answered clearly here, so this role has no share.",
        "[row] Item | What it says, and the note beside it | Answer | Step",
        "[row] P1 | One agenda serves the vision | Left blank | No step yet",
        "[row] P2 | Rule changes are coordinated | Two answers: Yes and Partially | No step yet",
    ]


def test_each_item_stands_in_one_table_and_at_most_once_more(template: Template) -> None:
    lines = report(template, findings(alder())).splitlines()

    for item in (*VISION.items, *POLICY.items):
        named = [line for line in lines if item.text in line]
        assert sum(line.startswith("[row]") for line in named) == 1
        assert len(named) <= 2


def test_a_template_that_reads_like_its_document() -> None:
    """Counted in Word: 178 tags before."""
    with ZipFile(TEMPLATES / "assessment-report.docx") as package:
        words = package.read("word/document.xml")

    assert words.count(b"{{") + words.count(b"{%") <= 80


def test_people_who_answer_apart_are_counted_answer_by_answer(template: Template) -> None:
    p1, p2 = POLICY.items
    form = Instrument(FILE, "Self-assessment", (POLICY,))
    said = (
        (Reply.NOT_APPLICABLE, Reply.BLANK, Reply.NO, Reply.PARTIALLY, Reply.NO),
        (Reply.YES,) * 5,
    )
    people = [
        Response(
            "Alder",
            f"person {n}",
            (
                answer(p1, said[0][n], said[0][n].value, f"A{n + 2}"),
                answer(p2, said[1][n], "yes", f"B{n + 2}"),
            ),
            form,
        )
        for n in range(5)
    ]
    text = report(template, findings(*people))

    assert (
        "[row] P1 | One agenda serves the vision | "
        "Answers differ: 1 partially, 2 no, 1 left blank and 1 not applicable | No step yet"
    ) in section(text, "Policy Alignment")
    assert "[row] All roles" not in text, "one role needs no sum"
    assert "There are 2 items, so one answer moves the share by up to 50 points." in text


def test_it_says_what_to_talk_about_first(template: Template) -> None:
    text = report(template, findings(alder(), actions=(step("A01", "Speak up", "V3"),)))

    assert section(text, "Start here") == [
        "[Normal] Of 4 gaps, 1 has a step and 3 have none yet.",
        "[List Bullet] P2 Rule changes are coordinated (Two answers: Yes and Partially)",
        "[List Bullet] P1 One agenda serves the vision (Left blank)",
        "[List Bullet] V2 Leaders wrote it together (Partially, no step yet)",
    ]
    assert section(text, "Strengths to build on") == [
        "[Normal] Answered yes: V1 Agencies share one vision."
    ]


@pytest.mark.parametrize(
    ("left", "more"), [(5, ""), (6, "1 more point stands in the tables that follow.")]
)
def test_of_many_points_the_first_five_are_named(left: int, more: str, template: Template) -> None:
    items = tuple(Item(f"L{n}", typed(f"Statement {n}", f"D{n + 3}")) for n in range(left + 1))
    form = Instrument(FILE, "Self-assessment", (Role("1", typed("Long", "D2"), items),))
    replies = [Reply.YES, *(Reply.NO,) * left]
    answers = tuple(
        answer(each, reply, "x", "A3") for each, reply in zip(items, replies, strict=True)
    )
    lines = section(report(template, findings(Response("Alder", "", answers, form))), "Start here")

    assert (
        lines[0]
        == f"[Normal] Of {left} gaps, 0 have a step and {left} have none yet. {more}".strip()
    )
    assert lines[1] == "[List Bullet] L1 Statement 1 (No, no step yet)"
    assert len(lines) == 6


def test_questions_ask_and_do_not_judge(template: Template) -> None:
    text = report(template, findings(alder()))

    assert section(text, "Questions for the team") == [
        "[List Number] What would settle which answer holds for P2?",
        "[List Number] What is the answer to P1: does nobody know yet, or was it skipped?",
        "[List Number] What would it take to answer yes to V3, and where to begin?",
        "[List Number] What is in place already, and what is missing, for V2?",
        "[List Number] What makes V1 work, and could that help with a gap?",
    ]


def test_each_gap_stands_once_with_its_steps_or_as_open(template: Template) -> None:
    steps = (
        step("A01", "Agree one agenda", "p1", "V2"),
        step("A02", "Write it down", "V2"),
        step("A03", "Given up", "V3", status="Dropped"),
        step("A04", "Somewhere else", "Z9"),
    )

    text = report(template, findings(alder(), actions=steps))

    lines = [line for line in text.splitlines() if line.startswith("[row] ")]
    assert [line for line in lines if line.split(" | ")[0][6:8] in ("V2", "V3", "P1", "P2")] == [
        "[row] V2 | Leaders wrote it together | Partially | A01: Agree one agenda; A02: Write it down",
        "[row] V3 | It is spoken up for in public | No | No step yet",
        "[row] P1 | One agenda serves the vision | Left blank | A01: Agree one agenda",
        "[row] P2 | Rule changes are coordinated | Two answers: Yes and Partially | No step yet",
    ]
    assert "[Normal] Of 4 gaps, 2 have a step and 2 have none yet." in text
    assert "[Source Note] Step A04 names item Z9, which this form does not have." in text


def test_a_step_stands_with_its_first_words_and_many_with_their_ids(template: Template) -> None:
    long = "Agree one agenda that serves the vision of all of us"
    one = report(template, findings(alder(), actions=(step("A01", long, "V2"),)))
    many = [step(f"A0{n}", long, "V2") for n in range(1, 5)]

    assert "| Partially | A01: Agree one agenda that serves the…\n" in one
    assert "| Partially | 4 steps: A01, A02, A03, A04\n" in report(
        template, findings(alder(), actions=tuple(many))
    )


def test_a_note_that_may_name_a_person_is_held_back(template: Template) -> None:
    text = report(template, findings(alder(note="Ask Ms. Rivera, 555-0142")))

    assert "Rivera" not in text
    assert (
        "Note: 1 text is held back because it may name a person: see E3 of Assessment. | Yes"
        in text
    )


def test_an_answer_nobody_could_read_is_shown_as_typed_unless_it_may_name_a_person(
    template: Template,
) -> None:
    v1, v2, _ = VISION.items
    said = (
        answer(v1, Reply.UNREADABLE, "hmm", "A3"),
        answer(v2, Reply.UNREADABLE, "ask Ms. Rivera", "A4"),
    )

    text = report(template, findings(Response("Alder", "", said, FORM)))

    assert section(text, "Start here")[2] == (
        "[List Bullet] V1 Agencies share one vision (Not readable, typed: hmm)"
    )
    assert "Rivera" not in text
    assert (
        "Not readable. 1 text is held back because it may name a person: see A4 of Assessment."
        in text
    )


def test_people_who_differ_are_shown_as_a_disagreement(template: Template) -> None:
    v1 = VISION.items[0]
    ana = Response("Alder", "Ana", (answer(v1, Reply.YES, "x", "A3"),), FORM)
    ben = Response("Alder", "Ben", (answer(v1, Reply.NO, "x", "B3"),), FORM)

    text = report(template, findings(ana, ben))

    assert section(text, "Start here")[2] == (
        "[List Bullet] V1 Agencies share one vision (Answers differ: 1 yes and 1 no)"
    )
    assert "[Meta] Self-assessment · 2 forms filled" in text


def test_a_site_where_all_is_well_says_so(template: Template) -> None:
    every = (*VISION.items, *POLICY.items)
    response = Response(
        "Alder", "Team of 3", tuple(answer(item, Reply.YES, "Yes", "A3") for item in every), FORM
    )

    text = report(template, findings(response))

    assert "[Meta] Self-assessment · Answered by Team of 3" in text
    assert section(text, "Start here") == ["[Normal] There are no gaps to answer."]
    assert "[List Number] What makes V1, V2 and 3 more answered yes work" in text


def test_several_sites_get_a_report_each_and_no_steps_of_another(template: Template) -> None:
    found = findings(
        alder(), alder(site="State of Birch / Mont"), alder(site="state of birch_mont"),
        actions=(step("A01", "Agree one agenda", "P1"),), site="alder",
    )  # fmt: skip

    drafts = list(assessment_report.drafts(found))

    assert [draft.filename for draft in drafts] == [
        "assessment-report-alder.docx",
        "assessment-report-state-of-birch-mont.docx",
        "assessment-rollup.docx",
    ]
    texts = [outline(template.fill(draft.context).content) for draft in drafts[:2]]
    assert "A01: Agree one agenda" in texts[0]
    assert "A01: Agree one agenda" not in texts[1]
    assert "| Left blank | Not known" in texts[1]
    assert section(texts[1], "Start here")[0] == (
        "[Normal] The steps that were read are those of alder, so none is shown here."
    )


def test_where_details_names_no_site_that_answered_nobody_knows_whose_the_steps_are(
    template: Template,
) -> None:
    for site in ("", "Elm"):
        found = findings(
            alder(), alder(site="Birch"), actions=(step("A01", "Agree", "P1"),), site=site
        )
        for draft in [*assessment_report.drafts(found)][:2]:
            text = outline(template.fill(draft.context).content)
            assert section(text, "Start here")[0] == (
                "[Normal] The steps that were read are not shown here: they do not say which site "
                "they are for. Name the site on the Details sheet to show them in its report."
            )


def test_one_item_of_several_has_a_clear_answer(template: Template) -> None:
    items = [item for role in FORM.roles for item in role.items]
    answers = [answer(item, Reply.BLANK, "", "A4") for item in items[1:]]
    given = Response("Alder", "", (answer(items[0], Reply.YES, "Yes", "A3"), *answers), FORM)
    assert "1 of 5 items has a clear answer" in report(template, findings(given))


def test_sites_with_names_alike_get_files_of_their_own() -> None:
    found = findings(alder(site="Ålder"), alder(site="Alder"), alder(site="***"))

    assert [draft.filename for draft in assessment_report.drafts(found)] == [
        "assessment-report-alder.docx",
        "assessment-report-alder-2.docx",
        "assessment-report-site.docx",
        "assessment-rollup.docx",
    ]


def test_every_text_of_the_form_knows_its_cell(template: Template) -> None:
    found = findings(alder(note="since May"), actions=(step("A01", "Agree one agenda", "P1"),))
    (draft,) = assessment_report.drafts(found)

    traced = {(each.text, each.source.cell) for each in template.fill(draft.context).statements}

    assert {
        ("Shared Vision", "D2"),
        ("Agencies share one vision", "D3"),
        ("since May", "E3"),
        ("Agree one agenda", "C2"),
    } <= traced


def test_it_passes_the_accessibility_checks(template: Template) -> None:
    (draft,) = assessment_report.drafts(findings(alder(note="since May")))

    content = template.fill(draft.context).content

    assert [str(problem) for problem in proof.check(content, draft.filename)] == []


def test_a_strength_whose_number_is_ours_is_no_list_typed_by_hand(template: Template) -> None:
    own = Item("2.1", typed("Paid hours for learning", "D4"))
    form = Instrument(FILE, "Self-assessment", (Role("2", typed("Pay", "D3"), (own,)),))
    given = replace(alder(), form=form, answers=(answer(own, Reply.YES, "Yes", "C4"),))
    (draft,) = assessment_report.drafts(findings(given))

    content = template.fill(draft.context).content

    assert "Answered yes: 2.1 Paid hours for learning" in outline(content)
    assert [str(problem) for problem in proof.check(content, draft.filename)] == []


def test_a_role_whose_title_the_form_does_not_show_is_said(template: Template) -> None:
    bare = replace(FORM, roles=(replace(VISION, title=""), POLICY))

    text = report(template, findings(replace(alder(), form=bare)))

    assert "[Heading 3] Items without a heading" in text


def by(person: str, *replies: Reply) -> Response:
    items = (*VISION.items, *POLICY.items)
    answers = (
        answer(item, reply, reply.value, "A3") for item, reply in zip(items, replies, strict=False)
    )
    return Response("Alder", person, tuple(answers), FORM)


def test_what_several_people_answered_is_shown_as_it_spreads(template: Template) -> None:
    people = [
        by("Ana", Reply.NO),
        by("Ben", Reply.YES),
        by("Cy", Reply.YES),
        by("Di", Reply.PARTIALLY),
    ]
    lines = section(report(template, findings(*people)), "Shared Vision")
    assert lines[0].endswith("All answers of 4 people together: 2 yes, 1 partially and 1 no.")
    assert "| Answers differ: 2 yes, 1 partially and 1 no |" in lines[2]


def test_what_people_answered_by_themselves_stands_beside_the_answer_of_their_team(
    template: Template,
) -> None:
    forms = [by("", Reply.YES), by("Ana", Reply.NO), by("Ben", Reply.YES)]
    text = report(template, findings(*forms))
    assert "1 form filled by the team, 2 by single persons" in text
    assert "| yes. People by themselves: 1 yes and 1 no |" in text
    assert "[row] Shared Vision | 1 | 0 | 0 | 2 | 1 of 3 | No share" in text


def test_a_chart_of_many_roles_fits_on_a_page_and_long_titles_leave_room_for_bars() -> None:
    items = [Item(f"I{n}", typed(f"Statement {n}", f"D{n + 3}")) for n in range(60)]
    roles = [
        Role(item.id, f"Role {item.id}, {'whose title is very long ' * 4}", (item,))
        for item in items
    ]
    for many in (40, 60):
        form = Instrument(FILE, "Self-assessment", tuple(roles[:many]))
        given = tuple(
            answer(item, Reply.NO, "x", f"B{n + 3}") for n, item in enumerate(items[:many])
        )
        (draft,) = assessment_report.drafts(findings(replace(alder(), form=form, answers=given)))
        assert isinstance(draft.context, assessment_report.Context)
        chart = draft.context.chart
        assert chart.height_mm is not None
        assert chart.height_mm <= assessment_report.HIGHEST
        assert max(map(len, chart.categories)) <= assessment_report.LONGEST_LABEL
        assert len(chart.categories) == (40 if many == 40 else 1)
        assert sum(sum(one.values) for one in chart.series) == many


def test_a_form_of_one_item_has_one_clear_answer(template: Template) -> None:
    form = Instrument(FILE, "Self-assessment", (Role("1", "Vision", VISION.items[:1]),))
    text = report(template, findings(replace(alder(), form=form, answers=alder().answers[:1])))
    assert "1 of 1 item has a clear answer" in text
