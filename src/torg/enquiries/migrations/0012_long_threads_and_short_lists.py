"""Long threads are read from their end, and the short lists of what is done without reading past the long one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0011_who_sent_it_for_them")]

    operations = [
        migrations.AlterField(
            model_name="contact",
            name="enquiry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="enquiries.enquiry",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="enquiry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="enquiries.enquiry",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["enquiry", "id"], name="enquiries_contacts"),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(
                condition=models.Q(("status", "closed")), fields=["-closed_at", "-id"], name="enquiries_list_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(
                condition=models.Q(("status", "joined")), fields=["-closed_at", "-id"], name="enquiries_list_joined"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["enquiry", "id"], name="enquiries_events"),
        ),
    ]
