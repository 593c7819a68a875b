"""How the backups of a database are that others keep: deploy/backup.sh and archive.sh note in it what they did.

A dump is expected of every database; base backup and drill where an archive is: the servers of compose.replicas.yaml
say so by a setting. What is expected and never ran counts as 0, so that its absence can wake somebody.
"""

import asyncio
from collections.abc import Iterator, Sequence

from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record

LOOK_EVERY_SECONDS = 60.0

_LOOK = text("""
SELECT
    expected.work,
    CAST(coalesce(extract(epoch FROM succeeded_at), 0) AS double precision) AS succeeded_at,
    coalesce(failed_at > coalesce(succeeded_at, '-infinity'), false) AS fails
FROM (
    VALUES ('dump'), ('base'), ('drill')
) AS expected (work)
LEFT JOIN backup_runs USING (work)
WHERE expected.work = 'dump' OR backup_runs.work IS NOT NULL
    OR current_setting('exercise_buddy.archive', true) = 'on'
""")
_NOTE_DUMP = text("""
INSERT INTO backup_runs (work, succeeded_at) VALUES ('dump', now())
ON CONFLICT (work) DO UPDATE SET succeeded_at = excluded.succeeded_at
RETURNING work
""")


async def note_dump(executor: Executor) -> None:
    """A dump was made, just now."""
    await executor.fetch_first(_NOTE_DUMP, {})


class BackupTimes:
    """A collector of Prometheus. `watch` has to run, or it knows of nothing."""

    def __init__(self, database: Executor) -> None:
        self._database = database
        self._found: Sequence[Record] = ()

    async def watch(self) -> None:
        """Look at once and now and then, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self) -> None:
        """Ask anew; where that fails nothing is known any more, and until it is through what was known holds."""
        try:
            self._found = await self._database.fetch_all(_LOOK, {})
        except BaseException:
            self._found = ()
            raise

    def collect(self) -> Iterator[Metric]:
        """As `embedded.archive.state` tells it of an embedded database."""
        times = GaugeMetricFamily(
            "backup_last_success_timestamp_seconds", "When it last succeeded, 0 if never.", labels=["work"]
        )
        failures = GaugeMetricFamily("backup_failing", "1 if the last attempt failed.", labels=["work"])
        for row in self._found:
            times.add_metric([row.work], row.succeeded_at)
            failures.add_metric([row.work], float(row.fails))
        yield times
        yield failures
