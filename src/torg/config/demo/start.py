"""`torg demo`: chooses the municipality, sets the settings, and only then lets Django begin."""

from __future__ import annotations

import argparse
import os

import django
from django.utils.module_loading import import_string

from torg.config.demo.place import demo, insist_on_ports, set_environment
from torg.config.processes import exit_on_terminate

SETTINGS_MODULE = "torg.config.settings"


def main(arguments: argparse.Namespace) -> int:
    """Set up the demo where that has not been done, and run it until stopped; raises Trouble."""
    exit_on_terminate()
    one = demo(arguments.strategy, port=arguments.port, weeks=arguments.weeks)
    insist_on_ports(one)
    set_environment(one, os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    django.setup()
    # By name, because what it imports needs the settings that have just been made.
    return int(import_string("torg.config.demo.running.main")(one, fresh=arguments.fresh))
