"""A template can only look at what it was given; a package can neither run nor fetch anything."""

import re
import time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from made import LINK, OUTSIDE, member, repacked

from pipeline.openxml import outline, package
from pipeline.openxml.zipping import Layout, deflate
from pipeline.problems import InputRefused, LimitReached
from pipeline.word import Template

ATTACKS = [
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ self.__init__ }}",
    "{{ x.__class__.__mro__ }}",
    "{{ x['__class__'] }}",
    "{{ x|attr('__class__') }}",
    "{{ ''['__cla' ~ 'ss__'] }}",
    "{{ x['_' ~ '_class__'] }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ '{a.__class__}'.format_map({'a': x}) }}",
    "{{ '%s'.__mod__(x) }}",
    "{{ ['{0.__class__}']|map('attr', 'format')|list|join }}",
    "{{ [x]|map(attribute='__class__')|join }}",
    "{{ [x]|map('_text', 0)|join }}",
    "{{ [x]|map(x)|join }}",
    "{{ given['_' ~ '_class__'].x }}{{ given['_' ~ '_class__'] or 'refused' }}",
    "{{ given['_private'] }}",
    "{{ [given]|map(attribute='_private')|join }}",
    "{{ rows|sort(attribute='__class__')|join }}",
    "{{ rows|join(attribute='__class__') }}",
    "{{ rows|groupby('__class__')|join }}",
    "{{ rows|selectattr('__class__')|join }}",
    "{{ f.__globals__ }}",
    "{{ f.__code__ }}",
    "{{ gen.gi_frame.f_globals }}",
    "{{ kind.mro() }}",
    "{{ kind() }}",
    "{{ lipsum() }}",
    "{{ cycler('a') }}",
    "{{ joiner() }}",
    "{{ dict(a=1) }}",
    "{{ namespace.__init__ }}",
    "{{ range.__init__ }}",
    "{% set ns = namespace() %}{% set ns.__class__ = 1 %}",
    "{{ loop.__init__ }}",
    "{% import '/etc/hostname' as x %}",
    "{% include '/etc/hostname' %}",
    "{% extends '/etc/hostname' %}",
    "{% from '/etc/hostname' import x %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% block b %}{% endblock %}",
    "{% call x() %}{% endcall %}",
    "{{ '<w:p/>'|_markup }}",
    "{{ x|_text(0) }}",
    "{{ ['<w:p/>']|map('_markup')|join }}",
    "{% set a %}{{ '<w:p/>'|_markup }}{% endset %}",
    "{% filter attr('x') %}{% endfilter %}",
    "{% filter _noted('word/document.xml', 'x', 1) %}{% endfilter %}",
    "{% for i in l recursive %}{{ loop(l) }}{% endfor %}",
    "{{ l.append(1) }}",
    "{{ d.update({'a': 1}) }}",
    "{{ d.pop('a') }}",
    "{{ x(*l) }}",
    "{{ (x)() }}",
    "{{ joiner.__globals__ }}",
    "{{ cycler('a').__init__ }}",
    "{{ cycler('a').next.__func__ }}",
    "{{ context }}",
    "{{ environment }}",
    "{{ x|tojson }}",
    "{{ x|pprint }}",
    "{{ x|xmlattr }}",
    "{{ x|urlize }}",
    "{{ undefined_name.a.b }}",
]
FLOODS = [
    "{% for i in range(1000000000) %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{{ 'x' * 2000000000 }}",
    "{{ 2000000000 * 'x' }}",
    "{{ [0] * 1000000000 }}",
    "{{ 10 ** 10 ** 9 }}",
    "{{ 'a'.ljust(3000000000) }}",
    "{{ 'a'.center(3000000000) }}",
    "{{ 'a'.zfill(3000000000) }}",
    "{{ 'a'|center(3000000000) }}",
    "{{ 'a'|indent(3000000000) }}",
    "{{ 'a'|wordwrap(3000000000) }}",
    "{{ '{:>3000000000}'.format(1) }}",
    "{{ '%3000000000d'|format(1) }}",
    "{{ '%3000000000d' % 1 }}",
    "{{ '%*d' % (3000000000, 1) }}",
    "{{ [1]|batch(3000000000, 0)|list|length }}",
    "{{ [1]|slice(3000000000)|list|length }}",
    "{{ ''|replace('', 'x' ~ y) }}",
    "{% set ns = namespace(s='x') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s='x') %}{% for i in range(40) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s=[1]) %}{% for i in range(40) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s|length }}",
    "{% set ns = namespace(s='x') %}{% for i in range(40) %}{% set ns.s = [ns.s, ns.s]|join %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s='xx') %}{% for i in range(40) %}{% set ns.s = ns.s|replace('x', 'xxx') %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(n=10) %}{% for i in range(40) %}{% set ns.n = ns.n * ns.n %}{% endfor %}{{ ns.n }}",
    "{% for a in range(99999) %}" + "0123456789" * 100 + "{% endfor %}",
    "{{ " + "(" * 150 + "x" + ")" * 150 + " }}",
    "{{ " + "-" * 300 + "1 }}",
    "{{ " + " + ".join("1" for _ in range(400)) + " }}",
    "{{ range(100000)|list|join(range(100000)|join) }}",
    "{{ now|date('%9999999d') }}",
    "{{ 5|round(-1000000000) }}{{ 1/0 }}",
    "{% set ns = namespace(l=[]) %}{% for i in range(99999) %}{% set ns.l = ns.l + [i] %}{% endfor %}",
    "{% set ns = namespace(s='') %}{% for i in range(99999) %}{% set ns.s = ns.s ~ 'xxxxxxxxxxxxxxxxxx' %}{% endfor %}",
    "{% set ns = namespace(s='xxxx') %}{% for i in range(40) %}{% set q %}{{ ns.s }}{{ ns.s }}{% endset %}{% set ns.s = q %}{% endfor %}",
    "{% set a = namespace(l=[1], m=[1]) %}{% for i in range(60) %}{% set a.l = [a.l, a.l] %}{% set a.m = [a.m, a.m] %}{% endfor %}{{ a.l == a.m }}",
    "{% set a = namespace(l=(1,)) %}{% for i in range(60) %}{% set a.l = (a.l, a.l) %}{% endfor %}{{ a.l in d }}",
    "{% set a = namespace(l=(1,)) %}{% for i in range(60) %}{% set a.l = (a.l, a.l) %}{% endfor %}{{ d[a.l] }}",
    "{% set a = namespace(l=(1,)) %}{% for i in range(60) %}{% set a.l = (a.l, a.l) %}{% endfor %}{{ {a.l: 1} }}",
    "{% set a = namespace(l=(1,)) %}{% for i in range(60) %}{% set a.l = (a.l, a.l) %}{% endfor %}{{ d.get(a.l) }}",
    "{% set a = namespace(l=[1]) %}{% for i in range(60) %}{% set a.l = [a.l, a.l] %}{% endfor %}{{ '%r'|format(a.l) }}",
    "{% set s = range(99999)|join %}{% for i in range(99999) %}{{ s }}{% endfor %}",
    "{% set s = range(99999)|join %}{% for i in range(99999) %}{% set q = s|upper %}{% endfor %}",
    "{% set s = range(99999)|join %}{% for i in range(99999) %}{% set q = s.upper() %}{% endfor %}",
    "{% set s = range(99999)|join %}{% for i in range(99999) %}{% set q = s[::-1] %}{% endfor %}",
    "{% set s = range(99999)|join %}{% for i in range(99999) %}{% if 'y' in s %}{% endif %}{% endfor %}",
    "{% set s = range(99999)|list %}{% for i in range(99999) %}{% if 'y' in s %}{% endif %}{% endfor %}",
    "{% set s = range(99999)|list %}{% for i in range(99999) %}{% set q = s|sort %}{% endfor %}",
    "{% for i in range(99999) %}{% set q = range(99999)|sum %}{% endfor %}",
    "{{ [[1], [2]]|sum(start=[]) }}",
    "{{ 1|number(3000000000) }}{{ 1/0 }}",
]  # fmt: skip


class Given:
    """What a Python caller may hand over: only its plain fields are for templates."""

    _private = "hidden"


def data() -> dict[str, object]:
    from datetime import date

    return {
        "x": "text",
        "given": Given(),
        "l": ["a"],
        "d": {"a": "b"},
        "f": lambda: "called",
        "gen": (each for each in "ab"),
        "kind": int,
        "rows": [{"a": "b"}],
        "now": date(2026, 1, 1),
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused(attack: str, document, paragraph) -> None:
    with pytest.raises(InputRefused):
        print(outline(Template(document(paragraph(attack))).render(data())))


@pytest.mark.parametrize("attack", [each for each in ATTACKS if ".__" in each])
def test_an_attack_by_name_is_refused_before_there_is_any_data(
    attack: str, document, paragraph
) -> None:
    with pytest.raises(InputRefused, match="not allowed"):
        Template(document(paragraph(attack)))


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_refused_in_time(flood: str, document, paragraph) -> None:
    start = time.process_time()

    with pytest.raises((InputRefused, LimitReached)):
        Template(document(paragraph(flood))).render(data())

    assert time.process_time() - start < 10  # while coverage watches every line; 1 s without


ALLOWED = [
    ("{{ f() }}", "called"),
    ("{{ registered(x) }}", "<text>"),
    ("{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}", "ab"),
    ("{{ d.keys()|join }}{{ d.values()|join }}{{ d.get('a') }}", "abb"),
    ("{% for i in range(3) %}{{ loop.index }}{% endfor %}", "123"),
    ("{{ x.upper() }}{{ x.split('e')|first }}", "TEXTt"),
    ("{{ x[0] }}{{ x[1:3] }}{{ l[0] }}", "texa"),
    ("{{ 7 % 4 }}", "3"),
    ("{{ rows|map(attribute='a')|join }}{{ l|map('upper')|join }}", "bA"),
    ("{{ [1, 2]|sum }}{{ rows|map(attribute='a')|sort|unique|join }}", "3b"),
    ("{{ '<b>a</b> &amp; c'|striptags }}", "a & c"),
    ("{{ rows|selectattr('a', 'in', ['b'])|list|length }}{{ 'a' in d }}", "1True"),
]


@pytest.mark.parametrize(("tag", "printed"), ALLOWED)
def test_what_real_templates_use_stays_allowed(tag: str, printed: str, document, paragraph) -> None:
    functions = {"registered": lambda text: f"<{text}>"}

    made = Template(document(paragraph(tag)), functions=functions).render(data())

    assert outline(made) == f"[Normal] {printed}\n"


def test_an_honest_long_document_stays_within_every_budget(document, table) -> None:
    inner = "{% for r in g.rows|sort(attribute='t')|selectattr('o', 'equalto', 'x') %}{{ r.t|upper }}{% endfor %}"
    body = table(
        ("{%tr for g in gs|sort(attribute='n') %}", ""),
        ("{{ g.n|title }} of {{ gs|length }}", inner + "{% if g.n in ['a', 'b'] %}!{% endif %}"),
        ("{%tr endfor %}", ""),
    )
    rows = [{"t": f"{each} " + "words " * 8, "o": "x"} for each in range(5)]

    made = Template(document(body)).render(
        {"gs": [{"n": f"g{n}", "rows": rows} for n in range(4000)]}
    )

    assert member(made, "word/document.xml").count(b"WORDS") == 4000 * 5 * 8


def test_data_is_never_evaluated_in_any_part(document, paragraph) -> None:
    import docx

    made = docx.Document(BytesIO(document(paragraph("{{ x }}"))))
    made.core_properties.title = "{{ x }}"
    made.add_section()
    for section in made.sections:
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "{{ x }}"
    stream = BytesIO()
    made.save(stream)

    written = outline(Template(stream.getvalue()).render({"x": "{{ 7*7 }}"}))

    assert "49" not in written
    assert written.count("{{ 7*7 }}") == 4


@pytest.mark.parametrize(
    ("kind", "target", "mode", "message"),
    [
        ("image", "https://x.example/a.png", OUTSIDE, "It shows a picture that is linked from outside"),
        ("attachedTemplate", "https://x.example/a.dotm", OUTSIDE, "It is linked to a remote template"),
        ("attachedTemplate", "\\\\server\\a.dotm", OUTSIDE, "It is linked to a remote template"),
        ("aFChunk", "chunk.html", "", "It holds an embedded document of another kind (altChunk)."),
        ("oleObject", "embeddings/a.bin", "", "It holds an embedded object (OLE)."),
        ("oleObject", "https://x.example/a", OUTSIDE, "It holds an embedded object (OLE)."),
        ("frame", "https://x.example/a", OUTSIDE, "It holds a frame that loads something"),
        ("customXml", "https://x.example/a", OUTSIDE, "It is linked to something outside (customXml)."),
        ("image", "https://x.example/a.png", ' TargetMode="external"', "It shows a picture that is linked from outside"),
        ("image", "https://x.example/a.png", "", "It shows a picture that is linked from outside"),
        ("image", "\\\\server\\a.png", ' TargetMode="Internal"', "It shows a picture that is linked from outside"),
    ],
)  # fmt: skip
def test_what_fetches_or_runs_is_refused(
    kind: str, target: str, mode: str, message: str, *, document, paragraph
) -> None:
    content = document(paragraph("x"))
    rels = "word/_rels/document.xml.rels"
    link = LINK.format(kind, target, mode)
    changed = member(content, rels).replace(b"</Relationships>", link.encode())

    with pytest.raises(InputRefused, match=re.escape(message)):
        Template(repacked(content, {rels: changed}))


@pytest.mark.parametrize(
    ("element", "message"),
    [
        ("<w:control/>", "It holds an ActiveX control."),
        (
            '<OLEObject xmlns="urn:schemas-microsoft-com:office:office"/>',
            "an embedded object (OLE).",
        ),
        ("<w:altChunk/>", "It holds an embedded document of another kind (altChunk)."),
        ("<w:subDoc/>", "It holds a linked document."),
    ],
)
def test_what_brings_something_is_refused_whatever_its_relationship_is_called(
    element: str, message: str, document, paragraph
) -> None:
    with pytest.raises(InputRefused, match=re.escape(message)):
        Template(document(paragraph("x", f"<w:r>{element}</w:r>")))


@pytest.mark.parametrize("number", ["0.1e400", "1" + "0" * 5000])
def test_a_number_that_no_computer_reads_is_named(number: str, document, paragraph) -> None:
    with pytest.raises(InputRefused, match=r"[Tt]he number is too large\."):
        Template(document(paragraph(f"{{{{ {number} }}}}")))


@pytest.mark.parametrize(
    "code",
    ["DDEAUTO c:\\\\cmd", 'INCLUDETEXT "x"', 'INCLUDEPICTURE "http://x"', " dde x", "LINK Excel"],
)
def test_a_field_that_fetches_is_refused(code: str, document, paragraph) -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    halves = "".join(
        f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in (code[:4], code[4:])
    )
    body = paragraph(start, halves, '<w:r><w:fldChar w:fldCharType="end"/></w:r>')

    with pytest.raises(InputRefused, match="field, which fetches from outside"):
        Template(document(body))


def test_a_page_number_and_a_link_are_no_danger(document, paragraph) -> None:
    body = paragraph('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')

    assert outline(Template(document(body)).render({})) == "[Normal] 1\n"


NAMED_BADLY = Layout([deflate("aaaa.xml", b"<a/>")]).closed([]).replace(b"aaaa", b"aa\xae\x90")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"{\\rtf1", "This is an RTF file, not a Word document."),
        (b"%PDF-1.7", "This is a PDF file, not a Word document."),
        (b"\xd0\xcf\x11\xe0old", "This is an old Word document (.doc, Word 97-2003)."),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "The file is protected by a password."),
        (b"hello", "This is not a Word document."),
        (b"PK\x03\x04broken", "The file is damaged: it cannot be unpacked."),
        (NAMED_BADLY, "The file is damaged: it cannot be unpacked."),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_named(content: bytes, message: str) -> None:
    with pytest.raises(InputRefused, match=re.escape(message)):
        Template(content)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("word/vbaProject.bin", b"x", "It holds macros"),
        ("_rels/.rels", b"http://purl.oclc.org/ooxml/", "It was saved as Strict Open XML Document"),
        ("xl/workbook.xml", b"<x/>", "This is an Excel workbook"),
        ("word/x.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "holds a DOCTYPE"),
        ("word/document.xml", b"<w:document", "This is not a Word document"),
        ("word/DOCUMENT.xml", b"<x/>", "It holds the part word/DOCUMENT.xml twice."),
    ],
)
def test_a_part_that_must_not_be_there_is_named(
    name: str, content: bytes, message: str, document, paragraph
) -> None:
    with pytest.raises(InputRefused, match=re.escape(message)):
        Template(repacked(document(paragraph("x")), {name: content}))


def test_a_bomb_is_a_limit(document, paragraph) -> None:
    bomb = repacked(document(paragraph("x")), {"word/media/a.bin": b"\0" * 60_000_000})

    with pytest.raises(LimitReached, match="Unpacked, it is too large to be read"):
        Template(bomb)


@pytest.mark.parametrize("opener", ["{{ ", "{{ ' ", "{", "{% ", "{# ", "{{ %} ", "% }} "])
def test_many_tags_that_are_not_closed_hold_nobody_up(opener: str, document, paragraph) -> None:
    with pytest.raises(InputRefused):
        Template(document(paragraph(opener * 4_000)))


@pytest.mark.parametrize(
    ("begin", "end", "times"),
    [
        ("{% if x %}", "{% endif %}", 2_000),
        ("{% set x %}", "{% endset %}", 2_000),
        ("{% with x = 1 %}", "{% endwith %}", 2_000),
        ("{% filter upper %}", "{% endfilter %}", 2_000),
        ("{% if x %}", "", 2_000),
        ("{% if x %}{% elif y %}", "{% elif y %}{% endif %}", 1_000),
        ("{{ " + "(" * 4_000, ")" * 4_000 + " }}", 1),
        ("{% if x %}" + "{% elif y %}" * 3_000, "{% endif %}", 1),
    ],
)
def test_blocks_in_thousands_of_others_are_refused(
    begin: str, end: str, times: int, document, paragraph
) -> None:
    content = document(paragraph(begin * times + "x" + end * times))

    with pytest.raises(InputRefused):
        Template(content)


def test_thousands_of_tags_and_runs_are_read(document, paragraph) -> None:
    many = paragraph(*("{{", " x ", "}}", "y") * 2_000)
    blocks = "".join(map(paragraph, ("{%p if x %}", "z", "{%p endif %}"))) * 1_000

    made = Template(document(many + blocks)).render({"x": "a"})

    assert outline(made).count("ayay") == 1_000
    assert outline(made).count("] z") == 1_000


def test_what_stands_in_too_many_loops_is_refused(document, paragraph) -> None:
    loops = "{% for i in l %}" * 25 + "x" + "{% endfor %}" * 25

    with pytest.raises(InputRefused, match="it stands in too many others"):
        Template(document(paragraph(loops)))
    assert Template(
        document(
            paragraph(
                loops.replace("{% for i in l %}" * 10, "", 1).replace("{% endfor %}" * 10, "", 1)
            )
        )
    )


def test_every_cut_of_a_file_is_refused_or_read(document, paragraph) -> None:
    content = document(paragraph("x {{ y }}"))

    for size in range(0, len(content), 997):
        with pytest.raises(InputRefused):
            Template(content[:size])


@pytest.mark.parametrize(
    ("shown", "store", "kept"),
    [
        ("/ns1:coreProperties[1]/ns0:creator[1]", "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", False),
        ("/ns1:coreProperties[1]/ns0:title[1]", "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", True),
        ("/ns0:Properties[1]/ns0:Company[1]", "{6668398D-A668-4E3E-A5EB-62B293D839F1}", False),
        ("/ns0:answers[1]/ns0:name[1]", "{11111111-2222-3333-4444-555555555555}", True),
    ],
)
def test_a_control_keeps_its_words_where_its_property_is_taken_out(
    shown: str, store: str, kept: bool, document
) -> None:
    body = (
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="{shown}" w:storeItemID="{store}"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Ana Lee</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    written = member(Template(document(body)).render({}), "word/document.xml")

    assert (b"dataBinding" in written) is kept
    assert b"Ana Lee" in written


def test_what_nothing_points_to_stays_behind(document, paragraph) -> None:
    left = {"1099.xml": b"==== rsid, and no XML", "word/media/old.png": b"Jane's picture"}

    made = Template(repacked(document(paragraph("x")), left)).render({})

    with ZipFile(BytesIO(made)) as archive:
        assert not left.keys() & set(archive.namelist())


@pytest.mark.parametrize("named", ["media/my%20thumbnail.png", "media/My%20Thumbnail.PNG"])
def test_what_is_pointed_to_stays_however_its_name_is_written(
    named: str, document, paragraph
) -> None:
    members = package.read(document(paragraph("x")), "t.docx")
    rels = "word/_rels/document.xml.rels"
    link = ("rId99", f"{package.OFFICE}image", named, False)
    added = {rels: package.relate(members[rels], [link]), "word/media/my thumbnail.png": b"png"}

    made = Template(repacked(document(paragraph("x")), added)).render({})

    with ZipFile(BytesIO(made)) as archive:
        assert archive.read("word/media/my thumbnail.png") == b"png"


@pytest.mark.parametrize("in_styles", [False, True])
def test_nothing_of_the_author_reaches_a_document(document, paragraph, in_styles) -> None:
    import docx

    made = docx.Document(BytesIO(document(paragraph("x"))))
    made.core_properties.author = made.core_properties.last_modified_by = "Jane Secret"
    made.settings.element.append(made.settings.element.makeelement(f"{{{W}}}rsids"))
    edited = made.styles.element[-1] if in_styles else made.element.body[0]
    edited.set(f"{{{W}}}rsidR", "00AA11BB")
    stream = BytesIO()
    made.save(stream)

    with ZipFile(BytesIO(Template(stream.getvalue()).render({}))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        stamps = {each.date_time for each in archive.infolist()}

    for trace in (b"Jane Secret", b"rsid", b"thumbnail", b"python-docx"):
        assert trace not in everything
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("held", "most", "what"),
    [
        ("{{ a }}", 4_000, "tags"),
        ("x</w:t></w:r></w:p><w:p><w:r><w:t>", 10_000 - 1, "paragraphs"),
        ("x</w:t></w:r><w:r><w:t>", 30_000 - 1, "pieces of text"),
        ("é", 2_000_000, "letters"),
    ],
)
def test_a_template_of_more_of_anything_than_is_read_is_refused(
    document, held: str, most: int, what: str
) -> None:
    def template(times: int) -> Any:
        return document(f"<w:p><w:r><w:t>{held * times}</w:t></w:r></w:p>")

    Template(template(most))
    with pytest.raises(LimitReached, match=f"more than [0-9,]+ {what}, too many to be read"):
        Template(template(most + 1))
