"""The table of mails that have not been sent yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class OutgoingMail(Base):
    """A mail, from the transaction that causes it until a mail server has accepted it."""

    __tablename__ = "outgoing_mails"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, doc="recipient, subject and text, under a key of JWT_SECRET")
    due_at: Mapped[datetime] = mapped_column(index=True, doc="when another process may take it to be nobody's")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
