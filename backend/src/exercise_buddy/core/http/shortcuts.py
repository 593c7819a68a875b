"""Shortcuts to what is asked for most, ahead of the framework (docs/adr/029).

It looks through its routes and works out parameters anew each time. The endpoint stays, declares the contract, and
words every refusal of what is malformed: a shortcut answers plain requests only, and steps aside for all others.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from exercise_buddy.core.http.admission import Rules, admitted, replayed

Answer = tuple[int, bytes]
"""Status and JSON."""

Given = TypeVar("Given", bound=BaseModel)


class LongWay(Exception):
    """The request is not plain: the endpoint has to look at it."""


@dataclass(frozen=True)
class Shortcut:
    """How one method at one exact path is answered."""

    method: str
    path: str
    """As its router has it, without the API's prefix: what metrics call it."""

    answer: Callable[[Request, bytes], Awaitable[Answer]]
    """From a request that has been admitted, and its body; raises LongWay, or what it is refused with."""
    rules: Rules | None = None
    """None where anybody may ask at any time."""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    """Of the answer, besides its type and length."""

    async def send(self, send: Send, answer: Answer) -> None:
        """Send it out."""
        status, content = answer
        length = (b"content-length", str(len(content)).encode())
        headers = [length, (b"content-type", b"application/json"), *self.headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


class Shortcuts:
    """ASGI middleware: takes the one of the method and path, where there is one."""

    def __init__(self, app: ASGIApp, shortcuts: Mapping[tuple[str, str], Shortcut]) -> None:
        self._app = app
        self._shortcuts = shortcuts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        shortcut = self._shortcuts.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if shortcut is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = shortcut
        if shortcut.rules is None:
            await shortcut.send(send, await shortcut.answer(Request(scope), b""))
            return
        request = Request(scope)
        async with admitted(request, receive, shortcut.rules) as body:
            try:
                answer = await shortcut.answer(request, body)
            except LongWay:
                answer = None
            if answer is not None:
                await shortcut.send(send, answer)
        if answer is None:
            await self._app(scope, replayed(body, receive), send)


def read_json(body: bytes) -> Mapping[str, Any]:
    """The object of a body; raises LongWay where it is none, or one of which parsers think differently."""
    try:
        given = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LongWay from error
    if not isinstance(given, dict):
        raise LongWay
    return given


def plain(model: type[Given], given: Mapping[str, Any]) -> Given:
    """The model of what was given; raises LongWay where that is none."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise LongWay from error
