"""Tell a table of posts on an online board: its section is our column, its subject part of the card."""

from pipeline import forms
from pipeline.names import heading_key
from pipeline.reading.columns.kinds import Table

SECTIONS = frozenset(
    {"section", "column", "list", "seccion", "lista", "rubrique", "liste", "secao", "seccao", "abschnitt", "sezione", "섹션", "セクション"}
)  # fmt: skip
SUBJECTS = frozenset(
    {"title", "subject", "titulo", "asunto", "titre", "sujet", "objet", "assunto", "titel", "betreff", "titolo", "oggetto", "제목", "タイトル", "件名"}
)  # fmt: skip


def as_cards(table: Table | None) -> Table | None:
    """Return `table` with its columns as a board of posts means them, None when it is no board.

    On such a board the section is our column, and a post's words are in its title, its body or both.
    """
    if table is None or table.form is not forms.IDEAS or "mark" in table.columns:
        return None
    free = {column for name, column in table.columns.items() if name == "title"} | set(
        table.unknown
    )
    heads = {
        cell.column: heading_key(cell.text)
        for cell in table.sheet.cells
        if cell.row == table.header and cell.column in free
    }
    section = next((column for column, words in heads.items() if words in SECTIONS), 0)
    subject = next((column for column, words in heads.items() if words in SUBJECTS), 0)
    if not section or not subject:
        return None
    columns = {**table.columns, "title": section, "headline": subject}
    taken = set(columns.values())
    unknown = {
        cell.column: cell.text.strip()
        for cell in table.sheet.cells
        if cell.row == table.header and cell.text.strip() and cell.column not in taken
    }
    return Table(table.sheet, table.form, table.header, columns, unknown, table.score)
