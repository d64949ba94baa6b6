"""What the board of submissions lists: one narrow row each, so that a list never touches a body."""

from __future__ import annotations

from django.db import models


class Card(models.Model):
    """A submission's current version in columns; it repeats what stands elsewhere (store/board.py)."""

    submission = models.OneToOneField(
        "store.Submission", models.CASCADE, related_name="card", primary_key=True
    )
    firm = models.CharField(max_length=300)
    """The factory's name as the plan states it, else the submission's own."""
    uscc = models.CharField(max_length=40, blank=True)
    city = models.CharField(max_length=20, blank=True, db_index=True)
    """The city without 市, as tables show it."""
    trade = models.CharField(max_length=2, blank=True, db_index=True)
    """The division (大类) of GB/T 4754."""
    number = models.PositiveIntegerField(default=1)
    closed = models.BooleanField(default=False)
    """Nothing of it could be read: somebody has to look."""
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    infos = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    """Parts of a complete submission that were found nowhere."""
    unread = models.PositiveIntegerField(default=0)
    """Files that could not be read."""
    files = models.PositiveIntegerField(default=0)
    confidence = models.FloatField(null=True)
    """How sure the reading is: the mean over the stated fields; empty where nothing was read."""
