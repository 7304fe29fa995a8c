"""Who may ask, and what is answered. The only place that listens, and only on this computer.

Every page of another site can send requests to 127.0.0.1, and a name of its own can be made to mean
that address. So: the exact Host, on writes the exact Origin, JSON alone (no form can send it), and a
key that only who was given the link knows. It stands behind the # of the link, which no browser sends
anywhere. The page itself (shell, style, script) holds no word of the workshop and needs no key.
"""

import base64
import binascii
import hmac
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from waitress import create_server
from werkzeug.exceptions import HTTPException

from pipeline import flow, outputs, sheets
from pipeline.model import Document
from pipeline.problems import InputRefused, PipelineError
from pipeline.room import board, views
from pipeline.room.acts import cut
from pipeline.room.asked import Refused
from pipeline.room.desk import Desk
from pipeline.room.papers import Papers

HERE = "127.0.0.1"
KEY_HEADER = "X-Afterword-Key"
WORKBOOK = 64  # MB of the largest that a browser may bring
LARGEST = (
    WORKBOOK * 3 // 2 << 20
)  # bytes as JSON has it: four letters for three bytes, and its name
LARGEST_ACT = 1 << 20
POLL = 20.0  # seconds that a tab waits for news
QUIET = 600.0  # seconds without a word of any tab until it stops
THREADS = 24
SCREENS = ("reading", "wall", "documents", "show")
WITHOUT_KEY = frozenset({"static", "screen"})  # what holds no word of the workshop
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(slots=True)
class Door:
    """The address, the key, and when a tab was last heard."""

    key: str
    port: int = 0
    heard: float = 0.0
    clock: Callable[[], float] = monotonic

    def quiet(self, most: float = QUIET) -> float:
        """Return for how many more seconds it stays open if no tab speaks, 0 where it is to be shut."""
        return max(0.0, self.heard + most - self.clock())

    @property
    def host(self) -> str:
        """The only Host that is answered."""
        return f"{HERE}:{self.port}"

    @property
    def link(self) -> str:
        """The address to open, with the key where no browser sends it."""
        return f"http://{self.host}/#{self.key}"

    def refusal(self) -> tuple[int, str] | None:
        """Return why a request is not answered, as status and words; None where it is."""
        return next(((status, why) for wrong, status, why in self._rules() if wrong), None)

    def _rules(self) -> Iterator[tuple[bool, int, str]]:
        """Yield each rule: whether the request breaks it, and what is said then."""
        headers = request.headers
        yield request.host != self.host, 421, "This is not the address that was given."
        yield request.method not in {"GET", "POST"}, 405, "Only GET and POST are known."
        site = headers.get("Sec-Fetch-Site", "none")
        yield site not in {"same-origin", "none"}, 403, "Another page asked."
        if request.method == "POST":
            most = LARGEST if request.endpoint == "add" else LARGEST_ACT
            large = request.content_length is None or request.content_length > most
            yield headers.get("Origin") != f"http://{self.host}", 403, "Another page asked."
            yield request.mimetype != "application/json", 415, "Only JSON is read."
            yield large, 413, "It is too large."
        if request.endpoint not in WITHOUT_KEY:
            given = headers.get(KEY_HEADER, "").encode()
            known = hmac.compare_digest(given, self.key.encode())
            yield not known, 401, "Open the link that Afterword printed."


def app_of(
    desk: Desk, door: Door, folder: Path, papers: Papers, launch: Callable[[str], object]
) -> Flask:
    """Return the application over a desk; workbooks that the page brings are put into `folder`.

    `launch` opens a folder in the window of the system.
    """
    app = Flask(__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["cut"] = cut
    app.jinja_env.globals["most"] = WORKBOOK
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    _guard(app, door)
    _tell_what_is_wrong(app)
    _screens(app, desk, papers)
    _acts(app, desk, folder)
    _begin(app, desk, folder)
    _documents(app, papers, launch)
    return app


def _guard(app: Flask, door: Door) -> None:
    """Let nothing in that is refused, and nothing out without its headers."""

    @app.before_request
    def guard() -> tuple[Response, int] | None:
        if refused := door.refusal():
            status, words = refused
            return jsonify(error=words), status
        door.heard = door.clock()
        return None

    @app.after_request
    def sealed(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response


def _tell_what_is_wrong(app: Flask) -> None:
    """Say what is refused in words that the page shows."""

    @app.errorhandler(HTTPException)
    def unknown(error: HTTPException) -> tuple[Response, int]:
        status = error.code or 404
        ours = "That failed, and the fault is ours. What you did before is kept."
        return jsonify(error=ours if status >= 500 else "There is no such page."), status

    @app.errorhandler(Refused)
    def refused(error: Refused) -> tuple[Response, int]:
        return jsonify(error=str(error)), 409

    @app.errorhandler(PipelineError)
    def wrong(error: PipelineError) -> tuple[Response, int]:
        return jsonify(error="\n".join(map(views.plainly, error.problems))), 409


def _screens(app: Flask, desk: Desk, papers: Papers) -> None:
    """Answer what is only looked at."""

    @app.get("/")
    @app.get(f"/<any({', '.join(SCREENS)}):name>")
    def screen(name: str = "reading") -> str:
        return render_template("shell.html", name=name)

    @app.get(f"/part/<any({', '.join(SCREENS)}):name>")
    def part(name: str) -> Response:
        if name == "documents":
            papers.look()
            return jsonify(views.documents(desk.seen(), papers.state()))
        return jsonify(_part(desk, name))

    @app.get("/part/card")
    def card() -> Response:
        return jsonify(html=views.card_dialog(desk.seen(), request.args.get("card", "")))

    @app.get("/part/title")
    def title() -> Response:
        return jsonify(html=views.title_dialog(desk.seen(), request.args.get("column", "")))

    @app.get("/part/columns")
    def columns() -> Response:
        file, sheet, kind = (request.args.get(name, "") for name in ("file", "sheet", "kind"))
        row = request.args.get("row", type=int)
        return jsonify(html=views.columns_dialog(desk.seen(), file, sheet, kind, row))

    @app.get("/part/ask")
    def ask() -> Response:
        model = desk.helper.model if desk.helper else ""
        return jsonify(html=render_template("ask.html", prompt=desk.asking(), model=model))

    @app.get("/news")
    def news() -> Response:
        known = request.args.get("since", 0, type=int)
        return jsonify(version=desk.wait(known, POLL))


def _acts(app: Flask, desk: Desk, folder: Path) -> None:
    """Answer what changes something."""

    @app.post("/act")
    def act() -> Response:
        done = desk.act(_said())
        made = board.made(desk.seen().board.wall, done)
        return jsonify(_part(desk, "wall") | {"said": done.said, "column": made})

    @app.post("/offer")
    def offer() -> Response:
        said = _said()
        by = " ".join(str(said.get("by", "")).split()) or "a language model"
        notices = desk.offer(str(said.get("answer", "")), by)
        told = [views.plainly(each) for each in notices]
        return jsonify(
            _part(desk, "wall") | {"said": f"The answer of {by} is taken in", "notices": told}
        )

    @app.post("/helper")
    def helper() -> Response:
        _said()
        desk.ask_helper()
        return jsonify(_part(desk, "wall") | {"said": "It is asked."})

    @app.post("/answer")
    def answer() -> Response:
        said = _said()
        columns = said.get("columns") or {}
        if not isinstance(columns, dict):
            raise Refused("The page did not say which columns.")
        file, sheet, words = (str(said.get(name, "")) for name in ("file", "sheet", "answer"))
        fields = {str(letters): str(field) for letters, field in columns.items()}
        row = said.get("row")
        if not isinstance(row, int | None):
            raise Refused("The page did not say which row holds the headings.")
        desk.answer(file, sheet, words, fields, row)
        return jsonify(_part(desk, "reading"))

    @app.post("/add")
    def add() -> Response:
        said = _said()
        path, new = _put(folder, str(said.get("name", "")), str(said.get("content", "")))
        try:
            desk.open([path])
        except PipelineError:
            if new:
                path.unlink(missing_ok=True)
            raise
        return jsonify(_part(desk, "reading"))


def _begin(app: Flask, desk: Desk, folder: Path) -> None:
    """Answer who begins without a workbook."""

    @app.post("/new")
    def new() -> Response:
        _said()
        taken = {each.name.casefold() for each in folder.iterdir()} if folder.is_dir() else set()
        name = outputs.file_name("workshop", ".xlsx", taken)
        (path,) = outputs.write([flow.starter_book(name)], folder)
        desk.open([path])
        return jsonify(_part(desk, "reading") | {"told": f"{name} is made in {folder}."})


def _documents(app: Flask, papers: Papers, launch: Callable[[str], object]) -> None:
    """Answer what is done with documents. The page names one by its number, never by a path."""

    @app.post("/make")
    def make() -> Response:
        papers.make(replaced=_said().get("replaced") is True)
        return jsonify(views.documents(papers.desk.seen(), papers.state()))

    @app.post("/folder")
    def show_folder() -> Response:
        _said()
        folder = papers.folder
        if folder is None or not folder.is_dir():
            raise Refused("The folder is not there yet. Make the documents first.")
        launch(str(folder))
        return jsonify(said=f"{folder} is open in a window of its own.")

    @app.get("/file/<int:number>")
    def file(number: int) -> Response:
        found = Response(papers.path(number).read_bytes(), mimetype="application/octet-stream")
        found.headers["Content-Disposition"] = "attachment"
        return found


def _part(desk: Desk, name: str) -> dict[str, Any]:
    seen = desk.seen()
    return {"wall": views.wall, "reading": views.reading, "show": views.show}[name](seen)


def _said() -> Mapping[str, Any]:
    try:
        said = request.get_json(silent=True)
    except RecursionError:  # a list in a list in a list …
        said = None
    if not isinstance(said, dict):
        raise Refused("The page sent something that is no JSON object.")
    return said


def _put(folder: Path, name: str, content: str) -> tuple[Path, bool]:
    """Put a workbook that the page brought into `folder`, and return its path and whether it is new.

    It gets a safe name that no file there has, but for one that is the same.
    """
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, last = bare.rpartition(".")  # `Path("..csv").suffix` is empty from Python 3.14 on
    ending = f"{dot}{last}".lower() if dot else ""
    if ending not in sheets.READ:
        raise InputRefused([sheets.unread(bare or "A file without a name")])
    try:
        made = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("The file did not come over whole. Try again.") from error
    taken = {each.name.casefold() for each in folder.iterdir()} if folder.is_dir() else set()
    same = folder / outputs.file_name(stem, ending, set())
    if same.is_file() and same.read_bytes() == made:
        return same, False
    free = outputs.file_name(stem, ending, taken)
    return outputs.write([Document(free, made)], folder)[0], True


class Room:
    """The running server."""

    def __init__(
        self, desk: Desk, folder: Path, papers: Papers, launch: Callable[[str], object]
    ) -> None:
        """Listen on a port of this computer that nobody uses, under a new key of 128 bits."""
        self.door = Door(secrets.token_urlsafe(16))
        app = app_of(desk, self.door, folder, papers, launch)
        self._server = create_server(
            app, host=HERE, port=0, threads=THREADS, ident=None, max_request_body_size=LARGEST
        )
        self.door.port = int(self._server.effective_port)
        self._desk = desk
        self._closed = False

    def run(self, *, quiet: float = QUIET) -> None:
        """Answer until no tab has spoken for `quiet` seconds, or somebody stops it."""
        self.door.heard = self.door.clock()
        self._desk.start()
        ended = threading.Event()
        threading.Thread(target=self._mind, args=(ended.wait, quiet), daemon=True).start()
        try:
            self._server.run()
        except OSError:
            if not self._closed:  # else its sockets went while it waited on them
                raise
        finally:
            ended.set()
            self._desk.stop()

    def _mind(self, ended: Callable[[float], bool], quiet: float) -> None:
        """Close it once no tab has spoken for `quiet` seconds; `ended` waits for the end that long.

        A computer that slept is given a moment: its tabs speak when it wakes.
        """
        while not ended(self.door.quiet(quiet)):
            if self.door.quiet(quiet):
                continue
            last = self.door.heard
            if ended(min(POLL, quiet)):
                return
            if self.door.heard == last:
                self.close()
                return

    def close(self) -> None:
        """Answer no more; may be called while it runs."""
        self._closed = True
        self._server.close()
