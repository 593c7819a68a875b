"""A real SMTP server on this machine, which keeps what it gets."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from exercise_buddy.auth.postbox.mailer import MailServer

LINK = re.compile(r"(?P<page>http\S+?)#token=(?P<token>\S+)")
SENDER = "Exercise Buddy <buddy@example.com>"
USERNAME, PASSWORD = "mailer", "p@ss:w/rd"


@dataclass
class Mailbox:
    """What came; `refusals` are the replies given to the next mails instead of taking them."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    """The same as they came over the wire."""
    refusals: list[str] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    """Whether it says anything to a mail; one that does not keeps its sender waiting."""

    def __post_init__(self) -> None:
        self.answers.set()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        await self.answers.wait()
        if self.refusals:
            return self.refusals.pop(0)
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.contents.append(envelope.content)
        self.came.set()
        return "250 OK"

    async def arrived(self, address: str) -> None:
        """Wait until there is a mail to the address; raises TimeoutError."""
        async with asyncio.timeout(60):
            while not self.to(address):
                self.came.clear()
                await self.came.wait()

    def to(self, address: str) -> list[EmailMessage]:
        """Mails to the address, in the order they came."""
        return [mail for mail in self.mails if mail["To"] == address]

    def token(self, address: str) -> str:
        """The token of the link in the last mail to the address."""
        link = LINK.search(self.to(address)[-1].get_content())
        assert link
        return link["token"]

    def server(self, **changed: Any) -> MailServer:
        """How to reach it."""
        settings = {
            "hostname": "127.0.0.1",
            "port": self.port,
            "username": USERNAME,
            "password": PASSWORD,
            "use_tls": False,
            "start_tls": None,
            "sender": SENDER,
        }
        return MailServer(**{**settings, **changed})


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    right = (
        isinstance(given, LoginPassword) and given.login == USERNAME.encode() and given.password == PASSWORD.encode()
    )
    return AuthResult(success=right)


@asynccontextmanager
async def running_mailbox() -> AsyncIterator[Mailbox]:
    """The server, for as long as this lasts."""
    mailbox = Mailbox()

    def protocol() -> SMTP:
        return SMTP(mailbox, authenticator=_authenticate, auth_require_tls=False, enable_SMTPUTF8=True)

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mailbox
