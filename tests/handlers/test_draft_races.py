"""A draft edited while it is published: either the edit is in what is sent, or it was refused."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import select
from sqlmodel import col

from db.queries.meetings import meeting_view
from db.tables import AuditEntry, Meeting, MeetingState
from tests.proof.people import PEOPLE
from tests.proof.visits import all_at_once, press_of


@pytest.fixture
async def stage(both_towns, caplog):
    yield await both_towns()
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


def says(who: str, text: str) -> dict[str, object]:
    """An update: this person writes."""
    chat = {"id": PEOPLE[who], "type": "private", "first_name": who}
    person = {"id": PEOPLE[who], "is_bot": False, "first_name": who}
    return {"message": {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": text}}


async def outcome(stage):
    """The draft as it stands, and which edits were recorded."""
    async with stage.world.sessions.reading() as session:
        meeting = await meeting_view(session, 3)
        state = await session.scalar(select(col(Meeting.state)).where(col(Meeting.id) == 3))
        edits = select(col(AuditEntry.action)).where(
            col(AuditEntry.action).in_(["meeting.edit", "meeting.sitting_out"]),
            col(AuditEntry.object_id) == "3",
        )
        return meeting, state, list(await session.scalars(edits))


async def test_a_title_is_changed_before_terbitkan_or_not_at_all(stage):
    await stage.play(["joko: /rapat 3", "joko: [Ubah judul]"])
    await all_at_once(stage.world, [says("joko", "Judul Lain"), press_of("admin", "rapat_terbit:3")])
    meeting, state, edits = await outcome(stage)
    assert state is MeetingState.PUBLISHING
    assert (meeting.title == "Judul Lain") is (edits == ["meeting.edit"])


async def test_two_who_take_out_the_two_sittings_leave_one(stage):
    await stage.play(["joko: /rapat 3"])
    first, second = (
        stage.data_of("joko", f"Ubah sesi {number}").replace("konsep_sesi", "konsep_keluar_ya")
        for number in (1, 2)
    )
    await all_at_once(stage.world, [press_of("joko", first), press_of("admin", second)])
    meeting, state, edits = await outcome(stage)
    assert (state, len(meeting.sittings), edits) == (MeetingState.DRAFT, 1, ["meeting.sitting_out"])
    assert meeting.sittings[0].number == 1
