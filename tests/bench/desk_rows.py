"""Made-up rows for the desk's bench: one real submission of the sample, many times over, by the database itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from django.db.models import Model

FINDINGS: Final = 25
"""Findings a submission."""
WHOLE: Final = 400
"""So many submissions have their files' contents too: those whose pages are opened."""
CITIES: Final = ("杭州市", "宁波市", "温州市", "嘉兴市", "湖州市", "绍兴市", "金华市", "台州市")
_TRADES: Final = ("28", "17", "26", "31", "33", "36", "38", "30")
_STAGES: Final = ("checking", "checking", "checking", "correcting", "reviewing", "closed")
_OWNERS: Final = ("周予安", "陆知衡", "", "沈若川")
EXPERTS: Final = 667
"""So that each has 120 desks, the most that the sample roster gives an expert."""
_RULES: Final = 997
LOG: Final = 100_000
"""Lines of the log."""


def fill(sample: Path, originals: Path, size: int) -> None:
    """A batch of ``size`` submissions with 25 findings each."""
    from django.db import connection, transaction

    base = _stored(sample, originals)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE n(i INTEGER PRIMARY KEY)")
        cursor.execute(
            "INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM c "
            f"WHERE i < {size}) SELECT i FROM c"
        )
        _submissions(cursor, base)
        _findings(cursor)
        _people(cursor, size)
        cursor.execute("DROP TABLE n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _stored(sample: Path, originals: Path) -> int:
    """The one real submission, as the flow stores it; its key is 1, its version's as well."""
    import tempfile

    from extractors.packages import discover
    from flows.keeping import keep_all
    from flows.process import process
    from schemas.policy import edition
    from store import services
    from store.depot import Depot
    from store.ready import ready

    with tempfile.TemporaryDirectory() as scratch:
        package = discover([sample], Path(scratch))[0]
        batch = services.open_batch("/bench", "二万家")
        done = process(package, edition())
        answer = ready(done.submission, done.verdicts, done.documents)
        saved = keep_all(batch, [(package, answer)], Depot(originals))
    return saved[0].version


def _submissions(cursor: Any, base: int) -> None:
    from store import models
    from store.models_board import Card

    firm = "'浙江某某' || n.i || '化纤有限公司'"
    row = "n JOIN {table} b ON b.{key} = " + str(base)
    _copy(
        cursor,
        models.Submission,
        row.format(table="store_submission", key="id"),
        id="n.i",
        name="n.i || '-某某化纤'",
        current_id="NULL",
        stage=_pick(_STAGES, "n.i"),
        owner=_pick(_OWNERS, "n.i / 3"),
        due_on="date('2026-11-20', '+' || (n.i % 20) || ' days')",
    )
    version = row.format(table="store_version", key="id")
    own = {"submission_id": "n.i", "digest": "printf('%064d', n.i)", "factory_name": firm}
    place = {"city": _place(CITIES), "uscc": "printf('91330%013d', n.i)"}
    _copy(cursor, models.Version, version, id="n.i", **own, **place)
    cursor.execute("UPDATE store_submission SET current_id = id")
    card = row.format(table="store_card", key="submission_id")
    short = tuple(city.removesuffix("市") for city in CITIES)
    place = {"city": _place(short), "uscc": "printf('91330%013d', n.i)"}
    counts = {"errors": "n.i % 7", "warnings": "n.i % 11", "missing": "n.i % 3"}
    _copy(
        cursor,
        Card,
        card,
        submission_id="n.i",
        firm=firm,
        trade=_pick(_TRADES, "n.i / 8"),
        **place,
        **counts,
    )
    parts = f"n JOIN {{table}} b ON b.version_id = {base}"
    _copy(cursor, models.File, parts.format(table="store_file"), version_id="n.i")
    few = f" WHERE n.i <= {WHOLE}"
    for model, table in ((models.Document, "store_document"), (models.Read, "store_read")):
        _copy(cursor, model, parts.format(table=table) + few, version_id="n.i")


def _findings(cursor: Any) -> None:
    """Twenty-five of each, made of what the rules really said of the one."""
    from store import models

    said = "(SELECT *, row_number() OVER (ORDER BY id) - 1 AS nth FROM store_finding WHERE version_id = 1)"
    cursor.execute(f"SELECT count(*) FROM {said}")
    real = cursor.fetchone()[0]
    each = (
        f"WITH RECURSIVE f(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM f WHERE j < {FINDINGS - 1})"
    )
    cursor.execute(f"CREATE TEMP TABLE f AS {each} SELECT j FROM f")
    _rules(cursor)
    level = "CASE f.j % 5 WHEN 0 THEN 'error' WHEN 1 THEN 'warning' WHEN 2 THEN 'warning' ELSE 'info' END"
    _copy(
        cursor,
        models.Finding,
        f"n CROSS JOIN f JOIN {said} b ON b.nth = f.j % {real} JOIN r ON r.k = (n.i * 7 + f.j * f.j * 13) % {_RULES}",
        version_id="n.i",
        rule="r.rule",
        speciality="r.speciality",
        severity=level,
        fingerprint="printf('%058d%06d', n.i, f.j)",
        live="1",
        city=_place(CITIES),
        reader=f"'专家' || ((n.i + f.j % 4) % {EXPERTS})",
        ruling="CASE WHEN n.i % 10 = 0 THEN 'upheld' WHEN (n.i + f.j) % 50 = 3 THEN 'dismissed' ELSE '' END",
    )
    cursor.execute("DROP TABLE f")
    cursor.execute("DROP TABLE r")
    cursor.execute(
        "INSERT INTO store_decision(submission_id, fingerprint, rule, ruling, reason, remark, by, at) "
        "SELECT version_id, fingerprint, rule, ruling, '', '', '周予安', '2026-11-01 01:00:00' "
        "FROM store_finding WHERE ruling <> ''"
    )


def _rules(cursor: Any) -> None:
    """Which rules speak: all of them, one in a sixth of the findings, most in a thousandth."""
    from validators.catalogue import cards

    known = [(card.code, str(card.speciality)) for card in cards()]
    rows = [
        (k, *known[k * k * k // _RULES**2 * len(known) // _RULES * 53 % len(known)])
        for k in range(_RULES)
    ]
    cursor.execute("CREATE TEMP TABLE r(k INTEGER PRIMARY KEY, rule TEXT, speciality TEXT)")
    cursor.executemany("INSERT INTO r VALUES (%s, %s, %s)", rows)


def _people(cursor: Any, size: int) -> None:
    """Desks, statements, papers, and a long log."""
    words = "energy", "carbon", "investment", "equipment"
    desks = " UNION ALL ".join(f"SELECT {n} AS j, '{word}' AS w" for n, word in enumerate(words))
    cursor.execute(
        "INSERT INTO store_assignment(version_id, speciality, expert, live, body) "
        f"SELECT n.i, d.w, '专家' || ((n.i + d.j) % {EXPERTS}), TRUE, "
        "json_object('submission', n.i || '-某某化纤', 'speciality', d.w, "
        f"'expert', '专家' || ((n.i + d.j) % {EXPERTS}), 'rules', json('[]'), 'reasons', json('[]')) "
        f"FROM n CROSS JOIN ({desks}) d"
    )
    cursor.execute(
        "INSERT INTO store_paper(submission_id, kind, name, sha256, by, at, confirmed_by) "
        "SELECT i, 'notice', i || '_补正通知书.docx', printf('%064d', i), '周予安', '2026-11-01 01:00:00', '' "
        f"FROM n WHERE i <= {size // 4}"
    )
    cursor.execute(
        "INSERT INTO store_audit(at, actor, action, object, detail, previous, hash) "
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
        f"WHERE i < {LOG}) SELECT datetime('2026-06-01', '+' || i || ' minutes'), '周予安', 'view_submission', "
        "'submission:' || (i % 20000), '{}', printf('%064d', i), printf('%064d', i + 1) FROM c"
    )


def _copy(cursor: Any, model: type[Model], source: str, **changed: str) -> None:
    """INSERT … SELECT of all columns of ``b``, some of them ``changed``; a key that is not is left to the table."""
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if not field.primary_key or field.column in changed
    ]
    picked = ", ".join(changed.get(column, f'b."{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"INSERT INTO {model._meta.db_table}({named}) SELECT {picked} FROM {source}")


def _place(cities: tuple[str, ...]) -> str:
    """Cities hand in by the hundred; the last one began only when the others were half done."""
    block = "(n.i / 100)"
    late = f"n.i > (SELECT max(i) / 2 FROM n) AND {block} % 3 = 0"
    return f"CASE WHEN {late} THEN '{cities[-1]}' ELSE {_pick(cities[:-1], block)} END"


def _pick(words: tuple[str, ...], number: str) -> str:
    cases = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(words))
    return f"CASE ({number}) % {len(words)} {cases} END"
