"""Signs that words may be about one person: numbers, dates, addresses and names, kind by kind.

Every count is bounded, for a stranger's text is searched. How good they are: docs/privacy.md.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import combining, normalize

from pipeline.privacy.given_names import GIVEN, OF_PLACES

_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|"
    r"Circle|Highway|Hwy|Parkway|Pkwy|Way)\b(?![ ](?:businesses|shops|stores|merchants|signs?|fair)\b)"
)
_CAPITALIZED = r"(?:[A-Z][\w.'’-]{0,30}|\d{1,3}(?:st|nd|rd|th))"
_NOT_A_STREET = (  # "5 Star Drive", "3 Food Drives", "2 Family Courts", "A 90 Day Road map"
    r"(?!(?:Star|Minute|Hour|Day|Week|Month|Year|Mile|Point|Step|Way|Lane|First|Food|Toy|Book|Coat|"
    r"Blood|Hiring|Membership|Fund|Supply|Clothing|Drug|Family|Youth|Veterans?|Treatment|Learning|"
    r"Quality|Talking|Meeting|Market|Parking|Sharing|Health|Mental|Community|People|New|Second|Third)"
    rf"[ ](?:[A-Z]\w{{1,20}}[ ])?{_STREET}(?![ ]*,?[ ]*(?:Apt|Unit|\d{{5}})))"
)
_WORDED = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundred|thousand|and)(?:[- ]|(?=[ ]))){1,6}"
)
_PEOPLE = (
    "client", "participant", "customer", "patient", "student", "consumer", "tenant", "resident",
    "applicant", "claimant", "trainee", "learner", "veteran", "member", "inmate", "survivor", "guest",
    "youth", "man", "woman", "boy", "girl", "mother", "father", "mom", "dad", "son", "daughter",
    "sister", "brother", "wife", "husband", "cousin", "aunt", "uncle", "neighbor", "friend", "lady",
    "guy", "parent", "widow", "refugee", "cliente", "participante", "estudiante", "paciente",
)  # fmt: skip
_PERSON = rf"(?:{'|'.join(_PEOPLE)})"
_YEAR = r"(?!(?:19|20)\d\d(?!\d|[-–]\d))"  # "Student 2025 plan"
_NUMBER = r"[A-Za-z]{0,3}-?\d[\dA-Za-z-][\dA-Za-z]{0,12}(?:[- ]?\d[\dA-Za-z]{1,12}){0,4}"
_NO = r"(?:id|no\.?|number|nr\.?|num\.?|\#)"

_PATTERNS = {
    "an e-mail address": r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}",
    "a telephone number": (
        r"(?<![\d$€£-])\(?\d{3}\)?[ .\-‐‑–]{0,2}\d{3}[ .\-‐‑–]?\d{4}(?![\d-])"
        r"|(?<![\d$€£.-])\d{3}[.\-‐‑–]\d{4}(?![\d-])(?![ ](?i:people|households|families|jobs|students|"
        r"adults|seats|hours|dollars|miles|participants|clients|customers|workers|for)\b)"
        r"|(?<![\w+])\+\d{1,3}[ .-]?(?:\(?\d{1,5}\)?[ .-]?){2,5}\d{2,4}"
    ),
    "a Social Security number": (
        r"(?<![\d-])\d{3}[ \-‐‑–]\d{2}[ \-‐‑–]\d{4}(?!\d)"
        r"|\b(?i:ssn|social(?:[ ]security)?|soc\.?[ ]sec\.?)\b[^.\n\d]{0,20}\d{4}\b"
    ),
    "a number of a case or a person": (
        rf"\b(?i:case|docket|{_PERSON})s?[ ]{{1,2}}(?i:{_NO})(?i:[ ]is)?[ :\#]{{0,3}}{_NUMBER}"
        rf"|\b(?i:case|docket)[ :\#]{{1,3}}{_YEAR}(?:[A-Za-z]{{0,3}}-?\d{{4,12}}|[A-Za-z\d]{{1,5}}(?:-[A-Za-z]{{1,3}})?-\d{{2,9}})"
        rf"|\b(?i:{_PERSON})[ ]{{1,2}}\#?{_YEAR}(?:\d{{4,12}}|\d{{1,5}}-\d{{2,9}}|[A-Z]{{1,3}}-?\d{{4,9}})\b"
        rf"|\b(?i:{_PERSON})[ ]\#[ ]?\d{{2,12}}"
        rf"|\b(?i:id)[ :\#]{{1,3}}{_YEAR}[A-Za-z]{{0,3}}-?\d[\d\-]{{2,20}}"
        r"|\b(?i:ssn)\b[ :\#]{0,3}\d"
    ),
    "a number of a record": (
        rf"\b(?i:mrn)\b[ :\#]{{0,3}}\d{{3}}"
        rf"|\b(?i:record|chart|file)s?[ ]{{1,2}}(?i:{_NO})(?i:[ ]is)?[ :\#]{{0,3}}(?=\w*\d{{2}})[\w-]{{4,20}}"
        rf"|\b(?i:record|chart|file)[ ]{{1,2}}\#?{_YEAR}(?:\d{{5,12}}|\d{{2,5}}-\d{{3,9}})\b"
    ),
    "a number of a benefit": (
        r"\b(?i:ebt|medicaid|medicare|snap|tanf|wic|ssi|ssdi|benefits?|claim|voucher|member|policy|"
        r"food[ ]stamps?|unemployment)\b(?i:[ ](?:card|case|id|no\.?|number|claim|benefit|is|\#)){1,3}"
        rf"[ :\#]{{0,3}}{_YEAR}(?=[\w -]{{0,6}}\d[\w-]{{0,3}}\d)[A-Za-z\d][\w-]{{3,20}}"
        r"|\b(?i:voucher|claim)[ ]\#[ ]?\d{3}"
    ),
    "a number of a license": (
        r"\b(?i:plate)[ :\#]{1,3}[A-Z]{2,3}[ -]\d{3,4}\b"
        r"|"
        r"\b(?i:licen[sc]e|passport|green[ ]card|visa|cdl|permit|plate|a-number|alien[ ]number)\b"
        rf"(?i:[ ](?:no\.?|number|nr\.?|is|\#)){{0,2}}[ :\#]{{0,3}}{_YEAR}(?=[\w-]{{0,4}}\d{{2}})[A-Z\d][\w-]{{4,20}}"
    ),
    "a number of an account": (
        r"\b(?i:account|acct\.?|card|routing)\b(?i:[ ](?:no\.?|number|ending|in|is|\#)){0,3}[ :\#]{0,3}\d{4,20}"
        r"|\b(?i:account|acct\.?|card)\b(?i:[ ](?:no\.?|number|is|\#)){1,3}[ :\#]{0,3}\d[\d-]{4,20}"
        r"|(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)"
    ),
    "a date of birth": (
        r"\b(?i:dob|d\.o\.b\.|birth[ ]?date|date[ ]of[ ]birth|fecha[ ]de[ ]nacimiento)(?!\w)"
        r"|\b(?i:born|birthday|nacid[oa])\b(?i:[ ]on|[ ]is|[ ]el)?[ :,]{0,3}"
        r"(?:\d|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\.?[ ]\d)"
        r"|\bb\.[ ]?\d{1,4}[ /.-]"
    ),
    "a name with a title": (
        r"\b(?:Mr|Mrs|Ms|Mx|Sra?|Srta|Prof)\.?[ ]{1,2}(?:and[ ]Mrs?\.?[ ])?[A-Z](?!\w{1,20}[ ]St)"
        r"|\bDr\.?[ ]{1,2}[A-Z](?!(?:isits?|otes?|ppointments?|ffices?|ills?)\b)(?:[a-z]|\b)"
        r"|\b(?i:miss)[ ](?=[A-Z])(?!(?i:work|school|class|classes|out|fewer|less|no|a|an|the|your|our|"
        r"appointments?|days?|deadlines?|meetings?|shifts?|buses|rent|payments?)\b)(?-i:[A-Z])"
    ),
    "a person and a letter": (
        rf"\b(?i:{_PERSON})[ ]{{1,2}}(?:[A-Z]\.(?:[ ]?[A-Z]\.?)?(?!\w)|[A-Z]{{2}}(?=[ ,.;])(?!\s*[A-Z]))"
    ),
    "an address": (
        rf"\b\d{{1,5}}[A-Za-z]?[ ]{{1,2}}{_NOT_A_STREET}(?:(?:[NSEW]{{1,2}}|North|South|East|West)\.?[ ]{{1,2}})?"
        rf"(?:{_CAPITALIZED}[ ]{{1,2}}){{1,3}}{_STREET}"
        r"|\b\d{1,5}[ ](?:[nsew]\.?[ ])?(?!way|lane|mile|star|day|week|year|hour|minute|month|point)"
        r"[a-z]{3,20}[ ](?:street|st\.|avenue|ave|road|rd|lane|boulevard|blvd)(?!\w|[ ]map|[ ]test|[ ]sign)"
        r"|\b\d{2,5}[ ](?:Highway|Hwy\.?|Route|County[ ]Road)[ ]\d"
        r"|\b(?i:p\.?[ ]?o\.?[ ]box|apt\.?|apartment)[ ]{0,2}\#?(?:\d|[A-Z]\b)"
        r"|\b(?i:lot|space|unit)[ ]\d{1,4}[A-Z]?\b[^.\n]{0,20}\b(?i:trailer|mobile[ ]home)"
        r"|\b(?i:live[sd]?|living|stay(?:s|ed)?)[ ](?i:in|at)[ ](?i:unit|room|apt|lot|number|no\.)[ ]?\d"
    ),
    "an address in words": (
        rf"(?<!\w)(?i:(?!one[ -](?:stop|way)){_WORDED})[ ]?(?:[NSEW]\.?[ ])?{_CAPITALIZED}[ ](?:{_CAPITALIZED}[ ])?{_STREET}"
        r"|\b(?i:live[sd]?|living|stay(?:s|ed|ing)?|sleeps?|moved|resides?|his|her|their)"
        r"(?i:[ ](?:house|home|apartment|place|room|trailer))?[ ](?i:on|at|to|in|near|behind|by)"
        r"(?i:[ ]the[ ]corner[ ]of)?[ ]"
        rf"(?!Main[ ])(?:{_CAPITALIZED}[ ]){{1,3}}(?:{_STREET}|and[ ][A-Z])"
    ),
}  # fmt: skip
_INITIAL, _FIRST, _WHOLE = "a name with an initial", "a person's first name", "a whole name"
KINDS = (*_PATTERNS, _INITIAL, _FIRST, _WHOLE)
_BIRTH = "a date of birth"
_TELLING = re.compile(r"[\d@A-ZÀ-ÖØ-ÞĀ-ž]")
_DIGIT = re.compile(r"\d")
_WITH_DIGITS = frozenset(  # the kinds that no text without a digit can hold
    {
        "a telephone number", "a Social Security number", "a number of a case or a person",
        "a number of a record", "a number of a benefit", "a number of a license",
        "a number of an account",
    }
)  # fmt: skip
_CASE, _LETTER = "a number of a case or a person", "a person and a letter"
_LETTERS = re.compile(r"[a-z]+")
_SOMEBODY = (
    frozenset(  # a text without one of these words holds none of the kinds that ask for them
        {*_PEOPLE, *(f"{person}s" for person in _PEOPLE)}
        | {"case", "cases", "docket", "dockets", "id", "ssn", "name", "llamo", "llama"}
    )
)

# People whom places, days and streets are named after.
_FAMOUS = re.compile(
    r"\b(?:(?:Rev\.?[ ])?Dr\.?[ ])?(?:Martin[ ]Luther[ ]King|M\.?L\.?K\.?)(?:,?[ ]Jr\.?)?"
    r"|\bDr\.?[ ]Seuss|\b(?:C[ée]sar[ ]Ch[áa]vez|Rosa[ ]Parks|Susan[ ]B\.[ ]Anthony|John[ ]F\.[ ]Kennedy)"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])){0,30}")
_BLANKS = re.compile(r"[^\S\n\t]+")  # also one that does not break: looked at as one space
_CUE = re.compile(
    rf"\b(?i:{_PERSON}),?[ ]{{1,2}}(?:(?i:is[ ]|was[ ])?(?i:named|called)[ ])?([A-Z][\w’'-]{{1,20}})"
    r"|\b(?i:his|her|their|whose)[ ]name[ ](?i:is|was)[ ]([A-Z][\w’'-]{1,20})"
    r"|\b(?i:me[ ]llamo|se[ ]llama|my[ ]name[ ]is)[ ]([A-Z][\w’'-]{1,20})"
)
_KIN = re.compile(
    r"\b([A-Z][^\W\d_]{1,20})['’]s[ ](?i:daughter|son|mother|father|mom|dad|kids?|child|children|baby|"
    r"husband|wife|sister|brother|aunt|uncle|cousin|family|landlord|case|file|benefits|apartment|house|"
    r"home|job|boss|car|ride|papers|doctor|illness|story|divorce|eviction|parole|probation)\b"
)
# "Jane D.", "J. Doe", but not "Title I." nor "plan B. Then"
_INITIAL_LAST = re.compile(r"\b([^\W\d_]{2,20}) [A-Z]\.(?!\w)")
_INITIAL_FIRST = re.compile(r"(?:^|(\S{1,20}) |[(“\"])[A-Z]\. ?[A-Z][\w’'-]{1,30}")
_INITIAL_BARE = re.compile(r"\b([A-Z][^\W\d_]{1,20}) [A-Z](?=$|[ ,;:](?![A-Z]))")
_NO_NAMES = frozenset(
    {
        "appendix", "attachment", "block", "building", "bus", "category", "class", "column", "exhibit",
        "form", "gate", "goal", "grade", "group", "hepatitis", "item", "level", "line", "list", "option",
        "page", "part", "phase", "plan", "point", "question", "room", "schedule", "section", "stage",
        "step", "table", "team", "tier", "title", "track", "type", "unit", "version", "vitamin", "wing", "zone",
    }
)  # fmt: skip


@lru_cache(maxsize=131_072)
def names_a_person(text: str) -> bool:
    """Say whether `text` holds a sign that it is about one person: a name, a number, an address."""
    return next(signs(text), None) is not None


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each kind: compiled where a text is looked at, for it takes a moment."""
    return {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}


def signs(text: str) -> Iterator[str]:
    """Yield each kind of sign in `text` that it is about one person, as a message names it."""
    text = _BLANKS.sub(" ", text)
    if not _TELLING.search(text, 1):  # most cards: no digit, no capital letter but the first
        if _compiled()[_BIRTH].search(text):
            yield _BIRTH
        if any(map(_given, _KIN.findall(text))):
            yield _FIRST
        return
    plain = _FAMOUS.sub("somebody", text)
    somebody = not _SOMEBODY.isdisjoint(_LETTERS.findall(plain.casefold()))
    barren = set() if _DIGIT.search(plain) else set(_WITH_DIGITS)
    if not somebody:
        barren |= {_CASE, _LETTER}
    for kind, pattern in _compiled().items():
        if kind not in barren and _holds(kind, pattern, plain):
            yield kind
    if _initials(plain):
        yield _INITIAL
    if (somebody and _cued(plain)) or any(map(_given, _KIN.findall(plain))):
        yield _FIRST
    if _whole_name(plain):
        yield _WHOLE


def _holds(kind: str, pattern: re.Pattern[str], text: str) -> bool:
    """Say whether `text` holds a sign of one kind: mostly there is none, and nothing more to ask."""
    if not pattern.search(text):
        return False
    return any(_is_person(kind, found) for found in pattern.finditer(text))


def _is_person(kind: str, found: re.Match[str]) -> bool:
    """Tell "Dr. Patel" from "Dr. Drew Center": what follows the name makes it a place or a day."""
    if kind != "a name with a title":
        return True
    rest = _WORD.findall(found.string[found.end() - 1 : found.end() + 60])
    return not any(word.casefold() in OF_PLACES and word[0].isupper() for word in rest[1:4])


def _initials(text: str) -> bool:
    if "." in text and (
        any(name[0].isupper() and _beside(name) for name in _INITIAL_LAST.findall(text))
        or any(map(_beside, _INITIAL_FIRST.findall(text)))
    ):
        return True
    return any(name.casefold() in GIVEN for name in _INITIAL_BARE.findall(text))


def _beside(beside: str) -> bool:
    """Tell the word beside an initial in "Jane D." from that in "Title I." and "plan B. Then"."""
    return beside.casefold() not in _NO_NAMES


def _cued(text: str) -> bool:
    """Say whether a first name stands beside what only a person is."""
    return any(_given(name) for names in _CUE.findall(text) for name in names if name)


def _given(name: str) -> bool:
    return _folded(name) in GIVEN


def _folded(name: str) -> str:
    plain = normalize("NFD", name.casefold().replace("’", "'"))
    return "".join(sign for sign in plain if not combining(sign)).removesuffix("'s")


def _whole_name(text: str) -> bool:
    """Say whether a first name is followed by another capitalized word that makes no place of it."""
    found = list(_WORD.finditer(text))
    for at, each in enumerate(found[:-1]):
        after = found[at + 1]
        if (
            not each[0][0].isupper()
            or not _given(each[0])
            or text[each.end() : after.start()] != " "
        ):
            continue
        if (
            not after[0][0].isupper()
            or len(after[0]) < 2
            or (after[0].isupper() and len(after[0]) < 5)
        ):
            continue
        following = [one[0] for one in found[at + 1 : at + 4]]
        if not any(word[0].isupper() and word.casefold() in OF_PLACES for word in following):
            return True
    return False
