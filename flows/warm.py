"""Imported by the fork server before its first child: what is loaded here, every worker inherits.

And from the worker its children, which read one submission each: without it each of them would
import its readers and compile their patterns anew, which takes as long as the reading itself.
"""

from __future__ import annotations

import gc

from extractors.warm import warm
from schemas.policy import edition
from validators.catalogue import judge

judge(warm(), edition())
gc.collect()
gc.freeze()
