"""Certificates are seen as they are shown: by a site with https, and by a PostgreSQL with TLS."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from exercise_buddy.core.http.telemetry.certificates import Certificates, checks_of
from exercise_buddy.core.settings import Settings
from tests.servers.https_site import certificate_of, https_site

LONG_AGO = datetime(2020, 2, 1, tzinfo=UTC)
LIFE = [moment.timestamp() for moment in (LONG_AGO - timedelta(days=1), LONG_AGO + timedelta(days=7))]


def told(certificates: Certificates, of: str) -> list[float | None]:
    registry = CollectorRegistry()
    registry.register(certificates)
    names = ("certificate_valid_from_timestamp_seconds", "certificate_expires_timestamp_seconds")
    return [registry.get_sample_value(name, {"of": of}) for name in names]


async def test_a_site_whose_certificate_has_ended_is_seen_and_one_that_went_keeps_what_was_seen(tmp_path: Path) -> None:
    with https_site(LONG_AGO, tmp_path) as origin:
        checks = checks_of(Settings(public_url=origin), is_household=False)
        certificates = Certificates(checks)
        assert await certificates.check()
    assert not await certificates.check()
    assert told(certificates, "site") == LIFE


async def test_the_certificate_of_a_database_is_seen_without_a_password(tmp_path: Path) -> None:
    """The embedded PostgreSQL knows no TLS, so that a server which begins as one with TLS does stands for it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate_of(LONG_AGO, tmp_path))
    answers = [b"S", b"N"]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(8) == bytes.fromhex("0000000804d2162f")
        answer = answers.pop(0)
        writer.write(answer)
        if answer == b"S":
            await writer.start_tls(context)
            await reader.read()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        url = SecretStr(f"postgresql://u:p@127.0.0.1:{port}/d?sslmode=require")
        certificates = Certificates(checks_of(Settings(database_url=url), is_household=False))
        assert [await certificates.check() for _ in range(2)] == [True, False]
    assert told(certificates, "database") == LIFE


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("postgresql://u:p@h/d?sslmode=verify-full", ["database"]),
        ("postgresql://u:p@h:1,[::1]:2/d?sslmode=require", ["database h", "database ::1"]),
        ("postgresql://u:p@/d?host=/run/pgbouncer&sslmode=require", []),
        ("postgresql://u:p@h/d", []),
    ],
)
def test_who_is_looked_at(url: str, names: list[str]) -> None:
    assert list(checks_of(Settings(database_url=SecretStr(url)), is_household=False)) == names
    household = Settings(database_url=SecretStr(url), public_url="https://kitchen.local:8443")
    assert list(checks_of(household, is_household=True)) == names
