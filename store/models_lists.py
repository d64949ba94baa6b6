"""The lists that the office keeps at the desk: each change a new edition, the older ones kept."""

from __future__ import annotations

from django.db import models


class ListEdition(models.Model):
    """One edition of one list, never changed; the one with the highest number is in force."""

    kind = models.CharField(max_length=12)
    """:class:`schemas.lists.ListKind`."""
    number = models.PositiveIntegerField()
    entries = models.BinaryField()
    """``tuple[Listed, ...]``, zlib over JSON."""
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    """Where the list was published: 文号."""
    restored = models.PositiveIntegerField(null=True)
    """The number of the edition that this one brought back."""
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "number"), name="list_edition_once"),
        )
