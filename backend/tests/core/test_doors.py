"""The way out: to hosts on the internet alone, and nobody waits for another's."""

import asyncio
from functools import partial
from pathlib import Path

import httpcore
import pytest
from fastapi import FastAPI

from exercise_buddy.core.doors import AT_ONCE, CheckedHosts, Doors, HostRefused, is_public, resolve
from tests.push_service import ENDPOINT, PUBLIC_ADDRESS, SILENCE, Elsewhere, public, running_push_service


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
     "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1"],
)  # fmt: skip
async def test_no_host_inside_is_reached(tmp_path: Path, address: str) -> None:
    async def inside(_host: str, _port: int) -> list[str]:
        return [PUBLIC_ADDRESS, address]

    async with running_push_service(tmp_path) as service:
        way_out = Elsewhere(service)
        doors = Doors(CheckedHosts(resolve=inside, inner=way_out), service.context)
        with pytest.raises(HostRefused):
            await doors.post(ENDPOINT, {}, b"")
        await doors.close()
    assert (way_out.asked, service.received) == ([], [])
    assert not is_public(address)


@pytest.mark.parametrize("host", ["a" * 64 + ".example.com", "nowhere.invalid", "..example.com"])
async def test_a_name_that_leads_nowhere_is_a_failure_like_any_other(app: FastAPI, host: str) -> None:
    doors = Doors()
    with pytest.raises(httpcore.ConnectError):
        await doors.post(f"https://{host}/x", {}, b"")
    await doors.close()


async def test_the_address_that_was_looked_at_is_the_one_that_is_reached(tmp_path: Path) -> None:
    async with running_push_service(tmp_path) as service:
        way_out = Elsewhere(service)
        doors = Doors(CheckedHosts(resolve=public, inner=way_out), service.context)
        assert await doors.post(ENDPOINT, {}, b"x") == 201
        await doors.close()
    assert way_out.asked == [PUBLIC_ADDRESS]
    assert await resolve("localhost", 443)


async def test_hosts_that_do_not_answer_take_nobody_elses_time(tmp_path: Path) -> None:
    # As long as a busy machine needs for one answer, with its TLS.
    async with running_push_service(tmp_path) as service:
        service.answers = [SILENCE] * AT_ONCE
        doors = Doors(CheckedHosts(resolve=public, inner=Elsewhere(service)), service.context, max_seconds=6)
        post = partial(doors.post, ENDPOINT, {"Content-Length": "0"}, b"")
        silent = [asyncio.create_task(post()) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        assert await post() == 201
        assert {type(error) for error in await asyncio.gather(*silent, return_exceptions=True)} == {TimeoutError}
        await doors.close()
