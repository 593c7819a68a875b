"""The table of workouts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base
from exercise_buddy.core.verdict import Verdict

# Written the way PostgreSQL reports it, so that Alembic sees no difference.
_RUN = "'$.longest_run?(@ >= 1 && @ <= 100000)'::jsonpath"
_LONGEST_RUN = Computed(
    f"CASE WHEN exercise_type::text = 'jump-rope'::text AND jsonb_path_exists(details, {_RUN}) "
    f"THEN NULLIF(LEAST(jsonb_path_query_first(details, {_RUN})::integer, reps_count), 0) ELSE NULL::integer END",
    persisted=True,
)


class Training(Base):
    """What joins the sets of one plan, done at one time. It begins with its first set.

    Sets point to it without a foreign key: that would need an index over all of them, made while none can be saved.
    Whoever writes one writes the other in the same transaction, and none goes before its last set.
    """

    __tablename__ = "trainings"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, doc="chosen by the client, UUIDv7")
    plan_id: Mapped[str | None] = mapped_column(doc="the same whenever the same plan is done")
    name: Mapped[str]
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), doc="workouts/training.py: Plan")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Workout(Base):
    """One finished set. Keyed by user first, so that the table can be sharded by user."""

    __tablename__ = "workouts"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, doc="chosen by the client, UUIDv7")
    request_sha256: Mapped[bytes] = mapped_column(
        LargeBinary, doc="of the request that created it: tells a repeated save from another one under the same id"
    )

    exercise_type: Mapped[str]
    reps_count: Mapped[int]
    counted_reps: Mapped[int | None] = mapped_column(doc="what the camera counted, before the user corrected it")
    duration_seconds: Mapped[Decimal] = mapped_column(Numeric(9, 3))

    calories_burned: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    met: Mapped[Decimal | None] = mapped_column(Numeric(4, 2), doc="metabolic equivalent")
    met_code: Mapped[str | None] = mapped_column(doc="activity of the 2024 Adult Compendium of Physical Activities")
    weight_kg: Mapped[Decimal | None] = mapped_column(Numeric(5, 2), doc="the user's weight of the day")

    started_at: Mapped[datetime]
    local_date: Mapped[date] = mapped_column(
        doc="the user's calendar day when it began, for good: travel and daylight saving do not move it"
    )

    note: Mapped[str | None]
    source: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, doc="workouts/details.py: SetDetails")
    training_id: Mapped[UUID | None] = mapped_column(doc="of `trainings`; null for a set on its own")
    set_position: Mapped[int | None] = mapped_column(doc="in its training, from 0")
    set_target: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), doc="workouts/training.py: SetTarget"
    )
    rest_seconds: Mapped[Decimal | None] = mapped_column(Numeric(8, 3), doc="before it")
    warm_up: Mapped[bool | None] = mapped_column(doc="left out of the totals of its training")
    longest_run: Mapped[int | None] = mapped_column(_LONGEST_RUN, doc="rope jumps without a trip")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    edited_at: Mapped[datetime | None] = mapped_column(doc="the user's last edit, by the clock of the device")
    deleted_at: Mapped[datetime | None] = mapped_column(doc="may be restored until it is purged")

    __table_args__ = (
        CheckConstraint("reps_count >= 0", name="reps_count_not_negative"),
        CheckConstraint("duration_seconds > 0", name="duration_positive"),
        Index("ix_workouts_user_id_started_at_id", "user_id", text("started_at DESC"), text("id DESC")),
        Index("ix_workouts_user_id_local_date", "user_id", "local_date"),
        Index("ix_workouts_deleted_at", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
    )


class DetailsUsage(Base):
    """How much of an account's room its large details take; kept by triggers on `workouts` (docs/adr/044)."""

    __tablename__ = "details_usage"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    large_bytes: Mapped[int] = mapped_column(BigInteger, doc="as JSON, of sets with more than 4,096 bytes of details")


for _verdict in Verdict:
    setattr(
        Workout,
        _verdict.column,
        mapped_column(_verdict.column, Integer, nullable=True, doc="of details; null where the camera judged nothing"),
    )
