"""What the running program knows about its household: its addresses, its authority, and who may sign up."""

import asyncio
import hmac
import secrets
import ssl
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import structlog

from exercise_buddy.core.clock import Clock
from exercise_buddy.lan.authority import Authority, AuthorityUnreadable, kept_authority, write_private
from exercise_buddy.lan.machine import Machine, this_machine

FOLDER = "lan"
CERTIFICATE_FILE = "server.pem"
SECONDS_BETWEEN_LOOKS = 60
RENEWED_AFTER = timedelta(days=1)
"""A certificate is valid for seven days."""
CODE_DIGITS = 12

log = structlog.get_logger(__name__)


def new_sign_up_code() -> str:
    """Digits: every keyboard has them. So many that guesses need a limit per device only (`sign_up`)."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


@dataclass
class Household:
    """How the devices of one household get in."""

    machine: Machine
    authority: Authority
    http_port: int
    https_port: int
    sign_up_code: str = field(default_factory=new_sign_up_code)
    """The code that the terminal shows."""

    @property
    def hosts(self) -> frozenset[str]:
        """The host names and addresses accepted in requests."""
        return frozenset({*self.machine.names, *map(str, self.machine.addresses), "127.0.0.1", "::1"})

    @property
    def start_url(self) -> str:
        """Plain http, by address: a device that does not trust the authority yet can open it."""
        host = self.machine.addresses[0] if self.machine.addresses else self.machine.names[0]
        return f"http://{host}:{self.http_port}/lan"

    @property
    def app_urls(self) -> list[str]:
        """The app's addresses for devices that trust the authority; names first, because passkeys need one."""
        names = self.machine.names[:1] if self.machine.is_found_by_name else ()
        addresses = [str(address) for address in self.machine.addresses if address in self.authority.addresses]
        return [f"https://{host}:{self.https_port}" for host in (*names, *addresses)]

    @property
    def public_url(self) -> str:
        """The best of them; without a network, the name that would be used on one."""
        return next(iter(self.app_urls), f"https://{self.machine.names[0]}:{self.https_port}")

    def asks_for_code(self, client_host: str) -> bool:
        """Whether signing up at that address requires the code."""
        return not is_this_machine(client_host)

    def is_sign_up_code(self, given: str) -> bool:
        """Whether these are the code's digits, however they are grouped."""
        digits = "".join(character for character in given if character.isdecimal())
        return hmac.compare_digest(digits.encode(), self.sign_up_code.encode())


class Certificate:
    """The server's certificate, renewed while it runs: when addresses change, and daily."""

    def __init__(self, household: Household, folder: Path, clock: Clock) -> None:
        self._household = household
        self._folder = folder
        self._clock = clock
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.renew()

    def renew(self) -> None:
        """Use a new certificate from the next handshake on; raises OSError."""
        path, now = self._folder / CERTIFICATE_FILE, self._clock()
        write_private(path, self._household.authority.issue(self._household.machine, now))
        self.context.load_cert_chain(path)
        self._renewed_at = now

    async def keep_fresh(self) -> None:
        """Check the machine's addresses and the certificate's age periodically, until cancelled."""
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            try:
                await self.check()
            except (OSError, AuthorityUnreadable) as error:
                log.warning("lan_certificate_not_renewed", error=type(error).__name__)

    async def check(self) -> None:
        """Apply changes of the machine's addresses, and renew a certificate that is a day old; raises OSError."""
        machine = await asyncio.to_thread(this_machine)
        # By the calendar, which continues while a laptop sleeps. A clock that was set back makes the age negative.
        is_fresh = timedelta(0) <= self._clock() - self._renewed_at < RENEWED_AFTER
        if machine == self._household.machine and is_fresh:
            return
        authority = kept_authority(self._folder, machine, self._clock())
        if authority != self._household.authority:
            log.warning(
                "lan_authority_replaced", consequence=f"devices have to trust it again at {self._household.start_url}"
            )
        self._household.machine, self._household.authority = machine, authority
        self.renew()
        log.info("lan_certificate_renewed", addresses=[str(address) for address in machine.addresses])


def is_this_machine(host: str) -> bool:
    """Whether the client's address can only be this machine's."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
