"""Torg, a municipality's front door: every enquiry gets a number, a promised date, and an answer."""

__version__ = "0.1.0"
