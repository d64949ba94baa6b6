"""Processed submissions into the database, several in one transaction: as few statements as possible.

What a statement costs is paid once for all of them. The rows of readings and findings, which are
most of it, go in as whoever made them ready wrote them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django.db import connection, models, transaction
from msgspec import Struct, structs

from schemas.finding import Verdicts
from schemas.submission import Submission as Understood
from store import blind_readers, board, corrections_kept, upkeep
from store.bodies import unpack
from store.models import Document, File, Finding, Original, Read, Submission, Version
from store.ready import Columns, FindingRow, ReadRow, Ready, ready


class Saved(Struct, frozen=True):
    """What a save did: the version's id and number, and whether it is a new one."""

    version: int
    number: int
    new: bool


class HandedIn(Struct, frozen=True):
    """A submission ready to be stored, and the digest of the files that it was made of."""

    ready: Ready
    digest: str


class _Home(Struct):
    """Where one of them goes: its submission's version, and what is stored there."""

    version: Version
    new: bool
    ready: Ready

    @property
    def is_first(self) -> bool:
        return self.new and self.version.number == 1


@transaction.atomic
def save_all(
    batch: int, handed_in: Sequence[HandedIn], *, engine: str, lists: str | None = None
) -> list[Saved]:
    """Store these whole, each under a name of its own: a new version where a file changed.

    The same files judged by another engine replace what was stored under the version. ``lists`` is
    the digest of the office's lists that judged them.
    """
    homes = _homes(_submissions(batch, [one.ready.name for one in handed_in]), handed_in)
    for home in homes:
        describe(home.version, home.ready.columns, engine)
        home.version.lists = lists
    _save_versions(homes)
    _clear([home.version for home in homes if not home.new])
    _fill(homes)
    _make_current(homes)
    return [Saved(home.version.pk, home.version.number, home.new) for home in homes]


def describe(version: Version, said: Columns, engine: str) -> None:
    """Fill a version's columns and bodies; it is not saved yet."""
    version.engine = engine
    for name, value in structs.asdict(said).items():
        setattr(version, name, value)


def _submissions(batch: int, names: Collection[str]) -> dict[str, Submission]:
    """The submissions of these names, locked before their findings are (see decisions)."""
    mine = Submission.objects.filter(batch_id=batch, name__in=names)
    there = set(mine.values_list("name", flat=True))
    new = (Submission(batch_id=batch, name=name) for name in names if name not in there)
    Submission.objects.bulk_create(new, ignore_conflicts=True)
    return {one.name: one for one in mine.order_by("pk").select_for_update()}


def _homes(submissions: dict[str, Submission], handed_in: Sequence[HandedIn]) -> list[_Home]:
    mine = Version.objects.filter(submission__in=submissions.values()).order_by("-pk")
    versions = list(mine.defer("body", "verdicts", "facts"))
    known = {(version.submission_id, version.digest): version for version in versions}
    counts = Counter(version.submission_id for version in versions)
    homes = []
    for one in handed_in:
        submission = submissions[one.ready.name]
        old = known.get((submission.pk, one.digest))
        number = counts[submission.pk] + 1
        version = old or Version(submission=submission, number=number, digest=one.digest)
        homes.append(_Home(version, old is None, _corrected(old, one.ready)))
    return homes


def _corrected(old: Version | None, answer: Ready) -> Ready:
    """What people had put right in this hand-in is put in again, and judged."""
    if old is None or answer.problem or not corrections_kept.standing(old):
        return answer
    understood = unpack(answer.columns.body, Understood)
    verdicts = unpack(answer.columns.verdicts, Verdicts)
    right = ready(*corrections_kept.carried(old, understood, verdicts), ())
    return structs.replace(right, documents=answer.documents)


def _save_versions(homes: Iterable[_Home]) -> None:
    Version.objects.bulk_create([home.version for home in homes if home.new])
    for home in homes:
        if not home.new:
            home.version.save()


def _clear(versions: Sequence[Version]) -> None:
    """What older readers and rules said of these."""
    if not versions:
        return
    for kind in (File, Document, Read):
        kind._default_manager.filter(version__in=versions).delete()
    Finding.objects.filter(version__in=versions, across=False).delete()


def _fill(homes: Sequence[_Home]) -> None:
    _save_files(homes)
    Document.objects.bulk_create(
        Document(version=home.version, path=path, body=body)
        for home in homes
        for path, body in home.ready.documents
    )
    reads = ((h.version.pk, *structs.astuple(row)) for h in homes for row in h.ready.reads)
    _insert(Read, ("version_id", *ReadRow.__struct_fields__), reads)
    findings = (
        (h.version.pk, h.version.city, *structs.astuple(row))
        for h in homes
        for row in h.ready.findings
    )
    _insert(Finding, ("version_id", "city", *FindingRow.__struct_fields__), findings)


def _save_files(homes: Sequence[_Home]) -> None:
    files = [(home.version, file) for home in homes for file in home.ready.files]
    Original.objects.bulk_create(
        [Original(sha256=file.sha256, size=file.size) for _, file in files],
        ignore_conflicts=True,
    )
    File.objects.bulk_create(
        File(
            version=version,
            path=file.path,
            original_id=file.sha256,
            role=file.role,
            kind=file.kind,
            outcome=file.outcome,
            pages=file.pages,
            problem_code=file.problem.code if file.problem else "",
            problem_message=file.problem.message if file.problem else "",
        )
        for version, file in files
    )


def _insert(
    kind: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[str | float | None, ...]]
) -> None:
    """Rows as they are, past the objects that Django would make of them; the other columns by default."""
    others = [
        f for f in kind._meta.concrete_fields if not f.primary_key and f.column not in columns
    ]
    usual = tuple(f.get_db_prep_save(f.get_default(), connection) for f in others)
    quoted = connection.ops.quote_name
    names = [quoted(name) for name in (*columns, *(field.attname for field in others))]
    marks = ", ".join(["%s"] * len(names))
    into = f"INSERT INTO {quoted(kind._meta.db_table)} ({', '.join(names)}) VALUES ({marks})"
    with connection.cursor() as cursor:
        cursor.executemany(into, [(*row, *usual) for row in rows])


def _make_current(homes: Sequence[_Home]) -> None:
    """These are now what counts of their submissions; whatever repeats that is made true.

    Of a first version nobody has said anything yet: its rows went in as they have to be.
    """
    versions = [home.version for home in homes]
    for version in versions:
        version.submission.current = version
    Submission.objects.bulk_update([version.submission for version in versions], ["current"])
    again = [home.version.submission_id for home in homes if not home.is_first]
    if again:
        upkeep.refresh(again)
        blind_readers.drop(again)
    board.refresh(version.submission_id for version in versions)
