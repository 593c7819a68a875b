"""The table of weekly mails."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class WeeklyMailSetting(Base):
    """A user's subscription to the weekly mail; without a row none is sent."""

    __tablename__ = "weekly_mails"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(doc="in which it is written")
    done_for: Mapped[date] = mapped_column(
        index=True, doc="the Monday of the last week in which it was sent, or found to have nothing to tell"
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
