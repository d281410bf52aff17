"""Rencana: who is in charge, until when, what will be done; each is asked once and can be corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.actions import dialogues
from bot.actions.alert_cases import Case, answer, case_of, tell_officers
from bot.actions.work import Work
from bot.messages import alert_plans as messages
from bot.messages import alerts
from bot.rules.alert_lives import PlanMade, ResponseKind
from bot.rules.names import typed_name
from bot.rules.outbox import Text
from bot.rules.promises import planned_work, target_date
from bot.rules.typed_times import example_after
from db.queries.alert_lives import plans_of

ASK_PERSON, ASK_DATE, ASK_WORK = "plan_person", "plan_date", "plan_work"
#: What a button asks to correct.
FIELDS = {"p": ASK_PERSON, "d": ASK_DATE, "w": ASK_WORK}


async def ask(work: Work, *, batch: str, region_code: str) -> None:
    """Rencana, or Perbarui rencana: asks for the person in charge first."""
    await _ask(work, ASK_PERSON, batch=batch, region_code=region_code)


async def ask_again(work: Work, *, batch: str, region_code: str, field: str) -> None:
    """Ubah: asks for one of the three anew; the others stay as they are."""
    case = await case_of(work, batch=batch, region_code=region_code)
    known = await plans_of(work.session, case.ids)
    step = FIELDS[field] if known else ASK_PERSON
    fixes = "yes" if known else ""
    await _ask(work, step, batch=batch, region_code=region_code, fixes=fixes)


async def _ask(work: Work, step: str, *, batch: str, region_code: str, fixes: str = "") -> None:
    case = await case_of(work, batch=batch, region_code=region_code)
    if not case.alerts:
        await work.receipt(alerts.already_over())
        return
    await dialogues.ask(work, step, batch=batch, region=region_code, fixes=fixes)
    await work.receipt(_question(step, case.today(work.now)))


def _question(step: str, today: date) -> Text:
    if step == ASK_PERSON:
        return messages.ask_person()
    return messages.ask_date(example=example_after(today)) if step == ASK_DATE else messages.ask_work()


async def hear_person(work: Work, said: dict[str, object], *, typed: str) -> None:
    """The person in charge. Raises NameUnusable."""
    person = typed_name(typed)
    case = await _heard(work, said)
    if said.get("fixes"):
        await _correct(work, case, said, person=person)
        return
    await dialogues.ask(work, ASK_DATE, **{**said, "person": person})
    await work.receipt(messages.ask_date(person, example=example_after(case.today(work.now))))


async def hear_date(work: Work, said: dict[str, object], *, typed: str) -> None:
    """The target date. Raises PromiseDate."""
    case = await _heard(work, said)
    on = target_date(typed, today=case.today(work.now))
    if said.get("fixes"):
        await _correct(work, case, said, on=on)
        return
    await dialogues.ask(work, ASK_WORK, **{**said, "on": on.isoformat()})
    await work.receipt(messages.ask_work(str(said.get("person", "")), on))


async def hear_work(work: Work, said: dict[str, object], *, typed: str) -> None:
    """One line of what will be done: the plan is recorded, and staff read it. Raises WorkUnusable."""
    what = planned_work(typed)
    case = await _heard(work, said)
    if said.get("fixes"):
        await _correct(work, case, said, what=what)
        return
    on = date.fromisoformat(str(said["on"]))
    await _record(work, case, said, PlanMade(str(said["person"]), on, what))


async def _heard(work: Work, said: dict[str, object]) -> Case:
    return await case_of(work, batch=str(said["batch"]), region_code=str(said["region"]))


async def _correct(
    work: Work,
    case: Case,
    said: dict[str, object],
    *,
    person: str = "",
    on: date | None = None,
    what: str = "",
) -> None:
    known = await plans_of(work.session, case.ids)
    before = next(iter(known.values()), PlanMade("", None))
    plan = replace(before, person=person or before.person, on=on or before.on, what=what or before.what)
    await _record(work, case, said, plan)


async def _record(work: Work, case: Case, said: dict[str, object], plan: PlanMade) -> None:
    """A new answer, the last counts; the one before is kept."""
    batch, region_code = str(said["batch"]), str(said["region"])
    await dialogues.close(work)
    if not case.alerts:
        await work.receipt(alerts.already_over())
        return
    is_update = bool(await plans_of(work.session, case.ids))
    for alert in case.alerts:
        await answer(work, case, alert, ResponseKind.PROMISED, person=plan.person, on=plan.on, note=plan.what)
        on = plan.on.isoformat() if plan.on else ""
        await work.audit("alert_promised", "alert", alert.id, text=f"{plan.person}\n{plan.what}", on=on)
    text = messages.staff_planned(case.speaker, case.names, plan, is_update=is_update)
    await tell_officers(work, case, text, key=f"apl:{batch}:{region_code}:{work.update_id}")
    await work.receipt(messages.planned(plan, batch=batch, region_code=region_code))
