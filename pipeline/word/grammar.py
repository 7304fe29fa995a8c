"""Read every tag by itself and as part of its blocks, so that all faults are told, not the first."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import TemplateSyntaxError

from pipeline.word import syntax
from pipeline.word.part import CELL_TAGS
from pipeline.word.tags import Fault, Tag
from pipeline.word.values import plain_room

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
    code, word = tag.code, tag.word
    if tag.kind == "{{":
        source = f"{{{{ {code} }}}}"
        if not code:
            yield "it is empty.", "Write the name of a field in it."
            return
        if tag.level in ("tr", "tc"):
            yield f"the prefix {tag.level} is for {{% … %}} only.", f"Write {{{{ {code} }}}}."
    elif not word:
        yield "it is empty.", ""
        return
    elif word in ENDS and not (word == "set" and "=" in code):
        source = f"{{% {code} %}}{{% {ENDS[word]} %}}"
    elif word == "elif":
        source = f"{{% if 1 %}}{{% {code} %}}{{% endif %}}"
    elif word in MIDDLES or word in ENDS.values():
        if len(code.split()) > 1:
            yield f"nothing can follow {word}.", "Did you mean elif?" if word == "else" else ""
        return
    elif word == "set":
        source = f"{{% {code} %}}"
    elif word in NOT_ALLOWED:
        yield f"“{word}” is not allowed in a template.", ""
        return
    else:
        yield from _unknown_word(word)
        return
    try:
        tree = plain_room().parse(source)
    except TemplateSyntaxError as error:
        yield explain(code, error)
        return
    except RecursionError:
        yield "it is nested too deep.", ""
        return
    for _, message, hint in syntax.refusals(tree, room.filters, room.tests):
        yield message, hint


def _unknown_word(word: str) -> Iterator[tuple[str, str]]:
    known = [*ENDS, *ENDS.values(), *MIDDLES, *CELL_TAGS, "raw", "endraw"]
    for prefix in ("tr", "tc", "p", "r"):
        if word.startswith(prefix) and word.removeprefix(prefix) in known:
            rest = word.removeprefix(prefix)
            yield f"“{word}” is not known here.", f"Write a space: {{%{prefix} {rest} … %}}."
            return
    near = get_close_matches(word, known, n=1)
    yield f"“{word}” is not known here.", f"Did you mean {near[0]}?" if near else ""


_EXPECTED = re.compile(r"expected token '(.+?)', got '(.+?)'")


def explain(code: str, error: TemplateSyntaxError) -> tuple[str, str]:
    """Return what is wrong with `code`, in plain words, and what to do."""
    said = error.message or ""
    if re.search(r"(?<![=!<>])=(?!=)", code) and code.split(maxsplit=1)[0] in ("if", "elif"):
        return "one = does not compare.", "Write == to ask whether two things are the same."
    if code.count('"') % 2 or code.count("'") % 2:
        return "a quotation mark is missing.", "Put one at the end of the text."
    if code.count("(") != code.count(")"):
        return "a bracket ( or ) is missing.", ""
    if code.count("[") != code.count("]"):
        return "a bracket [ or ] is missing.", ""
    if code.rstrip()[-1:] in "+-*/~|.,":
        return f"something is missing after {code.rstrip()[-1]}.", ""
    if code.split(maxsplit=1)[0] == "for" and " in " not in code:
        return "a for needs “in”.", "Write {% for item in items %}."
    if match := _EXPECTED.search(said):
        found = {"end of print statement": "the end", "end of statement block": "the end"}.get(
            match[2], f"“{match[2]}”"
        )
        if match[1].startswith("end of"):
            hint = "A name has no spaces, and two things need a sign between them."
            return f"{found} is one thing too many.", hint
        return f"it needs {match[1]} where {found} stands.", ""
    if "unexpected end of template" in said or "Expected an expression" in said:
        return "something is missing at the end.", ""
    return f"{said[:1].lower()}{said[1:]}".rstrip(".") + ".", ""
