"""What all requests of a process share: made once, by `main`, and never changed.

Each feature names what it wants of it as a class derived from `CoreResources`; `main` has the one that is all of them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from fastapi import Request

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.replicas import Replicas
from exercise_buddy.core.http.admission import Admission
from exercise_buddy.core.http.health import Readiness
from exercise_buddy.core.http.observability import Metrics
from exercise_buddy.core.http.rate_limit import RateLimiter
from exercise_buddy.core.queues import Queues
from exercise_buddy.core.settings import Settings

if TYPE_CHECKING:
    from exercise_buddy.core.http.tracing import Tracing


@dataclass(frozen=True, kw_only=True)
class CoreResources:
    """What every feature may want."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    tracing: "Tracing | None"
    """Null where nobody wants traces."""
    queues: Queues
    admission: Admission
    database: Database
    replicas: Replicas | None
    """Null where all reads go to the primary."""
    readiness: Readiness
    rate_limiter: RateLimiter
    refusal_pause_seconds: float
    """How late who asks too often gets a refusal."""


Wanted = TypeVar("Wanted", bound=CoreResources)


def resources(request: Request, kind: type[Wanted]) -> Wanted:
    """What the request's application shares, as one feature sees it."""
    shared = request.app.state.resources
    if not isinstance(shared, kind):
        raise TypeError(f"the application shares no {kind.__name__}")
    return shared


def clock_of(request: Request) -> Clock:
    """What tells the time to the request's application."""
    return resources(request, CoreResources).clock
