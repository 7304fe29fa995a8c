"""The looks of all documents change in one place: the house style."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor
from made import faults, member, png, repacked, saved, validator

from pipeline.openxml import pages
from pipeline.openxml.package import parse
from pipeline.word import Template, preview
from pipeline.word.template import Draft

TEMPLATES = Path(__file__).parents[2] / "templates"
SHIPPED = TEMPLATES / "house-style.docx"
OURS = sorted(path for path in TEMPLATES.glob("*.docx") if path != SHIPPED)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def house() -> bytes:
    made = docx.Document()
    made.styles["Heading 1"].font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
    made.styles.add_style("Callout", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
    return saved(made)


def plain() -> bytes:
    made = docx.Document()
    made.add_heading("{{ x }}", 1)
    made.add_paragraph("{{ x }}", style="List Number")
    made.styles.add_style("Mine", WD_STYLE_TYPE.PARAGRAPH).font.italic = True
    made.styles["Heading 1"].font.color.rgb = RGBColor(0xFF, 0, 0)
    return saved(made)


def test_house_styles_replace_and_own_styles_stay(tmp_path: Path) -> None:
    content = Template(plain(), style=house()).render({"x": "a"})

    made = docx.Document(BytesIO(content))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x1F, 0x38, 0x64)
    assert made.styles["Callout"].font.bold
    assert made.styles["Mine"].font.italic
    (tmp_path / "a.docx").write_bytes(content)
    assert [str(each) for each in validator().validate(tmp_path / "a.docx").errors] == []


def test_house_lists_come_along_under_numbers_of_their_own() -> None:
    content = Template(plain(), style=house()).render({"x": "a"})

    made = docx.Document(BytesIO(content))
    number = made.styles["List Number"].element.find(".//{*}numId").values()[0]
    numbering = made.part.numbering_part.element
    ids = [each.get(each.keys()[0]) for each in numbering.findall("{*}num")]
    before = docx.Document(BytesIO(plain())).part.numbering_part.element.findall("{*}num")
    assert number in ids
    assert len(ids) == len(set(ids)) > len(before)


def without_numbering(content: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                part = re.sub(rb"<(?:Relationship|Override) [^>]*numbering[^>]*/>", b"", part)
            if name != "word/numbering.xml":
                new.writestr(name, part)
    return stream.getvalue()


def test_a_template_without_lists_gets_those_of_the_house() -> None:
    content = Template(without_numbering(plain()), style=house()).render({"x": "a"})

    assert docx.Document(BytesIO(content)).part.numbering_part.element.findall("{*}num")


def test_a_house_style_whose_lists_are_lost_still_gives_its_looks() -> None:
    content = Template(plain(), style=without_numbering(house())).render({"x": "a"})

    made = docx.Document(BytesIO(content))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x1F, 0x38, 0x64)
    assert made.styles["Mine"].font.italic


def styled(change: dict[str, tuple[str, str]]) -> bytes:
    """Return our house style with words in its parts changed."""
    content = SHIPPED.read_bytes()
    parts = {}
    for part, (old, new) in change.items():
        before = member(content, part).decode()
        assert old in before
        parts[part] = before.replace(old, new).encode()
    return repacked(content, parts)


A4 = {
    "word/document.xml": (
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1300" w:left="1440"',
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1140" w:right="1240" w:bottom="1000" w:left="1240"',
    )
}


def sizes(members: dict[str, bytes]) -> list[tuple[int, ...]]:
    """Return width, height, and the margins left and right of every section."""
    sections = parse(members["word/document.xml"]).iter(f"{W}sectPr")
    return [
        tuple(
            int(each.find(f"{W}{kind}").get(f"{W}{name}"))
            for kind, name in (("pgSz", "w"), ("pgSz", "h"), ("pgMar", "left"), ("pgMar", "right"))
        )
        for each in sections
    ]


@pytest.mark.parametrize("template", OURS, ids=lambda path: path.stem)
def test_page_and_margins_of_the_house_style_reach_every_template(template: Path) -> None:
    before = sizes(Draft(template, style=SHIPPED).members)

    after = sizes(Draft(template, style=styled(A4)).members)

    assert len(after) == len(before) > 0
    for (w, h, left, right), (old_w, old_h, old_left, old_right) in zip(after, before, strict=True):
        assert (w, h) == ((11906, 16838) if old_w < old_h else (16838, 11906))
        assert (left, right) == (old_left - 200, old_right - 200)
    assert before == sizes(
        {"word/document.xml": member(template.read_bytes(), "word/document.xml")}
    )


def test_tables_and_tabs_stay_as_wide_as_the_text() -> None:
    made = docx.Document(str(TEMPLATES / "practice-profile.docx"))
    assert made.tables
    members = Draft(TEMPLATES / "practice-profile.docx", style=styled(A4)).members
    root = parse(members["word/document.xml"])

    for table in root.iter(f"{W}tbl"):
        widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
        assert sum(widths) == pytest.approx(11906 - 2 * 1240, abs=len(widths))
    tabs = parse(members["word/styles.xml"]).iter(f"{W}tab")
    assert "9360" not in {each.get(f"{W}pos") for each in tabs}


@pytest.mark.parametrize("a4", [False, True])
@pytest.mark.parametrize("template", OURS, ids=lambda path: path.stem)
def test_a_tab_of_header_and_footer_ends_at_the_right_margin(template: Path, a4: bool) -> None:
    members = Draft(template, style=styled(A4) if a4 else SHIPPED).members
    w, _, left, right = sizes(members)[0]
    found = {
        each.find(f"{W}name").get(f"{W}val"): each
        for each in parse(members["word/styles.xml"]).iter(f"{W}style")
    }
    ends = [
        tab.get(f"{W}pos") for name in ("header", "footer") for tab in found[name].iter(f"{W}tab")
    ]

    assert ends == [str(w - left - right)] * 2
    for name, content in members.items():
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            direct = [each for each in parse(content).iter(f"{W}tab") if each.get(f"{W}pos")]
            kept = {each.get(f"{W}pos") for each in direct if each.get(f"{W}val") != "clear"}
            assert kept <= {str(w - left - right)}


def test_the_page_is_known_that_our_house_style_comes_with() -> None:
    assert (
        pages.of_house(
            {"word/document.xml": member(SHIPPED.read_bytes(), "word/document.xml")},
            "word/document.xml",
        )
        is None
    )


def with_logo() -> bytes:
    """Return our house style with a picture in its header."""
    made = docx.Document(str(SHIPPED))
    header = made.sections[0].header
    run = header.paragraphs[0].insert_paragraph_before().add_run()
    run.add_picture(BytesIO(png()))
    next(run._r.iter("{*}docPr")).set("descr", "Harbor County Job Center")
    return saved(made)


@pytest.mark.parametrize("template", OURS, ids=lambda path: path.stem)
def test_a_logo_in_the_header_of_the_house_style_stands_on_every_first_page(
    template: Path, tmp_path: Path
) -> None:
    draft = Draft(template, style=with_logo())

    found = [name for name, content in draft.members.items() if b"Harbor County" in content]
    assert len(found) == 1
    assert "header" in found[0]
    pictures = [name for name in draft.members if name.startswith("word/media/logo")]
    assert [draft.members[name] for name in pictures] == [png()]
    made = docx.Document(BytesIO(preview(draft)))
    first = made.sections[0]
    header = first.first_page_header if first.different_first_page_header_footer else first.header
    assert header.part.related_parts
    assert faults(preview(draft), tmp_path) == []


def test_colors_of_the_theme_reach_every_style_and_program() -> None:
    red = styled(
        {
            "word/theme/theme1.xml": (
                '<a:srgbClr val="0B4F5C"/></a:accent1>',
                '<a:srgbClr val="A01020"/></a:accent1>',
            )
        }
    )

    members = Draft(TEMPLATES / "outcomes.docx", style=red).members

    styles = parse(members["word/styles.xml"])
    heading = next(
        each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == "Heading1"
    )
    assert heading.find(f"{W}rPr/{W}color").get(f"{W}val") == "A01020"
    assert "0B4F5C" not in members["word/styles.xml"].decode()


def test_every_color_of_our_house_style_is_one_of_its_theme() -> None:
    for each in parse(member(SHIPPED.read_bytes(), "word/styles.xml")).iter():
        named = {key.rpartition("}")[2]: value for key, value in each.attrib.items()}
        for color, of_theme in (("color", "themeColor"), ("fill", "themeFill")):
            if len(named.get(color, "")) == 6:
                assert of_theme in named
        if each.tag == f"{W}color":
            assert "themeColor" in named


def test_words_own_styles_that_staff_may_use_are_in_our_looks() -> None:
    styles = parse(member(SHIPPED.read_bytes(), "word/styles.xml"))
    named = {each.find(f"{W}name").get(f"{W}val") for each in styles.iter(f"{W}style")}
    wanted = {
        "Title",
        "Subtitle",
        "heading 4",
        "toc 1",
        "toc 2",
        "toc 3",
        "TOC Heading",
        "List Continue",
        "Table Grid",
    }
    latent = styles.find(f"{W}latentStyles")

    assert wanted <= named
    assert latent.get(f"{W}defSemiHidden") == "1"
    assert named - {each.get(f"{W}name") for each in latent} == {
        each.find(f"{W}name").get(f"{W}val")
        for each in styles.iter(f"{W}style")
        if each.get(f"{W}customStyle")
    }


@pytest.mark.parametrize(("times", "listed"), [(1, False), (9, True)])
def test_long_documents_have_a_contents_list_behind_their_first_section(
    times: int, listed: bool
) -> None:
    made = docx.Document()
    made.add_heading("Plan", 1)
    for section in ("Now", "Soon", "Later"):
        made.add_heading(section, 2)
        made.add_paragraph("{%p for n in numbers %}")
        made.add_paragraph("{{ words }}")
        made.add_paragraph("{%p endfor %}")
    template = Template(saved(made), style=SHIPPED)

    content = template.render({"numbers": range(times), "words": "The van leaves at seven. " * 60})

    document = docx.Document(BytesIO(content))
    blocks = ["".join(t.text or "" for t in each.iter(f"{W}t")) for each in document.element.body]
    assert [any(word in block for block in blocks) for word in ("Contents",)] == [listed]
    if listed:
        place = next(at for at, block in enumerate(blocks) if block.startswith("Contents"))
        assert blocks[place] == "ContentsNowSoonLater"
        assert blocks[place + 1] == "Soon"
