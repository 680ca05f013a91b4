"""Every setting of Torg: an environment variable, what it means, and what it is when nobody sets it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from torg.config import kinds
from torg.config.kinds import Listen, MailServer, Unfit
from torg.config.trouble import Trouble


@dataclass(frozen=True)
class Setting:
    """One environment variable; `required` means that a production start (`TORG_PRODUCTION=yes`) needs it."""

    name: str
    read: Callable[[str], Any]
    default: str
    explanation: str
    example: str = ""
    required: bool = False
    secret: bool = False


class SettingsFaulty(Trouble):
    """Some settings are missing or wrong: every fault at once, a sentence each, ready to be shown."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("Torg cannot start with these settings:\n" + "\n".join(f"  - {fault}" for fault in faults))


def setting(
    name: str,
    read: Callable[[str], Any],
    default: str,
    explanation: str,
    *,
    example: str = "",
    required: bool = False,
    secret: bool = False,
) -> Any:
    return field(metadata={"setting": Setting(name, read, default, explanation, example, required, secret)})


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings as read: one field a variable, in the order in which the documentation shows them."""

    production: bool = setting(
        "TORG_PRODUCTION",
        kinds.flag,
        "no",
        "Real citizens are served here: the settings marked as required must be set, cookies travel over https only, "
        "and the web address must be https.",
        example="yes",
    )
    data: Path = setting(
        "TORG_DATA",
        kinds.folder,
        "var",
        "The folder where Torg keeps what is its own on this machine: its PostgreSQL, the generated key, collected "
        "static files.",
        example="/var/lib/torg",
    )
    database_url: str = setting(
        "TORG_DATABASE_URL",
        kinds.database_url,
        "",
        "PostgreSQL 15 or later. Empty: Torg starts a PostgreSQL of its own, with the data in `postgres` under "
        "TORG_DATA.",
        example="postgresql://torg:password@db.example.org:5432/torg",
        secret=True,
    )
    database_pool: int = setting(
        "TORG_DATABASE_POOL",
        kinds.positive,
        "8",
        "How many connections to the database one process may hold.",
        example="16",
    )
    live_streams: int = setting(
        "TORG_LIVE_STREAMS",
        kinds.positive,
        "5000",
        "How many open pages one web process tells at once what is new in the chat, each about 15 kB of memory and one "
        "open file; further pages ask for it every few seconds.",
        example="10000",
    )
    strategy: Path | None = setting(
        "TORG_STRATEGY",
        kinds.file,
        "",
        "The strategy file that is published at the first start, when no edition is in force yet. Later editions are "
        "published with `torg strategy publish`.",
        example="strategies/alver.toml",
    )
    secret_key: str = setting(
        "TORG_SECRET_KEY",
        kinds.text,
        "",
        "Signs log-ins and forms; at least 32 characters, the same on every machine. Empty: one is made and kept in "
        "`secret_key` under TORG_DATA.",
        example="an-example-only-make-your-own-of-50-random-characters",
        required=True,
        secret=True,
    )
    sealing_keys: tuple[str, ...] = setting(
        "TORG_SEALING_KEYS",
        kinds.words,
        "",
        "Seal identity numbers and the secrets of second factors in the database; each at least 32 characters, without "
        "commas or spaces. The first seals, all of them open: put a new one in front, and keep the old one until the "
        "next morning. Empty: one is made and kept in `sealing_key` under TORG_DATA. Whoever loses them loses what "
        "they seal.",
        example="an-example-only-make-your-own-of-50-random-characters-s",
        required=True,
        secret=True,
    )
    lookup_key: str = setting(
        "TORG_LOOKUP_KEY",
        kinds.text,
        "",
        "Makes the hashes by which identity numbers are found again; at least 32 characters, never changed. Empty: one "
        "is made and kept in `lookup_key` under TORG_DATA.",
        example="an-example-only-make-your-own-of-50-random-characters-l",
        required=True,
        secret=True,
    )
    second_factor: tuple[str, ...] = setting(
        "TORG_SECOND_FACTOR",
        kinds.second_factor,
        "asked",
        "Whether staff need more than a password. `off`: nobody is asked. `asked`: those who have set up an app or a "
        "passkey are asked. `all`, or roles with a comma between them (front_line, case_worker, manager, editor, "
        "administrator, auditor): they must have one, and everybody who has one is asked.",
        example="administrator, auditor, manager",
    )
    session_idle_minutes: int = setting(
        "TORG_SESSION_IDLE_MINUTES",
        kinds.positive,
        "120",
        "After so many minutes without a click staff are logged out.",
        example="60",
    )
    session_hours: int = setting(
        "TORG_SESSION_HOURS",
        kinds.positive,
        "12",
        "After so many hours staff are logged out, whatever they do.",
        example="9",
    )
    oidc_issuer: str = setting(
        "TORG_OIDC_ISSUER",
        kinds.issuer,
        "",
        "The address of the OpenID provider with which staff log in (Entra ID, Keycloak, ID-porten for employees ...). "
        "Empty: there is none.",
        example="https://login.example.org/realms/town",
    )
    oidc_client_id: str = setting(
        "TORG_OIDC_CLIENT_ID", kinds.text, "", "What the provider calls Torg.", example="torg"
    )
    oidc_client_secret: str = setting(
        "TORG_OIDC_CLIENT_SECRET",
        kinds.text,
        "",
        "The secret that the provider has given Torg.",
        example="an-example-only",
        secret=True,
    )
    oidc_name: str = setting(
        "TORG_OIDC_NAME",
        kinds.text,
        "",
        "What staff call that log-in; stands on its button. Empty: the provider's host name.",
        example="Alver-ID",
    )
    oidc_link_by_email: bool = setting(
        "TORG_OIDC_LINK_BY_EMAIL",
        kinds.flag,
        "no",
        "The first time, an account is found by the e-mail address that the provider says it has verified. Otherwise "
        "staff connect the two themselves, on their account page.",
        example="yes",
    )
    oidc_claim: str = setting(
        "TORG_OIDC_CLAIM",
        kinds.text,
        "",
        "The claim that says who somebody is in the organisation, such as `groups`; its values are read by "
        "TORG_OIDC_MAP. Empty: role and unit are set in Torg.",
        example="groups",
    )
    oidc_map: tuple[tuple[str, str, str], ...] = setting(
        "TORG_OIDC_MAP",
        kinds.claim_map,
        "",
        "What values of that claim mean, as value=role or value=role/unit, with a comma between them; the first that "
        "fits counts, at each log-in.",
        example="torg-front=front_line/service_office, torg-admins=administrator",
    )
    base_url: str = setting(
        "TORG_BASE_URL",
        kinds.web_url,
        "http://127.0.0.1:8000",
        "The address that people type; the links in receipts and answers begin with it.",
        example="https://post.example.org",
        required=True,
    )
    files_url: str = setting(
        "TORG_FILES_URL",
        kinds.other_web_url,
        "",
        "Another address of this same Torg, from which the files that people sent are given out, so that nothing in "
        "them comes near the pages where people log in; best on a domain of its own. Empty: they are given out below "
        "TORG_BASE_URL, without cookies.",
        example="https://files.example.net",
    )
    hosts: tuple[str, ...] = setting(
        "TORG_HOSTS",
        kinds.words,
        "127.0.0.1, localhost, [::1]",
        "The host names that Torg answers to, with a comma between them; TORG_BASE_URL adds its own.",
        example="post.example.org",
    )
    web_address: Listen = setting(
        "TORG_WEB_ADDRESS",
        kinds.web_listen,
        "127.0.0.1:8000",
        "Where `torg web` listens; put a web server with https in front.",
        example="0.0.0.0:8000",
    )
    trusted_proxies: str = setting(
        "TORG_TRUSTED_PROXIES",
        kinds.text,
        "127.0.0.1",
        "The addresses of the web servers in front, with commas between them: from them alone it is believed who asks "
        "(X-Forwarded-For) and whether it was by https. With a wrong one all visitors look like one: log-ins are held "
        "back for all together, and nothing is learnt from what readers choose.",
        example="10.0.0.5,10.0.0.6",
    )
    language: str = setting(
        "TORG_LANGUAGE",
        kinds.language,
        "nb",
        "The language when a visitor has chosen none: nb, nn, da or en.",
        example="da",
    )
    time_zone: str = setting(
        "TORG_TIME_ZONE",
        kinds.time_zone,
        "Europe/Oslo",
        "The zone in which pages show times; promises are reckoned in the zone of the strategy.",
        example="Europe/Copenhagen",
    )
    smtp_listen: Listen = setting(
        "TORG_SMTP_LISTEN",
        kinds.mail_listen,
        "smtp://127.0.0.1:2525",
        "Where `torg mail` receives e-mail, over SMTP or LMTP.",
        example="lmtp://127.0.0.1:2424",
    )
    smtp_certificate: Path | None = setting(
        "TORG_SMTP_CERTIFICATE",
        kinds.file,
        "",
        "The file with the certificate (PEM, the whole chain) with which `torg mail` offers STARTTLS. Empty: it is not "
        "offered; that is right where a mail server on the same machine hands the mail over.",
        example="/etc/torg/mail.example.org.pem",
    )
    smtp_key: Path | None = setting(
        "TORG_SMTP_KEY",
        kinds.file,
        "",
        "The file with the private key of that certificate. Empty: it stands in the same file.",
        example="/etc/torg/mail.example.org.key",
    )
    mailboxes: tuple[MailServer, ...] = setting(
        "TORG_MAILBOXES",
        kinds.mailboxes,
        "",
        "Mailboxes that Torg fetches from, with a comma between them: imaps://, imap+starttls:// or imap://. "
        "Write @ in a user name as %40.",
        example="imaps://post%40example.org:password@imap.example.org/INBOX",
        secret=True,
    )
    smtp_send: MailServer | None = setting(
        "TORG_SMTP_SEND",
        kinds.mail_server,
        "",
        "The mail server that takes what we send: smtps://, smtp+starttls:// or smtp://. Empty: what we send waits in "
        "the outbox.",
        example="smtp+starttls://user:password@mail.example.org:587",
        required=True,
        secret=True,
    )
    dkim_key: Path | None = setting(
        "TORG_DKIM_KEY",
        kinds.file,
        "",
        "The file with the private key (RSA, PEM, no password) that signs what we send by e-mail (DKIM). Empty: Torg "
        "does not sign; then the mail server should.",
        example="/etc/torg/dkim.pem",
    )
    dkim_selector: str = setting(
        "TORG_DKIM_SELECTOR",
        kinds.dns_label,
        "torg",
        "The name under which the public half of that key stands in DNS: SELECTOR._domainkey.DOMAIN.",
        example="torg2026",
    )
    dkim_domain: str = setting(
        "TORG_DKIM_DOMAIN",
        kinds.dns_name,
        "",
        "The domain that signs. Empty: that of TORG_MAIL_FROM.",
        example="example.org",
    )
    mail_from: str = setting(
        "TORG_MAIL_FROM",
        kinds.mail_address,
        "post@localhost.localdomain",
        "The address that our e-mail comes from.",
        example="post@example.org",
        required=True,
    )
    mail_domains: tuple[str, ...] = setting(
        "TORG_MAIL_DOMAIN",
        kinds.words,
        "localhost.localdomain",
        "The domain of our own addresses, or several with a comma between them; mail from them is never answered "
        "automatically.",
        example="example.org",
        required=True,
    )
    public_mail_domains: frozenset[str] = setting(
        "TORG_PUBLIC_MAIL_DOMAINS",
        kinds.lower_words,
        "gmail.com, googlemail.com, outlook.com, hotmail.com, hotmail.no, hotmail.dk, live.com, live.no, live.dk, "
        "msn.com, icloud.com, me.com, mac.com, yahoo.com, yahoo.no, yahoo.dk, proton.me, protonmail.com, online.no, "
        "getmail.no, broadpark.no, frisurf.no, c2i.net, lyse.net, altibox.no, mail.dk, jubii.dk, stofanet.dk, "
        "youmail.dk, webspeed.dk, mail.com, gmx.com, gmx.net, gmx.de, web.de, wp.pl, o2.pl",
        "Mail domains where half the town has its address, with a comma between them: the limit of receipts to one "
        "domain does not hold for them.",
        example="gmail.com, outlook.com",
    )
    attachment_limit_mb: int = setting(
        "TORG_ATTACHMENT_LIMIT_MB",
        kinds.positive,
        "25",
        "The most that the attachments of one message may weigh together, in megabytes; the form says so beforehand.",
        example="50",
    )
    colour_main: str = setting(
        "TORG_COLOUR_MAIN",
        kinds.colour,
        "#0b5d66",
        "The municipality's main colour; the shades are reckoned from it so that text stays readable.",
        example="#1e4b8f",
    )
    colour_accent: str = setting(
        "TORG_COLOUR_ACCENT",
        kinds.colour,
        "#a8471f",
        "The municipality's second colour.",
        example="#c2410c",
    )
    accessibility_url: str = setting(
        "TORG_ACCESSIBILITY_URL",
        kinds.web_page,
        "",
        "The municipality's declaration in the national register of accessibility statements (Norway: uustatus.no, "
        "Denmark: was.digst.dk); the statement on the portal leads to it. Empty: none is linked.",
        example="https://uustatus.no/nb/erklaringer/publisert/example",
    )
    language_model_url: str = setting(
        "TORG_LANGUAGE_MODEL_URL",
        kinds.model_url,
        "",
        "The address of a language model that speaks as OpenAI's does, up to where `/chat/completions` follows. It may "
        "say shorter what the assistant found in the municipality's own pages; what it says is given only when it "
        "stands there. It gets the passages and the question without numbers and addresses, nothing else. Empty: there "
        "is none, and the assistant gives the text as it stands.",
        example="https://model.example.org/v1",
    )
    language_model_name: str = setting(
        "TORG_LANGUAGE_MODEL_NAME",
        kinds.text,
        "",
        "What the model is called there; it must be set with TORG_LANGUAGE_MODEL_URL.",
        example="small-nordic-model",
    )
    language_model_key: str = setting(
        "TORG_LANGUAGE_MODEL_KEY",
        kinds.text,
        "",
        "The key that its server asks for. Empty: it asks for none.",
        example="an-example-only",
        secret=True,
    )
    log_level: str = setting(
        "TORG_LOG_LEVEL",
        kinds.log_level,
        "info",
        "How much is written to the log: debug, info, warning or error. Personal data is never written.",
        example="warning",
    )
    debug: bool = setting(
        "TORG_DEBUG",
        kinds.flag,
        "no",
        "Shows faults to the visitor, code and all. For development only; refused in production.",
        example="yes",
    )


SETTINGS: tuple[Setting, ...] = tuple(one.metadata["setting"] for one in fields(Environment))


def read(variables: Mapping[str, str]) -> Environment:
    """The settings in these variables; raises SettingsFaulty with every fault."""
    faults = _unknown(variables)
    values: dict[str, Any] = {}
    for one in fields(Environment):
        about: Setting = one.metadata["setting"]
        given = variables.get(about.name, "")
        try:
            values[one.name] = about.read(given if given.strip() else about.default)
        except Unfit as unfit:
            faults.append(f"{about.name} {unfit}.")
    production = values.get("production", False)
    if production:
        faults += [
            f"{about.name} must be set in production: {about.explanation} Example: {about.example}"
            for about in SETTINGS
            if about.required and not variables.get(about.name, "").strip()
        ]
    faults += _disagreements(values, production=production)
    if faults:
        raise SettingsFaulty(tuple(faults))
    return Environment(**values)


@cache
def environment() -> Environment:
    """The settings of this process, read once."""
    return read(os.environ)


def _unknown(variables: Mapping[str, str]) -> list[str]:
    names = [about.name for about in SETTINGS]
    faults = []
    for name in sorted(variables):
        if name.startswith("TORG_") and name not in names:
            near = get_close_matches(name, names, n=1, cutoff=0.6)
            faults.append(f"{name} is no setting of Torg" + (f"; is {near[0]} meant?" if near else "."))
    return faults


def _disagreements(values: Mapping[str, Any], *, production: bool) -> list[str]:
    faults = []
    if 0 < len(values.get("secret_key", "")) < 32:
        faults.append("TORG_SECRET_KEY is shorter than 32 characters; make a longer one at random.")
    for name in ("sealing_keys", "lookup_key"):
        given = values.get(name, ())
        if any(len(key) < 32 for key in ([given] if isinstance(given, str) else given) if key):
            faults.append(f"TORG_{name.upper()} has a key of less than 32 characters; make a longer one at random.")
    if bool(values.get("language_model_url")) != bool(values.get("language_model_name")):
        faults.append("TORG_LANGUAGE_MODEL_URL and TORG_LANGUAGE_MODEL_NAME are set together, or neither.")
    if values.get("oidc_issuer") and not values.get("oidc_client_id"):
        faults.append("TORG_OIDC_CLIENT_ID must be set with TORG_OIDC_ISSUER.")
    if bool(values.get("oidc_claim")) != bool(values.get("oidc_map")):
        faults.append("TORG_OIDC_CLAIM and TORG_OIDC_MAP are set together, or neither.")
    if production and values.get("debug"):
        faults.append("TORG_DEBUG must be no in production: it would show visitors what goes on inside.")
    if values.get("smtp_key") and not values.get("smtp_certificate"):
        faults.append("TORG_SMTP_KEY is of no use without TORG_SMTP_CERTIFICATE.")
    if production and str(values.get("base_url", "https:")).startswith("http:"):
        faults.append("TORG_BASE_URL must begin with https:// in production.")
    return faults
