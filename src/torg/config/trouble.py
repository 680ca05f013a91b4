"""The foreseen troubles that end a command with a sentence instead of a stack trace."""


class Trouble(Exception):
    """Torg cannot do what was asked; the message is for the person who asked, and says what to mend."""
