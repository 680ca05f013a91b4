"""The words that addresses begin with, in the language of the page: /nb/tjenester/, /da/ydelser/, /en/services/."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import register_converter, reverse
from django.utils.functional import lazy
from django.utils.translation import get_language, override

from torg.catalogue.slugs import slug
from torg.catalogue.topics import AUDIENCE_KEYS, SITUATIONS, TOPICS, situation_name, topic_name
from torg.strategy.vocabulary import Words, in_four_languages, name

KINDS = in_four_languages("""
    service: tjenester | tenester | ydelser | services
    article: artikler | artiklar | artikler | articles
    news: nyheter | nyheiter | nyheder | news
    alert: varsler | varsel | varsler | alerts
    place: steder | stader | steder | places
    unit: avdelinger | avdelingar | afdelinger | departments
    member: folkevalgte | folkevalde | folkevalgte | elected
    document: planer | planar | planer | plans
    offer: tilbud | tilbod | tilbud | offers
    answer: sporsmal-og-svar | sporsmal-og-svar | spoergsmaal-og-svar | answers
""")
GROUPS = in_four_languages("""
    topic: tema | tema | emner | topics
    situation: situasjoner | situasjonar | situationer | situations
    audience: for | for | til | for
""")
OTHERS = in_four_languages("""
    search: sok | sok | soeg | search
    assistant: assistent | assistent | assistent | assistant
    changes: endringer | endringar | aendringer | changes
    declaration: serviceerklaering | serviceerklaering | servicedeklaration | declaration
""")
AUDIENCE_SLUGS = in_four_languages("""
    citizen: innbyggere | innbyggjarar | borgere | citizens
    business: naeringsliv | naeringsliv | virksomheder | businesses
    association: lag-og-foreninger | lag-og-foreiningar | foreninger | associations
    youth: ungdom | ungdom | unge | youth
    newcomer: nye-innbyggere | nye-innbyggjarar | tilflyttere | newcomers
    tourist: besokende | besokjande | besoegende | visitors
""")


def _language() -> str:
    return (get_language() or "en").split("-")[0]


class _Word:
    """A part of an address that stands for a key: any language's word is understood, the page's own is written."""

    words: Words
    regex: str
    keys: Mapping[str, str]

    def to_python(self, value: str) -> str:
        return self.keys[value]

    def to_url(self, value: str) -> str:
        return name(self.words, value, _language())


def _converter(table: Words) -> type[_Word]:
    keys = {word: key for key, words in table.items() for word in words.values()}
    pattern = "|".join(sorted(keys, key=len, reverse=True))
    return type("Word", (_Word,), {"words": table, "regex": pattern, "keys": keys})


register_converter(_converter(KINDS), "kind")
register_converter(_converter(GROUPS), "group")


def _word(key: str, after: str, before: str = "") -> str:
    return f"{before}{name(OTHERS, key, _language())}{after}"


word = lazy(_word, str)
"""A fixed part of an address, written in the language of the page: ``path(word("search", "/"), ...)``."""


def page_path(kind: str, slug: str, language: str = "") -> str:
    """The address of a page by its slug in a language, the page's own when none is said."""
    if not language or language == _language():
        return reverse("portal:page", args=(kind, slug))
    with override(language):
        return reverse("portal:page", args=(kind, slug))


def group_slug(group: str, key: str, language: str) -> str:
    """The last part of the address of a field, a situation of life or an audience."""
    if group == "topic":
        return slug(topic_name(key, language))
    return slug(situation_name(key, language)) if group == "situation" else name(AUDIENCE_SLUGS, key, language)


def group_path(group: str, key: str, language: str = "") -> str:
    """The address of the page of a field (topic), a situation of life or an audience."""
    code = language or _language()
    with override(code):
        return reverse("portal:group", args=(group, group_slug(group, key, code)))


MEMBERS: Mapping[str, tuple[str, ...]] = {
    "topic": tuple(TOPICS), "situation": tuple(SITUATIONS), "audience": AUDIENCE_KEYS,
}  # fmt: skip
BY_SLUG = {
    (group, group_slug(group, key, code)): key
    for group, keys in MEMBERS.items()
    for key in keys
    for code in ("nb", "nn", "da", "en")
}
"""What the last part of an address of a group stands for, in any language."""
