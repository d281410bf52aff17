"""Reading the audit log: pages, the whole as a file, and whether its chain holds. Reading is recorded too."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.work import Work
from bot.messages import audit_trail as messages
from bot.rules.access import Action, require
from bot.rules.audit_details import detail_in_words, object_in_words
from bot.rules.audit_words import action_in_words, who_in_words
from bot.rules.outbox import Text
from bot.rules.sheets import AuditLine
from db.queries.audit_trail import Trace, everything, follow, newest

#: Entries on one page.
PAGE = 10


async def page(work: Work, *, before: int | None = None) -> Text:
    """The newest entries, or those before a number. For admins. Raises Forbidden."""
    require(work.actor, Action.READ_AUDIT)
    found = await newest(work.session, before=before, limit=PAGE + 1)
    await work.audit("read_audit", "audit", found[0].number if found else "")
    lines = [_line(trace) for trace in found[:PAGE]]
    return messages.page(lines, older_than=found[PAGE - 1].number if len(found) > PAGE else None)


async def verified(work: Work) -> Text:
    """Whether the chain holds from the first entry to the last. For admins. Raises Forbidden."""
    require(work.actor, Action.READ_AUDIT)
    await work.audit("read_audit", "audit")
    chain = await follow(work.session)
    return messages.verified(number=chain.number, hash=chain.hash, breaks=chain.breaks)


async def export(work: Work) -> Sequence[AuditLine]:
    """The whole log for a file. For admins; what others see of the file is theirs to answer for.

    Raises Forbidden.
    """
    require(work.actor, Action.READ_AUDIT)
    return await exported(work)


async def exported(work: Work) -> Sequence[AuditLine]:
    """The same for the command line, where whoever may run it may do it."""
    await work.audit("export_audit", "audit")
    return [_line(trace) for trace in await everything(work.session)]


def _line(trace: Trace) -> AuditLine:
    return AuditLine(
        number=trace.number,
        at=trace.at,
        who=who_in_words(trace.actor_kind, trace.actor_id, trace.who),
        action=action_in_words(trace.action),
        object=object_in_words(trace.object_type, trace.object_id),
        detail=detail_in_words(trace.detail),
        hash=trace.hash,
    )
