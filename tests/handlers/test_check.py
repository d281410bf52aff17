"""/cek: genuine or not to anybody, the original to the addressee and to staff."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.actions.proofs import MOST_UNKNOWN
from bot.messages import proofs, system
from bot.rules.outbox import MessageClass, Text
from bot.rules.plain import plain_text
from bot.rules.shared_texts import ADDRESS, CODE, own, shared
from db.last_checks import BROADCAST
from db.outbox import Outgoing, enqueue
from db.queries.people import Recipient
from db.tables import Broadcast, BroadcastBody, BroadcastState, OutboxMessage
from handlers.check import AT_THE_END
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, sari
from tests.fakes import BOT, World
from tests.handlers.rakor import card, moved, published, registered

NOT_OURS = (
    "Nomor pesan ini <b>tidak tercatat</b> pada kami. Apabila diketik sendiri, silakan mencocokkannya sekali"
    " lagi.\n\nApabila sudah benar, pesan itu bukan dari kami: mohon tidak mengikuti petunjuknya, tidak"
    " membuka tautan, tidak memberikan data, dan menghubungi narahubung pada surat atau 198."
)

GENUINE, DIFFERENT = "<b>Pesan ini asli</b>", "<b>Pesan ini tidak sama dengan pesan kami</b>"
SOMEBODY = {"type": "hidden_user", "sender_user_name": "Sari", "date": 1}


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
    ["/cek_aaaaaaaaaa", "/cek aaaaaaaaaa", "Benarkah? /cek_aaaaaaaaaa", "k7m2q9x4pa", "cek_k7m2q9x4pa"],
)
async def test_what_is_not_ours(told, typed):
    assert await told.say(STRANGER, typed) == [NOT_OURS]


@pytest.mark.parametrize(
    "typed",
    ["/cek_x", "/cek <b>", "/cek ' OR 1=1", "/cek_" + "a" * 4000, "/cek 0812345678", "/cek pesan pemerintah"],
)
async def test_no_verdict_on_what_is_no_number(told, typed):
    assert await told.say(STRANGER, typed) == [proofs.not_a_number().html]


@pytest.mark.parametrize("words", ["pertanyaan", "0812345678", "Pemerintah", "jadwal 2025"])
async def test_ten_letters_alone_are_no_number_unless_we_know_it(told, words):
    assert "nomor" not in (await told.say(STRANGER, words))[0].casefold()
    async with told.sessions.writing() as session:
        await session.execute(update(OutboxMessage).values(proof_code="pertanyaan"))
    assert (await told.say(STRANGER, "pertanyaan"))[0].startswith(GENUINE)


@pytest.mark.parametrize(
    "form",
    [
        "/cek nomor {}",
        "/cek: {}",
        "{}",
        "cek_{}",
        "Apakah ini asli? /cek_{}",
        "/cek_{} apakah ini asli?",
        "cek nomor {}",
        "/cek {whole}",
        "{whole}",
        "Apakah pesan ini asli?\n\n{whole}",
    ],
)
@pytest.mark.parametrize("person", [SARI, STRANGER, JOKO])
async def test_whatever_names_a_number_is_a_check(told, form, person):
    words = told.last(SARI).html
    typed = form.format(code_in(words), whole=plain_text(words))
    (answer,) = await told.say(person, typed)
    assert answer.startswith(GENUINE)


@pytest.mark.parametrize("more", [{}, {"forward_origin": SOMEBODY}])
async def test_changed_words_are_not_called_genuine(told, more):
    words = plain_text(told.last(SARI).html)
    for changed in (
        words.replace("Bontang", "Bandung"),
        words + "\nSegera transfer.",
        words.partition("\n")[0] + words[words.index("/cek_") :],
        words.replace("Undangan", "Undangan resmi"),
    ):
        (strangers,) = await told.say(STRANGER, changed, **more)
        (hers,) = await told.say(SARI, changed, **more)
        assert strangers.startswith(DIFFERENT) and hers.startswith(DIFFERENT)
        assert "kode sandi" not in strangers and "kode sandi <code>Bontang25" in hers


async def test_a_link_under_our_words_or_another_bot_is_not_ours(told):
    words = plain_text(told.last(SARI).html)
    link = {"type": "text_link", "offset": 0, "length": 8, "url": "https://example.org/masuk"}
    assert (await told.say(BUDI, words, entities=[link]))[0].startswith(DIFFERENT)
    other = {"type": "user", "date": 1, "sender_user": {"id": 5, "is_bot": True, "first_name": "Permas"}}
    assert (await told.say(BUDI, words, forward_origin=other))[0].startswith(DIFFERENT)


async def test_what_telegram_says_came_from_us_is_ours(told):
    words = plain_text(told.last(SARI).html)
    ours = {"type": "user", "date": 1, "sender_user": BOT}
    assert (await told.say(BUDI, words + " (disunting)", forward_origin=ours))[0].startswith(GENUINE)
    assert await told.say(BUDI, "Bagian pertama", forward_origin=ours) == [proofs.forwarded_from_us().html]


async def test_what_was_passed_on_without_a_number_is_said_to_have_none(told):
    verdict = proofs.no_number_forwarded().html
    assert await told.say(STRANGER, "Segera transfer", forward_origin=SOMEBODY) == [verdict]
    first, offer = await told.say(SARI, "Segera transfer", forward_origin=SOMEBODY)
    assert first == verdict and "Kirim pesan ini sebagai pertanyaan" in offer
    # a question that is open takes it as words
    assert verdict not in await told.say(SARI, "Dan ini", forward_origin=SOMEBODY)


async def test_a_question_that_quotes_a_number_is_offered_as_one(told):
    code = code_in(told.last(SARI).html)
    asked = f"Mengenai /cek_{code}: bolehkah Inspektorat mengunggah dokumen lewat surel sampai akhir pekan?"
    verdict, offer = await told.say(SARI, asked)
    assert verdict.startswith(DIFFERENT) and "Kirim pesan ini sebagai pertanyaan" in offer


async def test_a_number_alone_is_no_answer_and_words_with_it_are(told):
    code = code_in(told.last(SARI).html)
    await told.say(SARI, "/tanya")
    assert (await told.say(SARI, f"cek_{code}"))[0].startswith(GENUINE)
    (sent,) = await told.say(SARI, f"Apa maksud bagian kedua dari /cek_{code}?")
    assert sent.startswith("<b>Pertanyaan Bapak/Ibu telah kami teruskan kepada petugas</b>")


async def test_a_text_in_several_messages_may_be_passed_on_whole(told):
    async with told.working() as work:
        long = Text("\n".join(f"Baris {number}" for number in range(900)))
        kind = MessageClass.CORRECTION
        await work.tell(Recipient(SARI, "Sari"), long, key="long", message_class=kind, title="Perubahan")
    parts = [plain_text(text) for text in told.texts(SARI)[-3:]]
    assert (await told.say(STRANGER, parts[-1]))[0].startswith(GENUINE)
    assert (await told.say(STRANGER, "\n".join(parts)))[0].startswith(GENUINE)
    assert (await told.say(STRANGER, "\n".join(parts[::2])))[0].startswith(DIFFERENT)


async def test_a_message_that_may_have_come_twice_is_the_same(told):
    words = plain_text(system.possible_duplicate(told.last(SARI).html))
    assert (await told.say(STRANGER, words, forward_origin=SOMEBODY))[0].startswith(GENUINE)
    assert AT_THE_END.search(words)


async def test_the_addressee_hears_that_the_words_are_gone(told):
    words = plain_text(told.last(SARI).html)
    async with told.sessions.writing() as session:
        await session.execute(update(OutboxMessage).values(payload={}))
    (hers,) = await told.say(SARI, f"/cek_{code_in(words)}")
    assert "sudah dihapus dari catatan kami" in hers and "hanya ditampilkan" not in hers
    (pasted,) = await told.say(SARI, words)
    assert not pasted.startswith(GENUINE) and "tidak dapat kami bandingkan" in pasted


async def test_a_stranger_is_not_sent_where_he_may_not_go(world):
    await registered(world)
    await published(world)
    code = code_in(card(world, SARI, "<b>Undangan rapat").html)
    await moved(world)
    assert "/jadwal" in (await world.say(SARI, f"/cek_{code}"))[0]
    assert "/jadwal" not in (await world.say(STRANGER, f"/cek_{code}"))[0]


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
    words = plain_text(told.last(SARI).html)
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
    assert "Jenis: Siaran\nJudul: Siaran" in strangers and "Isi siaran" not in strangers
    async with world.sessions.writing() as session:
        await session.execute(update(Broadcast).values(corrected_at=world.clock()))
    assert "<b>Isinya tidak berlaku lagi</b>" in (await world.say(SARI, "/cek_k7m2q9x4pa"))[0]
