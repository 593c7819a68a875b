"""The table of goals."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class Goal(Base):
    """A user's target per day or week; one per exercise, measure and period."""

    __tablename__ = "goals"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    exercise_type: Mapped[str | None] = mapped_column(doc="null: of all exercises together")
    measure: Mapped[str] = mapped_column(doc="reps or minutes")
    period: Mapped[str] = mapped_column(doc="day or week")
    target: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        CheckConstraint("target > 0", name="target_positive"),
        Index(
            "uq_goals_user_id_exercise_type_measure_period",
            "user_id",
            "exercise_type",
            "measure",
            "period",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )
