"""Runs a part of a measurement in Torg's own process: `python -m bench.inside MODULE WORDS...`.

Django is set up first, so that the module can read rows like any other of Torg's.
"""

from __future__ import annotations

import runpy
import sys

import django

if __name__ == "__main__":
    django.setup()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
