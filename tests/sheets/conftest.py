"""Small workbooks, written part by part, so that each can be wrong in one named way."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TWO_CARDS = (("Idea", "Group"), ("Dig a well", "Water"), ("Fix the road", "Transport"))


@dataclass(frozen=True)
class Bench:
    """Writes workbooks into a folder of the test's own."""

    folder: Path

    def rows(self, *values: tuple[str, ...]) -> str:
        """Return rows of words."""
        lines = []
        for number, row in enumerate(values, start=1):
            cells = (
                self.cell(f"{letter}{number}", words)
                for letter, words in zip("ABCDEF", row, strict=False)
            )
            lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        return "".join(lines)

    def cell(self, at: str, words: str) -> str:
        """Return one cell of words."""
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'

    def parts(
        self,
        data: str = "",
        *,
        before: str = "",
        after: str = "",
        name: str = "Ideas",
        more: Mapping[str, str] | None = None,
        properties: str = "",
    ) -> dict[str, str | bytes]:
        """Return the parts of a workbook of one visible sheet, and of `more`: name → state."""
        states = {name: "visible", **(more or {})}
        listed = "".join(
            f'<sheet name="{each}" sheetId="{n}" r:id="rId{n}" state="{state}"/>'
            for n, (each, state) in enumerate(states.items(), 1)
        )
        targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(states) + 1)]
        sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{data or self.rows(*TWO_CARDS)}</sheetData>{after}</worksheet>'
        return {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/></Types>',
            "_rels/.rels": self.relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}">{properties}<sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": self.relations(*targets),
            **{f"xl/worksheets/sheet{n}.xml": sheet for n in range(1, len(states) + 1)},
        }

    def relations(self, *targets: tuple[str, str]) -> str:
        """Return the relations of a part: kind and target."""
        lines = "".join(
            f'<Relationship Id="rId{n}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets, 1)
        )
        return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'

    def zip(self, parts: Mapping[str, str | bytes]) -> bytes:
        """Return `parts` as a zip file."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return packed.getvalue()

    def save(self, content: Mapping[str, str | bytes] | bytes, name: str = "cards.xlsx") -> Path:
        """Write parts, or bytes as they are, and return where."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else self.zip(content))
        return path


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
