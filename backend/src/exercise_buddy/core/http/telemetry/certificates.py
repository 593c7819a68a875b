"""Metrics of the certificates that people and this process rely on: that of the site, and those of the database.

Each is read from outside by a handshake, as a browser or a driver would, so that it does not matter who renews it.
"""

import asyncio
import ssl
import struct
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import parse_qs, urlsplit

import structlog
from prometheus_client.core import GaugeMetricFamily, Metric

from exercise_buddy.core.db.addresses import addresses_in
from exercise_buddy.core.settings import ENCRYPTED_SSL_MODES, Settings

LOOK_EVERY_SECONDS = 3600.0
LOOK_AGAIN_SECONDS = 60.0
"""After a failure: a site may not answer yet when its API starts."""
TIMEOUT_SECONDS = 10.0
HTTPS_PORT = 443
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
SPEAKS_TLS = b"S"
"""PostgreSQL's documentation, chapter "Message Formats": SSLRequest and its answer."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Validity:
    """When a certificate begins and ends; both are aware."""

    begins: datetime
    ends: datetime


Check = Callable[[], Awaitable[Validity]]


class Certificates:
    """A Prometheus collector. It reports nothing unless `watch` is running, and then what was seen last."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._seen: dict[str, Validity] = {}

    async def watch(self) -> None:
        """Check now and periodically, until cancelled; ends at once if there is nothing to look at."""
        while self._checks:
            all_seen = await self.check()
            await asyncio.sleep(LOOK_EVERY_SECONDS if all_seen else LOOK_AGAIN_SECONDS)

    async def check(self) -> bool:
        """Check each; returns whether all could be seen."""
        failed = False
        for of, check in self._checks.items():
            try:
                async with asyncio.timeout(TIMEOUT_SECONDS):
                    self._seen[of] = await check()
            except (OSError, TimeoutError, ValueError) as error:
                log.warning("certificate_not_seen", of=of, error=type(error).__name__)
                failed = True
        return not failed

    def collect(self) -> Iterator[Metric]:
        """Begin and end of each certificate, by whose it is."""
        begins = GaugeMetricFamily("certificate_valid_from_timestamp_seconds", "When it begins.", labels=["of"])
        ends = GaugeMetricFamily("certificate_expires_timestamp_seconds", "When it ends.", labels=["of"])
        for of, validity in self._seen.items():
            begins.add_metric([of], validity.begins.timestamp())
            ends.add_metric([of], validity.ends.timestamp())
        yield begins
        yield ends


def checks_of(settings: Settings, *, is_household: bool) -> dict[str, Check]:
    """The certificates to check. A household's own certificate is renewed by this process."""
    checks: dict[str, Check] = {}
    site = urlsplit(settings.public_url)
    if site.scheme == "https" and not is_household:
        checks["site"] = partial(of_site, site.hostname or "", site.port or HTTPS_PORT)
    hosts = _hosts_by_tls(settings.database_url.get_secret_value()) if settings.database_url else []
    for host, port in hosts:
        of = "database" if len(hosts) == 1 else f"database {host}"
        checks[of] = partial(of_database, host, port)
    return checks


async def of_site(host: str, port: int) -> Validity:
    """Of what is shown to browsers; raises OSError, TimeoutError or ValueError."""
    _, writer = await asyncio.open_connection(host, port, ssl=_any_certificate(), server_hostname=host)
    with closing(writer):
        return _shown_to(writer)


async def of_database(host: str, port: int) -> Validity:
    """Of what PostgreSQL, or PgBouncer, shows to drivers; raises OSError, TimeoutError or ValueError."""
    reader, writer = await asyncio.open_connection(host, port)
    with closing(writer):
        writer.write(SSL_REQUEST)
        if await reader.read(1) != SPEAKS_TLS:
            raise ConnectionError("the server does not speak TLS")
        await writer.start_tls(_any_certificate(), server_hostname=host)
        return _shown_to(writer)


def _any_certificate() -> ssl.SSLContext:
    """One that has ended, or whose authority is not known here, is to be seen as well; nothing is sent."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _shown_to(writer: asyncio.StreamWriter) -> Validity:
    from cryptography import x509  # noqa: PLC0415 - megabytes, which a server without https does without

    shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    certificate = x509.load_der_x509_certificate(shown)
    return Validity(certificate.not_valid_before_utc, certificate.not_valid_after_utc)


def _hosts_by_tls(url: str) -> list[tuple[str, int]]:
    """The hosts of a URL that are reached by TLS; none behind a socket."""
    if not ENCRYPTED_SSL_MODES & set(parse_qs(urlsplit(url).query).get("sslmode", [])):
        return []
    return [(host, port) for host, port in addresses_in(url) if host and not host.startswith("/")]
