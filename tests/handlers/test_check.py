"""/cek: genuine or not to anybody, the original to the addressee and to staff."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.actions.proofs import MOST_UNKNOWN
from bot.messages import proofs
from bot.rules.outbox import MessageClass, Text
from bot.rules.shared_texts import ADDRESS, CODE, own, shared
from db.last_checks import BROADCAST
from db.outbox import Outgoing, enqueue
from db.queries.people import Recipient
from db.tables import Broadcast, BroadcastBody, BroadcastState, OutboxMessage
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, sari
from tests.fakes import World
from tests.handlers.rakor import card, moved, published, registered

NOT_OURS = (
    "Nomor pesan ini <b>tidak tercatat</b> pada kami. Apabila diketik sendiri, silakan mencocokkannya sekali"
    " lagi.\n\nApabila sudah benar, pesan itu bukan dari kami: mohon tidak mengikuti petunjuknya, tidak"
    " membuka tautan, tidak memberikan data, dan menghubungi narahubung pada surat atau 198."
)


@pytest.fixture
async def told(world: World) -> World:
    """Sari has an official message with something in it to leak."""
    for person in (joko, sari, budi):
        await person(world.sessions)
    async with world.working() as work:
        await work.tell(
            Recipient(SARI, "Sari"),
            Text("<b>Undangan</b>\nSesi Kota Bontang, kode sandi <code>Bontang25</code>"),
            key="inv:1",
            message_class=MessageClass.INVITATION,
            title="Undangan rapat",
        )
    return world


def code_in(text: str) -> str:
    found = re.search(r"/cek_(\w+)$", text)
    assert found is not None
    return found.group(1)


async def test_the_addressee_and_staff_see_the_original(told):
    code = code_in(told.last(SARI).html)
    for person in (SARI, JOKO):
        (answer,) = await told.say(person, f"/cek_{code}")
        assert answer.startswith("<b>Pesan ini asli</b>")
        assert "Jenis: Undangan rapat" in answer and "Bontang25" in answer


async def test_others_hear_only_that_it_is_genuine(told):
    code = code_in(told.last(SARI).html)
    answers = [await told.say(person, f"/cek_{code}") for person in (STRANGER, BUDI)]
    assert answers[0] == answers[1]
    assert answers[0][0].startswith("<b>Pesan ini asli</b>")
    assert "Bontang" not in answers[0][0] and "3 Maret 2025" in answers[0][0]


@pytest.mark.parametrize(
    "form", ["/cek_{}", "/cek {}", "/CEK_{}", "/cek /cek_{}", "cek {}", "/cek_{}@permas_uji_bot", "cek {} "]
)
async def test_typed_as_people_do(told, form):
    code = code_in(told.last(SARI).html)
    assert (await told.say(SARI, form.format(code)))[0].startswith("<b>Pesan ini asli</b>")


@pytest.mark.parametrize(
    "typed",
    ["/cek_aaaaaaaaaa", "/cek aaaaaaaaaa", "/cek_x", "/cek <b>", "/cek ' OR 1=1", "/cek_" + "a" * 4000],
)
async def test_what_is_not_ours(told, typed):
    assert await told.say(STRANGER, typed) == [NOT_OURS]


async def test_bare_it_says_where_the_code_is(told):
    assert (await told.say(STRANGER, "/cek"))[0].startswith("Setiap pesan resmi diakhiri nomor pemeriksaan")


@pytest.mark.parametrize(
    ("state", "ambiguous", "is_genuine"),
    [
        ("pending", 0, False),
        # perhaps it arrived: the answer to the first try was lost
        ("pending", 1, True),
        ("withdrawn", 0, False),
        ("withdrawn", 1, True),
        ("expired", 0, False),
        ("undeliverable", 0, False),
        ("uncertain", 1, True),
        ("sent", 0, True),
    ],
)
async def test_a_message_that_never_left_vouches_for_nothing(told, state, ambiguous, is_genuine):
    code = code_in(told.last(SARI).html)
    async with told.sessions.writing() as session:
        await session.execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.proof_code) == code)
            .values(state=state, ambiguous_count=ambiguous, expires_at=told.clock())
        )
    (answer,) = await told.say(STRANGER, f"/cek_{code}")
    assert answer.startswith("<b>Pesan ini asli</b>") is is_genuine


@pytest.mark.parametrize("person", [JOKO, STRANGER])
async def test_the_number_under_a_preview_is_said_to_be_a_sample(told, person):
    assert await told.say(person, "/cek_contoh") == [proofs.only_a_sample().html]


async def test_a_long_official_message_is_genuine_by_its_last_part(told):
    async with told.working() as work:
        await work.tell(
            Recipient(SARI, "Sari"),
            Text("\n".join(f"Baris {number}" for number in range(900))),
            key="long",
            message_class=MessageClass.CORRECTION,
            title="Perubahan",
        )
    assert [text.count("/cek_") for text in told.texts(SARI)[-3:]] == [0, 0, 1]
    assert (await told.say(STRANGER, f"/cek_{code_in(told.last(SARI).html)}"))[0].startswith(
        "<b>Pesan ini asli"
    )


async def test_an_invitation_to_a_moved_sitting_is_genuine_but_holds_no_longer(world):
    await registered(world)
    await published(world)
    code = code_in(card(world, SARI, "<b>Undangan rapat").html)
    (before,) = await world.say(SARI, f"/cek_{code}")
    await moved(world)
    (after,) = await world.say(SARI, f"/cek_{code}")
    assert "tidak berlaku lagi" not in before
    assert "<b>Pesan ini asli</b>" in after and "<b>Isinya tidak berlaku lagi</b>" in after


async def test_a_code_in_fours_and_in_capitals_is_understood(told):
    code = code_in(told.last(SARI).html).upper()
    typed = f"cek {code[:4]} {code[4:8]} {code[8:]}"
    assert (await told.say(SARI, typed))[0].startswith("<b>Pesan ini asli</b>")


async def test_a_forwarded_message_is_checked_by_the_number_at_its_end(told):
    words = told.last(SARI).html
    origin = {"type": "hidden_user", "sender_user_name": "Sari", "date": 1}
    (genuine,) = await told.say(BUDI, words, forward_origin=origin)
    assert genuine.startswith("<b>Pesan ini asli</b>") and "Bontang" not in genuine
    (false,) = await told.say(BUDI, "Segera transfer.\n\n/cek_aaaaaaaaaa", forward_origin=origin)
    assert false == NOT_OURS


async def test_whoever_tries_many_numbers_is_stopped_and_others_are_not(told):
    code = code_in(told.last(SARI).html)
    for number in range(MOST_UNKNOWN):
        await told.say(STRANGER, f"/cek_{number:010d}")
    (stopped,) = await told.say(STRANGER, f"/cek_{code}")
    assert stopped == proofs.too_many().html
    assert (await told.say(BUDI, f"/cek_{code}"))[0].startswith("<b>Pesan ini asli</b>")
    told.clock.forward(minutes=61)
    assert (await told.say(STRANGER, f"/cek_{code}"))[0].startswith("<b>Pesan ini asli</b>")


async def test_a_siaran_is_shown_whole_and_says_when_it_was_corrected(world):
    for person in (joko, sari, budi):
        await person(world.sessions)
    async with world.sessions.writing() as session:
        part = {"text": f"<b>Siaran</b>\n\n{ADDRESS}\n\nIsi siaran.\n\n/cek_{CODE}", "parse_mode": "HTML"}
        body = BroadcastBody(payload=shared([part]), created_at=world.clock())
        session.add(body)
        await session.flush()
        siaran = Broadcast(
            state=BroadcastState.FINISHED,
            title="Siaran",
            audience={},
            created_by_staff_id=1,
            created_at=world.clock(),
            body_id=body.id,
        )
        session.add(siaran)
        await session.flush()
        row = Outgoing(
            key="bc:1:1:0",
            message_class=MessageClass.BROADCAST,
            chat_id=SARI,
            html="",
            body_id=body.id,
            own=own(part=0, address="Yth. Sari", code="k7m2q9x4pa"),
            subject_type=BROADCAST,
            subject_id=siaran.id,
            title="Siaran",
            proof_code="k7m2q9x4pa",
        )
        await enqueue(session, row, now=world.clock())
        await session.execute(update(OutboxMessage).values(state="sent"))
    (hers,) = await world.say(SARI, "/cek_k7m2q9x4pa")
    assert "Yth. Sari\n\nIsi siaran.\n\n/cek_k7m2q9x4pa" in hers
    (strangers,) = await world.say(STRANGER, "/cek_k7m2q9x4pa")
    assert "Jenis: Siaran" in strangers and "Isi siaran" not in strangers
    async with world.sessions.writing() as session:
        await session.execute(update(Broadcast).values(corrected_at=world.clock()))
    assert "<b>Isinya tidak berlaku lagi</b>" in (await world.say(SARI, "/cek_k7m2q9x4pa"))[0]
