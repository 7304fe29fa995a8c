"""Read cards that do not stand one a row under headings.

walls       a copy of the wall; `direction` tells which way it hangs
lists       one column: titles above their cards, or a plain list
chats       a chat: who wrote and when, and what they wrote below
families    a sheet for each group, table or question
geometry    an online board: notes with their places, or the notes they lie in
posts       an online board: section, subject, words
stacks      tables one under the other: cards, and the columns they refer to
small_groups  Table 3: who wrote a card, and no title
surveys     an online form's answers: a person a row
"""
