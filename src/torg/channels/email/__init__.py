"""E-mail: our own SMTP and LMTP receiver and IMAP polling in, SMTP out."""

from torg.channels.email.channel import Email

__all__ = ["Email"]
