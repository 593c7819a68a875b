"""Shortcuts for the most frequent requests, ahead of the framework (docs/adr/029).

FastAPI searches its routes and resolves parameters for each request. The endpoint remains, declares the contract, and
words every refusal of malformed input: a shortcut answers only plain requests and passes all others on.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from exercise_buddy.core.http.limits.admission import Rules, admitted, replayed

Answer = tuple[int, bytes]
"""Status and JSON."""

Given = TypeVar("Given", bound=BaseModel)


class LongWay(Exception):
    """The request is not plain: the endpoint has to handle it."""


@dataclass(frozen=True)
class Shortcut:
    """The handler of one method and exact path."""

    method: str
    path: str
    """Its path in the router, without the API prefix; also its name in metrics."""

    answer: Callable[[Request, bytes], Awaitable[Answer]]
    """Answers an admitted request with its body; raises LongWay or a refusal."""
    rules: Rules | None = None
    """None if no admission is needed."""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    """Headers of the response, besides type and length."""

    async def send(self, send: Send, answer: Answer) -> None:
        """Send the response."""
        status, content = answer
        length = (b"content-length", str(len(content)).encode())
        headers = [length, (b"content-type", b"application/json"), *self.headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})


class Shortcuts:
    """ASGI middleware: uses the shortcut for the method and path, if there is one."""

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
    """The JSON object of a body; raises LongWay if it is none, or one that parsers read differently."""
    try:
        given = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LongWay from error
    if not isinstance(given, dict):
        raise LongWay
    return given


def plain(model: type[Given], given: Mapping[str, Any]) -> Given:
    """The validated model; raises LongWay if it is invalid."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise LongWay from error
