"""A program over its sites: titles that look alike, gaps role by role, what moved, what is overdue, asks.

Each site is a workshop of its own. One that opted out of being named stands as that; counts that fewer
than `least` people gave, each alone, are not broken down.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from pipeline import gaps
from pipeline.deliverables import assessment_words, blanks, cards
from pipeline.deliverables.state_feedback import may_be_shared
from pipeline.deliverables.wordings import Wordings
from pipeline.model import UNSAID, Action, Draft, Findings, Reply, SiteChange, SiteScore, Typed
from pipeline.names import name_key, same_id, words_key
from pipeline.program import RegionReport
from pipeline.words import says_nothing, says_yes

TEMPLATE = "roll-up.docx"
UNCLEAR = (Reply.BLANK, Reply.CONFLICT, Reply.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Site:
    """What the paper needs of one site, and no more: a program has thousands of them."""

    name: str
    naming: Typed  # whether it may be named, as its Details say
    titles: tuple[str, ...]  # agreed ones
    scores: tuple[SiteScore, ...]
    actions: tuple[Action, ...]
    regions: tuple[RegionReport, ...]
    called: tuple[str, ...] = ()  # what names it: its site, place and organizations
    held: int = 0  # texts that are left out, for they name it

    @classmethod
    def of(cls, name: str, findings: Findings) -> Self:
        """Return what the paper needs of what was found out at a site."""
        workshop, details = findings.workshop, findings.workshop.details
        titles = (cards.title(group) for group in findings.wall.groups if group.agreed)
        leads = (each.lead_organization for each in workshop.actions)
        called = (name, details.site, details.place, details.organization, *leads)
        site = cls(
            name,
            details.naming,
            tuple(titles),
            findings.scores,
            workshop.actions,
            tuple(filter(may_be_shared, workshop.program.regions)),
            tuple(dict.fromkeys(each.strip() for each in called if each.strip())),
        )
        return site if site.is_named else site._without_names()

    def _without_names(self) -> Self:
        """Return a site that is not named without the texts that name it, and without its people."""
        titles = tuple(each for each in self.titles if not self._is_named_in(each))
        actions = tuple(
            replace(each, lead_person=UNSAID, lead_organization=UNSAID)
            for each in self.actions
            if not self._is_named_in(each.step)
        )
        regions = tuple(each for each in self.regions if not self._is_named_in(each.ask))
        kept = len(titles) + len(actions) + len(regions)
        held = len(self.titles) + len(self.actions) + len(self.regions) - kept
        return replace(self, titles=titles, actions=actions, regions=regions, held=held)

    def _is_named_in(self, words: str) -> bool:
        text = " ".join(words.split())
        return any(
            re.search(rf"(?<!\w){re.escape(' '.join(each.split()))}(?!\w)", text, re.IGNORECASE)
            for each in self.called
        )

    @property
    def is_named(self) -> bool:
        """Whether it may be named: its Details say yes or nothing; other words are no yes."""
        return not self.naming.strip() or says_yes(self.naming)

    def shown(self, told: Wordings) -> str:
        """Return the name to print."""
        return self.name if self.is_named else told.say("Roll-up: A site that is not named")


@dataclass(frozen=True, slots=True)
class Hung:
    """A title of one site, and the site."""

    title: str
    site: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Titles of several sites that look alike. Afterword says so; nobody has agreed to it."""

    name: str
    sites: str  # how many
    titles: tuple[Hung, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """How often the items of a role were answered in which way, over all sites."""

    title: str
    yes: str
    partially: str
    no: str
    unclear: str
    sites: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that a site answers otherwise than before."""

    site: str
    id: str
    text: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Late:
    """A step whose day has passed, and that is neither done nor dropped."""

    site: str
    step: Typed
    due: str
    lead: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a site asks of the state or the program."""

    site: str
    words: Typed


@dataclass(frozen=True, slots=True)
class Context:
    """What roll-up.docx may mention."""

    today: str
    lead: str
    named: tuple[str, ...]
    silent: str
    unnamed: str
    held: str  # how many texts are left out, for they name a site that is not to be named
    themes: tuple[Theme, ...]
    alone: tuple[Hung, ...]
    roles: tuple[Role, ...]
    kept_back: str
    moved: tuple[Moved, ...]
    no_moved: str
    late: tuple[Late, ...]
    asks: tuple[Ask, ...]
    least: str  # "" where no number is too small


TEMPLATES = {TEMPLATE: Context}


def titles(sites: Sequence[Site], told: Wordings) -> tuple[Hung, ...]:
    """Return the titles of all walls, site by site."""
    return tuple(Hung(title, site.shown(told)) for site in sites for title in site.titles)


def draft(  # noqa: PLR0913, PLR0917 - each is a thing the paper tells
    sites: Sequence[Site],
    alike: Sequence[Sequence[int]],
    changes: Mapping[str, Sequence[SiteChange]],
    least: int,
    today: date,
    told: Wordings,
) -> Draft:
    """Return the roll-up of `sites`.

    `alike` are the numbers, in `titles`, of titles that look alike; `changes` what moved at each site,
    by its name; `told` are the words of self-assessment reports.
    """
    hung = titles(sites, told)
    at = [site.name for site in sites for _ in site.titles]
    themes = tuple(
        _theme([hung[n] for n in numbers], len({at[n] for n in numbers})) for numbers in alike
    )
    in_themes = {number for numbers in alike for number in numbers}
    silent = [site for site in sites if not site.scores]
    held = sum(site.held for site in sites)
    scores = [score for site in sites for score in site.scores]
    few = sum(are_few(score, least) for score in scores)
    moved = tuple(_moved(sites, changes, told))
    unnamed = sum(not site.is_named for site in sites)
    context = Context(
        today=blanks.written(today),
        lead=told.say(
            "Roll-up: How much was read",
            sites=told.counted("sites", len(sites)),
            titles=told.counted("agreed titles", len(hung)),
            steps=told.counted("steps", sum(len(each.actions) for each in sites)),
        ),
        named=tuple(site.name for site in sites if site.is_named),
        silent=told.say("Roll-up: Sites without answers", sites=_each(silent, told))
        if silent
        else "",
        unnamed=told.counted("sites that asked not to be named", unnamed) if unnamed else "",
        held=told.counted("texts that name a site", held) if held else "",
        themes=themes,
        alone=tuple(each for number, each in enumerate(hung) if number not in in_themes),
        roles=tuple(_roles([score for score in scores if not are_few(score, least)], told)),
        kept_back=told.either(
            "Roll-up: Forms of few people", one=few == 1, number=str(few), least=str(least)
        )
        if few
        else "",
        moved=moved,
        no_moved="" if moved else _no_moved(changes, told),
        late=tuple(each for site in sites for each in _late(site, today, told)),
        asks=tuple(each for site in sites for each in _asks(site, told)),
        least=str(least) if least > 1 else "",
    )
    return Draft(TEMPLATE, TEMPLATE, context)


def _theme(hung: Sequence[Hung], sites: int) -> Theme:
    """Return a theme under the shortest of its titles: one that people typed."""
    shortest = min(hung, key=lambda each: (len(each.title), each.title))
    return Theme(shortest.title, str(sites), tuple(hung))


def _each(sites: Sequence[Site], told: Wordings) -> str:
    """Return the sites as a sentence lists them; those that are not named are counted."""
    unnamed = sum(not site.is_named for site in sites)
    others = [told.counted("other sites, not named", unnamed)] if unnamed else []
    return told.listed([*(site.name for site in sites if site.is_named), *others])


def are_few(score: SiteScore, least: int) -> bool:
    """Say whether so few people answered, each alone, that counts could point to one of them."""
    people = {name_key(each) for each in score.respondents if each.strip()}
    return 0 < len(people) < least


def _roles(scores: Sequence[SiteScore], told: Wordings) -> Iterator[Role]:
    counts: dict[str, Counter[Reply]] = {}
    shown: dict[str, str] = {}
    sites: Counter[str] = Counter()
    for score in scores:
        for role in score.roles:
            key = words_key(role.role.title) or role.role.id
            shown.setdefault(key, assessment_words.title(role.role, told))
            sites[key] += 1
            counts.setdefault(key, Counter()).update(item.reply for item in role.items)
    for key, found in counts.items():
        yield Role(
            shown[key],
            str(found[Reply.YES]),
            str(found[Reply.PARTIALLY]),
            str(found[Reply.NO]),
            str(sum(found[reply] for reply in UNCLEAR)),
            str(sites[key]),
        )


def _moved(
    sites: Sequence[Site], changes: Mapping[str, Sequence[SiteChange]], told: Wordings
) -> Iterator[Moved]:
    shown = {site.name: site.shown(told) for site in sites}
    for name, own in changes.items():
        for change in own:
            for then, now in change.moved():
                before, after = (assessment_words.word(each.reply, told) for each in (then, now))
                text = "" if same_id(now.item.id, now.item.text) else now.item.text
                yield Moved(shown[name], now.item.id, text, before, after)


def _no_moved(changes: Mapping[str, Sequence[SiteChange]], told: Wordings) -> str:
    compared = any(changes.values())
    return told.say("Roll-up: No answer moved" if compared else "Roll-up: Nothing to compare with")


def _late(site: Site, today: date, told: Wordings) -> Iterator[Late]:
    for action in site.actions:
        if action.due.day and action.due.day < today and _is_open(action):
            lead = blanks.joined((action.lead_person, action.lead_organization), ", ")
            due = blanks.written(action.due.day)
            nobody = "Roll-up: No lead" if site.is_named else "Roll-up: A lead that is not named"
            yield Late(site.shown(told), action.step.bare(), due, lead or told.say(nobody))


def _is_open(action: Action) -> bool:
    return not gaps.ended(action)


def _asks(site: Site, told: Wordings) -> Iterator[Ask]:
    """Yield what a site asks, each ask once, but for what may not be shared."""
    asked: set[str] = set()
    for each in site.regions:
        asks = each.ask.strip() and not says_nothing(each.ask)
        if asks and words_key(each.ask) not in asked:
            asked.add(words_key(each.ask))
            yield Ask(site.shown(told), each.ask.bare())
