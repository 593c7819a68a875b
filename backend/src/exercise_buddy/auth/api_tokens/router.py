"""Endpoints for API tokens. They take the access token of a session: API tokens only read."""

from uuid import UUID

from fastapi import APIRouter, status

from exercise_buddy.auth.api_tokens.dependencies import ApiTokenServiceDep
from exercise_buddy.auth.api_tokens.exceptions import ApiTokenNotFound, TooManyApiTokens
from exercise_buddy.auth.api_tokens.schemas import ApiTokens, MadeApiToken, NewApiToken
from exercise_buddy.auth.sessions.dependencies import PASSWORD_CONFIRMATIONS
from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser
from exercise_buddy.users.exceptions import WrongPassword

router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/users/me/api-tokens",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS, TooManyRequests),
)


@router.get("")
async def list_api_tokens(user: CurrentUser, api_tokens: ApiTokenServiceDep) -> ApiTokens:
    """The valid API tokens of the account, oldest first."""
    return ApiTokens(items=await api_tokens.all(user.user_id))


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(WrongPassword, TooManyApiTokens, InvalidInput))
async def make_api_token(
    user: CurrentUser, form: NewApiToken, api_tokens: ApiTokenServiceDep, limiter: RateLimiterDep
) -> MadeApiToken:
    """A token that reads what its scopes allow, until it expires. It is shown only once."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    return await api_tokens.make(user, form)


@router.delete(
    "/{token_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(ApiTokenNotFound, InvalidInput)
)
async def revoke_api_token(token_id: UUID, user: CurrentUser, api_tokens: ApiTokenServiceDep) -> None:
    """Revoke a token, effective at once."""
    await api_tokens.revoke(user.user_id, token_id)
