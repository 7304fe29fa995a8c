"""Whatever a person nests in whatever, the document that comes out is one that Word can open."""

from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.word import Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOLDS = {"t": {"r"}, "r": {"p"}, "p": {"body", "tc"}, "tc": {"tr"}, "tr": {"tbl"}}
DATA = {"x": "V & <w:p>", "l": ["a", "b"], "i": "I"}

words = st.recursive(
    st.sampled_from(["text ", "{ ", "{{ x }}", "{{ i }}", "{# c #}", "{_{", "{{ '}}' }}", "{{- x -}}"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        inner.map(lambda inside: "{% if t %}" + inside + "{% else %}no{% endif %}"),
        inner.map(lambda inside: "{% for i in l %}" + inside + "{% endfor %}"),
    ),
    max_leaves=4,
)  # fmt: skip
cuts = st.lists(st.integers(0, 60), max_size=3)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Draw a paragraph whose text is cut into runs anywhere, as Word does."""
    text = draw(words)
    places = sorted({0, len(text), *(cut for cut in draw(cuts) if cut < len(text))})
    runs = [text[start:end] for start, end in pairwise(places)]
    if draw(st.booleans()):
        runs = ["{%r if t %}", *runs, "{%r endif %}"]
    return one(*runs)


def one(*runs: str) -> str:
    written = (each.replace("&", "&amp;").replace("<", "&lt;") for each in runs)
    return f"<w:p>{''.join(f'<w:r><w:t>{each}</w:t></w:r>' for each in written)}</w:p>"


def table(rows: list[list[str]]) -> str:
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{cells}</w:tbl>'


def around(level: str, inner: list[str]) -> list[str]:
    begin, end = ("for i in l", "endfor") if len("".join(inner)) % 2 else ("if t", "endif")
    return [one(f"{{%{level} {begin} %}}"), *inner, one(f"{{%{level} {end} %}}")]


blocks = st.recursive(
    paragraphs(),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        inner.map(lambda block: "".join(around("p", [block]))),
        inner.map(lambda block: table([around("tc", [block + one("")])])),
        inner.map(lambda block: table([[each] for each in around("tr", [block + one("")])])),
        inner.map(lambda block: table([["".join(around("p", [block]))]])),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=blocks, true=st.booleans(), empty=st.booleans())
def test_what_comes_out_is_sound(document, body: str, *, true: bool, empty: bool) -> None:
    template = Template(document(body + one("end")))
    data = DATA | {"t": true} | ({"l": []} if empty else {})

    made = template.render(data)

    with ZipFile(BytesIO(made)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for name, holders in HOLDS.items():
        for element in root.iter(W + name):
            assert etree.QName(element.getparent()).localname in holders
    assert all(cell[-1].tag == f"{W}p" for cell in root.iter(f"{W}tc"))
    assert all(each.find(f"{W}tr") is not None for each in root.iter(f"{W}tbl"))
    assert all(each.find(f"{W}tc") is not None for each in root.iter(f"{W}tr"))
    assert made == template.fill(data).content
    with ZipFile(BytesIO(b"".join(template.stream(data)))) as archive:
        assert etree.fromstring(archive.read("word/document.xml")) is not None
