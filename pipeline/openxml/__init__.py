"""Word files as they are: what a .docx holds, whoever made it. It knows nothing of tags.

package    opens a file: its parts and what they point to; zipping writes it, always the same bytes
leaving    takes out what stays behind: comments, tracked changes (revisions), add-ins
screening  keeps out what runs, fetches or tells on people; fields and links: which ones may stay
house      lays a house style over it; enlarging sets a file in large print
walk       every paragraph and where it stands; outline prints a document as text,
           wordtables reads its tables as text; webpage makes one web page of it
lists      which paragraphs are numbered; mending keeps tables and cells whole
properties put in the place where Word wants them
fieldruns  what a field shows; bookmarks and what refers to them; contents lists made anew
languages  says of words in another script what language they are in
drawings   pictures with their alt texts; charts that Word draws itself
subdocuments  whole documents put into another; binding makes one file of many
"""

from pipeline.openxml.charts import BarChart, Series
from pipeline.openxml.drawings import Image
from pipeline.openxml.outline import outline, text
from pipeline.openxml.subdocuments import Subdocument
from pipeline.openxml.webpage import webpage
from pipeline.openxml.wordtables import tables

__all__ = ["BarChart", "Image", "Series", "Subdocument", "outline", "tables", "text", "webpage"]
