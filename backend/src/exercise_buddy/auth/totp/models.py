"""The tables of one-time codes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, SmallInteger, func
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class TotpSecret(Base):
    """The secret shared with a user's authenticator app."""

    __tablename__ = "totp_secrets"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary, doc="encrypted with a key derived from JWT_SECRET")
    last_step: Mapped[int | None] = mapped_column(BigInteger, doc="30-second step of the last code that was used")
    confirmed_at: Mapped[datetime | None] = mapped_column(doc="null until the first code came")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class RecoveryCode(Base):
    """A code to sign in without the app; it is deleted when it is used."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    code_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True, doc="the code itself is not stored")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class KeptKeys(Base):
    """The single row that makes a backup usable without its JWT_SECRET."""

    __tablename__ = "kept_keys"

    id: Mapped[int] = mapped_column(SmallInteger, CheckConstraint("id = 1", name="one_row"), primary_key=True)
    secrets_sealed: Mapped[bytes] = mapped_column(
        LargeBinary, doc="JWT_SECRET and its predecessors, encrypted with a key derived from the recovery key"
    )
