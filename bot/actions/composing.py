"""Langkah demi langkah: a meeting question by question. It ends in the very draft the form makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.actions import dialogues
from bot.actions.drafts import circumstances, place_of, preview, store
from bot.actions.work import Work
from bot.messages import composing as messages
from bot.rules import meeting_pieces as pieces
from bot.rules.access import Action, require
from bot.rules.composing import OPTIONAL, Composition, Step, composition, meet
from bot.rules.errors import Problem, Stale
from bot.rules.meeting_form import Circumstances, FormProblem, MeetingDraft
from bot.rules.meeting_pieces import PieceMistake
from bot.rules.meetings import Join
from bot.rules.new_join import EMPTY, read_join
from bot.rules.outbox import Text
from bot.rules.regions import Place

STEP = "susun"


async def start(work: Work) -> None:
    """Ask the first question; whatever was open before is closed."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    await _go_on(work, Composition())


async def hear(work: Work, *, said: dict[str, object], typed: str) -> None:
    """An answer in words. Raises PieceMistake, JoinMistake: then the question stays open."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    so_far = composition(said)
    if so_far.at is Step.MORE:  # a matter of buttons
        await work.receipt(await _question(work, so_far))
        return
    against = await circumstances(work)
    answered = _answered(so_far, typed, against=against)
    _check_meets_none(answered)
    await _go_on(work, answered.forward())


def _answered(so_far: Composition, typed: str, *, against: Circumstances) -> Composition:
    match so_far.at:
        case Step.TITLE:
            return replace(so_far, title=pieces.read_title(typed))
        case Step.LETTER:
            return replace(so_far, letter=pieces.read_letter(typed))
        case Step.TIME:
            span = pieces.read_when(typed, circumstances=against)
            when = replace(so_far.current, starts_at=span.starts_at, ends_at=span.ends_at, zone=span.zone.key)
            return so_far.with_current(when)
        case Step.REGIONS:
            places = pieces.read_who(typed, circumstances=against)
            codes = tuple(place.code for place in places)
            return so_far.with_current(replace(so_far.current, codes=codes))
        case _:
            join = Join() if typed.strip() == EMPTY else read_join(typed, old=so_far.current.join)
            return so_far.with_current(replace(so_far.current, join=join))


def _check_meets_none(so_far: Composition) -> None:
    if so_far.at not in (Step.TIME, Step.REGIONS):
        return
    twice = meet(so_far.current, so_far.sittings[:-1])
    if twice:
        raise PieceMistake(
            [
                Problem(
                    FormProblem.OVERLAP_SITTING, place_of(code).name, detail={"other_sitting": str(number)}
                )
                for code, number in twice[:20]
            ]
        )


async def press(work: Work, *, deed: str, at: str, number: int) -> None:
    """Kembali, Lewati, Tetap, Tambah sesi. Raises Stale for a question that is no longer the open one."""
    so_far = await _open(work, at=at, number=number)
    if deed == messages.BACK and so_far.at is not Step.TITLE:
        await _go_on(work, so_far.back())
    elif deed == messages.KEEP and so_far.has_answer:
        _check_meets_none(so_far)
        await _go_on(work, so_far.forward())
    elif deed == messages.SKIP and so_far.at in OPTIONAL:
        await _go_on(work, so_far.without().forward())
    elif deed == messages.ANOTHER and so_far.at is Step.MORE:
        await _go_on(work, so_far.forward())
    else:
        raise Stale


async def pick(work: Work, *, code: str, number: int) -> Text:
    """One region chosen or left out (or all of the cohort); the question anew. Raises Stale."""
    so_far = await _open(work, at=Step.REGIONS, number=number)
    cohort = [place.code for place in (await circumstances(work)).cohort]
    if code == messages.ALL:
        so_far = so_far.with_current(replace(so_far.current, codes=tuple(cohort)))
    elif code in cohort:
        so_far = so_far.toggled(code)
    else:
        raise Stale
    await dialogues.ask(work, STEP, **so_far.said())
    return await _question(work, so_far)


async def finish(work: Work, *, number: int) -> None:
    """Selesai: the draft and its card. Raises Stale."""
    so_far = await _open(work, at=Step.MORE, number=number)
    places = _places(code for sitting in so_far.sittings for code in sitting.codes)
    sittings = sorted(
        (sitting.draft(places) for sitting in so_far.sittings), key=lambda draft: draft.starts_at
    )
    draft = MeetingDraft(title=so_far.title, surat_undangan=so_far.letter, sittings=tuple(sittings))
    await dialogues.close(work)
    meeting_id = await store(work, draft)
    await work.receipt(await preview(work, meeting_id=meeting_id))


async def _open(work: Work, *, at: str, number: int) -> Composition:
    """What was said so far, if this is the open question. Raises Stale."""
    require(work.actor, Action.ARRANGE_MEETINGS)
    question = await dialogues.open_question(work)
    if question is None or question.step != STEP or question.is_expired:
        raise Stale
    so_far = composition(question.said)
    if (so_far.at, so_far.number) != (at, number):
        raise Stale
    return so_far


async def _go_on(work: Work, so_far: Composition) -> None:
    await dialogues.ask(work, STEP, **so_far.said())
    await work.receipt(await _question(work, so_far))


async def _question(work: Work, so_far: Composition) -> Text:
    codes = [code for sitting in so_far.sittings for code in sitting.codes]
    cohort = (await circumstances(work)).cohort if so_far.at is Step.REGIONS else ()
    names = {code: place.name for code, place in _places(codes).items()}
    return messages.question(so_far, names=names, cohort=cohort, now=work.now)


def _places(codes: Iterable[str]) -> dict[str, Place]:
    return {code: place_of(code) for code in codes}
