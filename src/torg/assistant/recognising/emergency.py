"""Whether somebody tells of an emergency or a crisis: looked at before anything else.

A missed emergency is worse than a false one, and a false one is a nuisance that is laughed at: so what people say of a
person in danger counts in many words, and the same verbs said of lawns, lamps and fireworks do not
(docs/decisions/0122, 0133).
"""

from __future__ import annotations

from typing import Literal

from torg.assistant.recognising.phrases import tables
from torg.assistant.recognising.signs import danger

Emergency = Literal["fire", "medical", "police", "danger", ""]
Crisis = Literal["suicide", "child", "abuse", ""]

ALONE = tables("emergency.toml")
DANGER = danger("danger.toml")
EMERGENCIES: tuple[Emergency, ...] = ("fire", "medical", "police", "danger")
CRISES: tuple[Crisis, ...] = ("suicide", "child", "abuse")


def emergency_of(text: str) -> Emergency:
    """What emergency somebody tells of, "" for none; "danger" when they cry for help and do not say for what."""
    heard = DANGER.mended(text)
    bare = ALONE["around"].without(heard)
    for kind in EMERGENCIES:
        if kind in ALONE and ALONE[kind].are_all_of(bare):
            return kind
    if heard == " fire " and "!" in text:  # shouted it is English; said calmly it is four in Norwegian and Danish
        return "fire"
    return DANGER.told(text, EMERGENCIES) or ("danger" if _is_a_cry(text, heard) else "")


def crisis_of(text: str) -> Crisis:
    """What crisis somebody tells of, "" for none."""
    heard = DANGER.mended(text)
    bare = ALONE["around"].without(heard)
    for kind in CRISES:
        if kind in ALONE and (ALONE[kind].are_all_of(heard) or ALONE[kind].are_all_of(bare)):
            return kind
    return DANGER.told(text, CRISES)


def _is_a_cry(text: str, heard: str) -> bool:
    """ "HELP!!!" and nothing else; a plain "help" asks what one can get help with."""
    loud = text.count("!") > 1 or (text.isupper() and "!" in text)
    return ALONE["urgent"].are_all_of(heard) or (loud and ALONE["help"].are_all_of(heard))
