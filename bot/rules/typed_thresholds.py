"""A change of a threshold as an admin types it: ``2026 calon spi 70 mulai 01-01-2027 dokumen B/123``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.rules.criteria import Criterion, CriterionKey, Stage
from bot.rules.documents import document_named
from bot.rules.instruments import criterion_named, instrument_names, plain
from bot.rules.printed_minimums import canonical, fitting
from bot.rules.requirements import Floor, Requirement, minimum_of
from bot.rules.scales import Scales
from bot.rules.threshold_changes import LONGEST_REASON, Change, Series, ThresholdRefused, Wrong
from bot.rules.typed_times import TimeUnreadable, parse_date

#: A threshold may be announced this far ahead, and be of force since this long.
AHEAD, BEFORE = timedelta(days=5 * 366), timedelta(days=5 * 366)
#: "indeks pemerintah digital", "survei penilaian integritas": the longest name of a criterion in words.
_LONGEST_NAME = 3
_YEAR = re.compile(r"20\d{2}", re.ASCII)
_POINTS = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?", re.ASCII)
_STAGES = {"calon": Stage.CALON, "penetapan": Stage.PENETAPAN, "dipertahankan": Stage.DIPERTAHANKAN}
_UNSET = frozenset({"kosong", "kosongkan", "tidak ada ambang", "tanpa ambang", "belum ditetapkan", "hapus"})
#: What each optional part is called; a document and a reason take every word up to the next one.
_PARTS = {
    "mulai": "mulai",
    "berlaku": "mulai",
    "dokumen": "dokumen",
    "dasar": "dokumen",
    "margin": "margin",
    "pulih": "pulih",
    "instrumen": "instrumen",
    "alasan": "alasan",
}
#: Regions are not told of such a version until an admin confirms it.
_UNCONFIRMED = re.compile(r"\bbelum (?:di)?konfirmasi\b", re.IGNORECASE)


def typed_line(text: str, criteria: Sequence[Criterion], scales: Scales) -> tuple[Series, str]:
    """Of which threshold a typed line speaks, and the rest of it. Raises ThresholdRefused."""
    tokens = text.split()
    if len(tokens) < 3 or not _YEAR.fullmatch(tokens[0]):
        raise ThresholdRefused(Wrong.SHAPE)
    stage = _STAGES.get(tokens[1].casefold())
    if stage is None:
        raise ThresholdRefused(Wrong.STAGE, tokens[1], known=tuple(_STAGES))
    words = tokens[2:]
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        name = " ".join(words[:length])
        criterion = _named(name, criteria)
        if criterion is not None:
            series = Series(int(tokens[0]), stage, criterion.key, _meant(name, criterion, scales))
            return series, " ".join(words[length:])
    raise ThresholdRefused(Wrong.CRITERION, words[0])


def typed_change(
    text: str, series: Series, scales: Scales, *, today: date, before: Requirement | None = None
) -> Change:
    """The value and the optional words after it. Raises ThresholdRefused, DocumentUnusable.

    What is not said stays as it is in ``before``, but for the paper: it was named for another figure.
    """
    is_confirmed, said, parts = _cut(text)
    if series.criterion is CriterionKey.PERKARA:
        raise ThresholdRefused(Wrong.MANAGED)
    if "instrumen" in parts:
        series = replace(series, instrument=_instrument(parts["instrumen"], series.criterion, scales))
    if not said and (before is None or not parts):
        raise ThresholdRefused(Wrong.VALUE)
    minimum = _minimum(said, series, scales) if said else before.minimum if before else ""
    is_same_figure = before is not None and minimum_of(before.minimum) == minimum_of(minimum)
    kept = before if is_same_figure else None
    return Change(
        series=series,
        minimum=minimum,
        effective_from=_day(parts["mulai"], today) if "mulai" in parts else None,
        document=_document(parts, kept),
        source=kept.source if kept else "",
        margin=_margin(parts, before) if minimum else None,
        recovery=_recovery(parts, kept, minimum),
        reason=_reason(parts.get("alasan", "")),
        is_confirmed=is_confirmed and bool(minimum),
    )


def _cut(text: str) -> tuple[bool, str, Mapping[str, str]]:
    """Whether it is confirmed, the words before the first part, and each part's own.

    After "alasan" everything is the reason.
    """
    claim, alasan, reason = f" {' '.join(text.split())} ".partition(" alasan ")
    is_confirmed = _UNCONFIRMED.search(claim) is None
    said: list[str] = []
    parts: dict[str, list[str]] = {"alasan": reason.split()} if alasan else {}
    current = said
    for token in _UNCONFIRMED.sub(" ", claim).split():
        part = _PARTS.get(token.casefold().rstrip(":"))
        if part is None or part in parts:
            current.append(token)
        else:
            current = parts.setdefault(part, [])
    return is_confirmed, " ".join(said), {part: " ".join(words) for part, words in parts.items()}


def _named(name: str, criteria: Sequence[Criterion]) -> Criterion | None:
    key = criterion_named(name) or next(
        (c.key for c in criteria if plain(name) in {plain(c.name), plain(c.short_name)}), None
    )
    return next((criterion for criterion in criteria if criterion.key is key), None)


def _meant(name: str, criterion: Criterion, scales: Scales) -> str:
    """The one instrument a name means, where the criterion has others too; its own names mean any."""
    words = plain(name)
    if words in {criterion.key.value, plain(criterion.short_name), plain(criterion.name)} or words.isdigit():
        return ""
    names = instrument_names(criterion.key, name) & set(scales.instruments(criterion.key))
    return next(iter(names)) if len(names) == 1 and len(scales.instruments(criterion.key)) > 1 else ""


def _instrument(typed: str, criterion: CriterionKey, scales: Scales) -> str:
    """The official name of a typed instrument; empty for "semua". Raises ThresholdRefused."""
    known = scales.instruments(criterion)
    if plain(typed) in {"", "semua", "apa pun"}:
        return ""
    exact = [name for name in known if plain(name) == plain(typed)]
    found = exact or sorted(instrument_names(criterion, typed) & set(known))
    if len(found) != 1:
        raise ThresholdRefused(Wrong.INSTRUMENT, typed, known=known)
    return found[0]


def _minimum(typed: str, series: Series, scales: Scales) -> str:
    if plain(typed) in _UNSET:
        return ""
    found = canonical(typed, series.criterion, scales, instrument=series.instrument)
    if found is None:
        known = fitting(series.criterion, scales, instrument=series.instrument)
        raise ThresholdRefused(Wrong.OFF_SCALE, typed, known=known)
    return found


def _day(typed: str, today: date) -> date | None:
    """None for today: it is in force at once. Raises ThresholdRefused."""
    words = typed.casefold().removeprefix("sejak ").removeprefix("tanggal ").strip()
    if words in {"hari ini", "sekarang", "segera"}:
        return None
    try:
        on = parse_date(words)
    except TimeUnreadable:
        raise ThresholdRefused(Wrong.DATE, typed) from None
    if not today - BEFORE <= on <= today + AHEAD:
        raise ThresholdRefused(Wrong.DATE_FAR, typed)
    return on


def _document(parts: Mapping[str, str], kept: Requirement | None) -> str:
    """The paper. Raises DocumentUnusable."""
    if "dokumen" not in parts:
        return kept.document if kept else ""
    return document_named(parts["dokumen"], written=kept.basis if kept else "")


def _points(typed: str, wrong: Wrong) -> Decimal:
    """Points of the instrument. Raises ThresholdRefused."""
    if not _POINTS.fullmatch(typed):
        raise ThresholdRefused(wrong, typed)
    return Decimal(typed.replace(",", "."))


def _margin(parts: Mapping[str, str], before: Requirement | None) -> Decimal | None:
    if "margin" in parts:
        return None if plain(parts["margin"]) in _UNSET else _points(parts["margin"], Wrong.MARGIN)
    return before.margin if before else None


def _recovery(parts: Mapping[str, str], kept: Requirement | None, minimum: str) -> Decimal | None:
    """Where an alert closes: not below the threshold itself, where that is a number."""
    if "pulih" not in parts:
        return kept.recovery if kept else None
    mark, least = _points(parts["pulih"], Wrong.RECOVERY), minimum_of(minimum)
    if isinstance(least, Floor) and mark < least.value:
        raise ThresholdRefused(Wrong.RECOVERY, parts["pulih"])
    return mark


def _reason(typed: str) -> str:
    if len(typed) > LONGEST_REASON:
        raise ThresholdRefused(Wrong.REASON)
    return typed
