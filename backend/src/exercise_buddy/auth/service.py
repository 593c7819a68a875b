"""Signing in with a password, and with a code if the account requires one."""

from uuid import UUID

import structlog

from exercise_buddy.auth.exceptions import InvalidCredentials
from exercise_buddy.auth.schemas import Login
from exercise_buddy.auth.sessions.service import SessionService, Tokens
from exercise_buddy.auth.totp.exceptions import SecondFactorRequired
from exercise_buddy.auth.totp.service import TotpService
from exercise_buddy.users.service import UserService

log = structlog.get_logger(__name__)


class AuthService:
    """Begins sessions by password."""

    def __init__(self, users: UserService, totp: TotpService, sessions: SessionService, *, sends_mail: bool) -> None:
        self._users = users
        self._totp = totp
        self._sessions = sessions
        self._sends_mail = sends_mail

    async def named(self, identifier: str) -> tuple[UUID, int] | None:
        """The id and epoch of the account that the name would sign in to."""
        return await self._users.named(identifier, confirmed=self._sends_mail)

    async def login(self, form: Login, user_agent: str, device: str | None) -> Tokens:
        """A new session; `device` identifies a browser that the user has signed in from before.

        Where mail is sent an email signs in once it is confirmed. Raises InvalidCredentials, SecondFactorRequired,
        SecondFactorInvalid, SecondFactorUnreadable, TooManyRequests or AccountChanged.
        """
        user = await self._users.authenticate(form.identifier, form.password, confirmed=self._sends_mail)
        if user is None:
            # Do not log the given name: sometimes people type their password there.
            log.info("sign_in_refused")
            raise InvalidCredentials
        if user.second_factor:
            if form.code is None:
                raise SecondFactorRequired
            await self._totp.count_guess(user.user_id, form.code, device)
            # The account may have changed while the password was being hashed.
            await self._users.hold(user.user_id, user.epoch)
            await self._totp.check(user.user_id, form.code)
        return await self._sessions.begin(user.user_id, user.epoch, user_agent)
