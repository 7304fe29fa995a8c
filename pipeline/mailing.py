"""Make an email draft of a finished text and a finished letter: a double click opens it, unsent.

An .eml file is a message as RFC 5322 and MIME (RFC 2045) write it; `X-Unsent: 1` lets mail programs
open it as a draft. It has no date and no id: who sends it has those put in.
"""

import re
from email.message import EmailMessage
from email.policy import SMTP

from pipeline.model import Document, Mailing

_BOUNDARY = "=_afterword"  # stands in no text: neither encoding leaves =_ in one
_DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def message(wanted: Mailing, text: Document, letter: Document) -> Document:
    """Return the draft; the same documents give the same bytes."""
    made = EmailMessage(policy=SMTP)
    made["X-Unsent"] = "1"
    if "@" in wanted.to:
        made["To"] = re.sub(r"\s*;\s*", ", ", _one_line(wanted.to)).strip(", ")
    made["Subject"] = _one_line(wanted.subject)
    body = text.content.decode().split("\n\n", 1)[-1]
    made.set_content(body, cte="quoted-printable")
    made.add_attachment(
        letter.content,
        maintype=_DOCX[0],
        subtype=_DOCX[1],
        filename=letter.filename.rpartition("/")[2],
    )
    made.set_boundary(_BOUNDARY)
    return Document(wanted.filename, made.as_bytes())


def _one_line(said: str) -> str:
    return " ".join(said.split())
