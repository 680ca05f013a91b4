"""XML from outside, read with care: nothing that it can declare is followed, and it can be neither huge nor deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

MOST_BYTES, DEEPEST, MOST_NODES = 50_000_000, 40, 1_000_000
SEPARATOR = "}"
LANG = "http://www.w3.org/XML/1998/namespace}lang"


class XmlRefused(Exception):
    """An XML that is not read; ``why`` is a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(slots=True)
class Node:
    """An element: its name without the namespace, its attributes with it, its own text, and what it holds."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Node]:
        """What it holds of this name, one level down."""
        return (one for one in self.children if one.name == name)

    def said(self, name: str) -> str:
        """The text of the first of this name one level down, without space around; "" when there is none."""
        return next((" ".join(one.text.split()) for one in self.all(name)), "")

    def attribute(self, name: str) -> str:
        """An attribute by its name without the namespace; "" when there is none."""
        return next((said for key, said in self.attributes.items() if key.rpartition(SEPARATOR)[2] == name), "")


def read_xml(raw: bytes) -> Node:
    """The root element. Raises XmlRefused for what is no XML, declares a document type, is too large or too deep."""
    if len(raw) > MOST_BYTES:
        raise XmlRefused(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    top = Node("", {})
    inside = [top]
    count = 0

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_NODES or len(inside) > DEEPEST:
            raise XmlRefused("The file holds too much, or is nested too deeply.")
        made = Node(name.rpartition(SEPARATOR)[2], attributes)
        inside[-1].children.append(made)
        inside.append(made)

    def ends(_name: str) -> None:
        inside.pop()

    def says(text: str) -> None:
        inside[-1].text += text

    def refuses(*_declared: object) -> None:
        raise XmlRefused("The file declares a document type, which is not read. Save it without <!DOCTYPE ...>.")

    parser = ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler = says
    parser.StartDoctypeDeclHandler = refuses
    parser.EntityDeclHandler = refuses
    try:
        parser.Parse(raw, True)
    except (ExpatError, LookupError, ValueError) as error:
        raise XmlRefused(f"The file is not XML: {error}.") from error
    return top.children[0]
