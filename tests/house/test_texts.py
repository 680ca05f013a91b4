"""Every text that a person reads is there in nb, nn, da and en."""

from babel.messages.catalog import Catalog

from torg.config import messages


def test_no_text_lacks_a_translation() -> None:
    assert [str(flaw) for flaw in messages.flaws(messages.collect())] == []


def test_the_texts_are_collected_from_code_and_templates() -> None:
    places = {place for message in messages.collect() for place, _ in message.locations}
    assert {place.rpartition(".")[2] for place in places} >= {"py", "html"}


def test_a_translation_with_another_placeholder_is_found() -> None:
    wanted, have = Catalog(), Catalog()
    one = wanted.add("Answer by %(date)s")
    assert messages._what_is_wrong(one, have.add("Answer by %(date)s", "Svar innen %(dato)s"))
    assert not messages._what_is_wrong(one, have.add("Answer by %(date)s ", "Svar innen %(date)s"))
