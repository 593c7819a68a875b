"""Which migrations are refused."""

from collections.abc import Callable

import check_migrations
import pytest
import sqlalchemy as sa
from alembic import op

HALF = sa.Column("half", sa.Integer(), sa.Computed("reps_count / 2", persisted=True))


@pytest.mark.parametrize(
    ("upgrade", "rule"),
    [
        (lambda: op.alter_column("workouts", "reps_count", type_=sa.BigInteger()), "changing-column-type"),
        (lambda: op.create_index("ix_workouts_note", "workouts", ["note"]), "require-concurrent-index-creation"),
        (lambda: op.add_column("workouts", sa.Column("rpe", sa.Integer(), nullable=False)), "adding-required-field"),
        (lambda: op.alter_column("workouts", "note", nullable=False), "adding-not-nullable-field"),
        (lambda: op.create_check_constraint("few", "workouts", "reps_count < 9"), "constraint-missing-not-valid"),
        (
            lambda: op.create_foreign_key("fk_goal", "workouts", "goals", ["goal_id"], ["id"]),
            "adding-foreign-key-constraint",
        ),
        (lambda: op.alter_column("workouts", "note", new_column_name="remark"), "renaming-column"),
        (lambda: op.drop_column("workouts", "note"), "ban-drop-column"),
        (lambda: op.add_column("workouts", HALF), "adding-field-with-default"),
    ],
)
def test_what_locks_a_large_table_or_breaks_an_older_version_is_refused(upgrade: Callable[[], None], rule: str) -> None:
    assert rule in check_migrations.refused(check_migrations.sql_of(upgrade))


def test_a_change_without_a_bound_on_waiting_for_its_lock_is_refused() -> None:
    assert "require-lock-timeout" in check_migrations.refused("ALTER TABLE workouts ADD COLUMN rpe integer;")


def test_what_can_run_beside_the_older_version_is_not() -> None:
    def upgrade() -> None:
        op.add_column("workouts", sa.Column("rpe", sa.SmallInteger(), nullable=True))
        op.execute("ALTER TABLE workouts ADD CONSTRAINT ck_rpe CHECK (rpe BETWEEN 1 AND 10) NOT VALID")
        op.create_table("laps", sa.Column("user_id", sa.Uuid(), primary_key=True), sa.Column("n", sa.SmallInteger()))
        op.create_index("ix_laps_n", "laps", ["n"])

    assert check_migrations.refused(check_migrations.sql_of(upgrade)) == {}


def test_nonsense_does_not_pass() -> None:
    assert check_migrations.refused("ALTER TABLE workouts ADD COLLUM x;") != {}


def test_an_exception_that_is_not_needed_any_more_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = {**check_migrations.BEFORE_ANYBODY_HAD_ROWS, "0018": {"ban-drop-table"}}
    monkeypatch.setattr(check_migrations, "BEFORE_ANYBODY_HAD_ROWS", accepted)
    assert list(check_migrations.faults()) == ["0018_webhooks.py: does not break ban-drop-table any more"]
