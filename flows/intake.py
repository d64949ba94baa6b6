"""The main job in Prefect: discover → process → compare → route → summarise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed

from extractors.packages import Package, discover
from extractors.packages_unlock import read_passwords
from flows import workers
from flows.engine import engine
from flows.export import export_all
from flows.keeping import digest_of, keep
from flows.order import Order, Progress
from flows.process import Processed, refused
from flows.routing import route
from flows.summary import Counts, summarise, summary_markdown
from schemas.policy import Policy, edition
from schemas.report import BatchSummary
from schemas.submission import Problem
from store import selectors, services
from validators.catalogue import judge_across


@task(task_run_name="process-{package.name}", cache_policy=NO_CACHE)
def process_one(pool: ProcessPoolExecutor, package: Package, order: Order) -> Processed:
    """One submission in one of our worker processes; its result as soon as it is there."""
    working = workers.submit(pool, package, order.policy, order.received, order.render, order.pages)
    return workers.decode(working.result())


@task(cache_policy=NO_CACHE)
def compare(batch: int, policy: str) -> int:
    """The rules that look across the batch. Returns how many findings they made."""
    return services.save_across(batch, judge_across(selectors.understood(batch), edition(policy)))


@flow(name="intake", validate_parameters=False, log_prints=False)
def intake(order: Order, pool: ProcessPoolExecutor, progress: Progress) -> BatchSummary:
    """A city's batch goes in, routed findings come out; the same batch again changes nothing."""
    origin = order.origin or "|".join(str(path.resolve()) for path in order.paths)
    passwords = read_passwords(order.password_file) if order.password_file else ()
    packages = discover(order.paths, order.scratch, passwords)
    batch = services.open_batch(origin, "、".join(path.name for path in order.paths))
    waiting = changed_since(packages, selectors.known(batch))
    progress.total(len(waiting))
    counts = process_all(batch, waiting, order, pool, progress)
    compare(batch, order.policy)
    route(batch, order.roster, order.today)
    services.close_batch(batch)
    summary = summarise(batch, counts, unchanged=len(packages) - len(waiting))
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
    batch: int,
    packages: Sequence[Package],
    order: Order,
    pool: ProcessPoolExecutor,
    progress: Progress,
) -> Counts:
    """Process the packages side by side and store each as it comes."""
    waiting = {process_one.submit(pool, package, order): package for package in packages}
    new = changed = 0
    for future in as_completed(list(waiting)):
        package = waiting[future]
        processed = _answer(future, package, edition(order.policy))
        saved = keep(batch, package, processed, order.originals)
        new += saved.new and saved.number == 1
        changed += saved.new and saved.number > 1
        problem = processed.submission.problem
        progress.done(package.name, problem.message if problem else "")
    return Counts(new, changed, len(packages) - new - changed)


def _answer(future: PrefectFuture[Processed], package: Package, policy: Policy) -> Processed:
    """The task's result; a task that failed becomes an unreadable submission with its reason."""
    answer = future.result(raise_on_failure=False)
    if isinstance(answer, Processed):
        return answer
    return refused(
        package, Problem("crashed", f"处理时出错（{type(answer).__name__}），请联系系统管理员。")
    )
