"""The main job in Prefect: discover → process → compare → route → summarise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import count
from typing import Final

from msgspec import structs
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from extractors.packages import Package, discover
from extractors.packages_unlock import read_passwords
from flows.crew import Answers, Crew
from flows.engine import engine
from flows.export import export_all
from flows.keeping import digest_of, keep_all
from flows.order import Order, Progress
from flows.routing import route
from flows.summary import Counts, added, summarise, summary_markdown
from schemas.policy import edition
from schemas.report import BatchSummary
from store import lists, originals, rejudged, selectors, services, turns
from store.ready import Ready
from validators.catalogue import judge_across

_CHUNK: Final = 32
"""Answers that one task stores at least: a thousand submissions make some thirty tasks, at 30 ms each."""


@task(task_run_name="chunk-{number}", cache_policy=NO_CACHE)
def take_chunk(
    number: int, answers: Answers, batch: int, order: Order, progress: Progress
) -> Counts:
    """The next answers of the crew, stored and told as soon as they are there."""
    counts = Counts(0, 0)
    for together in answers:
        counts = added([counts, stored(together, batch, order, progress)])
        if counts.all >= _CHUNK:
            break
    return counts


def stored(
    together: Sequence[tuple[Package, Ready]], batch: int, order: Order, progress: Progress
) -> Counts:
    """Store answers that came together, and tell of each."""
    saved = keep_all(batch, together, order.depot, order.lists)
    for package, answer in together:
        progress.done(package.name, answer.problem.message if answer.problem else "")
    new = sum(one.new and one.number == 1 for one in saved)
    changed = sum(one.new and one.number > 1 for one in saved)
    return Counts(new, changed, len(saved) - new - changed)


@task(cache_policy=NO_CACHE)
def compare(batch: int, policy: str) -> int:
    """The rules that look across the batch. Returns how many findings they made."""
    return services.save_across(batch, judge_across(selectors.understood(batch), edition(policy)))


@flow(name="intake", validate_parameters=False, log_prints=False)
def intake(order: Order, crew: Crew, progress: Progress) -> BatchSummary:
    """A city's batch goes in, routed findings come out; the same batch again changes nothing.

    Raises :class:`store.refusals.Refused` where another run is at this batch.
    """
    origin = order.origin or "|".join(str(path.resolve()) for path in order.paths)
    with turns.only_intake(origin):
        return _taken_in(origin, with_lists(order), crew, progress)


def with_lists(order: Order) -> Order:
    """The order with the office's lists as they are now: one run judges everything by the same ones."""
    return structs.replace(order, lists=lists.in_force())


def _taken_in(origin: str, order: Order, crew: Crew, progress: Progress) -> BatchSummary:
    if not order.address:
        originals.sweep(order.originals)
    passwords = read_passwords(order.password_file) if order.password_file else ()
    packages = discover(order.paths, order.scratch, passwords)
    batch = services.open_batch(origin, "、".join(path.name for path in order.paths))
    waiting = changed_since(packages, selectors.known(batch))
    progress.total(len(waiting))
    counts = process_all(batch, waiting, order, crew, progress)
    again = rejudged.by_lists(batch, order.policy, order.lists)
    compare(batch, order.policy)
    route(batch, order.roster, order.today)
    services.close_batch(batch)
    unchanged = len(packages) - len(waiting)
    summary = summarise(batch, counts, unchanged=unchanged, by_lists=again)
    create_markdown_artifact(summary_markdown(summary), key="intake-summary")
    if order.export:
        export_all(batch, summary, order.export)
    return summary


def changed_since(
    packages: Sequence[Package], known: Mapping[str, selectors.Known]
) -> list[Package]:
    """The packages that are new, whose files changed, or that older rules judged."""
    return [
        package
        for package in packages
        if (old := known.get(package.name)) is None
        or (old.digest, old.engine) != (digest_of(package), engine())
    ]


def process_all(
    batch: int, packages: Sequence[Package], order: Order, crew: Crew, progress: Progress
) -> Counts:
    """Process the packages, and store each answer as it comes, a task a chunk of them.

    The crew works on while a chunk ends and the next one begins: a task takes whatever comes next.
    """
    counts = Counts(0, 0)
    with closing(crew.answers(packages, order)) as answers:
        for number in count(1):
            chunk = take_chunk(number, answers, batch, order, progress)
            counts = added([counts, chunk])
            if chunk.all < _CHUNK:
                break
    return counts
