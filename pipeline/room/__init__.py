"""Afterword in a browser, on one's own computer. It calls the flow as the command line does.

acts        what a person did on the page, as a line of the journal; a decision is the reading's noun
board       wall + acts → wall: one pure function, and what became of each act
asked       what the browser asks for → an act, or why not
desk        the one wall that all tabs see: files, journal, what is worked out in the background
watch       which files changed underneath
views       what a screen shows, as words
server      who may ask: the only place that listens

The workbook is never written. What people did stands in NAME.room.jsonl, one line an act, and a
moment later in NAME.review.xlsx, which any command takes beside the workbook.
"""
