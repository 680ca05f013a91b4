"""Writing in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from torg.catalogue.models import Service


@transaction.atomic
def set_up_service(*, key: str, titles: Mapping[str, str], unit_id: int, field: str = "", purpose: str = "") -> Service:
    """Makes or changes the service with this key."""
    service, _ = Service.objects.update_or_create(
        key=key, defaults={"titles": dict(titles), "unit_id": unit_id, "field": field, "purpose": purpose}
    )
    return service
