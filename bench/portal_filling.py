"""What is done in Torg's own process before the portal is measured: a municipality with the demo's Norwegian catalogue.

The last line of output names the path of each page that is measured, as JSON; "" where this Torg has no such page.
"""

from __future__ import annotations

import json
from collections import defaultdict

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import override

from bench.line import prepare
from torg.catalogue.actions.taking_in import take_in
from torg.catalogue.queries.pages import every_address
from torg.config.demo.content import entries
from torg.people.queries import units

QUESTION = "?q=barnehage"


def path(name: str, *values: str) -> str:
    """The path of a page in Norwegian; "" when there is no such page."""
    try:
        with override("nb"):
            return reverse(f"portal:{name}", args=values)
    except NoReverseMatch:
        return ""


def main() -> None:
    prepare("bench-bench-bench")
    front = units().front_line.id
    take_in(entries("NO"), defaultdict(lambda: front), by=None, now=timezone.now())
    kind, slug = next(
        (kind, slugs["nb"]) for kind, slugs, _at in every_address() if kind == "service" and "nb" in slugs
    )
    search = path("search")
    paths = {
        "home": path("home"),
        "service": path("page", kind, slug),
        "search": search and search + QUESTION,
        "contact": path("contact"),
        "promises": path("promises"),
        "statement": path("accessibility"),
    }
    print(json.dumps(paths))


if __name__ == "__main__":
    main()
