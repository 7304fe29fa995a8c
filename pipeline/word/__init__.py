"""The Word engine: template + data → .docx. It knows nothing of workshops.

template = Template("letter.docx")      or a Path, bytes, an open file
template.requires()             the names it needs
template.check({"name": …})     everything that would go wrong
template.render({"name": …})    the document, as bytes

The way of a template, in the order of its files:

part       finds the tags in one part of the file and lifts them out of its XML
tags       reads the tags in a text, and makes of a part a source for Jinja
optional   lets a paragraph or row go whose fields print nothing
slips      tells of what is nearly a tag; around says which blocks stand around an element
references lets cross-references go with their place, footnotes with their mark; repeats makes what a
           loop repeats its own each time
grammar    tells what is wrong with a tag; syntax what its code may say, needs and prints
sandbox    the room the code runs in: budget, methods, and words for what is not there
values     prints values, and holds filters; wording has those that write as people do
richtext   has looks and links of its own
code       runs all parts for one record, or tells every fault
template   all of this in one object, from any source; lint looks it over for an author, leftovers finds
           what other tools would fill in; preview shows it without data
"""

from pipeline.openxml import BarChart, Image, Series, Subdocument
from pipeline.word.code import Line
from pipeline.word.lint import Lint, lint
from pipeline.word.preview import preview
from pipeline.word.richtext import Paragraph, Paragraphs, RichText, Words
from pipeline.word.source import Source
from pipeline.word.syntax import Schema
from pipeline.word.template import Draft, Filled, Printed, Template

__all__ = [
    "BarChart", "Draft", "Filled", "Image", "Line", "Lint", "Paragraph", "Paragraphs", "Printed", "RichText",
    "Schema", "Series", "Source", "Subdocument", "Template", "Words", "lint", "preview",
]  # fmt: skip
