"""Templates are theirs: copied, with a list of their fields; what must stay is missed; others are made."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from made import member, repacked, saved, style_of

from pipeline import gate, templates, word
from pipeline.cli import main
from pipeline.deliverables import fields, wordings
from pipeline.openxml import outline

Run = Callable[..., Result]
SAMPLE = Path(__file__).parents[1] / "inputs" / "roundtable"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    assert run("templates", "copy", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


def make(run: Run, folder: Path, out: Path, *only: str) -> Result:
    chosen = [word for each in only for word in ("--only", each)]
    return run(
        "make",
        SAMPLE,
        "--out",
        out,
        "--date",
        "2026-11-04",
        "--yes",
        "--templates",
        folder,
        *chosen,
    )


def without(path: Path, words: str) -> None:
    """Delete every paragraph and row that mentions `words` from a template."""
    made = docx.Document(str(path))
    for kind in ("tr", "p"):
        for each in list(made.element.body.iter(f"{W}{kind}")):
            if words in "".join(each.itertext()) and each.getparent() is not None:
                each.getparent().remove(each)
    path.write_bytes(saved(made))


def reworded(path: Path, row: str, words: str) -> None:
    """Change the sentence of a row in a file of words, as somebody does in Word."""
    made = docx.Document(str(path))
    rows = (each.cells for table in made.tables for each in table.rows)
    (cell,) = (cells[1] for cells in rows if cells[0].text == row)
    cell.paragraphs[0].runs[0].text = words
    path.write_bytes(saved(made))


def test_copy_writes_every_template_with_its_fields_and_overwrites_none(
    run: Run, folder: Path
) -> None:
    names = {path.name for path in folder.iterdir()}

    assert set(templates.known()) <= names
    assert {f"{name[:-5]}-fields.md" for name in fields.listed()} <= names
    for name in templates.known():
        assert (folder / name).read_bytes() == templates.find(name).read_bytes()
    assert run("templates", "copy", folder).exit_code == 4


def test_fields_say_what_is_printed_and_from_which_column(run: Run) -> None:
    page = run("templates", "fields", "letter").output

    assert re.search(
        r"\| `\w+` \| .+ \| Partners: Ask \| .+ \|",
        page,
    )
    assert "Choose one of: outcomes," in run("templates", "fields", "leter").stderr
    assert "| Cards: How many | `cards` `promises` |" in run("templates", "fields", "program-wordings").output  # fmt: skip


@pytest.mark.parametrize("name", fields.listed())
def test_a_list_of_fields_is_a_table_in_markdown(name: str) -> None:
    tables = [part for part in fields.page(name).split("\n\n") if part.startswith("| ")]

    assert tables
    for head, rule, *rows in (part.strip().split("\n") for part in tables):
        columns = head.count("|")
        assert rule == "|" + "---|" * (columns - 1)
        assert rows
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {columns}


def test_nothing_is_said_of_a_field_that_is_not_there() -> None:
    for name, said in fields._data().items():
        offered = {each.path for each in fields.of(name)}
        assert {*said.get("keep", ()), *said.get("from", ())} <= offered, name


MOST_TAGS = {"letter.docx": 35, "email.docx": 30, "outcomes.docx": 70, "mou-draft.docx": 100}


FILLED = [each for each in sorted(templates.shipped().rglob("*.docx")) if each.name in fields.contexts()]  # fmt: skip


@pytest.mark.parametrize("path", FILLED, ids=[each.name for each in FILLED])
def test_a_template_reads_like_its_document(path: Path) -> None:
    """Somebody who opens it in Word sees a page with some fields in it, and not a program."""
    assert 0 < word.lint(path).tags <= MOST_TAGS.get(path.name, 80)


@pytest.mark.parametrize("name", fields.contexts())
def test_our_templates_mention_what_they_must_keep(name: str) -> None:
    looked = gate.copy_of_ours(templates.find(name))

    assert looked is not None
    assert looked.problems == ()
    assert fields.of(name)


def test_a_deleted_field_that_must_stay_is_an_error_of_check_and_make(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    without(folder / "outcomes.docx", "accounting")

    checked = run("check", folder / "outcomes.docx")
    made = make(run, folder, tmp_path / "out", "outcomes")

    for result in (checked, made):
        assert result.exit_code == 3
        assert (
            "outcomes.docx: accounting was deleted: what was typed there would be nowhere"
            in result.stderr
        )
    assert not (tmp_path / "out").exists()


def test_a_document_of_ones_own_is_made_like_ours(run: Run, folder: Path, tmp_path: Path) -> None:
    for name in [path.name for path in folder.glob("*.docx")]:
        (folder / name).unlink()
    short = docx.Document()
    short.core_properties.title = "The wall"
    short.add_heading("The wall", 1)
    short.add_paragraph("{%p for part in parts %}")
    short.add_paragraph("{%p for column in part.columns %}")
    short.add_heading("{{ column.title }}", 2)
    short.add_paragraph("{%p endfor %}")
    short.add_paragraph("{%p endfor %}")
    (folder / "wall.docx").write_bytes(saved(short))
    other = docx.Document()
    other.add_paragraph("Dear {{ guest }}, your table is {{ table }}.")
    (folder / "party.docx").write_bytes(saved(other))

    result = make(run, folder, tmp_path / "out", "outcomes")

    assert result.exit_code == 0, result.stderr
    text = outline((tmp_path / "out" / "wall.docx").read_bytes(), "wall.docx")
    assert "[Heading 2] TANF at the table from day one" in text
    assert (tmp_path / "out" / "outcomes.docx").exists()
    assert "party.docx: It is not used" in result.stderr
    assert not (tmp_path / "out" / "party.docx").exists()


def test_a_misspelt_field_of_ones_own_document_is_told(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    made = docx.Document(str(folder / "outcomes.docx"))
    made.add_paragraph("{{ acounting }}")
    (folder / "wall.docx").write_bytes(saved(made))

    result = make(run, folder, tmp_path / "out", "outcomes")

    assert result.exit_code == 3
    assert "wall.docx" in result.stderr
    assert "accounting" in result.stderr


def test_colors_of_a_house_style_are_checked_in_styles_that_it_does_not_show(
    run: Run, folder: Path
) -> None:
    style = folder / "house-style.docx"
    styles = member(style.read_bytes(), "word/styles.xml").decode()
    pale = '<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="BBBBBB"/></w:rPr></w:style></w:styles>'
    style.write_bytes(
        repacked(
            style.read_bytes(), {"word/styles.xml": styles.replace("</w:styles>", pale).encode()}
        )
    )

    said = run("check", style).stderr

    assert '"Style pale" is hard to read' in said
    assert docx.Document(BytesIO(style.read_bytes()))


@pytest.mark.parametrize(
    ("file", "row", "document"),
    [
        ("wordings.docx", "Outcomes: Every card accounted for", "outcomes"),
        ("plan-wordings.docx", "All steps by due date", "action-plan"),
        ("report-wordings.docx", "All roles", "assessment-report"),
        ("mou-clauses.docx", "Our own type", "mou-draft"),
        ("program-wordings.docx", "Landscape: Not said about us", "partner-landscape"),
    ],
)
def test_a_sentence_that_staff_change_is_what_the_document_says(
    file: str, row: str, document: str, run: Run, folder: Path
) -> None:
    reworded(folder / file, row, "Say so, please.")

    assert make(run, folder, folder.parent / "out", document).exit_code == 0
    assert "Say so, please." in outline((folder.parent / "out" / f"{document}.docx").read_bytes())


GONE = [(name, gone) for name in fields.contexts() for gone in fields.gone(name)]


@pytest.mark.parametrize(("name", "gone"), [each for each in GONE if "[]" not in each[1]])
def test_a_field_that_is_gone_is_told_with_what_to_do(
    name: str, gone: str, run: Run, tmp_path: Path
) -> None:
    """A template of one's own, made for an earlier version: “Did you mean …?” would lead astray."""
    made = docx.Document(str(templates.find(name)))
    made.add_paragraph(f"{{{{ {gone}? }}}}")
    (tmp_path / name).write_bytes(saved(made))

    result = run("check", tmp_path / name)

    assert result.exit_code == 3
    assert f"{name}: {gone} is no field any more" in result.stderr
    assert "Did you mean" not in result.stderr
    assert [each.message.split()[0] for each in gate.of_ours(tmp_path, [name])] == [gone]


def test_a_field_that_is_gone_is_offered_no_more() -> None:
    for name, gone in GONE:
        assert gone not in {each.path for each in fields.of(name)}, name


@pytest.mark.parametrize("name", wordings.names())
def test_a_file_of_words_is_checked_row_by_row(name: str, run: Run, folder: Path) -> None:
    assert run("check", folder / name).output == f"{name}\n"
    reworded(folder / name, "Blank", "[Type {{ nothing }}]")

    result = run("check", folder / name)

    assert result.exit_code == 3
    assert f"{name}: In the row “Blank” there is no nothing." in result.stderr
    assert "It may print: words." in result.stderr


def test_all_that_is_wrong_in_a_folder_is_told_at_once(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """Files of words, copies of ours and a template of one's own: who mends them wants to do so once."""
    reworded(folder / "wordings.docx", "Blank", "[Type {{ nothing }}]")
    reworded(folder / "plan-wordings.docx", "Blank", "[Type {{ none }}]")
    without(folder / "letter.docx", "notice")
    own = docx.Document(str(folder / "action-plan.docx"))
    own.add_paragraph("{{ nobody }}")
    (folder / "our-plan.docx").write_bytes(saved(own))

    result = make(run, folder, tmp_path / "out", "outreach", "action-plan")

    assert result.exit_code == 3
    told = ("wordings.docx: In the row “Blank” there is no nothing.",
            "plan-wordings.docx: In the row “Blank” there is no none.",
            "letter.docx: ", "our-plan.docx: ")  # fmt: skip
    assert [each for each in told if f"\n{each}" not in f"\n{result.stderr}"] == []
    assert not (tmp_path / "out").exists()


def test_a_row_that_another_file_has_is_sent_there(run: Run, folder: Path) -> None:
    """Rows have moved from one file of words to another: what a person typed there is not lost."""
    path = folder / "program-wordings.docx"
    for row in ("Words to avoid: Employer", "Words of nobody"):
        made = docx.Document(str(path))
        cells = made.tables[0].add_row().cells
        cells[0].text, cells[1].text = row, "slots"
        path.write_bytes(saved(made))

    checked = run("check", path)

    said = checked.stderr
    assert checked.exit_code == 0  # ours stands, as for a row that is lacking
    moved = "“Words to avoid: Employer” is no row that is used.\n  wordings.docx has that row: type your words there"
    assert moved in said
    assert "“Words of nobody” is no row that is used.\n  The first column stays as it is;" in said


def test_the_words_in_spanish_are_in_no_language_but_their_own(run: Run) -> None:
    """¿…? tells of Spanish in an English document; in a Spanish one there is nothing to mark."""
    result = run("check", templates.shipped() / "es" / "wordings.docx")

    assert (result.exit_code, result.output, result.stderr) == (0, "wordings.docx\n", "")


def without_rows(path: Path, count: int) -> list[str]:
    """Take the first rows of the last table out of a Word file of words, and return their names."""
    document = docx.Document(str(path))
    tables = [table for table in document.tables if len(table.columns) == 2]
    rows = max(tables, key=lambda each: len(each.rows)).rows[1 : count + 1]
    taken = [row.cells[0].text for row in rows]
    for row in rows:
        row._tr.getparent().remove(row._tr)  # type: ignore[union-attr]  # it stands in a table
    document.save(str(path))
    return taken


@pytest.mark.parametrize("name", ["outcomes.docx", templates.STYLE])
def test_what_is_saved_again_between_two_runs_is_used_as_it_is_now(
    name: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    """Also in one process, as the page runs: what was compiled of the old bytes is not taken."""
    make(run, folder, tmp_path / "before", "outcomes")
    document = docx.Document(str(folder / name))
    document.add_paragraph("See you next year.")
    style_of(document.paragraphs[0]).font.name = "Verdana"
    document.save(str(folder / name))

    assert make(run, folder, tmp_path / "after", "outcomes").exit_code == 0

    before, after = ((tmp_path / each / "outcomes.docx") for each in ("before", "after"))
    said = outline(after.read_bytes())
    assert ("See you next year." in said) is (name == "outcomes.docx")
    fonts = [b"Verdana" in member(each.read_bytes(), "word/styles.xml") for each in (before, after)]
    assert fonts == [False, name == templates.STYLE]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two documents of our own templates."""
    out = tmp_path_factory.mktemp("ours")
    afterword = lambda *words: CliRunner().invoke(main, [str(word) for word in words])  # noqa: E731
    make(afterword, templates.shipped(), out, "partner-landscape", "outcomes")
    return out


@pytest.mark.parametrize("name", [templates.WORDINGS, *templates.OUR_WORDINGS])
def test_a_file_of_words_from_an_earlier_version_takes_our_words_for_rows_it_lacks(
    name: str, run: Run, folder: Path, ours: Path, tmp_path: Path
) -> None:
    taken = without_rows(folder / name, 2)

    result = make(run, folder, tmp_path / "out", "partner-landscape", "outcomes")
    checked = run("check", folder / name)

    said = f"{name}: It lacks rows, so our words stand there: "
    for each in (result, checked):
        assert each.exit_code == 0, each.output
        (line,) = (line for line in each.output.splitlines() if line.startswith(said))
        assert sorted(re.findall("“(.*?)”", line)) == sorted(taken)
    for path in ours.glob("*.docx"):
        assert outline((tmp_path / "out" / path.name).read_bytes()) == outline(path.read_bytes())
    assert any(ours.glob("*.docx"))


@pytest.mark.parametrize(("lacking", "more"), [(3, " and 0 more"), (4, " and 1 more")])
def test_so_many_of_the_rows_that_are_lacking_are_named(
    lacking: int, more: str, run: Run, folder: Path
) -> None:
    taken = without_rows(folder / templates.WORDINGS, lacking)

    said = run("check", folder / templates.WORDINGS).output

    assert sum(f"“{row}”" in said for row in taken) == 3
    assert (more in said) is (lacking > 3)


@pytest.mark.parametrize("name", templates.OUR_WORDINGS)
def test_a_folder_of_ones_own_without_a_file_of_words_takes_ours(
    name: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / name).unlink()

    result = make(run, folder, tmp_path / "out", "partner-landscape", "mou-draft", "action-plan")

    assert result.exit_code == 0, result.output


def test_what_a_field_prints_is_said_of_fields_that_are_there() -> None:
    there = [each.path.rpartition(".") for name in fields.contexts() for each in fields.of(name)]
    assert {*fields._prints()} <= {f".{name}" if dot else name for _, dot, name in there}


def test_fields_of_a_letter_say_what_they_print_and_not_only_their_names() -> None:
    said = {each.path: each.prints for each in fields.of("letter.docx")}
    assert said["greeting"] == "the name after Dear"
    assert said["date"] == "the day of the letter"
    echoes = [path for path, prints in said.items() if prints == path.rpartition(".")[2].replace("_", " ")]  # fmt: skip
    assert echoes == []
