"""The room in a real browser: by mouse, by keyboard, in two tabs, after a kill, and by axe."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from room import seeing
from room.test_desk import write

from pipeline import grouping, intake

DRAG = 12  # steps of the mouse


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe-core, which looks for what shuts people out."""
    import axe_playwright_python

    (script,) = Path(axe_playwright_python.__file__).parent.glob("**/axe.min.js")
    return script.read_text(encoding="utf-8")


@contextmanager
def tab(chromium: Any, link: str, screen: str = "wall", **how: Any) -> Iterator[Any]:
    """Open the room in a tab of its own; fail on what the page asks of any other address."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
    page = context.new_page()
    page.set_default_timeout(45_000)  # a busy machine is no failure
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None
    )
    base, _, key = link.partition("#")
    page.goto(f"{base}{screen}#{key}")
    page.wait_for_selector("main h1")
    yield page
    context.close()
    assert not wrong
    assert [each for each in asked if not each.startswith((base, "blob:", "data:"))] == []


def column_of(page: Any, card: str) -> str:
    """Return the mark of the column in which a card hangs on the page."""
    return str(
        page.locator(f'.card[data-card="{card}"]').evaluate(
            "e => e.closest('[data-mark]').dataset.mark"
        )
    )


def said(page: Any, words: str) -> None:
    """Wait until the page has said `words`, where a screen reader hears it."""
    page.wait_for_function(
        "w => document.getElementById('said').textContent.includes(w)", arg=words
    )


def faults(page: Any, axe: str) -> list[str]:
    """Return what axe finds: rule and element."""
    page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate(
        "t => axe.run({runOnly: t, rules: {'target-size': {enabled: true}}})", tags
    )
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.fixture
def room(workshop: Path) -> Iterator[str]:
    with seeing.opened(workshop) as (link, _):
        yield link


def test_mouse_keyboard_and_undo_move_cards_and_the_review_has_it(
    chromium: Any, room: str, workshop: Path
) -> None:
    with tab(chromium, room) as page:
        grip = page.locator('.card[data-card="B01"] .grip')
        other = page.locator('[data-mark="3"]')
        grip.scroll_into_view_if_needed()
        start, end = grip.bounding_box(), other.bounding_box()
        page.mouse.move(start["x"] + 8, start["y"] + 8)
        page.mouse.down()
        page.mouse.move(end["x"] + 60, end["y"] + 60, steps=DRAG)
        page.mouse.up()
        said(page, "to Staff working side by side")
        assert column_of(page, "B01") == "3"
        assert (
            page.evaluate("document.activeElement.dataset.key") == "card:B01"
        )  # focus stays on it
        page.keyboard.press("Control+z")
        said(page, "undone")
        assert column_of(page, "B01") == "1"
        page.locator('.card[data-card="B01"]').focus()
        page.keyboard.press("Enter")
        page.locator("dialog").get_by_role("button", name="Shared data").click()
        said(page, "to Shared data")
        assert column_of(page, "B01") == "6"
        page.wait_for_function(
            "() => document.getElementById('foot').textContent.includes('Saved in')"
        )
    read = intake.read([workshop / "workshop.xlsx", workshop / "workshop.review.xlsx"])
    wall = grouping.as_typed(read)
    assert "B01" in [idea.id for idea in next(g for g in wall.groups if g.mark == "6").ideas]


def test_titles_and_cards_are_typed_by_keyboard(chromium: Any, room: str) -> None:
    with tab(chromium, room) as page:
        page.locator('[data-key="title:2"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog[open]")
        page.keyboard.type("One door for everybody")
        page.keyboard.press("Enter")
        said(page, "One door for everybody")
        assert page.locator('[data-key="title:2"]').inner_text() == "One door for everybody"
        page.locator('[data-key="type:2"]').focus()
        page.keyboard.press("Enter")
        page.keyboard.type("First new card")
        page.keyboard.press("Enter")
        said(page, "First new card")
        page.keyboard.type("Second <b>new</b> card")
        page.keyboard.press("Enter")
        said(page, "Second")
        page.keyboard.press("Escape")
        assert column_of(page, "R1") == column_of(page, "R2") == "2"
        assert page.locator('.card[data-card="R2"] .text').inner_text() == "Second <b>new</b> card"
        assert page.locator("#count").inner_text().startswith("42 cards in = 39 placed")


def test_arrows_go_through_the_wall_and_tab_from_column_to_column(chromium: Any, room: str) -> None:
    with tab(chromium, room) as page:
        stops = page.locator(".column .card[tabindex='0']").count()
        assert stops == page.locator(".column").count()
        page.locator(".column .card").first.focus()
        now = lambda: page.evaluate("document.activeElement.dataset.card")  # noqa: E731
        first = now()
        page.keyboard.press("ArrowDown")
        second = now()
        page.keyboard.press("ArrowRight")
        assert column_of(page, now()) == "2"
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowUp")
        assert first != second
        assert now() == first
        page.keyboard.press("Tab")  # its own button
        page.keyboard.press("Tab")  # to type a card
        assert page.evaluate("document.activeElement.dataset.key") == "type:1"


def test_two_tabs_see_one_wall(chromium: Any, room: str) -> None:
    with tab(chromium, room) as one, tab(chromium, room) as other:
        other.locator('[data-key="type:2"]').click()
        other.keyboard.type("half a card")
        one.locator('.card[data-card="B01"]').focus()
        one.keyboard.press("p")
        said(one, "to Parking lot")
        other.wait_for_function(
            "() => document.querySelector('[data-mark=\"Parking lot\"] [data-card=B01]')"
        )
        assert other.locator(".typing textarea").input_value() == "half a card"  # nothing is lost
        assert other.evaluate("document.activeElement.name") == "words"


def test_after_a_kill_the_wall_is_as_it_was(chromium: Any, workshop: Path) -> None:
    with seeing.opened(workshop) as (link, process), tab(chromium, link) as page:
        page.locator('.card[data-card="B01"]').focus()
        page.keyboard.press("p")
        said(page, "to Parking lot")
        process.send_signal(signal.SIGKILL)
        process.wait()
    with seeing.opened(workshop) as (link, _), tab(chromium, link) as page:
        assert column_of(page, "B01") == "Parking lot"


def test_a_hostile_card_stays_words(chromium: Any, tmp_path: Path) -> None:
    hostile = (
        "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    )
    book = write(
        tmp_path / "w.xlsx", (("1", hostile, "<b>Bold</b>"), ("2", "Bus vouchers", "Rides"))
    )
    with seeing.opened(book) as (link, _), tab(chromium, link) as page:
        assert page.locator('.card[data-card="1"] .text').inner_text() == hostile
        page.locator('.card[data-card="1"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog[open] h2")
        assert page.locator("dialog h2").inner_text() == hostile
        assert page.title() == "Wall · Afterword"
        assert page.locator("main img, main script, main b, dialog img, dialog script").count() == 0


def test_without_the_link_the_page_shows_nothing(chromium: Any, room: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(room.partition("#")[0] + "wall")
    page.wait_for_selector("main .note")
    assert "Open the link" in page.locator("main").inner_text()
    context.close()


def test_a_workbook_is_picked_and_its_questions_are_answered(chromium: Any, tmp_path: Path) -> None:
    folder = tmp_path / "room"
    book = tmp_path / "notes.csv"
    book.write_text(NOTES, encoding="utf-8")
    with seeing.opened("--folder", folder) as (link, _), tab(chromium, link, "reading") as page:
        page.locator("#pick").set_input_files(str(book))
        said(page, "is open")
        assert page.locator("h1").inner_text() == "Is this what your workbook says?"
        page.get_by_role("button", name="Yes, that is right").click()
        said(page, "Kept beside the workbook")
        assert page.locator("h1").inner_text() == "This is how your workbook is read"
        assert (folder / "notes.mapping.toml").exists()
        page.get_by_role("link", name="Go to the wall").click()
        page.wait_for_selector(".card")
        assert page.locator(".card").count() == 6


NOTES = """\
Get people to work,Talk to each other
Bus vouchers for night classes,One intake form for all partners
Rides to the job fair,A monthly meeting of case managers
Child care in the same building,Warm handoff within two days
"""


@pytest.mark.parametrize("screen", ["wall", "reading"])
@pytest.mark.parametrize("size", [(1440, 900), (320, 256)])
def test_axe_finds_nothing(
    chromium: Any, room: str, axe: str, screen: str, size: tuple[int, int]
) -> None:
    with tab(chromium, room, screen, viewport={"width": size[0], "height": size[1]}) as page:
        assert faults(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        if screen == "wall":
            page.locator('.card[data-card="B01"]').focus()
            page.keyboard.press("Enter")
            page.wait_for_selector("dialog[open] h2")
            assert faults(page, axe) == []


def test_it_stops_when_no_tab_speaks(workshop: Path) -> None:
    script = (
        "import sys; from datetime import datetime; from pathlib import Path;"
        "from pipeline.room.desk import Desk; from pipeline.room.server import Room;"
        "from pipeline.room.papers import Papers; desk = Desk([Path(sys.argv[1])], datetime.now);"
        "papers = Papers(desk, datetime.now().date());"
        "Room(desk, Path(sys.argv[1]), papers, print).run(quiet=1.5)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(workshop)], timeout=60, check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
