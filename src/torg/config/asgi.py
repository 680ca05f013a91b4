"""What the web server runs: `uvicorn torg.config.asgi:application`, or `torg web`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.config.settings")

pages = get_asgi_application()  # it sets up Django, which what stands in front of it needs

from torg.faces.live.hub import Hub  # noqa: E402
from torg.faces.live.streams import Streams  # noqa: E402
from torg.mailroom.listening import address  # noqa: E402

application = Streams(pages, Hub(address))
