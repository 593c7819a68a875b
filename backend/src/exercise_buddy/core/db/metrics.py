"""Database metrics for Prometheus."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.replicas import Replicas


class DatabaseCollector:
    """Collected at each scrape without a query, so that a hanging database does not delay the scrape."""

    def __init__(self, database: Database, replicas: Replicas | None) -> None:
        self._database = database
        self._replicas = replicas

    def collect(self) -> Iterator[Metric]:
        """Pool connections, whether the database answers, its statements, and the replicas' lag."""
        connections = GaugeMetricFamily(
            "database_connections", "Connections in use, and how many there may be.", labels=["state"]
        )
        connections.add_metric(["in_use"], self._database.connections_in_use)
        connections.add_metric(["limit"], self._database.pool_size)
        yield connections
        yield GaugeMetricFamily(
            "database_silent", "1 if it did not answer the last time.", value=float(self._database.is_silent)
        )
        yield from self._database.times.collect()
        if self._replicas is not None:
            lags = GaugeMetricFamily(
                "replica_lag_seconds",
                "How old the newest is that it has; +Inf if it does not answer.",
                labels=["replica"],
            )
            for name, seconds in self._replicas.lags():
                lags.add_metric([name], seconds)
            yield lags
