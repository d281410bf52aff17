"""Reads every text that arrived about values, and holds it against the oracle."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from bot.rules.clocks import WIB, short_date
from tests.builders import JOKO
from tests.fakes import ADMIN, Shown, World
from tests.proof.criteria_oracle import Fall, Oracle, Place, Who, is_working
from tests.proof.histories import plain

FALL = ("Pemberitahuan capaian kriteria", "Tembusan: pemberitahuan capaian kriteria")
REPEAT = ("Pengingat pemberitahuan capaian kriteria", "Tembusan: pengingat pemberitahuan capaian kriteria")
ASK, REVISED = "Pertanyaan mengenai rencana tindak lanjut", "Perbaikan pemberitahuan capaian"
RECOVERED, WITHDRAWN = "Capaian telah memenuhi ambang", "Penarikan pemberitahuan capaian"
SUMMARY, TO_OFFICER = "Ringkasan untuk pejabat baru", "Tindak lanjut capaian: untuk petugas"
EARLY = (
    "Informasi perkembangan capaian",
    "Tembusan: informasi perkembangan capaian",
    "Perbaikan informasi perkembangan capaian",
)
CHECKED = "Hasil pemeriksaan keterangan nilai keliru"
RULE = "ketentuan ambang"
FAULTS = ("kode rujukan", "Kode rujukan", "gangguan pada sistem")
#: How to say that a value is wrong: of nobody.
EXAMPLE = "Nilai 2024 adalah 78,12"
ANSWERS = ("Terima pemberitahuan", "Rencana", "Nilai keliru")


class Reader:
    """Reads on from where it stopped."""

    def __init__(self, world: World, oracle: Oracle, counted: Counter[str]) -> None:
        self.world, self.oracle, self.counted = world, oracle, counted
        self.read = Counter({JOKO: len(self._chat(JOKO)), ADMIN: len(self._chat(ADMIN))})
        self.again: Counter[tuple[Who, str, str]] = Counter()
        self.notices: dict[tuple[Fall, Who], Shown] = {}  #: with its buttons, the newest

    @property
    def now(self) -> datetime:
        return self.world.clock()

    def look(self) -> None:
        self.again.clear()
        for who in self.oracle.people:
            for shown in self._fresh(who.telegram_id):
                if who.is_blocked:
                    continue  # Telegram refuses it
                self.counted["texts read"] += 1
                self._of_others(who, shown)
                self._text(who, shown)
        self._officer()
        self._missing()

    def _chat(self, telegram_id: int) -> list[Shown]:
        return self.world.telegram.chats[telegram_id]

    def _fresh(self, telegram_id: int) -> list[Shown]:
        chat = self._chat(telegram_id)
        fresh, self.read[telegram_id] = chat[self.read[telegram_id] :], len(chat)
        for shown in fresh:
            assert not any(word in shown.html for word in FAULTS), f"a fault: {plain(shown)}"
        return fresh

    def _of_others(self, who: Who, shown: Shown) -> None:
        words = plain(shown)
        for place in self.oracle.places:
            assert place is who.place or place.name not in words, f"{who.place.name} reads: {words}"
        own = {who.place.digit, 10 - who.place.digit}
        for figure in re.findall(r"\d,\d(\d)\b", words.replace(EXAMPLE, "")):
            assert int(figure) in own, f"{who.place.name} reads another's figure: {words}"

    def _text(self, who: Who, shown: Shown) -> None:
        title, words = plain(shown).splitlines()[0], plain(shown)
        is_rule = title.endswith(RULE)
        if title in (*FALL, *REPEAT, ASK, REVISED, RECOVERED, WITHDRAWN, CHECKED, *EARLY) or is_rule:
            self.counted[f"read: {title}"] += 1
            assert who.is_here, f"told after leaving: {words}"
            assert is_working(self.now, who.place.zone), f"out of working hours: {words}"
        if title in FALL:
            self._fall(who, shown)
        elif title in REPEAT or title == ASK:
            self._again(who, shown, "repeat" if title in REPEAT else "ask")
        elif title == REVISED:
            for criterion, block in _blocks(shown):
                fall = self.oracle.open(who.place, criterion)
                assert fall and who in fall.told, f"put right what was never said: {words}"
                assert _day(fall) in block, f"another notice: {words}"
        elif title == CHECKED:
            own = [f for f in self.oracle.falls if f.place is who.place and who in f.told - f.end_told]
            assert {f.criterion for f in own} >= {c for c, _ in _blocks(shown)}, f"goes on: {words}"
        elif title in (RECOVERED, WITHDRAWN):
            for criterion, block in _blocks(shown):
                how = "recovered" if title == RECOVERED else "withdrawn"
                self._end(who, criterion, block, how, words)
            assert ("penghargaan" in words) is (title == RECOVERED), words
        elif title in EARLY:
            assert "di bawah ambang" not in words, f"an early notice alarms: {words}"
            assert "tidak memerlukan jawaban" in words and not set(ANSWERS) & set(shown.labels), words
        elif is_rule:
            self._rule(who, shown, words)
        elif title == SUMMARY:
            for criterion, _ in _blocks(shown):
                fall = self.oracle.open(who.place, criterion)
                assert fall, f"sums up what is over: {words}"
                self.oracle.summed_up(fall, who, self.now)

    def _fall(self, who: Who, shown: Shown) -> None:
        words, blocks = plain(shown), list(_blocks(shown))
        assert "bukan penurunan" not in words and "tidak berubah" not in words, f"a rule as a fall: {words}"
        for criterion, block in blocks:
            told = [f for f in self.oracle.falls if (f.place, f.criterion) == (who.place, criterion)]
            fresh = [f for f in told if who in f.owed and who not in f.told]
            assert fresh, f"nothing fell for {who.post}, or he was told before: {words}"
            fall = fresh[-1]
            # a message about several is not taken back: its end follows
            assert not fall.ended or len(blocks) > 1, f"told of what is over: {words}"
            is_so = f": <b>{_printed(fall)}</b>" in block
            assert is_so or len(blocks) > 1, f"not the value of now ({_printed(fall)}): {words}"
            fall.told.add(who)
            if fall.ended not in ("", "silent"):
                fall.end_owed.add(who)
            if shown.buttons:
                self.notices[fall, who] = shown

    def _again(self, who: Who, shown: Shown, kind: str) -> None:
        for criterion, _ in _blocks(shown):
            self.again[who, kind, criterion] += 1

    def _end(self, who: Who, criterion: str, block: str, how: str, words: str) -> None:
        own = [f for f in self.oracle.falls if (f.place, f.criterion) == (who.place, criterion)]
        ended = [f for f in own if f.ended == how and _day(f) in block]
        assert ended, f"no such end ({how} of {criterion}): {words}"
        told = [f for f in ended if who in f.told]
        assert told, f"hears the end of what he was never told: {words}"
        fresh = [f for f in told if who not in f.end_told]
        assert fresh, f"hears of the same end twice: {words}"
        fresh[0].end_told.add(who)

    def _rule(self, who: Who, shown: Shown, words: str) -> None:
        assert "bukan penurunan capaian" in words, f"a rule without its words: {words}"
        assert not set(ANSWERS) & set(shown.labels), f"a rule asks: {words}"
        for criterion, block in _blocks(shown):
            assert (who.place, criterion) in self.oracle.turned, f"no rule turned {criterion}: {words}"
            if "tidak berlaku lagi" in block:
                self._end(who, criterion, block, "rule", words)

    def _officer(self) -> None:
        calls: Counter[tuple[Place, str]] = Counter()
        for shown in [*self._fresh(JOKO), *self._fresh(ADMIN)[:0]]:
            words = plain(shown)
            if words.splitlines()[0] == TO_OFFICER and "Perlu ditelepon" in words:
                part = re.split(r"\n(?:Tanggal target telah|Permohonan koreksi|Penundaan)", words)[0]
                for entry in re.split(r"\n\d+\. ", part)[1:]:
                    place = next(p for p in self.oracle.places if p.name in entry.splitlines()[0])
                    calls.update((place, c) for c in _criteria(entry.partition("\n")[2]))
        expected, self.oracle.calls = self.oracle.calls, Counter()
        assert calls == expected, f"calls: {_list(calls)} and not {_list(expected)}"
        self.counted["calls"] += calls.total()

    def _missing(self) -> None:
        expected, self.oracle.again = self.oracle.again, Counter()
        assert self.again == expected, f"told again: {_list(self.again)} and not {_list(expected)}"
        for fall in self.oracle.falls:
            if not is_working(self.now, fall.place.zone):
                continue
            here = set(self.oracle.hearers(fall.place))
            if not fall.ended and fall.arrives <= self.now:
                for who in (fall.owed - fall.told - fall.excused) & here:
                    raise AssertionError(f"{who.post} {who.place.name} was not told: {_about(fall)}")
            if fall.ended_arrives is not None and fall.ended_arrives <= self.now:
                for who in (fall.end_owed - fall.end_told) & here:
                    raise AssertionError(
                        f"{who.post} {who.place.name} was not told of the end: {_about(fall)}"
                    )


def _blocks(shown: Shown) -> Iterator[tuple[str, str]]:
    for block in re.findall(r"<blockquote>(.*?)</blockquote>", shown.html, re.DOTALL):
        for criterion in _criteria(block.splitlines()[0]):
            yield criterion, block


def _criteria(words: str) -> list[str]:
    return [name for name, mark in (("spi", r"\bSPI\b"), ("mcp", r"\bMCP\b")) if re.search(mark, words)]


def _printed(fall: Fall) -> str:
    return str(fall.value.value).replace(".", ",")


def _day(fall: Fall) -> str:
    return f"<b>{short_date(fall.opened_at.astimezone(WIB).date())}</b>"


def _about(fall: Fall) -> str:
    return f"{fall.criterion} {_printed(fall)} of {fall.opened_at}, {fall.ended or fall.state}"


def _list(found: Counter[object]) -> str:
    def name(of: object) -> str:
        if isinstance(of, Who):
            return f"{of.post} {of.place.name}"
        return of.name if isinstance(of, Place) else str(of)

    return (
        "; ".join(
            f"{number} x {' '.join(name(part) for part in (key if isinstance(key, tuple) else (key,)))}"
            for key, number in found.items()
        )
        or "none"
    )
