"""Many copies of the demo account, for measurements: its rows are copied inside the database."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import TextClause, text

from exercise_buddy.core.db.database import Database, Session
from exercise_buddy.seeding import DEMO
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.tables import Base

CROWD = "crowd-"
"""Prefix of the copies' usernames; their password is the demo account's."""
VETERAN = "veteran"
"""An account that has trained on nearly every day of eleven years."""
VETERAN_YEARS = 11
COPIES_AT_ONCE = 50

_NUMBERS = "generate_series(CAST(:first AS int), CAST(:last AS int)) AS n"

_OF_A_USER = ("workouts", "daily_totals", "exercise_totals", "statistics_snapshots")
_TAKE_YOUR_TIME = text("SELECT set_config('statement_timeout', '0', true)")
_DEMO = text("""
SELECT id, (SELECT count(*) FROM workouts WHERE user_id = users.id) AS workouts,
    (SELECT count(*) FROM users AS copy WHERE starts_with(copy.username, :crowd)) AS copies
FROM users WHERE username = :name
""")


class Size(StrEnum):
    """Roughly how many workouts there are in total."""

    SMALL = "small"
    LARGE = "large"
    FULL = "full"

    @property
    def workouts(self) -> int:
        """Ten thousand, a hundred thousand, a million."""
        return {Size.SMALL: 10_000, Size.LARGE: 100_000, Size.FULL: 1_000_000}[self]


async def gather(database: Database, size: Size, now: datetime) -> int:
    """Copy the demo account until there are that many workouts, and make the veteran; returns the number of copies.

    Raises LookupError if there is no demo account.
    """
    async with database.session() as session:
        await session.fetch_all(_TAKE_YOUR_TIME, {})
        demo = await session.fetch_first(_DEMO, {"name": DEMO.username, "crowd": CROWD})
        if demo is None:
            raise LookupError("the demo's account is missing")
        wanted = size.workouts // int(demo.workouts)
        for first in range(demo.copies, wanted, COPIES_AT_ONCE):
            await _copy(session, demo.id, first, min(first + COPIES_AT_ONCE, wanted))
        await _make_veteran(session, demo.id, now)
        await session.execute(text("ANALYZE"))
        await session.commit()
    return max(wanted, int(demo.copies))


async def _copy(session: Session, demo: UUID, first: int, end: int) -> None:
    parameters = {"demo": demo, "first": first, "last": end - 1}
    await session.execute(
        _users_like_the_demo(f"'{CROWD}' || n", _NUMBERS),
        parameters,
    )
    for table in _OF_A_USER:
        columns = _columns(table, "user_id")
        await session.execute(
            text(f"""
                INSERT INTO {table} (user_id, {columns}) SELECT copy_id, {columns}
                FROM (SELECT * FROM {table} WHERE user_id = :demo) AS original, (
                    SELECT id AS copy_id FROM {_NUMBERS} JOIN users ON username = '{CROWD}' || n
                ) AS copies
            """),  # noqa: S608 - tables and columns of our own
            parameters,
        )


async def _make_veteran(session: Session, demo: UUID, now: datetime) -> None:
    """Repeat the demo account's year, and each year once more shifted by a day, which fills the days off."""
    made = await session.execute(_users_like_the_demo(f"'{VETERAN}'", "generate_series(1, 1)"), {"demo": demo})
    if not made.all():
        return
    columns = _columns("workouts", "user_id", "id", "started_at", "local_date")
    veteran = await session.fetch_all(
        text(f"""
            INSERT INTO workouts (user_id, id, started_at, local_date, {columns})
            SELECT veteran_id, uuidv7(), started_at - days * interval '1 day', local_date - days, {columns}
            FROM (SELECT id AS veteran_id FROM users WHERE username = '{VETERAN}') AS veteran, workouts,
                generate_series(0, CAST(:years AS int) - 1) AS year, generate_series(0, 1) AS later,
                LATERAL (SELECT year * 364 + later AS days) AS shift
            WHERE workouts.user_id = :demo
            RETURNING user_id
        """),  # noqa: S608 - columns of our own
        {"demo": demo, "years": VETERAN_YEARS},
    )
    await statistics_on(session, lambda: now).recount(veteran[0].user_id)


def _users_like_the_demo(name: str, each: str) -> TextClause:
    """Insert the accounts whose names do not exist yet; `name` and `each` are SQL."""
    columns = _columns("users", "id", "username", "email", "display_name")
    return text(f"""
        INSERT INTO users (username, email, display_name, {columns})
        SELECT {name}, {name} || '@example.com', {name}, {columns} FROM users, {each} WHERE id = :demo
        ON CONFLICT DO NOTHING RETURNING id
    """)  # noqa: S608 - columns of our own


def _columns(table: str, *but: str) -> str:
    return ", ".join(c.name for c in Base.metadata.tables[table].columns if c.name not in but and c.computed is None)
