"""The words by which enquiries are found, how far they are gathered, and the events of what was done in one go."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.fields.json
from django.conf import settings
from django.db import migrations, models

# torg.enquiries.search.folded does the same.
FOLDED = """
CREATE FUNCTION enquiries_folded(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(replace(translate(lower(said), 'åäàáâãæéèêëíìîïóòôõöøúùûüýñçčšžđŋŧ',
    'aaaaaaaeeeeiiiioooooouuuuynccszdnt'), 'aa', 'a'), 'oe', 'o'), 'ae', 'a')
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0008_follow_ups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FOLDED, "DROP FUNCTION enquiries_folded(text)"),
        migrations.CreateModel(
            name="SearchCursor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sure", models.BigIntegerField(default=0)),
                ("ahead", models.BigIntegerField(default=0)),
                ("mark", models.BigIntegerField(default=0)),
                ("horizon", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "enquiry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="enquiries.enquiry",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("upto", models.BigIntegerField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("batch", "data"),
                condition=models.Q(("kind", "in_batch")),
                name="enquiries_batch",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchcursor",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="enquiries_one_cursor"),
        ),
        migrations.AddIndex(
            model_name="searchtext",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="enquiries_words"),
        ),
        migrations.AddIndex(
            model_name="searchtext",
            index=models.Index(fields=["-at", "-enquiry"], name="enquiries_found_newest"),
        ),
    ]
