"""Load a self-assessment form: ours by name, a TOML file, or the headings of a filled form."""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from pipeline.model import Instrument, Item, Response, Role
from pipeline.names import id_key, same_words, words_key
from pipeline.problems import InputRefused, Place, Problem, split

__all__ = ["from_responses", "load", "names", "supply"]


MOST = 0.5  # of the answers that must meet an item of a list beside them
TITLE, TOGETHER = "Self-assessment", "All items"  # of a form that names no roles


def names() -> tuple[str, ...]:
    """Return the names of our own instruments."""
    found = (each.name for each in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def load(name: str) -> Instrument:
    """Return our instrument of that name, or the one a .toml file holds; raise with all its faults."""
    if name in names():
        return _parse(f"{name}.toml", files(__package__).joinpath(f"{name}.toml").read_bytes())
    path = Path(name)
    if not os.path.isfile(path):
        ours = ", ".join(names())
        raise InputRefused(
            [Problem(Place(name), "No such instrument or file.", f"Ours are {ours}.")]
        )
    return _parse(path.name, path.read_bytes())


def from_responses(responses: Sequence[Response], file: str) -> Instrument:
    """Return the form that the headings of a blank or filled copy make; raise when none has headings."""
    for response in responses:
        if response.form:
            return response.form
    message = "It shows no roles: no title stands over its items."
    raise InputRefused([Problem(Place(file), message, "Use a copy of the form with its headings.")])


def supply(responses: Sequence[Response]) -> tuple[tuple[Response, ...], tuple[Problem, ...]]:
    """Give headings to the forms that have none, where one instrument fits; say which.

    It fits when it has exactly the form's ids and words. A list of items in the same input comes
    before ours, and needs only the most of them: it is what the form was meant to ask, and what
    does not meet an item of it is asked about.
    """
    given = [each.form for each in responses if each.form and not each.answers]
    ours = [load(name) for name in names()] if any(not each.form for each in responses) else []
    supplied: list[Response] = []
    notices: dict[Place, Problem] = {}
    for response in responses:
        if response.form or not response.answers:
            supplied.append(response)
            continue
        fitting = next((form for form in (*given, *ours) if _fits(response, form)), None)
        if fitting is None and given:
            nearest = max(given, key=lambda form: _met(response, form))
            fitting = nearest if _met(response, nearest) > MOST else None
        form = fitting or _one_role(response)
        supplied.append(replace(response, form=form))
        place = response.answers[0].typed.place
        sheet = Place(place.file, place.sheet)
        notices.setdefault(sheet, _say_supplied(sheet, form, found=bool(fitting)))
    return tuple(supplied), tuple(notices.values())


def _say_supplied(sheet: Place, form: Instrument, *, found: bool) -> Problem:
    if found:
        message = (
            f"No headings for the roles; its items are those of {form.name}, so its roles are used."
        )
        return Problem(sheet, message)
    number = len(form.roles[0].items)
    message = f"No headings for the roles: all {number} items are counted together."
    hint = "For roles, type a heading above the items of each."
    return Problem(sheet, message, hint, command=", or pass --instrument NAME or FILE.")


def _one_role(response: Response) -> Instrument:
    """Return the form that its answers make, where nothing tells its roles apart."""
    items: list[Item] = []
    taken: set[str] = set()
    for number, answer in enumerate(response.answers, 1):
        name = answer.code if answer.code and answer.code not in taken else str(number)
        taken.add(name)
        items.append(Item(name, answer.statement))
    role = Role("1", TOGETHER, tuple(items))
    return Instrument(response.answers[0].typed.place.file, TITLE, (role,))


def _fits(response: Response, form: Instrument) -> bool:
    """Tell whether the answers are to the items of `form`: by id and words, or by the ids alone."""
    bare = all(same_words(answer.statement, answer.code) for answer in response.answers)
    asked = {
        (id_key(answer.code), "" if bare else words_key(answer.statement))
        for answer in response.answers
    }
    return asked == {
        (id_key(item.id), "" if bare else words_key(item.text))
        for role in form.roles
        for item in role.items
    }


def _met(response: Response, form: Instrument) -> float:
    """Return how many of the answers, of 1, have an id or the words of an item of `form`."""
    items = [item for role in form.roles for item in role.items]
    known = {id_key(item.id) for item in items} | {words_key(item.text) for item in items}
    met = [
        answer
        for answer in response.answers
        if id_key(answer.code) in known or words_key(answer.statement) in known
    ]
    return len(met) / len(response.answers)


def _parse(file: str, raw: bytes) -> Instrument:
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = "A form that people filled (.xlsx, .csv) can be named instead."
        raise InputRefused(
            [Problem(Place(file), f"Not readable as an instrument: {error}.", hint)]
        ) from error
    roles, problems = split(_roles(file, table))
    problems += tuple(_faults(file, table, roles))
    if problems:
        raise InputRefused(problems)
    return Instrument(file.removesuffix(".toml"), table["title"], roles)


def _roles(file: str, table: Mapping[str, object]) -> Iterator[Role | Problem]:
    if "kinds" in table or "conditions" in table:
        yield from _crossed(file, table)
        return
    roles = table.get("roles")
    for number, role in enumerate(roles if isinstance(roles, list) else (), 1):
        place = Place(file, f"role {number}")
        match role:
            case {"title": str(title), "items": list(entries), **others} if (
                not others and title.strip() and entries
            ):
                items, problems = split(_items(place, entries))
                yield from problems
                yield Role(str(number), title, items)
            case _:
                yield Problem(place, "A role has a title and its items, and nothing else.", _LIKE)


def _items(place: Place, entries: Sequence[object]) -> Iterator[Item | Problem]:
    for number, entry in enumerate(entries, 1):
        match entry:
            case {"id": str(name), "text": str(text), **others} if (
                not others and name.strip() and text.strip()
            ):
                yield Item(name, text)
            case _:
                message = f"Item {number} needs an id and a text, and nothing else."
                yield Problem(place, message, _LIKE)


def _crossed(file: str, table: Mapping[str, object]) -> Iterator[Role | Problem]:
    """Yield a role for each kind of partner, with every condition as an item."""
    conditions = table.get("conditions")
    kinds = table.get("kinds")
    texts = (
        [text for text in conditions if isinstance(text, str)]
        if isinstance(conditions, list)
        else []
    )
    if not texts or not isinstance(conditions, list) or len(texts) < len(conditions):
        yield Problem(Place(file, "conditions"), "Expected a list of sentences in quotes.")
    for number, kind in enumerate(kinds if isinstance(kinds, list) else (), 1):
        match kind:
            case {"id": str(name), "title": str(title), **others} if not others:
                items = tuple(Item(f"{name}-{n}", text) for n, text in enumerate(texts, 1))
                yield Role(str(number), title, items)
            case _:
                message = "A kind of partner has an id and a title, and nothing else."
                yield Problem(
                    Place(file, f"kind {number}"), message, '{ id = "TANF", title = "TANF" }'
                )


def _faults(file: str, table: Mapping[str, object], roles: Sequence[Role]) -> Iterator[Problem]:
    if not isinstance(table.get("title"), str):
        yield Problem(Place(file), "It has no title.", 'Write title = "…" in its first line.')
    for name in table.keys() - {"title", "roles", "kinds", "conditions"}:
        yield Problem(
            Place(file), f"“{name}” is not a part of an instrument.", "It has title and roles."
        )
    if not table.keys() & {"roles", "kinds"}:
        yield Problem(Place(file), "It has no roles.", _LIKE)
    seen: set[str] = set()
    for item in (item for role in roles for item in role.items):
        if id_key(item.id) in seen:
            yield Problem(
                Place(file),
                f"The id {item.id} is given to two items.",
                "Give each item its own id.",
            )
        seen.add(id_key(item.id))


_LIKE = '[[roles]] with title = "…" and items = [ { id = "A1", text = "…" } ]'
