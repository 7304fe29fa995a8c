"""What of a template stays behind: words for its makers only, and what works for them only.

Comments, tracked changes, links to their own disks, add-ins: no document carries them, and a notice
says so. What could run or fetch something is refused instead: see `screening`.
"""

from collections.abc import Iterator
from typing import Any

from pipeline.openxml import fields, links, revisions
from pipeline.openxml.chartbook import is_plain
from pipeline.openxml.package import (
    R,
    W,
    drop,
    holder,
    is_markup,
    put,
    relations,
    strays,
    target_name,
    tree,
    unrelate,
)
from pipeline.openxml.screening import BRINGS, HARMLESS, LEADING

Said = tuple[str, str]  # what stays behind, and what to do if that is not wanted

# Kinds of relationships, by their short type.
_COMMENTS = frozenset(
    {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "documenttasks"}
)
_BEHIND_A_CHART = frozenset({"package", "oleObject"})
_UNSEEN = {
    "webextensiontaskpanes": "an add-in",
    "webextension": "an add-in",
    "extensibility": "buttons for Word",
    "userCustomization": "buttons for Word",
    "keyMapCustomizations": "keys for Word",
    "attachedToolbars": "buttons for Word",
    "mailMergeSource": "the list of another mail merge",
    "mailMergeHeaderSource": "the list of another mail merge",
    "recipientData": "the list of another mail merge",
    "transform": "what is done to it when it is saved as XML",
    "printerSettings": "settings of a printer",
    "origin": "a signature, which would not hold",
    "classificationlabels": "a label of an organization",
}
_UNNEEDED = frozenset({"thumbnail", "stylesWithEffects"})


def without_doubles(members: dict[str, bytes]) -> None:
    """Take out what says again what another part says, and what nothing points to.

    A picture of the first page, and the styles once more for a preview of Word 2010: neither is read.
    """
    for rels in [each for each in members if each.endswith(".rels")]:
        part = holder(rels)
        gone = {rid for rid, kind, _, _ in relations(members, part) if kind in _UNNEEDED}
        unrelate(members, part, rids=gone)
    drop(members, strays(members))


def leave_behind(members: dict[str, bytes]) -> tuple[Said, ...]:
    """Take out of a package what no document carries; return what a person should know of it.

    It is a package `without_doubles`.
    """
    said = [
        *_changes(members),
        *_comments(members),
        *_unseen(members),
    ]
    drop(members, strays(members))
    said += [
        *_macros(members),
        *_own_links(members),
        *_unknown_fields(members),
    ]
    return tuple(dict.fromkeys(said))


def _parts(members: dict[str, bytes]) -> list[str]:
    return [
        name
        for name, content in members.items()
        if is_markup(content) and not name.endswith((".rels", "[Content_Types].xml"))
    ]


def _changes(members: dict[str, bytes]) -> Iterator[Said]:
    count = 0
    for name in _parts(members):
        if W.encode() in members[name] and revisions.held(root := tree(members, name)):
            count += revisions.accept(root)
            put(members, name, root)
    if count:
        some = "1 tracked change is" if count == 1 else f"{count} tracked changes are"
        message = f"{some} taken as accepted: deleted words and the names of authors stay behind."
        yield message, "To decide otherwise, in Word: Review, Accept or Reject."


_ANCHORS = tuple(f"{{{W}}}{each}" for each in ("commentRangeStart", "commentRangeEnd"))
_REFERENCES = tuple(f"{{{W}}}{each}" for each in ("commentReference", "annotationRef"))


def _comments(members: dict[str, bytes]) -> Iterator[Said]:
    count = 0
    gone: dict[str, set[str]] = {}
    for part, rid, kind, name in _inside(members):
        if kind == "comments" and name in members:
            count += sum(1 for _ in tree(members, name).iter(f"{{{W}}}comment"))
        if kind in _COMMENTS:
            gone.setdefault(part, set()).add(rid)
    for part, rids in gone.items():
        unrelate(members, part, rids=rids)
    for name in [each for each in _parts(members) if b"comment" in members[each]]:
        root = tree(members, name)
        for each in list(root.iter(*_ANCHORS)):
            each.getparent().remove(each)
        for each in list(root.iter(*_REFERENCES)):
            _with_its_run(each)
        put(members, name, root)
    if count:
        some = "1 comment stays" if count == 1 else f"{count} comments stay"
        yield f"{some} behind: comments are never filled in, and no document holds them.", ""


def _with_its_run(element: Any) -> None:
    run = element.getparent()
    run.remove(element)
    if all(fields.local(each) == "rPr" for each in run) and run.getparent() is not None:
        run.getparent().remove(run)


def _inside(members: dict[str, bytes]) -> Iterator[tuple[str, str, str, str]]:
    """Yield part, id, kind and target of every relationship within the package."""
    for rels in [each for each in members if each.endswith(".rels")]:
        part = holder(rels)
        for rid, kind, target, mode in relations(members, part):
            if mode != "External":
                yield part, rid, kind, target_name(part, target)


def _unseen(members: dict[str, bytes]) -> Iterator[Said]:
    """Take out what a reader does not see, and the numbers behind a chart, which a reader may not."""
    for rels in [each for each in members if each.endswith(".rels")]:
        part = holder(rels)
        charted = _is_chart(members.get(part, b""))
        gone: set[str] = set()
        for rid, kind, target, _ in relations(members, part):
            if charted and kind == "package" and is_plain(members.get(target_name(part, target))):
                continue
            if charted and kind in _BEHIND_A_CHART:
                _without_numbers(members, part, rid)
                yield (
                    "The workbook behind a chart stays behind: the chart shows what it showed.",
                    "",
                )
            elif kind in _UNSEEN or _is_idle(members, part, rid, kind):
                what = _UNSEEN.get(kind, f"something that is not known here ({kind})")
                yield f"It holds {what}: that stays behind.", ""
            else:
                continue
            gone.add(rid)
        unrelate(members, part, rids=gone)


def _is_idle(members: dict[str, bytes], part: str, rid: str, kind: str) -> bool:
    """Say whether nothing in a part refers to a relationship of a kind that is not known."""
    known = kind in HARMLESS or kind in BRINGS or kind == "attachedTemplate"
    return not known and rid.encode() not in members.get(part, b"")


_CHARTS = (
    b"schemas.openxmlformats.org/drawingml/2006/chart",
    b"schemas.microsoft.com/office/drawing/2014/chartex",
)


def _is_chart(content: bytes) -> bool:
    return b"chartSpace" in content[:4000] and any(each in content[:4000] for each in _CHARTS)


def _without_numbers(members: dict[str, bytes], part: str, rid: str) -> None:
    root = tree(members, part)
    for each in list(root.iter("{*}externalData")):
        if each.get(f"{{{R}}}id") == rid:
            each.getparent().remove(each)
    put(members, part, root)


_CALLS = tuple(f"{{{W}}}{each}" for each in ("entryMacro", "exitMacro"))
_CALLING = (b"entryMacro", b"exitMacro", b"action=")


def _macros(members: dict[str, bytes]) -> Iterator[Said]:
    """Take out what calls a macro or a program: on entering a form field, or on a click."""
    for name in [each for each in _parts(members) if any(one in members[each] for one in _CALLING)]:
        root, found = tree(members, name), False
        for each in list(root.iter(*_CALLS)):
            each.getparent().remove(each)
            found = True
        for each in root.iter(*_LEADS[1:]):
            found |= each.attrib.pop("action", None) is not None
        if found:
            put(members, name, root)
            yield "It calls a macro or a program: that stays behind.", ""


_LEADS = tuple(f"{{*}}{each}" for each in LEADING)


def _own_links(members: dict[str, bytes]) -> Iterator[Said]:
    """Unlink what leads to somebody's own disk or to a program; the words stay."""
    for rels in [each for each in members if each.endswith(".rels")]:
        part = holder(rels)
        wrong = {
            rid: target
            for rid, kind, target, mode in relations(members, part)
            if kind == "hyperlink" and mode == "External" and not _may_lead(target)
        }
        if not wrong or part not in members:
            continue
        root = tree(members, part)
        for each in list(root.iter(*_LEADS)):
            if each.get(f"{{{R}}}id") in wrong:
                if fields.local(each) == "hyperlink":
                    del each.attrib[f"{{{R}}}id"]
                else:
                    each.getparent().remove(each)
        put(members, part, root)
        unrelate(members, part, rids=wrong)
        yield from map(_unlinked, wrong.values())


def _may_lead(target: str) -> bool:
    """Say whether a link of a template leads where one may; what a tag gives is looked at later."""
    return "{{" in target or "%7B%7B" in target.upper() or links.fits(target)


def _unlinked(target: str) -> Said:
    short = target if len(target) <= 60 else f"{target[:59]}…"
    message = f"A link leads to {short}, which is no page, mailbox or phone: only its words stay."
    return message, "In Word: right click it, Edit Hyperlink, and give the address of a page."


def _unknown_fields(members: dict[str, bytes]) -> Iterator[Said]:
    for name in _parts(members):
        content = members[name]
        if b"fldSimple" not in content and b"instrText" not in content:
            continue
        root, changed = tree(members, name), False
        for each in list(fields.fields(root)):
            if each.fetches or "{{" in each.code or "{%" in each.code:
                continue
            leads = each.target and not _may_lead(each.target)
            if each.known and not leads:
                continue
            changed = True
            fields.unfield(each)
            if leads:
                yield _unlinked(each.target)
            elif each.frame:
                kind = each.name.upper() or " ".join(each.code.split())[:30]
                message = f"A field of a kind that is not known here ({kind}) becomes plain text."
                yield message, ""
        if changed:
            put(members, name, root)
