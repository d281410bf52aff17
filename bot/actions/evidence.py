"""What /bukti hands out as a file, and whom a siaran was for that was never written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions.work import Work
from bot.messages import evidence
from bot.messages.deliveries import why_unwritten
from bot.messages.seats import by_name
from bot.rules.broadcast_progress import Fate
from bot.rules.clocks import WIB, local_date
from bot.rules.deliveries import DeliveryPaper, Unwritten, Whose
from bot.rules.sheets import DeliveryLine
from bot.rules.wording import post
from db.queries.broadcasts import recipients_by_fate
from db.tables import Broadcast

#: More nobody reads on paper, and some four hundred pages take a minute to draw.
ON_PAPER = 2_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """Deliveries for a file, whose they are in words, who asked for them and when."""

    heading: str
    lines: Sequence[DeliveryLine]
    by: str
    at: datetime
    whose: Whose
    unwritten: int = 0  #: of the lines, the last: nothing was sent to these

    @property
    def filename(self) -> str:
        """bukti-siaran-5-2025-03-04, by the day in Jakarta; without the end that says which kind."""
        return f"bukti-{self.whose.in_a_filename}-{local_date(self.at, WIB).isoformat()}"

    @property
    def paper(self) -> DeliveryPaper:
        """The newest of them, to be printed."""
        lines = self.lines[:ON_PAPER]
        printed, extent = evidence.printed(
            self.by, self.at, shown=len(lines), of=len(self.lines), unwritten=self.unwritten
        )
        return DeliveryPaper(self.heading, printed, extent, lines)


async def unwritten_of(work: Work, whose: Whose) -> Sequence[Unwritten]:
    """Whom the siaran was for and who was never written to."""
    if whose.broadcast_id is None:
        return []
    failed = await recipients_by_fate(work.session, whose.broadcast_id, fates=(Fate.UNREACHABLE,))
    return [
        Unwritten(
            post=post(one.title, one.region),
            name=by_name(one.name, one.kind),
            contact_id=one.contact_id,
            zone=one.zone,
            why=why_unwritten(was_reachable=one.was_reachable),
        )
        for one in failed
        if one.attempt is None
    ]


async def lines_of(work: Work, whose: Whose, unwritten: Sequence[Unwritten]) -> Sequence[DeliveryLine]:
    broadcast = await work.session.get(Broadcast, whose.broadcast_id) if unwritten else None
    if broadcast is None:
        return []
    at = broadcast.started_at or broadcast.created_at
    return [evidence.unwritten_line(one, title=broadcast.title, at=at) for one in unwritten]
