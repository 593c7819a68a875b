"""Endpoints for live numbers."""

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute, takes
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.live.dependencies import LiveEvents, LiveHubDep
from exercise_buddy.live.exceptions import TooManyScreens
from exercise_buddy.live.schemas import LiveState, Shown
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser, Watcher

MAX_STATE_BYTES = 2048
MAX_STATE_VALUES = 20
STATES = Limit.of("live-states", "600/minute")
"""Ten a second: the app sends five at most."""
EVENT_STREAM = "text/event-stream"

router = APIRouter(route_class=AdmittedRoute, prefix="/live", tags=["live"], responses=problems(*ACCESS_REFUSALS))


@router.post("", responses=problems(InvalidInput, TooManyRequests))
@takes(MAX_STATE_BYTES, MAX_STATE_VALUES)
async def show_live(
    user: CurrentUser, state: LiveState, hub: LiveHubDep, limiter: RateLimiterDep, request: Request
) -> Shown:
    """Show the state of a running set on the account's other screens. It is not stored; the latest state wins."""
    await limiter.hit(STATES, str(user.user_id))
    watched = await hub.show(user.user_id, state.model_dump_json(exclude_none=True), clock_of(request)())
    return Shown(watched=watched)


@router.get(
    "",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}, **problems(TooManyScreens)},
)
async def watch_live(user: Watcher, events: LiveEvents) -> StreamingResponse:  # noqa: ARG001 - says who may
    """The account's live states as server-sent events, each a LiveState; the stream ends with the session.

    A paired screen uses its screen token, which is valid for nothing else.

    A comment is sent every five seconds as a heartbeat. The stream ends after ten minutes at most: reconnect then.
    """
    # Proxies must not buffer it.
    return StreamingResponse(events, media_type=EVENT_STREAM, headers={"X-Accel-Buffering": "no"})
