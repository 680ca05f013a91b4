"""The migrations say what the models say."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    with translation.override(None):
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
        told = {
            app: [str(one) for migration in found for one in migration.operations] for app, found in changes.items()
        }
    assert told == {}, "run `python -m django makemigrations --settings torg.config.settings`"


def test_no_two_migrations_of_a_room_stand_side_by_side() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
