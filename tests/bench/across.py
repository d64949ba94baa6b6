"""``make bench-across``: the rules across submissions over batches of 1,000, 3,000 and 10,000.

Submissions are made up one at a time, as the store would hand them over, each with a narrative of
its own of some 8,000 characters (stock sentences of a trade mixed with words nobody else has) and
an annex; one in fifty copies another's narrative, figures or project, so that there is something
to find. Making them is timed apart. Argument: another size.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from msgspec import structs

from fixtures.submissions import read, right
from schemas.policy import edition
from schemas.submission import Chapter, Submission, Value
from validators.catalogue import judge_across

SIZES = (1_000, 3_000, 10_000)
COPIES = 50
"""One submission in so many is somebody's copy."""
_LETTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3000))
_STOCK = 400


def main(arguments: list[str]) -> None:
    """Measure each size in turn; memory is the process's peak, so the sizes ascend."""
    print("submissions  seconds  ms each  peak MiB  findings  (making them: seconds)")
    for size in [int(word) for word in arguments] or SIZES:
        making = _Clock()
        start = time.process_time()
        found = Counter(f.rule for _, f in judge_across(making.timed(batch(size)), edition()))
        used = time.process_time() - start - making.seconds
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told = " ".join(f"{code} {n}" for code, n in sorted(found.items()))
        print(
            f"{size:11,}  {used:7.1f}  {used / size * 1000:7.2f}  {peak:8.0f}  {told}  ({making.seconds:.1f})"
        )


class _Clock:
    """Processor seconds that an iterator takes to make what it yields."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, made: Iterator[Submission]) -> Iterator[Submission]:
        while True:
            start = time.process_time()
            one = next(made, None)
            self.seconds += time.process_time() - start
            if one is None:
                return
            yield one


def batch(size: int) -> Iterator[Submission]:
    """``size`` made-up submissions."""
    pen = Random(2025)
    stock = [_words(pen, 40) for _ in range(_STOCK)]
    base = right()
    for i in range(size):
        copied = i % COPIES == COPIES - 1
        text = _narrative(Random(i - 1 if copied else i), stock)
        figures = Random(i - 1 if copied else i)
        yield _submission(base, i, text, figures)


def _narrative(pen: Random, stock: list[str]) -> str:
    """Forty paragraphs of 200 characters, a third of them made of the trade's stock sentences."""
    lines = (
        "，".join(pen.sample(stock, 5)) if pen.random() < 0.33 else _words(pen, 200)
        for _ in range(40)
    )
    return "\n".join(lines)


def _words(pen: Random, length: int) -> str:
    return "".join(pen.choices(_LETTERS, k=length))


def _submission(base: Submission, i: int, text: str, pen: Random) -> Submission:
    own = Random(i)
    changes: dict[str, Value] = {
        "uscc": f"9133{i:014d}",
        "factory_name": f"浙江{_words(own, 2)}{_words(own, 2)}有限公司",
        "contact_phone": f"139{own.randrange(10**8):08d}",
        "legal_representative_phone": f"138{own.randrange(10**8):08d}",
    }
    yearly: dict[str, Value] = {
        key: round(pen.uniform(1000, 90000), 1)
        for key in base.fields
        if key.rpartition(".")[2].isdigit()
    }
    fields = {**base.fields, **{key: read(value) for key, value in (changes | yearly).items()}}
    rows = tuple(
        {
            **row,
            "name": read(_words(pen, 10)),
            "total_investment": read(round(pen.uniform(100, 9000), 1)),
        }
        for row in base.tables["projects"]
    )
    chapters = (Chapter("三", "重点任务", base.chapters[0].where, text, len(text)),)
    return structs.replace(
        base,
        name=f"{i:05d}",
        fields=fields,
        tables={**base.tables, "projects": rows},
        chapters=chapters,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
