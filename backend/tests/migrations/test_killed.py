"""`exercise-buddy migrate` killed in the middle of the schema's change, and of a batch of rows."""

import asyncio
import subprocess

import asyncpg
import pytest

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.migrate import known_revisions, migrate
from tests.migrations.test_rows_of_every_revision import DETAILS, fill
from tests.support import Sql, all_wait
from tests.test_cli import PROGRAM, environment, run

OLD = "0007"
OLD_SHAPE = "SELECT count(*) FROM workouts WHERE jsonb_typeof(details->'repetitions') = 'array'"


def started(url: str, *options: str) -> subprocess.Popen[str]:
    arguments = [PROGRAM, "migrate", *options]
    return subprocess.Popen(arguments, env=environment(DATABASE_URL=url), stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("revision", "lock"),
    [(OLD, "LOCK TABLE workouts IN ACCESS SHARE MODE"), ("head", "SELECT FROM workouts FOR UPDATE")],
)
async def test_what_was_killed_in_the_middle_is_done_by_the_next(empty_database: str, revision: str, lock: str) -> None:
    database = Database(empty_database, pool_size=1)
    await migrate(database.engine, OLD)
    await fill(empty_database)
    await migrate(database.engine, revision)
    await database.close()
    connection = await asyncpg.connect(empty_database)
    version = "SELECT version_num FROM alembic_version"
    before = [await connection.fetchval(query) for query in (version, OLD_SHAPE)]
    async with connection.transaction():
        await connection.execute(lock)
        with started(empty_database, "--background") as killed:
            await all_wait(connection, 1)
            killed.kill()
    assert [await connection.fetchval(query) for query in (version, OLD_SHAPE)] == before
    again = await asyncio.to_thread(run, "migrate", "--background", DATABASE_URL=empty_database)
    assert (again.exit_code, "Every row is as this version writes it." in again.stdout) == (0, True)
    assert await connection.fetchval(version) == known_revisions()[-1]
    assert await connection.fetchval(OLD_SHAPE) == 0
    assert await connection.fetchval("SELECT count(*) FROM workouts") == 2 * len(DETAILS)
    assert await Sql(connection).rollup_errors() == []
    await connection.close()
