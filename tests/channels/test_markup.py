"""A sender's markup can be shown: nothing in it runs, fetches, sends, or keeps us busy."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torg.channels.markup import DEEPEST, safe

PIECES = st.sampled_from([
    "<script>", "</script>", "<img src=", "'x", '"', ">", "<a href='javascript:alert(1)'", "<style>", "<svg><style>",
    "<math>",
    "<!--", "-->", "onerror=alert(1) ", "<iframe src=//x>", "</title>", "<noscript>", "<p title=\"</p>",
    "&lt;script&gt;", "<",
    "<form action=//x>", "<b", "</b>", "x", " style='background:url(//x)'", "<base href=//x>",
    "<link rel=stylesheet href=//x>",
    "<meta http-equiv=refresh content=0>", "<table background=//x>", "<template>", "<mglyph>", "<textarea>", "\0",
    "<%", "<?xml",
])  # fmt: skip
ALLOWED_ADDRESS = re.compile(r"https?://|mailto:|tel:")


@given(st.lists(PIECES, max_size=30))
def test_whatever_comes_in_nothing_runs_or_is_fetched(pieces: list[str]) -> None:
    shown = safe("".join(pieces))
    tags = re.findall(r"<[a-z][^>]*>", shown)
    assert not re.search(r"<(?!/?(?:a|b|p|table|tbody|img)\b)[a-z/!?]", shown)
    for tag in tags:
        assert not re.search(r"[\s\"']on\w+=|url\(|javascript:|\saction=|\sbackground=|srcset", tag)
        assert " src=" not in tag
    assert safe(shown) == shown


@pytest.mark.parametrize(("markup", "shown"), [
    ("<p>Hei <b>du</b></p>", "<p>Hei <b>du</b></p>"),
    ("<script>alert(1)</script>Hei", "Hei"), ("<style>p{}</style>Hei", "Hei"), ("<!-- x -->Hei", "Hei"),
    ("<img src='https://spor.example/x.gif' alt='logo'>", '<img alt="logo">'),
    ("<img src='//spor.example/x.gif' srcset='//x 1x'>", "<img>"),
    ("<img src='cid:bilde1' alt='b'>", '<img src="/fil/1" alt="b">'),
    ("<img src='cid:bilde%402'>", '<img src="/fil/2">'),
    ("<img src='cid:finnes-ikke'>", "<img>"),
    ("<img src='data:image/png;base64,AAAA'>", '<img src="data:image/png;base64,AAAA">'),
    ("<img src='data:image/svg+xml;base64,AAAA'>", "<img>"), ("<img src='data:text/html,x'>", "<img>"),
    ("<p style='color:red;background:url(https://x)'>a</p>", '<p style="color:red">a</p>'),
    ("<p style='position:fixed;top:0;width:calc(1px)'>a</p>", "<p>a</p>"),
    ("<p style='color:\\75rl(x)'>a</p>", "<p>a</p>"), ("<p style='background-color:rgb(1, 2, 3)'>a</p>",
     '<p style="background-color:rgb(1, 2, 3)">a</p>'),
    ("<form action='https://x'><input name=a><button>Send</button></form>", "Send"),
    ("<base href='https://x'><meta http-equiv=refresh content=0><link rel=stylesheet href=x>Hei", "Hei"),
    ("<iframe src='https://x'></iframe><object data=x></object>Hei", "Hei"), ("<b title='a > b'>x</b>",
     '<b title="a &gt; b">x</b>'),
    ("1 < 2 og 3 > 2", "1 &lt; 2 og 3 &gt; 2"), ("<o:p>x</o:p>", "x"), ("</div></p>x", "x"), ("", ""),
])  # fmt: skip
def test_what_may_stay_stays_and_the_rest_goes(markup: str, shown: str) -> None:
    assert safe(markup, {"bilde1": "/fil/1", "bilde@2": "/fil/2"}) == shown


@pytest.mark.parametrize("address", ["https://x.example/a?b=c&d=e", "mailto:a@x.example", "tel:+4744481278"])
def test_a_link_opens_elsewhere_and_tells_nothing(address: str) -> None:
    shown = safe(f"<a href='{address}' target=_top ping=x>les</a>")
    assert f'href="{address.replace("&", "&amp;")}"' in shown
    assert 'target="_blank"' in shown
    assert "noopener noreferrer" in shown


@pytest.mark.parametrize(
    "address", ["javascript:x", " JavaScript:x", "java&#115;cript:x", "data:text/html,x", "/intern", "vbscript:x", "x"]
)
def test_a_link_that_is_none_loses_its_address(address: str) -> None:
    assert "href" not in safe(f'<a href="{address}">les</a>')


def test_markup_1500_deep_keeps_its_words_and_loses_the_deepest_tags() -> None:
    shown = safe("<div>" * 1500 + "Hei" + "</div>" * 1500 + "<p>etter</p>")
    assert shown.count("<div>") == shown.count("</div>") == DEEPEST
    assert "Hei" in shown
    assert shown.endswith("<p>etter</p>")


def test_5000_links_are_5000_links() -> None:
    assert safe("<a href='https://x.example/'>x</a> " * 5000).count("href=") == 5000


@pytest.mark.parametrize("piece", [
    "<div>", "<b></xb>", "<ul><li>", "<b><a href=x>", "<div></p>", "<p><hr>", "<i></b>", "<table><tr><td>", "<!--",
    "<a title='", "<",
])  # fmt: skip
def test_four_times_the_markup_is_about_four_times_the_work(piece: str) -> None:
    def least(number: int) -> float:
        times = []
        for _ in range(3):
            started = time.process_time()
            safe("<div>" * 600 + piece * number)
            times.append(time.process_time() - started)
        return min(times)

    short, long = least(5000), least(20_000)
    assert long < 9 * max(short, 0.01), f"{short:.3f} s became {long:.3f} s"
