"""When somebody was last given the page of an enquiry, so that what came since is marked as new to them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0006_promises_settled_by_unit")]

    operations = [
        migrations.AddField("looking", "opened_at", models.DateTimeField(blank=True, null=True)),
    ]
