"""All conversations in one list: the roof registers them, the menu and the help are made of them."""

from __future__ import annotations

from types import ModuleType

from handlers import (
    acknowledgements,
    action_points,
    alert_delays,
    alert_watch,
    alerts,
    answers,
    audit,
    broadcast_confirming,
    broadcast_corrections,
    broadcast_recipients,
    broadcast_reports,
    broadcast_running,
    broadcasts,
    call_lists,
    cases,
    check,
    code_batches,
    composing,
    confirmation,
    contact_files,
    contacts,
    coverage,
    days_off,
    deliveries,
    deputies,
    dialogue,
    disputes,
    draft_edits,
    explanations,
    files,
    follow_ups,
    groups,
    handover,
    help,
    invite,
    joining,
    ladders,
    materials,
    meeting_changes,
    meeting_sheets,
    meetings,
    new_account,
    own_name,
    own_record,
    past_meetings,
    phones,
    posts,
    previews,
    publications,
    question_desk,
    questions,
    queue,
    recap,
    recorded_answers,
    registration,
    requests,
    schedule,
    seat_card,
    sheets,
    sitting_boards,
    sittings,
    staff,
    start,
    status,
    status_pictures,
    swaps,
    thresholds,
    timelines,
    values,
)
from handlers.dialogue import PlainWord
from handlers.guards import Coroutine, Handler, MenuItem, Step

#: In the order of the menu.
MODULES: tuple[ModuleType, ...] = (
    start,
    confirmation,
    registration,
    status,
    status_pictures,
    schedule,
    action_points,
    materials,
    follow_ups,
    questions,
    question_desk,
    timelines,
    meetings,
    meeting_changes,
    past_meetings,
    meeting_sheets,
    composing,
    draft_edits,
    ladders,
    call_lists,
    previews,
    explanations,
    acknowledgements,
    sittings,
    swaps,
    days_off,
    sitting_boards,
    joining,
    answers,
    broadcasts,
    broadcast_recipients,
    broadcast_confirming,
    values,
    thresholds,
    cases,
    alerts,
    publications,
    disputes,
    alert_delays,
    alert_watch,
    recap,
    files,
    sheets,
    check,
    contacts,
    contact_files,
    coverage,
    seat_card,
    handover,
    recorded_answers,
    posts,
    deliveries,
    queue,
    broadcast_running,
    broadcast_reports,
    broadcast_corrections,
    invite,
    requests,
    code_batches,
    staff,
    groups,
    audit,
    deputies,
    own_record,
    own_name,
    new_account,
    phones,
    help,
)


def menu() -> list[MenuItem]:
    """Every command there is, in the order of the menu."""
    return [item for module in (*MODULES, dialogue) for item in getattr(module, "MENU", ())]


def steps() -> dict[str, Step]:
    """Which coroutine hears the answer to which question."""
    return {name: step for module in MODULES for name, step in getattr(module, "STEPS", {}).items()}


def plain_words() -> dict[str, PlainWord]:
    """Words that mean a command without its slash, such as "status maros"."""
    modules = (*MODULES, dialogue)
    heard = {word: it for module in modules for word, it in getattr(module, "PLAIN_WORDS", {}).items()}
    return {word: PlainWord(item, heard[word]) for item in menu() for word in item.plain}


def keys() -> dict[str, Coroutine]:
    """What the keys under the field for typing say, and who hears it whatever question is open."""
    return {words: it for module in MODULES for words, it in getattr(module, "KEYS", {}).items()}


def handlers() -> list[Handler]:
    """Every handler, the catch-alls last."""
    own = [handler for module in MODULES for handler in module.HANDLERS]
    last = dialogue.handlers(steps(), plain_words(), keys())
    return own + last + groups.in_groups(own + last)


help.MENU_OF_ALL[:] = menu()
