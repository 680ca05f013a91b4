"""Every sentence that the assistant has of its own; all else that it says stands in the pages or the strategy.

Nothing is told here of any service: docs/decisions/0124 says why, and a test holds every reply to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

SAID: Mapping[str, object] = {
    "hello": _("Hello! What can I help you with?"),
    "hello_brief": _("What would you like to know?"),
    "hint": _("Write a few words, for example the name of a service."),
    "you_are_welcome": _("You are welcome. Ask again whenever you like."),
    "goodbye": _("Goodbye. You can come back at any hour."),
    "a_machine": _(
        "I am a computer program and not a person. I only pass on what the municipality has written on "
        "its pages, and show you where it stands."
    ),
    "languages": _("You can write to me in Norwegian, Danish or English."),
    "small_talk": _("I can only talk about what the municipality does. What would you like to know about it?"),
    "bad_language": _(
        "I understand that you are angry. Tell me in a few words what it is about, and I will see what I can find."
    ),
    "nothing": _("I did not see any words there. What would you like to know?"),
    "glad": _("Good. Is there anything else?"),
    "sorry_no_help": _("I am sorry that it did not help."),
    "what_then": _("What would you like to know, then? Write it in other words."),
    "did_you_mean": _("Did you mean one of these?"),
    "did_you_mean_this": _("Did you mean this?"),
    "something_else": _("Something else"),
    "unknown": _("I do not know that. I found nothing on our pages that answers it."),
    "other_words": _("Try with other words, or with the name of the service alone."),
    "person_there": _("You can talk with a person here in the chat now."),
    "person_not_there": _("There is nobody in the chat just now."),
    "person_from": _("There is nobody in the chat just now. It opens {when}."),
    "other_ways": _("You reach a person like this:"),
    "closed_until": _("We who work here are back {when}. I answer from our pages meanwhile."),
    "masked": _(
        "I have covered the numbers or the address that you wrote. Please do not write such things "
        "here; we do not need them."
    ),
    "in_language": _("We have this in {language} only."),
    "read_as": _("I read it as “{words}”."),
    "about": _("About {title}:"),
    "only_link": _("This page is about it."),
    "more_there": _("There is more on the page."),
    "which_matter": _("What is it about? Write the name of the service."),
    "contact_unit": _("Ask {unit}:"),
    "phone": _("Phone {number}"),
    "email": _("E-mail {address}"),
    "address": _("Address: {address}"),
    "hours": _("Opening hours: {hours}"),
    "emergency": _("Is it an emergency? Call now:"),
    "emergency_here": _("Nobody here can send help. Call, and do not wait for an answer in this chat."),
    "crisis": _("It is good that you say it. There are people who can help you now:"),
    "crisis_here": _("If life is in danger, call the first number at once."),
    "call": _("Call {number}"),
    "elsewhere": _("The municipality does not take care of this. It is a matter for {who}."),
    "go_there": _("Go to {who}"),
    "other_municipality": _("I answer for {own} only. Ask {other} about this."),
    "person_label": _("Talk with a person"),
    "person_at_once": _("Somebody can take it now"),
    "person_wait": _("Waiting time: about {minutes} min"),
    "form_label": _("Write to us"),
    "do_it": _("Do it on the web"),
    "fill_in": _("Fill in the form"),
    "sign_in": _("With your digital ID"),
    "open_now": _("Open now, until {when}"),
    "open_always": _("Open round the clock"),
    "opens": _("Opens {when}"),
    "trouble": _(
        "I cannot look it up just now. What you wrote is kept. Try again in a moment, or use one of these ways."
    ),
    "helped": _("Yes, that helped"),
    "did_not_help": _("No, that did not help"),
}
FACETS: Mapping[str, object] = {
    "cost": _("What does it cost?"),
    "deadline": _("What is the deadline?"),
    "how": _("How do I do it?"),
    "documents": _("What do I need at hand?"),
    "hours": _("When is it open?"),
    "where": _("Where is it?"),
    "contact": _("Whom do I contact?"),
    "time": _("How long does it take?"),
    "who": _("Who can get it?"),
    "after": _("What happens next?"),
    "complain": _("How do I complain?"),
}
"""What can be asked of a page, as somebody asks it; the keys are those of ``Understood.facet``."""
LACKING: Mapping[str, object] = {
    "cost": _("The page does not say what it costs."),
    "deadline": _("The page does not name a deadline."),
    "how": _("The page does not say how it is done."),
    "documents": _("The page does not say what you need at hand."),
    "hours": _("The page does not say when it is open."),
    "where": _("The page does not say where it is."),
    "contact": _("The page does not say whom to contact."),
    "time": _("The page does not say how long it takes."),
    "who": _("The page does not say who can get it."),
    "after": _("The page does not say what happens next."),
    "complain": _("The page does not say how to complain."),
}
"""What is said when the page does not tell."""


def said(key: str, **facts: object) -> str:
    """A sentence of ours in the language that is active."""
    return str(SAID[key]).format(**facts)


def asked(facet: str) -> str:
    """What can be asked of a page, as somebody asks it."""
    return str(FACETS[facet])


def lacking(facet: str) -> str:
    """That the page does not tell."""
    return str(LACKING[facet])
