"""Tell which column of a table says what: by its heading, by what it means, by what its cells hold.

kinds           tables whose headings are known word for word; rows and areas of a sheet
by_content      a table of cards by what its columns hold, where headings alone do not say it
matching        columns in people's own words, given to the fields of a kind as one best `assignment`;
                what speaks for a field: `wordings`, and its `content` against what is `expected`
recognising     which kind a sheet is, by such headings (`detail_labels`: by such labels down a column)
completing      a table whose kind is known, with its other columns
facts           a question that asks for a fact, or for people's own words
barred          what people mark as not for others
other_work      tables of other work: stock, invoices, grades
outline         the columns as a person is shown them
"""
