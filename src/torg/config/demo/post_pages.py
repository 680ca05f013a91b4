"""Pages on which the mail in the demo's post office can be read; they show, and change nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from zoneinfo import ZoneInfo

from torg.config.demo.post import Kept, PostOffice

PAGE = 50
LANGUAGES = frozenset({"nb", "nn", "da", "en"})
OURS = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
STYLE = """
:root { color-scheme: light dark; --line: #8a8f98; --soft: #f2f4f7; --ink: #1d2530; --link: #0a4f7a; --paper: #fff }
@media (prefers-color-scheme: dark) {
  :root { --line: #6b7480; --soft: #232a33; --ink: #e8ecf1; --link: #8cc7f0; --paper: #161b22 }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 52rem; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 }
a { color: var(--link) }
a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 1rem 0 }
label { flex: 1 1 14rem } input { display: block; width: 100% }
input, button { font: inherit; min-height: 2.75rem; padding: .25rem .75rem; border: 1px solid var(--line);
  border-radius: .375rem; color: inherit; background: var(--paper) }
ul { list-style: none; margin: 0; padding: 0 } li { border-top: 1px solid var(--line); padding: .75rem 0 }
li a { font-weight: 600 } .of { display: block }
dl { display: grid; grid-template-columns: minmax(0, auto) minmax(0, 1fr); gap: .25rem 1rem; margin: 1rem 0 }
dt { font-weight: 600 } dd { margin: 0 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: var(--soft); padding: 1rem;
  border-radius: .375rem; margin: 1rem 0 }
"""


@contextmanager
def open_pages(office: PostOffice, *, host: str, port: int, zone: str, links_to: str) -> Iterator[None]:
    """The pages can be seen for as long as this lasts; addresses under ``links_to`` in a mail become links."""
    shown = partial(_Pages, office, ZoneInfo(zone), links_to)
    server = ThreadingHTTPServer((host, port), shown)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="post office pages", daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Pages(BaseHTTPRequestHandler):
    """Answers GET alone, and only when asked by the name of this machine."""

    server_version = "Demo"
    sys_version = ""

    def __init__(self, office: PostOffice, zone: ZoneInfo, links_to: str, *rest: object) -> None:
        self._office, self._zone, self._links_to = office, zone, links_to
        super().__init__(*rest)  # type: ignore[arg-type]  # what the server hands over is its own affair

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if (urlsplit(f"//{self.headers.get('Host', '')}").hostname or "") not in OURS:
            self._say(HTTPStatus.FORBIDDEN, _page("Not here", "<p>This page is for this machine alone.</p>"))
        elif asked.path == "/":
            fields = parse_qs(asked.query)
            to, start = fields.get("to", [""])[0].strip(), fields.get("start", ["0"])[0]
            self._say(HTTPStatus.OK, self._list(to, int(start) if start.isdecimal() else 0))
        elif asked.path == "/style.css":
            self._say(HTTPStatus.OK, STYLE, "text/css")
        elif asked.path.startswith("/message/") and (found := self._office.letter(asked.path[len("/message/") :])):
            self._say(HTTPStatus.OK, self._message(found))
        else:
            self._say(HTTPStatus.NOT_FOUND, _page("Not found", '<p><a href="/">All messages</a></p>'))

    do_HEAD = do_GET  # noqa: N815  the name is the base class's

    def _say(self, status: HTTPStatus, text: str, kind: str = "text/html") -> None:
        content = text.encode("utf-8", "replace")
        self.send_response(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base class's
        """Nothing: the demo's own output is for the person who runs it."""

    def _list(self, to: str, start: int) -> str:
        found = self._office.letters(to=to)
        shown = found[start : start + PAGE]
        whose = f" to {to}" if to else ""
        search = (
            '<form><label for="to">To this address<input id="to" name="to" type="email" autocomplete="off" '
            f'value="{escape(to)}"></label><button>Show</button></form>'
        )
        lines = "".join(self._line(one) for one in shown)
        moved = [(start - PAGE, "Newer"), (start + PAGE, "Older")]
        turns = " ".join(
            f'<a href="/?{escape(urlencode({"to": to, "start": place}))}">{word}</a>'
            for place, word in moved
            if 0 <= place < len(found)
        )
        turns = f'<nav aria-label="Pages">{turns}</nav>' if turns else ""
        counted = f"<p>{len(found)} messages{escape(whose)}. Nothing here has left this machine.</p>"
        everything = '<p><a href="/">All messages</a></p>' if to else ""
        return _page(f"Outgoing mail{whose}", f"{counted}{search}{everything}<ul>{lines}</ul>{turns}")

    def _line(self, one: Kept) -> str:
        at = one.at.astimezone(self._zone)
        return (
            f'<li><a href="/message/{quote(one.name)}"{_lang(one.language)}>{escape(one.subject) or "(no subject)"}</a>'
            f'<span class="of">to {escape(one.to)}, <time datetime="{at.isoformat()}">{at:%Y-%m-%d %H:%M}</time></span>'
            "</li>"
        )

    def _message(self, found: EmailMessage) -> str:
        names = ("From", "To", "Date", "Reply-To", "In-Reply-To", "Auto-Submitted")
        heads = "".join(f"<dt>{name}</dt><dd>{escape(str(found[name]))}</dd>" for name in names if found[name])
        body = found.get_body(preferencelist=("plain",))
        text = body.get_content() if body is not None else "(no text)"
        files = [escape(part.get_filename() or part.get_content_type()) for part in found.iter_attachments()]
        attached = f"<p>Attached: {', '.join(files)}</p>" if files else ""
        language = _lang(str(found["Content-Language"] or ""))
        read = self._linked(str(text))
        return _page(
            str(found["Subject"] or "(no subject)"),
            f'<dl>{heads}</dl><pre{language}>{read}</pre>{attached}<p><a href="/">All messages</a></p>',
            language,
        )

    def _linked(self, text: str) -> str:
        """The text with everything escaped, and links to our own pages made into links."""
        return re.sub(
            rf"{re.escape(escape(self._links_to))}/[A-Za-z0-9/_-]*",
            lambda found: f'<a href="{found.group()}">{found.group()}</a>',
            escape(text),
        )


def _lang(language: str) -> str:
    return f' lang="{language}"' if language in LANGUAGES else ""


def _page(title: str, body: str, language: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} - the demo\'s post office</title><link rel="stylesheet" href="/style.css"></head>'
        f"<body><main><h1{language}>{escape(title)}</h1>{body}</main></body></html>"
    )
