"""The tables of challenges. Results are not stored: they are counted from the workouts when read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class Challenge(Base):
    """A challenge in one exercise. It belongs to its maker, and is deleted with the maker's account."""

    __tablename__ = "challenges"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    kind: Mapped[str] = mapped_column(doc="most: repetitions until it ends; first-to: who has `target` first")
    exercise_type: Mapped[str]
    target: Mapped[int | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(doc="sooner where who made it has ended it")
    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, doc="of what stands in the link to it")

    __table_args__ = (
        CheckConstraint("(kind = 'first-to') = (target IS NOT NULL)", name="target_of_first_to"),
        Index("uq_challenges_token_sha256", "token_sha256", unique=True),
    )


class ChallengeParticipant(Base):
    """A participant of a challenge; their sets count from the time of joining."""

    __tablename__ = "challenge_participants"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    challenge_id: Mapped[UUID] = mapped_column(primary_key=True)
    joined_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["owner_id", "challenge_id"],
            ["challenges.user_id", "challenges.id"],
            name="fk_challenge_participants_owner_id_challenges",
            ondelete="CASCADE",
        ),
        Index("ix_challenge_participants_owner_id_challenge_id", "owner_id", "challenge_id"),
    )
