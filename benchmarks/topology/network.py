"""An isolated network in which each part has an address and a cable that can be unplugged.

Everything runs below one process with a network, process ids and mounts of its own: however that ends, the kernel takes
the rest along. The machine's own network is not touched, and none of its addresses can be reached.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil

PREFIX = "10.77.0"
HERE = f"{PREFIX}.1"
INSIDE = "TOPOLOGY_INSIDE"

ADDRESSES = {
    "balancer": f"{PREFIX}.10",
    "balancer-b": f"{PREFIX}.11",
    "api-1": f"{PREFIX}.21",
    "api-2": f"{PREFIX}.22",
    "api-3": f"{PREFIX}.23",
    "redis": f"{PREFIX}.30",
    "pgbouncer": f"{PREFIX}.40",
    "pgbouncer-b": f"{PREFIX}.41",
    "postgres": f"{PREFIX}.51",
    "postgres-b": f"{PREFIX}.52",
    "postgres-c": f"{PREFIX}.53",
}
APIS = ("api-1", "api-2", "api-3")
PGBOUNCERS = {"pgbouncer": 6432, "pgbouncer-b": 6433}
BALANCERS = ("balancer", "balancer-b")
"""Two boxes with one name, like two A records."""

CLIENTS = 100
"""The number of clients; each has its own address, because limits are per address."""


class NoNamespaces(Exception):
    """Namespaces are not available; the message says why."""


def is_inside() -> bool:
    """Whether this process runs inside the namespaces."""
    return INSIDE in os.environ


def enter(folder: Path) -> None:
    """Start this program again in namespaces of its own, and end with its exit code; returns inside of them.

    Ends all of it on SIGTERM, SIGINT and SIGHUP, too, which unshare keeps to itself; dies itself with all of it. Then
    nothing is left, not even `folder`. Raises NoNamespaces.
    """
    if os.environ.pop(INSIDE, None):
        return
    command = ["setpriv", "--pdeathsig", "KILL"]
    command += ["unshare", "--net", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc"]
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
        refusal = tried.stderr.strip() if tried.returncode else None
    except FileNotFoundError:
        refusal = "there is no setpriv or no unshare (Debian: util-linux)"
    if refusal is not None:
        raise NoNamespaces(f"Network namespaces cannot be had here, so nothing was measured: {refusal}")
    inner = subprocess.Popen([*command, sys.executable, *sys.orig_argv[1:]], env={**os.environ, INSIDE: "1"})
    ended_by: list[int] = []

    def end(number: int, _frame: object) -> None:
        ended_by.append(number)
        # The first process inside: the kernel ends all others before it reports this one's end.
        for process in psutil.Process(inner.pid).children() or [inner]:
            process.kill()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    code = inner.wait()
    if ended_by:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(128 + ended_by[0] if ended_by else code)


def build(folder: Path) -> None:
    """Set up addresses, cables and names."""
    _run("mount", "-t", "tmpfs", "tmpfs", _netns())
    _ip("link set lo up", "link add hub type bridge", f"address add {HERE}/24 dev hub", "link set hub up")
    mac_here = _mac(HERE)
    _ip(f"link set hub address {mac_here}")
    for name, address in ADDRESSES.items():
        _ip(f"netns add {name}", f"link add {_cable(name)} type veth peer name eth0 netns {name}")
        _ip(f"link set {_cable(name)} master hub up", f"-n {name} link set lo up")
        _ip(f"-n {name} link set eth0 address {_mac(address)} up", f"-n {name} address add {address}/24 dev eth0")
        _ip(f"neighbour replace {address} lladdr {_mac(address)} dev hub nud permanent")
    clients = [client_address(number) for number in range(CLIENTS)]
    _ip(*(f"address add {client}/32 dev hub" for client in clients))
    macs = {address: _mac(address) for address in ADDRESSES.values()} | dict.fromkeys([HERE, *clients], mac_here)
    # Permanent entries: otherwise senders to a missing host would be told so after three seconds.
    batch = "\n".join(f"neighbour replace {a} lladdr {mac} dev eth0 nud permanent" for a, mac in macs.items())
    for name in ADDRESSES:
        subprocess.run(["ip", "-n", name, "-batch", "-"], input=batch, text=True, check=True)
    names = [f"{address} {name}" for name, address in ADDRESSES.items()]
    names += [f"{ADDRESSES[name]} api" for name in APIS]
    hosts = folder / "hosts"
    hosts.write_text("\n".join(["127.0.0.1 localhost", *names, ""]))
    hosts.chmod(0o644)
    _run("mount", "--bind", str(hosts), "/etc/hosts")


def client_address(number: int) -> str:
    """The address of a client."""
    return f"{PREFIX}.{101 + number}"


def inside(name: str, uid: int | None = None, gid: int | None = None) -> list[str]:
    """The prefix that runs a command at an address, as an account."""
    account = [] if uid is None else ["--setuid", str(uid), "--setgid", str(gid)]
    return ["nsenter", f"--net={_netns()}/{name}", *account, "--"]


def cut(name: str) -> None:
    """Unplug a part: packets are dropped silently."""
    _ip(f"link set {_cable(name)} nomaster")


def mend(name: str) -> None:
    """Plug it in again."""
    _ip(f"link set {_cable(name)} master hub")


def _netns() -> str:
    folder = Path("/run/netns")
    folder.mkdir(exist_ok=True)
    return str(folder)


def _cable(name: str) -> str:
    return f"to-{name}"


def _mac(address: str) -> str:
    return f"02:00:0a:4d:00:{int(address.rpartition('.')[2]):02x}"


def _ip(*commands: str) -> None:
    for command in commands:
        _run("ip", *command.split())


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
