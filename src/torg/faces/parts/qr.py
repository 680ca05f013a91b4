"""Pictures that a camera reads."""

from __future__ import annotations

import pyotp
import segno


def qr_of_app(secret: str, *, username: str, issuer: str) -> str:
    """The picture by which an app for codes takes over a secret, as a data: address for an image."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)
    return str(segno.make(uri, error="m").svg_data_uri(scale=4, border=4, light="#fff"))
