"""Passes on live states of a set: directly to this process's screens, and by a channel to those of other processes.

Nothing is stored. A slow screen gets only the latest state. Processes also announce on the channel whom they have
screens for, so that a set which nobody watches costs no message.
"""

import asyncio
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

import structlog

from exercise_buddy.core.channel import Channel
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.http.limits.rate_limit import site_of
from exercise_buddy.live.exceptions import TooManyScreens

MAX_SCREENS_OF_ONE = 4
"""Limit per user and process."""
MAX_SCREENS = 400
"""Limit per process, well below its connections; networks share it, those of one IPv6 /48 as one."""
BEAT_SECONDS = 5.0
"""The interval of a stream's heartbeat, and of a process's announcements."""
WATCHED_FOR = timedelta(seconds=3 * BEAT_SECONDS)
MAX_WATCHED_ELSEWHERE = 20_000

Key = TypeVar("Key")

log = structlog.get_logger(__name__)


class ServerStops(Exception):
    """The process is shutting down, or has no room left for this screen, which reconnects."""


class Screen:
    """One stream: keeps the newest state until it is taken."""

    def __init__(self) -> None:
        self._newest: str | None = None
        self._changed = asyncio.Event()
        self._is_over = False

    def show(self, state: str) -> None:
        """Replace a state that has not been taken."""
        self._newest = state
        self._changed.set()

    def close(self) -> None:
        """Have `next` raise ServerStops."""
        self._is_over = True
        self._changed.set()

    async def next(self, patience_seconds: float) -> str | None:
        """The newest state as JSON, None if none arrived in time; raises ServerStops."""
        try:
            async with asyncio.timeout(patience_seconds):
                await self._changed.wait()
        except TimeoutError:
            return None
        if self._is_over:
            raise ServerStops
        self._changed.clear()
        state, self._newest = self._newest, None
        return state


class LiveHub:
    """What the requests of one process share."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._origin = secrets.token_hex(8)
        self._screens: dict[UUID, list[Screen]] = {}
        self._by_site: dict[str, list[Screen]] = {}
        """The same screens; one that had to give way is in here no more."""
        self._watched_elsewhere: dict[UUID, datetime] = {}
        self._is_closed = False

    async def show(self, user_id: UUID, state: str, now: datetime) -> bool:
        """Pass on what the user's counting device shows; returns whether any screen may be showing it.

        Raises the channel's errors, but only after the screens of this process have got it.
        """
        screens = self._screens.get(user_id, [])
        for screen in screens:
            screen.show(state)
        until = self._watched_elsewhere.get(user_id)
        is_watched_elsewhere = until is not None and now < until
        if is_watched_elsewhere:
            await self._publish(user_id, state)
        return bool(screens) or is_watched_elsewhere

    async def announce(self, user_id: UUID) -> None:
        """Tell the other processes that the user has a screen here; raises the channel's errors."""
        await self._publish(user_id, None)

    @contextmanager
    def screen(self, user_id: UUID, network: str) -> Iterator[Screen]:
        """A screen of the user while the context lasts; raises TooManyScreens or ServerBusy."""
        if len(self._screens.get(user_id, ())) >= MAX_SCREENS_OF_ONE:
            raise TooManyScreens
        site = site_of(network)
        if sum(map(len, self._by_site.values())) >= MAX_SCREENS:
            self._make_room_for(site)
        screen = Screen()
        if self._is_closed:
            screen.close()
        _put(self._screens, user_id, screen)
        _put(self._by_site, site, screen)
        try:
            yield screen
        finally:
            _take(self._screens, user_id, screen)
            _take(self._by_site, site, screen)

    def _make_room_for(self, site: str) -> None:
        """End the newest screen of the site with the most, so that it cannot shut the others out."""
        most = max(self._by_site, key=lambda other: len(self._by_site[other]))
        if len(self._by_site[most]) <= len(self._by_site.get(site, ())) + 1:
            raise ServerBusy
        log.warning("screen_gave_way", network=most, of_network=len(self._by_site[most]))
        screen = self._by_site[most][-1]
        screen.close()
        _take(self._by_site, most, screen)

    async def listen(self, clock: Clock) -> None:
        """Receive messages of other processes, until cancelled."""
        await self._channel.listen(lambda message: self.receive(message, clock()))

    def receive(self, message: str, now: datetime) -> None:
        """Handle a message; the process's own are ignored."""
        try:
            said = json.loads(message)
            origin, user_id, state = said["from"], UUID(said["user"]), said["state"]
        except (ValueError, KeyError, TypeError):
            log.warning("message_unreadable", length=len(message))
            return
        if origin == self._origin:
            return
        if state is None:
            self._note_watched(user_id, now)
            return
        for screen in self._screens.get(user_id, []):
            screen.show(state)

    async def close(self) -> None:
        """Close the channel."""
        await self._channel.close()

    def end_streams(self) -> None:
        """End all streams, so that the process can stop."""
        self._is_closed = True
        for screens in self._screens.values():
            for screen in screens:
                screen.close()

    def _note_watched(self, user_id: UUID, now: datetime) -> None:
        # Move the user to the end, so that expired entries are at the beginning.
        self._watched_elsewhere.pop(user_id, None)
        self._watched_elsewhere[user_id] = now + WATCHED_FOR
        while self._watched_elsewhere:
            first, until = next(iter(self._watched_elsewhere.items()))
            if now < until and len(self._watched_elsewhere) <= MAX_WATCHED_ELSEWHERE:
                break
            del self._watched_elsewhere[first]

    async def _publish(self, user_id: UUID, state: str | None) -> None:
        await self._channel.publish(json.dumps({"from": self._origin, "user": str(user_id), "state": state}))


def _put(screens: dict[Key, list[Screen]], key: Key, screen: Screen) -> None:
    screens.setdefault(key, []).append(screen)


def _take(screens: dict[Key, list[Screen]], key: Key, screen: Screen) -> None:
    """Remove the screen, if it is there."""
    left = [other for other in screens.pop(key, ()) if other is not screen]
    if left:
        screens[key] = left
