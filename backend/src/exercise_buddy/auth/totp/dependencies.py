"""The one-time code service."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.postbox.dependencies import PostboxDep
from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.auth.totp.repository import TotpRepository
from exercise_buddy.auth.totp.service import TotpService, keep_keys, kept_keys, reseal_all, unreadable
from exercise_buddy.core.db.database import Executor, SessionDep
from exercise_buddy.core.http.limits.rate_limit import RateLimiterDep
from exercise_buddy.core.http.resources import resources
from exercise_buddy.users.dependencies import UserServiceDep

SEALING_PURPOSE = "totp"
RECOVERY_PURPOSE = "kept keys"


async def reseal_totp_secrets(executor: Executor, key_secrets: Sequence[str]) -> int:
    """Reseal every secret with the first key; returns how many. Raises SealBroken."""
    return await reseal_all(TotpRepository(executor), SecretBox(key_secrets, SEALING_PURPOSE))


async def unreadable_totp_secrets(executor: Executor, key_secrets: Sequence[str]) -> int:
    """The number of accounts whose codes cannot be checked with these keys."""
    return await unreadable(TotpRepository(executor), SecretBox(key_secrets, SEALING_PURPOSE))


async def keep_key_secrets(executor: Executor, recovery_key: str, key_secrets: Sequence[str]) -> None:
    """Store the secrets that keys are derived from in the database, sealed with the recovery key."""
    await keep_keys(TotpRepository(executor), SecretBox([recovery_key], RECOVERY_PURPOSE), key_secrets)


async def kept_key_secrets(executor: Executor, recovery_key: str) -> list[str]:
    """The secrets that this recovery key opens; empty if it is the key of another machine."""
    return await kept_keys(TotpRepository(executor), SecretBox([recovery_key], RECOVERY_PURPOSE))


async def totp_service(
    request: Request,
    users: UserServiceDep,
    sessions: SessionServiceDep,
    session: SessionDep,
    limiter: RateLimiterDep,
    postbox: PostboxDep,
) -> TotpService:
    """The service, writing in the request's transaction."""
    shared = resources(request, AuthResources)
    return TotpService(users, sessions, TotpRepository(session), shared.totp_secret_box, limiter, postbox, shared.clock)


TotpServiceDep = Annotated[TotpService, Depends(totp_service)]
