"""The seats of the newest cohort as a file, with everybody who acts for them. Read by staff: audited."""

from __future__ import annotations

from functools import lru_cache

from bot.actions.work import SYSTEM, Work
from bot.messages.contact_files import contact_line
from bot.pictures.contact_files import contacts_template
from bot.rules.access import Action, require
from bot.rules.actors import Scope
from bot.rules.sheets import ContactLine
from db.queries.places import region_names
from db.queries.posts import all_posts
from db.queries.seat_cards import seats_of_cohort
from db.queries.standings import newest_cohort


async def contact_lines(work: Work) -> list[ContactLine]:
    """A line for each who acts for a seat, and one for each empty seat. Raises Forbidden.

    One entry in the log for each person, so that he can be told who read his data.
    """
    if work.actor is not SYSTEM:
        require(work.actor, Action.EXPORT_CONTACTS)
    cohort = await newest_cohort(work.session)
    if cohort is None:
        return []
    seats = await seats_of_cohort(work.session, cohort, within=Scope(everywhere=True))
    people = sorted({one.contact_id for seat in seats for one in seat.acting})
    for contact_id in people:
        await work.audit("export_contacts", "cohort", cohort, about=contact_id)
    if not people:
        await work.audit("export_contacts", "cohort", cohort)
    return [contact_line(seat, one) for seat in seats for one in seat.acting or (None,)]


async def posts_of_sheets(work: Work) -> dict[str, str]:
    """Key and title of every post a sheet may name."""
    return await all_posts(work.session)


async def template(work: Work) -> bytes:
    """The empty sheet to fill in. Raises Forbidden."""
    require(work.actor, Action.IMPORT_CONTACTS)
    return _template(tuple((await posts_of_sheets(work)).values()))


@lru_cache(maxsize=4)
def _template(posts: tuple[str, ...]) -> bytes:
    return contacts_template(posts=posts, regions=sorted(region_names().items()))
