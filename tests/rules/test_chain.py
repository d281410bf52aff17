"""The chain of the audit log: any change of any byte is found, and named."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.rules.audit_details import detail_in_words, object_in_words
from bot.rules.audit_words import ACTIONS, who_in_words
from bot.rules.chain import GENESIS, Break, Chain, Damage, Entry, Link, chained, salted

START = datetime(2026, 11, 26, 1, 2, 3, 456789, tzinfo=UTC)


def link(number: int, previous: str, *, text: str = "") -> Link:
    entry = Entry(
        at=START + timedelta(seconds=number),
        actor_kind="staff",
        actor_id=number % 5,
        action="answer",
        object_type="seat",
        object_id=str(number),
        about_contact_id=number,
        detail={"kind": "holder", "seat": number},
        update_id=1000 + number,
        text_hash=salted(text, salt="s") if text else "",
    )
    return Link(
        number, entry, chained(entry, number=number, previous=previous), "s" if text else "", text or None
    )


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, length + 1):
        previous = links[-1].hash if links else GENESIS
        links.append(link(number, previous, text="Sari" if number % 3 == 0 else ""))
    return links


def followed(links: list[Link], end: Link) -> list[Break]:
    it = Chain()
    for one in links:
        it.follow(one)
    it.end(number=end.number, hash=end.hash)
    return it.breaks


def test_a_sound_chain_has_no_break():
    links = chain(50)
    assert followed(links, links[-1]) == []
    assert followed([], Link(0, links[0].entry, GENESIS)) == []


def tampered(one: Link, dice: random.Random) -> Link:
    """One byte of one field is another one."""
    entry = one.entry
    field = dice.choice(
        ["at", "actor_kind", "actor_id", "action", "object_id", "detail", "update_id", "about"]
    )
    match field:
        case "at":
            return replace(one, entry=replace(entry, at=entry.at + timedelta(microseconds=1)))
        case "actor_kind":
            return replace(one, entry=replace(entry, actor_kind="stafg"))
        case "actor_id":
            return replace(one, entry=replace(entry, actor_id=(entry.actor_id or 0) ^ 1))
        case "action":
            return replace(one, entry=replace(entry, action="bnswer"))
        case "object_id":
            return replace(one, entry=replace(entry, object_id=entry.object_id + "0"))
        case "detail":
            return replace(one, entry=replace(entry, detail={**entry.detail, "seat": 0}))
        case "update_id":
            return replace(one, entry=replace(entry, update_id=None))
        case _:
            return replace(one, entry=replace(entry, about_contact_id=None))


def test_a_thousand_changed_bytes_are_found_and_named():
    links, dice = chain(12), random.Random(7)
    for _ in range(1000):
        at = dice.randrange(len(links))
        changed = [*links[:at], tampered(links[at], dice), *links[at + 1 :]]
        assert followed(changed, links[-1]) == [Break(links[at].number, Damage.CHANGED)]


def test_a_removed_entry_an_inserted_one_and_a_cut_end_are_found():
    links = chain(10)
    removed = followed([*links[:4], *links[5:]], links[-1])
    assert removed == [Break(5, Damage.MISSING)]
    assert followed(links[:8], links[-1]) == [Break(9, Damage.CUT)]
    forged = [*links, link(11, "f" * 64)]
    assert followed(forged, links[-1]) == [Break(11, Damage.CHANGED), Break(12, Damage.CUT)]


def test_an_erased_text_is_in_order_and_a_changed_one_is_not():
    links = chain(6)
    erased = [replace(one, text=None, salt="") for one in links]
    assert followed(erased, links[-1]) == []
    other = [replace(one, text="Budi") if one.number == 3 else one for one in links]
    assert followed(other, links[-1]) == [Break(3, Damage.TEXT_CHANGED)]


def test_entries_are_told_in_words():
    assert who_in_words("staff", 3, "Joko") == "Joko (petugas 3)"
    assert who_in_words("stranger", None, "") == "orang luar"
    assert who_in_words("system", None, "") == "sistem"
    assert object_in_words("region", "64.74") == "daerah 64.74"
    assert detail_in_words({"seat": 4, "kind": "holder"}) == "jabatan=4, sebagai=pejabat"
    assert (
        detail_in_words({"role": "officer", "mark": "officer"}) == "peran=petugas pendamping, tanda=officer"
    )
    assert detail_in_words({"is_quiet": False, "before": ""}) == "semula=-, tanpa pemberitahuan=tidak"
    assert detail_in_words({"removed": {"requests": 2, "people": 0}}) == "dihapus=permohonan 2"
    assert detail_in_words({"removed": {"requests": 0}}) == "dihapus=tidak ada"
    assert all(words and words[0].islower() for words in ACTIONS.values())
