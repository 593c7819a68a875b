"""Sessions: begun by a password or passkey, kept by refresh tokens that are good once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog

from exercise_buddy.auth.exceptions import (
    InvalidCredentials,
    RefreshTokenExpired,
    RefreshTokenInvalid,
    RefreshTokenReused,
)
from exercise_buddy.auth.repository import RefreshTokenRepository
from exercise_buddy.auth.schemas import Login, SignedInSession
from exercise_buddy.auth.tokens import RefreshToken
from exercise_buddy.auth.totp.exceptions import SecondFactorRequired
from exercise_buddy.auth.totp.service import TotpService
from exercise_buddy.core.clock import Clock
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokens
from exercise_buddy.users.live_sessions import SessionsEnded
from exercise_buddy.users.service import UserService

RETRY_WINDOW = timedelta(seconds=10)
"""For so long may a client repeat a refresh whose answer it lost, or two of its tabs refresh at once."""

MAX_SESSION_AGE = timedelta(days=90)
"""After so long the password or passkey is asked for again, however often the session was used meanwhile."""

MAX_USER_AGENT_LENGTH = 256

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Tokens:
    """What a client gets: one token for its memory, one for its cookie."""

    access_token: str
    access_lifetime: timedelta
    refresh_token: RefreshToken
    refresh_lifetime: timedelta


class AuthService:
    """Begins, continues and ends sessions."""

    def __init__(
        self,
        users: UserService,
        totp: TotpService,
        records: RefreshTokenRepository,
        access_tokens: AccessTokens,
        refresh_lifetime: timedelta,
        clock: Clock,
        sessions_ended: SessionsEnded,
    ) -> None:
        self._users = users
        self._totp = totp
        self._records = records
        self._access_tokens = access_tokens
        self._refresh_lifetime = refresh_lifetime
        self._clock = clock
        self._sessions_ended = sessions_ended

    async def login(self, form: Login, user_agent: str) -> Tokens:
        """A new session; raises InvalidCredentials, SecondFactorRequired or SecondFactorInvalid."""
        user = await self._users.authenticate(form.identifier, form.password)
        if user is None:
            # Without the name that was given: now and then that is a password.
            log.info("sign_in_refused")
            raise InvalidCredentials
        if user.second_factor:
            if form.code is None:
                raise SecondFactorRequired
            await self._totp.check(user.user_id, form.code)
        return await self.begin_session(user.user_id, user_agent)

    async def begin_session(self, user_id: UUID, user_agent: str) -> Tokens:
        """A new session of a user who has proven to be that."""
        now = self._clock()
        log.info("signed_in", user_id=str(user_id))
        await self._records.purge(user_id, now)
        return await self._issue(AccessClaims(user_id, uuid4()), user_agent, signed_in_at=now)

    async def refresh(self, token: RefreshToken, user_agent: str) -> Tokens:
        """The session continued; raises RefreshTokenInvalid, -Expired or -Reused."""
        now = self._clock()
        record = await self._records.find_for_update(token.user_id, token.sha256)
        if record is None or record.revoked_at is not None:
            raise RefreshTokenInvalid
        if record.expires_at <= now:
            raise RefreshTokenExpired
        if record.used_at is None:
            await self._records.mark_used(token.user_id, record.id, now)
        elif now - record.used_at > RETRY_WINDOW or record.user_agent != _shortened(user_agent):
            log.warning("refresh_token_reused", user_id=str(token.user_id))
            await self.end_session(token.user_id, record.family_id)
            raise RefreshTokenReused
        claims = AccessClaims(token.user_id, record.family_id)
        return await self._issue(claims, user_agent, signed_in_at=record.signed_in_at)

    async def logout(self, token: RefreshToken) -> None:
        """End the session of the token, if it has one."""
        record = await self._records.find_for_update(token.user_id, token.sha256)
        if record is not None:
            await self.end_session(token.user_id, record.family_id)

    async def logout_all(self, user_id: UUID) -> None:
        """End every session of the user."""
        log.info("sessions_ended", user_id=str(user_id))
        await self._records.revoke_all(user_id, self._clock())
        self._sessions_ended(user_id)

    async def end_session(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session of the user; whether there was such a one."""
        log.info("session_ended", user_id=str(user_id), session_id=str(session_id))
        self._sessions_ended(user_id)
        return await self._records.revoke_family(user_id, session_id, self._clock())

    async def sessions(self, claims: AccessClaims) -> list[SignedInSession]:
        """Where the user is signed in, the last used first."""
        rows = await self._records.live_sessions(claims.user_id, self._clock())
        return [
            SignedInSession.model_validate({**row._mapping, "current": row.id == claims.session_id})  # noqa: SLF001 - SQLAlchemy's public name for it
            for row in rows
        ]

    async def change_password(self, claims: AccessClaims, current: str, new: str) -> None:
        """Change the password and end every other session; raises WrongPassword."""
        await self._users.change_password(claims.user_id, current, new)
        log.info("password_changed", user_id=str(claims.user_id))
        await self._records.revoke_others(claims.user_id, claims.session_id, self._clock())
        self._sessions_ended(claims.user_id)

    async def _issue(self, claims: AccessClaims, user_agent: str, signed_in_at: datetime) -> Tokens:
        now = self._clock()
        token = RefreshToken.new(claims.user_id)
        await self._records.insert(
            {
                "user_id": claims.user_id,
                "family_id": claims.session_id,
                "token_sha256": token.sha256,
                "user_agent": _shortened(user_agent),
                "signed_in_at": signed_in_at,
                "created_at": now,
                "expires_at": min(now + self._refresh_lifetime, signed_in_at + MAX_SESSION_AGE),
            }
        )
        access_token = self._access_tokens.issue(claims, now)
        return Tokens(access_token, self._access_tokens.lifetime, token, self._refresh_lifetime)


def _shortened(user_agent: str) -> str:
    return user_agent[:MAX_USER_AGENT_LENGTH]
