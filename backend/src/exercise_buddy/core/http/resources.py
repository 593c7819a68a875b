"""What all requests of a process share: created once by `main`, and immutable.

Each feature declares its part as a subclass of `CoreResources`; `main` combines them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from fastapi import Request

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.replicas import Replicas
from exercise_buddy.core.http.health import Readiness
from exercise_buddy.core.http.limits.admission import Admission
from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.core.http.telemetry.certificates import Certificates
from exercise_buddy.core.http.telemetry.observability import Metrics
from exercise_buddy.core.queues import Queues
from exercise_buddy.core.settings import Settings

if TYPE_CHECKING:
    from exercise_buddy.core.http.telemetry.tracing import Tracing


@dataclass(frozen=True, kw_only=True)
class CoreResources:
    """What every feature may need."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    tracing: "Tracing | None"
    """None without tracing."""
    queues: Queues
    certificates: Certificates
    admission: Admission
    database: Database
    replicas: Replicas | None
    """None if all reads go to the primary."""
    readiness: Readiness
    rate_limiter: RateLimiter
    refusal_pause_seconds: float
    """The delay of a refusal for too many requests."""


Wanted = TypeVar("Wanted", bound=CoreResources)


def resources(request: Request, kind: type[Wanted]) -> Wanted:
    """The application's shared resources, as one feature sees them."""
    shared = request.app.state.resources
    if not isinstance(shared, kind):
        raise TypeError(f"the application shares no {kind.__name__}")
    return shared


def clock_of(request: Request) -> Clock:
    """The application's clock."""
    return resources(request, CoreResources).clock
