"""A language model's answer is a proposal: whatever its shape, it is held against the cards."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook
from test_endpoint import listening

from pipeline import assistant
from pipeline.assistant import prompting
from pipeline.assistant import rounds as asking
from pipeline.model import Group, Idea, Offer, Typed, Unplaced, Wall, silently
from pipeline.problems import InputRefused, Place, Problem

Run = Callable[..., Result]
CARDS = {
    "k-1": "Ferry to the night shift leaves too early",
    "k-2": "share a van from the harbor",
    "k-3": "nobody can park before 7",
    "k-4": "same form filled in 4 times",
    "k-5": "One intake, please!",
    "k-6": "the portal times out (always)",
    "k-7": "kids' club closes at 5",
    "k-8": "sitter costs more than the shift pays",
}
RIDES, FORMS, CHILDREN = ("k-1", "k-2", "k-3"), ("k-4", "k-5", "k-6"), ("k-7", "k-8")
SORTED = {"Getting to work": RIDES, "One way in": FORMS, "Child care that fits": CHILDREN}


def idea(card: str, text: str, question: str = "") -> Idea:
    place = Place("cards.csv", "cards", "B2")
    return Idea(card, Typed(text, place), question=Typed(question, place))


def loose(cards: dict[str, str]) -> Wall:
    return Wall(not_placed=tuple(Unplaced(idea(*each)) for each in cards.items()))


def said(
    answer: str, cards: dict[str, str] = CARDS, wall: Wall | None = None
) -> tuple[Offer, list[str]]:
    hung = wall or loose(cards)
    asked = assistant.prompt(hung, "What is in the way?")
    offer, notices = assistant.checked(answer, asked, hung, "Quill", "reply.txt")
    return offer, [notice.message for notice in notices]


def groups(offer: Offer) -> dict[str, tuple[str, ...]]:
    return {each.title: each.cards for each in offer.groups}


def lines(pattern: str, head: str = "## {}", cards: dict[str, str] = CARDS) -> str:
    return "\n".join(
        "\n".join(
            [head.format(title), *(pattern.format(c=c, w=cards[c], t=title) for c in own), ""]
        )
        for title, own in SORTED.items()
    )


def rows(pattern: str) -> list[str]:
    return [pattern.format(c=c, w=CARDS[c], t=t) for t, own in SORTED.items() for c in own]


@pytest.mark.parametrize(
    ("mark", "title", "shown"),
    [
        ("A", "What happened to Denise Hollis", False),
        ("Denise Hollis needs a van", "", False),
        ("A", "Getting there", True),
    ],
)
def test_no_model_reads_a_column_whose_name_may_name_a_person(
    mark: str, title: str, shown: bool
) -> None:
    begun = Group(mark, title, agreed=True, ideas=(idea("k-9", "vans at dawn"),))

    asked = assistant.prompt(replace(loose(CARDS), groups=(begun,)), "").text

    assert ((title or mark) in asked) is shown
    assert "Denise" not in asked


@pytest.mark.parametrize(("room", "rounds"), [(0, 1), (-1, 2)])
def test_a_round_holds_what_just_fits(
    room: int, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = [idea(*each) for each in CARDS.items()][:3]
    monkeypatch.setattr(asking, "LETTERS", sum(len(prompting.line(each)) for each in cards) + room)

    parts = list(asking._rounds(cards))

    assert len(parts) == rounds
    assert [each for part in parts for each in part] == cards


AS_OBJECTS = [{"title": t, "cards": [{"id": c, "text": CARDS[c]} for c in own]} for t, own in SORTED.items()]  # fmt: skip
WORDED = {
    "as asked": lines("- {c}: {w}"),
    "prose around": f"Here is how I would sort them:\n\n{lines('- {c}: {w}')}\nLet me know if you want fewer columns!",
    "a sentence under each title": lines("- {c}: {w}", "## {}\nThese cards speak of one thing."),
    "bold titles, ids in brackets": lines("* [{c}] {w}", "**{}** (3 cards)"),
    "numbered titles": lines("   - {c} – {w}", "1. {}"),
    "titles with colons": lines("{c}. {w}", "Group A: {}:"),
    "quoted words": lines("- **{c}**: “{w}”", "### Column 2: {}"),
    "plain titles, bullets": lines("• {c}: {w}", "{}"),
    "words without ids": lines("- {w}"),
    "words cut": lines("- {c}: {w:.19} …"),
    "arrows": "\n".join(rows("{c}: {w} → {t}")),
    "a table": "\n".join(["| Id | Card | Column |", "|---|---|---|", *rows("| {c} | {w} | {t} |")]),
    "a table, titles first": "\n".join(["Title|Id|Words", *rows("{t}|{c}|{w}")]),
    "tabs": "\n".join(rows("{c}\t{w}\t{t}")),
    "tables under titles": lines("| {c} | {w} |", "## {}\n\n| id | words |\n|---|---|"),
    "csv in a fence": "\n".join(["```csv", "id,words,group", *rows('{c},"{w}","{t}"'), "```"]),
    "semicolons": "\n".join(["title;id;text", *rows("{t};{c};{w}")]),
    "json": json.dumps({"groups": AS_OBJECTS}),
    "json in a fence": f"Sure!\n```json\n{json.dumps(AS_OBJECTS, indent=2)}\n```\nDone.",
    "json, a row a card": json.dumps([{"card_id": c, "idea": CARDS[c], "group": t} for t, o in SORTED.items() for c in o]),
    "json lines": "\n".join(json.dumps({"id": c, "text": CARDS[c], "column": t}) for t, o in SORTED.items() for c in o),
    "json by title": json.dumps({t: [f"{c}: {CARDS[c]}" for c in own] for t, own in SORTED.items()}),
    "json, words by id": json.dumps({t: {c: CARDS[c] for c in own} for t, own in SORTED.items()}),
    "json with a comma too many": json.dumps({"columns": AS_OBJECTS}).replace("}]}", "},]}"),
}  # fmt: skip
BY_ID = {
    "json, ids": json.dumps({"columns": [{"name": t, "cards": own} for t, own in SORTED.items()]}),
    "json, title by id": json.dumps({c: t for t, own in SORTED.items() for c in own}),
    "a line a group": "\n".join(f"- **{t}**: {', '.join(own)}" for t, own in SORTED.items()),
    "a row a group": "\n".join(
        ["| Column | Cards |", "| --- | --- |"]
        + [f"| {t} | {', '.join(own)} |" for t, own in SORTED.items()]
    ),
    "ids under titles": lines("- {c}"),
    "a title behind each id": "\n".join(rows("{c}: {t}")),
    "a table of ids": "\n".join(["id | column", *rows("{c} | {t}")]),
}


@pytest.mark.parametrize("answer", WORDED.values(), ids=WORDED)
def test_an_answer_is_read_in_whatever_shape_it_came(answer: str) -> None:
    offer, notices = said(answer)
    assert groups(offer) == SORTED
    assert notices == []


@pytest.mark.parametrize("answer", BY_ID.values(), ids=BY_ID)
def test_an_answer_by_ids_alone_is_taken_and_said_to_be_so(answer: str) -> None:
    offer, notices = said(answer)
    assert groups(offer) == SORTED
    assert notices == [f"8 cards are named by the id alone: {', '.join(CARDS)}."]


@pytest.mark.parametrize(
    "name", ["as asked", "a table", "json", "words without ids", "arrows", "tables under titles"]
)
def test_ids_that_are_numbers_are_told_from_numbers_in_a_list(name: str) -> None:
    number = {card: card.removeprefix("k-") for card in CARDS}
    answer = WORDED[name].replace("k-", "")
    offer, notices = said(answer, {number[card]: text for card, text in CARDS.items()})
    wanted = {title: tuple(map(number.get, own)) for title, own in SORTED.items()}
    assert (groups(offer), notices) == (wanted, [])


def test_an_answer_in_another_order_offers_the_same_groups() -> None:
    parts = WORDED["as asked"].split("\n\n")
    assert groups(said("\n\n".join(reversed(parts)))[0]) == SORTED


def test_the_prompt_pasted_with_the_answer_is_not_read_as_one() -> None:
    asked = assistant.prompt(loose(CARDS), "").text
    assert groups(said(asked + WORDED["as asked"])[0]) == SORTED
    with pytest.raises(InputRefused, match="not what it answered"):
        said(asked)


def test_an_answer_that_breaks_off_gives_what_it_gave() -> None:
    whole = WORDED["json"]
    offer, notices = said(whole[: whole.index("k-6") - 8])
    assert groups(offer) == {"Getting to work": RIDES, "One way in": FORMS[:2]}
    assert notices == ["3 cards of the 8 cards asked about are not in the answer: k-6, k-7, k-8."]


def changed(**words: str) -> str:
    return lines("- {c}: {w}", cards=CARDS | {key.replace("_", "-"): w for key, w in words.items()})


def test_cards_left_out_are_named() -> None:
    offer, notices = said(WORDED["as asked"].replace("- k-2: share a van from the harbor\n", ""))
    assert groups(offer)["Getting to work"] == ("k-1", "k-3")
    assert notices == ["1 card of the 8 cards asked about is not in the answer: k-2."]


def test_a_card_in_two_columns_hangs_in_the_first_and_the_other_is_said() -> None:
    offer, notices = said(f"{WORDED['as asked']}- k-3: nobody can park before 7\n")
    assert groups(offer) == SORTED
    assert offer.groups[0].unsure == (("k-3", 2),)
    assert notices == ["1 card stands in two columns of the answer: k-3."]


def test_a_reworded_card_is_known_by_its_id_and_said() -> None:
    offer, notices = said(changed(k_8="A sitter costs as much as a shift pays"))
    assert groups(offer) == SORTED
    assert notices == [
        "1 card has other words in the answer: k-8 (“A sitter costs as much as a shift pays”)."
    ]


def test_cards_under_each_others_ids_are_known_by_their_words() -> None:
    offer, notices = said(changed(k_1=CARDS["k-7"], k_7=CARDS["k-1"]))
    assert groups(offer) == {
        "Getting to work": ("k-7", "k-2", "k-3"),
        "One way in": FORMS,
        "Child care that fits": ("k-1", "k-8"),
    }
    assert notices == ["2 cards stand under the id of another card: k-7, k-1."]


@pytest.mark.parametrize("words", ["Free lunch on Fridays", "Free lunch (on Fridays)"])
def test_an_id_beside_words_of_no_card_is_not_taken(words: str) -> None:
    offer, notices = said(changed(k_2=words))
    assert groups(offer)["Getting to work"] == ("k-1", "k-3")
    assert notices == [
        "1 card of the 8 cards asked about is not in the answer: k-2.",
        f"1 card stands beside words that no card says: k-2 (“{words}”).",
    ]


@pytest.mark.parametrize("id_", ["k-9: ", ""])
def test_invented_cards_are_named_and_not_taken(id_: str) -> None:
    offer, notices = said(
        WORDED["as asked"].replace("- k-4", f"- {id_}Free lunch on Fridays\n- k-4")
    )
    assert groups(offer) == SORTED
    assert notices == [f"1 line of the answer is no card of yours: “{id_}Free lunch on Fridays” (line 7)."]  # fmt: skip


@pytest.mark.parametrize("title", ["Not placed", "Other", "Parking lot", "Miscellaneous"])
def test_cards_that_fit_none_are_placed_nowhere(title: str) -> None:
    offer, notices = said(WORDED["as asked"].replace("Child care that fits", title))
    assert groups(offer) == {"Getting to work": RIDES, "One way in": FORMS}
    assert notices == ["2 cards are said to fit no column: k-7, k-8."]


@pytest.mark.parametrize(
    "title",
    ["Ms. Reyes and her children", "Child care in 9 weeks", f"Child care {'that fits ' * 8}"],
)
def test_a_title_that_cannot_stand_is_not_taken_and_its_cards_are(title: str) -> None:
    offer, notices = said(WORDED["as asked"].replace("Child care that fits", title))
    assert groups(offer) == {"Getting to work": RIDES, "One way in": FORMS, "": CHILDREN}
    assert "are not taken" in notices[0]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("I cannot help with that.", "No card that was asked about stands in it."),
        ("- z-1: something\n- z-2: else", "No card that was asked about stands in it."),
        ("\n".join(f"- {c}: {w}" for c, w in CARDS.items()), "no titles that they would hang"),
        ('{"groups": []}', "No card that was asked about stands in it."),
    ],
)
def test_an_answer_that_sorts_nothing_is_refused(answer: str, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        said(answer)


def test_twins_without_ids_are_two_cards() -> None:
    twins = {"a": "more buses", "b": "more buses", "c": "one form"}
    offer, _ = said("## Rides\n- more buses\n- more buses\n## Forms\n- one form", twins)
    assert groups(offer) == {"Rides": ("a", "b"), "Forms": ("c",)}


# ── through the command line ─────────────────────────────────────────────────────────────────


def typed(folder: Path, more: Sequence[str] = (), columns: dict[str, str] | None = None) -> Path:
    file = folder / "cards.csv"
    own = columns or {}
    body = [f'{card},"{text}",{own.get(card, "")}' for card, text in CARDS.items()]
    file.write_text("\n".join(["Card,Idea,Column", *body, *more]) + "\n", encoding="utf-8")
    return file


def test_what_is_asked_holds_the_question_ids_and_cards_and_no_card_that_may_name_a_person(
    run: Run, tmp_path: Path
) -> None:
    cards = typed(tmp_path, ["k-9,Ms. Reyes drives everybody,"])
    result = run("group", cards, "--ask", tmp_path / "prompt.txt")
    text = (tmp_path / "prompt.txt").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert all(f"- {card}: {words}\n" in text for card, words in CARDS.items())
    assert "Reyes" not in text
    assert "1 card may name a person and is not shown to the model: k-9." in result.stderr
    assert not (tmp_path / "review.xlsx").exists()


def test_the_columns_that_people_began_are_told_with_their_cards(run: Run, tmp_path: Path) -> None:
    cards = typed(tmp_path, columns={"k-1": "Rides", "k-4": "Forms"})
    run("group", cards, "--ask", tmp_path / "prompt.txt")
    text = (tmp_path / "prompt.txt").read_text(encoding="utf-8")
    assert "## Rides\n- k-1: Ferry to the night shift leaves too early\n## Forms\n" in text
    assert text.count("- k-1: ") == 1


def test_where_nothing_is_left_to_ask_nothing_is_written(run: Run, tmp_path: Path) -> None:
    cards = typed(tmp_path, columns=dict.fromkeys(CARDS, "All"))
    result = run("group", cards, "--ask", tmp_path / "prompt.txt")
    assert (result.exit_code, (tmp_path / "prompt.txt").exists()) == (3, False)
    assert "There is no card to ask about." in result.stderr


def test_what_is_offered_is_a_proposal_in_the_review_workbook_and_says_by_whom(
    run: Run, tmp_path: Path
) -> None:
    cards = typed(tmp_path)
    (tmp_path / "reply.txt").write_text(WORDED["as asked"].replace("- k-2: share a van from the harbor\n", ""), encoding="utf-8")  # fmt: skip
    review = tmp_path / "review.xlsx"
    result = run("group", cards, "--answer", tmp_path / "reply.txt", "--answered-by", "Quill", "-o", review)  # fmt: skip
    assert result.exit_code == 0
    assert "One way in  (working title, offered by Quill, not agreed)\n" in result.stdout
    assert "8 cards in = 7 in groups, 1 not yet placed" in result.stdout
    book = load_workbook(review)
    heads, *body = book["Ideas"].iter_rows(values_only=True)
    rows_ = [dict(zip(heads, row, strict=True)) for row in body]
    sure = {row["Card"]: row["How sure"] for row in rows_ if row["Card"]}
    assert sure["k-1"] == "offered by Quill"
    assert next(row["Was"] for row in rows_ if row["Card"] == "k-1") == "Not yet placed"
    assert next(row["Proposal"] for row in rows_ if row["Card"] == "k-2")
    heads, *body = book["Groups"].iter_rows(values_only=True)
    said_ = {row[0]: dict(zip(heads, row, strict=True)) for row in body}["One way in"]
    assert (said_["Agreed"], said_["Mark on the wall"]) == ("no", "Proposed by Afterword")
    assert "Offered by Quill." in str(said_["Title coach"])

    made = run("make", cards, review, "--only", "outcomes", "--out", tmp_path / "out")
    assert made.exit_code == 0
    assert "0 decisions" not in made.stdout
    assert "of people" not in made.stdout  # nobody has decided anything yet
    shown = run("outline", tmp_path / "out" / "outcomes.docx").stdout
    assert (
        "Afterword proposed these groups and their titles. Nobody has confirmed them yet." in shown
    )


def test_cards_go_into_peoples_columns_or_into_new_ones_that_are_only_suggested(
    run: Run, tmp_path: Path
) -> None:
    cards = typed(tmp_path, columns={"k-1": "Rides", "k-4": "Forms"})
    reply = tmp_path / "reply.txt"
    reply.write_text(
        "## Rides\n- k-2: share a van from the harbor\n- k-4: same form filled in 4 times\n"
        "## forms\n- k-5: One intake, please!\n## Child care\n- k-7: kids' club closes at 5\n"
        "- k-8: sitter costs more than the shift pays\n",
        encoding="utf-8",
    )
    result = run("group", cards, "--answer", reply, "--answered-by", "Quill", "--json")
    wall = json.loads(result.stdout)
    hung = {group["title"]: [i["id"] for i in group["ideas"]] for group in wall["groups"]}
    assert hung == {"Rides": ["k-1"], "Forms": ["k-4"]}
    first = {card["id"]: card["proposals"][0] for card in wall["not_placed"]}
    assert first["k-2"] == {"title": "Rides", "offered_by": "Quill"}
    assert first["k-5"] == {"title": "Forms", "offered_by": "Quill"}
    assert first["k-7"] == {"title": "Child care", "offered_by": "Quill", "new_column": True}
    assert "sure" in first["k-3"]
    assert "1 card that people hung stands elsewhere in the answer: k-4." in result.stderr
    assert "2 cards of the 6 cards asked about are not in the answer: k-3, k-6." in result.stderr


def test_an_answer_that_is_no_text_is_refused(run: Run, tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04 a workbook", b"a\0b"):
        (tmp_path / "reply.txt").write_bytes(content)
        result = run("group", typed(tmp_path), "--answer", tmp_path / "reply.txt")
        assert (result.exit_code, result.stdout) == (3, "")
        assert "Copy the words into a plain text file" in result.stderr


def test_only_one_way_of_hearing_a_model_at_once(run: Run, tmp_path: Path) -> None:
    result = run("group", typed(tmp_path), "--ask", tmp_path / "p.txt", "--helper", "tiny")
    assert result.exit_code == 2
    assert "Of --ask, --answer and --helper give one." in result.stderr


# ── a model on this machine ──────────────────────────────────────────────────────────────────


def test_a_helper_sorts_cards_too(run: Run, tmp_path: Path) -> None:
    with listening(WORDED["json"]) as model:
        result = run("group", typed(tmp_path), "--helper", "tiny", "--helper-at", model.url, "--json")  # fmt: skip
    assert {g["title"]: g["offered_by"] for g in json.loads(result.stdout)["groups"]} == dict.fromkeys(SORTED, "tiny")  # fmt: skip
    assert len(model.asked) == 1
    assert result.stderr == ""


@pytest.mark.parametrize("answer", ["", "Sorry.", '{"groups": [{"title": "A"', "- z: y"])
def test_a_helper_that_sorts_nothing_leaves_our_groups(
    run: Run, tmp_path: Path, answer: str
) -> None:
    plain = run("group", typed(tmp_path), "--json").stdout
    with listening(answer) as model:
        result = run("group", typed(tmp_path), "--helper", "tiny", "--helper-at", model.url, "--json")  # fmt: skip
    ids = [[i["id"] for i in g["ideas"]] for g in json.loads(result.stdout)["groups"]]
    assert ids == [[i["id"] for i in g["ideas"]] for g in json.loads(plain)["groups"]]
    assert "The helper model sorted no card." in result.stderr


def numbered(count: int) -> dict[str, str]:
    return {
        f"n{n}": f"{'rides' if n % 2 else 'forms'} number {n} of the wall" for n in range(count)
    }


def answer_to(prompt: str) -> str:
    """Sort as a good model would: what the prompt lists, under the titles of the columns so far."""
    cards = prompt.partition("Cards to sort")[2]
    own = [line for line in cards.splitlines() if line.startswith("- ")]
    odd = [line for line in own if "rides" in line]
    even = [line for line in own if "forms" in line]
    return "\n".join(["## Rides", *odd, "## Forms", *even])


def test_a_long_wall_is_asked_about_in_rounds_that_know_the_columns_so_far() -> None:
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return answer_to(prompt)

    offer, notices = assistant.sort(loose(numbered(130)), "", ask, "tiny", "url", track=silently)
    assert offer
    assert {title: len(cards) for title, cards in groups(offer).items()} == {"Rides": 65, "Forms": 65}  # fmt: skip
    assert notices == ()
    assert ["## Rides" in prompt for prompt in asked] == [False, True, True]
    assert max(map(len, asked)) < 9_000


def test_cards_that_a_lazy_helper_leaves_out_are_asked_about_once_more() -> None:
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        lines_ = answer_to(prompt).splitlines()
        return "\n".join(lines_[:-2] if len(asked) == 1 else lines_)

    offer, notices = assistant.sort(loose(numbered(20)), "", ask, "tiny", "url", track=silently)
    assert offer
    assert sorted(len(cards) for cards in groups(offer).values()) == [10, 10]
    assert (len(asked), notices) == (2, ())


def test_what_a_helper_answered_before_it_fell_silent_stands() -> None:
    silence = Problem(Place("url"), "The helper model gave no groups: it answered 500.")
    asked: list[str] = []

    def ask(prompt: str) -> str | Problem:
        asked.append(prompt)
        return answer_to(prompt) if len(asked) == 1 else silence

    offer, notices = assistant.sort(loose(numbered(70)), "", ask, "tiny", "url", track=silently)
    assert offer
    assert sum(len(cards) for cards in groups(offer).values()) == 60
    assert [n.message for n in notices] == [
        silence.message,
        f"10 cards of the 70 cards asked about are not in the answer: {', '.join(f'n{n}' for n in range(60, 70))}.",
    ]


@pytest.mark.parametrize(
    ("wanted", "said_so"),
    [
        ({}, "as the cards call for, 3 to 15."),
        ({"groups": 1}, "Make 1 column."),
        ({"groups": 4}, "Make 4 columns."),
        ({"most": 2}, "as the cards call for, 2 to 2."),
        ({"most": 9}, "as the cards call for, 3 to 9."),
    ],
)
def test_a_model_is_told_how_many_columns_to_make(wanted: dict[str, Any], said_so: str) -> None:
    assert said_so in assistant.prompt(loose(CARDS), "", **wanted).text
