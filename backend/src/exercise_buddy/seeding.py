"""A demo account with a year of workouts, made through the application's own services."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from exercise_buddy.core.database import Database, Session
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.security import PasswordHasher
from exercise_buddy.users.dependencies import users_on
from exercise_buddy.users.exceptions import EmailTaken, UsernameTaken
from exercise_buddy.users.schemas import NewUser
from exercise_buddy.workouts.dependencies import workouts_on
from exercise_buddy.workouts.schemas import NewWorkout

DEMO = NewUser(
    email="demo@example.com",
    username="demo",
    password="demo-counts-pushups",  # noqa: S106 - printed, and for a machine of one's own
    display_name="Demo",
    time_zone="Europe/Berlin",
    weight_kg=72,
)
DAYS = 365
CHANCE_OF_A_DAY_OFF = 0.35
# Repetitions and seconds a set, at the beginning of the year and at its end.
PROGRESS = {
    ExerciseType.PUSH_UP: ((8, 25), (32, 70)),
    ExerciseType.JUMP_ROPE: ((60, 40), (300, 150)),
    ExerciseType.SQUAT: ((12, 35), (30, 80)),
    ExerciseType.PLANK: ((0, 30), (0, 120)),
}


async def seed(database: Database, now: datetime) -> int:
    """Make the demo account; the number of its workouts, 0 where it was already there."""
    async with database.session() as session:
        users = users_on(session, session, PasswordHasher())
        try:
            user = await users.register(DEMO)
        except (EmailTaken, UsernameTaken):
            return 0
        count = await _save_all(session, user.id, now)
        await session.commit()
    return count


async def _save_all(session: Session, user_id: UUID, now: datetime) -> int:
    workouts = workouts_on(session, lambda: now)
    count = 0
    for workout in demo_workouts(now, Random(1)):  # noqa: S311 - the same year each time, nothing secret
        await workouts.save(user_id, workout)
        count += 1
    return count


def demo_workouts(now: datetime, random: Random) -> Iterator[NewWorkout]:
    """Some sets on most days of the year before `now`, getting better."""
    for day in range(DAYS):
        if random.random() < CHANCE_OF_A_DAY_OFF:
            continue
        morning = now - timedelta(days=DAYS - day, minutes=random.randrange(240))
        for position in range(random.randint(1, 4)):
            yield _workout(morning + timedelta(minutes=5 * position), day / DAYS, random)


def _workout(started_at: datetime, progress: float, random: Random) -> NewWorkout:
    exercise_type, (first, last) = random.choice(list(PROGRESS.items()))
    form = random.uniform(0.85, 1.15)
    reps, seconds = (form * (a + (b - a) * progress) for a, b in zip(first, last, strict=True))
    return NewWorkout(
        id=_uuid7(started_at, random),
        exercise_type=exercise_type,
        reps_count=round(reps),
        duration_seconds=seconds,
        started_at=started_at,
    )


def _uuid7(moment: datetime, random: Random) -> UUID:
    """RFC 9562, 5.7; the standard library has it from Python 3.14 on."""
    milliseconds = int(moment.timestamp() * 1000)
    bits = milliseconds << 80 | 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    return UUID(int=bits)
