"""The language as a JSON Schema, so that editors can complete and check a strategy file while it is written."""

from __future__ import annotations

from typing import Any

from torg.strategy.tables import GRAMMAR

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a strategy file.

    It is made from the same description that the reader follows; what must hold between tables is only in the reader.
    """
    return {
        "$schema": DIALECT,
        "title": "A municipality's channel and service strategy",
        "description": "What a municipality promises in each channel. See docs/strategy-language.md.",
        "type": "object",
        "properties": GRAMMAR.schema(),
        "required": ["municipality", "channels"],
        "additionalProperties": False,
    }


def keys() -> tuple[str, ...]:
    """Every key of the language by its path: ``municipality.name``, ``channels.*.kind``, ``replies[].when.exempt``."""
    found: list[str] = []
    _collect(json_schema(), "", found)
    return tuple(dict.fromkeys(found))


def _collect(schema: dict[str, Any], path: str, found: list[str]) -> None:
    for name, held in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        found.append(here)
        _collect(held, here, found)
    inner = schema.get("additionalProperties")
    if isinstance(inner, dict) and inner.get("properties"):
        _collect(inner, f"{path}.*", found)
    items = schema.get("items")
    if isinstance(items, dict):
        _collect(items, f"{path}[]", found)
