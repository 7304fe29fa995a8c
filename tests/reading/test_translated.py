"""Headings are known in Spanish, French, Portuguese and German too, with accents or without."""

from typing import Any

import pytest

from pipeline import reading


@pytest.mark.parametrize(
    "headings",
    [
        ("Tarjeta", "Título", "Columna"),
        ("IDEA", "titulo del grupo", "columna"),
        ("Idée", "Titre de la colonne", "Colonne"),
        ("Ideia", "Título da coluna", "Coluna"),
        ("Karte", "Überschrift", "Spalte"),
        ("Ideen", "Uberschrift", "SPALTE"),
    ],
)
def test_cards_are_read_under_headings_in_other_languages(
    sheet: Any, headings: tuple[str, str, str]
) -> None:
    found = sheet(
        "Hoja1", headings, ("Cavar un pozo", "Agua", "A"), ("Reparar la ruta", "Rutas", "B")
    )

    workshop = reading.understand([found])

    assert [(idea.text, idea.title, idea.mark) for idea in workshop.ideas] == [
        ("Cavar un pozo", "Agua", "A"),
        ("Reparar la ruta", "Rutas", "B"),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("Section", "Subject", "Body", "Author"),
        ("Sección", "Asunto", "Cuerpo", "Autor"),
        ("Section", "Sujet", "Corps", "Auteur"),
        ("Seção", "Assunto", "Corpo", "Autor"),
        ("Abschnitt", "Betreff", "Textkörper", "Verfasser"),
    ],
)
def test_a_board_of_posts_is_known_in_other_languages(
    sheet: Any, headings: tuple[str, ...]
) -> None:
    found = sheet(
        "Posts",
        headings,
        ("Agua", "Cavar un pozo", "", "Ann"),
        ("Agua", "Limpiar", "la bomba vieja", "Ben"),
        ("Rutas", "", "Reparar la ruta", "Ann"),
    )

    workshop = reading.understand([found])

    assert [(idea.text, idea.title) for idea in workshop.ideas] == [
        ("Cavar un pozo", "Agua"),
        ("Limpiar\nla bomba vieja", "Agua"),
        ("Reparar la ruta", "Rutas"),
    ]


def test_our_own_ideas_sheet_is_no_board_of_posts(sheet: Any) -> None:
    found = sheet(
        "Ideas",
        ("Section", "Column", "Title", "Idea"),
        ("North", "1", "Water", "Dig a well"),
        ("South", "2", "Roads", "Fix the road"),
    )

    workshop = reading.understand([found])

    assert [(idea.text, idea.title) for idea in workshop.ideas] == [
        ("Dig a well", "Water"),
        ("Fix the road", "Roads"),
    ]
