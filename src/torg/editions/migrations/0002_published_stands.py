"""A published edition is never rewritten: promises rest on it."""

from django.db import migrations

STANDS = """
CREATE FUNCTION editions_edition_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL OR (TG_OP = 'UPDATE' AND NEW.text <> OLD.text AND NEW.published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a published edition is never changed (edition %)', OLD.number
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER editions_edition_stands BEFORE UPDATE OR DELETE ON editions_edition
  FOR EACH ROW EXECUTE FUNCTION editions_edition_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial")]

    operations = [
        migrations.RunSQL(
            STANDS, "DROP TRIGGER editions_edition_stands ON editions_edition; DROP FUNCTION editions_edition_stands"
        )
    ]
