"""/mengapa: why a message came, did not come, or has not come yet, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.messages.answers import attributed
from bot.messages.deliveries import outcome_in_words
from bot.messages.meetings import line
from bot.messages.moments import on_clocks
from bot.messages.reasons import ABOUT_IT, BECAUSE, KINDS, NAMES, REASONS, STEPS
from bot.messages.render import render
from bot.messages.seats import two_in_a_row
from bot.messages.told import session_name
from bot.rules.clocks import moment_in_words, zone_named
from bot.rules.explanations import Coming, Fate, Outcome, Received, SeatFacts, SittingFacts, StepFact
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.reminders import Reason

#: What an open step that is not simply "to come" is waiting for.
FATES: Mapping[Fate, str] = {
    Fate.SENT: "sudah disiapkan",
    Fate.NOT_SENT: "tidak dikirim",
    Fate.TO_COME: "akan dikirim",
    Fate.NOT_TO_COME: "tidak akan dikirim bila tidak ada yang berubah",
    Fate.SOON: "segera dikirim",
    Fate.WAITING: "terlambat; menunggu pukul 07.00 hari kerja berikutnya (jam tenang atau hari libur)",
    Fate.HELD: "ditahan, karena terlalu banyak pengingat terlambat sekaligus; menunggu administrator",
    Fate.RESTING: "ditahan, karena jam server mundur; menunggu administrator",
}


def choose_region(regions: Sequence[tuple[str, str]]) -> Text:
    """The regions of the newest cohort, or any by name."""
    return Text(render("why_choose"), _regions(regions))


def which_region(typed: str, regions: Sequence[tuple[str, str]]) -> Text:
    """What was typed may mean one of these, or nothing we know."""
    return Text(render("why_which", typed=typed[:60], has_choice=bool(regions)), _regions(regions))


def _regions(regions: Sequence[tuple[str, str]]) -> Keyboard:
    return two_in_a_row([Button(name, data=f"mengapa_daerah:{code}") for code, name in regions])


def of_region(name: str, facts: Sequence[SittingFacts], *, more: int) -> Text:
    """Sitting by sitting and seat by seat; ``more`` sittings are left out."""
    rows = [(one, line(one.sitting), [_seat(seat) for seat in one.seats]) for one in facts]
    return Text(render("why_region", name=name, rows=rows, more=more))


def _seat(facts: SeatFacts) -> dict[str, object]:
    return {
        "post": facts.post,
        "answer": attributed(facts.answer),
        "has_nobody": facts.has_nobody,
        "is_unreached": facts.is_unreached,
        "messages": [(one.title, outcome_line(one, facts.zone)) for one in facts.messages],
        "steps": [_step(step, facts) for step in facts.steps if not _is_plain(step)],
    }


def _is_plain(step: StepFact) -> bool:
    """That nobody is there to read it stands above, once."""
    return step.fate is Fate.NOT_TO_COME and step.reason is Reason.TANPA_PENERIMA


def outcome_line(one: Outcome, zone_name: str) -> str:
    """terkirim kepada Sari, 10 Maret 2025, pukul 09.00 WITA."""
    state = outcome_in_words(one.state, one.reason, may_be_duplicate=one.may_be_duplicate)
    to = f" kepada {one.name}" if one.name else ""
    return f"{state}{to}, {moment_in_words(one.at, zone_named(zone_name))}"


def _step(one: StepFact, facts: SeatFacts) -> dict[str, object]:
    return {
        "when": on_clocks(one.at, [zone_named(facts.zone)]),
        "words": NAMES[one.step],
        "fate": FATES[one.fate],
        "reason": REASONS[one.reason] if one.reason else "",
        "outcomes": [outcome_line(each, facts.zone) for each in one.outcomes],
        "is_former": one.is_former,
    }


def own(received: Sequence[Received], coming: Sequence[Coming]) -> Text:
    """For an official: the newest messages with their reason, and what is still to come."""
    html = render(
        "why_own",
        received=[_received(one) for one in received],
        coming=[_coming(one) for one in coming],
    )
    return Text(html)


def _received(one: Received) -> dict[str, object]:
    return {
        "when": moment_in_words(one.at, one.to.zone),
        "title": one.title,
        "because": BECAUSE[one.step] if one.step else KINDS.get(one.kind, ABOUT_IT),
        "post": one.to.post,
        "session": session_name(one.sitting, region=one.to.region),
        "meeting": one.meeting.title,
        "answer": attributed(one.answer),
        "is_asked": one.kind in ("rem", "wakil"),
    }


def _coming(one: Coming) -> tuple[str, str, str]:
    when = on_clocks(one.at, [one.to.zone])
    return when, STEPS[one.step], session_name(one.sitting, region=one.to.region)
