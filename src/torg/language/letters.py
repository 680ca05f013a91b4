"""Letters as people type them: accents and our own letters folded away, so that "Aasane" and "Åsane" are one."""

from __future__ import annotations

FROM = "åäàáâãæéèêëíìîïóòôõöøúùûüýñçčšžđŋŧ"
TO = "aaaaaaaeeeeiiiioooooouuuuynccszdnt"
DOUBLE = (("aa", "a"), ("oe", "o"), ("ae", "a"))
_TABLE = str.maketrans(FROM, TO)


def folded(text: str) -> str:
    """Small letters without accents: å and aa are a, ø and oe are o, æ and ae are a."""
    text = text.lower().translate(_TABLE)
    for two, one in DOUBLE:
        text = text.replace(two, one)
    return text
