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
        for answer in item.answers
        for note in answer.notes()
    }
    for each in findings.open_answers:
        if each.site == score.site:
            yield _role(titles[each.role], each, beside)


def _role(title: str, written: OpenAnswers, beside: Mapping[str, str]) -> RoleThemes:
    wall = written.wall
    loose = tuple(each.idea for each in wall.not_placed)
    ideas = [*(idea for group in wall.groups for idea in group.ideas), *loose]
    found = [
        Theme(_title(group), texts)
        for group in wall.groups
        if (texts := _texts(group.ideas, beside))
    ]
    if texts := _texts(loose, beside):
        found.append(Theme("Not grouped", texts))
    return RoleThemes(
        title=title,
        said=_said(ideas, len(wall.groups)),
        themes=tuple(found),
        held=words.held_words([idea.text for idea in ideas if cards.held_back(idea)]),
    )


def _said(ideas: Sequence[Idea], groups: int) -> str:
    return (
        f"{count(len(ideas), 'text')} in {count(groups, 'group')}. Afterword proposed the groups and "
        "their titles; nobody has confirmed them. Every text stands as it was typed."
    )


def _title(group: Group) -> str:
    return WORKING + cards.title(group)


def _texts(ideas: Sequence[Idea], beside: Mapping[str, str]) -> tuple[Written, ...]:
    return tuple(
        Written(cards.words(idea.text), f" ({name})" if (name := beside.get(idea.id)) else "")
        for idea in cards.printed(ideas)
    )
