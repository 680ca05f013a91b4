"""How many promises were kept and broken on each day in each channel is added up beforehand, for pages that say it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0012_long_threads_and_short_lists")]

    operations = [
        migrations.CreateModel(
            name="PromiseTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("channel", models.CharField(max_length=20)),
                ("what", models.CharField(max_length=20)),
                ("kept", models.PositiveIntegerField()),
                ("broken", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "channel", "what"), name="enquiries_tally_once"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("state__in", ["kept", "broken"])),
                fields=["settled_at"],
                include=("channel", "what", "state"),
                name="enquiries_promise_settled_at",
            ),
        ),
    ]
