"""The sheets of the further documents: `afterword new FILE --with …` writes those one needs.

Each is known by its name and the headings it must have, never guessed.
"""

from dataclasses import dataclass

from pipeline.forms.noun import Column, Form

_YES = ("yes",)
_YES_NO = ("yes", "no")

DESIGN = Form(
    "design",
    "Design",
    "What the workshop is for, one line a field.",
    (
        Column("title", "Design", "The name of the workshop."),
        Column("participants", "Participants", "Who comes.", width=60),
        Column("start_time", "Start time", "When the day begins: 9:00."),
        Column("rational_aim", "Rational aim", "What people will know or decide.", width=60),
        Column("experiential_aim", "Experiential aim", "How people will feel.", width=60),
        Column("capabilities", "Enhanced capabilities", "What people will be able to do.", width=60),
        Column("image_from", "Image from", "How people see it before.", width=60),
        Column("image_to", "Image to", "How people see it afterwards.", width=60),
        Column("outcomes", "Outcomes", "What the workshop gives.", width=60),
    ),
    also=("Workshop design", "Design grid"),
    record="design",
)  # fmt: skip

PHASES = Form(
    "phases",
    "Phases",
    "The day, phase by phase and segment by segment.",
    (
        Column("phase", "Phase", "Its name, on each of its rows.", width=20, required=True),
        Column("order", "Order", "1, 2, 3 …", width=8),
        Column("minutes", "Minutes", "How long the whole phase takes: 60, 75 m, 1.25 hours.", width=10, required=True),
        Column("segment", "Segment", "A part of the phase.", width=34),
        Column("segment_minutes", "Segment minutes", "How long the part takes.", width=10),
        Column("kind", "Kind", "What the part is.", ("talk", "discussion", "exercise", "brainstorm", "break"), width=14),
        Column("prompt", "Prompt", "What people are asked, word for word.", width=50),
        Column("supplies", "Supplies", "What it takes, with ; between.", width=34),
        Column("people", "Person", "Who leads it, with ; between.", width=22),
        Column("papers", "Papers due", "Documents that must be there, with ; between.", width=30),
    ),
    also=("Agenda by phase", "Workshop phases"),
    record="segment of the day",
)  # fmt: skip

REGIONS = Form(
    "regions",
    "Regions",
    "What each regional partnership tells the state, one period a row.",
    (
        Column("partnership", "Partnership", "Which region.", width=26, required=True),
        Column("period", "Period", "2026 Q3, or a month.", width=12),
        Column("progress", "Progress", "What went well.", width=40, required=True),
        Column("challenge", "Challenge", "What is hard.", width=40),
        Column("lesson", "Lesson", "What was learned.", width=36),
        Column("ask", "Ask of the state", "What the state is asked to do.", width=40),
        Column("asked_on", "First asked", "The day it was first asked.", width=12),
        Column("role", "Role", "The role of the self-assessment it speaks to.", width=26),
        Column("shared", "May be shared", "no keeps the row out of what others read.", _YES_NO, width=12),
    ),
    also=("Regional updates", "Regional reports", "Regional partnerships"),
    record="report of a region",
)  # fmt: skip

STATE_NEWS = Form(
    "state_news",
    "State news",
    "What the state did or decided.",
    (
        Column("ask", "Ask", "The ask that it answers, word for word, if any.", width=40, required=True),
        Column("answer", "Answer", "What was done or decided.", width=50, required=True),
        Column("partnership", "For partnership", "The region, where it is for one alone.", width=24),
        Column("date", "Date", "When.", width=12),
        Column("by", "By", "Who holds it.", width=26),
    ),
    also=("News from the state", "State updates"),
    record="piece of news",
)  # fmt: skip

INITIATIVE = Form(
    "initiative",
    "Initiative",
    "What the partners do together beyond one workshop, one line a field.",
    (
        Column("name", "Initiative", "Its name."),
        Column("purpose", "Purpose", "Why it exists, in one sentence.", width=60),
        Column("background", "Background", "How it came about.", width=60),
        Column("goal", "Our goal", "What it is to reach.", width=60),
        Column("funders", "Funders", "Who pays."),
        Column("facilitator", "Facilitator", "Who brings the partners together."),
        Column("term", "Key term", "The word that is defined."),
        Column("definition", "Definition", "What the key term means.", width=60),
        Column("contact", "Contact", "Whom readers can ask."),
        Column("contact_email", "Contact's email", "Their e-mail address."),
        Column("contact_phone", "Contact's phone", "Their telephone number."),
    ),
    record="initiative",
)  # fmt: skip

TIMELINE = Form(
    "timeline",
    "Timeline",
    "What happened and what is planned, one line a row.",
    (
        Column("actor", "Actor", "Who does it.", width=26, required=True),
        Column("what", "What", "What they do.", width=50, required=True),
        Column("start", "Start", "A date.", width=12),
        Column("end", "End", "A date.", width=12),
        Column("date_text", "Date text", "The time in your own words: Aug.-Dec., 2026.", width=20),
        Column("state", "State", "done or planned.", ("done", "planned"), width=12),
    ),
    also=("Initiative timeline",),
    record="line of the timeline",
)  # fmt: skip

PRINCIPLES = Form(
    "principles",
    "Principles",
    "The sentences by which the partners act.",
    (
        Column("order", "Order", "1, 2, 3 …", width=8),
        Column("principle", "Principle", "One sentence.", width=80, required=True),
    ),
    also=("Guiding principles",),
    record="principle",
)  # fmt: skip

WATCHERS = Form(
    "watchers",
    "Watchers",
    "Who follows the initiative.",
    (
        Column("group", "Group", "A kind of watcher, or an organization.", width=30, required=True),
        Column("subgroup", "Subgroup", "A part of the group.", width=30),
        Column("name", "Name", "Who.", width=30, required=True),
    ),
    also=("Who is watching",),
    record="watcher",
)  # fmt: skip

PARTNER_REVIEW = Form(
    "partner_review",
    "Partner review",
    "What staff think of each organization. Internal: it goes into no paper that others read.",
    (
        Column("organization", "Organization", "As on the Partners sheet.", width=34, required=True),
        Column("useful", "Useful kind", "Is it the kind of organization we need? In words.", width=24, required=True),
        Column("useful_why", "Useful kind: why", "The reason.", width=34),
        Column("audience", "Audience reached", "Whom it reaches. Unknown is allowed.", width=24),
        Column("audience_why", "Audience reached: why", "The reason.", width=34),
        Column("goals", "Shared goals", "What both want.", width=24),
        Column("goals_why", "Shared goals: why", "The reason.", width=34),
        Column("resources", "Resources", "Whether there are any, or can be found.", width=24),
        Column("resources_why", "Resources: why", "The reason.", width=34),
        Column("context", "Internal context", "What only staff may know.", width=40),
    ),
    also=("Partner evaluation", "Review", "Review of partners"),
    record="organization looked at",
)  # fmt: skip

SERVICES = Form(
    "services",
    "Services",
    "Which organization offers which service: one a row.",
    (
        Column("service", "Service", "What is offered.", width=34, required=True),
        Column("organization", "Organization", "Who offers it; empty where nobody does.", width=34, required=True),
        Column("offered", "Note", "Anything to know: hours, who may come.", width=40),
    ),
    also=("Resource map", "Community resource map", "Service map"),
    record="service",
)  # fmt: skip

HABITS = Form(
    "habits",
    "Relationship calendar",
    "How the work with each partner is kept up.",
    (
        Column("habit", "Habit", "What is done again and again.", width=40, required=True),
        Column("partner", "Partner", "With whom.", width=30),
        Column("often", "How often", "Every month, each spring.", width=18, required=True),
        Column("next", "Next", "A date.", width=12),
        Column("who", "Who", "Who sees to it.", width=24),
    ),
    also=("Relationships", "Relationship habits"),
    record="habit",
)  # fmt: skip

PROFILE = Form(
    "profile",
    "Profile",
    "A practice worth telling others about, one line a field (or a row a profile).",
    (
        Column("practice", "Practice", "What it is called.", required=True),
        Column("program", "Program", "The program that does it."),
        Column("organization", "Organization", "Who runs the program."),
        Column("place", "Place", "Where."),
        Column("topic", "Topic", "What it is about: one or two words."),
        Column("tagline", "Tagline", "The practice in one sentence.", width=60),
        Column("need", "The need", "What was wrong before, in one or two sentences.", width=60),
        Column("partners", "Partners and roles", "Each partner and what it does, with ; between: Juniper House: clinical placements.", width=60),
        Column("done", "What staff do differently", "One thing a line, or with ; between.", width=60),
        Column("result", "Result", "What was counted: finished the class.", width=40),
        Column("number", "Number", "How many.", width=10),
        Column("denominator", "Out of", "Of how many.", width=10),
        Column("period", "Result period", "When it was counted: needed for the number to be printed.", width=20),
        Column("source", "Result source", "Who counted it: needed for the number to be printed.", width=30),
        Column("comparison", "Comparison", "What it is compared with.", width=40),
        Column("quotation", "Quotation", "Word for word.", width=60),
        Column("speaker", "Speaker", "Who said it."),
        Column("speaker_title", "Speaker's title", "Their job title."),
        Column("permission", "Permission to quote", "yes, when the speaker agreed to be quoted.", _YES, width=12),
        Column("copying", "What others need to copy it", "What it takes elsewhere.", width=60),
        Column("limits", "Limits", "What it does not do, or is not known.", width=60),
        Column("lessons", "Lessons", "What was learned.", width=60),
        Column("contact", "Contact", "Whom readers can ask."),
        Column("disclosure", "Disclosure", "Who chose and wrote this account.", width=60),
    ),
    also=("Promising practice", "Practice profile", "Promising-practice profile"),
    record="profile",
)  # fmt: skip

GLOSSARY = Form(
    "glossary",
    "Glossary",
    "What abbreviations mean: the send log says where to write them out.",
    (
        Column("short", "Abbreviation", "TANF.", width=16, required=True),
        Column("meaning", "What it means", "Its words, as they are to be written.", width=60, required=True),
    ),
    also=("Abbreviations", "Acronyms"),
    record="abbreviation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Sheets that belong together: what `afterword new --with NAME` writes."""

    name: str
    forms: tuple[Form, ...]


CHOICES = (
    Choice("design", (DESIGN, PHASES)),
    Choice("regions", (REGIONS, STATE_NEWS)),
    Choice("brief", (INITIATIVE, TIMELINE, PRINCIPLES, WATCHERS)),
    Choice("review", (PARTNER_REVIEW,)),
    Choice("services", (SERVICES, HABITS)),
    Choice("profile", (PROFILE,)),
    Choice("glossary", (GLOSSARY,)),
)
FURTHER = tuple(form for choice in CHOICES for form in choice.forms)
FIELDS_BESIDE_VALUES = frozenset({DESIGN.kind, INITIATIVE.kind, PROFILE.kind})
