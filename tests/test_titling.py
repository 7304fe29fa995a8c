"""Working titles come from the cards' own words; the coach says why a title is weak."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline import meaning, titling
from pipeline.meaning import grammar, words
from pipeline.model import Advice, Group, Idea, Proposal, Typed, Unplaced, Wall
from pipeline.problems import Place
from pipeline.titling import phrases

INTAKE = (
    "One shared intake form for all partners",
    "Shared intake form in plain language",
    "Put the shared intake form online",
)
RIDES = (
    "Bus passes for students",
    "Bus passes on clinical days",
    "Share rides when there are no bus passes",
)
DONE = "Five years on, what did we do to get there?"


def idea(text: str) -> Idea:
    return Idea(text[:12], Typed(text, Place("cards.xlsx", "Ideas", "B2")))


def group(mark: str, texts: Sequence[str], title: str = "", *, agreed: bool = False) -> Group:
    return Group(mark, title, agreed, tuple(idea(text) for text in texts), proposed=not agreed)


def titles(*groups: Group, question: str = "") -> list[str]:
    return [each.title for each in titling.title(Wall(groups), question).groups]


def parsed(text: str) -> str:
    return " ".join(word.does for word in grammar.parse(text))


def test_agreed_titles_are_never_touched() -> None:
    wall = Wall((group("1", RIDES, "Getting there", agreed=True), group("2", INTAKE)))
    made = titling.title(wall, "")
    assert made.groups[0] == wall.groups[0]
    assert made.groups[1].title
    assert made.groups[1].agreed is False


@pytest.mark.parametrize(("most", "judged"), [(6, 1), (5, 2)])
def test_advice_takes_up_what_the_titles_were_judged_by(
    monkeypatch: pytest.MonkeyPatch, most: int, judged: int
) -> None:
    ground, made = meaning.Ground, list[Sequence[str]]()

    def counted(texts: Sequence[str], *, sight: meaning.Sight) -> meaning.Ground:
        made.append(texts)
        return ground(texts, sight=sight)

    monkeypatch.setattr(titling, "MOST_KEPT", most)
    monkeypatch.setattr(meaning, "Ground", counted)
    titling._last_desk.cache_clear()
    wall = titling.title(Wall((group("1", RIDES), group("2", INTAKE))), "")
    advice = titling.advise(wall, "")

    assert len(made) == judged
    titling._last_desk.cache_clear()
    assert titling.advise(wall, "") == advice


def test_twelve_candidates_of_a_group_are_looked_at_closely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each costs a look by the model of whole sentences; what the first, quick choice leaves is enough."""
    measure, seen = meaning.Ground.measure, list[int]()

    def counted(
        ground: meaning.Ground, texts: Sequence[str]
    ) -> tuple[meaning.Matrix, meaning.Matrix]:
        seen.append(len(texts))
        return measure(ground, texts)

    monkeypatch.setattr(meaning.Ground, "measure", counted)
    many = [f"{what} {where}" for what in INTAKE + RIDES for where in ("downtown", "at the fair")]
    assert len(titles(group("1", many))) == 1
    assert seen == [12]


def test_a_working_title_a_person_kept_stays() -> None:
    kept = Group("4", "Rides for now", agreed=False, ideas=tuple(map(idea, RIDES)))
    assert titling.title(Wall((kept,)), "").groups == (kept,)


def test_titles_are_made_of_the_groups_own_words() -> None:
    for title, texts in zip(
        titles(group("1", INTAKE), group("2", RIDES)), (INTAKE, RIDES), strict=True
    ):
        own = {word for text in texts for word in text.casefold().split()}
        assert set(title.casefold().split()) <= own
        assert 2 <= len(title.split()) <= 8
        assert title[0].isupper()


def test_titles_say_what_the_cards_share() -> None:
    assert titles(group("1", INTAKE), group("2", RIDES)) == [
        "Shared intake form",
        "Bus passes",
    ]


def test_titles_are_unique_even_over_the_same_cards() -> None:
    made = titles(*(group(str(n), ["Bus passes"]) for n in range(4)))
    assert len(set(made)) == 4


def test_a_proposed_group_is_known_by_its_title_and_an_untitled_column_by_its_mark() -> None:
    hung = Group("8", "", agreed=False, ideas=(idea("Ask the county for vans"),))
    made = titling.title(Wall((group("1", INTAKE), hung)), "").groups
    assert made[0].mark == made[0].title
    assert made[1].mark == "8"
    assert made[1].title == "Ask the county for vans"


def test_proposals_show_the_new_titles() -> None:
    hung = Group("8", "", agreed=False, ideas=(idea("Ask the county for vans"),))
    loose = Unplaced(idea("More vans"), (Proposal("8", "", 0.9),))
    (shown,) = titling.title(Wall((hung,), (loose,)), "").not_placed
    assert shown.proposals == (Proposal("8", "Ask the county for vans", 0.9),)


def test_deeds_answer_what_did_we_do() -> None:
    texts = (
        "Train front desk staff",
        "Train front desk staff on referrals",
        "Train the front desk",
    )
    assert titles(group("1", texts), group("2", RIDES), question=DONE)[0] == (
        "Training front desk staff"
    )


def test_orders_stay_orders_when_no_question_is_known() -> None:
    texts = (
        "Train front desk staff",
        "Train front desk staff on referrals",
        "Train the front desk",
    )
    orders = ("Buy bus passes", "Give bus passes to students", "Print bus passes")
    assert titles(group("1", texts), group("2", orders)) == [
        "Train front desk staff",
        "Buy bus passes",
    ]


def test_acronyms_and_names_keep_their_capitals() -> None:
    texts = ("Review the MOU every January", "Sign the MOU in January", "MOU review in January")
    (made,) = titles(group("1", texts), question="What are the conditions?")
    assert "MOU" in made
    assert "January" in made or "january" not in made


def test_nouns_are_not_turned_into_verbs() -> None:
    texts = ("Cloud services for files", "Cloud services for records", "Cloud services")
    assert titles(group("1", texts), group("2", RIDES), question=DONE)[0] == "Cloud services"


@pytest.mark.parametrize("words", ["🎉", "???", "a", "…", "TANF", "x" * 300])
def test_a_group_of_odd_cards_still_gets_a_title(words: str) -> None:
    (made,) = titles(group("1", [words]))
    assert made.strip()


def test_a_card_that_may_name_a_person_gives_no_words_to_a_title() -> None:
    texts = ("Ms. Reyes lost child care in week 3", "Ms. Reyes lost child care again", "Ask Bo")
    held = tuple(idea(text) for text in texts)
    wall = Wall((Group("1", "", agreed=False, ideas=held), group("2", INTAKE)))
    assert titling.title(wall, "").groups[0].title == "Ask Bo"
    assert all(
        not {"reyes", "child", "care"} & set(each.casefold().split())
        for each in titling.coach(wall.groups[0], wall, "").alternatives
    )
    cleared = tuple(replace(each, cleared=True) for each in held)
    wall = Wall((Group("1", "", agreed=False, ideas=cleared), group("2", INTAKE)))
    assert "child care" in titling.title(wall, "").groups[0].title


def test_one_card_speaks_for_itself() -> None:
    assert titles(group("1", ["Bus route that stops at the college"]), group("2", INTAKE))[0] == (
        "Bus route that stops at the college"
    )


def test_cards_of_one_word_give_two_of_them() -> None:
    (made,) = titles(group("1", ["Metro", "Bus", "Transit"]))
    assert re.fullmatch(r"(Metro|Bus|Transit) and (metro|bus|transit)", made)


def test_a_group_of_cards_that_may_name_persons_is_called_just_that() -> None:
    (made,) = titles(group("1", ["Call Ms. Reyes", "Mr. Poe: 555-010-0199"]))
    assert made == "Cards that may name a person"


@pytest.mark.parametrize(
    "odd",
    [
        '=HYPERLINK("http://example.org","shared list of stops")',
        "www.example.org shared list of stops",
    ],
)
def test_formulas_and_addresses_give_no_title_where_others_can(odd: str) -> None:
    (made,) = titles(group("1", [odd, odd, odd, "Evening classes"]))
    assert made == "Evening classes"


@pytest.mark.parametrize(
    "card",
    [
        "Card number 102 about topic 3 and something else entirely",
        "Ein gemeinsames Formular of the and or",
        "What we are looking for",
        "Agree about the",
    ],
)
def test_no_title_ends_in_the_middle(card: str) -> None:
    (made,) = titles(group("1", [card]))
    assert made.split()[-1] not in phrases.NO_END


@pytest.mark.parametrize(("behind", "first"), [(0.05, "Open an account"), (0.2, "Age minimum")])
def test_a_title_that_more_cards_support_stands_before_one_cards_own_words(
    behind: float, first: str
) -> None:
    texts = (
        "Age minimum",
        "Open an account for my daughter",
        "Open an account online",
        "My son wants to open an account",
        "How old are the savers",
    )
    desk = titling.Desk([group("1", texts).ideas, group("2", RIDES).ideas], "")
    row = desk.apart[0]
    ranked = [
        titling.Candidate("Age minimum", 0.9, frozenset(words("Age minimum")), row),
        titling.Candidate("Open an account", 0.9 - behind, frozenset(words("open account")), row),
    ]
    assert next(each.title for each in desk._wider(0, ranked)) == first


def test_a_very_long_card_is_cut_where_a_reader_would_pause() -> None:
    card = phrases.shortened(
        "The written plan for disagreements between partners that meet every month in the library"
    )
    assert card is not None
    assert phrases.written(card, frozenset()) == "Written plan for disagreements between partners"


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Share data with partners", "V N I N"),
        ("Staff share a desk", "N V T N"),
        ("The county plan", "T N N"),
        ("Plan the county visit", "V T N N"),
        ("Access to transit", "N O N"),
        ("Warm handoff within 2 days", "J N I M N"),
        ("Cross-train front desk staff", "V J N N"),
        ("Client tells her story", "N Z T N"),
        ("MOU says who calls", "P Z S N"),
        ("Shared referral log", "E N N"),
        ("Partners should share data", "N X V N"),
        ("Text reminder before class", "N N I N"),
        ("Adult Education And Family Support", "J N C N N"),
        ("Contract specifies a warranty", "N Z T N"),
        ("Why doesn't my card work?", "S X T N V ."),
        ("Make my card work", "V T N V"),
        ("Member(s) of the team have experience", "N I T N X N"),
        ("How many days off", "S T N N"),
    ],
)
def test_verbs_are_told_from_nouns(text: str, does: str) -> None:
    assert parsed(text) == does


COACHED = {
    "Communication": "It is one word. A title of 3 to 7 words says what the cards say about it.",
    "Improve communication": "It is a stock phrase that could stand over any wall. "
    "Say what these cards say.",
    "Bus passes, rides, etc.": 'It ends with "etc.". Name what is meant, or leave it out.',
    "Bus passes for students and for clinical days and more": "It has 10 words. "
    "3 to 7 can be read from across a room.",
    "Blue sky thinking": "None of its words is on its cards. "
    "Ask the group whether it speaks for them.",
    "Shared intake": "Column 1 has the same title. Say how the two differ.",
    "": "Nobody has titled this group yet.",
}


@pytest.mark.parametrize("title", COACHED)
def test_the_coach_says_why_a_title_is_weak(title: str) -> None:
    weak = group("2", RIDES, title, agreed=True)
    wall = Wall((group("1", INTAKE, "Shared intake", agreed=True), weak))
    advice = titling.coach(weak, wall, "")
    assert COACHED[title] in advice.weak
    assert len(advice.alternatives) == 2
    assert title not in advice.alternatives


@pytest.mark.parametrize(
    ("card", "cut"),
    [
        ("Ensure design resources include people with disabilities", "ensure design resources"),
        ("Understand the points at which people meet", "understand the points at which people"),
        ("Gather data in order to plan the budget", "gather data in order"),
        ("how much am I paying in taxes", "paying in taxes"),
        ("Upgrade the system system and train front desk staff", "upgrade the system system"),
        ("Vendors (Guide for Towns (Spain)) meet us monthly", "guide for towns"),
        (
            "The law will force citizens to vote even if they are ill",
            "law will force citizens to vote even",
        ),
        ("of the team have seen the data", "team have seen the data"),
        ("Develop processes to ensure that data is safe", "develop processes to ensure"),
    ],
)
def test_no_phrase_is_cut_out_of_the_middle(card: str, cut: str) -> None:
    made = {" ".join(word.plain for word in each.words) for each in phrases.phrases(card)}
    assert made
    assert cut not in made


def test_the_coach_finds_no_word_missing_where_cards_have_none() -> None:
    signs = group("2", ["👍", "!!"], "Cards without words")
    assert titling.coach(signs, Wall((signs,)), "").weak == ()


def test_the_coach_has_nothing_against_a_good_title() -> None:
    good = group("2", RIDES, "Bus passes and shared rides", agreed=True)
    wall = Wall((group("1", INTAKE, "Shared intake", agreed=True), good))
    assert titling.coach(good, wall, "").weak == ()


def test_the_coach_names_the_cards_a_title_leaves_out() -> None:
    weak = group("2", (*RIDES, "Celebrate with cake"), "Bus passes for students", agreed=True)
    wall = Wall((group("1", INTAKE, "Shared intake", agreed=True), weak))
    advice = titling.coach(weak, wall, "")
    assert [each.text for each in advice.left_out] == ["Celebrate with cake"]
    assert advice.weak == ('It leaves out this card: "Celebrate with cake".',)


def test_the_coach_names_three_cards_at_most() -> None:
    others = (
        "Celebrate with cake",
        "Paint the fence",
        "Hire a nurse",
        "Plant an orchard",
        "Bake bread",
        "Read aloud to toddlers",
    )
    weak = group("2", (*RIDES, *others), "Bus passes for students", agreed=True)
    advice = titling.coach(weak, Wall((weak,)), "")
    assert len(advice.left_out) == 3
    assert {each.text for each in advice.left_out} < set(others)
    assert sum(each in advice.weak[0] for each in others) == 3


def test_the_coach_has_no_alternatives_for_a_title_without_cards() -> None:
    wall = Wall((Group("1", "Rides to class", agreed=True, ideas=()),))
    assert titling.advise(wall, "") == (Advice((), ()),)


def test_alternatives_differ_from_each_other() -> None:
    advice = titling.coach(group("1", INTAKE), Wall((group("1", INTAKE), group("2", RIDES))), "")
    first, second = (set(each.casefold().split()) for each in advice.alternatives)
    assert len(first & second) < max(len(first), len(second))


@pytest.mark.parametrize(
    ("card", "never"),
    [
        ("No infant spots anywhere", "Infant spots"),
        ("lack of night buses", "Night buses"),
        ("van w/ resident drivers", "Van w"),
        ("my students want in, nobody asks us", "Students want"),
        ("clinicals start 6:30 at the annex", "Clinicals start 6"),
    ],
)
def test_nothing_is_cut_so_that_its_sense_turns(card: str, never: str) -> None:
    found = {phrases.written(each, frozenset()) for each in phrases.phrases(card)}
    assert never not in found


def test_times_and_w_stay_whole() -> None:
    found = {
        phrases.written(each, frozenset()) for each in phrases.phrases("Van w/ resident drivers")
    }
    assert "Van w/ resident drivers" in found
    said = [word.text for word in grammar.parse("1:1 coaching at 6:30 w/o fees")]
    assert said == ["1:1", "coaching", "at", "6:30", "w/o", "fees"]


def test_shouting_is_calmed_and_names_of_several_words_keep_their_capitals() -> None:
    (loud, *_) = phrases.phrases("NIGHT BUSES FOR EVERY SHIFT")
    assert phrases.written(loud, frozenset()) == "Night buses"
    found = {phrases.written(e, frozenset()) for e in phrases.phrases("kids at Three Pines school")}
    assert "Three Pines school" in found


SCATTERED = ("gas cards run out fast", "lost uniforms again", "TB test fee", "sitter quits often", "phones cut off")  # fmt: skip


def test_a_title_is_not_one_cards_words_over_many_others() -> None:
    (title, _) = titles(group("1", SCATTERED), group("2", RIDES))
    told = set(words(title))
    assert sum(bool(told & set(words(card))) for card in SCATTERED) > 1
    assert 2 <= len(title.split()) <= 8


def test_a_title_that_is_only_the_topic_of_the_wall_is_not_offered() -> None:
    cards = ("night nurses need rides", "night nurses share vans", "vans for night nurses")
    made = titling.title(Wall((group("1", cards), group("2", INTAKE))), "What helps night nurses?")
    assert made.groups[0].title not in {"Night nurses", "Nurses"}


@pytest.mark.parametrize(
    ("card", "cut"),
    [
        ("The tool room was a classroom full of noise", "Classroom full"),
        ("Open the lab office till 8", "Lab office till"),
        ("Copay due upfront, paycheck 2 wks later", "Paycheck 2 wks"),
        ("Boat ride great, and poor parking", "Boat ride great"),
    ],
)
def test_no_thing_ends_in_what_is_said_of_it(card: str, cut: str) -> None:
    found = [(p.kind, phrases.written(p, frozenset())) for p in phrases.phrases(card)]
    assert (phrases.Kind.THING, cut) not in found


@pytest.mark.parametrize(
    ("card", "thing"),
    [
        ("For the public good", "Public good"),
        ("Rooms for year 2 students", "Year 2 students"),
        ("A good fit for every graduate", "Good fit"),
    ],
)
def test_a_thing_with_such_words_stays_whole(card: str, thing: str) -> None:
    found = [(p.kind, phrases.written(p, frozenset())) for p in phrases.phrases(card)]
    assert (phrases.Kind.THING, thing) in found


# ── details of one card ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("3 wks", True), ("12 person shop", True), ("Info form x4", True), ("75c raise", True), ("Legal aid 1x", True),
        ("$40 fee", True), ("Story told 5x", True), ("Rule 9 in every county", True),
        ("Make Section 3", False), ("1:1 coaching", False), ("4-H barn", False), ("K12 schools", False), ("Night bus", False),
        ("9", True), ("year 9", True), ("18mos pilot", True),
    ],
)  # fmt: skip
def test_a_number_in_a_title_is_a_detail_unless_it_is_part_of_a_name(
    title: str, counts: bool
) -> None:
    assert titling._counts(title) is counts


def test_a_list_of_things_tells_no_numbers_where_others_do() -> None:
    cards = (
        "3 wks without pay",
        "big refunds in spring",
        "a cold mill in winter",
        "hens for 40 homes",
    )

    (made,) = titles(group("1", cards))

    assert " and " in made
    assert not any(character.isdigit() for character in made)


@pytest.mark.parametrize(
    ("less", "title"), [(0.14, "Bus passes and child care"), (0.16, "Bus passes")]
)
def test_a_group_of_two_halves_is_named_after_both_where_the_second_is_nearly_as_good(
    less: float, title: str
) -> None:
    cards = (
        "Bus passes for students",
        "Bus passes on clinical days",
        "Child care on weekends",
        "Child care near the mill",
    )
    desk = titling.Desk([group("1", cards).ideas, group("2", INTAKE).ideas], "")
    ranked = [
        titling.Candidate(each, score, frozenset(words(each)), row)
        for each, score, row in zip(
            ("Bus passes", "Child care"), (1.0, 1.0 - less), np.eye(2), strict=True
        )
    ]
    things = {each.title: phrases.Kind.THING for each in ranked}

    assert desk._paired(0, ranked, things)[0].title == title


def test_a_title_that_tells_a_number_is_so_much_less_good() -> None:
    desk = titling.Desk([group("1", RIDES).ideas, group("2", INTAKE).ideas], "")
    plain = desk._fit("Coach for school kids", phrases.Kind.THING)
    told = desk._fit("Coach for 480 kids", phrases.Kind.THING)

    assert 0.2 < plain - told < 0.3


@pytest.mark.parametrize(
    ("card", "held", "over"),
    [
        ("gas cards for the drive", {"gas", "card"}, True),
        ("library cards", {"gas", "card"}, False),  # one word of two
        ("gas for the van", {"gas"}, True),
        ("night bus on weekdays", {"night", "bus", "clinic", "stop"}, True),
        ("night bus on weekdays", {"night", "bus", "clinic", "stop", "road"}, False),
    ],
)
def test_a_card_holds_a_title_by_half_of_its_words_and_two(
    card: str, held: set[str], over: bool
) -> None:
    assert titling._holds(set(words(card)), frozenset(held)) is over


@pytest.mark.parametrize(
    ("card", "never"),
    [
        ("Trustees think daycare is a hobby", "think"),
        ("the app takes forever", "takes"),
        ("shelf stock lol nobody trains", "lol"),
        ("a raise b/c nights are long", "b/c"),
        ("farmers dont answer the phone", "dont"),
        ("permits pls", "pls"),
    ],
)
def test_no_thing_holds_half_a_sentence(card: str, never: str) -> None:
    things = [each for each in phrases.phrases(card) if each.kind is phrases.Kind.THING]

    assert never not in {word.plain for each in things for word in each.words}


def test_a_shouted_and_is_calmed() -> None:
    phrase = next(each for each in phrases.phrases("Foreman AND tenant") if len(each) == 3)

    assert phrases.written(phrase, frozenset()) == "Foreman and tenant"


@pytest.mark.parametrize(
    ("title", "inside"),
    [("Alder Tech", "Alder Tech"), ("Shared intake", "shared intake"), ("Bus Pass fund", "Bus Pass fund")],
)  # fmt: skip
def test_a_name_of_two_words_keeps_its_capitals_inside_a_list(title: str, inside: str) -> None:
    assert phrases.continued(title, frozenset()) == inside


@pytest.mark.parametrize(
    ("words_of_it", "telling"),
    [("intake form", True), ("new form", True), ("new way", False), ("different persons", True), ("good things", False)],
)  # fmt: skip
def test_a_phrase_tells_something_where_one_of_its_words_does(
    words_of_it: str, telling: bool
) -> None:
    said = tuple(grammar.Word(each, "N") for each in words_of_it.split())

    assert titling._telling(phrases.Phrase(said, phrases.Kind.THING)) is telling
    assert not titling._telling(phrases.Phrase((grammar.Word("form", "I"),), phrases.Kind.THING))
