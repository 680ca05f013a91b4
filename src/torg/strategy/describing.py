"""The tables of keys in docs/strategy-language.md, written from the description that the reader follows."""

from __future__ import annotations

from torg.strategy.grammar import Key, Keys, Listed, Named
from torg.strategy.kinds import ByDay
from torg.strategy.tables import GRAMMAR


def keys_in_words() -> str:
    """Every table of the language with its keys, as Markdown."""
    return "\n".join(_table(name, table) for name, table in GRAMMAR.tables.items())


def _table(name: str, table: Keys | Named | Listed) -> str:
    if isinstance(table, Keys):
        heading, keys = f"[{name}]", table
    elif isinstance(table, Named):
        heading, keys = f"[{name}.NAME]", table.keys
    else:
        heading, keys = f"[[{name}]]", table.keys
    lines = [f"### `{heading}`", "", keys.doc, "", "| key | holds | means |", "|---|---|---|", *_rows(keys, "")]
    return "\n".join([*lines, ""])


def _rows(keys: Keys, prefix: str) -> list[str]:
    rows = []
    for name, key in keys.keys.items():
        rows.append(_row(f"`{prefix}{name}`", key))
        inner = _inner(key)
        if inner:
            rows += _rows(inner, f"{prefix}{name}.DAY." if isinstance(key.kind, ByDay) else f"{prefix}{name}.")
    if keys.pattern_key:
        rows.append(_row("`mon` ... `sun`, `mon-fri`", keys.pattern_key))
    return rows


def _row(name: str, key: Key) -> str:
    return f"| {name}{' (must)' if key.required else ''} | {key.kind.words()} | {key.doc} |"


def _inner(key: Key) -> Keys | None:
    kind = key.kind.item if isinstance(key.kind, ByDay) else key.kind
    if isinstance(kind, Listed):
        return kind.keys
    return kind if isinstance(kind, Keys) else None
