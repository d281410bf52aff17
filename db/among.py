"""Whether a number is one of many, the many being one parameter however many they are.

``IN`` with a parameter for each would be another statement for every length: written anew by SQLAlchemy each
time, and prepared anew by PostgreSQL.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Dialect, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine


class _Numbers(TypeDecorator[Collection[int]]):
    """Whole numbers as one value: an array, or the JSON of one on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(BigInteger()))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> object:
        numbers = list(value or ())
        return numbers if dialect.name == "postgresql" else json.dumps(numbers)


def numbers(name: str) -> BindParameter[Collection[int]]:
    """The parameter of this name: any collection of whole numbers, also an empty one."""
    return bindparam(name, type_=_Numbers())


class is_among(GenericFunction[bool]):  # noqa: N801 - it is used like a SQL function
    """``is_among(column, numbers("name"))``: whether the column's value is one of them."""

    type = Boolean()
    inherit_cache = True
    name = "is_among"

    def self_group(self, against: OperatorType | None = None) -> is_among:
        """As it is: SQLite looks through every row for the ``… = 1`` that is else put around a condition."""
        return self


@compiles(is_among, "sqlite")
def _on_sqlite(element: is_among, compiler: SQLCompiler, **options: object) -> str:
    one, many = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({one} IN (SELECT value FROM json_each({many})))"  # noqa: S608 - both are compiled SQL


@compiles(is_among, "postgresql")
def _on_postgresql(element: is_among, compiler: SQLCompiler, **options: object) -> str:
    one, many = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({one} = ANY ({many}))"
