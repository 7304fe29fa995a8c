"""The Word engine: template + data → .docx; .docx → outline. It knows nothing of workshops.

template = Template(Path("letter.docx"))
template.requires()             the names it needs
template.check({"name": …})     everything that would go wrong
template.render({"name": …})    the document, as bytes

The way of a template, in the order of its files:

package    opens and writes the zip file; screening keeps out what runs, fetches or tells on people
part       finds the tags in one part of it and lifts them out of the XML
tags       reads the tags in a text, and makes of a part a source for Jinja
grammar    tells what is wrong with a tag; syntax what its code may say, needs and prints
sandbox    the room the code runs in: budget, methods, and words for what is not there
values     prints values, and holds the filters; objects what is more than text: pictures, charts
mending    keeps tables, cells and lists whole
code       runs all parts for one record, or tells every fault
template   all of this in one object; lint looks it over for an author

house lays a house style over a template; outline says what stands in a finished document.
"""

from pipeline.word.code import Line
from pipeline.word.lint import Lint, lint
from pipeline.word.objects import BarChart, Image, RichText, Series, Words
from pipeline.word.outline import outline, text
from pipeline.word.syntax import Schema
from pipeline.word.template import Filled, Printed, Template

__all__ = [
    "BarChart", "Filled", "Image", "Line", "Lint", "Printed", "RichText", "Schema", "Series", "Template", "Words",
    "lint", "outline", "text",
]  # fmt: skip
