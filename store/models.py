"""Batches, submissions with versions, originals by content, and what was read, found, assigned.

Bodies that other rooms own (documents, reads' places, findings' evidence) are kept as their
JSON, so that any step can be replayed; what lists and filters need stands in columns.
"""

from __future__ import annotations

from django.db import models

from store.models_board import Card
from store.models_desk import (
    Audit,
    BlindReading,
    Correction,
    Countersign,
    Hold,
    Opinion,
    Paper,
    Person,
    SavedView,
    Statement,
    Upload,
)
from store.models_lists import ListEdition

__all__ = [
    "Assignment",
    "Audit",
    "Batch",
    "BlindReading",
    "Card",
    "Correction",
    "Countersign",
    "Decision",
    "Document",
    "File",
    "Finding",
    "Hold",
    "ListEdition",
    "Night",
    "Opinion",
    "Original",
    "Paper",
    "Person",
    "Read",
    "SavedView",
    "SecondReading",
    "Statement",
    "Submission",
    "Upload",
    "Version",
]


class Batch(models.Model):
    """One PATH that an officer handed in; the same path again is the same batch."""

    origin = models.CharField(max_length=1000, unique=True)
    name = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)


class Submission(models.Model):
    """One factory's plan within a batch, whatever number of times it was handed in."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="submissions")
    name = models.CharField(max_length=300)
    current = models.ForeignKey("Version", models.SET_NULL, null=True, related_name="+")
    stage = models.CharField(max_length=12, default="checking", db_index=True)
    """``checking`` 核对中, ``correcting`` 待补正, ``reviewing`` 专家评审, ``closing`` 待办结, ``closed`` 已办结."""
    owner = models.CharField(max_length=80, blank=True, db_index=True)
    """The member of staff in charge, by name; empty: nobody yet."""
    due_on = models.DateField(null=True, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("batch", "name"), name="submission_once_a_batch"),
        )


class Version(models.Model):
    """What was handed in at one time: new as soon as one file differs.

    ``digest`` is over the files' paths and contents; ``engine`` names the rules and readers
    that judged it, so that new ones judge it again without a new version.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=64)
    lists = models.CharField(max_length=64, null=True)
    """The digest of the office's lists that judged it (lists.py); null: there were none."""
    status = models.CharField(max_length=20)
    problem_code = models.CharField(max_length=40, blank=True)
    problem_message = models.TextField(blank=True)
    factory_name = models.CharField(max_length=300, blank=True)
    uscc = models.CharField(max_length=40, blank=True, db_index=True)
    city = models.CharField(max_length=60, blank=True)
    body = models.BinaryField()
    """The understood Submission, zlib over JSON."""
    verdicts = models.BinaryField()
    """Findings, skipped rules and score, zlib over JSON."""
    facts = models.BinaryField(default=bytes)
    """The flat line of it (schemas/facts.py), zlib over JSON; empty for versions stored before there was one."""
    trade = models.CharField(max_length=4, blank=True)
    """Industry code, GB/T 4754."""
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    infos = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="version_number_once"),
        )
        indexes = (models.Index(fields=("city",), name="version_city"),)


class Original(models.Model):
    """A file's bytes, kept once under its content hash; the file itself lies on disk."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()


class File(models.Model):
    """A file of a version, under the path that the applicant gave it."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="files")
    path = models.CharField(max_length=1000)
    original = models.ForeignKey(Original, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    outcome = models.CharField(max_length=12)
    pages = models.PositiveIntegerField(null=True)
    problem_code = models.CharField(max_length=40, blank=True)
    problem_message = models.TextField(blank=True)


class Document(models.Model):
    """A file as the readers saw it, zlib over JSON."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="documents")
    path = models.CharField(max_length=1000)
    body = models.BinaryField()


class Read(models.Model):
    """One value with its place. Annex cells have keys like ``projects.2.total_investment``."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="reads")
    key = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    raw = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12)
    confidence = models.FloatField()
    place = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "key"), name="read_key_once"),)


class Finding(models.Model):
    """One finding. ``fingerprint`` is rule, subject and values, never a page or a box."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=3)
    severity = models.CharField(max_length=8)
    speciality = models.CharField(max_length=12)
    message = models.TextField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    across = models.BooleanField(default=False)
    """Found by comparing the batch's submissions, not by looking at this one alone."""
    body = models.JSONField()
    live = models.BooleanField(default=True)
    """Of its submission's current version. This column and the next ones repeat what stands
    elsewhere, so that a list of half a million findings is filtered by one index."""
    ruling = models.CharField(max_length=10, blank=True)
    """The ruling that stands (:class:`Decision`); ``waiting``: a dismissed error wants a second
    person; empty: open."""
    city = models.CharField(max_length=60, blank=True)
    reader = models.CharField(max_length=80, blank=True)
    """Whose desk it lies on (:class:`Assignment`)."""

    class Meta:
        indexes = (
            models.Index(fields=("live", "ruling", "severity", "id"), name="finding_triage"),
            models.Index(fields=("live", "severity", "id"), name="finding_level"),
            models.Index(fields=("live", "city", "ruling", "severity"), name="finding_city"),
            models.Index(fields=("live", "reader", "ruling", "severity"), name="finding_reader"),
            models.Index(
                fields=("live", "rule", "ruling", "severity", "city"), name="finding_rule"
            ),
            models.Index(
                fields=("live", "speciality", "ruling", "severity", "city"),
                name="finding_speciality",
            ),
            models.Index(
                fields=("version", "ruling", "severity", "live", "city"), name="finding_owned"
            ),
            models.Index(fields=("version", "rule"), name="finding_of_rule"),
        )


class Assignment(models.Model):
    """Who looks at one speciality of one version; ``expert`` is empty where nobody may."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="assignments")
    speciality = models.CharField(max_length=12)
    expert = models.CharField(max_length=80, blank=True)
    body = models.JSONField()
    live = models.BooleanField(default=True)
    """Of its submission's current version; it repeats Submission.current (store/upkeep.py)."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "speciality"), name="one_desk_a_speciality"),
        )
        indexes = (models.Index(fields=("expert", "version", "id", "live"), name="desk_held"),)


class Decision(models.Model):
    """What a person said of a finding. It belongs to the fingerprint, so it survives a re-run.

    Decisions are never changed: a later one of the same fingerprint and submission stands.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="decisions")
    fingerprint = models.CharField(max_length=64, db_index=True)
    rule = models.CharField(max_length=3)
    ruling = models.CharField(max_length=10)
    """``upheld``, ``harmless``, ``dismissed``, ``passed_on``, ``later``; ``withdrawn`` undoes one."""
    reason = models.CharField(max_length=40, blank=True)
    remark = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)


class SecondReading(models.Model):
    """A second reader's look at a submission that passed by itself: how many values, how many wrong."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="second_reading")
    values = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()


class Night(models.Model):
    """One night's run and how far it is. ``beat_at`` moves while it lives."""

    day = models.DateField(unique=True)
    state = models.CharField(max_length=10)
    """``running``, ``done``, ``failed``."""
    step = models.CharField(max_length=40, blank=True)
    problem = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
