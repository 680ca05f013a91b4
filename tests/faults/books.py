"""What does not fit in the books of today and yesterday, as JSON: run in the surroundings of a house under test."""

from __future__ import annotations

import json
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402  the models exist only once Django has been set up

from torg.enquiries.queries.filed import contacts_between  # noqa: E402
from torg.mailroom.actions import reconcile  # noqa: E402
from torg.mailroom.queries import books_since  # noqa: E402

if __name__ == "__main__":
    reconcile(timezone.now, days=2, heart_of=contacts_between)
    found = books_since(timezone.localdate() - timedelta(days=1))
    print(json.dumps([[str(book.day), book.kind, book.is_incoming, dict(book.gaps)] for book in found if book.gaps]))
