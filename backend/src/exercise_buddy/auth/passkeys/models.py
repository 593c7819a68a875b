"""The tables of passkeys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class Passkey(Base):
    """A credential of a user. It is found by the user's id, which the authenticator returns as user handle."""

    __tablename__ = "passkeys"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary, doc="COSE")
    sign_count: Mapped[int] = mapped_column(BigInteger, doc="0 where the authenticator does not count")
    transports: Mapped[list[str]] = mapped_column(ARRAY(String), doc="how browsers may reach the authenticator")
    name: Mapped[str]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (Index("uq_passkeys_user_id_credential_id", "user_id", "credential_id", unique=True),)


class PasskeyChallenge(Base):
    """What an authenticator has been asked to sign; valid once, deleted when it is used or too old."""

    __tablename__ = "passkey_challenges"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), doc="who adds a passkey; null while signing in"
    )
    epoch: Mapped[int | None] = mapped_column(doc="the user's when it was asked; it is void where that has moved")
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_passkey_challenges_expires_at", "expires_at"),
        Index("ix_passkey_challenges_user_id", "user_id"),
    )
