#!/usr/bin/env python3
"""Refuse migrations that keep a large table locked, or break the version that still runs. Runs offline.

usage: backend/.venv/bin/python tools/checks/check_migrations.py

Each is written as SQL by Alembic and read by Squawk (squawkhq.com/docs/rules). What it refuses goes in steps: a column
that may be null, rows brought along in batches (`core/db/background.py`), a constraint NOT VALID and validated later.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from exercise_buddy.core.db.migrate import LOCK_TIMEOUT
from exercise_buddy.migrations import versions

SQUAWK = Path(sys.executable).with_name("squawk")
OTHER_TASTE = (
    "prefer-robust-stmts",  # each migration is one transaction
    "require-statement-timeout",  # none, so that large tables can be processed; locks have a time-out
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "prefer-text-field",
)
BEFORE_ANYBODY_HAD_ROWS = {
    "0002": {"adding-field-with-default", "require-concurrent-index-creation", "ban-drop-view"},
    "0004": {"adding-field-with-default", "ban-drop-view"},
    "0007": {"require-concurrent-index-creation", "require-concurrent-index-deletion"},
    "0008": {"ban-drop-generated-expression"},
}
"""Exceptions for the first migrations; later ones get none."""


def sql_of(upgrade: Callable[[], None]) -> str:
    """The SQL of a migration, with the time-outs that every migration gets."""
    written = io.StringIO()
    options = {"as_sql": True, "output_buffer": written, "literal_binds": True}
    with Operations.context(MigrationContext.configure(dialect_name="postgresql", opts=options)):
        upgrade()
    return f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}';\n{written.getvalue()}"


def refused(sql: str) -> dict[str, str]:
    """The rules that a migration breaks, each with a message."""
    options = ["--assume-in-transaction", "--pg-version=18", "--reporter=json", f"--exclude={','.join(OTHER_TASTE)}"]
    done = subprocess.run([SQUAWK, *options], input=sql, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or done.stderr:
        raise RuntimeError(done.stderr)
    return {each["rule_name"]: each["message"] for each in json.loads(done.stdout or "[]")}


def faults() -> Iterator[str]:
    """The faults of all migrations, and unused exceptions."""
    for path in sorted(Path(versions.__path__[0]).glob("[0-9]*.py")):
        migration = import_module(f"{versions.__name__}.{path.stem}")
        found, accepted = refused(sql_of(migration.upgrade)), BEFORE_ANYBODY_HAD_ROWS.get(migration.revision, set())
        yield from (f"{path.name}: {rule}: {text}" for rule, text in found.items() if rule not in accepted)
        yield from (f"{path.name}: does not break {rule} any more" for rule in sorted(accepted - found.keys()))


def main() -> int:
    """Print every fault; exit code 1 if there is one."""
    found = list(faults())
    print("\n".join(found) or "migrations: none locks a large table")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
