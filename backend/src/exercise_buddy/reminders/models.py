"""The tables of reminders."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class ReminderTimes(Base):
    """When a user wants to be reminded; no row means never."""

    __tablename__ = "reminders"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    days: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), doc="1 Monday to 7 Sunday (ISO 8601)")
    hour: Mapped[int] = mapped_column(SmallInteger, doc="of the user's clock")
    done_on: Mapped[date] = mapped_column(index=True, doc="the last day on which it was sent, or found to be needless")


class PushSubscription(Base):
    """A browser in which a user wants to be reminded. It ends with its session."""

    __tablename__ = "push_subscriptions"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    session_id: Mapped[UUID]
    endpoint: Mapped[str] = mapped_column(doc="of the push service that the browser chose")
    public_key: Mapped[bytes] = mapped_column(LargeBinary, doc="of the browser, uncompressed P-256: p256dh")
    auth_secret: Mapped[bytes] = mapped_column(LargeBinary, doc="of the browser, 16 bytes: auth")
    language: Mapped[str] = mapped_column(doc="of the page that asked")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "session_id"],
            ["sessions.user_id", "sessions.id"],
            name="fk_push_subscriptions_session_id_sessions",
            ondelete="CASCADE",
        ),
        Index("ix_push_subscriptions_user_id_session_id", "user_id", "session_id"),
        Index("uq_push_subscriptions_user_id_endpoint", "user_id", "endpoint", unique=True),
    )


class PushKey(Base):
    """The single row with the server's signing key (RFC 8292): browsers accept only pushes signed with it."""

    __tablename__ = "push_keys"

    id: Mapped[int] = mapped_column(SmallInteger, CheckConstraint("id = 1", name="one_row"), primary_key=True)
    private_key: Mapped[bytes] = mapped_column(LargeBinary, doc="P-256, PKCS #8 in DER")
