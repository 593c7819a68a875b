"""Making, listing and revoking API tokens."""

from datetime import timedelta
from uuid import UUID

import structlog

from exercise_buddy.auth.api_tokens.exceptions import ApiTokenNotFound, TooManyApiTokens
from exercise_buddy.auth.api_tokens.repository import ApiTokenRepository
from exercise_buddy.auth.api_tokens.schemas import ApiToken, MadeApiToken, NewApiToken
from exercise_buddy.auth.postbox.mail_texts import Change
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.auth.sessions.service import SessionService
from exercise_buddy.core.clock import Clock
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.api_tokens import ApiToken as Token

MAX_API_TOKENS = 10

log = structlog.get_logger(__name__)


class ApiTokenService:
    """One user's API tokens."""

    def __init__(self, sessions: SessionService, records: ApiTokenRepository, postbox: Postbox, clock: Clock) -> None:
        self._sessions = sessions
        self._records = records
        self._postbox = postbox
        self._clock = clock

    async def all(self, user_id: UUID) -> list[ApiToken]:
        """The user's valid tokens, oldest first."""
        return [ApiToken.model_validate(row) for row in await self._records.all(user_id, self._clock())]

    async def make(self, claims: AccessClaims, new: NewApiToken) -> MadeApiToken:
        """A new token, shown only once; raises WrongPassword or TooManyApiTokens."""
        held = await self._sessions.hold_by_password(claims, new.password)
        now, token = self._clock(), Token.new(claims.user_id)
        await self._records.purge(claims.user_id, held.epoch, now)
        if len(await self._records.all(claims.user_id, now)) >= MAX_API_TOKENS:
            raise TooManyApiTokens
        row = await self._records.insert(
            {
                "user_id": claims.user_id,
                "sha256": token.sha256,
                "name": new.name,
                "scopes": sorted(new.scopes),
                "epoch": held.epoch,
                "expires_at": now + timedelta(days=new.expires_in_days),
                "created_at": now,
            }
        )
        log.info("api_token_made", user_id=str(claims.user_id), scopes=sorted(new.scopes))
        self._postbox.tell(held.user, Change.API_TOKEN)
        shown = ApiToken.model_validate(row)
        return MadeApiToken(**shown.model_dump(), token=str(token))

    async def revoke(self, user_id: UUID, token_id: UUID) -> None:
        """Revoke the token; raises ApiTokenNotFound."""
        if not await self._records.delete(user_id, token_id):
            raise ApiTokenNotFound
