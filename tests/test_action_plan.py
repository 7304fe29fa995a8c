"""The action plan, read as its outline: one line a paragraph, with its style."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline import openxml, proof, word
from pipeline.deliverables import action_plan
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
    Typed,
    Unplaced,
    Wall,
    When,
    Workshop,
)
from pipeline.problems import Place

TEMPLATES = Path(__file__).parent.parent / "templates"
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


def findings(*actions: Action, **more: object) -> Findings:
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
    return replace(Findings(workshop, wall, (), (), date(2026, 11, 5)), **more)


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
    found = lines(findings(action, **more))
    if "[Heading 3] To settle" not in found:
        return []
    start = found.index("[Heading 3] To settle") + 1
    return [found[start].removeprefix(f"[List Bullet] Step {action.id}: ")]


def test_the_template_mentions_what_is_offered_and_nothing_else():
    for name, context in action_plan.TEMPLATES.items():
        assert compiled(name).requires().differences(context) == ()


def test_without_cards_and_steps_there_is_no_plan():
    nothing = replace(findings(), workshop=Workshop())
    assert action_plan.missing(nothing) == "no cards and no action steps were read"
    assert action_plan.missing(findings()) == ""
    steps_only = replace(nothing, workshop=Workshop(actions=(STEP,)))
    assert action_plan.missing(steps_only) == ""


def test_it_opens_with_what_it_is_the_question_and_the_state_of_things():
    known = findings(STEP, BARE, scores=(scored(("L1", Reply.NO), ("L2", Reply.PARTIALLY)),))
    found = lines(known)
    assert found[0] == "[property title] Action plan: Harbor County roundtable"
    assert "[Heading 1] Action plan" in found
    assert "[Question] What did we do to get there?" in found
    assert under("[Heading 2] The plan at a glance", known) == [
        (
            "[Normal] 2 steps typed (1 in progress, 1 not stated); 1 candidate step from the "
            "cards. 1 of 2 gaps of the self-assessment has a step; 1 has no step yet."
        ),
        "[Normal] No step starts within 30 days of November 5, 2026: agree on a first one.",
        "[Caption] Titles, steps, candidate steps, gaps, and points to settle",
        "[row] Title | Steps | Candidates | Gaps | To settle",
        "[row] One shared intake path | 2 | 1 | 1 | 4",
    ]


def test_a_step_stands_in_the_table_as_typed_with_its_partners_by_name():
    assert under("[Heading 3] Steps", findings(STEP)) == [
        "[row] Step | Lead | Partners | Start | Due | Measure of success | Status",
        (
            "[row] A03 Start a referral log | M. Reyes / Harbor County Family Support | "
            "Harbor College | February 1, 2027 | April 30, 2027 | Share of referrals answered | "
            "in progress"
        ),
    ]


def test_a_gap_in_a_step_is_printed_as_a_gap():
    assert under("[Heading 3] Steps", findings(BARE))[1] == (
        "[row] A04 Place a coach at the office | No lead yet / No lead organization yet | "
        "None named | Not stated | No due date yet | No measure yet | Not stated"
    )
    assert to_settle(BARE) == ["no lead; no lead organization; no due date; no measure of success."]


def test_a_step_without_an_id_is_called_by_its_number():
    assert "[row] 1 Start a referral log |" in "\n".join(
        lines(findings(replace(STEP, id=typed(""))))
    )


def test_what_does_not_fit_the_table_is_told_below_it():
    assert under("[Heading 3] More about these steps", findings(STEP)) == [
        (
            "[List Bullet] A03 Resources needed: Shared spreadsheet. Assessment items: L2. "
            "MOU practice: referral and data."
        ),
        "[List Bullet 2] From card B1: Shared referral log",
    ]
    assert under("[Heading 3] More about these steps", findings(BARE)) == [
        "[List Bullet] A04 Resources needed: [Fill in: resources needed]."
    ]


def test_a_step_that_names_no_item_says_so_where_there_is_a_self_assessment():
    known = findings(BARE, scores=(scored(("L2", Reply.NO)),))
    assert under("[Heading 3] More about these steps", known) == [
        (
            "[List Bullet] A04 Resources needed: [Fill in: resources needed]. "
            "Assessment items: none named."
        )
    ]


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
    assert "[Heading 2] Rides that run late" not in found
    assert "[row] Rides that run late | 0 | 0 | 0 | 0" in found
    assert not [line for line in lines(findings(STEP)) if "No step has been typed yet" in line]


def test_where_no_step_names_a_title_the_plan_says_so_and_blames_no_title():
    untitled = [replace(each, title=UNSAID) for each in (STEP, BARE)]
    found = lines(findings(*untitled))
    assert found[found.index("[Heading 2] All steps") + 1] == (
        "[Normal] No step says which title it belongs to (column Title)."
    )
    assert not [line for line in found if "No step has been typed yet" in line]
    some = lines(findings(STEP, untitled[1]))
    assert some[some.index("[Heading 2] Steps under no title") + 1] == (
        "[Normal] These steps name no title."
    )


def test_where_no_step_names_a_card_the_plan_does_not_say_which_are_taken_up():
    said = (
        "[Normal] No step says which cards it comes from (column From cards), "
        "so every card stands here."
    )
    assert said in under("[Heading 2] Cards with no step yet", findings(BARE))
    assert said not in lines(findings(STEP, BARE))


def test_an_action_card_that_no_step_names_is_a_candidate_step():
    heading = "[Heading 3] Candidate steps from the cards"
    assert under(heading, findings(STEP)) == [
        "[List Bullet] Text reminder before every first appointment (card B2)"
    ]
    assert heading not in lines(findings(replace(STEP, ideas=several("B1", "B2"))))


def test_a_card_that_is_no_action_never_becomes_a_step():
    known = findings(STEP)
    assert under("[Heading 2] Cards with no step yet", known) == [
        "[Caption] Cards that no step takes up, apart from the candidate steps",
        "[row] Card | Its words | Where it hangs",
        "[row] B3 | Client tells her story once | One shared intake path",
    ]


def test_a_held_back_card_is_neither_candidate_nor_detail():
    secret = idea("B2", "Call Ms. R about case 40-1187")
    group = replace(INTAKE, ideas=(LOG, secret, STORY))
    known = findings(replace(STEP, ideas=several("B2")))
    known = replace(
        known,
        wall=Wall((group,), cards=3),
        workshop=replace(known.workshop, ideas=group.ideas),
    )
    found = lines(known)
    assert "Ms. R" not in "\n".join(found)
    assert "[List Bullet 2] From card B2: is held back because it may name a person" in found
    assert "[Source Note] 1 card is held back because it may name a person: see card B2." in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lead_person": typed("")}, "no lead."),
        ({"lead_person": typed("M. Reyes and J. Novak")}, "more than one lead: name one person."),
        ({"lead_organization": typed("")}, "no lead organization."),
        (
            {"lead_organization": typed("Elsewhere Inc.")},
            "the lead organization is not in the partner list.",
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


def test_a_step_that_is_done_is_not_called_late():
    done = replace(STEP, status=typed("Done"), start=When(), due=day("May 1, 2026", 2026, 5, 1))
    assert to_settle(done) == []


def test_our_own_organization_and_program_need_not_be_in_the_partner_list():
    ours = replace(STEP, lead_organization=typed("Harbor Health Careers"))
    known = findings(ours)
    details = replace(known.workshop.details, program=typed("Harbor Health Careers"))
    known = replace(known, workshop=replace(known.workshop, details=details))
    assert "[Heading 3] To settle" not in lines(known)


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


def test_each_gap_stands_once_as_answered_or_open():
    known = findings(
        STEP, scores=SCORES, links=(Link("L3", "1", 0.4), Link("L5", "1", 0.2, said=True))
    )
    assert under("[Heading 3] Why it matters: gaps of the self-assessment", known) == [
        "[List Bullet] L2 Statement L2: answered no. Step A03.",
        (
            "[List Bullet] L3 Statement L3: left blank. No step yet. "
            "Afterword suggests that it belongs here."
        ),
        "[List Bullet] L5 Statement L5: answered partially. No step yet.",
    ]
    assert under("[Heading 2] Gaps with no step yet", known) == [
        "[Caption] Statements that were not answered yes, and that no step names",
        "[row] Item | Statement | Answer | Title",
        "[row] L3 | Statement L3 | left blank | Suggested: One shared intake path",
        "[row] L4 | Statement L4 | answered in more than one way | No title yet",
        "[row] L5 | Statement L5 | answered partially | One shared intake path",
    ]


def test_a_gap_is_shown_under_the_title_we_are_surest_of():
    other = Group("2", "Staff side by side", agreed=True, ideas=())
    known = findings(STEP, scores=SCORES, links=(Link("L3", "1", 0.4), Link("L3", "2", 0.6)))
    known = replace(known, wall=Wall((INTAKE, other), cards=3))
    found = "\n".join(lines(known))
    assert found.count("Statement L3: left blank") == 1
    assert "| Suggested: Staff side by side" in found


def test_the_answers_of_several_sites_stand_together():
    scores = (scored(("L2", Reply.NO), site="Alder"), scored(("L2", Reply.BLANK), site="Birch"))
    known = findings(STEP, scores=scores)
    assert under("[Heading 3] Why it matters: gaps of the self-assessment", known)[0] == (
        "[List Bullet] L2 Statement L2: answered no (Alder); left blank (Birch). Step A03."
    )


def test_a_step_whose_title_is_not_on_the_wall_is_not_lost():
    known = findings(replace(STEP, title=typed("Vans")), replace(BARE, title=typed("")))
    found = lines(known)
    assert found[found.index("[Heading 2] Vans") + 1] == (
        "[Normal] The steps name this title, which is not on the wall."
    )
    start = found.index("[Heading 2] Steps under no title")
    assert found[start + 1] == "[Normal] These steps name no title."
    assert "[row] A04 Place a coach at the office" in found[start + 4]


def test_two_spellings_of_a_title_are_one():
    known = findings(replace(STEP, title=typed("one shared  INTAKE-path")))
    assert "[row] One shared intake path | 1 | 1 | 0 | 0" in lines(known)


def test_loose_action_cards_are_candidate_steps_under_no_title():
    known = findings(STEP)
    loose = Unplaced(idea("B4", "Bus passes"))
    known = replace(known, wall=replace(known.wall, not_placed=(loose,), cards=4))
    assert lines(known)[lines(known).index("[Heading 2] Cards not yet placed") :][1:4] == [
        "[Normal] Nobody has hung these cards under a title yet.",
        "[Heading 3] Candidate steps from the cards",
        "[List Bullet] Bus passes (card B4)",
    ]


def test_each_organization_sees_its_own_steps():
    known = findings(STEP, BARE)
    assert under("[Heading 3] Harbor County Family Support", known) == [
        "[List Bullet] Leads step A03: Start a referral log (due: April 30, 2027)"
    ]
    assert under("[Heading 3] Harbor College", known) == [
        "[List Bullet] Helps with step A03: Start a referral log (due: April 30, 2027)"
    ]
    assert under("[Heading 3] No lead organization yet", known) == [
        "[List Bullet] Open step A04: Place a coach at the office (due: no due date yet)"
    ]
    assert "[Source Note] Partners that no step names yet: Lantern Bank." in lines(known)


def test_several_organizations_in_one_cell_each_see_the_step():
    known = findings(replace(STEP, partners=several("Harbor College, P09", "everyone")))
    task = ["[List Bullet] Helps with step A03: Start a referral log (due: April 30, 2027)"]

    assert under("[Heading 3] Harbor College", known) == task
    assert under("[Heading 3] Lantern Bank", known) == task
    assert under("[Heading 3] everyone", known) == task
    assert to_settle(replace(STEP, partners=several("everyone"))) == []


def test_the_calendar_is_in_order_and_words_about_time_follow_as_typed():
    later = replace(BARE, start=day("Feb"), due=day("January 5, 2027", 2027, 1, 5))
    open_ = replace(BARE, id=typed("A05"), step=typed("Agree a form"))
    known = findings(STEP, later, open_)
    assert under("[Heading 2] By date", known) == [
        "[Caption] Starts and due dates in order; times given in words follow, as typed",
        "[row] When | What | Step | Lead",
        "[row] January 5, 2027 | Is due | A04 Place a coach at the office | No lead yet",
        "[row] February 1, 2027 | Starts | A03 Start a referral log | M. Reyes",
        "[row] April 30, 2027 | Is due | A03 Start a referral log | M. Reyes",
        "[row] Feb | Starts | A04 Place a coach at the office | No lead yet",
    ]
    assert under("[Heading 3] Steps with no due date yet", known) == [
        "[List Bullet] A05 Agree a form"
    ]


def test_steps_that_start_soon_are_named():
    soon = replace(STEP, start=day("December 5, 2026", 2026, 12, 5))
    past = replace(BARE, start=day("November 4, 2026", 2026, 11, 4))
    assert "[Normal] These steps start within 30 days of November 5, 2026: A03." in lines(
        findings(soon, past)
    )
    assert not any("within 30 days" in each for each in lines(findings()))


def test_a_lead_of_many_steps_is_asked_about():
    steps = [replace(STEP, id=typed(f"A{n}")) for n in range(6)]
    assert "[Normal] M. Reyes leads 6 steps: ask whether somebody can take some over." in lines(
        findings(*steps)
    )
    assert "leads 5 steps" not in "\n".join(lines(findings(*steps[:5])))


def test_a_plan_without_steps_is_made_of_candidates():
    found = lines(findings())
    assert (
        "[Normal] No step has been typed yet; 2 candidate steps from the cards. "
        "No self-assessment was read, so this plan shows no gaps."
    ) in found
    assert "[row] One shared intake path | 3 | 2 | 0" in found
    for nothing in ("[Heading 3] Steps", "[Heading 2] By organization", "[Heading 2] By date"):
        assert nothing not in found


def test_where_nobody_said_which_cards_are_actions_they_stand_under_their_titles():
    story, log = (replace(each, prompt=typed("")) for each in (STORY, LOG))
    group = replace(INTAKE, ideas=(log, story))
    loose = Unplaced(replace(TEXTS, prompt=typed("")))
    wall = Wall(groups=(group,), not_placed=(loose,), cards=3)
    known = replace(findings(), wall=wall)
    known = replace(known, workshop=replace(known.workshop, ideas=(log, story)))

    assert under("[Heading 2] One shared intake path", known) == [
        "[List Bullet] Shared referral log (card B1)",
        "[List Bullet] Client tells her story once (card B3)",
    ]
    assert under("[Heading 2] Cards not yet placed", known) == [
        "[Normal] Nobody has hung these cards under a title yet.",
        "[List Bullet] Text reminder before every first appointment (card B2)",
    ]
    found = lines(known)
    assert any("talk over which of them could become a step." in each for each in found)
    assert "[Heading 2] Cards with no step yet" not in found
    assert not any("Candidate steps from the cards" in each for each in found)


def test_where_afterword_made_every_group_it_is_said_once():
    ours = replace(INTAKE, agreed=False, proposed=True)
    other = replace(ours, mark="2", title="Rides", ideas=())
    known = findings()
    known = replace(known, wall=replace(known.wall, groups=(ours, other)))
    assert [line for line in lines(known) if "Afterword proposed" in line] == [
        "[Normal] Afterword proposed the groups and their titles. Nobody has confirmed them yet."
    ]
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

    said = lines(known)

    assert "[row] L2 | Statement L2 | answered no | No title yet" in said
    assert "[Heading 2] Gaps that have a step" not in said
    assert "0 of 1 gap of the self-assessment has a step; 1 has no step yet." in "\n".join(said)


def test_a_gap_answered_in_a_way_nobody_could_read_is_a_gap_all_the_same() -> None:
    known = findings(STEP, scores=(scored(("L2", Reply.UNREADABLE)),))

    assert under("[Heading 2] Gaps that have a step", known)[1:] == [
        "[row] Item | Statement | Answer | Steps",
        "[row] L2 | Statement L2 | answered in a way nobody could read | Step A03.",
    ]
