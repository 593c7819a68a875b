"""Metrics of backups made outside the application: deploy/backup.sh and archive.sh record them in the database.

A dump is expected of every database; base backup and drill only with an archive, which the servers of
compose.replicas.yaml declare by a setting. What is expected and never ran is reported as 0, so that it can alert.
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
    """Record that a dump has just been made."""
    await executor.fetch_first(_NOTE_DUMP, {})


class BackupTimes:
    """A Prometheus collector. It reports nothing unless `watch` is running."""

    def __init__(self, database: Executor) -> None:
        self._database = database
        self._found: Sequence[Record] = ()

    async def watch(self) -> None:
        """Query now and periodically, until cancelled."""
        while True:
            await self.check()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def check(self) -> None:
        """Query again. While it runs the old values are kept; if it fails, nothing is reported."""
        try:
            self._found = await self._database.fetch_all(_LOOK, {})
        except BaseException:
            self._found = ()
            raise

    def collect(self) -> Iterator[Metric]:
        """The same metrics that `embedded.archive.state` reports for an embedded database."""
        times = GaugeMetricFamily(
            "backup_last_success_timestamp_seconds", "When it last succeeded, 0 if never.", labels=["work"]
        )
        failures = GaugeMetricFamily("backup_failing", "1 if the last attempt failed.", labels=["work"])
        for row in self._found:
            times.add_metric([row.work], row.succeeded_at)
            failures.add_metric([row.work], float(row.fails))
        yield times
        yield failures
