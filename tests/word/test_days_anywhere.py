"""Days are printed alike on every system, whatever its strftime knows."""

from datetime import date

import pytest

from pipeline.word.values import on_day


class OnWindows(date):
    """A day whose system knows no %-d, as that of Windows."""

    def strftime(self, pattern: str) -> str:
        if "%-" in pattern.replace("%%", ""):
            raise ValueError("Invalid format string")
        return super().strftime(pattern)


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        ("%-d %B %Y", "4 March 2026"),
        ("%d/%m/%y", "04/03/26"),
        ("%-m-%-d", "3-4"),
        ("%%-d", "%-d"),
        ("%-H", "0"),
    ],
)
def test_a_part_without_zeros_needs_nothing_of_the_system(pattern: str, printed: str) -> None:
    assert str(on_day(OnWindows(2026, 3, 4), pattern)) == printed
