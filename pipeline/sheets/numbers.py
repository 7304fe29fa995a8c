"""Show a number the way Excel shows it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

GENERAL = "General"
KEPT = 5_000  # formats taken apart; Excel allows 250 of one's own
_ROOMY = Context(prec=400)  # digits: the largest number has 309
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "$#,##0_);($#,##0)",
    6: "$#,##0_);($#,##0)",
    7: "$#,##0.00_);($#,##0.00)",
    8: "$#,##0.00_);($#,##0.00)",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",  # in Excel the computer's own short date: ours cannot be misread
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "0.0E+0",
    49: "@",
}


def show_number(value: float, typed: str, code: str) -> str:
    """Return the number `value`, saved as `typed`, in the shape of the number format `code`."""
    if code == GENERAL:
        return general(value, typed)
    section, signed = _section(value, code)
    shape = _shape(section)
    sign = "-" if signed and value < 0 else ""
    exact = abs(Decimal(repr(value)))
    if shape.general or (shape.scientific and shape.fraction):
        return shape.around(general(value, typed))
    if not shape.whole and not shape.after:
        return "".join(shape.literals)
    if shape.scientific or shape.fraction:
        places = max(1, len(shape.whole) // 2)
        scientific = shape.scientific
        return sign + shape.around(
            _scientific(exact, shape) if scientific else _fraction(exact, places)
        )
    try:
        exact = exact.scaleb(2 * shape.percents - 3 * shape.thousands_cut, _ROOMY)
        unit = Decimal(1).scaleb(-len(shape.after), _ROOMY)
        exact = exact.quantize(unit, ROUND_HALF_UP, _ROOMY)
    except InvalidOperation:  # more digits than any number has
        return shape.around(general(value, typed))
    front, _, back = f"{exact:f}".partition(".")
    shown = shape.filled(front, _decimals(back, shape.after))
    return f"-{shown}" if sign and exact else shown


@dataclass(frozen=True, slots=True)
class _Shape:
    """One section of a number format, taken apart."""

    pieces: tuple[str, ...]  # a placeholder, "." or a literal behind a quotation mark
    whole: str  # the placeholders before the point
    after: str  # and those behind it
    grouped: bool  # thousands are set apart
    thousands_cut: int  # commas behind the last digit: each hides three digits
    percents: int
    scientific: bool
    fraction: bool
    general: bool

    @property
    def literals(self) -> tuple[str, ...]:
        """The words of the format."""
        return tuple(piece[1:] for piece in self.pieces if piece[0] == _QUOTED)

    def around(self, number: str) -> str:
        """Return `number` between the words that stand before and behind the digits."""
        places = [n for n, piece in enumerate(self.pieces) if piece[0] != _QUOTED]
        first, last = (places[0], places[-1]) if places else (len(self.pieces), len(self.pieces))
        before = "".join(piece[1:] for piece in self.pieces[:first])
        return f"{before}{number}{''.join(piece[1:] for piece in self.pieces[last + 1 :])}".strip()

    def filled(self, front: str, back: str) -> str:
        """Return the digits set into the places of the format."""
        if self.grouped:
            least = self.whole.count("0")
            width = max(1, least + (least - 1) // 3)  # of its zeros and the commas between
            return self.around(
                _joined(f"{int(front):0{width},}" if int(front) or least else "", back)
            )
        front = front.lstrip("0")
        shown: list[str] = []
        left = len(self.whole)
        for piece in self.pieces:
            if piece[0] == _QUOTED:
                shown.append(piece[1:])
            elif piece == ".":
                shown.append(f".{back}" if back else "")
            elif left:
                first = left == len(self.whole)
                digits = (
                    front[: len(front) - left + 1]
                    if first
                    else front[len(front) - left : len(front) - left + 1]
                )
                enough = len(front) >= left
                shown.append(digits if enough else {"0": "0", "?": " "}.get(piece, ""))
                left -= 1
        return "".join(shown).strip()


_QUOTED = '"'
_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<one>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<general>General)|(?P<power>E[+-])|(?P<digit>[0#?])|(?P<sign>[.,%/])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_Condition = tuple[str, float]
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")


def _section(value: float, code: str) -> tuple[str, bool]:
    """Return the part of `code` that shapes `value`, and whether it still needs a minus sign."""
    sections, conditions = _parts(code)
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(value, *condition):
                return section, True
        return sections[-1], True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


@lru_cache(maxsize=KEPT)
def _parts(code: str) -> tuple[tuple[str, ...], tuple[_Condition | None, ...]]:
    """Return the sections of a format, and the conditions of the first two.

    A semicolon inside quotation marks parts nothing.
    """
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', code) or [code]
    found = [_CONDITION.search(section) for section in sections[:2]]
    return tuple(sections), tuple((each[1], float(each[2])) if each else None for each in found)


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[sign]


@lru_cache(maxsize=KEPT)
def _shape(section: str) -> _Shape:
    pieces: list[str] = []
    places = ["", ""]
    point = grouped = scientific = fraction = in_general = False
    cut = percents = 0
    for found in _TOKEN.finditer(section):
        if scientific and found["digit"]:
            continue
        if found["digit"]:
            grouped = grouped or cut > 0
            cut = 0
            places[point] += found["digit"]
            pieces.append("." if point else found["digit"])
        elif found["general"] or found["other"] == "@":
            in_general = True
            pieces.append(".")
        elif found["power"]:
            scientific = True
        elif found["sign"] == "." and not point:
            point = True
            pieces.append(".")
        elif found["sign"] == "," and places[0]:
            cut += 1
        elif found["sign"] == "/":
            fraction = True
        else:
            percents += found["sign"] == "%"
            words = (
                found["words"]
                or found["one"]
                or found["currency"]
                or found["sign"]
                or found["other"]
            )
            pieces.append(f"{_QUOTED}{words or ''}")
    kept = [piece for n, piece in enumerate(pieces) if piece != "." or "." not in pieces[:n]]
    return _Shape(
        tuple(kept),
        places[0],
        places[1],
        grouped,
        cut,
        percents,
        scientific,
        fraction,
        in_general,
    )


def _decimals(back: str, after: str) -> str:
    while back and len(back) > after.count("0") and back.endswith("0"):
        back = back[:-1]
    return back


def _joined(front: str, back: str) -> str:
    return f"{front}.{back}" if back else front


def _scientific(exact: Decimal, shape: _Shape) -> str:
    head, _, power = f"{float(exact):.{len(shape.after)}e}".partition("e")
    return f"{head}E{power}"


def _fraction(exact: Decimal, places: int) -> str:
    whole = int(exact)
    rest = Fraction(exact - whole).limit_denominator(10**places - 1)
    if rest == 1:
        return str(whole + 1)
    return f"{whole or ''} {rest}".strip() if rest else str(whole)


def general(value: float, typed: str) -> str:
    """Return `value` without a format: whole numbers whole, nothing rounded away."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    shown = repr(float(value))
    if "e" in shown:
        head, _, power = shown.partition("e")
        head = head.removesuffix(".0")
        return f"{head}E{'+' if int(power) > 0 else '-'}{abs(int(power)):02d}"
    if abs(value) < 1e11 and len(shown) > 12:
        shown = f"{value:.10g}"
        return shown if "e" not in shown else typed
    return shown
