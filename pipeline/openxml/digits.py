"""Which attribute of a Word file is a number that can be reckoned with: a file may say anything."""

import re

_UNSIGNED = re.compile(r"[0-9]{1,18}")
_SIGNED = re.compile(r"-?[0-9]{1,18}")


def unsigned(said: str) -> bool:
    """Say whether `said` is a whole number, of no more digits than any program reads: "²" is none."""
    return _UNSIGNED.fullmatch(said) is not None


def signed(said: str) -> bool:
    """Say whether `said` is such a number, or one below zero."""
    return _SIGNED.fullmatch(said) is not None


def number(said: str | None, otherwise: int = 0) -> int:
    """Return the whole number that `said` is, `otherwise` where it is none."""
    return int(said) if said is not None and signed(said) else otherwise
