"""What a workbook may hold: each kind of sheet, its columns, and the headings we know them by.

The reader recognises sheets by it, `afterword new` writes them from it, and the README lists it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the field it fills, the heading we write, others we know it by."""

    name: str  # the field of the noun in `pipeline.model`
    heading: str
    help: str
    aliases: tuple[str, ...] = ()  # compared without case, spaces, underscores and punctuation
    choices: tuple[str, ...] = ()
    width: int = 18
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of sheet, under the name we give it."""

    kind: str
    sheet: str
    purpose: str
    columns: tuple[Column, ...]


READ_ME = "Read me"  # the sheet of advice in a workbook we write
NOT_PLACED = "Not yet placed"  # in the drop-down of a review workbook, beside the groups
PARKING_LOT = "Parking lot"
# columns that Afterword writes in a review workbook
OURS = frozenset({"proposal", "sure", "source", "coach", "offers"})

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
        Column("title", "Workshop", "The name of the workshop.", ("workshop title", "title", "name", "event", "workshop name")),
        Column("place", "Place", "Where it was held.", ("location", "venue", "where")),
        Column("date", "Date", "When it was held.", ("workshop date", "day", "when")),
        Column("question", "Workshop question", "The one question every card answers.", ("focus question", "question"), width=60),
        Column("site", "Site or state", "The place or state the team comes from.", ("site", "state", "county", "region")),
        Column("organization", "Organization", "The grantee: who signs the letters.", ("grantee", "organisation", "agency", "our organization")),
        Column("program", "Program", "The program the partners work for.", ("program name", "project", "programme")),
        Column("signer", "Signer", "Who signs the letters.", ("letter signer", "signed by", "signatory")),
        Column("signer_title", "Signer's title", "Their job title.", ("signer title", "title of signer")),
        Column("contact", "Contact", "Whom partners can call.", ("contact name", "contact person")),
        Column("contact_title", "Contact's title", "Their job title.", ("contact title",)),
        Column("contact_email", "Contact's email", "Their e-mail address.", ("contact email", "email", "e-mail")),
        Column("contact_phone", "Contact's phone", "Their telephone number.", ("contact phone", "phone", "telephone")),
        Column("purpose", "Purpose", "Why the partners work together, in one sentence.", ("purpose of the partnership", "aim"), width=60),
        Column("next_session", "Next session", "When the action-planning session is.", ("next meeting", "next session date", "action planning session")),
        Column("next_place", "Next session's place", "Where it is.", ("next session place", "next meeting place")),
        Column("next_bring", "Bring to the next session", "What people bring.", ("what to bring", "bring"), width=60),
        Column("reply_by", "Reply by", "The day by which a letter asks for an answer.", ("answer by", "respond by", "reply date")),
        Column("mou_term", "MOU term", "How long the MOU is to run.", ("term", "duration")),
        Column("mou_review", "MOU review date", "When the partners look at the MOU again.", ("review date",)),
    ),
)  # fmt: skip

IDEAS = Form(
    "ideas",
    "Ideas",
    "The cards of the wall, one a row.",
    (
        Column("id", "Card", "A short id. Left empty, the cell is the id.", ("id", "idea id", "card id", "no", "number", "task id", "#"), width=8),
        Column("small_group", "Small group", "Which table wrote it.", ("table", "team", "group at table", "breakout"), width=12),
        Column("prompt", "Prompt", "Which prompt the card answers.", ("prompt type", "type", "kind"), PROMPTS, width=12),
        Column("text", "Idea", "What is on the card, word for word.", ("ideas", "cards", "card text", "card name", "text", "idea text", "sticky", "sticky note", "sticky notes", "note text", "suggestion", "suggestions", "contribution", "task name", "response", "answer", "comment", "body", "post", "message"), width=60, required=True),
        Column("mark", "Column", "The mark of the column it hangs in: a number, a letter.", ("wall column", "column mark", "mark", "cluster", "column id"), width=10),
        Column("title", "Title", "The title the group gave that column.", ("column title", "title", "group title", "group", "category", "theme", "section", "bucket", "bucket name", "heading", "list name", "cluster name", "group name", "theme name", "topic"), width=40),
        Column("votes", "Votes", "Dots, if people voted.", ("dots", "votes count", "vote count", "likes", "upvotes", "number of votes", "number of dots"), width=8),
        Column("note", "Note", "Anything to remember. Not printed.", ("notes", "remark", "remarks"), width=30),
        Column("parked", "Parking lot", "yes, when the card waits in the parking lot.", ("parking", "parked"), ("yes",), width=12),
        Column("same_as", "Same as card", "The id of a card that says the same: both are printed as one.", ("merge with", "duplicate of", "same as"), width=14),
        Column("cleared", "Clear to print", "yes, when a card that may name a person may be printed.", ("cleared", "ok to print"), ("yes",), width=14),
        Column("proposal", "Proposal", "What Afterword suggests. Written by Afterword, not read.", width=44),
        Column("sure", "How sure", "How sure the suggestion is. Written by Afterword, not read.", width=10),
        Column("source", "From", "Where the card was typed first. Written by Afterword.", ("source cell", "from cell"), width=30),
    ),
)  # fmt: skip

GROUPS = Form(
    "groups",
    "Groups",
    "The titles of the columns. Change a title here.",
    (
        Column("mark", "Group", "The name used in the drop-down of the Ideas sheet. Leave as it is.", ("group name", "mark"), width=44, required=True),
        Column("title", "Title to print", "The title the group agreed. Edit freely.", ("new title", "title", "final title"), width=52, required=True),
        Column("agreed", "Agreed", "yes, when people agreed this title; else it is printed as a working title.", ("title agreed",), ("yes", "no"), width=10),
        Column("theme", "Theme", "What the group hangs under, where there are two levels. Edit freely.", ("theme title", "main theme"), width=44),
        Column("coach", "Title coach", "Why a title may be weak. Written by Afterword, not read.", width=60),
        Column("offers", "Other titles", "From the group's own words. Written by Afterword, not read.", width=50),
    ),
)  # fmt: skip

PARTNERS = Form(
    "partners",
    "Partners",
    "The organizations you work with or want to, one a row.",
    (
        Column("id", "Partner", "A short id.", ("org id", "partner id", "id"), width=8),
        Column("organization", "Organization", "Its name.", ("organisation", "partner name", "org", "agency"), width=36, required=True),
        Column("kind", "Type", "What kind of partner: the letter's wording follows it.", ("partner type", "type of partner", "audience", "kind"), PARTNER_KINDS, width=20),
        Column("subtype", "Subtype", "Closer, in your words: hospital, TANF, credit union.", ("partner subtype", "sub type"), width=18),
        Column("contact", "Contact", "Whom the letter greets.", ("contact name", "contact person"), width=22),
        Column("contact_title", "Contact's title", "Their job title.", ("contact title", "job title", "position", "title"), width=24),
        Column("email", "Email", "Their e-mail address.", ("e-mail", "email address"), width=30),
        Column("phone", "Phone", "Their telephone number.", ("telephone",), width=12),
        Column("language", "Language", "The language they prefer: en, es.", ("preferred language",), width=10),
        Column("populations", "People they serve", "Whom they serve.", ("populations served", "who they serve", "whom they serve"), width=28),
        Column("issue_areas", "Issue areas", "What they work on.", ("issues",), width=28),
        Column("overlap", "Overlap with our customers", "What our customers and theirs have in common.", ("overlap with our customers", "overlap"), width=32),
        Column("mutual_goals", "Shared goals", "What both want.", ("mutual goals",), width=32),
        Column("they_bring", "What they bring", "What they can bring.", ("assets they bring",), width=32),
        Column("we_offer", "What we offer", "What we can bring.", ("assets we offer", "we offer"), width=32),
        Column("bigger_problem", "Bigger problem", "The problem in the community, in one sentence.", ("bigger picture problem",), width=36),
        Column("evidence", "Evidence", "One number that shows it.", ("evidence point",), width=32),
        Column("evidence_source", "Source of the evidence", "Where the number is from, and its period.", ("evidence source", "source"), width=28),
        Column("ask", "Ask", "The one thing we ask for.", ("our ask", "request"), width=36),
        Column("first_project", "First small step", "A first small thing to do together.", ("first small project", "first project", "first step"), width=32),
        Column("stage", "Stage", "How well we know each other.", ("status", "relationship"), ("new", "cold", "warm", "interested", "partner"), width=12),
        Column("introduced_by", "Introduced by", "Who can introduce us.", ("warm introduction by", "warm introduction"), width=26),
        Column("signer", "Letter signer", "Who signs: a role, a name, or Name, Title.", ("signer", "signed by"), width=20),
        Column("do_not_contact", "Do not contact", "yes, when nobody is to write to them.", ("do not contact", "no contact"), ("yes",), width=14),
    ),
)  # fmt: skip

ACTIONS = Form(
    "actions",
    "Actions",
    "Steps already agreed, one a row. Leave blank what nobody has said.",
    (
        Column("id", "Step no.", "A short id.", ("step id", "action id", "id", "no"), width=9),
        Column("title", "Title", "The column title it belongs to.", ("column title", "goal", "strategy"), width=36),
        Column("step", "Action step", "What will be done: begin with a verb.", ("action", "step", "task", "activity", "what"), width=50, required=True),
        Column("lead_person", "Lead", "The one person who leads.", ("lead person", "who", "owner", "responsible", "by whom"), width=20),
        Column("lead_organization", "Lead organization", "Where they work.", ("lead organisation", "lead agency", "organization", "organisation", "org", "agency"), width=32),
        Column("partners", "Partners", "Who helps: partner ids or names, with ; between.", ("with", "partner ids"), width=20),
        Column("resources", "Resources needed", "What it takes.", ("resources needed", "resources", "support needed"), width=28),
        Column("start", "Start", "A date.", ("start date", "from"), width=12),
        Column("due", "Due", "A date.", ("due date", "by when", "end date", "deadline", "target date"), width=12),
        Column("measure", "Measure of success", "How you will see that it is done.", ("measure", "success measure", "indicator", "how will we know", "how we will know", "how we'll know", "evidence of success"), width=32),
        Column("status", "Status", "Where it stands.", ("progress",), STATUSES, width=12),
        Column("items", "Answers items", "Assessment item ids it answers, with ; between.", ("answers assessment items", "assessment items", "items"), width=16),
        Column("ideas", "From cards", "Card ids it comes from, with ; between.", ("from idea ids", "idea ids", "cards", "from card ids"), width=16),
        Column("practice", "MOU practice", "Which MOU clauses it calls for, with ; between.", ("mou practice", "mou clauses", "practice"), PRACTICES, width=18),
    ),
)  # fmt: skip

COMMITMENTS = Form(
    "commitments",
    "Commitments",
    "The closing round: who will do what.",
    (
        Column("name", "Name", "Who said it.", ("person", "participant"), width=20),
        Column("organization", "Organization", "Where they work.", ("organisation", "org", "agency"), width=34),
        Column("commitment", "Commitment", "What they will do.", ("i will", "promise", "commitments", "my commitment", "what i will do"), width=50, required=True),
        Column("by_when", "By when", "A date or their own words.", ("when", "due", "date"), width=14),
        Column("recall", "What they recall", "Reflection: what happened.", ("recall", "what i recall"), width=28),
        Column("hopeful", "What gives hope", "Reflection: how it felt.", ("hopeful about", "hopeful", "what gives me hope", "what gives us hope", "hope"), width=28),
        Column("learned", "What they learned", "Reflection: what it means.", ("learned", "what i learned"), width=28),
    ),
)  # fmt: skip

ASSESSMENT = Form(
    "assessment",
    "Assessment",
    "A self-assessment: one statement a row, ticks in the order Yes, No, Partially.",
    (
        Column("yes", "Yes", "Any mark.", (), ("x",), width=10, required=True),
        Column("no", "No", "Any mark.", (), ("x",), width=10, required=True),
        Column("partially", "Partially", "Any mark.", ("partly", "in part", "partial"), ("x",), width=10, required=True),
        Column("statement", "Statement", "A role title (no ticks) or one item under it.", ("item", "question", "statements"), width=90, required=True),
        Column("note", "Note", "Anything the team wants to remember.", ("notes", "comment", "comments", "evidence"), width=40),
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
        Column("shared", "Share with the large group", "no keeps the row out of the documents.", (), ("yes", "no"), width=16),
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
        Column("accept", "Accept", "yes keeps it, no drops it. Left empty, it stays a suggestion.", (), ("yes", "no"), width=10, required=True),
    ),
)  # fmt: skip

ALL = (DETAILS, IDEAS, GROUPS, PARTNERS, ACTIONS, COMMITMENTS, ASSESSMENT)

# Headings in Spanish, French, Portuguese and German, compared without accents: kind → field → words.
TRANSLATED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "details": {
        "title": ("taller", "nombre del taller", "atelier", "nom de l’atelier", "oficina", "nome da oficina", "workshop-titel", "veranstaltung"),
        "place": ("lugar", "lieu", "local", "ort"),
        "date": ("fecha", "data da oficina", "datum"),
        "question": ("pregunta", "pregunta del taller", "question de l’atelier", "pergunta", "pergunta da oficina", "frage", "leitfrage"),
        "organization": ("organizacion", "organisation", "organizacao"),
        "contact": ("contacto", "contato", "kontakt", "ansprechpartner"),
    },
    "ideas": {
        "id": ("numero", "nummer", "nr", "n°"),
        "small_group": ("mesa", "equipo", "equipe", "tisch", "kleingruppe", "grupo pequeno", "petit groupe"),
        "text": (
            "idea en la tarjeta", "tarjeta", "texto", "contenido", "respuesta", "comentario", "cuerpo",
            "idee", "idees", "carte", "texte", "contenu", "reponse", "commentaire", "corps",
            "ideia", "ideias", "cartao", "conteudo", "resposta", "corpo",
            "ideen", "karte", "karten", "inhalt", "antwort", "kommentar", "textkorper", "beitrag", "hauptteil",
            "nombre de la tarea", "nombre de tarea", "nom de la tache", "nome da tarefa", "aufgabenname", "본문", "本文",
        ),
        "mark": ("columna", "colonne", "coluna", "spalte"),
        "title": (
            "titulo", "titulo de la columna", "titulo del grupo", "grupo", "categoria", "tema", "seccion",
            "titre", "titre de la colonne", "groupe", "categorie", "theme", "rubrique",
            "titulo da coluna", "secao", "seccao",
            "titel", "spaltentitel", "gruppe", "kategorie", "thema", "abschnitt", "uberschrift",
            "nombre del deposito", "nombre del cubo", "nom du compartiment", "nome do bucket", "nome do deposito",
        ),
        "votes": ("votos", "votes", "stimmen", "punkte"),
        "note": ("nota", "notas", "remarque", "observacion", "observacao", "notiz", "anmerkung", "bemerkung"),
    },
    "groups": {
        "mark": ("grupo", "groupe", "gruppe"),
        "title": ("titulo", "titre", "titel"),
    },
    "partners": {
        "organization": ("organizacion", "organizacao", "organismo", "entidad", "einrichtung"),
        "kind": ("tipo", "type de partenaire", "art", "tipo de socio", "tipo de parceiro"),
        "contact": ("contacto", "contato", "kontakt", "ansprechpartner", "persona de contacto", "personne de contact"),
        "email": ("correo electronico", "correo", "courriel", "adresse e-mail", "e-mail-adresse"),
        "phone": ("telefono", "telefone", "telefon"),
        "language": ("idioma", "langue", "lingua", "sprache"),
    },
    "actions": {
        "step": ("accion", "paso", "tarea", "etape", "tache", "acao", "passo", "tarefa", "massnahme", "schritt", "aufgabe"),
        "lead_person": ("responsable", "quien", "qui", "responsavel", "quem", "verantwortlich", "wer"),
        "due": ("fecha limite", "plazo", "echeance", "prazo", "frist", "bis wann", "fallig"),
        "start": ("inicio", "debut", "beginn"),
        "status": ("estado", "statut", "situacao", "stand"),
        "title": ("titulo", "titre", "titel"),
    },
    "commitments": {
        "name": ("nombre", "nom", "nome"),
        "organization": ("organizacion", "organizacao"),
        "commitment": ("compromiso", "engagement", "compromisso", "zusage", "verpflichtung"),
        "by_when": ("cuando", "para cuando", "quand", "quando", "bis wann", "wann"),
    },
}  # fmt: skip
