"""What the tests of the board share: an upload as a browser sends it, made-up rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from store.models import Upload

SAMPLE: Final = Path(__file__).parents[2] / "fixtures" / "sample"
PLAN: Final = next((SAMPLE / "台州市").rglob("*建设方案.docx")).read_bytes()
JSON: Final = {"Accept": "application/json"}


def every() -> QuerySet[Upload]:
    """All uploads."""
    from store.models import Upload

    return Upload.objects.order_by("pk")


def kept() -> list[str]:
    """The files that lie under the uploads of this test, within their upload."""
    return [str(path) for upload in every() for path in _files(upload)]


def _files(upload: Upload) -> list[Path]:
    inside = settings.LINGTAN.uploads / upload.token / "in"
    return [path.relative_to(inside) for path in sorted(inside.rglob("*")) if path.is_file()]


def looked_over(token: str, scratch: Path) -> Upload:
    """The upload after its worker looked it over."""
    from store import upload_jobs

    upload = every().get(token=token)
    upload_jobs.precheck(upload, settings.LINGTAN.uploads, scratch)
    upload.refresh_from_db()
    return upload


def announce(client: Client, files: Mapping[str, int], **more: Any) -> Any:
    """Open an upload. Returns the answer."""
    said = {"files": [{"path": path, "size": size} for path, size in files.items()], **more}
    return client.post("/batches/uploads/", json.dumps(said), "application/json", headers=JSON)


def piece(client: Client, token: str, number: int, offset: int, content: bytes) -> Any:
    """Send one piece. Returns the answer."""
    address = f"/batches/uploads/{token}/pieces/{number}/{offset}/"
    return client.post(address, content, "application/octet-stream", headers=JSON)


def sent(client: Client, files: Mapping[str, bytes], **more: Any) -> str:
    """A whole upload. Returns its token."""
    token = announce(client, {p: len(c) for p, c in files.items()}, **more).json()["token"]
    for number, content in enumerate(files.values()):
        if content:
            assert piece(client, token, number, 0, content).status_code == 200
    answer = client.post(f"/batches/uploads/{token}/received/", headers=JSON)
    assert answer.status_code == 200, answer.content.decode()
    return str(token)


def rows(count: int, *, batch: str = "made", city: str = "杭州") -> list[int]:
    """Made-up submissions in one batch, with cards. Returns their keys."""
    from store.models import Batch, Card, Submission, Version

    held = Batch.objects.create(origin=batch, name=batch)
    made = Submission.objects.bulk_create(
        Submission(batch=held, name=f"{n:05d}", due_on=date(2026, 11, 23) + timedelta(days=n % 9))
        for n in range(count)
    )
    versions = Version.objects.bulk_create(
        Version(submission=s, number=1, digest=f"{batch}{n}", status="processed", city=f"{city}市")
        for n, s in enumerate(made)
    )
    for submission, version in zip(made, versions, strict=True):
        submission.current = version
    Submission.objects.bulk_update(made, ["current"], batch_size=400)
    Card.objects.bulk_create(
        Card(submission=s, firm=f"{city}第{n}化纤有限公司", city=city, trade="28", errors=n % 3)
        for n, s in enumerate(made)
    )
    return [submission.pk for submission in made]
