"""The hub, and the stream of one screen."""

import time
from collections.abc import AsyncIterator
from typing import Annotated

import structlog
from fastapi import Depends, Request

from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.http.limits.rate_limit import ClientNetwork, Limit, RateLimiterDep
from exercise_buddy.core.http.resources import resources
from exercise_buddy.live.resources import LiveResources
from exercise_buddy.live.service import BEAT_SECONDS, LiveHub, Screen, ServerStops
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.dependencies import Watcher
from exercise_buddy.users.live_sessions import SessionOver

STREAMS = Limit.of("live-streams", "60/minute")
MAX_STREAM_SECONDS = 600.0
"""After this the screen reconnects with a fresh token."""
BEAT = ": alive\n\n"
OVER = "event: over\ndata: {}\n\n"
"""The session has ended, and with it the stream."""

log = structlog.get_logger(__name__)


async def live_hub(request: Request) -> LiveHub:
    """The process's hub."""
    return resources(request, LiveResources).live_hub


LiveHubDep = Annotated[LiveHub, Depends(live_hub)]


async def live_events(
    request: Request, user: Watcher, hub: LiveHubDep, limiter: RateLimiterDep, network: ClientNetwork
) -> AsyncIterator[AsyncIterator[str]]:
    """The event stream of one screen, whose place is free again when it ends; raises TooManyScreens or ServerBusy.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    await limiter.hit(STREAMS, str(user.user_id))
    with hub.screen(user.user_id, network) as screen:
        yield _events(request, user, hub, screen)


async def _events(request: Request, user: AccessClaims, hub: LiveHub, screen: Screen) -> AsyncIterator[str]:
    """States as they arrive, with heartbeats in between, while the session is live."""
    shared = resources(request, LiveResources)
    ends_at = time.monotonic() + shared.live_stream_seconds
    announced_at = float("-inf")
    yield BEAT
    try:
        while (now := time.monotonic()) < ends_at:
            if now - announced_at >= BEAT_SECONDS:
                announced_at = now
                await _announce(hub, user)
            shown = await screen.next(min(BEAT_SECONDS, ends_at - now))
            await shared.live_sessions.require(user, shared.clock())
            yield BEAT if shown is None else f"data: {shown}\n\n"
    except SessionOver:
        yield OVER
    except ServerStops:
        return


async def _announce(hub: LiveHub, user: AccessClaims) -> None:
    try:
        await hub.announce(user.user_id)
    except ERRORS_OF_THE_DATABASE as error:
        log.warning("screen_not_announced", error=type(error).__name__, consequence="other replicas send it nothing")


LiveEvents = Annotated[AsyncIterator[str], Depends(live_events)]
