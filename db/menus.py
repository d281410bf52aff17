"""Whose command menu shows something else than this person may do, whoever changed that and wherever.

Compared with what was last set, which lives in a table: a change made by somebody else, by the command
line or while the bot was down is found like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    case,
    delete,
    event,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlmodel import SQLModel

from bot.rules.actors import TenureKind
from bot.rules.rights import LETTERS, Rights
from db.inserting import insert_into
from db.tables import Reachability

_TABLES = SQLModel.metadata.tables
_STAFF, _CONTACT, _TENURE = _TABLES["staff"], _TABLES["contact"], _TABLES["tenure"]
_MENU = _TABLES["chat_menu"]
_TOUCHED = "rights_touched"


@dataclass(frozen=True, slots=True)
class WrongMenu:
    """A person whose menu has to be set; without any rights it is taken away."""

    telegram_id: int
    rights: str  #: key of the rights held now
    is_outdated: bool = field(default=False, compare=False)  #: it shows what other rights allowed


async def wrong_menus(
    session: AsyncSession, *, hashes: Mapping[str, str] | None = None
) -> Sequence[WrongMenu]:
    """Menus that differ from the rights; with ``hashes`` (by rights) also those with other words than now.

    First those of other rights, then of people who have none yet, then the words.
    """
    differs: ColumnElement[bool] = _MENU.c.rights != _NOW.c.rights
    if hashes:
        known = [
            and_(_MENU.c.rights == key, _MENU.c.menu_hash == menu_hash) for key, menu_hash in hashes.items()
        ]
        differs = or_(differs, ~or_(*known))
    is_new = and_(_MENU.c.telegram_id.is_(None), _NOW.c.is_reachable == 1)
    is_outdated = func.coalesce(_MENU.c.rights != _NOW.c.rights, False)
    rows = await session.execute(
        select(_NOW.c.telegram_id, _NOW.c.rights, is_outdated)
        .outerjoin(_MENU, _MENU.c.telegram_id == _NOW.c.telegram_id)
        .where(or_(is_new, and_(_MENU.c.telegram_id.is_not(None), differs)))
        .order_by(is_outdated.desc(), is_new.desc(), _NOW.c.telegram_id)
    )
    return [WrongMenu(telegram_id, rights, bool(outdated)) for telegram_id, rights, outdated in rows]


async def menu_was_set(session: AsyncSession, menu: WrongMenu, *, menu_hash: str, now: datetime) -> None:
    """Remember what this person's menu says now; nothing once it was taken away."""
    if menu.rights == Rights().key:
        await session.execute(delete(_MENU).where(_MENU.c.telegram_id == menu.telegram_id))
        return
    shown = {"rights": menu.rights, "menu_hash": menu_hash, "set_at": now}
    row = insert_into(session, _MENU).values(telegram_id=menu.telegram_id, **shown)
    await session.execute(row.on_conflict_do_update(index_elements=["telegram_id"], set_=shown))


def are_rights_touched(session: AsyncSession) -> bool:
    """Whether this session wrote who may do what. A hint only: what it misses the next beat finds."""
    return bool(session.info.get(_TOUCHED))


def note_rights(session: AsyncSession) -> None:
    """This session changed who may do what in a way that neither staff nor tenures show."""
    session.info[_TOUCHED] = True


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _context: UOWTransaction) -> None:
    if any(row.__class__.__name__ in ("Staff", "Tenure") for row in (*session.new, *session.dirty)):
        session.info[_TOUCHED] = True


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    mapper = None if state.is_select else state.bind_mapper
    if mapper is not None and mapper.local_table in (_STAFF, _TENURE):
        state.session.info[_TOUCHED] = True


def _letter(kind: TenureKind) -> ColumnElement[str]:
    return func.coalesce(func.max(_PEOPLE.c[kind.value]), "")


_NOBODY = [literal("").label(kind.value) for kind in TenureKind]
_REACHABLE = literal(Reachability.REACHABLE.value, literal_execute=True)


def _is_reachable(table: str) -> ColumnElement[int]:
    state = type_coerce(_TABLES[table].c.reachability, String)
    return case((state == _REACHABLE, 1), else_=0).label("is_reachable")


_PEOPLE = union_all(
    select(
        _STAFF.c.telegram_id,
        type_coerce(_STAFF.c.role, String).label("role"),
        *_NOBODY,
        _is_reachable("staff"),
    ).where(_STAFF.c.is_active.is_(True)),
    select(
        _CONTACT.c.telegram_id,
        literal("").label("role"),
        *(
            case((type_coerce(_TENURE.c.kind, String) == kind.value, LETTERS[kind]), else_="").label(
                kind.value
            )
            for kind in TenureKind
        ),
        _is_reachable("contact"),
    )
    .join(_TENURE, _TENURE.c.contact_id == _CONTACT.c.id)
    .where(_TENURE.c.ended_at.is_(None), _CONTACT.c.telegram_id.is_not(None)),
    select(
        _MENU.c.telegram_id, literal("").label("role"), *_NOBODY, literal(0, Integer).label("is_reachable")
    ),
).subquery()
#: Everybody with rights or a menu, with the key of the rights held now (see Rights.key).
_NOW = (
    select(
        _PEOPLE.c.telegram_id,
        (
            func.max(_PEOPLE.c.role)
            + ":"
            + _letter(TenureKind.HOLDER)
            + _letter(TenureKind.ASSISTANT)
            + _letter(TenureKind.DELEGATE)
        ).label("rights"),
        func.max(_PEOPLE.c.is_reachable).label("is_reachable"),
    )
    .group_by(_PEOPLE.c.telegram_id)
    .subquery()
)
