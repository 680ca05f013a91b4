"""Rows, like code, point down the stairs and never up."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

ROOT = Path(__file__).parent.parent.parent


def floors() -> dict[str, int]:
    """Every room and its floor, the cellar being highest in number, from the contract on imports."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    return {room.strip(" ()"): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


def test_foreign_keys_point_down_the_stairs() -> None:
    floor = floors()
    for model in apps.get_models():
        room = model.__module__.removeprefix("torg.").split(".")[0]
        if not model.__module__.startswith("torg."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, Field) and field.is_relation and field.related_model is not None:
                assert not isinstance(field.related_model, str)
                to = field.related_model.__module__
                if to.startswith("torg."):
                    target = to.split(".")[1]
                    assert target == room or floor[target] > floor[room], f"{model.__name__}.{field.name} points up"


def test_every_room_stands_in_the_contract() -> None:
    rooms = {path.parent.name for path in (ROOT / "src" / "torg").glob("*/__init__.py")}
    assert rooms <= set(floors())


CELLAR = [path for room in ("strategy", "language") for path in sorted((ROOT / "src" / "torg" / room).rglob("*.py"))]


@pytest.mark.parametrize("path", CELLAR, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_cellar_never_asks_the_clock(path: Path) -> None:
    asked = {"now", "today", "utcnow", "localtime", "monotonic"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in asked, f"line {node.lineno}"
