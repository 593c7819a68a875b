"""The table of pairings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class ScreenPairing(Base):
    """A screen that asks to be let in; valid once, deleted when it is claimed or too old."""

    __tablename__ = "screen_pairings"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    secret_sha256: Mapped[bytes] = mapped_column(LargeBinary, doc="of what the screen alone knows")
    code_sha256: Mapped[bytes] = mapped_column(LargeBinary, doc="of what the screen shows")
    user_agent: Mapped[str] = mapped_column(doc="what the screen calls itself")
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), doc="who allowed it; null until somebody does"
    )
    epoch: Mapped[int | None] = mapped_column(doc="the user's when he allowed it; it is void where that has moved")
    expires_at: Mapped[datetime]

    __table_args__ = (
        Index("uq_screen_pairings_code_sha256", "code_sha256", unique=True),
        Index("ix_screen_pairings_expires_at", "expires_at"),
        Index("ix_screen_pairings_user_id", "user_id"),
    )
