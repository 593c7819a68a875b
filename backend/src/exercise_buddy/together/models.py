"""The tables of following."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class Sharing(Base):
    """How much of their training a user shows to followers; no row means nothing."""

    __tablename__ = "sharing"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    shows: Mapped[str] = mapped_column(doc="nothing, days, exercises or counts")


class Follow(Base):
    """A request to follow a name, or an accepted one.

    A request that nobody will see (the name does not exist, has declined, or blocks) is a row like any other, so that
    the requester cannot tell.
    """

    __tablename__ = "follows"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    username: Mapped[str] = mapped_column(doc="as the one who asks typed it")
    other_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), doc="who is asked or followed; null where nobody sees the question"
    )
    is_allowed: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        Index("uq_follows_user_id_username_lower", "user_id", text("lower(username)"), unique=True),
        Index("ix_follows_other_id", "other_id"),
    )


class Block(Base):
    """A name that a user blocks; there may be no account with that name."""

    __tablename__ = "blocks"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    username: Mapped[str] = mapped_column(doc="as the one who blocks typed it")
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    __table_args__ = (
        Index("uq_blocks_user_id_username_lower", "user_id", text("lower(username)"), unique=True),
        Index("ix_blocks_other_id", "other_id"),
    )
