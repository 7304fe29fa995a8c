"""The action plan, read as its outline: one line a paragraph, with its style."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from made import validator

from pipeline import openxml, proof, word
from pipeline.deliverables import action_plan, wordings
from pipeline.model import (
    UNSAID,
    Action,
    Details,
    Findings,
    Group,
    Idea,
    Item,
    ItemScore,
    Link,
    Partner,
    Reply,
    Role,
    RoleScore,
    SiteScore,
    StaffText,
    Typed,
    Unplaced,
    Wall,
    When,
    Workshop,
)
from pipeline.problems import InputRefused, Place

TEMPLATES = Path(__file__).parent.parent / "templates"
WORDS = StaffText(
    "plan-wordings.docx",
    openxml.tables((TEMPLATES / "plan-wordings.docx").read_bytes(), "plan-wordings.docx"),
)
STYLE = TEMPLATES / "house-style.docx"


@cache
def compiled(name: str) -> word.Template:
    return word.Template(TEMPLATES / name, style=STYLE)


def typed(words: str, cell: str = "A1", sheet: str = "Actions") -> Typed:
    return Typed(words, Place("workshop.xlsx", sheet, cell))


def several(*words: str) -> tuple[Typed, ...]:
    return tuple(typed(each) for each in words)


def day(words: str, *parts: int) -> When:
    return When(typed(words), date(*parts) if parts else None)


def idea(name: str, words: str, prompt: str = "action") -> Idea:
    return Idea(name, typed(words, f"D{name[1:]}", "Ideas"), prompt=typed(prompt))


LOG = idea("B1", "Shared referral log")
TEXTS = idea("B2", "Text reminder before every first appointment")
STORY = idea("B3", "Client tells her story once", "condition")
INTAKE = Group("1", "One shared intake path", agreed=True, ideas=(LOG, TEXTS, STORY))
COUNTY = Partner(typed("P05"), typed("Harbor County Family Support", "B5", "Partners"))
COLLEGE = Partner(typed("P07"), typed("Harbor College", "B7", "Partners"))
BANK = Partner(typed("P09"), typed("Lantern Bank", "B9", "Partners"))
STEP = Action(
    id=typed("A03", "A2"),
    step=typed("Start a referral log", "C2"),
    title=typed("One shared intake path", "B2"),
    lead_person=typed("M. Reyes", "D2"),
    lead_organization=typed("Harbor County Family Support", "E2"),
    partners=several("P07"),
    resources=typed("Shared spreadsheet", "G2"),
    start=day("February 1, 2027", 2027, 2, 1),
    due=day("April 30, 2027", 2027, 4, 30),
    measure=typed("Share of referrals answered", "J2"),
    status=typed("in progress", "K2"),
    items=several("L2"),
    ideas=several("b1"),
    practice=several("referral", "data"),
)
BARE = Action(
    typed("A04"), typed("Place a coach at the office"), title=typed("One shared intake path")
)


def scored(*replies: tuple[str, Reply], site: str = "Harbor County") -> SiteScore:
    items = tuple(Item(name, f"Statement {name}") for name, _ in replies)
    scores = tuple(ItemScore(item, reply) for item, (_, reply) in zip(items, replies, strict=True))
    return SiteScore(site, "form", (RoleScore(Role("1", "Learning", items), scores),))


def findings(*actions: Action, **more: Any) -> Findings:
    """Return what is known of a workshop with one column, three partners and `actions`."""
    wall = Wall(groups=(INTAKE,), cards=3)
    workshop = Workshop(
        Details(
            title=typed("Harbor County roundtable"), question=typed("What did we do to get there?")
        ),
        INTAKE.ideas,
        partners=(COUNTY, COLLEGE, BANK),
        actions=actions,
    )
    return replace(Findings(workshop, wall, (), (), date(2026, 11, 5), texts=(WORDS,)), **more)


def lines(known: Findings) -> list[str]:
    """Return the outline of the plan that `known` fills; it must pass the proof-reading."""
    (draft,) = action_plan.drafts(known)
    template = compiled(draft.template)
    content = template.render(draft.context)
    assert proof.check(content, draft.filename) == ()
    return openxml.outline(content).splitlines()


def under(heading: str, known: Findings) -> list[str]:
    """Return the lines between `heading` and the next heading."""
    found = lines(known)
    rest = found[found.index(heading) + 1 :]
    ends = [
        number
        for number, line in enumerate(rest)
        if line.startswith(("[Heading", "[header", "[footer", "[Source Note]"))
    ]
    return rest[: ends[0]]


def to_settle(action: Action, **more: object) -> list[str]:
    found = under("[Heading 2] To settle before the plan is final", findings(action, **more))
    return [
        line.removeprefix(f"[List Bullet] {action.id}: ")
        for line in found
        if line.startswith("[List Bullet]")
    ]


def test_the_template_mentions_what_is_offered_and_nothing_else():
    for name, context in action_plan.TEMPLATES.items():
        assert compiled(name).requires().differences(context) == ()


def test_without_cards_and_steps_there_is_no_plan():
    nothing = replace(findings(), workshop=Workshop())
    assert action_plan.missing(nothing) == "no cards and no action steps were read"
    assert action_plan.missing(findings()) == ""
    steps_only = replace(nothing, workshop=Workshop(actions=(STEP,)))
    assert action_plan.missing(steps_only) == ""


def test_page_one_says_what_who_and_when():
    known = findings(STEP, BARE, scores=(scored(("L1", Reply.NO), ("L2", Reply.PARTIALLY)),))
    found = lines(known)
    assert found[0] == "[property title] Action plan: Harbor County roundtable"
    start = found.index("[Heading 1] Action plan")
    assert found[start + 2 : found.index("[Heading 2] To settle before the plan is final")] == [
        (
            "[Draft Notice] Draft for the action-planning session. Printed on November 5, 2026. "
            "Steps stand as they were typed."
        ),
        "[Lead] What did we do to get there?",
        (
            "[Normal] 2 steps: 1 in progress, 1 not stated. 1 of 2 gaps of the self-assessment has "
            "a step. No step starts within 30 days of November 5, 2026: agree on a first one."
        ),
        "[Heading 2] The plan on a page",
        "[Caption] All steps by due date",
        "[row] Due | Step | Lead | Status",
        "[row] April 30, 2027 | A03 Start a referral log | M. Reyes | in progress",
        "[row] No date yet | A04 Place a coach at the office | No lead yet | Not stated",
    ]


def test_the_purpose_is_the_vision_where_there_is_one():
    known = findings(STEP)
    details = replace(known.workshop.details, purpose=typed("Work that lasts."))
    known = replace(known, workshop=replace(known.workshop, details=details))
    assert "[Lead] Work that lasts." in lines(known)
    none = replace(known, workshop=replace(known.workshop, details=Details()))
    assert "[Lead] [Fill in: workshop question]" in lines(none)


def test_all_steps_stand_on_the_page_by_due_date_words_after_days_and_none_last():
    words = replace(BARE, due=day("ongoing"))
    soon = replace(BARE, id=typed("A05"), due=day("January 5, 2027", 2027, 1, 5))
    open_ = replace(BARE, id=typed("A06"))
    found = under("[Heading 2] The plan on a page", findings(words, STEP, open_, soon))
    assert [line.split(" | ")[0] for line in found[2:]] == [
        "[row] January 5, 2027", "[row] April 30, 2027", "[row] ongoing", "[row] No date yet",
    ]  # fmt: skip


def test_of_many_steps_the_first_stand_on_the_page_and_what_they_lack_is_told_by_kind():
    many = [replace(STEP, id=typed(f"A{n:02}"), measure=typed("")) for n in range(16)]
    many[3] = replace(many[3], lead_person=typed(""))
    found = under("[Heading 2] The plan on a page", findings(*many))
    assert found[0] == (
        "[Caption] The first 12 of 16 steps by due date; all stand under their titles"
    )
    assert len(found) == 2 + 12
    settle = under("[Heading 2] To settle before the plan is final", findings(*many))
    assert settle[0].startswith("[List Bullet] No measure of success (16 steps): A00, A01, A02")
    assert settle[1] == "[List Bullet] No lead (1 step): A03."
    under_titles = [line for line in lines(findings(*many)) if "Start a referral log | M." in line]
    assert len(under_titles) == 11 + 15


def test_a_step_stands_in_the_table_as_typed_with_its_partners_by_name():
    assert under("[Heading 3] 1. One shared intake path", findings(STEP)) == [
        "[Normal] By April 30, 2027: Share of referrals answered.",
        (
            "[row] Step | Lead | Partners | Resources needed | Start and due | "
            "Measure of success | Status"
        ),
        (
            "[row] A03 Start a referral log | M. Reyes; Harbor County Family Support | "
            "Harbor College | Shared spreadsheet | Start: February 1, 2027 / Due: April 30, 2027 | "
            "Share of referrals answered | in progress"
        ),
    ]
    assert "[Source Note] A03 answers L2 and comes from card b1." in lines(findings(STEP))


def test_a_gap_in_a_step_is_printed_as_a_gap():
    assert under("[Heading 3] 1. One shared intake path", findings(BARE))[1] == (
        "[row] A04 Place a coach at the office | No lead yet; No lead organization yet | "
        "None named | Not stated | Start: Not stated / Due: No date yet | No measure yet | Not stated"
    )
    assert to_settle(BARE) == ["no lead; no lead organization; no due date; no measure of success."]


def test_a_step_without_an_id_is_called_by_its_number():
    assert "| 1 Start a referral log |" in "\n".join(lines(findings(replace(STEP, id=typed("")))))


def test_no_text_of_a_cell_stands_more_than_twice():
    known = findings(STEP, BARE, scores=SCORES, links=(Link("L3", "1", 0.4),))
    (draft,) = action_plan.drafts(replace(known, outcomes=False))
    told = Counter(
        (each.text, each.source)
        for each in compiled(draft.template).fill(draft.context).statements
        if each.source.sheet == "Ideas" or each.source.cell[0] in "CDGJ"
    )
    assert len(told) > 5
    assert {each: n for each, n in told.items() if n > 2} == {}
    text = "\n".join(lines(known))
    assert all(text.count(f"Statement L{n}") == 1 for n in (2, 3, 4, 5))


def test_a_template_of_few_tags_reads_like_its_plan():
    assert word.lint(TEMPLATES / "action-plan.docx").tags <= 80


def test_titles_without_a_step_are_named_in_one_line():
    own = Group("2", "Rides that run late", agreed=True, ideas=())
    other = Group("3", "Small costs", agreed=False, ideas=())
    known = findings(STEP)
    known = replace(known, wall=replace(known.wall, groups=(*known.wall.groups, own, other)))
    found = lines(known)
    assert (
        "[Normal] No step has been typed yet under: Rides that run late; "
        "Working title (not agreed): Small costs."
    ) in found
    assert "[Heading 3] Rides that run late" not in found
    assert not [line for line in lines(findings(STEP)) if "No step has been typed yet" in line]


def test_where_no_step_names_a_title_the_plan_says_so_and_blames_no_title():
    untitled = [replace(each, title=UNSAID) for each in (STEP, BARE)]
    found = lines(findings(*untitled))
    said = "[Normal] These steps name no title (column Title)."
    assert found[found.index("[Heading 3] All steps") + 1] == said
    some = lines(findings(STEP, untitled[1]))
    assert some[some.index("[Heading 3] Steps under no title") + 1] == said


def test_an_action_card_that_no_step_names_could_become_a_step():
    assert (
        "[Normal] Cards that could become a step: Text reminder before every first appointment (B2)"
    ) in "\n".join(lines(findings(STEP)))
    taken = lines(findings(replace(STEP, ideas=several("B1", "B2"))))
    assert "could become a step" not in "\n".join(taken)


def test_many_cards_stand_in_a_list():
    more = tuple(idea(f"B{n}", f"Ride number {n}") for n in range(10, 16))
    group = replace(INTAKE, ideas=more)
    known = findings(STEP)
    known = replace(known, wall=Wall((group,), cards=6))
    known = replace(known, workshop=replace(known.workshop, ideas=group.ideas))
    found = lines(known)
    start = found.index("[Normal] Cards that could become a step:")
    assert found[start + 1 : start + 7] == [
        f"[List Bullet] Ride number {n} (B{n})" for n in range(10, 16)
    ]


def test_cards_that_no_step_takes_up_stand_by_id_or_in_words_where_no_other_paper_has_them():
    heading = "[Heading 2] Cards that no step takes up"
    assert under(heading, findings(STEP)) == [
        "[Normal] Beside those above that could become a step: B3. Their words stand in the outcomes document."
    ]
    assert under(heading, replace(findings(STEP), outcomes=False)) == [
        "[Normal] Beside those above that could become a step: B3.",
        "[List Bullet] Client tells her story once (B3)",
    ]
    taken = findings(replace(STEP, ideas=several("B3")))
    assert under(heading, taken) == ["[Normal] Beside those above that could become a step: none."]


def test_a_held_back_card_is_neither_candidate_nor_named():
    secret = idea("B2", "Call Ms. R about case 40-1187")
    group = replace(INTAKE, ideas=(LOG, secret, STORY))
    known = findings(replace(STEP, ideas=several("B2")))
    known = replace(
        known,
        wall=Wall((group,), cards=3),
        workshop=replace(known.workshop, ideas=group.ideas),
    )
    for outcomes in (True, False):
        found = lines(replace(known, outcomes=outcomes))
        assert "Ms. R" not in "\n".join(found)
        held = "[Source Note] 1 card is held back because it may name a person: see card B2."
        assert held in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lead_person": typed("")}, "no lead."),
        ({"lead_person": typed("M. Reyes and J. Novak")}, "more than one lead: name one person."),
        ({"lead_organization": typed("")}, "no lead organization."),
        (
            {"lead_organization": typed("Elsewhere Inc.")},
            "the lead organization Elsewhere Inc. is not in the partner list.",
        ),
        ({"due": When()}, "no due date."),
        ({"due": day("Q2")}, "the due date is given in words, not as a day."),
        ({"due": day("January 5, 2027", 2027, 1, 5)}, "it is due before it starts."),
        (
            {"start": When(), "due": day("May 1, 2026", 2026, 5, 1)},
            "its due date has passed.",
        ),
        ({"measure": typed(" ")}, "no measure of success."),
        ({"partners": several("P77")}, "partner P77 is not in the partner list."),
        ({"partners": several("P05, P07", "P77, P09")}, "partner P77 is not in the partner list."),
        ({"lead_person": typed("??")}, "no lead."),
        ({"due": day("TBD")}, "no due date."),
        ({"ideas": several("B99")}, "card B99 is not among the cards."),
    ],
)  # fmt: skip
def test_what_a_step_lacks_is_said_in_words(changes, message):
    assert to_settle(STEP) == []
    assert to_settle(replace(STEP, **changes)) == [message]


@pytest.mark.parametrize("status", ["Done", "done!!", "complete", "Finished.", "Canceled"])
def test_a_step_that_has_ended_is_not_called_late(status):
    done = replace(STEP, status=typed(status), start=When(), due=day("May 1, 2026", 2026, 5, 1))
    assert to_settle(done) == []
    assert to_settle(replace(done, status=typed("not complete"))) == ["its due date has passed."]


def test_our_own_organization_and_program_need_not_be_in_the_partner_list():
    ours = replace(STEP, lead_organization=typed("Harbor Health Careers"))
    known = findings(ours)
    details = replace(known.workshop.details, program=typed("Harbor Health Careers"))
    known = replace(known, workshop=replace(known.workshop, details=details))
    assert "is not in the partner list" not in "\n".join(lines(known))


def test_an_item_that_is_not_in_the_self_assessment_is_said():
    scores = (scored(("L1", Reply.YES), ("L2", Reply.NO)),)
    assert to_settle(replace(STEP, items=several("L2", "Z9")), scores=scores) == [
        "item Z9 is not in the self-assessment that was read."
    ]


SCORES = (
    scored(
        ("L1", Reply.YES), ("L2", Reply.NO), ("L3", Reply.BLANK), ("L4", Reply.CONFLICT),
        ("L5", Reply.PARTIALLY),
    ),
)  # fmt: skip


def gaps(known: Findings) -> list[str]:
    return under("[Heading 2] Gaps", known)[1:]


def test_each_gap_stands_once_those_without_a_step_first():
    known = findings(
        STEP, scores=SCORES, links=(Link("L3", "1", 0.4), Link("L5", "1", 0.2, said=True))
    )
    assert gaps(known) == [
        "[row] L3 | Statement L3 | Left blank | No step yet. Suggested title: One shared intake path",
        "[row] L4 | Statement L4 | In more than one way | No step yet",
        "[row] L5 | Statement L5 | Partially | No step yet. Title: One shared intake path",
        "[row] L2 | Statement L2 | No | A03",
    ]


def test_a_gap_is_shown_with_the_title_we_are_surest_of():
    other = Group("2", "Staff side by side", agreed=True, ideas=())
    known = findings(STEP, scores=SCORES, links=(Link("L3", "1", 0.4), Link("L3", "2", 0.6)))
    known = replace(known, wall=Wall((INTAKE, other), cards=3))
    assert gaps(known)[0].endswith("Suggested title: Staff side by side")


def test_the_answers_of_several_sites_are_counted():
    scores = tuple(
        scored(("L2", reply), site=site)
        for site, reply in (("Alder", Reply.NO), ("Birch", Reply.BLANK), ("Elm", Reply.NO))
    )
    assert gaps(findings(STEP, scores=scores)) == [
        "[row] L2 | Statement L2 | No 2, Left blank 1 | A03"
    ]


def test_the_plan_of_a_site_takes_only_its_own_gaps():
    scores = (scored(("L2", Reply.NO), site="Alder"), scored(("L3", Reply.NO), site="Birch"))
    known = findings(STEP, scores=scores)
    details = replace(known.workshop.details, site=typed("birch"))
    known = replace(known, workshop=replace(known.workshop, details=details))
    assert gaps(known) == ["[row] L3 | Statement L3 | No | No step yet"]
    assert "0 of 1 gap of the self-assessment has a step." in "\n".join(lines(known))


def test_a_step_whose_title_is_not_on_the_wall_is_not_lost():
    known = findings(replace(STEP, title=typed("Vans")), replace(BARE, title=typed("")))
    found = lines(known)
    assert found[found.index("[Heading 3] 2. Vans") + 1] == (
        "[Normal] The steps name this title, which is not on the wall."
    )
    start = found.index("[Heading 3] Steps under no title")
    assert "[row] A04 Place a coach at the office" in found[start + 3]


def test_two_spellings_of_a_title_are_one():
    known = findings(replace(STEP, title=typed("one shared  INTAKE-path")))
    assert [line for line in lines(known) if line.startswith("[Heading 3]")] == [
        "[Heading 3] 1. One shared intake path"
    ]


def test_loose_action_cards_could_become_a_step():
    known = findings(STEP)
    loose = Unplaced(idea("B4", "Bus passes"))
    known = replace(known, wall=replace(known.wall, not_placed=(loose,), cards=4))
    assert under("[Heading 3] Cards not yet placed", known) == [
        "[Normal] Nobody has hung these cards under a title yet.",
        "[Normal] Cards that could become a step: Bus passes (B4).",
    ]


def test_each_organization_finds_the_steps_it_leads_and_helps_with():
    known = findings(STEP, BARE)
    assert under("[Heading 2] Who does what", known) == [
        "[row] Organization | Leads | Helps with",
        "[row] Harbor College | None | A03",
        "[row] Harbor County Family Support | A03 | None",
        "[row] No lead organization yet | A04 | None",
    ]
    assert "[Source Note] Partners that no step names yet: Lantern Bank." in lines(known)


def test_a_partner_that_leads_a_step_with_somebody_is_named_by_it():
    known = findings(replace(BARE, lead_person=typed("Lantern Bank; Priya S.")))
    assert "Partners that no step names yet: Lantern Bank." not in "\n".join(lines(known))


def test_several_organizations_in_one_cell_each_find_the_step():
    known = findings(replace(STEP, partners=several("Harbor College, P09", "everyone")))
    assert under("[Heading 2] Who does what", known)[1:] == [
        "[row] everyone | None | A03",
        "[row] Harbor College | None | A03",
        "[row] Harbor County Family Support | A03 | None",
        "[row] Lantern Bank | None | A03",
    ]
    assert to_settle(replace(STEP, partners=several("everyone"))) == []


def test_steps_that_start_soon_are_named():
    soon = replace(STEP, start=day("December 5, 2026", 2026, 12, 5))
    past = replace(BARE, start=day("November 4, 2026", 2026, 11, 4))
    assert "A03 starts within 30 days of November 5, 2026." in "\n".join(
        lines(findings(soon, past))
    )
    assert "within 30 days" not in "\n".join(lines(findings()))


def test_a_lead_of_many_steps_is_asked_about():
    steps = [replace(STEP, id=typed(f"A{n}")) for n in range(6)]
    assert (
        "[List Bullet] M. Reyes: leads 6 steps: ask whether somebody can take some over."
    ) in lines(findings(*steps))
    assert "leads 5 steps" not in "\n".join(lines(findings(*steps[:5])))


def test_a_plan_without_steps_is_made_of_cards_that_could_become_one():
    found = lines(findings())
    assert (
        "[Normal] No step has been typed yet: talk over which of the cards below could become one. "
        "No self-assessment was read, so this plan shows no gaps."
    ) in found
    start = found.index("[Heading 3] 1. One shared intake path")
    assert found[start + 1] == (
        "[Normal] Cards that could become a step: Shared referral log (B1); "
        "Text reminder before every first appointment (B2)."
    )
    for nothing in ("The plan on a page", "Who does what", "To settle before the plan is final"):
        assert f"[Heading 2] {nothing}" not in found


def test_where_nobody_said_which_cards_are_actions_all_stand_under_their_titles():
    story, log = (replace(each, prompt=typed("")) for each in (STORY, LOG))
    group = replace(INTAKE, ideas=(log, story))
    loose = Unplaced(replace(TEXTS, prompt=typed("")))
    wall = Wall(groups=(group,), not_placed=(loose,), cards=3)
    known = replace(findings(), wall=wall)
    known = replace(known, workshop=replace(known.workshop, ideas=(log, story)))

    assert under("[Heading 3] 1. One shared intake path", known) == [
        (
            "[Normal] Cards that could become a step: Shared referral log (B1); "
            "Client tells her story once (B3)."
        )
    ]
    assert under("[Heading 3] Cards not yet placed", known) == [
        "[Normal] Nobody has hung these cards under a title yet.",
        "[Normal] Cards that could become a step: Text reminder before every first appointment (B2).",
    ]
    assert under("[Heading 2] Cards that no step takes up", known) == [
        "[Normal] Beside those above that could become a step: none."
    ]


def test_where_afterword_made_every_group_it_is_said_once():
    ours = replace(INTAKE, agreed=False, proposed=True)
    other = replace(ours, mark="2", title="Rides", ideas=())
    known = findings()
    known = replace(known, wall=replace(known.wall, groups=(ours, other)))
    said = "Afterword proposed the groups and their titles. Nobody has confirmed them yet."
    assert "\n".join(lines(known)).count(said) == 1
    assert "Afterword proposed this group" not in "\n".join(lines(known))
    other = replace(other, ideas=(TEXTS,))
    known = replace(known, wall=replace(known.wall, groups=(INTAKE, other)))
    assert [line for line in lines(known) if "Afterword proposed" in line] == [
        "[Normal] Afterword proposed this group. Nobody has confirmed it yet."
    ]


def test_a_step_knows_its_cells_in_the_finished_document():
    (draft,) = action_plan.drafts(findings(STEP))
    template = compiled(draft.template)
    told = {str(s.text): str(s.source) for s in template.fill(draft.context).statements}
    assert told["Start a referral log"] == "workshop.xlsx!Actions!C2"
    assert told["Harbor College"] == "workshop.xlsx!Partners!B7"


def test_a_dropped_step_answers_no_gap() -> None:
    dropped = replace(STEP, status=typed("Dropped", "K2"))
    known = findings(dropped, scores=(scored(("L2", Reply.NO)),))

    assert gaps(known) == ["[row] L2 | Statement L2 | No | No step yet"]
    assert "0 of 1 gap of the self-assessment has a step." in "\n".join(lines(known))


def test_a_gap_answered_in_a_way_nobody_could_read_is_a_gap_all_the_same() -> None:
    known = findings(STEP, scores=(scored(("L2", Reply.UNREADABLE)),))

    assert gaps(known) == ["[row] L2 | Statement L2 | Could not be read | A03"]


# ── since an earlier workbook ────────────────────────────────────────────────────────────────


def since(*earlier: Action, now: tuple[Action, ...] = (STEP,)) -> list[str]:
    known = replace(findings(*now), earlier=earlier)
    said = "[Normal] Since the earlier workbook: "
    return [line.removeprefix(said) for line in lines(known) if line.startswith(said)]


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ({"status": typed("Not started")}, {}, "Status changed: A03."),
        ({}, {"status": typed("Done.")}, "Done: A03."),
        ({"due": day("March 1, 2027", 2027, 3, 1)}, {}, "Start or due date changed: A03."),
        ({"start": day("soon")}, {}, "Start or due date changed: A03."),
        ({"id": typed("A01")}, {}, "New: A03. No longer in the workbook: A01."),
        ({"id": typed("a-03")}, {}, "No step was done, moved, late or new."),
        (
            {"start": When(), "due": day("May 1, 2026", 2026, 5, 1)},
            {"start": When(), "due": day("May 1, 2026", 2026, 5, 1)},
            "Late: A03.",
        ),
    ],
)
def test_the_plan_says_what_moved_since_an_earlier_one(then, now, said) -> None:
    assert since(replace(STEP, **then), now=(replace(STEP, **now),)) == [said]


def test_a_step_that_ended_is_not_late() -> None:
    due = day("May 1, 2026", 2026, 5, 1)
    ended = tuple(
        replace(STEP, id=typed(name), status=typed(status), start=When(), due=due)
        for name, status in (("A1", "done"), ("A2", "Dropped"))
    )
    assert since(*ended, now=ended) == ["No step was done, moved, late or new."]


def test_without_an_earlier_workbook_the_plan_says_nothing_of_it() -> None:
    assert since() == []


# ── a plan to fill in ────────────────────────────────────────────────────────────────────────


def controls(content: bytes) -> dict[str, tuple[str, list[str]]]:
    """Return the content controls by title: what stands in each, and what may be chosen."""
    found = {}
    for each in docx.Document(BytesIO(content)).element.iter(qn("w:sdt")):
        title = each.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val"))
        items = [item.get(qn("w:value")) for item in each.iter(qn("w:listItem"))]
        found[title] = ("".join(text.text for text in each.iter(qn("w:t"))), items)
    return found


def test_what_a_fillable_plan_lacks_stands_in_controls_that_say_what_they_are(tmp_path) -> None:
    known = replace(findings(STEP, BARE), fillable=True)
    (draft,) = action_plan.drafts(known)
    filled = compiled(draft.template).fill(draft.context)
    found = controls(filled.content)

    assert found["Lead of A04"] == ("No lead yet", [])
    assert found["Due date of A04"] == ("No date yet", [])
    assert found["Status of A03"] == (
        "in progress", ["in progress", "not started", "done", "blocked", "dropped"],
    )  # fmt: skip
    assert found["Status of A04"][1][0] == "Not stated"
    assert "Lead of A03" not in found
    ids = re.findall(r'<w:sdt>.*?<w:id w:val="(\d+)"', body(filled.content))
    assert len(ids) == len(set(ids)) == len(found)
    assert ("in progress", "workshop.xlsx!Actions!K2") in {
        (each.text, str(each.source)) for each in filled.statements
    }
    assert proof.check(filled.content, draft.filename) == ()
    (tmp_path / "plan.docx").write_bytes(filled.content)
    assert validator().validate(tmp_path / "plan.docx").is_valid
    plain = lines(findings(STEP, BARE))
    assert openxml.outline(filled.content).splitlines() == plain


def test_a_plan_that_is_not_to_be_filled_in_has_no_controls() -> None:
    (draft,) = action_plan.drafts(findings(STEP, BARE))
    assert controls(compiled(draft.template).render(draft.context)) == {}


def body(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def reworded(**said: str) -> StaffText:
    """Return the words of the plan with other words in some rows, `_` for a space."""
    changed = {row.replace("_", " "): words for row, words in said.items()}
    tables = tuple(
        tuple((row, changed.get(row, words)) for row, words in table) for table in WORDS.tables
    )
    return replace(WORDS, tables=tables)


@pytest.mark.parametrize(
    "row", ["No_step_starts_soon", "No_lead", "No_due_date", "No_lead_organization"]
)
def test_staff_change_the_sentences_of_the_plan_as_text(row: str) -> None:
    changed = reworded(**{row: "Say so, please."})

    assert any("Say so, please." in line for line in lines(findings(BARE, texts=(changed,))))


def test_sentences_of_the_plan_that_are_wrong_are_all_named_at_once() -> None:
    changed = reworded(No_step_yet="{{ stepz }} begin", Number_of_gaps="one, two")
    (head, first, *others), *more = changed.tables
    broken = replace(changed, tables=((head, *others), *more))
    with pytest.raises(InputRefused) as refused:
        wordings.of([broken], wordings.PLAN)

    told = [str(each).splitlines()[0] for each in refused.value.problems]
    assert f"plan-wordings.docx: The row “{first[0]}” is not there." in told
    assert "plan-wordings.docx: In the row “No step yet” there is no stepz." in told
    assert "plan-wordings.docx: The row “Number of gaps” has not two parts." in told


def test_a_short_name_is_asked_about_and_its_partner_is_not_said_to_have_no_step():
    step = replace(
        STEP, partners=several("Lantern Bank"), lead_organization=typed("Family Support")
    )
    found = findings(step)
    names = (typed("Copper Lantern Bank"), typed("Fir County Family Support"), typed("Moss School"))
    partners = tuple(Partner(id=typed(f"P{n}"), organization=name) for n, name in enumerate(names))
    found = replace(found, workshop=replace(found.workshop, partners=partners))
    said = "\n".join(lines(found))
    assert (
        "the lead organization Family Support is not in the partner list, maybe Fir County Family Support is meant"
        in said
    )
    assert (
        "partner Lantern Bank is not in the partner list, maybe Copper Lantern Bank is meant"
        in said
    )
    assert "Partners that no step names yet: Moss School." in said
    two = (*partners, Partner(id=typed("P9"), organization=typed("Iron Lantern Bank")))
    said = "\n".join(lines(replace(found, workshop=replace(found.workshop, partners=two))))
    assert "partner Lantern Bank is not in the partner list." in said


def test_a_title_comes_by_a_day_only_to_what_the_steps_with_a_day_come_to():
    timed = replace(STEP, measure=typed("Meetings held"), due=day("May 3, 2027", 2027, 5, 3))
    later = replace(STEP, measure=typed(""), due=day("June 9, 2027", 2027, 6, 9))
    loose = replace(STEP, measure=typed("All vans run"), due=day("ongoing"))
    said = "\n".join(lines(findings(timed, later, loose)))
    assert "[Normal] By May 3, 2027: Meetings held." in said
    assert "By" not in "\n".join(
        each for each in lines(findings(loose, later)) if each.startswith("[Normal] By")
    )


def test_a_name_that_ends_in_a_full_stop_gets_no_second_one():
    found = findings(STEP)
    partners = (Partner(id=typed("P8"), organization=typed("Alder Learning Ctr.")),)
    said = "\n".join(lines(replace(found, workshop=replace(found.workshop, partners=partners))))
    assert "Partners that no step names yet: Alder Learning Ctr.\n" in said
