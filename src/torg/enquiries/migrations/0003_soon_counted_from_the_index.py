"""What is due soon is counted from the index of the list alone."""

from django.db import migrations, models

OPEN = models.Q(("status", "open"))


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0002_ledgers")]

    operations = [
        migrations.RemoveIndex("enquiry", "enquiries_open"),
        migrations.RemoveIndex("enquiry", "enquiries_open_unit"),
        migrations.AddIndex(
            "enquiry",
            models.Index(condition=OPEN, fields=["due_by", "id"], include=("remind_at",), name="enquiries_open"),
        ),
        migrations.AddIndex(
            "enquiry",
            models.Index(
                condition=OPEN, fields=["unit", "due_by", "id"], include=("remind_at",), name="enquiries_open_unit"
            ),
        ),
    ]
