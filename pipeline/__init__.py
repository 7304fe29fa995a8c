"""Afterword: from a workshop's spreadsheets to the Word documents that must follow.

    .xlsx .csv ─sheets─▶ Sheet… ─reading─▶ Workshop ─grouping, titling─▶ Wall ─┐
                                               └─scoring─▶ SiteScore… ─linking─┤
                                                                  Findings ◀───┘
    templates/*.docx ─────────word.Template.fill(context) ◀─deliverables─┘
                                    └─▶ Document… ─proof─▶ outputs (the disk)

Start reading in `pipeline.flow`.
"""

__version__ = "0.2.0"
