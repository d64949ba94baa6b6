"""The fixtures that the desk's tests stand on."""

from __future__ import annotations

from schemas.desk import Role


def test_the_sample_is_stored_with_findings_desks_and_originals(sample, people):
    from store import originals, scopes
    from store.models import Assignment, File
    from store.scopes import Who

    who = Who(people["province"].pk, "周予安", Role.PROVINCE)
    assert scopes.submissions(who).count() == len(sample.submissions) == 16
    assert scopes.findings(who).count() > 20
    assert Assignment.objects.filter(expert=people["expert"].name).exists()
    kept = [
        originals.place(sample.workspace / "originals", f.original_id) for f in File.objects.all()
    ]
    assert any(path.exists() for path in kept)


def test_a_client_is_logged_in(client_of):
    answer = client_of("admin").get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
