"""The tables of webhooks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, LargeBinary, SmallInteger, String, false, func, text, true
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class WebhookRecord(Base):
    """A receiver of a user's workout events."""

    __tablename__ = "webhooks"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    url: Mapped[str]
    events: Mapped[list[str]] = mapped_column(ARRAY(String), doc="workouts/events.py: WorkoutEvent")
    with_notes: Mapped[bool] = mapped_column(server_default=false())
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary, doc="under a key of JWT_SECRET")
    enabled: Mapped[bool] = mapped_column(server_default=true())
    epoch: Mapped[int] = mapped_column(doc="the user's when it was switched on; it is off where that has moved")
    tried_at: Mapped[datetime | None] = mapped_column(doc="the last time")
    result: Mapped[str | None] = mapped_column(doc="of that: webhooks/schemas.py: Result")
    status: Mapped[int | None] = mapped_column(SmallInteger, doc="of HTTP, where there was an answer")
    delivered_at: Mapped[datetime | None] = mapped_column(doc="the last time that it was taken")
    lost: Mapped[int] = mapped_column(server_default=text("0"), doc="events given up since it was switched on")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WebhookEvent(Base):
    """An event for a webhook, from the transaction in which it happened until it is accepted or given up."""

    __tablename__ = "webhook_events"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    webhook_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    type: Mapped[str]
    workout: Mapped[dict[str, Any]] = mapped_column(JSONB, doc="as it was then, with only what is sent of it")
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    due_at: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "webhook_id"],
            ["webhooks.user_id", "webhooks.id"],
            name="fk_webhook_events_webhook_id_webhooks",
            ondelete="CASCADE",
        ),
    )
