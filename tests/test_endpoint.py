"""A helper model on this machine may better a working title; ours stays where it cannot."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook

from pipeline import endpoint
from pipeline.model import Group, Idea, Proposal, Typed, Unplaced, Wall, silently
from pipeline.problems import InputRefused, Place, Problem

Run = Callable[..., Result]
INTAKE = ("One shared intake form", "Shared intake form in plain language", "Intake form online")
RIDES = ("Bus passes for students", "Bus passes on clinical days", "Share rides to class")


@dataclass
class Model:
    """A small server that answers what it is told to, and keeps what it was asked."""

    says: list[str]
    status: int = 200
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""


@contextmanager
def listening(*says: str, status: int = 200, ollama: bool = False) -> Iterator[Model]:
    model = Model(list(says), status)

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.asked.append((self.path, json.loads(body)))
            message = {"content": model.says.pop(0) if model.says else ""}
            said = {"message": message} if ollama else {"choices": [{"message": message}]}
            self.send_response(model.status)
            self.send_header("Location", "http://example.org/")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    model.url = f"http://127.0.0.1:{server.server_port}{'/api' if ollama else ''}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def idea(text: str) -> Idea:
    return Idea(text[:12], Typed(text, Place("cards.xlsx", "Ideas", "B2")))


def wall(*more: Idea) -> Wall:
    def group(title: str, ideas: tuple[Idea, ...]) -> Group:
        return Group(title, title, agreed=False, ideas=ideas, proposed=True)

    return Wall(
        (
            group("Intake form", (*map(idea, INTAKE), *more)),
            group("Bus passes", tuple(map(idea, RIDES))),
        ),
        (Unplaced(idea("A form"), (Proposal("Intake form", "Intake form", 0.9),)),),
    )


def ask(hung: Wall, question: str, url: str) -> tuple[Wall, tuple[Problem, ...]]:
    return endpoint.titles(hung, question, endpoint.find(url, "tiny"), silently)


@pytest.mark.parametrize("ollama", [True, False])
def test_titles_that_fit_their_group_are_taken(ollama: bool) -> None:
    with listening('"one intake form we share."\n', "Rides and bus passes", ollama=ollama) as model:
        made, notices = ask(wall(), "What did we do?", model.url)
    assert [g.title for g in made.groups] == ["One intake form we share", "Rides and bus passes"]
    assert [g.mark for g in made.groups] == [g.title for g in made.groups]
    assert made.not_placed[0].proposals == (
        Proposal("One intake form we share", "One intake form we share", 0.9),
    )
    assert not any(group.agreed for group in made.groups)
    assert {group.offered_by for group in made.groups} == {"tiny"}
    assert notices == ()
    path, body = model.asked[0]
    assert path == ("/api/chat" if ollama else "/v1/chat/completions")
    assert body["model"] == "tiny"
    assert (body["options"] if ollama else body)["temperature"] == 0
    shown = json.loads(body["messages"][1]["content"])
    assert shown["question"] == "What did we do?"
    assert sorted(shown["cards"]) == sorted(INTAKE)
    assert shown["title so far"] == "Intake form"


@pytest.mark.parametrize(
    "said",
    [
        "Intake",
        "A shared intake form in plain language that is also online",
        "Bus passes and rides",
        "Bus passes",
        "Shared intake form in 3 weeks",
        "Ms. Reyes and her intake form",
        "Shared intake form\nAnother line",
        "",
    ],
)
def test_a_title_that_does_not_fit_is_not_taken(said: str) -> None:
    with listening(said, "Rides and bus passes") as model:
        made, notices = ask(wall(), "", model.url)
    assert [(g.title, g.offered_by) for g in made.groups] == [
        ("Intake form", ""),
        ("Rides and bus passes", "tiny"),
    ]
    assert [str(notice) for notice in notices] == [
        (
            f"{model.url}: 1 of 2 titles of the helper model do not fit their group: not taken.\n"
            "  Afterword's own titles stand there."
        )
    ]


def test_a_title_that_a_model_offered_is_a_working_title_and_the_review_workbook_says_whose(
    run: Run, tmp_path: Path
) -> None:
    lines = ["id,text", *(f"{n},{text}" for n, text in enumerate((*INTAKE, *RIDES), 1))]
    (tmp_path / "cards.csv").write_text("\n".join(lines))
    wanted = ("group", tmp_path / "cards.csv", "--groups", 2, "-o", tmp_path / "review.xlsx")

    with listening("I cannot sort.", *["Intake form and bus passes we share"] * 2) as model:
        result = run(*wanted, "--helper", "tiny", "--helper-at", model.url)

    assert result.exit_code == 0
    title = "Intake form and bus passes we share"
    assert f"{title}  (working title, offered by tiny, not agreed)\n" in result.stdout
    book = load_workbook(tmp_path / "review.xlsx")
    advice = {row[1]: row[5] for row in book["Groups"].iter_rows(min_row=2, values_only=True)}
    assert "Offered by tiny." in str(advice[title])


def test_a_model_elsewhere_is_refused_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_text("id,text\n1,One intake form\n")

    result = run(
        "group", tmp_path / "cards.csv", "--helper", "x", "--helper-at", "http://example.org"
    )

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "http://example.org: A helper model has to be on this computer, and this address is not.\n"
        "  Give an address like http://127.0.0.1:11434 or http://localhost:8080/v1.\n"
    )


def test_cards_that_may_name_a_person_are_not_sent() -> None:
    held = idea("Ms. Reyes needs the shared intake form")
    cleared = replace(idea("Mr. Poe wrote the intake form"), cleared=True)
    with listening("Shared intake form", "Rides and bus passes") as model:
        ask(wall(held, cleared), "", model.url)
    assert "Reyes" not in json.dumps(model.asked)
    assert "Poe" in json.dumps(model.asked)


def test_at_most_twelve_cards_of_a_group_are_sent() -> None:
    more = tuple(idea(f"Intake form for partner number {n}") for n in range(30))
    with listening("Shared intake form", "Rides and bus passes") as model:
        ask(wall(*more), "", model.url)
    assert len(json.loads(model.asked[0][1]["messages"][1]["content"])["cards"]) == 12


def test_titles_that_people_typed_are_not_asked_about() -> None:
    agreed = Group("1", "Intake", agreed=True, ideas=tuple(map(idea, INTAKE)))
    kept = Group("2", Typed("Rides", Place("g.xlsx")), agreed=False, ideas=(idea(RIDES[0]),))
    with listening() as model:
        made, notices = ask(Wall((agreed, kept)), "", model.url)
    assert (made.groups, notices, model.asked) == ((agreed, kept), (), [])


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_helper_that_fails_or_sends_us_elsewhere_leaves_our_titles(status: int) -> None:
    with listening("Shared intake form", status=status) as model:
        made, notices = ask(wall(), "", model.url)
    assert made == wall()
    assert len(model.asked) == 1
    assert [str(notice) for notice in notices] == [
        (
            f"{model.url}: The helper model gave no titles: it answered {status}.\n"
            "  Titles it had not given by then are Afterword's own. "
            "Start the model and try again."
        )
    ]


def test_a_helper_that_is_not_there_leaves_our_titles() -> None:
    with listening() as model:
        pass
    made, notices = ask(wall(), "", model.url)
    assert made == wall()
    assert notices[0].message == (
        "The helper model gave no titles: it could not be reached or understood."
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "http://192.168.1.4:11434",
        "http://0.0.0.0:11434",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://user@127.0.0.1",
        "https://127.0.0.1",
        "ftp://127.0.0.1",
        "127.0.0.1:11434",
        "http://127.0.0.1:port",
        "http://[::1",
        "",
    ],
)
def test_an_address_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(InputRefused) as refused:
        ask(wall(), "", url)
    assert [problem.message for problem in refused.value.problems] == [
        "A helper model has to be on this computer, and this address is not."
    ]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://127.0.0.1:11434", "/api/chat"),
        ("http://localhost:11434/v1", "/v1/chat/completions"),
        ("http://[::1]:8080", "/v1/chat/completions"),
        ("http://localhost:8080/v1/chat/completions/", "/v1/chat/completions"),
    ],
)
def test_the_way_a_helper_speaks_is_seen_from_its_address(url: str, path: str) -> None:
    assert endpoint.find(url, "tiny").path == path


def test_an_unknown_path_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        endpoint.find("http://localhost:8080/other", "tiny")
    assert refused.value.problems[0].message == "The path of this address is not known."
