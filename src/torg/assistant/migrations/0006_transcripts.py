from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistant", "0005_first_contact"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="transcript_to",
            field=models.CharField(blank=True, default="", max_length=320),
        ),
        migrations.AddField(
            model_name="conversation",
            name="transcripts",
            field=models.JSONField(default=list),
        ),
    ]
