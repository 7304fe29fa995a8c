"""Print what people wrote about a role: in groups with working titles where it is much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import cards
from pipeline.deliverables.cards import count
from pipeline.model import Findings, Group, Idea, OpenAnswers, SiteScore, Typed

WORKING = "Working title (not agreed): "
WHOLE = "The form as a whole"


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, and the item it was written beside."""

    text: Typed
    item: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What several people wrote that seems to belong together, under a working title."""

    title: str
    texts: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class RoleThemes:
    """A role, and what people wrote about it."""

    title: str
    said: str
    themes: tuple[Theme, ...]
    held: str


def grouped(findings: Findings, score: SiteScore) -> frozenset[str]:
    """Return the roles of a site whose open answers are printed in groups, "" for the whole form."""
    return frozenset(each.role for each in findings.open_answers if each.site == score.site)


def themes(findings: Findings, score: SiteScore) -> Iterator[RoleThemes]:
    """Yield what people at a site wrote, role by role, where it is grouped."""
    titles = {role.role.id: words.title(role.role) for role in score.roles} | {"": WHOLE}
    beside = {
        str(note.place): item.item.id
        for role in score.roles
        for item in role.items
        for answer in item.every()
        for note in answer.notes()
    }
    for each in findings.open_answers:
        if each.site == score.site:
            yield _role(titles[each.role], each, beside)


def _role(title: str, written: OpenAnswers, beside: Mapping[str, str]) -> RoleThemes:
    wall = written.wall
    groups = [group for group in wall.groups if len(group.ideas) > 1]
    alone = [idea for group in wall.groups if len(group.ideas) == 1 for idea in group.ideas]
    alone += [each.idea for each in wall.not_placed]
    ideas = [*(idea for group in groups for idea in group.ideas), *alone]
    found = [(_title(group), _texts(group.ideas, beside)) for group in groups]
    found.append(("On their own", _texts(alone, beside)))
    return RoleThemes(
        title=title,
        said=_said(len(ideas), len(groups), len(alone)),
        themes=tuple(Theme(name, texts) for name, texts in found if texts),
        held=words.held_words([idea.text for idea in ideas if cards.held_back(idea)]),
    )


def _said(texts: int, groups: int, alone: int) -> str:
    rest = f", {alone} on their own" if alone else ""
    return (
        f"{count(texts, 'text')}: {count(groups, 'group')}{rest}. Afterword proposed the groups and "
        "their titles; nobody has confirmed them. Every text stands as it was typed."
    )


def _title(group: Group) -> str:
    return WORKING + cards.title(group)


def _texts(ideas: Sequence[Idea], beside: Mapping[str, str]) -> tuple[Written, ...]:
    return tuple(
        Written(cards.words(idea.text), f" ({name})" if (name := beside.get(idea.id)) else "")
        for idea in cards.printed(ideas)
    )
