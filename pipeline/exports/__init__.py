"""What other programs take in: the steps as a list of tasks, the dates as a calendar, a web page.

Each is made of what the documents print. Times that people gave in words ("Q2") are on no calendar day: they
stand in the notes of their task, and the calendar says that it leaves them out.
"""

from collections.abc import Sequence

from pipeline.exports import dates, tasks, web
from pipeline.model import Document, Findings
from pipeline.problems import Problem

NAMES = ("tasks", "dates", "web")


def make(
    names: Sequence[str], findings: Findings, documents: Sequence[Document]
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the files of `names`, and what to know of them; `documents` are those of the run."""
    made: list[Document] = []
    notices: list[Problem] = []
    for name in dict.fromkeys(names):
        if name == "web":
            files, said = web.made(documents)
        else:
            files, said = {"tasks": tasks, "dates": dates}[name].made(findings)
        made += files
        notices += said
    return tuple(made), tuple(notices)
