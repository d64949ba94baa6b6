"""Batches, submissions with versions, originals by content, and what was read, found, assigned.

Bodies that other rooms own (documents, reads' places, findings' evidence) are kept as their
JSON, so that any step can be replayed; what lists and filters need stands in columns.
"""

from __future__ import annotations

from django.db import models


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
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "number"), name="version_number_once"),
        )


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


class Assignment(models.Model):
    """Who looks at one speciality of one version; ``expert`` is empty where nobody may."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="assignments")
    speciality = models.CharField(max_length=12)
    expert = models.CharField(max_length=80, blank=True)
    body = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "speciality"), name="one_desk_a_speciality"),
        )
