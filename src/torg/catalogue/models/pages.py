"""Rows of the pages that tell citizens about the municipality: what stands, how it came to, and where it is found."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a page is about; `torg.catalogue.kinds` says what each kind holds."""

    SERVICE = "service", _("Service")
    ARTICLE = "article", _("Article")
    NEWS = "news", _("News")
    ALERT = "alert", _("Alert")
    PLACE = "place", _("Place")
    UNIT = "unit", _("Unit")
    MEMBER = "member", _("Elected member")
    DOCUMENT = "document", _("Document")
    OFFER = "offer", _("Partner's offer")
    ANSWER = "answer", _("Question and answer")
    BLOCK = "block", _("Block of text")


class State(models.TextChoices):
    """Where the words that are not published yet stand; NONE when all that is written is published."""

    NONE = "", _("Nothing unpublished")
    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Waits for a second pair of eyes")
    PLANNED = "planned", _("Planned")


class Page(models.Model):
    """Something that citizens read (KON-10), with an owner and a review date (ALV-31).

    ``published`` is the revision that citizens see, ``draft`` the newest one when it is another. ``titles``,
    ``summaries``, ``topics``, ``situations``, ``audience`` and ``facts`` are those of the published revision, so that a
    list reads one table. ``lagging`` names the languages whose words are older than those of ``source_language``;
    ``lagging_shown`` and ``source_shown`` are the same for what is published. ``outside_id`` is what the page is called
    where it was taken from ("based on"), ``broken`` how many of its links are. ``uses`` is how often it was read of
    late (a job keeps it), by which the most used stand first (KON-29); ``asked`` is the wished second pair of eyes.
    """

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    service = models.OneToOneField(
        "catalogue.Service", on_delete=models.PROTECT, null=True, blank=True, related_name="page"
    )
    review_on = models.DateField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(default=12)
    reminded_on = models.DateField(null=True, blank=True)
    four_eyes = models.BooleanField(default=False)
    source_language = models.CharField(max_length=5)
    lagging = models.JSONField(default=list, blank=True)
    lagging_shown = models.JSONField(default=list, blank=True)
    source_shown = models.CharField(max_length=5, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, blank=True, default=State.NONE)
    published = models.ForeignKey("Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.ForeignKey("Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    publish_at = models.DateTimeField(null=True, blank=True)
    withdraw_at = models.DateTimeField(null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    titles = models.JSONField(default=dict)
    summaries = models.JSONField(default=dict)
    topics = models.JSONField(default=list)
    situations = models.JSONField(default=list)
    audience = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    based_on = models.CharField(max_length=500, blank=True, default="")
    outside_id = models.CharField(max_length=500, blank=True, default="")
    broken = models.PositiveSmallIntegerField(default=0)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="catalogue_page_kind"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="catalogue_page_state"),
            models.CheckConstraint(
                condition=models.Q(draft=None, state="") | (models.Q(draft__isnull=False) & ~models.Q(state="")),
                name="catalogue_draft_has_a_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="planned") | models.Q(publish_at__isnull=False),
                name="catalogue_planned_for_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(published=None) | models.Q(published_at__isnull=False),
                name="catalogue_published_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "-uses"], condition=models.Q(published__isnull=False), name="catalogue_page_shown"
            ),
            models.Index(
                fields=["-published_at"], condition=models.Q(published__isnull=False), name="catalogue_page_new"
            ),
            models.Index(
                fields=["review_on"], condition=models.Q(published__isnull=False), name="catalogue_page_review"
            ),
            models.Index(fields=["publish_at"], condition=models.Q(state="planned"), name="catalogue_page_planned"),
            models.Index(
                fields=["review_on", "unit"], condition=models.Q(published__isnull=False), name="catalogue_page_overdue"
            ),
            models.Index(
                fields=["withdraw_at"], condition=models.Q(withdraw_at__isnull=False), name="catalogue_page_ends"
            ),
            models.Index(fields=["-written_at", "-id"], name="catalogue_page_written"),
            GinIndex(fields=["topics"], name="catalogue_page_topics"),
            GinIndex(fields=["situations"], name="catalogue_page_situations"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Revision(models.Model):
    """The words and facts of a page as they were saved once; the database refuses to change or delete it.

    ``content`` is as `torg.catalogue.content.Content` writes it. ``what`` is made, changed, brought_back, taken_in or
    linked. ``number`` counts within the page from 1.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    what = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="catalogue_revision_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"


class PageEvent(models.Model):
    """What happened to a page beside its words: published, planned, asked, approved, refused, withdrawn, reviewed ...

    Only ever added to. ``data`` holds what is needed to tell it, such as the number of the revision.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.what}"


class Address(models.Model):
    """The last part of a page's address in a language. Earlier ones stay and lead to the one that is current."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    slug = models.SlugField(max_length=90)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "slug"], name="catalogue_address_once"),
            models.UniqueConstraint(
                fields=["page", "language"], condition=models.Q(is_current=True), name="catalogue_one_current_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"


class Link(models.Model):
    """A web address that a published page links to, and how it went when it was last tried.

    ``status`` is what the server said, 0 when none answered, -1 when the address lies within a house and no citizen
    reaches it; None before it was tried. ``fails`` counts the days on which it failed in a row, ``gone`` how often in a
    row it was said to be gone.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="links")
    url = models.CharField(max_length=2000)
    status = models.SmallIntegerField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    fails = models.PositiveSmallIntegerField(default=0)
    gone = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    is_broken = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("page", MD5("url"), name="catalogue_link_once")]
        indexes = [
            models.Index(fields=["checked_at"], name="catalogue_link_checked"),
            models.Index(fields=["page"], condition=models.Q(is_broken=True), name="catalogue_link_broken"),
        ]

    def __str__(self) -> str:
        return self.url
