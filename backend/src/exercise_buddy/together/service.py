"""Following: one user asks, the other accepts; either may end it, and each chooses what to show."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.exercises.service import CATALOGUE
from exercise_buddy.together.exceptions import (
    BlockNotFound,
    FollowNotFound,
    NameBlocked,
    TooManyBlocks,
    TooManyFollows,
)
from exercise_buddy.together.repository import TogetherRepository
from exercise_buddy.together.schemas import (
    Blocked,
    DaysTogether,
    DayTogether,
    ExerciseOfDay,
    ExerciseOfWeek,
    Follower,
    Following,
    PersonOfWeek,
    RowOfWeek,
    Together,
    Visibility,
    WeekTogether,
)
from exercise_buddy.users.exceptions import UserGone

MAX_FOLLOWS = 100
"""Including requests."""
MAX_FOLLOWERS_LISTED = 100
MAX_BLOCKS = 200
MAX_DAYS = 100


class TogetherService:
    """The relations between one user and others. Responses do not reveal whether a name exists."""

    def __init__(self, records: TogetherRepository, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    async def all(self, user_id: UUID) -> Together:
        """Whom the user follows, the user's followers, and what they see."""
        followers = await self._records.followers(user_id, MAX_FOLLOWERS_LISTED)
        return Together(
            shows=Visibility(await self._records.shows(user_id) or Visibility.NOTHING),
            following=[Following.model_validate(row) for row in await self._records.following(user_id)],
            followers=[Follower.model_validate(row) for row in followers],
            blocked=[Blocked.model_validate(row) for row in await self._records.blocked(user_id)],
        )

    async def show(self, user_id: UUID, shows: Visibility) -> Together:
        """Set what followers see; returns everything. Raises UserGone."""
        if not await self._records.show(user_id, shows):
            raise UserGone
        return await self.all(user_id)

    async def ask(self, user_id: UUID, username: str) -> None:
        """Ask to follow; asking again changes nothing.

        Raises InvalidInput for one's own name, NameBlocked, TooManyFollows and UserGone.
        """
        other_id = await self._locked(user_id, username)
        usage = await self._records.usage(user_id, username)
        if usage.has_blocked:
            raise NameBlocked
        if usage.has_asked:
            return
        if usage.follows >= MAX_FOLLOWS:
            raise TooManyFollows
        await self._records.ask(user_id, username, other_id)

    async def allow(self, user_id: UUID, follow_id: UUID) -> None:
        """Accept a request; raises FollowNotFound."""
        await self._lock_between(user_id, follow_id)
        if not await self._records.allow(user_id, follow_id):
            raise FollowNotFound

    async def end(self, user_id: UUID, follow_id: UUID) -> None:
        """Withdraw or decline a request, stop following or being followed; raises FollowNotFound."""
        await self._lock_between(user_id, follow_id)
        if not await self._records.end(user_id, follow_id):
            raise FollowNotFound

    async def block(self, user_id: UUID, username: str) -> None:
        """End all relations between the two, and prevent new ones.

        Raises InvalidInput for one's own name, TooManyBlocks and UserGone.
        """
        other_id = await self._locked(user_id, username)
        usage = await self._records.usage(user_id, username)
        if usage.blocks >= MAX_BLOCKS and not usage.has_blocked:
            raise TooManyBlocks
        await self._records.block(user_id, username, other_id)

    async def unblock(self, user_id: UUID, block_id: UUID) -> None:
        """Let the other user ask again; raises BlockNotFound."""
        if not await self._records.unblock(user_id, block_id):
            raise BlockNotFound

    async def week(self, user_id: UUID, first_day: int) -> WeekTogether:
        """The current week, by exercise; raises UserGone."""
        rows = await self._records.week(user_id, self._clock(), first_day)
        if not rows:
            raise UserGone
        return WeekTogether(first=rows[0].first, last=rows[0].last, people=_people(rows), exercises=_exercises(rows))

    async def days(self, user_id: UUID) -> DaysTogether:
        """What followed users did in the last two weeks."""
        return DaysTogether(items=[_day(row) for row in await self._records.days(user_id, self._clock(), MAX_DAYS)])

    async def _locked(self, user_id: UUID, username: str) -> UUID | None:
        other_id = await self._records.id_of(username)
        if other_id == user_id:
            raise InvalidInput.at("body.username", "must be somebody else's name")
        if not await self._records.lock(user_id, other_id):
            raise UserGone
        return other_id

    async def _lock_between(self, user_id: UUID, follow_id: UUID) -> None:
        both = await self._records.other_of(user_id, follow_id)
        if both is None:
            raise FollowNotFound
        await self._records.lock(user_id, both.other_id if both.user_id == user_id else both.user_id)


def _people(rows: Sequence[Record]) -> list[PersonOfWeek]:
    days: defaultdict[tuple[str, bool], set[date]] = defaultdict(set)
    for row in rows:
        days[row.username, row.is_you].update(row.days)
    people = [PersonOfWeek(username=name, is_you=is_you, days=len(of_one)) for (name, is_you), of_one in days.items()]
    return sorted(people, key=lambda person: (-person.days, person.username.lower()))


def _exercises(rows: Sequence[Record]) -> list[ExerciseOfWeek]:
    by_exercise: defaultdict[ExerciseType, list[RowOfWeek]] = defaultdict(list)
    for row in rows:
        if row.exercise_type is not None:
            exercise_type = ExerciseType(row.exercise_type)
            amount = row.seconds if _kind(exercise_type) == "hold" else row.reps
            by_exercise[exercise_type].append(RowOfWeek(username=row.username, is_you=row.is_you, amount=amount))
    return [
        ExerciseOfWeek(
            exercise_type=exercise_type,
            kind=_kind(exercise_type),
            rows=sorted(by_exercise[exercise_type], key=lambda row: (-(row.amount or 0), row.username.lower())),
        )
        for exercise_type in ExerciseType
        if exercise_type in by_exercise
    ]


def _day(row: Record) -> DayTogether:
    exercises = [
        ExerciseOfDay(exercise_type=name, kind=_kind(name), amount=seconds if _kind(name) == "hold" else reps)
        for name, reps, seconds in zip(map(ExerciseType, row.exercise_types), row.reps, row.seconds, strict=False)
    ]
    return DayTogether(username=row.username, local_date=row.local_date, exercises=exercises)


def _kind(exercise_type: ExerciseType) -> Literal["reps", "hold"]:
    return CATALOGUE[exercise_type].kind
