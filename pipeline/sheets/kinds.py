"""What other files are, by their endings, and how one gets a file that can be read.

What people type in other programs may hold cards. What is only looked at (a picture, a printed page) is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SAVE_AS_EXCEL = "Open it, save it as Excel Workbook (.xlsx)"
EXPORT = "Export it again as Excel (.xlsx) or CSV"
COPY = "Copy what counts into a workbook"
NAME_IT = "Name it by itself to have its tables and lists read"
SAVE_AS_WORD = "Open it in Word, save it as Word Document (.docx)"


@dataclass(frozen=True, slots=True)
class Kind:
    """Files that are not read: what they are, by their endings, and what to do with one."""

    what: str
    endings: frozenset[str]
    remedy: str = ""  # how what it holds can be read; "" where it holds no cards


def _kind(what: str, endings: str, remedy: str = "") -> Kind:
    return Kind(what, frozenset(f".{ending}" for ending in endings.split()), remedy)


MAY_HOLD_CARDS = (
    _kind("an older OpenDocument spreadsheet", "ots fods sxc", SAVE_AS_EXCEL),
    _kind("an old Excel 97-2003 file", "xlt xlw xla", SAVE_AS_EXCEL),
    _kind("an Excel template with macros", "xltm", SAVE_AS_EXCEL),
    _kind("a Numbers spreadsheet", "numbers", "Open it in Numbers, choose File, Export To, Excel (.xlsx)"),
    _kind("a link to a Google sheet", "gsheet", "Open it, choose File, Download, Microsoft Excel (.xlsx)"),
    _kind("a spreadsheet of another program", "wk1 wk3 wk4 123 wks wb1 wb2 wb3 qpw dif slk et ett dbf uos", SAVE_AS_EXCEL),
    _kind("a database", "accdb mdb odb sqlite sqlite3", EXPORT),
    _kind("a Word document", "docx", NAME_IT),
    _kind("a Word document of another kind", "docm dotx dotm doc dot", SAVE_AS_WORD),
    _kind("a text document", "odt ott fodt sxw rtf wpd wps pages gdoc one", COPY),
    _kind("slides", "pptx pptm ppsx ppt pps odp key gslides", COPY),
    _kind("a text with marks", "md markdown rst org", "Rename it so that it ends in .txt"),
    _kind("a web page in an archive", "mht mhtml", "Save it as a plain web page (.html)"),
    _kind("an export of another program", "json jsonl ndjson xml yaml yml opml mm xmind", EXPORT),
    _kind("a mail", "eml msg mbox", COPY),
    _kind("a packed file", "7z rar gz tgz tar bz2 xz", "Unpack it, and zip what is in it (.zip)"),
)  # fmt: skip
NO_CARDS = (
    _kind("a picture", "jpg jpeg jpe png gif webp bmp tif tiff heic heif avif svg eps ai psd ico"),
    _kind("a PDF", "pdf xps"),
    _kind("sound or film", "mp3 m4a wav ogg mp4 m4v mov avi mkv webm vtt srt"),
    _kind("a calendar or address card", "ics vcf"),
    _kind("a link", "url webloc lnk"),
    _kind("a copy kept by a program", "bak tmp old swp part crdownload download"),
    _kind("a settings file", "toml ini cfg conf"),
)

BY_HAND = {
    "a picture": "Export the board it shows as CSV or Excel; or type its cards into a workbook.",
    "a PDF": "Ask for the spreadsheet it was printed from; or copy its table into a workbook.",
}
BY_COMMAND = {"a picture": " (afterword new FILE)."}
SAVE_OTHERWISE = "Save it as Excel Workbook (.xlsx) or CSV UTF-8 (.csv)."


def kind_of(ending: str) -> Kind | None:
    """Return what kind of file ends so (".numbers"), None where that does not say it."""
    kinds: Iterable[Kind] = (*MAY_HOLD_CARDS, *NO_CARDS)
    return next((kind for kind in kinds if ending.lower() in kind.endings), None)


def advice(ending: str) -> tuple[str, str, str]:
    """Return why a file of that ending is not read, how to get one that can be, and what to type."""
    kind = kind_of(ending)
    for what, how in BY_HAND.items():
        if kind and kind.what == what:
            return f"It is {what}: not read.", how, BY_COMMAND.get(what, "")
    if kind and kind.remedy:
        return f"It is {kind.what}: not read.", f"{kind.remedy}.", ""
    return f"Files that end in {ending or 'nothing'} are not read.", SAVE_OTHERWISE, ""
