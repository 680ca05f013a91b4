"""The count behind the numbers, and ledgers that the database itself keeps from being rewritten."""

from django.db import migrations

COUNT = "CREATE SEQUENCE enquiries_count MINVALUE 0 START 0"

PROMISE = """
CREATE FUNCTION enquiries_promise_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a promise is never deleted (promise %)', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.id, NEW.enquiry_id, NEW.edition_id, NEW.what, NEW.rule, NEW.source, NEW.by_default, NEW.channel, NEW.unit_id,
      NEW.made_at, NEW.started_at, NEW.aim_by, NEW.due_by, NEW.steps)
     IS DISTINCT FROM
     (OLD.id, OLD.enquiry_id, OLD.edition_id, OLD.what, OLD.rule, OLD.source, OLD.by_default, OLD.channel, OLD.unit_id,
      OLD.made_at, OLD.started_at, OLD.aim_by, OLD.due_by, OLD.steps) THEN
    RAISE EXCEPTION 'what was promised is never rewritten (promise %)', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state <> 'open' THEN
    RAISE EXCEPTION 'a settled promise stays settled (promise %)', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enquiries_promise_stands BEFORE UPDATE OR DELETE ON enquiries_promise
  FOR EACH ROW EXECUTE FUNCTION enquiries_promise_stands();
"""

EVENT = """
CREATE FUNCTION enquiries_event_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are only ever added (event %)', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER enquiries_event_stands BEFORE UPDATE OR DELETE ON enquiries_event
  FOR EACH ROW EXECUTE FUNCTION enquiries_event_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial")]

    operations = [
        migrations.RunSQL(COUNT, "DROP SEQUENCE enquiries_count"),
        migrations.RunSQL(
            PROMISE,
            "DROP TRIGGER enquiries_promise_stands ON enquiries_promise; DROP FUNCTION enquiries_promise_stands",
        ),
        migrations.RunSQL(
            EVENT, "DROP TRIGGER enquiries_event_stands ON enquiries_event; DROP FUNCTION enquiries_event_stands"
        ),
    ]
