"""Criterion 8: two officers together, and nobody else hears anything but one sentence."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from bot.actions.case_ends import lapse_of
from bot.messages import cases as words
from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.cases import Deed
from bot.rules.errors import Forbidden, Stale
from db.tables import AuditEntry, CaseDecision, CaseState, InboxUpdate, OutboxMessage, Staff
from tests.builders import BUDI, JOKO, SARI, STRANGER, joko, sari, staff
from tests.criteria import record_example
from tests.fakes import ADMIN, START, World

LIA, HASAN = 900_000_005, 900_000_003
WAITING = words.waiting().html


@pytest.fixture
async def office(world: World) -> World:
    return await furnished(world)


async def furnished(world: World) -> World:
    await joko(world.sessions)
    await staff(world.sessions, HASAN, Role.OFFICER, name="Hasan")
    await staff(world.sessions, LIA, Role.VIEWER, name="Lia")
    await sari(world.sessions)
    return world


async def decisions(world: World) -> list[tuple[str, bool, str]]:
    async with world.sessions.reading() as session:
        rows = await session.scalars(select(CaseDecision).order_by(col(CaseDecision.id)))
        return [(row.region_code, row.is_met, row.state.value) for row in rows]


async def propose(world: World, who: int = JOKO, region: str = "maros", label: str = words.NOT_MET) -> None:
    await world.say(who, f"/perkara {region}")
    await world.press(who, label)


async def agree(world: World, who: int = HASAN, region: str = "maros") -> None:
    await world.say(who, f"/perkara {region}")
    await world.press(who, words.SETUJUI)


def card_of(world: World, who: int) -> str:
    """The newest card in a chat: receipts may stand below it."""
    return next(text for text in reversed(world.texts(who)) if text.startswith("<b>Kriteria 8: "))


async def test_one_proposes_another_agrees(office):
    [card] = await office.say(JOKO, "/perkara maros")
    assert card == (
        "<b>Kriteria 8: Kabupaten Maros</b>\n\nYang berlaku: belum ada keputusan.\n\n"
        "Usulan baru berlaku setelah petugas lain menyetujuinya. Tidak ada alasan yang dicatat."
    )
    shown = office.last(JOKO)
    assert shown.labels == ["Usulkan: terpenuhi", "Usulkan: belum terpenuhi", "Kembali ke daftar"]
    assert await office.press(JOKO, "Usulkan: belum terpenuhi") == [words.receipt(Deed.PROPOSED).html]
    assert shown.labels == ["Tarik usulan", "Kembali ke daftar"]
    assert [office.texts(each) for each in (HASAN, ADMIN, LIA, SARI)] == [[WAITING], [WAITING], [], []]
    await office.say(HASAN, "/perkara 73.09")
    assert await office.press(HASAN, "Setujui") == [words.receipt(Deed.APPROVED).html]
    assert "Yang berlaku: <b>belum terpenuhi</b>, sejak 3 Maret 2025 (usulan Joko, disetujui Hasan)." in (
        card_of(office, HASAN)
    )
    assert await decisions(office) == [("73.09", False, "standing")]
    assert office.texts(JOKO)[-1] == words.over(is_lapsed=False).html


async def test_the_list_shows_what_waits_and_what_stands(office):
    await propose(office)
    await agree(office)
    await propose(office, HASAN, "bontang", words.MET)
    [page] = await office.say(JOKO, "/perkara")
    assert "<b>Menunggu petugas kedua</b>\nKota Bontang: usulan terpenuhi, dari Hasan\n" in page
    assert "Kabupaten Bangka Tengah: belum ada keputusan\n" in page
    assert "Kabupaten Maros: belum terpenuhi\n" in page
    await office.press(JOKO, "Kota Bontang")
    assert office.last(JOKO).labels == ["Setujui", "Tolak", "Kembali ke daftar"]


async def test_a_newer_decision_replaces_the_older(office):
    await propose(office)
    await agree(office)
    await office.say(HASAN, "/perkara maros")
    assert office.last(HASAN).labels == ["Usulkan: terpenuhi", "Kembali ke daftar"]
    await office.press(HASAN, words.MET)
    await agree(office, JOKO)
    assert await decisions(office) == [("73.09", False, "replaced"), ("73.09", True, "standing")]


async def test_whoever_proposed_neither_agrees_nor_refuses(office):
    await propose(office)
    for data in ("prk_y:1", "prk_t:1"):
        await office.press_data(JOKO, data, on=office.last(JOKO))
        assert "Tombol tadi tidak berlaku lagi." in card_of(office, JOKO)
    assert await decisions(office) == [("73.09", False, "proposed")]


async def test_nor_from_another_account(office):
    """Neither when the record goes to a new account, nor from one that came to the staff later."""
    await propose(office)
    other = 900_000_077
    async with office.sessions.writing() as session:
        moved = update(Staff).where(col(Staff.telegram_id) == JOKO).values(telegram_id=other)
        await session.execute(moved)
    await office.say(other, "/perkara maros")
    assert office.last(other).labels == ["Tarik usulan", "Kembali ke daftar"]
    await office.press_data(other, "prk_y:1")
    office.clock.forward(hours=1)
    late = 900_000_078
    async with office.sessions.writing() as session:
        session.add(Staff(telegram_id=late, name="Joko", role=Role.OFFICER, created_at=office.clock()))
    await office.say(late, "/perkara maros")
    assert office.last(late).labels == ["Kembali ke daftar"]
    await office.press_data(late, "prk_y:1")
    assert await decisions(office) == [("73.09", False, "proposed")]


async def test_a_refusal_and_taking_back_leave_what_stood(office):
    await propose(office)
    await office.say(HASAN, "/perkara maros")
    assert await office.press(HASAN, "Tolak") == [words.receipt(Deed.DECLINED).html]
    await propose(office)
    assert await office.press(JOKO, "Tarik usulan") == [words.receipt(Deed.TAKEN_BACK).html]
    assert await decisions(office) == [("73.09", False, "declined"), ("73.09", False, "declined")]
    assert "Yang berlaku: belum ada keputusan." in card_of(office, JOKO)


async def test_a_proposal_lapses_after_seven_days(office):
    await propose(office)
    office.clock.forward(days=7)
    await office.press_data(HASAN, "prk_y:1")
    await office.tick()
    assert await decisions(office) == [("73.09", False, "lapsed")]
    assert words.over(is_lapsed=True).html in office.texts(JOKO)
    await propose(office, HASAN)
    assert (await decisions(office))[1:] == [("73.09", False, "proposed")]


async def test_a_late_one_makes_room_before_the_clock_comes_by(office):
    await propose(office)
    office.clock.forward(days=8)
    await propose(office, HASAN)
    assert await decisions(office) == [("73.09", False, "lapsed"), ("73.09", False, "proposed")]


async def test_removed_staff_lose_their_proposals(office):
    await propose(office)
    await propose(office, HASAN, "bontang")
    async with office.sessions.reading() as session:
        joko_id = await session.scalar(select(col(Staff.id)).where(col(Staff.telegram_id) == JOKO))
    async with office.working(ADMIN) as work:
        await lapse_of(work, joko_id)
    assert await decisions(office) == [("73.09", False, "lapsed"), ("64.74", False, "proposed")]


async def test_an_officer_who_becomes_viewer_loses_them_too(office):
    await propose(office)
    await office.say(ADMIN, "/petugas")
    await office.press(ADMIN, "Joko")
    await office.press(ADMIN, next(one for one in office.last(ADMIN).labels if "peninjau" in one.casefold()))
    await office.press(ADMIN, next(one for one in office.last(ADMIN).labels if one.startswith("Ya")))
    assert await decisions(office) == [("73.09", False, "lapsed")]


async def test_one_proposal_waits_for_a_region(office):
    await office.say(HASAN, "/perkara maros")
    await propose(office)
    await office.press(HASAN, words.MET)
    assert await decisions(office) == [("73.09", False, "proposed")]
    assert "Tombol tadi tidak berlaku lagi." in card_of(office, HASAN)


async def test_two_officers_at_once(both_worlds):
    """Two proposals for one region, then two who agree: one of each counts, on both databases."""
    world = await furnished(both_worlds)
    await asyncio.gather(
        *(world.press_data(who, "prk_u:73.09:tidak:0") for who in (JOKO, HASAN)), return_exceptions=False
    )
    assert await decisions(world) == [("73.09", False, "proposed")]
    async with world.sessions.reading() as session:
        by = await session.scalar(select(col(CaseDecision.proposed_by_staff_id)))
        proposer = await session.scalar(select(col(Staff.telegram_id)).where(col(Staff.id) == by))
    others = [who for who in (JOKO, HASAN, ADMIN) if who != proposer]
    await asyncio.gather(*(world.press_data(who, "prk_y:1") for who in others))
    assert await decisions(world) == [("73.09", False, "standing")]
    assert await recorded(world, "case_proposed") + await recorded(world, "case_approved") == 2
    async with world.sessions.reading() as session:
        payloads = await session.scalars(select(col(OutboxMessage.payload)))
        said = [one["text"] for one in payloads if one.get("text") == words.receipt(Deed.APPROVED).html]
    assert len(said) == 1


async def test_one_agrees_while_another_refuses_and_the_proposer_takes_it_back(both_worlds):
    world = await furnished(both_worlds)
    await propose(world)
    await asyncio.gather(
        world.press_data(HASAN, "prk_y:1"),
        world.press_data(ADMIN, "prk_t:1"),
        world.press_data(JOKO, "prk_b:1"),
    )
    [(_, _, state)] = await decisions(world)
    assert state in ("standing", "declined")
    assert await recorded(world, "case_approved", "case_declined", "case_taken_back") == 1


async def recorded(world: World, *actions: str) -> int:
    async with world.sessions.reading() as session:
        found = await session.scalars(select(col(AuditEntry.id)).where(col(AuditEntry.action).in_(actions)))
        return len(found.all())


@pytest.mark.parametrize("who", [LIA, SARI, BUDI, STRANGER])
async def test_for_everybody_else_there_is_no_such_command(office, who):
    unknown = await office.say(who, "/tidak_ada_perintah_ini")
    assert unknown == [mistake(Forbidden())]
    for typed in ("/perkara", "/perkara maros", "/perkara bontang"):
        assert await office.say(who, typed) == unknown
    for data in ("prk:0", "prk_d:73.09", "prk_u:73.09:ya:0", "prk_y:1", "prk_t:1", "prk_b:1"):
        assert await office.press_data(who, data) == [mistake(Stale())]
    assert await decisions(office) == []


@pytest.mark.parametrize("typed", ["maros karena perkara Kenari", "Kenari", "73.09 tidak", "blitar"])
async def test_whatever_else_is_typed_is_refused_and_not_kept(office, caplog, typed):
    caplog.set_level(logging.DEBUG)
    assert await office.say(JOKO, f"/perkara {typed}") == [words.not_typed().html]
    assert typed not in await everything(office) and "Kenari" not in caplog.text


@pytest.mark.parametrize("data", ["prk_d:99.99", "prk_u:99.99:ya:0", "prk_u:73.09:x:0", "prk_y:9", "prk:77"])
async def test_what_there_is_not_is_outdated(office, data):
    assert await office.press_data(JOKO, data) == [mistake(Stale())]


async def test_what_officers_see_cannot_be_forwarded(office):
    await propose(office)
    sent = [body for method, body in office.telegram.calls if method == "sendMessage"]
    cards = [body for body in sent if "Kriteria 8: " in str(body["text"])]
    assert cards and all(body["protect_content"] is True for body in cards)


async def everything(world: World) -> str:
    """Every row of every table but the facts and the decisions themselves, as text."""
    async with world.sessions.reading() as session:
        names = await session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        found = []
        for name in set(names.all()) - {"case_decision", "region", "criterion", "threshold", "scale_band"}:
            rows = await session.execute(text(f'SELECT * FROM "{name}"'))
            found.append(json.dumps([list(row) for row in rows], default=str, ensure_ascii=False))
    return "\n".join(found)


async def test_no_row_and_no_log_line_says_where_or_what(office, caplog):
    """After the whole flow; that somebody proposed and decided is in the audit log, by number."""
    caplog.set_level(logging.DEBUG)
    before = await everything(office)
    await propose(office)
    await agree(office)
    await propose(office, HASAN, "maros", words.MET)
    await office.say(JOKO, "/perkara")
    await office.press(JOKO, "Kabupaten Maros")
    await office.press(JOKO, "Tolak")
    await propose(office, HASAN, "maros", words.MET)
    await office.press(HASAN, "Tarik usulan")
    await propose(office, HASAN, "maros", words.MET)
    office.clock.forward(days=7)
    await office.tick()
    after, said = await everything(office), re.compile(r"Maros|73\.09|terpenuhi|is_met", re.IGNORECASE)
    assert len(after) > len(before)
    assert said.findall(after) == said.findall(before)
    assert said.findall(caplog.text) == []
    async with office.sessions.reading() as session:
        entries = await session.execute(
            select(col(AuditEntry.action), col(AuditEntry.object_id), col(AuditEntry.detail))
            .where(col(AuditEntry.object_type) == "case_decision", col(AuditEntry.action) != "read_cases")
            .order_by(col(AuditEntry.id))
        )
        assert [tuple(row) for row in entries] == [
            ("case_proposed", "1", {}),
            ("case_approved", "1", {}),
            ("case_proposed", "2", {}),
            ("case_declined", "2", {}),
            ("case_proposed", "3", {}),
            ("case_taken_back", "3", {}),
            ("case_proposed", "4", {}),
            ("case_lapsed", "4", {}),
        ]
        stored = await session.scalars(select(col(InboxUpdate.payload)))
        assert set(stored.all()) == {"{}"}
        keys = await session.scalars(select(col(OutboxMessage.key)))
        assert not any("73.09" in key for key in keys)


async def test_what_does_not_stand_any_more_goes_after_thirty_days(office):
    await propose(office)
    await office.press(JOKO, "Tarik usulan")
    await propose(office)
    await agree(office)
    office.clock.forward(days=31)
    await office.tick()
    assert await decisions(office) == [("73.09", False, CaseState.STANDING.value)]
    assert office.clock() > START


#: What can be taken out as a file, besides the audit log, which knows that there are decisions and not which.
EXPORTS = (
    ("/kontak", "Ekspor kontak"),
    ("/bukti bontang", "Berkas XLSX"),
    ("/cakupan", "Berkas XLSX"),
    ("/rekap", "Gambar"),
    ("/rekap", "Excel"),
    ("/rekap", "Belum masuk"),
)


def content_of(file: bytes) -> bytes:
    """What is in a file of Office, without the times of packing it."""
    if not file.startswith(b"PK"):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return b"".join(archive.read(name) for name in sorted(archive.namelist()) if "docProps" not in name)


async def test_every_reader_reads_the_same_whatever_was_decided(office):
    """Status, history, stage check, pictures with captions, recap, exports: the same bytes."""
    await record_example(office)

    async def read(*, labels: tuple[str, ...], exports: tuple[tuple[str, str], ...]) -> list[object]:
        heard: list[object] = []
        for who in (SARI, JOKO, LIA):
            for label in ("", "8", "Pemeriksaan tahap", *(labels if who == SARI else ())):
                await office.say(who, "/status bontang")
                if label:
                    await office.press(who, label)
                heard.append((office.last(who).html, office.last(who).content))
            heard.append(await office.say(who, "perkara bontang"))
        heard.append(await office.say(JOKO, "/rekap"))
        for command, label in exports:
            await office.say(JOKO, command)
            await office.press(JOKO, label)
            heard.append((office.last(JOKO).html, content_of(office.last(JOKO).content)))
        return heard

    everything_there_is = {"labels": ("Gambar",), "exports": EXPORTS}
    texts: dict[str, tuple[()]] = {"labels": (), "exports": ()}
    before, short = await read(**everything_there_is), await read(**texts)
    assert sum(isinstance(one, tuple) and bool(one[1]) for one in before) == 6
    await propose(office, JOKO, "bontang", words.NOT_MET)
    assert await read(**texts) == short
    await agree(office, HASAN, "bontang")
    await propose(office, JOKO, "bontang", words.MET)
    assert await read(**everything_there_is) == before
    await agree(office, HASAN, "bontang")
    assert await read(**texts) == short


#: The only places that know of the decisions.
KNOW = {
    "bot/actions/case_ends.py",
    "bot/actions/case_telling.py",
    "bot/actions/cases.py",
    "bot/actions/retention.py",
    "db/queries/cases.py",
    "db/tables/__init__.py",
    "db/tables/cases.py",
}


def test_nothing_else_reads_the_decisions():
    """No export, picture, recap, digest or report can tell what it does not read."""
    root = Path(__file__).parents[2]
    files = [file for folder in ("bot", "db", "handlers") for file in (root / folder).rglob("*.py")]
    found = {
        str(file.relative_to(root))
        for file in files
        if re.search(r"CaseDecision|case_decision\b", file.read_text())
    }
    assert {name for name in found if "migrations" not in name} - KNOW == OF_THE_AUDIT_LOG


#: The word for it there.
OF_THE_AUDIT_LOG = {"bot/actions/case_cards.py", "bot/rules/audit_details.py"}
