"""Time our Word engine beside its peers: the same documents, one run, interleaved, medians.

Not collected by pytest. Run it with `make bench`; it prints Markdown. The Node engines are fetched
into a temporary folder when Node is there, and skipped with a word when they cannot be.
"""

import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import docx
from docx.oxml import parse_xml
from docxtpl import DocxTemplate

from pipeline.word import Template

HOUSE = Path(__file__).parent.parent / "templates" / "house-style.docx"
ROUNDS = int(os.environ.get("ROUNDS", "9"))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCE = "We would like to tell you about {} and to ask what you can bring to it this spring. "
COLUMNS = "abcde"
Engine = Callable[[bytes, dict[str, Any]], Callable[[], object]]


# ── the same three documents in three dialects ───────────────────────────────────────────────


def letter(tag: Callable[[str], str], made: Any = None) -> bytes:
    made = made or docx.Document()
    for number in range(18):
        made.add_paragraph(SENTENCE.format(tag(f"field{number}")) * 2)
    return saved(made)


def plan(dialect: str) -> bytes:
    made = docx.Document()
    outer = "{%p for g in groups %}", "{{ g.name }}", "{%p endfor %}"
    if dialect == "braces":
        outer = "{#groups}", "{name}", "{/groups}"
    made.add_paragraph(outer[0])
    made.add_heading(outer[1], 2)
    rows_table(made, dialect, "g.rows")
    made.add_paragraph("")
    made.add_paragraph(outer[2])
    return saved(made)


def long(dialect: str) -> bytes:
    made = docx.Document()
    rows_table(made, dialect, "rows")
    return saved(made)


def rows_table(made: Any, dialect: str, name: str) -> None:
    if dialect == "jinja":
        table = made.add_table(3, 5)
        table.cell(0, 0).text = f"{{%tr for r in {name} %}}"
        table.cell(2, 0).text = "{%tr endfor %}"
        row = table.rows[1]
        marks = [f"{{{{ r.{column} }}}}" for column in COLUMNS]
    else:
        row = made.add_table(1, 5).rows[0]
        marks = [f"{{{column}}}" for column in COLUMNS]
        marks[0], marks[-1] = "{#rows}" + marks[0], marks[-1] + "{/rows}"
    for cell, mark in zip(row.cells, marks, strict=True):
        cell.text = mark


def merge_fields(names: list[str], *, table: bool) -> bytes:
    made = docx.Document()
    holders = made.add_table(1, len(names)).rows[0].cells if table else None
    for at, name in enumerate(names):
        paragraph = (
            holders[at].paragraphs[0] if holders else made.add_paragraph(SENTENCE.format(""))
        )
        field = f'<w:fldSimple xmlns:w="{W}" w:instr=" MERGEFIELD {name} "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(field))
    return saved(made)


def saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def row(number: int) -> dict[str, str]:
    return {column: f"{column}{number} and a few words & more" for column in COLUMNS}


LETTER = {f"field{number}": f"Value {number} & Co" for number in range(18)}
PLAN = {
    "groups": [
        {"name": f"Group {each}", "rows": [row(each) for each in range(10)]} for each in range(8)
    ]
}
LONG = {"rows": [row(number) for number in range(2_000)]}
TEMPLATES: dict[str, tuple[bytes, bytes, dict[str, Any]]] = {
    "a: a letter of 18 fields": (
        letter(lambda name: f"{{{{ {name} }}}}"),
        letter(lambda name: f"{{{name}}}"),
        LETTER,
    ),
    "b: 8 tables of 10 rows": (plan("jinja"), plan("braces"), PLAN),
    "c: a table of 2,000 rows": (long("jinja"), long("braces"), LONG),
}


# ── engines ──────────────────────────────────────────────────────────────────────────────────


def ours(template: bytes, data: dict[str, Any]) -> Callable[[], object]:
    compiled = Template(template)
    return lambda: compiled.render(data)


def compiled_and_filled(template: bytes, data: dict[str, Any]) -> bytes:
    return Template(template).render(data)


def docxtpl(template: bytes, data: dict[str, Any]) -> Callable[[], object]:
    def fill() -> None:
        document = DocxTemplate(BytesIO(template))
        document.render(data, autoescape=True)
        document.save(BytesIO())

    return fill


def mailmerge(name: str, data: dict[str, Any]) -> Callable[[], object] | None:
    try:
        from mailmerge import MailMerge
    except ImportError:
        return None
    if name.startswith("b"):
        return None  # it has no nested loops
    template = merge_fields(list(COLUMNS if "rows" in data else data), table="rows" in data)

    def fill() -> None:
        with MailMerge(BytesIO(template)) as document:
            if "rows" in data:
                document.merge_rows("a", data["rows"])
            else:
                document.merge(**data)
            document.write(BytesIO())

    return fill


def cpu_ms(fill: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        fill()
    return (time.process_time() - start) * 1000 / times


NODE = r"""
const fs = require("fs");
const [folder, rounds, times] = [process.argv[2], +process.argv[3], JSON.parse(process.argv[4])];
const PizZip = require("pizzip"), Docxtemplater = require("docxtemplater");
const { TemplateHandler } = require("easy-template-x");
const engines = {
  docxtemplater: async (template, data) => {
    const doc = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
    doc.render(data);
    doc.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  },
  "easy-template-x": async (template, data) => { await new TemplateHandler().process(template, data); },
};
(async () => {
  const found = {};
  for (const [name, count] of Object.entries(times)) {
    const template = fs.readFileSync(`${folder}/${name}.docx`);
    const data = JSON.parse(fs.readFileSync(`${folder}/${name}.json`));
    for (const [engine, fill] of Object.entries(engines)) {
      const taken = [];
      for (let round = 0; round <= rounds; round++) {
        const start = process.cpuUsage();
        for (let time = 0; time < count; time++) await fill(template, data);
        const used = process.cpuUsage(start);
        if (round) taken.push((used.user + used.system) / 1000 / count);
      }
      taken.sort((a, b) => a - b);
      (found[engine] ??= {})[name] = taken[taken.length >> 1];
    }
  }
  console.log(JSON.stringify(found));
})();
"""


def by_node(folder: Path) -> dict[str, dict[str, float]] | str:
    """Return what the Node engines take, or why they were skipped."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "Node is not there"
    packages = ["docxtemplater@3", "pizzip@3", "easy-template-x@7"]
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", *packages]
    try:
        subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=120)
    except (subprocess.SubprocessError, OSError):
        return "their packages could not be fetched"
    for name, (_, braces, data) in TEMPLATES.items():
        (folder / f"{name[0]}.docx").write_bytes(braces)
        (folder / f"{name[0]}.json").write_text(json.dumps(data))
    (folder / "bench.js").write_text(NODE)
    times = json.dumps({"a": 20, "b": 5, "c": 1})
    command = ["node", "bench.js", str(folder), str(ROUNDS), times]
    try:
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    except subprocess.SubprocessError:
        return "they stopped"
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


# ── in memory ────────────────────────────────────────────────────────────────────────────────


def in_memory(folder: Path) -> None:
    node = by_node(folder)
    table: dict[str, dict[str, float]] = {}
    for name, (template, _, data) in TEMPLATES.items():
        fills = {"ours": ours(template, data), "docxtpl": docxtpl(template, data)}
        if merged := mailmerge(name, data):
            fills["docx-mailmerge2"] = merged
        finished = Template(template).render(data)
        target = folder / "floor.docx"
        fills["write the bytes"] = partial(target.write_bytes, finished)
        times = {
            engine: max(1, round(20 / max(cpu_ms(fill, 1), 0.05))) for engine, fill in fills.items()
        }
        taken: dict[str, list[float]] = {engine: [] for engine in fills}
        for _ in range(ROUNDS):
            for engine, fill in fills.items():
                taken[engine].append(cpu_ms(fill, times[engine]))
        for engine, each in taken.items():
            table.setdefault(engine, {})[name[0]] = median(each)
    if isinstance(node, dict):
        table |= node
    print(
        f"### In memory, CPU ms a document (median of {ROUNDS} rounds), and how many times ours\n"
    )
    print("| engine |", " | ".join(TEMPLATES), "|\n|---|---|---|---|")
    for engine, row_of in table.items():
        cells = [
            f"{row_of[name]:.3f} ({row_of[name] / table['ours'][name]:.1f} x)"
            if name in row_of
            else "–"
            for name in "abc"
        ]
        print(f"| {engine} |", " | ".join(cells), "|")
    if isinstance(node, str):
        print(f"\nThe Node engines were skipped: {node}.")
    print()


def first_documents(_folder: Path) -> None:
    print("### The first document: compile and fill once, CPU ms\n")
    print("| template | ours | docxtpl | ours / docxtpl |\n|---|---|---|---|")
    plain = docx.Document(str(HOUSE))
    small = letter(lambda name: f"{{{{ {name} }}}}", plain), b"", LETTER
    templates = {**TEMPLATES, "d: the letter with a style sheet of 11 kB, not of 430": small}
    for name, (template, _, data) in templates.items():
        mine = partial(compiled_and_filled, template, data)
        fills: tuple[Callable[[], object], ...] = (mine, docxtpl(template, data))
        taken: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for each, fill in zip(taken, fills, strict=True):
                each.append(cpu_ms(fill, 5 if name[0] != "c" else 1))
        first, peer = map(median, taken)
        print(f"| {name} | {first:.1f} | {peer:.1f} | {first / peer:.2f} |")
    print()


# ── by the command line ──────────────────────────────────────────────────────────────────────

LOOP = """
import csv, sys
from pathlib import Path
from docxtpl import DocxTemplate
with open(sys.argv[2], newline="") as file:
    for number, row in enumerate(csv.DictReader(file)):
        document = DocxTemplate(sys.argv[1])
        document.render(row, autoescape=True)
        document.save(Path(sys.argv[3], f"{number}.docx"))
"""


def by_command(folder: Path) -> None:
    template = folder / "letter.docx"
    template.write_bytes(TEMPLATES["a: a letter of 18 fields"][0])
    command = Path(sys.executable).with_name("afterword")
    if not command.exists():
        print("The command line was skipped: afterword is not installed.\n")
        return
    print("### Letters by the command line, start-up and reading included\n")
    print("| letters | engine | seconds | a letter | peak memory |\n|---|---|---|---|---|")
    taken: dict[tuple[int, str], float] = {}
    for letters in (1_000, 10_000):
        data = folder / f"{letters}.csv"
        with data.open("w", newline="") as file:
            writer = csv.DictWriter(file, LETTER)
            writer.writeheader()
            writer.writerows(
                {name: f"{value} {at}" for name, value in LETTER.items()} for at in range(letters)
            )
        runs = {"afterword fill": [str(command), "fill", str(template), str(data), "-o"]}
        if letters == 1_000:
            runs["a loop over docxtpl"] = [sys.executable, "-c", LOOP, str(template), str(data)]
        for engine, arguments in runs.items():
            out = folder / f"{engine.split()[0]}{letters}"
            out.mkdir()
            seconds, peak = spent([*arguments, str(out)])
            assert len(list(out.rglob("*.docx"))) == letters, f"{engine} wrote too few"
            taken[letters, engine] = seconds
            shutil.rmtree(out)
            print(
                f"| {letters:,} | {engine} | {seconds:.2f} | {seconds / letters * 1000:.2f} ms | {peak:.0f} MB |"
            )
    ratio = taken[1_000, "a loop over docxtpl"] / taken[1_000, "afterword fill"]
    print(f"\n1,000 letters: {ratio:.1f} x.\n")


def spent(command: list[str]) -> tuple[float, float]:
    """Return the CPU seconds and the peak memory in MB of a command of its own."""
    measured = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(u.ru_utime+u.ru_stime,u.ru_maxrss/1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *command], check=True, capture_output=True, text=True
    )
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


STREAM = """
import sys
from pathlib import Path
from pipeline.word import Template
rows = ({c: f"{c}{n} and a few words & more" for c in "abcde"} for n in range(100_000))
with open(sys.argv[2], "wb") as file:
    for piece in Template(Path(sys.argv[1])).stream({"rows": rows}):
        file.write(piece)
"""


def streamed(folder: Path) -> None:
    template = folder / "long.docx"
    template.write_bytes(TEMPLATES["c: a table of 2,000 rows"][0])
    seconds, peak = spent([sys.executable, "-c", STREAM, str(template), str(folder / "out.docx")])
    print("### A table of 100,000 rows, streamed to a file\n")
    print(f"{seconds:.1f} s, {peak:.0f} MB at most.")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as temporary:
        for measure in (in_memory, first_documents, by_command, streamed):
            measure(Path(temporary))
