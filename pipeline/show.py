"""Say results: in words for a person at a terminal, as JSON for a program."""

import json
from collections.abc import Iterator, Sequence

from pipeline.model import Accounting, Advice, Idea, Reading, Reply, RoleScore, SiteScore, Wall


def wall(wall: Wall) -> Iterator[str]:
    """Yield the wall line by line, and the accounting line."""
    for each in wall.groups:
        yield each.title if each.agreed else f"{each.title}  (working title, not agreed)"
        yield from (f"  - {idea.text}" for idea in each.ideas)
    if wall.not_placed:
        yield "Not yet placed"
    for unplaced in wall.not_placed:
        names = "; or ".join(f"{p.title} ({p.sure:.0%})" for p in unplaced.proposals)
        yield f"  - {unplaced.idea.text}" + (f"  [suggested: {names}]" if names else "")
    if wall.parking_lot:
        yield "Parking lot"
    yield from (f"  - {idea.text}" for idea in wall.parking_lot)
    yield str(Accounting.of(wall))


def wall_json(question: str, wall: Wall) -> str:
    """Return the wall as JSON: question, groups, cards not placed, parking lot, accounting."""
    groups = [
        {
            "title": group.title,
            "agreed": group.agreed,
            "ideas": [_idea(idea) | {"proposed": group.proposed} for idea in group.ideas],
        }
        for group in wall.groups
    ]
    not_placed = [
        _idea(unplaced.idea)
        | {"proposals": [{"title": p.title, "sure": round(p.sure, 3)} for p in unplaced.proposals]}
        for unplaced in wall.not_placed
    ]
    accounting = Accounting.of(wall)
    parts = ("cards", "grouped", "not_placed", "parking_lot", "empty", "merged")
    return _json(
        {
            "question": question,
            "groups": groups,
            "not_placed": not_placed,
            "parking_lot": [_idea(idea) for idea in wall.parking_lot],
            "accounting": {part: getattr(accounting, part) for part in parts},
        }
    )


def advice(wall: Wall, advice: Sequence[Advice]) -> Iterator[str]:
    """Yield what the title coach says of each group; nothing where a title is good."""
    for group, said in zip(wall.groups, advice, strict=True):
        if said.weak:
            yield f"{group.title}: {' '.join(said.weak)}"
            yield from (f"  or: {title}" for title in said.alternatives)


def sites(sites: Sequence[SiteScore]) -> Iterator[str]:
    """Yield each site's counts by role, then its gaps."""
    for site in sites:
        yield site.site
        for role in site.roles:
            counts = _counts(role)
            said = ", ".join(
                f"{number} {reply}"
                for reply, number in counts.items()
                if number or reply in (Reply.YES, Reply.PARTIALLY, Reply.NO)
            )
            share = (
                ""
                if role.share is None
                else f"; share {role.share:.0%}, {role.answered} of {len(role.items)} answered"
            )
            yield f"  {role.role.title}: {said}{share}"
        for _, item in site.gaps():
            yield f"  {item.reply}: {item.item.id} {item.item.text}"


def sites_json(sites: Sequence[SiteScore]) -> str:
    """Return the scores as JSON: sites, their roles with counts and share, their gaps."""
    return _json({"sites": [_site(site) for site in sites]})


def readings(readings: Sequence[Reading]) -> Iterator[str]:
    """Yield how each sheet was read, file by file."""
    file = ""
    for each in readings:
        if each.file != file:
            file = each.file
            yield file
        yield f"  sheet {each.sheet}: {each.summary}"
        left = each.cells_read - each.cells_used
        yield f"    {each.cells_read} cells read, {each.cells_used} used" + (
            f", {left} left out" if left else ""
        )


def _idea(idea: Idea) -> dict[str, object]:
    return {"id": idea.id, "text": idea.text, "place": str(idea.text.place)}


def _site(site: SiteScore) -> dict[str, object]:
    gaps = [
        {
            "item": item.item.id,
            "text": item.item.text,
            "role": role.role.id,
            "answer": item.reply,
            "place": str(item.answers[0].typed.place) if item.answers else "",
        }
        for role, item in site.gaps()
    ]
    return {"site": site.site, "roles": [_role(role) for role in site.roles], "gaps": gaps}


def _role(role: RoleScore) -> dict[str, object]:
    return {
        "id": role.role.id,
        "title": role.role.title,
        "items": len(role.items),
        **{reply.replace(" ", "_"): number for reply, number in _counts(role).items()},
        "share": None if role.share is None else round(role.share, 4),
    }


def _counts(role: RoleScore) -> dict[Reply, int]:
    return {reply: role.count(reply) for reply in Reply}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
