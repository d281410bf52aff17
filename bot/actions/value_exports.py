"""The recorded values as a file, to be looked at elsewhere or imported again. Audited."""

from __future__ import annotations

from bot.actions.work import SYSTEM, Work
from bot.rules.access import Action, require
from bot.rules.value_exports import MeasurementLine
from db.queries.value_exports import standing_values


async def exported_values(work: Work, *, cohort: int | None) -> list[MeasurementLine]:
    """Every value that stands, of one cohort or of all regions. Raises NotRegistered, Forbidden."""
    if work.actor is not SYSTEM:
        require(work.actor, Action.RECORD_VALUES)
    lines = await standing_values(work.session, cohort=cohort)
    if cohort is None:
        await work.audit("export_measurements", "measurement")
    else:
        await work.audit("export_measurements", "cohort", cohort)
    return lines
