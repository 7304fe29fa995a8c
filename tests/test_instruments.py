"""Instruments are data that people edit: ours load, theirs are read or refused with every fault."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import instruments
from pipeline.model import Answer, Instrument, Reply, Response, Typed
from pipeline.problems import InputRefused, Place


def blank(form: Instrument, *, words: str = "", with_form: bool = False) -> Response:
    """Return `form` with every item unanswered, as a form's export without headings has it."""
    answers = tuple(
        Answer(
            item.id, words or item.text, Reply.BLANK, Typed("", Place("export.csv", "export", "H2"))
        )
        for role in form.roles
        for item in role.items
    )
    return Response("Alder", "", answers, form if with_form else None)


def faults(name: str) -> list[str]:
    with pytest.raises(InputRefused) as error:
        instruments.load(name)
    return [str(problem) for problem in error.value.problems]


def test_ours_are_known_by_name() -> None:
    assert instruments.names() == ("partnership-health", "state-strategy")


def test_the_state_strategy_check_has_twenty_items_in_seven_roles() -> None:
    form = instruments.load("state-strategy")

    assert [len(role.items) for role in form.roles] == [5, 3, 2, 3, 2, 2, 3]
    assert [role.id for role in form.roles] == ["1", "2", "3", "4", "5", "6", "7"]
    assert form.roles[0].items[0].id == "V1"


def test_the_partnership_health_check_asks_every_condition_of_every_kind_of_partner() -> None:
    form = instruments.load("partnership-health")

    assert [role.title for role in form.roles] == [
        "TANF",
        "Job center",
        "Adult education",
        "Community college",
    ]
    assert len({tuple(item.text for item in role.items) for role in form.roles}) == 1
    assert form.roles[1].items[0].id == "JC-1"


@pytest.mark.parametrize("name", instruments.names())
def test_no_id_of_ours_stands_twice(name: str) -> None:
    ids = [item.id for role in instruments.load(name).roles for item in role.items]

    assert ids
    assert len(set(ids)) == len(ids)


def test_a_file_of_one_s_own_is_an_instrument(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        'title = "Ours"\nkinds = [{ id = "FB", title = "Faith-based" }]\nconditions = ["We meet"]\n',
        "utf-8",
    )

    form = instruments.load(str(file))

    assert (form.name, form.title) == ("ours", "Ours")
    assert [item.id for item in form.roles[0].items] == ["FB-1"]


def test_an_unknown_name_is_told_which_there_are() -> None:
    assert faults("state-stratgy") == [
        "state-stratgy: No such instrument or file.\n  Ours are partnership-health, state-strategy."
    ]


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        'wieght = 2\n[[roles]]\ntitle = "A"\nitems = [{ id = "A1", text = "One" }, { id = "a1", text = "Two" }, { id = "A3" }]\n'
        '[[roles]]\ntitel = "B"\n',
        "utf-8",
    )  # fmt: skip
    like = '[[roles]] with title = "…" and items = [ { id = "A1", text = "…" } ]'

    assert faults(str(file)) == [
        f"ours.toml!role 1: Item 3 needs an id and a text, and nothing else.\n  {like}",
        f"ours.toml!role 2: A role has a title and its items, and nothing else.\n  {like}",
        'ours.toml: It has no title.\n  Write title = "…" in its first line.',
        "ours.toml: “wieght” is not a part of an instrument.\n  It has title and roles.",
        "ours.toml: The id a1 is given to two items.\n  Give each item its own id.",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "T"', "It has no roles."),
        (
            'title = "T"\nkinds = [{ id = "A" }]\nconditions = ["We meet"]',
            "A kind of partner has an id and a title",
        ),
        (
            'title = "T"\nkinds = [{ id = "A", title = "A" }]\nconditions = [1]',
            "Expected a list of sentences in quotes.",
        ),
        ("title = ", "Not readable as an instrument:"),
    ],
)
def test_a_file_that_is_wrong_says_how(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text, "utf-8")

    assert message in faults(str(file))[0]


def test_a_form_with_headings_is_an_instrument() -> None:
    form = instruments.load("state-strategy")

    assert instruments.from_responses([blank(form, with_form=True)], "form.xlsx") is form


def test_a_form_without_headings_is_refused_as_an_instrument() -> None:
    with pytest.raises(InputRefused) as error:
        instruments.from_responses([blank(instruments.load("state-strategy"))], "form.xlsx")

    assert str(error.value) == (
        "form.xlsx: It shows no roles: no title stands over its items.\n"
        "  Use a copy of the form with its headings."
    )


def test_ours_is_used_by_itself_only_when_all_ids_and_words_are_the_same() -> None:
    form = instruments.load("state-strategy")

    (fitting,), (notice,) = instruments.supply([blank(form)])
    (other,), (together,) = instruments.supply([blank(form, words="Other words")])

    assert fitting.form == form
    assert str(notice) == (
        "export.csv!export: No headings for the roles; its items are those of state-strategy, so its roles are used."
    )
    assert other.form
    assert [(role.title, len(role.items)) for role in other.form.roles] == [("All items", 20)]
    assert str(together) == (
        "export.csv!export: No headings for the roles: all 20 items are counted together.\n"
        "  For roles, type a heading above the items of each, or pass --instrument NAME or FILE."
    )


def test_a_list_of_items_in_the_input_supplies_its_roles() -> None:
    form = replace(instruments.load("state-strategy"), name="items.xlsx", title="Licensed wording")
    listed = Response("", "", (), form)

    responses, (notice,) = instruments.supply([listed, blank(form)])

    assert responses[1].form is form
    assert "those of items.xlsx" in notice.message


def test_a_list_of_items_serves_a_form_that_lacks_one_and_has_no_ids() -> None:
    form = replace(instruments.load("state-strategy"), name="items.xlsx", title="Licensed wording")
    listed = Response("", "", (), form)
    asked = blank(form)
    few = replace(asked, answers=tuple(replace(each, code="") for each in asked.answers[1:]))
    other = replace(few, answers=tuple(replace(each, statement="Else") for each in few.answers))

    assert instruments.supply([listed, few])[0][1].form is form
    assert instruments.supply([listed, other])[0][1].form is not form
