"""A part of our own in a Word file: a custom XML part, which Word and LibreOffice keep as it is.

Custom XML data storage is part 22.5 of ISO/IEC 29500-1. It is no text of the document: nobody sees
it, no accessibility check looks at it, and Word's Document Inspector takes it out if asked to.
"""

import base64
import binascii
import hashlib
import zlib

from lxml import etree

from pipeline.openxml import package, zipping
from pipeline.openxml.package import OFFICE

SPACE = "urn:afterword:record"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_ID = "{6F1D5B0E-4C2A-4E57-9C1B-AF7E6B0ADD01}"
_LARGEST = 50_000_000  # bytes, unpacked


def put(members: dict[str, bytes], main: str, content: bytes) -> None:
    """Put `content` into a package, in the place of what was put there before."""
    name = _name(members, main)
    root = etree.Element(f"{{{SPACE}}}record", nsmap={None: SPACE})  # type: ignore[dict-item]
    root.text = base64.b64encode(zlib.compress(content, 9)).decode()
    if name:
        members[name] = package.serialize(root)
        return
    number = 1
    while f"customXml/item{number}.xml" in members:
        number += 1
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    members[item] = package.serialize(root)
    store = etree.Element(f"{{{_STORE}}}datastoreItem", nsmap={"ds": _STORE})
    store.set(f"{{{_STORE}}}itemID", _STORE_ID)
    references = etree.SubElement(store, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_STORE}}}schemaRef").set(f"{{{_STORE}}}uri", SPACE)
    members[properties] = package.serialize(store)
    links = [("rId1", f"{OFFICE}customXmlProps", f"itemProps{number}.xml", False)]
    members[package.rels_name(item)] = package.relate(None, links)
    rels = package.rels_name(main)
    link = ("rIdAfterword", f"{OFFICE}customXml", f"/{item}", False)
    members[rels] = package.relate(members.get(rels), [link])
    types = package.declare(
        members["[Content_Types].xml"], [(properties, _STORE_TYPE)], [("xml", "application/xml")]
    )
    members["[Content_Types].xml"] = types


def get(members: dict[str, bytes], main: str) -> bytes | None:
    """Return what was put into a package, None where nothing was or where it is damaged."""
    name = _name(members, main)
    if not name:
        return None
    try:
        packed = base64.b64decode(package.parse(members[name]).text or "", validate=True)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, _LARGEST)
    except (binascii.Error, zlib.error, etree.XMLSyntaxError):
        return None
    return content if unpacker.eof else None


def _name(members: dict[str, bytes], main: str) -> str:
    """Return the part that holds ours: LibreOffice gives it another name."""
    for _, kind, target, mode in package.relations(members, main):
        name = package.target_name(main, target)
        if kind == "customXml" and mode != "External" and SPACE.encode() in members.get(name, b""):
            return name
    return ""


def digest(members: dict[str, bytes], main: str) -> str:
    """Return a sum over all parts but our own: it is another as soon as anything is."""
    own = _name(members, main)
    total = hashlib.sha256()
    for name in sorted(members):
        if name != own:
            total.update(f"{name}\n{len(members[name])}\n".encode() + members[name])
    return total.hexdigest()[:32]


def packed(members: dict[str, bytes]) -> bytes:
    """Return the package as a file: the same parts in the same order, the same bytes."""
    return zipping.Layout(zipping.deflate(*each) for each in members.items()).closed(())
