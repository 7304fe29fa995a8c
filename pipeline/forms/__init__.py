"""What a workbook may hold: each kind of sheet, its columns, and how we head them.

The reader recognises sheets by it, `afterword new` writes them from it, and docs/workbook.md lists it.
"""

from pipeline.forms.further import FURTHER as FURTHER
from pipeline.forms.noun import Column as Column
from pipeline.forms.noun import Form as Form

READ_ME = "Read me"  # the sheet of advice in a workbook we write
NOT_PLACED = "Not yet placed"  # in the drop-down of a review workbook, beside the groups
PARKING_LOT = "Parking lot"
PROPOSED = "Proposed by Afterword"  # on the Groups sheet: people have no such column
# columns that Afterword writes in a review workbook
OURS = frozenset(
    {"proposal", "sure", "others", "was", "accepted", "remark", "source", "wall", "coach", "offers"}
    | {"question"}
)

PROMPTS = ("happened", "condition", "gap", "action")
STATUSES = ("not started", "in progress", "done", "blocked", "dropped")
PARTNER_KINDS = (
    "employer",
    "bank",
    "public agency",
    "college or adult education",
    "community organization",
    "faith-based",
    "elected official or board",
)
PRACTICES = (
    "referral",
    "co-location",
    "meetings",
    "cross-training",
    "shared measures",
    "data",
    "employer",
    "resources",
    "contacts",
    "disagreements",
    "learning",
    "all",
)

DETAILS = Form(
    "details",
    "Details",
    "What the workshop was, one line a field.",
    (
        Column("title", "Workshop", "The name of the workshop."),
        Column("place", "Place", "Where it was held."),
        Column("date", "Date", "When it was held."),
        Column("question", "Workshop question", "The one question every card answers.", width=60),
        Column("site", "Site or state", "The place or state the team comes from."),
        Column("organization", "Organization", "The grantee: who signs the letters."),
        Column("program", "Program", "The program the partners work for."),
        Column("signer", "Signer", "Who signs the letters."),
        Column("signer_title", "Signer's title", "Their job title."),
        Column("contact", "Contact", "Whom partners can call."),
        Column("contact_title", "Contact's title", "Their job title."),
        Column("contact_email", "Contact's email", "Their e-mail address."),
        Column("contact_phone", "Contact's phone", "Their telephone number."),
        Column("purpose", "Purpose", "Why the partners work together, in one sentence.", width=60),
        Column("strengths", "Our strengths", "What we are good at.", width=60),
        Column("limits", "Our gaps", "What we lack.", width=60),
        Column("offer", "What we offer", "What partners get from us.", width=60),
        Column("need", "What we need", "What we look for in partners.", width=60),
        Column("next_session", "Next session", "When the action-planning session is."),
        Column("next_place", "Next session's place", "Where it is."),
        Column("next_bring", "Bring to the next session", "What people bring.", width=60),
        Column("reply_by", "Reply by", "The day by which a letter asks for an answer."),
        Column("mou_term", "MOU term", "How long the MOU is to run."),
        Column("mou_review", "MOU review date", "When the partners look at the MOU again."),
        Column("start_time", "Start time", "When the day begins: 9:00."),
        Column("naming", "Name the site in roll-ups", "no keeps its name out of papers over several sites.", ("yes", "no")),
        Column("language", "Language", "The language of letters, emails and outcomes: en or es."),
        Column("print_names", "Print names", "yes, when the outcomes may name the people who were there.", ("yes",)),
    ),
)  # fmt: skip

IDEAS = Form(
    "ideas",
    "Ideas",
    "The cards of the wall, one a row.",
    (
        Column("id", "Card", "A short id. Left empty, the cell is the id.", width=8),
        Column("small_group", "Small group", "Which table wrote it.", width=12),
        Column("prompt", "Prompt", "Which prompt the card answers.", PROMPTS, width=12),
        Column("text", "Idea", "What is on the card, word for word.", width=60, required=True),
        Column("mark", "Column", "The mark of the column it hangs in: a number, a letter.", width=10),
        Column("title", "Title", "The title the group gave that column.", width=40),
        Column("votes", "Votes", "Dots, if people voted.", width=8),
        Column("note", "Note", "Anything to remember. Not printed.", width=30),
        Column("parked", "Parking lot", "yes, when the card waits in the parking lot.", ("yes",), width=12),
        Column("same_as", "Same as card", "The id of a card that says the same: both are printed as one.", width=14),
        Column("cleared", "Clear to print", "yes, when a card that may name a person may be printed.", ("yes",), width=14),
        Column("proposal", "Proposal", "Where Afterword would hang it. The same words in Column: Afterword wrote them there.", width=40),
        Column("sure", "How sure", "How sure the suggestion is. Written by Afterword, not read.", width=10),
        Column("question", "Workshop question", "Which workshop question the card answers, where there are several.", width=44),
        Column("others", "Other places", "Where else it may fit. Written by Afterword, not read.", width=34),
        Column("was", "Was", "Where the card hung before. To undo a row, choose this again in Column.", width=30),
        Column("accepted", "Place agreed", "yes, when people agree with the place that Afterword gave.", ("yes",), width=12),
        Column("remark", "Worth a look", "What to look at. Written by Afterword, not read.", width=40),
        Column("source", "From", "Where the card was typed first. Written by Afterword.", width=30),
    ),
)  # fmt: skip

GROUPS = Form(
    "groups",
    "Groups",
    "The titles of the columns. Change a title here.",
    (
        Column("mark", "Group", "The name used in the drop-down of the Ideas sheet. Leave as it is.", width=44, required=True),
        Column("title", "Title to print", "The title the group agreed. Edit freely.", width=52, required=True),
        Column("agreed", "Agreed", "yes, when people agreed this title; else it is printed as a working title.", ("yes", "no"), width=10),
        Column("was", "Was", "The title people gave before, if any. Written by Afterword.", width=36),
        Column("wall", "Mark on the wall", "The column's mark on the wall. Written by Afterword: leave it.", width=22),
        Column("theme", "Theme", "What the group hangs under, where there are two levels. Edit freely.", width=44),
        Column("question", "Workshop question", "Which workshop question the group answers, where there are several.", width=44),
        Column("coach", "Title coach", "Why a title may be weak. Written by Afterword, not read.", width=60),
        Column("offers", "Other titles", "From the group's own words. Written by Afterword, not read.", width=50),
        Column("cleared", "Clear to print", "yes, when texts of this row that may name a person may be printed.", ("yes",), width=14),
    ),
)  # fmt: skip

PARTNERS = Form(
    "partners",
    "Partners",
    "The organizations you work with or want to, one a row.",
    (
        Column("id", "Partner", "A short id.", width=8),
        Column("organization", "Organization", "Its name.", width=36, required=True),
        Column("kind", "Type", "What kind of partner: the letter's wording follows it.", PARTNER_KINDS, width=20),
        Column("subtype", "Subtype", "Closer, in your words: hospital, TANF, credit union.", width=18),
        Column("contact", "Contact", "Whom the letter greets.", width=22),
        Column("contact_title", "Contact's title", "Their job title.", width=24),
        Column("salutation", "Salutation", "How to greet them: Ms. Whitlock. Left empty, the letter greets the name as typed.", width=20),
        Column("address", "Address", "Street, city, state and ZIP, with ; or a line break between the lines.", width=36),
        Column("email", "Email", "Their e-mail address.", width=30),
        Column("phone", "Phone", "Their telephone number.", width=12),
        Column("language", "Language", "The language they prefer: en, es.", width=10),
        Column("populations", "People they serve", "Whom they serve.", width=28),
        Column("issue_areas", "Issue areas", "What they work on.", width=28),
        Column("overlap", "Overlap with our customers", "What our customers and theirs have in common.", width=32),
        Column("mutual_goals", "Shared goals", "What both want.", width=32),
        Column("they_bring", "What they bring", "What they can bring.", width=32),
        Column("we_offer", "What we offer", "What we can bring.", width=32),
        Column("bigger_problem", "Bigger problem", "The problem in the community, in one sentence.", width=36),
        Column("evidence", "Evidence", "One number that shows it.", width=32),
        Column("evidence_source", "Source of the evidence", "Where the number is from, and its period.", width=28),
        Column("ask", "Ask", "The one thing we ask for.", width=36),
        Column("first_project", "First small step", "A first small thing to do together.", width=32),
        Column("stage", "Stage", "How well we know each other.", ("new", "cold", "warm", "interested", "partner"), width=12),
        Column("introduced_by", "Introduced by", "Who can introduce us.", width=26),
        Column("signer", "Letter signer", "Who signs: a role, a name, or Name, Title.", width=20),
        Column("mou_signer", "Signer", "Who signs the MOU for them: Name, Title.", width=26),
        Column("do_not_contact", "Do not contact", "yes, when nobody is to write to them.", ("yes",), width=14),
        Column("part_of", "Part of", "The larger body it belongs to: a department, a college.", width=28),
        Column("unit", "Unit", "The part of it that is meant: an office, a division.", width=24),
        Column("acronym", "Acronym", "The letters or the short name that steps call it by.", width=12),
        Column("role", "Role in the initiative", "What it does there.", width=32),
        Column("cleared", "Clear to print", "yes, when texts of this row that may name a person may be printed.", ("yes",), width=14),
    ),
)  # fmt: skip

ACTIONS = Form(
    "actions",
    "Actions",
    "Steps already agreed, one a row. Leave blank what nobody has said.",
    (
        Column("id", "Step no.", "A short id.", width=9),
        Column("title", "Title", "The column title it belongs to.", width=36),
        Column("step", "Action step", "What will be done: begin with a verb.", width=50, required=True),
        Column("lead_person", "Lead", "The one person who leads.", width=20),
        Column("lead_organization", "Lead organization", "Where they work.", width=32),
        Column("partners", "Partners", "Who helps: partner ids or names, with ; between.", width=20),
        Column("resources", "Resources needed", "What it takes.", width=28),
        Column("start", "Start", "A date.", width=12),
        Column("due", "Due", "A date.", width=12),
        Column("measure", "Measure of success", "How you will see that it is done.", width=32),
        Column("status", "Status", "Where it stands.", STATUSES, width=12),
        Column("items", "Answers items", "Assessment item ids it answers, with ; between.", width=16),
        Column("ideas", "From cards", "Card ids it comes from, with ; between.", width=16),
        Column("practice", "MOU practice", "Which MOU clauses it calls for, with ; between.", PRACTICES, width=18),
        Column("cleared", "Clear to print", "yes, when texts of this row that may name a person may be printed.", ("yes",), width=14),
    ),
)  # fmt: skip

COMMITMENTS = Form(
    "commitments",
    "Commitments",
    "The closing round: who will do what.",
    (
        Column("name", "Name", "Who said it.", width=20),
        Column("organization", "Organization", "Where they work.", width=34),
        Column("commitment", "Commitment", "What they will do.", width=50, required=True),
        Column("by_when", "By when", "A date or their own words.", width=14),
        Column("recall", "What they recall", "Reflection: what happened.", width=28),
        Column("hopeful", "What gives hope", "Reflection: how it felt.", width=28),
        Column("learned", "What they learned", "Reflection: what it means.", width=28),
        Column("consent", "May be named", "yes, when their whole name may stand on their card; no, when it may stand nowhere.", ("yes",), width=14),
        Column("cleared", "Clear to print", "yes, when texts of this row that may name a person may be printed.", ("yes",), width=14),
    ),
    also=("Promises", "Pledges", "Closing commitments"),
)  # fmt: skip

ASSESSMENT = Form(
    "assessment",
    "Assessment",
    "A self-assessment: one statement a row, ticks in the order Yes, No, Partially.",
    (
        Column("yes", "Yes", "Any mark.", ("x",), width=10, required=True),
        Column("no", "No", "Any mark.", ("x",), width=10, required=True),
        Column("partially", "Partially", "Any mark.", ("x",), width=10, required=True),
        Column("statement", "Statement", "A role title (no ticks) or one item under it.", width=90, required=True),
        Column("note", "Note", "Anything the team wants to remember.", width=40),
    ),
)  # fmt: skip

HEALTH = Form(
    "health",
    "Partnership health",
    "How well each kind of partner works together: your conditions, one a row.",
    (
        Column("team", "Team", "The team that rates.", width=22),
        Column("partner", "Partner type", "The kind of partner: TANF, job center, adult education …", width=22, required=True),
        Column("condition", "Condition", "What a strong partnership has. Use conditions of your own.", width=44, required=True),
        Column("typed", "Rating (1 = weak, 5 = strong)", "A number, a range like 4-5, or n/a. The heading says which end is good.", width=16, required=True),
        Column("sees", "What we see", "What you see in daily work.", width=44),
        Column("gap", "Gap", "What is missing.", width=30),
        Column("cause", "Root cause, first thoughts", "Why you think so.", width=44),
        Column("shared", "Share with the large group", "no keeps the row to the team's own page: it is in no other document.", ("yes", "no"), width=16),
    ),
)  # fmt: skip

# Only a review workbook has this sheet, so that no other is taken for it.
GAPS = Form(
    "gaps",
    "Gaps",
    "Which title speaks to each gap of the self-assessment.",
    (
        Column("item", "Item", "The item's id. Leave as it is.", width=8, required=True),
        Column("statement", "Statement", "What the item says. Written by Afterword, not read.", width=60),
        Column("answered", "Answered", "What was answered. Written by Afterword, not read.", width=24),
        Column("mark", "Title it speaks to", "Choose another title where it fits better.", width=46, required=True),
        Column("card", "Nearest card", "The card under that title that comes nearest. Written by Afterword, not read.", width=44),
        Column("words", "Words that matched", "Words of the item that the title and its cards share. Written by Afterword, not read.", width=30),
        Column("sure", "How sure", "How sure the suggestion is. Written by Afterword, not read.", width=10),
        Column("accept", "Accept", "yes keeps it, no drops it. Left empty, it stays a suggestion.", ("yes", "no"), width=10, required=True),
    ),
)  # fmt: skip

ALL = (DETAILS, IDEAS, GROUPS, PARTNERS, ACTIONS, COMMITMENTS, ASSESSMENT)
