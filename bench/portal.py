"""How long the citizens' pages take at the server: the front page, a service, a search, the form, and what promises.

`python -m bench.portal` (`--asks 50` for a quick look). Real pages over HTTP from one web process, asked by somebody
who has looked at nothing before: no cookie, and nothing kept. The catalogue is the demo's. A page that this Torg does
not have is named and left out. Wanted: 50 ms at the 95th percentile.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import ExitStack

from bench.browser import Browser
from bench.figures import machine, p50_p95, table
from bench.places import Running, free_port, fresh_database, inside, postgres, told, torg_surroundings, wait_for

WANTED_MS = 50.0
WARM = 10


def measure(asks: int) -> list[list[str]]:
    """A row of the table for each page."""
    rows = []
    with postgres() as server, ExitStack() as stack:
        port = free_port()
        address = f"127.0.0.1:{port}"
        around = torg_surroundings(
            fresh_database(server, "torg_portal"), TORG_WEB_ADDRESS=address, TORG_BASE_URL=f"http://{address}"
        )
        paths: Mapping[str, str] = told([*inside("bench.portal_filling")], around)
        web = Running([sys.executable, "-m", "torg.config.cli", "web"], around)
        stack.callback(web.stop)
        wait_for(port, web)
        for name, path in paths.items():
            if not path:
                print(f"  {name}: this Torg has no such page", file=sys.stderr)
                continue
            visitor = Browser(port)
            for _ in range(WARM):
                visitor.page(path)
            web.is_ready()
            spent = [visitor.milliseconds(path) for _ in range(asks)]
            processor = web.cpu_seconds() * 1000 / asks
            middle, slow = p50_p95(spent)
            held = "yes" if slow < WANTED_MS else "no"
            rows.append([name, f"{middle:.1f}", f"{slow:.1f}", f"{min(spent):.1f}", f"{processor:.1f}", held])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--asks", type=int, default=300, help="how often each page is asked for")
    chosen = parser.parse_args()
    head = ["milliseconds", "p50", "p95", "fastest", "Python's CPU", f"p95 under {WANTED_MS:.0f}"]
    print(f"{machine()}\n\n{table(head, measure(chosen.asks))}")


if __name__ == "__main__":
    main()
