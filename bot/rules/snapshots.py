"""A revision as it is kept for ever: plain JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.rules.meetings import Edition, Join, Sitting


def snapshot(edition: Edition) -> dict[str, object]:
    """The revision as JSON can hold it; times are ISO 8601 with their offset."""
    return {"title": edition.title, "sittings": [_kept(sitting) for sitting in edition.sittings]}


def _kept(sitting: Sitting) -> dict[str, object]:
    return {
        "item": sitting.item,
        "starts_at": sitting.starts_at.isoformat(),
        "ends_at": sitting.ends_at.isoformat(),
        "link": sitting.join.link,
        "conference_id": sitting.join.meeting_id,
        "passcode": sitting.join.passcode,
        "agenda": sitting.agenda,
        "is_postponed": sitting.is_postponed,
        "seats": sorted(sitting.seats),
    }


def edition_of(kept: Mapping[str, object]) -> Edition:
    """The revision of a snapshot; what older ones do not say is taken for empty."""
    sittings = kept.get("sittings")
    rows = sittings if isinstance(sittings, list) else []
    return Edition(str(kept.get("title", "")), tuple(_sitting(row) for row in rows if isinstance(row, dict)))


def _sitting(row: Mapping[str, object]) -> Sitting:
    seats = row.get("seats")
    return Sitting(
        item=int(str(row["item"])),
        starts_at=datetime.fromisoformat(str(row["starts_at"])),
        ends_at=datetime.fromisoformat(str(row["ends_at"])),
        seats=frozenset(int(str(seat)) for seat in seats) if isinstance(seats, list) else frozenset(),
        join=Join(*(str(row.get(name, "")) for name in ("link", "conference_id", "passcode"))),
        agenda=str(row.get("agenda", "")),
        is_postponed=row.get("is_postponed") is True,
    )
