"""Verifying and changing the address, and resetting a forgotten password."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from exercise_buddy.auth.mail.exceptions import EmailAlreadyVerified, MailNotConfigured, MailTokenInvalid
from exercise_buddy.auth.mail.letters import Letters
from exercise_buddy.auth.mail.mailer import Mail
from exercise_buddy.auth.mail.repository import MailTokenRepository
from exercise_buddy.auth.mail.schemas import Purpose
from exercise_buddy.auth.service import AuthService
from exercise_buddy.auth.tokens import MailToken
from exercise_buddy.core.clock import Clock
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.exceptions import EmailTaken
from exercise_buddy.users.schemas import User
from exercise_buddy.users.service import UserService

LIFETIME = timedelta(minutes=30)

Post = Callable[[Mail], None]
"""Has a mail sent, once what it tells is stored."""


class MailTokens:
    """Makes the links."""

    def __init__(self, records: MailTokenRepository, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    async def new(self, user_id: UUID, purpose: Purpose, email: str) -> str:
        """A token to be sent to the address; earlier ones of the purpose are good no longer."""
        token = MailToken.new(user_id)
        await self._records.delete(user_id, purpose)
        await self._records.insert(
            {
                "user_id": user_id,
                "token_sha256": token.sha256,
                "purpose": purpose,
                "email": email,
                "expires_at": self._clock() + LIFETIME,
            }
        )
        return str(token)


async def letter_for_forgotten(email: str, users: UserService, tokens: MailTokens, letters: Letters) -> Mail | None:
    """A mail with a link to a new password; None where no account has the address."""
    user = await users.profile_by_email(email)
    if user is None:
        return None
    token = await tokens.new(user.id, Purpose.RESET_PASSWORD, user.email)
    return letters.password_reset(user.email, user.username, token)


class MailService:
    """One user's address and forgotten password. `post` is None where the server sends no mail."""

    def __init__(
        self,
        users: UserService,
        auth: AuthService,
        records: MailTokenRepository,
        letters: Letters,
        post: Post | None,
        clock: Clock,
    ) -> None:
        self._users = users
        self._auth = auth
        self._records = records
        self._tokens = MailTokens(records, clock)
        self._letters = letters
        self._post = post
        self._clock = clock

    async def greet(self, user: User) -> None:
        """Ask a new user to confirm the address."""
        if self._post is not None:
            await self._send_verification(user, self._post)

    async def ask_again(self, user_id: UUID) -> None:
        """Send another link to confirm the address; raises MailNotConfigured or EmailAlreadyVerified."""
        if self._post is None:
            raise MailNotConfigured
        user = await self._users.profile(user_id)
        if user.email_verified:
            raise EmailAlreadyVerified
        await self._send_verification(user, self._post)

    async def verify(self, token: str) -> None:
        """Take the address that the token was sent to for the owner's; raises MailTokenInvalid or EmailTaken."""
        user_id, purpose, email = await self._take(token, Purpose.VERIFY_EMAIL, Purpose.CHANGE_EMAIL)
        if purpose == Purpose.CHANGE_EMAIL:
            await self._users.set_email(user_id, email, self._clock())
            await self._records.delete(user_id)
        elif not await self._users.set_email_verified(user_id, email, self._clock()):
            raise MailTokenInvalid

    async def reset_password(self, token: str, new_password: str) -> None:
        """Set the password and end every session; raises MailTokenInvalid or PasswordTooWeak."""
        user_id, _, email = await self._take(token, Purpose.RESET_PASSWORD)
        # Whoever could open the link has the mailbox; and a link to an address that is the account's no longer is void.
        if not await self._users.set_email_verified(user_id, email, self._clock()):
            raise MailTokenInvalid
        await self._users.set_password(user_id, new_password)
        await self._auth.logout_all(user_id)
        await self._tell_of_new_password(user_id)

    async def change_password(self, claims: AccessClaims, current: str, new: str) -> None:
        """Set the password, end every other session, void links to reset the old one; raises WrongPassword."""
        await self._auth.change_password(claims, current, new)
        await self._records.delete(claims.user_id, Purpose.RESET_PASSWORD)
        await self._tell_of_new_password(claims.user_id)

    async def change_email(self, user_id: UUID, password: str, new_email: str) -> User:
        """The account, with the new address at once, or, where mail is sent, once a link sent there is opened.

        Raises WrongPassword or EmailTaken.
        """
        await self._users.confirm(user_id, password)
        if self._post is None:
            return await self._users.set_email(user_id, new_email, verified_at=None)
        owner = await self._users.profile_by_email(new_email)
        if owner is not None and owner.id != user_id:
            raise EmailTaken
        user = await self._users.profile(user_id)
        token = await self._tokens.new(user_id, Purpose.CHANGE_EMAIL, new_email)
        self._post(self._letters.verification(new_email, user.username, token))
        self._post(self._letters.email_changing(user.email, user.username, new_email))
        return user

    async def _send_verification(self, user: User, post: Post) -> None:
        token = await self._tokens.new(user.id, Purpose.VERIFY_EMAIL, user.email)
        post(self._letters.verification(user.email, user.username, token))

    async def _tell_of_new_password(self, user_id: UUID) -> None:
        if self._post is not None:
            user = await self._users.profile(user_id)
            self._post(self._letters.password_changed(user.email, user.username))

    async def _take(self, text: str, *purposes: Purpose) -> tuple[UUID, Purpose, str]:
        try:
            token = MailToken.parse(text)
        except ValueError as error:
            raise MailTokenInvalid from error
        record = await self._records.take(token.user_id, token.sha256, purposes, self._clock())
        if record is None:
            raise MailTokenInvalid
        return token.user_id, Purpose(record.purpose), record.email
