"""Pairing a screen: it asks and shows a code, a signed-in device allows that code, the screen claims access, once.

The device authorization grant of RFC 8628, for a credential that only watches. The code grants nothing by itself, so it
may be part of a QR code's address; claiming needs the secret, which never leaves the screen.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

import structlog

from exercise_buddy.auth.screens.exceptions import PairingOver
from exercise_buddy.auth.screens.repository import PairingRepository
from exercise_buddy.auth.screens.schemas import AskingScreen, NewPairing, PairedScreen, PairingClaim
from exercise_buddy.auth.sessions.service import SessionService, shortened
from exercise_buddy.core.clock import Clock
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.exceptions import AccountChanged, UserGone

TO_SCAN = timedelta(minutes=2)
TO_TAKE_UP = timedelta(seconds=30)
"""Time to claim after it was allowed; the screen asks every two seconds."""
SECRET_BYTES = 32
CODE_LENGTH = 8
CODE_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""No look-alikes, and no vowels, so that no words appear; eight of them have 38 bits."""

log = structlog.get_logger(__name__)


class ScreenService:
    """Pairs screens with accounts."""

    def __init__(
        self, reads: PairingRepository, writes: PairingRepository, sessions: SessionService, clock: Clock
    ) -> None:
        self._reads = reads
        self._writes = writes
        self._sessions = sessions
        self._clock = clock

    async def begin(self, user_agent: str) -> NewPairing:
        """A code for a screen to display."""
        now = self._clock()
        secret = secrets.token_urlsafe(SECRET_BYTES)
        while True:
            code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
            values = {
                "secret_sha256": _digest(secret),
                "code_sha256": _digest(code),
                "user_agent": shortened(user_agent),
                "expires_at": now + TO_SCAN,
            }
            pairing_id = await self._writes.insert(values, now)
            if pairing_id is not None:
                shown = f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"
                return NewPairing(id=pairing_id, secret=secret, code=shown, expires_in=_seconds(TO_SCAN))

    async def asking(self, code: str) -> AskingScreen:
        """The screen that shows the code; raises PairingOver."""
        now = self._clock()
        row = await self._reads.asking(_digest(_as_made(code)), now)
        if row is None:
            raise PairingOver
        return AskingScreen(user_agent=row.user_agent, expires_in=_seconds(row.expires_at - now))

    async def allow(self, claims: AccessClaims, code: str) -> None:
        """Let the screen that shows the code watch the user's live numbers; raises PairingOver."""
        held = await self._sessions.hold(claims)
        now = self._clock()
        if not await self._writes.allow(_digest(_as_made(code)), claims.user_id, held.epoch, now, now + TO_TAKE_UP):
            raise PairingOver
        log.info("screen_allowed", user_id=str(claims.user_id))

    async def take_up(self, claim: PairingClaim) -> PairedScreen:
        """The screen's token, once; raises PairingOver."""
        now = self._clock()
        row = await self._reads.find(claim.id, now)
        if row is None or not hmac.compare_digest(row.secret_sha256, _digest(claim.secret)):
            raise PairingOver
        if row.user_id is None:
            return PairedScreen(screen_token=None, expires_in=_seconds(row.expires_at - now))
        try:
            screen = await self._sessions.begin_screen(row.user_id, row.epoch, row.user_agent)
        except (UserGone, AccountChanged) as error:
            raise PairingOver from error
        # After locking the account, so that the second of two requests finds it used.
        if not await self._writes.take(row.user_id, claim.id, now):
            raise PairingOver
        return PairedScreen(screen_token=screen.token, expires_in=_seconds(screen.lifetime))


def _as_made(code: str) -> str:
    """The code in its canonical form, however it was typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
