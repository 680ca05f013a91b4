"""What changes in a conversation with people is told to every process that has it open: ids only, never a word of it."""

from django.db import migrations

SAID = """
CREATE FUNCTION assistant_said() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  talk record;
BEGIN
  SELECT stage, handler_id INTO talk FROM assistant_conversation WHERE id = NEW.conversation_id;
  IF talk.stage <> 'assistant' THEN
    PERFORM pg_notify('torg_live', json_build_object(
      'event', 'said', 'talk', NEW.conversation_id, 'upto', NEW.id, 'staff', json_build_array(talk.handler_id))::text);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER assistant_said AFTER INSERT ON assistant_message FOR EACH ROW EXECUTE FUNCTION assistant_said();
"""

# Those who wait behind somebody who leaves the queue move up: they are told too, the first fifty of them.
CHANGED = """
CREATE FUNCTION assistant_talk_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  behind json;
  queue boolean := (OLD.stage, OLD.unit_id) IS DISTINCT FROM (NEW.stage, NEW.unit_id)
    AND (OLD.stage = 'waiting' OR NEW.stage = 'waiting');
BEGIN
  IF queue AND OLD.stage = 'waiting' THEN
    SELECT json_agg(id) INTO behind FROM (
      SELECT id FROM assistant_conversation WHERE stage = 'waiting' AND unit_id = OLD.unit_id AND id <> NEW.id
      ORDER BY waiting_since, id LIMIT 50) AS next;
  END IF;
  PERFORM pg_notify('torg_live', json_build_object(
    'event', 'changed', 'talk', NEW.id, 'stage', NEW.stage, 'queue', queue, 'behind', behind,
    'staff', json_build_array(OLD.handler_id, NEW.handler_id))::text);
  RETURN NULL;
END $$;
CREATE TRIGGER assistant_talk_changed AFTER UPDATE ON assistant_conversation FOR EACH ROW
  WHEN ((OLD.stage, OLD.handler_id, OLD.unit_id, OLD.citizen_seen, OLD.handler_seen)
        IS DISTINCT FROM (NEW.stage, NEW.handler_id, NEW.unit_id, NEW.citizen_seen, NEW.handler_seen))
  EXECUTE FUNCTION assistant_talk_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("assistant", "0002_questions"), ("people", "0005_reached_in_a_chat")]

    operations = [
        migrations.RunSQL(SAID, "DROP TRIGGER assistant_said ON assistant_message; DROP FUNCTION assistant_said"),
        migrations.RunSQL(
            CHANGED,
            "DROP TRIGGER assistant_talk_changed ON assistant_conversation; DROP FUNCTION assistant_talk_changed",
        ),
    ]
