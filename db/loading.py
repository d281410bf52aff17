"""The rows of a backup into the tables of an empty database."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, inspect, table, text

from db.backups import Kind, Row, Shape, clause


class Unsound(Exception):
    """What is to be loaded does not fit together."""


class Loading:
    """Fills the tables of an empty database in one transaction. Synchronous, as migrations are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_postgresql = connection.dialect.name == "postgresql"

    def drop_everything(self) -> None:
        """Away with the tables there are (PostgreSQL; on SQLite the file is a new one)."""
        for name in inspect(self._connection).get_table_names():
            self._connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
        if self._is_postgresql:
            self._connection.execute(text("DROP FUNCTION IF EXISTS audit_entry_refuse"))

    def begin(self, names: Iterable[str]) -> None:
        """Rows may point at what comes later, and what the migrations put in gives way.

        Raises Unsound where there is no such table.
        """
        names = list(names)
        if unknown := set(names) - set(inspect(self._connection).get_table_names()):
            raise Unsound(f"no table {min(unknown)}")
        self._defer("DEFERRABLE INITIALLY DEFERRED")
        for name in names:
            self._connection.execute(delete(table(name)))

    def add(self, name: str, shape: Shape, rows: Sequence[Row]) -> None:
        """These rows of a table. Raises Unsound where a value is none of its kind."""
        kinds = list(shape.items())
        try:
            values = [
                {one: _meant(value, kind) for (one, kind), value in zip(kinds, row, strict=True)}
                for row in rows
            ]
        except ValueError as error:
            raise Unsound(f"table {name}") from error
        if values:
            self._connection.execute(insert(clause(name, shape)), values)

    def end(self, shapes: Mapping[str, Shape]) -> None:
        """References hold from here on, and the next row gets the next number.

        Raises Unsound, IntegrityError where something points at nothing.
        """
        if not self._is_postgresql:
            if self._connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Unsound("a row points at nothing")
            return
        self._connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        self._defer("NOT DEFERRABLE")
        for name, shape in shapes.items():
            if shape.get("id") is Kind.NUMBER:
                # no parameter can be a table's name; ``begin`` has seen that it is one of ours
                self._connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), coalesce(max(id), 1), "  # noqa: S608
                        f'max(id) IS NOT NULL) FROM "{name}"'
                    )
                )

    def _defer(self, how: str) -> None:
        if not self._is_postgresql:
            return
        found = self._connection.execute(
            text(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint"
                " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
            )
        )
        for name, constraint in found.all():
            self._connection.execute(text(f'ALTER TABLE {name} ALTER CONSTRAINT "{constraint}" {how}'))


def _meant(value: object, kind: Kind) -> object:
    if value is None:
        return None
    match kind:
        case Kind.MOMENT:
            return datetime.fromisoformat(str(value))
        case Kind.DAY:
            return date.fromisoformat(str(value))
        case Kind.BYTES:
            return base64.b64decode(str(value))
    return value
