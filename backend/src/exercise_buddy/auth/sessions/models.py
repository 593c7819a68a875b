"""The table of sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class SessionRecord(Base):
    """One sign-in on one device. It is deleted when it ends."""

    __tablename__ = "sessions"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, doc="`sid` of its access tokens")
    epoch: Mapped[int] = mapped_column(doc="the user's under which it holds; it is void where that has moved")
    root_sha256: Mapped[bytes] = mapped_column(
        LargeBinary, doc="of the random part that its refresh tokens share, which is not stored"
    )
    seal_key: Mapped[bytes] = mapped_column(LargeBinary, doc="makes refresh tokens, together with the root")
    generation: Mapped[int] = mapped_column(
        server_default=text("0"), doc="how often it was refreshed: the number of the refresh token that is good"
    )
    user_agent: Mapped[str]
    signed_in_at: Mapped[datetime]
    refreshed_at: Mapped[datetime] = mapped_column(doc="when the refresh token that is good was first handed out")
    expires_at: Mapped[datetime]
    view_only: Mapped[bool] = mapped_column(
        server_default=text("false"), doc="of a screen that watches; it has no refresh token"
    )
