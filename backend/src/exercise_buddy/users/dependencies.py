"""Who asks, and the service for what he asks."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from exercise_buddy.core.database import DatabaseDep, Executor, SessionDep
from exercise_buddy.core.errors import NotAuthenticated
from exercise_buddy.core.security import AccessClaims, PasswordHasher
from exercise_buddy.users.repository import UserRepository
from exercise_buddy.users.service import UserService

_bearer = HTTPBearer(auto_error=False, description="The access token that login or refresh gave.")


async def current_user(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> AccessClaims:
    """Who asks, by the access token alone; raises a NotAuthenticated."""
    if credentials is None:
        raise NotAuthenticated
    claims: AccessClaims = request.app.state.access_tokens.read(credentials.credentials, request.app.state.clock())
    return claims


CurrentUser = Annotated[AccessClaims, Depends(current_user)]


def users_on(reads: Executor, writes: Executor, hasher: PasswordHasher) -> UserService:
    """The service; `reads` may be outside of the transaction of `writes`."""
    return UserService(UserRepository(reads), UserRepository(writes), hasher)


async def user_service(request: Request, database: DatabaseDep, session: SessionDep) -> UserService:
    """The service, its writes in the request's transaction."""
    return users_on(database, session, request.app.state.password_hasher)


UserServiceDep = Annotated[UserService, Depends(user_service)]
