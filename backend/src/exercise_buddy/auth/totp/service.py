"""Setting up, checking and turning off one-time codes."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

import structlog
from pyotp import random_base32
from pyotp.totp import TOTP

from exercise_buddy.auth.postbox.mail_texts import Change
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.auth.secret_box import SealBroken, SecretBox
from exercise_buddy.auth.sessions.service import SessionService
from exercise_buddy.auth.totp.exceptions import (
    CodeWrong,
    SecondFactorInvalid,
    SecondFactorOff,
    SecondFactorOn,
    SecondFactorUnreadable,
)
from exercise_buddy.auth.totp.repository import TotpRepository
from exercise_buddy.auth.totp.schemas import NewTotp, RecoveryCodes, SecondFactor
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiter
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.service import UserService

ISSUER = "Exercise Buddy"
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""RFC 6238, 5.2: codes of the previous and the next step are accepted, too, for clocks that are off."""

CODES = 10
CODE_BYTES = 15
"""120 random bits, so that a fast hash is enough (OWASP ASVS 5.0, 6.5.2)."""

GUESSES = Limit.of("second-factor", "20/hour")
"""Three codes in a million are right at a time, and a guesser needs the password first.

Known browsers of the owner have limits of their own, and recovery codes, which nobody can guess, have none: so a
stranger who knows the password cannot lock the owner out.
"""

LOOKED_AT = 1000
"""This many are enough to tell whether a key is the right one, and take 0.1 s."""

NO_DIGIT_OR_LETTER = re.compile(r"[\s-]")
SIX_DIGITS = re.compile(r"[0-9]{6}")

log = structlog.get_logger(__name__)


class TotpService:
    """One user's second factor."""

    def __init__(
        self,
        users: UserService,
        sessions: SessionService,
        records: TotpRepository,
        box: SecretBox,
        limiter: RateLimiter,
        postbox: Postbox,
        clock: Clock,
    ) -> None:
        self._users = users
        self._sessions = sessions
        self._records = records
        self._box = box
        self._limiter = limiter
        self._postbox = postbox
        self._clock = clock

    async def state(self, user_id: UUID) -> SecondFactor:
        """Whether two-step sign-in is on, and how many recovery codes are left."""
        row = await self._records.find(user_id)
        is_on = row is not None and row.confirmed_at is not None
        return SecondFactor(is_on=is_on, recovery_codes_left=await self._records.codes_left(user_id))

    async def begin(self, claims: AccessClaims, password: str) -> NewTotp:
        """A secret for the app; codes are not required until it is confirmed.

        Raises WrongPassword, EmailNotVerified or SecondFactorOn.
        """
        user = (await self._sessions.hold_by_password(claims, password)).user
        self._postbox.require_verified(user)
        secret = random_base32()
        if not await self._records.put(user.id, self._box.seal(secret)):
            raise SecondFactorOn
        return NewTotp(secret=secret, uri=TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER))

    async def confirm(self, claims: AccessClaims, code: str) -> RecoveryCodes:
        """Require codes from now on, and end every other session.

        Raises CodeWrong, EmailNotVerified, SecondFactorOff or SecondFactorOn.
        """
        await self._limiter.hit(GUESSES, str(claims.user_id))
        user = (await self._sessions.hold(claims)).user
        self._postbox.require_verified(user)
        row = await self._records.find(user.id)
        if row is None:
            raise SecondFactorOff
        if row.confirmed_at is not None:
            raise SecondFactorOn
        secret = self._opened(user.id, row.secret_sealed)
        if secret is None:
            # The user has to begin again, which replaces the secret.
            raise SecondFactorOff
        if not await self._use_totp(user.id, secret, _plain(code)):
            raise CodeWrong.at("body.code", CodeWrong.detail)
        await self._users.set_second_factor(user.id, is_on=True)
        await self._sessions.end_all(user.id, but=claims.session_id)
        self._postbox.tell(user, Change.SECOND_FACTOR_ON)
        return await self._new_codes(user.id)

    async def turn_off(self, claims: AccessClaims, password: str) -> None:
        """Require only the password from now on, and end every other session.

        Raises WrongPassword or SecondFactorOff.
        """
        user = (await self._sessions.hold_by_password(claims, password)).user
        if not await self._records.delete(user.id):
            raise SecondFactorOff
        await self._users.set_second_factor(user.id, is_on=False)
        await self._sessions.end_all(user.id, but=claims.session_id)
        self._postbox.tell(user, Change.SECOND_FACTOR_OFF)

    async def renew_codes(self, claims: AccessClaims, password: str) -> RecoveryCodes:
        """New recovery codes in place of the old ones; raises WrongPassword or SecondFactorOff."""
        user = (await self._sessions.hold_by_password(claims, password)).user
        if not (await self.state(user.id)).is_on:
            raise SecondFactorOff
        self._postbox.tell(user, Change.RECOVERY_CODES)
        return await self._new_codes(user.id)

    async def drop(self, user_id: UUID, since: datetime) -> None:
        """Remove what was set up since then, for a locked account."""
        row = await self._records.find(user_id)
        if row is not None and (row.confirmed_at is None or row.confirmed_at >= since):
            await self._records.delete(user_id)
            await self._users.set_second_factor(user_id, is_on=False)
        else:
            await self._records.delete_codes_since(user_id, since)

    async def count_guess(self, user_id: UUID, code: str, device: str | None) -> None:
        """Raise TooManyRequests after too many codes, counted per known device, and together for all strangers."""
        if SIX_DIGITS.fullmatch(_plain(code)):
            await self._limiter.hit(GUESSES, str(user_id), *([device] if device else []))

    async def check(self, user_id: UUID, code: str) -> None:
        """Use up a code of the app or a recovery code, for a locked account.

        Raises SecondFactorInvalid or SecondFactorUnreadable.
        """
        plain = _plain(code)
        row = await self._records.find(user_id)
        secret = self._opened(user_id, row.secret_sealed) if row is not None else None
        if secret is not None and await self._use_totp(user_id, secret, plain):
            return
        if await self._records.use_code(user_id, _sha256(plain)):
            return
        if row is not None and secret is None and SIX_DIGITS.fullmatch(plain):
            raise SecondFactorUnreadable
        raise SecondFactorInvalid

    def _opened(self, user_id: UUID, secret_sealed: bytes) -> str | None:
        """The secret; None if its key is lost. Recovery codes still work."""
        try:
            return self._box.open(secret_sealed)
        except SealBroken:
            log.exception("totp_secret_unreadable", user_id=str(user_id))
            return None

    async def _use_totp(self, user_id: UUID, secret: str, code: str) -> bool:
        now = self._clock()
        step = _step_of(TOTP(secret), code, now)
        return step is not None and await self._records.use_step(user_id, step, now)

    async def _new_codes(self, user_id: UUID) -> RecoveryCodes:
        codes = [_new_code() for _ in range(CODES)]
        await self._records.replace_codes(user_id, (_sha256(_plain(code)) for code in codes), self._clock())
        return RecoveryCodes(recovery_codes=codes)


async def reseal_all(records: TotpRepository, box: SecretBox) -> int:
    """Reseal every secret with the newest key, so that JWT_PREVIOUS_SECRETS can be removed; returns how many."""
    done = 0
    for row in await records.all():
        sealed = box.seal(box.open(row.secret_sealed))
        done += await records.reseal(row.user_id, row.secret_sealed, sealed)
    return done


async def unreadable(records: TotpRepository, box: SecretBox) -> int:
    """The number of accounts, among the first 1,000, whose secret no key opens."""
    return sum(not _opens(box, row.secret_sealed) for row in await records.all(LOOKED_AT))


async def keep_keys(records: TotpRepository, recovery_box: SecretBox, key_secrets: Sequence[str]) -> None:
    """Store the secrets that keys are derived from in the database, and so in backups, sealed with the recovery key."""
    if await kept_keys(records, recovery_box) != list(key_secrets):
        await records.keep_keys(recovery_box.seal(json.dumps(list(key_secrets))))


async def kept_keys(records: TotpRepository, recovery_box: SecretBox) -> list[str]:
    """The secrets that keys were derived from; empty if none are stored or the recovery key is another one."""
    sealed = await records.kept_keys()
    if sealed is None or not _opens(recovery_box, sealed):
        return []
    return [str(secret) for secret in json.loads(recovery_box.open(sealed))]


def _opens(box: SecretBox, sealed: bytes) -> bool:
    try:
        box.open(sealed)
    except SealBroken:
        return False
    return True


def _step_of(totp: TOTP, code: str, now: datetime) -> int | None:
    """The time step of the code, among those accepted now."""
    if not SIX_DIGITS.fullmatch(code):
        return None
    current = int(now.timestamp()) // STEP_SECONDS
    for step in range(current - DRIFT_STEPS, current + DRIFT_STEPS + 1):
        if compare_digest(totp.generate_otp(step), code):
            return step
    return None


def _plain(code: str) -> str:
    return NO_DIGIT_OR_LETTER.sub("", code).lower()


def _new_code() -> str:
    text = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _sha256(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
