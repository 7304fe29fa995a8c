"""Who is answered: each refusal, and that a hostile card or name stays words."""

import base64
import json
import subprocess
import sys
import threading
from datetime import date
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from select import select
from typing import Any

import pytest
from room.test_desk import at, settle, where, write

from pipeline import flow, privacy
from pipeline.room import views
from pipeline.room.papers import Papers
from pipeline.room.server import KEY_HEADER, LARGEST_ACT, Door, Room, app_of

HOST = "127.0.0.1:50123"
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
MOVE = {"what": "move", "cards": ["1"], "to": "Rides"}


class Client:
    """A browser that does all right, unless told otherwise."""

    def __init__(self, folder: Path) -> None:
        rows = (("1", HOSTILE, "Intake"), ("2", "Bus vouchers", "Rides"))
        self.desk = at(write(folder / "w.xlsx", rows))
        self.door = Door("k" * 22, 50123)
        self.launched: list[str] = []
        self.papers = Papers(self.desk, date(2026, 11, 4))
        app = app_of(self.desk, self.door, folder, self.papers, self.launched.append)
        self.client = app.test_client()

    def ask(self, method: str, path: str, body: Any = None, **headers: str | None) -> Any:
        right: dict[str, str | None] = {"Host": HOST, KEY_HEADER: self.door.key}
        if method == "POST":
            right["Origin"] = f"http://{HOST}"
            right["Content-Type"] = "application/json"
        right |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        said = {name: value for name, value in right.items() if value is not None}
        sent = data if method == "POST" else None
        answer = self.client.open(path, method=method, data=sent, headers=said)
        answer.get_data()
        answer.close()
        return answer


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


def test_who_asks_rightly_is_answered(client: Client) -> None:
    assert client.ask("GET", "/part/wall").status_code == 200
    assert client.ask("POST", "/act", MOVE).status_code == 200
    assert client.ask("GET", "/wall", **{KEY_HEADER: None}).status_code == 200


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (401, {KEY_HEADER: None}),
        (401, {KEY_HEADER: "k" * 21}),
        (401, {KEY_HEADER: "ü"}),
        (421, {"Host": "localhost:50123"}),
        (421, {"Host": "127.0.0.1"}),
        (421, {"Host": "127.0.0.1:50124"}),
        (421, {"Host": "evil.example:50123"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (403, {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_a_look_is_refused(client: Client, status: int, headers: dict[str, str | None]) -> None:
    answer = client.ask("GET", "/part/wall", **headers)
    assert answer.status_code == status
    assert "Bus vouchers" not in answer.text


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (401, {KEY_HEADER: None}),
        (403, {"Origin": None}),
        (403, {"Origin": "null"}),
        (403, {"Origin": "http://localhost:50123"}),
        (403, {"Origin": "https://127.0.0.1:50123"}),
        (403, {"Origin": "http://127.0.0.1:50123.evil.example"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (415, {"Content-Type": "text/plain"}),
        (415, {"Content-Type": "application/x-www-form-urlencoded"}),
        (415, {"Content-Type": None}),
        (421, {"Host": "evil.example"}),
    ],
)
def test_an_act_is_refused_and_nothing_is_done(
    client: Client, status: int, headers: dict[str, str | None]
) -> None:
    assert client.ask("POST", "/act", MOVE, **headers).status_code == status
    assert not client.desk.seen().acts


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{",
        '"a"',
        "null",
        "[" * 100_000,
        '{"what": 5}',
        '{"what": "move", "cards": [1], "to": "Rides"}',
    ],
)
def test_what_is_no_act_is_refused_in_words(client: Client, body: str) -> None:
    answer = client.ask("POST", "/act", body)
    assert answer.status_code == 409
    assert answer.json["error"].endswith(".")
    assert not client.desk.seen().acts


def test_what_is_too_large_is_refused(client: Client) -> None:
    large = json.dumps(MOVE | {"more": "x" * LARGEST_ACT})
    assert client.ask("POST", "/act", large).status_code == 413
    assert client.ask("POST", "/act", "").status_code == 413  # nobody says how large it is
    assert not client.desk.seen().acts


@pytest.mark.parametrize(("size", "answered"), [(1_048_576, True), (1_048_577, False)])
def test_an_act_is_as_large_as_a_megabyte(client: Client, size: int, answered: bool) -> None:
    bare = json.dumps(MOVE | {"more": ""})
    body = json.dumps(MOVE | {"more": "x" * (size - len(bare))})
    assert len(body) == size
    assert (client.ask("POST", "/act", body).status_code != 413) is answered


@pytest.mark.parametrize(("size", "answered"), [(100_663_296, True), (100_663_297, False)])
def test_a_workbook_of_64_mb_as_json_has_it_is_the_largest_that_comes_in(
    client: Client, size: int, answered: bool
) -> None:
    headers = {"Host": HOST, KEY_HEADER: client.door.key, "Origin": f"http://{HOST}"}
    said = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": "application/json"}
    answer = client.client.post("/add", headers=headers, environ_overrides=said)
    assert (answer.status_code != 413) is answered
    assert 64 * 2**20 * 4 / 3 < 100_663_296  # base64 writes three bytes as four letters


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert client.ask(method, "/act").status_code == 405
    assert "Access-Control-Allow-Origin" not in client.ask(method, "/act").headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../desk.py",
        "/static/%2e%2e/desk.py",
        "/static/..%2fdesk.py",
        "/etc/passwd",
        "//etc/passwd",
        "/part/../../etc/passwd",
        "/part/nothing",
    ],
)
def test_no_path_leads_out(client: Client, path: str) -> None:
    answer = client.ask("GET", path)
    assert answer.status_code in {404, 401, 308}
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_every_answer_is_sealed(client: Client) -> None:
    for answer in (
        client.ask("GET", "/wall"),
        client.ask("GET", "/part/wall"),
        client.ask("GET", "/no"),
        client.ask("GET", "/static/room.js"),
    ):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_page_without_a_key_holds_no_word_of_the_workshop(client: Client) -> None:
    for path in ("/", "/wall", "/reading", "/static/room.js", "/static/room.css"):
        assert "Bus vouchers" not in client.ask("GET", path, **{KEY_HEADER: None}).text


def test_where_the_fault_is_ours_it_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(client.desk, "act", broken)
    answer = client.ask("POST", "/act", MOVE)
    assert answer.status_code == 500
    assert "the fault is ours" in answer.json["error"]
    assert "ZeroDivision" not in answer.text


def test_it_listens_on_this_computer_alone(tmp_path: Path) -> None:
    desk = at(write(tmp_path / "w.xlsx"))
    room = Room(desk, tmp_path, Papers(desk, date(2026, 11, 4)), print)
    assert room._server.socket.getsockname() == ("127.0.0.1", room.door.port)
    room.close()


def test_a_hostile_card_stays_words_on_every_part(client: Client) -> None:
    client.ask("POST", "/act", {"what": "column", "title": HOSTILE[:200], "cards": ["1"]})
    wall = client.ask("GET", "/part/wall").json
    html = "".join(each for _, each in wall["pieces"]) + wall["foot"] + wall["count"]
    html += client.ask("GET", "/part/card?card=1").json["html"]
    html += client.ask("GET", "/part/title?column=Rides").json["html"]
    assert "&lt;img src=x" in html
    assert "<img" not in html
    assert "<script" not in html
    assert 'onerror="' not in html


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../evil.csv", "evil.csv"),
        ("C:\\Users\\me\\plan.csv", "plan.csv"),
        ("/etc/cron.d/x.csv", "x.csv"),
        ("con.csv", "file-con.csv"),
        ("<img onerror=1>.csv", "img-onerror-1.csv"),
        ("..csv", "document.csv"),
        (".CSV", "document.csv"),
        ("notes.of.may.csv", "notes.of.may.csv"),
    ],
)
def test_a_workbook_that_the_page_brings_gets_a_safe_name(
    client: Client, tmp_path: Path, name: str, kept: str
) -> None:
    words = b"Card,Idea,Column\n9,Ride along with a partner,Rides\n"
    body = {"name": name, "content": base64.b64encode(words).decode()}
    before = {each.name for each in tmp_path.iterdir()}
    assert client.ask("POST", "/add", body).status_code == 200, name
    new = {each.name for each in tmp_path.iterdir()} - before
    assert new == {kept}
    assert (tmp_path / kept).read_bytes() == words


def test_a_second_workbook_of_a_name_takes_no_place(client: Client, tmp_path: Path) -> None:
    before = (tmp_path / "w.xlsx").read_bytes()
    other = write(tmp_path / "other.xlsx", (("8", "Another card", "Rides"),)).read_bytes()
    body = {"name": "w.xlsx", "content": base64.b64encode(other).decode()}
    assert client.ask("POST", "/add", body).status_code == 200
    assert (tmp_path / "w.xlsx").read_bytes() == before
    assert (tmp_path / "w-2.xlsx").read_bytes() == other


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.exe", b"MZ", "run.exe: Files that end in .exe are not read.\n  Save it as"),
        ("wall.png", b"\x89PNG", "wall.png: It is a picture: not read.\n  Export the board"),
        ("wall.numbers", b"PK", "a Numbers spreadsheet: not read.\n  Open it in Numbers"),
        ("cards.docx", b"PK", "cards.docx: "),
        ("", b"a", "A file without a name: Files that end in nothing are not read."),
        ("bomb.xlsx", b"PK\x03\x04 no zip at all", "bomb.xlsx"),
        ("empty.csv", b"", "empty.csv"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(
    client: Client, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    before = {each.name for each in tmp_path.iterdir()}
    answer = client.ask(
        "POST", "/add", {"name": name, "content": base64.b64encode(content).decode()}
    )
    assert answer.status_code == 409
    assert words in answer.json["error"]
    assert "afterword new" not in answer.json["error"]
    assert {each.name for each in tmp_path.iterdir()} == before
    broken = client.ask("POST", "/add", {"name": "a.csv", "content": "no base64!"})
    assert "did not come over whole" in broken.json["error"]


def test_the_key_is_of_128_bits_and_another_each_time(tmp_path: Path) -> None:
    desk = at(write(tmp_path / "w.xlsx"))
    papers = Papers(desk, date(2026, 11, 4))
    rooms = [Room(desk, tmp_path, papers, print) for _ in range(2)]
    keys = {room.door.key for room in rooms}
    assert len(keys) == 2
    assert all(len(base64.urlsafe_b64decode(f"{key}==")) == 16 for key in keys)
    assert all(room.door.link.startswith(f"http://127.0.0.1:{room.door.port}/#") for room in rooms)
    for room in rooms:
        room.close()


def test_it_stays_open_for_ten_minutes_after_the_last_word_of_a_tab(client: Client) -> None:
    now = 1000.0
    client.door.clock = lambda: now
    client.ask("GET", "/part/wall")
    now += 599
    assert client.door.quiet() > 0
    now += 2
    assert client.door.quiet() == 0
    client.ask("GET", "/part/wall", **{KEY_HEADER: "another"})  # who has no key keeps nothing open
    assert client.door.quiet() == 0


def test_a_computer_that_slept_is_given_a_moment_until_its_tabs_speak(tmp_path: Path) -> None:
    desk = at(write(tmp_path / "w.xlsx"))
    room = Room(desk, tmp_path, Papers(desk, date(2026, 11, 4)), print)
    now, waits = 0.0, 0
    room.door.clock = lambda: now

    def asleep(seconds: float) -> bool:
        nonlocal now, waits
        now, waits = now + seconds + 3600, waits + 1
        if waits == 2:  # a tab speaks in the moment that is given
            room.door.heard = now
        return False

    room._mind(asleep, 600)
    assert waits == 4
    room.close()


def test_a_tab_that_only_waits_asks_a_few_times_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def wait(_: int, seconds: float) -> int:
        waited.append(seconds)
        return 1

    monkeypatch.setattr(client.desk, "wait", wait)
    client.ask("GET", "/news?since=1")
    (seconds,) = waited
    assert 2 <= 60 / seconds <= 4  # less often, and the thread of a tab that was closed waits on


def test_sockets_that_go_while_it_waits_on_them_end_it_only_where_it_was_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(write(tmp_path / "w.xlsx"))
    room = Room(desk, tmp_path, Papers(desk, date(2026, 11, 4)), print)

    def gone() -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(room._server, "run", gone)
    with pytest.raises(OSError, match="Bad file"):
        room.run()
    room.close()
    room.run()  # ends in silence


def test_twenty_tabs_wait_for_news_and_one_more_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.room.server.POLL", 600)  # they wait until there is news
    desk = at(write(tmp_path / "w.xlsx"))
    desk.think()
    before = threading.active_count()
    room = Room(desk, tmp_path, Papers(desk, date(2026, 11, 4)), print)
    assert threading.active_count() - before <= 30
    running = threading.Thread(target=room.run, daemon=True)
    running.start()
    headers = {KEY_HEADER: room.door.key}
    version = desk.seen().version
    tabs = [HTTPConnection("127.0.0.1", room.door.port, timeout=20) for _ in range(21)]
    for each in tabs[:20]:
        each.request("GET", f"/news?since={version}", headers=headers)
    tabs[20].request("GET", "/part/wall", headers=headers)
    answer = tabs[20].getresponse()
    assert (answer.status, json.loads(answer.read())["version"]) == (200, version)
    assert select([each.sock for each in tabs[:20]], [], [], 0)[0] == []
    desk.tell()
    assert {each.getresponse().status for each in tabs[:20]} == {200}
    for each in tabs:
        each.close()
    room.close()
    running.join(30)
    assert not running.is_alive()


PARTNERS = """\
Who,Sort,Whom to call,Mail,We would like,They gain,Xyz
Cedar Bluff,hospital,Ada Renn,arenn@cedar.example,Ten clinical seats each spring,Aides who stay,26 of 40 posts open
Willow Court,employer,Sam Odell,sodell@willow.example,One shadow day in May,Meet graduates first,9 of 12 posts open
"""


def test_a_column_is_named_on_the_page_and_remembered(tmp_path: Path) -> None:
    (tmp_path / "partners.csv").write_text(PARTNERS, encoding="utf-8")
    desk = at(tmp_path / "partners.csv")
    (reading,) = desk.seen().asked()
    columns = {each.letters: each.field for each in reading.layout.columns}
    desk.answer(reading.file, reading.sheet, "yes", columns | {"G": "Evidence", "B": ""})
    assert not desk.seen().asked()
    (first, _) = desk.seen().typed.partners
    assert (first.organization, first.evidence, first.kind) == (
        "Cedar Bluff",
        "26 of 40 posts open",
        "",
    )
    kept = (tmp_path / "partners.mapping.toml").read_text(encoding="utf-8")
    assert 'G = "Xyz"' in kept
    assert at(tmp_path / "partners.csv").seen().typed.partners[1].evidence == "9 of 12 posts open"


def test_an_answer_can_be_given_anew(tmp_path: Path) -> None:
    (tmp_path / "partners.csv").write_text(PARTNERS, encoding="utf-8")
    desk = at(tmp_path / "partners.csv")
    (reading,) = desk.seen().asked()
    named = {"A": "Organization", "F": "Ask", "B": ""}
    for said, columns, partners in (
        ("no", {}, 0),
        ("partners", named, 2),
        ("no", {}, 0),
        ("partners", named, 2),
    ):
        desk.answer(reading.file, reading.sheet, said, columns)
        assert len(desk.seen().typed.partners) == partners
        assert not [each for each in desk.seen().problems if "twice" in each.message]
    assert desk.seen().typed.partners[0].ask == "Aides who stay"
    kept = (tmp_path / "partners.mapping.toml").read_text(encoding="utf-8")
    assert kept.count("[[sheet]]") == 1


def test_what_the_command_line_would_say_stands_beside_its_row_and_sheet(tmp_path: Path) -> None:
    rows = (
        ("1", "Warm handoff", "Intake"),
        ("2", "A van at night", "Intake; Rides"),
        ("3", "Bus vouchers", "Rides"),
    )
    desk = at(write(tmp_path / "w.xlsx", rows))
    desk.think()
    app = app_of(desk, Door(""), tmp_path, Papers(desk, date(2026, 11, 4)), print)
    with app.app_context():
        html = dict(views.wall(desk.seen())["pieces"])["column:Intake"]
        sheets = "".join(html for _, html in views.reading(desk.seen())["pieces"])
    assert "names 2 columns" in html.partition('data-card="2"')[2]
    assert "names 2 columns" not in html.partition('data-card="2"')[0]
    assert "names 2 columns" in sheets


def test_what_the_command_line_says_of_a_workbook_stands_on_the_page(tmp_path: Path) -> None:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet("Ideas")
    for row in (("Idea", "Column"), ("Nobody asked Maria Delgado in the front office", "Call Sam Odell at once"), ("A van at night", "Rides; Intake"), ("Bus vouchers", None)):  # fmt: skip
        sheet.append(row)
    workbook.create_sheet("Old").append(("A card that nobody reads", "x"))
    workbook["Old"].sheet_state = "hidden"
    workbook.create_sheet("Lunch").append(("soup", "12 people"))
    workbook.save(tmp_path / "w.xlsx")
    checked = flow.check([tmp_path / "w.xlsx"])
    desk = at(tmp_path / "w.xlsx")
    desk.think()
    app = app_of(desk, Door(""), tmp_path, Papers(desk, date(2026, 11, 4)), print)
    with app.app_context():
        page = unescape("".join(html for _, html in views.reading(desk.seen())["pieces"]))
    told = [privacy.discreet(each).message for each in (*checked.problems, *checked.notices)]
    assert len(told) >= 5
    assert any("hidden and was not read" in words for words in told)
    assert any("may name a person" in words for words in told)
    assert [words for words in told if words not in page] == []


def test_without_its_packages_the_room_says_what_to_install(tmp_path: Path) -> None:
    script = "import sys; sys.modules['flask'] = None; from pipeline.cli import main; main()"
    words = [sys.executable, "-c", script, "open", str(write(tmp_path / "w.xlsx")), "--no-browser"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert "pip install 'afterword[room]'" in done.stderr


def test_a_title_changed_in_both_is_picked_and_moves_no_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "w.csv"
    head = "Card,Idea,Column,Title\n"
    book.write_text(
        f"{head}1,Warm handoff,A,Intake\n2,A van,B,Rides\n3,Bus vouchers,B,Rides\n",
        encoding="utf-8",
    )
    desk = at(book)
    desk.act({"what": "title", "column": "A", "title": "One door", "agreed": True})
    desk.act({"what": "move", "cards": ["2", "3"], "to": "A"})
    book.write_text(
        f"{head}1,Warm handoff,A,Front desk\n2,A van,C,Vans\n3,Bus vouchers,B,Rides\n",
        encoding="utf-8",
    )
    settle(desk, monkeypatch)
    conflicts = views.whole(desk.seen()).conflicts
    assert {(each.words, each.here, each.there) for each in conflicts} == {
        ("The title of a column", "One door", "Front desk"),
        ("A van", "Front desk", "Vans"),
    }
    (title,) = [each for each in conflicts if each.column]
    (card,) = [each for each in conflicts if each.card]
    desk.act(
        {"what": "title", "column": title.column, "title": title.to_here, "agreed": title.agreed}
    )
    desk.act({"what": "move", "cards": [card.card], "to": card.to_there})
    assert not views.whole(desk.seen()).conflicts
    assert where(desk) == {"1": "A", "2": "C", "3": "A"}  # the other card of that act stays moved
    assert str(desk.seen().board.wall.groups[0].title) == "One door"
