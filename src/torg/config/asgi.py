"""What the web server runs: `uvicorn torg.config.asgi:application`, or `torg web`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.config.settings")

application = get_asgi_application()
