"""The way out: to hosts on the internet alone, and nobody waits for another's."""

import asyncio
import socket
import threading
from functools import partial
from pathlib import Path
from typing import Any

import httpcore
import pytest
from fastapi import FastAPI

from exercise_buddy.core.outgoing_client import (
    AT_ONCE,
    MAX_RESPONSE_BYTES,
    CheckedHosts,
    HostRefused,
    OutgoingClient,
    is_public,
    resolve,
)
from tests.servers.push_service import (
    ENDLESS_HEAD,
    ENDLESS_INTERIM,
    ENDPOINT,
    PUBLIC_ADDRESS,
    SILENCE,
    Elsewhere,
    public,
    running_push_service,
)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
     "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
     "fec0::1", "fec0::1%2", "::127.0.0.1", "::ffff:0:127.0.0.1", "::ffff:0:a9fe:a9fe", "64:ff9b:1::7f00:1", "ff0e::1",
     "168.63.129.16", "::ffff:168.63.129.16", "2002:a83f:8110::"],
)  # fmt: skip
async def test_no_host_inside_is_reached(tmp_path: Path, address: str) -> None:
    async def inside(_host: str, _port: int) -> list[str]:
        return [PUBLIC_ADDRESS, address]

    async with running_push_service(tmp_path) as service:
        way_out = Elsewhere(service)
        client = OutgoingClient(CheckedHosts(resolve=inside, inner=way_out), service.context)
        with pytest.raises(HostRefused):
            await client.post(ENDPOINT, {}, b"")
        await client.close()
    assert (way_out.asked, service.received) == ([], [])
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_the_internet_is_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["a" * 64 + ".example.com", "nowhere.invalid", "..example.com"])
async def test_a_name_that_leads_nowhere_is_a_failure_like_any_other(app: FastAPI, host: str) -> None:
    client = OutgoingClient()
    with pytest.raises(httpcore.ConnectError):
        await client.post(f"https://{host}/x", {}, b"")
    await client.close()


async def test_the_address_that_was_looked_at_is_the_one_that_is_reached(tmp_path: Path) -> None:
    async with running_push_service(tmp_path) as service:
        way_out = Elsewhere(service)
        client = OutgoingClient(CheckedHosts(resolve=public, inner=way_out), service.context)
        assert await client.post(ENDPOINT, {}, b"x") == 201
        await client.close()
    assert way_out.asked == [PUBLIC_ADDRESS]
    assert await resolve("localhost", 443)


@pytest.mark.parametrize("answer", [ENDLESS_INTERIM, ENDLESS_HEAD])
async def test_an_answer_without_end_is_not_listened_to(tmp_path: Path, answer: str) -> None:
    async with running_push_service(tmp_path) as service:
        service.answers = ["201 Created", answer]
        client = OutgoingClient(CheckedHosts(resolve=public, inner=Elsewhere(service)), service.context)
        assert await client.post(ENDPOINT, {"Content-Length": "0"}, b"") == 201
        with pytest.raises(httpcore.ReadError):
            await client.post(ENDPOINT, {"Content-Length": "0"}, b"")
        await client.close()


async def test_a_connection_that_is_kept_may_answer_as_much_each_time(tmp_path: Path) -> None:
    long = "204 No Content\r\nX-Padding: " + "x" * (MAX_RESPONSE_BYTES * 2 // 3)
    async with running_push_service(tmp_path) as service:
        service.answers = [long] * 3
        way_out = Elsewhere(service)
        client = OutgoingClient(CheckedHosts(resolve=public, inner=way_out), service.context)
        assert [await client.post(ENDPOINT, {"Content-Length": "0"}, b"") for _ in range(3)] == [204] * 3
        await client.close()


async def test_a_connection_given_up_before_it_speaks_tls_is_closed(tmp_path: Path) -> None:
    given_up = asyncio.Event()

    async def listen_in_silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        given_up.set()

    async with running_push_service(tmp_path) as service:
        silent = await asyncio.start_server(listen_in_silence, "127.0.0.1", 0)
        service.port = silent.sockets[0].getsockname()[1]
        client = OutgoingClient(CheckedHosts(resolve=public, inner=Elsewhere(service)), service.context, max_seconds=1)
        with pytest.raises(TimeoutError):
            await client.post(ENDPOINT, {}, b"")
        await client.close()
        await asyncio.wait_for(given_up.wait(), 60)
        silent.close()


async def test_unresolvable_names_do_not_delay_others(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    asked_for_real = socket.getaddrinfo

    def slow(host: str, *args: Any, **named: Any) -> Any:
        if host == "slow.example.com":
            answered.wait()
            raise socket.gaierror
        return asked_for_real(host, *args, **named)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    # More than there are threads anywhere.
    waiting = [asyncio.create_task(resolve("slow.example.com", 443)) for _ in range(3 * AT_ONCE)]
    await asyncio.sleep(0)
    other = asyncio.create_task(asyncio.get_running_loop().getaddrinfo("localhost", 5432))
    done, _ = await asyncio.wait([other], timeout=60)
    answered.set()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert done == {other}


async def test_silent_hosts_do_not_delay_others(tmp_path: Path) -> None:
    async with running_push_service(tmp_path) as service:
        service.answers = [SILENCE] * AT_ONCE
        backend = CheckedHosts(resolve=public, inner=Elsewhere(service))
        client = OutgoingClient(backend, service.context, max_seconds=0.5)
        post = partial(client.post, ENDPOINT, {"Content-Length": "0"}, b"")
        silent = [asyncio.create_task(post()) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        # As long as a busy machine needs for one answer, with its TLS.
        client._max_seconds = 60  # noqa: SLF001 - those before have begun with the other
        other = asyncio.create_task(post())
        assert {type(error) for error in await asyncio.gather(*silent, return_exceptions=True)} == {TimeoutError}
        service.answers.clear()
        assert await other == 201
        await client.close()
