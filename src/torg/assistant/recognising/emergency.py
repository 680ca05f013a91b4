"""Whether somebody tells of an emergency or a crisis: looked at before anything else.

A missed emergency is worse than a false one, and a false one is a nuisance that is laughed at: so what people say of a
person in danger counts in many words, and the same verbs said of lawns, lamps and fireworks do not
(docs/decisions/0122).
"""

from __future__ import annotations

from typing import Literal

from torg.assistant.recognising.phrases import Phrases, said, tables

Emergency = Literal["fire", "medical", "police", "danger", ""]
Crisis = Literal["suicide", "child", "abuse", ""]

TABLES = tables("emergency.toml")
KINDS: tuple[Emergency, ...] = ("fire", "medical", "police")
SIGNS = 2


def emergency_of(text: str) -> Emergency:
    """What emergency somebody tells of, "" for none; "danger" when they cry for help and do not say for what."""
    heard = said(text)
    if heard == " ":
        return ""
    is_topic = TABLES["as_a_topic"].stand_in(heard)
    alone = TABLES["around"].without(heard)
    for kind in KINDS:
        if TABLES[f"{kind}_alone"].are_all_of(alone) or (not is_topic and _is_told(kind, heard)):
            return kind
    if heard == " fire " and "!" in text:  # shouted it is English; said calmly it is four in Norwegian and Danish
        return "fire"
    if not is_topic and TABLES["now"].stand_in(heard) and (_is_told("violence", heard) or _is_told("child", heard)):
        return "police"
    if not is_topic and (kind := _by_signs(heard)):
        return kind
    return "danger" if _is_a_cry(text, heard) else ""


def crisis_of(text: str) -> Crisis:
    """What crisis somebody tells of, "" for none."""
    heard = said(text)
    if TABLES["as_a_topic"].stand_in(heard):
        return ""
    if TABLES["suicide"].stand_in(heard) or TABLES["suicide_alone"].are_all_of(heard):
        return "suicide"
    if _is_told("child", heard):
        return "child"
    is_alone = TABLES["violence_alone"].are_all_of(TABLES["around"].without(heard))
    return "abuse" if is_alone or _is_told("violence", heard) else ""


def _is_told(kind: str, heard: str) -> bool:
    """Whether it is said, and nothing beside it makes it something else."""
    other: Phrases = TABLES["no_violence" if kind == "child" else f"no_{kind}"]
    return TABLES[kind].stand_in(heard) and not other.stand_in(heard)


def _by_signs(heard: str) -> Emergency:
    """What a tale of somebody with two signs of danger or more is about, where nothing is asked: people in need tell
    what they see, in words that no table foresees."""
    if TABLES["asks"].stand_in(heard) or not (TABLES["somebody"].stand_in(heard) or TABLES["now"].stand_in(heard)):
        return ""
    signs = {kind: TABLES[f"{kind}_signs"].count_in(heard) for kind in KINDS}
    most = max(KINDS, key=lambda kind: signs[kind])
    is_other = any(TABLES[f"no_{kind}"].stand_in(heard) for kind in KINDS if signs[kind])
    return most if sum(signs.values()) >= SIGNS and not is_other else ""


def _is_a_cry(text: str, heard: str) -> bool:
    """ "HELP!!!" and nothing else; a plain "help" asks what one can get help with."""
    loud = text.count("!") > 1 or (text.isupper() and "!" in text)
    urgent = any(word in heard for word in (" emergency ", " nødsituasjon ", " sos "))
    return TABLES["help_alone"].are_all_of(heard) and (loud or urgent)
