"""How sessions begin, continue and end: always under the lock of the user's row and under the user's epoch."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog

from exercise_buddy.auth.sessions.exceptions import RefreshTokenExpired, RefreshTokenInvalid, RefreshTokenReused
from exercise_buddy.auth.sessions.repository import SessionRepository, SessionRow
from exercise_buddy.auth.sessions.schemas import SignedInSession
from exercise_buddy.auth.sessions.tokens import RefreshToken, first_token, is_genuine, new_key, successor
from exercise_buddy.core.clock import Clock
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokens
from exercise_buddy.users.exceptions import AccountChanged, UserGone, WrongPassword
from exercise_buddy.users.live_sessions import SessionOver, SessionsEnded
from exercise_buddy.users.service import Held, UserService

RETRY_WINDOW_SECONDS = 60
"""How long a refresh may be repeated, because its response was lost or two tabs asked at once.

All of the client's time-outs and retries are within it (frontend/src/api/refresh-times.ts, checked by its test).
"""

RETRY_WINDOW = timedelta(seconds=RETRY_WINDOW_SECONDS)

MAX_SESSION_AGE = timedelta(days=90)
"""After this time the user has to sign in again, however often the session was used."""

MAX_SESSIONS = 100
"""Per account, screens included. A further one ends the one that was used least recently; a list shows all of them."""

MAX_USER_AGENT_LENGTH = 256

log = structlog.get_logger(__name__)


SCREEN_LIFETIME = timedelta(hours=12)
"""Of a screen that watches: it keeps its token in memory, and has to be paired again after this time or a reload."""


@dataclass(frozen=True)
class ScreenToken:
    """What a screen gets; it has no refresh token."""

    token: str
    lifetime: timedelta


@dataclass(frozen=True)
class Tokens:
    """What a client gets: an access token to keep in memory, and a refresh token for the cookie."""

    user_id: UUID
    session_id: UUID
    epoch: int
    """The user's epoch, for other things that are valid until it moves."""
    access_token: str
    access_lifetime: timedelta
    refresh_token: RefreshToken
    refresh_lifetime: timedelta


class SessionService:
    """Begins, continues and ends sessions."""

    def __init__(
        self,
        users: UserService,
        records: SessionRepository,
        access_tokens: AccessTokens,
        screen_tokens: AccessTokens,
        refresh_lifetime: timedelta,
        clock: Clock,
        sessions_ended: SessionsEnded,
    ) -> None:
        self._users = users
        self._records = records
        self._access_tokens = access_tokens
        self._screen_tokens = screen_tokens
        self._refresh_lifetime = refresh_lifetime
        self._clock = clock
        self._sessions_ended = sessions_ended

    async def hold(self, claims: AccessClaims, epoch: int | None = None) -> Held:
        """The account, locked, for one of its sessions; raises SessionOver if that has ended meanwhile.

        Also raises AccountChanged if the epoch is no longer the given one, under which a password was confirmed.
        """
        held = await self._users.hold(claims.user_id)
        row = await self._records.find(claims.user_id, claims.session_id)
        if row is None or row.epoch != held.epoch:
            raise SessionOver
        if epoch is not None and held.epoch != epoch:
            raise AccountChanged
        return held

    async def confirm(self, claims: AccessClaims, password: str) -> int:
        """The epoch under which the password is correct.

        Raises WrongPassword, or SessionOver if another password was set meanwhile.
        """
        try:
            return await self._users.confirm(claims.user_id, password)
        except WrongPassword:
            await self.hold(claims)
            raise

    async def hold_by_password(self, claims: AccessClaims, password: str) -> Held:
        """Like `hold`, but the password is required, too; raises WrongPassword."""
        return await self.hold(claims, await self.confirm(claims, password))

    async def delete_account(self, claims: AccessClaims, password: str) -> None:
        """Delete the account and all of its data; raises WrongPassword or SessionOver."""
        await self.hold_by_password(claims, password)
        await self._users.delete(claims.user_id)

    async def begin(self, user_id: UUID, epoch: int, user_agent: str) -> Tokens:
        """A new session for a user who was authenticated under the epoch; raises AccountChanged."""
        await self._users.hold(user_id, epoch)
        now = self._clock()
        log.info("signed_in", user_id=str(user_id))
        token, session_id = await self._insert(user_id, epoch, user_agent, now, self._end(now, signed_in_at=now))
        return self._tokens(token, session_id, epoch, now)

    async def begin_screen(self, user_id: UUID, epoch: int, user_agent: str) -> ScreenToken:
        """A watch-only session, allowed by the user under the epoch; raises UserGone or AccountChanged."""
        await self._users.hold(user_id, epoch)
        now = self._clock()
        log.info("screen_paired", user_id=str(user_id))
        end = now + self._screen_tokens.lifetime
        # Its refresh token is never handed out.
        _, session_id = await self._insert(user_id, epoch, user_agent, now, end, view_only=True)
        return ScreenToken(
            self._screen_tokens.issue(AccessClaims(user_id, session_id), now), self._screen_tokens.lifetime
        )

    async def refresh(self, token: RefreshToken, user_agent: str) -> Tokens:
        """Continue the session; the same token always gets the same successor.

        Raises RefreshTokenInvalid, -Expired or -Reused.
        """
        now = self._clock()
        row, epoch = await self._session_of(token)
        if row.expires_at <= now:
            raise RefreshTokenExpired
        if token.generation == row.generation:
            end = self._end(now, signed_in_at=row.signed_in_at)
            await self._records.refresh(token.user_id, row.id, shortened(user_agent), now, end)
        elif not _is_repeated(token, row, user_agent, now):
            log.warning("refresh_token_reused", user_id=str(token.user_id))
            await self._end_one(token.user_id, row.id)
            raise RefreshTokenReused
        return self._tokens(successor(token, row.id, row.seal_key), row.id, epoch, now)

    async def log_out(self, token: RefreshToken) -> None:
        """End the token's session, if there is one."""
        try:
            row, _ = await self._session_of(token)
        except RefreshTokenInvalid:
            return
        await self._end_one(token.user_id, row.id)

    async def end(self, claims: AccessClaims, session_id: UUID) -> bool:
        """End one session of the user; returns whether it existed."""
        await self.hold(claims)
        return await self._end_one(claims.user_id, session_id)

    async def log_out_everywhere(self, claims: AccessClaims) -> None:
        """End every session of the user."""
        await self.hold(claims)
        await self.end_all(claims.user_id)

    async def end_all(self, user_id: UUID, but: UUID | None = None) -> None:
        """Move the epoch of a locked account: sessions, links in mails, challenges and marks become void.

        The session `but`, if it is live, continues under the new epoch.
        """
        log.info("sessions_ended", user_id=str(user_id))
        epoch = await self._users.move_epoch(user_id)
        if but is not None:
            await self._records.carry_over(user_id, but, epoch)
        await self._records.delete_void(user_id, epoch)

    async def all(self, claims: AccessClaims) -> list[SignedInSession]:
        """Where the user is signed in, most recently used first."""
        rows = await self._records.live(claims.user_id, self._clock())
        return [
            SignedInSession.model_validate({**row._mapping, "current": row.id == claims.session_id})  # noqa: SLF001 - SQLAlchemy's public name for it
            for row in rows
        ]

    async def _insert(
        self, user_id: UUID, epoch: int, user_agent: str, now: datetime, end: datetime, *, view_only: bool = False
    ) -> tuple[RefreshToken, UUID]:
        """Store a session of a locked account; returns its first refresh token and its id."""
        await self._records.delete_expired(user_id, now)
        if await self._records.delete_least_used(user_id, kept=MAX_SESSIONS - 1):
            self._sessions_ended(user_id)
        session_id, key = uuid4(), new_key()
        token = first_token(user_id, session_id, key)
        await self._records.insert(
            {
                "user_id": user_id,
                "id": session_id,
                "epoch": epoch,
                "root_sha256": token.root_sha256,
                "seal_key": key,
                "user_agent": shortened(user_agent),
                "signed_in_at": now,
                "refreshed_at": now,
                "expires_at": end,
                "view_only": view_only,
            }
        )
        return token, session_id

    async def _session_of(self, token: RefreshToken) -> tuple[SessionRow, int]:
        """The token's session, locked, and the epoch; raises RefreshTokenInvalid."""
        try:
            held = await self._users.hold(token.user_id)
        except UserGone as error:
            raise RefreshTokenInvalid from error
        row = await (
            self._records.find(token.user_id, token.session_id)
            if token.session_id
            else self._records.find_by_root(token.user_id, token.root_sha256)
        )
        if row is None or row.epoch != held.epoch or not is_genuine(token, row.root_sha256, row.seal_key):
            raise RefreshTokenInvalid
        return row, held.epoch

    async def _end_one(self, user_id: UUID, session_id: UUID) -> bool:
        log.info("session_ended", user_id=str(user_id), session_id=str(session_id))
        self._sessions_ended(user_id)
        return await self._records.delete(user_id, session_id)

    def _end(self, now: datetime, *, signed_in_at: datetime) -> datetime:
        return min(now + self._refresh_lifetime, signed_in_at + MAX_SESSION_AGE)

    def _tokens(self, token: RefreshToken, session_id: UUID, epoch: int, now: datetime) -> Tokens:
        return Tokens(
            token.user_id,
            session_id,
            epoch,
            self._access_tokens.issue(AccessClaims(token.user_id, session_id), now),
            self._access_tokens.lifetime,
            token,
            self._refresh_lifetime,
        )


def _is_repeated(token: RefreshToken, row: SessionRow, user_agent: str, now: datetime) -> bool:
    """Whether the token was valid a moment ago, and the same browser may be repeating its request.

    A thief can imitate the browser's User-Agent, and then holds the same successor as the owner. Whichever of the two
    presents it second after the window ends the session.
    """
    was_last = bool(token.generation == row.generation - 1)
    is_same_browser = bool(row.user_agent == shortened(user_agent))
    return was_last and is_same_browser and now <= row.refreshed_at + RETRY_WINDOW


def shortened(user_agent: str) -> str:
    """The User-Agent, cut to the length that is stored."""
    return user_agent[:MAX_USER_AGENT_LENGTH]
