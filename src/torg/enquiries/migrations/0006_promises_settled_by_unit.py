"""How a unit kept its promises in a month is counted from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0005_paused_promises_stand")]

    operations = [
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("state__in", ["kept", "broken"])),
                fields=["unit", "settled_at", "state"],
                name="enquiries_promise_by_unit",
            ),
        ),
    ]
