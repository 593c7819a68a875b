"""Turning the weekly mail on and off."""

from uuid import UUID

from exercise_buddy.auth.mail.exceptions import MailNotConfigured
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.words import Language
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.users.service import UserService
from exercise_buddy.weekly_mail.links import UnsubscribeLinks
from exercise_buddy.weekly_mail.repository import WeeklyMailRepository
from exercise_buddy.weekly_mail.schemas import WeeklyMail


class WeeklyMailService:
    """One user's weekly mail."""

    def __init__(
        self,
        settings: WeeklyMailRepository,
        users: UserService,
        postbox: Postbox,
        links: UnsubscribeLinks,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._users = users
        self._postbox = postbox
        self._links = links
        self._clock = clock

    async def setting(self, user_id: UUID) -> WeeklyMail:
        """The current setting."""
        return WeeklyMail(language=await self._settings.language(user_id))

    async def change(self, user_id: UUID, language: Language | None) -> WeeklyMail:
        """Change the setting and return it.

        Raises MailNotConfigured, and EmailNotVerified, so that nobody gets a weekly mail without asking for it.
        """
        if language is None:
            await self._settings.turn_off(user_id)
            return WeeklyMail(language=None)
        if not self._postbox.is_open:
            raise MailNotConfigured
        self._postbox.require_verified(await self._users.profile(user_id))
        if not await self._settings.turn_on(user_id, language, self._clock()):
            raise UserGone
        return WeeklyMail(language=language)

    async def unsubscribe(self, token: str) -> None:
        """Turn it off with the link of any of its mails; raises UnsubscribeLinkInvalid."""
        await self._settings.turn_off(self._links.user_of(token, self._clock()))
