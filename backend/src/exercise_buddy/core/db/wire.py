"""Notices that the packets of a connection are lost, which nothing else tells whoever waits for a long statement.

The kernel would ask after two hours. It asks the server's kernel, so a statement may take as long as it needs.
"""

import socket
from typing import Any

import asyncpg

SECONDS_UNTIL_A_PROBE = 10
SECONDS_BETWEEN_PROBES = 5
SECONDS_WITHOUT_AN_ANSWER = 20
"""Since something was last heard, or since what was sent is not acknowledged; then the connection is broken."""


def notice_lost_packets(connection: asyncpg.Connection) -> None:
    """Have the kernel break the connection if the other end cannot be reached any more."""
    wire = wire_of(connection)
    if wire is None or wire.family == socket.AF_UNIX:
        return
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    options = {
        "TCP_KEEPIDLE": SECONDS_UNTIL_A_PROBE,
        "TCP_KEEPINTVL": SECONDS_BETWEEN_PROBES,
        "TCP_USER_TIMEOUT": 1000 * SECONDS_WITHOUT_AN_ANSWER,
    }
    for name, value in options.items():
        # Linux has them all, macOS and Windows some.
        if hasattr(socket, name):
            wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def wire_of(connection: asyncpg.Connection) -> Any:
    """Its socket, as asyncio lends it; asyncpg itself neither shows it nor sets its options."""
    return connection._transport.get_extra_info("socket")  # type: ignore[attr-defined]  # noqa: SLF001 - as said
