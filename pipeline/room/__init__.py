"""Afterword in a browser, on one's own computer. It calls the flow as the command line does.

acts        what a person did on the page, as a line of the journal; a decision is the reading's noun
board       wall + acts → wall: one pure function, and what became of each act
asked       what the browser asks for → an act, or why not
excel       what a person changed in the review workbook → an act
readings    how each sheet was read, with a picture of its first rows
watch       which files changed underneath
desk        the one wall that all tabs see: files, journal, what is worked out in the background
papers      the documents: drawn up and made in the background
views       what a screen shows, as words, and as pieces of HTML
server      who may ask: the only place that listens

The workbook is never written. What people did stands in NAME.room.jsonl, one line an act, and a
moment later in NAME.review.xlsx, which any command takes beside the workbook.
"""
