"""The state of a data directory's backups: when each kind last succeeded, and whether it has failed since.

Stored in a file, because a drill is a command of its own, and because it has to survive a restart.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily, Metric

from exercise_buddy.embedded.backups import daily_backups

BACKUPS_FOLDER = "backups"
STATE_FILE = "backups.json"


class Work(StrEnum):
    """The kinds of backup work."""

    LOG = "log"
    BASE = "base"
    DRILL = "drill"


class ArchiveState:
    """The state of the backups in `data_dir`; also a Prometheus collector."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / STATE_FILE

    def succeeded(self, work: Work, at: datetime) -> None:
        """Record a success."""
        self._write({**self._read(), work.value: {"succeeded_at": at.timestamp(), "fails": False}})

    def failed(self, work: Work) -> bool:
        """Record a failure; returns whether it is the first since the last success."""
        state = self._read()
        before = state.get(work.value, {"succeeded_at": 0.0, "fails": False})
        if before["fails"]:
            return False
        self._write({**state, work.value: {**before, "fails": True}})
        return True

    def succeeded_at(self, work: Work) -> float:
        """When it last succeeded, in seconds since 1970; 0 if never."""
        return self._read().get(work.value, {}).get("succeeded_at", 0.0)

    def fails(self, work: Work) -> bool:
        """Whether the last attempt failed."""
        return bool(self._read().get(work.value, {}).get("fails", False))

    def collect(self) -> Iterator[Metric]:
        """The metrics for Prometheus."""
        times = GaugeMetricFamily(
            "backup_last_success_timestamp_seconds", "When it last succeeded, 0 if never.", labels=["work"]
        )
        failures = GaugeMetricFamily("backup_failing", "1 if the last attempt failed.", labels=["work"])
        for work in Work:
            times.add_metric([work], self.succeeded_at(work))
            failures.add_metric([work], float(self.fails(work)))
        dumps = daily_backups(self._path.parent / BACKUPS_FOLDER)
        times.add_metric(["dump"], max(dumps).timestamp() if dumps else 0.0)
        yield times
        yield failures

    def _read(self) -> dict[str, dict[str, float]]:
        try:
            return dict(json.loads(self._path.read_text()))
        except (FileNotFoundError, json.JSONDecodeError):
            # A power cut may leave the file empty; that must not make backups fail.
            return {}

    def _write(self, state: dict[str, dict[str, float]]) -> None:
        partial = self._path.with_name(f"{STATE_FILE}.{os.getpid()}")
        partial.write_text(json.dumps(state))
        partial.replace(self._path)
