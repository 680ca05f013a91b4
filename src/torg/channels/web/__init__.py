"""The web form: what the portal's "contact us" page sends in, with its attachments."""

from torg.channels.web.channel import Web

__all__ = ["Web"]
