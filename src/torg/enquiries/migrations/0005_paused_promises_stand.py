"""A promise whose clock stands still is not settled yet: it may still be replaced, released, or settled by an answer."""

from django.db import migrations

BODY = """
CREATE OR REPLACE FUNCTION enquiries_promise_stands() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF OLD.state NOT IN ({unsettled}) THEN
    RAISE EXCEPTION 'a settled promise stays settled (promise %)', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0004_turns")]

    operations = [
        migrations.RunSQL(
            BODY.replace("{unsettled}", "'open', 'paused'"), BODY.replace("{unsettled}", "'open'"), elidable=False
        ),
    ]
