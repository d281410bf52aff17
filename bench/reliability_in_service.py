"""Lines of the table of docs/reliability.md about longer runs: two processes, a siaran, virtual days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypedDict

Row = tuple[str, str]  #: claim, what was seen


class TwoProcesses(TypedDict):
    events: Mapping[str, int]
    messages: int
    lost: int
    doubled: int
    doubled_unmarked: int
    broadcasts_doubled: int
    updates_unanswered: int
    failover_s_max: float
    rate: float
    most_within_a_second: int


class Siaran(TypedDict):
    broadcasts: int
    doubled: int
    refused: int
    ratio_with_the_rest: float
    cores_of_the_bot: float
    replies: float
    reply_p95_ms: float
    reminder_p99_s: float


def two_processes(found: Mapping[str, TwoProcesses | float]) -> Iterator[Row]:
    runs = {name: run for name, run in found.items() if not isinstance(run, float | int)}
    for name, run in runs.items():
        events = ", ".join(f"{count} × {kind}" for kind, count in run["events"].items())
        yield (
            f"two processes on PostgreSQL lose and double nothing unmarked when one dies or freezes ({name})",
            f"in {_counted(sum(run['events'].values()), 'event')} ({events}), {run['messages']:,} messages: "
            f"{run['lost']} lost, {run['doubled_unmarked']} of {run['doubled']} doubles not marked, "
            f"{run['broadcasts_doubled']} broadcasts doubled, {run['updates_unanswered']} updates "
            f"unanswered; fail-over at most {run['failover_s_max']:.1f} s; at most "
            f"{run['most_within_a_second']} messages within a second at a rate of {run['rate']:g}",
        )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"


def broadcast(found: Mapping[str, Mapping[str, Siaran] | float]) -> Iterator[Row]:
    for name, rates in found.items():
        if isinstance(rates, float | int):
            continue
        for rate, run in rates.items():
            yield (
                f"a siaran keeps to Telegram's limits and holds up nobody ({name}, {rate})",
                f"{run['broadcasts']:,} letters: {run['refused']} answers 429, {run['doubled']} doubled, "
                f"{run['ratio_with_the_rest']:.2f} × the ideal time of all that was sent, "
                f"{run['cores_of_the_bot']:.2f} of a core; {_meanwhile(run)}",
            )


def _meanwhile(run: Siaran) -> str:
    if not run["replies"]:
        return "nobody else was written to meanwhile"
    return (
        f"meanwhile replies within {run['reply_p95_ms'] / 1000:.2f} s (p95), "
        f"reminders {run['reminder_p99_s']:.1f} s after their moment (p99)"
    )


def outbox(found: Mapping[str, Mapping[str, Mapping[str, int | float]] | int]) -> Iterator[Row]:
    for delay, subjects in found.items():
        if isinstance(subjects, int):
            continue
        rates = ", ".join(
            f"{name} {one['messages_per_second']:,} with {one['best slots']} slots"
            f" ({one['ratio to bare aiogram']:.2f} ×)"
            for name, one in subjects.items()
        )
        yield (
            "without a limit, what the outbox costs beside senders that keep nothing, each at its best"
            f" ({delay} to the answer)",
            f"messages a second: {rates}",
        )


def soak(found: Mapping[str, object]) -> Iterator[Row]:
    faults, memory = found["faults"], found["MiB after warm-up and at the end"]
    assert isinstance(faults, dict) and isinstance(memory, list)
    yield (
        f"{found['virtual hours']} virtual hours in which {found['percent of sends that go wrong']} of 100"
        " sends go wrong leave nothing stuck and the memory flat",
        f"{found['messages at the server']:,} messages, {sum(faults.values())} faults of {len(faults)} kinds:"
        f" {found['stuck']} stuck; {memory[0]:.0f} MiB after 12 hours, {memory[1]:.0f} MiB at the end",
    )
