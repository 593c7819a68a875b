"""Signing up from another device of the household requires the code in the terminal, with limited guesses."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.core.errors import Forbidden
from exercise_buddy.core.http.limits.rate_limit import ClientNetwork, Limit, RateLimiterDep
from exercise_buddy.core.http.resources import resources
from exercise_buddy.lan.resources import LanResources

GUESSES_PER_DEVICE = Limit.of("sign-up-code-network", "10/hour")
"""None for all devices together: one that takes many addresses would use it up for everybody. Each guess has a chance
of 1 in 10^12; those of 65,536 addresses, guessing for a year, of 1 in 170."""


class SignUpCodeRequired(Forbidden):
    """No code was given."""

    code = "sign_up_code_required"
    detail = "To sign up from this device, enter the code that the terminal on the other machine shows."


class SignUpCodeWrong(Forbidden):
    """Another code was given."""

    code = "sign_up_code_wrong"
    detail = "That is not the code that the terminal on the other machine shows."


async def asks_for_code(request: Request) -> bool:
    """Whether signing up from the requesting device requires a code."""
    household = resources(request, LanResources).household
    return household is not None and household.asks_for_code(request.client.host if request.client else "")


async def sign_up_check(
    request: Request,
    is_asked: Annotated[bool, Depends(asks_for_code)],
    limiter: RateLimiterDep,
    network: ClientNetwork,
) -> Callable[[str | None], Awaitable[None]]:
    """The check of a sign-up code; it raises SignUpCodeRequired, SignUpCodeWrong and TooManyRequests."""

    async def check(code: str | None) -> None:
        if not is_asked:
            return
        if not code:
            raise SignUpCodeRequired
        await limiter.hit(GUESSES_PER_DEVICE, network)
        household = resources(request, LanResources).household
        if household is None or not household.is_sign_up_code(code):
            raise SignUpCodeWrong

    return check


AsksForCode = Annotated[bool, Depends(asks_for_code)]
SignUpCheck = Annotated[Callable[[str | None], Awaitable[None]], Depends(sign_up_check)]
