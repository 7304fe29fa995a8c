"""A language model's proposal: what it is asked, and what of its answer can be trusted.

Nothing here speaks to a model. A prompt is words a person may paste into the assistant that their
office allows, or that `endpoint` says to a model on this machine; what comes back is read in
whatever shape it has (`shapes`), and every card in it is held against the cards that were asked
about, by its id and by its words (`matching`). What is left is an `Offer`: only a proposal.

`prompting` · `shapes` (`lines`, `tables`, `nested`) · `matching` · `rounds`
"""

from pipeline.assistant.matching import checked
from pipeline.assistant.prompting import Prompt, prompt
from pipeline.assistant.rounds import sort

__all__ = ["Prompt", "checked", "prompt", "sort"]
