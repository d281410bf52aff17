"""Nilai keliru: an official says in words what is wrong, adds evidence before or after, and sends it off."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.actions import dialogues
from bot.actions.alert_cases import Case, answer, case_of, tell_officers
from bot.actions.dispute_cards import view_of
from bot.actions.work import Work
from bot.messages import alerts
from bot.messages import disputes as messages
from bot.rules.alert_lives import ResponseKind
from bot.rules.disputes import Collected, ExplanationMissing, kept, remembered, with_file
from bot.rules.errors import Stale
from bot.rules.materials import File
from bot.rules.promises import explanation
from db.reference import criteria
from db.tables import Alert, AlertEvidence

#: Words or files are awaited for a dispute.
STEP = "dispute"


async def ask(work: Work, *, batch: str, region_code: str) -> None:
    """Nilai keliru: which value, where the notice spoke of several; then what is wrong with it."""
    case = await case_of(work, batch=batch, region_code=region_code)
    if not case.alerts:
        await work.receipt(alerts.already_over())
    elif len(case.alerts) == 1:
        await _await(work, case.alerts[0])
    else:
        await work.receipt(messages.which(_choices(case.alerts)))


async def ask_about(work: Work, *, alert_id: int) -> None:
    """The value that is meant. Raises NotRegistered, Forbidden, Stale."""
    _, alert = await _own_case(work, alert_id)
    if alert is None:
        await work.receipt(alerts.already_over())
        return
    await _await(work, alert)


async def _await(work: Work, alert: Alert) -> None:
    await dialogues.ask(work, STEP, **kept(Collected(alert.id or 0)))
    await work.receipt(messages.ask(_name(alert)))


async def is_awaited(work: Work) -> bool:
    """Whether a file that comes now is evidence."""
    question = await dialogues.open_question(work)
    return question is not None and question.step == STEP and not question.is_expired


async def hear_words(work: Work, *, typed: str) -> None:
    """What is wrong; said again, the last counts. Raises NoteUnusable, Stale."""
    so_far = await _so_far(work)
    await _keep(work, Collected(so_far.alert_id, explanation(typed), so_far.files))


async def hear_file(work: Work, file: File, *, size: int, caption: str = "") -> None:
    """A document or a photo; words under it are the explanation. Raises EvidenceFull, NoteUnusable, Stale."""
    so_far = with_file(await _so_far(work), file, size=size)
    note = explanation(caption) if caption else so_far.note
    await _keep(work, Collected(so_far.alert_id, note, so_far.files))


async def _so_far(work: Work) -> Collected:
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP:
        raise Stale
    return remembered(question.said)


async def _keep(work: Work, so_far: Collected) -> None:
    _, alert = await _own_case(work, so_far.alert_id)
    if alert is None:
        await dialogues.close(work)
        await work.receipt(alerts.already_over())
        return
    await dialogues.ask(work, STEP, **kept(so_far))
    await work.receipt(messages.collected(so_far, name=_name(alert)))


async def send(work: Work, *, alert_id: int) -> None:
    """Kirim: the dispute is there, repeats rest, and the region's officer decides.

    Raises NotRegistered, Forbidden, Stale, ExplanationMissing.
    """
    case, alert = await _own_case(work, alert_id)
    so_far = await _so_far(work)
    if so_far.alert_id != alert_id:
        raise Stale
    if not so_far.note:
        raise ExplanationMissing
    await dialogues.close(work)
    if alert is None:
        await work.receipt(alerts.already_over())
        return
    said = await answer(work, case, alert, ResponseKind.DISPUTED, note=so_far.note)
    await work.session.flush()
    if said.id is None:
        raise Stale
    for one in so_far.files:
        work.session.add(
            AlertEvidence(
                response_id=said.id,
                kind=one.kind,
                file_id=one.file_id,
                filename=one.name,
                size=one.size,
                sent_at=work.now,
            )
        )
    await work.session.flush()
    await work.audit("alert_disputed", "alert", alert.id, text=so_far.note)
    card = messages.card(await view_of(work, said.id))
    await tell_officers(work, case, card, key=f"ad:{said.id}")
    await work.receipt(messages.sent(so_far, name=_name(alert)))


async def _own_case(work: Work, alert_id: int) -> tuple[Case, Alert | None]:
    """The alert by the notice it was told in, checked again; None where it is over."""
    row = (
        await work.session.execute(
            select(col(Alert.batch), col(Alert.region_code)).where(col(Alert.id) == alert_id)
        )
    ).first()
    if row is None:
        raise Stale
    case = await case_of(work, batch=row.batch, region_code=row.region_code)
    return case, next((alert for alert in case.alerts if alert.id == alert_id), None)


def _choices(several: Sequence[Alert]) -> list[tuple[int, str]]:
    return [(alert.id, _name(alert)) for alert in several if alert.id is not None]


def _name(alert: Alert) -> str:
    return next(one.short_name for one in criteria() if one.key.value == alert.criterion)
