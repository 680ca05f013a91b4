"""A private Dovecot for the tests: its own folder, its own port, every user, one password."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "hemmelig"
FOUND = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

CONFIGURATION = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
mail_location = maildir:{base}/mail/%u
protocols = imap
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={base}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


@contextmanager
def dovecot() -> Iterator[int]:
    """The port of a running IMAP server; started by root it steps down to the users that its package made."""
    assert FOUND is not None
    root = os.getuid() == 0
    me = pwd.getpwnam("mail") if root else pwd.getpwuid(os.getuid())
    group = grp.getgrgid(me.pw_gid).gr_name
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port = opened.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="imap", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        base.chmod(0o755)
        (base / "mail").mkdir()
        if root:
            shutil.chown(base / "mail", me.pw_uid, me.pw_gid)
        written = CONFIGURATION.format(
            base=base,
            port=port,
            password=PASSWORD,
            user=me.pw_name,
            group=group,
            internal="dovecot" if root else me.pw_name,
            internal_group="dovecot" if root else group,
            login="dovenull" if root else me.pw_name,
        )
        (base / "dovecot.conf").write_text(written)
        server = subprocess.Popen([FOUND, "-F", "-c", str(base / "dovecot.conf")])
        try:
            _wait_for(port, server, base / "log")
            yield port
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        if server.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                if line.recv(4):
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'no log'}")
