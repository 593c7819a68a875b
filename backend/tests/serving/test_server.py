"""From when on a server is there for whoever connects."""

import socket
from pathlib import Path

import pytest
from fastapi import FastAPI

from exercise_buddy.core.settings import Settings
from exercise_buddy.serving.errors import ServingError
from exercise_buddy.serving.ports import bound
from exercise_buddy.serving.server import Server

HOST = "127.0.0.1"


def test_connections_are_refused_until_it_is_ready_so_that_another_replica_is_used() -> None:
    with bound(HOST, 0) as reserved, pytest.raises(ConnectionRefusedError):
        socket.create_connection(reserved.getsockname())


def test_a_port_that_somebody_serves_on_is_not_to_be_had() -> None:
    with bound(HOST, 0) as first:
        first.listen()
        with pytest.raises(ServingError, match="is already in use"):
            bound(HOST, first.getsockname()[1])


async def test_of_two_that_start_at_once_the_one_that_is_ready_first_has_the_port(tmp_path: Path) -> None:
    with bound(HOST, 0) as first:
        port = first.getsockname()[1]
        with bound(HOST, port) as second:
            first.listen()
            with pytest.raises(ServingError, match=f"Port {port} of {HOST} is already in use"):
                await Server(FastAPI(), Settings(data_dir=tmp_path), lambda: None).serve([second])
