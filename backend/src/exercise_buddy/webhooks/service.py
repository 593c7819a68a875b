"""Adding, testing, switching and deleting webhooks."""

from contextlib import suppress
from uuid import UUID

import structlog

from exercise_buddy.auth.postbox.mail_texts import Change
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.auth.secret_box import SealBroken, SecretBox
from exercise_buddy.auth.sessions.service import SessionService
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.webhooks.exceptions import TooManyWebhooks, WebhookHostNotAllowed, WebhookNotFound
from exercise_buddy.webhooks.hosts import WebhookHosts
from exercise_buddy.webhooks.repository import WebhookRepository
from exercise_buddy.webhooks.schemas import LastTry, MadeWebhook, NewWebhook, Webhook, WebhookChange, Webhooks
from exercise_buddy.webhooks.sending import WebhookSender
from exercise_buddy.webhooks.signing import new_secret

MAX_WEBHOOKS = 5

log = structlog.get_logger(__name__)


class WebhookService:
    """One user's webhooks."""

    def __init__(
        self,
        records: WebhookRepository,
        sessions: SessionService,
        postbox: Postbox,
        sender: WebhookSender,
        hosts: WebhookHosts,
        box: SecretBox,
        clock: Clock,
    ) -> None:
        self._records = records
        self._sessions = sessions
        self._postbox = postbox
        self._sender = sender
        self._hosts = hosts
        self._box = box
        self._clock = clock

    async def all(self, user_id: UUID) -> Webhooks:
        """The user's webhooks, oldest first, and the allowed hosts."""
        items = [_webhook(row) for row in await self._records.all(user_id)]
        return Webhooks(items=items, allowed_hosts=list(self._hosts.named))

    async def make(self, claims: AccessClaims, new: NewWebhook) -> MadeWebhook:
        """A new webhook, its secret shown only once; raises WrongPassword, WebhookHostNotAllowed or TooManyWebhooks."""
        held = await self._sessions.hold_by_password(claims, new.password)
        if not self._hosts.allow(new.url):
            raise WebhookHostNotAllowed
        if len(await self._records.all(claims.user_id)) >= MAX_WEBHOOKS:
            raise TooManyWebhooks
        secret = new_secret()
        webhook_id = await self._records.insert(
            {
                "user_id": claims.user_id,
                "url": new.url,
                "events": sorted(new.events),
                "with_notes": new.with_notes,
                "sealed_secret": self._box.seal(secret),
                "epoch": held.epoch,
                "now": self._clock(),
            }
        )
        log.info("webhook_made", user_id=str(claims.user_id))
        self._postbox.tell(held.user, Change.WEBHOOK)
        webhook = await self._find(claims.user_id, webhook_id)
        return MadeWebhook(**webhook.model_dump(), secret=secret)

    async def change(self, claims: AccessClaims, webhook_id: UUID, change: WebhookChange) -> Webhook:
        """The webhook, on or off; raises WebhookNotFound, and for on WrongPassword or InvalidInput without one."""
        if change.enabled:
            if change.password is None:
                raise InvalidInput.at("body.password", "is needed to switch it on")
            held = await self._sessions.hold_by_password(claims, change.password)
            found = await self._records.switch_on(claims.user_id, webhook_id, held.epoch)
        else:
            found = await self._records.switch_off(claims.user_id, webhook_id)
        if not found:
            raise WebhookNotFound
        return await self._find(claims.user_id, webhook_id)

    async def test(self, user_id: UUID, webhook_id: UUID) -> Webhook:
        """The webhook, after a test event was sent; raises WebhookNotFound."""
        if not await self._sender.test(user_id, webhook_id):
            raise WebhookNotFound
        return await self._find(user_id, webhook_id)

    async def delete(self, user_id: UUID, webhook_id: UUID) -> None:
        """Delete it with its secret and waiting events; raises WebhookNotFound."""
        if not await self._records.delete(user_id, webhook_id):
            raise WebhookNotFound

    async def _find(self, user_id: UUID, webhook_id: UUID) -> Webhook:
        row = await self._records.find(user_id, webhook_id)
        if row is None:
            raise WebhookNotFound
        return _webhook(row)


async def reseal_all(records: WebhookRepository, box: SecretBox) -> None:
    """Reseal every secret with the newest key. Secrets that no key opens are left; their owners can see that."""
    for row in await records.sealed():
        with suppress(SealBroken):
            await records.reseal(row, box.seal(box.open(row.sealed_secret)))


def _webhook(row: Record) -> Webhook:
    last_try = LastTry.model_validate(row) if row.tried_at is not None else None
    return Webhook(**{**row._asdict(), "last_try": last_try})
