"""The table of refresh tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class RefreshTokenRecord(Base):
    """One refresh token: good once. All that came out of one login are a family, which is the session."""

    __tablename__ = "refresh_tokens"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    family_id: Mapped[UUID] = mapped_column(doc="the session; `sid` of its access tokens")
    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, doc="the token itself is not stored")
    user_agent: Mapped[str]
    signed_in_at: Mapped[datetime] = mapped_column(doc="when the family began, by giving the password")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(doc="when it was exchanged for the next one")
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_refresh_tokens_user_id_token_sha256", "user_id", "token_sha256", unique=True),
        Index("ix_refresh_tokens_user_id_family_id", "user_id", "family_id"),
    )
