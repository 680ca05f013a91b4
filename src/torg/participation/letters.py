"""What the panel is written: the link that confirms, the questions, and in each letter the way out."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from torg.editions.queries import in_force
from torg.mailroom.actions import Post
from torg.strategy.words_of_time import date_in_words

EMAIL, PURPOSE = "email", "panel"


def confirm(email: str, language: str, token: str, *, now: datetime) -> Post:
    """Somebody wrote this address: it is in the panel once the link has been opened and the button pressed."""
    with translation.override(language):
        lines = [
            _("Somebody, probably you, has written this address to join our panel."),
            _("Open this address and press the button, and you are in it:"),
            _link(language, "panel/confirm", token),
            "",
            _("If it was not you, do nothing. We delete the address after seven days."),
        ]
        return _post(email, language, _("Confirm that you join our panel"), lines, now)


def already(email: str, language: str, token: str, *, now: datetime) -> Post:
    """The address is in the panel already."""
    with translation.override(language):
        lines = [_("This address is in our panel already, so nothing was changed."), *_way_out(language, token)]
        return _post(email, language, _("You are in our panel"), lines, now)


def invite(email: str, language: str, *, title: str, ends_on: date, token: str, leave: str, now: datetime) -> Post:
    """A few questions behind a secret link, until a day."""
    with translation.override(language):
        day = date_in_words(ends_on, language=language, zone=in_force(now).zone)
        lines = [
            _("You have said that you will help us to get better. We would like to ask you about: %(title)s")
            % {"title": title},
            _("It takes a few minutes, and you need not log in. Your answers are kept apart from your address."),
            _link(language, "survey", token),
            _("You can answer until %(day)s.") % {"day": day},
            *_way_out(language, leave),
        ]
        return _post(email, language, _("A few questions: %(title)s") % {"title": title}, lines, now)


def _way_out(language: str, token: str) -> list[str]:
    return ["", _("You can leave the panel at any time, and then we delete your address:"),
            _link(language, "panel/leave", token)]  # fmt: skip


def _link(language: str, path: str, token: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}/{language}/{path}/{token}/"


def _post(email: str, language: str, subject: str, lines: list[str], now: datetime) -> Post:
    town = in_force(now).strategy.municipality.name
    return Post(
        kind=EMAIL, purpose=PURPOSE, to_address=email, to_name="", subject=subject,
        text="\n".join([*lines, "", town]), language=language, automatic=True, from_name=town,
    )  # fmt: skip
