"""What the desk adds: people, what they declared, said and held, uploads, papers, the audit.

Everything that people said is added, never changed: a later row of the same thing stands.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Person(AbstractBaseUser):
    """Somebody with a login. ``name`` is the roster's name: assignments and decisions carry it."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, unique=True)
    role = models.CharField(max_length=10)
    """``province``, ``city``, ``expert``, ``auditor``, ``admin`` (schemas.desk.Role)."""
    city = models.CharField(max_length=60, blank=True)
    """The city that city staff see; empty for everybody else."""
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]


class Statement(models.Model):
    """The conflict-of-interest statement (回避声明) of one expert about one firm; the latest stands."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="statements")
    submission = models.ForeignKey("store.Submission", models.CASCADE, related_name="statements")
    tied = models.BooleanField()
    """True: declared a tie, and must not see the material."""
    remark = models.TextField(blank=True)
    at = models.DateTimeField()


class Opinion(models.Model):
    """An expert's opinion on a plan (专家评审意见); the latest of a person stands, a draft until ``submitted``."""

    submission = models.ForeignKey("store.Submission", models.CASCADE, related_name="opinions")
    version = models.ForeignKey("store.Version", models.CASCADE, related_name="opinions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="opinions")
    goal = models.TextField(blank=True)
    """目标合理性"""
    technology = models.TextField(blank=True)
    """技术领先性"""
    feasibility = models.TextField(blank=True)
    """方案可行性"""
    conclusion = models.CharField(max_length=10, blank=True)
    """``pass`` 通过, ``revise`` 修改后通过, ``fail`` 不通过."""
    remark = models.TextField(blank=True)
    submitted = models.BooleanField(default=False)
    at = models.DateTimeField()


class Hold(models.Model):
    """Who has a finding open right now, until when; nobody else decides it meanwhile."""

    submission = models.ForeignKey("store.Submission", models.CASCADE, related_name="holds")
    fingerprint = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    until = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "fingerprint"), name="one_hold_a_finding"
            ),
        )


class Countersign(models.Model):
    """The second person's word on a dismissed error: only with it the dismissal stands."""

    decision = models.OneToOneField("store.Decision", models.CASCADE, related_name="countersign")
    by = models.CharField(max_length=80)
    agreed = models.BooleanField()
    remark = models.TextField(blank=True)
    at = models.DateTimeField()


class BlindReading(models.Model):
    """A finding put before a second reader who does not see the first one's ruling."""

    submission = models.ForeignKey(
        "store.Submission", models.CASCADE, related_name="blind_readings"
    )
    fingerprint = models.CharField(max_length=64)
    reader = models.CharField(max_length=80, db_index=True)
    ruling = models.CharField(max_length=10, blank=True)
    """Empty until the second reader ruled."""
    remark = models.TextField(blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "fingerprint"), name="one_blind_reading_a_finding"
            ),
        )


class Correction(models.Model):
    """A value that a person put right; what was read stays beside it. The latest of a key stands."""

    version = models.ForeignKey("store.Version", models.CASCADE, related_name="corrections")
    key = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()


class Upload(models.Model):
    """What somebody handed in through the desk, and how far its processing is."""

    token = models.CharField(max_length=40, unique=True)
    """The name of its folder under the workspace's uploads."""
    name = models.CharField(max_length=300)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    state = models.CharField(max_length=10)
    """``receiving``, ``checking``, ``checked``, ``queued``, ``running``, ``paused``, ``done``, ``failed``."""
    precheck = models.JSONField(default=dict)
    """What was recognised before processing: firms, files, duplicates, missing, unsupported."""
    batch = models.ForeignKey("store.Batch", models.SET_NULL, null=True, related_name="uploads")
    stages = models.JSONField(default=dict)
    """Stage → how many submissions are through it; ``total`` and ``failed`` beside them."""
    message = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    """Moves while somebody works on it; a running one that has stopped beating is taken up again."""
    finished_at = models.DateTimeField(null=True)


class SavedView(models.Model):
    """A filter that somebody keeps under a name."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="views")
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)


class Paper(models.Model):
    """A paper that was made; ``sha256`` names the file among the workspace's papers."""

    submission = models.ForeignKey(
        "store.Submission", models.CASCADE, null=True, related_name="papers"
    )
    kind = models.CharField(max_length=12)
    """``notice`` 补正通知书, ``opinion`` 专家评审意见表, ``summary`` 审核意见汇总表, ``ledger`` 台账."""
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=80, blank=True)
    """Empty: 系统生成，供参考."""


class Lines(models.QuerySet["Audit"]):
    """Lines of the log: read and added only. The database refuses the rest too (append_only.py)."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Raises ``TypeError``."""
        raise TypeError("the log is only added to")

    def delete(self) -> NoReturn:
        """Raises ``TypeError``."""
        raise TypeError("the log is only added to")


class Audit(models.Model):
    """One line of the log: append-only, each carrying the hash of the one before."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80, db_index=True)
    action = models.CharField(max_length=30, db_index=True)
    object = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, unique=True)
    """Unique, so that the chain cannot fork."""
    hash = models.CharField(max_length=64, unique=True)

    objects = Lines.as_manager()

    class Meta:
        indexes = (models.Index(fields=("object",), name="audit_object"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line. Raises ``TypeError`` for one that is there."""
        if not self._state.adding:
            raise TypeError("the log is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises ``TypeError``."""
        raise TypeError("the log is only added to")
