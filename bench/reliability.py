"""The table of docs/reliability.md, made of what the campaigns kept in bench/results/.

``python -m bench.reliability`` writes it anew; a test sees that it was done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from bench.processes import RESULTS, ROOT
from bench.reliability_in_service import Row, broadcast, outbox, soak, two_processes

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- made by python -m bench.reliability -->", "<!-- end -->"
_HEAD = "| claim | what was seen | on | command |\n|---|---|---|---|"

Found = Mapping[str, Mapping[str, int]]


def table() -> str:
    """The whole table, in Markdown."""
    return "\n".join([_HEAD, *_lines()])


def _lines() -> Iterator[str]:
    for name, rows in ROWS.items():
        file = RESULTS / f"{name}.json"
        if file.exists():
            kept = json.loads(file.read_text(encoding="utf-8"))
            day = datetime.strptime(kept["measured_at"], "%Y-%m-%d %H:%M UTC").replace(tzinfo=UTC)
            for claim, seen in rows(kept["results"]):
                on = f"{day:%-d %B %Y}"
                yield f"| {claim} | {seen} | {on} | `python -m bench.{name}` |"


def _sum(found: Found, figure: str) -> int:
    return sum(one[figure] for one in found.values())


def _of_each(found: Found, figure: str) -> str:
    return ", ".join(f"{name} {one[figure]:,}" for name, one in found.items())


def _kills(found: Found) -> Iterator[Row]:
    kills = f"in {_sum(found, 'kills'):,} kills ({_of_each(found, 'kills')})"
    yield (
        "kill -9 loses no alert, reminder, correction or receipt, and doubles no broadcast",
        f"{kills}, {_sum(found, 'messages'):,} messages: {_sum(found, 'lost')} lost, "
        f"{_sum(found, 'broadcasts_doubled')} broadcasts doubled",
    )
    yield (
        "what may come twice was in flight at a kill, and says so",
        f"{_sum(found, 'doubled'):,} doubled and {_sum(found, 'uncertain'):,} left to a person, of at most "
        f"{_sum(found, 'most_doubtful'):,}; {_sum(found, 'unmarked')} not marked",
    )
    yield (
        "every update takes effect once",
        f"{kills}, {_sum(found, 'updates'):,} updates: {_sum(found, 'wrong_effects')} with another number of"
        " effects",
    )


def _failpoints(found: Found) -> Iterator[Row]:
    first = next(iter(found.values()))
    yield (
        "the process may die at any point of delivery",
        f"in {_sum(found, 'deaths'):,} deaths ({first['points']} named points × {first['times_each']} on each"
        f" database): {_sum(found, 'lost')} lost, {_sum(found, 'broadcasts_doubled')} broadcasts doubled, "
        f"{_sum(found, 'unmarked')} doubles not marked, {_sum(found, 'wrong_effects')} wrong effects",
    )


def _wire_faults(found: Found) -> Iterator[Row]:
    first = next(iter(found.values()))
    yield (
        "a fault on the wire loses nothing and doubles nothing unmarked",
        f"in {_sum(found, 'messages'):,} sends ({first['kinds']} kinds × {first['sends_each']} on each"
        f" database): {_sum(found, 'lost')} lost, {_sum(found, 'broadcasts_doubled')} broadcasts doubled, "
        f"{_sum(found, 'unmarked')} of {_sum(found, 'doubled'):,} doubles not marked",
    )
    # this one figure is a record of its own
    held: Found = {name: one["held_7_s"] for name, one in found.items()}  # type: ignore[misc]
    yield (
        "a send that Telegram answers after 7 s is delivered once",
        f"in {len(held)} sends with the timeouts of service: {_sum(held, 'deliveries')} deliveries",
    )


def _database_faults(found: Found) -> Iterator[Row]:
    faults = ", ".join(f"{one['faults']} × {name}" for name, one in found.items())
    yield (
        "a database that stops, cuts, is locked or full loses nothing, and nobody has to restart the bot",
        f"in {_sum(found, 'faults'):,} faults ({faults}): {_sum(found, 'lost')} lost, "
        f"{_sum(found, 'broadcasts_doubled')} broadcasts doubled, "
        f"{_sum(found, 'unmarked')} doubles not marked, {_sum(found, 'wrong_effects')} wrong effects",
    )


#: What each campaign shows, in the order of the table.
ROWS: Mapping[str, Callable[..., Iterator[Row]]] = {
    "kills": _kills,
    "failpoints": _failpoints,
    "wire_faults": _wire_faults,
    "database_faults": _database_faults,
    "two_processes": two_processes,
    "broadcast": broadcast,
    "outbox": outbox,
    "soak": soak,
}


def written(page: str) -> str:
    """The page with the table as it should be."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
