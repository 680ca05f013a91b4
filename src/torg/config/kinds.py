"""The kinds of value a setting may have: each reads text, or says in a sentence what is wrong with it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Unfit(Exception):
    """The text is not what this kind of setting needs; the message completes "TORG_X: ..."."""


@dataclass(frozen=True)
class Listen:
    """Where a process listens; `protocol` is `http`, `smtp` or `lmtp`."""

    protocol: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.protocol}://{host}:{self.port}"


_DNS_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")

Security = Literal["none", "starttls", "tls"]
Ports = dict[str, tuple[Security, int]]


@dataclass(frozen=True)
class MailServer:
    """A mail server we log in to; `folder` is for mailboxes."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""
    folder: str = ""

    def __str__(self) -> str:
        """Without the password, so that it may stand in a log."""
        user = f"{self.user}@" if self.user else ""
        folder = f"/{self.folder}" if self.folder else ""
        return f"{user}{self.host}:{self.port}{folder} ({self.security})"


def text(value: str) -> str:
    return value.strip()


def flag(value: str) -> bool:
    word = value.strip().lower()
    if word in {"yes", "true", "on", "1"}:
        return True
    if word in {"no", "false", "off", "0", ""}:
        return False
    raise Unfit(f"is {value!r}, but must be yes or no")


ROLES = ("front_line", "case_worker", "manager", "editor", "administrator", "auditor")


def second_factor(value: str) -> tuple[str, ...]:
    """("off",), ("asked",), or the roles that must have one; "all" is all of them."""
    said = tuple(word.strip() for word in value.split(",") if word.strip())
    if said in {("off",), ("asked",)}:
        return said
    if said == ("all",):
        return ROLES
    for word in said:
        if word not in ROLES:
            raise Unfit(f"is {value!r}, but must be off, asked, all, or roles ({', '.join(ROLES)})")
    return said


def _is_safe(address: str) -> bool:
    """Whether what is sent there is sealed, or stays on this machine."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
        )
    except ValueError:
        return False


def issuer(value: str) -> str:
    """The address of an OpenID provider, as it calls itself; http only on this machine."""
    said = value.strip()
    if said and not _is_safe(said):
        raise Unfit(f"is {value!r}, but must begin with https://")
    return said


def model_url(value: str) -> str:
    """The address of a language model, without the slash at its end; http only on this machine."""
    said = value.strip().rstrip("/")
    if said and (not _is_safe(said) or "/chat" in said):
        raise Unfit(f"is {value!r}, but must be like https://model.example.org/v1")
    return said


def claim_map(value: str) -> tuple[tuple[str, str, str], ...]:
    """(value of the claim, role, key of a unit or "") in order."""
    found = []
    for word in (word.strip() for word in value.split(",")):
        if not word:
            continue
        said, equals, place = word.rpartition("=")
        role, _slash, unit = place.partition("/")
        if not equals or not said or role not in ROLES:
            raise Unfit(f"has {word!r}, but must be value=role or value=role/unit; roles are {', '.join(ROLES)}")
        found.append((said, role, unit))
    return tuple(found)


def positive(value: str) -> int:
    if not value.strip().isdigit() or int(value) < 1:
        raise Unfit(f"is {value!r}, but must be a whole number of at least 1")
    return int(value)


def folder(value: str) -> Path:
    path = Path(value.strip()).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise Unfit(f"is {value!r}, which is a file; it must be a folder")
    return path


def file(value: str) -> Path | None:
    if not value.strip():
        return None
    path = Path(value.strip()).expanduser().absolute()
    if not path.is_file():
        raise Unfit(f"is {value!r}, but there is no such file")
    return path


def words(value: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[,\s]+", value) if word)


def dns_label(value: str) -> str:
    name = value.strip().lower()
    if not _DNS_NAME.fullmatch(name):
        raise Unfit(f"is {value!r}, but must be letters, digits, hyphens and dots, as in DNS")
    return name


def dns_name(value: str) -> str:
    return dns_label(value) if value.strip() else ""


def lower_words(value: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words(value))


def log_level(value: str) -> str:
    level = value.strip().upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise Unfit(f"is {value!r}, but must be debug, info, warning or error")
    return level


def language(value: str) -> str:
    if value not in {"nb", "nn", "da", "en"}:
        raise Unfit(f"is {value!r}, but must be nb, nn, da or en")
    return value


def time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise Unfit(f"is {value!r}, which is no time zone; write for example Europe/Oslo") from None
    return value


def colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value.strip()):
        raise Unfit(f"is {value!r}, but must be # and six digits, for example #0a5c7d")
    return value.strip().lower()


def web_url(value: str) -> str:
    parts = _split(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise Unfit(f"is {value!r}, but must be like https://post.example.org, without a path")
    return value.strip().rstrip("/")


def other_web_url(value: str) -> str:
    return web_url(value) if value.strip() else ""


def web_page(value: str) -> str:
    parts = _split(value)
    if value.strip() and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise Unfit(f"is {value!r}, but must be like https://example.org/a/page")
    return value.strip()


def database_url(value: str) -> str:
    if not value.strip():
        return ""
    parts = _split(value)
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise Unfit("must be like postgresql://user:password@host:5432/torg")
    return value.strip()


def mail_address(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", value.strip()):
        raise Unfit(f"is {value!r}, but must be an e-mail address such as post@example.org")
    return value.strip()


def web_listen(value: str) -> Listen:
    return _listen(value, protocols=("http",))


def mail_listen(value: str) -> Listen:
    return _listen(value, protocols=("smtp", "lmtp"))


def mail_server(value: str) -> MailServer | None:
    """`smtp://` (plain), `smtp+starttls://` or `smtps://`, with `user:password@` where needed."""
    if not value.strip():
        return None
    kinds: Ports = {"smtp": ("none", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}
    return _server(value, kinds, example="smtp+starttls://user:password@mail.example.org:587")


def mailboxes(value: str) -> tuple[MailServer, ...]:
    """`imap://`, `imap+starttls://` or `imaps://`, several with a comma or blank between them."""
    kinds: Ports = {"imap": ("none", 143), "imap+starttls": ("starttls", 143), "imaps": ("tls", 993)}
    example = "imaps://user:password@mail.example.org/INBOX"
    found = []
    for word in words(value):
        server = _server(word, kinds, example=example)
        if not server.user:
            raise Unfit(f"names {server.host} without a user; write it like {example}")
        found.append(server)
    return tuple(found)


def _listen(value: str, *, protocols: tuple[str, ...]) -> Listen:
    text = value.strip()
    parts = _split(text if "://" in text else f"{protocols[0]}://{text}")
    if parts.scheme not in protocols or not parts.hostname or parts.port is None:
        raise Unfit(f"is {value!r}, but must be an address and a port, for example 127.0.0.1:8000")
    return Listen(parts.scheme, parts.hostname, parts.port)


def _server(value: str, kinds: Ports, *, example: str) -> MailServer:
    parts = _split(value)
    if parts.scheme not in kinds or not parts.hostname:
        raise Unfit(f"must begin with one of {', '.join(f'{kind}://' for kind in kinds)} and be like {example}")
    security, port = kinds[parts.scheme]
    return MailServer(
        host=parts.hostname,
        port=parts.port or port,
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or ("INBOX" if "imap" in parts.scheme else ""),
    )


def _split(value: str) -> SplitResult:
    try:
        parts = urlsplit(value.strip())
        _ = parts.port  # asked for now, because a wrong port is only found when asked for
    except ValueError as error:
        raise Unfit(f"cannot be read as an address ({error})") from None
    return parts
