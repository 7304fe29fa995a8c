"""What a row, a field or a cell says.

ideas       a card a row; what is unsure of cards, whatever the layout they were typed in
lines       a cell of several lines → cards
people      a partner, an action step, a commitment
details     what the workshop was
when        a day, or words about time
"""
