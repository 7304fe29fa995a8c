"""Files made up at random from parts that are nearly right: CSV, templates, and damaged packages."""

import csv
import io
import warnings
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph
from hypothesis import strategies as st
from lxml import etree

# ── bytes ────────────────────────────────────────────────────────────────────────────────────

JUNK = [b"\x00", b"\xff", b'"', b"\n", b",", b"\xef\xbb\xbf", b"\xe9", b"\xfe\xff"]
Spoil = tuple[str, int, bytes]
SPOILS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "flip", "insert", "double"]),
        st.integers(0, 10**6),
        st.sampled_from(JUNK),
    ),
    min_size=1,
    max_size=3,
)
NONE: st.SearchStrategy[list[Spoil]] = st.just([])
SELDOM = st.one_of(NONE, NONE, SPOILS)


def spoilt(content: bytes, spoils: list[Spoil]) -> bytes:
    """Return the bytes as a bad disk or a torn copy leaves them."""
    for kind, place, junk in spoils:
        at = place % (len(content) + 1)
        before, after = content[:at], content[at:]
        match kind:
            case "cut":
                content = before
            case "flip":
                content = before + bytes([after[0] ^ 0x55]) + after[1:] if after else content
            case "insert":
                content = before + junk + after
            case _:
                content = before + content[at // 2 :]
    return content


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────

HEADINGS = ["Card", "Title", "Column", "Organization", "Step", "Lead", "Due", "Note", "Was?"]
WORDS = st.one_of(
    st.sampled_from(["Rides to work", "One door", "Share a form", "A desk at the office"]),
    st.sampled_from([
        "", " ", '"', '""', '"a', 'b"', "a;b", "a,b", "a\tb", "a\nb", "a\r\nb", "=1+1", "@x", "-", "sep=;", "{{ x }}",
        "{% for %}", "\x00", "\x0b", "\ufeff", "\u202e", "x" * 400, "1,5", "12.0", "00042", "03/04/2025", "é", "漢", "Yes",
        "x", "#REF!", "P01", "D7", "1e999", "٣",
    ]),
    st.text(max_size=12),
)  # fmt: skip
Made = tuple[list[list[str]], bool, bytes]  # the rows; whether they are written soundly; the file


@st.composite
def csvs(draw: st.DrawFn) -> Made:
    """Draw a table as a program, or a person, writes it."""
    heads = draw(st.lists(st.sampled_from(HEADINGS), max_size=4, unique=True))
    rows = [["Idea", *heads], *draw(st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=6))]
    between = draw(st.sampled_from([",", ";", "\t", "|"]))
    coding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
    quoted = draw(st.sampled_from([True, True, False]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    spoils = draw(SELDOM)
    written = io.StringIO(newline="")
    if quoted:
        made = csv.writer(written, delimiter=between, quoting=csv.QUOTE_ALL, lineterminator=end)
        made.writerows(rows)
    else:
        written.write(end.join(between.join(each) for each in rows))
    content = written.getvalue().encode(coding, "replace")
    sound = quoted and coding.startswith("utf-8") and not spoils
    return rows, sound, spoilt(content, spoils)


# ── templates ────────────────────────────────────────────────────────────────────────────────

SOUND = [
    "{{ name }}", "{{ a.b.c }}", "{{ name|upper }}", "{% for r in rows %}{{ r.who }}; {% endfor %}", "{# a note #}", "Dear",
    "{% if name %}Dear{% endif %}", "{% if a.b.c %}{{ name }}{% else %}-{% endif %}", "and more words", "$5.00",
]  # fmt: skip
FAULTY = [
    "{{ r.who }}", "{{ nosuch }}", "{% for r in rows %}", "{% for r in name %}", "{% endfor %}", "{%p for r in rows %}",
    "{%p endfor %}", "{%tr for r in rows %}", "{%tr endfor %}", "{%tc for r in rows %}", "{% if name %}", "{% if not r %}",
    "{% else %}", "{% elif name %}", "{% endif %}", "{%p if name %}", "{%p endif %}", "{%tr if name %}", "{%tr endif %}",
    "{{ name|nosuch }}", "{{ rows|length }}", "{{ rows[0].who }}", "{{ loop.index }}", "{{ 1 / 0 }}", "{{ ''.__class__ }}",
    "{{ name() }}", "{{ range(9**9) }}", "{% set x = 1 %}", "{% include 'x' %}", "{{", "}}", "{%", "%}", "{#", "{{ }}", "{% %}",
    "{{ name", "name }}", "{{ name }", "{ { name } }", "{{r name }}", "{{ name if name else rows }}", "{{ 'x' * 9 }}",
    "{% raw %}", "{% endraw %}", "{% macro m() %}", "\u201cname\u201d", "\t",
]  # fmt: skip
DATA = [
    {"name": "House 1", "rows": [{"who": "Ana"}, {"who": "Kim & Co. <Ltd>"}], "a": {"b": {"c": "deep"}}},
    {"name": "", "rows": [], "a": {"b": {"c": ""}}},
    {"name": "{{ name }}", "rows": [{"who": "\x0b\ufffe"}] * 3, "a": {"b": {"c": "1,234.50"}}},
]  # fmt: skip
Runs = list[tuple[str, int, bool]]
_PIECE = st.one_of(*[st.sampled_from(SOUND)] * 12, st.sampled_from(FAULTY))
_RUNS = st.lists(st.tuples(_PIECE, st.integers(0, 30), st.booleans()), min_size=1, max_size=3)
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["paragraph", "heading", "table", "header"]),
        st.lists(_RUNS, min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=5,
)


def template(blocks: list[tuple[str, list[Runs]]]) -> Document:
    """Return a document in which the pieces are typed."""
    made = docx.Document()
    for kind, own in blocks:
        match kind:
            case "table":
                table = made.add_table(rows=(len(own) + 1) // 2, cols=2)
                for number, runs in enumerate(own):
                    _typed(table.cell(number // 2, number % 2).paragraphs[0], runs)
            case "header":
                _typed(made.sections[0].header.paragraphs[0], own[0])
            case "heading":
                _typed(made.add_heading(level=2), own[0])
            case _:
                _typed(made.add_paragraph(), own[0])
    return made


def _typed(paragraph: Paragraph, runs: Runs) -> None:
    """Type the pieces, each cut in two, as Word cuts them."""
    for words, cut, bold in runs:
        for part in filter(None, (words[:cut], words[cut:])):
            paragraph.add_run(part).bold = bold


# ── packages ─────────────────────────────────────────────────────────────────────────────────

Parts = list[tuple[str, bytes]]
VALUES = [
    "", "0", "-1", "999999999999", "A1:XFD1048576", "rId999", "x", "\u202e", "../../../etc/passwd", "http://example.org",
    "NaN", "1e400", "9" * 400,
]  # fmt: skip


def _other_name(name: str, number: int) -> str:
    return (name.replace("/", "\\"), name.upper(), f"x{name}")[number % 3]


OF_PARTS: dict[str, Callable[[Parts, int, int], Parts]] = {
    "dropped": lambda parts, at, _: parts[:at] + parts[at + 1 :] or parts,
    "renamed": lambda parts, at, n: [
        (_other_name(name, n) if each == at else name, said)
        for each, (name, said) in enumerate(parts)
    ],
    "swapped": lambda parts, at, n: [
        (name, parts[n % len(parts)][1] if each == at else said)
        for each, (name, said) in enumerate(parts)
    ],
    "twice": lambda parts, at, _: [*parts, parts[at]],
    "one more": lambda parts, _, n: [*parts, (f"word/more{n % 9}.xml", b"<x>" * (n % 50))],
}
OF_BYTES: dict[str, Callable[[bytes, int], bytes]] = {
    "cut": lambda said, n: said[: n % (len(said) + 1)],
    "flipped": lambda said, n: spoilt(said, [("flip", n, b"")]),
    "empty": lambda said, _: said[:0],
}
OF_MARKUP = ["taken out", "moved", "doubled", "other text", "attribute taken out", "other value"]
Damage = tuple[str, int, int]
DAMAGES = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from([*OF_PARTS, *OF_BYTES]),
            st.sampled_from(OF_MARKUP),
            st.sampled_from(OF_MARKUP),
        ),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=4,
)


def damaged(content: bytes, damages: list[Damage], spoils: list[Spoil]) -> bytes:
    """Return a package with parts damaged as a faulty program would, or a bad disk."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for kind, one, other in damages:
        at = one % len(parts)
        if kind in OF_PARTS:
            parts = OF_PARTS[kind](parts, at, other)
            continue
        name, said = parts[at]
        whole = OF_BYTES[kind](said, other) if kind in OF_BYTES else _within(said, kind, other)
        parts[at] = name, whole
    out = io.BytesIO()
    kept = ZIP_STORED if len(damages) == 3 else ZIP_DEFLATED
    with ZipFile(out, "w", kept) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice
        for name, said in parts:
            archive.writestr(name, said)
    return spoilt(out.getvalue(), spoils)


def _within(said: bytes, kind: str, number: int) -> bytes:
    """Return the part with one element or attribute of its markup damaged."""
    try:
        root = etree.fromstring(said)
    except etree.XMLSyntaxError:
        return said
    every = list(root.iter(etree.Element))
    element = every[number % len(every)]
    host, value = every[number // 7 % len(every)], VALUES[number % len(VALUES)]
    names, parent = list(element.attrib), element.getparent()
    match kind:
        case "taken out" if parent is not None:
            parent.remove(element)
        case "moved" if parent is not None and element not in (host, *host.iterancestors()):
            host.append(element)
        case "doubled" if parent is not None:
            element.addnext(etree.fromstring(etree.tostring(element)))
        case "other text":
            element.text = value
        case "attribute taken out" if names:
            del element.attrib[names[number % len(names)]]
        case "other value" if names:
            element.set(names[number % len(names)], value)
        case _:
            pass
    return etree.tostring(root)
