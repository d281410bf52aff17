"""The recipients of a siaran: chosen by buttons in one message, or by typing, as often as one likes."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.broadcast_audiences import found
from bot.actions.broadcast_choices import chosen_words, options_of
from bot.actions.broadcast_drafts import change, own_draft
from bot.actions.drafts import places_meant
from bot.actions.saved_audiences import saved
from bot.actions.work import Work
from bot.messages import broadcast_choices as messages
from bot.rules.audience_choices import SCREEN_OF, Field, Screen, pressed_choice
from bot.rules.audience_typing import AudienceProblem, AudienceUnreadable, Read, Vocabulary, read_audience
from bot.rules.audiences import Audience, audience_of
from bot.rules.broadcasts import STEP, BroadcastOutdated, Piece
from bot.rules.errors import Stale
from bot.rules.outbox import Text
from bot.rules.province_words import names_of_provinces
from bot.rules.seats import names_of_posts
from db.queries.audience_options import meeting_title, sittings_of
from db.queries.cohorts import cohorts
from db.queries.places import provinces, region_names
from db.queries.posts import all_posts
from db.tables import Broadcast, Seat


async def show_choice(
    work: Work, draft: Broadcast, screen: Screen = Screen.MAIN, page: int = 0, *, is_done: bool = False
) -> Text:
    """One screen of the choice; what is typed now is taken for recipients. ``is_done``: after Selesai."""
    await dialogues.ask(work, STEP, broadcast=draft.id, piece=Piece.WHO.value)
    audience = audience_of(draft.audience)
    return messages.choosing(
        number=draft.id or 0,
        version=draft.version,
        screen=screen,
        page=page,
        who=await chosen_words(work, audience),
        found=await found(work, audience),
        options=await options_of(work, audience, screen),
        saved=await saved(work) if screen is Screen.SAVED else (),
        audience=audience,
        is_done=is_done,
    )


async def open_screen(work: Work, *, number: int, version: int, screen: str, page: int) -> Text:
    """Angkatan, Daerah, …, Kembali, the next page. Raises Forbidden, Stale."""
    draft = await own_draft(work, number)
    if draft.version != version:
        raise BroadcastOutdated
    if screen not in list(Screen):
        raise Stale
    return await show_choice(work, draft, Screen(screen), page)


async def press(work: Work, *, number: int, version: int, page: int, field: str, value: str) -> Text:
    """One button on or off. Raises Forbidden, Stale."""
    draft = await own_draft(work, number)
    if draft.version != version:
        raise BroadcastOutdated
    if field not in list(Field):
        raise Stale
    audience = await _pressed(work, audience_of(draft.audience), Field(field), value)
    draft = await change(work, draft, audience=audience.to_json(), saved_audience_id=None)
    return await show_choice(work, draft, SCREEN_OF[Field(field)], page)


async def _pressed(work: Work, audience: Audience, field: Field, value: str) -> Audience:
    """Only what its screen offers can be pressed. Raises Stale."""
    if field not in (Field.EVERYBODY, Field.NOTHING):
        offered = await options_of(work, audience, SCREEN_OF[field])
        if not any(option.field is field and option.value == value for option in offered):
            raise Stale
    return pressed_choice(audience, field, value)


async def hear(work: Work, *, number: int, typed: str) -> None:
    """Typed recipients are added to what was chosen. Raises Forbidden, Stale, AudienceUnreadable."""
    draft = await own_draft(work, number)
    audience = audience_of(draft.audience)
    read = read_audience(typed, audience, await _vocabulary(work, typed))
    together = await _with_seats(work, read)
    draft = await change(work, draft, audience=together.to_json(), saved_audience_id=None)
    await work.receipt(await show_choice(work, draft))


async def _vocabulary(work: Work, typed: str) -> Vocabulary:
    numbers = {int(word) for word in typed.replace(",", " ").split() if word.isdigit() and len(word) < 7}
    posts = await all_posts(work.session)
    return Vocabulary(
        find=places_meant,
        provinces=names_of_provinces(provinces()),
        posts=names_of_posts(posts),
        cohorts=frozenset(await cohorts(work.session)),
        meetings={
            n: {number: item for item, number in await sittings_of(work.session, n)}
            for n in sorted(numbers)[:5]
            if await meeting_title(work.session, n)
        },
    )


async def _with_seats(work: Work, read: Read) -> Audience:
    """Single posts of regions become seats; a region that has no such seat is said."""
    if not read.seats:
        return read.audience
    codes = {code for code, _ in read.seats}
    rows = await work.session.execute(
        select(col(Seat.region_code), col(Seat.post), col(Seat.id)).where(col(Seat.region_code).in_(codes))
    )
    ids = {(code, key): seat or 0 for code, key, seat in rows}
    if lacking := [pair for pair in read.seats if pair not in ids]:
        code, key = lacking[0]
        title = (await all_posts(work.session)).get(key, key)
        raise AudienceUnreadable(f"{title} {region_names().get(code, code)}", AudienceProblem.NO_SEAT)
    chosen = (*read.audience.seats, *(ids[pair] for pair in read.seats))
    return replace(read.audience, seats=tuple(dict.fromkeys(chosen)))
