"""A mail merge that never sends a wrong letter: what `fill` refuses and says, and `check` says first."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

import docx
import pytest
from click.testing import Result
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made import first_sheet

Run = Callable[..., Result]
Writes = Callable[..., Path]


@pytest.fixture
def template(tmp_path: Path) -> Writes:
    """Write a template of the paragraphs given."""

    def write(*lines: str, name: str = "letter.docx") -> Path:
        made = docx.Document()
        for line in lines:
            made.add_paragraph(line)
        made.save(str(tmp_path / name))
        return tmp_path / name

    return write


@pytest.fixture
def data(tmp_path: Path) -> Writes:
    """Write a table as text, or any other value as JSON."""

    def write(value: object) -> Path:
        text = value if isinstance(value, str) else json.dumps(value)
        path = tmp_path / ("data.csv" if isinstance(value, str) else "data.json")
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def both(run: Run, tmp_path: Path) -> Callable[..., Result]:
    """Run `check` and then `fill`; they must say the same, and end alike. Return what `fill` did."""

    def run_both(template: Path, table: Path, *more: str) -> Result:
        rmtree(tmp_path / "out", ignore_errors=True)
        checked = run("check", template, "--data", table, *more)
        filled = run("fill", template, table, "-o", tmp_path / "out", *more)
        assert checked.stderr == filled.stderr
        assert checked.exit_code == filled.exit_code
        assert (tmp_path / "out").exists() == (filled.exit_code == 0)
        return filled

    return run_both


def texts(out: Path) -> list[str]:
    return [
        "\n".join(each.text for each in docx.Document(str(path)).paragraphs)
        for path in sorted(out.glob("*.docx"))
    ]


LOOP = (
    "Dear {{ partner }},",
    "{%p for card in cards %}",
    "{{ card }}",
    "{%p endfor %}",
    "{{ share }}",
)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"partner": None, "cards": ["a"], "share": 3}, "It is empty (None)."),
        ({"partner": "A", "cards": None, "share": 3}, "There is nothing to loop over"),
        ({"partner": "A", "cards": "a", "share": 3}, "This is not a list"),
        ({"partner": "A", "cards": ["a"], "share": 0.5}, "It is a number with decimals."),
        ({"partner": ["A"], "cards": ["a"], "share": 3}, "It is a list or a record, not a text."),
        ({"partner": "A", "cards": [["a"]], "share": 3}, "It is a list or a record, not a text."),
        ([{"partner": "A", "cards": [], "share": 3}, {"cards": [], "share": 3}], "“partner” is not known here."),
        ([{"partner": "A", "cards": [], "share": 3}, {"partner": "B", "cards": [], "share": "#N/A"}], "It holds the error #N/A"),
        ({"partner": "A", "card": ["a"], "share": 3}, "“cards” is not in the data."),
    ],
)  # fmt: skip
def test_check_refuses_what_fill_refuses_in_the_same_words(
    value: object, said: str, template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    result = both(template(*LOOP), data(value))

    assert result.exit_code == 3
    assert said in result.stderr


def test_a_limit_ends_check_as_it_ends_fill(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    path = template(
        "{% for a in rows %}{% for b in rows %}{% for c in rows %}x{% endfor %}{% endfor %}{% endfor %}"
    )

    result = both(path, data({"rows": list(range(200))}))

    assert result.exit_code == 5
    assert "It loops too many times." in result.stderr


def test_check_passes_what_fill_makes(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    assert both(template(*LOOP), data({"partner": "A", "cards": ["a"], "share": 3})).exit_code == 0


def test_a_no_gets_no_thanks(
    template: Writes, data: Writes, both: Callable[..., Result], tmp_path: Path
) -> None:
    letter = template("{{ name }}: {% if signed %}Thank you.{% else %}Please sign.{% endif %}")

    result = both(letter, data("Name,Signed\nAna,Yes\nBen,No\nCy,\n"))

    assert texts(tmp_path / "out") == ["Ana: Thank you.", "Ben: Please sign.", "Cy: Please sign."]
    assert (
        "data.csv!data: “signed” holds only yes and no (“Yes” and “No”): {% if signed %} takes it "
        "as true or false.\n"
    ) in result.stderr
    assert "row 4: signed is empty: {% if signed %} takes it as no.\n" in result.stderr


@pytest.mark.parametrize(
    ("words", "rows_said"),
    [
        ("{{ name }}{% if signed %} signed on {{ day }}{% endif %}", [4]),
        ("{{ name }}{% if signed %} signed on {{ 'May ' ~ day }}{% endif %}", [4]),
        ("{{ name }}{% set when = day %}{% if signed %}{{ when }}{% endif %}", [3, 4]),
        ("{{ name }} {{ day }}", [3, 4]),
    ],
)
def test_an_empty_field_is_named_where_the_document_comes_to_its_tag(
    template: Writes, data: Writes, both: Callable[..., Result], words: str, rows_said: list[int]
) -> None:
    letter = template(words + ("" if "signed" in words else "{{ signed }}"))

    result = both(letter, data("Name,Signed,Day\nAna,Yes,4\nBen,No,\nCy,Yes,\n"))

    said = re.findall(r"row (\d): day is empty: nothing stands there", result.stderr)
    more = [4] if "(and 1 record more)" in result.stderr else []
    assert [*map(int, said), *more] == rows_said


def test_an_empty_field_of_the_properties_is_named(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    letter = template("{{ name }}")
    document = docx.Document(str(letter))
    document.core_properties.subject = "{{ day }}"
    document.save(str(letter))

    result = both(letter, data("Name,Day\nAna,4\nBen,\n"))

    assert "row 3: day is empty: nothing stands there in the document." in result.stderr


def test_a_condition_that_a_no_fulfils_is_refused(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    letter = template("{{ name }}: {% if signed %}Thank you.{% endif %}")

    result = both(letter, data("Name,Signed\nAna,Yes\nBen,No\nCy,n/a\n"))

    assert result.exit_code == 3
    assert (
        "{% if signed %}: It asks a text, so that it holds for “No” and “n/a” as well.\n"
        '  Write {% if signed == "Yes" %}, with the word that counts'
    ) in result.stderr


def test_the_word_for_yes_is_quoted_as_it_is_typed(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    letter = template("{{ name }}: {% if signed %}Thank you.{% endif %}")

    result = both(letter, data("Name,Signed\nAna,sí\nBen,pendiente\nCy,no\n"))

    assert result.exit_code == 3
    assert '  Write {% if signed == "sí" %}, with the word that counts' in result.stderr


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('{{ contact|default("friend") }}', "friend"),
        ('{{ contact|d("friend")|upper }}', "FRIEND"),
        ('{{ contact or "friend" }}', "friend"),
        ('{{ contact or "friend" }} {{ contact }}', None),
        ('{{ contact|default("") }}', None),
        ("{{ contact|default }}", None),
        ("{{ contact and name }}", None),
    ],
)
@pytest.mark.parametrize(
    "records",
    [
        "Name,Contact\nAna,\nBen,Cy\n",
        [{"name": "Ana", "contact": ""}, {"name": "Ben", "contact": "Cy"}],
    ],
)
def test_what_is_printed_in_place_of_an_empty_cell_is_no_gap(  # noqa: PLR0917 - fixtures
    line: str, shown: str | None, records: object, template: Writes, data: Writes,
    both: Callable[..., Result], tmp_path: Path,
) -> None:  # fmt: skip
    result = both(template("{{ name }}: " + line), data(records))

    assert ("contact is empty: nothing stands there" in result.stderr) == (shown is None)
    if shown:
        first, second = sorted((tmp_path / "out").glob("*.docx"))
        assert docx.Document(str(first)).paragraphs[0].text == f"Ana: {shown}"
        assert docx.Document(str(second)).paragraphs[0].text in {"Ben: Cy", "Ben: CY"}


def test_what_a_condition_on_a_text_does_is_said(
    template: Writes, data: Writes, both: Callable[..., Result], tmp_path: Path
) -> None:
    letter = template("{{ name }}{% if note %}: {{ note }}{% endif %}")

    result = both(letter, data("Name,Note\nAna,n/a\nBen,\nCy,call\n"))

    assert texts(tmp_path / "out") == ["Ana: n/a", "Ben", "Cy: call"]
    assert (
        "{% if note %}: It asks a text: it holds in 2 of 3 records, not where it is empty; "
        "for “n/a”, too.\n"
    ) in result.stderr
    assert "nothing stands there" not in result.stderr


def test_a_condition_on_days_and_words_holds_where_the_cell_is_not_empty(
    template: Writes, data: Writes, both: Callable[..., Result], tmp_path: Path
) -> None:
    letter = template("{{ name }}{% if due %} by {{ due }}{% endif %}")

    result = both(letter, data("Name,Due\nAna,2026-12-15\nBen,\nCy,spring\n"))

    assert texts(tmp_path / "out") == ["Ana by 2026-12-15", "Ben", "Cy by spring"]
    assert (
        "{% if due %}: It asks a text: it holds wherever the cell is not empty.\n" in result.stderr
    )


def test_words_that_differ_in_capital_letters_alone_are_said_to_be_others(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    letter = template(
        '{{ name }}{% if kind == "employer" %}!{% endif %}{{ "?" if kind != "bank" }}'
    )
    table = "Name,Kind\nAna,Employer\nBen,employer\nCy, employer \nDee,Employer\nEve,college\n"

    result = both(letter, data(table))

    lines = [line for line in result.stderr.splitlines() if "It takes" in line]
    assert [line.partition("%}: ")[2] for line in lines] == [
        "It takes “Employer” for other words than “employer” (2 times).",
        "It takes “ employer ” for other words than “employer”.",
    ]


def test_a_condition_in_a_loop_goes_by_yes_and_no_as_well(
    template: Writes, data: Writes, both: Callable[..., Result], tmp_path: Path
) -> None:
    letter = template("{% for r in rows %}{{ r.who }}{% if r.signed %}+{% endif %} {% endfor %}")
    rows = [{"who": "Ana", "signed": "no"}, {"who": "Ben", "signed": "yes"}]

    result = both(letter, data({"rows": rows}))

    assert texts(tmp_path / "out") == ["Ana Ben+ "]
    assert "“rows[].signed” holds only yes and no (“yes” and “no”)" in result.stderr


def test_errors_of_excel_stop_a_template_that_prints_them_and_no_other(
    template: Writes, data: Writes, both: Callable[..., Result], run: Run
) -> None:
    table = data("Name,Org\nAna,#N/A\nBen,#REF!\n")

    refused = both(template("{{ name }} of {{ org }}"), table)
    named = run("fill", template("{{ name }}"), table, "--name", "{{ org }}")
    unused = both(template("{{ name }}"), table)

    assert refused.stderr.startswith(
        "data.csv!data!B2: It holds the error #N/A of a spreadsheet.\n  Mend or clear the cell.\n"
        "data.csv!data!B3: It holds the error #REF! of a spreadsheet.\n  Mend or clear the cell.\n"
    )
    assert named.exit_code == 3
    assert unused.exit_code == 0
    assert "B2: It holds the error #N/A of a spreadsheet. No tag asks for org.\n" in unused.stderr


def test_a_text_that_is_no_number_is_told_once_with_all_its_cells(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    result = both(template("{{ seats|number }}"), data("Seats\n5\nmany\nmany\n"))

    assert result.stderr.startswith(
        "data.csv!data!A3: “many” is not a number. (letter.docx, paragraph 1: {{ seats|number }})"
        " The same in A4 (2 cells).\n"
    )


def test_fields_that_no_tag_uses_are_named_in_one_line(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    some = both(template("{{ name }}"), data("Name,Org,Fax\nAna,Acorn,1\n"))
    none = both(template("{{ name }} {{ org }} {{ fax }}"), data("Name,Org,Fax\nAna,Acorn,1\n"))

    last = "letter.docx: It uses 1 field of data; these 2 are not used: org, fax.\n"
    assert some.stderr.endswith(last)
    assert "It uses" not in none.stderr


def test_errors_come_before_what_is_only_to_be_known(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    result = both(template("{{ nmae }}"), data("Name,Org,#\nAna,Acorn,1\n"))

    lines = [line for line in result.stderr.splitlines() if not line.startswith("  ")]
    assert [line.partition(": ")[2][:30] for line in lines] == [
        "paragraph 1: {{ nmae }}: “nmae", "The heading “#” (C1) holds no ", "It uses 0 fields of data; thes",
    ]  # fmt: skip


FIELD = (
    '<w:fldSimple {0} w:instr=" MERGEFIELD &quot;First Name&quot; \\* MERGEFORMAT ">'
    "<w:r><w:t>«First_Name»</w:t></w:r></w:fldSimple>"
)
PIECES = (
    '<w:r {0}><w:fldChar w:fldCharType="begin"/><w:instrText> MERGEF</w:instrText>'
    '<w:instrText>IELD Org </w:instrText><w:fldChar w:fldCharType="separate"/>'
    '<w:t>«Org»</w:t><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_merge_fields_of_word_are_named_with_the_tag_to_write(
    template: Writes, data: Writes, both: Callable[..., Result], run: Run
) -> None:
    path = template("{{ org }}", "", "")
    made = docx.Document(str(path))
    for paragraph, field in zip(made.paragraphs[1:], (FIELD, PIECES), strict=True):
        paragraph._p.append(parse_xml(field.format(nsdecls("w"))))
    made.save(str(path))

    result = both(path, data("First name,Org\nAna,Acorn\n"))
    alone = run("check", path)

    assert result.exit_code == alone.exit_code == 3
    for name, tag in (("First Name", "first_name"), ("Org", "org")):
        words = rf"MERGEFIELD {name} is not filled in: it is no tag of ours\.\n  Write \{{\{{ {tag} \}}\}} in"
        assert len(re.findall(words, result.stderr)) == 1
        assert len(re.findall(words, alone.stderr)) == 1
    assert "«" not in result.stderr


@pytest.mark.parametrize(
    "left", ["«Org»", "<<Org>>", "<org>", "{Org}", "${org}", "[ORG]", "[[Org]]", "$Org$", "%ORG%"]
)
def test_a_placeholder_of_another_tool_is_named_where_it_is_a_column(
    left: str, template: Writes, data: Writes, both: Callable[..., Result], run: Run
) -> None:
    path = template(
        "{{ name }}", f"of {left}, «bonjour» [sic] {{a}} $5 and $6 [Fill in: org] 5% <b>"
    )

    result = both(path, data("Name,Org\nAna,Acorn\n"))

    assert result.exit_code == 3
    [line] = [each for each in result.stderr.splitlines() if "no tag of ours" in each]
    assert line == f"letter.docx: paragraph 2: {left} is not filled in: it is no tag of ours."
    assert "Write {{ org }} in its place." in result.stderr
    assert run("check", path).exit_code == 0


def test_brackets_inside_a_tag_are_meant(
    template: Writes, data: Writes, both: Callable[..., Result]
) -> None:
    path = template('{{ name }} {{ "[Org]" }} {{ {"a": org}["a"] }}')

    assert both(path, data("Name,Org\nAna,Acorn\n")).exit_code == 0


def test_a_template_without_a_tag_is_refused_and_check_says_so(
    template: Writes, data: Writes, both: Callable[..., Result], run: Run
) -> None:
    path = template("Dear friend,", "{# to do #}")

    assert "There is no tag in it: every document would say the same.\n" in both(path, data("Name\nAna\n")).stderr  # fmt: skip
    alone = run("check", path)
    assert alone.exit_code == 3  # it is looked at as a finished document, and has no title
    assert "Looked at as a finished document, for there is no tag in it: " in alone.stderr


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ("{%p for r in rows %}", "{{ r.t }}", "{%p endfor %}", "Last: {{ r.t }}"),
            "“r” is known only between {%p for r in rows %} and its endfor.\n  Move this tag in there.",
        ),
        (
            ("{{ r.t }}", "{%p for r in rows %}", "{{ r.t }}", "{%p endfor %}"),
            "“r” is known only between {%p for r in rows %} and its endfor.",
        ),
        (
            ("{% for r in rows %}{{ r.t }}{% endfor %}", "{{ loop.index }}"),
            "{{ loop.index }}: There is no loop around it.\n  Put it between {% for … %} and",
        ),
        (
            ("{% for k, r in rows[0].items() %}{{ r.t }}{% endfor %}{{ rows[0].t }}", "{{ k }}"),
            "“k” is known only between {% for k, r in rows[0].items() %} and its endfor.",
        ),
        (
            ("{% for r in rows %}{% set last = r.t %}{% endfor %}", "{{ last }}"),
            "“last” is known only between {% for r in rows %} and its endfor.",
        ),
    ],
)
def test_a_name_of_a_loop_is_told_as_that_outside_of_it(
    lines: tuple[str, ...],
    said: str,
    *,
    template: Writes,
    data: Writes,
    both: Callable[..., Result],
    run: Run,
) -> None:
    path = template(*lines)

    result = both(path, data({"rows": [{"t": "a"}]}))
    alone = run("check", path)

    assert result.exit_code == alone.exit_code == 3
    assert said in result.stderr
    assert said in alone.stderr
    assert len(re.findall("is known only|no loop around", result.stderr)) == 1
    assert set(alone.stdout.splitlines()) <= {
        "letter.docx", "  needs rows", "  needs rows[].t", "  needs rows[][].t",
    }  # fmt: skip


def test_a_title_over_titles_is_a_field_of_its_own(
    template: Writes, data: Writes, both: Callable[..., Result], run: Run
) -> None:
    path = template(
        "{{ title }}", "{% for title in titles %}{{ title }}{% endfor %}", "{{ title }}"
    )

    assert run("check", path).exit_code == 0
    assert both(path, data({"title": "T", "titles": ["a"]})).exit_code == 0


def test_accessibility_is_looked_at_once_a_template(
    template: Writes, data: Writes, both: Callable[..., Result], run: Run
) -> None:
    path = template("{{ name }}", name="plan.docx")
    made = docx.Document(str(path))
    table = made.add_table(3, 2)
    for cell, words in zip(
        table._cells, ("Name", "Org", "{%tr for r in rows %}", "", "{{ r }}", "x"), strict=True
    ):
        cell.text = words
    table.add_row().cells[0].text = "{%tr endfor %}"
    made.save(str(path))

    filled = both(path, data([{"name": "Ana", "rows": ["a"]}, {"name": "Ben", "rows": ["b"]}]))
    alone = run("check", path)

    assert filled.exit_code == alone.exit_code == 0
    for said in (filled.stderr, alone.stderr):
        assert said.count("plan.docx: Table 1: Its first row is not marked as a header row.") == 1
        assert said.count("plan.docx: No heading is of level 1.") == 1
    assert "The tag" not in alone.stderr


def test_tracked_changes_and_comments_stay_behind_and_that_is_said(
    template: Writes, data: Writes, both: Callable[..., Result], run: Run, tmp_path: Path
) -> None:
    path = template("{{ name }}")
    made = docx.Document(str(path))
    deleted = '<w:del {0} w:id="1" w:author="Pat"><w:r><w:delText>x</w:delText></w:r></w:del>'
    looks = '<w:rPr {0}><w:b/><w:rPrChange w:id="2" w:author="Pat"><w:rPr/></w:rPrChange></w:rPr>'
    made.paragraphs[0]._p.append(parse_xml(deleted.format(nsdecls("w"))))
    made.paragraphs[0].runs[0]._r.insert(0, parse_xml(looks.format(nsdecls("w"))))
    made.add_comment(made.paragraphs[0].runs, text="who?", author="Pat", initials="P")
    made.save(str(path))

    result = both(path, data("Name\nAna\n"))

    assert result.exit_code == 0
    for said in (result.stderr, run("check", path).stderr):
        assert "2 tracked changes are taken as accepted" in said
        assert "1 comment " in said
    with ZipFile(tmp_path / "out" / "letter-0001.docx") as made_of_it:
        assert not [name for name in made_of_it.namelist() if b"Pat" in made_of_it.read(name)]


def test_make_looks_a_template_of_yours_over_as_well(run: Run, tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    own = tmp_path / "own"
    own.mkdir()
    left = (
        b'<w:p><w:fldSimple w:instr=" MERGEFIELD Org "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )
    with ZipFile(root / "templates" / "outcomes.docx") as old, ZipFile(own / "outcomes.docx", "w") as new:  # fmt: skip
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + left)
            new.writestr(name, content)

    result = run("make", root / "inputs" / "roundtable", "--only", "outcomes", "--templates", own, "--out", tmp_path / "out")  # fmt: skip

    assert result.exit_code == 3
    assert "outcomes.docx: paragraph 1: MERGEFIELD Org is not filled in" in result.stderr


def test_a_list_whose_items_are_printed_is_needed_as_a_list(
    template: Writes, data: Writes, run: Run
) -> None:
    path = template(*LOOP, "{% for r in rows %}{{ r.t }}{% endfor %}")
    table = data({"partner": "A", "cards": ["a"], "share": 1, "rows": [], "fax": 1})
    needed = ["partner", "cards", "cards[]", "share", "rows", "rows[].t"]

    told = run("check", path, "--data", table)
    as_json = json.loads(run("check", path, "--data", table, "--json").stdout)

    assert told.stdout.splitlines() == ["letter.docx", *(f"  needs {name}" for name in needed)]
    assert as_json["templates"] == [{"file": "letter.docx", "fields": needed, "unused": ["fax"]}]


def test_a_sheet_can_be_named_to_check_as_to_fill(
    template: Writes, both: Callable[..., Result], run: Run, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    first_sheet(book).append(["Else"])
    book.create_sheet("People").append(["Name"])
    book["People"].append(["Ana"])
    book.save(tmp_path / "book.xlsx")
    path = template("{{ name }}")

    assert both(path, tmp_path / "book.xlsx", "--sheet", "People").exit_code == 0
    asked = run("check", path, "--data", tmp_path / "book.xlsx")
    assert asked.exit_code == 3
    assert "Say --sheet" in asked.stderr


def test_what_the_reader_of_the_file_says_is_printed_with_the_documents(
    template: Writes, both: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "old.csv").write_bytes("Name,Org\nJosé,Acorn\n".encode("cp1252"))

    result = both(template("{{ name }}"), tmp_path / "old.csv")

    assert result.exit_code == 0
    assert "it was read as Windows-1252, in line 2 for example “José”." in result.stderr


def test_every_document_unlike_the_others_is_proof_read(
    template: Writes, data: Writes, both: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = template(
        "Dear {{ name }},", "{%p if late == 'yes' %}", "• Bring the form", "{%p endif %}"
    )
    rows = "name,late\n" + "Ana,no\n" * 3 + "Ben,yes\n" * 2

    said = both(letter, data(rows)).stderr

    assert said.count("is a list by its looks only") == 1
    assert 'row 5: "• Bring the form" is a list by its looks only.' in said
    assert "proof-read" not in said
    monkeypatch.setattr("pipeline.filling.MOST_SHAPES", 1)
    said = both(letter, data(rows)).stderr
    assert "is a list by its looks only" not in said
    assert "2 more documents have paragraphs or rows as none before" in said


def test_check_names_documents_as_fill_does(
    template: Writes, data: Writes, both: Callable[..., Result], run: Run
) -> None:
    letter, rows = template("Dear {{ name }},"), data("name,town\nAna,\n")

    assert both(letter, rows, "--name", "{{ name }}").exit_code == 0
    refused = both(letter, rows, "--name", "{{ town }}")
    assert "The name for its document comes out empty." in refused.stderr
    assert "give --data, too" in run("check", letter, "--name", "x").stderr


@pytest.mark.parametrize(
    ("name", "table", "made"),
    [
        ("my  letter.docx", "Name\nAna\nBo\n", ["my-letter-0001.docx", "my-letter-0002.docx"]),
        ("a & b.docx", "Name\nAna\n", ["a-&-b-0001.docx"]),
        ("letter.docx", "Name,Row number\nAna,12\nBo,7\n", ["letter-12.docx", "letter-7.docx"]),
        ("{{ name }}.docx", "Name\nAna\n", ["Ana-0001.docx"]),
    ],
)
def test_a_document_is_called_by_its_template_and_the_number_of_its_row(
    name: str,
    table: str,
    made: list[str],
    *,
    template: Writes,
    data: Writes,
    run: Run,
    tmp_path: Path,
) -> None:
    run("fill", template("Dear {{ name }}", name=name), data(table), "-o", tmp_path / "out")

    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == made


def test_the_paths_of_many_letters_are_all_printed(
    template: Writes, data: Writes, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.PIECES", 2)
    filled = run(
        "fill", template("Dear {{ name }},"), data("name\nA\nB\nC\n"), "-o", tmp_path / "out"
    )
    paths = [tmp_path / "out" / f"letter-000{number}.docx" for number in (1, 2, 3)]
    assert filled.stdout.split() == list(map(str, paths))
    assert all(path.is_file() for path in paths)
