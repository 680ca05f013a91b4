"""What somebody wants to know of a matter (what it costs, the deadline, how), and whether they name a matter at all."""

from __future__ import annotations

from torg.assistant.recognising.phrases import said, tables
from torg.language.small_words import IN_QUESTIONS

TABLES = tables("facets.toml")
POLITE = tables("social.toml")
# The first that stands in a text is its facet: "hvordan klager jeg" asks for the way to complain, not the way to apply.
FACETS = ("complain", "cost", "deadline", "time", "after", "documents", "hours", "where", "contact", "who", "how")
# Words that stand in follow-ups and name no matter.
NO_MATTER = IN_QUESTIONS | frozenset(
    """
    hva kva hvad what med about og and så then det den de dei it that this dette disse these those da der her here
    søke søker søkje søkjer søkja søge søger apply applying søknad søknaden ansøge ansøger
    ansøgning ansøgningen
    prisen price pris the a an i jeg eg vi man we you du dere seg meg mig me my min mitt oss os us
    tid tida tiden time ca cirka omtrent about også also mer meir mere more noe noko noget enn end
    får få fikk gjøre gjør gjer gøre do does did for forresten egentlig eigentleg egentlig helt akkurat i dag today nå
    no nu now lørdag søndag helga helgen weekenden weekend påske jul ferie juli sommeren lurer på vet veit ved
    fortelle fortell meg si sig tell please vær snill vil gjerne ha have vite vita vide know spørre ask
    ok okei okay hei hej hi hello takk thanks enda ekstra i tillegg utover neste igjen
    starte begynne begynner start svar svaret svaret søkt sendt inn levert ferdig ekstra hver kvar måned måneden month
    år lang langt lange dit ditt dykkar noen annen annet videre
    året year uke week dag dager days gang gangen times ganger det den hele heile alt alle alltid samme same
    """.split()
)


def asks_the_same(text: str) -> bool:
    """Whether a follow-up asks the same of somebody else: "og for to barn?"."""
    heard = said(text)
    return TABLES["begins"].pattern.match(heard) is not None and TABLES["for_whom"].stand_in(heard)


def facet_of(text: str) -> tuple[str, bool]:
    """What they want to know, "" when just the matter; and whether it rests on what was said before.

    A text rests on what was before when nothing of it names a matter: "og hva koster det?", "what about the deadline?".
    """
    heard = said(text)
    facet = next((name for name in FACETS if TABLES[name].stand_in(heard)), "")
    if TABLES["once_more"].are_all_of(heard):
        return "", True
    left = heard
    for name in FACETS:
        left = TABLES[name].without(left)
    for name in ("thanks", "greeting", "yes", "no"):
        left = POLITE[name].without(left)
    begins = TABLES["begins"].pattern.match(heard) is not None
    if begins or facet == "who":  # "og for to barn?" asks for the same once more, of somebody else
        left = TABLES["for_whom"].without(left)
    names_a_matter = any(word not in NO_MATTER and not word.isdigit() for word in left.split())
    names_a_matter = names_a_matter or (facet == "complain" and TABLES["cost"].stand_in(heard))  # "klage på gebyr"
    pointing = any(f" {word} " in heard for word in ("det", "den", "dette", "it", "that", "this"))
    return facet, heard != " " and not names_a_matter and (bool(facet) or pointing or begins)
