"""Whom we wait for is looked at also where the promise of somebody else in the same enquiry runs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0009_search")]

    operations = [
        migrations.AddIndex(
            "enquiry",
            models.Index(
                condition=models.Q(("wait_until__isnull", False)),
                fields=["wait_until", "id"],
                name="enquiries_waited_for",
            ),
        ),
    ]
