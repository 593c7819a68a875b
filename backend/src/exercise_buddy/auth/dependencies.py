"""The sign-in service."""

from typing import Annotated

from fastapi import Depends

from exercise_buddy.auth.postbox.dependencies import MailerDep
from exercise_buddy.auth.service import AuthService
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.auth.totp.dependencies import TotpServiceDep
from exercise_buddy.users.dependencies import UserServiceDep


async def auth_service(
    users: UserServiceDep, totp: TotpServiceDep, sessions: SessionServiceDep, mailer: MailerDep
) -> AuthService:
    """The service, writing in the request's transaction."""
    return AuthService(users, totp, sessions, sends_mail=mailer.is_configured)


AuthServiceDep = Annotated[AuthService, Depends(auth_service)]
