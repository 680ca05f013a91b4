"""`python -m bench` measures everything, one thing after another; `python -m bench inbox --quick` one thing."""

from __future__ import annotations

import runpy
import sys

ALL = (
    "due_dates",
    "parse_mail",
    "fuzz_mail",
    "intake",
    "inbox",
    "search",
    "finding",
    "answers",
    "memory",
    "day",
    "portal",
    "live",
)


def main() -> None:
    """Run the measurement that is named, with its own words after it; all of them when none is named."""
    words = sys.argv[1:]
    chosen = (words.pop(0),) if words and not words[0].startswith("-") else ALL
    if not set(chosen) <= set(ALL):
        raise SystemExit(f"There is no measurement {chosen[0]!r}; there are {', '.join(ALL)}.")
    for name in chosen:
        print(f"\n# {name}\n", flush=True)
        # Not all of them have a quick form; alone, each says what it can be told.
        sys.argv = [
            name,
            *(words if len(chosen) == 1 or name in {"intake", "inbox", "search", "memory", "day"} else []),
        ]
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
