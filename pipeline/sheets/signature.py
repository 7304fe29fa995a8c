"""Tell from a file's first bytes what it really is, whatever its name says."""

from pipeline.problems import InputRefused, Place, Problem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!")
MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
WORKBOOK = "an Excel workbook"
SAVE_AS = "Open it in Excel and save it as Excel Workbook (.xlsx)."


def refuse_disguised_workbook(content: bytes, file: str, what: str = WORKBOOK) -> None:
    """Refuse what is named like a workbook, or `what` is kept in such a file, but is none."""
    if not content:
        raise _refused(file, "It is empty.", "Check that it was saved and copied whole.")
    if content.startswith(OLE):
        raise _refused(file, *_old_office(content))
    if content.startswith(ZIP):
        return
    hint = SAVE_AS if what == WORKBOOK else f"Save it again as {what}."
    told = _known(content)
    if told:
        raise _refused(file, f"It is {told}, not {what}.", hint)
    if b"PK\x05\x06" in content:
        return
    if _is_text(content):
        message = f"It is text, perhaps CSV, not {what}."
        raise _refused(
            file,
            message,
            "Rename it so that it ends in .csv, or save it as Excel Workbook (.xlsx).",
        )
    raise _refused(file, f"It is not {what}.", hint)


def refuse_disguised_text(content: bytes, file: str) -> None:
    """Refuse what is named like delimited text but is something else."""
    if not content.strip():
        raise _refused(file, "It is empty.", "Check that it was saved and copied whole.")
    if content.startswith(ZIP):
        hint = "Rename it so that it ends in .xlsx, or save it as CSV UTF-8."
        raise _refused(file, "It is an Excel workbook or another zip file, not CSV.", hint)
    if content.startswith(OLE):
        raise _refused(file, *_old_office(content))
    if told := _known(content):
        raise _refused(file, f"It is {told}, not CSV.", "Save it as CSV UTF-8 (.csv).")


def _old_office(content: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        message = "It is protected by a password (encrypted)."
        return message, "Open it in Excel, remove the password under File, Info, and save it."
    return "It is an old Excel 97-2003 file (.xls), not an .xlsx workbook.", SAVE_AS


def _known(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") and any(mark in start for mark in MARKUP):
        return "a web page (HTML)"
    return next(
        (
            what
            for what, bytes_of_file, marks in (
                ("a picture", content, PICTURES),
                ("a packed file", content, PACKED),
                ("a PDF", start, (b"%pdf",)),
                ("an RTF document", start, (b"{\\rtf",)),
                ("an XML file", start, (b"<?xml",)),
            )
            if bytes_of_file.startswith(marks)
        ),
        "",
    )


def _is_text(content: bytes) -> bool:
    sample = content[:4096]
    if sample.startswith(BYTE_ORDER_MARKS):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)


def _refused(file: str, message: str, hint: str) -> InputRefused:
    return InputRefused([Problem(Place(file), message, hint)])
