"""A region is a tenant: a question on behalf of somebody is filtered here by what he may see."""

from __future__ import annotations

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Mapped

from bot.rules.actors import Scope


def in_scope(region_code: Mapped[str], scope: Scope) -> ColumnElement[bool]:
    """The condition that leaves only rows of regions in ``scope``; an empty scope leaves none."""
    return true() if scope.everywhere else region_code.in_(sorted(scope.region_codes))
