"""Who may call which address of the desk, written down before any view: the table of the matrix.

From who works at the desk and what they see: the province everything, a city its own, an expert the
own desks after the statement that there is no tie, the auditor the log and the dictionaries, the
administrator the people and the dictionaries and no submission. What is somebody else's answers like what does not exist.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

PROVINCE, CITY, EXPERT, AUDITOR, ADMIN = "province", "city", "expert", "auditor", "admin"
ROLES: Final = {
    "nobody": "",
    "left": "",
    "province": PROVINCE,
    "second": PROVINCE,
    "city": CITY,
    "elsewhere": CITY,
    "expert": EXPERT,
    "undeclared": EXPERT,
    "tied": EXPERT,
    "colleague": EXPERT,
    "reader": EXPERT,
    "stranger": EXPERT,
    "auditor": AUDITOR,
    "admin": ADMIN,
}
"""Everybody who might call, and their role. ``left``: somebody of the province whose account was
switched off while logged in. ``city`` is the submission's, ``elsewhere`` another one's staff.
``expert`` has the finding's desk and declared no tie, ``undeclared`` the same before the statement,
``tied`` with a tie, ``colleague`` another desk of the submission, ``reader`` a blind reading alone;
``stranger`` has no desk, and declares all the same."""


class Reach(Struct, frozen=True):
    """The roles that an address is for, and those of them that these very rows are for."""

    roles: tuple[str, ...]
    inside: frozenset[str]

    def outcome(self, actor: str) -> str:
        """``in``, ``login``, ``403`` (not your kind of page) or ``404`` (not your row)."""
        if not ROLES[actor]:
            return "login"
        if ROLES[actor] not in self.roles:
            return "403"
        return "in" if actor in self.inside else "404"


def _all(*roles: str) -> Reach:
    return Reach(roles, frozenset(actor for actor, role in ROLES.items() if role in roles))


def _only(reach: Reach, actors: str) -> Reach:
    return Reach(reach.roles, frozenset(actors.split()))


EVERYBODY: Final = _all(PROVINCE, CITY, EXPERT, AUDITOR, ADMIN)
STAFF: Final = _all(PROVINCE, CITY)
READERS: Final = _all(PROVINCE, CITY, EXPERT)
EXPERTS: Final = _all(EXPERT)
THE_PROVINCE: Final = _all(PROVINCE)
THE_AUDITOR: Final = _all(AUDITOR)
THE_ADMIN: Final = _all(ADMIN)
ADMIN_AND_AUDITOR: Final = _all(ADMIN, AUDITOR)
ITS_STAFF: Final = _only(STAFF, "province second city")
ITS_READERS: Final = _only(READERS, "province second city expert colleague reader")
FINDINGS_READERS: Final = _only(READERS, "province second city expert")
PAPERS_STAFF: Final = _only(READERS, "province second city")  # a notice is the office's
WHO_SAID_IT: Final = _only(READERS, "province")
WHO_MADE_IT: Final = _only(STAFF, "city")
NAMED: Final = _only(EXPERTS, "expert undeclared tied colleague reader")  # sees the firm's name
ITS_EXPERTS: Final = _only(EXPERTS, "expert colleague reader")
FINDINGS_EXPERT: Final = _only(EXPERTS, "expert")
BLIND_READER: Final = _only(EXPERTS, "reader")


class Line(Struct, frozen=True):
    """One address: who is let in, the arguments that it takes, how it is called."""

    reach: Reach
    args: tuple[str, ...] = ()
    post: bool = False
    public: bool = False
    """Open to whoever reaches the server."""


def _get(reach: Reach, *args: str) -> Line:
    return Line(reach, args)


def _post(reach: Reach, *args: str) -> Line:
    return Line(reach, args, post=True)


TABLE: Final = {
    "login": Line(EVERYBODY, public=True),
    "icon": Line(EVERYBODY, public=True),
    "home": _get(EVERYBODY),
    "logout": _post(EVERYBODY),
    "alive": _get(EVERYBODY),
    "password": _get(EVERYBODY),
    "people": _get(THE_ADMIN),
    "people-add": _post(THE_ADMIN),
    "person": _get(THE_ADMIN, "person"),
    "person-change": _post(THE_ADMIN, "person"),
    "person-switch": _post(THE_ADMIN, "person"),
    "person-password": _post(THE_ADMIN, "person"),
    "batches": _get(STAFF),
    "batches_progress": _get(STAFF),
    "batches_keep_view": _post(STAFF),
    "batches_drop_view": _post(WHO_MADE_IT, "view"),
    "batches_bulk": _post(STAFF),
    "batches_bulk_do": _post(STAFF),
    "batches_upload": _post(STAFF),
    "batches_announce": _post(STAFF),
    "batches_piece": _post(WHO_MADE_IT, "token", "zero", "zero"),
    "batches_received": _post(WHO_MADE_IT, "token"),
    "batches_start": _post(ITS_STAFF, "token"),
    "batches_pause": _post(ITS_STAFF, "token"),
    "batches_retry": _post(ITS_STAFF, "token"),
    "batches_discard": _post(ITS_STAFF, "token"),
    "batches_unlock": _get(ITS_STAFF, "submission"),
    "submission": _get(ITS_READERS, "submission"),
    "submission-findings": _get(ITS_READERS, "submission"),
    "submission-score": _get(ITS_READERS, "submission"),
    "submission-changes": _get(ITS_READERS, "submission"),
    "submission-text": _get(ITS_READERS, "submission"),
    "submission-papers": _get(ITS_READERS, "submission"),
    "submission-log": _get(ITS_STAFF, "submission"),
    "submission-file": _get(ITS_READERS, "submission", "file"),
    "submission-correct": _post(ITS_STAFF, "submission"),
    "submission-reveal": _post(ITS_STAFF, "submission"),
    "submission-stage": _post(ITS_STAFF, "submission"),
    "findings": _get(READERS),
    "finding": _get(FINDINGS_READERS, "finding"),
    "finding-page": _get(FINDINGS_READERS, "finding", "file", "one"),
    "finding-original": _get(FINDINGS_READERS, "finding", "file"),
    "finding-decide": _post(FINDINGS_READERS, "finding"),
    "finding-countersign": _post(ITS_STAFF, "finding"),
    "finding-hold": _post(FINDINGS_READERS, "finding"),
    "finding-release": _post(FINDINGS_READERS, "finding"),
    "finding-same": _get(ITS_STAFF, "finding"),
    "finding-undo": _post(WHO_SAID_IT, "decision"),
    "expert": _get(EXPERTS),
    "expert_one": _get(NAMED, "submission"),
    "expert_statement": _post(NAMED, "submission"),
    "expert_opinion": _post(ITS_EXPERTS, "submission"),
    "expert_finding": _post(FINDINGS_EXPERT, "submission", "finding"),
    "expert_blind": _get(EXPERTS),
    "expert_blind_one": _get(BLIND_READER, "blind"),
    "expert_assignments": _get(STAFF),
    "expert_assignment": _get(ITS_STAFF, "assignment"),
    "papers": _get(READERS),
    "paper_notice": _get(ITS_STAFF, "submission"),
    "paper_opinion": _post(ITS_EXPERTS, "submission"),
    "paper_summary": _post(STAFF),
    "paper_ledger": _post(STAFF),
    "paper_template": _get(STAFF, "template"),
    "paper_confirm": _post(PAPERS_STAFF, "paper"),
    "paper_file": _get(PAPERS_STAFF, "paper"),
    "log": _get(THE_AUDITOR),
    "log-verify": _post(THE_AUDITOR),
    "search": _get(READERS),
    "reports": _get(THE_PROVINCE),
    "report": _get(THE_PROVINCE, "day"),
    "report-file": _get(THE_PROVINCE, "day", "report"),
    "dictionaries": _get(ADMIN_AND_AUDITOR),
    "dictionary-list": _get(ADMIN_AND_AUDITOR, "kind"),
    "dictionary-preview": _post(THE_ADMIN, "kind"),
    "dictionary-save": _post(THE_ADMIN, "kind"),
    "dictionary-clear": _post(THE_ADMIN, "kind"),
    "dictionary-edition": _get(ADMIN_AND_AUDITOR, "kind", "edition"),
    "dictionary-export": _get(ADMIN_AND_AUDITOR, "kind", "edition"),
    "dictionary-restore": _post(THE_ADMIN, "kind", "edition"),
    "dictionary-fields": _get(ADMIN_AND_AUDITOR),
    "dictionary-figures": _get(ADMIN_AND_AUDITOR),
    "dictionary-questions": _get(ADMIN_AND_AUDITOR),
    "dictionary-rules": _get(ADMIN_AND_AUDITOR),
}
