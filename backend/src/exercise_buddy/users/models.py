"""The table of users."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Numeric, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class User(Base):
    """An account. Email and username are unique ignoring case, and stored as typed."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    email: Mapped[str]
    username: Mapped[str]
    email_held: Mapped[bool] = mapped_column(
        server_default=text("true"),
        doc="whether the address is this account's; where mail is sent, others may claim it until one verifies it",
    )
    email_verified_at: Mapped[datetime | None] = mapped_column(doc="when a link sent there was opened")
    password_hash: Mapped[str] = mapped_column(doc="bcrypt")
    epoch: Mapped[int] = mapped_column(
        server_default=text("0"),
        doc="moves with password, address, factors and sign-out everywhere; what was given under an older one is void",
    )
    second_factor: Mapped[bool] = mapped_column(
        server_default=text("false"), doc="whether a one-time code is asked for; kept with totp_secrets"
    )
    display_name: Mapped[str]
    weight_kg: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    time_zone: Mapped[str] = mapped_column(doc="name in the IANA database")
    preferences: Mapped[dict[str, Any]] = mapped_column(
        JSONB, server_default=text("'{}'"), doc="the client's own settings"
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        Index("uq_users_email_lower", text("lower(email)"), unique=True, postgresql_where=text("email_held")),
        Index("uq_users_username_lower", text("lower(username)"), unique=True),
    )
