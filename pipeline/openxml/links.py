"""Where a link may lead: to a page, a mailbox or a phone, to a place in the document, or beside it."""

import re

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d+(?:/|$))")
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "ftps"})
_IGNORED = re.compile(r"[\x00-\x20]+")  # a browser reads over these, also within a scheme
_TO_A_MACHINE = re.compile(r"[\\/]{2}")
_PROGRAM = re.compile(  # a file that runs, beside the document
    r"(?:.*[.])(?:exe|bat|cmd|scr|pif|vb[es]?|jse?|ws[fh]|hta|lnk|ms[cip]|ps1|jar|reg|cpl|scf|url|chm|dll)"
    r"[\"'.]*(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)


def fits(target: str) -> bool:
    """Say whether `target` leads to where a reader may be sent.

    Not to a file of somebody's own computer or of another one in the network: it leads nowhere for
    others, and Word would hand that computer the reader's name. Nor to what starts a program.
    """
    plain = _IGNORED.sub("", target)
    scheme = _SCHEME.match(plain)
    return (
        scheme[1].lower() in _SCHEMES
        if scheme
        else not (_TO_A_MACHINE.match(plain) or plain.startswith("\\") or _PROGRAM.fullmatch(plain))
    )
