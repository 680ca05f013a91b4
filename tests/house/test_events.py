"""Whatever happens to an enquiry is told in its story: every kind of event that the code writes has its sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import torg
from torg.channels.base import Receipt
from torg.enquiries.models import HandoverState, Outcome
from torg.faces.desk.told import SENTENCES, SHOWN_AS_CONTACT

SOURCE = Path(torg.__file__).parent
WRITERS = {"happened": 1, "_happened": 1}
"""The functions that write an event, and where among their arguments its kind stands."""
ENDINGS = {
    "handover_": HandoverState.values,
    "follow_up_": [value for value in Outcome.values if value != Outcome.OPEN],
    # That it was handed over stands at the message itself.
    "delivery_": [state for state in get_args(get_type_hints(Receipt)["state"]) if state != "handed_over"],
}
"""What can stand behind the beginning of a kind that is put together."""


class Reader(ast.NodeVisitor):
    """Reads the kinds of event that one file writes, with the line that writes each."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree, self.found, self.around = tree, list[tuple[str, int]](), list[ast.FunctionDef]()
        self.visit(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.around.append(node)
        self.generic_visit(node)
        self.around.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        place = WRITERS.get(name_of(node))
        if place is not None and len(node.args) > place:
            self.found += [(kind, node.lineno) for kind in self.kinds(node.args[place], self.around[-1])]

    def kinds(self, said: ast.expr, within: ast.FunctionDef) -> Iterator[str]:
        """What an expression can be: a text, one of two, a text with an ending, or what the function was given."""
        match said:
            case ast.Constant(value=str(kind)):
                yield kind
            case ast.IfExp(body=one, orelse=other):
                yield from self.kinds(one, within)
                yield from self.kinds(other, within)
            case ast.JoinedStr(values=[ast.Constant(value=str(begins)), ast.FormattedValue()]):
                yield from (f"{begins}{ending}" for ending in ENDINGS[begins])
            case ast.Name(id=given):
                yield from self.given(within, given)
            case _:
                raise AssertionError(f"line {said.lineno}: which kind of event is it?")

    def given(self, function: ast.FunctionDef, name: str) -> Iterator[str]:
        """What a name is set to in the function, or what the function is called with in its file under that name."""
        if function.name in WRITERS:
            return  # one that passes a kind on is a writer itself, and its own callers are read
        for line in ast.walk(function):
            if isinstance(line, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in line.targets):
                yield from self.kinds(line.value, function)
                return
        places = [one.arg for one in function.args.args]
        for outer in ast.walk(self.tree):
            if not isinstance(outer, ast.FunctionDef):
                continue
            for call in ast.walk(outer):
                if isinstance(call, ast.Call) and name_of(call) == function.name:
                    named = {word.arg: word.value for word in call.keywords}
                    yield from self.kinds(named.get(name) or call.args[places.index(name)], outer)


def name_of(call: ast.Call) -> str:
    """The last name of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def written() -> dict[str, str]:
    """Every kind of event that the code can write, and where."""
    kinds: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for kind, line in Reader(ast.parse(path.read_text())).found:
            kinds[kind] = f"{path.relative_to(SOURCE)}:{line}"
    return kinds


def test_every_event_that_is_written_is_told_or_hidden_by_name() -> None:
    kinds = written()
    assert {"opened", "marked_sensitive", "handover_refused", "person_joined", "delivery_bounced"} <= set(kinds)
    assert {kind: where for kind, where in kinds.items() if kind not in SENTENCES.keys() | SHOWN_AS_CONTACT} == {}


def test_no_sentence_waits_for_an_event_that_nobody_writes() -> None:
    assert SENTENCES.keys() - written().keys() == set()
