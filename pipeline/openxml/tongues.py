"""Tell a sentence in another language of Latin letters by its small words, where they leave no doubt."""

import re

# The commonest small words of each language that English has not.
_SMALL = {
    "Spanish": "el la los las de del que y en un una por con para su se es lo como más pero sus este esta está son al nuestro nuestra usted muy también",
    "French": "le la les des du de et est une dans que pour qui sur pas au aux avec ce cette nous vous votre nos sont être plus par ou mais ils elle",
    "Portuguese": "o os as de do da dos das que e em um uma por com para não se é seu sua ao mais como mas também nós você são está pelo pela",
    "German": "der die das und ist nicht ein eine zu den von mit sich auf für dem des im auch es an werden aus wir sie haben oder bei nach wird zum zur",
    "Italian": "il lo la gli le di del della e che un una per con non si è sono come più ma anche nel nella dei delle questo questa alla al",
    "Haitian Creole": "ak yo nou pou nan li se ki sa pa gen fè ou mwen tout lè sou men konsa pral kapab yon ap te kote",
    "Vietnamese": "và của các cho là một được trong có những không với người để chúng tôi này đã từ về khi",
    "Tagalog": "ang mga ng sa na at ay hindi para kung ito ako siya kami namin po lang may pag nang",
    "Polish": "i w na z się nie do jest że to jak co ale od za po dla oraz przez są być",
    "Somali": "waa iyo ku ka in uu ay oo loo aan waxa soo kale leh ayaa waxaa",
}
_WORDS = {name: frozenset(words.split()) for name, words in _SMALL.items()}
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "that",
        "for",
        "it",
        "with",
        "as",
        "on",
        "be",
        "at",
        "by",
        "this",
        "have",
        "are",
        "from",
        "or",
        "an",
        "not",
        "you",
        "your",
        "we",
        "our",
        "will",
        "can",
        "what",
        "when",
        "who",
        "how",
    ]
)
_FEW = 5  # words: fewer tell nothing
_SHARE = 0.3  # of the words that are small ones of one language
_LONGEST = 2000


def of(text: str) -> str:
    """Return the language that `text` seems to be in, "" for English and where it is not plain."""
    words = re.findall(r"[^\W\d_]+", text[:_LONGEST].casefold())
    if len(words) < _FEW or sum(word in _ENGLISH for word in words) / len(words) > 0.1:
        return ""
    shares = {
        name: sum(word in small for word in words) / len(words) for name, small in _WORDS.items()
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _SHARE else ""
