from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0010_whom_we_wait_for")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="sent_by",
            field=models.CharField(blank=True, default="", max_length=320),
        ),
    ]
