"""A wire that loses every packet and tells nobody, as when a cable is cut or a firewall forgets a connection."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from exercise_buddy.core.db.addresses import connected
from exercise_buddy.core.db.wire import SECONDS_UNTIL_A_PROBE, SECONDS_WITHOUT_AN_ANSWER, wire_of
from tests.servers.line import lines_to

# Root inside a user namespace could not reach the database's socket, which belongs to another account.
IN_A_NETWORK_OF_ITS_OWN = ["unshare", "--net", *(["--user", "--map-root-user"] if os.geteuid() else [])]
BACKEND = Path(__file__).parents[3]


async def test_a_connection_asks_whether_the_server_is_there_while_it_waits(database_url: str) -> None:
    async with lines_to(database_url, 1) as (_, [port], login):
        connection = await connected(f"postgresql://{login.user}@127.0.0.1:{port}/{login.database}")
        try:
            wire = wire_of(connection)
            assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == SECONDS_UNTIL_A_PROBE
            assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 1000 * SECONDS_WITHOUT_AN_ANSWER
        finally:
            connection.terminate()


def test_a_migration_whose_packets_are_lost_is_given_up_and_one_that_takes_long_is_not(database_url: str) -> None:
    if not _networks_can_be_made():
        pytest.skip("no network of one's own: user namespaces are forbidden here, or util-linux or iproute2 is missing")
    command = [*IN_A_NETWORK_OF_ITS_OWN, sys.executable, "-m", "tests.core.db.lost_packets", database_url]
    migration = subprocess.run(command, cwd=BACKEND, capture_output=True, text=True, check=False, timeout=300)
    assert migration.stdout.splitlines() == ["it waits", "DatabaseAway"], migration.stderr


def _networks_can_be_made() -> bool:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    making = [*IN_A_NETWORK_OF_ITS_OWN, "ip", "link", "add", "hole", "type", "veth", "peer", "name", "void"]
    return subprocess.run(making, capture_output=True, check=False).returncode == 0
