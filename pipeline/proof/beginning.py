"""Cut a long document down to its beginning: to proof-read all of a thousand pages takes minutes."""

from itertools import islice

from lxml import etree

from pipeline.openxml.package import PARAGRAPHS, W, parse, serialize

BODY = "word/document.xml"
_STAYS = f"{{{W}}}sectPr"  # the page


def cut(members: dict[str, bytes], most: int) -> bool:
    """Leave only the first `most` paragraphs of the text; say whether it had more."""
    if sum(map(members.get(BODY, b"").count, PARAGRAPHS)) <= most:
        return False
    root = parse(members[BODY])
    last = next(islice(root.iter(f"{{{W}}}p"), most - 1, None))
    for each in (last, *last.iterancestors()):
        for sibling in list(each.itersiblings(etree.Element)):
            if sibling.tag != _STAYS:
                sibling.getparent().remove(sibling)
    members[BODY] = serialize(root)
    return True
