"""What looks at files in tests looks at each file for itself."""

from pathlib import Path

import pytest
from docx import Document
from made import faults, saved
from openxml_audit.semantic.constraints import cross_part


def commented(times: int) -> bytes:
    document = Document()
    for _ in range(times):
        document.add_comment(document.add_paragraph().add_run("Yes"), "Why?", "Ana", "A")
    return saved(document)


def test_a_file_is_not_held_against_what_another_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        cross_part, "id", lambda _: 1, raising=False
    )  # as when memory is used again
    asked = "Part:WordprocessingCommentsPart"

    assert not [each for each in faults(commented(1), tmp_path) if asked in each]
    assert not [each for each in faults(commented(2), tmp_path) if asked in each]
