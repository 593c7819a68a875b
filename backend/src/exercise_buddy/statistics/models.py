"""The daily rollup. The view `daily_recount`, made by a migration, has the same columns and defines its content."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base
from exercise_buddy.core.verdict import Verdict


class DailyTotal(Base):
    """The sums of one user, day and exercise. There is a row only if there is a workout."""

    __tablename__ = "daily_totals"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    local_date: Mapped[date] = mapped_column(primary_key=True)
    exercise_type: Mapped[str] = mapped_column(primary_key=True)
    workouts: Mapped[int] = mapped_column(BigInteger)
    reps: Mapped[int] = mapped_column(BigInteger)
    duration_seconds: Mapped[Decimal] = mapped_column(Numeric())
    calories: Mapped[Decimal] = mapped_column(Numeric())
    most_reps_in_a_set: Mapped[int]
    longest_set_seconds: Mapped[Decimal] = mapped_column(Numeric(9, 3))
    longest_run: Mapped[int | None] = mapped_column(doc="rope jumps without a trip")
    best_cadence_per_minute: Mapped[Decimal | None] = mapped_column(
        Numeric(), doc="of sets that the camera timed, of at least ten repetitions"
    )


class ExerciseTotal(Base):
    """A user's all-time sums of one exercise, over its rows in the daily rollup, and the records among them."""

    __tablename__ = "exercise_totals"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    exercise_type: Mapped[str] = mapped_column(primary_key=True)
    workouts: Mapped[int] = mapped_column(BigInteger)
    reps: Mapped[int] = mapped_column(BigInteger)
    duration_seconds: Mapped[Decimal] = mapped_column(Numeric())
    calories: Mapped[Decimal] = mapped_column(Numeric())
    most_reps_in_a_set: Mapped[int]
    most_reps_in_a_day: Mapped[int] = mapped_column(BigInteger)
    longest_set_seconds: Mapped[Decimal] = mapped_column(Numeric(9, 3))
    longest_run: Mapped[int | None]
    best_cadence_per_minute: Mapped[Decimal | None] = mapped_column(Numeric())
    judged_days: Mapped[int] = mapped_column(BigInteger, doc="on which the camera judged any repetition")


class StatisticsSnapshot(Base):
    """A user's statistics on the current day, as they are sent, and the state of the streak: docs/statistics.md."""

    __tablename__ = "statistics_snapshots"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    summary: Mapped[str] = mapped_column(doc="JSON")
    valid_from: Mapped[datetime] = mapped_column(doc="the user's midnight; a change of his zone ends the day")
    valid_until: Mapped[datetime]
    last_day: Mapped[date | None] = mapped_column(doc="with a workout")
    day_count: Mapped[int | None] = mapped_column(BigInteger, doc="of days with a workout")
    begun_day: Mapped[int | None] = mapped_column(BigInteger, doc="the number of the day on which the streak began")
    begun_on: Mapped[date | None]
    resumed_day: Mapped[int | None] = mapped_column(BigInteger, doc="the number of the last day after a missed one")
    resumed_on: Mapped[date | None]
    longest: Mapped[int | None] = mapped_column(BigInteger)


for _verdict in Verdict:
    setattr(
        ExerciseTotal,
        _verdict.column,
        mapped_column(_verdict.column, BigInteger, nullable=True, doc="0 where the camera judged nothing"),
    )
    setattr(
        DailyTotal,
        _verdict.column,
        mapped_column(_verdict.column, BigInteger, nullable=True, doc="null where the camera judged nothing"),
    )
