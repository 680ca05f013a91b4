"""`torg classify`: the words of Los and the numbers of KLE, from files that the operator fetches."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from torg.catalogue.actions.terms import load_terms
from torg.catalogue.queries.terms import loaded, misfits
from torg.catalogue.terms import NoTerms, read_kle, read_los
from torg.catalogue.xml import MOST_BYTES, XmlRefused
from torg.config import starting
from torg.config.trouble import Trouble

READERS = {"los": read_los, "kle": read_kle}


def main(arguments: argparse.Namespace) -> int:
    """Loads a file, or names the pages that do not fit; 1 when there are such."""
    with starting.database_in_use():
        starting.insist_on_migrations()
        if arguments.do != "check":
            _load(arguments.do, Path(arguments.file))
        return _check()


def _load(scheme: str, path: Path) -> None:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Trouble(f"{path} is larger than {MOST_BYTES // 1_000_000} MB.")
        terms = READERS[scheme](path.read_bytes())
    except OSError as error:
        raise Trouble(f"{path} can not be read: {error}") from error
    except XmlRefused as error:
        raise Trouble(f"{path}: {error.why}") from error
    except NoTerms as error:
        raise Trouble(f"{path} holds no words of {scheme.upper()}. See docs/operate/classification.md.") from error
    done = load_terms(scheme, terms, now=timezone.now())
    print(f"{len(terms)} words: {done.new} new, {done.changed} changed, {done.same} the same, {done.gone} gone.")


def _check() -> int:
    if not loaded():
        print("No words are loaded yet. See docs/operate/classification.md.")
        return 0
    found = misfits("en")
    for one in found:
        why = "is no longer there" if one.is_gone else "is not there"
        near = f" Did you mean {one.near}?" if one.near else ""
        print(f"{one.key}: {one.scheme} {one.code!r} {why}.{near}", file=sys.stderr)
    if not found:
        print("Every word and number that stands on a page is there.")
    return 1 if found else 0
