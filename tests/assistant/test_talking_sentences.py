"""The fixed sentences of the assistant: few, and alike in every language."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from torg.assistant.talking.sentences import FACETS, LACKING, SAID, asked, lacking, said
from torg.strategy.vocabulary import LANGUAGES

BLANKS = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_the_same_blanks_in_every_language(language: str) -> None:
    for key, sentence in SAID.items():
        with override("en"):
            blanks = sorted(BLANKS.findall(str(sentence)))
        with override(language):
            assert sorted(BLANKS.findall(str(sentence))) == blanks, key
            assert "{" not in said(key, **dict.fromkeys(blanks, "x")), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_be_asked_of_a_page_is_told_apart_in_every_language(language: str) -> None:
    with override(language):
        assert len({asked(facet) for facet in FACETS}) == len(FACETS)
        assert {lacking(facet) for facet in FACETS} == {str(one) for one in LACKING.values()}


def test_no_sentence_of_ours_tells_anything_of_a_service() -> None:
    """No sum, no day, no length of time: such stand on pages."""
    with override("en"):
        assert not [key for key, sentence in SAID.items() if re.search(r"\d|NOK|kroner|free of charge", str(sentence))]
