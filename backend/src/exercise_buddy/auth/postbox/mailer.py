"""Sends mails over SMTP in the background: no request waits for a mail server or fails because of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from exercise_buddy.core.settings import Settings

TIMEOUT_SECONDS = 15
RETRY_DELAYS_SECONDS = (5.0, 60.0)
CLOSING_SECONDS = 5
CONNECTIONS = 4
MAX_WAITING = 60
"""With this many unsent, the server is slow or down; further mails wait in the database."""

LONGEST_TRIES_SECONDS = sum(RETRY_DELAYS_SECONDS) + (len(RETRY_DELAYS_SECONDS) + 1) * TIMEOUT_SECONDS * (
    MAX_WAITING / CONNECTIONS
)
"""The longest that one mail may be tried, if all mails before it take as long as allowed."""

PERMANENT_FAILURE = 500
"""RFC 5321, 4.2.1: replies from 500 on mean not to retry."""

log = structlog.get_logger(__name__)


class _Unbroken(UnstructuredHeader, BaseHeader):
    """A header written unchanged: Python would encode an address longer than a line, which no program can read."""

    def fold(self, *, policy: Policy) -> str:
        """Its one line, of up to 998 characters (RFC 5322, 2.1.1)."""
        return f"{self.name}: {self}{policy.linesep}"


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _Unbroken)


@dataclass(frozen=True)
class Mail:
    """A mail to one person."""

    to: str
    subject: str
    text: str
    html: str | None = None
    """The same text as HTML."""
    unsubscribe_url: str | None = None
    """Where a mail program may post to unsubscribe (RFC 8058)."""


@dataclass(frozen=True)
class MailServer:
    """The SMTP server, and the sender."""

    hostname: str
    port: int
    username: str | None
    password: str | None
    use_tls: bool
    start_tls: bool | None
    """None: if the server offers it."""
    sender: str

    @classmethod
    def from_settings(cls, settings: Settings) -> "MailServer | None":
        """The server of SMTP_URL; None if no mail is to be sent."""
        if settings.smtp_url is None or settings.mail_from is None:
            return None
        parts = urlsplit(settings.smtp_url.get_secret_value())
        use_tls = parts.scheme == "smtps"
        return cls(
            hostname=parts.hostname or "",
            port=parts.port or (465 if use_tls else 587),
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            use_tls=use_tls,
            start_tls=False if use_tls else (True if settings.is_production else None),
            sender=settings.mail_from,
        )

    def message(self, mail: Mail) -> EmailMessage:
        """The mail as an email.message."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=parseaddr(self.sender)[1].partition("@")[2])
        # Prevents out-of-office replies (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        if mail.unsubscribe_url is not None:
            message["List-Unsubscribe"] = _headers("List-Unsubscribe", f"<{mail.unsubscribe_url}>")
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(mail.text)
        if mail.html is not None:
            message.add_alternative(mail.html, subtype="html")
        return message

    async def send(self, mail: Mail) -> None:
        """Hand the mail over; raises aiosmtplib.SMTPException or OSError."""
        await aiosmtplib.send(
            self.message(mail),
            hostname=self.hostname,
            port=self.port,
            username=self.username,
            password=self.password,
            use_tls=self.use_tls,
            start_tls=self.start_tls,
            timeout=TIMEOUT_SECONDS,
        )


async def _nothing() -> None:
    """For a mail that is not stored."""


class Mailer:
    """Sends mails from memory, with a few tries; mails it gives up stay with whoever stores them."""

    def __init__(self, server: MailServer | None, retry_delays_seconds: Sequence[float] = RETRY_DELAYS_SECONDS) -> None:
        self._server = server
        self._retry_delays = retry_delays_seconds
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def is_configured(self) -> bool:
        """Whether mails are sent at all."""
        return self._server is not None

    def post(self, mail: Mail, dealt_with: Callable[[], Awaitable[None]] = _nothing, /) -> None:
        """Queue the mail; returns at once. Without a server it does nothing.

        `dealt_with` is called when a server has accepted it, or never will.
        """
        if self._server is None:
            return
        if len(self._under_way) >= MAX_WAITING:
            log.error("mail_put_off", waiting=MAX_WAITING)
            return
        task = asyncio.get_running_loop().create_task(self._deliver(self._server, mail, dealt_with))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def settle(self, timeout_seconds: float | None = None) -> None:
        """Wait for the mails in flight, up to the given time."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=timeout_seconds)

    async def close(self) -> None:
        """Wait briefly for the mails in flight, then cancel them."""
        await self.settle(CLOSING_SECONDS)
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _deliver(self, server: MailServer, mail: Mail, dealt_with: Callable[[], Awaitable[None]]) -> None:
        for delay in (*self._retry_delays, None):
            failure = await self._attempt(server, mail)
            if failure is None:
                await dealt_with()
                return
            # Log neither the address nor the text, which contains a token.
            log.warning("mail_not_sent", error=type(failure).__name__, subject=mail.subject, retry_in_seconds=delay)
            if _is_permanent(failure):
                await dealt_with()
                return
            if delay is None:
                return
            await asyncio.sleep(delay)

    async def _attempt(self, server: MailServer, mail: Mail) -> Exception | None:
        async with self._slots:
            try:
                await server.send(mail)
            except (aiosmtplib.SMTPException, OSError, ValueError) as failure:
                return failure
        return None


def _is_permanent(failure: Exception) -> bool:
    code = getattr(failure, "code", 0)
    return isinstance(failure, ValueError) or (isinstance(code, int) and code >= PERMANENT_FAILURE)
