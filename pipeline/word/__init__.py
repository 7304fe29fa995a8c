"""The Word engine: template + data → .docx; .docx → outline. It knows nothing of workshops.

template = Template(Path("letter.docx"))
template.requires()             the names it needs
template.render({"name": …})    the document, as bytes
"""

from pipeline.word.lint import Lint, lint
from pipeline.word.objects import BarChart, Image, RichText, Series, Words
from pipeline.word.outline import outline, text
from pipeline.word.syntax import Schema
from pipeline.word.template import Filled, Printed, Template

__all__ = [
    "BarChart", "Filled", "Image", "Lint", "Printed", "RichText", "Schema", "Series", "Template", "Words",
    "lint", "outline", "text",
]  # fmt: skip
