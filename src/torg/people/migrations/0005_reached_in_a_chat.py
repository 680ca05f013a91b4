from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_logs_stand")]

    operations = [
        migrations.AlterField(
            model_name="personaddress",
            name="kind",
            field=models.CharField(choices=[("email", "E-mail"), ("phone", "Phone"), ("chat", "Chat")], max_length=10),
        ),
    ]
