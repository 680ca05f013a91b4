"""Many new rows of one table at once, with COPY, which costs a third of what Django's own way does; a domain in SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql


class Domain(models.Func):
    """The part of an address after its at sign."""

    template = "split_part(%(expressions)s, '@', 2)"
    output_field = models.CharField()


def store(rows: Sequence[models.Model]) -> None:
    """Stores new rows of one table and gives each its id; rows they point at must have been stored before.

    Must run inside a transaction. Every field is written, so the model must not lean on defaults of the database.
    """
    if not rows:
        return
    meta = type(rows[0])._meta
    assert meta.pk is not None
    fields = meta.concrete_fields
    names = [field.attname for field in fields]
    pointing: list[Any] = [field for field in fields if field.is_relation]
    with_json = {place for place, field in enumerate(fields) if isinstance(field, models.JSONField)}
    copy_in = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(meta.db_table), sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(rows)],
        )
        ids = [found[0] for found in cursor.fetchall()]
        with connection.wrap_database_errors, cursor.copy(copy_in) as copy:
            for row, pk in zip(rows, ids, strict=True):
                row.pk = pk
                for field in pointing:
                    if field.is_cached(row) and (to := field.get_cached_value(row)) is not None:
                        setattr(row, field.attname, to.pk)
                values = [getattr(row, name) for name in names]
                for place in with_json:
                    values[place] = json.dumps(values[place])
                copy.write_row(values)
                row._state.adding, row._state.db = False, connection.alias
