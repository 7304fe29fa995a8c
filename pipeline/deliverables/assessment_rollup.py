"""Put the self-assessments of several sites side by side: counts item by item, and nothing ranked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import gaps
from pipeline.deliverables import assessment_since, blanks, wordings
from pipeline.deliverables import assessment_words as words
from pipeline.deliverables.assessment_since import Moved
from pipeline.deliverables.sentences import in_a_row
from pipeline.deliverables.wordings import Wordings
from pipeline.model import (
    Draft,
    Findings,
    ItemScore,
    Reply,
    Role,
    RoleScore,
    SiteScore,
)
from pipeline.names import name_key, same_words

TEMPLATE = "assessment-rollup.docx"
FEW = 6  # more sites than this are counted, not named
CLEAR = (Reply.YES, Reply.PARTIALLY, Reply.NO)
UNCLEAR = (Reply.BLANK, Reply.CONFLICT, Reply.UNREADABLE, Reply.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Row:
    """How many items one site answered in which way."""

    site: str
    yes: str
    partially: str
    no: str
    unclear: str
    answered: str


@dataclass(frozen=True, slots=True)
class Key:
    """A site, and the initials that stand for it in the tables."""

    initials: str
    site: str


@dataclass(frozen=True, slots=True)
class Part:
    """A role, and how each site answered it: yes / partially / no / not clear, in the order of the key."""

    title: str
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """An item, and how many sites answered it how: "2 (SA, SB)", the initials of six sites at most."""

    id: str
    text: str
    yes: str
    partially: str
    no: str
    unclear: str


@dataclass(frozen=True, slots=True)
class Apart:
    """An item that reads differently on the form of another site, or stands only on some forms."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Since:
    """What moved at one site since an earlier form."""

    site: str
    lead: str  # how many items were answered otherwise, in a sentence
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What assessment-rollup.docx may mention."""

    title: str
    form: str
    number: str
    today: str
    lead: str
    kept_back: str
    rows: tuple[Row, ...]
    key: tuple[Key, ...]
    parts: tuple[Part, ...]  # up to six sites, where the form has several roles
    items: tuple[Counted, ...]
    since: tuple[Since, ...]
    apart: tuple[Apart, ...]
    least: str
    sources: str


def drafts(findings: Findings) -> Iterator[Draft]:
    """Yield the roll-up where more than one site has answers."""
    if len(findings.scores) > 1:
        yield Draft(TEMPLATE, TEMPLATE, _context(findings.scores, findings))


def _context(sites: Sequence[SiteScore], findings: Findings) -> Context:
    told = wordings.of(findings.texts, wordings.REPORT)
    shown = [site for site in sites if not _few_people(site, findings.least)]
    kept = [site for site in sites if _few_people(site, findings.least)]
    answers = [each.answers for each in gaps.of(shown).items.values()]
    key = tuple(_key([site.site for site in shown]))
    return Context(
        title=told.say("Name of the roll-up"),
        form=told.listed(list(dict.fromkeys(site.instrument for site in sites))),
        number=told.counted("sites", len(sites)),
        today=blanks.written(findings.today),
        lead=_lead(sites, shown, told),
        kept_back=_kept_back(kept, findings.least, told),
        rows=tuple(_row(site.site, _whole(site), told) for site in shown),
        key=key,
        parts=tuple(_parts(shown, told)) if len(shown) <= FEW else (),
        items=tuple(_counted(found, key) for found in answers),
        since=tuple(
            Since(site.site, each.lead, each.moved)
            for site in shown
            for each in assessment_since.since(findings, site, told)
        ),
        apart=tuple(_apart(answers, shown, told)),
        least=told.say("Who is broken down", least=str(findings.least)),
        sources=words.sources((item for site in shown for item in _whole(site).items), told),
    )


# ── who is shown ─────────────────────────────────────────────────────────────────────────────


def _few_people(site: SiteScore, least: int) -> bool:
    """Say whether counts could tell what one person said: several forms, but too few of them."""
    return 1 < _forms(site) < least


def _forms(site: SiteScore) -> int:
    return max((len(item.answers) for role in site.roles for item in role.items), default=0)


def _kept_back(sites: Sequence[SiteScore], least: int, told: Wordings) -> str:
    if not sites:
        return ""
    names = told.listed([site.site for site in sites])
    return told.either("Sites not broken down", one=len(sites) == 1, sites=names, least=str(least))


# ── where the sites stand ────────────────────────────────────────────────────────────────────


def _lead(sites: Sequence[SiteScore], shown: Sequence[SiteScore], told: Wordings) -> str:
    number = told.counted("sites", len(sites))
    who = told.say("Sites that answered", number=number)
    if len(sites) <= FEW:
        names = told.listed([site.site for site in sites])
        who = told.say("Few sites that answered", number=number, sites=names)
    items = [item for site in shown for role in site.roles for item in role.items]
    if not items:
        return who
    yes, partially, no = (sum(item.reply is reply for item in items) for reply in CLEAR)
    counts = told.say(
        "What all answers came to",
        answers=told.counted("answers", len(items)),
        yes=str(yes),
        partially=str(partially),
        no=str(no),
        unclear=str(len(items) - yes - partially - no),
    )
    return in_a_row([who, counts], " ")


def _whole(site: SiteScore) -> RoleScore:
    return RoleScore(Role("", "", ()), tuple(item for role in site.roles for item in role.items))


def _row(site: str, role: RoleScore, told: Wordings) -> Row:
    yes, partially, no = (str(role.count(reply)) for reply in CLEAR)
    unclear = str(len(role.items) - role.answered)
    of = told.say("Answered of all", answered=str(role.answered), all=str(len(role.items)))
    return Row(site, yes, partially, no, unclear, of)


def _key(names: Sequence[str]) -> Iterator[Key]:
    """Yield each site with its initials, numbered where two have the same."""
    taken: Counter[str] = Counter()
    for name in names:
        words_ = [word for word in re.findall(r"\w+", name) if not word.islower()]
        short = "".join(word[0] for word in words_) or name[:1]
        taken[short] += 1
        yield Key(f"{short}{taken[short]}" if taken[short] > 1 else short, name)


def _parts(sites: Sequence[SiteScore], told: Wordings) -> Iterator[Part]:
    """Yield the roles in the order of the forms, the sites as they were read; of one role, none."""
    found: dict[str, list[tuple[SiteScore, RoleScore]]] = {}
    for site in sites:
        for role in site.roles:
            found.setdefault(name_key(role.role.title), []).append((site, role))
    for own in found.values() if len(found) > 1 else ():
        by_site = {site.site: role for site, role in own if role.items}
        absent = told.say("Not on its form")
        counts = (_told(by_site[each.site]) if each.site in by_site else absent for each in sites)
        yield Part(words.title(own[0][1].role, told), tuple(counts))


def _told(role: RoleScore) -> str:
    counts = [*map(role.count, CLEAR), len(role.items) - role.answered]
    return " / ".join(map(str, counts))


# ── item by item ─────────────────────────────────────────────────────────────────────────────

_Answers = Sequence[tuple[SiteScore, ItemScore]]


def _counted(found: _Answers, key: Sequence[Key]) -> Counted:
    short = {each.site: each.initials for each in key}
    yes, partially, no, unclear = (
        _who([short[site.site] for site, item in found if item.reply in replies])
        for replies in ((Reply.YES,), (Reply.PARTIALLY,), (Reply.NO,), UNCLEAR)
    )
    item = found[0][1].item
    return Counted(item.id, item.text, yes, partially, no, unclear)


def _who(sites: Sequence[str]) -> str:
    shown = f" ({', '.join(sites)})" if 0 < len(sites) <= FEW else ""
    return f"{len(sites)}{shown}"


def _apart(
    answers: Iterable[_Answers], sites: Sequence[SiteScore], told: Wordings
) -> Iterator[Apart]:
    for found in answers:
        first_site, first = found[0]
        for site, item in found[1:]:
            if not same_words(item.item.text, first.item.text):
                where = {"site": site.site, "other": first_site.site}
                said = told.say("An item that reads differently", words=item.item.text, **where)
                yield Apart(item.item.id, said)
        have = {site.site for site, _ in found}
        if lacking := [site.site for site in sites if site.site not in have]:
            named = (
                told.listed(lacking) if len(lacking) <= FEW else told.counted("sites", len(lacking))
            )
            said = told.say("An item of some forms", words=first.item.text, sites=named)
            yield Apart(first.item.id, said)
