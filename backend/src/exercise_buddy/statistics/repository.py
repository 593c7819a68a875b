"""All SQL of the statistics feature; its statements are the files in sql/.

The view `daily_recount` defines the rollup `daily_totals`; a change of workouts recounts its day from it. Sums over the
rollup are stored in `exercise_totals` and `statistics_snapshots`, so that neither a save nor a read gets more expensive
after ten years of training. Callers hold the lock on the user's row (workouts.repository takes it), so that recounts of
a day never overlap.
"""

from datetime import date, datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.verdict import Verdict
from exercise_buddy.statistics.models import DailyTotal, ExerciseTotal

_KEY = ("user_id", "local_date", "exercise_type")
_VALUES = tuple(column.name for column in DailyTotal.__table__.columns if column.name not in _KEY)
_TOTAL_VALUES = tuple(column.name for column in ExerciseTotal.__table__.columns if column.name not in _KEY)
_SUMS = ("workouts", "reps", "duration_seconds", "calories", *(verdict.column for verdict in Verdict))
_BESTS = {
    "most_reps_in_a_set": "most_reps_in_a_set",
    "most_reps_in_a_day": "reps",
    "longest_set_seconds": "longest_set_seconds",
    "longest_run": "longest_run",
    "best_cadence_per_minute": "best_cadence_per_minute",
}
"""All-time records, and the daily column whose maximum each is."""


def _assigned(names: tuple[str, ...]) -> str:
    return ", ".join(f"{name} = excluded.{name}" for name in names)


def _lost(best: str, of_day: str) -> str:
    """Whether the day held the record and no longer does."""
    return f"old.{of_day} = total.{best} AND coalesce(new.{of_day}, -1) < old.{of_day}"


def _changed_best(best: str, of_day: str) -> str:
    """The record after a change of one day."""
    return (
        f"CASE WHEN {_lost(best, of_day)} THEN greatest(new.{of_day}, others.{best})"
        f" ELSE greatest(total.{best}, new.{of_day}) END AS {best}"
    )


_IS_JUDGED = "({}.valid_reps IS NOT NULL)::int"
_CHANGED_TOTALS = ", ".join(
    (
        *(f"coalesce(total.{n}, 0) + coalesce(new.{n}, 0) - coalesce(old.{n}, 0) AS {n}" for n in _SUMS),
        *(_changed_best(best, of_day) for best, of_day in _BESTS.items()),
        f"coalesce(total.judged_days, 0) + {_IS_JUDGED.format('new')} - {_IS_JUDGED.format('old')} AS judged_days",
    )
)
_RECOUNTED_TOTALS = ", ".join(
    (
        *(f"coalesce(sum({name}), 0) AS {name}" for name in _SUMS),
        *(f"max({of_day}) AS {best}" for best, of_day in _BESTS.items()),
        "count(valid_reps) AS judged_days",
    )
)
_PLACEHOLDERS = {
    "{values}": ", ".join(_VALUES),
    "{values = excluded}": _assigned(_VALUES),
    "{total values}": ", ".join(_TOTAL_VALUES),
    "{total values = excluded}": _assigned(_TOTAL_VALUES),
    "{totals of all time}": _CHANGED_TOTALS,
    "{bests of other days}": ", ".join(f"max({of_day}) AS {best}" for best, of_day in _BESTS.items()),
    "{a best is lost}": " OR ".join(f"({_lost(best, of_day)})" for best, of_day in _BESTS.items()),
    "{quality}": ", ".join(f"'{verdict.field}', sum({verdict.column})" for verdict in Verdict),
    "{quality of all time}": ", ".join(f"'{verdict.field}', {verdict.column}" for verdict in Verdict),
}


def _file(name: str) -> str:
    return (files("exercise_buddy.statistics") / "sql" / f"{name}.sql").read_text("utf-8")


def _statement(*names: str, state: str = "stored") -> TextClause:
    """One statement from several files, with shared parts and generated column lists filled in."""
    sql = "\n".join(map(_file, names)).replace("{state}", _file(f"state_{state}"))
    for shared in ("write_snapshot", "streak", "calendar", "periods"):
        sql = sql.replace(f"{{{shared}}}", _file(shared))
    for placeholder, columns in _PLACEHOLDERS.items():
        sql = sql.replace(placeholder, columns)
    return text(sql)


_READ = _statement("summary")
_READ_EXERCISE = _statement("exercise")
_READ_SNAPSHOT = _statement("read_snapshot")
_READ_ANEW = _statement("stored_days", "snapshot", "read_anew")
_REFRESH = _statement("changed_day", "snapshot", "refresh", state="changed")
# A separate statement, because PostgreSQL initialises every part of a statement, even if it is not needed.
_WRITE_SNAPSHOT = _statement("stored_days", "snapshot", "write_snapshot", state="other")

_TAKE_YOUR_TIME = text("SELECT set_config('statement_timeout', '0', true)")
_LOCK_ALL_USERS = text("SELECT id FROM users ORDER BY id FOR NO KEY UPDATE")
_COUNT_DIFFERENCES = text("""
WITH wrong AS (SELECT * FROM daily_totals EXCEPT SELECT * FROM daily_recount),
missing AS (SELECT * FROM daily_recount EXCEPT SELECT * FROM daily_totals)
SELECT count(*) AS differences FROM (
    SELECT user_id, local_date, exercise_type FROM wrong
    UNION
    SELECT user_id, local_date, exercise_type FROM missing
) AS days
""")
_EMPTY_TOTALS_OF_USER = text("DELETE FROM exercise_totals WHERE user_id = :user_id RETURNING user_id")
_FILL_TOTALS_OF_USER = text(f"""
INSERT INTO exercise_totals (user_id, exercise_type, {", ".join((*_SUMS, *_BESTS, "judged_days"))})
SELECT user_id, exercise_type, {_RECOUNTED_TOTALS}
FROM daily_totals WHERE user_id = :user_id GROUP BY user_id, exercise_type
RETURNING user_id
""")  # noqa: S608 - made of the tables' own columns
_FORGET_SNAPSHOTS = text("DELETE FROM statistics_snapshots RETURNING user_id")
_EMPTY_OF_USER = text("DELETE FROM daily_totals WHERE user_id = :user_id RETURNING user_id")
_FILL_OF_USER = text("INSERT INTO daily_totals SELECT * FROM daily_recount WHERE user_id = :user_id RETURNING user_id")
_EMPTY = text("DELETE FROM daily_totals RETURNING user_id")
_FILL = text("INSERT INTO daily_totals SELECT * FROM daily_recount RETURNING user_id")


class StatisticsRepository:
    """Reads the statistics and maintains their rollup."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def read(self, user_id: UUID, now: datetime, first: date | None, last: date | None) -> str | None:
        """The statistics as JSON, of a period or of all time; None if the user is gone."""
        if first is None and last is None:
            row = await self._executor.fetch_first(_READ_SNAPSHOT, {"user_id": user_id, "now": now})
            if row is None:
                row = await self._executor.fetch_first(_READ_ANEW, {"user_id": user_id, "now": now})
            if row is not None:
                return str(row.summary)
        return await self.count(user_id, now, first, last)

    async def count(self, user_id: UUID, now: datetime, first: date | None, last: date | None) -> str | None:
        """The same, calculated from the daily rollup only."""
        parameters = {"user_id": user_id, "now": now, "first": first, "last": last}
        row = await self._executor.fetch_first(_READ, parameters)
        return row and row.summary

    async def read_exercise(self, user_id: UUID, now: datetime, period: dict[str, Any]) -> str | None:
        """One exercise as JSON; None if the user is gone. `period` has `exercise_type`, `first` and `last`."""
        row = await self._executor.fetch_first(_READ_EXERCISE, {"user_id": user_id, "now": now, **period})
        return row and row.summary

    async def refresh(self, user_id: UUID, local_date: date, now: datetime) -> str | None:
        """Recount one day of the rollup, and return the resulting statistics."""
        row = await self._executor.fetch_first(_REFRESH, {"user_id": user_id, "local_date": local_date, "now": now})
        if row is None or not row.is_known:
            return await self._count_totals(user_id, now)
        return row.summary or await self._write_snapshot(user_id, now)

    async def recount(self, user_id: UUID, now: datetime) -> None:
        """Recount every day of one user."""
        await self._executor.fetch_all(_EMPTY_OF_USER, {"user_id": user_id})
        await self._executor.fetch_all(_FILL_OF_USER, {"user_id": user_id})
        await self._count_totals(user_id, now)

    async def _count_totals(self, user_id: UUID, now: datetime) -> str | None:
        await self._executor.fetch_all(_EMPTY_TOTALS_OF_USER, {"user_id": user_id})
        await self._executor.fetch_all(_FILL_TOTALS_OF_USER, {"user_id": user_id})
        return await self._write_snapshot(user_id, now)

    async def _write_snapshot(self, user_id: UUID, now: datetime) -> str | None:
        row = await self._executor.fetch_first(_WRITE_SNAPSHOT, {"user_id": user_id, "now": now})
        return row and row.summary

    async def rebuild(self) -> int:
        """Recount everything for all users; returns how many rows were wrong. The next save makes new snapshots."""
        await self._executor.fetch_all(_TAKE_YOUR_TIME, {})
        await self._executor.fetch_all(_LOCK_ALL_USERS, {})
        row = await self._executor.fetch_first(_COUNT_DIFFERENCES, {})
        for statement in (_EMPTY, _FILL, _FORGET_SNAPSHOTS):
            await self._executor.fetch_all(statement, {})
        return int(row.differences) if row else 0
