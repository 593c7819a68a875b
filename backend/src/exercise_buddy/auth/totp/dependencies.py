"""The service of one-time codes."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.postbox.dependencies import PostboxDep
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.auth.totp.encryption import Safe
from exercise_buddy.auth.totp.repository import TotpRepository
from exercise_buddy.auth.totp.service import TotpService, reseal_all
from exercise_buddy.core.db.database import Executor, SessionDep
from exercise_buddy.core.http.rate_limit import RateLimiterDep
from exercise_buddy.users.dependencies import UserServiceDep

SAFE_PURPOSE = "totp"


async def reseal_totp_secrets(executor: Executor, key_secrets: Sequence[str]) -> int:
    """Seal every secret with the first key; the number of those done. Raises SealBroken."""
    return await reseal_all(TotpRepository(executor), Safe(key_secrets, SAFE_PURPOSE))


async def totp_service(
    request: Request,
    users: UserServiceDep,
    sessions: SessionServiceDep,
    session: SessionDep,
    limiter: RateLimiterDep,
    postbox: PostboxDep,
) -> TotpService:
    """The service, its writes in the request's transaction."""
    state = request.app.state
    return TotpService(users, sessions, TotpRepository(session), state.totp_safe, limiter, postbox, state.clock)


TotpServiceDep = Annotated[TotpService, Depends(totp_service)]
