"""A chat that was saved: what people wrote are cards, who wrote them is no title."""

from typing import Any

import pytest

from pipeline import reading
from pipeline.problems import InputRefused
from pipeline.reading.cards import chats

ZOOM = (
    ("09:31:02 From Ada Finch to Everyone:",), (None, "Bus passes, too?"),
    ("09:31:40 From Ben Ito to Everyone:",), (None, "Checks cost money"), (None, "And scrubs"),
)  # fmt: skip
TEAMS = (
    ("[9:31 AM] Ada Finch",), ("Bus passes, too?",),
    ("[9:40 AM] Ben Ito",), ("Checks cost money",), ("And scrubs",),
)  # fmt: skip


@pytest.mark.parametrize("rows", [ZOOM, TEAMS])
def test_what_was_written_is_a_card_and_who_wrote_it_is_no_title(
    sheet: Any, rows: tuple[tuple[str | None, ...], ...]
) -> None:
    workshop = reading.understand([sheet("Chat", *rows)])

    assert [str(each.text) for each in workshop.ideas] == [
        "Bus passes, too?", "Checks cost money", "And scrubs"
    ]  # fmt: skip
    assert not any(each.title for each in workshop.ideas)
    assert {each.message for each in workshop.readings[0].left_out} == {
        "It says who wrote in the chat, and when."
    }
    assert not workshop.notices


@pytest.mark.parametrize(
    "rows",
    [
        ZOOM[:2],  # one line that begins with a time
        (("[9:00] Welcome",), ("[9:30] Cards",), ("[12:00] Lunch",)),  # an agenda
        (("What helps?",), *TEAMS),
    ],
)
def test_other_lines_with_a_time_are_no_chat(
    sheet: Any, rows: tuple[tuple[str | None, ...], ...]
) -> None:
    assert not chats.heads(sheet("Lines", *rows).cells)


def test_a_chat_in_which_nothing_was_written_has_no_cards(sheet: Any) -> None:
    with pytest.raises(InputRefused):
        reading.understand([sheet("Chat", *(row for row in ZOOM if row[0]))])
