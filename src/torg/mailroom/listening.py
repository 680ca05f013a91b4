"""Where to listen for what the database tells (LISTEN): by a connection of one's own, beside Django's."""

from __future__ import annotations

from django.db import connection
from psycopg.conninfo import make_conninfo


def address() -> str:
    """How to reach the database, without what only Django's own connections have."""
    wanted = connection.get_connection_params()
    plain = {"host", "port", "dbname", "user", "password"}
    return make_conninfo(**{k: v for k, v in wanted.items() if k in plain or k.startswith("ssl")})
