"""Every turn of an enquiry is a sentence in its story, in four languages, with its facts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from torg.enquiries.queries.story import EventView
from torg.faces.desk.told import SENTENCES, in_words

AT = "2026-03-24T22:59:59+00:00"
FACTS: dict[str, dict[str, object]] = {
    "handover_offered": {"unit": "Roads", "answer_by": AT},
    "handover_accepted": {"unit": "Roads", "before": "Front", "takeovers": 2},
    "handover_refused": {"unit": "Roads", "reason": "not-ours"},
    "handover_returned": {"unit": "Roads"},
    "handover_withdrawn": {"by_itself": True},
    "interim_sent": {"reason": "we-measure", "due_by": AT},
    "interim_drafted": {"why": "interim"},
    "asked": {"reason": "which-street", "wanted_by": AT},
    "went_on": {"due_by": AT, "why": "answered"},
    "no_answer_came": {},
    "joined": {"into": 48219357},
    "unjoined": {"out_of": 48219357},
    "repeat_joined": {"number": 48219357},
    "repeat_left": {"number": 48219357},
    "quotes_number": {"numbers": [48219357]},
    "assigned": {"to_name": "Olga"},
    "reopened": {"reason": "it-was-wrong"},
    "overdue": {"told": True},
}
SAID = {
    "handover_offered": "Roads",
    "handover_accepted": "3",
    "handover_refused": "not-ours",
    "handover_returned": "Roads",
    "interim_sent": "we-measure",
    "asked": "which-street",
    "joined": "4821 9357",
    "unjoined": "4821 9357",
    "repeat_joined": "4821 9357",
    "repeat_left": "4821 9357",
    "quotes_number": "4821 9357",
    "assigned": "Olga",
    "reopened": "it-was-wrong",
}


@pytest.mark.parametrize("kind", sorted(FACTS))
@pytest.mark.django_db
def test_a_turn_is_told_with_its_facts_in_four_languages(kind: str) -> None:
    told = set()
    for language in ("nb", "nn", "da", "en"):
        with translation.override(language):
            sentence = in_words(EventView(datetime(2026, 3, 24, tzinfo=UTC), "Frida", kind, FACTS[kind]))
        assert SAID.get(kind, "") in sentence
        assert "%" not in sentence
        told.add(sentence)
    assert len(told) >= 3
    assert kind in SENTENCES
