"""The settings under which the tests run: none of the developer's own, and nothing outside `var/test`."""

import os
from pathlib import Path

for name in [name for name in os.environ if name.startswith("TORG_")]:
    del os.environ[name]

os.environ["TORG_DATA"] = str(Path(__file__).parent.parent / "var" / "test")
os.environ["TORG_SECRET_KEY"] = "only-for-tests-only-for-tests-only-for-tests"
os.environ["TORG_BASE_URL"] = "http://testserver"
os.environ["TORG_LOG_LEVEL"] = "warning"

from torg.config.settings import *  # noqa: E402, F403

SHELF_BUILT_AT_ONCE = True  # what a test changes stands in its own transaction, where no other thread sees it
