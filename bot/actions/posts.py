"""Tambah jabatan: a post for one region, or for every region of the newest cohort."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.invitations import ensure_seat
from bot.actions.seats import close_own
from bot.actions.work import Work
from bot.messages import posts as messages
from bot.rules.access import Action, require
from bot.rules.errors import Stale
from bot.rules.posts import key_of, post_title
from bot.rules.regions import Ambiguous, Found, Unknown
from db.queries.places import region_names
from db.queries.posts import all_posts
from db.queries.standings import newest_cohort, regions_of_cohort
from db.reference import gazetteer
from db.tables import Post, Seat

ASK_TITLE, ASK_PLACE = "post_title", "post_place"


async def ask_title(work: Work, *, region_code: str = "") -> None:
    """Asks for the title; ``region_code`` is that of the card it began on. Raises Forbidden, Stale."""
    require(work.actor, Action.EDIT_SEATS)
    name = region_names().get(region_code, "")
    if region_code and not name:
        raise Stale
    await dialogues.ask(work, ASK_TITLE, region=region_code)
    await work.receipt(
        messages.ask_title(tuple((await all_posts(work.session)).values()), region=region_code)
    )


async def hear_title(work: Work, *, region_code: str, typed: str) -> None:
    """The title; asks where the post is to be. Raises PostTitleUnusable, Forbidden."""
    require(work.actor, Action.EDIT_SEATS)
    title = post_title(typed)
    cohort, regions = await _cohort(work)
    await dialogues.ask(work, ASK_PLACE, title=title, region=region_code)
    await work.receipt(
        messages.ask_place(
            title, region=region_names().get(region_code, ""), cohort=cohort, regions=len(regions)
        )
    )


async def hear_place(work: Work, *, title: str, typed: str) -> None:
    """A region, typed: by name, code or nickname. An unclear one leaves the question open."""
    require(work.actor, Action.EDIT_SEATS)
    match gazetteer().find(typed):
        case Found(place=place, is_exact=True):
            await _add(work, title, [(place.code, place.name)])
        case Found(place=place):
            await work.receipt(messages.which_region(typed, [place.name]))
        case Ambiguous(places=places) | Unknown(suggestions=places):
            await work.receipt(messages.which_region(typed, [place.name for place in places]))


async def add_here(work: Work) -> None:
    """Only the region of the card it began on. Raises Forbidden, Stale."""
    title, code = await _open(work)
    if code not in region_names():
        raise Stale
    await _add(work, title, [(code, region_names()[code])])


async def add_everywhere(work: Work, *, cohort: int) -> None:
    """Every region of the cohort that was shown. Raises Forbidden, Stale."""
    title, _ = await _open(work)
    newest, regions = await _cohort(work)
    if cohort != newest or not regions:
        raise Stale
    await _add(work, title, regions)


async def _open(work: Work) -> tuple[str, str]:
    """Title and region of the open question. Raises Forbidden, Stale."""
    require(work.actor, Action.EDIT_SEATS)
    question = await dialogues.open_question(work)
    if question is None or question.step != ASK_PLACE:
        raise Stale
    return str(question.said["title"]), str(question.said["region"])


async def _cohort(work: Work) -> tuple[int, Sequence[tuple[str, str]]]:
    cohort = await newest_cohort(work.session)
    return (cohort, await regions_of_cohort(work.session, cohort)) if cohort else (0, [])


async def _add(work: Work, title: str, regions: Sequence[tuple[str, str]]) -> None:
    await close_own(work, ASK_PLACE)
    posts = await all_posts(work.session)
    key = key_of(title, posts)
    if key not in posts:
        await _new_post(work, key, title)
    known = select(col(Seat.region_code)).where(
        col(Seat.post) == key, col(Seat.region_code).in_([code for code, _ in regions])
    )
    had = set(await work.session.scalars(known))
    missing = [(code, name) for code, name in regions if code not in had]
    for code, _ in missing:
        await ensure_seat(work, code, key)
    await work.receipt(
        messages.added(
            posts.get(key, title),
            names=[name for _, name in missing],
            had=len(regions) - len(missing),
            region_code=regions[0][0] if len(regions) == 1 else "",
        )
    )


async def _new_post(work: Work, key: str, title: str) -> None:
    last = await work.session.scalar(select(func.max(col(Post.position))))
    work.session.add(
        Post(
            key=key,
            title=title,
            position=(last or 0) + 1,
            added_by_staff_id=work.actor.staff_id,
            added_at=work.now,
        )
    )
    await work.session.flush()
    await work.audit("add_post", "post", key)
