"""A demo account with a year of workouts and some goals, made through the application's own services."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from exercise_buddy.core.db.database import Database, Session
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.verdict import Verdict
from exercise_buddy.goals.dependencies import goals_on
from exercise_buddy.goals.schemas import GoalPeriod, Measure, NewGoal
from exercise_buddy.users.dependencies import users_on
from exercise_buddy.users.exceptions import EmailTaken, UsernameTaken
from exercise_buddy.users.password_hasher import PasswordHasher
from exercise_buddy.users.schemas import NewUser
from exercise_buddy.workouts.dependencies import workouts_on
from exercise_buddy.workouts.details import Repetition, Run, SetDetails
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
# The hour at which a day's first set begins, before work or after it, in the demo account's time zone.
HOURS = (6, 7, 7, 8, 17, 18, 18, 19)
# Repetitions and seconds of a set, at the beginning of the year and at its end.
PROGRESS = {
    ExerciseType.PUSH_UP: ((8, 25), (32, 70)),
    ExerciseType.JUMP_ROPE: ((60, 40), (300, 150)),
    ExerciseType.SQUAT: ((12, 35), (30, 80)),
    ExerciseType.PLANK: ((0, 30), (0, 120)),
}

GOALS = (
    NewGoal(exercise_type=ExerciseType.PUSH_UP, measure=Measure.REPS, period=GoalPeriod.DAY, target=50),
    NewGoal(exercise_type=ExerciseType.JUMP_ROPE, measure=Measure.REPS, period=GoalPeriod.WEEK, target=1000),
    NewGoal(exercise_type=None, measure=Measure.MINUTES, period=GoalPeriod.WEEK, target=30),
)
# How often the camera gives each verdict; the verdicts not listed never occur.
VERDICTS = {
    Verdict.VALID: 0.84,
    Verdict.SHALLOW: 0.07,
    Verdict.NO_LOCK_OUT: 0.04,
    Verdict.HIPS_OFF_LINE: 0.03,
    Verdict.LOW_CONFIDENCE: 0.02,
}
# Elbow or knee, in degrees, at the bottom of a repetition: a good one, and one that is too shallow.
BOTTOM_DEG = {Verdict.SHALLOW: 115}
GOOD_BOTTOM_DEG = 80
TOP_DEG = {Verdict.NO_LOCK_OUT: 140}
GOOD_TOP_DEG = 168


async def seed(database: Database, now: datetime) -> int:
    """Make the demo account; returns the number of its workouts, 0 if the account already exists."""
    async with database.session() as session:
        users = users_on(session, session, PasswordHasher())
        try:
            user = await users.register(DEMO)
        except (EmailTaken, UsernameTaken):
            return 0
        count = await _save_all(session, user.id, now)
        for goal in GOALS:
            await goals_on(session, lambda: now).add(user.id, goal)
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
    zone = ZoneInfo(DEMO.time_zone)
    for day in range(DAYS):
        if random.random() < CHANCE_OF_A_DAY_OFF:
            continue
        date = now.astimezone(zone).date() - timedelta(days=DAYS - day)
        first = datetime.combine(date, time(random.choice(HOURS), random.randrange(60)), zone)
        for position in range(random.randint(1, 4)):
            yield _workout(first + timedelta(minutes=5 * position), day / DAYS, random)


def _workout(started_at: datetime, progress: float, random: Random) -> NewWorkout:
    exercise_type, (first, last) = random.choice(list(PROGRESS.items()))
    form = random.uniform(0.85, 1.15)
    reps, seconds = (form * (a + (b - a) * progress) for a, b in zip(first, last, strict=True))
    return NewWorkout(
        id=uuid7(started_at, random),
        exercise_type=exercise_type,
        reps_count=round(reps),
        counted_reps=round(reps),
        duration_seconds=seconds,
        started_at=started_at,
        details=_details(exercise_type, round(reps), seconds * 1000, random),
    )


def _details(exercise_type: ExerciseType, reps: int, milliseconds: float, random: Random) -> SetDetails:
    """What the app records of a set: its repetitions one by one, and for rope the runs between trips."""
    spans = [(round(milliseconds * n / reps), round(milliseconds * (n + 1) / reps)) for n in range(reps)]
    if exercise_type is not ExerciseType.JUMP_ROPE:
        return SetDetails.of(repetitions=[_repetition(begin, end, random) for begin, end in spans])
    ends = sorted({*random.sample(range(1, reps), random.randint(0, 3)), reps})
    begins = [0, *ends[:-1]]
    return SetDetails.of(
        repetitions=[Repetition(start_ms=begin, end_ms=end, verdict=Verdict.VALID) for begin, end in spans],
        runs=[
            Run(start_ms=spans[first][0], end_ms=spans[end - 1][1], reps=end - first, trip=end < reps)
            for first, end in zip(begins, ends, strict=True)
        ],
        longest_run=max(end - first for first, end in zip(begins, ends, strict=True)),
        trips=len(ends) - 1,
    )


def _repetition(begin_ms: int, end_ms: int, random: Random) -> Repetition:
    [verdict] = random.choices(list(VERDICTS), list(VERDICTS.values()))
    down_ms = round((end_ms - begin_ms) * random.uniform(0.35, 0.55))
    return Repetition(
        start_ms=begin_ms,
        end_ms=end_ms,
        verdict=verdict,
        bottom_deg=BOTTOM_DEG.get(verdict, GOOD_BOTTOM_DEG) + random.randint(-6, 6),
        top_deg=TOP_DEG.get(verdict, GOOD_TOP_DEG) + random.randint(-6, 6),
        down_ms=down_ms,
        up_ms=end_ms - begin_ms - down_ms,
        body_line_deg=random.randint(168, 178),
    )


def uuid7(moment: datetime, random: Random) -> UUID:
    """RFC 9562, 5.7; the standard library has it from Python 3.14 on."""
    milliseconds = int(moment.timestamp() * 1000)
    bits = milliseconds << 80 | 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    return UUID(int=bits)
