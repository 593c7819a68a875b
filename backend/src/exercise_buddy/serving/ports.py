"""Binding and listening on ports."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from exercise_buddy.serving.errors import ServingError

MAX_PORT = 65535


def bound(host: str, port: int) -> socket.socket:
    """A socket bound to the port, which does not listen until the server is ready; raises ServingError.

    Until then connections are refused, so that a proxy tries another replica at once instead of waiting for this one.
    While the database is away they are answered (`standby`): then no replica can do more.
    """
    reserved = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        # The same options as asyncio's: immediate reuse after a stop, and no IPv4 on an IPv6 socket.
        if os.name == "posix":
            reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reserved.family == socket.AF_INET6:
            reserved.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        reserved.bind((host, port))
    except OSError as error:
        reserved.close()
        raise _no_port(host, port, error) from error
    return reserved


@contextmanager
def reporting_port_in_use(reserved: socket.socket | None) -> Iterator[None]:
    """Wraps the start of listening: raises ServingError if another server on the same port was ready first."""
    try:
        yield
    except OSError as error:
        if reserved is None:
            raise
        host, port = reserved.getsockname()[:2]
        raise _no_port(host, port, error) from error


def _no_port(host: str, port: int, error: OSError) -> ServingError:
    if error.errno != errno.EADDRINUSE:
        return ServingError(f"Cannot listen on {host}, port {port}: {error.strerror}")
    other = port + 1 if port < MAX_PORT else port - 1
    return ServingError(
        f"Port {port} of {host} is already in use. Choose another one: "
        f"`make run PORT={other}`, or `exercise-buddy serve --port {other}`."
    )
