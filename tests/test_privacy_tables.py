"""Every word of every table that privacy goes by is walked over once, and both sides of every bound."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

import pytest
from made import Row, changed

from pipeline import privacy
from pipeline.model import (
    About,
    Action,
    Commitment,
    Decision,
    Details,
    Idea,
    Partner,
    Rating,
    Response,
    Title,
    Typed,
    When,
    Worksheet,
    Workshop,
)
from pipeline.privacy import contact, given_names, guard, signs
from pipeline.problems import Place, Problem
from pipeline.program import (
    Design,
    Habit,
    Initiative,
    Milestone,
    PartnerReview,
    Principle,
    Profile,
    Program,
    RegionReport,
    Segment,
    Service,
    StateNews,
    Term,
    Watcher,
)

HELD = guard.HELD
SHEET = Place("w.xlsx", "S")


def typed(words: str, cell: str = "B2") -> Typed:
    return Typed(words, replace(SHEET, cell=cell))


def pinned(words: Iterable[str]) -> tuple[int, str]:
    """Return how many words a table has, and what changes with any of them."""
    listed = sorted(words)
    return len(listed), sha256("\n".join(listed).encode()).hexdigest()[:12]


# A table that was changed on purpose is counted anew here: the second figure is printed by pytest.
def test_no_word_of_a_table_is_lost() -> None:
    assert {
        "GIVEN": pinned(given_names.GIVEN),
        "OF_PLACES": pinned(given_names.OF_PLACES),
        "_NO_NAMES": pinned(signs._NO_NAMES),
        "_WITH_DIGITS": pinned(signs._WITH_DIGITS),
        "KINDS": pinned(signs.KINDS),
        "_PATTERNS": pinned(signs._PATTERNS.values()),
        "_ANYWHERE": pinned([contact._ANYWHERE.pattern]),
        "_AS_AN_ORDER": pinned([contact._AS_AN_ORDER.pattern]),
        "_KIN": pinned([signs._KIN.pattern, signs._CUE.pattern, signs._FAMOUS.pattern]),
        "__all__": pinned(privacy.__all__),
    } == TABLES


def test_every_given_name_makes_a_whole_name_of_what_follows() -> None:
    for name in given_names.GIVEN:
        words = f"The story of {name.capitalize()} Okonjo moved us"
        assert "a whole name" in list(signs.signs(words)), name


def test_every_word_for_a_person_is_asked_for_numbers_letters_and_names() -> None:
    for person in signs._PEOPLE:
        assert signs._CASE in signs.signs(f"Please ask {person} 445566 today"), person
        assert signs._CASE in signs.signs(f"Please ask {person}s no. 4455 today"), person
        assert signs._LETTER in signs.signs(f"Yesterday we met {person.title()} K. again"), person
        assert "a person's first name" in signs.signs(f"We met {person} Tanya again"), person


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Please look at case 445566 again", signs._CASE),
        ("Please look at dockets nr. 4455 again", signs._CASE),
        ("It stands there as ID 445566 since May", signs._CASE),
        ("Yesterday her name was Tanya again", "a person's first name"),
        ("Buenas, me llamo Tanya, un gusto", "a person's first name"),
        ("La chica se llama Tanya, un gusto", "a person's first name"),
        ("It was ſSN 4, typed in old letters", signs._CASE),
    ],
)
def test_words_without_which_a_kind_is_not_looked_for(words: str, kind: str) -> None:
    assert kind in signs.signs(words)


def test_a_letter_behind_a_word_that_counts_is_no_initial() -> None:
    for word in signs._NO_NAMES:
        words = f"Look at {word} B. Then we talk"
        assert "a name with an initial" not in list(signs.signs(words)), word


def test_a_word_of_a_place_behind_a_name_makes_a_place_of_it() -> None:
    for word in given_names.OF_PLACES:
        assert not privacy.names_a_person(f"Meet at Rosa Alvarez {word.capitalize()} on time"), word


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Miss Rivera came early", "a name with a title"),
        ("miss Rivera came early", "a name with a title"),
        ("Mrs. Rivera came early", "a name with a title"),
        ("Ms Rivera", "a name with a title"),
        ("Mr. and Mrs. Rivera", "a name with a title"),
        ("Sra. Rivera", "a name with a title"),
        ("Prof. Rivera", "a name with a title"),
        ("Dr. Rivera", "a name with a title"),
        ("we thank Maria Li for the vans", "a whole name"),
        ("we thank Maria Lopez", "a whole name"),
        ("the child was born on 4 may", "a date of birth"),
        ("the child was born on may 4", "a date of birth"),
        ("we saw maria's daughter", None),
    ],
)
def test_what_names_a_person_is_told_by_its_kind(words: str, kind: str | None) -> None:
    found = list(signs.signs(words))

    assert (kind in found) if kind else found == []


@pytest.mark.parametrize(
    "words",
    ["We miss work", "We miss Work days", "I miss School buses", "Maria DC", "the Dr. Drew Center opened", "Drs visits"],
)  # fmt: skip
def test_what_names_nobody_is_told_by_none(words: str) -> None:
    assert list(signs.signs(words)) == []


INITIAL, FIRST, WHOLE = signs._INITIAL, signs._FIRST, signs._WHOLE


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("a@home.example", ["an e-mail address"]),  # the only sign is the second letter
        ("the dob is missing", ["a date of birth"]),
        ("Maria's daughter waits", [FIRST]),
        ("Work's home is here", []),
        ("We saw Tanya K today", [INITIAL]),
        ("We saw Plan K today", []),
        ("we saw tanya K today", []),
        ("the Rev. Dr. Martin Luther King, Jr. met Tanya D.", [INITIAL]),
        ("on Dr. Seuss day", []),
        ("Ask client José’s aunt", [FIRST]),
        ("Ask client JOSE's aunt", [FIRST]),
        ("Ask client Josefs aunt", []),
        # a doctor, or what is named after one: the next three words, of sixty letters, tell
        ("Ask Dr. Drew Center", []),
        ("Ask Dr. Drew center", ["a name with a title"]),
        ("Ask Dr. Drew Ong Poe Center", []),
        ("Ask Dr. Drew Ong Poe Lind Center", ["a name with a title"]),
        ("Ask Dr. Center", ["a name with a title"]),
        (f"Ask Dr. D{'e' * 26} {'f' * 27} Center", []),
        (f"Ask Dr. D{'e' * 27} {'f' * 27} Center", ["a name with a title"]),
        # a first name and another word: a person, or what is named after one
        ("we thank Tanya Reed", [WHOLE]),
        ("we thank tanya Reed", []),
        ("we thank Tanya reed", []),
        ("we thank Tanya  Reed", [WHOLE]),
        ("we thank Tanya\u00a0Reed", [WHOLE]),
        ("we thank Tanya\nReed", []),
        ("we thank Tanya\tReed", []),
        ("we thank Jane  D. for it", [INITIAL]),
        ("the date\u00a0of  birth is missing", ["a date of birth"]),
        ("we thank Tanya, Reed", []),
        ("we thank Tanya REED", []),
        ("we thank Tanya REEDS", [WHOLE]),
        ("we thank Tanya Li", [WHOLE]),
        ("we thank Tanya L of us", [INITIAL]),
        ("we thank Tanya Reed center", [WHOLE]),
        ("we thank Tanya Reed Center", []),
        ("we thank Tanya Reed and Poe Center", [WHOLE]),
        ("we thank Tanya Reed Poe Center", []),
        ("we thank Tanya Reed Poe Lind Center", [WHOLE]),
        ("we thank Okonjo Tanya", []),
        ("we thank Reed, Tanya Ong and all", [WHOLE]),
    ],
)  # fmt: skip
def test_each_side_of_what_makes_a_person_of_words(words: str, kinds: list[str]) -> None:
    assert list(signs.signs(words)) == kinds


# ── who is not to be written to ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words", ["do not contact", "do   not\t contact", "DNC", "please do not call"]
)
def test_an_order_not_to_write_is_one_with_any_blanks(words: str) -> None:
    assert privacy.asks_no_contact(words)
    assert privacy.asks_no_contact(words, in_passing=True)


def test_a_sentence_on_families_is_no_order() -> None:
    assert privacy.asks_no_contact("Many families do not call back")
    assert not privacy.asks_no_contact("Many families do not call back", in_passing=True)
    assert (
        privacy.asks_no_contact("Bad history, do not contact.", in_passing=True) == "do not contact"
    )


# ── what is said of it ───────────────────────────────────────────────────────────────────────


def card(number: int, words: str = "Ms. Rivera lost her bus", *, cleared: bool = False) -> Idea:
    return Idea(id=f"N{number}", text=typed(words, f"B{number}"), cleared=cleared)


@pytest.mark.parametrize(("count", "more"), [(1, ""), (2, ""), (10, ""), (11, ", …")])
def test_cards_that_are_held_back_are_counted_and_named(count: int, more: str) -> None:
    cards = [card(number) for number in range(1, count + 1)]

    (said,) = privacy.notices([*cards, card(40, "Rides to work"), card(41, cleared=True)])

    names = ", ".join(f"N{number}" for number in range(1, min(count, 10) + 1)) + more
    some = "1 card may name a person and is" if count == 1 else f"{count} cards may name a person and are"  # fmt: skip
    assert said == Problem(
        SHEET,
        f"{some} held back from the documents: {names}.",
        "Write yes under Clear to print for a card that may be printed.",
    )


def test_a_message_quotes_no_words_on_a_person() -> None:
    words = "Ms. Rivera lost her bus"
    said = Problem(SHEET, f'Card "{words}" stands twice, as “{words}” does, and "Rides to work".')

    shown = privacy.discreet(said).message

    short = f"… ({len(words)} characters, held back)"
    assert shown == f'Card "{short}" stands twice, as “{short}” does, and "Rides to work".'
    assert privacy.discreet(Problem(SHEET, 'No lead is called "Ms. Rivera".')).message == (
        'No lead is called "Ms. Rivera".'
    )


# ── every field that holds sentences is guarded, every other is not ─────────────────────────

SENTENCES: dict[type, set[str]] = {
    Action: {"step", "resources", "measure", "status", "title"},
    Commitment: {"commitment", "recall", "hopeful", "learned"},
    Partner: {
        "populations", "issue_areas", "overlap", "mutual_goals", "they_bring", "we_offer",
        "bigger_problem", "evidence", "evidence_source", "ask", "first_project",
    },
    Rating: {"condition", "sees", "gap", "cause"},
}  # fmt: skip
TIMES = {Action: {"start", "due"}, Commitment: {"by_when"}}
NAMES = {  # of those who act: no secret
    "name", "contact", "introduced_by", "lead_person", "mou_signer", "speaker", "people",
}  # fmt: skip
NO_SENTENCES: dict[type, set[str]] = {  # beside the wall: names of those who act, kinds, numbers
    Design: {"title", "participants", "start_time"},
    Segment: {"phase", "order", "minutes", "segment_minutes", "kind", "people", "papers"},
    RegionReport: {"partnership", "period", "role", "shared"},
    StateNews: {"partnership", "by"},
    Initiative: {
        "name", "funders", "facilitator", "term", "contact", "contact_email", "contact_phone",
    },
    Milestone: {"actor", "state"},
    Principle: {"order"},
    Watcher: {"group", "subgroup", "name"},
    Service: {"organization"},
    Habit: {"partner", "who"},
    Term: {"short", "meaning"},
    Profile: {
        "practice", "program", "organization", "place", "topic", "partners", "number", "denominator",
        "period", "speaker", "speaker_title", "permission", "contact", "verified",
    },
}  # fmt: skip
PERSONAL = "Ms. Rivera lost her bus"


def full(noun: type[Row], **more: object) -> Row:
    """Return a noun whose every typed field says something on a person, each in a cell of its own."""
    given: dict[str, Any] = {}
    for at, field in enumerate(fields(noun), start=1):
        if field.type in (Typed, "Typed"):
            given[field.name] = typed(PERSONAL, f"C{at}")
        elif field.type in (When, "When"):
            given[field.name] = When(typed(PERSONAL, f"C{at}"))
        elif field.type == tuple[Typed, ...]:
            given[field.name] = (typed("Ana Ruiz" if field.name in NAMES else PERSONAL, f"C{at}"),)
        elif field.name == "id":
            given[field.name] = "X1"
    given |= {
        name: typed("Ana Ruiz")
        for name, said in given.items()
        if name in NAMES and not isinstance(said, tuple)
    }
    return noun(**given | more)


def held(row: object) -> set[str]:
    """Return the fields of a row that are held back."""
    return {name for name, said in said_by(row) if said.startswith("[Held back")}


def said_by(row: object) -> Iterator[tuple[str, str]]:
    """Yield each field of a row that holds words, and these."""
    for field in fields(row):  # type: ignore[arg-type]  # a row is a noun
        match getattr(row, field.name):
            case When(words):
                yield field.name, str(words)
            case Typed() as words:
                yield field.name, str(words)
            case (Typed() as words, *_):
                yield field.name, str(words)
            case _:
                continue


@pytest.mark.parametrize("noun", [Action, Commitment, Partner])
@pytest.mark.parametrize("cleared", [False, True])
def test_every_sentence_on_a_person_is_held_back_unless_it_is_cleared(
    noun: type[Action | Commitment | Partner], cleared: bool
) -> None:
    name = {Action: "actions", Commitment: "commitments", Partner: "partners"}[noun]

    safe, said = guard.guarded(changed(Workshop(), **{name: (full(noun, cleared=cleared),)}))

    (row,) = getattr(safe, name)
    assert held(row) == (set() if cleared else SENTENCES[noun] | TIMES.get(noun, set()))
    assert bool(said) != cleared


@pytest.mark.parametrize("noun", NO_SENTENCES)
def test_every_sentence_beside_the_wall_on_a_person_is_held_back_until_it_is_reworded(
    noun: type[Any],
) -> None:
    given = full(noun)

    safe, said = guard.guarded(Workshop(program=Program.of([given])))

    ((row,),) = (pile for each in fields(Program) if (pile := getattr(safe.program, each.name)))
    sentences = {name for name, _ in said_by(given)} - NO_SENTENCES[noun]
    assert held(row) == sentences
    assert [each.hint for each in said] == [guard._REWORD] * bool(sentences)


def test_every_sentence_of_a_worksheet_on_a_person_is_held_back_until_it_is_reworded() -> None:
    sheet = Worksheet((full(Rating),), typed("Rating", "D1"))

    safe, said = guard.guarded(
        Workshop(responses=(Response("Alder", "team", (), worksheet=sheet),))
    )

    assert safe.responses[0].worksheet is not None
    (row,) = safe.responses[0].worksheet.ratings
    assert held(row) == SENTENCES[Rating]
    assert [each.hint for each in said] == [guard._REWORD]


def test_all_that_staff_think_of_a_partner_is_held_back_where_it_names_a_person() -> None:
    review = full(PartnerReview)

    (safe,) = guard.guarded(Workshop(partner_reviews=(review,)))[0].partner_reviews

    assert held(safe) == {name for name, _ in said_by(review)} - {"organization"}


def test_the_name_of_a_lead_is_no_secret_but_one_word_names_nobody_we_know() -> None:
    def steps(lead: str, words: str) -> Workshop:
        return Workshop(
            actions=(replace(full(Action, lead_person=typed(lead)), step=typed(words)),)
        )

    known, _ = guard.guarded(steps("Maria Lopez", "Maria Lopez calls the college"))
    other, _ = guard.guarded(steps("Maria", "Help client Maria with the bus"))

    assert known.actions[0].step == "Maria Lopez calls the college"
    assert other.actions[0].step == HELD


def who_acts(name: Typed) -> Iterator[Workshop]:
    """Yield a workshop for each cell that says who leads, signs, promises or can be called."""
    yield changed(Workshop(), details=Details(signer=name))
    yield changed(Workshop(), details=Details(contact=name))
    yield Workshop(actions=(full(Action, lead_person=name, cleared=True),))
    yield Workshop(commitments=(Commitment(name=name),))
    for field in ("contact", "introduced_by", "mou_signer"):
        yield Workshop(partners=(changed(Partner(typed("P1"), typed("Acorn")), **{field: name}),))
    for row in (
        Segment(typed("Aim"), people=(name,)), Profile(speaker=name), Profile(contact=name), Initiative(contact=name),
    ):  # fmt: skip
        yield Workshop(program=Program.of([row]))


@pytest.mark.parametrize(
    ("words", "shown"),
    [("Ana Ruiz calls", True), ("Ana  Ruiz calls", True), ("Ana Ruizo calls", False)],
)
def test_whoever_acts_is_no_secret_anywhere(words: str, shown: bool) -> None:
    told = list(who_acts(typed("Ana  Ruiz")))
    assert len(told) == 11
    for workshop in told:
        promise = Commitment(commitment=typed(words, "C9"), name=typed("Bo Lind"))
        safe, _ = guard.guarded(replace(workshop, commitments=(*workshop.commitments, promise)))
        assert (safe.commitments[-1].commitment == words) is shown


def test_a_title_on_a_person_has_one_stand_in_wherever_it_stands() -> None:
    one, other = "What Denise Hollis said", "What Tanya Reed said"
    cards = [
        Idea(id=typed(f"N{n}"), text=typed("A van"), title=typed(title, f"D{n}"))
        for n, title in enumerate((one, other, one.upper(), "Rides", ""))
    ]
    workshop = Workshop(
        ideas=tuple(cards),
        titles=(Title(typed("1"), typed(other, "T1"), theme=typed(one, "T2")),),
        actions=(Action(id=typed("S1"), step=typed("Ask"), title=typed(other, "A1")),),
    )

    safe, said = guard.guarded(workshop)

    first, second = (f"[Held back: title {n} may name a person]" for n in (1, 2))
    assert [str(each.title) for each in safe.ideas] == [first, second, first, "Rides", ""]
    assert (str(safe.titles[0].title), str(safe.titles[0].theme)) == (second, first)
    assert str(safe.actions[0].title) == second
    assert [each.hint for each in said] == [guard._CLEAR]


@pytest.mark.parametrize("where", ["titles", "ideas"])
def test_a_title_that_is_cleared_once_is_printed_everywhere(where: str) -> None:
    title = "What Denise Hollis said"
    card = Idea(id=typed("N1"), text=typed("A van"), title=typed(title, "D1"))
    head = Title(typed("1"), typed(title, "T1"))
    for cleared in (False, True):
        workshop = Workshop(
            ideas=(replace(card, cleared=cleared and where == "ideas"),),
            titles=(replace(head, cleared=cleared and where == "titles"),),
            actions=(Action(id=typed("S1"), step=typed("Ask"), title=typed(title, "A1")),),
        )
        safe, said = guard.guarded(workshop)
        shown = [safe.ideas[0].title, safe.titles[0].title, safe.actions[0].title]
        assert [each == title for each in shown] == [cleared] * 3
        assert bool(said) is not cleared


@pytest.mark.parametrize("about", About)
def test_of_decisions_only_titles_and_names_of_gaps_are_held_back(about: About) -> None:
    decided = Decision(about, typed("1"), "title", typed("What Denise Hollis said"))

    (safe,) = guard.guarded(Workshop(decisions=(decided,)))[0].decisions

    assert (safe == decided) is (about not in {About.GAP, About.TITLE})


@pytest.mark.parametrize("count", [1, 2, 10, 11])
def test_texts_that_are_held_back_are_counted_with_their_cells(count: int) -> None:
    rows = tuple(
        Commitment(commitment=typed(PERSONAL, f"C{n}"), name=typed("Ana Ruiz", f"A{n}"))
        for n in range(1, count + 1)
    )

    _, (said,) = guard.guarded(Workshop(commitments=rows))

    listed = ", ".join(f"C{n}" for n in range(1, min(count, 10) + 1)) + ", …" * (count > 10)
    some = "1 text may name a person and is" if count == 1 else f"{count} texts may name a person and are"  # fmt: skip
    assert said == Problem(SHEET, f"{some} held back from the documents: {listed}.", guard._CLEAR)


TABLES: dict[str, tuple[int, str]] = {
    "GIVEN": (756, "7e5765249e2a"),
    "OF_PLACES": (212, "fd447259fdb6"),
    "_NO_NAMES": (42, "f41c2726c0d9"),
    "_WITH_DIGITS": (7, "5ce16e12d88f"),
    "KINDS": (16, "92d6af644a0d"),
    "_PATTERNS": (13, "147b4cd04d9c"),
    "_ANYWHERE": (1, "68ebfa4566dc"),
    "_AS_AN_ORDER": (1, "a6efe386f51f"),
    "_KIN": (3, "fce279b3ac7f"),
    "__all__": (6, "5eefd02b5861"),
}
