"""Several workshops, one paper over all of them; each is read by itself, as `flow` reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from pipeline import flow, gate, intake, linking, press, proof, scoring
from pipeline.deliverables import roll_up as paper
from pipeline.deliverables import wordings
from pipeline.model import Document, SiteChange, Track, unique
from pipeline.names import same_name
from pipeline.privacy import guard
from pipeline.problems import InputRefused, Problem

# how near two titles of different sites must be to be shown as one theme: "One shared intake and
# referral path" is .70 near "A common intake and referral process", .16 near "Written agreements …"
LOOK_ALIKE = 0.45


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The paper over several sites, unwritten, and what to say about it."""

    documents: tuple[Document, ...]
    sites: tuple[str, ...]
    notices: tuple[Problem, ...]


def roll_up(  # noqa: PLR0913 - each is a thing the paper depends on
    paths: Sequence[Path],
    *,
    instrument: str | None,
    today: date,
    own: Path | None,
    track: Track,
    least: int = 3,
    before: Sequence[Path] = (),
) -> RolledUp:
    """Read each of `paths` as the workshop of a site of its own, and return the paper over all of them."""
    sites, notices = _sites(paths, instrument, today, track)
    changes, noticed = _changes(sites, before, instrument, least)
    told = wordings.of(flow.texts(own), wordings.REPORT)
    draft = paper.draft(sites, _alike(paper.titles(sites, told)), changes, least, today, told)
    if own and (wrong := [*gate.of_ours(own, (draft.template,))]):
        raise InputRefused(wrong)
    filled, left = press.fill([draft], own, track)
    documents = tuple(filled)
    notices += [*noticed, *left]
    for document in documents:
        said = [statement.text for statement in document.statements]
        notices += proof.check(document.content, document.filename, said)
    return RolledUp(documents, tuple(site.name for site in sites), tuple(notices))


def _sites(
    paths: Sequence[Path], instrument: str | None, today: date, track: Track
) -> tuple[tuple[paper.Site, ...], list[Problem]]:
    """Return the sites, each under its name in Details, else its file's; raise with all problems."""
    sites: list[paper.Site] = []
    problems: list[Problem] = []
    notices: list[Problem] = []
    for path in track(paths, "Reading sites"):
        try:
            workshop, kept = guard.guarded(intake.read([path]))
            findings = flow.find_out(workshop, instrument, today)
        except InputRefused as error:
            problems += error.problems
            continue
        name = workshop.details.site.strip() or workshop.details.title.strip() or path.stem
        sites.append(paper.Site.of(str(name), findings))
        notices += [*findings.workshop.notices, *kept]
    if problems:
        raise InputRefused(problems)
    called = unique(site.name for site in sites)
    named = zip(sites, called, strict=True)
    return tuple(replace(site, name=name) for site, name in named), notices


def _changes(
    sites: Sequence[paper.Site], before: Sequence[Path], instrument: str | None, least: int
) -> tuple[dict[str, tuple[SiteChange, ...]], list[Problem]]:
    """Return what moved at each site since the earlier forms, by its name, and notices.

    A form that fewer than `least` people filled in, each alone, is compared with none.
    """
    earlier = [intake.read([path]) for path in before]
    changes: dict[str, tuple[SiteChange, ...]] = {site.name: () for site in sites}
    notices: list[Problem] = []
    for site in sites:
        scores = [each for each in site.scores if not paper.are_few(each, least)]
        for workshop in earlier:
            then, _ = flow.score(workshop, instrument)
            own = [each for each in then if _is_of(each.site, site)]
            theirs = [each for each in own if not paper.are_few(each, least)]
            found, noticed = scoring.compare(scores, theirs) if scores and theirs else ((), ())
            changes[site.name] += tuple(found)
            notices += noticed
    return changes, notices


def _is_of(name: str, site: paper.Site) -> bool:
    """Say whether an earlier form is of a site: its own name, or the one that its forms carry."""
    return any(same_name(name, each) for each in (site.name, *(s.site for s in site.scores)))


def _alike(hung: Sequence[paper.Hung]) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of titles of different sites that look alike, each in one theme at most."""
    having: dict[str, list[int]] = {}
    for number, each in enumerate(hung):
        having.setdefault(each.title, []).append(number)
    texts = list(having)
    theme = list(range(len(hung)))
    same = ((at, at) for at in range(len(texts)))
    for one, other in chain(same, linking.pairs(texts, LOOK_ALIKE)):
        both = [*having[texts[one]], *having[texts[other]]]
        if len({hung[number].site for number in both}) > 1:
            for number in both[1:]:
                _join(theme, both[0], number)
    themes: dict[int, list[int]] = {}
    for number in range(len(hung)):
        themes.setdefault(_first(theme, number), []).append(number)
    return tuple(tuple(numbers) for numbers in themes.values() if len(numbers) > 1)


def _join(theme: list[int], one: int, other: int) -> None:
    """Put two titles, and all that are in a theme with them, in one theme: that of the first."""
    first, second = sorted((_first(theme, one), _first(theme, other)))
    theme[second] = first


def _first(theme: list[int], number: int) -> int:
    """Return the first title of the theme that a title is in."""
    while theme[number] != number:
        theme[number] = theme[theme[number]]
        number = theme[number]
    return number
