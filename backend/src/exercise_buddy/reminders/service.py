"""When, and in which browsers, a user is reminded."""

from urllib.parse import urlsplit
from uuid import UUID

from exercise_buddy.auth.sessions.service import SessionService
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.driver import Record
from exercise_buddy.reminders.exceptions import SubscriptionNotFound
from exercise_buddy.reminders.push import PushSigner, new_key
from exercise_buddy.reminders.repository import ReminderRepository
from exercise_buddy.reminders.schemas import (
    NewSubscription,
    PushServer,
    ReminderChange,
    Reminders,
    Subscription,
    decoded,
)
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.exceptions import UserGone

MAX_SUBSCRIPTIONS = 10
USUAL_HOUR = 18


class ReminderService:
    """One user's reminders."""

    def __init__(self, records: ReminderRepository, sessions: SessionService, contact: str, clock: Clock) -> None:
        self._records = records
        self._sessions = sessions
        self._contact = contact
        self._clock = clock

    async def all(self, claims: AccessClaims) -> Reminders:
        """Times and browsers."""
        times = await self._records.times(claims.user_id)
        rows = await self._records.subscriptions(claims.user_id)
        return Reminders(
            days=sorted(times.days) if times else [],
            hour=times.hour if times else USUAL_HOUR,
            subscriptions=[_subscription(row, claims.session_id) for row in rows],
        )

    async def change(self, claims: AccessClaims, change: ReminderChange) -> Reminders:
        """Change times and days; returns the new reminders. Raises UserGone."""
        if not await self._records.set_times(claims.user_id, sorted(change.days), change.hour, self._clock()):
            raise UserGone
        return await self.all(claims)

    async def server(self) -> PushServer:
        """What a browser needs to subscribe."""
        signer = PushSigner(await self._records.key(new_key), self._contact)
        return PushServer(application_server_key=signer.public_key)

    async def subscribe(self, claims: AccessClaims, new: NewSubscription) -> Subscription:
        """Also show reminders in the session's browser, until the session ends; raises SessionOver."""
        await self._sessions.hold(claims)
        row = await self._records.subscribe(
            {
                "user_id": claims.user_id,
                "session_id": claims.session_id,
                "endpoint": new.endpoint,
                "public_key": decoded(new.keys.p256dh),
                "auth_secret": decoded(new.keys.auth),
                "language": new.language,
                "now": self._clock(),
            },
            MAX_SUBSCRIPTIONS,
        )
        return _subscription(row, claims.session_id)

    async def unsubscribe(self, user_id: UUID, subscription_id: UUID) -> None:
        """Stop showing reminders there; raises SubscriptionNotFound."""
        if not await self._records.unsubscribe(user_id, subscription_id):
            raise SubscriptionNotFound


def _subscription(row: Record, session_id: UUID) -> Subscription:
    return Subscription(
        id=row.id,
        push_service=urlsplit(row.endpoint).netloc,
        language=row.language,
        current=row.session_id == session_id,
        created_at=row.created_at,
    )
