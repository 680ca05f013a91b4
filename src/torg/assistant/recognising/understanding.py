"""What somebody says, understood as far as it can be without the content: the one way in to this room of words."""

from __future__ import annotations

from collections.abc import Sequence

from torg.assistant.recognising.elsewhere import elsewhere_of
from torg.assistant.recognising.emergency import crisis_of, emergency_of
from torg.assistant.recognising.facets import facet_of
from torg.assistant.recognising.helping import in_denmark
from torg.assistant.recognising.languages import is_in_another, language_of
from torg.assistant.recognising.masking import masked
from torg.assistant.recognising.municipalities import other_municipality
from torg.assistant.recognising.social import social_of
from torg.assistant.values import Understood, What

LOOKED_AT = 4000  # characters; what matters is said before that


def understand(text: str, *, language: str, country: str, names: Sequence[str] = ()) -> Understood:
    """What somebody says: an emergency before all else, then a crisis, a wish for a person, whose matter it is.

    ``language`` is that of the page they write on, ``country`` Norway's or Denmark's ("no" or "da", "NO" or "DK"),
    ``names`` what is ours: the municipality's names and the assistant's. The detail is, by what it is: the kind of
    emergency (fire, medical, police, danger) or crisis (suicide, child, abuse), for `helping.help_for`; the body
    elsewhere, for `elsewhere.body_of`; the name of the other municipality; "complains" for a person. A question has
    the body that deals with it where our pages say nothing, or "". What is in none of our languages gets English.
    """
    kept, kinds = masked(text)
    seen = kept[:LOOKED_AT]
    what, detail = _what(seen, country, names)
    home = ("da",) if in_denmark(country) else ("nb", "nn")
    facet, rests = facet_of(seen) if what == "question" else ("", False)
    return Understood(
        what=what,
        text=kept,
        language="en" if what == "other_language" else language_of(seen, page_language=language, home=home),
        detail=detail,
        facet=facet,
        rests_on_before=rests,
        masked=kinds,
    )


def danger_in(text: str) -> tuple[What, str] | None:
    """What danger a text of any kind tells of, as `understand` says it: what it is and its detail; None for none."""
    seen = text[:LOOKED_AT]
    if emergency := emergency_of(seen):
        return "emergency", emergency
    if crisis := crisis_of(seen):
        return "crisis", crisis
    return None


def _what(text: str, country: str, names: Sequence[str]) -> tuple[What, str]:
    if danger := danger_in(text):
        return danger
    if is_in_another(text):
        return "other_language", ""
    what, detail = social_of(text, names=names)
    if what != "question":
        return what, detail
    if other := other_municipality(text, names=names):
        return "other_municipality", other
    key, is_theirs_alone = elsewhere_of(text, country=country)
    return ("elsewhere" if is_theirs_alone else "question"), key
