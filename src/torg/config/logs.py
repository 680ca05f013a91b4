"""The log: one plain line an event, to standard error, and nothing in it that points at a person."""

import logging
import re
from typing import Any

ADDRESS = re.compile(r"[^\s@<>\"'(]+@[^\s@<>\"'),;]+")
IDENTITY_NUMBER = re.compile(r"\b\d{6}[ -]?\d{4,5}\b")
SECRET_IN_PATH = re.compile(r"(?<=/)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{16,}")


def discreet(text: str) -> str:
    """The text without e-mail addresses, identity numbers and secret links."""
    text = ADDRESS.sub("[address]", text)
    text = IDENTITY_NUMBER.sub("[number]", text)
    return SECRET_IN_PATH.sub("[secret]", text)


class DiscreetFormatter(logging.Formatter):
    """Formats as usual, stack traces too, and then leaves out what points at a person."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def logging_settings(level: str) -> dict[str, Any]:
    """Python's logging settings for one level (`DEBUG` ... `ERROR`)."""
    quieter = level if level in {"DEBUG", "WARNING", "ERROR"} else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "torg.config.logs.DiscreetFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": quieter},
        "loggers": {
            "torg": {"level": level},
            "django": {"level": quieter, "handlers": ["stderr"], "propagate": False},
            "django.server": {"level": quieter, "handlers": ["stderr"], "propagate": False},
            "procrastinate": {"level": quieter},
            "uvicorn": {"level": quieter},
            "mail.log": {"level": "WARNING"},
        },
    }
