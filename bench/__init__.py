"""Repeatable measurements, each against a peer or a limit; see bench/README.md."""
