"""/kontak: regions to choose from, the seats of one, and one seat with its history and buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.messages import contact_files
from bot.messages.render import render
from bot.messages.seats import CAPACITIES, ENDINGS, REACH, two_in_a_row
from bot.rules.actors import TenureKind
from bot.rules.clocks import local_date, short_date, zone_named
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.regions import Place
from bot.rules.seat_views import Acting, Past, Reader, SeatDetails, SeatView
from bot.rules.sheets import CoverageState
from bot.rules.wording import post

KEMBALI = "Kembali"
BUAT_KODE, BATALKAN_KODE = "Buat kode", "Batalkan kode"
SERAH_TERIMA = "Serah terima"
CATAT_JAWABAN, BUKTI, TAMBAH_JABATAN = "Catat jawaban", "Bukti penyampaian", "Tambah jabatan"
UBAH_SEBUTAN, BERLAKU_SAMPAI = "Ubah sebutan", "Berlaku sampai"
TELEPON_KANTOR, CATAT_PEJABAT, LEPAS = "Telepon kantor", "Catat pejabat", "Lepas"

#: Characters of a button that a thumb can read.
_LABEL = 40

#: Characters of what somebody typed that are shown again.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts for a seat, in finished words."""

    name: str
    capacity: str  #: empty for the holder
    since: str
    until: str
    reach: str
    seen: str
    phone: str


def choose_region(regions: Sequence[tuple[str, str]], *, cohort: int | None, has_files: bool = False) -> Text:
    """The regions of the newest cohort, two in a row; below them the files, for whoever may have them."""
    html = render("contacts_choose", cohort=cohort or "", has_choice=bool(regions))
    return Text(html, (*_regions(regions), *(contact_files.BUTTONS if has_files else ())))


def which_region(typed: str, places: Sequence[Place], *, is_known: bool) -> Text:
    """Several regions have this name, or none has: offer what is near."""
    html = render("contacts_which", typed=typed[:_SHOWN], is_known=is_known, has_choice=bool(places))
    return Text(html, _regions([(place.code, place.name) for place in places]))


def _regions(regions: Sequence[tuple[str, str]]) -> Keyboard:
    return two_in_a_row([Button(name, data=f"kontak:{code}") for code, name in regions])


def region(*, region_code: str, region_name: str, seats: Sequence[SeatView], reader: Reader) -> Text:
    """The seats of a region; a button each opens the seat."""
    rows = [(post_of(seat), _people(seat, reader), seat.office_phone) for seat in seats]
    html = render("contacts_region", region=region_name, rows=rows)
    buttons = two_in_a_row([Button(seat.title, data=f"jabatan:{seat.seat_id}") for seat in seats])
    add = ((Button(TAMBAH_JABATAN, data=f"tambah_jabatan:{region_code}"),),) if reader.may_edit else ()
    return Text(html, (*buttons, *add, (Button(KEMBALI, data="kontak_semua"),)))


def seat(details: SeatDetails, *, reader: Reader) -> Text:
    """One seat with its history, and what this reader may do with it."""
    it = details.seat
    html = render(
        "contacts_seat",
        post=post_of(it),
        people=_people(it, reader),
        office_phone=it.office_phone,
        open_codes=details.open_codes,
        history=[_past(past, it.zone) for past in details.history],
    )
    return Text(html, (*_deeds(details, reader), (Button(KEMBALI, data=f"kontak:{it.region_code}"),)))


def _deeds(details: SeatDetails, reader: Reader) -> Iterator[tuple[Button, ...]]:
    """One row for each kind of change that this reader may make here."""
    it, holder = details.seat, details.seat.holder
    if reader.may_invite:
        code = Button(BUAT_KODE, data=f"und:{it.region_code}:{it.post}")
        change = Button(SERAH_TERIMA, data=f"serah:{holder.tenure_id}") if holder else None
        yield (code, change) if change and reader.may_edit else (code,)
    if not reader.may_edit:
        return
    if holder:
        yield (
            Button(UBAH_SEBUTAN, data=f"sebutan:{holder.tenure_id}"),
            Button(BERLAKU_SAMPAI, data=f"berlaku:{holder.tenure_id}"),
        )
    record = Button(CATAT_PEJABAT, data=f"catat_pejabat:{it.seat_id}")
    is_silent = holder is None or holder.state is CoverageState.NO_TELEGRAM
    yield (Button(TELEPON_KANTOR, data=f"telepon:{it.seat_id}"), *((record,) if is_silent else ()))
    if reader.may_answer:
        yield (
            Button(CATAT_JAWABAN, data=f"catat_jawaban:{it.seat_id}"),
            Button(BUKTI, data=f"bukti_jabatan:{it.seat_id}"),
        )
    if details.open_codes:
        yield (Button(BATALKAN_KODE, data=f"kode_batal:{it.seat_id}"),)
    for one in it.acting:
        yield (Button(f"{LEPAS} {one.name}"[:_LABEL], data=f"lepas:{one.tenure_id}"),)


def post_of(it: SeatView, *, prefix: str | None = None) -> str:
    """Pj. Sekretaris Daerah Kabupaten Maros; another ``prefix`` than the present holder's, if given."""
    present = it.holder.prefix if it.holder else ""
    return post(it.title, it.region_name, prefix=present if prefix is None else prefix)


def _people(it: SeatView, reader: Reader) -> list[Person]:
    return [_person(one, it.zone, with_phone=reader.sees_phones) for one in it.acting]


def _person(one: Acting, zone_name: str, *, with_phone: bool) -> Person:
    zone = zone_named(zone_name)
    since = short_date(local_date(one.unreachable_at, zone)) if one.unreachable_at else ""
    is_away = one.state is not CoverageState.REACHABLE and since
    return Person(
        name=one.name,
        capacity="" if one.kind is TenureKind.HOLDER else CAPACITIES[one.kind].lower(),
        since=short_date(local_date(one.started_at, zone)),
        until=short_date(one.until_on) if one.until_on else "",
        reach=f"{REACH[one.state]} sejak {since}" if is_away else REACH[one.state],
        seen=short_date(local_date(one.last_seen_at, zone)) if one.last_seen_at else "",
        phone=one.phone if with_phone else "",
    )


def _past(past: Past, zone_name: str) -> dict[str, str]:
    zone = zone_named(zone_name)
    capacity = "" if past.kind is TenureKind.HOLDER else f" ({CAPACITIES[past.kind].lower()})"
    return {
        "name": " ".join(part for part in (past.prefix, past.name) if part) + capacity,
        "since": short_date(local_date(past.started_at, zone)),
        "until": short_date(local_date(past.ended_at, zone)),
        "how": ENDINGS[past.reason] if past.reason else "",
    }
