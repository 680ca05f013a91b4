"""A sender's markup made safe to show: nothing runs, nothing is fetched, nothing can be sent, and links open elsewhere.

What comes out is shown in a frame with a policy of its own all the same; either would be enough alone.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import unquote

import nh3

from torg.channels.text import COMMENT_END, LONGEST_MARKUP, SILENT, clean

DEEPEST = 500
"""Elements within elements that are kept; deeper ones lose their tags and keep their words, as in browsers."""

_TAGS = frozenset(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn "
    "div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q "
    "rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul "
    "var wbr".split()
)
_GONE = frozenset(
    "script style title template noscript svg math iframe object embed select textarea audio video head".split()
)
_ATTRIBUTES = {
    "*": {"style", "title", "lang", "dir", "align"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "size", "face"},
    "table": {"border", "cellpadding", "cellspacing", "width", "bgcolor"},
    "td": {"colspan", "rowspan", "width", "valign", "bgcolor", "height"},
    "th": {"colspan", "rowspan", "width", "valign", "bgcolor", "scope", "height"},
    "tr": {"valign", "bgcolor"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "ol": {"start", "type"},
    "li": {"value"},
    "blockquote": {"type"},
}
_STYLES = frozenset(
    "background-color border border-bottom border-collapse border-color border-left border-right border-style "
    "border-top border-width color direction font-family font-size font-style font-weight letter-spacing line-height "
    "list-style-type margin margin-bottom margin-left margin-right margin-top padding padding-bottom padding-left "
    "padding-right padding-top text-align text-decoration text-indent text-transform vertical-align white-space "
    "width".split()
)
# No address, no escape and no function but a colour can be written with these.
_STYLE_VALUE = re.compile(r"""(?:[#\w\s.,%!'"+-]|rgba?\([\d\s.,%]{1,40}\))*""")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_OPENABLE = ("http://", "https://", "mailto:", "tel:")
_EMPTY = frozenset(("br", "hr", "img", "col", "wbr"))
# The next one ends the one before, so these do not nest by themselves.
_ENDED_BY_NEXT = frozenset("p li dt dd td th tr tbody thead tfoot colgroup caption rt rp".split())
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]*)(?P<said>(?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>"""
    r"""|(?P<comment><!--)|<[!?/][^<>]*>"""
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def safe(markup: str, cids: Mapping[str, str] | None = None) -> str:
    """Markup for showing; ``cids`` are the addresses of the pictures in the message by Content-ID (without brackets).

    Pictures from elsewhere are left out, so that nobody sees when and where a letter is opened. Links keep their
    address and open in a new window without telling where they were. Time grows with the length, and all of it is
    bounded.
    """
    pictures = cids or {}

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "style":
            return _style(value) or None
        if name == "href":
            return value if value.strip().lower().startswith(_OPENABLE) else None
        if name == "src":
            return _picture(value.strip(), pictures) if tag == "img" else None
        return value

    return nh3.clean(
        _plain(clean(markup[:LONGEST_MARKUP])),
        tags=set(_TAGS),
        clean_content_tags=set(_GONE),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
    )


def _plain(markup: str) -> str:
    """The same page written so that reading it is quick: known elements only, not too deep, each end with a beginning.

    What takes browsers' way of reading (and nh3's) time that grows with the square of the length is an end without a
    beginning, and elements within elements without end.
    """
    made: list[str] = []
    open_now: Counter[str] = Counter()
    passed_over: Counter[str] = Counter()
    depth = position = 0
    endless: set[str] = set()
    while found := _TAG.search(markup, position):
        made.append(markup[position : found.start()].replace("<", "&lt;"))
        position = found.end()
        name = (found["name"] or "").lower()
        silent = SILENT.get(name) if name in _GONE and not found["end"] else COMMENT_END if found["comment"] else None
        if silent:
            end = silent.search(markup, position) if silent.pattern not in endless else None
            position = end.end() if end else position
            if not end:
                endless.add(silent.pattern)
        elif name not in _TAGS:
            continue
        elif found["end"]:
            if passed_over[name]:
                passed_over[name] -= 1
            elif open_now[name]:
                open_now[name] -= 1
                depth -= name not in _ENDED_BY_NEXT
                made.append(f"</{name}>")
        elif name in _EMPTY:
            made.append(f"<{name}{_attributes(found['said'])}>")
        elif depth >= DEEPEST:
            passed_over[name] += 1
        else:
            open_now[name] += 1
            depth += name not in _ENDED_BY_NEXT
            made.append(f"<{name}{_attributes(found['said'])}>")
    made.append(markup[position:].replace("<", "&lt;"))
    return "".join(made)


def _attributes(written: str) -> str:
    """Attributes written anew, so that no quote is left open."""
    if "=" not in written:
        return ""
    said = (
        f' {name}="{html.escape(html.unescape(one or two or three))}"'
        for name, one, two, three in _ATTRIBUTE.findall(written)
    )
    return "".join(said)


def _style(written: str) -> str:
    """The declarations that only change how something looks where it stands."""
    kept = []
    for one in written[:2000].split(";"):
        name, _, value = one.partition(":")
        if name.strip().lower() in _STYLES and _STYLE_VALUE.fullmatch(value) and "--" not in value:
            kept.append(f"{name.strip().lower()}:{value.strip()}")
    return ";".join(kept)


def _picture(address: str, cids: Mapping[str, str]) -> str | None:
    """Where a picture is, when it is in the message itself."""
    if address.lower().startswith("cid:"):
        name = address[4:]
        return cids.get(name) or cids.get(unquote(name)) or None
    return address if _PICTURE.fullmatch(address) else None
