"""docs/architecture/DATABASE_SCHEMA.md, from the tables as the code declares them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapper
from sqlalchemy.schema import CreateIndex

from exercise_buddy.core.db.database import Base

HEAD = """# Database schema

Generated from the tables in the code by `make api`; not edited by hand. PostgreSQL 18, changed by the Alembic
migrations in `backend/src/exercise_buddy/migrations`, which run at every start, one starter at a time (an advisory
lock).

Every table is keyed by user first, so that it could be sharded by user. Deleting a user deletes, by the foreign keys,
all that is his. A change of workouts first locks the row of the user (`FOR NO KEY UPDATE`), then recounts the day that
it touched from the view `daily_recount` into `daily_totals`, all in one transaction: the rollup is equal to a recount
at any moment. Whatever begins or ends a session, or changes what lets people in, locks the same row first and compares
its `epoch` ([ADR 006](../adr/006-jwt-sessions.md)).

The view `daily_recount` groups `workouts` that are not deleted by user, day and exercise, and has the columns of
`daily_totals`.
"""
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped


def table_reference(base: type[Base]) -> str:
    """The page in Markdown."""
    mappers = sorted(base.registry.mappers, key=lambda mapper: _table(mapper).name)
    return "\n".join(_lines(mappers)).rstrip()


def _table(mapper: Mapper[Any]) -> Table:
    table = mapper.local_table
    if not isinstance(table, Table):
        raise TypeError(f"{mapper} is mapped to no table")
    return table


def _lines(mappers: list[Mapper[Any]]) -> Iterator[str]:
    yield HEAD
    yield from _diagram([_table(mapper) for mapper in mappers])
    for mapper in mappers:
        yield f"## {_table(mapper).name}\n"
        yield " ".join((mapper.class_.__doc__ or "").split()) + "\n"
        yield from _columns(_table(mapper))
        yield from _constraints(_table(mapper))


def _diagram(tables: list[Table]) -> Iterator[str]:
    yield "```mermaid\nerDiagram"
    for table in tables:
        for key in _foreign_keys(table):
            yield f'    {key.referred_table.name} ||--o{{ {table.name} : "{", ".join(key.column_keys)}"'
    yield "```\n"


def _columns(table: Table) -> Iterator[str]:
    yield "| Column | Type | Null | Default | |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        kind = column.type.compile(DIALECT).lower()
        null = "yes" if column.nullable else ""
        yield f"| `{column.name}` | {kind} | {null} | {_default(column)} | {column.doc or ''} |"
    yield ""


def _default(column: Column[Any]) -> str:
    default = column.server_default
    return f"`{default.arg.compile(dialect=DIALECT)}`" if default is not None and hasattr(default, "arg") else ""


def _foreign_keys(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys))


def _constraints(table: Table) -> Iterator[str]:
    yield f"- primary key ({', '.join(column.name for column in table.primary_key)})"
    for key in _foreign_keys(table):
        targets = ", ".join(element.target_fullname for element in key.elements)
        yield f"- {', '.join(key.column_keys)} references {targets}, on delete {str(key.ondelete).lower()}"
    checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
    for check in sorted(checks, key=lambda check: str(check.name)):
        yield f"- check ({check.sqltext})"
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        definition = str(CreateIndex(index).compile(dialect=DIALECT))
        yield f"- {'unique ' if index.unique else ''}index {definition.partition(' ON ')[2].partition(' ')[2]}"
    yield ""
