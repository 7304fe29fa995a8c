"""Read self-assessments and partnership-health worksheets, in the layouts that people keep.

together        the forms of a run, which may be several places', or the parts of one
assessment      one form, filled or blank: how it is laid out (`form_layout`, `form_heads`), its lines
                (`form_lines`, `counting`), and which of them are roles, items and examples (`form_kinds`)
team_rows       a form's export: a row a team, a column an item
marks           what a tick or an answer word comes to
health          a partnership-health worksheet
"""
