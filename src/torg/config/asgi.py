"""What the web server runs: `uvicorn torg.config.asgi:application`, or `torg web`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.config.settings")

pages = get_asgi_application()

from torg.faces.live.streams import Live  # noqa: E402 (Django must be set up before rows are read)

application = Live(pages)
