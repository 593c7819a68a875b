"""What the running program knows of its household: how it is reached, whom devices trust, who may sign up."""

import asyncio
import hmac
import secrets
import ssl
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

import structlog

from exercise_buddy.core.clock import Clock
from exercise_buddy.lan.authority import Authority, AuthorityUnreadable, kept_authority, write_private
from exercise_buddy.lan.machine import Machine, this_machine

FOLDER = "lan"
CERTIFICATE_FILE = "server.pem"
SECONDS_BETWEEN_LOOKS = 60
LOOKS_BETWEEN_RENEWALS = 24 * 60
"""A day: a certificate is good for seven."""
CODE_DIGITS = 8

log = structlog.get_logger(__name__)


def new_sign_up_code() -> str:
    """Digits, which every keyboard has: eight, for guesses are few."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


@dataclass
class Household:
    """The way in for the devices of one household."""

    machine: Machine
    authority: Authority
    http_port: int
    https_port: int
    sign_up_code: str = field(default_factory=new_sign_up_code)
    """What the terminal shows to those who are in the house."""

    @property
    def hosts(self) -> frozenset[str]:
        """What this machine may be called in a request."""
        return frozenset({*self.machine.names, *map(str, self.machine.addresses), "127.0.0.1", "::1"})

    @property
    def start_url(self) -> str:
        """Plain http, by the address: what a device that trusts nothing yet can open."""
        host = self.machine.addresses[0] if self.machine.addresses else self.machine.names[0]
        return f"http://{host}:{self.http_port}/lan"

    @property
    def app_urls(self) -> list[str]:
        """Where the app is, for devices that trust the authority; by name first, for passkeys want one."""
        names = self.machine.names[:1] if self.machine.is_found_by_name else ()
        addresses = [str(address) for address in self.machine.addresses if address in self.authority.addresses]
        return [f"https://{host}:{self.https_port}" for host in (*names, *addresses)]

    @property
    def public_url(self) -> str:
        """The best of them; without a network, the name that would be answered for on one."""
        return next(iter(self.app_urls), f"https://{self.machine.names[0]}:{self.https_port}")

    def asks_for_code(self, client_host: str) -> bool:
        """Whether who signs up there has to show that he is in the house."""
        return not is_this_machine(client_host)

    def is_sign_up_code(self, given: str) -> bool:
        """Whether these are its digits, however they are grouped."""
        digits = "".join(character for character in given if character.isdecimal())
        return hmac.compare_digest(digits.encode(), self.sign_up_code.encode())


class Certificate:
    """The certificate that the server shows, renewed while it runs: when addresses change, and each day."""

    def __init__(self, household: Household, folder: Path, clock: Clock) -> None:
        self._household = household
        self._folder = folder
        self._clock = clock
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.renew()

    def renew(self) -> None:
        """Have a new one shown from the next handshake on; raises OSError."""
        path = self._folder / CERTIFICATE_FILE
        write_private(path, self._household.authority.issue(self._household.machine, self._clock()))
        self.context.load_cert_chain(path)

    async def keep_fresh(self) -> None:
        """Look at the machine again and again, until cancelled."""
        looks = 0
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            looks += 1
            try:
                await self.look(is_due=looks % LOOKS_BETWEEN_RENEWALS == 0)
            except (OSError, AuthorityUnreadable) as error:
                log.warning("lan_certificate_not_renewed", error=type(error).__name__)

    async def look(self, *, is_due: bool) -> None:
        """Take in what has changed of the machine; raises OSError."""
        machine = await asyncio.to_thread(this_machine)
        if machine == self._household.machine and not is_due:
            return
        authority = kept_authority(self._folder, machine, self._clock())
        if authority != self._household.authority:
            log.warning("lan_authority_replaced", consequence=f"devices trust it anew at {self._household.start_url}")
        self._household.machine, self._household.authority = machine, authority
        self.renew()
        log.info("lan_certificate_renewed", addresses=[str(address) for address in machine.addresses])


def is_this_machine(host: str) -> bool:
    """Whether a client's address is one that only this machine itself can have."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
