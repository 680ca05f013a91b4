"""The look-up log and what happened at the door are only ever added to; what was joined is told as it was."""

from django.db import migrations

ONLY_ADDED = """
CREATE FUNCTION people_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added (row %)', TG_TABLE_NAME, OLD.id
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER people_lookup_stands BEFORE UPDATE OR DELETE ON people_lookup
  FOR EACH ROW EXECUTE FUNCTION people_only_added();
CREATE TRIGGER people_loginevent_stands BEFORE UPDATE OR DELETE ON people_loginevent
  FOR EACH ROW EXECUTE FUNCTION people_only_added();
"""
ONLY_ADDED_NO_MORE = """
DROP TRIGGER people_lookup_stands ON people_lookup;
DROP TRIGGER people_loginevent_stands ON people_loginevent;
DROP FUNCTION people_only_added;
"""

JOIN_STANDS = """
CREATE FUNCTION people_join_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL OR
     (NEW.id, NEW.survivor_id, NEW.joined_id, NEW.reason, NEW.moved, NEW.at, NEW.by_id)
     IS DISTINCT FROM (OLD.id, OLD.survivor_id, OLD.joined_id, OLD.reason, OLD.moved, OLD.at, OLD.by_id) THEN
    RAISE EXCEPTION 'what was joined is only ever undone (join %)', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER people_join_stands BEFORE UPDATE OR DELETE ON people_personjoin
  FOR EACH ROW EXECUTE FUNCTION people_join_stands();
"""
JOIN_STANDS_NO_MORE = "DROP TRIGGER people_join_stands ON people_personjoin; DROP FUNCTION people_join_stands"

# Every word of a name, so that a person is found by any of them, begun or whole.
BY_NAME = "CREATE INDEX people_person_words ON people_person USING gin (to_tsvector('simple', name))"


class Migration(migrations.Migration):
    dependencies = [("people", "0003_units_persons_accounts")]

    operations = [
        migrations.RunSQL(ONLY_ADDED, ONLY_ADDED_NO_MORE),
        migrations.RunSQL(JOIN_STANDS, JOIN_STANDS_NO_MORE),
        migrations.RunSQL(BY_NAME, "DROP INDEX people_person_words"),
    ]
