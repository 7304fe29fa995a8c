"""Print what people wrote about a role: in groups with working titles where it is much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.deliverables import assessment_words as words
from pipeline.deliverables import cards
from pipeline.deliverables.sentences import Sentence
from pipeline.deliverables.wordings import Wordings
from pipeline.model import Findings, Group, Idea, OpenAnswers, SiteScore, Typed


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


def themes(findings: Findings, score: SiteScore, told: Wordings) -> Iterator[RoleThemes]:
    """Yield what people at a site wrote, role by role, where it is grouped."""
    titles = {role.role.id: words.title(role.role, told) for role in score.roles}
    titles[""] = told.say("The form as a whole")
    beside = {
        str(note.place): item.item.id
        for role in score.roles
        for item in role.items
        for answer in item.every()
        for note in answer.notes()
    }
    for each in findings.open_answers:
        if each.site == score.site:
            yield _role(titles[each.role], each, beside, told)


def _role(
    title: str, written: OpenAnswers, beside: Mapping[str, str], told: Wordings
) -> RoleThemes:
    wall = written.wall
    groups = [group for group in wall.groups if len(group.ideas) > 1]
    alone = [idea for group in wall.groups if len(group.ideas) == 1 for idea in group.ideas]
    alone += [each.idea for each in wall.not_placed]
    ideas = [*(idea for group in groups for idea in group.ideas), *alone]
    found: list[tuple[str, tuple[Written, ...]]] = [
        (_title(group, told), _texts(group.ideas, beside)) for group in groups
    ]
    found.append((told.say("Texts on their own"), _texts(alone, beside)))
    return RoleThemes(
        title=title,
        said=_said(len(ideas), len(groups), len(alone), told),
        themes=tuple(Theme(name, texts) for name, texts in found if texts),
        held=words.held_words([idea.text for idea in ideas if cards.held_back(idea)], told),
    )


def _said(texts: int, groups: int, alone: int, told: Wordings) -> str:
    row = "Texts in groups, some on their own" if alone else "Texts in groups"
    counts = {"texts": told.counted("texts", texts), "groups": told.counted("groups", groups)}
    return told.say(row, alone=str(alone), **counts)


def _title(group: Group, told: Wordings) -> Sentence:
    return told.say("A working title", words=cards.title_in(group, told))


def _texts(ideas: Sequence[Idea], beside: Mapping[str, str]) -> tuple[Written, ...]:
    return tuple(
        Written(cards.words(idea.text), f" ({name})" if (name := beside.get(idea.id)) else "")
        for idea in cards.printed(ideas)
    )
