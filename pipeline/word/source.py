"""What a template may be given as: where it stands, its bytes, or an open file."""

from os import PathLike, fspath
from pathlib import Path
from typing import IO

Source = str | PathLike[str] | bytes | bytearray | IO[bytes]


def content_of(source: Source) -> bytes:
    """Return the bytes of `source`; an open file is read from where it stands and stays open.

    Raises OSError where there is no such file, and TypeError where a file is open as text.
    """
    if isinstance(source, (bytes, bytearray)):
        return bytes(source)
    if isinstance(source, (str, PathLike)):
        return Path(source).read_bytes()
    content: object = source.read()
    if not isinstance(content, bytes):
        raise TypeError('a template is bytes: open it with mode "rb"')
    return content


def name_of(source: Source, otherwise: str) -> str:
    """Return the name of the file, or `otherwise` where there is none to see."""
    if not isinstance(source, (str, PathLike, bytes, bytearray)):
        source = getattr(source, "name", "")  # a number, where it was opened by one
    named = Path(fspath(source)).name if isinstance(source, (str, PathLike)) else ""
    return named or otherwise
