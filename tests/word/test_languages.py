"""Words of another script say what language they are in, and which way they run."""

import re
from bisect import bisect_right

import pytest
from lxml import etree
from made import faults, member

from pipeline.openxml import languages, outline
from pipeline.word import RichText, Template, Words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

SPOKEN = {
    "Ελληνικά": ("el", "val"),
    "Совместная форма": ("und-Cyrl", "val"),
    "Это новый план": ("ru", "val"),
    "Спільна форма її": ("uk", "val"),
    "اجتماع شهري": ("ar", "bidi"),
    "جلسه ماهانه کارکنان": ("fa", "bidi"),
    "ہر ماہ ملاقات ہے": ("ur", "bidi"),
    "פגישה חודשית": ("he", "bidi"),
    "家庭支持和培训": ("zh", "eastAsia"),
    "毎月の会議": ("ja", "eastAsia"),
    "매월 회의": ("ko", "eastAsia"),
    "ประชุมทุกเดือน": ("th", "bidi"),
    "मासिक बैठक": ("und-Deva", "bidi"),
    "የወር ስብሰባ": ("und-Ethi", "val"),
    "ամսական հանդիպում": ("hy", "val"),
    "¿Cómo trabajamos juntos?": ("es", "val"),
}


def runs(content: bytes) -> list[tuple[str, str]]:
    """Return the words of each run with what it says of their language."""
    found = []
    for run in etree.fromstring(member(content, "word/document.xml")).iter(f"{W}r"):
        lang = run.find(f"{W}rPr/{W}lang")
        said = () if lang is None else (map(str, each) for each in lang.items())
        says = " ".join(f"{k.partition('}')[2]}={v}" for k, v in said)
        found.append(("".join(each.text or "" for each in run.iter(f"{W}t")), says))
    return [each for each in found if each[0].strip()]


@pytest.mark.parametrize("words", SPOKEN)
def test_a_value_of_another_script_says_its_language(words, document, paragraph, tmp_path) -> None:
    language, attribute = SPOKEN[words]

    made = Template(document(paragraph("Dear {{ x }}, welcome."))).render({"x": words})

    assert runs(made) == [("Dear ", ""), (words, f"{attribute}={language}"), (", welcome.", "")]
    assert outline(made) == f"[Normal] Dear {words}, welcome.\n"
    assert faults(made, tmp_path) == []


@pytest.mark.parametrize(
    ("body", "turned"),
    [("{{ x }} in the morning", True), ("Dear {{ x }},", False), ("12. {{ x }}", True)],
)
def test_right_to_left_words_turn_their_paragraph_where_they_begin_it(
    body, turned, document, paragraph, tmp_path
) -> None:
    made = Template(document(paragraph(body, style="Quote"))).render({"x": "ليلى حسن"})

    written = member(made, "word/document.xml")
    assert (b"<w:bidi/>" in written) is turned
    assert written.count(b"<w:rtl/>") == 1
    assert faults(made, tmp_path) == []


def test_the_looks_of_a_run_stay_and_breaks_stay_in_their_place(document, tmp_path) -> None:
    look = '<w:rPr><w:b/><w:color w:val="1F4E79"/><w:u w:val="single"/><w:vertAlign w:val="baseline"/></w:rPr>'
    body = f'<w:p><w:r>{look}<w:t xml:space="preserve">a {{{{ x }}}} b</w:t></w:r></w:p>'

    made = Template(document(body)).render({"x": "ليلى\nحسن\tنص"})

    written = member(made, "word/document.xml").decode()
    assert len(re.findall("<w:b/>", written)) == 3
    assert (
        written.index("ليلى")
        < written.index("<w:br/>")
        < written.index("حسن")
        < written.index("<w:tab/>")
    )
    assert faults(made, tmp_path) == []


def test_a_document_in_latin_letters_is_left_as_it_is(document, paragraph) -> None:
    template = Template(
        document(paragraph("Dear {{ x }}, “welcome” – José Ñandú, Šarlote, Nguyễn"))
    )

    assert b"w:lang" not in member(template.render({"x": "Peña"}), "word/document.xml")


@pytest.mark.parametrize("turns", [3, 4])
def test_words_that_change_their_script_all_the_time_are_left_as_they_are(
    turns: int, document, paragraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "MOST_TURNS", 3)
    content = document(paragraph("{{ x }}"))

    made = member(Template(content).render({"x": "ب, b " * turns}), "word/document.xml")

    assert (b"w:rtl" in made) is (turns == 3)


def test_a_language_that_is_said_is_not_said_again(document, paragraph) -> None:
    rich = RichText(Words("Привет", language="ru-RU"))

    made = Template(document(paragraph("{{r x }}"))).render({"x": rich})

    assert runs(made) == [("Привет", "val=ru-RU")]


def test_words_of_the_template_and_of_its_margins_are_marked_too(document, paragraph) -> None:
    made = Template(document(paragraph("Добро пожаловать ыы {{ x }}"))).render({"x": "Ana"})

    assert runs(made) == [("Добро пожаловать ыы", "val=ru"), (" Ana", "")]


def test_every_letter_has_one_script_and_blocks_are_in_order() -> None:
    starts = [start for start, _ in languages._BLOCKS]
    assert starts == sorted(set(starts))
    for sign, name in {
        "я": "Cyrillic",
        "ᾳ": "Greek",
        "ﷺ": "Arabic",
        "ー": "Kana",
        "々": "Han",
    }.items():
        script = languages._BLOCKS[bisect_right(starts, ord(sign)) - 1][1]
        assert script is not None
        assert script.name == name
    assert all(languages.script_of(sign) is None for sign in "aéſẞǅ1½٣。、・")
