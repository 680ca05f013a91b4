import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("enquiries", "0013_promise_tally"),
        ("people", "0004_logs_stand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=43, unique=True)),
                ("code", models.CharField(max_length=9, unique=True)),
                ("language", models.CharField(max_length=5)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("assistant", "With the assistant"),
                            ("waiting", "Waiting for a person"),
                            ("talking", "With a person"),
                            ("ended", "Ended"),
                        ],
                        default="assistant",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("started_on", models.CharField(blank=True, default="", max_length=300)),
                ("in_hours", models.BooleanField(default=False)),
                ("told_closed_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("email", models.CharField(blank=True, default="", max_length=320)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("wants_transcript", models.BooleanField(default=False)),
                ("waiting_since", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("returned", models.PositiveSmallIntegerField(default=0)),
                ("citizen_seen", models.BigIntegerField(default=0)),
                ("handler_seen", models.BigIntegerField(default=0)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.CharField(blank=True, default="", max_length=10)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contained", "Answered without a person"),
                            ("escalated", "Passed on to a person"),
                            ("abandoned", "Left without an answer"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "enquiry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enquiries.enquiry",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "speaker",
                    models.CharField(
                        choices=[
                            ("citizen", "The citizen"),
                            ("assistant", "The assistant"),
                            ("handler", "A person"),
                            ("torg", "Torg"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
                ("data", models.JSONField(default=dict)),
                ("sent_as", models.CharField(blank=True, default="", max_length=36)),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="assistant.conversation",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=255)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="assistant.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_ready", models.BooleanField(default=False)),
                ("at_once", models.PositiveSmallIntegerField(default=3)),
                ("languages", models.JSONField(default=list)),
                ("seen_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chat_seat",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("stage", "waiting")), fields=["unit", "waiting_since"], name="assistant_queue"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(condition=models.Q(("stage", "talking")), fields=["handler"], name="assistant_served"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("enquiry__isnull", False)), fields=["enquiry"], name="assistant_of_enquiry"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("stage", "ended"), _negated=True), fields=["last_at"], name="assistant_going_on"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(condition=models.Q(("stage", "ended")), fields=["ended_at"], name="assistant_ended"),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["assistant", "waiting", "talking", "ended"])), name="assistant_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("outcome__in", ["contained", "escalated", "abandoned"]),
                        ("stage", "ended"),
                    ),
                    models.Q(models.Q(("stage", "ended"), _negated=True), ("ended_at__isnull", True), ("outcome", "")),
                    _connector="OR",
                ),
                name="assistant_ended_has_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enquiry__isnull", False), ("handler__isnull", False), ("stage", "talking")),
                    models.Q(
                        ("enquiry__isnull", False),
                        ("handler__isnull", True),
                        ("stage", "waiting"),
                        ("waiting_since__isnull", False),
                    ),
                    ("stage__in", ["assistant", "ended"]),
                    _connector="OR",
                ),
                name="assistant_served_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["conversation", "id"], name="assistant_messages"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_as", ""), _negated=True),
                fields=("conversation", "sent_as"),
                name="assistant_sent_once",
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(condition=models.Q(("is_ready", True)), fields=["seen_at"], name="assistant_seats"),
        ),
    ]
