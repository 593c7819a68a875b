"""The tables that belong to no feature."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from exercise_buddy.core.db.database import Base


class BackgroundMigrationRecord(Base):
    """The progress of a background migration."""

    __tablename__ = "background_migrations"

    name: Mapped[str] = mapped_column(primary_key=True)
    last_user_id: Mapped[UUID | None]
    last_row_id: Mapped[UUID | None]
    rows_done: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    finished_at: Mapped[datetime | None]


class BackupRun(Base):
    """When a kind of backup last succeeded and failed; a kind that never ran has no row."""

    __tablename__ = "backup_runs"

    work: Mapped[str] = mapped_column(primary_key=True)
    """`dump`, `base` or `drill`."""
    succeeded_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
