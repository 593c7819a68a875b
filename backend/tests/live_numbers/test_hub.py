"""Who gets which state, by the hub alone."""

import asyncio
import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.http.limits.rate_limit import network_of
from exercise_buddy.live.exceptions import TooManyScreens
from exercise_buddy.live.service import MAX_SCREENS, MAX_SCREENS_OF_ONE, WATCHED_FOR, LiveHub, Screen, ServerStops
from tests.support import NOW

ADA, BOB = uuid4(), uuid4()
HOME, ELSEWHERE, ANOTHER = "192.0.2.1", "198.51.100.1", "203.0.113.1"
SOON = 0.001


class Room:
    """A channel whose words reach every hub in the room at once."""

    def __init__(self) -> None:
        self.hubs: list[LiveHub] = []
        self.said: list[str] = []

    async def publish(self, message: str) -> None:
        self.said.append(message)
        for hub in self.hubs:
            hub.receive(message, NOW)

    async def listen(self, receive: Callable[[str], None]) -> None:
        del receive
        await asyncio.Event().wait()

    async def close(self) -> None:
        self.hubs.clear()

    def hub(self) -> LiveHub:
        self.hubs.append(LiveHub(self))
        return self.hubs[-1]


async def test_a_screen_gets_its_users_newest_state_only() -> None:
    hub = Room().hub()
    with hub.screen(ADA, HOME) as screen, hub.screen(BOB, HOME) as other:
        assert await hub.show(ADA, "1", NOW) is True
        await hub.show(ADA, "2", NOW)
        assert await screen.next(SOON) == "2"
        assert await screen.next(SOON) is None
        assert await other.next(SOON) is None
    assert await hub.show(ADA, "3", NOW) is False


async def test_states_travel_only_to_where_somebody_watches() -> None:
    room = Room()
    here, there = room.hub(), room.hub()
    await here.show(ADA, "1", NOW)
    assert room.said == []
    with there.screen(ADA, HOME) as screen:
        await there.announce(ADA)
        assert await here.show(ADA, "2", NOW) is True
        assert await screen.next(SOON) == "2"
        assert await here.show(BOB, "9", NOW) is False
        assert await here.show(ADA, "3", NOW + WATCHED_FOR) is False
        assert await screen.next(SOON) is None
    assert len(room.said) == 2


async def test_a_local_screen_gets_each_state_once_even_if_other_processes_get_it_too() -> None:
    room = Room()
    here, there = room.hub(), room.hub()
    with here.screen(ADA, HOME) as screen, there.screen(ADA, HOME):
        await there.announce(ADA)
        await here.show(ADA, "1", NOW)
        assert await screen.next(SOON) == "1"
        assert await screen.next(SOON) is None


async def test_screens_of_one_user_are_few_and_their_places_come_free() -> None:
    hub = Room().hub()
    for _ in range(2):
        screens = [hub.screen(ADA, HOME) for _ in range(MAX_SCREENS_OF_ONE)]
        for screen in screens:
            screen.__enter__()
        with pytest.raises(TooManyScreens), hub.screen(ADA, HOME):
            pass
        with hub.screen(BOB, HOME):
            pass
        for screen in screens:
            screen.__exit__(None, None, None)


async def test_no_network_takes_every_place_of_a_process() -> None:
    hub = Room().hub()
    with ExitStack() as open_screens:
        theirs = [
            open_screens.enter_context(hub.screen(uuid4(), ELSEWHERE if number % 4 else ANOTHER))
            for number in range(MAX_SCREENS)
        ]
        with pytest.raises(ServerBusy), hub.screen(uuid4(), ELSEWHERE):
            pass
        ours = [open_screens.enter_context(hub.screen(uuid4(), HOME)) for _ in range(MAX_SCREENS // 4)]
        ended = [screen for screen in theirs if await is_over(screen)]
        # The newest of the network that has the most; the smaller one, and we, keep ours.
        assert ended == [screen for number, screen in enumerate(theirs) if number % 4][-len(ours) :]
        assert not any([await is_over(screen) for screen in ours])
    # Every place is free again, and none is counted twice.
    with ExitStack() as open_screens:
        for _ in range(MAX_SCREENS):
            open_screens.enter_context(hub.screen(uuid4(), ELSEWHERE))


async def test_nor_do_all_the_networks_of_one_ipv6_customer() -> None:
    hub = Room().hub()
    with ExitStack() as open_screens:
        theirs = [
            open_screens.enter_context(hub.screen(uuid4(), network_of(f"2001:db8:7:{number:x}::1")))
            for number in range(MAX_SCREENS)
        ]
        open_screens.enter_context(hub.screen(ADA, network_of("2001:db8:8::1")))
        open_screens.enter_context(hub.screen(BOB, HOME))
        assert [screen for screen in theirs if await is_over(screen)] == theirs[-2:]


def test_ipv4_clients_that_a_proxy_reports_as_ipv6_are_not_one_network() -> None:
    assert network_of("::ffff:203.0.113.5") == network_of("203.0.113.5") != network_of("::ffff:203.0.113.6")


async def test_of_networks_that_have_as_many_none_gives_way() -> None:
    hub = Room().hub()
    with ExitStack() as open_screens:
        for number in range(MAX_SCREENS):
            open_screens.enter_context(hub.screen(uuid4(), f"network {number}"))
        with pytest.raises(ServerBusy), hub.screen(ADA, HOME):
            pass


async def is_over(screen: Screen) -> bool:
    try:
        await screen.next(0)
    except ServerStops:
        return True
    return False


async def test_the_end_of_the_process_ends_every_stream() -> None:
    hub = Room().hub()
    with hub.screen(ADA, HOME) as screen:
        hub.end_streams()
        with pytest.raises(ServerStops):
            await screen.next(60)
    with hub.screen(ADA, HOME) as late, pytest.raises(ServerStops):
        await late.next(60)


@pytest.mark.parametrize(
    "message", ["", "{}", "[]", "null", '{"from": 1, "user": "x", "state": "1"}', '{"from": "a", "user": null}']
)
async def test_foreign_messages_are_ignored(message: str) -> None:
    hub = Room().hub()
    with hub.screen(ADA, HOME) as screen:
        hub.receive(message, NOW)
        assert await screen.next(SOON) is None


async def test_who_watched_long_ago_is_forgotten() -> None:
    hub = Room().hub()
    for number in range(100):
        hub.receive(json.dumps({"from": "x", "user": str(UUID(int=number)), "state": None}), NOW)
    later = NOW + WATCHED_FOR + timedelta(seconds=1)
    hub.receive(json.dumps({"from": "x", "user": str(ADA), "state": None}), later)
    assert list(hub._watched_elsewhere) == [ADA]  # noqa: SLF001 - memory is what this is about
