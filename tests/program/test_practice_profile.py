"""A promising practice: numbers with period and source, quotations with permission, what is verified."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline import openxml

Run = Callable[..., Result]
Papers = Callable[..., dict[str, str]]
Profile = Callable[..., tuple[str, str]]

FIELDS = {"Practice": "Walk along", "Number": 30, "Out of": 40, "Result period": "2026", "Result source": "Log", "Disclosure": "Ours"}  # fmt: skip


@pytest.fixture
def profile(papers: Papers) -> Profile:
    """Return the page of a profile of these fields, and what staff have to settle."""

    def made(**changes: object) -> tuple[str, str]:
        fields = {**FIELDS, **{key.replace("_", " "): value for key, value in changes.items()}}
        rows = [[key, value] for key, value in fields.items() if value is not None]
        found = papers({"Profile": rows}, "practice-profile")
        return found["practice-profile.docx"], found.get("practice-profile-to-complete.docx", "")

    return made


def test_a_share_is_reckoned_anew(profile: Profile) -> None:
    said, to_settle = profile()

    assert "30 of 40 (75%), 2026. Source: Log." in said
    assert "Promising practice" in said
    assert to_settle == ""


@pytest.mark.parametrize(
    ("number", "out_of", "share"),
    [
        (0, 40, "0%"), (1, 300, "under 1%"), (1, 150, "1%"), (197, 200, "98%"), (399, 400, "over 99%"), (40, 40, "100%"),
        ("1,200", "1,600", "75%"),
    ],
)  # fmt: skip
def test_a_share_is_none_or_all_only_of_none_or_all(
    profile: Profile, number: object, out_of: object, share: str
) -> None:
    said, _ = profile(Number=number, Out_of=out_of)

    assert f"{number} of {out_of} ({share}), 2026." in said


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Result_source": None}, "its source is not stated"),
        ({"Result_period": "TBD"}, "its period is not stated"),
        ({"Result_period": None, "Result_source": None}, "its period and its source are not stated"),
        ({"Out_of": 20}, "30 of 20 cannot be"),
        ({"Out_of": 29}, "30 of 29 cannot be"),
        ({"Number": 0, "Out_of": 0}, "0 of 0 cannot be"),
        ({"Number": None}, "No number was typed."),
    ],
)  # fmt: skip
def test_a_number_that_may_not_be_printed_is_not(
    profile: Profile, changes: dict[str, object], why: str
) -> None:
    said, to_settle = profile(**changes)

    assert "30 of" not in said.replace(why, "")
    assert "Emerging practice" in said
    assert why in said
    assert why in to_settle


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"Out_of": None}, "Of how many? The number 30 stands alone."),
        ({"Number": "over half", "Out_of": None}, "“over half” is no plain number, so no share is reckoned"),
        ({"Out_of": "all of them"}, "“all of them” is no plain number, so no share is reckoned"),
        ({"Number": "²"}, "“²” is no plain number"),
    ],
)  # fmt: skip
def test_a_number_that_is_no_share_is_printed_and_asked_about(
    profile: Profile, changes: dict[str, object], asked: str
) -> None:
    said, to_settle = profile(**changes)

    assert f"{changes.get('Number', 30)}, 2026. Source: Log." in said
    assert "%" not in said
    assert asked in to_settle


@pytest.mark.parametrize(("permission", "printed"), [("yes", True), (None, False), ("no", False), ("we think so", False)])  # fmt: skip
def test_a_quotation_needs_permission(
    profile: Profile, permission: str | None, printed: bool
) -> None:
    said, to_settle = profile(Quotation="I went.", Permission_to_quote=permission)

    assert ("“I went.”" in said) is printed
    assert ("The quotation is left out" in to_settle) is not printed


@pytest.mark.parametrize(("words", "long"), [(60, False), (61, True)])
def test_a_long_quotation_is_printed_whole_and_asked_about(
    profile: Profile, words: int, long: bool
) -> None:
    quotation = "went " * (words - 1) + "home"
    said, to_settle = profile(Quotation=quotation, Permission_to_quote="yes")

    assert f"“{quotation}”" in said
    assert (f"The quotation has {words} words" in to_settle) is long


def test_words_of_a_study_are_asked_about(profile: Profile) -> None:
    said, to_settle = profile(The_need="The Treatment group waited.")

    assert "The Treatment group waited." in said
    assert "“Treatment group” speaks of a study (B7): ask those who run it" in to_settle


def test_a_disclosure_always_stands_there(profile: Profile) -> None:
    said, _ = profile(Disclosure=None)

    assert "About this account: [Fill in: who chose and wrote this account]" in said


PENDING = """field,value,source,verified_by
practice,Walk along,,
tagline,A worker at each door,,pending
need,Late help,Interviews,pending
place,Larch,,pending
what staff do,Call first,,pending
number,30,Log,Ida
denominator,40,Log,pending
period,2026,Log,Ida
disclosure,Ours,,
"""


def test_what_nobody_has_verified_stands_in_no_document(run: Run, tmp_path: Path) -> None:
    (tmp_path / "profile.csv").write_text(PENDING)
    (tmp_path / "cards.csv").write_text("Idea,Column,Title\nShare a van,1,Rides that run late\n")

    result = run("make", tmp_path, "--out", tmp_path / "out", "--yes")

    assert result.exit_code == 0, result.output
    papers = {p.name: openxml.outline(p.read_bytes()) for p in (tmp_path / "out").rglob("*.docx")}
    assert "[List Bullet] Walk along" in papers["session-instructions.docx"]
    everything = "".join(papers.values())
    for words in ("A worker at each door", "Late help", "at Larch", "of 40", "%"):
        assert words not in everything, words
    assert "[List Bullet] [Fill in: what staff do differently]" in papers["practice-profile.docx"]
    assert "30, 2026. Source: Log." in papers["practice-profile.docx"]
    to_settle = papers["practice-profile-to-complete.docx"]
    assert "The need: left out, for nobody has verified it (B4)." in to_settle
    assert "What staff do differently: left out, for nobody has verified it (B6)." in to_settle


def test_a_number_that_nobody_has_verified_is_not_printed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "profile.csv").write_text(PENDING.replace("number,30,Log,Ida", "number,30,Log,pending"))  # fmt: skip

    run("make", tmp_path / "profile.csv", "--only", "practice-profile", "--out", tmp_path / "out")

    said = openxml.outline((tmp_path / "out" / "practice-profile.docx").read_bytes())
    assert "Nobody has verified the number yet." in said
    assert "Source: Log" not in said
