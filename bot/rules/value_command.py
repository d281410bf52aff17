"""One value typed after /nilai: ``maros spi 2024 66,5 sementara terbit 22-01-2025 sumber KPK diam``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.criteria import CriterionKey
from bot.rules.entries import Entry
from bot.rules.errors import Problem, UserMistake
from bot.rules.instruments import criterion_named, plain
from bot.rules.values import looks_like_number

_YEAR = re.compile(r"\d{4}")
_QUIET = frozenset({"diam", "--quiet"})
_STATUS = frozenset({"sementara", "interim", "provisional", "final", "akhir"})
_KEYWORDS = _QUIET | _STATUS | {"terbit", "sumber"}
#: "opini ombudsman", "indeks pemerintah digital": the longest name of a criterion in words.
_LONGEST_NAME = 3


class ValueRefused(UserMistake):
    """A typed value that cannot be recorded; ``problems`` are all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class TypedValue:
    """What was typed, cut into cells; ``is_quiet`` records without telling."""

    entry: Entry
    is_quiet: bool = False


def typed_value(text: str) -> TypedValue | None:
    """Cut a typed value into cells; None where it has not the shape region, criterion, year, value."""
    tokens = text.split()
    year_at = next((at for at, token in enumerate(tokens) if at >= 2 and _YEAR.fullmatch(token)), None)
    if year_at is None:
        return None
    split_at = _criterion_at(tokens[:year_at])
    said, options = _until_keyword(tokens[year_at + 1 :])
    if split_at is None or not said:
        return None
    name = " ".join(tokens[split_at:year_at])
    value, grade = (said[0], said[1:]) if looks_like_number(said[0]) else ("", said)
    named = _options(options)
    entry = Entry(
        region=" ".join(tokens[:split_at]),
        criterion=name,
        instrument="" if plain(name) in set(CriterionKey) or name.isdigit() else name,
        year=tokens[year_at],
        value=value,
        grade=" ".join(grade),
        status=named.get("status", ""),
        published_on=named.get("terbit", ""),
        source=named.get("sumber", ""),
    )
    return TypedValue(entry, is_quiet="diam" in named)


def missing_parts(text: str) -> tuple[Problem, ...]:
    """What keeps a typed line from being a value, in the order it is typed: said when typed_value is None."""
    tokens, _ = _until_keyword(text.split())
    found = _named_criterion(tokens)
    if found is None:
        years = [at for at, token in enumerate(tokens) if at and _YEAR.fullmatch(token)]
        said = (
            tokens[years[0] + 1 :] if years else [token for token in tokens[1:] if looks_like_number(token)]
        )
        return (Problem("criterion_missing"), *_after(said if not years else [tokens[years[0]], *said]))
    start, end = found
    region = () if start else (Problem("region_missing"),)
    return (*region, *_after(tokens[end:]))


def _named_criterion(tokens: Sequence[str]) -> tuple[int, int] | None:
    """Where the first criterion named by a word stands; a bare digit names one only after a region."""
    for start in range(len(tokens)):
        for length in range(min(_LONGEST_NAME, len(tokens) - start), 0, -1):
            name = " ".join(tokens[start : start + length])
            if criterion_named(name) is not None and (start or not name.isdigit()):
                return start, start + length
    return None


def _after(tokens: Sequence[str]) -> tuple[Problem, ...]:
    """What is wrong with year and value, the words after the criterion."""
    if not tokens:
        return Problem("year_missing"), Problem("value_unsaid")
    year, said = tokens[0], tokens[1:]
    if _YEAR.fullmatch(year):
        return () if said else (Problem("value_unsaid"),)
    if said:
        return (Problem("year_unreadable", year),)
    return (Problem("year_missing"),)


def _criterion_at(tokens: Sequence[str]) -> int | None:
    """Where the criterion's name begins: the longest name at the end, leaving words for the region.

    A word that names no criterion is taken for one all the same, so that the mistake is named.
    """
    for length in range(min(_LONGEST_NAME, len(tokens) - 1), 0, -1):
        if criterion_named(" ".join(tokens[-length:])) is not None:
            return len(tokens) - length
    return len(tokens) - 1 if len(tokens) > 1 else None


def _until_keyword(tokens: Sequence[str]) -> tuple[list[str], list[str]]:
    at = next((at for at, token in enumerate(tokens) if token.casefold() in _KEYWORDS), len(tokens))
    return list(tokens[:at]), list(tokens[at:])


def _options(tokens: Sequence[str]) -> dict[str, str]:
    """The words after the value: each belongs to the keyword before it; a source takes all that follows."""
    found: dict[str, str] = {}
    keyword = ""
    for token in tokens:
        word = token.casefold()
        if word in _QUIET and token == tokens[-1]:
            found["diam"] = word
        elif keyword == "sumber":
            found[keyword] = f"{found[keyword]} {token}".strip()
        elif word in _QUIET:
            found["diam"] = word
        elif word in _STATUS:
            found["status"], keyword = word, ""
        elif word in ("terbit", "sumber"):
            keyword = word
            found[keyword] = ""
        elif keyword:
            found[keyword] = f"{found[keyword]} {token}".strip()
    return found
