"""Provinces and regions, from the packaged facts: they change with a release, not with a query."""

from __future__ import annotations

from functools import cache

from db.reference import rows


@cache
def provinces() -> tuple[tuple[str, str], ...]:
    """(code, name) of the 38 provinces, by name."""
    found = {row["province_code"]: row["province"] for row in rows("regions")}
    return tuple(sorted(found.items(), key=lambda item: item[1]))


@cache
def regions_of_province(province_code: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the regions of one province, by name."""
    found = [(row["code"], row["name"]) for row in rows("regions") if row["province_code"] == province_code]
    return tuple(sorted(found, key=lambda item: item[1]))


@cache
def region_names() -> dict[str, str]:
    """Official name by code."""
    return {row["code"]: row["name"] for row in rows("regions")}
