"""The table of API tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class ApiTokenRecord(Base):
    """A token for a user's scripts. It is found by the user's id, which the token contains."""

    __tablename__ = "api_tokens"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    sha256: Mapped[bytes] = mapped_column(LargeBinary, doc="of its secret, which is stored nowhere")
    name: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String))
    epoch: Mapped[int] = mapped_column(doc="the user's when it was made; it is void where that has moved")
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None] = mapped_column(doc="to the minute")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (Index("uq_api_tokens_user_id_sha256", "user_id", "sha256", unique=True),)
