"""Everybody the proofs are about, in short: who they are, what they may do, and what must not be seen."""

from __future__ import annotations

from bot.rules.access import Action
from tests.builders import BUDI, JOKO, SARI, STRANGER
from tests.fakes import ADMIN
from tests.rules.test_access_matrix import ORACLE

#: Kota Bontang, of which the canaries sing, another region of the cohort, and one that there is not.
A, B, NOWHERE = "64.74", "19.04", "99.99"

PEOPLE = {
    "admin": ADMIN,
    "hasan": 900_000_003,  # a second admin
    "anton": 900_000_004,  # a third
    "joko": JOKO,  # officer
    "lia": 900_000_005,  # viewer
    "gani": 900_000_006,  # was an officer
    "sari": SARI,  # Inspektur of A
    "rina": 7_000_000_051,  # her assistant
    "tono": 7_000_000_052,  # her delegate
    "budi": BUDI,  # Inspektur of B
    "wati": 7_000_000_053,  # was Sekda of A, and left
    "iwan": 7_000_000_054,  # was Sekda of A, and is erased
    "tuti": 7_000_000_055,  # asks for the seat of the Sekda of A
    "dimas": 7_000_000_056,  # asks for the seat that Sari holds
    "yuni": 7_000_000_057,  # the other account of Sari, or so it says
    "tamu": STRANGER,
}

#: Letters as in the oracle: v, o, a for roles, H, A, D for what one does in A; small ones for B.
RIGHTS = dict.fromkeys(PEOPLE, "") | {
    "admin": "a",
    "hasan": "a",
    "anton": "a",
    "joko": "o",
    "lia": "v",
    "sari": "H",
    "rina": "A",
    "tono": "D",
    "budi": "h",
}

#: Who may not see anything of A.
OUTSIDERS = ("gani", "budi", "wati", "iwan", "tuti", "tamu")

#: What is of A alone: names, values, answers, ways in, numbers.
CANARIES = (
    "Sari Kenari",
    "Rina Kenari",
    "Tono Kenari",
    "Rapat Kenari",
    "61,37",
    "Kenari sakit",
    "Penanggung Kenari",
    "97777777777",
    "Sandi77",
    "B/7777",
    "62811777777",
)
#: The same, spelt otherwise.
SPELLINGS = ("61.37", "0811777777", "0811-777")


def may_by_oracle(person: str, action: Action, *, in_a: bool) -> bool:
    """What the table written by hand says about this person, in region A or anywhere."""
    allowed = ORACLE[action.value]
    rights = RIGHTS[person] if in_a else RIGHTS[person].replace("h", "H")
    return allowed == "*" or bool(set(rights) & set(allowed))
