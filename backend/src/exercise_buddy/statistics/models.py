"""The rollup by day. The view `daily_recount`, made by a migration, has the same columns and defines it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base
from exercise_buddy.core.verdict import Verdict


class DailyTotal(Base):
    """One user's day of one exercise, summed. There is a row only where there is a workout."""

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


for _verdict in Verdict:
    setattr(
        DailyTotal,
        _verdict.column,
        mapped_column(_verdict.column, BigInteger, nullable=True, doc="null where the camera judged nothing"),
    )
