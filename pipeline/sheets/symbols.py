"""Show what a letter in a symbol font looks like: þ in Wingdings is a ticked box, o an empty one.

The pictures are those of the fonts that come with Windows and Office (their code charts, and the
Unicode proposal L2/12-368 that maps them); letters that stand for nothing people tick with are left.
"""

import re

EMPTY = "☐"
ROUND = "○"
BLANK = frozenset({EMPTY, ROUND})  # shown where nothing is ticked

_BOXES = dict.fromkeys("opqr", EMPTY) | {"m": ROUND, "n": "■", "l": "●"}
_FACES = {"J": "☺", "K": "😐", "L": "☹", "C": "👍", "D": "👎"}
GLYPHS = {
    "wingdings": _BOXES | _FACES | dict.fromkeys("¨", EMPTY) | dict.fromkeys("¡¢£¤¥", ROUND)
    | {"ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "x": "☒", "§": "▪", "·": "•"},
    "wingdings 2": dict.fromkeys("£¢¤¥¦", EMPTY) | dict.fromkeys("™š›œ", ROUND)
    | {"P": "✓", "O": "✗", "R": "☑", "Q": "☒", "S": "☒", "T": "☒", "U": "⊗", "V": "⊗", "—": "●"},
    "wingdings 3": dict(zip("pqrstuvw", "▲▼△▽◀▶◁▷", strict=True)),
    "webdings": {"a": "✔", "r": "✖", "c": EMPTY, "g": "■", "n": "●"},
    "symbol": {"Ö": "√", "´": "×", "·": "•", "ð": EMPTY, "\xa0": " "},
    "marlett": {"a": "✓", "b": "✓", "r": "✖", "h": "●", "i": "●"},
    "zapf dingbats": _BOXES | {"3": "✓", "4": "✔", "5": "✕", "6": "✖", "7": "✗", "8": "✘"},
}  # fmt: skip
_OTHER_NAMES = {
    "zapfdingbats": "zapf dingbats",
    "itc zapf dingbats": "zapf dingbats",
    "monotype sorts": "zapf dingbats",
    "wingdings2": "wingdings 2",
    "wingdings3": "wingdings 3",
}
_PRIVATE = re.compile("[\uf020-\uf0ff]")  # how Word and Excel keep letters of symbol fonts apart
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf076": "❖", "\uf0e0": "→"}


def font(name: str) -> str:
    """Return what a symbol font is called here, "" for a font of letters."""
    plain = " ".join(name.casefold().split())
    plain = _OTHER_NAMES.get(plain, plain)
    return plain if plain in GLYPHS else ""


def sign(text: str, of: str) -> str:
    """Return the sign that a cell in the symbol font `of` shows, "" where it holds other things.

    Only one sign, or the same again: a word that somebody typed in such a font stays a word.
    """
    letters = {_letter(each) for each in text if not each.isspace()}
    return GLYPHS[of].get(letters.pop(), "") if len(letters) == 1 and len(text.strip()) <= 3 else ""


def shown(text: str, of: str) -> str:
    """Return a piece of text whose font is the symbol font `of` as it looks."""
    return "".join(GLYPHS[of].get(_letter(each), each) for each in text)


def is_private(text: str) -> bool:
    """Tell whether `text` holds letters that only a symbol font can show."""
    return _PRIVATE.search(text) is not None


def public(text: str) -> str:
    """Return `text` with such letters as they look in Wingdings, from where most of them come."""
    return _PRIVATE.sub(_looks, text)


def _looks(found: re.Match[str]) -> str:
    letter = found[0]
    return _BULLETS.get(letter) or GLYPHS["wingdings"].get(_letter(letter), letter)


def _letter(each: str) -> str:
    """Return the letter of Windows-1252 that a private one stands for."""
    if not _PRIVATE.match(each):
        return each
    return bytes([ord(each) - 0xF000]).decode("cp1252", "replace")
