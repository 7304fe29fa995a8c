"""Read every tag by itself and as part of its blocks, so that all faults are told, not the first."""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import TemplateSyntaxError

from pipeline.word import syntax
from pipeline.word.part import CELL_TAGS
from pipeline.word.sandbox import plain_room
from pipeline.word.tags import Fault, Tag

ENDS = {"for": "endfor", "if": "endif", "set": "endset", "with": "endwith"}
MIDDLES = {"else", "elif"}
NOT_ALLOWED = {
    "macro", "endmacro", "call", "endcall", "import", "from", "include", "extends", "block",
    "endblock", "filter", "endfilter", "do", "autoescape", "trans", "debug", "break", "continue",
}  # fmt: skip


def faults(found: list[Tag], levels: Mapping[int, tuple[str, ...]], room: Any) -> Iterator[Fault]:
    """Yield every fault of the tags of one part, given in the order they are read."""
    blocks: list[Tag] = []
    for tag in found:
        if tag.made:
            if tag.kind == "{{":
                yield from (
                    Fault(tag.spot, f"{tag.typed}: {message}", hint, tag.number)
                    for message, hint in _alone(tag, room)
                )
            continue
        if tag.kind == "{%":
            yield from _block(tag, blocks, levels)
        for message, hint in _alone(tag, room):
            yield Fault(tag.spot, f"{tag.typed}: {message}", hint, tag.number)
    for tag in blocks:
        message = f"{tag.typed}: this {tag.word} has no {ENDS[tag.word]}."
        hint = f"Write {{%{tag.level}{' ' if tag.level else ''} {ENDS[tag.word]} %}} where it ends."
        yield Fault(tag.spot, message, hint.replace("  ", " "))


MOST_BLOCKS = 40


def _block(tag: Tag, blocks: list[Tag], levels: Mapping[int, tuple[str, ...]]) -> Iterator[Fault]:
    word = tag.word
    if word in ENDS and not (word == "set" and "=" in tag.code):
        blocks.append(tag)
        if len(blocks) == MOST_BLOCKS:
            yield Fault(tag.spot, f"{tag.typed}: it stands in too many others.")
    elif word in ENDS.values():
        yield from _end(tag, blocks, levels)
    elif word in MIDDLES:
        if not blocks or blocks[-1].word not in ("if", "for"):
            yield Fault(tag.spot, f"{tag.typed}: there is no if before it.")
        else:
            yield from _same_level(blocks[-1], tag, levels)


def _end(tag: Tag, blocks: list[Tag], levels: Mapping[int, tuple[str, ...]]) -> Iterator[Fault]:
    word = tag.word
    begins = [each for each in blocks if ENDS[each.word] == word]
    if not begins:
        message = f"{tag.typed}: there is no {word.removeprefix('end')} to end here."
        hint = "Take it away, or write the beginning before it."
        if blocks:
            hint = f"{blocks[-1].typed} is open: end it with {ENDS[blocks[-1].word]}."
        yield Fault(tag.spot, message, hint)
        return
    while blocks[-1] is not begins[-1]:
        inner = blocks.pop()
        message = f"{inner.typed}: this {inner.word} has no {ENDS[inner.word]}."
        yield Fault(inner.spot, message, f"End it before {tag.typed}.")
    yield from _same_level(blocks.pop(), tag, levels)


def _same_level(begin: Tag, end: Tag, levels: Mapping[int, tuple[str, ...]]) -> Iterator[Fault]:
    if levels.get(begin.number) == levels.get(end.number) or begin.stuck or end.stuck:
        return
    message = f"{begin.typed} and {end.typed} do not stand at the same level."
    hint = "Give both the same prefix (p, tr, tc or none) and the same table."
    if begin.level != end.level:
        prefix = begin.level or end.level
        hint = f"Write both with the prefix {prefix}: {{%{prefix} {begin.code} %}}."
    yield Fault(end.spot, message, hint)


def _alone(tag: Tag, room: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one tag, read by itself."""
    if not tag.code:
        hint = "Write the name of a field in it." if tag.kind == "{{" else ""
        yield "it is empty.", hint
        return
    if tag.kind == "{{" and tag.level in ("tr", "tc"):
        yield f"the prefix {tag.level} is for {{% … %}} only.", f"Write {{{{ {tag.code} }}}}."
    source = _whole(tag)
    if source is None:
        yield from _without_code(tag)
        return
    try:
        tree = plain_room().parse(source)
    except TemplateSyntaxError as error:
        yield explain(tag.code, error)
    except RecursionError:
        yield "it is nested too deep.", ""
    else:
        for _, message, hint in syntax.refusals(tree, room.filters, room.tests):
            yield message, hint


def _whole(tag: Tag) -> str | None:
    """Return a source that holds the code of `tag` alone, None where there is nothing to read."""
    code, word = tag.code, tag.word
    if tag.kind == "{{":
        return f"{{{{ {code} }}}}"
    if word == "set" and "=" in code:
        return f"{{% {code} %}}"
    if word in ENDS:
        return f"{{% {code} %}}{{% {ENDS[word]} %}}"
    return f"{{% if 1 %}}{{% {code} %}}{{% endif %}}" if word == "elif" else None


def _without_code(tag: Tag) -> Iterator[tuple[str, str]]:
    word = tag.word
    if word in MIDDLES or word in ENDS.values():
        if len(tag.code.split()) > 1:
            yield f"nothing can follow {word}.", "Did you mean elif?" if word == "else" else ""
    elif word in NOT_ALLOWED:
        yield f"“{word}” is not allowed in a template.", ""
    else:
        yield from _unknown_word(word)


def _unknown_word(word: str) -> Iterator[tuple[str, str]]:
    known = [*ENDS, *ENDS.values(), *MIDDLES, *CELL_TAGS, "raw", "endraw"]
    for prefix in ("tr", "tc", "p", "r"):
        if word.startswith(prefix) and word.removeprefix(prefix) in known:
            rest = word.removeprefix(prefix)
            yield f"“{word}” is not known here.", f"Write a space: {{%{prefix} {rest} … %}}."
            return
    near = get_close_matches(word.casefold(), known, n=1)
    yield f"“{word}” is not known here.", f"Did you mean {near[0]}?" if near else ""


_NO_SIGN = re.compile("unexpected char '(.)'")
_INSTEAD = {"&": "Write and.", "!": "Write not, or != for “is not the same”."}
_SMALL = {"and", "or", "not", "in", "is", "if", "else"}
_EXPECTED = re.compile(r"expected token '(.+?)', got '(.+?)'")


def explain(code: str, error: TemplateSyntaxError) -> tuple[str, str]:
    """Return what is wrong with `code`, in plain words, and what to do."""
    for is_it, message, hint in _SLIPS:
        if is_it(code):
            return message, hint
    said = error.message or ""
    if match := _EXPECTED.search(said):
        found = "the end" if match[2].startswith("end of") else f"“{match[2]}”"
        if match[1].startswith("end of"):
            hint = "A name has no spaces, and two things need a sign between them."
            if match[2].lower() in _SMALL and not match[2].islower():
                hint = f"Write it in small letters: {match[2].lower()}."
            return f"{found} is one thing too many.", hint
        return f"it needs {match[1]} where {found} stands.", ""
    if match := _NO_SIGN.match(said):
        return f"“{match[1]}” means nothing here.", _INSTEAD.get(match[1], "Take it away.")
    if "unexpected end of template" in said or "Expected an expression" in said:
        return "something is missing at the end.", ""
    return f"{said[:1].lower()}{said[1:]}".rstrip(".") + ".", ""


_ONE_EQUALS = re.compile(r"\s*(?:el)?if\b.*(?<![=!<>])=(?!=)")
_SLIPS: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (_ONE_EQUALS.match, "one = does not compare.", "Write == to ask whether two things are the same."),
    (lambda code: code.count('"') % 2 or code.count("'") % 2, "a quotation mark is missing.", "Put one at the end of the text."),
    (lambda code: code.count("(") != code.count(")"), "a bracket ( or ) is missing.", "Each ( needs a )."),
    (lambda code: code.count("[") != code.count("]"), "a bracket [ or ] is missing.", "Each [ needs a ]."),
    (lambda code: re.fullmatch("{[^:]*}", code), "it has a brace too many on each side.", "Write {{ name }}."),
    (lambda code: code.rstrip()[-1:] in set("+-*/~|.,"), "something is missing after the last sign.", "Take the sign away, or write what belongs after it."),
    (lambda code: code.startswith("for ") and " in " not in code, "a for needs “in”.", "Write {% for item in items %}."),
)  # fmt: skip
