"""A choice of recipients in words, and what each screen of it offers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.work import Work
from bot.messages import broadcast_choices as messages
from bot.rules.audience_choices import Chosen, Field, Option, Screen
from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.wording import post
from db.queries.audience_options import (
    meeting_title,
    published_meetings,
    regions_of_programme,
    sittings_of,
)
from db.queries.cohorts import cohorts
from db.queries.people import seats_by_id
from db.queries.places import provinces, region_names
from db.queries.posts import all_posts

#: Older meetings are chosen by typing their number.
_MOST_MEETINGS = 8


async def chosen_words(work: Work, audience: Audience) -> str:
    """The choice in lines of HTML."""
    return messages.chosen(await chosen(work, audience))


async def chosen(work: Work, audience: Audience) -> Chosen:
    """The choice with names; a question to the database only for what was chosen."""
    regions, of_provinces = region_names(), dict(provinces())
    seats = await seats_by_id(work.session, audience.seats) if audience.seats else {}
    posts = await all_posts(work.session) if audience.posts else {}
    sittings = dict(await sittings_of(work.session, audience.meeting)) if audience.meeting else {}
    return Chosen(
        audience,
        regions=tuple(regions.get(code, code) for code in audience.regions),
        provinces=tuple(of_provinces.get(code, code) for code in audience.provinces),
        seats=tuple(post(s.title, s.region_name, prefix=s.prefix) for s in seats.values()),
        posts=tuple(posts.get(key, key) for key in audience.posts),
        meeting=await meeting_title(work.session, audience.meeting) if audience.meeting else "",
        item=sittings.get(audience.item) if audience.item is not None else None,
    )


async def options_of(work: Work, audience: Audience, screen: Screen) -> Sequence[Option]:
    """The buttons of a screen that switch something."""
    if screen is Screen.COHORT:
        known = await cohorts(work.session)
        return [_one(Field.COHORT, str(year), f"Angkatan {year}", audience.cohort == year) for year in known]
    if screen is Screen.STAGE:
        known_stages = [stage for stage in Stage if stage is not Stage.DICABUT]
        return [_one(Field.STAGE, s.value, messages.STAGES[s], s in audience.stages) for s in known_stages]
    if screen is Screen.REGION:
        rows = await regions_of_programme(work.session, audience.cohort)
        return [_one(Field.REGION, code, name, code in audience.regions) for code, name in rows]
    if screen is Screen.PROVINCE:
        return [_one(Field.PROVINCE, code, name, code in audience.provinces) for code, name in provinces()]
    if screen is Screen.POST:
        posts = (await all_posts(work.session)).items()
        return [_one(Field.POST, key, title, key in audience.posts) for key, title in posts]
    if screen is Screen.MEETING:
        return await _meetings(work, audience)
    if screen is Screen.ALERT:
        return [_one(Field.ALERT, w.value, messages.ALERTS[w], audience.alert is w) for w in AlertWish]
    return []


async def _meetings(work: Work, audience: Audience) -> Sequence[Option]:
    """Which meeting; once one is chosen, its sittings and the answers."""
    if audience.meeting is None:
        rows = await published_meetings(work.session, most=_MOST_MEETINGS)
        return [_one(Field.MEETING, str(number), f"{number}. {title}", False) for number, title in rows]
    title = await meeting_title(work.session, audience.meeting)
    sittings = await sittings_of(work.session, audience.meeting)
    items = [
        _one(Field.ITEM, str(item), f"Sesi {number}", audience.item == item) for item, number in sittings
    ]
    answers = [_one(Field.ANSWER, a.value, messages.ANSWERS[a], a in audience.answers) for a in AnswerWish]
    meeting = _one(Field.MEETING, str(audience.meeting), f"{audience.meeting}. {title}", True)
    return [meeting, *answers, *(items if len(items) > 1 else [])]


def _one(field: Field, value: str, label: str, is_on: bool) -> Option:
    return Option(field, value, label, is_on)
