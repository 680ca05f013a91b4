"""Is this process alive, and can it serve: two pages for those who watch over it."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 for as long as the process answers at all; it asks nobody else."""
    return JsonResponse({"status": "alive"})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration; 503 with the reason otherwise."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (DatabaseError, PoolTimeout):
        return _not_ready("the database does not answer")
    if waiting:
        return _not_ready(f"{waiting} migrations wait for `torg migrate`")
    return JsonResponse({"status": "ready"})


def _not_ready(reason: str) -> JsonResponse:
    return JsonResponse({"status": "not ready", "reason": reason}, status=503)
