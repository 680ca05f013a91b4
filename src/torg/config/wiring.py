"""Which channels are open in this installation: one line each, here and nowhere else."""

from collections.abc import Mapping
from importlib.metadata import entry_points

from django.conf import settings

from torg.assistant.actions.writing import put_in_talk
from torg.channels.base import Channel
from torg.channels.chat.channel import Chat
from torg.channels.email.channel import Email
from torg.channels.email.mailboxes import Mailbox
from torg.channels.email.sending import Sender, Server
from torg.channels.email.signing import Signer, UnfitKey, key_of
from torg.channels.web.channel import Web
from torg.config.environment import Environment, SettingsFaulty
from torg.config.kinds import MailServer

ENTRY_POINT = "torg.channels"
"""An installed package adds a channel by naming, in this group, a function from the settings to a channel."""


def channels() -> Mapping[str, Channel]:
    """The channels of this installation, by kind."""
    torg: Environment = settings.TORG
    email = Email(_sender(torg), [mailbox(box) for box in torg.mailboxes], torg.mail_from)
    wired: list[Channel] = [email, Web(), Chat(put_in_talk)]
    wired += [point.load()(torg) for point in entry_points(group=ENTRY_POINT)]
    return {channel.kind: channel for channel in wired}


def mailbox(box: MailServer) -> Mailbox:
    """A mailbox as the settings name it; a user name that is an address is the address it takes mail for."""
    return Mailbox(
        host=box.host,
        port=box.port,
        user=box.user,
        password=box.password,
        folder=box.folder or "INBOX",
        security=box.security,
        address=box.user.lower() if "@" in box.user else "",
    )


def _sender(torg: Environment) -> Sender | None:
    to = torg.smtp_send
    return Sender(Server(to.host, to.port, to.security, to.user, to.password), _signer(torg)) if to else None


def _signer(torg: Environment) -> Signer | None:
    if torg.dkim_key is None:
        return None
    try:
        key = key_of(torg.dkim_key.read_bytes())
    except (UnfitKey, OSError) as trouble:
        raise SettingsFaulty((f"TORG_DKIM_KEY is {torg.dkim_key}, but {trouble}.",)) from trouble
    return Signer(torg.dkim_domain or torg.mail_from.rpartition("@")[2].lower(), torg.dkim_selector, key)
