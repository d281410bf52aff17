"""The database's own clock, for leases, retries and gates: a moved House clock must not touch a send."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import UTCDateTime


class real_now(GenericFunction[datetime]):  # noqa: N801 - it is used like a SQL function
    """Now, in UTC, by the clock of the database server."""

    type = UTCDateTime()
    inherit_cache = True
    name = "real_now"


@compiles(real_now, "sqlite")
def _on_sqlite(element: real_now, compiler: SQLCompiler, **options: object) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


@compiles(real_now, "postgresql")
def _on_postgresql(element: real_now, compiler: SQLCompiler, **options: object) -> str:
    return "clock_timestamp()"


class real_in(GenericFunction[datetime]):  # noqa: N801 - it is used like a SQL function
    """That many seconds from now, in UTC, by the clock of the database server."""

    type = UTCDateTime()
    inherit_cache = True
    name = "real_in"


@compiles(real_in, "sqlite")
def _in_on_sqlite(element: real_in, compiler: SQLCompiler, **options: object) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', {seconds} || ' seconds')"


@compiles(real_in, "postgresql")
def _in_on_postgresql(element: real_in, compiler: SQLCompiler, **options: object) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"clock_timestamp() + make_interval(secs => ({seconds})::double precision)"
