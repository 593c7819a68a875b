"""Verifying and changing the address, and resetting a forgotten password."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from exercise_buddy.auth.mail.exceptions import EmailAlreadyVerified, MailNotConfigured, MailTokenInvalid
from exercise_buddy.auth.mail.recipients import mailbox_of
from exercise_buddy.auth.mail.repository import MailTokenRepository
from exercise_buddy.auth.mail.schemas import Purpose
from exercise_buddy.auth.mail.tokens import MailToken
from exercise_buddy.auth.passkeys.service import PasskeyService
from exercise_buddy.auth.postbox.mail_texts import Change, MailTexts
from exercise_buddy.auth.postbox.mailer import Mail
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.auth.sessions.service import SessionService
from exercise_buddy.auth.totp.service import TotpService
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiter
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.users.schemas import User
from exercise_buddy.users.service import Held, UserService

LINKS_PER_RECIPIENT = Limit.of("mail-recipient", "5/hour")
LIFETIME = timedelta(minutes=30)
LIFETIME_OF_A_WAY_BACK = timedelta(days=7)
EVER = datetime(1970, 1, 1, tzinfo=UTC)

log = structlog.get_logger(__name__)


class MailTokens:
    """Issues and redeems the links."""

    def __init__(self, reads: MailTokenRepository, records: MailTokenRepository, clock: Clock) -> None:
        self._reads = reads
        self._records = records
        self._clock = clock

    async def new(self, held: Held, purpose: Purpose, email: str, session_id: UUID | None = None) -> str:
        """A token to be sent to the address; it replaces earlier ones of the same purpose."""
        token, now = MailToken.new(held.user.id), self._clock()
        await self._records.purge(held.user.id, now)
        is_way_back = purpose is Purpose.UNDO_EMAIL_CHANGE
        if not is_way_back:
            await self._records.delete(held.user.id, purpose)
        await self._records.insert(
            {
                "user_id": held.user.id,
                "token_sha256": token.sha256,
                "purpose": purpose,
                "email": email,
                "epoch": held.epoch,
                "session_id": session_id,
                "created_at": now,
                "expires_at": now + (LIFETIME_OF_A_WAY_BACK if is_way_back else LIFETIME),
            }
        )
        return str(token)

    async def require(self, text: str, purpose: Purpose) -> MailToken:
        """The token, checked without locking or taking it; raises MailTokenInvalid."""
        token = _parsed(text)
        if not await self._reads.is_good(token.user_id, token.sha256, purpose, self._clock()):
            raise MailTokenInvalid
        return token

    async def take(self, token: MailToken, *purposes: Purpose) -> Any:
        """Redeem the token of a locked account and return what it stands for; raises MailTokenInvalid."""
        record = await self._records.take(token.user_id, token.sha256, list(purposes), self._clock())
        if record is None:
            raise MailTokenInvalid
        return record

    async def void_from(self, user_id: UUID, since: datetime) -> None:
        """Void the links that were sent at that time or later."""
        await self._records.delete_from(user_id, since)


async def password_reset_mail(
    email: str,
    users: UserService,
    tokens: MailTokens,
    mail_texts_for: Callable[[UUID], Awaitable[MailTexts]],
    limiter: RateLimiter,
) -> Mail | None:
    """A mail with a link to reset the password; None if no account has the address.

    Raises TooManyRequests if that mailbox has had enough, however its address is written.
    """
    held = await users.found_by_email(email)
    if held is None:
        return None
    await limiter.hit(LINKS_PER_RECIPIENT, mailbox_of(held.user.email))
    token = await tokens.new(held, Purpose.RESET_PASSWORD, held.user.email)
    texts = await mail_texts_for(held.user.id)
    # In an address that nobody has confirmed, the name may be a stranger's words: www.example.com is one.
    username = held.user.username if held.user.email_verified else None
    return texts.password_reset(held.user.email, username, token)


class MailService:
    """One user's address and forgotten password."""

    def __init__(
        self,
        users: UserService,
        sessions: SessionService,
        totp: TotpService,
        passkeys: PasskeyService,
        tokens: MailTokens,
        postbox: Postbox,
        clock: Clock,
    ) -> None:
        self._users = users
        self._sessions = sessions
        self._totp = totp
        self._passkeys = passkeys
        self._tokens = tokens
        self._postbox = postbox
        self._clock = clock

    async def send_first_verification(self, user: User) -> None:
        """Ask a new user to confirm the address."""
        if self._postbox.is_open:
            await self._send_verification(await self._users.hold(user.id))

    async def resend_verification(self, claims: AccessClaims) -> None:
        """Send another link to confirm the address; raises MailNotConfigured or EmailAlreadyVerified."""
        if not self._postbox.is_open:
            raise MailNotConfigured
        held = await self._sessions.hold(claims)
        if held.user.email_verified:
            raise EmailAlreadyVerified
        await self._send_verification(held)

    async def verify(self, text: str) -> None:
        """Confirm the address that the token was sent to; raises MailTokenInvalid or EmailTaken."""
        token = _parsed(text)
        held = await self._held(token)
        record = await self._tokens.take(token, Purpose.VERIFY_EMAIL, Purpose.CHANGE_EMAIL)
        if record.purpose == Purpose.CHANGE_EMAIL:
            await self._set_email(held, record.email, record.session_id, self._clock())
        elif not await self._users.set_email_verified(token.user_id, record.email, self._clock()):
            raise MailTokenInvalid

    async def reset_password(self, text: str, new_password: str) -> None:
        """Set the password and end every session; raises MailTokenInvalid or PasswordTooWeak."""
        token = await self._tokens.require(text, Purpose.RESET_PASSWORD)
        new_hash = await self._users.hash_of_new(token.user_id, new_password)
        held = await self._held(token)
        record = await self._tokens.take(token, Purpose.RESET_PASSWORD)
        # Opening the link proves access to the mailbox; a link sent to a former address is void.
        if not await self._users.set_email_verified(token.user_id, record.email, self._clock()):
            raise MailTokenInvalid
        if not held.user.email_verified:
            # Somebody else may have signed up with this address, and must not keep a way in.
            await self._drop_factors(token.user_id, EVER)
        await self._set_password(token.user_id, new_hash)
        await self._sessions.end_all(token.user_id)
        self._postbox.tell(_confirmed(held.user, record.email), Change.PASSWORD)

    async def change_password(self, claims: AccessClaims, current: str, new: str) -> None:
        """Set the password, end every other session and void links sent; raises WrongPassword or PasswordTooWeak."""
        epoch = await self._sessions.confirm(claims, current)
        new_hash = await self._users.hash_of_new(claims.user_id, new)
        user = (await self._sessions.hold(claims, epoch)).user
        await self._set_password(user.id, new_hash)
        await self._sessions.end_all(user.id, but=claims.session_id)
        self._postbox.tell(user, Change.PASSWORD)

    async def change_email(self, claims: AccessClaims, password: str, new_email: str) -> User:
        """The account, with the new address at once or, if mail is sent, after the link sent there is opened.

        Raises WrongPassword, and EmailTaken if no mail is sent; otherwise only the reader of that mailbox learns that.
        """
        held = await self._sessions.hold_by_password(claims, password)
        user = held.user
        if not self._postbox.is_open:
            return await self._set_email(held, new_email, claims.session_id, None)
        # In either case: otherwise an earlier link that still works, or the time, would tell.
        token = await self._tokens.new(held, Purpose.CHANGE_EMAIL, new_email, claims.session_id)
        if not await self._notify_owner_of(new_email, user):
            self._postbox.put(user.id, lambda texts: texts.verification(new_email, token))
        if user.email_verified:
            self._postbox.put(user.id, lambda texts: texts.email_changing(user.email, user.username, new_email))
        return user

    async def undo_email_change(self, text: str, new_password: str) -> None:
        """Restore the account's former address, with a new password, and end every session.

        Sign-in methods added since then are removed. Raises MailTokenInvalid, PasswordTooWeak or EmailTaken.
        """
        token = await self._tokens.require(text, Purpose.UNDO_EMAIL_CHANGE)
        new_hash = await self._users.hash_of_new(token.user_id, new_password)
        held = await self._held(token)
        record = await self._tokens.take(token, Purpose.UNDO_EMAIL_CHANGE)
        await self._users.set_email(token.user_id, record.email, self._clock())
        log.info("email_changed", user_id=str(token.user_id))
        await self._set_password(token.user_id, new_hash)
        await self._drop_factors(token.user_id, record.created_at)
        # Undo links sent to later addresses would give the account back to whoever took it.
        await self._tokens.void_from(token.user_id, record.created_at)
        await self._sessions.end_all(token.user_id)
        self._postbox.tell(_confirmed(held.user, record.email), Change.EMAIL_RESTORED)

    async def _set_email(self, held: Held, email: str, session_id: UUID | None, verified_at: datetime | None) -> User:
        """The account with the new address; the requesting session continues, and the old address gets an undo link."""
        before = held.user
        user = await self._users.set_email(before.id, email, verified_at)
        log.info("email_changed", user_id=str(before.id))
        await self._sessions.end_all(before.id, but=session_id)
        # An address that was never confirmed may be a stranger's.
        if self._postbox.is_open and before.email_verified:
            token = await self._tokens.new(held, Purpose.UNDO_EMAIL_CHANGE, before.email)
            self._postbox.put(user.id, lambda texts: texts.email_changed(before.email, before.username, email, token))
        return user

    async def _set_password(self, user_id: UUID, new_hash: str) -> None:
        await self._users.set_password_hash(user_id, new_hash)
        log.info("password_changed", user_id=str(user_id))

    async def _drop_factors(self, user_id: UUID, since: datetime) -> None:
        await self._totp.drop(user_id, since)
        await self._passkeys.drop(user_id, since)

    async def _send_verification(self, held: Held) -> None:
        user = held.user
        token = await self._tokens.new(held, Purpose.VERIFY_EMAIL, user.email)
        if not await self._notify_owner_of(user.email, user):
            self._postbox.put(user.id, lambda texts: texts.verification(user.email, token))

    async def _notify_owner_of(self, email: str, user: User) -> bool:
        """Whether the address is another account's confirmed one; if so, only that owner is notified, by mail."""
        owner = await self._users.found_by_email(email)
        if owner is None or owner.user.id == user.id or not owner.user.email_verified:
            return False
        self._postbox.put(owner.user.id, lambda texts: texts.address_in_use(owner.user.email, owner.user.username))
        return True

    async def _held(self, token: MailToken) -> Held:
        try:
            return await self._users.hold(token.user_id)
        except UserGone as error:
            raise MailTokenInvalid from error


def _confirmed(before: User, email: str) -> User:
    """The user once the link sent to the address has been opened."""
    return before.model_copy(update={"email": email, "email_verified": True})


def _parsed(text: str) -> MailToken:
    try:
        return MailToken.parse(text)
    except ValueError as error:
        raise MailTokenInvalid from error
