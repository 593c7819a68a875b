"""The tables of following."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class Sharing(Base):
    """How much of his training a user shows to those who follow him; without a row, nothing."""

    __tablename__ = "sharing"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    shows: Mapped[str] = mapped_column(doc="nothing, days, exercises or counts")


class Follow(Base):
    """Who asked to follow a name, and who follows.

    A question that nobody will see (there is no such name, or it has declined or blocked) is a row like any other,
    so that the one who asked cannot tell.
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
    """A name of which a user wants to see and hear nothing; there may be nobody of that name."""

    __tablename__ = "blocks"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    username: Mapped[str] = mapped_column(doc="as the one who blocks typed it")
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    __table_args__ = (
        Index("uq_blocks_user_id_username_lower", "user_id", text("lower(username)"), unique=True),
        Index("ix_blocks_other_id", "other_id"),
    )
