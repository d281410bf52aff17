"""Codes for a whole cohort: the card before, the receipt after, and what stands on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.rules.clocks import WIB, full_date, full_moment, local_date, zone_named
from bot.rules.code_batches import Batch, BatchPlan, BatchSeat, mask_of
from bot.rules.codes import in_fours
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sheets import CodeLine, CodeSheet, CoverageState
from bot.rules.wording import listing

KONFIRMASI, BATAL = "Konfirmasi", "Batal"
BATALKAN_LEMBAR, YA_BATALKAN = "Batalkan lembar ini", "Ya, batalkan lembar"

#: Sheets that are named on the card, the newest.
_SHOWN = 3


def card(
    plan: BatchPlan,
    *,
    earlier: Sequence[Batch],
    posts: Sequence[str],
    expires_at: datetime,
    is_anew: bool = False,
) -> Text:
    """Before: which seats get a code, which are passed over, what is replaced. ``posts`` are all keys."""
    html = render(
        "code_sheet_card",
        cohort=plan.cohort,
        name=plan.name,
        titles=listing(plan.titles),
        regions=plan.regions,
        seats=len(plan.seats),
        getting=len(plan.getting),
        empty=plan.count(CoverageState.EMPTY),
        recorded=plan.count(CoverageState.NO_TELEGRAM),
        held=len(plan.seats) - len(plan.getting),
        replaced=plan.replaced,
        until=full_date(local_date(expires_at, WIB)),
        earlier=[_in_words(batch) for batch in earlier[:_SHOWN]],
        more=len(earlier) - _SHOWN,
        is_anew=is_anew,
    )
    return Text(html, (*_decisions(plan, posts), *_toggles(plan, posts), *_revocations(earlier)))


def made(plan: BatchPlan, *, revoked: int, expires_at: datetime) -> Text:
    """The receipt; the files follow it."""
    return Text(
        render(
            "code_sheet_made",
            name=plan.name,
            codes=len(plan.getting),
            revoked=revoked,
            until=full_date(local_date(expires_at, WIB)),
        ),
        ((_revocation(plan.name),),),
    )


def made_before(batch: Batch) -> Text:
    """Konfirmasi of a card whose sheet is there already."""
    buttons = ((_revocation(batch.name),),) if batch.open else ()
    return Text(render("code_sheet_made_before", batch=_in_words(batch)), buttons)


def caption(name: str) -> Text:
    """Under the file with the cards."""
    return Text(render("code_sheet_caption", name=name))


def files_lost(name: str) -> Text:
    """The codes are made, but nobody got them."""
    return Text(render("code_sheet_lost", name=name), ((_revocation(name),),))


def nothing_made() -> Text:
    """Batal."""
    return Text(render("code_sheet_nothing_made"))


def ask_revoke(batch: Batch) -> Text:
    """Before a sheet is revoked."""
    button = Button(YA_BATALKAN, f"lmx:{batch.name}", style="danger")
    return Text(render("code_sheet_ask_revoke", batch=_in_words(batch)), ((button,),))


def revoked(name: str, codes: int) -> Text:
    return Text(render("code_sheet_revoked", name=name, codes=codes))


def sheet(
    plan: BatchPlan,
    codes: Sequence[tuple[BatchSeat, str]],
    *,
    expires_at: datetime,
    made_at: datetime,
    bot_username: str,
) -> CodeSheet:
    """What is printed: a line a code, region by region."""
    return CodeSheet(
        title=f"Kode pendaftaran Telegram, angkatan {plan.cohort}, lembar {plan.name}",
        bot_username=bot_username,
        made_on=full_date(local_date(made_at, WIB)),
        lines=tuple(
            CodeLine(
                region=seat.region_name,
                title=seat.title,
                code=in_fours(code),
                link=f"https://t.me/{bot_username}?start={code}",
                until=full_moment(expires_at, zone_named(seat.zone)),
            )
            for seat, code in codes
        ),
    )


def file_name(name: str, ending: str) -> str:
    return f"kode-angkatan-{name}.{ending}"


def _in_words(batch: Batch) -> dict[str, object]:
    return {
        "name": batch.name,
        "made_on": full_date(local_date(batch.made_at, WIB)),
        "made_by": batch.made_by,
        "codes": batch.codes,
        "used": batch.used,
        "open": batch.open,
    }


def _decisions(plan: BatchPlan, posts: Sequence[str]) -> Keyboard:
    if not plan.getting:
        return ()
    mask = mask_of(plan.chosen, posts)
    confirm = f"lmy:{plan.cohort}:{plan.number}:{mask}:{plan.fingerprint}"
    return ((Button(KONFIRMASI, confirm), Button(BATAL, "lmn")),)


def _toggles(plan: BatchPlan, posts: Sequence[str]) -> Keyboard:
    """A button a post, to take it in or leave it out; the last one stays."""
    return tuple(
        (Button(f"{word} {title}", f"lmp:{plan.cohort}:{mask_of(after, posts)}"),)
        for key, title in plan.posts.items()
        for word, after in [("Tanpa" if key in plan.chosen else "Sertakan", plan.chosen ^ {key})]
        if after
    )


def _revocations(earlier: Sequence[Batch]) -> Keyboard:
    return tuple(
        (Button(f"Batalkan lembar {batch.name}", f"lmq:{batch.name}", style="danger"),)
        for batch in earlier[:_SHOWN]
        if batch.open
    )


def _revocation(name: str) -> Button:
    return Button(BATALKAN_LEMBAR, f"lmq:{name}", style="danger")
