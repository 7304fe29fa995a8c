"""The outcomes document, read as its outline: one line a paragraph, with its style."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from conftest import DAY, SAMPLE
from docx.oxml.ns import qn
from made import faults, style_of

from pipeline import flow, openxml, proof, word
from pipeline.cli import main
from pipeline.deliverables import cards, outcomes
from pipeline.model import (
    Commitment,
    Details,
    Findings,
    Group,
    Idea,
    Proposal,
    Typed,
    Unplaced,
    Wall,
    When,
    Workshop,
)
from pipeline.openxml import outline
from pipeline.problems import Place

TEMPLATES = Path(__file__).parent.parent / "templates"
STYLE = TEMPLATES / "house-style.docx"


@cache
def compiled(name: str) -> word.Template:
    return word.Template(TEMPLATES / name, style=STYLE)


def typed(words: str, cell: str = "A1", sheet: str = "Ideas") -> Typed:
    return Typed(words, Place("workshop.xlsx", sheet, cell))


def idea(name: str, words: str, prompt: str = "", **more: Any) -> Idea:
    return Idea(name, typed(words, f"D{name[1:]}"), prompt=typed(prompt), **more)


DETAILS = Details(
    title=typed("Harbor County roundtable", "B2", "Details"),
    place=typed("Harbor Library", "B3", "Details"),
    date=When(typed("November 4, 2026", "B4", "Details"), date(2026, 11, 4)),
    question=typed("What did we do to get there?", "B5", "Details"),
    next_session=When(typed("December 2, 2026", "B6", "Details"), date(2026, 12, 2)),
    next_place=typed("Room 114", "B7", "Details"),
    next_bring=typed("Your calendar", "B8", "Details"),
)
HANDOFF = idea("B1", "Warm handoff in 2 days - a person, not a number", "action")
STORY = idea("B2", "Client tells her story once", "condition")
INTAKE = Group("1", "One shared intake path", agreed=True, ideas=(HANDOFF, STORY))


def findings(*groups: Group, **wall: Any) -> Findings:
    """Return what is known of a workshop whose cards hang in `groups`, and elsewhere."""
    made = Wall(groups=groups or (INTAKE,), **wall)
    ideas = [card for group in made.groups for card in group.ideas]
    ideas += [each.idea for each in made.not_placed]
    ideas += [*made.parking_lot, *made.empty, *made.merged]
    counted = replace(made, cards=len(ideas))
    return Findings(
        Workshop(DETAILS, tuple(ideas)), counted, (), (), date(2026, 11, 5), texts=flow.texts(None)
    )


def lines(known: Findings) -> list[str]:
    """Return the outline of the document that `known` fills; it must pass the proof-reading."""
    return printed(known, "outcomes.docx")


def printed(known: Findings, name: str) -> list[str]:
    draft = next(each for each in outcomes.drafts(known) if each.filename == name)
    template = compiled(draft.template)
    content = template.render(draft.context)
    assert proof.check(content, draft.filename) == ()
    return openxml.outline(content).splitlines()


def for_staff(heading: str, known: Findings) -> list[str]:
    """Return the lines below a heading of the staff notes."""
    found = printed(known, "staff-notes.docx")
    rest = found[found.index(f"[Heading 2] {heading}") + 1 :]
    return rest[
        : next(i for i, line in enumerate(rest) if line.startswith(("[Heading", "[header")))
    ]


END_OF_COLUMNS = "[Source Note] Here end the cards that hang under a title."


def under(heading: str, known: Findings) -> list[str]:
    """Return the lines between `heading` and the next heading of its level or higher, cards and notes."""
    found = [each for each in lines(known) if each != END_OF_COLUMNS]
    start = found.index(heading)
    level = heading.split("]", maxsplit=1)[0]
    rest = found[start + 1 :]
    ends = [
        i
        for i, line in enumerate(rest)
        if line.startswith("[Heading") and line.split("]")[0] <= level
    ]
    return (
        rest[: ends[0]] if ends else [x for x in rest if not x.startswith(("[header", "[footer"))]
    )


def test_the_template_mentions_what_is_offered_and_nothing_else():
    for name, context in outcomes.TEMPLATES.items():
        assert compiled(name).requires().differences(context) == ()


def test_without_cards_there_is_no_outcomes_document():
    assert outcomes.missing(replace(findings(), workshop=Workshop(DETAILS))) == "no cards were read"
    assert outcomes.missing(findings()) == ""


def test_it_opens_with_what_where_when_and_that_it_is_a_draft():
    assert lines(findings())[:9] == [
        "[property title] Workshop outcomes: Harbor County roundtable",
        "[property subject] What a partnership workshop answered, card by card",
        "[property language] en-US",
        "[Kicker] Harbor County roundtable",
        "[Heading 1] Workshop outcomes",
        "[Meta] Harbor Library · November 4, 2026",
        (
            "[Draft Notice] Draft from the room, November 5, 2026. Cards stand as typed; the group "
            "has yet to confirm them."
        ),
        "[Heading 2] What this room said",
        "[Question] What did we do to get there?",
    ]


def test_actions_are_counted_and_explained_only_where_somebody_typed_one():
    known = findings()
    action = "A card that begins with Action is a step somebody could take."
    assert any(action in line for line in lines(known))

    plain = findings(replace(INTAKE, ideas=(STORY,)))
    assert not any(action in line for line in lines(plain))


def test_what_nobody_has_said_of_the_workshop_stands_as_a_blank():
    known = findings()
    found = lines(replace(known, workshop=replace(known.workshop, details=Details())))
    for line in (
        "[property title] Workshop outcomes",
        "[Kicker] [Fill in: name of the workshop]",
        "[Meta] [Fill in: place] · [Fill in: date]",
        "[Question] [Fill in: workshop question]",
        "[List Bullet] When and where: [Fill in: date of the next session], [Fill in: place of the next session]",
        "[List Bullet] Bring: [Fill in: what people bring]",
    ):
        assert line in found


def test_a_title_stands_over_its_cards_word_for_word_and_actions_are_marked_in_words():
    assert under("[Heading 3] One shared intake path", findings()) == [
        "[List Bullet] Action: Warm handoff in 2 days - a person, not a number",
        "[List Bullet] Client tells her story once",
    ]


def test_the_first_page_counts_the_cards_of_each_title_and_shows_one():
    found = lines(findings())
    assert "[row] Title | Cards | The first card" in found
    assert f"[row] One shared intake path | 2 cards | {HANDOFF.text}" in found
    assert "[Heading 3] What the room cared about most" not in found


def test_where_people_voted_the_first_page_shows_what_got_the_most_dots():
    ideas = (replace(HANDOFF, votes=typed("2")), replace(STORY, votes=typed("7")))
    known = findings(
        replace(INTAKE, ideas=ideas), parking_lot=(idea("B9", "Vans", votes=typed("1")),)
    )
    found = lines(known)

    assert "[row] Title | Cards | The card with the most dots" in found
    assert f"[row] One shared intake path | 2 cards, 9 dots | {STORY.text}" in found
    start = found.index("[Heading 3] What the room cared about most")
    assert found[start + 1 : start + 4] == [
        "[List Number] Client tells her story once (votes: 7)",
        "[List Number] Action: Warm handoff in 2 days - a person, not a number (votes: 2)",
        "[List Number] Vans (votes: 1)",
    ]


def test_no_card_without_dots_is_shown_as_the_one_with_the_most():
    voted = replace(INTAKE, ideas=(replace(HANDOFF, votes=typed("2")),))
    bare = replace(INTAKE, mark="Z", title=typed("Rides"), ideas=(STORY,))
    found = lines(findings(voted, bare))

    assert f"[row] One shared intake path | 1 card, 2 dots | {HANDOFF.text}" in found
    assert "[row] Rides | 1 card | 0 dots" in found


@pytest.mark.parametrize(
    ("votes", "dots"),
    [
        ("•••", 3), ("★ ★", 2), ("||||", 4), ("xx", 2), ("3 dots", 3), ("12", 12), ("1 Vote", 1),
        ("•x", 0), ("most", 0), ("many dots", 0), ("", 0),
    ],
)  # fmt: skip
def test_dots_that_were_drawn_are_counted_and_stand_as_drawn(votes: str, dots: int) -> None:
    known = findings(replace(INTAKE, ideas=(replace(HANDOFF, votes=typed(votes)), STORY)))

    (row,) = (each for each in lines(known) if each.startswith("[row] One shared intake path"))

    number = f", {dots} dot{'s' * (dots != 1)}" if dots else ""
    assert row.startswith(f"[row] One shared intake path | 2 cards{number} | ")
    assert not votes or any(f"(votes: {votes})" in each for each in lines(known))


def test_the_outcomes_read_like_their_document():
    tags = openxml.outline((TEMPLATES / "outcomes.docx").read_bytes())
    assert len(re.findall(r"\{[{%]", tags)) <= 70


def test_people_are_named_only_where_details_say_so():
    known = findings()
    round_ = (Commitment(typed("Ana Ruiz"), typed("Quill Bank")), Commitment(typed("Bo Lane")))
    known = replace(known, workshop=replace(known.workshop, commitments=round_))
    agreed = replace(known.workshop, details=replace(DETAILS, print_names=typed("yes")))

    assert not any("People present" in line for line in lines(known))
    assert "[Normal] People present: Ana Ruiz, Quill Bank; Bo Lane" in lines(
        replace(known, workshop=agreed)
    )


def test_what_several_people_said_in_the_reflection_stands_once():
    round_ = tuple(
        Commitment(typed(""), recall=typed(said)) for said in ("Laughter", "laughter", "The map")
    )
    known = findings()
    known = replace(known, workshop=replace(known.workshop, commitments=round_))

    assert under("[Heading 2] Reflection", known) == [
        "[Heading 3] What we recall",
        "[List Bullet] Laughter (2 people)",
        "[List Bullet] The map",
    ]


def test_a_card_knows_its_cell_in_the_finished_document():
    draft = next(outcomes.drafts(findings()))
    template = compiled(draft.template)
    statements = template.fill(draft.context).statements
    told = {str(s.text): str(s.source) for s in statements}
    assert told["Client tells her story once"] == "workshop.xlsx!Ideas!D2"
    assert told["Room 114"] == "workshop.xlsx!Details!B7"


def test_a_working_title_of_ours_says_so():
    group = Group("4", "Say who calls whom", agreed=False, ideas=(STORY,), working=True)
    assert under("[Heading 3] Working title (not agreed): Say who calls whom", findings(group)) == [
        (
            "[Normal] People hung 1 card in column 4 and agreed no title. "
            "The working title is Afterword’s."
        ),
        "[List Bullet] Client tells her story once",
    ]


def test_a_title_that_people_typed_but_did_not_agree_is_not_called_ours():
    group = Group("4", "Say who calls whom", agreed=False, ideas=(STORY,))
    assert under("[Heading 3] Working title (not agreed): Say who calls whom", findings(group)) == [
        "[List Bullet] Client tells her story once"
    ]


@pytest.mark.parametrize(
    ("working", "note"),
    [
        (True, "Afterword proposed this group and its title. Nobody has confirmed them yet."),
        (False, "Afterword proposed which cards belong here. Nobody has confirmed it yet."),
    ],
)
def test_a_group_that_afterword_proposed_says_so(working, note):
    group = Group("Stories", "Stories", False, (STORY,), proposed=True, working=working)
    heading = "[Heading 3] Working title (not agreed): Stories"
    assert under(heading, findings(group))[0] == f"[Normal] {note}"


def test_a_card_that_afterword_hung_in_a_column_of_people_says_so():
    group = replace(INTAKE, ideas=(HANDOFF, replace(STORY, proposed=True)))
    found = lines(findings(group))

    assert "[List Bullet] Client tells her story once (placed by Afterword, not agreed)" in found
    assert (
        "[Normal] Cards marked “placed by Afterword” hang where Afterword suggested. "
        "Nobody has agreed to that yet."
    ) in found
    assert for_staff("To settle before the outcomes are final", findings(group)) == [
        "[List Bullet] 1 card placed by Afterword, to agree on or to move."
    ]
    assert not any("placed by Afterword" in line for line in lines(findings()))


def test_where_afterword_made_every_group_it_is_said_once():
    ours = Group("Stories", "Stories", False, (STORY,), proposed=True, working=True)
    other = replace(ours, mark="Handoffs", title="Handoffs", ideas=(HANDOFF,))
    said = (
        "[Normal] Afterword proposed these groups and their titles. Nobody has confirmed them yet."
    )
    found = lines(findings(ours, other))
    assert [line for line in found if "Afterword proposed" in line] == [said]
    assert found.index(said) == found.index("[Question] What did we do to get there?") + 1

    settled = findings(ours, replace(other, agreed=True))
    assert said not in lines(settled)
    assert len([line for line in lines(settled) if "Afterword proposed" in line]) == 2


def test_a_title_without_cards_says_so():
    known = findings(INTAKE, Group("9", "Vans for everybody", agreed=True, ideas=()))
    assert under("[Heading 3] Vans for everybody", known) == [
        "[Normal] No cards hang under this title."
    ]


def test_a_loose_card_is_printed_with_the_places_it_could_go():
    near = (Proposal("1", "One shared intake path", 0.4), Proposal("2", "Staff side by side", 0.3))
    loose = (Unplaced(idea("B3", "Bus passes"), near), Unplaced(idea("B4", "Vans")))
    known = findings(INTAKE, not_placed=loose)
    assert under("[Heading 3] Not yet placed", known) == [
        "[Normal] Nobody has hung these cards under a title yet.",
        "[List Bullet] Bus passes",
        "[List Bullet] Vans",
    ]
    assert for_staff("Where loose cards could hang", known) == [
        "[Normal] The suggestions are Afterword’s; the group decides.",
        "[List Bullet] B3: Bus passes",
        "[List Bullet 2] Suggested: One shared intake path; or Staff side by side (not sure)",
        "[List Bullet] B4: Vans",
        "[List Bullet 2] Suggested: no title is near enough",
    ]


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        ((0.6, 0.2, 0.1), "One (fairly sure)"),
        ((0.4, 0.3, 0.2), "One; or Two (not sure)"),
    ],
)
def test_few_titles_are_suggested_so_that_a_suggestion_says_something(sure, said):
    near = tuple(map(Proposal, "789", ("One", "Two", "Three"), sure))
    known = findings(INTAKE, not_placed=(Unplaced(idea("B3", "Bus passes"), near),))
    assert (
        for_staff("Where loose cards could hang", known)[-1] == f"[List Bullet 2] Suggested: {said}"
    )


def test_the_parking_lot_has_its_own_list():
    known = findings(INTAKE, parking_lot=(idea("B5", "Who pays for background checks?"),))
    assert under("[Heading 3] Parking lot", known)[1:] == [
        "[List Bullet] Who pays for background checks?"
    ]


def test_exact_repeats_are_both_printed_unless_somebody_said_they_are_the_same():
    again = idea("B7", HANDOFF.text)
    both = findings(replace(INTAKE, ideas=(HANDOFF, again)))
    once = findings(INTAKE, merged=(replace(again, same_as=typed("b1 ")),))
    heading = "[Heading 3] One shared intake path"
    assert len(under(heading, both)) == 2
    assert under(heading, once)[0] == (
        "[List Bullet] Action: Warm handoff in 2 days - a person, not a number (2 cards)"
    )
    assert under("[Heading 3] Every card accounted for", once)[0] == (
        "[Source Note] Card B7, “Warm handoff in 2 days - a person, not a number”, was printed as one with card B1."
    )


def test_votes_are_printed_as_typed():
    known = findings(replace(INTAKE, ideas=(replace(STORY, votes=typed("5")),)))
    assert under("[Heading 3] One shared intake path", known) == [
        "[List Bullet] Client tells her story once (votes: 5)"
    ]


def test_commitments_stand_in_a_table_and_their_gaps_are_said():
    known = findings()
    round_ = (
        Commitment(
            typed("J. Novak"),
            typed("Harbor College"),
            typed("Draft a guide"),
            When(typed("Friday")),
        ),
        Commitment(typed(""), typed("Open Door Center"), typed("Share our calendar")),
        Commitment(typed("M. Reyes"), recall=typed("The laughter")),
    )
    known = replace(known, workshop=replace(known.workshop, commitments=round_))
    assert under("[Heading 2] Who will do what, by when", known) == [
        "[row] Who | Organization | Will do | By when",
        "[row] J. Novak | Harbor College | Draft a guide | Friday",
        "[row] Name not stated | Open Door Center | Share our calendar | No date yet",
        "[row] M. Reyes | Not stated | No commitment typed yet | No date yet",
    ]
    assert under("[Heading 2] Reflection", known) == [
        "[Heading 3] What we recall",
        "[List Bullet] The laughter",
    ]
    assert for_staff("To settle before the outcomes are final", known) == [
        "[List Bullet] 1 commitment without a name.",
        "[List Bullet] 1 person whose commitment is not typed yet.",
        "[List Bullet] 2 commitments without a date.",
    ]


def test_a_reflection_that_may_name_a_person_is_held_back_and_counted():
    round_ = (
        Commitment(typed(""), recall=typed("The laughter")),
        Commitment(typed(""), recall=typed("Jane D. and her bus", "F4", "Commitments")),
    )
    known = findings()
    known = replace(known, workshop=replace(known.workshop, commitments=round_))
    found = lines(known)
    start = found.index("[Heading 3] What we recall")
    assert found[start + 1] == "[List Bullet] The laughter"
    assert for_staff("Held back", known) == [
        "[List Bullet] What we recall: 1 text is held back because it may name a person: see F4 of Commitments."
    ]
    assert "Jane" not in "\n".join(found)


def test_without_commitments_it_says_so():
    assert under("[Heading 2] Who will do what, by when", findings()) == [
        "[Normal] No commitments have been typed in yet."
    ]


def test_a_card_that_may_name_a_person_is_held_back_and_counted():
    secret = idea("E8", "Ms. R’s daughter (case 40-1187) lost child care")
    known = findings(replace(INTAKE, ideas=(HANDOFF, secret)), empty=(idea("E1", " "),))
    found = "\n".join(lines(known))
    assert "daughter" not in found
    assert for_staff("Held back", known) == [
        (
            "[List Bullet] 1 card is held back because it may name a person: see card E8. "
            "A person clears it in the workbook, in the column “Clear to print”."
        )
    ]
    settle = for_staff("To settle before the outcomes are final", known)
    assert "[List Bullet] 1 card was empty: see card E1." in settle
    assert under("[Heading 3] Every card accounted for", known) == [
        (
            "[Source Note] 3 cards in: 1 under 1 title, 0 not yet placed, 0 in the parking lot, "
            "1 held back, 1 empty, 0 printed as one with another card."
        ),
    ]


def test_a_card_that_a_person_cleared_is_printed():
    cleared = idea("E8", "Dr. Brandt opened her classrooms", cleared=True)
    assert under(
        "[Heading 3] One shared intake path", findings(replace(INTAKE, ideas=(cleared,)))
    ) == ["[List Bullet] Dr. Brandt opened her classrooms"]


def test_a_title_we_made_of_words_that_may_name_a_person_is_not_printed():
    group = Group("3", "Ms. R’s daughter", agreed=False, ideas=(STORY,))
    assert "[Heading 3] Working title (not agreed): column 3" in lines(findings(group))


def test_a_title_we_made_of_a_card_that_is_held_back_is_not_printed():
    secret = idea("B8", "Ana (555-0101) lost child care")
    group = Group("3", "Lost child care", agreed=False, ideas=(STORY, secret))
    assert "[Heading 3] Working title (not agreed): column 3" in lines(findings(group))
    typed_by_people = replace(group, agreed=True)
    assert "[Heading 3] Lost child care" in lines(findings(typed_by_people))


@pytest.mark.parametrize(
    "words",
    [
        "Call Ana at (555) 010-1234",
        "call 555-0101 after six",
        "5550101234 is her number",
        "write to ana.r@example.org",
        "SSN 123-45-6789 was on the fax",
        "case 40-1187 waited",
        "Client no. AB1234 waited",
        "client J. lost her seat",
        "Mr. Tan drove them",
        "Ask Mrs Lopez",
        "DOB was missing",
    ],
)
def test_words_that_may_name_a_person_are_held_back(words):
    assert cards.held_back(idea("B9", words))


@pytest.mark.parametrize(
    "words",
    [
        "Warm handoff within 2 business days",
        "Serve 2026-2027 cohorts, 1,200 people",
        "71 percent of 120 students",
        "Case conferences every other Thursday",
        "Clients tell their story once",
        "Email reminders @ intake",
        "Missing: a drop-in desk",
        "Review the MOU in 2027 and 2028",
        "Dress for success",
    ],
)
def test_ordinary_words_are_not_held_back(words):
    assert not cards.held_back(idea("B9", words))


def test_a_count_that_does_not_balance_stops_the_run():
    known = findings()
    with pytest.raises(AssertionError, match="9 cards in, 2 printed or told of"):
        list(outcomes.drafts(replace(known, wall=replace(known.wall, cards=9))))


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample's outcomes, made for a wall and in large print, too."""
    out = tmp_path_factory.mktemp("variants")
    words = ["make", str(SAMPLE), "--only", "outcomes", "--out", str(out), "--date", DAY]
    for each in ("wall", "large-print"):
        words += ["--variant", each]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return out


def test_for_a_wall_each_title_begins_a_page_in_letters_to_be_read_from_afar(
    variants: Path,
) -> None:
    made = docx.Document(str(variants / "outcomes-wall.docx"))
    titles = [each for each in made.paragraphs if style_of(each).name == "Wall Heading"]
    cards = [each for each in made.paragraphs if style_of(each).name == "Wall Card"]

    assert [each.text for each in titles][-2:] == ["Not yet placed", "What happens next"]
    assert len(titles) == 9
    assert len(cards) == 40 + 2
    assert all(style_of(each).paragraph_format.page_break_before for each in titles)
    sizes = [style_of(each).font.size for each in (titles[0], cards[0])]
    assert [size.pt for size in sizes if size] == [28, 20]
    wide, high = made.sections[0].page_width, made.sections[0].page_height
    assert wide is not None
    assert high is not None
    assert wide > high
    assert made.sections[0].header.paragraphs[0].text == ""


def test_in_large_print_no_letters_are_below_18_points(variants: Path) -> None:
    made = docx.Document(str(variants / "outcomes-large-print.docx"))
    sizes = [int(each.get(qn("w:val"))) for each in made.styles.element.iter(qn("w:sz"))]

    assert min(sizes) == 36
    assert [each for each in made.element.body.iter(qn("w:cols")) if each.get(qn("w:num"))] == []
    words = outline((variants / "outcomes-large-print.docx").read_bytes())
    assert words == outline((variants / "outcomes.docx").read_bytes())


@pytest.mark.parametrize(
    "name", ["outcomes.docx", "outcomes-wall.docx", "outcomes-large-print.docx"]
)
def test_each_variant_is_sound_and_accessible(name: str, variants: Path, tmp_path: Path) -> None:
    content = (variants / name).read_bytes()

    assert faults(content, tmp_path) == []
    assert proof.check(content, name) == ()


def test_cards_stand_in_two_columns_and_what_hangs_nowhere_does_not(variants: Path) -> None:
    made = docx.Document(str(variants / "outcomes.docx"))

    assert [
        each.find(qn("w:cols")).get(qn("w:num")) for each in made.element.body.iter(qn("w:sectPr"))
    ] == [None, "2", None]
    with_head = [each.header.paragraphs[0].text for each in made.sections]
    assert with_head == ["Workshop outcomes · Draft from the room"] * 3


@pytest.mark.parametrize("name", ["outcomes.docx", "es/outcomes.docx"])
def test_the_accounting_stands_below_the_two_columns_and_not_in_them(name: str) -> None:
    """Balanced columns part a heading from its text, and an empty last section is an empty page.

    The columns end in words: LibreOffice does not balance them before an empty paragraph.
    """
    (draft,) = (each for each in outcomes.drafts(findings()) if each.filename == "outcomes.docx")
    content = word.Template(TEMPLATES / name).render(draft.context)
    made = docx.Document(BytesIO(content))
    parts: list[list[str | None]] = [[]]
    for each in made.paragraphs:
        parts[-1].append(style_of(each).style_id)
        if each._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            assert each.text.strip()
            parts.append([])

    columns = [each.get(qn("w:num")) for each in made.element.body.iter(qn("w:cols"))]
    assert columns == [None, "2", None]
    assert parts[1][-1] == "SourceNote"
    assert parts[2][:2] == ["Heading3", "SourceNote"]


def test_one_person_on_two_rows_is_one_and_two_of_one_name_are_two():
    mill, bank = typed("Elm Mill"), typed("Elm Bank")
    rows = (
        Commitment(typed("Ana Ruiz"), mill, recall=typed("Laughter")),
        Commitment(typed("ana ruiz"), mill, recall=typed("laughter")),
        Commitment(typed("Ana Ruiz"), bank, recall=typed("Laughter")),
        Commitment(typed("Bo Lane"), recall=typed("The map")),
        Commitment(typed("Bo Lane"), mill, recall=typed("The map")),
    )
    known = findings()
    named = replace(DETAILS, print_names=typed("yes"))
    known = replace(known, workshop=replace(known.workshop, details=named, commitments=rows))
    said = "\n".join(lines(known))
    assert "[List Bullet] Laughter (2 people)" in said
    assert "[List Bullet] The map\n" in said
    assert "Ana Ruiz, Elm Mill; Ana Ruiz, Elm Bank; Bo Lane, Elm Mill" in said
