"""The lists that the office keeps itself, and the edition of the policy with them in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct, structs

from schemas.policy import Listed, Policy, edition


class ListKind(StrEnum):
    """Which list; the value is the policy's field that the rule reads."""

    CULTIVATED = "cultivated"
    """B23: factories already on a 培育名单."""
    REMOVED = "removed"
    """C04: factories struck off the list of green (low-carbon) factories."""


LIST_WORDS: Final = {
    ListKind.CULTIVATED: "培育名单",
    ListKind.REMOVED: "移出名单",
}


class Lists(Struct, frozen=True, omit_defaults=True):
    """The stored lists as they travel with an order; ``None``: none is stored, the edition's own holds."""

    cultivated: tuple[Listed, ...] | None = None
    removed: tuple[Listed, ...] | None = None


NO_LISTS: Final = Lists()


def policy_of(name: str, lists: Lists) -> Policy:
    """The edition ``name`` with the stored lists in place of its own. Raises as :func:`edition`."""
    policy = edition(name)
    if lists is NO_LISTS:
        return policy
    return structs.replace(
        policy,
        cultivated=policy.cultivated if lists.cultivated is None else lists.cultivated,
        removed=policy.removed if lists.removed is None else lists.removed,
    )
