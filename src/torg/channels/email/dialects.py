"""How mail servers tell in their own words, without RFC 3464, what became of a message: by subject, then by text.

Only asked about messages that a machine sent: "Kan ikke leveres" is as well what a citizen writes of a parcel.
"""

from __future__ import annotations

import re

from torg.channels.base import State

# What stands at the head of the subject, in the languages of our neighbours' servers.
_SUBJECTS: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("delayed", re.compile(
        r"delivery (?:is |has been |notification: delivery has been )?delayed|delayed mail|message delayed"
        r"|delivery (?:status )?notification \(delay(?:ed)?\)|delivery warning|mail delivery deferred"
        r"|warning: (?:could not send message|message .{0,40}(?:delayed|not yet delivered))|still trying"
        r"|levering(?:en|a)? (?:er )?(?:blitt )?fors[ei]nk[ae]?t|forsink[ae]t leve?ring|utsatt levering"
        r"|levering(?:en)? (?:er )?forsinket|leverans(?:en)? (?:är )?försenad|försenad leverans"
        r"|zustellung verzögert|verzögerte zustellung|unzustellbar.{0,20}verzöger")),
    ("read", re.compile(
        r"(?:read|lest|lese|læst|läst|gelesen|lu|displayed) ?:|return receipt|read(?:ing)? receipt|read report"
        r"|lesebekreftelse|lesestadfesting|kvittering for læsning|læsekvittering|läskvitto|lesebestätigung")),
    ("delivered", re.compile(
        r"(?:delivered|relayed|levert|leveret|levererat|zugestellt|übermittelt|expanded) ?:"
        r"|(?:not read|ikke lest|ikkje lese|ikke læst|oläst|inte läst|ungelesen) ?:"
        r"|delivery (?:status )?notification \((?:success|delivered|relay(?:ed)?|expanded)\)"
        r"|successful mail delivery report|delivery report \(success\)|leveringsbekreftelse|leveringskvittering")),
    ("bounced", re.compile(
        r"undeliver(?:able|ed)|un-?deliverable|returned (?:mail|to sender)|returning (?:mail|message)|mail returned"
        r"|mail delivery (?:failed|failure|error|problem)|delivery (?:failure|failed|error|problem|unsuccessful)"
        r"|delivery (?:status )?notification(?: \(fail(?:ure|ed)?\))?|failure (?:notice|delivery)"
        r"|delivery report \((?:failure|failed)\)"
        r"|failed (?:mail|delivery)"
        r"|mail (?:system error|status report|failure)|message (?:not delivered|undeliverable|delivery failure|bounced)"
        r"|non-?deliver(?:y|able)|non remis|rejected mail|your message (?:could not|was not|couldn't)|user unknown"
        r"|message status - undeliverable|could not be delivered|cannot be delivered|unable to deliver|nondeliverable"
        r"|kan ikkje leverast|kan ikke leveres?|kunne ikke leveres?|kunne ikkje leverast|ikke levert|ikkje levert"
        r"|ikke leveret|ikke-leveret|u?leverbar|ikke mulig å levere|returnert (?:e-?post|melding)"
        r"|levering(?:en)? mislyk"
        r"|leveringsfeil|leveringsfejl|manglende levering|meddelelsen blev ikke leveret|retur av|kom i retur"
        r"|går inte att leverera|gick inte att leverera|kunde inte leverera|kan inte leverera|oleverer(?:bar|at|ad)"
        r"|oavleverbar|leveransfel|returnerad"
        r"|unzustellbar|nicht zustellbar|nicht zugestellt|zustellung fehlgeschlagen|zustellfehler"
        r"|konnte nicht zugestellt|fehler bei der zustellung|rücksendung")),
)  # fmt: skip
_TEXTS: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("delayed", re.compile(
        r"this is a warning message only|you do not need to resend|not yet been delivered|has been delayed"
        r"|will (?:continue|keep)(?: to)? (?:try|retry|be retried|trying)|transient"
        r"|delivery (?:is |has been )?temporarily"
        r"|prøver å levere .{0,60}igjen|forsøkes levert igjen|er forsinket|är försenat|wird weiterhin versucht")),
    ("bounced", re.compile(
        r"wasn't able to deliver|was not able to deliver|unable to deliver|could ?n[o']t (?:be )?deliver(?:ed)?"
        r"|cannot be delivered|(?:was|were) not delivered|did not reach|permanent (?:fatal )?errors?"
        r"|delivery .{0,30}failed"
        r"|user (?:unknown|not listed|doesn't exist)|mailbox (?:unavailable|full|not found)|address rejected"
        r"|unknown (?:user|address|recipient)|no such (?:user|address|recipient)|not listed in (?:domino|public name)"
        r"|over quota|unrouteable address|returned to sender|kunne ikke leveres?|kunne ikkje leverast|kan ikke leveres"
        r"|kan ikkje leverast|ble ikke levert|vart ikkje levert|blev ikke leveret|kunde inte levereras|nicht zugestellt"
        r"|konnte nicht|the following (?:address|recipient)\w* (?:had|could)|non-delivery|remote host said")),
)  # fmt: skip
_CLASSES: dict[str, State] = {"NDR": "bounced", "DR": "delivered", "IPNRN": "read", "IPNNRN": "delivered"}
LOOKED_AT = 4000
"""Characters of the text that are looked at."""


def state_said(subject: str, text: str, message_class: str = "") -> State | None:
    """What became of the message, None when neither says; ``message_class`` is Outlook's ("REPORT.IPM.Note.NDR")."""
    if message_class.upper().startswith("REPORT."):
        return _CLASSES.get(message_class.upper().rpartition(".")[2], "bounced")
    head = " ".join(subject.lower().split()).removeprefix("***").strip(' *"[')
    for state, pattern in _SUBJECTS:
        if pattern.match(head) or (state in ("delayed", "bounced") and pattern.search(head)):
            return _corrected(state, text)
    said = " ".join(text[:LOOKED_AT].lower().split())
    return next((state for state, pattern in _TEXTS if pattern.search(said)), None)


def _corrected(state: State, text: str) -> State:
    """Some say "failure" in the subject of a delay."""
    if state == "bounced" and _TEXTS[0][1].search(" ".join(text[:LOOKED_AT].lower().split())):
        return "bounced" if _TEXTS[1][1].search(" ".join(text[:LOOKED_AT].lower().split())) else "delayed"
    return state
