"""Endpoints of screens."""

from fastapi import APIRouter, status

from exercise_buddy.auth.screens.dependencies import ScreenServiceDep
from exercise_buddy.auth.screens.exceptions import PairingOver
from exercise_buddy.auth.screens.schemas import AskingScreen, NewPairing, PairedScreen, PairingClaim, PairingCode
from exercise_buddy.auth.sessions.dependencies import UserAgent
from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import ClientNetwork, Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser

PAIRINGS_PER_NETWORK = Limit.of("screen-pairings", "30/minute")
CLAIMS_PER_NETWORK = Limit.of("screen-claims", "240/minute")
"""Enough for eight screens in one home that ask every two seconds."""
CODES_PER_ACCOUNT = Limit.of("screen-codes", "20/minute")
"""For looking and allowing: guessing a code of 38 bits within its two minutes is hopeless."""

router = APIRouter(
    route_class=AdmittedRoute, prefix="/auth/screens", tags=["auth"], responses=problems(TooManyRequests)
)
account_router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/users/me/screens",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS, PairingOver, InvalidInput, TooManyRequests),
)


@router.post("", status_code=status.HTTP_201_CREATED)
async def begin_pairing(
    screens: ScreenServiceDep, limiter: RateLimiterDep, network: ClientNetwork, user_agent: UserAgent
) -> NewPairing:
    """Ask to be let in as a screen that shows live numbers: returns a code to display, valid for two minutes."""
    await limiter.hit(PAIRINGS_PER_NETWORK, network)
    return await screens.begin(user_agent)


@router.post("/claim", responses=problems(PairingOver, InvalidInput))
async def claim_pairing(
    claim: PairingClaim, screens: ScreenServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> PairedScreen:
    """Claim the allowed access, once. Ask every two seconds until then."""
    await limiter.hit(CLAIMS_PER_NETWORK, network)
    return await screens.take_up(claim)


@account_router.post("/asking")
async def look_at_screen(
    form: PairingCode, user: CurrentUser, screens: ScreenServiceDep, limiter: RateLimiterDep
) -> AskingScreen:
    """The screen that shows the code, to be checked before it is allowed."""
    await limiter.hit(CODES_PER_ACCOUNT, str(user.user_id))
    return await screens.asking(form.code)


@account_router.post("", status_code=status.HTTP_204_NO_CONTENT)
async def allow_screen(
    form: PairingCode, user: CurrentUser, screens: ScreenServiceDep, limiter: RateLimiterDep
) -> None:
    """Let the screen that shows the code watch live numbers. It is listed and ended like the account's sessions."""
    await limiter.hit(CODES_PER_ACCOUNT, str(user.user_id))
    await screens.allow(user, form.code)
