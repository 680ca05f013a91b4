"""The body of a posted form as a browser would send it, for those who have its fields and not its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from torg.channels.base import File


def form_body(fields: Sequence[tuple[str, str]], files: Sequence[File] = ()) -> tuple[bytes, str]:
    """The body and its content type (``multipart/form-data``); files go under the name ``files``."""
    texts = [(name, value.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8")) for name, value in fields]
    made = hashlib.sha256()
    for _, content in texts:
        made.update(content)
    for file in files:
        made.update(file.content)
    boundary = "torg-" + made.hexdigest()
    lines: list[bytes] = []
    for name, content in texts:
        lines += [f'--{boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"\r\n'.encode(), content]
    for file in files:
        said = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{_escaped(file.name)}"\r\n'
        lines += [f"{said}Content-Type: {_escaped(file.content_type)}\r\n".encode(), file.content]
    lines += [f"--{boundary}--".encode(), b""]
    return b"\r\n".join(lines), f"multipart/form-data; boundary={boundary}"


def _escaped(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
