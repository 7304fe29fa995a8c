"""Fill a line of text by the rules of a template: for the file names that a pattern gives."""

from html import escape
from io import BytesIO
from zipfile import ZipFile

from pipeline.word.outline import text
from pipeline.word.template import Template

_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)


class Line:
    """One line with tags, compiled once: `{{ organization }} letter`."""

    def __init__(self, pattern: str, name: str = "--name") -> None:
        package = BytesIO()
        with ZipFile(package, "w") as target:
            target.writestr("[Content_Types].xml", _TYPES)
            target.writestr("_rels/.rels", _RELATIONS)
            target.writestr("word/document.xml", _BODY.format(escape(pattern)))
        self._template = Template(package.getvalue(), name=name)

    def fill(self, data: object, record: str = "") -> str:
        """Return the line for `data`."""
        return " ".join(text(self._template.render(data, record)).split())
