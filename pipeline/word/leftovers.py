"""Find what other tools fill in and we do not: Word's merge fields, and names in other brackets."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.openxml.package import W, parse
from pipeline.openxml.walk import P, instructions, places, texts
from pipeline.problems import Place, Problem
from pipeline.word.tags import scan
from pipeline.word.template import Draft

_MERGE = re.compile(r'\bMERGEFIELD\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)
_OF_MAIL_MERGE = re.compile(
    r"\b(ADDRESSBLOCK|GREETINGLINE|MERGEREC|MERGESEQ|NEXTIF|SKIPIF|NEXT)\b", re.IGNORECASE
)
_PLACEHOLDERS = re.compile(
    r"«\s*([^«»]{1,60}?)\s*»|<<\s*([^<>]{1,60}?)\s*>>|(?<!<)<([^<>]{1,60})>(?!>)"
    r"|(?<!\{)\$?\{\s*([^{}%#]{1,60}?)\s*\}(?!\})|\[\[?\s*([^\[\]]{1,60}?)\s*\]\]?"
    r"|\$(\w[\w ]{0,59})\$|%(\w[\w ]{0,59})%"
)
_FLD_SIMPLE, _INSTR = f"{{{W}}}fldSimple", f"{{{W}}}instr"


def leftovers(found: Draft, columns: Iterable[str]) -> Iterator[Problem]:
    """Yield each merge field, and each placeholder that is named as one of `columns`, once."""
    known = {_squeezed(name): name for name in columns}
    told: set[str] = set()
    for name, title in found.parts():
        if name.endswith(".rels"):
            continue
        for where, paragraph in places(parse(found.members[name]), title):
            for typed, field in _left_in(paragraph, known):
                if typed not in told:
                    told.add(typed)
                    message = f"{where}: {typed} is not filled in: it is no tag of ours."
                    hint = f"Write {{{{ {field} }}}} in its place." if field else "Take it out."
                    yield Problem(Place(found.code.name), message, hint)


def _left_in(paragraph: Any, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is left in a paragraph, as typed, and the field that is meant."""
    code = " ".join(
        [
            "".join(text for _, text in instructions(paragraph)),
            *(
                each.get(_INSTR, "")
                for each in paragraph.iter(_FLD_SIMPLE)
                if next(each.iterancestors(P)) is paragraph
            ),
        ]
    )
    merged = [match[1] or match[2] for match in _MERGE.finditer(code)]
    for name in merged:
        yield f"MERGEFIELD {name}", known.get(_squeezed(name), _as_a_name(name))
    for match in _OF_MAIL_MERGE.finditer(code):
        yield match[1].upper(), ""
    of_fields = {_squeezed(name) for name in merged}
    for match in _PLACEHOLDERS.finditer(_without_tags("".join(t for _, t in texts(paragraph)))):
        squeezed = _squeezed(next(filter(None, match.groups())))
        if squeezed in known and squeezed not in of_fields:
            yield match[0], known[squeezed]


def _without_tags(text: str) -> str:
    kept, at = [], 0
    for start, end, _ in scan(text):
        if end > start:
            kept.append(text[at:start])
            at = end
    return " ".join([*kept, text[at:]])


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _as_a_name(words: str) -> str:
    return re.sub(r"\W+", "_", words.strip().lower()).strip("_")
