"""A real OpenID provider, the certified `oidc-provider`, started for the tests that log in with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REDIRECT = "http://testserver/nb/desk/login/outside/back/"
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
MADE = HERE.parents[1] / "var" / "test" / "openid"


@dataclass(frozen=True)
class Running:
    """The provider: its address is its name."""

    issuer: str


def installed() -> Path:
    """The folder with the provider in it; installed once, as its lock file names it."""
    npm = shutil.which("npm", path=PATH)
    if npm is None or shutil.which("node", path=PATH) is None:
        pytest.skip("there is no Node.js here, in which the OpenID provider runs")
    MADE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc", "provider.mjs"):
        shutil.copy(HERE / name, MADE / name)
    done = MADE / "node_modules" / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < (HERE / "package-lock.json").stat().st_mtime:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        said = subprocess.run(command, cwd=MADE, capture_output=True, text=True, check=False, timeout=300)
        if said.returncode:
            pytest.skip(f"the OpenID provider cannot be installed here: {said.stderr.strip()[-300:]}")
    return MADE


@pytest.fixture(scope="session")
def provider() -> Iterator[Running]:
    """The provider, listening."""
    folder = installed()
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [shutil.which("node", path=PATH) or "node", "provider.mjs", str(port), REDIRECT]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert any(line.strip() == "ready" for line in process.stdout), "the OpenID provider did not start"
        yield Running(f"http://127.0.0.1:{port}")
        process.terminate()
