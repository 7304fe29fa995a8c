"""Find a template: among the user's own, then among those that came with Afterword."""

from importlib.resources import files
from pathlib import Path

from pipeline.problems import InputRefused, Place, Problem

STYLE = "house-style.docx"
WORDINGS = "wordings.docx"
OUR_WORDINGS = (
    "plan-wordings.docx", "report-wordings.docx", "mou-clauses.docx", "program-wordings.docx",
)  # fmt: skip
TEXTS = (STYLE, "mou-clauses.docx")  # without tags: looks and words that others take


def find(name: str, own: Path | None = None, language: str = "en") -> Path:
    """Return the template `name`: in `own` where it is, else ours of the `language`, else in English."""
    for folder in (own, shipped() / language, shipped()):
        if folder is not None and (folder / name).is_file():
            return folder / name
    raise InputRefused([Problem(Place(str(shipped() / name)), "This template is not there.", "Install Afterword again.")])  # fmt: skip


def known() -> frozenset[str]:
    """Return the names of our templates."""
    return frozenset(path.name for path in shipped().glob("*.docx"))


def check(own: Path) -> tuple[str, ...]:
    """Return the templates in the folder `own`, ours first; refuse a folder without any."""
    names = sorted(path.name for path in own.glob("*.docx") if not path.name.startswith("~$"))
    ours = sorted(names, key=lambda name: name not in known())
    if not ours:
        raise InputRefused([Problem(
            Place(str(own)), "No template is in this folder.",
            f"It may hold any of: {', '.join(sorted(known()))}.",
        )])  # fmt: skip
    return tuple(ours)


def all_of(own: Path | None) -> tuple[Path, ...]:
    """Return every template that may be used: those in `own`, and ours."""
    folders = [each for each in (own, shipped()) if each]
    return tuple(path for folder in folders for path in sorted(folder.rglob("*.docx")))


def languages() -> frozenset[str]:
    """Return the languages that we have templates in."""
    return frozenset({"en", *(path.name for path in shipped().iterdir() if path.is_dir())})


def shipped() -> Path:
    """Return the folder of our templates: in the wheel, or beside a checkout's package."""
    package = Path(str(files("pipeline")))
    wheel, checkout = package / "_templates", package.parent / "templates"
    return wheel if wheel.is_dir() else checkout
