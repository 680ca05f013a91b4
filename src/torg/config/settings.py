"""Django's settings, made from Torg's own (environment.py is the only place that reads variables)."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages import constants as levels
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from torg.config.database import OwnPostgres
from torg.config.environment import environment
from torg.config.logs import logging_settings

TORG = environment()
"""Torg's settings as read; other rooms are handed what they need from here, in wiring.py and in the faces."""

OWN_POSTGRES = None if TORG.database_url else OwnPostgres(TORG.data / "postgres")
"""The PostgreSQL that Torg starts itself, or None when TORG_DATABASE_URL names another."""


def _kept_secret(folder: Path, name: str = "secret_key") -> str:
    """A generated key of this machine: read, or made once, readable by its owner only."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{name}.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)  # unlike a rename, refuses when another process was quicker
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def _database(url: str) -> dict[str, Any]:
    """One Django database from a PostgreSQL address; whatever is not Django's own name goes to the driver."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**parts, "pool": {"min_size": 0, "max_size": TORG.database_pool, "timeout": 10}},
    }


SECRET_KEY = TORG.secret_key or _kept_secret(TORG.data)
SEALING_KEYS = TORG.sealing_keys or (_kept_secret(TORG.data, "sealing_key"),)
LOOKUP_KEY = TORG.lookup_key or _kept_secret(TORG.data, "lookup_key")
"""What people.secrets seals with, the newest first, and finds again by."""
DEBUG = TORG.debug
ALLOWED_HOSTS = [*TORG.hosts, *(urlsplit(url).hostname or "" for url in (TORG.base_url, TORG.files_url) if url)]
CSRF_TRUSTED_ORIGINS = [TORG.base_url]
ROOT_URLCONF = "torg.config.urls"
ASGI_APPLICATION = "torg.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "torg.people",
    "torg.editions",
    "torg.catalogue",
    "torg.mailroom",
    "torg.participation",
    "torg.assistant",
    "torg.enquiries",
    "torg.jobs",
    "torg.faces.parts",
    "torg.faces.portal",
    "torg.faces.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "torg.faces.parts.files.Cookieless",
    "torg.faces.parts.csp.StrictCsp",
    "torg.faces.portal.for_all.ForAll",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "torg.faces.desk.sessions.DeskSessions",
    "torg.faces.desk.sessions.LogInAsked",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "torg.faces.parts.context.municipality",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "torg.faces.parts.templatetags.torg",
                "torg.faces.parts.templatetags.pages",
            ],
        },
    }
]
FORM_RENDERER = "torg.faces.parts.forms.Renderer"

DATABASES = {"default": _database(OWN_POSTGRES.url() if OWN_POSTGRES else TORG.database_url)}

AUTH_USER_MODEL = "people.Staff"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "desk:login"
LOGIN_REDIRECT_URL = "desk:inbox"
LOGOUT_REDIRECT_URL = "desk:login"

SESSION_COOKIE_AGE = TORG.session_hours * 60 * 60
SECOND_FACTOR: tuple[str, ...] = TORG.second_factor
SESSION_IDLE_MINUTES: int = TORG.session_idle_minutes
SESSION_HOURS: int = TORG.session_hours
OIDC_ISSUER: str = TORG.oidc_issuer
OIDC_CLIENT_ID: str = TORG.oidc_client_id
OIDC_CLIENT_SECRET: str = TORG.oidc_client_secret
OIDC_NAME: str = TORG.oidc_name or urlsplit(TORG.oidc_issuer).hostname or ""
OIDC_LINK_BY_EMAIL: bool = TORG.oidc_link_by_email
OIDC_CLAIM: str = TORG.oidc_claim
OIDC_MAP: tuple[tuple[str, str, str], ...] = TORG.oidc_map
"""How staff get in, and for how long."""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TORG.base_url.startswith("https:")
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TORG.production else 0
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
"""What a page says once may be a password to begin with: it stays here, and no cookie carries it."""
MESSAGE_TAGS = {levels.ERROR: "danger"}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
"""Bytes of a form without its files; a long letter is a hundredth of it. Files have TORG_ATTACHMENT_LIMIT_MB."""

USE_I18N = True
USE_TZ = True
TIME_ZONE = TORG.time_zone
LANGUAGE_CODE = TORG.language
LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("da", _("Danish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "torg_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
"""Set when somebody chooses a language, and at no other time."""
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = TORG.data / "static" if TORG.production else None
WHITENOISE_USE_FINDERS = not TORG.production
WHITENOISE_AUTOREFRESH = TORG.debug
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if TORG.production
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

LOGGING = logging_settings(TORG.log_level)

SHELF_BUILT_AT_ONCE = False
"""Whether who asks after a change of pages waits for the new shelf, rather than being answered from the one before."""

CHANNELS_WIRING = "torg.config.wiring.channels"
"""Dotted name of the function that makes the channels that are open here, by kind."""

BASE_URL: str = TORG.base_url
FILES_URL: str = TORG.files_url
MAIL_FROM: str = TORG.mail_from
MAIL_DOMAIN: str = TORG.mail_from.rpartition("@")[2]
"""What the heart and the mailroom write into letters: where the links lead, and who they come from; FILES_URL is where
the files lie that people sent, "" when below BASE_URL."""

COLOUR_MAIN: str = TORG.colour_main
COLOUR_ACCENT: str = TORG.colour_accent
ACCESSIBILITY_URL: str = TORG.accessibility_url
ATTACHMENT_LIMIT_MB: int = TORG.attachment_limit_mb
"""What the pages need to know: the municipality's colours and declaration, how much may be attached."""

PROCRASTINATE_IMPORT_PATHS = [
    "torg.jobs.chat",
    "torg.jobs.forecast",
    "torg.jobs.housekeeping",
    "torg.jobs.links",
    "torg.jobs.pages",
    "torg.jobs.questions",
    "torg.jobs.follow_ups",
    "torg.jobs.reconciliation",
    "torg.jobs.tallies",
    "torg.jobs.surveys",
    "torg.jobs.forgetting",
    "torg.jobs.turns",
    "torg.jobs.use",
    "torg.jobs.words",
]
