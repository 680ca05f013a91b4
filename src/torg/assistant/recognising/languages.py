"""In which language to reply to what somebody says: that of the page, unless they plainly write in another.

No detector is right about a few words ("no one is right more than 80 % of the time on one to three words"), so it is
never used to choose among pages; docs/decisions/0122 has the figures.
"""

from __future__ import annotations

from torg.assistant.recognising.phrases import words_of
from torg.language.languages import LANGUAGES, VOTES, WEIGHT

LEAST_WORDS = 4
LEAST_LEAD = 4  # one word that only the other language has, or more small ones
NEAR = {("nb", "nn"), ("nn", "nb"), ("nb", "da"), ("da", "nb"), ("nn", "da"), ("da", "nn")}
LEAST_LEAD_OF_NEAR = 8


def language_of(text: str, *, page_language: str) -> str:
    """nb, nn, da or en: the page's own unless four words or more speak plainly for another.

    The three Scandinavian languages share most of their words, so between them it takes two words that only one has.
    """
    words = words_of(text)
    if len(words) < LEAST_WORDS or page_language not in LANGUAGES:
        return page_language
    scores = dict.fromkeys(LANGUAGES, 0)
    for word in words:
        for languages in VOTES.get(word, ()):
            for language in languages:
                scores[language] += WEIGHT[len(languages)]
    best = max(LANGUAGES, key=lambda language: scores[language])
    if best == page_language:
        return page_language
    lead = scores[best] - scores[page_language]
    runner_up = max(scores[language] for language in LANGUAGES if language != best)
    needed = LEAST_LEAD_OF_NEAR if (best, page_language) in NEAR else LEAST_LEAD
    return best if lead >= needed and scores[best] > runner_up else page_language
