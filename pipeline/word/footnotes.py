"""A footnote or endnote is filled where its mark stands: in every round of a loop, with its words.

The words of a note are moved to its mark before the template is compiled. When it is filled, what is
printed there is kept as a note of its own, and only the mark stays.
"""

from copy import deepcopy

from lxml import etree

from pipeline.openxml import digits
from pipeline.openxml.package import W
from pipeline.openxml.walk import DELETED
from pipeline.word.around import blocks
from pipeline.word.part import Part, mark, numbers
from pipeline.word.tags import numbers_in

KINDS = ("footnote", "endnote")
_ID, _TYPE, _CUSTOM = (f"{{{W}}}{each}" for each in ("id", "type", "customMarkFollows"))


def carry(main: Part, notes: Part) -> bool:
    """Move each note that has tags, or whose mark stands in a block of `main`, to its mark.

    Return whether there was one. The tags of both parts are lifted.
    """
    kind = etree.QName(notes.root).localname.removesuffix("s")
    if kind not in KINDS:
        return False
    known = {each.get(_ID): each for each in notes.root if each.get(_TYPE) is None}
    marks = [
        each
        for each in main.root.iter(f"{{{W}}}{kind}Reference")
        if each.get(_ID) in known and next(each.iterancestors(*DELETED), None) is None
    ]
    around = dict(blocks(main.root, main.tags)) if marks else {}
    moved = [each for each in marks if around.get(each) or numbers(known[each.get(_ID)])]
    if not moved:
        return False
    first = max((int(key) for key in known if digits.signed(key)), default=0) + 1
    for each in moved:
        inside = numbers(known[each.get(_ID)])
        like = main.tags[inside[0]] if inside else around[each][-1]
        custom = f' w:customMarkFollows="{each.get(_CUSTOM)}"' if each.get(_CUSTOM) else ""
        code = f"filter _noted({notes.name!r}, {f'{kind}Reference{custom}'!r}, {first})"
        ends = (main.make(like, "{%", code), main.make(like, "{%", "endfilter"))
        opens, closes = (mark(numbers_in(end))[0] for end in ends)
        run = each.getparent()
        place = run.index(each)
        run.remove(each)
        words = list(deepcopy(known[each.get(_ID)]))
        for offset, inner in enumerate([opens, *words, closes]):
            run.insert(place + offset, inner)
    for key in {each.get(_ID) for each in moved}:
        notes.root.remove(known[key])
    _know_the_names_of(notes, main)
    return True


def _know_the_names_of(notes: Part, main: Part) -> None:
    """Declare in the notes every namespace of the text: what is printed there comes to stand here."""
    fresh = etree.Element(
        notes.root.tag, notes.root.attrib, {**notes.root.nsmap, **main.root.nsmap}
    )
    fresh.extend(list(notes.root))
    notes.root = fresh
