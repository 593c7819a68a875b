"""The statistics of one user."""

from datetime import date
from uuid import UUID

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database
from exercise_buddy.statistics.repository import StatisticsRepository
from exercise_buddy.statistics.schemas import ExercisePeriod, Period, Statistics
from exercise_buddy.users.exceptions import UserGone


class StatisticsService:
    """Reads the rollup, and recounts it after changes of workouts."""

    def __init__(self, repository: StatisticsRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def read(self, user_id: UUID, period: Period) -> Statistics:
        """The statistics; raises InvalidInput for a period that ends before it begins, or UserGone."""
        return Statistics.model_validate_json(await self.read_json(user_id, period))

    async def read_json(self, user_id: UUID, period: Period) -> str:
        """The same as JSON."""
        period.refuse_reversed()
        return _of_user(await self._repository.read(user_id, self._clock(), period.first, period.last))

    async def read_exercise_json(self, user_id: UUID, period: ExercisePeriod) -> str:
        """The ExerciseStatistics as JSON; raises the same errors as `read`."""
        period.refuse_reversed()
        return _of_user(await self._repository.read_exercise(user_id, self._clock(), period.model_dump()))

    async def refresh(self, user_id: UUID, local_date: date) -> str:
        """Recount a day whose workouts changed, in the same transaction; returns the new statistics as JSON."""
        return _of_user(await self._repository.refresh(user_id, local_date, self._clock()))

    async def recount(self, user_id: UUID) -> None:
        """Recount every day of a user after many changes, in the same transaction."""
        await self._repository.recount(user_id, self._clock())


async def rebuild_rollup(database: Database) -> int:
    """Recount the whole rollup while nobody saves; returns how many rows were wrong."""
    async with database.session() as session:
        wrong = await StatisticsRepository(session).rebuild()
        await session.commit()
    return wrong


def _of_user(summary: str | None) -> str:
    if summary is None:
        raise UserGone
    return summary
