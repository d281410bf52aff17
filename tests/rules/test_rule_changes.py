"""What a rule alone turns: below only where confirmed, never an alarm, missing is not failing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.rules.criteria import CriterionKey
from bot.rules.outcomes import OpenCase
from bot.rules.readings import Reading
from bot.rules.requirements import Requirement
from bot.rules.rule_changes import RuledRegion, Turn, effects_of, fingerprint_of
from db.reference import scales

TODAY = date(2026, 3, 2)
SPI = CriterionKey.SPI
SURE, UNSURE, UNSET = (
    Requirement(SPI, "68", is_confirmed=True),
    Requirement(SPI, "68"),
    Requirement(SPI, ""),
)


def high(minimum: str = "72", *, is_confirmed: bool = True, recovery: str = "") -> Requirement:
    mark = Decimal(recovery) if recovery else None
    return Requirement(SPI, minimum, is_confirmed=is_confirmed, recovery=mark)


def turns(
    value: str | None,
    before: Requirement | None,
    after: Requirement | None,
    *,
    is_open: bool = False,
    is_final: bool = True,
) -> list[tuple[Turn, bool]]:
    """What turned, and whether an alert ends by it."""
    readings = [Reading(SPI, "SPI", 2025, Decimal(value), is_final=is_final)] if value else []
    cases = {SPI: OpenCase(1, 1)} if is_open else None
    region = RuledRegion("73.09", [before] if before else [], [after] if after else [], readings, cases)
    return [(e.turn, e.case is not None) for e in effects_of(region, scales(), today=TODAY)]


@pytest.mark.parametrize(
    ("value", "before", "after", "found"),
    [
        ("70", SURE, high(), [Turn.BELOW]),
        ("72", SURE, high(), []),  # equal is enough
        ("71.99", SURE, high(), [Turn.BELOW]),
        ("70", SURE, high(is_confirmed=False), [Turn.BELOW_UNCONFIRMED]),
        ("60", UNSURE, SURE, [Turn.BELOW]),  # confirmed: it speaks to the region now
        ("60", SURE, high(), []),  # below before and after
        ("60", UNSURE, high(is_confirmed=False), []),
        ("70", high(), SURE, [Turn.CLEAR]),
        ("70", high(is_confirmed=False), SURE, [Turn.CLEAR_UNCONFIRMED]),
        ("70", high(), UNSET, [Turn.CLEAR]),
        ("70", high(), None, [Turn.CLEAR]),
        ("70", UNSET, high(), [Turn.BELOW]),
        ("70", None, high(), [Turn.BELOW]),
        ("60", SURE, UNSURE, []),
        (None, SURE, high(), []),  # missing is not failing
        ("70", SURE, UNSET, []),  # unset never alarms
        ("70", SURE, replace(SURE, margin=Decimal(9)), []),
    ],
)
def test_what_turns(
    value: str | None, before: Requirement | None, after: Requirement | None, found: list[Turn]
) -> None:
    assert turns(value, before, after) == [(turn, False) for turn in found]


def test_a_provisional_value_turns_nothing() -> None:
    assert turns("60", UNSET, SURE, is_final=False) == []


@pytest.mark.parametrize(
    ("value", "before", "after", "ends"),
    [
        ("70", high(), SURE, True),
        ("70", high(), UNSET, True),
        ("70", high(), None, True),
        ("60", high(), SURE, False),  # still below
        ("60", high(), UNSURE, False),
        ("70", high(), high("68", recovery="71"), False),  # met, and not yet at the mark
        ("71", high(), high("68", recovery="71"), True),
        ("70", high("68", recovery="75"), high("68", recovery="70"), True),
        ("70", high("68", recovery="75"), high("68", recovery="74"), False),
    ],
)
def test_an_open_alert_ends_only_where_the_rule_ends_it(
    value: str, before: Requirement, after: Requirement | None, ends: bool
) -> None:
    assert turns(value, before, after, is_open=True) == ([(Turn.CLEAR, True)] if ends else [])


def test_another_criterion_is_left_alone() -> None:
    low = Reading(CriterionKey.MCP, "MCSP", 2025, Decimal(60))
    case = {CriterionKey.MCP: OpenCase(1, 1)}
    mcp = Requirement(CriterionKey.MCP, "75", is_confirmed=True)
    region = RuledRegion("73.09", [mcp, SURE], [mcp, high()], [low], case)
    assert effects_of(region, scales(), today=TODAY) == []


def test_a_rule_of_one_instrument_goes_before_the_one_for_any() -> None:
    reading = Reading(CriterionKey.SPBE, "Indeks Pemdi", 2026, Decimal("2.55"))
    both = Requirement(CriterionKey.SPBE, "2.6", is_confirmed=True)
    own = Requirement(CriterionKey.SPBE, "2.5", instrument="Indeks Pemdi", is_confirmed=True)
    region = RuledRegion("73.09", [both], [both, own], [reading])
    assert [e.turn for e in effects_of(region, scales(), today=TODAY)] == [Turn.CLEAR]


def test_a_card_is_stale_once_it_would_do_something_else() -> None:
    region = RuledRegion(
        "73.09", [SURE], [high()], [Reading(SPI, "SPI", 2025, Decimal(70), measurement_id=4)]
    )
    found = effects_of(region, scales(), today=TODAY)
    other = effects_of(replace(region, code="64.74"), scales(), today=TODAY)
    prints = {
        fingerprint_of(e, said=said) for e, said in ((found, "a"), (found, "b"), (other, "a"), ([], "a"))
    }
    assert len(prints) == 4 and fingerprint_of(found, said="a") in prints
