"""What a child may not do, and how each failure comes back."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest

from extractors.errors import UnreadableFile
from extractors.sandbox import ChildFailedError, Limits, call, map_beside, map_each
from extractors.sandbox_child import MIB
from tests.extractors.sandbox_jobs import (
    Answer,
    allocate,
    answer,
    blunder,
    child_of_mine,
    connect,
    fail_at,
    hooked,
    leave,
    lie,
    limits_of_self,
    recurse,
    refuse,
    segfault,
    shout,
    sleep,
    spin,
    temporary,
    write,
)

_Seen = TypeVar("_Seen")


def test_a_typed_answer_comes_back() -> None:
    assert call(answer, "方案", 3) == Answer("方案", (0, 1, 2))


FAILURES = {
    "memory": (lambda: call(allocate, 2048 * MIB), "too_large"),
    "answer": (lambda: call(shout, MIB + 1, limits=Limits(answer=MIB)), "too_large"),
    "wall clock": (lambda: call(sleep, 30.0, limits=Limits(wall_seconds=0.2)), "too_slow"),
    "processor": (lambda: call(spin, limits=Limits(cpu_seconds=0.1)), "too_slow"),
    "signal": (lambda: call(segfault), "crashed"),
    "exit": (lambda: call(leave), "crashed"),
    "recursion": (lambda: call(recurse), "malformed"),
    "its own words": (lambda: call(refuse, "encrypted"), "encrypted"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures_have_stable_codes(case: str) -> None:
    run, code = FAILURES[case]
    with pytest.raises(UnreadableFile) as caught:
        run()
    assert caught.value.code == code


def test_a_bug_stays_loud_and_tells_where() -> None:
    with pytest.raises(ChildFailedError, match=r"return \[1\]\[2\]"):
        call(blunder)


def test_an_answer_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected `int`"):
        call(lie)


def test_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert connect(port) == "connected"
        assert call(connect, port) == "refused"


def test_no_sockets_where_no_namespace_can_be_had() -> None:
    assert "no network" in call(hooked)


def test_the_temporary_folder_is_private_and_goes() -> None:
    folder, mode = call(temporary)
    assert mode == 0o700
    assert not Path(folder).exists()


def test_limits_are_set() -> None:
    assert call(limits_of_self) == {"core": 0, "files": 256, "session": 1}


def test_files_are_bounded(tmp_path: Path) -> None:
    small = Limits(file=1000)
    assert call(write, str(tmp_path / "a"), 1000, limits=small) == "written"
    assert call(write, str(tmp_path / "b"), 1001, limits=small) == "refused"


def test_the_whole_process_group_ends(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with pytest.raises(UnreadableFile):
        call(child_of_mine, str(trace), limits=Limits(wall_seconds=0.3))
    time.sleep(0.6)
    assert not trace.exists()


def test_a_row_goes_on_after_each_failure() -> None:
    outcomes = list(map_each(fail_at, [(number,) for number in range(9)]))
    codes = [one.code if isinstance(one, UnreadableFile) else one for one in outcomes]
    assert codes == [0, 1, "crashed", "crashed", 4, "too_large", "malformed", 7, 8]


@pytest.mark.parametrize("children", [1, 2, 3, 20])
def test_rows_side_by_side_answer_in_order(children: int) -> None:
    outcomes = map_beside(fail_at, [(number,) for number in range(9)], children=children)
    codes = [one.code if isinstance(one, UnreadableFile) else one for one in outcomes]
    assert codes == [0, 1, "crashed", "crashed", 4, "too_large", "malformed", 7, 8]


def test_a_row_may_be_left_early_and_nothing_stays() -> None:
    row = map_each(sleep, [(0.0,), (60.0,)])
    assert next(row) == 0
    started = time.monotonic()
    assert isinstance(row, Generator)
    row.close()
    assert time.monotonic() - started < 5


def test_nothing_to_do_starts_nothing() -> None:
    assert list(map_each(sleep, [])) == []


def test_from_several_threads() -> None:
    assert _in_a_fresh_process(_four_calls_from_two_threads) == ([0, 1, 2, 3], 1)


def _four_calls_from_two_threads() -> tuple[list[int], int]:
    """What came back, and how many threads are left."""
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: call(answer, "方案", n), range(4)))
    return [len(one.numbers) for one in answers], threading.active_count()


def test_failures_from_a_thread() -> None:
    def run() -> list[str]:
        row = map_each(fail_at, [(1,), (2,), (6,), (7,)])
        return [one.code if isinstance(one, UnreadableFile) else str(one) for one in row]

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(run).result() == ["1", "crashed", "malformed", "7"]


def test_nothing_is_left_open() -> None:
    before, after = _in_a_fresh_process(_descriptors_around_three_calls)
    assert before == after


def _descriptors_around_three_calls() -> tuple[int, int]:
    call(answer, "方案", 1)
    before = _open_descriptors()
    for _ in range(3):
        call(answer, "方案", 1)
    return before, _open_descriptors()


def _in_a_fresh_process(function: Callable[[], _Seen]) -> _Seen:
    """Where no other test has left threads and open files that come and go."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function).result()


def _open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
