"""How a letter addresses and greets a person: from what was typed, and no title is made up.

The greeting of a business letter is the title and the last name. It is only made where both can be
told for sure: "Ms. Tanya Whitlock", "Whitlock, Tanya (Ms.)". Any other name is greeted as typed.
"""

import re
from dataclasses import dataclass

from pipeline.deliverables.blanks import line, words
from pipeline.deliverables.sentences import Sentence, spaced
from pipeline.deliverables.wordings import Wordings, told_in
from pipeline.model import UNSAID, Typed
from pipeline.words import among

_TITLE = r"(?P<title>(?:Mr|Mrs|Ms|Mx|Dr|Dra|Prof|Sra|Srta)\b\.?|Miss|Professor)"
_NAME = r"[^\W\d_][\w’'-]*"
_LAST = rf"(?P<last>{_NAME})"
_FIRST = rf"(?P<first>{_NAME}(?:\s[^\W\d_]\.?)?)"  # and one initial
_DEGREES = r"(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|Ed\.?D|J\.?D|R\.?N|Esq|D\.?Min|D\.?D|M\.?Div|M\.?Ed|LCSW|LMSW|MSW|MPA|MBA|MPH|CPA)\.?"
_DEGREE = rf"(?:,?\s{_DEGREES})*"
_TURNED = tuple(
    re.compile(form)
    for form in (
        rf"{_LAST},\s{_FIRST}\s\({_TITLE}\)",  # Whitlock, Tanya (Ms.)
        rf"{_LAST},\s{_TITLE}\s{_FIRST}",  # Whitlock, Ms. Tanya
        rf"{_LAST},\s{_FIRST},\s{_TITLE}",  # Whitlock, Tanya, Ms.
        rf"{_FIRST}\s{_LAST}\s\({_TITLE}\)",  # Tanya Whitlock (Ms.)
        rf"{_LAST}\s\({_TITLE}\)",  # Whitlock (Ms.)
        rf"{_LAST},\s{_TITLE}",  # Whitlock, Ms.
    )
)
_AS_WRITTEN = re.compile(rf"{_TITLE}\s(?:{_FIRST}\s)?{_LAST}{_DEGREE}")  # Ms. Tanya Whitlock
_BEHIND = re.compile(rf"(?:,\s{_DEGREES})+")  # Rev. Amos Tillery, D.Min.
_TWO = re.compile(r"\s(?:and|&|y)\s")  # Ms. Bo Lind and Mr. Cy Ray
_LAST_FIRST = re.compile(rf"{_NAME},\s{_NAME}(?:\s{_NAME})?")


@dataclass(frozen=True, slots=True)
class Called:
    """A person in the address and after Dear: pieces of what was typed, a blank between two."""

    address: tuple[Typed, ...]
    greeting: tuple[Typed, ...]


def called(contact: Typed) -> Called:
    """Return how the person in `contact`, a name on one line, is addressed and greeted."""
    found = _AS_WRITTEN.fullmatch(contact)
    if found:
        return Called((contact,), _pieces(found, ("title", "last"), contact))
    for form in _TURNED:
        if found := form.fullmatch(contact):
            address = _pieces(found, ("title", "first", "last"), contact)
            return Called(address, _pieces(found, ("title", "last"), contact))
    return Called((contact,), _of_two(contact) or (_without_the(_without_degree(contact)),))


def _of_two(contact: Typed) -> tuple[Typed, ...]:
    """Return how two people are greeted, each with a title: "Ms. Lind and Mr. Ray"; nothing of others."""
    between = _TWO.findall(contact)
    people = [_AS_WRITTEN.fullmatch(each) for each in _TWO.split(contact)]
    if len(between) != 1 or not all(people):
        return ()
    first, second = (_pieces(each, ("title", "last"), contact) for each in people if each)
    return (*first, Typed(between[0].strip(), contact.place), *second)


def _without_degree(contact: Typed) -> Typed:
    """Return a name without the degrees behind it: the address has them."""
    found = _BEHIND.search(contact)
    whole = found and found.end() == len(contact)
    return Typed(contact[: found.start()], contact.place) if found and whole else contact


def addressed(contact: Typed) -> Typed | Sentence:
    """Return the person in `contact` as an address has them, in every paper: Ms. Tanya Whitlock."""
    pieces = called(contact).address
    return pieces[0] if len(pieces) == 1 else Sentence(spaced(pieces))


def whom(contact: Typed, what: str, told: Wordings) -> str:
    """Return the person as an address has them, or the blank that asks for `what` in the words of `told`."""
    return addressed(line(contact)) or told_in(words(UNSAID, what), told)


def _without_the(contact: Typed) -> Typed:
    """Return a job without its article: "The Regional Manager" is greeted as Regional Manager."""
    return Typed(re.sub(r"(?i)^the\s+(?=\w)", "", contact), contact.place)


def to_ask_about(contact: str) -> bool:
    """Say whether a name is greeted as no letter greets: "Whitlock, Tanya", "Lind / Ray", "front desk"."""
    turned = any(form.fullmatch(contact) for form in _TURNED)
    odd = _LAST_FIRST.fullmatch(contact) or re.search(r"[/;()]", contact)
    nameless = contact.isascii() and contact == contact.lower() and " " in contact
    return bool(odd or nameless) and not turned


def first_name(name: Typed) -> Typed:
    """Return the first name in `name`, a name on one line; UNSAID where nobody can tell it.

    "Dr. Imogen Tallis" and "Tallis, Imogen" are Imogen. Of "Ms. Whitlock" nobody can, nor of a name
    that has no spaces and is written without an alphabet, for there the last name comes first.
    """
    for form in (_AS_WRITTEN, *_TURNED):
        if found := form.fullmatch(name):
            return Typed(found.groupdict().get("first") or "", name.place)
    last, comma, turned = name.partition(",")
    parts = (turned if comma and len(last.split()) == 1 else last).split()
    bare = [each for each in parts if not among("honorific", each)]
    if not bare or (len(bare) == 1 and (len(parts) > 1 or _UNSPACED.search(bare[0]))):
        return UNSAID
    return Typed(bare[0], name.place)


_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # kana, Han, Hangul


def _pieces(found: re.Match[str], names: tuple[str, ...], contact: Typed) -> tuple[Typed, ...]:
    said = found.groupdict()
    return tuple(Typed(said[name], contact.place) for name in names if said.get(name))
