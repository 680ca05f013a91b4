"""Why a date is what it is: facts stored with the promise, and the sentences they make in nb, nn, da and en."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Fact = str | int | list[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One fact on the way to a due date; days and moments in ``data`` are ISO 8601, on the municipality's clock."""

    code: str
    data: Mapping[str, Fact]


def to_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return the steps as plain values for a JSON column."""
    return [{"code": step.code, **step.data} for step in steps]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return the steps that ``to_json`` stored."""
    return tuple(Step(row["code"], {key: value for key, value in row.items() if key != "code"}) for row in stored)
