"""What the web server runs: `uvicorn torg.config.asgi:application`, or `torg web`."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.utils.module_loading import import_string

from torg.config.open_files import room_for

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.config.settings")

pages = get_asgi_application()
# By name: what stands in front reads rows, which exist only now that Django has been set up.
application = import_string("torg.faces.live.streams.Live")(pages, most=room_for(settings.TORG.live_streams))
