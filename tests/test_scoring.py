"""Answers are counted by role and by site, and only where their item is certain."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline import scoring
from pipeline.model import (
    Answer,
    Instrument,
    Item,
    ItemScore,
    Reply,
    Response,
    Role,
    RoleScore,
    SiteScore,
    Typed,
)
from pipeline.problems import InputRefused, Place

FORM = Instrument(
    "ours",
    "A check",
    (
        Role("1", "Vision", (Item("V1", "Agencies share one vision"), Item("V2", "Leaders wrote it together"))),
        Role("2", "Policy", (Item("P1", "One agenda serves the vision"),)),
    ),
)  # fmt: skip


def answer(code: str, reply: Reply, statement: str = "", cell: str = "A1") -> Answer:
    words = "" if reply is Reply.BLANK else reply.value
    return Answer(code, statement, reply, Typed(words, Place("form.xlsx", "Answers", cell)))


def response(
    *answers: Answer, site: str = "Alder", person: str = "", form: Instrument | None = None
) -> Response:
    return Response(site, person, answers, form)


def one(*responses: Response, form: Instrument | None = FORM) -> SiteScore:
    (site,) = scoring.score(responses, form)
    return site


def refused(responses: Sequence[Response], form: Instrument | None) -> list[str]:
    with pytest.raises(InputRefused) as error:
        scoring.score(responses, form)
    return [str(problem) for problem in error.value.problems]


def test_counts_come_first_and_a_share_is_of_what_was_answered() -> None:
    site = one(
        response(answer("V1", Reply.YES), answer("V2", Reply.PARTIALLY), answer("P1", Reply.NO))
    )

    vision, policy = site.roles
    assert (vision.count(Reply.YES), vision.count(Reply.PARTIALLY), vision.answered) == (1, 1, 2)
    assert vision.share == 0.75
    assert policy.share == 0


@pytest.mark.parametrize(
    "reply", [Reply.BLANK, Reply.CONFLICT, Reply.UNREADABLE, Reply.NOT_APPLICABLE]
)
def test_what_is_not_an_answer_is_not_counted_as_no(reply: Reply) -> None:
    site = one(response(answer("V1", Reply.YES), answer("V2", reply), answer("P1", reply)))

    assert site.roles[0].share == 1
    assert site.roles[1].share is None
    assert [item.reply for item in site.roles[1].items] == [reply]


@pytest.mark.parametrize(("answered", "share"), [(1, None), (2, 1.0), (3, 1.0)])
def test_a_role_of_which_fewer_than_half_was_answered_has_no_share(
    answered: int, share: float | None
) -> None:
    items = [Item(f"A{n}", f"Statement {n}") for n in range(4)]
    scores = [
        ItemScore(item, Reply.YES if n < answered else Reply.BLANK, ())
        for n, item in enumerate(items)
    ]

    assert RoleScore(Role("1", "R", tuple(items)), tuple(scores)).share == share


def test_an_item_that_a_form_does_not_show_is_blank() -> None:
    site = one(response(answer("V1", Reply.YES)))

    assert [item.item.id for _, item in site.gaps()] == ["V2", "P1"]
    assert site.roles[1].items[0].answers == ()


def test_answers_meet_their_items_by_id_whatever_the_case() -> None:
    site = one(response(answer("v1", Reply.YES, "worded by somebody else")))

    assert site.roles[0].items[0].reply is Reply.YES


def test_answers_without_an_id_meet_their_items_by_text_close_enough() -> None:
    site = one(
        response(
            answer("", Reply.NO, "One agenda serves the vision"),
            answer("", Reply.YES, "Agencies share one  vision."),
            answer("", Reply.PARTIALLY, "Leaders wrote it, together"),
        )
    )

    assert [item.reply for role in site.roles for item in role.items] == [
        Reply.YES,
        Reply.PARTIALLY,
        Reply.NO,
    ]


def test_an_item_that_nobody_knows_is_asked_for_by_its_cell() -> None:
    strange = answer("", Reply.NO, "Agencies share one vision of it all", "C7")

    assert refused([response(strange)], FORM) == [
        (
            "form.xlsx!Answers!C7: “Agencies share one vision of it all” is not an item of this instrument, "
            "or of more than one.\n"
            "  Closest is V1 “Agencies share one vision”. "
            "Use the item's id or its words, or add it to the instrument."
        )
    ]


def test_a_form_of_very_many_items_is_told_what_it_does_not_know_without_a_guess(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scoring, "MOST_COMPARED", 2)

    assert refused([response(answer("", Reply.NO, "Agencies share a vision", "C7"))], FORM) == [
        (
            "form.xlsx!Answers!C7: “Agencies share a vision” is not an item of this instrument, "
            "or of more than one.\n"
            "  Use the item's id or its words, or add it to the instrument."
        )
    ]


def test_text_that_could_be_two_items_is_not_guessed() -> None:
    twins = Instrument(
        "t",
        "T",
        (Role("1", "R", (Item("A1", "Other needs, first"), Item("A2", "Other needs, fifth"))),),
    )

    (message,) = refused([response(answer("", Reply.NO, "Other needs, fifst"))], twins)

    assert "is not an item of this instrument, or of more than one." in message


def test_a_code_that_the_instrument_lacks_is_not_matched_by_its_text() -> None:
    (message,) = refused([response(answer("X9", Reply.NO, "Agencies share one visions"))], FORM)

    assert message.startswith(
        "form.xlsx!Answers!A1: “X9 Agencies share one visions” is not an item"
    )


def test_one_item_answered_twice_on_a_form_is_asked() -> None:
    twice = response(answer("V1", Reply.YES, cell="B2"), answer("V1", Reply.NO, cell="B9"))

    assert refused([twice], FORM) == [
        "form.xlsx!Answers!B9: V1 is answered twice on this form, first in B2.\n  Clear one of the two."
    ]


def test_people_of_one_site_agree_or_their_answers_are_kept_as_a_disagreement() -> None:
    ana = response(
        answer("V1", Reply.YES), answer("V2", Reply.NO), answer("P1", Reply.BLANK), person="Ana"
    )
    ben = response(
        answer("V1", Reply.YES),
        answer("V2", Reply.YES),
        answer("P1", Reply.NO),
        person="Ben",
        site="alder ",
    )

    site = one(ana, ben)

    assert [item.reply for role in site.roles for item in role.items] == [
        Reply.YES,
        Reply.CONFLICT,
        Reply.NO,
    ]
    assert [each.reply for each in site.roles[0].items[1].answers] == [Reply.NO, Reply.YES]
    assert (site.site, site.respondents) == ("Alder", ("Ana", "Ben"))


def test_each_site_is_counted_by_itself_in_the_order_read() -> None:
    sites = scoring.score(
        [response(answer("V1", Reply.YES), site="Caldera"), response(answer("V1", Reply.NO))], FORM
    )

    assert [site.site for site in sites] == ["Caldera", "Alder"]


def test_a_form_with_its_own_headings_needs_no_instrument() -> None:
    site = one(response(answer("V1", Reply.YES), form=FORM), form=None)

    assert site.instrument == "A check"


def test_answers_without_headings_need_an_instrument() -> None:
    headless = [response(answer("V1", Reply.YES)), response(answer("V1", Reply.NO), site="Caldera")]

    assert refused(headless, None) == [
        (
            "form.xlsx!Answers: It has answers, but no headings for the roles.\n"
            "  Pass --instrument NAME or FILE: one of ours, or a copy of the form with its headings."
        )
    ]


def test_two_different_forms_from_one_site_are_asked() -> None:
    text = Typed("A new item", Place("b.xlsx", "Form", "D9"))
    other = Instrument("b", "B", (Role("1", "Vision", (Item("V9", text),)),))

    assert refused(
        [
            response(answer("V1", Reply.YES), form=FORM),
            response(answer("V9", Reply.NO), form=other),
        ],
        None,
    ) == [
        (
            "b.xlsx!Form!D9: V9 is not on the first form from Alder.\n"
            "  Use the same form for one site, or name the sites apart."
        )
    ]


def test_a_list_of_items_is_nobody_s_answers() -> None:
    assert scoring.score([response(form=FORM)], None) == ()


def test_a_form_of_thousands_of_items_is_scored_at_once() -> None:
    items = tuple(Item(f"A{n}", f"Statement number {n} of very many") for n in range(4000))
    form = Instrument("long", "Long", (Role("1", "One role", items),))
    answers = tuple(Answer(item.id, item.text, Reply.YES, Typed("x", Place("f"))) for item in items)

    (site,) = scoring.score([Response("Alder", "", answers)], form)

    assert site.roles[0].answered == 4000


@pytest.mark.parametrize("team", ["", "State team", "All of us"])
def test_what_the_team_answered_is_kept_apart_from_what_its_members_did(team: str) -> None:
    site = one(
        response(answer("V1", Reply.YES), person=team),
        response(answer("V1", Reply.NO), person="Ana"),
        response(answer("V1", Reply.PARTIALLY), person="Ben"),
    )
    vision = site.roles[0].items[0]
    assert vision.reply is Reply.YES
    assert [each.reply for each in vision.answers] == [Reply.YES]
    assert [each.reply for each in vision.alone] == [Reply.NO, Reply.PARTIALLY]


def test_several_nameless_forms_are_no_teams_form() -> None:
    people = [response(answer("V1", Reply.YES), person=name) for name in ("", "", "Ana")]
    assert len(one(*people).roles[0].items[0].answers) == 3


def test_an_id_on_the_words_of_another_item_is_asked_about() -> None:
    renumbered = response(answer("V2", Reply.YES, "Agencies share one vision", "C4"))
    (said,) = refused([renumbered], FORM)
    assert "V2 is “Leaders wrote it together”, but the words here are those of V1" in said
    assert said.endswith("Write V1, or the words of V2.")
    worded_anew = response(answer("V2", Reply.YES, "All heads had a hand in it"))
    assert one(worded_anew).roles[0].items[1].reply is Reply.YES


# ── each side of what is the same item, site or line ─────────────────────────────────────────

VISION = "Agencies share one vision of health careers"
CLOSE = "Agencies share one vision for health careers"
OTHER = "Leaders wrote a plan of their own together"


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ([("V1", VISION)], 0),
        ([("X9", VISION)], 0),  # the same words under another id
        ([("X9", VISION.upper())], 0),
        ([("v1", CLOSE)], 0),  # the same id, and words close to these
        ([("V1", OTHER)], None),
        ([("X9", CLOSE)], None),
        ([("V1", CLOSE), ("X9", VISION)], 1),  # words go before the id
        ([("X8", VISION), ("X9", VISION)], None),  # one of two
        ([("X8", VISION), ("V1", VISION)], 1),
        ([], None),
    ],
)
def test_the_same_item_is_told_by_its_words_or_its_id_and_close_words(
    then: Sequence[tuple[str, str]], found: int | None
) -> None:
    others = [ItemScore(Item(*each), Reply.YES) for each in then]

    before = scoring._same_item(Item("V1", VISION), others)

    assert before is (None if found is None else others[found])


@pytest.mark.parametrize(
    ("statement", "reply", "said"),
    [
        ("A line of no item at all", Reply.BLANK, True),
        ("A line of no item at all", Reply.YES, False),
        ("Agencies share one vision", Reply.BLANK, False),
        ("Agencies share one vision", Reply.YES, False),
    ],
)
def test_only_a_line_that_nobody_answered_and_nobody_asks_is_left_out(
    statement: str, reply: Reply, *, said: bool
) -> None:
    answers = [response(answer("", reply, statement, "B7"))]

    found = list(scoring.unasked(answers, FORM))

    assert [str(each.place) for each in found] == ["form.xlsx!Answers!B7"] * said
    assert list(scoring.unasked(answers, None)) == []


@pytest.mark.parametrize(
    ("now", "then", "compared"),
    [
        ([("Alder", True)], [("Alder", True)], ["Alder"]),
        ([("Alder", True)], [("Birch", True)], []),
        ([("Alder", False)], [("Birch", True)], ["Alder"]),  # one of them does not say its site
        ([("Alder", True)], [("Birch", False)], ["Alder"]),
        ([("Alder", False)], [("Birch", False)], ["Alder"]),
        ([("Alder", False), ("Cedar", True)], [("Birch", True)], []),
        ([("Alder", False)], [("Birch", True), ("Cedar", True)], []),
        ([("Alder", True), ("Cedar", True)], [("cedar ", True)], ["Cedar"]),
    ],
)
def test_sites_are_compared_by_name_or_where_there_is_no_other(
    now: Sequence[tuple[str, bool]], then: Sequence[tuple[str, bool]], compared: list[str]
) -> None:
    def sites(said: Sequence[tuple[str, bool]]) -> list[SiteScore]:
        score = one(response(answer("V1", Reply.YES)))
        return [replace(score, site=site, told=told) for site, told in said]

    changes, _ = scoring.compare(sites(now), sites(then))

    assert [each.site for each in changes] == compared


@pytest.mark.parametrize(
    ("now", "then", "known"),
    [
        (("Alder", True), ("Birch", True), ""),
        (("Alder", True), ("Birch", False), "Alder"),
        (("Alder", False), ("Birch", True), "Birch"),
        (("Alder", False), ("Birch", False), "Birch"),
        (("Alder", False), ("Alder 2025", False), ""),  # the same, whatever the year
    ],
)
def test_a_form_that_is_taken_for_the_other_sites_is_told(
    now: tuple[str, bool], then: tuple[str, bool], known: str
) -> None:
    score = one(response(answer("V1", Reply.YES)))
    said = [[replace(score, site=site, told=told)] for site, told in (now, then)]

    found = [each.message for each in scoring.compare(said[0], said[1])[1]]

    if known:
        assert found == [
            f"This form does not say where it comes from: it is compared as that of {known}."
        ]
    else:
        assert not any("does not say where" in each for each in found)
