"""What a Word file gives as a number may be none: nothing breaks on it."""

import pytest

from pipeline import proof
from pipeline.openxml import digits
from pipeline.word import Template

SPOILT = ["²", "9" * 5_000, "--5", "x", "", "-7"]


@pytest.mark.parametrize(
    ("said", "unsigned", "signed"),
    [
        ("0", True, True), ("007", True, True), ("9" * 18, True, True), ("9" * 19, False, False),
        ("-7", False, True), ("--7", False, False), ("²", False, False), ("٣", False, False), ("", False, False),
    ],
)  # fmt: skip
def test_a_number_is_one_that_can_be_reckoned_with(said: str, unsigned: bool, signed: bool) -> None:
    assert (digits.unsigned(said), digits.signed(said)) == (unsigned, signed)
    assert digits.number(said, 4) == (int(said) if signed else 4)


def test_what_is_not_there_is_no_number() -> None:
    assert digits.number(None) == 0
    assert digits.number(None, 22) == 22


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize(
    "spot",
    [
        '<w:p><w:bookmarkStart w:id="@" w:name="a"/><w:r><w:t>{{ x }}</w:t></w:r><w:bookmarkEnd w:id="@"/></w:p><w:p><w:fldSimple w:instr="REF a"/></w:p>',
        '<w:p><w:pPr><w:spacing w:before="@" w:line="@"/><w:outlineLvl w:val="@"/></w:pPr><w:r><w:rPr><w:sz w:val="@"/><w:spacing w:val="@"/></w:rPr><w:t>{{ x }}</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="@"/><w:numId w:val="@"/></w:numPr></w:pPr><w:r><w:t>{{ x }}</w:t></w:r></w:p>',
        '<w:tbl><w:tblGrid><w:gridCol w:w="@"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="@"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="@"/><w:gridSpan w:val="@"/></w:tcPr><w:p><w:r><w:t>{% colspan 2 %}{{ x }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
        '<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="@" w:h="@"/><w:pgMar w:left="@"/><w:cols w:num="@"/></w:sectPr>',
    ],
)  # fmt: skip
def test_a_file_with_a_number_that_is_none_is_filled(spot: str, spoilt: str, document) -> None:
    made = Template(document(spot.replace("@", spoilt))).render({"x": "Acorn"})

    assert all("Acorn" not in each.hint for each in proof.check(made, "a.docx"))
