"""The table of links in mails."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class MailTokenRecord(Base):
    """A link in a mail that has not been opened yet; a user has at most one per purpose, except for undoing."""

    __tablename__ = "mail_tokens"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True, doc="the token itself is not stored")
    purpose: Mapped[str] = mapped_column(doc="verify-email, change-email, reset-password or undo-email-change")
    email: Mapped[str] = mapped_column(doc="the address that the mail went to")
    epoch: Mapped[int] = mapped_column(
        server_default=text("0"), doc="the user's when it was sent; it is void where that has moved, but for undoing"
    )
    session_id: Mapped[UUID | None] = mapped_column(doc="which session asked; it goes on when the address is changed")
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
