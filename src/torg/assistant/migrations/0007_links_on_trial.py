"""What readers alone have proved is on trial, or waits for an editor; what is learnt so already goes on trial."""

from django.db import migrations, models

STANDINGS = [
    ("seen", "Not proved yet"),
    ("waits", "Waits for an editor"),
    ("trial", "On trial"),
    ("learnt", "Learnt"),
    ("kept", "Kept by an editor"),
    ("removed", "Removed"),
    ("never", "Never again"),
]
TRIED = """
UPDATE assistant_wording w SET standing = 'trial' WHERE standing = 'learnt' AND NOT EXISTS (
    SELECT 1 FROM assistant_signal s WHERE s.wording_id = w.id AND s.sign = 'staff' AND s.id > w.counts_after)
"""
LEARNT = """
UPDATE assistant_wording SET standing = CASE standing WHEN 'trial' THEN 'learnt' ELSE 'seen' END
    WHERE standing IN ('trial', 'waits')
"""


class Migration(migrations.Migration):
    dependencies = [("assistant", "0006_transcripts")]

    operations = [
        migrations.AlterField(
            model_name="wording",
            name="standing",
            field=models.CharField(choices=STANDINGS, default="seen", max_length=10),
        ),
        migrations.RemoveConstraint(model_name="wording", name="assistant_wording_standing"),
        migrations.RunSQL(TRIED, LEARNT),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", [key for key, _name in STANDINGS])),
                name="assistant_wording_standing",
            ),
        ),
    ]
