"""How texts are cut into the word pieces that a model knows: one way for each of the three models.

`bytepairs` joins letters, best pair first; `likeliest` takes the most probable pieces; `longest` takes the
longest piece, again and again. Each is a published method, as the library `tokenizers` runs it; `tests/
test_wordpieces.py` holds every number against that library's. All three cut word by word and remember words.
"""

from pipeline.meaning.wordpieces.bytepairs import BytePairs
from pipeline.meaning.wordpieces.likeliest import Likeliest
from pipeline.meaning.wordpieces.longest import Longest

__all__ = ["BytePairs", "Likeliest", "Longest"]
