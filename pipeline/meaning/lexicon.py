"""Short lists of English words that the grammar goes by, where a dictionary is no help."""


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


FIXED = {
    "T": _words("""a an the this that these those my our your their his her its each every all some any
        no both other another more most many much few several enough own such what which whose"""),
    "I": _words("""of in on at by for from with about into through over between among across within
        during before after via per under as than like against around behind beyond toward towards
        upon onto off out up down near along throughout until till til since despite regarding including
        without amid except plus w/ w/o thru abt"""),
    "C": _words("and or and/or but nor & + / yet"),
    "S": _words("""because b/c bc cuz so if when while whether although though unless who whom where why how
        whenever wherever then therefore thus however also"""),
    "K": _words("""i we you they he she it us them me him someone everyone everybody somebody anyone
        anybody nobody one ones something anything nothing everything themselves ourselves yourself
        itself myself there here"""),
    "X": _words("""can could should would will may might must shall is are was were be been being am do
        does did has have had having isn't aren't wasn't weren't i'm we're they're it's that's
        there's i've we've you've they've you're you'll they'll we'll i'd we'd you'd i'll let let's need needs ought want wants wanted got get gets
        dont doesnt cant wont isnt arent didnt hasnt havent wouldnt couldnt shouldnt wasnt werent theyre youre weve theyve
        cannot can't couldn't shouldn't wouldn't won't don't doesn't didn't hasn't haven't"""),
    "Q": _words("not never n't"),
    ".": _words("pls plz lol btw omg idk tbh smh haha"),  # said beside the matter: a stop
    "R": _words("""very too just only always often really still already again soon now together away
        back even ever quite rather almost well not-only please easily instead maybe perhaps more
        most better best least early late later once twice"""),
}  # fmt: skip
KIND = {word: kind for kind, words in FIXED.items() for word in words if kind != "R"}
KIND |= {word: "R" for word in FIXED["R"] if word not in KIND}
NUMBER_WORDS = _words("two three four five six seven eight nine ten hundred thousand half")
# words that are verbs when a card begins with them, although they could be nouns
DO = _words("""access act address advance advise advocate aid align allow answer appoint arrange ask
    assess assign assist attend audit automate avoid award balance bar begin benchmark blend book
    break bridge bring broaden budget build buy calculate call care carry cast celebrate certify
    challenge change chart check choose clarify clean clear close coach collect combine commit
    communicate compare complete compute conduct confer confirm connect consider consult contact
    continue contract control convene coordinate copy count cover create cross-train cut decide
    define deliver deploy design designate detail determine develop direct discuss display
    distribute document draft draw drive drop earn educate embed employ empower enable encourage end
    engage ensure establish estimate evaluate examine exchange expand explain explore extend fight
    file fill find finish fix focus follow form foster fund gather give grant grow guard guide
    handle have help hire hold host house identify implement improve include increase inform
    initiate inspect install integrate interview introduce invest invite involve issue join keep
    know launch lay lead learn leave lend let leverage limit link list listen live load look lower
    maintain make manage map mark market match measure meet mentor merge model modernize monitor
    move name notify obtain offer open operate order organize orient pair participate partner pay
    perform pick pilot place plan plant position post practice prepare present preserve prevent
    prioritize process produce program promote propose protect prove provide publish purchase push
    put question raise reach read rebuild recognize recommend record recruit redesign reduce refer
    reform refresh reinforce release remind remove renew rent repair replace report request require
    research reserve reset resolve respect respond restore restrict review revise reward run save
    schedule screen seek select sell send separate serve set shadow shape share shift show sign
    simplify solve sort spend sponsor spread staff standardize start stop store streamline
    strengthen structure study submit subsidize supply support survey sustain tailor take talk
    target teach tell test think track trade train transfer translate transport treat try turn
    understand unify unite update upgrade use validate verify visit volunteer walk warn watch
    welcome widen work write""")  # fmt: skip
DO |= _words("""search tutor highlight swap label pack mix cook capture reuse curb ease honor nurture
    outsource edit trim""")
NOT_DO = _words("people data information staff client clients text desk status time state states")

ADJECTIVES = (
    "able",
    "ible",
    "al",
    "ive",
    "ous",
    "ful",
    "less",
    "ic",
    "ary",
    "ish",
    "-ed",
    "-based",
)
ORDINALS = _words("first second third fourth fifth next last")
CAPITAL = _words("""monday tuesday wednesday thursday friday saturday sunday january february april june
    july september october november december english spanish french german chinese arabic somali
    american african asian hispanic latino""")
# verbs that before a preposition are more often nouns: "Access to transit", "Support for parents"
NOUNS_FIRST = _words("""access support help work training change care plan list survey report research
    contract grant record review process program market test budget study house aid cover issue
    question pay practice model order structure control act""")

AFTER_VERBS = _words("with on for in up out to at")
WANTING = _words("need needs want wants get gets let got")
NOUNS_TOO = _words("log hand-off check-in sign-up")  # the dictionary has them as verbs only
OWNING = _words(
    "have has had having need needs want wants wanted get gets got i've we've you've they've"
)
LINKING = _words("remains seems becomes stays appears looks feels keeps")
TIMES = _words("day days week weeks hours time")  # that one may have off
ASKED = _words("work close cost count happen matter start stop end run function last fail look")
CAUSING = _words("make makes making let lets help helps helping see watch")
