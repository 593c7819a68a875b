"""The machine on its network: its addresses, its names, and whether its .local name is answered."""

import re
import secrets
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

import psutil

MDNS_GROUP = ("224.0.0.251", 5353)
"""RFC 6762, 3."""
MDNS_PATIENCE_SECONDS = 0.7
ADDRESS_RECORD, INTERNET_CLASS = 1, 1
ANY_PLACE_BEYOND = ("198.51.100.1", 9)
"""An address reserved for documentation (RFC 5737): used to look up a route; nothing is sent to it."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
FALLBACK_NAME = "exercise-buddy"
"""Used if the machine's own name cannot be put into a certificate."""


@dataclass(frozen=True)
class Machine:
    """The names and addresses by which other devices reach this machine."""

    names: tuple[str, ...]
    """In lower case, the .local name first."""
    addresses: tuple[IPv4Address, ...]
    """Private addresses; the outward one comes first."""
    is_found_by_name: bool
    """Whether the system's mDNS answers for the first name."""


def this_machine() -> Machine:
    """The machine's current state; briefly waits for an mDNS answer."""
    names = names_of(socket.gethostname())
    addresses = own_addresses()
    return Machine(names, addresses, is_answered(names[0], addresses))


def names_of(host_name: str) -> tuple[str, ...]:
    """The names of a machine that calls itself `host_name`."""
    whole = host_name.lower().rstrip(".")
    label = whole.partition(".")[0]
    if not _LABEL.fullmatch(label) or label == "localhost":
        return (f"{FALLBACK_NAME}.local",)
    names = [f"{label}.local", label]
    if whole not in names and all(_LABEL.fullmatch(part) for part in whole.split(".")):
        names.append(whole)
    return tuple(names)


def own_addresses() -> tuple[IPv4Address, ...]:
    """IPv4 only: every home network has it, and IPv6 addresses change daily."""
    found = {
        IPv4Address(address.address)
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET
    }
    outward = _outward_address()
    return tuple(sorted(filter(_is_of_a_household, found), key=lambda address: (address != outward, address)))


def _is_of_a_household(address: IPv4Address) -> bool:
    return not (address.is_global or address.is_loopback or address.is_link_local or address.is_multicast)


def _outward_address() -> IPv4Address | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ANY_PLACE_BEYOND)
        except OSError:
            return None
        return IPv4Address(probe.getsockname()[0])


def is_answered(name: str, addresses: Sequence[IPv4Address], patience_seconds: float = MDNS_PATIENCE_SECONDS) -> bool:
    """Whether mDNS resolves the name to one of `addresses`. A one-shot query: RFC 6762, 5.1."""
    if not addresses:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, addresses[0].packed)
            asking.settimeout(patience_seconds)
            asking.sendto(_query(name), MDNS_GROUP)
            answer = asking.recv(9000)
        except OSError:
            return False
    # An A record ends with the length 4 and the address.
    return any(b"\x00\x04" + address.packed in answer for address in addresses)


def _query(name: str) -> bytes:
    header = struct.pack(">HHHHHH", secrets.randbelow(1 << 16), 0, 1, 0, 0, 0)
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return header + labels + b"\x00" + struct.pack(">HH", ADDRESS_RECORD, INTERNET_CLASS)
